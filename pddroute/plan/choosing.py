"""Which channel to take: those of a step, best first, and the one thing to do at this minute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pddroute.catalogue.model import Catalog, Step
from pddroute.contract import Now, PlanStep, Reach, Status
from pddroute.directory.reach import called, reach, sort_key
from pddroute.plan.state import Entry
from pddroute.words import Lang, day_and_clock, say

__all__ = ["Chooser", "doing_now"]


_SOON = dt.timedelta(days=30)
"""A limit that ends within this time is said in the first line."""


class Chooser:
    """The channels of one answer: every one is worked out once, for one instant and language."""

    def __init__(
        self, catalog: Catalog, at: dt.datetime, lang: Lang, area_code: str | None
    ) -> None:
        self.catalog = catalog
        self.at = at
        self.lang = lang
        self.area_code = area_code
        self._known: dict[str, Reach] = {}

    def reach(self, id_: str) -> Reach:
        """The channel ``id_`` at the answer's instant."""
        if id_ not in self._known:
            self._known[id_] = reach(self.catalog, id_, self.at, self.lang, self.area_code)
        return self._known[id_]

    def ranked(self, step: Step, when: dt.datetime) -> list[Reach]:
        """The channels of ``step``, best first at ``when``: those that do it, then its helpers.

        Open now before opens later, live before asynchronous when both are open, higher grade
        first, the catalogue's order last. What nobody can be sent to is left out.
        """
        return [*self._sorted(step.channels, when), *self._sorted(step.help, when)]

    def _sorted(self, ids: Sequence[str], when: dt.datetime) -> list[Reach]:
        channels = self.catalog.channels
        ranks = {}
        for position, id_ in enumerate(ids):
            if channels[id_].offered:
                found = self.reach(id_)
                then = self._status(id_, when)
                ranks[id_] = sort_key(then, channels[id_].is_live, found.grade, position)
        return [self.reach(id_) for id_ in sorted(ranks, key=ranks.__getitem__)]

    def _status(self, id_: str, when: dt.datetime) -> Status:
        if when == self.at:
            return self.reach(id_).status
        return reach(self.catalog, id_, when, self.lang, self.area_code).status

    def is_live(self, found: Reach) -> bool:
        """Whether a person answers on this channel while one waits."""
        return self.catalog.channels[found.id].is_live


def doing_now(entries: Sequence[Entry], steps: Sequence[PlanStep], chooser: Chooser) -> Now | None:
    """The one thing to do at this minute; None where the route is finished."""
    for entry, step in zip(entries, steps, strict=True):
        if entry.state == "now":
            return _act(step, chooser)
        if entry.state == "waiting":
            if entry.done:
                return _wait(entry, step, chooser)
            return _prepare(entry, step, chooser)
    return None


def _act(step: PlanStep, chooser: Chooser) -> Now:
    lang, best = chooser.lang, step.channels[0]
    action = say(lang, f"{step.do[0]}（{_how(best, lang)}）", f"{step.do[0]} ({_how(best, lang)})")
    call = _call(step, best, chooser)
    if call:
        action = say(lang, f"{action}；{call}", f"{action}; {call}")
    limit = step.expires_at
    if limit is not None and limit < chooser.at:  # a soft one that has passed presses nobody
        limit = None
    ends = [end for end in (best.status.closes_at, limit) if end is not None]
    if limit is not None and limit - chooser.at < _SOON:
        last = day_and_clock(limit, chooser.at, lang)
        action = say(lang, f"{last} 截止：{action}", f"by {last} at the latest: {action}")
    return Now(
        step=step.id,
        channel=best.id,
        action=action,
        when=chooser.at,
        until=min(ends, default=None),
    )


def _how(found: Reach, lang: Lang) -> str:
    brief = _brief(found, lang)
    return say(lang, f"{called(found)}，{brief}", f"{called(found)}, {brief}")


def _call(step: PlanStep, best: Reach, chooser: Chooser) -> str:
    """The telephone beside an asynchronous channel: now if it is open, else when it opens."""
    if chooser.is_live(best):
        return ""
    lang = chooser.lang
    phones = _phones(step)
    for found in phones:
        if found.status.state == "open":
            return say(
                lang,
                f"也可以打 {found.number}（{_brief(found, lang)}）",
                f"or call {found.number} ({_brief(found, lang)})",
            )
    for found in phones:
        if found.status.opens_at is not None:
            opens = day_and_clock(found.status.opens_at, chooser.at, lang)
            return say(
                lang,
                f"想打电话：{found.number} {opens} 开",
                f"to call: {found.number} opens {opens}",
            )
    return ""


def _brief(found: Reach, lang: Lang) -> str:
    """The status for a sentence: no brackets in brackets, but never more certain than it is."""
    parts = [found.status.text.split(say(lang, "（", " ("))[0]]
    unconfirmed = say(lang, "时间未证实", "hours unconfirmed")
    if unconfirmed in found.status.text:
        parts.append(unconfirmed)
    if found.status.certainty == "disputed":
        parts.append(say(lang, "各来源时间不一", "sources differ on the hours"))
    return say(lang, "，", ", ").join(parts)


def _phones(step: PlanStep) -> list[Reach]:
    """The telephones of a step; of several operators' lines of one kind only the person can choose.

    A parcel has one courier: no rank can say which of their numbers is the right one.
    """
    phones = [found for found in step.channels if found.number]
    return [one for one in phones if sum(one.operator == p.operator for p in phones) == 1]


def _wait(entry: Entry, step: PlanStep, chooser: Chooser) -> Now:
    """What to do while an answer is awaited: ask after it, through what is open."""
    lang = chooser.lang
    end = step.wait.until if step.wait else None
    if end is not None and entry.answered is not None and entry.answered < end:
        end = entry.answered - dt.timedelta(seconds=1)  # silence is an answer before that
    action = say(lang, f"等“{step.title}”的答复", f"wait for the answer to “{step.title}”")
    if end is not None:
        shown = day_and_clock(end, chooser.at, lang)
        action += say(lang, f"，到 {shown}", f", until {shown}")
    else:
        action += say(
            lang,
            f"；有了结果，或等得太久，就加 --outcome {step.id}=refused|silent|unsatisfied 再问",
            f"; with an answer, or after too long, ask again with --outcome "
            f"{step.id}=refused|silent|unsatisfied",
        )
    phones = _phones(step)
    usable = [
        f for f in step.channels if f.status.state == "open" and (not f.number or f in phones)
    ]
    helper = next((f for f in usable if chooser.is_live(f)), usable[0] if usable else None)
    if helper is not None:
        how = _how(helper, lang)
        action = say(
            lang,
            f"{action}；期间可在这里查进度、补证据：{how}",
            f"{action}; meanwhile ask or add proof: {how}",
        )
    return Now(
        step=step.id,
        channel=helper.id if helper else None,
        action=action,
        when=chooser.at,
        until=end,
    )


def _prepare(entry: Entry, step: PlanStep, chooser: Chooser) -> Now:
    """What to do before the first channel of a step opens: get everything ready."""
    lang = chooser.lang
    best = step.channels[0] if step.channels else None
    proof = say(lang, "、", ", ").join(item.text for item in step.evidence[:3])
    action = say(lang, f"先备好：{proof}", f"get ready: {proof}")
    if best is not None and entry.act_at is not None:
        opens = day_and_clock(entry.act_at, chooser.at, lang)
        action = say(
            lang, f"{action}；{opens} 找 {called(best)}", f"{action}; {opens}: {called(best)}"
        )
    elif best is not None:
        how = _how(best, lang)
        action = say(lang, f"{action}；然后试 {how}", f"{action}; then try {how}")
    return Now(step=step.id, channel=None, action=action, when=chooser.at, until=entry.act_at)
