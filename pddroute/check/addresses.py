"""Lints for web and e-mail addresses, for domains, and for channels that nothing leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pddroute.catalogue.faults import Path
from pddroute.check.lint import ClaimAt, Context, Found, lint
from pddroute.numbers.addresses import Lookalikes, is_within, parse_address

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
    lookalikes = _lookalikes(context)
    for at, host in _hosts(context):
        if at.field == "url" and _domain(context, host) is None and not lookalikes.of(host):
            yield Found(
                (*at.path, "value"),
                f"域名 {host} 不在 domains 里，verify 不认识它",
                f"the host {host} is not under `domains`: verify does not know it",
                "在 domains 里加上它和来源",
                "add it to `domains`, with its source",
            )


@lint(
    "lookalike-address",
    "error",
    "网址或邮箱与登记的域名相似，可能是仿冒",
    "an address in force that looks like a listed domain and is not in it",
)
def lookalike_address(context: Context) -> Iterator[Found]:
    lookalikes = _lookalikes(context)
    for at, host in _hosts(context):
        near = [] if _domain(context, host) is not None else lookalikes.of(host)
        if near:
            yield Found(
                (*at.path, "value"),
                f"{host} 很像 {'、'.join(near)}，却不在其中，像是仿冒",
                f"{host} looks like {', '.join(near)} and is not in it: an imitation?",
                "对照这一方自己的网页更正；查不到出处就写 lost: rejected",
                "correct it from the party's own page; if nothing there bears it out, "
                "say `lost: rejected`",
            )


@lint(
    "rejected-address-offered",
    "error",
    "给人打开的地址在 rejected 的域名下",
    "an address in force within a domain that is graded rejected",
)
def rejected_address_offered(context: Context) -> Iterator[Found]:
    domains = context.catalog.domains
    for at, host in _hosts(context):
        domain = _domain(context, host)
        if domain is not None and context.grade(domains[domain]) == "rejected":
            yield Found(
                (*at.path, "value"),
                f"域名 {domain} 的等级是 rejected，{host} 却是生效的地址",
                f"{host} is in force, and the domain {domain} is graded rejected",
                "写 lost: rejected；渠道没有别的入口就写 retired",
                "give it `lost: rejected`; a channel left without a way in gets `retired`",
            )


def _hosts(context: Context) -> Iterator[tuple[ClaimAt, str]]:
    """Every web or e-mail address in force of a channel that is offered, and its host."""
    for at in context.claims:
        if at.claim.lost is not None or at.channel is None or not at.channel.offered:
            continue
        text = at.claim.text("zh")
        host = _host(text) if at.field == "url" else None
        if at.field == "email" and (address := parse_address(text)) and address.type == "email":
            host = address.host
        if host is not None:
            yield at, host


def _domain(context: Context, host: str) -> str | None:
    """The longest listed domain that ``host`` is within: it is judged by that one."""
    within = (domain for domain in context.catalog.domains if is_within(host, domain))
    return max(within, key=len, default=None)


def _lookalikes(context: Context) -> Lookalikes:
    """What can be mistaken for the genuine domains, as ``verify`` sees it."""
    domains = context.catalog.domains
    genuine = [name for name, domain in domains.items() if context.grade(domain) != "rejected"]
    ours = [name for name in genuine if domains[name].operator == "platform"]
    brands = {
        brand: [name for name in ours if brand in name.split(".")] or ours[:1]
        for brand in context.catalog.platform.brands
        if brand.strip()
    }
    return Lookalikes(genuine, brands)


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
