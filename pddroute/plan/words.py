"""Everything the planner says: one table by key, and how what it found is put into words.

The planner itself works with keys and values; a language is chosen only here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import count, groupby
from typing import Any, NamedTuple

import msgspec

from pddroute.catalogue.model import Text
from pddroute.contract.base import WarningCode
from pddroute.contract.plan import Because, BecauseCode, SkippedDay
from pddroute.contract.reach import Reach
from pddroute.contract.words import ENDED
from pddroute.directory.reach import called
from pddroute.hours.workdays import Day, holiday_name
from pddroute.words import Lang, Said, day_and_clock, day_name, say

_SHOWN_DAYS = 12

_COUNTED = Said(
    "{label}：{start:%m-%d} 当天不计，{length}到 {last}",
    "{label}: {length} after {start:%m-%d} (not counted) end on {last}",
)

BECAUSE: dict[str, Said] = {
    "already_handled": Said(
        "已经走了“{other}”，同一争议不要再走这一步",
        "“{other}” has been taken: do not bring the same dispute here as well",
    ),
    "alternative_of": Said("与“{other}”二选一，不要两边都投", "instead of “{other}”, never both"),
    "branch_not_taken": Said(
        "“{other}”{outcome}，不走这一步", "“{other}” ended {outcome}: this step does not apply"
    ),
    "calendar_provisional": Said(
        "{year} 年放假安排未公布，{year} 年的日子是暂定",
        "no holiday notice for {year} yet: its days are provisional",
    ),
    "channel_opens": Said("最早 {opens} 有渠道开放", "the first channel opens {opens}"),
    "days_counted": _COUNTED,
    "done_time_unknown": Said(
        "没有说是什么时候做的，等待期按已满处理；加 @时间 才能算准",
        "no time was given: taken as waited out; add @TIME to have it counted",
    ),
    "hours_counted": Said(
        "{label}：{start:%m-%d %H:%M} 起 {length}，到 {until:%Y-%m-%d %H:%M}",
        "{label}: {length} from {start:%m-%d %H:%M}, to {until:%Y-%m-%d %H:%M}",
    ),
    "implied_by_issue": Said(
        "问题本身说明这一步已经发生", "the problem itself says that this happened"
    ),
    "limit_counted": Said("{explained}", "{explained}"),
    "limit_passed": Said("时限已过（{last}）", "the limit has passed ({last})"),
    "limit_passed.left": Said(
        "时限已过（{last}）。{left}", "the limit has passed ({last}). {left}"
    ),
    "limit_start_unknown": Said(
        "有时限：{length}；给出 {option} 才能算出哪天到期",
        "there is a limit of {length}; give {option} to have its date worked out",
    ),
    "mark_counted": Said("{explained}", "{explained}"),
    "mark_counted.passed": Said("{explained}，已经过了", "{explained}, which has passed"),
    "months_counted": _COUNTED,
    "needs_missing.claim_over": Said(
        "“{other}”的时限已过，没有依据再往下走",
        "the time for “{other}” has passed: no ground to go on",
    ),
    "needs_missing.gone": Said(
        "它要先有“{other}”，那一步已不可能", "it needs “{other}” first, which is gone"
    ),
    "no_wait_known": Said(
        "没有来源给出要等多久，pddroute 不编造",
        "no source says how long to wait, and pddroute does not invent it",
    ),
    "optional_step": Said(
        "可选：不用等它的答复，下一步不受影响",
        "optional: its answer need not be waited for, the next step is not held up",
    ),
    "outcome_given": Said("已有答复，不用再等", "there is an answer: no more waiting"),
    "outcome_given.silence": Said(
        "没有答复：规定的第一个答复期限一过，就可以走下一步；非官方的时间不拦人",
        "no answer: the next step is open once the first period of law for one is over; an "
        "unofficial figure stops nobody",
    ),
    "outcome_needed.own": Said(
        "要等多久没有来源；有了结果，或等得太久，就加 --outcome {step}=refused（被拒）、"
        "silent（不理）或 unsatisfied（不满意）",
        "no source says how long; with an answer, or when it takes too long, add --outcome "
        "{step}=refused, silent or unsatisfied",
    ),
    "outcome_needed.before": Said(
        "要看前一步的结果，现在没有日期",
        "depends on the outcome of the step before it: no date yet",
    ),
    "passed_over.by_later": Said("已经走到后面的步骤了", "a later step has been reached"),
    "passed_over.pressed": Said(
        "等它走完，“{other}”的时限就过了：先走那一步",
        "by its end the limit of “{other}” would have passed: that step comes first",
    ),
    "rolled_to_working_day": Said(
        "最后一天 {day:%m-%d} 休息（{skipped}），顺延到 {last}",
        "the last day {day:%m-%d} is a day off ({skipped}): it moves to {last}",
    ),
    "rule_changes": Said(
        "按 {day} 有效的规定计算；{changed} 起规定改变（{new}），那天及以后提交的按新规定",
        "counted by the rule in force on {day}; from {changed} another applies ({new})",
    ),
    "unofficial_wait": Said(
        "这个时长只有非官方来源（{publisher}，{published}），未证实：只当提醒，不是期限",
        "this length rests on an unofficial source only ({publisher}, {published}), "
        "unconfirmed: a reminder, not a deadline",
    ),
    "unofficial_wait.undated": Said(
        "这个时长只有非官方来源（{publisher}，无日期），未证实：只当提醒，不是期限",
        "this length rests on an unofficial source only ({publisher}, undated), "
        "unconfirmed: a reminder, not a deadline",
    ),
    "working_days_counted": Said("{explained}", "{explained}"),
}
"""Why a step has its state and its dates. A key is a :data:`BecauseCode`, with a name of ours
after a full stop where one code has several texts."""

PHRASES: dict[str, Said] = {
    # Parts of what stands above.
    "waiting": Said("等答复", "waiting"),
    "limit": Said("时限", "limit"),
    "length": Said("{length}", "{length}"),
    "no_length": Said("没有写多久", "no length given"),
    "counted_to": _COUNTED,
    "counted": Said("计入 {counted}", "counted: {counted}"),
    "makeup": Said("其中 {listed} 调休上班", "{listed}: make-up workday"),
    "skipped": Said("跳过 {skipped}", "skipped: {skipped}"),
    # What to do at this minute.
    "all": Said("{explained}", "{explained}"),
    "act": Said("{do}（{how}）", "{do} ({how})"),
    "act.by": Said("{end} 截止：{action}", "by {end} at the latest: {action}"),
    "call": Said("也可以打 {number}（{brief}）", "or call {number} ({brief})"),
    "call.later": Said("想打电话：{number} {opens} 开", "to call: {number} opens {opens}"),
    "wait.until": Said(
        "等“{title}”的答复，到 {end}", "wait for the answer to “{title}”, until {end}"
    ),
    "wait.outcome": Said(
        "等“{title}”的答复；有了结果，或等得太久，就加 --outcome "
        "{step}=refused|silent|unsatisfied 再问",
        "wait for the answer to “{title}”; with an answer, or after too long, ask again with "
        "--outcome {step}=refused|silent|unsatisfied",
    ),
    "wait.ask": Said("期间可在这里查进度、补证据：{how}", "meanwhile ask or add proof: {how}"),
    "prepare": Said("先备好：{listed}", "get ready: {listed}"),
    "prepare.opens": Said("{opens} 找 {called}", "{opens}: {called}"),
    "prepare.try": Said("然后试 {how}", "then try {how}"),
    # Why a command is worth running.
    "next.done": Said("做完这一步后，看下一步和日期", "after this step: what comes next"),
    "next.show": Said("看这个渠道的全部来源", "every source about this channel"),
    "next.refused": Said("如果被拒绝", "if it is refused"),
    "next.unsatisfied": Said("如果答复不满意", "if the answer does not satisfy you"),
    "next.silent": Said("如果不理你", "if there is no answer"),
}

_TEXTS = BECAUSE | PHRASES
_CODES: dict[str, BecauseCode] = {key: key.partition(".")[0] for key in BECAUSE}  # type: ignore[misc]

WARNINGS: dict[WarningCode, Said] = {
    "calendar_unpublished": Said(
        "有的日期落在未公布放假安排的年份，是暂定", "some dates are provisional"
    ),
    "done_time_unknown": Said(
        "有的步骤没有给出时间，日期可能偏早",
        "a step was given without its time: dates may be too early",
    ),
    "since_unknown": Said(
        "有时限的步骤没法算哪天到期：给出 --since 或 --received",
        "the end of a limit cannot be dated: give --since or --received",
    ),
    "no_step_open_now": Said(
        "这一步的渠道现在都没开，先准备", "no channel of this step is open now: get ready"
    ),
    "limit_passed": Said("有的步骤时限已过", "the limit of a step has passed"),
    "unofficial_wait": Said(
        "有的等待时间来自非官方文章，只当提醒，不是期限",
        "some waits rest on unofficial articles: reminders, not deadlines",
    ),
}
"""The warnings of a plan alone; those of :mod:`pddroute.directory.warnings` go before them."""


class Saying(msgspec.Struct, frozen=True, dict=True):
    """Something to say, without words: the key of its text, and what fills the places in it.

    Once it has been said, its words are kept with it, unless they depend on the instant.
    """

    key: str
    values: Mapping[str, Any] = {}
    dates: Sequence[dt.date] = ()
    """The days counted, or the days at issue."""
    skipped: Sequence[Day] = ()
    """The days passed over."""

    @property
    def code(self) -> BecauseCode:
        """The contract's code of a key of ``BECAUSE``."""
        return _CODES[self.key]

    @cached_property
    def days_off(self) -> tuple[SkippedDay, ...]:
        """``skipped`` as the contract has it."""
        # A day that is passed over is not worked: it is one of the contract's two kinds.
        return tuple(
            SkippedDay(date=day.date, kind=day.kind, name=day.name)  # type: ignore[arg-type]
            for day in self.skipped
        )


def saying(
    key: str, dates: Sequence[dt.date] = (), skipped: Sequence[Day] = (), /, **values: object
) -> Saying:
    """``key`` with ``values``: sayings, the catalogue's texts, and what ``_PLACES`` takes."""
    return Saying(key, values, dates, skipped)


@lru_cache(maxsize=1024)
def fixed(key: str, /, **values: Hashable) -> Saying:
    """:func:`saying` with values that are always the same: it is put into words but once."""
    return Saying(key, values)


class Wording(NamedTuple):
    """How a plan is put into words: its language, and the instant from which dates are named."""

    lang: Lang
    at: dt.datetime

    def text(self, said: Saying) -> str:
        """What is to be said, in words."""
        if not said.values:
            return _TEXTS[said.key].to(self.lang)
        kept: dict[str, Any] = said.__dict__
        if self.lang in kept:
            return str(kept[self.lang])
        places = {}
        for name, value in said.values.items():
            put = _PLACES.get(name) or _KINDS.get(type(value))
            places[name] = value if put is None else put(value, self)
        text = _TEXTS[said.key].to(self.lang).format_map(places)
        if _OF_THE_INSTANT.isdisjoint(said.values):
            kept[self.lang] = text
        return text

    def because(self, said: Saying) -> Because:
        """A reason as the contract has it."""
        dates, skipped = list(said.dates), list(said.days_off) if said.skipped else []
        return Because(code=said.code, text=self.text(said), dates=dates, skipped=skipped)


def in_words(amount: int, unit: str, lang: Lang) -> str:
    """``7 个工作日``, ``7 working days``."""
    zh, en = _UNITS[unit]
    return say(lang, f"{amount} {zh}", f"{amount} {en}{'' if amount == 1 else 's'}")


_UNITS = {
    "hours": Said("小时", "hour"),
    "days": Said("天", "day"),
    "working_days": Said("个工作日", "working day"),
    "months": Said("个月", "month"),
    "years": Said("年", "year"),
}


def _listed(items: Iterable[str], to: Wording) -> str:
    return say(to.lang, "、", ", ").join(items)


def _counted(days: Sequence[dt.date], to: Wording) -> str:
    """The days of a count, all of them where they are few."""
    few = len(days) <= _SHOWN_DAYS
    text = _listed([f"{day:%m-%d}" for day in (days if few else days[:3])], to)
    more = say(to.lang, f"（中间 {len(days) - 4} 天见 JSON）", "")
    return text if few else f"{text} … {days[-1]:%m-%d}{more}"


def _skipped(days: Sequence[Day], to: Wording) -> str:
    """The days passed over, neighbours of one kind together: 10-01 至 10-07 国庆节、10-11 周末."""
    place = count()  # neighbours are as far from each other as their places
    by_run = groupby(days, lambda day: (day.kind, day.name, day.date.toordinal() - next(place)))
    runs = [list(run) for _, run in by_run]
    words = [_run(run[0], run[-1], to.lang) for run in runs[:_SHOWN_DAYS]]
    if len(runs) > _SHOWN_DAYS:
        more = len(runs) - _SHOWN_DAYS
        words.append(say(to.lang, f"等 {more} 处", f"and {more} more"))
    return _listed(words, to)


def _run(first: Day, last: Day, lang: Lang) -> str:
    name = holiday_name(first.name, lang) if first.name else say(lang, "周末", "weekend")
    end = "" if first.date == last.date else f"{say(lang, ' 至 ', ' to ')}{last.date:%m-%d}"
    return f"{first.date:%m-%d}{end} {name}"


def _brief(found: Reach, to: Wording) -> str:
    """The status for a sentence: no brackets in brackets, but never more certain than it is."""
    text = found.status.text
    parts = [text.split(say(to.lang, "（", " ("))[0]]
    unconfirmed = say(to.lang, "时间未证实", "hours unconfirmed")
    if unconfirmed in text:
        parts.append(unconfirmed)
    if found.status.certainty == "disputed":
        parts.append(say(to.lang, "各来源时间不一", "sources differ on the hours"))
    return say(to.lang, "，", ", ").join(parts)


_PLACES: dict[str, Callable[[Any, Wording], str]] = {
    "brief": _brief,
    "called": lambda reach, _: called(reach),
    "counted": _counted,
    "end": lambda instant, to: day_and_clock(instant, to.at, to.lang),
    "explained": lambda sayings, to: say(to.lang, "；", "; ").join(map(to.text, sayings)),
    "label": lambda label, to: (_TEXTS[label] if isinstance(label, str) else label).to(to.lang),
    "how": lambda reach, to: f"{called(reach)}{say(to.lang, '，', ', ')}{_brief(reach, to)}",
    "last": lambda day, to: day_name(day, to.lang),
    "length": lambda length, to: in_words(length.amount, length.unit, to.lang),
    "listed": _listed,
    "opens": lambda instant, to: day_and_clock(instant, to.at, to.lang),
    "outcome": lambda outcome, to: ENDED[outcome].to(to.lang),
    "skipped": _skipped,
}
"""What stands in a place that needs words, by the place's name."""
_OF_THE_INSTANT = frozenset(("end", "opens"))
"""The places whose words depend on the instant of the answer: tomorrow is not always tomorrow."""
_KINDS: dict[type, Callable[[Any, Wording], str]] = {
    Saying: lambda said, to: to.text(said),
    Text: lambda text, to: text.to(to.lang),
}
"""How a value that is a text in itself is put into any place."""
