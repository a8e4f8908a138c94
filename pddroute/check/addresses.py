"""Lints for web and e-mail addresses, for domains, and for channels that nothing leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pddroute.catalogue.contents import ClaimAt
from pddroute.catalogue.lint import Found, error, info, warning
from pddroute.check.context import Context
from pddroute.numbers.addresses import parse_address
from pddroute.verdict.listed import listed_domain, lookalikes
from pddroute.words import Said

_URL = re.compile(r"https?://[^\s/?#@]+([/?#]\S*)?")
_WAYS = {"number", "url", "email", "handle", "entry"}


def _web(text: str) -> str | None:
    """The host of a web address with its scheme; None where it is none."""
    address = parse_address(text) if _URL.fullmatch(text) else None
    return address.host if address and address.type == "web" and "." in address.host else None


def _email(text: str) -> str | None:
    """The host of an e-mail address; None where it is none."""
    address = parse_address(text)
    return address.host if address and address.type == "email" and ":" not in text else None


def _hosts(context: Context) -> Iterator[tuple[ClaimAt, str, str | None]]:
    """Every address in force of a channel that is offered, its host, and the domain it is in."""
    for at in context.claims_of("url", "email"):
        host = _web(at.text) if at.field == "url" else _email(at.text)
        if host and at.claim.lost is None and at.channel and at.channel.offered:
            yield at, host, listed_domain(context.catalog, host)


@error(
    "invalid-url",
    Said("不是网址：{url}", "not a web address: {url}"),
    Said("写成 https://域名/路径", "write https://host/path"),
    Said("网址写法不对", "a web address that is none"),
)
def invalid_url(context: Context) -> Iterator[Found]:
    sources = context.catalog.sources.items()
    urls = [(at.value, at.text) for at in context.claims_of("url")]
    urls += [(("sources", id_, "url"), source.url) for id_, source in sources if source.url]
    for path, url in urls:
        if _web(url) is None:
            yield Found(path, url=url)


@error(
    "invalid-email",
    Said("不是邮箱：{email}", "not an e-mail address: {email}"),
    Said("写成 name@host", "write name@host"),
    Said("邮箱写法不对", "an e-mail address that is none"),
)
def invalid_email(context: Context) -> Iterator[Found]:
    for at in context.claims_of("email"):
        if _email(at.text) is None:
            yield Found(at.value, email=at.text)


@info(
    "unlisted-domain",
    Said(
        "域名 {host} 不在 domains 里，verify 不认识它",
        "the host {host} is not under `domains`: verify does not know it",
    ),
    Said("在 domains 里加上它和来源", "add it to `domains`, with its source"),
    Said("网址的域名不在 domains 里", "a web address outside every listed domain"),
)
def unlisted_domain(context: Context) -> Iterator[Found]:
    for at, host, domain in _hosts(context):
        if at.field == "url" and domain is None and not lookalikes(context.catalog).of(host):
            yield Found(at.value, host=host)


@error(
    "lookalike-address",
    Said(
        "{host} 很像 {near}，却不在其中，像是仿冒",
        "{host} looks like {near} and is not in it: an imitation?",
    ),
    Said(
        "对照这一方自己的网页更正；查不到出处就写 lost: rejected",
        "correct it from the party's own page; if nothing there bears it out, say `lost: rejected`",
    ),
    Said("地址很像登记的域名，可能是仿冒", "an address that imitates a listed domain"),
)
def lookalike_address(context: Context) -> Iterator[Found]:
    for at, host, domain in _hosts(context):
        if domain is None and (near := lookalikes(context.catalog).of(host)):
            yield Found(at.value, host=host, near=near)


@error(
    "rejected-address-offered",
    Said(
        "域名 {domain} 的等级是 rejected，{host} 却是生效的地址",
        "{host} is in force, and the domain {domain} is graded rejected",
    ),
    Said(
        "写 lost: rejected；渠道没有别的入口就写 retired",
        "give it `lost: rejected`; a channel left without a way in gets `retired`",
    ),
    Said("地址在 rejected 的域名下", "an address in force within a rejected domain"),
)
def rejected_address_offered(context: Context) -> Iterator[Found]:
    catalog = context.catalog
    for at, host, domain in _hosts(context):
        if domain is not None and catalog.grade_of(catalog.domains[domain]) == "rejected":
            yield Found(at.value, host=host, domain=domain)


@warning(
    "no-way-in",
    Said(
        "没有生效的号码、网址、邮箱、账号或入口", "no number, url, email, handle or entry in force"
    ),
    Said(
        "补上一条有来源的号码或入口，或写 retired",
        "add a claim that says the number or the way in, or `retired`",
    ),
    Said("渠道没有写怎么进去，或电话没有号码", "a channel that nothing says how to reach"),
)
def no_way_in(context: Context) -> Iterator[Found]:
    for id_, channel in context.catalog.channels.items():
        ways = {"number"} if channel.kind == "phone" else _WAYS
        if channel.retired is None and ways.isdisjoint(channel.in_force):
            yield Found(("channels", id_, "#"))
