"""E-mail and web addresses in their normal form, and hosts that are made to look like others.

The normal form of a host is what the name system is asked: lower-case ASCII labels (``xn--…`` for
the others) without port, path, user name or trailing dot. Which hosts are genuine the catalogue
knows; here is only how one is read and what it can be mistaken for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from pddroute.numbers.telephone import CharMap, compact

_LONGEST = 2048  # characters of an address
_LONGEST_HOST = 253
_LONGEST_LABEL = 63
_NEAR_FROM = 5  # characters; too many honest names are one edit away from a shorter one

_SCHEME = r"(?:h(?:tt|xx)ps?|wss?|ftp):[/\\]*|[/\\]{2}"
_SPLIT = r"[/\\?#]"
_DEFANGED = r"\[\.\]|\(\.\)|\[dot\]|\(dot\)"  # dots written so that nobody can follow them
_PORT = r"(.*?):[0-9]{0,5}"
_QUAD = r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}"
_LOCAL = r"[^\s@<>()\[\],:;\\\"/?#]{1,64}"
_TLD = r"[a-z][a-z0-9-]*[a-z0-9]"
_PARTS = r"[-_]+"
_SHORT_PARTS = r"[-_.+0-9]+"
_REGISTRY = frozenset({"com", "net", "org", "gov", "edu", "ac", "co", "mil"})
#: Labels that say nothing about whose a host is.
_COMMON = _REGISTRY | {"cn", "hk", "info", "www", "m", "h5", "app", "api", "mail"}

# What a character can be mistaken for: the first of each group stands for the others. Both sides
# of a comparison go through the table, so 1, i and l need only end up the same.
_GROUPS = """
o0оοօøᴏσ lі1i|!ıɩɪιӏł z2 e3еεҽ a4аαɑ s5ѕ t7тτ b8вƅ g9ɡց cсϲᴄ pрρþ yуγ xхχ jј dԁđð
qԛ wԝω hһħ nпηոո uиυսцᴜμ kкκ mм rгґ vνᴠѵ fƒ
"""
_CONFUSABLE = {ord(sign): group[0] for group in _GROUPS.split() for sign in group[1:]}
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


class Address(NamedTuple):
    """An e-mail or web address: which, its host, and its normal form (for the web, the host)."""

    type: Literal["email", "web"]
    host: str
    normalized: str
    rival: str | None = None  # where readers differ on which host it names: the other one


class FoundAddress(NamedTuple):
    """An address found in a text: as it stands there, where it starts, and what it is."""

    text: str
    start: int
    address: Address


def parse_address(text: str) -> Address | None:
    """The e-mail or web address that ``text`` is, or None where it is none.

    What stands before an ``@`` in a web address is a user name, never its host. Without a scheme
    a host needs a top-level domain of letters. Percent signs in a host are refused, and so is a
    host with a sign in it that only its plain form makes an end of the host.

    >>> parse_address("https://good.example@evil.example:8443/path").host
    'evil.example'
    >>> parse_address("Post@Shop.Example.")
    Address(type='email', host='shop.example', normalized='post@shop.example', rival=None)
    """
    if len(text) > _LONGEST:
        return None
    raw = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc"))
    raw = re.sub(_DEFANGED, ".", raw.strip().strip("<>"), flags=re.IGNORECASE)
    folded = raw.translate(_FOLD)  # sign by sign: the places stay what they were
    if folded.startswith("mailto:"):
        return _email(raw[7:].partition("?")[0])
    scheme = re.match(_SCHEME, folded)
    rest = raw[scheme.end() :] if scheme else raw
    authority = re.split(_SPLIT, rest, maxsplit=1)[0]
    plain = unicodedata.normalize("NFKC", authority)  # only now: a wide stroke is no end of a host
    disguised = any(
        char in "/\\?#:" and plain.count(char) > authority.count(char) for char in plain
    )
    if scheme is None and authority == rest and "@" in plain and not disguised:
        return _email(rest)
    if disguised and "@" not in plain:
        return None
    host = re.split(_SPLIT, plain.rpartition("@")[2], maxsplit=1)[0] if disguised else plain
    address = parse_host(host, with_scheme=scheme is not None)
    behind = re.match(r"\\([^/?#]*)@([^/\\?#@]*)", rest[len(authority) :])
    # To some a backslash ends the host, to others all before the @ is a user name.
    return address._replace(rival=behind[2]) if address and behind else address


def parse_host(text: str, *, with_scheme: bool = True) -> Address | None:
    """The web address whose host, with or without user name and port, is ``text``."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".")
    host = _host(plain.rpartition("@")[2], with_scheme=with_scheme)
    return Address("web", host, host) if host else None


def _email(text: str) -> Address | None:
    plain = unicodedata.normalize("NFKC", text).replace("。", ".")
    local, at, domain = plain.strip().rpartition("@")
    is_mailbox = at and local.isprintable() and re.fullmatch(_LOCAL, local)
    host = _host(domain, with_scheme=False) if is_mailbox else None
    return Address("email", host, f"{local.lower()}@{host}") if host else None


def _host(text: str, *, with_scheme: bool) -> str | None:
    """The normal form of a host with or without its port; None where it is no host."""
    if port := re.fullmatch(_PORT, text):
        text = port[1]
    text = text.removesuffix(".")
    if re.fullmatch(_QUAD, text):
        return text if all(int(part) < 256 for part in text.split(".")) else None
    labels = [_ascii_label(label) for label in text.split(".")]
    host = ".".join(label or "" for label in labels)
    if not all(labels) or len(host) > _LONGEST_HOST:
        return None
    has_end = len(labels) > 1 and re.fullmatch(_TLD, host.rpartition(".")[2])
    return host if with_scheme or has_end else None


def _ascii_label(label: str) -> str | None:
    """A label as the name system writes it; None where it holds what no label can."""
    label = label.lower()
    if len(label) > _LONGEST_LABEL:
        return None  # before it is encoded, which takes quadratic time
    marks = ("Mn", "Mc")
    if not all(c.isalnum() or c in "-_" or unicodedata.category(c) in marks for c in label):
        return None
    if not label.isascii():
        label = "xn--" + unicodedata.normalize("NFC", label).encode("punycode").decode()
    return label if 0 < len(label) <= _LONGEST_LABEL else None


def _unicode_label(label: str) -> str:
    """The label as a reader sees it; as it is where it is no valid ``xn--`` label."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def unicode_host(host: str) -> str:
    """A host in its normal form with its ``xn--`` labels spelled out."""
    return ".".join(_unicode_label(label) for label in host.split("."))


def is_within(host: str, domain: str) -> bool:
    """Whether ``host`` is ``domain`` or below it; both in their normal form.

    >>> is_within("shop.good.example", "good.example"), is_within("agood.example", "good.example")
    (True, False)
    """
    return host == domain or host.endswith("." + domain)


@lru_cache(maxsize=4096)
def skeleton(label: str) -> str:
    """What ``label`` looks like: equal for labels that a hurried reader takes for one another.

    >>> skeleton("examp1e") == skeleton("exarnple") == skeleton("example")
    True
    """
    seen = unicodedata.normalize("NFKD", _unicode_label(label).lower())
    seen = "".join(char for char in seen if not unicodedata.combining(char))
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


def _registered(domain: str) -> list[str]:
    """The labels that a domain was registered with: ``name.com.cn`` of ``a.name.com.cn``."""
    labels = domain.split(".")
    return labels[-3:] if len(labels) > 2 and labels[-2] in _REGISTRY else labels[-2:]


def _telling(domain: str) -> str:
    """What of a domain, met in another host, tells that it is imitated; dots for hyphens."""
    labels = domain.split(".")
    below = len(labels) - len(_registered(domain))
    return re.sub(_PARTS, ".", ".".join(labels[: below + 1] if below else labels))


class Lookalikes:
    """What the listed domains can be mistaken for; made once for a catalogue.

    ``domains`` are hosts in their normal form, ``brands`` maps a name that look-alikes borrow to
    the domains that bear it by right.
    """

    def __init__(self, domains: Iterable[str], brands: Mapping[str, Iterable[str]]) -> None:
        self._domains = tuple(domains)
        self._names: dict[str, list[str]] = {}
        for domain in self._domains:
            name, *suffix = _registered(domain)
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
        dotted = f".{re.sub(_PARTS, '.', host)}."
        found += [domain for domain in self._domains if f".{_telling(domain)}." in dotted]
        # What is registered with a listed domain, or stands above it, is no imitation of it.
        return [
            domain
            for domain in dict.fromkeys(found)
            if not is_within(host, ".".join(_registered(domain))) and not is_within(domain, host)
        ]

    def branded(self, label: str) -> Iterator[str]:
        """The listed domains whose brand ``label`` uses, one maybe twice."""
        joined = re.sub(_PARTS, "", skeleton(label))
        for brand, owners in self._long:
            if brand in joined:
                yield from owners
        for part in re.split(_SHORT_PARTS, _unicode_label(label).lower()):
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


def _fold(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) == 1 and len(plain.lower()) == 1:
        char = plain.lower()
    elif end := re.search(_SPLIT, plain):
        char = end[0]  # one sign for several, the end of a host among them
    return "\u200b" if unicodedata.category(char) in ("Cf", "Cc") and char not in "\t\r\n" else char


_FOLD = CharMap(_fold)
# Letters that a label may mix with ASCII; Han is kept apart, because text runs into addresses.
_LETTER = r"a-z0-9_\-\u00c0-\u02af\u0300-\u058f\u13a0-\u13ff\u1d00-\u1dbf\u1e00-\u1fff"
_HAN = r"\u4e00-\u9fff"
_END = rf"(?:[a-z][a-z0-9\-]{{0,61}}[a-z0-9]|中国|公司|网络|网址|商城|集团)(?![{_LETTER}])"
_DOT = rf"(?:\.|{_DEFANGED})"
_NAME = rf"(?:[{_LETTER}]{{1,63}}|[{_HAN}]{{1,20}})"
_FIND = rf"""(?<![{_LETTER}.@%+])(?:
      (?:mailto:)?(?P<local>[a-z0-9._%+\-]{{1,64}})@(?:{_NAME}{_DOT}){{1,10}}{_END}
    | (?P<scheme>h(?:tt|xx)ps?:[/\\]{{1,3}})(?:[^\s/?\#\\<>"]{{0,200}}@)?
      (?:\[[0-9a-f:.]{{2,45}}\]|(?:[{_LETTER}{_HAN}]{{1,63}}{_DOT}){{1,10}}{_END}|(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}})
      (?::[0-9]{{1,5}})?(?:[/?\#\\][^\s<>"{_HAN}，。；、！？（）【】《》“”]{{0,2000}})?
    | (?:{_NAME}{_DOT}){{1,10}}{_END}
      (?::[0-9]{{1,5}})?(?:[/?\#\\][^\s<>"{_HAN}，。；、！？（）【】《》“”]{{0,2000}})?
    | {_NAME}。(?:com|cn|net|org)(?![{_LETTER}])
    )(?:[:@][^\s/?\#\\<>"]{{0,200}}@(?:{_NAME}{_DOT}){{1,10}}{_END})?"""
_WIDE = r"@|[^\x00-\x7f\w。．｡\u200b-\u200d]"
# Without a scheme, a name that ends like this is a file somebody mentions.
_FILE = (
    r".*\.(?:apk|bat|csv|docx?|exe|gif|html?|jpe?g|js|json|md|mp[34]|pdf|png|pptx?|py|rar|txt|xlsx?"
    r"|yaml|yml|zip)"
)


def find_addresses(text: str) -> list[FoundAddress]:
    """The e-mail and web addresses that stand in ``text``, in its order.

    Han characters end an address or, whole, are a label before a dot. Work is linear in the text.

    >>> [found.address.normalized for found in find_addresses("写信到a@b.example或访问c.example。")]
    ['a@b.example', 'c.example']
    """
    plain, origins = compact(text.translate(_FOLD))
    found = []
    for match in re.finditer(_FIND, plain, re.VERBOSE):
        start = origins[match.start()]
        raw = text[start : origins[match.end() - 1] + 1]
        address = _in_text(raw)
        bare = match["local"] is None and match["scheme"] is None
        if address and not (bare and re.fullmatch(_FILE, match[0])):
            found.append(FoundAddress(raw, start, address))
    return found


def _in_text(raw: str) -> Address | None:
    """The address that ``raw`` is, or begins with where Chinese punctuation follows it."""
    parts = reversed(re.split(_WIDE, raw, maxsplit=8))  # the last may be where others are sent
    tries = (parse_address(each) for each in (raw, *(part.lstrip(".") for part in parts)))
    return next((address for address in tries if address), None)
