"""What can be wrong with a text of opening hours and what to write instead, in both languages."""

from __future__ import annotations

from enum import Enum

from pddroute.errors import HoursError

__all__ = ["HoursFault"]

_MAX_SHOWN = 80

_LIKE = (
    "写成“Mo-Fr 08:30-12:00,14:00-17:30; PH off”这样",
    'write it like "Mo-Fr 08:30-12:00,14:00-17:30; PH off"',
)
_NO_CHARACTER = "不能用字符“{text}”", '"{text}" is not part of the syntax'
_NO_WORD = "不认识“{text}”", '"{text}" is not a word here'
_NOT_HERE = "这里不能写“{text}”", '"{text}" cannot stand here'
_NO_CLOCK = "这里没有 {time} 这个时间", "there is no {time} here"


class HoursFault(Enum):
    """A kind of fault: what is wrong (Chinese, English), what to write instead (the same)."""

    # what is not part of the syntax
    NO_HOURS = (
        "内容是空的",
        "no hours are given",
        "不知道就不要写",
        "leave the hours out if they are unknown",
    )
    FULL_WIDTH = *_NO_CHARACTER, "写成“{ascii}”", 'write "{ascii}"'
    CHARACTER = *_NO_CHARACTER, *_LIKE
    MISSPELT = *_NO_WORD, "写成“{known}”", 'write "{known}"'
    WORD = *_NO_WORD, *_LIKE
    # what OSM knows, and this syntax does not
    SCHOOL_HOLIDAYS = (
        "不支持学校假期（SH）",
        "school holidays (SH) are not supported",
        "写出日期，如“Jul 01-Aug 31”",
        'write the dates, "Jul 01-Aug 31"',
    )
    SUN = (
        "日出、日落、复活节不是固定的时间",
        "sun and moon are no clocks",
        "写出钟点，如“18:00”",
        'write "18:00"',
    )
    WEEK = (
        "不支持一年的第几周",
        "week numbers are not supported",
        "写出日期，如“May 01-May 07”",
        'write dates, "May 01-May 07"',
    )
    UNKNOWN = (
        "不支持“unknown”",
        '"unknown" is not supported',
        "不知道就不要写营业时间",
        "leave the hours out altogether",
    )
    FALLBACK = (
        "不支持备用规则（||）",
        "fallback rules (||) are not supported",
        "改用“;”再写一条规则",
        'write a rule after ";" instead',
    )
    OFFSET = (
        "不支持前后推几天",
        "day offsets are not supported",
        "直接写日期",
        "write the date itself",
    )
    OPEN_END = (
        "不支持没有结束时间（+）",
        "an open end (+) is not supported",
        "写出结束时间，如“18:00-21:30”",
        'write the closing time, "18:00-21:30"',
    )
    NTH = (
        "不支持每月的第几个星期几",
        "the nth weekday of a month is not supported",
        "写出日期",
        "write the dates",
    )
    STEP = "不支持间隔（/）", "steps (/) are not supported", "逐个写出来", "write each one out"
    YEAR = (
        "不支持年份",
        "years are not supported",
        "去掉年份，如“May 01-Sep 30”",
        'leave the year out, "May 01-Sep 30"',
    )
    # what stands in the wrong place
    TIMES = (
        "这里不能写时间",
        "times cannot stand here",
        "依次写星期、一个空格、时间、“off”",
        'write days, one space, times, then "off"',
    )
    ALWAYS = (
        "这里不能写“24/7”",
        '"24/7" cannot stand here',
        "写成“00:00-24:00”",
        'write "00:00-24:00"',
    )
    NUMBER = (
        "这里不能写数字",
        "a number cannot stand here",
        "每个日期都写上月份，如“Dec 24,Dec 25”",
        'write the month with each day, "Dec 24,Dec 25"',
    )
    RANGE = (
        "这里不能写范围",
        "a range cannot stand here",
        "“-”两边不空格，如“Mo-Fr”“08:00-21:30”",
        'write it without spaces, "Mo-Fr", "08:00-21:30"',
    )
    COLON = (
        "“:”前面没有小时",
        'a ":" without hours before it',
        "去掉“:”；星期和时间之间空一格",
        'leave ":" out; days and times need one space',
    )
    COMMENT = (
        "说明的位置或写法不对",
        "a comment out of place",
        '先写“off”或时间，再用英文引号写说明，如 off "装修"',
        'write "off" or hours first, then "text" in quotes',
    )
    KNOWN_WORD = (
        *_NOT_HERE,
        "顺序是日期、星期、时间、off；“,”连接列表，“, ”另起一条规则",
        'the order is dates, days, times, off; "," joins a list, ", " begins a rule',
    )
    ANYTHING = *_NOT_HERE, *_LIKE
    # rules and lists
    TRAILING = "分隔符后面没有内容", "nothing follows the separator", "去掉它", "remove it"
    NO_LIST = (
        "这里接不上前面的列表",
        "this does not continue a list",
        "在“,”后面空一格，另起一条规则",
        'put a space after ",": it adds a rule',
    )
    EMPTY_RULE = "有一条空的规则", "an empty rule", "去掉多余的分隔符", "remove the separator"
    SPACE = "多了空格", "a space too many", "去掉它", "leave it out"
    UNFINISHED = (
        "没有写完",
        "the hours end too early",
        "写成“Mo-Fr 08:30-17:30; PH off”这样",
        'write it like "Mo-Fr 08:30-17:30; PH off"',
    )
    PH_INSIDE = (
        "PH 在列表中间",
        "PH inside a list",
        "把 PH 写在最前面或最后面",
        "write PH first or last",
    )
    NO_DAYS = (
        "用“, ”另加的规则要写明是哪几天",
        'a rule added with ", " must name its days',
        "写明哪几天，如“Mo-Su 14:00-17:00”；同一天的时间用不带空格的“,”连接",
        'name the days ("Mo-Su 14:00-17:00"), or join times with "," and no space',
    )
    NO_TIMES = (
        "“{days}”没有写时间",
        '"{days}" has no times',
        "写成“{days} 00:00-24:00”或“{days} off”；星期的列表里不空格",
        'write "{days} 00:00-24:00" or "{days} off"; in a list of days no space',
    )
    # dates and times
    BACKWARDS = (
        "结束的日期早于开始的日期",
        "the range ends before it starts",
        "两头都写上月份",
        "write both months",
    )
    HALF_DATED = (
        "一头是月份，一头是日期",
        "a range of a month and a day",
        "写成“May 01-Sep 30”这样",
        'write "May 01-Sep 30"',
    )
    SHORT_DAY = (
        "日期要写两位数",
        "a day of the month has two digits",
        "写成“0{day}”",
        'write "0{day}"',
    )
    NO_SUCH_DAY = (
        "{month} 没有 {day} 日",
        "no day {day} in {month}",
        "最后是 {last} 日",
        "the last is {last}",
    )
    NO_END = (
        "只有开始时间，没有结束时间",
        "a time without an end",
        "写成“08:00-21:30”这样",
        'write "08:00-21:30"',
    )
    NO_TIME = (
        "不是时间的写法",
        "not a time",
        "写成“08:00-21:30”这样",
        'write "08:00-21:30"',
    )
    SHORT_HOUR = "小时要写两位数", "an hour has two digits", "写成“0{time}”", 'write "0{time}"'
    NO_SUCH_START = (
        *_NO_CLOCK,
        "最晚是 23:59，再晚就是第二天了",
        "the last possible time is 23:59; later is the next day's",
    )
    NO_SUCH_END = *_NO_CLOCK, "最晚是 48:00", "the last possible time is 48:00"

    def error(self, expression: str, column: int, **fields: object) -> HoursError:
        """This fault in ``expression`` at ``column`` (from 1); ``fields`` fill its texts.

        Besides expression and column the ``details`` have ``what`` and ``what_en``: what is wrong,
        without saying where.

        >>> error = HoursFault.SPACE.error("Mo  off", 3)
        >>> error.message, error.hint
        ('营业时间“Mo  off”第 3 列：多了空格', '去掉它')
        >>> error.message_en, error.hint_en
        ('opening hours "Mo  off", column 3: a space too many', 'leave it out')
        """
        shown = {name: _shown(str(field)) for name, field in fields.items()}
        zh, en, hint, hint_en = (text.format_map(shown) for text in self.value)
        text = _shown(expression)
        return HoursError(
            f"营业时间“{text}”第 {column} 列：{zh}",
            message_en=f'opening hours "{text}", column {column}: {en}',
            hint=hint,
            hint_en=hint_en,
            details={"expression": expression, "column": column, "what": zh, "what_en": en},
        )


def _shown(text: str) -> str:
    """``text`` fit for a message: cut, and without what steers a terminal."""
    if len(text) == 1 and not text.isprintable():
        return f"U+{ord(text):04X}"
    cut = text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"
    return "".join(char if char.isprintable() else "·" for char in cut)
