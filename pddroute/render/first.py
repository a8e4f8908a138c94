"""The first screen of a plan: what to do, where, by when, what to say, what to have at hand."""

from __future__ import annotations

from pddroute.contract.plan import Now, Plan, PlanStep
from pddroute.plan.words import BECAUSE
from pddroute.render.ink import Ink
from pddroute.render.layout import columns, wrap
from pddroute.render.timeline import is_done, last
from pddroute.words import Said

_ROOMY = 60
_KEPT = 3
"""The most lines on what to keep while nothing is to be done but to wait."""
_LABELS = {
    "now": Said("现在：", "Now: "),
    "where": Said("在哪：", "Where: "),
    "by": Said("最晚：", "By: "),
    "until": Said("等到：", "Until: "),
    "also": Said("同时：", "Also: "),
    "say": Said("这样说：", "Say: "),
    "bring": Said("带上：", "Bring: "),
    "keep": Said("留好：", "Keep: "),
}
_OVER = Said(
    "这条路线已经走完，没有下一步了。", "This route is finished: there is no further step."
)
_BY = Said("{end} 以前", "{end}")
_AT_ONCE = Said("马上", "at once")
_SOON = Said("没查到期限，越早越好", "as soon as you can")
_UNSURE = Said(
    "{end}（网上文章说的，没有准信）", "{end} (an article on the web says so: unconfirmed)"
)
_THEN = Said("{end}；还没有消息：{then}", "{end}; if nothing has come: {then}")
_NOBODY_SAYS = Said("多久有答复没有准信", "nobody says how long an answer takes")
_AND = Said("；", "; ")
_FEW = Said("{some}；还有：--step {step}", "{some}; more: --step {step}")
_ANSWERED = ("outcome_given", "outcome_given.silence")
"""What is said of every outcome, and leaves nothing to be done."""


def turn(answer: Plan) -> PlanStep | None:
    """The step that ``now`` speaks of."""
    now = answer.now
    return None if now is None else next(one for one in answer.steps if one.id == now.step)


def first(answer: Plan, ink: Ink, room: int) -> list[str]:
    """The first screen below the title, in ``room`` lines: what there is to have at hand gives way.

    It begins with an empty line, so that what to do is the third line of a page.
    """
    lang, width, now, step = answer.lang, ink.width, answer.now, turn(answer)
    if now is None or step is None:
        told = [line for text in over(answer) for line in wrap(text, width)]
        return ["", *(ink("bold", line) for line in told)]
    head, *rest = rows(answer, now, step)
    lines = ["", *(ink("green", line) for line in hanging(*head, width))]
    lines += [line for row in rest for line in hanging(*row, width)]
    waits = is_done(step)
    if step.say and not waits:
        lines += ["", *hanging(_LABELS["say"].to(lang), step.say, width)]
    label = _LABELS["keep" if waits else "bring"].to(lang)
    room = min(room - len(lines), _KEPT) if waits else room - len(lines)
    return [*lines, *_evidence(answer, step, label, width, room)]


def rows(answer: Plan, now: Now, step: PlanStep) -> list[tuple[str, str]]:
    """What to do, where, by when and what else, each behind its label."""
    joint, lang = _AND.to(answer.lang), answer.lang
    told = [("now", now.do), ("where", joint.join(now.where)), *_end(answer, now, step)]
    told.append(("also", joint.join(now.also)))
    return [(_LABELS[label].to(lang), text) for label, text in told if text]


def over(answer: Plan) -> list[str]:
    """What to say where there is no step left: the last limit that has passed, if one has.

    After it what the last answer leaves, if it leaves anything.
    """
    lang = answer.lang
    passed = [one.text for s in answer.steps for one in s.because if one.code == "limit_passed"]
    plain = {BECAUSE[key].to(lang) for key in _ANSWERED}
    left = [
        one.text
        for step in answer.steps
        for one in step.because
        if one.code == "outcome_given" and one.text not in plain
    ]
    told = dict.fromkeys((passed[-1] if passed else _OVER.to(lang), *left[-1:]))
    return list(told)


def hanging(label: str, text: str, width: int) -> list[str]:
    """``text`` behind its ``label``, the further lines under it where there is room."""
    indent = columns(label) if width >= _ROOMY else min(columns(label), 2)
    head, *more = wrap(f"{label}{text}", width)
    if more:
        rest = wrap(f"{label}{text}"[len(head) :].lstrip(), width - indent)
        more = [" " * indent + line for line in rest]
    return [head, *more]


def _end(answer: Plan, now: Now, step: PlanStep) -> list[tuple[str, str]]:
    """By when it is to be done, or until when it is waited for."""
    lang = answer.lang
    codes = {one.code: one.text for one in step.because}
    if is_done(step):
        if now.deadline is None:
            return [("until", _NOBODY_SAYS.to(lang))]
        text = last(now.deadline, answer)
        if step.wait is not None and step.wait.grade == "unconfirmed":
            text = _UNSURE.to(lang, end=text)
        if step.wait is not None and step.wait.then is not None:
            text = _THEN.to(lang, end=text, then=step.wait.then)
        return [("until", text)]
    end = now.deadline or step.expires_at
    if end is not None:
        return [("by", _BY.to(lang, end=last(end, answer)))]
    if "limit_passed" in codes:
        return []
    if "harm_first" in codes:
        return [("by", _AT_ONCE.to(lang))]
    return [("by", codes.get("limit_start_unknown", _SOON.to(lang)))]


def _evidence(answer: Plan, step: PlanStep, label: str, width: int, room: int) -> list[str]:
    """What to have at hand, the first of it where all would be more than ``room`` lines."""
    lang, texts = answer.lang, [item.text for item in step.evidence]
    joint = _AND.to(lang)
    for n in range(len(texts), 0, -1):
        text = joint.join(texts[:n])
        if n < len(texts):
            text = _FEW.to(lang, some=text, step=step.id)
        lines = hanging(label, text, width)
        if len(lines) <= room:
            return lines
    return lines if texts else []
