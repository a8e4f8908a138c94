"""What may be asked: one type a question, and the one place where what was given is checked.

Every surface fills these types and hands them to :func:`pddroute.answer`: the command line from its
options, a batch from a line of JSON, the Python functions from their arguments. Instants and dates
are ISO 8601 texts, in Shanghai time where they have no offset.

What may be left out is left out as well by null, by an empty text and by ``now``: so forms and
language models write it. A language is named by its BCP 47 tag: zh, zh-CN, en-US, EN.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Final, TypeVar, cast, get_args

import msgspec
from msgspec import Meta

from pddroute.catalogue.facts import Audience, Kind, Operator
from pddroute.catalogue.forms import about
from pddroute.catalogue.shapes import explain
from pddroute.errors import InvalidQuestion, UsageError
from pddroute.words import Lang, Said, lang_code, shown

MAX_LINE: Final = 1024 * 1024
"""The longest question as a line of JSON, in bytes."""

Q = TypeVar("Q", bound="Asked")
E = TypeVar("E", bound=UsageError)
City = Annotated[
    str | None, about("the shop's, for 12315: a Chinese or pinyin name, or an area code")
]


_Text = Annotated[str, Meta(max_length=128)]
_Whole = Annotated[int, Meta(ge=-(2**63) + 1, le=2**63 - 1)]
Id = _Text | _Whole | None
"""By what an asker knows a question again: a short text or a whole number."""


class Asked(
    msgspec.Struct,
    frozen=True,
    tag_field="ask",
    forbid_unknown_fields=True,
    kw_only=True,
    omit_defaults=True,
):
    """What every question may say; written, it leaves out what it does not say."""

    id: Annotated[Id, about("the asker's own; the answer and the error give it back")] = None
    at: Annotated[str | None, about("ISO 8601; null: the asker's, or the clock's")] = None
    lang: Annotated[Lang | None, about("null: the asker's")] = None

    @classmethod
    def of(cls: type[Q], /, **given: object) -> Q:
        """The question with the fields ``given``, which may be anything.

        Raises :class:`~pddroute.errors.UsageError` for a field that is of a wrong type or outside
        its closed list; ``details["argument"]`` names it.
        """
        return checked(cls, given, UsageError)


class AskContact(Asked, frozen=True, tag="contact", kw_only=True):
    """Who can be reached."""

    now: Annotated[bool, about("what is open first, best first")] = False
    audience: Annotated[Audience | None, about("only what serves these")] = None
    kind: Annotated[Kind | None, about("only what is reached by this")] = None
    operator: Annotated[Operator | None, about("only where these answer")] = None
    city: City = None


class AskEscalate(Asked, frozen=True, tag="escalate", kw_only=True):
    """What to do next."""

    issue: Annotated[str, about("its id, its name or an alias"), Meta(examples=["refund-refused"])]
    done: Annotated[list[str], about("the steps done: STEP, STEP@DATE or STEP@TIME")] = []
    outcome: Annotated[list[str], about("what came of them: STEP=refused")] = []
    since: Annotated[str | None, about("when the trouble began")] = None
    received: Annotated[str | None, about("the date on which the parcel came")] = None
    for_whom: Annotated[str | None, about("who it happened to, where not the asker: 妈妈")] = None
    city: City = None


class AskVerify(Asked, frozen=True, tag="verify", kw_only=True):
    """Whose number, e-mail or web address this is."""

    number: Annotated[str, about("the one number or address"), Meta(examples=["example.com"])]


class AskVerifyText(Asked, frozen=True, tag="verify_text", kw_only=True):
    """Every number, e-mail and web address in a text, judged."""

    text: Annotated[str, about("a message that somebody sent"), Meta(examples=["see example.com"])]


class AskShow(Asked, frozen=True, tag="show", kw_only=True):
    """Everything about one channel."""

    channel: Annotated[
        str,
        about("its id, its name, its number or a word of its own"),
        Meta(examples=["consumer-hotline"]),
    ]
    city: City = None


class AskIssues(Asked, frozen=True, tag="issues", kw_only=True):
    """The list of issues."""

    audience: Annotated[Audience | None, about("only those of these")] = None


Question = AskContact | AskEscalate | AskVerify | AskVerifyText | AskShow | AskIssues
QUESTIONS: Final[Mapping[str, type[Asked]]] = {
    one.__struct_config__.tag: one for one in get_args(Question)
}

_NOTHING = frozenset(("", "now"))


def optional(of: type[Asked]) -> frozenset[str]:
    """The fields of a question that may be left out."""
    defaults = of.__struct_defaults__
    last = of.__struct_fields__[len(of.__struct_fields__) - len(defaults) :]
    return frozenset(
        name for name, one in zip(last, defaults, strict=True) if one is not msgspec.NODEFAULT
    )


_OPTIONAL = {one: optional(one) for one in get_args(Question)}


def checked(of: type[Q], given: Mapping[str, object], fault: type[E]) -> Q:
    """The question of type ``of`` with the fields ``given``, which may be anything.

    Raises ``fault`` for a field that is unknown, missing, of a wrong type or outside its list.
    """
    free = _OPTIONAL[of]
    said: dict[str, object] = {"ask": of.__struct_config__.tag}
    for name, value in given.items():
        if name in free:
            if not says(name, value):
                continue
            if isinstance(value, list):
                value = [one for one in value if not isinstance(one, str) or one.strip()]
            elif name == "lang" and isinstance(value, str):
                value = lang_code(value)
        said[name] = value
    try:
        return msgspec.convert(said, of)
    except msgspec.ValidationError as error:
        raise _refused(error, of, said, fault) from None


def says(name: str, value: object) -> bool:
    """Whether ``value``, given for what may be left out, says anything at all.

    A model that fills in every argument writes an empty text, or ``now``.
    """
    if not isinstance(value, str):
        return value is not None
    return value.strip().casefold() not in _NOTHING


def language(given: object) -> Lang:
    """The language of a BCP 47 tag (zh-CN, en-US, EN); Chinese where none is given.

    Raises :class:`~pddroute.errors.UsageError` for any other.
    """
    if not says("lang", given):
        return "zh"
    code = lang_code(given) if isinstance(given, str) else given
    one_of(Lang, code, "lang")
    return cast(Lang, code)


@cache
def example(of: type[Asked]) -> str:
    """A right question of type ``of``, as a line of JSON, with what has to be given."""
    fields: Any = msgspec.inspect.type_info(of)
    needed = {one.name: one.type.extra_json_schema for one in fields.fields if one.required}
    values = {name: known["examples"][0] for name, known in needed.items()}
    line = msgspec.json.encode({"ask": of.__struct_config__.tag, **values})
    return msgspec.json.format(line, indent=0).decode()


def _refused(
    error: msgspec.ValidationError, of: type[Asked], given: Mapping[str, object], fault: type[E]
) -> E:
    """The refusal of ``given``, which are not the fields of a question of type ``of``."""
    shape = explain(error, of, given)
    zh, en = shape.sentence("zh"), shape.sentence("en")
    named = shape.path[0] if shape.path else shape.key
    details = {} if named is None else {"argument": shown(str(named))}
    hint = shape.fix
    if issubclass(fault, InvalidQuestion):
        hint = Said(f"{hint.zh}，例如 {example(of)}", f"{hint.en}, as in {example(of)}")
    return fault(zh, message_en=en, hint=hint.zh, hint_en=hint.en, details=details)


def wrong(name: str, value: object, why: Said, fault: type[E]) -> E:
    """The refusal of ``value`` for the argument or field ``name``; ``why`` says what it may be."""
    given = shown(value) if isinstance(value, str) else type(value).__name__
    return fault(
        f"{name} 不能是“{given}”：{why.zh}",
        message_en=f"{name} cannot be '{given}': {why.en}",
        details={"argument": name},
    )


def one_of(listed: Any, value: object, name: str) -> None:
    """Refuse ``value`` where it is not in ``listed`` (a ``Literal``)."""
    known = get_args(listed)
    if not isinstance(value, str) or value not in known:
        raise wrong(name, value, among(known), UsageError)


def among(known: Iterable[str]) -> Said:
    listed = ", ".join(known)
    return Said(f"可用 {listed}", f"use one of {listed}")
