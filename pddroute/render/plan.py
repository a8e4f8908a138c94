"""A plan as text: what to do now, then the timeline, then how every date came about."""

from __future__ import annotations

import datetime as dt

from pddroute.contract import words
from pddroute.contract.plan import Plan, PlanStep
from pddroute.directory.reach import called
from pddroute.plan.words import in_words
from pddroute.render.common import address, footer, heading, section
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, table, wrap
from pddroute.words import clock, say, short_day


def plan(answer: Plan, ink: Ink) -> str:
    """The plan for a terminal."""
    lines = [heading(answer, answer.issue.name, ink), "", *_now(answer, ink), ""]
    lines += [section(say(answer.lang, "时间线", "Timeline"), ink), _timeline(answer, ink)]
    lines += _details(answer, ink)
    lines += _dates(answer, ink)
    return "\n".join([*lines, *footer(answer, ink)])


def _now(answer: Plan, ink: Ink) -> list[str]:
    lang = answer.lang
    over = [one.text for s in answer.steps if s.state == "expired" for one in s.because]
    if answer.now is None and over:
        return [ink.bold(line) for line in wrap(over[-1], ink.width)]
    if answer.now is None:
        text = say(
            lang,
            "这条路线已经走完，没有下一步了。",
            "This route is finished: there is no further step.",
        )
        return [ink.bold(text)]
    label = say(lang, "现在：", "Now: ")
    return [ink.green(line) for line in wrap(f"{label}{answer.now.action}", ink.width)]


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
        return _until(step.expires_at, answer) if step.expires_at else ""
    moment = step.act_at or step.not_before
    if moment is not None and moment <= at:
        return say(lang, "随时可走", "any time")
    if moment is None:
        return say(lang, "看前一步结果", "after its outcome")
    day = short_day(moment.date(), at, lang)
    if moment.time() != dt.time():
        day = f"{day} {clock(moment)}"
    return say(lang, f"{day} 起", f"from {day}")


def _until(moment: dt.datetime, answer: Plan) -> str:
    day = short_day(moment.date(), answer.as_of, answer.lang)
    return say(answer.lang, f"{day} 截止", f"ended {day}")


def wait_words(step: PlanStep, answer: Plan) -> str:
    """How long the step waits for its answer: until when, and on what ground."""
    lang = answer.lang
    if step.state == "done" and step.outcome is not None:
        return words.OUTCOMES[step.outcome].to(lang)
    if step.wait is None or step.state in ("done", "expired", "excluded"):
        return ""
    ground = (
        say(lang, "未证实", "unconfirmed")
        if step.wait.grade == "unconfirmed"
        else say(lang, "按规定", "by rule")
    )
    if step.wait.until is None:
        length = in_words(step.wait.amount, step.wait.unit, lang)
        return say(lang, f"{length}（{ground}）", f"{length} ({ground})")
    day = short_day(step.wait.until.date(), answer.as_of, lang)
    return say(lang, f"到 {day}（{ground}）", f"to {day} ({ground})")


def _timeline(answer: Plan, ink: Ink) -> str:
    lang = answer.lang
    rows = []
    for step in answer.steps:
        best = step.channels[0] if step.channels else None
        via = called(best) if best else ""
        if step.state in ("done", "excluded", "expired"):
            via = ""
        note = _why_not(step) or wait_words(step, answer)
        if step.state in ("now", "later") and (last := _last(step, answer)):
            note = say(lang, "；", "; ").join(filter(None, (last, note)))
        state = words.STATES[step.state].to(lang)
        rows.append([state, step.id, step.title, when(step, answer), via, note])
    headers = say(lang, "状态|id|步骤|什么时候|找谁|说明", "state|id|step|when|through|note").split(
        "|"
    )
    return table(rows, headers, ink.width)


def _last(step: PlanStep, answer: Plan) -> str:
    """The last day of a step, where its limit is near enough to be shown in its row."""
    end = step.expires_at
    if end is None or end - answer.as_of >= dt.timedelta(days=90):
        return ""
    day = short_day(end.date(), answer.as_of, answer.lang)
    return say(answer.lang, f"{day} 截止", f"ends {day}")


def _why_not(step: PlanStep) -> str:
    """Why a step is not gone."""
    if step.state not in ("excluded", "expired"):
        return ""
    return step.because[-1].text if step.because else ""


def _details(answer: Plan, ink: Ink) -> list[str]:
    """How to do the step at hand."""
    if answer.now is None:
        return []
    lang = answer.lang
    step = next(one for one in answer.steps if one.id == answer.now.step)
    if step.state == "waiting" and step.done_at is not None:
        return []
    lines = ["", section(say(lang, f"怎么做：{step.title}", f"How: {step.title}"), ink)]
    lines += bullets(step.do, ink.width, [f"{n}." for n in range(1, len(step.do) + 1)])
    if step.say:
        lines += ["", section(say(lang, "这样说", "Say"), ink)]
        lines += [f"  {line}" for line in wrap(step.say, ink.width - 2)]
    if step.evidence:
        lines += ["", section(say(lang, "带上证据", "Evidence"), ink)]
        lines += bullets([item.text for item in step.evidence], ink.width)
    lines += ["", section(say(lang, "渠道", "Channels"), ink)]
    lines += bullets(
        [
            f"{one.name} {address(one)} {one.status.text}".replace("  ", " ")
            for one in step.channels
        ],
        ink.width,
    )
    if step.basis:
        lines += ["", section(say(lang, "依据", "Basis"), ink)]
        lines += bullets([basis.text for basis in step.basis], ink.width)
    return lines


def _dates(answer: Plan, ink: Ink) -> list[str]:
    texts = [
        say(answer.lang, f"{step.title}：{one.text}", f"{step.title}: {one.text}")
        for step in answer.steps
        if step.state != "excluded"
        for one in step.because
    ]
    if not texts:
        return []
    title = say(answer.lang, "日期怎么来的", "How the dates came about")
    return ["", section(title, ink), *bullets(texts, ink.width)]
