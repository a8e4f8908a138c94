"""Lints for what ages: claims that nobody dated lately, laws with a later text, open doubts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pddroute.catalogue.contents import Path
from pddroute.catalogue.facts import Claim, Domain, Grade, RuleVersion, Service, Source
from pddroute.catalogue.lint import Found, info, warning
from pddroute.check.context import Context
from pddroute.contract.words import GRADES
from pddroute.words import Said

OLD: Final = 24
"""Months after which a claim in force wants another look."""
_PATIENCE: Final = 12  # months that a doubt may stand as it was written
_UNDATED: Final = 120  # months: nobody knows, so it is looked at before what is known to be old
_DOUBT: Final = re.compile(
    r"没有核[实对]|没有看到|没人核实|not (?:been )?(?:checked|verified|seen)"
)
_ARTICLE: Final = re.compile(r"[（(]|第[一二三四五六七八九十百零〇0-9]+(?:条|号)")
_WEIGHT: Final[dict[Grade, int]] = {"official": 1, "reported": 2, "unconfirmed": 3, "rejected": 3}
_ACTED_ON: Final = ("number", "url", "email", "hours")  # people dial it, open it, come at that time
_UNKNOWN_AGE: Final = Said("没有日期", "undated")
_AGE: Final = Said("{months} 个月前", "{months} months old")


class Aged(NamedTuple):
    """A fact in force, and how old the document is that it rests on."""

    path: Path
    source: str
    months: int | None
    """Whole months since its date; None where it has none."""
    grade: Grade
    acted_on: bool = False

    @property
    def urgency(self) -> int:
        """What wants a look first has the highest: old, little trusted, and acted on."""
        months = _UNDATED if self.months is None else self.months
        return months * _WEIGHT[self.grade] * (2 if self.acted_on else 1)

    def found(self) -> Found:
        """The finding that tells of it."""
        age = _UNKNOWN_AGE if self.months is None else _filled(self.months)
        return Found(self.path, age=age, grade=GRADES[self.grade], source=self.source)


def _filled(months: int) -> Said:
    return Said(_AGE.to("zh", months=months), _AGE.to("en", months=months))


def aged(context: Context) -> list[Aged]:
    """Everything in force that can age, the one to look at first first.

    Of a law's own text that an official source gives, a later text tells (``replaced-law``).
    """
    platform = [at for at in context.claims if at.path[0] == "platform"]
    found = [*aged_claims(context), *_aged(context, ((at.path, at.claim) for at in platform))]
    catalog = context.catalog
    found += _aged(context, ((("domains", id_), one) for id_, one in catalog.domains.items()))
    found += _aged(context, ((("services", id_), one) for id_, one in catalog.services.items()))
    versions = (
        (("rules", id_, "versions", n), one)
        for id_, rule in catalog.rules.items()
        for n, one in enumerate(rule.versions)
        if (one.valid_from or context.day) <= context.day <= (one.valid_to or context.day)
    )
    found += [
        one for one in _aged(context, versions) if one.grade != "official" or one.months is None
    ]
    return sorted(found, key=lambda one: -one.urgency)


def aged_claims(context: Context) -> list[Aged]:
    """Every claim in force of a channel that is not retired."""
    channels = [at for at in context.claims if at.channel and not at.channel.retired]
    return [
        one._replace(acted_on=at.field in _ACTED_ON)
        for at in channels
        for one in _aged(context, [(at.path, at.claim)])
    ]


def _aged(
    context: Context, facts: Iterable[tuple[Path, Claim | Domain | Service | RuleVersion]]
) -> Iterator[Aged]:
    """What of ``facts`` is in force, and how old.

    One without a source, or on one that is known to be wrong, is at fault otherwise.
    """
    for path, fact in facts:
        source, grade = context.catalog.sources.get(fact.source), context.catalog.grade_of(fact)
        claim = fact if isinstance(fact, Claim) else None
        if source is None or grade == "rejected" or (claim and claim.lost is not None):
            continue
        date = (claim and claim.date) or source.published
        if date is None and source.grade == "official":
            date = source.seen  # its owner's page says so on the day on which it is read
        yield Aged(path, fact.source, _months_since(date, context.day), grade)


def _months_since(date: str | None, today: dt.date) -> int | None:
    """Whole months from a day, a month or a year to ``today``; None where it is none."""
    day = first_day(date) if date else None
    if day is None:
        return None
    months = (today.year - day.year) * 12 + today.month - day.month
    return max(0, months - (today.day < day.day))


def first_day(text: str) -> dt.date | None:
    """The first day of a day, month or year; None where the calendar has none such."""
    try:
        return dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return None


@info(
    "old-claim",
    Said("{age}，{grade}（{source}）", "{age}, {grade} ({source})"),
    Said(
        "再找一次来源：仍然这样就加一条新的说法",
        "look for a source again: if it still says so, add a claim with today's date",
    ),
)
def old_claim(context: Context) -> Iterator[Found]:
    for one in sorted(aged_claims(context), key=lambda one: -one.urgency):
        if one.months is None or one.months > OLD:
            yield one.found()


@warning(
    "replaced-law",
    Said(
        "{law}从 {day} 起另有文本（{later}，见 {rule}），这一版却没有结束",
        "{law} has a later text from {day} on ({later}, see {rule}), and this version has no end",
    ),
    Said(
        "对照新的文本：写上 valid_to，补上现行的版本；条文没有改的也核对条号",
        "compare it with the later text: give it a `valid_to` and add the version now in force; "
        "an article that stayed the same may have a new number",
    ),
)
def replaced_law(context: Context) -> Iterator[Found]:
    latest: dict[str, tuple[dt.date, str, str]] = {}  # by law: from when, which source, which rule
    versions = [
        (id_, n, one)
        for id_, rule in context.catalog.rules.items()
        for n, one in enumerate(rule.versions)
    ]
    for id_, _, one in versions:
        day, text = one.valid_from or dt.date.min, context.catalog.sources.get(one.source)
        # A version may rest on another law's text: only a text of the law itself replaces it.
        of_the_law = text is not None and _law(one) in text.title
        if of_the_law and day > latest.get(_law(one), (dt.date.min,))[0]:
            latest[_law(one)] = day, one.source, id_
    for id_, n, one in versions:
        day, source, rule = latest.get(_law(one), (dt.date.min, one.source, id_))
        if one.valid_to is None and one.source != source and (one.valid_from or dt.date.min) < day:
            path: Path = ("rules", id_, "versions", n)
            yield Found(path, law=_law(one), day=day, later=source, rule=rule)


def _law(version: RuleVersion) -> str:
    """The law that a version is of, without its article and its edition."""
    return _ARTICLE.split(version.law.zh, maxsplit=1)[0]


@info(
    "open-doubt",
    Said(
        "写着没有核实，{months} 个月过去了", "it says that it was not verified, {months} months ago"
    ),
    Said(
        "现在核实，或在来源的 seen 里写上又看过的日子",
        "verify it now, or let the `seen` of its source say when somebody looked again",
    ),
)
def open_doubt(context: Context) -> Iterator[Found]:
    for path, value in context.parts:
        note = getattr(value, "note", None)
        if note is None or not _DOUBT.search(f"{note.zh}\n{note.en}"):
            continue
        source = value if isinstance(value, Source) else None
        if isinstance(value, Claim | Domain | Service):
            source = context.catalog.sources.get(value.source)
        months = _months_since(source.seen, context.day) if source else None
        if months is not None and months > _PATIENCE:
            yield Found((*path, "note"), months=months)


@warning(
    "lost-yardstick",
    Said(
        "败给了 {source}，而 {source} 在这里的说法自己也没有生效",
        "lost to {source}, and what {source} says here is not in force either",
    ),
    Said("在 by 里写生效的那个来源", "name the source in force under `by`"),
)
def lost_yardstick(context: Context) -> Iterator[Found]:
    for at in context.claims:
        said = [one for one in at.rivals if one.source == at.claim.by]
        if said and all(one.lost is not None for one in said):
            yield Found(at.path, source=at.claim.by)
