"""E-mail and web addresses: the one that a text is, and those that stand in one.

Of an address in a text the whole run is read, as a browser would read it: no part of it says whose
it is. What a run is stands in :mod:`pddroute.numbers.runs`, how its host is read in
:mod:`pddroute.numbers.hosts`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from pddroute.numbers import runs
from pddroute.numbers.hosts import Opened, is_registrable, opened

_LONGEST: Final = 2048  # characters of an address
_TOO_LONG: Final = 500  # characters; a run may have been cut there
_MOST_INSIDE: Final = 8  # addresses that are read inside another
_LONGEST_WRITTEN: Final = 200  # characters shown of what no browser opens

Doubt = Literal["none", "inside", "guess"]


class Address(NamedTuple):
    """An e-mail or web address: which, its host, and its normal form (for the web, the host).

    An address that no browser opens has no host; its normal form is then how it is written.
    """

    type: Literal["email", "web"]
    host: str
    normalized: str
    rival: str | None = None  # where readers differ on which host it names: the other one
    shown: str = ""  # what stands before the host and may be taken for it, as a user name


class FoundAddress(NamedTuple):
    """An address found in a text: as it stands there, where it starts, and what it is.

    What is ``inside`` another address is not what is opened. What may be words without a blank
    between them, or a part of something else, is a ``guess``.
    """

    text: str
    start: int
    address: Address
    doubt: Doubt = "none"


# An address without a scheme is told from words by these.
_WWW = re.compile(r"(?:www|wap|m)\.")
_HOLDS_HOST = re.compile(r"\w\.(?:com|cn|net|org)(?![a-z0-9])")
_HOLDS_MORE = re.compile(
    rf"{_HOLDS_HOST.pattern}|(?:www|wap|m)\.|[@＠]|%[0-9a-f]{{2}}|(?:[0-9]{{1,3}}\.){{3}}"
)
_LETTERS = re.compile(r"[a-z]+|[0-9]+")
_QUAD = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}")
_FILE = re.compile(
    r".*\.(?:7z|ai|apk|bat|csv|docx?|exe|gif|html?|ics|jpe?g|js|json|md|mov|mp[34]|pdf|pl|png|pptx?"
    r"|ps1?|py|rar|rs|sh|txt|xlsx?|ya?ml|zip)"
)
#: Ends of hosts that are words or measures as well.
_WORDS = re.compile(
    r"a[dilmst]|b[ey]|cm|do|i[dnst]|kg|la|m[aeglmrsy]|no|p[am]|s[ot]|to|us|app|cool|fun|work"
)
_USUAL = frozenset({"com", "cn", "net", "org", "example"})

_LEAD = re.compile(r"[\W_]*")
_LABELLED = re.compile(r"(?:[^\W\d][\w-]{0,40}:)+(?=[^\W\d])")  # "Website:good.example"
_LOCAL = re.compile(r"[^\s@<>()\[\],:;\\\"/?#]{1,64}")
_NAMED_END = re.compile(r"[^.]\.[a-z][a-z0-9-]*[a-z0-9]\Z")
_SLASHES = re.compile(r"[/\\\u00ad]*")
_LAST_LABEL = re.compile(r"[.．｡。]([^.．｡。:]*)(?::[0-9]*)?\Z")
_DOTS = frozenset(".．｡")
_CLOSERS = {"(": ")", "[": "]", "{": "}", "'": "'"}
_NOT_CLOSED = re.compile(r"[@%a-z0-9-]|\.[a-z0-9]")
_OF_A_PATH = re.compile(r"[/?#\\]")
_CLOSING, _LOOSE = frozenset(".,;:!?'\")]}>*|~^"), frozenset("-_=&+$#")


def parse_address(text: str) -> Address | None:
    """The e-mail or web address that ``text`` is, or None where it is none.

    It is read as in a text, but standing alone its host may end in what is no public suffix.

    >>> parse_address("https://good.example@evil.example:8443/path").host
    'evil.example'
    >>> parse_address("Post@Shop.Example.").normalized
    'post@shop.example'
    """
    text = text.strip().strip("\x00")
    if not 0 < len(text) <= _LONGEST:
        return None
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0]
    found = find_addresses(text, doubtful=True)
    for each in found:
        around = text[: each.start] + text[each.start + len(each.text) :]
        if not any(char.isalnum() for char in around):
            return each.address
    if found or (runs.END.search(text) and not runs.HAN.search(text)):
        return None
    return _alone(runs.unpadded(runs.refanged(text)))


def find_addresses(text: str, *, doubtful: bool = False) -> list[FoundAddress]:
    """The e-mail and web addresses that stand in ``text``, in its order.

    With ``doubtful`` also those that are in doubt, and those that no browser opens. Work is linear
    in the text.

    >>> [found.address.normalized for found in find_addresses("写信到a@b.example或访问c.com。")]
    ['a@b.example', 'c.com']
    """
    if not runs.HINT.search(text):
        return []
    return [
        found
        for piece in runs.PIECE.finditer(text)
        if runs.HINT.search(text, piece.start(), piece.end())
        for found in _Piece(piece[0], piece.start()).addresses()
        if doubtful or (found.doubt == "none" and found.address.host)
    ]


class _Piece:
    """A piece of a text, as it stands there, as it is meant, and as it is searched."""

    def __init__(self, text: str, offset: int) -> None:
        self.text, self.offset = text, offset
        self.raw = runs.refanged(text)
        self.plain = runs.folded(self.raw)

    def addresses(self) -> Iterator[FoundAddress]:
        at = 0
        within = False  # for a browser, what stands here belongs to the address before it
        while run := runs.RUN.search(self.plain, at):
            start, end = run.span()
            within = within and not runs.APART.search(self.plain, at, start)
            if run["bare"] is not None:
                found = self._bare(start, end, within)
            else:
                end = self._end(start, end) if run["web"] is not None else end
                read = self._web if run["web"] is not None else self._other
                found = read(start, end, within) if run["app"] is None else None
            if found:
                yield found
                if end == run.end() and found.address.host:
                    end = found.start - self.offset + len(found.text)
            path = _OF_A_PATH.search(self.plain, start, end)
            if path:
                yield from self._inside(start + 1, end)
            if run["bare"] is None or (found and path):
                within = True
                if end - start > _TOO_LONG and not runs.END.match(self.plain, end):
                    behind = runs.END.search(self.plain, end)  # nothing in it stands for itself
                    end = behind.start() if behind else len(self.plain)
            at = max(end, start + 1)

    def _found(self, start: int, end: int, address: Address, doubt: Doubt) -> FoundAddress:
        return FoundAddress(self.text[start:end], self.offset + start, address, doubt)

    def _end(self, start: int, end: int) -> int:
        """Where a run ends that has a path, or stands in brackets or quotes."""
        closer = _CLOSERS.get(self.plain[max(0, start - 1) : start], "")
        closed = self.plain.find(closer, start, end) if closer else -1
        if closed >= 0 and not _NOT_CLOSED.match(self.plain, closed + 1):
            return closed
        if not _OF_A_PATH.match(self.plain, end):
            return end
        last = end + _LONGEST
        while found := runs.PATH_END[closer].search(self.plain, end + 1, last):
            end = found.start()
            if found[0] != closer or not _NOT_CLOSED.match(self.plain, end + 1):
                return end
        return min(last, len(self.plain))

    def _tidied(self, start: int, end: int, path: bool) -> int:
        """``end`` without the punctuation before it."""
        while end > start:
            char = self.plain[end - 1]
            if (
                char in _CLOSING
                or (not path and char in _LOOSE)
                or (not char.isascii() and (runs.GONE.fullmatch(char) or _is_picture(char)))
            ):
                end -= 1
            else:
                break
        return end

    def _rest(self, begin: int, end: int) -> str:
        return runs.unpadded(self.raw[begin:end])

    def _other(self, start: int, end: int, within: bool) -> FoundAddress:
        """A script or the like: no address, but it may be made to look like one."""
        return self._found(start, end, _unread(self._rest(start, end)), "guess")

    def _web(self, start: int, end: int, within: bool) -> FoundAddress | None:
        """The address with a scheme that stands there."""
        begin = self.plain.index(":", start) + 1
        end, read = self._opened(begin, end, runs.END)
        written = self._rest(begin, end)
        if read is not None:
            address = _address(read, written)
        elif any(char.isalnum() for char in written):
            address = _unread(self._rest(start, end))
        else:
            return None
        return self._found(start, end, address, "inside" if within else "none")

    def _opened(self, begin: int, end: int, stops: re.Pattern[str]) -> tuple[int, Opened | None]:
        """Where the run that begins there ends, and what a browser opens for it.

        A run that goes on behind what would end it is read as a whole where that makes a host
        somebody can have; else it ends there.
        """
        first = _SLASHES.match(self.plain, begin)
        host_from = first.end() if first else begin
        slash = _OF_A_PATH.search(self.plain, host_from, end)
        host_to = slash.start() if slash else end
        stop = runs.FIRST_LABEL.match(self.plain, host_from)
        stop = stops.search(self.plain, stop.end() if stop else host_from, host_to)
        end = self._tidied(begin, end, slash is not None)
        bare = stops is runs.BARE_END
        if stop is None:
            may_be = not bare or self._may_be_host(host_from, min(host_to, end), bare)
            return end, opened(self._rest(begin, end)) if may_be else None
        if runs.GOES_ON.match(self.plain, host_to):
            return end, None
        if self._may_be_host(host_from, min(host_to, end), bare):
            read = opened(self._rest(begin, end))
            if read and self._has_end(read.host, host_from, host_to):
                return end, read
        end = self._tidied(begin, stop.start(), False)
        while end > begin and self.plain[end - 1] == "@":
            end = self._tidied(begin, end - 1, False)
        may_be = not bare or self._may_be_host(host_from, end, bare)
        return end, opened(self._rest(begin, end)) if may_be else None

    def _may_be_host(self, host_from: int, host_to: int, bare: bool) -> bool:
        """Whether what stands behind the last dot can be the end of a host: saves much time."""
        end = _LAST_LABEL.search(self.plain, max(host_from, host_to - 80), host_to)
        if end is None and bare:
            return _HOLDS_MORE.search(self.plain, host_from, host_to) is not None
        if end is None or not (runs.HAN.search(end[1]) or (bare and _LETTERS.fullmatch(end[1]))):
            return True
        return is_registrable(f"a.{end[1]}") or (
            bare and _HOLDS_MORE.search(self.plain, host_from, host_to) is not None
        )

    def _has_end(self, host: str, host_from: int, host_to: int) -> bool:
        end = host.rpartition(".")[2]
        if host[0] == "[" or _QUAD.fullmatch(host) or is_registrable(host):
            return True
        written = self.plain[host_from:host_to]
        return end.isalpha() and end.isascii() and written.rfind("。") <= written.rfind(".")

    def _inside(self, start: int, end: int) -> Iterator[FoundAddress]:
        """The addresses with a scheme inside another."""
        for count, inner in enumerate(runs.INSIDE.finditer(self.plain, start, end)):
            if count == _MOST_INSIDE:
                return
            last = self._tidied(inner.end(), end, True)
            written = self._rest(inner.end(), last)
            if read := opened(written):
                yield self._found(inner.start(), last, _address(read, written), "inside")

    def _bare(self, start: int, end: int, within: bool) -> FoundAddress | None:
        """The address without a scheme that stands there, ``end`` being that of its host."""
        plain = self.plain
        if not runs.DOTTED.search(plain, start, end):
            return None
        lead = _LEAD.match(plain, start, end)
        begin = lead.end() if lead else start
        if label := _LABELLED.match(plain, begin, end):
            begin = label.end()
        doubt: Doubt = "guess" if within else "none"
        above = ""  # a Chinese label before the first dot: a name below a host, or a sentence
        if begin > 1 and plain[begin - 1] in _DOTS:
            han = runs.HAN_BEFORE.search(plain, max(0, begin - 21), begin - 1)
            above = han[0] if han else ""
        if not above and begin and plain[begin - 1] in "/=@.&%#?\\+":
            alone = plain[begin - 2 : begin] == "//" and (
                begin == 2 or runs.BARE_END.match(plain, begin - 3)
            )
            doubt = doubt if alone else "guess"
        if above and not runs.DOTTED.search(plain, begin, end):
            begin, above = begin - len(above) - 1, ""
        if not runs.DOTTED.search(plain, begin, end):
            return None
        host_to = self._tidied(begin, end, False)
        tailed = plain[end : end + 1] in "/#\\" and end < len(plain)
        if not tailed and (mail := _email(self._rest(begin, host_to))):
            return self._found(begin, host_to, mail, "none")
        end, read = self._opened(begin, self._end(begin, end), runs.BARE_END)
        slash = _OF_A_PATH.search(plain, begin, end)
        host_to = slash.start() if slash else end
        if read is None:
            if not (_HOLDS_HOST.search(plain, begin, host_to) or _WWW.match(plain, begin)):
                return None
            return self._found(begin, end, _unread(self._rest(begin, end)), "guess")
        if not self._is_told(read.host, plain[begin:host_to], slash is not None):
            return None
        if not slash and _is_wordy(read.host, self._rest(begin, end)):
            doubt = "guess"
        address = _address(read, self._rest(begin, end))._replace(shown=read.user or above)
        return self._found(begin, end, address, doubt)

    @staticmethod
    def _is_told(host: str, written: str, has_path: bool) -> bool:
        """Whether a host without a scheme is told from a file, a version or words."""
        if _QUAD.fullmatch(host):
            return (has_path or ":" in written) and _QUAD.match(written) is not None
        if not has_path and _FILE.fullmatch(host) and not _WWW.match(host):
            return False
        return bool(is_registrable(host) or _WWW.match(host) or _HOLDS_HOST.search(written))


def _is_picture(char: str) -> bool:
    return unicodedata.category(char) == "So"


def _is_wordy(host: str, written: str) -> bool:
    """Whether a host is as likely two words with no blank behind a full stop."""
    labels = host.split(".")
    if len(labels) != 2 or ":" in written:
        return False
    name, end = labels
    if end in _USUAL:
        return False
    as_written = written.rstrip(".").rpartition(".")[2]
    return (
        name.isdigit()
        or name.startswith("xn--")
        or _WORDS.fullmatch(end) is not None
        or (as_written[:1].isupper() and not written[:1].isupper())
    )


def _unread(written: str) -> Address:
    """What no browser opens, as it is written."""
    return Address("web", "", written[:_LONGEST_WRITTEN])


def _address(read: Opened, written: str) -> Address:
    """The web address whose host ``read`` is; ``written`` begins behind the scheme."""
    # To some a backslash ends the host, to others all before the @ is a user name.
    behind = re.match(r"[/\\]*[^/\\?#]*\\([^/?#]*)@([^/\\?#@]*)", written[:_LONGEST])
    return Address("web", read.host, read.host, behind[2] if behind else None, read.user)


def _email(text: str) -> Address | None:
    plain = unicodedata.normalize("NFKC", text) if "@" not in text else text
    local, at, domain = plain.rpartition("@")
    if not at or not local.isprintable() or not _LOCAL.fullmatch(local):
        return None
    read = opened("//" + domain)
    if read is None or read.user or ":" in domain or not _NAMED_END.search(read.host):
        return None
    local = unicodedata.normalize("NFKC", local).lower()
    return Address("email", read.host, f"{local}@{read.host}")


def _alone(text: str) -> Address | None:
    """The address without a scheme that ``text`` is, where nothing else stands beside it."""
    if mail := _email(text):
        return mail
    labels = _OF_A_PATH.split(text, maxsplit=1)[0].split(".")
    if any(runs.HAN.search(label) and re.search("[a-z]", label, re.IGNORECASE) for label in labels):
        return None  # words and an address
    read = opened("//" + text)
    if read is None or not (_NAMED_END.search(read.host) or _QUAD.fullmatch(text.strip("."))):
        return None
    return _address(read, text)
