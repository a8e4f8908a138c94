"""A directory as text: the whole list, or whom to turn to at this minute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pddroute.contract import words
from pddroute.contract.questions import AskContact
from pddroute.contract.reach import Directory, Need, Reach
from pddroute.directory.doors import brief, in_full, in_short, only_in_emergencies, pieces
from pddroute.render.board import Row, board, least
from pddroute.render.common import address, heading, page, unsure_once
from pddroute.render.ink import Ink
from pddroute.render.layout import columns, command, table, wrap
from pddroute.words import Lang, Said

_MOST = 14
"""The most lines of a board."""
_ROOMY = 60
_LIST = Said("联系渠道", "Channels")
_NOW = Said("现在能找谁", "Who can be reached now")
_HEADERS = Said("渠道|怎么找|谁用|可信|此刻", "channel|how|for|grade|at this minute")
_CALL = Said("现在就找：{name}", "Now: {name}")
_WITH_STATE = Said("{text}（{state}）", "{text} ({state})")
_NOBODY = Said("现在没有能找的。", "Nobody can be reached now.")
_NONE = Said("没有符合条件的渠道。", "No channel fits.")
_AND, _AFTER = Said("，", ", "), Said("；", "; ")
_DIFFER = Said("几点有人，说法不一", "sources differ on the hours")
_UNSURE = {
    "unconfirmed": Said("时间没有准信", "hours unconfirmed"),
    "provisional": Said("时间可能会变", "hours may change"),
}
_SHUT = Said("拼多多的电话现在都没开：", "No Pinduoduo telephone is open now:")
_GROUPS = {
    "open": Said("也开着", "Open too"),
    "closed": Said("晚点开", "Later"),
    "unknown": Said("可以试", "May be tried"),
}
_AT = Said("{state}：{names}", "{state}: {names}")
_SOME = Said("{some} 等", "{some} …")
_COURIERS = Said("快递公司", "Couriers")
_NUMBERS = (
    Said("看运单是哪家；号码：加上 --operator courier", "their numbers: add --operator courier"),
    Said("看运单是哪家，打它的电话", "see the waybill, call it"),
)
_OR = Said("或", "or ")
"""How a note goes on from the channels before it."""
_DANGER = Said("有危险", "Danger")
_ALL = Said("全部渠道：", "All channels: ")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_SPOKEN_OF = ("facts_old", "numbers_unverified", "no_official_account")


def directory(answer: Directory, ink: Ink, *, now: bool) -> str:
    """The directory; with ``now`` whom to turn to at this minute, by need, in a dozen lines."""
    lang, width = answer.lang, ink.width
    if not now:
        return page(answer, _LIST.to(lang), _table(answer, ink), ink)
    best, listed = _best(answer), {one.id for one in answer.channels}
    # What was narrowed is no answer to every need: then it is listed, and the needs it leaves open.
    whole = bool(answer.doors) and all(listed.issuperset(one.channels) for one in answer.doors)
    rows = [_need(one, lang) for one in answer.doors] if whole else _narrowed(answer, best)
    above = [*heading(answer, _NOW.to(lang), ink), "", *_first(answer, best, ink)]
    below = _every(answer, width)
    room, told = _MOST - len(above) - len(below), list[str]()
    for one in answer.warnings:
        lines = wrap(one.text, width) if one.code in _SPOKEN_OF else []
        # One line more is kept for the first need: when its telephone opens matters more.
        if least(rows, width) + 1 + len(told) + len(lines) > room:
            break
        told += lines
    body = board(rows, width, room - len(told))
    return "\n".join([*above, *body, *(ink("yellow", line) for line in told), *below])


def _every(answer: Directory, width: int) -> list[str]:
    """How to see every channel: the command behind its label where both fit one line."""
    label = _ALL.to(answer.lang)
    for one in answer.next:
        if isinstance(one.ask, AskContact):
            fits = columns(label + one.command) <= width
            return [label + one.command] if fits else [label, *command(one.command, width)]
    return []


def _best(answer: Directory) -> Reach | None:
    """Whom to try first: an emergency line only where nothing else was asked for.

    The answer has the best first. One whose hours nobody knows stands there only where it serves
    the need itself: it may be tried before what serves another.
    """
    danger = only_in_emergencies(answer.doors)
    if all(one.id in danger for one in answer.channels):
        danger = frozenset()
    doors = {id_ for one in answer.doors for id_ in one.channels}
    for one in answer.channels:
        served = one is answer.channels[0] and one.id in doors and one.status.state == "unknown"
        if one.id not in danger and (one.status.state == "open" or served):
            return one
    return None


def _first(answer: Directory, best: Reach | None, ink: Ink) -> list[str]:
    """The first thing to be seen, with its hours where there is room for them."""
    lang = answer.lang
    if best is None:
        return wrap((_NOBODY if answer.channels else _NONE).to(lang), ink.width)
    text = _CALL.to(lang, name=in_full(best))
    state = _state(best, answer)
    long = _WITH_STATE.to(lang, text=text, state=state) if state else text
    fits = ink.width >= _ROOMY or columns(long) <= ink.width
    return [ink("green", line) for line in wrap(long if fits else text, ink.width)]


def _state(best: Reach, answer: Directory) -> str:
    """Until when it is open, and how sure that is; of what is always there, what it says itself."""
    lang, status = answer.lang, best.status
    mark = words.UNCONFIRMED.to(lang)
    if status.reason == "always_open" and mark in status.text:
        return mark
    if status.reason in ("always_open", "hours_unknown"):
        return _DIFFER.to(lang) if status.certainty == "disputed" else status.text
    unsure = _UNSURE.get(status.certainty or "")
    parts = (in_short(best, answer.as_of, lang), unsure.to(lang) if unsure else "")
    return _AND.to(lang).join(filter(None, parts))


def _need(one: Need, lang: Lang) -> Row:
    """A need with whom to turn to: what has no number is left out first, then the hours."""
    names, note = pieces(one, lang)
    shorter = map(words.COMMA.to(lang).join, _fewer(names))
    alone = note.removeprefix(_OR.to(lang))
    return Row(one.name, [one.text, *shorter, *([alone] if note else ())])


def _fewer(names: list[str]) -> Iterator[list[str]]:
    """Ever fewer of ``names``: the first and those with a number stay longest, at last a number."""
    yield names
    first, *others = names
    for n in range(len(others) - 1, -1, -1):
        if not _numbered(others[n]):
            others = others[:n] + others[n + 1 :]
            yield [first, *others]
    plain = [_BRACKETS.sub("", name).strip() for name in (first, *others)]
    for n in range(len(plain), 1, -1):
        yield plain[:n]
    yield [next(filter(_numbered, plain), plain[0])]


def _numbered(name: str) -> bool:
    return any(map(str.isdigit, _BRACKETS.sub("", name)))


def _narrowed(answer: Directory, best: Reach | None) -> list[Row]:
    """What was asked for: what is open, what opens when; where that is no help, who is."""
    lang, danger = answer.lang, only_in_emergencies(answer.doors)
    plain = [one for one in answer.channels if one.id not in danger]
    phones = [one for one in plain if one.operator == "platform" and one.kind == "phone"]
    shut = phones if all(one.status.state == "closed" for one in phones) else []
    rows = []
    if shut:
        closed = {one.id for one in shut}
        rows = [Row("", [_SHUT.to(lang)])]
        rows += [_need(one, lang) for one in answer.doors if closed.intersection(one.channels)]
    listed = {one.id: one for one in answer.channels}
    doors = [one for one in answer.doors if plain and one.emergency]
    calls = [
        (one.name, number)
        for one in doors
        for number in [listed[id_].number for id_ in one.channels[:1] if id_ in listed]
        if number is not None
    ]
    if calls:
        texts = [
            _AFTER.to(lang).join(f"{name} {number}" for name, number in calls),
            words.COMMA.to(lang).join(number for _, number in calls),
        ]
        rows.append(Row(_DANGER.to(lang), texts))
    rest = [one for one in plain or answer.channels if one is not best and one not in shut]
    couriers = [one for one in rest if one.operator == "courier"]
    if len(couriers) > 1 and any(one.operator != "courier" for one in plain):
        rest = [one for one in rest if one not in couriers]
    else:
        couriers = []
    for state, title in _GROUPS.items():
        found = [one for one in rest if one.status.state == state]
        if found:
            rows.append(_group(title.to(lang), found, answer))
    if couriers:
        rows.append(Row(_COURIERS.to(lang), [text.to(lang) for text in _NUMBERS]))
    return rows


def _group(title: str, found: Sequence[Reach], answer: Directory) -> Row:
    """The channels of one state; the hours that several share are said once."""
    lang = answer.lang
    texts = [_by_hours(found, answer)]
    texts += [
        _SOME.to(lang, some=_by_hours(found[:n], answer)) for n in range(len(found) - 1, 0, -1)
    ]
    return Row(title, texts)


def _by_hours(found: Iterable[Reach], answer: Directory) -> str:
    lang, at = answer.lang, answer.as_of

    def hours(one: Reach) -> str:
        return in_short(one, at, lang)

    # Sorted for the grouping alone: those of no known hours last, the others as they stand.
    order = list(dict.fromkeys(sorted(map(hours, found := list(found)), key=lambda text: not text)))
    said = []
    for state, group in groupby(sorted(found, key=lambda o: order.index(hours(o))), key=hours):
        names = words.COMMA.to(lang).join(brief(one, at, lang, state=False) for one in group)
        said.append(_AT.to(lang, state=state, names=names) if state else names)
    return _AFTER.to(lang).join(said)


def _table(answer: Directory, ink: Ink) -> list[str]:
    lang = answer.lang
    said, unsure = unsure_once([(one.name, one.status.text) for one in answer.channels], lang)
    rows = [
        [
            one.name,
            address(one) or words.KINDS[one.kind].to(lang),
            words.audience(one.audience, lang),
            words.GRADES[one.grade].to(lang),
            text,
        ]
        for one, text in zip(answer.channels, said, strict=True)
    ]
    made = table(rows, _HEADERS.to(lang).split("|"), ink.width) or _NONE.to(lang)
    return ["", made, *(["", *wrap(unsure, ink.width)] if unsure else ())]
