"""The options that several commands share, as Typer reads them.

What a value may be is checked behind the door, in one place for every surface; here a closed list
is only shown, and completed.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import typer

from pddroute.catalogue.model import Audience, Kind, Operator
from pddroute.words import Lang

Format = Literal["text", "json", "markdown"]


def among(listed: Any, name: str, help: str) -> Any:
    """An option ``name`` whose value is one of ``listed`` (a ``Literal``)."""
    known = get_args(listed)
    return typer.Option(
        name,
        metavar=f"[{'|'.join(known)}]",
        help=help,
        show_default=False,
        autocompletion=lambda incomplete: [one for one in known if one.startswith(incomplete)],
    )


At = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="时刻，如 2026-11-21T20:35（上海时间）；不写就是现在"),
]
Json = Annotated[bool, typer.Option("--json", help="只输出一份 JSON")]
LangOption = Annotated[str, among(Lang, "--lang", "文字的语言")]
CatalogOption = Annotated[
    str | None,
    typer.Option(
        "--catalog",
        metavar="FILE",
        envvar="PDDROUTE_CATALOG",
        help="用这个目录文件，不用自带的",
        show_default=False,
    ),
]
Overlay = Annotated[
    list[str] | None,
    typer.Option(
        "--overlay", metavar="FILE", help="叠加在目录上的文件，可多次", show_default=False
    ),
]
City = Annotated[
    str | None,
    typer.Option(metavar="CITY", help="12315 的城市：杭州、Hangzhou 或 0571；默认平台所在地"),
]
AudienceOption = Annotated[str | None, among(Audience, "--audience", "只看买家或商家的")]
KindOption = Annotated[str | None, among(Kind, "--kind", "只看这种渠道")]
OperatorOption = Annotated[str | None, among(Operator, "--operator", "只看这一方的")]
FormatOption = Annotated[str, among(Format, "--format", "输出的样子")]
