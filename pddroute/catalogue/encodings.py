"""What bytes that are not UTF-8 seem to be: the encodings that editors in China save in."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from pddroute.words import Said

SAVE = Said("存成 UTF-8", "save it as UTF-8")
"""What to do about it."""
_HAN = re.compile("[\u4e00-\u9fff]")
_FIRST = 8  # bytes: what a catalogue begins with is ASCII


def likeness(content: bytes, byte: int = 0) -> Said:
    """What ``content``, not UTF-8 from ``byte`` on, looks like, as a sentence's end; maybe nothing.

    What holds Chinese in UTF-8 before that is damaged, not in another encoding.

    >>> [likeness(one).en for one in ("名称".encode("gbk"), b"\\xff\\xfea\\0", b"\\xe9\\n")]
    [' (it looks like GBK)', ' (it looks like UTF-16)', '']
    """
    if is_utf16(content):
        return _like("UTF-16")
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return Said("", "")
    return Said("", "") if _HAN.search(content[:byte].decode()) else _like("GBK")


def is_utf16(content: bytes) -> bool:
    """Whether ``content`` begins as UTF-16 does: by its mark, or with every other byte nothing."""
    first = content[:_FIRST]
    marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return marked or any(0 < len(one) == one.count(0) for one in (first[::2], first[1::2]))


def _like(name: str) -> Said:
    return Said(f"（像是 {name}）", f" (it looks like {name})")
