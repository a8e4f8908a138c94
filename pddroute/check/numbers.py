"""Lints for telephone numbers: their form, whose they are, and who is sent to dial them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pddroute.catalogue.faults import Path
from pddroute.catalogue.model import Channel
from pddroute.check.lint import ClaimAt, Context, Found, lint
from pddroute.numbers.addresses import find_addresses
from pddroute.numbers.telephone import digits, find_numbers, is_dialable, normalize, split_area

__all__: list[str] = []

_SHORTEST_IN_TEXT = 7  # digits; shorter ones are names as well (a hotline, a law, a year)


def _numbers(context: Context) -> Iterator[tuple[ClaimAt, Channel, str]]:
    """Every claim of a number that can be read, its channel, and its normal form."""
    for at in context.claims:
        if at.field == "number" and at.channel is not None:
            normal = normalize(at.claim.text("zh"))
            if normal is not None:
                yield at, at.channel, normal


def _in_force(context: Context) -> Mapping[str, list[tuple[ClaimAt, Channel]]]:
    numbers: dict[str, list[tuple[ClaimAt, Channel]]] = {}
    for at, channel, normal in _numbers(context):
        if at.claim.lost is None:
            numbers.setdefault(normal, []).append((at, channel))
    return numbers


@lint("unreadable-number", "error", "号码读不出来", "a number that cannot be read as one")
def unreadable_number(context: Context) -> Iterator[Found]:
    for at in context.claims:
        if at.field == "number" and normalize(at.claim.text("zh")) is None:
            yield Found(
                (*at.path, "value"),
                f"不是号码：{at.claim.text('zh')}",
                f"not a number: {at.claim.text('zh')}",
                "只写一个号码；说明写在 note 里",
                "write one number and nothing else; what to know about it goes into `note`",
            )


@lint(
    "number-form",
    "warning",
    "生效的号码不是规范写法",
    "a number in force that is not in its normal form",
)
def number_form(context: Context) -> Iterator[Found]:
    # A claim that lost keeps the form it was printed in, so that it can be recognised.
    for at, _, normal in _numbers(context):
        written = at.claim.text("zh")
        if at.claim.lost is None and written != normal:
            zh, en = f"号码写成了 {written}", f"the number is written {written}"
            yield Found((*at.path, "value"), zh, en, f"写成 {normal}", f"write {normal}")


@lint(
    "number-two-roles",
    "error",
    "同一号码在两个渠道有不同的身份",
    "a number under two roles: another operator, or another audience",
)
def number_two_roles(context: Context) -> Iterator[Found]:
    for normal, places in _in_force(context).items():
        first_at, first = places[0]
        for at, channel in places[1:]:
            if _role(channel) != _role(first):
                yield Found(
                    (*at.path, "value"),
                    f"{normal} 已经是 {first_at.path[1]} 的号码，两处的运营方或对象不同",
                    f"{normal} already is the number of {first_at.path[1]}, for another operator "
                    "or audience",
                    "查清是谁的号码，另一处写 lost",
                    "find out whose number it is, and give the other claim a `lost`",
                )


@lint("number-twice", "warning", "同一号码列了两个渠道", "a number that two channels share")
def number_twice(context: Context) -> Iterator[Found]:
    for normal, places in _in_force(context).items():
        first_at, first = places[0]
        for at, channel in places[1:]:
            if _role(channel) == _role(first):
                zh = f"{normal} 已经是 {first_at.path[1]} 的号码"
                en = f"{normal} already is the number of {first_at.path[1]}"
                yield Found((*at.path, "value"), zh, en, "并成一个渠道", "make one channel of them")


def _role(channel: Channel) -> tuple[str, frozenset[str], str]:
    return channel.operator, frozenset(channel.audience), channel.direction


@lint(
    "number-also-rejected",
    "error",
    "生效的号码在别处被认定为错误",
    "a number in force that another claim rejects",
)
def number_also_rejected(context: Context) -> Iterator[Found]:
    good = _in_force(context)
    for at, _, normal in _numbers(context):
        lost = at.claim.lost
        if lost is None or (lost != "rejected" and context.grade(at.claim) != "rejected"):
            continue
        for other, _ in good.get(normal, ()):
            if context.grade(other.claim) != "rejected":
                yield Found(
                    (*at.path, "value"),
                    f"{normal} 在这里是错误号码，在 {other.path[1]} 却是生效的号码",
                    f"{normal} is rejected here, and in force in {other.path[1]}",
                    "两处只能有一处对：改等级，或改 lost",
                    "only one can be right: correct the grade, or give the other a `lost`",
                )


@lint(
    "rejected-number-offered",
    "error",
    "被认定为错误的号码给人拨打",
    "a rejected number that is offered for dialling",
)
def rejected_number_offered(context: Context) -> Iterator[Found]:
    for at, channel, normal in _numbers(context):
        if at.claim.lost is None and context.grade(at.claim) == "rejected" and channel.offered:
            yield Found(
                (*at.path, "value"),
                f"{normal} 的来源等级是 rejected，却是生效的号码",
                f"{normal} is graded rejected, and in force",
                "写 lost: rejected；渠道没有别的号码就写 retired",
                "give it `lost: rejected`; a channel left without a number gets `retired`",
            )


@lint(
    "double-area-code",
    "error",
    "要加区号拨打的号码已带区号",
    "a number to be dialled with an area code that already has one",
)
def double_area_code(context: Context) -> Iterator[Found]:
    for at, channel, normal in _numbers(context):
        if at.claim.lost is None and channel.area_code and split_area(normal) is not None:
            yield Found(
                (*at.path, "value"),
                f"{normal} 已带区号，渠道又写了 area_code: true",
                f"{normal} has an area code, and the channel says area_code: true",
                "去掉号码里的区号，或删去 area_code",
                "take it out of the number, or remove `area_code`",
            )


@lint(
    "phone-without-number",
    "warning",
    "电话渠道没有号码",
    "a phone channel without a number",
)
def phone_without_number(context: Context) -> Iterator[Found]:
    for id_, channel in context.catalog.channels.items():
        if channel.kind == "phone" and channel.retired is None and "number" not in channel.in_force:
            yield Found(
                ("channels", id_, "#"),
                "电话渠道没有生效的号码",
                "a phone channel with no number in force",
                "补上号码，或写 retired",
                "give it a number, or `retired`",
            )


def _spoken(context: Context) -> Iterator[tuple[Path, str]]:
    """What a person is told to do or say, where a fact would stand a second time."""
    for path, text in context.texts:
        if _is_spoken(path):
            for lang, value in (("zh", text.zh), ("en", text.en)):
                if value is not None:
                    yield (*path, lang), value


def _is_spoken(path: Path) -> bool:
    told = {"channels": ("steps",), "steps": ("title", "do", "say", "wait"), "routes": ("title",)}
    told["issues"] = ("problem", "demand", "do")
    section = str(path[0])
    if section == "evidence":
        return True
    # A claim inside a wait is where a fact belongs.
    return len(path) > 2 and path[2] in told.get(section, ()) and "claims" not in path


@lint(
    "number-in-text",
    "warning",
    "文字里写了电话号码",
    "a telephone number written into a text",
)
def number_in_text(context: Context) -> Iterator[Found]:
    listed = {normal for _, _, normal in _numbers(context)}
    for path, text in _spoken(context):
        for found in find_numbers(text):
            number = found.normalized
            if len(digits(number)) >= _SHORTEST_IN_TEXT and (
                number in listed or is_dialable(number)
            ):
                yield Found(
                    path,
                    f"文字里有号码 {found.text}",
                    f"the text has the number {found.text} in it",
                    "号码只写在渠道里；这里列出渠道，不写号码",
                    "numbers stand with their channel only: list the channel instead",
                )


@lint("address-in-text", "info", "文字里写了网址或邮箱", "an address written into a text")
def address_in_text(context: Context) -> Iterator[Found]:
    for path, text in _spoken(context):
        for found in find_addresses(text):
            yield Found(
                path,
                f"文字里有地址 {found.text}",
                f"the text has the address {found.text} in it",
                "地址只写在渠道里",
                "addresses stand with their channel only",
            )
