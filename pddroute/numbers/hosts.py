"""The host that a browser opens, the name it goes by, and what it was registered with.

The normal form of a host is what the name system is asked: lower-case ASCII labels (``xn--…`` for
the others) without port, path, user name or trailing dot. How one is read is the WHATWG URL
Standard's to say, and what can be registered under what is the Public Suffix List's; both are
imported only where a host is not plain enough to be read without them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_LONGEST = 2048  # characters of user name, host and port
_LONGEST_HOST = 253
_LONGEST_LABEL = 63
_ENDS = frozenset({"com", "cn", "net", "org"})  # public suffixes that need no list
_RESERVED = frozenset({"example", "invalid", "test"})  # by RFC 2606: nobody's, and no words

# Letters, digits and hyphens between dots mean the same to every parser.
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_TLD = r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PLAIN = re.compile(
    rf"[/\\]{{0,8}}((?:{_LABEL}\.){{1,20}}{_TLD})\.?(?::[0-9]{{0,4}})?(?=[/\\?#]|\Z)",
    re.IGNORECASE | re.ASCII,
)
_AUTHORITY = re.compile(r"[/\\]*[^/\\?#]*[/\\?#]?")
_READ_AS: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\t\n\r")),  # dropped by every browser, wherever they stand
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


class Opened(NamedTuple):
    """What a browser makes of a web address: the host, and what stands before an ``@``."""

    host: str
    user: str


def opened(rest: str) -> Opened | None:
    """What a browser opens for ``rest``, what stands behind ``https:``; None where it refuses it.

    None as well for a host that the name system cannot be asked for: an empty or endless label.

    >>> opened("//good.example%2eevil.example/path").host
    'good.example.evil.example'
    >>> opened("good.example:443@0x7f.1")
    Opened(host='127.0.0.1', user='good.example:443')
    """
    if (plain := _PLAIN.match(rest)) and "xn--" not in plain[1].lower():
        host = plain[1].lower()
        return Opened(host, "") if len(host) <= _LONGEST_HOST else None
    authority = _AUTHORITY.match(rest.translate(_READ_AS))
    if authority is None or len(authority[0]) > _LONGEST:
        return None
    from urllib.parse import unquote

    from pywhatwgurl import URL

    try:
        url = URL.parse("https:" + authority[0])
    except (ValueError, OverflowError, IndexError):
        return None
    host = url.hostname.removesuffix(".") if url else ""
    labels = host.split(".")
    if url is None or not all(labels) or len(host) > _LONGEST_HOST:
        return None
    if not all(len(label) <= _LONGEST_LABEL and _is_sound(label) for label in labels):
        return None
    return Opened(host, unquote(f"{url.username}:{url.password}".strip(":")))


def _is_sound(label: str) -> bool:
    """Whether an ``xn--`` label is the one that its letters are written with."""
    if not label.startswith("xn--"):
        return True
    from pywhatwgurl import domain_to_ascii

    spelled = unicode_label(label)
    try:
        return spelled != label and domain_to_ascii(spelled) == label
    except (ValueError, OverflowError, IndexError):
        return False


def unicode_label(label: str) -> str:
    """The label as a reader sees it; as it is where it is no valid ``xn--`` label."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def unicode_host(host: str) -> str:
    """A host in its normal form with its ``xn--`` labels spelled out."""
    return ".".join(unicode_label(label) for label in host.split("."))


def is_within(host: str, domain: str) -> bool:
    """Whether ``host`` is ``domain`` or below it; both in their normal form.

    >>> is_within("shop.good.example", "good.example"), is_within("agood.example", "good.example")
    (True, False)
    """
    return host == domain or host.endswith("." + domain)


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False, accept_encoded_idn=False)


def is_registrable(host: str) -> bool:
    """Whether ``host`` is below a public suffix, or one reserved for examples and tests.

    >>> is_registrable("a.com"), is_registrable("com.cn"), is_registrable("usb.btw")
    (True, False, False)
    """
    labels = host.split(".")
    if len(labels) < 2 or not all(labels):
        return False
    if labels[-1] in _RESERVED or (labels[-1] in _ENDS and len(labels[-2]) > 3):
        return True  # a shorter label may be of the suffix, as in com.cn
    return _suffixes().is_private(unicode_host(host))


def registered(host: str) -> list[str]:
    """The labels that a host was registered with: ``name.com.cn`` of ``a.name.com.cn``."""
    labels = host.split(".")
    name = _suffixes().privatesuffix(unicode_host(host), accept_unknown=True)
    return labels[-name.count(".") - 1 :] if name else labels
