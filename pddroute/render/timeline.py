"""A plan's steps a row each: how each stands, when its turn is, what is awaited of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pddroute.contract import words
from pddroute.contract.plan import Plan, PlanStep, Wait
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, columns, indented, table, wrap
from pddroute.words import Said, clock, day_name, say, short_day

_ROOMY = 60
"""From so many columns on there is room for a table."""
_NEAR = dt.timedelta(days=90)
"""A limit that ends within this time is said in its row."""
_SOON = dt.timedelta(days=2)
"""What begins within this time is said with the time of day."""
_HEADERS = Said("状态|步骤|什么时候|备注", "state|step|when|note")
_BECAUSE = Said("{title}：{why}", "{title}: {why}")
_WHEN = {
    "now": Said("现在", "now"),
    "any_time": Said("随时可以", "any time"),
    "unknown": Said("等前一步有结果", "after the one before"),
    "unneeded": Said("现在不用", "not needed now"),
    "from": Said("{day}起", "from {day}"),
}
_LAST = Said("最晚 {day}", "by {day} at the latest")
_RUNS = Said("{label}到 {day}", "{label} to {day}")
_PASSED = Said("{label} {day} 已过", "{label} {day}: passed")
_UNSURE = Said("{text}（没有准信）", "{text} (unconfirmed)")
_LATE = Said("时限多半已过", "its time has probably passed")
_DONE_LATE = Said("做的时候时限已过", "done after its time")
_SUPPOSED = Said("没说，按做过算", "not told: taken as done")
_UNDATED = Said("没说哪天", "no date told")
_LIST = Said("、", "; ")
_DIVIDE = " · "
_DONE = ("done_time_unknown", "implied_by_issue", "inferred")
"""Why a step without a date counts as done."""


def ending(moment: dt.datetime) -> dt.datetime:
    """The end of a period as an instant of its last day: a midnight belongs to the day before."""
    return moment - dt.timedelta(seconds=1) if moment.time() == dt.time() else moment


def last(moment: dt.datetime, answer: Plan) -> str:
    """The end of a period as one says it: 今天 24:00, 明天 24:00, 11-25（周三）24:00."""
    end = ending(moment)
    days = (end.date() - answer.as_of.date()).days
    if days in (0, 1):
        near = (Said("今天", "today"), Said("明天", "tomorrow"))[days]
        return f"{near.to(answer.lang)} {clock(end)}"
    return last_day(moment, answer)


def last_day(moment: dt.datetime, answer: Plan) -> str:
    """The end of a period by its date, whenever that is read: 11-25（周三）24:00."""
    lang, at, moment = answer.lang, answer.as_of, ending(moment)
    day = day_name(moment.date(), lang)
    if moment.year == at.year:
        day = day.replace(f"{at.year}-", "")
    return f"{day}{say(lang, '', ' ')}{clock(moment)}"


def when(step: PlanStep, answer: Plan) -> str:
    """The date of a step in a few words; empty where there is none to tell."""
    lang, at = answer.lang, answer.as_of
    if step.state == "now":
        return _WHEN["now"].to(lang)
    if step.done_at is not None:
        return f"{step.done_at:%m-%d}" if step.done_at.year == at.year else f"{step.done_at:%F}"
    if step.state in ("done", "excluded", "expired") or is_done(step):
        return ""
    codes = {one.code for one in step.because}
    if "branch_not_taken" in codes:
        return _WHEN["unneeded"].to(lang)
    if "open_at_once" in codes:
        return _WHEN["any_time"].to(lang)
    moment = step.act_at or step.not_before
    if moment is None:
        return _WHEN["unknown"].to(lang)
    if moment <= at:
        return _WHEN["any_time"].to(lang)
    day = short_day(moment.date(), at, lang)
    if moment - at < _SOON and moment.time() != dt.time():
        day = f"{day} {clock(moment)}"
    return _WHEN["from"].to(lang, day=day)


def wait_words(wait: Wait, answer: Plan) -> str:
    """One wait that is under way: until when, or since when it is over.

    Empty where nobody knows its date, or where it was a guess and is over: a reminder that has
    passed is no news.
    """
    unsure = wait.grade == "unconfirmed"
    if wait.until is None or (unsure and wait.until < answer.as_of):
        return ""
    lang, label = answer.lang, wait.label
    day = wait.until.date()
    date = f"{day:%m-%d}" if day.year == answer.as_of.year else day.isoformat()
    if wait.until < answer.as_of:
        return _PASSED.to(lang, label=label, day=date)
    text = _RUNS.to(lang, label=label, day=date)
    return _UNSURE.to(lang, text=text) if unsure else text


def is_done(step: PlanStep) -> bool:
    """Whether a step was done, be it that its answer is still awaited."""
    told = step.done_at is not None or step.outcome is not None
    return step.state == "done" or told or any(one.code in _DONE for one in step.because)


def awaited(step: PlanStep) -> list[Wait]:
    """The waits of a step that are under way: it is done, and its last word is not spoken."""
    open_ = step.outcome in (None, "agreed", "returned")
    return [wait for wait in step.waits if wait.until] if open_ and is_done(step) else []


def closed(step: PlanStep, answer: Plan) -> str:
    """Why a step cannot be taken any more, without the law; empty where it can, or was."""
    if step.state not in ("excluded", "expired"):
        return ""
    why = step.because[-1]
    joint = say(answer.lang, "：", ": ")
    text = why.text
    for rule in (one for each in answer.steps for one in each.basis if one.rule == why.rule):
        law = rule.text.split(joint, 1)[0]
        for cited in (f"{law}{joint}", f"（{law}）", f" ({law})"):
            text = text.replace(cited, "")
    return text


def note(step: PlanStep, answer: Plan) -> str:
    """What else is to be known of a step: its outcome, its waits, its last day, what is unsure."""
    return _DIVIDE.join(filter(None, _notes(step, answer)))


def _notes(step: PlanStep, answer: Plan) -> Iterator[str]:
    codes = {one.code for one in step.because}
    if step.outcome is not None:
        yield words.OUTCOMES[step.outcome].to(answer.lang)
    elif "inferred" in codes:
        yield _SUPPOSED.to(answer.lang)
    if "done_time_unknown" in codes or ("inferred" in codes and step.outcome is not None):
        yield _UNDATED.to(answer.lang)
    if "limit_passed" in codes and step.state != "expired":
        yield (_DONE_LATE if is_done(step) else _LATE).to(answer.lang)
    for wait in awaited(step):
        yield wait_words(wait, answer)
    end = step.expires_at
    ahead = step.state in ("now", "waiting", "later") and not is_done(step)
    if ahead and end is not None and end - answer.as_of < _NEAR:
        yield _LAST.to(answer.lang, day=short_day(end.date(), answer.as_of, answer.lang))


def timeline(answer: Plan, ink: Ink, *, brief: int = 0) -> list[str]:
    """The steps in the order of the route: a table, or on a narrow terminal some lines each.

    Why one is closed is too long for a column: it stands below the table. Where ``brief`` is 1,
    those that are behind one, done and answered, share a line; where it is 2, nothing is said but
    where one stands, in the form that takes fewer lines.
    """
    lang, width = answer.lang, ink.width
    steps = [one for one in answer.steps if not _far_off(one)]
    behind = [one for one in steps if brief and one.state == "done" and not awaited(one)]
    shown = [one for one in steps if one not in behind]
    titles = _LIST.to(lang).join(one.title for one in behind)
    done = [_BECAUSE.to(lang, title=words.STATES["done"].to(lang), why=titles)] if behind else []
    rows = [
        (words.STATES[one.state].to(lang), one.title, when(one, answer), note(one, answer))
        for one in shown
    ]
    gone = [(one, closed(one, answer) if brief < 2 else "") for one in shown]
    stacked = [line for text in done for line in wrap(text, width)]
    for row, (_, why) in zip(rows, gone, strict=True):
        kept = (*row[:2], "", "") if brief == 2 else row
        stacked += [*_stacked(kept, width), *(indented(why, width) if why else [])]
    if width < _ROOMY:
        return stacked
    whys = dict.fromkeys(why for _, why in gone if why)
    below = [
        _BECAUSE.to(
            lang, title=_LIST.to(lang).join(s.title for s, its in gone if its == why), why=why
        )
        for why in whys
    ]
    headers = _HEADERS.to(lang).split("|")
    rowed = [*table(rows, headers, width).split("\n"), *bullets([*done, *below], width)]
    return min(rowed, stacked, key=len) if brief == 2 else rowed


def _far_off(step: PlanStep) -> bool:
    """Whether nobody need think of a step yet: of an appeal before there is a judgment."""
    return step.operator == "court" and step.state == "later" and step.act_at is None


def _stacked(row: tuple[str, str, str, str], width: int) -> list[str]:
    """One row as lines: how it stands and what it is, then when, and what is to be known."""
    state, title, date, more = row
    # That what is to be done now is to be done now need not be said twice.
    rest = [text for text in (date, more) if text and text != state]
    head = f"{state}  {title}"
    if rest and columns(f"{head}  {rest[0]}") <= width:
        head = f"{head}  {rest.pop(0)}"
    first, *over = wrap(head, width)
    lines = [first, *(f"  {line}" for text in over for line in wrap(text, width - 2))]
    return [*lines, *indented(_DIVIDE.join(rest), width)] if rest else lines
