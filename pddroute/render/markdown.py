"""A plan as Markdown, for pasting into a ticket or a chat."""

from __future__ import annotations

from pddroute.answers import Plan, PlanStep
from pddroute.render import words
from pddroute.render.common import address
from pddroute.render.plan import wait_words, when
from pddroute.wording import clock, day_name, say

__all__ = ["markdown"]


def markdown(answer: Plan) -> str:
    """The plan as one Markdown document."""
    lang, at = answer.lang, answer.as_of
    assert at is not None
    lines = [f"# {_plain(answer.issue.name)}", "", f"*{day_name(at.date(), lang)} {clock(at)}*", ""]
    if answer.now is None:
        lines.append(say(lang, "**路线已经走完。**", "**This route is finished.**"))
    else:
        label = say(lang, "现在：", "Now: ")
        lines.append(f"**{label}{_plain(answer.now.action)}**")
    lines.append("")
    for n, step in enumerate(answer.steps, 1):
        lines += _step(step, n, answer)
    if answer.warnings:
        lines += [f"> {_plain(warning.text)}" for warning in answer.warnings]
    return "\n".join(lines).rstrip()


def _step(step: PlanStep, n: int, answer: Plan) -> list[str]:
    lang = answer.lang
    date = when(step, answer)
    dated = say(lang, f"（{date}）", f" ({date})") if date and step.state != "now" else ""
    lines = [f"{n}. **{_plain(step.title)}**: {words.state(step.state, lang)}{dated}"]
    waits = wait_words(step, answer)
    if waits:
        lines.append("   - " + say(lang, f"等到：{waits}", f"waiting: {waits}"))
    if step.state in ("now", "waiting", "later"):
        lines += [f"   - {_plain(line)}" for line in step.do]
        if step.say:
            lines.append(f"   - {say(lang, '这样说：', 'say: ')}{_plain(step.say)}")
        names = [f"{one.name} {address(one)}".strip() for one in step.channels]
        if names:
            joined = say(lang, "、", ", ").join(_plain(name) for name in names)
            lines.append(f"   - {say(lang, '渠道：', 'channels: ')}{joined}")
    lines += [f"   - {_plain(one.text)}" for one in step.because]
    lines.append("")
    return lines


def _plain(text: str) -> str:
    """``text`` with what Markdown would take for markup made harmless."""
    for char in "\\`*_[]<>#|":
        text = text.replace(char, "\\" + char)
    return text
