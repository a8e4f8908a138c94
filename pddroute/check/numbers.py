"""Lints for telephone numbers: whose they are, and where else they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pddroute.catalogue.contents import ClaimAt, Path
from pddroute.catalogue.facts import Channel
from pddroute.catalogue.lint import Found, error, warning
from pddroute.check.context import Context
from pddroute.numbers.addresses import find_addresses
from pddroute.numbers.found import find_numbers
from pddroute.numbers.telephone import digits, is_dialable, normalize, split_area
from pddroute.verdict.verify import judged_in
from pddroute.words import Said

_SHORTEST_IN_TEXT = 7  # digits; shorter ones are names as well (a hotline, a law, a year)
_NOT_LISTED = ("unknown", "lookalike")
_SPOKEN = {
    "channels": ("steps",),
    "steps": ("title", "do", "say", "wait"),
    "routes": ("title",),
    "issues": ("problem", "demand", "do"),
}


def _numbers(context: Context) -> Iterator[tuple[ClaimAt, Channel, str]]:
    """Every claim of a number that can be read, its channel, and its normal form."""
    for at in context.claims_of("number"):
        normal = normalize(at.text)
        if normal is not None and at.channel is not None:
            yield at, at.channel, normal


def _in_force(context: Context) -> Mapping[str, list[tuple[ClaimAt, Channel]]]:
    numbers: dict[str, list[tuple[ClaimAt, Channel]]] = {}
    for at, channel, normal in _numbers(context):
        if at.claim.lost is None:
            numbers.setdefault(normal, []).append((at, channel))
    return numbers


@error(
    "unreadable-number",
    Said("不是号码：{written}", "not a number: {written}"),
    Said(
        "只写一个号码；说明写在 note 里",
        "write one number and nothing else; what to know about it goes into `note`",
    ),
)
def unreadable_number(context: Context) -> Iterator[Found]:
    for at in context.claims_of("number"):
        if normalize(at.text) is None:
            yield Found(at.value, written=at.text)


@error(
    "number-two-roles",
    Said(
        "{number} 已经是 {channel} 的号码，两处的运营方或对象不同",
        "{number} already is the number of {channel}, for another operator or audience",
    ),
    Said(
        "查清是谁的号码，另一处写 lost",
        "find out whose number it is, and give the other claim a `lost`",
    ),
)
def number_two_roles(context: Context) -> Iterator[Found]:
    for number, ((first, owner), *others) in _in_force(context).items():
        for at, channel in others:
            if _role(channel) != _role(owner):
                yield Found(at.value, number=number, channel=first.path[1])


def _role(channel: Channel) -> tuple[str, frozenset[str], str]:
    return channel.operator, frozenset(channel.audience), channel.direction


@error(
    "number-also-rejected",
    Said(
        "{number} 在这里是错误号码，在 {channel} 却是生效的号码",
        "{number} is rejected here, and in force in {channel}",
    ),
    Said(
        "两处只能有一处对：改等级，或改 lost",
        "only one can be right: correct the grade, or give the other a `lost`",
    ),
)
def number_also_rejected(context: Context) -> Iterator[Found]:
    good, grade_of = _in_force(context), context.catalog.grade_of
    for at, _, number in _numbers(context):
        lost = at.claim.lost
        if lost == "rejected" or (lost is not None and grade_of(at.claim) == "rejected"):
            for other, _ in good.get(number, ()):
                if grade_of(other.claim) != "rejected":
                    yield Found(at.value, number=number, channel=other.path[1])


@error(
    "double-area-code",
    Said(
        "{number} 已带区号，渠道又写了 area_code: true",
        "{number} has an area code, and the channel says area_code: true",
    ),
    Said("去掉号码里的区号，或删去 area_code", "take it out of the number, or remove `area_code`"),
)
def double_area_code(context: Context) -> Iterator[Found]:
    for at, channel, number in _numbers(context):
        if at.claim.lost is None and channel.area_code and split_area(number) is not None:
            yield Found(at.value, number=number)


@error(
    "service-number",
    Said(
        "{number} 不是号码的标准写法，或者已经是 {channel} 的号码",
        "{number} is not a number in its normal form, or already is the number of {channel}",
    ),
    Said(
        "键只写短号，如 12306；已经是渠道的，从 services 里删去",
        "write nothing but the code, as 12306; what is a channel is taken out of `services`",
    ),
)
def service_number(context: Context) -> Iterator[Found]:
    in_force = _in_force(context)
    for key in context.catalog.services:
        owner = in_force.get(key)
        if normalize(key) != key or owner:
            channel = owner[0][0].path[1] if owner else "?"
            yield Found(("services", key), number=key, channel=channel)


_ITS_KEEPER: Path = ("platform", "corrections")
"""Where whoever keeps the catalogue names an address of his own, which is nobody's channel."""


def _spoken(context: Context) -> Iterator[tuple[Path, str]]:
    """What a person is told to do or say, where a fact would stand a second time."""
    for path, text in context.texts:
        told = _SPOKEN.get(str(path[0]), ())
        # A claim inside a wait is where a fact belongs.
        if path[0] == "evidence" or (path[2:3] and path[2] in told and "claims" not in path[3:]):
            yield (*path, "zh"), text.zh
            yield (*path, "en"), text.en or ""


@warning(
    "unlisted-number",
    Said(
        "文字里的 {written} 不在目录里：verify 不认它",
        "{written} in the text is not listed: verify would not know it",
    ),
    Said(
        "有来源就列成渠道的号码或地址，没有就从文字里去掉",
        "list it as a claim of a channel if a source gives it, else take it out of the text",
    ),
)
def unlisted_number(context: Context) -> Iterator[Found]:
    told = {(one.path, one.values["written"]) for one in contact_in_text.find(context)}
    for path, text in context.texts:
        if path == _ITS_KEEPER:
            continue
        for lang, said in (("zh", text.zh), ("en", text.en or "")):
            for _, written, judged in judged_in(context.catalog, said):
                at = (*path, lang)
                if judged.verdict in _NOT_LISTED and (at, written) not in told:
                    yield Found(at, written=written)


@warning(
    "contact-in-text",
    Said("文字里有 {written}", "the text has {written} in it"),
    Said(
        "号码和地址只写在渠道里；这里列出渠道",
        "numbers and addresses stand with their channel only: list the channel instead",
    ),
)
def contact_in_text(context: Context) -> Iterator[Found]:
    listed = {number for _, _, number in _numbers(context)}
    for path, text in _spoken(context):
        for address in find_addresses(text):
            yield Found(path, written=address.text)
        for found in find_numbers(text):
            number = found.normalized
            long = len(digits(number)) >= _SHORTEST_IN_TEXT
            if long and (number in listed or is_dialable(number)):
                yield Found(path, written=found.text)
