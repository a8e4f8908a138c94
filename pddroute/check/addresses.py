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

_FORMS = {"url": re.compile(r"https?://[^\s/?#@]+([/?#]\S*)?"), "email": re.compile("[^:]+")}
_WAYS = {"number", "url", "email", "handle", "entry"}


def _host(field: str | None, text: str) -> str | None:
    """The host of a web address with its scheme, or of an e-mail address; None where it is none."""
    form = _FORMS["email" if field == "email" else "url"]
    address = parse_address(text) if form.fullmatch(text) else None
    kind = "email" if field == "email" else "web"
    return address.host if address and address.type == kind and "." in address.host else None


def _hosts(context: Context) -> Iterator[tuple[ClaimAt, str, str | None]]:
    """Every address in force of a channel that is offered, its host, and the domain it is in."""
    for at in context.claims_of("url", "email"):
        host = _host(at.field, at.text)
        if host and at.claim.lost is None and at.channel and at.channel.offered:
            yield at, host, listed_domain(context.catalog, host)


@error(
    "invalid-address",
    Said("不是网址或邮箱：{address}", "neither a web address nor an e-mail address: {address}"),
    Said("写成 https://域名/路径 或 name@host", "write https://host/path or name@host"),
)
def invalid_address(context: Context) -> Iterator[Found]:
    for at in context.claims_of("url", "email"):
        if _host(at.field, at.text) is None:
            yield Found(at.value, address=at.text)
    for id_, source in context.catalog.sources.items():
        if source.url and _host("url", source.url) is None:
            yield Found(("sources", id_, "url"), address=source.url)


@info(
    "unlisted-domain",
    Said(
        "域名 {host} 不在 domains 里，verify 不认识它",
        "the host {host} is not under `domains`: verify does not know it",
    ),
    Said("在 domains 里加上它和来源", "add it to `domains`, with its source"),
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
)
def no_way_in(context: Context) -> Iterator[Found]:
    for id_, channel in context.catalog.channels.items():
        ways = {"number"} if channel.kind == "phone" else _WAYS
        if channel.retired is None and ways.isdisjoint(channel.in_force):
            yield Found(("channels", id_, "#"))
