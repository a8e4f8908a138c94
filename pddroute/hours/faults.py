"""What can be wrong with a text of opening hours and what to write instead, in both languages."""

from __future__ import annotations

from enum import Enum

from pddroute.errors import HoursError
from pddroute.words import Said, shown

EXAMPLE = "Mo-Fr 08:30-12:00,14:00-17:30; PH off"
_LONGEST = 80  # characters of an expression that a message repeats

_ORDER = Said(
    "依次写日期、星期（PH 在最前或最后）、时间、off，中间空一格；“; ”或“, ”另起一条",
    "write dates, days (PH first or last), times, off, with one space between; "
    '"; " or ", " begins a rule',
)


class HoursFault(Enum):
    """A kind of fault: what is wrong, and what to write instead."""

    NO_HOURS = Said("没有写时间", "no hours are given"), Said("不知道就不写", "leave the hours out")
    MISWRITTEN = (
        Said("这里看不懂“{text}”", '"{text}" is not understood here'),
        Said("写成“{instead}”", 'write "{instead}"'),
    )
    UNSUPPORTED = (
        Said("不支持“{text}”", '"{text}" is not supported'),
        Said(
            "写出日期和钟点，如“May 01-Sep 30”“18:00-21:30”；“;”后面可以另写一条规则",
            'write dates and times out, "May 01-Sep 30", "18:00-21:30"; a further rule after ";"',
        ),
    )
    NOT_HERE = Said("这里不能写“{text}”", '"{text}" cannot stand here'), _ORDER
    COMMENT = (
        Said("说明的位置或写法不对", "a comment out of place"),
        Said(
            '说明写在最后，用英文引号，如 Mo-Fr 08:00-12:00 "凭预约"',
            'write it last, in quotes: Mo-Fr 08:00-12:00 "by appointment"',
        ),
    )
    EMPTY_RULE = Said("空的规则", "an empty rule"), Said("去掉分隔符", "remove the separator")
    UNFINISHED = (
        Said("没有写完", "the hours end too early"),
        Said(f"写成“{EXAMPLE}”这样", f'write it like "{EXAMPLE}"'),
    )
    NO_DAYS = (
        Said("用“, ”另加的规则要写明是哪几天", 'a rule added with ", " must name its days'),
        Said(
            "写明哪几天，如“Mo-Su 14:00-17:00”；同一天的时间用“,”连接，前面不空格",
            'name the days ("Mo-Su 14:00-17:00"), or join times with "," and no space before it',
        ),
    )
    NO_TIMES = (
        Said("“{days}”没有写时间", '"{days}" has no times'),
        Said(
            "写成“{days} 00:00-24:00”或“{days} off”",
            'write "{days} 00:00-24:00" or "{days} off"',
        ),
    )
    NO_END = (
        Said("“{time}”只有开始，没有结束", '"{time}" is a time without an end'),
        Said("写成“08:00-21:30”这样", 'write both, as in "08:00-21:30"'),
    )
    DATES = (
        Said("日期不完整，或结束早于开始", "an incomplete date, or a range that ends too early"),
        Said("两头都写上月份，如“May 01-Sep 30”", 'write the month with each day, "May 01-Sep 30"'),
    )
    NO_SUCH_DAY = (
        Said("{month} 没有 {day} 日", "no day {day} in {month}"),
        Said("最后是 {last} 日", "the last is {last}"),
    )
    NO_SUCH_TIME = (
        Said("这里没有 {time} 这个时间", "there is no {time} here"),
        Said("开始最晚 23:59，结束最晚 48:00", "a start is 23:59 at the latest, an end 48:00"),
    )

    def error(self, expression: str, column: int, **fields: object) -> HoursError:
        """This fault in ``expression`` at ``column`` (from 1); ``fields`` fill its texts.

        Besides expression and column the ``details`` have ``what`` and ``what_en``: what is wrong,
        without saying where.

        >>> error = HoursFault.MISWRITTEN.error("ph off", 1, text="ph", instead="PH")
        >>> error.message, error.hint
        ('营业时间“ph off”第 1 列：这里看不懂“ph”', '写成“PH”')
        >>> error.message_en, error.hint_en
        ('opening hours "ph off", column 1: "ph" is not understood here', 'write "PH"')
        """
        what, instead = self.value
        given = {name: shown(str(field), _LONGEST) for name, field in fields.items()}
        text = shown(expression, _LONGEST)
        zh, en = what.to("zh", **given), what.to("en", **given)
        return HoursError(
            f"营业时间“{text}”第 {column} 列：{zh}",
            message_en=f'opening hours "{text}", column {column}: {en}',
            hint=instead.to("zh", **given),
            hint_en=instead.to("en", **given),
            details={"expression": expression, "column": column, "what": zh, "what_en": en},
        )
