"""The options that several commands share, as Typer reads them.

What a value may be is checked behind the door, in one place for every surface; here a closed list
is only shown, and completed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, get_args

import typer

from pddroute import words
from pddroute.catalogue import facts
from pddroute.contract.questions import language

FORMATS = Literal["text", "json", "markdown"]


def among(listed: Any, help: str, callback: Callable[[Any], Any] | None = None) -> Any:
    """An option whose value is one of ``listed`` (a ``Literal``), or made one by ``callback``."""
    known = get_args(listed)
    return typer.Option(
        metavar=f"[{'|'.join(known)}]",
        help=help,
        show_default=False,
        callback=callback,
        autocompletion=lambda incomplete: [one for one in known if one.startswith(incomplete)],
    )


At = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="时刻，如 2026-11-21T20:35（上海时间）；不写就是现在"),
]
Json = Annotated[bool, typer.Option("--json", help="只输出一份 JSON")]
Lang = Annotated[str, among(words.Lang, "文字的语言", language)]
Catalog = Annotated[
    str | None,
    typer.Option(metavar="FILE", envvar="PDDROUTE_CATALOG", help="用这个目录文件，不用自带的"),
]
Overlay = Annotated[
    list[str] | None, typer.Option(metavar="FILE", help="叠加在目录上的文件，可多次")
]
City = Annotated[
    str | None,
    typer.Option(
        metavar="CITY", help="店铺所在的城市，12315 用：杭州、Hangzhou 或 0571；默认平台所在地"
    ),
]
Audience = Annotated[str | None, among(facts.Audience, "只看买家或商家的")]
Kind = Annotated[str | None, among(facts.Kind, "只看这种渠道")]
Operator = Annotated[str | None, among(facts.Operator, "只看这一方的")]
Format = Annotated[str, among(FORMATS, "输出的样子")]
