"""The texts of a catalogue that have a form of their own, and how each is written."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pddroute.words import Said


def about(text: str) -> Meta:
    """What a field holds: its description in the schemas."""
    return Meta(description=text)


_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
PERIOD = r"^[1-9]\d{0,3} (hours|days|working_days|months|years)$"
_AREA_CODE = r"^0\d{2,3}$"
_AREA = r"^0\d{2,3}( \S+)?$"

Id = Annotated[str, Meta(pattern=_ID, max_length=64)]
PartialDate = Annotated[
    str, Meta(pattern=_DATE, description="a day, a month or a year: 2026-11-21, 2026-11, 2026")
]
PeriodText = Annotated[
    str,
    Meta(
        pattern=PERIOD,
        description="an amount and a unit: 48 hours, 7 working_days, 60 days, 2 months, 3 years",
    ),
]
AreaCode = Annotated[str, Meta(pattern=_AREA_CODE, description="of the home city")]
Area = Annotated[str, Meta(pattern=_AREA)]

FORMS = {
    _ID: Said("只用小写字母、数字和连字符", "use only lower-case letters, digits and hyphens"),
    _DATE: Said("写日期 2026-11-21、2026-11 或 2026", "write a date: 2026-11-21, 2026-11 or 2026"),
    PERIOD: Said("写成 48 hours、7 working_days", "write 48 hours, 7 working_days, 60 days"),
    _AREA_CODE: Said("写成区号，例如 021", "write an area code: 021"),
    _AREA: Said(
        "写成 021；几个城市共用的区号加上市名：0731 湘潭市",
        "write 021; of a code that cities share, with the name: 0731 湘潭市",
    ),
}
"""How a text that has to match a pattern is written, by its pattern."""
