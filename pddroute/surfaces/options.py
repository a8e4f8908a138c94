"""The options that several commands share, as Typer reads them."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from pddroute.catalogue.model import Audience
from pddroute.words import Lang

__all__ = [
    "At",
    "AudienceOption",
    "CatalogOption",
    "City",
    "Format",
    "Json",
    "LangOption",
    "Overlay",
]

At = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="时刻，如 2026-11-21T20:35（上海时间）；不写就是现在"),
]
Json = Annotated[bool, typer.Option("--json", help="只输出一份 JSON")]
LangOption = Annotated[Lang, typer.Option("--lang", help="文字的语言")]
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
AudienceOption = Annotated[
    Audience | None, typer.Option("--audience", help="只看买家或商家的", show_default=False)
]


class Format(str, enum.Enum):
    """How a plan is printed."""

    text = "text"
    json = "json"
    markdown = "markdown"
