"""What bytes that are not UTF-8 seem to be: the encodings that editors in China save in."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from pddroute.words import Said

SAVE = Said("另存为 UTF-8", "save it as UTF-8")
"""What to do about it."""
_FIRST = 8  # bytes: what a catalogue begins with is ASCII


def likeness(content: bytes) -> Said:
    """What ``content``, which is not UTF-8, looks like, as the end of a sentence; maybe nothing.

    >>> [likeness(one).en for one in ("名称".encode("gbk"), b"\\xff\\xfea\\0", b"\\xe9\\n")]
    [' (it looks like GBK)', ' (it looks like UTF-16)', '']
    """
    first = content[:_FIRST]
    if is_utf16(content):
        return _like("UTF-16")
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return Said("", "")
    return Said("", "") if text.isascii() else _like("GBK")


def is_utf16(content: bytes) -> bool:
    """Whether ``content`` begins as UTF-16 does: by its mark, or with every other byte nothing."""
    first = content[:_FIRST]
    marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return marked or any(0 < len(one) == one.count(0) for one in (first[::2], first[1::2]))


def _like(name: str) -> Said:
    return Said(f"（像是 {name}）", f" (it looks like {name})")
