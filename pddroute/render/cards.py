"""One channel with all its claims, and the list of issues, as text."""

from __future__ import annotations

from pddroute.contract import words
from pddroute.contract.plan import Issues
from pddroute.contract.reach import ChannelCard, ClaimCard
from pddroute.hours.words import in_words
from pddroute.render.common import address, footer, heading, section
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, plain_table, table, wrap
from pddroute.words import Lang, say

_FIELDS = {
    "number": ("号码", "number"),
    "hours": ("时间", "hours"),
    "url": ("网址", "address"),
    "email": ("邮箱", "e-mail"),
    "handle": ("账号", "account"),
    "entry": ("入口", "entry"),
    "human": ("找人工", "a human"),
}


def channel(answer: ChannelCard, ink: Ink) -> str:
    """Everything about one channel."""
    lang, one = answer.lang, answer.channel
    facts = [
        [say(lang, "怎么找", "how"), address(one) or words.KINDS[one.kind].to(lang)],
        [say(lang, "此刻", "now"), one.status.text],
        [say(lang, "时间", "hours"), in_words(one.hours, lang) if one.hours else "-"],
        [say(lang, "谁接", "operator"), words.OPERATORS[one.operator].to(lang)],
        [say(lang, "谁用", "for"), words.audience(one.audience, lang)],
        [say(lang, "可信", "grade"), words.GRADES[one.grade].to(lang)],
    ]
    if answer.review:
        facts.append([say(lang, "复核", "review"), answer.review.isoformat()])
    lines = [heading(answer, one.name, ink), "", plain_table(facts, ink.width)]
    if answer.note:
        lines += ["", *wrap(answer.note, ink.width)]
    if one.steps:
        lines += ["", section(say(lang, "步骤", "Steps"), ink)]
        lines += bullets(one.steps, ink.width, [f"{n}." for n in range(1, len(one.steps) + 1)])
    rows = [_claim(claim, answer) for claim in answer.claims]
    headers = say(
        lang, "项目|采用|日期|来源|可信|说法", "field|in force|date|source|grade|says"
    ).split("|")
    lines += [
        "",
        section(say(lang, "全部说法", "All claims"), ink),
        table(rows, headers, ink.width),
    ]
    sources = [
        f"{source.id}: {source.title}, {source.publisher}"
        + (f" {source.url}" if source.url else "")
        for source in answer.sources
    ]
    lines += ["", section(say(lang, "来源", "Sources"), ink), *bullets(sources, ink.width)]
    return "\n".join([*lines, *footer(answer, ink)])


def _claim(claim: ClaimCard, answer: ChannelCard) -> list[str]:
    lang = answer.lang
    value = in_words(claim.value, lang) if claim.field == "hours" else claim.value
    note = say(lang, f"（{claim.note}）", f" ({claim.note})") if claim.note else ""
    return [
        say(lang, *_FIELDS[claim.field]),
        say(lang, "采用", "yes") if claim.in_force else say(lang, "不用", "no"),
        claim.date or "-",
        claim.source,
        words.GRADES[claim.grade].to(lang),
        f"{value}{note}",
    ]


def issues(answer: Issues, ink: Ink) -> str:
    """The issues, a line each."""
    lang = answer.lang
    rows = [
        [
            one.id,
            one.name,
            words.audience([one.audience], lang),
            say(lang, "、", ", ").join(_first_aliases(one.aliases, lang)),
        ]
        for one in answer.issues
    ]
    headers = say(lang, "id|问题|谁的|也叫", "id|issue|whose|also").split("|")
    lines = [heading(answer, say(lang, "问题", "Issues"), ink), "", table(rows, headers, ink.width)]
    return "\n".join([*lines, *footer(answer, ink)])


def _first_aliases(aliases: list[str], lang: Lang) -> list[str]:
    """Some of the aliases, those of the reader's own script first."""
    return sorted(aliases, key=lambda one: one.isascii() == (lang == "zh"))[:4]
