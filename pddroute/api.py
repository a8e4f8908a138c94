"""The door: a question in, an answer out; the only place that reads the clock.

:func:`answer` takes any question of :mod:`pddroute.contract.questions`, and the functions beside it
ask the same as plain Python calls. Nothing is kept between calls but what was worked out from a
catalogue, which is never changed, so any number of threads may ask one catalogue at once.

What all of them share:

* ``catalog`` comes from :func:`pddroute.load_catalog`.
* ``at``, the instant asked about, is an aware datetime of any zone, a naive one or an ISO 8601 text
  without an offset (both mean Shanghai time), a text with one, or ``None``: the clock's time. Its
  year is in 1970-2199. Instants in an answer are aware, in Asia/Shanghai.
* ``lang`` is the language of the answer's texts, and of ``str(error)``: Chinese or English, by its
  BCP 47 tag (``zh``, ``zh-CN``, ``en``, ``en-US``).
* ``city``, for 12315, is a Chinese or pinyin name or an area code; left out: the platform's home.
* What may be left out is left out as well by ``None``, by an empty text and by
  ``"now"``.
* What comes back is a frozen document with ``as_of``, ``lang``, ``catalog``, ``warnings`` and
  ``next`` beside what is named below, and with ``to_dict()`` and ``to_json()``.
* An argument of a wrong type or outside its closed list raises
  :class:`~pddroute.errors.UsageError`, a wrong instant or date
  :class:`~pddroute.errors.InvalidTime` (a ``UsageError``), both before anything is worked out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import cast

import msgspec

from pddroute.catalogue.facts import Audience, Kind, Operator
from pddroute.catalogue.loading import chosen_catalog
from pddroute.catalogue.model import Catalog
from pddroute.contract import questions
from pddroute.contract.base import Answer, CatalogRef
from pddroute.contract.failure import error_body, in_its_language
from pddroute.contract.lines import overheard, read_question
from pddroute.contract.plan import Issues, Plan
from pddroute.contract.reach import ChannelCard, Directory
from pddroute.contract.report import ErrorAnswer, Report
from pddroute.contract.values import date_text, done_texts, instant, instant_text, outcome_texts
from pddroute.contract.verdict import Verdict, Verdicts
from pddroute.errors import InvalidTime, PddrouteError, UsageError, internal
from pddroute.hours.clock import now as _clock
from pddroute.words import Lang, Said

Instant = dt.datetime | str | None
Moment = dt.date | str | None
"""An instant, or a day whose hour nobody knows."""

_FRESH = dt.timedelta(days=180)
"""How long facts are taken as they are; then every answer says how old they are."""
_A_CATALOG = Said("应是 load_catalog() 给的目录", "it must be what load_catalog() gives")
_A_QUESTION = Said("应是一个问题", "it must be a question of pddroute.contract.questions")
_A_TEXT = Said("应是文字", "it must be a text")


@in_its_language
def answer(
    catalog: Catalog, asked: questions.Question, *, at: Instant = None, lang: str = "zh"
) -> Answer:
    """The answer to ``asked``, a question of :mod:`pddroute.contract.questions`.

    ``at`` and ``lang`` hold where the question names none. Raises what the function of the
    question's name raises.
    """
    if not isinstance(catalog, Catalog):
        raise questions.wrong("catalog", catalog, _A_CATALOG, UsageError)
    if not isinstance(asked, questions.Question):
        raise questions.wrong("asked", asked, _A_QUESTION, UsageError)
    spoken = questions.language(lang)
    asked = asked.of(**msgspec.structs.asdict(asked))  # built by hand, it may hold anything
    return _answer(catalog, asked, at, spoken)


def _answer(catalog: Catalog, asked: questions.Question, at: Instant, lang: Lang) -> Answer:
    lang = asked.lang or lang
    try:
        instant = _at(at if asked.at is None else asked.at)
        found = _core(type(asked))(catalog, asked, instant, lang)
    except PddrouteError as error:
        error.lang = lang
        raise
    return _known(_aged(catalog, found), asked.id)


def _aged(catalog: Catalog, answer: Answer) -> Answer:
    """``answer``, which says so where its facts are old."""
    if answer.as_of.date() - catalog.revised <= _FRESH:
        return answer
    from pddroute.directory.warnings import facts_old  # late: verify and issues need nothing of it

    warnings = [facts_old(catalog, answer.lang), *answer.warnings]
    return msgspec.structs.replace(answer, warnings=warnings)


def _known(answer: Answer, asked: str | int | None) -> Answer:
    """``answer`` with the id of its question, where that has one."""
    return answer if asked is None else msgspec.structs.replace(answer, id=asked)


def answer_line(
    catalog: Catalog, line: bytes, number: int, at: str | None = None, lang: str = "zh"
) -> str:
    """The answer to one line of a batch, as JSON; a line that is no question gives an error.

    ``number`` is the line's, from 1, for the error's details; ``at`` and ``lang`` are used where
    the question has none, and the clock where no ``at`` is given. An ``id`` of the question is
    given back, in an error too. Never raises.
    """
    return answer_bytes(catalog, line, number, at, lang).decode()


def answer_bytes(catalog: Catalog, line: bytes, number: int, at: str | None, lang: str) -> bytes:
    """:func:`answer_line` in UTF-8, as it is written."""
    spoken: Lang = "zh"
    try:
        spoken = questions.language(lang)
        return _answer(catalog, read_question(line), at, spoken).to_bytes()
    except Exception as error:  # one line must never stop the rest
        fault = error if isinstance(error, PddrouteError) else internal(error)
        # Tracebacks hold this frame, and this frame holds it and the line, until a collection.
        fault.__traceback__ = fault.__context__ = None
    heard = overheard(line)
    try:
        as_of = _at(heard.at or at)
    except InvalidTime:
        as_of = _clock()
    document = failure(fault, at=as_of, lang=heard.lang or spoken, catalog=catalog, line=number)
    return _known(document, heard.id).to_bytes()


@in_its_language
def contact(
    catalog: Catalog,
    *,
    at: Instant = None,
    now: bool = False,
    audience: Audience | None = None,
    kind: Kind | None = None,
    operator: Operator | None = None,
    city: str | None = None,
    lang: str = "zh",
) -> Directory:
    """Who can be reached, as a :class:`.Directory`.

    Its ``channels`` are those that can be called or opened, each with ``number``, ``url``,
    ``grade`` and the ``status`` at ``at`` (``state``, ``reason``, ``opens_at``, ``closes_at``).
    ``audience``, ``kind`` and ``operator`` narrow the list, which may come out empty; ``now`` puts
    what is open first, best first. Raises :class:`~pddroute.errors.UsageError`,
    :class:`~pddroute.errors.InvalidTime` and :class:`~pddroute.errors.UnknownCity`.
    """
    asked = questions.AskContact(
        now=now, audience=audience, kind=kind, operator=operator, city=city
    )
    return cast(Directory, answer(catalog, asked, at=at, lang=lang))


@in_its_language
def escalate(
    catalog: Catalog,
    issue: str,
    *,
    at: Instant = None,
    done: Iterable[str] | Mapping[str, Moment] = (),
    outcome: Iterable[str] | Mapping[str, str] = (),
    since: Moment = None,
    received: dt.date | str | None = None,
    for_whom: str | None = None,
    city: str | None = None,
    lang: str = "zh",
) -> Plan:
    """What to do next about ``issue`` (its id, its name or an alias), as a plan.

    Of the :class:`.Plan`, ``now`` is the one thing to do at ``at`` (``None``
    where the route is finished), ``steps`` the whole route in order, each with its ``state``,
    ``act_at``, ``expires_at``, ``wait``, ``channels`` and ``because``.

    ``done`` holds the steps done, as ``"STEP"`` and ``"STEP@TIME"`` texts or as a mapping to times
    or dates (``None``: time unknown); ``outcome`` what came of them (``refused``, ``silent`` or
    ``unsatisfied``), as ``"STEP=refused"`` texts or a mapping; ``since`` is when the trouble
    began, given as ``at`` is, or a date alone (``None``: unknown); ``received`` the date the parcel
    came, a date or a ``YYYY-MM-DD`` text.

    Raises :class:`~pddroute.errors.UnknownIssue`; :class:`~pddroute.errors.InvalidHistory` for a
    step the route does not have, an outcome that is none, and what cannot have happened so;
    :class:`~pddroute.errors.UsageError`, :class:`~pddroute.errors.InvalidTime` and
    :class:`~pddroute.errors.UnknownCity`.
    """
    asked = questions.AskEscalate.of(
        issue=issue,
        done=done_texts(done),
        outcome=outcome_texts(outcome),
        since=instant_text(since, "since"),
        received=date_text(received, "received"),
        for_whom=for_whom,
        city=city,
    )
    return cast(Plan, answer(catalog, asked, at=at, lang=lang))


@in_its_language
def verify(catalog: Catalog, text: str, *, at: Instant = None, lang: str = "zh") -> Verdict:
    """Whose the one number, e-mail address or web address ``text`` is.

    Of the :class:`.Verdict`, ``verdict`` is the code (only ``official_inbound``
    is genuine and can be called), ``normalized`` the normal form, ``channel`` and ``name`` whose it
    is, ``text`` and ``advice`` the same for a person. It does not depend on ``at``, which is only
    the answer's ``as_of``. Raises :class:`~pddroute.errors.UsageError`, also for a text that is
    none of the three, and :class:`~pddroute.errors.InvalidTime`.
    """
    if not isinstance(text, str):
        raise questions.wrong("text", text, _A_TEXT, UsageError)
    return cast(Verdict, answer(catalog, questions.AskVerify(number=text), at=at, lang=lang))


@in_its_language
def verify_text(catalog: Catalog, text: str, *, at: Instant = None, lang: str = "zh") -> Verdicts:
    """Every number, e-mail and web address in ``text`` (a message somebody sent), judged.

    The ``verdicts`` of the :class:`.Verdicts` are as :func:`verify` gives them,
    in the order of the text, each normal form once; empty where nothing is found. Raises
    :class:`~pddroute.errors.UsageError`, also for more than a million characters, and
    :class:`~pddroute.errors.InvalidTime`.
    """
    asked = questions.AskVerifyText(text=text)
    return cast(Verdicts, answer(catalog, asked, at=at, lang=lang))


@in_its_language
def show(
    catalog: Catalog,
    channel: str,
    *,
    at: Instant = None,
    city: str | None = None,
    lang: str = "zh",
) -> ChannelCard:
    """Everything known about one channel, by its id or name.

    Of the :class:`.ChannelCard`, ``channel`` is what :func:`contact` says of it
    at ``at``, ``claims`` what every source says, newest first, ``sources`` those sources in full,
    ``review`` the date on which the facts want another look. Retired channels and those that only
    call out are shown too. Raises :class:`~pddroute.errors.UnknownChannel`,
    :class:`~pddroute.errors.UsageError`, :class:`~pddroute.errors.InvalidTime` and
    :class:`~pddroute.errors.UnknownCity`.
    """
    asked = questions.AskShow(channel=channel, city=city)
    return cast(ChannelCard, answer(catalog, asked, at=at, lang=lang))


@in_its_language
def issues(
    catalog: Catalog, *, at: Instant = None, audience: Audience | None = None, lang: str = "zh"
) -> Issues:
    """The issues there is a route for, in the catalogue's order.

    The ``issues`` of the :class:`.Issues` each have the ``id`` for
    :func:`escalate`, ``name``, ``aliases``, ``audience`` and the ids of their ``steps``. They do
    not depend on ``at``. Raises :class:`~pddroute.errors.UsageError` and
    :class:`~pddroute.errors.InvalidTime`.
    """
    asked = questions.AskIssues(audience=audience)
    return cast(Issues, answer(catalog, asked, at=at, lang=lang))


@in_its_language
def check_catalog(
    path: str | Path | None = None,
    overlays: Sequence[str | Path] = (),
    *,
    at: Instant = None,
    lang: str = "zh",
    stale: bool = False,
) -> Report:
    """What is wrong with a catalogue file, left out the one that ``load_catalog`` would take.

    ``overlays`` are laid on it as :func:`pddroute.load_catalog` does. The ``findings`` of the
    :class:`.Report`, in the order of the files, each have ``rule``, ``severity``
    (only ``error`` makes the catalogue unfit), ``message``, ``file``, ``line`` and ``column``
    (from 1, in characters) and ``fix``. What is no catalogue is told of by ``unreadable``, once for
    every entry that does not fit its form; only then the report's ``catalog`` is ``None``. Some
    findings depend on ``at``: facts past their review. With ``stale`` the findings are the facts
    in force that age, of the rule ``aged``, by age and grade, the one to look at again first.
    Raises :class:`~pddroute.errors.CatalogError` for a file that is missing or cannot be read,
    :class:`~pddroute.errors.UsageError` and :class:`~pddroute.errors.InvalidTime`.
    """
    from pddroute.check.check import check_file  # late: reads YAML and every lint

    spoken, named = questions.language(lang), chosen_catalog(path)
    return check_file(named, overlays, at=_at(at), lang=spoken, stale=stale)


def failure(
    error: PddrouteError,
    *,
    at: dt.datetime | None = None,
    lang: Lang = "zh",
    catalog: Catalog | None = None,
    **details: object,
) -> ErrorAnswer:
    """The document of kind ``error`` for ``error``, as ``--json`` prints it.

    ``at`` (aware) is the instant asked about; ``details`` are added to the error's own.
    """
    return ErrorAnswer(
        as_of=_at(at),
        lang=lang,
        catalog=None if catalog is None else CatalogRef.of(catalog, lang),
        warnings=[],
        next=list(error.next),
        error=error_body(error, lang, details),
    )


def _at(at: Instant) -> dt.datetime:
    return instant(at, "at") if questions.says("at", at) else _clock()


_Core = Callable[[Catalog, questions.Asked, dt.datetime, Lang], Answer]
# Who answers which question: a module and its function.
_CORES: dict[type[questions.Asked], tuple[str, str]] = {
    questions.AskContact: ("pddroute.directory.contact", "contact"),
    questions.AskEscalate: ("pddroute.plan.escalate", "plan"),
    questions.AskVerify: ("pddroute.verdict.verify", "verify"),
    questions.AskVerifyText: ("pddroute.verdict.verify", "verify_text"),
    questions.AskShow: ("pddroute.directory.show", "show"),
    questions.AskIssues: ("pddroute.understanding.issues", "issues"),
}


@cache
def _core(asked: type[questions.Asked]) -> _Core:
    """The core function for a type of question, imported late: a command asks but one."""
    module, name = _CORES[asked]
    return cast(_Core, getattr(import_module(module), name))
