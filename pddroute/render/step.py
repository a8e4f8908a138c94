"""One step of a plan in full."""

from __future__ import annotations

import re

from pddroute.contract import words
from pddroute.contract.plan import Plan, PlanStep, Wait
from pddroute.contract.reach import Reach
from pddroute.errors import UsageError
from pddroute.plan.wording import in_words
from pddroute.render.common import address, page, part, unsure_once
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, indented
from pddroute.render.timeline import closed, note, wait_words, when
from pddroute.words import Lang, Said, say, shown, unspaced

_PARTS = {
    "do": Said("怎么做", "How"),
    "say": Said("这样说", "Say"),
    "bring": Said("带上", "Have at hand"),
    "channels": Said("找谁", "Through"),
    "waits": Said("多久有答复", "How long an answer takes"),
    "law": Said("依据", "The law"),
    "dates": Said("日期怎么来的", "How the dates came about"),
}
_GRADES = {
    True: Said("按规定", "by rule"),
    False: Said("网上文章说的，没有准信", "an article on the web says so: unconfirmed"),
}


_ASIDE = re.compile(r"[（(][^（()）]*[）)]")


def step(answer: Plan, said: str, ink: Ink) -> str:
    """The step that ``said`` names, in full.

    Raises :class:`~pddroute.errors.UsageError` where it names none of them, or several.
    """
    one, lang, width = find(answer, said), answer.lang, ink.width
    state = words.STATES[one.state].to(lang)
    facts = dict.fromkeys((state, when(one, answer), note(one, answer), closed(one, answer)))
    told, unsure = unsure_once([(reach.name, reach.status.text) for reach in one.channels], lang)
    channels = [f"{_channel(reach)} {text}" for reach, text in zip(one.channels, told, strict=True)]
    sections = {
        "do": bullets(one.do, width, numbered=True),
        "say": indented(one.say, width) if one.say else [],
        "bring": bullets([item.text for item in one.evidence], width),
        "channels": bullets([*channels, *([unsure] if unsure else ())], width),
        "waits": bullets([_wait(wait, answer) for wait in one.waits], width),
        "law": bullets([rule.text for rule in one.basis], width),
        "dates": bullets([reason.text for reason in one.because], width),
    }
    lines = ["", *bullets([" · ".join(filter(None, facts))], width)]
    for key, told in sections.items():
        lines += part(_PARTS[key].to(lang), told, ink)
    joint = say(lang, "：", ": ")
    return page(answer, f"{answer.issue.name}{joint}{one.title}", lines, ink)


def find(answer: Plan, said: str) -> PlanStep:
    """The one step that ``said`` names: its id, who acts in it, its title or a part of that.

    Raises :class:`~pddroute.errors.UsageError` where it is none of them, or could be several.
    """
    wanted = unspaced(said)
    for fits in (_has_id, _is_of, _is_titled, _is_named, _has_in_title):
        found = [one for one in answer.steps if wanted and fits(one, wanted)]
        if len(found) == 1:
            return found[0]
    listed = [(one.title, one.id) for one in answer.steps]
    steps_zh = "、".join(f"{title}（{id_}）" for title, id_ in listed)
    steps_en = ", ".join(f"{id_} ({title})" for title, id_ in listed)
    raise UsageError(
        f"这条路线没有步骤“{shown(said.strip())}”，有：{steps_zh}",
        message_en=f"no step '{shown(said.strip())}' in this route; there are: {steps_en}",
        hint=f"写 --step {listed[0][1]}",
        hint_en=f"write --step {listed[0][1]}",
        details={"step": shown(said.strip()), "candidates": [id_ for _, id_ in listed]},
    )


def _has_id(one: PlanStep, wanted: str) -> bool:
    return one.id == wanted


def _is_of(one: PlanStep, wanted: str) -> bool:
    return any(wanted == unspaced(word) for word in words.OPERATORS[one.operator])


def _is_titled(one: PlanStep, wanted: str) -> bool:
    return wanted == unspaced(one.title)


def _is_named(one: PlanStep, wanted: str) -> bool:
    """Whether its title says so, whatever it compares itself with in brackets."""
    return wanted in unspaced(_ASIDE.sub("", one.title))


def _has_in_title(one: PlanStep, wanted: str) -> bool:
    return wanted in unspaced(one.title)


def _channel(reach: Reach) -> str:
    address_ = address(reach)
    return reach.name if address_ in reach.name else f"{reach.name} {address_}"


def _wait(wait: Wait, answer: Plan) -> str:
    """One wait: how long, until when, how sure that is, and what then."""
    lang: Lang = answer.lang
    parts = [in_words(wait.amount, wait.unit, lang), wait_words(wait, answer)]
    parts.append(_GRADES[wait.grade != "unconfirmed"].to(lang))
    text = say(lang, "，", ", ").join(filter(None, parts))
    return text if wait.then is None else say(lang, f"{text}。{wait.then}", f"{text}. {wait.then}")
