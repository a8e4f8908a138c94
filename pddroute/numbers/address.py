"""An e-mail or web address in its normal form, made from what a browser reads."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal, NamedTuple

from pddroute.numbers import runs
from pddroute.numbers.hosts import Opened, opened

_LONGEST: Final = 2048  # characters in which a second host is looked for
_LONGEST_WRITTEN: Final = 200  # characters shown of what no browser opens

QUAD: Final = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
#: The end of a host that has a name and an end of letters.
NAMED_END: Final = re.compile(r"[^.]\.[a-z][a-z0-9-]*[a-z0-9]\Z")
_SENTENCE = runs.late(
    rf"[/\\]*((?:[\w-]+\.)+[a-z]+)\.{runs.HAN_SIGN}+((?:[\w-]+\.)+[a-z]+)(?=[/?#:]|\Z)",
    re.IGNORECASE | re.ASCII,
)
_LOCAL = re.compile(r"[^\s@<>()\[\],:;\\\"/?#]{1,64}")


class Address(NamedTuple):
    """An e-mail or web address: which, its host, and its normal form (for the web, the host).

    An address that no browser opens has no host; its normal form is then how it is written.
    """

    type: Literal["email", "web"]
    host: str
    normalized: str
    rival: str | None = None  # where readers differ on which host it names: the other one
    shown: str = ""  # what stands before the host and may be taken for it, as a user name
    instead: tuple[str, ...] = ()  # the hosts that it is where it is a sentence without blanks


def unread(written: str) -> Address:
    """What no browser opens, as it is written."""
    return Address("web", "", written[:_LONGEST_WRITTEN])


def web(read: Opened, written: str) -> Address:
    """The web address whose host ``read`` is; ``written`` begins behind the scheme."""
    # To some a backslash ends the host, to others all before the @ is a user name.
    behind = re.match(r"[/\\]*[^/\\?#]*\\([^/?#]*)@([^/\\?#@]*)", written[:_LONGEST])
    sentence = _SENTENCE.match(written[:_LONGEST])
    hosts = tuple(host.lower() for host in sentence.groups()) if sentence else ()
    return Address("web", read.host, read.host, behind[2] if behind else None, read.user, hosts)


def mailbox(text: str) -> Address | None:
    """The e-mail address that ``text`` is, or None where it is none."""
    plain = unicodedata.normalize("NFKC", text) if "@" not in text else text
    local, at, domain = plain.rpartition("@")
    if not at or not local.isprintable() or not _LOCAL.fullmatch(local):
        return None
    read = opened("//" + domain)
    if read is None or read.user or ":" in domain or not NAMED_END.search(read.host):
        return None
    local = unicodedata.normalize("NFKC", local).lower()
    return Address("email", read.host, f"{local}@{read.host}")
