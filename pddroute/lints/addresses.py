"""Lints for web and e-mail addresses, for domains, and for channels that nothing leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pddroute.addresses import is_within, parse_address
from pddroute.integrity import Path
from pddroute.lints.base import Context, Found, lint

__all__: list[str] = []

_URL = re.compile(r"https?://[^\s/?#@]+([/?#]\S*)?")


def _host(url: str) -> str | None:
    """The host of a web address with its scheme; None where it is none."""
    address = parse_address(url) if _URL.fullmatch(url) else None
    if address is None or address.type != "web" or "." not in address.host:
        return None
    return address.host


@lint("invalid-url", "error", "网址写法不对", "a web address that is none")
def invalid_url(context: Context) -> Iterator[Found]:
    urls: list[tuple[Path, str]] = [
        ((*at.path, "value"), at.claim.text("zh")) for at in context.claims if at.field == "url"
    ]
    for id_, source in context.catalog.sources.items():
        if source.url is not None:
            urls.append((("sources", id_, "url"), source.url))
    for path, url in urls:
        if _host(url) is None:
            zh, en = f"不是网址：{url}", f"not a web address: {url}"
            yield Found(path, zh, en, "写成 https://域名/路径", "write https://host/path")


@lint("invalid-email", "error", "邮箱写法不对", "an e-mail address that is none")
def invalid_email(context: Context) -> Iterator[Found]:
    for at in context.claims:
        if at.field != "email":
            continue
        text = at.claim.text("zh")
        address = parse_address(text)
        if address is None or address.type != "email" or ":" in text:
            zh, en = f"不是邮箱：{text}", f"not an e-mail address: {text}"
            yield Found((*at.path, "value"), zh, en, "写成 name@host", "write name@host")


@lint(
    "unlisted-domain",
    "info",
    "网址的域名不在 domains 里",
    "a web address outside every listed domain",
)
def unlisted_domain(context: Context) -> Iterator[Found]:
    domains = context.catalog.domains
    for at in context.claims:
        if at.field != "url" or at.claim.lost is not None:
            continue
        host = _host(at.claim.text("zh"))
        if host is not None and not any(is_within(host, domain) for domain in domains):
            yield Found(
                (*at.path, "value"),
                f"域名 {host} 不在 domains 里，verify 不认识它",
                f"the host {host} is not under `domains`: verify does not know it",
                "在 domains 里加上它和来源",
                "add it to `domains`, with its source",
            )


@lint("domain-form", "error", "域名不是规范写法", "a domain that is not in its normal form")
def domain_form(context: Context) -> Iterator[Found]:
    for domain in context.catalog.domains:
        address = parse_address(domain)
        if address is None or address.type != "web" or address.host != domain:
            yield Found(
                ("domains", domain, "#"),
                f"域名写法不对：{domain}",
                f"not a domain in its normal form: {domain}",
                "只写小写的域名，不带 https:// 和路径",
                "write the lower-case host alone, without https:// or a path",
            )


@lint("brand-form", "warning", "品牌名要小写", "a brand that is not in lower case")
def brand_form(context: Context) -> Iterator[Found]:
    for n, brand in enumerate(context.catalog.platform.brands):
        if brand != brand.strip().lower() or not brand:
            yield Found(
                ("platform", "brands", n),
                f"品牌名“{brand}”要用小写",
                f"the brand {brand!r} has to be in lower case",
                f"写成 {brand.strip().lower()}",
                f"write {brand.strip().lower()}",
            )


@lint(
    "no-way-in",
    "warning",
    "渠道没有写怎么进去",
    "a channel that nothing says how to reach",
)
def no_way_in(context: Context) -> Iterator[Found]:
    ways = {"number", "url", "email", "handle", "entry"}
    for id_, channel in context.catalog.channels.items():
        if channel.kind != "phone" and channel.retired is None and not ways & set(channel.in_force):
            yield Found(
                ("channels", id_, "#"),
                "没有生效的网址、邮箱、账号或入口",
                "no url, email, handle or entry in force",
                "补上一条有来源的入口，或写 retired",
                "add a claim that says the way in, or `retired`",
            )
