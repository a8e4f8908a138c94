"""Hosts that are made to look like others.

Which hosts are genuine the catalogue knows; here is only what one can be mistaken for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pddroute.numbers.hosts import is_within, registered, unicode_host, unicode_label

_NEAR_FROM = 5  # characters; too many honest names are one edit away from a shorter one

_PARTS = r"[-_]+"
_SHORT_PARTS = r"[-_.+0-9]+"
_NO_NAME = r"[\W_]+"
#: Labels that say nothing about whose a host is.
_COMMON = frozenset(
    {"com", "net", "org", "gov", "edu", "ac", "co", "mil", "cn", "hk", "info", "invalid"}
    | {"www", "m", "h5", "app", "api", "mail"}
)

# What a character can be mistaken for: the first of each group stands for the others. Both sides
# of a comparison go through the table, so 1, i and l need only end up the same.
_GROUPS = """
o0оοօøᴏσ lі1i|!ıɩɪιӏł z2 e3еεҽ a4аαɑ s5ѕ t7тτ b8вƅ g9ɡց cсϲᴄ pрρþ yуγ xхχ jј dԁđð
qԛ wԝω hһħ nпηոո uиυսцᴜμ kкκ mм rгґ vνᴠѵ fƒ
"""
_CONFUSABLE = {ord(sign): group[0] for group in _GROUPS.split() for sign in group[1:]}
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


@lru_cache(maxsize=4096)
def skeleton(label: str) -> str:
    """What ``label`` looks like: equal for labels that a hurried reader takes for one another.

    >>> skeleton("examp1e") == skeleton("exarnple") == skeleton("example")
    True
    """
    seen = unicodedata.normalize("NFKD", unicode_label(label).lower())
    seen = "".join(
        char
        for char in seen
        if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )
    seen = seen.translate(_CONFUSABLE)
    for pair, single in _PAIRS:
        seen = seen.replace(pair, single)
    return seen


def is_one_edit(one: str, other: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one to the other.

    >>> is_one_edit("abc", "acb"), is_one_edit("abc", "ab"), is_one_edit("abc", "abc")
    (True, True, False)
    """
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    at = next((i for i, char in enumerate(one) if char != other[i]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    if one[at + 1 :] == other[at + 1 :]:
        return True
    return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]


def _telling(domain: str) -> str:
    """What of a domain, met in another host, tells that it is imitated; dots for hyphens."""
    labels = domain.split(".")
    below = len(labels) - len(registered(domain))
    return re.sub(_PARTS, ".", ".".join(labels[: below + 1] if below else labels))


class Lookalikes:
    """What the listed domains can be mistaken for; made once for a catalogue.

    ``domains`` are hosts in their normal form, ``brands`` maps a name that look-alikes borrow to
    the domains that bear it by right.
    """

    def __init__(self, domains: Iterable[str], brands: Mapping[str, Iterable[str]]) -> None:
        #: Each listed domain, what it was registered with, and what of it tells.
        self._domains = {
            domain: (".".join(registered(domain)), f".{_telling(domain)}.") for domain in domains
        }
        self._names: dict[str, list[str]] = {}
        for domain, (whole, _) in self._domains.items():
            name, *suffix = whole.split(".")
            # A short name is somebody else's too, and below gov a city, a province or a ministry.
            if len(name) >= _NEAR_FROM and "gov" not in suffix and name not in _COMMON:
                self._names.setdefault(skeleton(name), []).append(domain)
        self._long: list[tuple[str, tuple[str, ...]]] = []
        self._short: dict[str, tuple[str, ...]] = {}
        for brand, owners in brands.items():
            if len(brand) >= _NEAR_FROM or not brand.isascii():
                self._long.append((skeleton(brand), tuple(owners)))
            else:
                self._short[brand.lower()] = tuple(owners)

    def of(self, host: str) -> list[str]:
        """The listed domains that ``host`` (not within any) looks like; empty: none."""
        labels = [label for label in host.split(".") if label not in _COMMON]
        found = [domain for label in labels for domain in self._borrowed(label)]
        dotted = f".{re.sub(_NO_NAME, '.', unicode_host(host))}."
        found += [domain for domain, (_, telling) in self._domains.items() if telling in dotted]
        # What is registered with a listed domain, or stands above it, is no imitation of it.
        return [
            domain
            for domain in dict.fromkeys(found)
            if not is_within(host, self._domains[domain][0]) and not is_within(domain, host)
        ]

    def shown(self, text: str) -> list[str]:
        """The listed domains that ``text``, which is no host, shows or imitates.

        A user name before a host, or an address that no browser opens.
        """
        plain = unicodedata.normalize("NFKC", text).lower()
        plain = "".join(char for char in plain if unicodedata.category(char) != "Cf")
        return self.of(re.sub(r"[^\w-]+", ".", plain).strip(".") + ".invalid")

    def branded(self, label: str) -> Iterator[str]:
        """The listed domains whose brand ``label`` uses, one maybe twice."""
        joined = re.sub(_PARTS, "", skeleton(label))
        for brand, owners in self._long:
            if brand in joined:
                yield from owners
        for part in re.split(_SHORT_PARTS, unicode_label(label).lower()):
            yield from self._short.get(part, ())

    def _borrowed(self, label: str) -> Iterator[str]:
        """The listed domains whose name or brand ``label`` imitates, one maybe twice."""
        shape = skeleton(label)
        joined = re.sub(_PARTS, "", shape)
        for part in dict.fromkeys((shape, joined, *re.split(_PARTS, shape))):
            yield from self._names.get(part, ())
            if len(part) >= _NEAR_FROM - 1:
                for name, domains in self._names.items():
                    if abs(len(name) - len(part)) < 2 and is_one_edit(name, part):
                        yield from domains
        yield from self.branded(label)
