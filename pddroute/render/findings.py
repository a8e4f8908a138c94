"""Verdicts and the findings of a check, as text."""

from __future__ import annotations

from pddroute.contract import words
from pddroute.contract.report import Report
from pddroute.contract.verdict import Verdict, Verdicts
from pddroute.hours.words import in_words
from pddroute.render.common import footer, heading, section
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, wrap
from pddroute.verdict.words import is_neutral
from pddroute.words import say, shown


def _label(one: Verdict) -> str:
    neutral = is_neutral(one)
    return words.verdict(one.verdict, one.grade, one.lang, of=one.type, neutral=neutral)


def verdict(answer: Verdict, ink: Ink) -> str:
    """One verdict, with what to do about it."""
    lang = answer.lang
    shade = ink.green if answer.verdict == "official_inbound" else ink.red
    label = _label(answer)
    lines = [shade(say(lang, f"{answer.normalized}：{label}", f"{answer.normalized}: {label}"))]
    lines += [f"  {line}" for line in wrap(answer.text, ink.width - 2)]
    if answer.hours and answer.verdict == "official_inbound":
        hours = in_words(answer.hours, lang)
        lines.append(say(lang, f"  时间：{hours}", f"  hours: {hours}"))
    if answer.resembles:
        near = say(lang, "、", ", ").join(answer.resembles)
        lines.append(say(lang, f"  只差一点的：{near}", f"  one slip away: {near}"))
    if answer.sources:
        sources = ", ".join(answer.sources)
        lines.append(ink.dim(say(lang, f"  来源：{sources}", f"  sources: {sources}")))
    lines += ["", section(say(lang, "记住", "Remember"), ink), *bullets(answer.advice, ink.width)]
    return "\n".join([*lines, *footer(answer, ink)])


def verdicts(answer: Verdicts, ink: Ink) -> str:
    """Every verdict of a text, a line each, then the advice once."""
    lang = answer.lang
    title = say(lang, "文字里的号码和网址", "Numbers and addresses in the text")
    lines = [heading(answer, title, ink), ""]
    if not answer.verdicts:
        lines.append(say(lang, "没有找到号码、邮箱或网址。", "No number, e-mail or address found."))
    for one in answer.verdicts:
        shade = ink.green if one.verdict == "official_inbound" else ink.red
        label = _label(one)
        lines.append(shade(say(lang, f"{one.number}：{label}", f"{one.number}: {label}")))
        lines += [f"  {line}" for line in wrap(one.text, ink.width - 2)]
    advice = list(dict.fromkeys(text for one in answer.verdicts for text in one.advice))
    if advice:
        lines += ["", section(say(lang, "记住", "Remember"), ink), *bullets(advice, ink.width)]
    return "\n".join([*lines, *footer(answer, ink)])


def report(answer: Report, ink: Ink) -> str:
    """The findings, one line each in the form editors understand, then their number."""
    lang = answer.lang
    shades = {"error": ink.red, "warning": ink.yellow, "info": ink.dim}
    lines = []
    for one in answer.findings:
        parts = (shown(one.file, len(one.file)), one.line, one.column)
        place = ":".join(str(part) for part in parts if part is not None)
        fix = say(lang, f"（{one.fix}）", f" ({one.fix})") if one.fix else ""
        lines.append(
            f"{place}: {shades[one.severity](one.severity)} [{one.rule}] {one.message}{fix}"
        )
    counts = dict.fromkeys(("error", "warning", "info"), 0)
    for one in answer.findings:
        counts[one.severity] += 1
    errors, warnings, infos = counts.values()
    total = say(
        lang,
        f"错误 {errors}，警告 {warnings}，提示 {infos}",
        ", ".join(
            f"{count} {noun if count == 1 else f'{noun}s'}"
            for count, noun in ((errors, "error"), (warnings, "warning"), (infos, "note"))
        ),
    )
    lines.append(ink.red(total) if errors else ink.green(total))
    return "\n".join(lines)
