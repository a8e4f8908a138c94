"""One channel with all its claims, and the list of issues, as text."""

from __future__ import annotations

from pddroute.contract import words
from pddroute.contract.plan import Issues
from pddroute.contract.reach import ChannelCard, ClaimCard, Reach
from pddroute.hours.words import in_words
from pddroute.render.common import address, page, part
from pddroute.render.ink import Ink
from pddroute.render.layout import bullets, labelled, table, wrap
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
_BY = Said("：{title}，{date}", ": {title}, {date}")
_AND, _UNDATED = Said("，", ", "), Said("未注明日期", "undated")
_ASIDE = Said("{text}（{aside}）", "{text} ({aside})")
_WRONG = Said(
    "有网页写成这些，都不是它的号码：{numbers}", "Given by some, not its number: {numbers}"
)
_MORE = Said(
    "另有 {n} 条没有采用的说法；全部说法和来源：加上 --why",
    "{n} more claims are not gone by; to see all: add --why",
)
_CLAIM = Said("项目|采用|日期|来源|可信|说法", "field|in force|date|source|grade|says")


def channel(answer: ChannelCard, ink: Ink, *, why: bool = False) -> str:
    """One channel: what to do with it, then who says so; with ``why`` every claim and source."""
    lang, one = answer.lang, answer.channel
    facts = [
        (say(lang, "怎么找", "how"), address(one) or words.KINDS[one.kind].to(lang)),
        (say(lang, "此刻", "now"), one.status.text),
        (_FIELDS["hours"].to(lang), _hours(one, lang)),
        (say(lang, "谁接", "operator"), words.OPERATORS[one.operator].to(lang)),
        (say(lang, "谁用", "for"), words.audience(one.audience, lang)),
        (say(lang, "可信", "grade"), words.GRADES[one.grade].to(lang)),
    ]
    if answer.review:
        facts.append((say(lang, "复核", "review"), answer.review.isoformat()))
    lines = ["", *labelled(facts, ink.width)]
    if answer.note:
        lines += ["", *wrap(answer.note, ink.width)]
    lines += part(say(lang, "步骤", "Steps"), bullets(one.steps, ink.width, numbered=True), ink)
    lines += _all(answer, ink) if why else _in_force(answer, ink)
    return page(answer, one.name, lines, ink)


def _hours(one: Reach, lang: Lang) -> str:
    """Its hours, and that they are unconfirmed where the status leaves that out."""
    if one.hours is None:
        return "-"
    text, unsure = in_words(one.hours, lang), words.UNCONFIRMED.to(lang)
    said = one.status.grade != "unconfirmed" or unsure in one.status.text
    return text if said else _ASIDE.to(lang, text=text, aside=unsure)


def _in_force(answer: ChannelCard, ink: Ink) -> list[str]:
    """What is gone by and who says so; of the rest what must not be dialled, and how much."""
    lang = answer.lang
    titles = {source.id: source.title for source in answer.sources}
    said, wrong, others = [], [], 0
    for claim in answer.claims:
        date = claim.date or _UNDATED.to(lang)
        if claim.in_force:
            text = _BY.to(lang, title=titles[claim.source], date=date)
            grade = words.GRADES[claim.grade].to(lang)
            said.append(f"{_FIELDS[claim.field].to(lang)}{text}{_AND.to(lang)}{grade}")
        elif claim.field == "number" and claim.value != answer.channel.number:
            wrong.append(claim.value)
        else:
            others += 1
    lines = part(say(lang, "谁说的", "Who says so"), bullets(said, ink.width), ink)
    if wrong:
        numbers = words.COMMA.to(lang).join(dict.fromkeys(wrong))
        lines += ["", *wrap(_WRONG.to(lang, numbers=numbers), ink.width)]
    if wrong or others:
        lines += ["", *wrap(_MORE.to(lang, n=len(wrong) + others), ink.width)]
    return lines


def _all(answer: ChannelCard, ink: Ink) -> list[str]:
    """Every claim, in force or not, and the sources in full."""
    lang = answer.lang
    rows = [_claim(claim, lang) for claim in answer.claims]
    claims = table(rows, _CLAIM.to(lang).split("|"), ink.width)
    sources = [
        f"{source.id}: {source.title}, {source.publisher} {source.url or ''}".rstrip()
        for source in answer.sources
    ]
    return [
        *part(say(lang, "全部说法", "All claims"), [claims], ink),
        *part(say(lang, "来源", "Sources"), bullets(sources, ink.width), ink),
    ]


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
