"""The addresses that stand in one piece of a text.

A piece goes up to white space or a quote. Of each run in it a browser's reading of the whole says
whose address it is, and no part of it that looks well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from pddroute.numbers import runs
from pddroute.numbers.address import QUAD, Address, mailbox, unread, web
from pddroute.numbers.hosts import Opened, is_registrable, opened
from pddroute.numbers.runs import late

_LONGEST: Final = 2048  # characters of a path
_TOO_LONG: Final = 500  # characters; a run may have been cut there
_MOST_INSIDE: Final = 8  # addresses that are read inside another

Doubt = Literal["none", "inside", "guess"]


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
_WWW = late(r"(?:www|wap|m)\.")
_COMMON_END = r"\w\.(?:com|cn|net|org)(?![a-z0-9])"
_HOLDS_HOST = late(_COMMON_END)
_HOLDS_MORE = late(
    rf"{_HOLDS_HOST.pattern}|(?:www|wap|m)\.|[@＠]|%[0-9a-f]{{2}}|(?:[0-9]{{1,3}}\.){{3}}"
)
_MENTION = late(r".?\s@[^.\uff0e\uff61\u3002]*\Z|.?\u3002[^.\uff0e\uff61\u3002@\uff20]*\Z")
_COLON = late(rf":{runs.HAN_SIGN}[^@\uff20.\uff0e\uff61\u3002]*\Z")  # behind which no port stands
_TO_SOMEBODY = late(r"[^0-9a-z%]*@")
_LETTERS = late(r"[a-z]+|[0-9]+")
_FILE = late(
    r".*\.(?:7z|ai|apk|bat|csv|docx?|exe|gif|html?|ics|jpe?g|js|json|md|mov|mp[34]|pdf|pl|png|pptx?"
    r"|ps1?|py|rar|rs|sh|txt|xlsx?|ya?ml|zip)"
)
#: Ends of hosts that are words or measures as well.
_WORDS = late(
    r"a[dilmst]|b[ey]|cm|do|i[dnst]|kg|la|m[aeglmrsy]|no|p[am]|s[ot]|to|us|app|cool|fun|work"
)
_USUAL = frozenset({"com", "cn", "net", "org", "example"})

_NAMED = rf"%[0-9a-f]{{2}}|[\u0300-\u036f\u200c-\u200f\u202a-\u202e\ud800-\udfff{runs.LETTERLIKE}]"
_LEAD = late(rf"(?:(?!{_NAMED})[\W_])*")
_LABELLED = late(
    rf"(?:(?:[^\W\d]|[{runs.LETTERLIKE}])[\w-]{{0,40}}:)+(?=[^\W\d])"
)  # "Website:good.example"
_SLASHES = late(r"[/\\\ufdd0]*")
_LAST_LABEL = late(r"[.．｡。]([^.．｡。:]*)(?::[0-9]*)?\Z")
_DOTS = frozenset(".．｡")
_CLOSERS = {"(": ")", "[": "]", "{": "}", "'": "'"}
_CLOSING, _LOOSE = frozenset(".,;:!?'\")]}>*~|"), frozenset("-_#")
OF_A_PATH: Final = late(r"[/?#\\]")


class Piece:
    """A piece of a text, as it stands there, as it is meant, and as it is searched."""

    def __init__(self, text: str, raw: str, offset: int) -> None:
        self.text, self.raw, self.offset = text, raw, offset
        self.plain = runs.folded(raw)

    def addresses(self) -> Iterator[FoundAddress]:
        at = 0
        deep = True  # whether there is a path that another scheme can be in
        within = False  # for a browser, what stands here belongs to the address before it
        while run := runs.RUN.search(self.plain, at):
            start, end = run.span()
            within = within and not runs.APART.search(self.plain, at, start)
            within = within and (deep or run["web"] is None)
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
            path = OF_A_PATH.search(self.plain, start, end)
            if path:
                yield from self._inside(start + 1, end)
            deep = OF_A_PATH.search(self.plain, start + len("https://"), end) is not None
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
        if closed >= 0 and not runs.GOES_ON_CLOSED.match(self.plain, closed + 1):
            return closed
        if not OF_A_PATH.match(self.plain, end):
            return end
        last = end + _LONGEST
        while found := runs.PATH_END[closer].search(self.plain, end + 1, last):
            end = found.start()
            if found[0] != closer or not runs.GOES_ON_CLOSED.match(self.plain, end + 1):
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
        return self._found(start, end, unread(self._rest(start, end)), "guess")

    def _web(self, start: int, end: int, within: bool) -> FoundAddress | None:
        """The address with a scheme that stands there."""
        begin = self.plain.index(":", start) + 1
        end, read = self._opened(begin, end, runs.END)
        written = self._rest(begin, end)
        if read is not None:
            address = web(read, written)
        elif any(char.isalnum() for char in written):
            address = unread(self._rest(start, end))
        else:
            return None
        return self._found(start, end, address, "inside" if within else "none")

    def _opened(self, begin: int, end: int, stops: re.Pattern[str]) -> tuple[int, Opened | None]:
        """Where the run that begins there ends, and what a browser opens for it.

        A run that goes on behind what would end it is read as a whole, but where only words of a
        sentence, or somebody's name, can follow.
        """
        first = _SLASHES.match(self.plain, begin)
        host_from = first.end() if first else begin
        slash = OF_A_PATH.search(self.plain, host_from, end)
        host_to = slash.start() if slash else end
        stop = runs.FIRST_LABEL.match(self.plain, host_from)
        stop = stops.search(self.plain, stop.end() if stop else host_from, host_to)
        goes_on = runs.GOES_ON.match(self.plain, host_to)
        end = self._tidied(slash.start() if slash else begin, end, slash is not None)
        host_to = min(host_to, end)
        bare = stops is runs.BARE_END
        if stop is None or stop.start() >= host_to:
            may_be = not bare or self._may_be_host(host_from, host_to, bare)
            return end, opened(self._rest(begin, end)) if may_be else None
        if goes_on or "@." in self.plain[host_from:host_to]:
            return end, None
        if self._may_be_host(host_from, host_to, bare):
            read = opened(self._rest(begin, end))
            named = (_MENTION if read else _COLON).match(self.plain, stop.start() - 1, host_to)
            if not named or (read and self._has_end(read.host, host_from, host_to)):
                return end, read
        else:
            last = self.plain.rfind(".", host_from, host_to)
            cut = runs.HAN.search(self.plain, max(last, host_from), host_to)
            to_somebody = cut and _TO_SOMEBODY.fullmatch(self.plain, stop.start(), cut.start())
            if cut and cut.start() > stop.end() and not to_somebody:
                end, read = self._opened(begin, cut.start(), stops)
                return end - (self.plain[end - 1] == "。"), read
        end = self._tidied(begin, stop.start(), False)
        while end > begin and self.plain[end - 1] == "@":
            end = self._tidied(begin, end - 1, False)
        may_be = not bare or self._may_be_host(host_from, end, bare)
        return end, opened(self._rest(begin, end)) if may_be else None

    def _may_be_host(self, host_from: int, host_to: int, bare: bool) -> bool:
        """Whether what stands behind the last dot can be the end of a host: saves much time."""
        end = _LAST_LABEL.search(self.plain, max(host_from, host_to - 80), host_to)
        more = bare and _HOLDS_MORE.search(self.plain, host_from, host_to) is not None
        if end is None:
            return more or not bare
        if runs.HAN.search(end[1]):
            label = unicodedata.normalize("NFKC", runs.GONE.sub("", end[1]))
            if "%" in label:
                from urllib.parse import unquote

                label = unquote(label)
            return is_registrable(f"a.{label}")
        return more or not (bare and _LETTERS.fullmatch(end[1])) or is_registrable(f"a.{end[1]}")

    def _has_end(self, host: str, host_from: int, host_to: int) -> bool:
        end = host.rpartition(".")[2]
        if host[0] == "[" or QUAD.fullmatch(host) or is_registrable(host):
            return True
        written = self.plain[host_from:host_to]
        return (
            "." in host
            and end.isalpha()
            and end.isascii()
            and written.rfind("。") <= written.rfind(".")
        )

    def _inside(self, start: int, end: int) -> Iterator[FoundAddress]:
        """The addresses with a scheme inside another."""
        for count, inner in enumerate(runs.INSIDE.finditer(self.plain, start, end)):
            if count == _MOST_INSIDE:
                return
            last = self._tidied(inner.end(), end, True)
            written = self._rest(inner.end(), last)
            if read := opened(written):
                yield self._found(inner.start(), last, web(read, written), "inside")

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
        part, dotted = (False, False) if above else self._stands_behind(begin)
        while plain.startswith("%2e", begin, end):
            begin, dotted = begin + len("%2e"), True
        doubt = "guess" if part else doubt
        if above and not runs.DOTTED.search(plain, begin, end):
            begin, above = begin - len(above) - 1, ""
        if not runs.DOTTED.search(plain, begin, end):
            return None
        host_to = self._tidied(begin, end, False)
        if part and plain[begin - 1] in "@＠":
            name = runs.HAN_BEFORE.search(plain, max(0, begin - 21), begin - 1)
            mail = mailbox(f"{name[0]}@{self._rest(begin, host_to)}") if name else None
            if name and mail:
                return self._found(name.start(), host_to, mail, "guess")
        tailed = plain[end : end + 1] in "/#\\" and end < len(plain)
        if not tailed and (mail := mailbox(self._rest(begin, host_to))):
            return self._found(begin, host_to, mail, "none")
        end, read = self._opened(begin, self._end(begin, end), runs.BARE_END)
        slash = OF_A_PATH.search(plain, begin, end)
        host_to = slash.start() if slash else end
        if read is None:
            if not (_HOLDS_HOST.search(plain, begin, host_to) or _WWW.match(plain, begin)):
                return None
            meant = opened(unicodedata.normalize("NFKC", self._rest(begin, end)))
            if meant and plain[begin - 2 : begin] == "／／":  # written with wide signs throughout
                address = Address("web", meant.host, meant.host, rival="")
                return self._found(begin, end, address, doubt)
            return self._found(begin, end, unread(self._rest(begin, end)), "guess")
        if not self._is_told(read.host, plain[begin:host_to], slash is not None):
            return None
        if dotted and not is_registrable(read.host):
            return None
        if not slash and doubt == "none" and (glued := runs.GLUED.match(plain, end)):
            end = self._end(begin, glued.end())
            end = self._tidied(begin, end, end > glued.end())
            whole, written = opened(self._rest(begin, end)), self._rest(begin, end)
            address = web(whole, written)._replace(rival=read.host) if whole else unread(written)
            return self._found(begin, end, address, doubt)
        if not slash and _is_wordy(read.host, self._rest(begin, end)):
            doubt = "guess"
        address = web(read, self._rest(begin, end))._replace(shown=read.user or above)
        if (part or dotted) and address.rival is None:
            address = address._replace(rival="")  # readers differ on whether it is an address
        return self._found(begin, end, address, doubt)

    def _stands_behind(self, begin: int) -> tuple[bool, bool]:
        """Whether what begins there is a part of something else, and whether behind just a dot."""
        plain = self.plain
        while begin and runs.GONE.fullmatch(plain[begin - 1]):
            begin -= 1
        near = max(0, begin - 12)
        if dots := runs.LEADING_DOTS.search(plain, near, begin):
            return False, len(dots[0]) == 1
        alone = plain[max(0, begin - 2) : begin] in ("//", "／／") and (
            begin == 2 or plain[begin - 3] in ",;([" or runs.END.match(plain, begin - 3)
        )
        return not alone and runs.OF_ANOTHER.search(plain, near, begin) is not None, False

    @staticmethod
    def _is_told(host: str, written: str, has_path: bool) -> bool:
        """Whether a host without a scheme is told from a file, a version or words."""
        if QUAD.fullmatch(host):
            plain = (has_path or ":" in written) and QUAD.match(written) is not None
            return plain or "@" in written  # a user name before it is there to be taken for a host
        if not has_path and _FILE.fullmatch(host) and not _WWW.match(host):
            return False
        return bool(is_registrable(host) or _WWW.match(host) or _HOLDS_HOST.search(written))


def _is_picture(char: str) -> bool:
    return unicodedata.category(char) == "So" and unicodedata.normalize("NFKC", char) == char


def _is_wordy(host: str, written: str) -> bool:
    """Whether a host is as likely two words with no blank behind a full stop."""
    *above, name, end = ["", *host.split(".")]
    if end in _USUAL or ":" in written:
        return False
    if above != [""]:
        return name.isdigit()
    as_written = written.rstrip(".").rpartition(".")[2]
    return (
        name.isdigit()
        or name.startswith("xn--")
        or _WORDS.fullmatch(end) is not None
        or (as_written[:1].isupper() and not written[:1].isupper())
    )
