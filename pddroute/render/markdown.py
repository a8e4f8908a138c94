"""A plan as Markdown, for pasting into a ticket or a chat."""

from __future__ import annotations

from collections.abc import Sequence

from pddroute.contract import words
from pddroute.contract.plan import Plan, PlanStep
from pddroute.directory.reach import called
from pddroute.render.first import over, rows, turn
from pddroute.render.grounds import counts, grounds
from pddroute.render.plan import understood
from pddroute.render.timeline import closed, is_done, note, when
from pddroute.words import Lang, Said, clock, day_name, say

_PARTS = {
    "say": Said("这样说", "Say"),
    "bring": Said("带上", "Bring"),
    "timeline": Said("时间线", "Timeline"),
    "law": Said("依据", "The law"),
    "dates": Said("日期怎么来的", "How the dates came about"),
    "note": Said("注意", "Note"),
}
_THROUGH = Said("找谁", "through")
_STATUS = Said("{name}，{status}", "{name}, {status}")


def markdown(answer: Plan) -> str:
    """The plan as one Markdown document, in the order of the text: the law once, at the end."""
    lang, at, step = answer.lang, answer.as_of, turn(answer)
    lines = [f"# {_plain(answer.issue.name)}", "", f"*{day_name(at.date(), lang)} {clock(at)}*", ""]
    told = understood(answer)
    lines += [_plain(told), ""] if told else []
    if answer.now is None or step is None:
        lines += [line for text in over(answer) for line in (f"**{_plain(text)}**", "")]
    else:
        (label, do), *rest = rows(answer, answer.now, step)
        lines += [f"**{label}{_plain(do)}**", ""]
        lines += [*(f"- {label}{_plain(text)}" for label, text in rest), ""]
        if not is_done(step):
            lines += _part("say", [f"> {_plain(step.say)}"] if step.say else [], lang)
            lines += _part("bring", _listed([item.text for item in step.evidence]), lang)
    steps = [line for n, one in enumerate(answer.steps, 1) for line in _step(one, n, answer)]
    lines += _part("timeline", steps, lang)
    lines += _part("law", _listed(grounds(answer)), lang)
    lines += _part("dates", _listed(counts(answer)), lang)
    lines += _part("note", _listed([warning.text for warning in answer.warnings]), lang)
    wrong = answer.catalog.corrections
    lines += [f"*{_plain(wrong)}*"] if wrong else []
    return "\n".join(lines).rstrip()


def _part(key: str, lines: Sequence[str], lang: Lang) -> list[str]:
    return [f"## {_PARTS[key].to(lang)}", "", *lines, ""] if lines else []


def _listed(texts: Sequence[str]) -> list[str]:
    return [f"- {_plain(text)}" for text in texts]


def _step(step: PlanStep, n: int, answer: Plan) -> list[str]:
    """A step with its state and dates; how it is done, where that is still ahead."""
    lang, state = answer.lang, words.STATES[step.state].to(answer.lang)
    told = dict.fromkeys((state, when(step, answer), note(step, answer), closed(step, answer)))
    facts = say(lang, "，", ", ").join(filter(None, told))
    lines = [f"{n}. **{_plain(step.title)}**{say(lang, '：', ': ')}{_plain(facts)}"]
    if step.state not in ("now", "waiting", "later") or is_done(step):
        return lines
    lines += [f"   - {_plain(line)}" for line in step.do]
    names = [" ".join(filter(None, (called(one), one.url))) for one in step.channels]
    through = [
        _STATUS.to(lang, name=name, status=one.status.text)
        for name, one in zip(names, step.channels, strict=True)
    ]
    if through:
        joined = say(lang, "；", "; ").join(through)
        lines.append(f"   - {_THROUGH.to(lang)}{say(lang, '：', ': ')}{_plain(joined)}")
    return lines


def _plain(text: str) -> str:
    """``text`` with what Markdown would take for markup made harmless."""
    for char in "\\`*_[]<>#|":
        text = text.replace(char, "\\" + char)
    return text
