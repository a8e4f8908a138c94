"""The Python interface: the same documents as the command line's, from plain values.

Everything here is a function of its arguments. The clock is read only where ``at`` is left out;
nothing is kept between calls but what was worked out from a catalogue, which is never changed, so
any number of threads may ask one catalogue at once.

What all of them share:

* ``catalog`` comes from :func:`pddroute.load_catalog`.
* ``at``, the instant asked about, is an aware datetime of any zone, a naive one or an ISO 8601
  text without an offset (both mean Shanghai time), a text with one, or ``None``: the clock's time.
  Its year is in 1970-2199. Every instant in an answer is an aware datetime in Asia/Shanghai, every
  date one of its calendar.
* ``lang``, ``"zh"`` or ``"en"``, is the language of the answer's texts.
* ``city``, for 12315, is a Chinese or pinyin name or an area code (``"0571"``); the platform's home
  where left out.
* What comes back is a frozen document with ``as_of``, ``lang``, ``catalog``, ``warnings`` and
  ``next`` beside what is named below, and with ``to_dict()`` and ``to_json()``.
* An argument of a wrong type or outside its closed list raises
  :class:`~pddroute.errors.UsageError`, a wrong instant or date
  :class:`~pddroute.errors.InvalidTime` (a ``UsageError`` too), both before anything is worked out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pddroute.catalogue.model import Audience, Catalog, Kind, Operator
from pddroute.contract import ChannelCard, Directory, Issues, Plan, Report, Verdict, Verdicts
from pddroute.directory import contact as _contact
from pddroute.directory import show as _show
from pddroute.errors import InvalidTime, UsageError
from pddroute.hours.clock import now as _clock
from pddroute.hours.clock import parse_date, parse_time, to_shanghai
from pddroute.plan import escalate as _escalate
from pddroute.plan.history import History, parse_done, parse_outcomes
from pddroute.understanding import issues as _issues
from pddroute.verdict import verify as _verify
from pddroute.words import Lang

__all__ = ["check_catalog", "contact", "escalate", "issues", "show", "verify", "verify_text"]

Instant = dt.datetime | str | None


def contact(
    catalog: Catalog,
    *,
    at: Instant = None,
    now: bool = False,
    audience: Audience | None = None,
    kind: Kind | None = None,
    operator: Operator | None = None,
    city: str | None = None,
    lang: Lang = "zh",
) -> Directory:
    """Who can be reached, as a :class:`~pddroute.contract.Directory`.

    Its ``channels`` are those that can be called or opened, each with ``number``, ``url``,
    ``grade`` and the ``status`` at ``at`` (``state``, ``reason``, ``opens_at``, ``closes_at``).
    ``audience``, ``kind`` and ``operator`` narrow the list, which may come out empty; ``now`` puts
    what is open first, best first. ``at``, ``city`` and ``lang`` as the module says.

    Raises :class:`~pddroute.errors.UsageError`, :class:`~pddroute.errors.InvalidTime` and
    :class:`~pddroute.errors.UnknownCity`.
    """
    _shared(catalog, lang)
    _of_type(now, bool, "now")
    _one_of(audience, Audience, "audience")
    _one_of(kind, Kind, "kind")
    _one_of(operator, Operator, "operator")
    return _contact.contact(
        catalog,
        at=_instant(at),
        now=now,
        audience=audience,
        kind=kind,
        operator=operator,
        lang=lang,
        area_code=_area_code(city),
    )


def escalate(
    catalog: Catalog,
    issue: str,
    *,
    at: Instant = None,
    done: Iterable[str] | Mapping[str, Instant] = (),
    outcome: Iterable[str] | Mapping[str, str] = (),
    since: Instant = None,
    received: dt.date | str | None = None,
    city: str | None = None,
    lang: Lang = "zh",
) -> Plan:
    """What to do next about ``issue`` (its id, its name or an alias), as a plan.

    Of the :class:`~pddroute.contract.Plan`, ``now`` is the one thing to do at ``at`` (``None``
    where the route is finished), ``steps`` the whole route in order, each with its ``state``,
    ``act_at``, ``expires_at``, ``wait``, ``channels`` and ``because``.

    ``done`` holds the steps done, as ``"STEP"`` and ``"STEP@TIME"`` texts or as a mapping to times
    (``None``: time unknown); ``outcome`` what came of them (``refused``, ``silent`` or
    ``unsatisfied``), as ``"STEP=refused"`` texts or a mapping; ``since`` is the instant the trouble
    began, given as ``at`` is (``None``: unknown); ``received`` the date the parcel came, a date or
    a ``YYYY-MM-DD`` text. ``at``, ``city`` and ``lang`` as the module says.

    Raises :class:`~pddroute.errors.UnknownIssue`; :class:`~pddroute.errors.InvalidHistory` for a
    step the route does not have, an outcome that is none, and what cannot have happened so;
    :class:`~pddroute.errors.UsageError`, :class:`~pddroute.errors.InvalidTime` and
    :class:`~pddroute.errors.UnknownCity`.
    """
    _shared(catalog, lang)
    _of_type(issue, str, "issue")
    history = History(
        done=_done(done),
        outcomes=parse_outcomes(_outcomes(outcome)),
        since=None if since is None else _instant(since, "since"),
        received=_date(received),
    )
    return _escalate.escalate(
        catalog, issue, at=_instant(at), history=history, lang=lang, area_code=_area_code(city)
    )


def verify(catalog: Catalog, text: str, *, at: Instant = None, lang: Lang = "zh") -> Verdict:
    """Whose the one number, e-mail address or web address ``text`` is.

    Of the :class:`~pddroute.contract.Verdict`, ``verdict`` is the code (only ``official_inbound``
    is genuine and can be called), ``normalized`` the normal form, ``channel`` and ``name`` whose it
    is, ``text`` and ``advice`` the same for a person. It does not depend on ``at``, which is only
    the answer's ``as_of``. ``at`` and ``lang`` as the module says.

    Raises :class:`~pddroute.errors.UsageError`, also for a text that is none of the three, and
    :class:`~pddroute.errors.InvalidTime`.
    """
    _shared(catalog, lang)
    _of_type(text, str, "text")
    return _verify.verify(catalog, text, at=_instant(at), lang=lang)


def verify_text(catalog: Catalog, text: str, *, at: Instant = None, lang: Lang = "zh") -> Verdicts:
    """Every number, e-mail and web address in ``text`` (a message somebody sent), judged.

    The ``verdicts`` of the :class:`~pddroute.contract.Verdicts` are as :func:`verify` gives them,
    in the order of the text, each normal form once; empty where nothing is found. ``at`` and
    ``lang`` as the module says.

    Raises :class:`~pddroute.errors.UsageError`, also for more than a million characters, and
    :class:`~pddroute.errors.InvalidTime`.
    """
    _shared(catalog, lang)
    _of_type(text, str, "text")
    return _verify.verify_text(catalog, text, at=_instant(at), lang=lang)


def show(
    catalog: Catalog,
    channel: str,
    *,
    at: Instant = None,
    city: str | None = None,
    lang: Lang = "zh",
) -> ChannelCard:
    """Everything known about one channel, by its id or name.

    Of the :class:`~pddroute.contract.ChannelCard`, ``channel`` is what :func:`contact` says of it
    at ``at``, ``claims`` what every source says, newest first, ``sources`` those sources in full,
    ``review`` the date on which the facts want another look. Retired channels and those that only
    call out are shown too. ``at``, ``city`` and ``lang`` as the module says.

    Raises :class:`~pddroute.errors.UnknownChannel`, :class:`~pddroute.errors.UsageError`,
    :class:`~pddroute.errors.InvalidTime` and :class:`~pddroute.errors.UnknownCity`.
    """
    _shared(catalog, lang)
    _of_type(channel, str, "channel")
    area_code = _area_code(city)
    return _show.show(catalog, channel, at=_instant(at), lang=lang, area_code=area_code)


def issues(
    catalog: Catalog, *, at: Instant = None, audience: Audience | None = None, lang: Lang = "zh"
) -> Issues:
    """The issues there is a route for, in the catalogue's order.

    The ``issues`` of the :class:`~pddroute.contract.Issues` each have the ``id`` for
    :func:`escalate`, ``name``, ``aliases``, ``audience`` and the ids of their ``steps``. They do
    not depend on ``at``. ``at`` and ``lang`` as the module says.

    Raises :class:`~pddroute.errors.UsageError` and :class:`~pddroute.errors.InvalidTime`.
    """
    _shared(catalog, lang)
    _one_of(audience, Audience, "audience")
    return _issues.issues(catalog, at=_instant(at), audience=audience, lang=lang)


def check_catalog(
    path: str | Path | None = None,
    overlays: Sequence[str | Path] = (),
    *,
    at: Instant = None,
    lang: Lang = "zh",
) -> Report:
    """What is wrong with a catalogue file (the installation's own where left out).

    ``overlays`` are laid on it as :func:`pddroute.load_catalog` does. The ``findings`` of the
    :class:`~pddroute.contract.Report`, in the order of the files, each have ``rule``, ``severity``
    (only ``error`` makes the catalogue unfit), ``message``, ``file``, ``line`` and ``column``
    (from 1, in characters) and ``fix``. A file that is no catalogue is one finding, ``unreadable``;
    only then the report's ``catalog`` is ``None``. Some findings depend on ``at``: facts past their
    review. ``at`` and ``lang`` as the module says.

    Raises :class:`~pddroute.errors.CatalogError` for a file that is missing or cannot be read,
    :class:`~pddroute.errors.UsageError` and :class:`~pddroute.errors.InvalidTime`.
    """
    from pddroute.check.check import check_file  # late: reads YAML and every lint

    _one_of(lang, Lang, "lang", optional=False)
    return check_file(path, overlays, at=_instant(at), lang=lang)


# --- what is given, checked ---


def _shared(catalog: object, lang: object) -> None:
    _of_type(catalog, Catalog, "catalog")
    _one_of(lang, Lang, "lang", optional=False)


def _one_of(value: object, listed: Any, name: str, *, optional: bool = True) -> None:
    """Refuse what is not in the closed list ``listed`` (a ``Literal``)."""
    known = get_args(listed)
    if (value is None and optional) or (isinstance(value, str) and value in known):
        return
    raise _wrong(name, value, f"可用 {', '.join(known)}", f"use one of {', '.join(known)}")


def _of_type(value: object, wanted: type, name: str) -> None:
    if not isinstance(value, wanted):
        kind = wanted.__name__
        raise _wrong(name, value, f"应是 {kind}", f"it must be a {kind}")


def _wrong(
    name: str, value: object, zh: str, en: str, error: type[UsageError] = UsageError
) -> UsageError:
    shown = value[:40] if isinstance(value, str) else type(value).__name__
    shown = "".join(c if c.isprintable() else "·" for c in shown)
    return error(
        f"{name} 不能是“{shown}”：{zh}",
        message_en=f"{name} cannot be {shown!r}: {en}",
        details={"argument": name},
    )


def _instant(at: object, name: str = "at") -> dt.datetime:
    if at is None:
        return _clock()
    if isinstance(at, str):
        return parse_time(at)
    if isinstance(at, dt.datetime):
        return to_shanghai(at)
    zh, en = "应是 datetime 或 ISO 8601 文本", "give a datetime or an ISO 8601 text"
    raise _wrong(name, at, zh, en, InvalidTime)


def _date(received: object) -> dt.date | None:
    if received is None:
        return None
    if isinstance(received, dt.date) and not isinstance(received, dt.datetime):
        received = received.isoformat()
    if isinstance(received, str):
        return parse_date(received)
    zh, en = "应是日期，不带时刻", "give a date, without a time of day"
    raise _wrong("received", received, zh, en, InvalidTime)


def _area_code(city: str | None) -> str | None:
    if city is None:
        return None
    _of_type(city, str, "city")
    from pddroute.numbers.cities import find_city  # late: reads the table of cities

    return find_city(city).code


def _done(done: Iterable[str] | Mapping[str, Instant]) -> dict[str, dt.datetime | None]:
    if not isinstance(done, Mapping):
        return parse_done(_texts(done, "done"))
    _texts(done, "done")
    return {step: None if when is None else _instant(when, "done") for step, when in done.items()}


def _outcomes(outcome: Iterable[str] | Mapping[str, str]) -> list[str]:
    steps = _texts(outcome, "outcome")
    if not isinstance(outcome, Mapping):
        return steps
    results = _texts(outcome.values(), "outcome")
    return [f"{step}={one}" for step, one in zip(steps, results, strict=True)]


def _texts(given: Iterable[str], name: str) -> list[str]:
    """The texts of a list, or the keys of a mapping."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise _wrong(name, given, "要给列表或映射", "give a list or a mapping")
    texts = list(given)
    for one in texts:
        _of_type(one, str, name)
    return texts
