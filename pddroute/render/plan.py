"""A plan as text: what to do now, then the timeline, then how every date came about."""

from __future__ import annotations

import datetime as dt

from pddroute.contract import words
from pddroute.contract.plan import Plan, PlanStep
from pddroute.directory.reach import called
from pddroute.plan.words import in_words
from pddroute.render.common import address, page, part
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, indented, table, wrap
from pddroute.words import Said, clock, say, short_day

_OVER = Said(
    "这条路线已经走完，没有下一步了。", "This route is finished: there is no further step."
)
_HEADERS = Said("状态|id|步骤|什么时候|找谁|说明", "state|id|step|when|through|note")


def plan(answer: Plan, ink: Ink) -> str:
    """The plan for a terminal."""
    lines = ["", *_now(answer, ink)]
    lines += part(say(answer.lang, "时间线", "Timeline"), [_timeline(answer, ink)], ink)
    lines += [*_details(answer, ink), *_dates(answer, ink)]
    return page(answer, answer.issue.name, lines, ink)


def _now(answer: Plan, ink: Ink) -> list[str]:
    lang = answer.lang
    if answer.now is not None:
        label = say(lang, "现在：", "Now: ")
        return [ink("green", line) for line in wrap(f"{label}{answer.now.action}", ink.width)]
    over = [one.text for s in answer.steps if s.state == "expired" for one in s.because]
    return [ink("bold", line) for line in wrap(over[-1] if over else _OVER.to(lang), ink.width)]


def when(step: PlanStep, answer: Plan) -> str:
    """The date of a step in a few words."""
    lang, at = answer.lang, answer.as_of
    if step.state == "now":
        return say(lang, "现在", "now")
    if step.done_at is not None:
        return f"{step.done_at:%m-%d %H:%M}"
    if step.state in ("done", "excluded"):
        return ""
    if step.state == "expired":
        return _last_day(step.expires_at, "ended", answer) if step.expires_at else ""
    moment = step.act_at or step.not_before
    if moment is None:
        return say(lang, "看前一步结果", "after its outcome")
    if moment <= at:
        return say(lang, "随时可走", "any time")
    day = short_day(moment.date(), at, lang)
    if moment.time() != dt.time():
        day = f"{day} {clock(moment)}"
    return say(lang, f"{day} 起", f"from {day}")


def _last_day(moment: dt.datetime, ends: str, answer: Plan) -> str:
    day = short_day(moment.date(), answer.as_of, answer.lang)
    return say(answer.lang, f"{day} 截止", f"{ends} {day}")


def wait_words(step: PlanStep, answer: Plan) -> str:
    """How long the step waits for its answer: until when, and on what ground."""
    lang = answer.lang
    if step.state == "done" and step.outcome is not None:
        return words.OUTCOMES[step.outcome].to(lang)
    if step.wait is None or step.state in ("done", "expired", "excluded"):
        return ""
    by_rule = step.wait.grade != "unconfirmed"
    ground = say(lang, "按规定", "by rule") if by_rule else words.GRADES["unconfirmed"].to(lang)
    if step.wait.until is None:
        length = in_words(step.wait.amount, step.wait.unit, lang)
        return say(lang, f"{length}（{ground}）", f"{length} ({ground})")
    day = short_day(step.wait.until.date(), answer.as_of, lang)
    return say(lang, f"到 {day}（{ground}）", f"to {day} ({ground})")


def _timeline(answer: Plan, ink: Ink) -> str:
    lang = answer.lang
    rows = []
    for step in answer.steps:
        gone = step.state in ("excluded", "expired")
        via = called(step.channels[0]) if step.channels and step.state != "done" else ""
        note = step.because[-1].text if gone and step.because else wait_words(step, answer)
        end = step.expires_at
        near = end is not None and end - answer.as_of < dt.timedelta(days=90)
        if end and near and step.state in ("now", "later"):
            last = _last_day(end, "ends", answer)
            note = say(lang, "；", "; ").join(filter(None, (last, note)))
        state = words.STATES[step.state].to(lang)
        rows.append([state, step.id, step.title, when(step, answer), "" if gone else via, note])
    return table(rows, _HEADERS.to(lang).split("|"), ink.width)


def _details(answer: Plan, ink: Ink) -> list[str]:
    """How to do the step at hand."""
    if answer.now is None:
        return []
    lang, width = answer.lang, ink.width
    step = next(one for one in answer.steps if one.id == answer.now.step)
    if step.state == "waiting" and step.done_at is not None:
        return []
    how = say(lang, f"怎么做：{step.title}", f"How: {step.title}")
    send = indented(step.say, width) if step.say else []
    evidence = bullets([one.text for one in step.evidence], width)
    channels = [
        f"{one.name} {address(one)} {one.status.text}".replace("  ", " ") for one in step.channels
    ]
    basis = bullets([one.text for one in step.basis], width)
    return [
        *part(how, bullets(step.do, width, numbered=True), ink),
        *part(say(lang, "这样说", "Say"), send, ink),
        *part(say(lang, "带上证据", "Evidence"), evidence, ink),
        *part(say(lang, "渠道", "Channels"), bullets(channels, width), ink),
        *part(say(lang, "依据", "Basis"), basis, ink),
    ]


def _dates(answer: Plan, ink: Ink) -> list[str]:
    texts = [
        say(answer.lang, f"{step.title}：{one.text}", f"{step.title}: {one.text}")
        for step in answer.steps
        if step.state != "excluded"
        for one in step.because
    ]
    title = say(answer.lang, "日期怎么来的", "How the dates came about")
    return part(title, bullets(texts, ink.width), ink)
