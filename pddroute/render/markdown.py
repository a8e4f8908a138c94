"""A plan as Markdown, for pasting into a ticket or a chat."""

from __future__ import annotations

from pddroute.contract import words
from pddroute.contract.plan import Plan, PlanStep
from pddroute.directory.reach import called
from pddroute.render.plan import wait_words, when
from pddroute.words import Lang, clock, day_name, say


def markdown(answer: Plan) -> str:
    """The plan as one Markdown document."""
    lang, at = answer.lang, answer.as_of
    lines = [f"# {_plain(answer.issue.name)}", "", f"*{day_name(at.date(), lang)} {clock(at)}*", ""]
    if answer.now is None:
        lines.append(say(lang, "**路线已经走完。**", "**This route is finished.**"))
    else:
        label = say(lang, "现在：", "Now: ")
        lines.append(f"**{label}{_plain(answer.now.action)}**")
    lines.append("")
    for n, step in enumerate(answer.steps, 1):
        lines += _step(step, n, answer)
    lines += [f"> {_plain(warning.text)}\n>" for warning in answer.warnings]
    return "\n".join(lines).rstrip().removesuffix("\n>")


def _step(step: PlanStep, n: int, answer: Plan) -> list[str]:
    lang = answer.lang
    date = when(step, answer)
    dated = say(lang, f"（{date}）", f" ({date})") if date and step.state != "now" else ""
    lines = [f"{n}. **{_plain(step.title)}**: {words.STATES[step.state].to(lang)}{dated}"]
    if step.outcome is not None:
        lines.append(
            _item(say(lang, "结果", "outcome"), words.OUTCOMES[step.outcome].to(lang), lang)
        )
    elif waits := wait_words(step, answer):
        lines.append(_item(say(lang, "等答复", "waiting"), waits, lang))
    if step.state in ("now", "waiting", "later"):
        lines += [f"   - {_plain(line)}" for line in step.do]
        if step.say:
            lines.append(_item(say(lang, "这样说", "say"), step.say, lang))
        joint = say(lang, "；", "; ")
        names = [" ".join(filter(None, (called(one), one.url))) for one in step.channels]
        channels = [
            say(lang, f"{name}（{one.status.text}）", f"{name} ({one.status.text})")
            for name, one in zip(names, step.channels, strict=True)
        ]
        evidence = [one.text for one in step.evidence]
        basis = [one.text for one in step.basis]
        for label, texts in (
            (say(lang, "渠道", "channels"), channels),
            (say(lang, "证据", "evidence"), evidence),
            (say(lang, "依据", "basis"), basis),
        ):
            if texts:
                lines.append(_item(label, joint.join(texts), lang))
    lines += [f"   - {_plain(one.text)}" for one in step.because]
    lines.append("")
    return lines


def _item(label: str, text: str, lang: Lang) -> str:
    return f"   - {label}{say(lang, '：', ': ')}{_plain(text)}"


def _plain(text: str) -> str:
    """``text`` with what Markdown would take for markup made harmless."""
    for char in "\\`*_[]<>#|":
        text = text.replace(char, "\\" + char)
    return text
