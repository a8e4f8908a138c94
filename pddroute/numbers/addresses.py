"""E-mail and web addresses: the one that a text is, and those that stand in one.

Of an address in a text the whole run is read, as a browser would read it: no part of it says whose
it is. What a run is stands in :mod:`pddroute.numbers.runs`, how its host is read in
:mod:`pddroute.numbers.hosts`, and what of it counts in :mod:`pddroute.numbers.pieces`.
"""

from __future__ import annotations

import re
from typing import Final

from pddroute.numbers import runs
from pddroute.numbers.address import NAMED_END, QUAD, Address, mailbox, web
from pddroute.numbers.hosts import opened
from pddroute.numbers.pieces import OF_A_PATH, FoundAddress, Piece

_LONGEST: Final = 2048  # characters of an address
_DOMAIN = r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9]*"
_PLAIN = rf"(?:https?://)?{_DOMAIN}|https?://{_DOMAIN}/[a-z0-9/._?=&#-]*|[a-z0-9._]+@{_DOMAIN}"


def parse_address(text: str) -> Address | None:
    """The e-mail or web address that ``text`` is, or None where it is none.

    It is read as in a text, but standing alone its host may end in what is no public suffix.

    >>> parse_address("https://good.example@evil.example:8443/path").host
    'evil.example'
    >>> parse_address("Post@Shop.Example.").normalized
    'post@shop.example'
    """
    text = text.strip().strip("\x00")
    if not 0 < len(text) <= _LONGEST or text[0] == "@":
        return None
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0]
    if re.fullmatch(_PLAIN, text, re.IGNORECASE | re.ASCII):  # what most are needs no closer look
        at = text.find("@")
        read = None if at > 0 else opened(text[text.find("://") + 1 :])
        return mailbox(text) if at > 0 else web(read, text) if read else None
    found = find_addresses(text, doubtful=True)
    for each in found:
        around = text[: each.start] + text[each.start + len(each.text) :]
        is_whole = not any(char.isalnum() for char in around)
        if is_whole and (each.address.host or each.doubt == "none"):
            return each.address
    if (found and "@" not in text) or any(each.doubt == "none" for each in found):
        return None
    if runs.END.search(text) and not runs.HAN.search(text):
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
    meant = runs.refanged(text)
    return [
        found
        for piece in runs.PIECE.finditer(meant)
        if runs.HINT.search(meant, piece.start(), piece.end())
        for found in Piece(text[piece.start() : piece.end()], piece[0], piece.start()).addresses()
        if doubtful or (found.doubt == "none" and found.address.host)
    ]


def _alone(text: str) -> Address | None:
    """The address without a scheme that ``text`` is, where nothing else stands beside it."""
    if mail := mailbox(text):
        return mail
    labels = OF_A_PATH.split(text, maxsplit=1)[0].split(".")
    if any(runs.HAN.search(label) and re.search("[a-z]", label, re.IGNORECASE) for label in labels):
        return None  # words and an address
    read = opened("//" + text)
    if read is None or not (NAMED_END.search(read.host) or QUAD.fullmatch(text.strip("."))):
        return None
    return web(read, text)
