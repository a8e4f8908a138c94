"""Verdicts and the findings of a check, as text."""

from __future__ import annotations

from collections import Counter

from pddroute.contract import words
from pddroute.contract.report import AGED, Report
from pddroute.contract.verdict import GENUINE, JudgementCode, Verdict, Verdicts
from pddroute.errors import Severity
from pddroute.hours.words import in_words
from pddroute.render.common import footer, page, part
from pddroute.render.ink import Ink, Style
from pddroute.render.layout import bullets, indented, wrap
from pddroute.words import Lang, Said, say, shown

_SHADES: dict[Severity, Style] = {"error": "red", "warning": "yellow", "info": "dim"}
_JUDGED: dict[JudgementCode, Style] = {
    "likely_fraud": "red",
    "genuine_only": "green",
    "nothing": "yellow",
}
_TRUNCATED = Said("太多了：只列出最要紧的 {n} 个。", "Too many: only the {n} gravest are listed.")
_MOST_ALIKE = 5
_ALIKE = Said(
    "……还有 {n} 条提示 [{rule}]，用 --json 看全部，用 --stale 看哪些资料旧了",
    "… and {n} more notes [{rule}]: --json has them all, --stale lists what has aged",
)
_SORTED = Said(
    "先复核上面的：越旧、越不可信、越是拿来拨打和打开的，排得越前；没有日期的按十年算",
    "The first is the one to look at first: old, little trusted, dialled or opened; "
    "undated counts as ten years",
)
_REMEMBER = Said("记住", "Remember")


def _judged(one: Verdict, called: str, ink: Ink) -> list[str]:
    """The verdict in a line, and below it the same for a person."""
    label = words.verdict(one)
    line = say(one.lang, f"{called}：{label}", f"{called}: {label}")
    shade: Style = "green" if one.verdict in GENUINE else "red"
    return [*(ink(shade, each) for each in wrap(line, ink.width)), *indented(one.text, ink.width)]


def verdict(answer: Verdict, ink: Ink) -> str:
    """One verdict, with what to do about it."""
    lang = answer.lang
    lines = _judged(answer, answer.normalized, ink)
    if answer.hours and answer.verdict == "official_inbound":
        hours = in_words(answer.hours, lang)
        if answer.hours_note:
            hours = say(lang, f"{hours}（{answer.hours_note}）", f"{hours} ({answer.hours_note})")
        lines += indented(say(lang, f"时间：{hours}", f"hours: {hours}"), ink.width)
    if answer.resembles:
        near = words.COMMA.to(lang).join(answer.resembles)
        lines += indented(say(lang, f"只差一点的：{near}", f"one slip away: {near}"), ink.width)
    if answer.sources:
        sources = ", ".join(answer.sources)
        told = indented(say(lang, f"来源：{sources}", f"sources: {sources}"), ink.width)
        lines += [ink("dim", line) for line in told]
    lines += part(_REMEMBER.to(lang), bullets(answer.advice, ink.width), ink)
    return "\n".join([*lines, *footer(answer, ink)])


def verdicts(answer: Verdicts, ink: Ink) -> str:
    """The judgement, then every verdict, a line each, then the advice once."""
    lang = answer.lang
    title = say(lang, "文字里的号码和网址", "Numbers and addresses in the text")
    shade = _JUDGED[answer.judgement.code]
    lines = [ink(shade, line) for line in wrap(answer.judgement.text, ink.width)]
    lines += [""] if answer.verdicts else []
    for one in answer.verdicts:
        lines += _judged(one, one.number, ink)
    if answer.truncated:
        lines += ["", *wrap(_TRUNCATED.to(lang, n=len(answer.verdicts)), ink.width)]
    advice = list(dict.fromkeys(text for one in answer.verdicts for text in one.advice))
    lines += part(_REMEMBER.to(lang), bullets(advice, ink.width), ink)
    return page(answer, title, lines, ink)


def report(answer: Report, ink: Ink) -> str:
    """The findings, one line each in the form editors understand, then their number.

    Of notes of one kind only the first few are shown beside other findings.
    """
    lines, alike = [], Counter[str]()
    if any(one.rule == AGED for one in answer.findings):
        lines += wrap(_SORTED.to(answer.lang), ink.width)
    several = len({one.rule for one in answer.findings}) > 1
    for one in answer.findings:
        if several and one.severity == "info":
            alike[one.rule] += 1
            if alike[one.rule] > _MOST_ALIKE:
                continue
        parts = (shown(one.file, len(one.file)), one.line, one.column)
        place = ":".join(str(number) for number in parts if number is not None)
        fix = say(answer.lang, f"（{one.fix}）", f" ({one.fix})") if one.fix else ""
        severity = ink(_SHADES[one.severity], one.severity)
        lines.append(f"{place}: {severity} [{one.rule}] {one.message}{fix}")
    for rule, number in alike.items():
        if number > _MOST_ALIKE:
            lines.append(_ALIKE.to(answer.lang, rule=rule, n=number - _MOST_ALIKE))
    counts = Counter(one.severity for one in answer.findings)
    total = _counted(counts["error"], counts["warning"], counts["info"], answer.lang)
    lines.append(ink("red" if counts["error"] else "green", total))
    return "\n".join(lines)


def _counted(errors: int, warnings: int, notes: int, lang: Lang) -> str:
    if lang == "zh":
        return f"错误 {errors}，警告 {warnings}，提示 {notes}"
    counted = {"error": errors, "warning": warnings, "note": notes}
    return ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in counted.items())
