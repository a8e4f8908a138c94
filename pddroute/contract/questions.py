"""What may be asked: one type a question, and the one place where what was given is checked.

Every surface fills these types and hands them to :func:`pddroute.answer`: the command line from its
options, a batch from a line of JSON, the Python functions from their arguments. Instants and dates
are ISO 8601 texts, in Shanghai time where they have no offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, TypeVar, get_args

import msgspec

from pddroute.catalogue.facts import Audience, Kind, Operator
from pddroute.catalogue.forms import about
from pddroute.catalogue.shapes import explain
from pddroute.errors import InvalidQuestion, UsageError
from pddroute.words import Lang, Said, shown

MAX_LINE: Final = 1024 * 1024
"""The longest question as a line of JSON, in bytes."""

_BOM: Final = b"\xef\xbb\xbf"  # what some editors begin a file with

Q = TypeVar("Q", bound="Asked")
E = TypeVar("E", bound=UsageError)
City = Annotated[
    str | None, about("the shop's, for 12315: a Chinese or pinyin name, or an area code")
]


class Asked(
    msgspec.Struct,
    frozen=True,
    tag_field="ask",
    forbid_unknown_fields=True,
    kw_only=True,
    omit_defaults=True,
):
    """What every question may say; written, it leaves out what it does not say."""

    at: Annotated[str | None, about("ISO 8601; null: the asker's, or the clock's")] = None
    lang: Annotated[Lang | None, about("null: the asker's")] = None

    @classmethod
    def of(cls: type[Q], /, **given: object) -> Q:
        """The question with the fields ``given``, which may be anything.

        Raises :class:`~pddroute.errors.UsageError` for a field that is of a wrong type or outside
        its closed list; ``details["argument"]`` names it.
        """
        try:
            return msgspec.convert({"ask": cls.__struct_config__.tag, **given}, cls)
        except msgspec.ValidationError as error:
            raise _refused(error, cls, given, UsageError) from None


class AskContact(Asked, frozen=True, tag="contact", kw_only=True):
    """Who can be reached."""

    now: Annotated[bool, about("what is open first, best first")] = False
    audience: Annotated[Audience | None, about("only what serves these")] = None
    kind: Annotated[Kind | None, about("only what is reached by this")] = None
    operator: Annotated[Operator | None, about("only where these answer")] = None
    city: City = None


class AskEscalate(Asked, frozen=True, tag="escalate", kw_only=True):
    """What to do next."""

    issue: Annotated[str, about("its id, its name or an alias")]
    done: Annotated[list[str], about("the steps done: STEP, STEP@DATE or STEP@TIME")] = []
    outcome: Annotated[list[str], about("what came of them: STEP=refused")] = []
    since: Annotated[str | None, about("when the trouble began")] = None
    received: Annotated[str | None, about("the date on which the parcel came")] = None
    for_whom: Annotated[str | None, about("who it happened to, where not the asker: 妈妈")] = None
    city: City = None


class AskVerify(Asked, frozen=True, tag="verify", kw_only=True):
    """Whose number, e-mail or web address this is."""

    number: Annotated[str, about("the one number or address")]


class AskVerifyText(Asked, frozen=True, tag="verify_text", kw_only=True):
    """Every number, e-mail and web address in a text, judged."""

    text: Annotated[str, about("a message that somebody sent")]


class AskShow(Asked, frozen=True, tag="show", kw_only=True):
    """Everything about one channel."""

    channel: Annotated[str, about("its id, its name, its number or a word of its own")]
    city: City = None


class AskIssues(Asked, frozen=True, tag="issues", kw_only=True):
    """The list of issues."""

    audience: Annotated[Audience | None, about("only those of these")] = None


Question = AskContact | AskEscalate | AskVerify | AskVerifyText | AskShow | AskIssues
QUESTIONS: Final[Mapping[str, type[Asked]]] = {
    one.__struct_config__.tag: one for one in get_args(Question)
}

_DECODER: Final[msgspec.json.Decoder[Question]] = msgspec.json.Decoder(Question)
_AT_BYTE = re.compile(r".*\(byte (\d+)\)")
_LIKE = Said(
    '写成 {"ask": "escalate", "issue": "refund-refused"}',
    'write {"ask": "escalate", "issue": "refund-refused"}',
)
_EMPTY = Said("这一行是空的", "an empty line")
_TOO_LONG = Said(f"这一行超过 {MAX_LINE} 字节", f"longer than {MAX_LINE} bytes")
_NOT_JSON = Said("这一行不是 JSON", "this line is not JSON")
_NO_OBJECT = Said("这一行不是 JSON 对象", "this line is no JSON object")
_NO_ASK = Said("缺少“ask”", "'ask' is missing")
_NOT_JSON_FROM = Said("这一行不是 JSON：第 {byte} 个字节起读不懂", "not JSON from byte {byte} on")


def read_question(line: bytes) -> Question:
    """The question that a line of JSON is.

    Raises :class:`~pddroute.errors.InvalidQuestion` for a line that is none.
    """
    if len(line) > MAX_LINE and len(line.rstrip(b"\r\n")) > MAX_LINE:
        raise _no_question(_TOO_LONG)
    try:
        return _DECODER.decode(line.removeprefix(_BOM))
    except msgspec.ValidationError as error:
        raise _misshapen(error, line.removeprefix(_BOM)) from None
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        if not line.strip():
            raise _no_question(_EMPTY) from None
        byte = _AT_BYTE.fullmatch(str(error))
        why = _NOT_JSON_FROM if byte else _NOT_JSON
        raise _no_question(why, byte=byte[1] if byte else "") from None


def _misshapen(error: msgspec.ValidationError, line: bytes) -> InvalidQuestion:
    """Why a line of JSON is no question: held against the one it says it is."""
    try:
        given = msgspec.json.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return _no_question(_NOT_JSON)
    if not isinstance(given, dict):
        return _no_question(_NO_OBJECT)
    if "ask" not in given:
        return _no_question(_NO_ASK)
    ask = given["ask"]
    if not isinstance(ask, str) or ask not in QUESTIONS:
        return wrong("ask", ask, _among(QUESTIONS), InvalidQuestion)
    return _refused(error, QUESTIONS[ask], given, InvalidQuestion)


def _no_question(why: Said, **values: object) -> InvalidQuestion:
    zh, en = why.to("zh", **values), why.to("en", **values)
    return InvalidQuestion(zh, message_en=en, hint=_LIKE.zh, hint_en=_LIKE.en)


def _refused(
    error: msgspec.ValidationError, of: type[Asked], given: Mapping[str, object], fault: type[E]
) -> E:
    """The refusal of ``given``, which are not the fields of a question of type ``of``."""
    shape = explain(error, of, given)
    zh, en = shape.sentence("zh"), shape.sentence("en")
    named = shape.path[0] if shape.path else shape.key
    details = {} if named is None else {"argument": shown(str(named))}
    return fault(zh, message_en=en, hint=shape.fix.zh, hint_en=shape.fix.en, details=details)


def wrong(name: str, value: object, why: Said, fault: type[E]) -> E:
    """The refusal of ``value`` for the argument or field ``name``; ``why`` says what it may be."""
    given = shown(value) if isinstance(value, str) else type(value).__name__
    return fault(
        f"{name} 不能是“{given}”：{why.zh}",
        message_en=f"{name} cannot be {given!r}: {why.en}",
        details={"argument": name},
    )


def one_of(listed: Any, value: object, name: str) -> None:
    """Refuse ``value`` where it is not in ``listed`` (a ``Literal``)."""
    known = get_args(listed)
    if not isinstance(value, str) or value not in known:
        raise wrong(name, value, _among(known), UsageError)


def _among(known: Iterable[str]) -> Said:
    listed = ", ".join(known)
    return Said(f"可用 {listed}", f"use one of {listed}")
