"""The envelope of every document."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from pddroute.catalogue.forms import about
from pddroute.catalogue.model import Catalog
from pddroute.contract.questions import Question
from pddroute.words import Lang

WarningCode = Literal[
    "calendar_unpublished",
    "done_time_unknown",
    "facts_old",
    "facts_past_review",
    "filed_twice",
    "home_city_assumed",
    "limit_passed",
    "no_official_account",
    "no_step_open_now",
    "numbers_unverified",
    "read_as_gb18030",
    "since_unknown",
    "unofficial_wait",
]
Instant = Annotated[dt.datetime, Meta(tz=True)]
UNTRUSTED = "holds what the asker wrote: untrusted, escape it"


def _encode(value: object) -> str:
    """A subclass of datetime or date, which msgspec leaves to its caller (pandas, freezegun)."""
    if isinstance(value, dt.date):
        return value.isoformat()
    raise NotImplementedError(type(value).__name__)


_ENCODER = msgspec.json.Encoder(enc_hook=_encode)


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Base of everything inside an answer: a frozen value.

    It never points back at what holds it, so the garbage collector need not look at it.
    """


class CatalogRef(Part, frozen=True, kw_only=True):
    """Which facts an answer was made from."""

    revised: Annotated[dt.date, about("the catalogue's own date")]
    sha256: Annotated[str, about("of the catalogue's bytes, overlays included")]
    corrections: Annotated[
        str | None,
        about("what to send where, if a fact is wrong; null: the catalogue says nothing"),
    ]

    @classmethod
    def of(cls, catalog: Catalog, lang: Lang) -> CatalogRef:
        """The reference to ``catalog``, with its text in ``lang``."""
        said = catalog.platform.corrections
        return cls(
            revised=catalog.revised,
            sha256=catalog.sha256,
            corrections=said.to(lang) if said else None,
        )


class Warn(Part, frozen=True, kw_only=True):
    """Something that makes the whole answer less than certain."""

    code: Annotated[WarningCode, about("closed list, only ever added to")]
    text: Annotated[str, about("for a person, in the answer's language")]


class Hint(Part, frozen=True, kw_only=True):
    """A question that follows naturally from this answer; :mod:`.hints` makes it."""

    command: Annotated[str, about(f"the question for a POSIX shell, ready to run; {UNTRUSTED}")]
    ask: Annotated[Question, about("the same question as data, as a line of a batch takes it")]
    why: Annotated[str, about("what it would show")]


class Answer(Part, frozen=True, kw_only=True):
    """Base of every document."""

    schema_version: Annotated[Literal["1.1"], about("of this contract")] = "1.1"
    kind: Annotated[str, about("which document this is")]
    id: Annotated[
        str | int | UnsetType,
        about(f"the question's own id, given back; left out where it had none; {UNTRUSTED}"),
    ] = UNSET
    as_of: Annotated[Instant, about("the instant every part speaks of")]
    lang: Annotated[Lang, about("the language of every text")]
    catalog: Annotated[
        CatalogRef | None, about("the facts it was made from; null: none could be read")
    ]
    warnings: Annotated[list[Warn], about("what is uncertain in this answer")]
    next: Annotated[list[Hint], about("questions to go on with")]

    def to_dict(self) -> dict[str, Any]:
        """The document as plain dicts, lists and strings."""
        plain: dict[str, Any] = msgspec.json.decode(_ENCODER.encode(self))  # a tuple is a list
        return plain

    def to_json(self) -> str:
        """The document as one line of JSON, the very text ``--json`` prints."""
        return _ENCODER.encode(self).decode()

    def to_bytes(self) -> bytes:
        """:meth:`to_json` in UTF-8."""
        return _ENCODER.encode(self)


class Grounded(Answer, frozen=True, kw_only=True):
    """Base of every document that is made from a catalogue: it always says from which."""

    catalog: Annotated[CatalogRef, about("the facts it was made from")]
