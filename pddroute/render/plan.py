"""A plan as text: on the first screen what to do now, then the timeline, then what is left."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pddroute.contract.base import Hint
from pddroute.contract.plan import Plan
from pddroute.render.common import footer, heading, page, part
from pddroute.render.first import first, turn
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, wrap
from pddroute.render.timeline import is_done, timeline
from pddroute.words import Lang, Said

_SCREEN = 24
"""The lines of a first screen."""
_MOST = ((80, 45), (60, 52), (0, 60))
"""The most lines of a plan, by the columns there are at least."""
_ANY = 1000
"""Room for everything."""
_TIMELINE = Said("时间线", "Timeline")
_HOW = Said("怎么做", "How")
_THEN = Said("接着", "Then")
_LAW = Said("依据", "The law")
_DATES = Said("日期怎么来的", "How the dates came about")
_REST = Said("还有：--step {step}", "more: --step {step}")
_UNDERSTOOD = Said(
    "我把“{text}”理解为“{name}”（不对的话，从全部问题里找）",
    "“{text}” was taken as “{name}” (if that is wrong, look in all issues)",
)
_INSTEAD = Said(
    "{why}（不是的话，把 {was} 换成 {others}）", "{why} (if not, put for {was}: {others})"
)
_OTHER = Said("{word}：{why}", "{word}, {why}")
_STOPS = {"zh": ("。", "；"), "en": (". ", "; ")}


def plan(answer: Plan, ink: Ink, *, why: bool = False, step: str | None = None) -> str:
    """The plan for a terminal, as long as a person reads; with ``why`` the law and the counts too.

    ``step`` (an id, a title, a part of one) has that one step printed in full instead; raises
    :class:`~pddroute.errors.UsageError` where the plan has none such.
    """
    if step is not None:
        from pddroute.render.step import step as whole

        return whole(answer, step, ink)
    lang, name, width = answer.lang, answer.issue.name, ink.width
    said = understood(answer)
    told = wrap(said, width) if said else []
    above = len(told) + len(heading(answer, name, ink))
    seen = first(answer, ink, _SCREEN - above)
    steps = part(_TIMELINE.to(lang), timeline(answer, ink), ink)
    endings = _endings(answer)
    if why:
        from pddroute.render.grounds import counts, grounds

        law = part(_LAW.to(lang), bullets(grounds(answer), width), ink)
        dates = part(_DATES.to(lang), bullets(counts(answer), width), ink)
        lines = [*told, *seen, *steps, *_how(answer, ink, _ANY), *law, *dates]
        return page(endings[0], name, lines, ink)
    room = next(most for least, most in _MOST if width >= least) - above
    ends = len(footer(endings[-2], ink))
    for brief in (1, 2):
        if len(seen) + len(steps) + ends > room:
            steps = part(_TIMELINE.to(lang), timeline(answer, ink, brief=brief), ink)
            # What there is to bring gives way to the rest of a page, down to its first line.
            seen = first(answer, ink, min(len(seen), room - len(steps) - ends))
    room -= len(seen) + len(steps)
    ending = next((one for one in endings if len(footer(one, ink)) <= room), endings[-1])
    how = _how(answer, ink, room - len(footer(ending, ink)))
    return page(ending, name, [*told, *seen, *steps, *how], ink)


def understood(answer: Plan) -> str:
    """How words that are no name of an issue were taken; empty where one was named."""
    if answer.understood is None:
        return ""
    text, name = answer.understood.text, answer.issue.name
    return _UNDERSTOOD.to(answer.lang, text=text, name=name)


def _steps(answer: Plan) -> list[str]:
    """How to do the step at hand, beyond what was said first; nothing once it is done."""
    step = turn(answer)
    if step is None or is_done(step):
        return []
    return step.do[1:] if step.state == "now" else step.do


def _how(answer: Plan, ink: Ink, room: int) -> list[str]:
    """As many of the lines of :func:`_steps` as go into ``room`` lines, and where the rest is."""
    step, texts, lang = turn(answer), _steps(answer), answer.lang
    if step is None or not texts:
        return []
    title = (_THEN if step.state == "now" else _HOW).to(lang)
    rest = _REST.to(lang, step=step.id)
    for n in range(len(texts), 0, -1):
        lines = part(
            title, bullets([*texts[:n], *([rest] if n < len(texts) else [])], ink.width), ink
        )
        if len(lines) <= room:
            return lines
    return []


def _endings(answer: Plan) -> list[Plan]:
    """``answer`` with ever fewer warnings and commands, for ever less room.

    First all in full, then without where to tell what is wrong, then the warnings in short, then
    fewer of them, at last one of each, and where even that is too much the command alone.
    """
    lang, given, hints = answer.lang, answer.warnings, _hints(answer)
    short = [msgspec.structs.replace(one, text=_clause(one.text, lang)) for one in given]
    fewer = [short[:n] for n in range(len(short), 0, -1)] or [[]]
    choices = [(given, hints), *((told, hints) for told in fewer[:-1])]
    choices += [(told, hints[:1]) for told in (*fewer, [])]
    mute = msgspec.structs.replace(answer.catalog, corrections=None)
    plain = [
        msgspec.structs.replace(answer, catalog=mute, warnings=told, next=go)
        for told, go in choices
    ]
    return [msgspec.structs.replace(answer, next=hints), *plain]


def _clause(text: str, lang: Lang) -> str:
    """The first clause of a text."""
    for stop in _STOPS[lang]:
        text = text.split(stop, 1)[0]
    return text


def _hints(answer: Plan) -> list[Hint]:
    """The commands to go on with; of those that differ in their last word alone, the first."""
    kept: list[list[Hint]] = []
    for hint in answer.next:
        same = kept and _stem(kept[-1][0].command) == _stem(hint.command)
        if same and "=" in hint.command:
            kept[-1].append(hint)
        else:
            kept.append([hint])
    return [_joined(hints, answer.lang) for hints in kept]


def _joined(hints: Sequence[Hint], lang: Lang) -> Hint:
    one, *more = hints
    if not more:
        return one
    others = [_OTHER.to(lang, word=_word(hint), why=hint.why) for hint in more]
    listed = Said("、", "; ").to(lang).join(others)
    text = _INSTEAD.to(lang, why=one.why, was=_word(one), others=listed)
    return msgspec.structs.replace(one, why=text)


def _stem(command: str) -> str:
    return command.rpartition("=")[0]


def _word(hint: Hint) -> str:
    return hint.command.rpartition("=")[2]
