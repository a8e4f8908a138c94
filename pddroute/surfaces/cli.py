"""The Typer commands: each parses its options, calls one function, and prints the answer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from pddroute import api
from pddroute.catalogue.loading import load_catalog
from pddroute.contract import questions
from pddroute.contract.base import Answer
from pddroute.contract.plan import Plan
from pddroute.contract.verdict import GENUINE
from pddroute.errors import OutputError, UsageError, refusal
from pddroute.surfaces import options
from pddroute.surfaces.input import open_input, read_lines, read_stdin, size_of
from pddroute.surfaces.output import emit, flush, progress, width
from pddroute.words import Lang

app = typer.Typer(
    name="pddroute",
    help="找对门，现在就找：拼多多的问题此刻能找谁，下一步做什么。\n\n"
    "The right door, right now, for a Pinduoduo problem.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        emit(f"pddroute {version('pddroute')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="版本号", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


def _answer(
    asked: questions.Question,
    at: str | None,
    lang: str,
    catalog: str | None,
    overlays: list[str] | None,
) -> Any:
    """What the door answers; its kind is the question's."""
    facts = load_catalog(catalog, overlays or ())
    return api.answer(facts, asked, at=at, lang=cast(Lang, lang))


def _print(answer: Answer, *, as_json: bool, **shown: Any) -> None:
    if as_json:
        emit(answer.to_bytes())
        return
    from pddroute.render.ink import Ink
    from pddroute.render.text import text

    emit(text(answer, Ink(_coloured(), width()), **shown))


def _coloured() -> bool:
    wanted = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout is not None and sys.stdout.isatty()


@app.command()
def contact(
    now: Annotated[bool, typer.Option("--now", help="此刻能找到的排在最前")] = False,
    at: options.At = None,
    audience: options.Audience = None,
    kind: options.Kind = None,
    operator: options.Operator = None,
    city: options.City = None,
    json: options.Json = False,
    lang: options.Lang = "zh",
    catalog: options.Catalog = None,
    overlay: options.Overlay = None,
) -> None:
    """此刻能找谁：每个渠道开没开、开到什么时候。

    Who can be reached at this minute, and until when.
    """
    asked = questions.AskContact.of(
        now=now, audience=audience, kind=kind, operator=operator, city=city
    )
    _print(_answer(asked, at, lang, catalog, overlay), as_json=json, now=now)


@app.command()
def escalate(
    issue: Annotated[str, typer.Argument(metavar="ISSUE", help="问题的 id、中文名或别名")],
    done: Annotated[
        list[str] | None,
        typer.Option(metavar="STEP[@TIME]", help="做过的步骤，如 平台介入@2026-11-22，可多次"),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STEP=OUTCOME", help="结果：拒绝、没回、不满意、同意、已退货、撤回，可多次"
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="问题从什么时候开始，只写日期也行")
    ] = None,
    received: Annotated[
        str | None, typer.Option(metavar="DATE", help="哪天收到货，算七天无理由")
    ] = None,
    for_whom: Annotated[
        str | None, typer.Option("--for", metavar="WHO", help="替谁问，如 妈妈；话按这个改")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="依据，和每个日期怎么来的")] = False,
    step: Annotated[
        str | None, typer.Option(metavar="STEP", help="把这一步全部写出来，如 regulator")
    ] = None,
    at: options.At = None,
    city: options.City = None,
    format: options.Format = "text",
    ics: Annotated[
        str | None, typer.Option(metavar="FILE", help="把日期写成 iCalendar 文件")
    ] = None,
    case: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="同一个问题有两单时写，如订单尾号；日历里不会混"),
    ] = None,
    json: options.Json = False,
    lang: options.Lang = "zh",
    catalog: options.Catalog = None,
    overlay: options.Overlay = None,
) -> None:
    """下一步做什么：现在做哪一步，之后哪天做什么，依据是什么。

    What to do next, on which day, and on what ground.
    """
    questions.one_of(options.FORMATS, format, "format")
    asked = questions.AskEscalate.of(
        issue=issue,
        done=done or [],
        outcome=outcome or [],
        since=since,
        received=received,
        for_whom=for_whom,
        city=city,
    )
    answer = _answer(asked, at, lang, catalog, overlay)
    if ics is not None:
        # Two troubles of one kind began on two days, as a rule: that tells them apart as well.
        _write_ics(ics, answer, case or since or received)
    if format == "markdown" and not json:
        from pddroute.render.markdown import markdown

        emit(markdown(answer))
        return
    _print(answer, as_json=json or format == "json", why=why, step=step)


def _write_ics(path: str, answer: Plan, case: str | None) -> None:
    from pddroute.render.ics import ics

    try:
        Path(path).write_bytes(ics(answer, case))
    except (OSError, ValueError) as error:
        zh, en = f"{path}: 写不了", f"{path}: cannot be written"
        raise refusal(OutputError, error, zh, en, details={"file": path}) from None


@app.command()
def show(
    channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="渠道的 id、名称或号码")],
    why: Annotated[bool, typer.Option("--why", help="所有说法和来源，连同没有采用的")] = False,
    at: options.At = None,
    city: options.City = None,
    json: options.Json = False,
    lang: options.Lang = "zh",
    catalog: options.Catalog = None,
    overlay: options.Overlay = None,
) -> None:
    """一个渠道：此刻的状态，怎么用，谁说的；JSON 里是全部说法和来源。

    One channel: its status, how to use it, and who says so.
    """
    asked = questions.AskShow.of(channel=channel, city=city)
    _print(_answer(asked, at, lang, catalog, overlay), as_json=json, why=why)


@app.command()
def issues(
    audience: options.Audience = None,
    at: options.At = None,
    json: options.Json = False,
    lang: options.Lang = "zh",
    catalog: options.Catalog = None,
    overlay: options.Overlay = None,
) -> None:
    """有路线的问题。

    The problems there is a route for.
    """
    asked = questions.AskIssues.of(audience=audience)
    _print(_answer(asked, at, lang, catalog, overlay), as_json=json)


@app.command()
def verify(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="号码、邮箱或网址；- 从标准输入读一段文字")
    ],
    at: options.At = None,
    json: options.Json = False,
    lang: options.Lang = "zh",
    catalog: options.Catalog = None,
    overlay: options.Overlay = None,
) -> None:
    """这个号码（邮箱、网址）是谁的，能不能打。不是真实号码时退出码为 1。

    Whose number (e-mail, web address) this is; status 1 unless genuine.
    """
    one = number != "-"
    asked = (
        questions.AskVerify(number=number) if one else questions.AskVerifyText(text=read_stdin())
    )
    answer = _answer(asked, at, lang, catalog, overlay)
    _print(answer, as_json=json)
    codes = {answer.verdict} if one else {each.verdict for each in answer.verdicts} - {"not_judged"}
    raise typer.Exit(0 if codes <= GENUINE else 1)


@app.command()
def check(
    context: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]", help="目录文件；不写就是 --catalog、PDDROUTE_CATALOG 或自带的"
        ),
    ] = None,
    stale: Annotated[
        bool, typer.Option("--stale", help="只看资料有多旧：先复核哪一条，按年头和可信程度排")
    ] = False,
    at: options.At = None,
    json: options.Json = False,
    lang: options.Lang = "zh",
    catalog: options.Catalog = None,
    overlay: options.Overlay = None,
) -> None:
    """目录有什么毛病，在哪一行，怎么改。有错误时退出码为 1。

    What is wrong with a catalogue, and where; status 1 on errors.
    """
    if file is not None and catalog is not None:
        source = context.get_parameter_source("catalog")
        if source is not None and source.name == "COMMANDLINE" and file != catalog:
            raise UsageError(
                "FILE 和 --catalog 只能写一个",
                message_en="give either FILE or --catalog, not both",
                hint=f"写 pddroute check {file}",
                hint_en=f"write: pddroute check {file}",
            )
    named = catalog if file is None else file
    answer = api.check_catalog(named, overlay or (), at=at, lang=cast(Lang, lang), stale=stale)
    _print(answer, as_json=json)
    failed = any(one.severity == "error" for one in answer.findings)
    raise typer.Exit(1 if failed else 0)


@app.command()
def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]", help="directory、plan、verdict…，或 catalogue；不写就是全部"
        ),
    ] = None,
    json: options.Json = False,
    lang: options.Lang = "zh",
) -> None:
    """回答（或目录文件）的 JSON Schema 2020-12。

    The JSON Schema 2020-12 of an answer, or of the catalogue.
    """
    import json as encoder

    from pddroute.contract.schema import schema as make

    questions.one_of(Lang, lang, "lang")
    emit(encoder.dumps(make(kind), ensure_ascii=False, indent=2).encode())


@app.command()
def batch(
    file: Annotated[str, typer.Argument(metavar="FILE", help="NDJSON 文件；- 是标准输入")],
    workers: Annotated[
        int,
        typer.Option(min=1, max=256, help="用几个进程，回答的顺序不变；一问一答的管道只用 1 个"),
    ] = 1,
    at: options.At = None,
    json: Annotated[bool, typer.Option("--json", help="整批问不了时，错误也是 JSON")] = False,
    lang: options.Lang = "zh",
    catalog: options.Catalog = None,
    overlay: options.Overlay = None,
) -> None:
    """一行一个问题，一行一份回答，顺序不变；坏的一行给一份 error，不影响别的。

    One question a line, one answer a line, in order; a bad line gives an error.
    """
    from pddroute.surfaces.batch import Batch

    asked = Batch(catalog, overlay or (), at=at, lang=cast(Lang, lang), workers=workers)
    with open_input(file) as stream, progress("pddroute batch", size_of(stream)) as counted:
        # Somebody may hold the other end of a pipe, and ask again only when answered.
        spoken = not stream.seekable()
        for answer in asked.answers(counted(read_lines(stream))):
            emit(answer, flush=spoken)
    flush()
