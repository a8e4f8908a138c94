"""What makes an answer less than certain: the warnings that every command shares."""

from __future__ import annotations

from collections.abc import Sequence

from pddroute.answers import Reach, Warn
from pddroute.model import Catalog, Lang
from pddroute.wording import say

__all__ = ["notices"]


def notices(
    catalog: Catalog, reaches: Sequence[Reach], area_code: str | None, lang: Lang
) -> list[Warn]:
    """The warnings that go with an answer that shows ``reaches``."""
    warnings: list[Warn] = []
    unverified = catalog.platform.unverified
    if unverified is not None and any(r.operator == "platform" and r.number for r in reaches):
        warnings.append(Warn(code="numbers_unverified", text=unverified.to(lang)))
    if any(reach.status.certainty == "provisional" for reach in reaches):
        text = say(
            lang,
            "这一年的放假安排还没有公布（或不在数据里）：工作日的开放时间是暂定",
            "no holiday notice is known for this year: weekday hours are provisional",
        )
        warnings.append(Warn(code="calendar_unpublished", text=text))
    if area_code is None and any(catalog.channels[reach.id].area_code for reach in reaches):
        home = catalog.platform.home
        text = say(
            lang,
            f"没有给出城市：12315 用平台所在地{home}的区号，可加 --city",
            f"no city given: 12315 with the area code of the platform's home ({home}); add --city",
        )
        warnings.append(Warn(code="home_city_assumed", text=text))
    return warnings
