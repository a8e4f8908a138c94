"""What stands around digits in a text, and says whether they are dialled, counted or filed.

Every pattern is for a folded text, and looks at a few signs before or behind the digits only.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal

Gap = Literal["soft", "line", "odd"] | None
"""What is between two groups of digits of one number; None: they are no one number."""

_BEFORE: Final = 28  # signs; a calling word stands no further away
_BEHIND: Final = 10

_LATIN = (
    r"(?<![a-z])(?:call(?:ed|ing|s)?|dial(?:l?ed|l?ing)?|tel|hotline"
    r"|(?:telephone|phone|mobile)(?= ?:| n| is))"
)
# 主打, 双打, 打折 and the like call nobody, nor does 手机 before a price.
_DIALLED = (
    r"(?<![主单双])打|拨(?!款)|致电|电话|热线|专线|总机|座机|报警|呼叫|电联|去电|来电|回电|传真|联系方式"
    rf"|(?:手机|客服|联系|服务)号码?|{_LATIN}"
)
_ASKED = r"客服|联系|咨询|投诉|举报|求助|短信|发送|(?<![奖票牌])号码|急救|火警"
_RESCUE = r"(?<![海日画晚早周简汇上申预情公])报|叫|喊|找|通过|急救|救护车|火警"
_SIGNS = r"[\s:,\"'()<>*=~!/\-]*"
_FILLER = (
    rf"(?:(?:是|为|叫|号码?|一下|[了过个给通至到下打]|我们?|你|您|的|来自|官方|客服|人工|免费|24小时|统一"
    rf"|全国|服务|如下|请|即|就|可|直接|区号|at|on|us|is|the|number|no\.?|to|now|please){_SIGNS}){{0,4}}"
)
_CALLED = (
    rf"(?:(?:{_DIALLED}|{_ASKED}){_SIGNS}{_FILLER}"
    r"|(?:拨(?!款)|致电|call|dial)[^0-9\n。!?,;]{0,12})\Z"
)
# Three digits are mostly a price: the word stands right before them.
_CALLED_CLOSELY = (
    rf"(?:{_DIALLED})[\s:.\"'(,]*(?:[了过个给通]|是|为|一下|号码|的|the|to|us on)?[\s:\"'(]*\Z"
)
_DIALLED_CLOSELY = rf"(?:{_CALLED_CLOSELY}|联系[\s:]*\Z)"
_RESCUED = rf"(?:{_RESCUE})[\s:\"'(]*了?[\s:\"'(]*\Z"
_DIALLED_SURELY = rf"(?:{_DIALLED}){_SIGNS}{_FILLER}\Z"
_ANSWERED = (
    r"[ )\"']{0,2}(?:报警|出警|接警|民警|警察|警方|指挥|急救(?![包箱药])|救护|火警|消防|热线|专线"
    r"|电话(?!费)|投诉|举报|求助|客服|短信|来了|到场|赶到|查[号询到]|hotline)"
)
_FILED = (
    r"(?:第 ?|(?:单号|订单|运单|编号|快递号|物流号|流水号|序列号"
    r"|(?:卡|帐|账|证|货|批|型|串|学|工|款|期|案|文|车牌|会员|尾)号"
    r"|身份证|编码|条码|代码|[验校]证码|动态码|[件货提券]码|密码|邮编|余额"
    r"|(?:浏览|播放|阅读|点击|访问|观看|转发|收藏|点赞|评论|粉丝|关注|下载|[销存产数重容])[量数]"
    r"|浏览|播放|阅读|库存|月销|已售|人气|热度"
    r"|(?<![a-z])(?:sn|imei|u?id|isbn|code|order|sku|no|gb(?:/[tz])?|[a-z]{2}/t|iso|iec|astm|din))"
    r"[^0-9a-z\n]{0,4})\Z"
)
_NICKNAMED = r"(?:qq|扣扣|企鹅)(?:号|群)?[^0-9a-z\n]{0,3}\Z"
# What is hit, played or typed so many times, and what stands for digits that are left out.
_BEATEN = r" ?[多几余字针发下场把局关杆环轮球拍…*#/~]|-[0-9]|\.[.0-9]|[a-z_]"
# What is counted, and the signs before which the word is not a count word: 平台, 根本, 人工.
_COUNTED = {
    **dict.fromkeys("圆毛折只件片辆副枚粒颗袋盒箱包瓶桶罐份套册遍趟斤克吨米厘毫寸尺升瓦伏", ""),
    **dict.fromkeys("亿百十岁秒届题倍款栋%‰", ""),
    **{
        "元": "旦",
        "块": "儿",
        "角": "色",
        "张": "贴",
        "台": "湾",
        "对": "此我你他于方商这那待面应",
    },
    **{"根": "本据", "双": "方", "本": "来身地人月次周店", "名": "声字", "位": "置", "年": "底初"},
    **{
        "月": "底初",
        "日": "常",
        "次": "次",
        "页": "面",
        "集": "中",
        "期": "间",
        "章": "程",
        "级": "别",
    },
    **{"层": "层", "楼": "上下", "室": "内", "平": "台时安", "万": "一", "千": "万", "码": "上"},
    **{
        "度": "过",
        "路": "过上",
        "条": "例",
        "个": "人",
        "人": "工员民家说",
        "天": "天猫",
        "号": "码线称",
    },
    **{"分": "机别局", "点": "击开进了", "周": "末边"},
}
_COUNT = "|".join(f"{sign}(?![{but}])" if but else sign for sign, but in _COUNTED.items())
_MEASURE = (
    rf" {{0,2}}(?:°|[多几余]?(?:{_COUNT})|小时|星期|公[斤里分]|左右|以[上下内]|余"
    r"|来[块元个斤米岁]|出头|不到|[×x] ?[0-9]|:[0-9]|\* ?[0-9]|\+"
    r"|(?:k?g|[cmk]?m|ml|l|gb|tb|mb|hz|fps|mah|w|v|rmb|cny|usd|yuan|days?|hours?|h|min(?:utes)?|times"
    r"|people|pcs|percent|pages?|dollars?)(?![a-z0-9]))"
)
_MONEY = r" ?(?:[多几余]?[元块圆万亿]|rmb|cny|usd|yuan)"
_AMOUNT = (
    r"(?:[¥$€£第共约近满减#≈<>]|[价售费][格是为:]?|[花付卖才][了]?|只要|合计|总共?|金额|库存|销量|积分"
    r"|rmb|no\.?)[ :]{0,2}\Z"
)


_GAP = r"[ .()\-]{1,3}"
_LINE_END = r"[ .()\-]{0,3}\n[ .()\-]{0,3}"
_ODD = r" ?[*/_|,、~'\"^]{1,2} ?"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


@lru_cache(maxsize=1024)
def gap(signs: str) -> Gap:
    """What ``signs`` between two groups of digits are."""
    if re.fullmatch(_GAP, signs):
        return "soft"
    if re.fullmatch(_LINE_END, signs):
        return "line"
    return "odd" if re.fullmatch(_ODD, signs) else None


def _before(pattern: str, plain: str, start: int) -> bool:
    """Whether ``pattern``, which has a letter in it, ends right before ``start``."""
    if not has_words(plain, start, start):
        return False  # as in a table: much quicker told
    return _pattern(pattern).search(plain, max(0, start - _BEFORE), start) is not None


def has_words(plain: str, start: int, end: int) -> bool:
    """Whether anything but signs and digits is near: nothing is called or counted otherwise."""
    low = max(0, start - _BEFORE)
    search = _pattern(r"[^\W\d_]").search
    return bool(search(plain, low, start) or (end > start and search(plain, end, end + _BEHIND)))


def is_called(plain: str, start: int) -> bool:
    """Whether a word for calling or asking stands before what starts at ``start``."""
    return _before(_CALLED, plain, start)


def is_surely_called(plain: str, start: int) -> bool:
    """Whether a word that stands before nothing but a number stands there."""
    return _before(_DIALLED_SURELY, plain, start)


def is_closely_called(plain: str, start: int, end: int) -> bool:
    """Whether three digits are dialled: the word is right before them, or who answers behind."""
    return _before(_CALLED_CLOSELY, plain, start) or is_answered(plain, end)


def is_dialled(plain: str, start: int, end: int) -> bool:
    """Whether three or four digits of no shape are dialled: a word is right before, none behind."""
    if plain[start] == "0" or plain[start:end] in ("400", "800"):
        return False  # an area code; 拨打400电话
    if not _before(_DIALLED_CLOSELY, plain, start) or is_amount(plain, start, end):
        return False
    return _pattern(_BEATEN).match(plain, end, end + _BEHIND) is None


def is_rescue(plain: str, start: int) -> bool:
    """Whether help is called before ``start``: a word for it that other things follow as well."""
    return _before(_RESCUED, plain, start)


def is_answered(plain: str, end: int) -> bool:
    """Whether who answers a call, or what for, is named behind ``end``."""
    return _pattern(_ANSWERED).match(plain, end, end + _BEHIND) is not None


def is_filed(plain: str, start: int) -> bool:
    """Whether a word for an order, a card, a count or a standard stands before ``start``."""
    return _before(_FILED, plain, start)


def is_nickname(plain: str, start: int) -> bool:
    """Whether the name of a messenger whose users are numbers stands before ``start``."""
    return _before(_NICKNAMED, plain, start)


def is_measure(plain: str, end: int) -> bool:
    """Whether a unit or a count word stands behind ``end``."""
    return _pattern(_MEASURE).match(plain, end, end + _BEHIND) is not None


def is_money(plain: str, end: int) -> bool:
    """Whether a word for money stands behind ``end``."""
    return _pattern(_MONEY).match(plain, end, end + _BEHIND) is not None


def is_amount(plain: str, start: int, end: int) -> bool:
    """Whether the digits between are money, a size, a count or a rank."""
    low = max(0, start - _BEFORE)
    return is_measure(plain, end) or _pattern(_AMOUNT).search(plain, low, start) is not None


def is_alone(plain: str, start: int, end: int) -> bool:
    """Whether nothing but signs stands on the line beside what is between."""
    if plain[start - 1 : start].isalnum():
        return False  # told at once where words stand
    return (
        _pattern(r"(?:\A|\n)[ (+*.\-]{0,4}\Z").search(plain, max(0, start - 5), start) is not None
        and _pattern(r"[ )*.,;!。]{0,4}(?:\Z|\n)").match(plain, end) is not None
    )


_WHOLE = r"(?![0-9]{3,4}[ .-][0-9]{4}(?![0-9]))"  # no number that is written in two groups
_EXTENSION = (
    rf" ?[,;(]? ?(?:[转轉](?:人工|分机|分機|接)? ?按? ?{_WHOLE}[0-9]{{1,6}}"
    rf"|(?:分机号?|分機|内线|extension|extn?\.?|x) ?[:=.]? ?{_WHOLE}[0-9]{{1,6}}"
    rf"|[,;]{{0,2}}#{_WHOLE}[0-9]{{1,5}}|,{{1,3}}(?!1[12][0-9](?![0-9])){_WHOLE}[0-9]{{1,4}})"
    r"(?![0-9*])[#)]?"
)
_TRANSFER = r" ?[,;(]? ?(?:#|[转轉](?:人工|分机|分機|接)? ?按?|分机号?|分機|内线)[:. ]?"
_LIST = (
    rf"(?: ?(?:[/、,;.|~&]|或者?|和|与|及|以及|还有|跟|至|到|or|and) ?(?:[打拨]打?)?| {{1,3}}|-"
    rf"|{_TRANSFER})\(?"
)
_DATE = (
    r"(?:19|20)[0-9]{2}"
    r"(?:([-./])[0-9]{1,2}\1[0-9]{1,2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
)
_TAIL = r" ?\(?(?:[/、|~&]|或者?|和|与|及|以及|至|到|or|and) ?\(?"
_TAIL_END = r"(?!(?<=24)/7)(?:[-~][0-9]{1,4})*(?![0-9a-z_*%@]|[-.:][0-9])"


def extension(plain: str, end: int) -> int:
    """How many signs from ``end`` on are the extension of a number; 0: it has none."""
    found = _pattern(_EXTENSION).match(plain, end, end + 24)
    return len(found.group()) if found else 0


def is_latin_extension(plain: str, end: int) -> bool:
    """Whether the letters at ``end`` begin an extension: ``x3``, ``ext 3``."""
    return _pattern(r"x ?[0-9]|ext").match(plain, end) is not None


def is_list(plain: str, end: int, start: int) -> bool:
    """Whether what is between two numbers makes them a list."""
    return start - end <= 8 and _pattern(_LIST).fullmatch(plain, end, start) is not None


def is_transfer(plain: str, end: int, start: int) -> bool:
    """Whether what is between two numbers says that the first puts a call through to the second."""
    return _pattern(_TRANSFER).fullmatch(plain, end, start) is not None


def is_date(written: str) -> bool:
    """Whether ``written`` begins with a date: ``2024-11-21``, ``20241121``."""
    return _pattern(_DATE).match(written) is not None


def is_tail(plain: str, end: int, start: int, behind: int, *, inside: bool) -> bool:
    """Whether the digits from ``start`` to ``behind`` are the end of another number like the last.

    The last ends at ``end``. Where it was such an end too, ``inside``, a hyphen goes on the list:
    it begins an extension otherwise.
    """
    joint = _pattern(_TAIL).fullmatch(plain, end, start) or (inside and plain[end:start] == "-")
    whole = _pattern(_TAIL_END).match(plain, behind, behind + 2 * _BEHIND) if joint else None
    counted = whole and is_measure(plain, whole.end())
    return bool(whole) and not counted and not is_date(plain[start : start + _BEHIND])


def is_choice(plain: str, end: int, start: int) -> bool:
    """Whether what is between two numbers offers the second in place of the first."""
    return (
        start - end <= 8
        and _pattern(r" ?(?:[/、|]|或者?|or) ?").fullmatch(plain, end, start) is not None
    )
