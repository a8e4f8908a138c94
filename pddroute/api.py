"""The Python interface: the same documents as the command line's, from plain values.

Everything here is a function of its arguments. The clock is read only where ``at`` is left out;
nothing is kept between calls but what was worked out from a catalogue, which is never changed, so
any number of threads may ask one catalogue at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from pddroute import contact as _contact
from pddroute import escalate as _escalate
from pddroute import lookup as _lookup
from pddroute import verify as _verify
from pddroute.answers import ChannelCard, Directory, Issues, Plan, Verdict, Verdicts
from pddroute.errors import InvalidTime, UsageError
from pddroute.history import History, parse_done, parse_outcomes
from pddroute.model import Audience, Catalog, Kind, Lang, Operator
from pddroute.times import now as _clock
from pddroute.times import parse_date, parse_time, to_shanghai

__all__ = ["contact", "escalate", "issues", "show", "verify", "verify_text"]

Instant = dt.datetime | str | None


def _instant(at: Instant) -> dt.datetime:
    if at is None:
        return _clock()
    return parse_time(at) if isinstance(at, str) else to_shanghai(at)


def _area_code(city: str | None) -> str | None:
    if city is None:
        return None
    from pddroute.cities import find_city  # late: reads the table of cities

    return find_city(city).code


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
    """Who can be reached: every channel with its status at ``at``.

    ``at`` is an aware datetime, a naive one or an ISO 8601 text in Shanghai time, or the clock's
    time where left out. ``now`` puts what is open first, best first. ``city`` is a Chinese or
    pinyin name or an area code, for 12315; the platform's home where left out. Raises
    :class:`~pddroute.errors.InvalidTime` and :class:`~pddroute.errors.UnknownCity`.
    """
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
    """What to do next about ``issue`` (its id, its name or an alias).

    ``done`` holds the steps done, as ``"STEP@TIME"`` texts or a mapping to times (``None``: time
    unknown); ``outcome`` what came of them, as ``"STEP=refused"`` texts or a mapping; ``since``
    when the trouble began; ``received`` the date the parcel came. The rest as in :func:`contact`.
    Raises :class:`~pddroute.errors.UnknownIssue`, :class:`~pddroute.errors.InvalidHistory`,
    :class:`~pddroute.errors.InvalidTime` and :class:`~pddroute.errors.UnknownCity`.
    """
    if isinstance(done, str) or isinstance(outcome, str):
        raise UsageError(
            "done 和 outcome 要给列表或映射",
            message_en="done and outcome take a list or a mapping, not one text",
        )
    pairs = done.items() if isinstance(done, Mapping) else None
    steps = (
        parse_done(list(done))
        if pairs is None
        else {step: None if when is None else _instant(when) for step, when in pairs}
    )
    results = outcome.items() if isinstance(outcome, Mapping) else None
    texts = list(outcome) if results is None else [f"{step}={one}" for step, one in results]
    history = History(
        done=steps,
        outcomes=parse_outcomes(texts),
        since=None if since is None else _instant(since),
        received=_date(received),
    )
    return _escalate.escalate(
        catalog, issue, at=_instant(at), history=history, lang=lang, area_code=_area_code(city)
    )


def _date(received: dt.date | str | None) -> dt.date | None:
    if isinstance(received, dt.datetime):
        raise InvalidTime(
            "received 是日期，不是时刻", message_en="received is a date, without a time of day"
        )
    return parse_date(received) if isinstance(received, str) else received


def verify(catalog: Catalog, text: str, *, at: Instant = None, lang: Lang = "zh") -> Verdict:
    """Whose number, e-mail or web address ``text`` is.

    Raises :class:`~pddroute.errors.UsageError` for what is none of these.
    """
    return _verify.verify(catalog, text, at=_instant(at), lang=lang)


def verify_text(catalog: Catalog, text: str, *, at: Instant = None, lang: Lang = "zh") -> Verdicts:
    """Every number, e-mail and web address in ``text`` (a message somebody sent), judged."""
    return _verify.verify_text(catalog, text, at=_instant(at), lang=lang)


def show(
    catalog: Catalog,
    channel: str,
    *,
    at: Instant = None,
    city: str | None = None,
    lang: Lang = "zh",
) -> ChannelCard:
    """Everything known about one channel. Raises :class:`~pddroute.errors.UnknownChannel`."""
    area_code = _area_code(city)
    return _lookup.show(catalog, channel, at=_instant(at), lang=lang, area_code=area_code)


def issues(
    catalog: Catalog, *, at: Instant = None, audience: Audience | None = None, lang: Lang = "zh"
) -> Issues:
    """The issues there is a route for."""
    return _lookup.issues(catalog, at=_instant(at), audience=audience, lang=lang)
