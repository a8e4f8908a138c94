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
    now = say(lang, "**路线已经走完。**", "**This route is finished.**")
    if answer.now is not None:
        now = f"**{say(lang, '现在：', 'Now: ')}{_plain(answer.now.action)}**"
    lines = [f"# {_plain(answer.issue.name)}", "", f"*{day_name(at.date(), lang)} {clock(at)}*"]
    lines += ["", now, ""]
    for n, step in enumerate(answer.steps, 1):
        lines += _step(step, n, answer)
    lines += [f"> {_plain(warning.text)}\n>" for warning in answer.warnings]
    return "\n".join(lines).rstrip().removesuffix("\n>")


def _step(step: PlanStep, n: int, answer: Plan) -> list[str]:
    lang = answer.lang
    date = when(step, answer)
    dated = say(lang, f"（{date}）", f" ({date})") if date and step.state != "now" else ""
    lines = [f"{n}. **{_plain(step.title)}**: {words.STATES[step.state].to(lang)}{dated}"]
    items = [(say(lang, "等答复", "waiting"), [wait_words(step, answer)])]
    if step.outcome is not None:
        items = [(say(lang, "结果", "outcome"), [words.OUTCOMES[step.outcome].to(lang)])]
    lines += _items(items, lang)
    if step.state in ("now", "waiting", "later"):
        names = [" ".join(filter(None, (called(one), one.url))) for one in step.channels]
        channels = [
            say(lang, f"{name}（{one.status.text}）", f"{name} ({one.status.text})")
            for name, one in zip(names, step.channels, strict=True)
        ]
        lines += [f"   - {_plain(line)}" for line in step.do]
        items = [
            (say(lang, "这样说", "say"), [step.say or ""]),
            (say(lang, "渠道", "channels"), channels),
            (say(lang, "证据", "evidence"), [one.text for one in step.evidence]),
            (say(lang, "依据", "basis"), [one.text for one in step.basis]),
        ]
        lines += _items(items, lang)
    return [*lines, *(f"   - {_plain(one.text)}" for one in step.because), ""]


def _items(items: list[tuple[str, list[str]]], lang: Lang) -> list[str]:
    """A line for each label whose texts are not empty."""
    told = [(label, say(lang, "；", "; ").join(texts)) for label, texts in items]
    return [f"   - {label}{say(lang, '：', ': ')}{_plain(text)}" for label, text in told if text]


def _plain(text: str) -> str:
    """``text`` with what Markdown would take for markup made harmless."""
    for char in "\\`*_[]<>#|":
        text = text.replace(char, "\\" + char)
    return text
