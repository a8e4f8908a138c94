"""What the catalogue lists, as it is looked up: judging a number, an e-mail or a web address.

Every number claim, in force or not, is found by its normal form, and so is every code of another
service. A long number that is not listed is compared with those in force. Two numbers one slip
apart (a digit more, less or other, or two neighbours swapped) share a key once at most one digit is
left out of each, so a handful of lookups finds them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

from pddroute.catalogue.facts import Channel, Claim, ClaimField, Grade
from pddroute.catalogue.model import Catalog
from pddroute.contract.verdict import VerdictCode
from pddroute.numbers.address import Address
from pddroute.numbers.addresses import find_addresses, parse_address
from pddroute.numbers.found import without_letters
from pddroute.numbers.lookalikes import Lookalikes, is_one_edit
from pddroute.numbers.pieces import FoundAddress
from pddroute.numbers.telephone import digits, is_dialable, is_short_service, normalize, split_area

#: Digits. One slip in a shorter number mostly gives another service's own: nothing is like it.
_SHORTEST_LIKE: Final = 7
_COUNTRY: Final = re.compile(r"0086|86(?=[0-9]{8})")  # 86 begins shorter local numbers as well
_GRAVEST_FIRST: Final = ("rejected", "official_outbound_only", "official_inbound", "unconfirmed")
_BY_GRADE: Final[dict[Grade, VerdictCode]] = {
    "official": "official_inbound",
    "reported": "official_inbound",
    "unconfirmed": "unconfirmed",
    "rejected": "rejected",
}


class Known(NamedTuple):
    """A listed address: the claim that decides about it, and every source that names it."""

    verdict: VerdictCode
    channel: str
    claim: Claim
    sources: tuple[str, ...]

    @property
    def in_force(self) -> bool:
        """Whether the channel goes by this address."""
        return self.claim.lost is None


class Judged(NamedTuple):
    """What was asked about, and the verdict on it, before that is put into words."""

    type: Literal["number", "email", "web"]
    normalized: str
    verdict: VerdictCode
    known: Known | None = None
    resembles: tuple[str, ...] = ()
    domain: str | None = None  # the catalogue's key
    service: str | None = None  # the catalogue's key
    same_local: tuple[str, ...] = ()  # listed numbers that end like this one behind an area code
    code: str | None = None  # the listed code that this one has an area code before, on no source


class _Index(NamedTuple):
    numbers: dict[str, Known]
    near: dict[str, tuple[str, ...]]  # digits with at most one left out -> listed numbers
    local: dict[str, tuple[str, ...]]  # what stands behind an area code -> listed numbers
    services: dict[str, str]  # normal form -> the catalogue's key
    with_area: frozenset[str]  # what takes any area code, by a source


class _Addresses(NamedTuple):
    emails: dict[str, Known]
    hosts: dict[str, Known]  # of the web addresses of channels
    domains: dict[str, str]  # normal form -> the catalogue's key


def _verdict_of(catalog: Catalog, channel: Channel, claim: Claim) -> VerdictCode:
    """What ``claim`` alone says about its address."""
    verdict = _BY_GRADE[catalog.grade_of(claim)]
    if verdict == "rejected" or claim.lost == "rejected":
        return "rejected"
    if claim.lost is not None or verdict == "unconfirmed":
        return "unconfirmed"
    if channel.direction == "outbound_only":
        return "official_outbound_only"
    return "unconfirmed" if channel.retired else verdict


def _known(
    catalog: Catalog, field: ClaimField, normal_form: Callable[[str], str | None]
) -> dict[str, Known]:
    """By normal form, the claim that decides: in force before lost, then the gravest verdict."""
    listed: dict[str, list[Known]] = {}
    for key, channel in catalog.channels.items():
        for claim in getattr(channel.claims, field):
            normal = normal_form(claim.text("zh"))
            if normal is not None:
                known = Known(_verdict_of(catalog, channel, claim), key, claim, ())
                listed.setdefault(normal, []).append(known)
    for alike in listed.values():
        alike.sort(key=lambda each: (not each.in_force, _GRAVEST_FIRST.index(each.verdict)))
    return {
        normal: alike[0]._replace(sources=tuple(dict.fromkeys(each.claim.source for each in alike)))
        for normal, alike in listed.items()
    }


def _normal_address(text: str) -> str | None:
    address = parse_address(text)
    return address.normalized if address else None


def _index(catalog: Catalog) -> _Index:
    numbers = _known(catalog, "number", normalize)
    near: dict[str, tuple[str, ...]] = {}
    local: dict[str, tuple[str, ...]] = {}
    for number, known in numbers.items():
        area = split_area(number)
        if area:
            local[area[1]] = (*local.get(area[1], ()), number)
        if known.in_force and known.verdict != "rejected" and _can_be_imitated(number):
            for form in (digits(number), area[1] if area else ""):
                for key in _keys(form) if form else ():
                    near[key] = (*near.get(key, ()), number)
    services = {normalize(key) or key: key for key in catalog.services}
    by_area = {
        number
        for number, known in numbers.items()
        if known.in_force and _takes_area(catalog.channels[known.channel])
    }
    by_area |= {code for code, key in services.items() if catalog.services[key].accepts_area_code}
    return _Index(numbers, near, local, services, frozenset(by_area))


def _addresses(catalog: Catalog) -> _Addresses:
    return _Addresses(
        emails=_known(catalog, "email", _normal_address),
        hosts=_known(catalog, "url", _normal_address),
        domains={_normal_address(key) or key.lower(): key for key in catalog.domains},
    )


def _takes_area(channel: Channel) -> bool:
    return channel.area_code or channel.accepts_area_code is not None


def _can_be_imitated(number: str) -> bool:
    """Whether one slip in ``number`` tells anything: short codes are too close to one another."""
    return len(digits(number)) >= _SHORTEST_LIKE and not is_short_service(number)


def _without_area(catalog: Catalog, number: str) -> str:
    """``number`` without its area code, where it is a code that takes one."""
    area = split_area(number)
    return area[1] if area and area[1] in catalog.derived(_index).with_area else number


def lookalikes(catalog: Catalog) -> Lookalikes:
    """What the catalogue's genuine domains can be mistaken for."""
    return catalog.derived(_lookalikes)


def _lookalikes(catalog: Catalog) -> Lookalikes:
    domains = catalog.derived(_addresses).domains
    facts = {host: catalog.domains[key] for host, key in domains.items()}
    genuine = [host for host, fact in facts.items() if catalog.grade_of(fact) != "rejected"]
    ours = [host for host in genuine if facts[host].operator == "platform"]
    brands = {
        brand: [host for host in ours if brand in host.split(".")] or ours[:1]
        for brand in catalog.platform.brands
        if brand.strip()
    }
    return Lookalikes(genuine, brands)


def listed_number(catalog: Catalog, number: str) -> Known | None:
    """What the catalogue lists under a number in its normal form, or under it without its area."""
    numbers = catalog.derived(_index).numbers
    return numbers.get(number) or numbers.get(_without_area(catalog, number))


def listed_service(catalog: Catalog, number: str) -> str | None:
    """The key of the service of others that has a number in its normal form as its code."""
    services = catalog.derived(_index).services
    return services.get(number) or services.get(_without_area(catalog, number))


def is_listed(catalog: Catalog, number: str) -> bool:
    """Whether the catalogue knows whose a number in its normal form is, or is said to be."""
    return bool(listed_number(catalog, number) or listed_service(catalog, number))


def listed_domain(catalog: Catalog, host: str) -> str | None:
    """The longest listed domain (the catalogue's key) that ``host`` is within."""
    domains = catalog.derived(_addresses).domains
    labels = host.split(".")
    above = (".".join(labels[i:]) for i in range(len(labels)))
    return next((domains[each] for each in above if each in domains), None)


def judge_number(catalog: Catalog, number: str) -> Judged:
    """The verdict on a number in its normal form."""
    known = listed_number(catalog, number)
    if known is not None:
        return Judged("number", number, known.verdict, known)
    if service := listed_service(catalog, number):
        return Judged("number", number, "known_service", service=service)
    index, area = catalog.derived(_index), split_area(number)
    # Behind +86 the first digits of a local number read like an area code.
    if area and digits(number)[1:] in index.local and not is_listed(catalog, area[1]):
        return Judged("number", number, "unknown", same_local=index.local[digits(number)[1:]])
    if not _can_be_imitated(number):
        listed = area is not None and is_listed(catalog, area[1])
        return Judged("number", number, "unknown", code=area[1] if area and listed else None)
    for form in _forms(number):
        if same := index.local.get(form):
            return Judged("number", number, "unknown", same_local=same)
    for form in _forms(number):
        if near := tuple(dict.fromkeys(_near(index, form))):
            return Judged("number", number, "lookalike", resembles=near)
    return Judged("number", number, "unknown")


def judge_disguised(catalog: Catalog, written: str) -> Judged:
    """The verdict on plain signs that look like a number and are none.

    Letters in place of digits make a listed number, or what is like one, a look-alike; whatever
    else it may be, nobody knows.
    """
    number = without_letters(written)
    judged = judge_number(catalog, number) if number else None
    if number and judged and (judged.known or judged.service):
        return Judged("number", written, "lookalike", resembles=(number,))
    if judged and judged.verdict == "lookalike":
        return judged._replace(normalized=written)
    return Judged("number", written, "not_judged")


def _forms(number: str) -> Iterator[str]:
    """The digits of ``number`` in every way they may have been meant to be dialled."""
    bare = digits(number)
    yield bare
    if number.startswith("+"):
        # A slip can turn a listed number into what reads as a foreign one: 00 is the plus, dialled.
        yield f"00{bare}"
        return
    if country := _COUNTRY.match(bare):
        bare = bare[country.end() :]
        yield bare
    # Behind the country code the zero of the area code is left out.
    if not bare.startswith("0") and not is_dialable(bare):
        yield f"0{bare}"


def _keys(bare: str) -> dict[str, None]:
    """``bare``, and what is left of it without each one of its digits."""
    return {bare: None, **dict.fromkeys(bare[:i] + bare[i + 1 :] for i in range(len(bare)))}


def _near(index: _Index, bare: str) -> Iterator[str]:
    """The listed numbers, with their area code or without, at most one slip away from ``bare``."""
    for key in _keys(bare):
        for number in index.near.get(key, ()):
            listed, area = digits(number), split_area(number)
            if listed == bare or is_one_edit(listed, bare) or (area and is_one_edit(area[1], bare)):
                yield number


def addresses_in(catalog: Catalog, text: str) -> Iterator[tuple[FoundAddress, Judged]]:
    """The e-mail and web addresses that stand in ``text``, in its order, and the verdict on each.

    What may be no address at all counts where it imitates one, and what is inside another where it
    is not genuine: nobody is sent there.
    """
    for found in find_addresses(text, doubtful=True):
        judged = judge_address(catalog, found.address)
        if found.doubt == "guess" and judged.verdict not in ("lookalike", "rejected"):
            continue
        if found.doubt == "none" or judged.verdict != "official_inbound":
            yield found, judged


def judge_address(catalog: Catalog, address: Address) -> Judged:
    """The verdict on an e-mail or web address, never official where its host is in doubt.

    Of two hosts that it can be read as, the one that is no genuine one is judged. A name that is
    shown before a host of nobody's makes it a look-alike, and so does one in what no browser opens.
    """
    if not address.host:
        resembles = lookalikes(catalog).shown(address.normalized)
        verdict: VerdictCode = "lookalike" if resembles else "not_judged"
        return Judged(address.type, address.normalized, verdict, resembles=tuple(resembles))
    if address.rival:
        rival = parse_address(f"https://{address.host}@{address.rival}")
        other = judge_address(catalog, rival) if rival and rival.host else None
        if other and other.verdict != "official_inbound":
            return other
    judged = _judge_address(catalog, address)
    if judged.verdict == "lookalike" and address.instead:
        several = [_judge_address(catalog, Address("web", host, host)) for host in address.instead]
        if all(each.verdict == "official_inbound" for each in several):
            return several[0]._replace(verdict="unconfirmed")
    if judged.verdict == "unknown" and address.shown:
        resembles = lookalikes(catalog).shown(address.shown)
        verdict = "lookalike" if resembles else "unknown"
        return judged._replace(verdict=verdict, resembles=tuple(resembles))
    if address.rival is not None and judged.verdict == "official_inbound":
        return judged._replace(verdict="unconfirmed")
    return judged


def _judge_address(catalog: Catalog, address: Address) -> Judged:
    """The verdict on an address with one reading.

    A host is judged by the longest listed domain it is within. A listed domain says nothing about
    a mailbox nobody listed: that is unconfirmed at best.
    """
    index = catalog.derived(_addresses)
    kind, host, normalized = address[:3]
    domain = listed_domain(catalog, host)
    if kind == "email":
        known = index.emails.get(normalized)
    else:
        known = index.hosts.get(host) or index.hosts.get(f"www.{host}")
    if domain is not None and (known is None or kind == "web"):
        verdict = _BY_GRADE[catalog.grade_of(catalog.domains[domain])]
        if kind == "email" and verdict == "official_inbound":
            verdict = "unconfirmed"
        return Judged(kind, normalized, verdict, known, domain=domain)
    if known is not None:
        return Judged(kind, normalized, known.verdict, known, domain=domain)
    resembles = lookalikes(catalog).of(host)
    if kind == "email":
        # The name before the @ is anybody's choice: only a brand in it, or a listed name at a host
        # one edit away, says something.
        local = normalized.rpartition("@")[0]
        resembles += [
            each
            for each in index.emails
            if each.startswith(f"{local}@") and is_one_edit(each, normalized)
        ]
        resembles += lookalikes(catalog).branded(local)
    verdict = "lookalike" if resembles else "unknown"
    return Judged(kind, normalized, verdict, resembles=tuple(dict.fromkeys(resembles)))
