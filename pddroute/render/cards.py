"""One channel with all its claims, and the list of issues, as text."""

from __future__ import annotations

from pddroute.contract import words
from pddroute.contract.plan import Issues
from pddroute.contract.reach import ChannelCard, ClaimCard
from pddroute.hours.words import in_words
from pddroute.render.common import address, page, part
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, plain_table, table, wrap
from pddroute.words import Lang, Said, say

_FIELDS = {
    "number": Said("号码", "number"),
    "hours": Said("时间", "hours"),
    "url": Said("网址", "address"),
    "email": Said("邮箱", "e-mail"),
    "handle": Said("账号", "account"),
    "entry": Said("入口", "entry"),
    "human": Said("找人工", "a human"),
}
_CLAIM = Said("项目|采用|日期|来源|可信|说法", "field|in force|date|source|grade|says")


def channel(answer: ChannelCard, ink: Ink) -> str:
    """Everything about one channel."""
    lang, one = answer.lang, answer.channel
    facts = [
        [say(lang, "怎么找", "how"), address(one) or words.KINDS[one.kind].to(lang)],
        [say(lang, "此刻", "now"), one.status.text],
        [_FIELDS["hours"].to(lang), in_words(one.hours, lang) if one.hours else "-"],
        [say(lang, "谁接", "operator"), words.OPERATORS[one.operator].to(lang)],
        [say(lang, "谁用", "for"), words.audience(one.audience, lang)],
        [say(lang, "可信", "grade"), words.GRADES[one.grade].to(lang)],
    ]
    if answer.review:
        facts.append([say(lang, "复核", "review"), answer.review.isoformat()])
    lines = ["", plain_table(facts, ink.width)]
    if answer.note:
        lines += ["", *wrap(answer.note, ink.width)]
    rows = [_claim(claim, lang) for claim in answer.claims]
    claims = table(rows, _CLAIM.to(lang).split("|"), ink.width)
    sources = [
        f"{source.id}: {source.title}, {source.publisher} {source.url or ''}".rstrip()
        for source in answer.sources
    ]
    lines += part(say(lang, "步骤", "Steps"), bullets(one.steps, ink.width, numbered=True), ink)
    lines += part(say(lang, "全部说法", "All claims"), [claims], ink)
    lines += part(say(lang, "来源", "Sources"), bullets(sources, ink.width), ink)
    return page(answer, one.name, lines, ink)


def _claim(claim: ClaimCard, lang: Lang) -> list[str]:
    value = in_words(claim.value, lang) if claim.field == "hours" else claim.value
    note = say(lang, f"（{claim.note}）", f" ({claim.note})") if claim.note else ""
    return [
        _FIELDS[claim.field].to(lang),
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
            words.AUDIENCES[one.audience].to(lang),
            # Some of its aliases, those of the reader's own script first.
            words.COMMA.to(lang).join(
                sorted(one.aliases, key=lambda alias: alias.isascii() == (lang == "zh"))[:4]
            ),
        ]
        for one in answer.issues
    ]
    headers = say(lang, "id|问题|谁的|也叫", "id|issue|whose|also").split("|")
    return page(answer, say(lang, "问题", "Issues"), ["", table(rows, headers, ink.width)], ink)
