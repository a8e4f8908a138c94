"""A question as a line of JSON: read strictly, and what can still be told of one that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final, NamedTuple, cast

import msgspec

from pddroute.contract.questions import (
    MAX_LINE,
    QUESTIONS,
    AskEscalate,
    Id,
    Question,
    among,
    checked,
    example,
    language,
    says,
    wrong,
)
from pddroute.errors import InvalidQuestion, UsageError
from pddroute.words import Lang, Said, shown

_BOM: Final = b"\xef\xbb\xbf"  # what some editors begin a file with
_DECODER: Final[msgspec.json.Decoder[Any]] = msgspec.json.Decoder()

_AT_BYTE = re.compile(r".*\(byte (\d+)\)")
_ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_NO_NUMBER = re.compile(rb"NaN|Infinity")
_BLANK = re.compile(r"[ \t\r\n]*")

_EMPTY = Said("这一行是空的", "an empty line")
_TOO_LONG = Said(f"这一行超过 {MAX_LINE} 字节", f"longer than {MAX_LINE} bytes")
_NO_OBJECT = Said("这一行不是 JSON 对象", "this line is no JSON object")
_NO_ASK = Said("缺少“ask”", "'ask' is missing")
_TWICE = Said("键“{key}”写了两次", "the key '{key}' is given twice")
_NOT_UTF8 = Said(
    "这一行不是 JSON：第 {byte} 个字节起不是 UTF-8{like.zh}，要存成 UTF-8",
    "not JSON: not UTF-8 from byte {byte} on{like.en}; save it as UTF-8",
)
_SURROGATE = Said(
    "这一行不是 JSON：第 {byte} 个字节起的 {given} 只是半个字符（单独的代理码）",
    "not JSON: {given}, from byte {byte} on, is a lone surrogate: half a character",
)
_NAN = Said(
    "这一行不是 JSON：第 {byte} 个字节起的 {given} 不是数",
    "not JSON: {given}, from byte {byte} on, is no number",
)
_TOO_BIG = Said("这一行里有太大的数", "a number that is too large")
_TOO_DEEP = Said("这一行不是 JSON，或套得太深", "not JSON, or nested too deeply")
_CUT_OFF = Said("这一行不是 JSON：没有写完", "not JSON: it ends too early")
_NO_JSON = Said("这一行不是 JSON：第 {byte} 个字节起读不懂", "not JSON from byte {byte} on")
_HIGH, _LOW = 0xD800 >> 10, 0xDC00 >> 10  # the two halves of a pair of surrogates


class Heard(NamedTuple):
    """What a line says of how it is to be answered; None: nothing that can be read."""

    id: str | int | None
    lang: Lang | None
    at: str | None


def read_question(line: bytes) -> Question:
    """The question that a line of JSON is.

    Raises :class:`~pddroute.errors.InvalidQuestion` for a line that is none: no JSON, no object, a
    key that is given twice, and what :func:`~pddroute.contract.questions.checked` refuses.
    """
    if len(line) > MAX_LINE and len(line.rstrip(b"\r\n")) > MAX_LINE:
        raise _no_question(line, _TOO_LONG)
    line = line.removeprefix(_BOM)
    try:
        given = _DECODER.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _unread(error, line) from None
    if not isinstance(given, dict):
        raise _no_question(line, _NO_OBJECT)
    twice = _repeated(given, line)
    if twice is not None:
        raise _no_question(line, _TWICE, key=shown(twice))
    if "ask" not in given:
        raise _no_question(line, _NO_ASK)
    ask = given["ask"]
    if not isinstance(ask, str) or ask not in QUESTIONS:
        raise wrong("ask", ask, among(QUESTIONS), InvalidQuestion)
    return cast(Question, checked(QUESTIONS[ask], given, InvalidQuestion))


def overheard(line: bytes) -> Heard:
    """What a line, be it a question or not, says of how it is to be answered. Never raises.

    What it says twice, it does not say.
    """
    told = _told(line)
    id_, lang, at = told.get("id"), told.get("lang"), told.get("at")
    heard = Heard(None, None, at if isinstance(at, str) and says("at", at) else None)
    if says("lang", lang):
        with suppress(UsageError):
            heard = heard._replace(lang=language(lang))
    if says("id", id_):
        with suppress(msgspec.ValidationError, UnicodeEncodeError):
            known: str | int | None = msgspec.convert(id_, Id)
            str(known).encode()  # half a character cannot be given back
            heard = heard._replace(id=known)
    return heard


def _told(line: bytes) -> dict[str, object]:
    """The fields of a line that it gives once, as far as it can be read."""
    told: dict[str, list[object]] = {}
    for key, value in _pairs(line):
        told.setdefault(key, []).append(value)
    return {key: values[0] for key, values in told.items() if len(values) == 1}


def _pairs(line: bytes) -> Iterator[tuple[str, object]]:
    """The keys and values of a JSON object in their order, as far as it can be read."""
    from json import JSONDecoder  # late: most lines need no second look

    read = JSONDecoder().raw_decode
    text = line.removeprefix(_BOM).decode("utf-8", "replace")
    at = _blank(text, 0)
    sign = "{"
    with suppress(ValueError, RecursionError):
        while text.startswith(sign, at):
            key, at = read(text, _blank(text, at + 1))
            at = _blank(text, at)
            if not isinstance(key, str) or not text.startswith(":", at):
                return
            value, at = read(text, _blank(text, at + 1))
            yield key, value
            at, sign = _blank(text, at), ","


def _blank(text: str, at: int) -> int:
    """Where a blank that begins at ``at`` ends."""
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _repeated(given: Mapping[str, object], line: bytes) -> str | None:
    """The first key that stands a second time in ``line``, which ``given`` was read from.

    Every key and every text stands between two quotation marks: where there are no more of them,
    no key was read over. Only a line that holds an escaped one needs a second look.
    """
    if b'\\"' not in line:
        texts = len(given)
        for value in given.values():
            if isinstance(value, str):
                texts += 1
            elif isinstance(value, list):
                texts += sum(isinstance(one, str) for one in value)
        if line.count(b'"') == 2 * texts:
            return None
    met: set[str] = set()
    for key, _ in _pairs(line):
        if key in met:
            return key
        met.add(key)
    return None


def _unread(error: Exception, line: bytes) -> InvalidQuestion:
    """Why a line is no JSON: what is wrong in it, and from which byte on."""
    if not line.strip():
        return _no_question(line, _EMPTY)
    byte = _not_utf8(line)
    if byte is not None:
        from pddroute.catalogue.encodings import likeness  # late: hardly ever

        return _no_question(line, _NOT_UTF8, byte=byte, like=likeness(line, byte))
    half = _half(line)
    if half is not None:
        return _no_question(line, _SURROGATE, byte=half.start(), given=half[0].decode())
    if isinstance(error, msgspec.ValidationError):  # the one thing that plain data can be
        return _no_question(line, _TOO_BIG)
    if isinstance(error, RecursionError):
        return _no_question(line, _TOO_DEEP)
    told = _AT_BYTE.fullmatch(str(error))
    if told is None:
        return _no_question(line, _CUT_OFF)
    byte = int(told[1])
    number = _NO_NUMBER.match(line, byte)
    if number:
        return _no_question(line, _NAN, byte=byte, given=number[0].decode())
    return _no_question(line, _NO_JSON, byte=byte)


def _not_utf8(line: bytes) -> int | None:
    """The first byte of ``line`` that is not UTF-8; None where all of it is."""
    try:
        line.decode()
    except UnicodeDecodeError as error:
        return error.start
    nothing = line.find(b"\0")  # every other byte of ASCII that was saved as UTF-16
    return nothing if 0 <= nothing <= 1 else None


def _half(line: bytes) -> re.Match[bytes] | None:
    """The first surrogate in ``line`` that is not one of a pair."""
    high = None
    for escape in _ESCAPE.finditer(line):
        kind = int(escape[1] or b"0", 16) >> 10
        paired = high is not None and kind == _LOW and escape.start() == high.end()
        if high is not None and not paired:
            return high
        if kind == _LOW and not paired:
            return escape
        high = escape if kind == _HIGH else None
    return high


def _no_question(line: bytes, why: Said, **values: object) -> InvalidQuestion:
    """The refusal of ``line``, with a right one of the kind that it was meant to be."""
    ask = _told(line).get("ask")
    like = example(QUESTIONS.get(ask, AskEscalate) if isinstance(ask, str) else AskEscalate)
    return InvalidQuestion(
        why.to("zh", **values),
        message_en=why.to("en", **values),
        hint=f"写成 {like}",
        hint_en=f"write {like}",
        details={"argument": values["key"]} if "key" in values else {},
    )
