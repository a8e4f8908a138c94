"""A catalogue file as a catalogue: what is read, what is refused and where, overlays, compiling."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pddroute.api import check_catalog
from pddroute.catalogue import loading
from pddroute.catalogue.document import MAX_BYTES
from pddroute.catalogue.loading import compile_catalog, default_catalog, load_catalog, read_catalog
from pddroute.catalogue.model import Catalog
from pddroute.contract.schema import schema
from pddroute.errors import CatalogError
from pddroute.sealed import seal, unseal

SMALL = Path(__file__).parents[1] / "data" / "small.yaml"
TEXT = SMALL.read_text(encoding="utf-8")
BUNDLED = default_catalog()

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a text as a file of its own, and give its path."""

    def go(text: str) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return go


def changed(old: str, new: str) -> str:
    """The small catalogue with its one ``old`` made ``new``."""
    assert TEXT.count(old) == 1, f"{old!r} stands {TEXT.count(old)} times"
    return TEXT.replace(old, new)


def refused(path: Path, *overlays: Path) -> CatalogError:
    with pytest.raises(CatalogError) as caught:
        load_catalog(path, overlays)
    error = caught.value
    assert (error.code, error.exit_code) == ("invalid_catalog", 3)
    for message in (error.message, error.message_en):
        assert message.isprintable(), "one line that can be printed"
    return error


def place(text: str, part: str) -> tuple[int, int]:
    """The line and column of the one ``part`` in ``text``."""
    assert text.count(part) == 1, f"{part!r} stands {text.count(part)} times"
    before = text[: text.index(part)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def check_fault(path: Path, text: str, part: str, told: str) -> None:
    """Loading ``path`` (which holds ``text``) tells of one fault, at ``part``, as ``told``."""
    error = refused(path)
    line, column = place(text, part)
    assert error.details == {"file": str(path), "line": line, "column": column}
    located = f"{path}:{line}:{column}: "
    assert error.message.startswith(located)
    assert error.message_en.startswith(located + told)


# --- what is read


def test_the_small_catalogue_holds_what_it_says() -> None:
    catalog = load_catalog(SMALL)
    assert catalog.revised.isoformat() == "2026-11-21"
    assert catalog.platform.area_code == "021"
    assert catalog.sources["blog-2023"].published == "2023-01"
    assert catalog.channels["hotline"].in_force["number"].value == "021-53395288"
    assert catalog.channels["hotline"].claims.hours[1].lost == "contradicted"
    assert catalog.channels["counter"].audience == ["consumer", "merchant"]
    assert catalog.domains["example.com"].operator == "platform"
    assert catalog.rules["answer-time"].versions[0].period == "7 working_days"
    assert catalog.evidence["order"].to("en") == "订单截图"
    assert catalog.steps["ask-platform"].needs == {"seller": ["refused", "silent"]}
    assert catalog.routes["refund"].steps == ["ask-seller", "ask-platform"]
    assert catalog.issues["refund-refused"].implies == {"seller": "refused"}
    assert [day.isoformat() for day in catalog.calendar["2027"].work] == ["2027-01-03"]


def test_the_bundled_catalogue_loads_and_says_the_same_as_its_file() -> None:
    catalog = load_catalog()
    assert catalog == load_catalog(default_catalog())
    assert catalog.sha256 == hashlib.sha256(default_catalog().read_bytes()).hexdigest()


@pytest.mark.parametrize("kind", [str, Path])
def test_the_digest_is_that_of_the_file(kind: type) -> None:
    catalog = load_catalog(kind(SMALL))
    assert catalog.sha256 == hashlib.sha256(SMALL.read_bytes()).hexdigest()


def test_the_digest_covers_the_overlays(write: Write) -> None:
    over = write("platform: {home: 北京}")
    catalog = load_catalog(SMALL, [over])
    both = SMALL.read_bytes() + over.read_bytes()
    assert catalog.sha256 == hashlib.sha256(both).hexdigest()


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(write: Write) -> None:
    plain = load_catalog(SMALL)
    marked = load_catalog(write("\ufeff" + TEXT.replace("\n", "\r\n")))
    assert msgspec.structs.replace(marked, sha256=plain.sha256) == plain


@pytest.mark.parametrize(
    "section",
    ["domains", "rules", "evidence", "steps", "routes", "issues", "calendar"],
)
@pytest.mark.parametrize("empty", ["", " {}", " null", " ~"])
def test_most_sections_may_be_empty(write: Write, section: str, empty: str) -> None:
    head = TEXT[: TEXT.index("domains:")]
    catalog = load_catalog(write(f"{head}{section}:{empty}\n"))
    assert getattr(catalog, section) == {}


def test_a_part_that_is_left_out_has_its_default(write: Write) -> None:
    catalog = load_catalog(write(TEXT[: TEXT.index("domains:")]))
    assert catalog.issues == {}
    assert catalog.channels["hotline"].direction == "inbound"
    assert catalog.channels["hotline"].is_live
    assert not catalog.channels["counter"].is_live


@pytest.mark.parametrize(("word", "value"), [("true", True), ("false", False), ("0", False)])
def test_a_boolean_is_read_from_its_word(write: Write, word: str, value: bool) -> None:
    text = changed("    kind: web\n", f"    kind: web\n    live: {word}\n")
    assert load_catalog(write(text)).channels["counter"].live is value


# --- what does not fit the types


@pytest.mark.parametrize(
    ("old", "new", "part", "told"),
    [
        # keys that are not known
        (
            "domains:\n",
            "domain:\n",
            "domain:\n",
            "unknown key 'domain'",
        ),
        (
            "  home: 上海\n",
            "  home: 上海\n  city: x\n",
            "city: x",
            "platform: unknown key 'city'",
        ),
        (
            '{value: "021-53395288", source: own-page}',
            '{value: "021-53395288", source: own-page, why: x}',
            "why: x",
            "channels.hotline.claims.number.0: unknown key 'why'",
        ),
        (
            "  home: 上海\n",
            '  home: 上海\n  "": x\n',
            '"": x',
            "platform: unknown key ''",
        ),
        (
            "  home: 上海\n",
            "  home: 上海\n  <<: {}\n",
            "<<: {}",
            "platform: unknown key '<<'",
        ),
        # keys that are missing
        (
            "    grade: unconfirmed\n",
            "",
            "title: 一篇博客",
            "sources.blog-2023: 'grade' is missing",
        ),
        (
            '  area_code: "021"\n',
            "",
            "name: {zh: 小店, en: Small shop}",
            "platform: 'area_code' is missing",
        ),
        (
            '{value: "021-53395288", source: own-page}',
            '{value: "021-53395288"}',
            '{value: "021-53395288"}',
            "channels.hotline.claims.number.0: 'source' is missing",
        ),
        (
            '        - value: "Mo-Su 08:00-20:00"\n          source: blog-2023\n',
            '        - value: "Mo-Su 08:00-20:00"\n',
            'value: "Mo-Su 08:00-20:00"',
            "channels.hotline.claims.hours.1: 'source' is missing",
        ),
        # a value outside its list
        ("kind: phone", "kind: fax", "fax", "channels.hotline.kind cannot be 'fax': use one of "),
        (
            "[consumer, merchant]",
            "[consumer, dealer]",
            "dealer",
            "channels.counter.audience.1 cannot be 'dealer': use one of ",
        ),
        (
            "lost: contradicted",
            "lost: yes",
            "yes",
            "channels.hotline.claims.hours.1.lost cannot be 'yes': use one of ",
        ),
        (
            "      number:\n",
            "      telephone:\n",
            "telephone:",
            "channels.hotline.claims: unknown key 'telephone'",
        ),
        (
            "[refused, silent]",
            "[refused, angry]",
            "angry",
            "steps.ask-platform.needs.seller.1 cannot be 'angry': use one of ",
        ),
        (
            "implies: {seller: refused}",
            "implies: {seller: rude}",
            "rude",
            "issues.refund-refused.implies.seller cannot be 'rude': use one of ",
        ),
        # a value in the wrong shape
        (
            'area_code: "021"',
            'area_code: "21"',
            '"21"',
            "platform.area_code is not written as it has to be",
        ),
        (
            "published: 2023-01",
            "published: January 2023",
            "January 2023",
            "sources.blog-2023.published is not written as it has to be",
        ),
        (
            "period: 7 working_days",
            "period: 7 moons",
            "7 moons",
            "rules.answer-time.versions.0.period is not written as it has to be",
        ),
        (
            "    id: platform\n",
            "    id: The Platform\n",
            "The Platform",
            "steps.ask-platform.id is not written as it has to be",
        ),
        (
            "    id: platform\n",
            f"    id: {'x' * 65}\n",
            "x" * 65,
            "steps.ask-platform.id is too long: at most 64 characters",
        ),
        (
            "revised: 2026-11-21",
            "revised: 2026-11-31",
            "2026-11-31",
            "revised is no date: write a date: 2026-11-21",
        ),
        (
            "valid_from: 2020-01-01",
            "valid_from: 2020",
            "2020\n",
            "rules.answer-time.versions.0.valid_from is no date: write a date: 2026-11-21",
        ),
        (
            "元旦: [2027-01-01]",
            "元旦: [2027-01-01, someday]",
            "someday",
            "calendar.2027.off.元旦.1 is no date: write a date: 2026-11-21",
        ),
        # a value of the wrong type
        (
            "[consumer, merchant]",
            "merchant",
            "merchant",
            "channels.counter.audience cannot be a text: it must be a list",
        ),
        (
            "name: {zh: 柜台}",
            "name: 柜台",
            "柜台",
            "channels.counter.name cannot be a text: it must be a mapping",
        ),
        (
            "home: 上海",
            "home: [上海]",
            "[上海]",
            "platform.home cannot be a list: it must be a text",
        ),
        ("home: 上海", "home: ", "home: ", "platform.home cannot be empty: it must be a text"),
        (
            '{value: "021-53395288", source: own-page}',
            '{value: ["021-53395288"], source: own-page}',
            '["021-53395288"]',
            "channels.hotline.claims.number.0.value cannot be a list: it must be a text or a ",
        ),
        (
            "kind: web\n",
            "kind: web\n    live: perhaps\n",
            "perhaps",
            "channels.counter.live cannot be a text: it must be true or false",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    write: Write, old: str, new: str, part: str, told: str
) -> None:
    text = changed(old, new)
    if new == "home: ":  # nothing to point at: libyaml says where the value would stand
        error = refused(write(text))
        assert error.details["line"] == place(text, "home: \n")[0]
        assert error.message_en.endswith(told)
        return
    check_fault(write(text), text, part, told)


@pytest.mark.parametrize("key", ["revised", "platform", "sources", "channels"])
@pytest.mark.parametrize("how", ["left out", "null"])
def test_what_every_catalogue_needs_is_missed(write: Write, key: str, how: str) -> None:
    parts = [
        "revised: 2026-11-21",
        "platform: {name: {zh: 店, en: Shop}, home: 上海, area_code: '021', home_source: x}",
        "sources: {}",
        "channels: {}",
    ]
    kept = [part for part in parts if not part.startswith(key)]
    text = "\n".join(kept if how == "left out" else [*kept, f"{key}: ~"])
    error = refused(write(text))
    line = 1 if how == "left out" else 4
    assert error.message.endswith(f":{line}:1: 缺少“{key}”")
    assert error.message_en.endswith(f":{line}:1: '{key}' is missing")


@pytest.mark.parametrize("value", ["[]", "[a]", "text", "''", "false", "0"])
@pytest.mark.parametrize("section", ["sources", "channels", "steps", "calendar"])
def test_a_section_that_is_no_mapping_is_refused(write: Write, section: str, value: str) -> None:
    parts = {"sources": " {}", "channels": " {}", section: f" {value}"}
    text = TEXT[: TEXT.index("sources:")] + "".join(f"{k}:{v}\n" for k, v in parts.items())
    error = refused(write(text))
    line, column = place(text, f"{section}: {value}")
    assert (error.details["line"], error.details["column"]) == (line, column + len(section) + 2)
    given = "list" if value.startswith("[") else "text"
    assert error.message_en.endswith(f": {section} cannot be a {given}: it must be a mapping")


def test_the_fault_is_found_in_the_right_one_of_many_alike(write: Write) -> None:
    good = '{value: "021-53395288", source: own-page}'
    text = changed(
        f"        - {good}\n",
        "".join(f"        - {good}\n" for _ in range(3)) + '        - {value: "1"}\n',
    ).replace('- {value: "24/7", source: own-page}', "- {source: own-page}")
    told = "channels.hotline.claims.number.3: 'source' is missing"
    check_fault(write(text), text, '{value: "1"}', told)


def test_messages_are_in_chinese_too(write: Write) -> None:
    told = {
        ("[consumer, merchant]", "[shop]"): "channels.counter.audience.0 不能是“shop”：可用 "
        "consumer, merchant",
        ("home: 上海", "home: []"): "platform.home 不能是列表：应是文字",
        ("    grade: unconfirmed\n", ""): "sources.blog-2023: 缺少“grade”",
        ("home: 上海", "home: 上海\n  x: 1"): "platform: 不认识的键“x”",
        ("revised: 2026-11-21", "revised: x"): "revised 不是日期：写日期 2026-11-21",
        ("      number:\n", "      fax:\n"): "channels.hotline.claims: 不认识的键“fax”",
        (
            "    id: platform\n",
            f"    id: {'x' * 65}\n",
        ): "steps.ask-platform.id 太长：最多 64 个字符",
        ('area_code: "021"', "area_code: x"): "platform.area_code 写法不对：写成区号，例如 021",
    }
    for (old, new), message in told.items():
        assert refused(write(changed(old, new))).message.endswith(f": {message}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("domains:\n", '"\\e[31m\\n": 1\ndomains:\n'),
        ("  home: 上海\n", '  home: 上海\n  "a\\nb - at `$.x`": 1\n'),
        ("kind: phone", 'kind: "\\e]0;x\\a\\n"'),
        ("kind: phone", f"kind: {'x' * 100_000}"),
        ("steps: [ask-seller", f"steps: [{'x' * 100_000}"),
        ("      number:\n", '      "\\n\\n\\u202e":\n'),
        ("home_source: own-page", 'home_source: "\\e[31m"'),
    ],
)
def test_a_message_that_quotes_the_file_stays_one_short_line(
    write: Write, old: str, new: str
) -> None:
    error = refused(write(changed(old, new)))
    assert len(error.message) < 700


# --- what fits the types and cannot be used all the same


@pytest.mark.parametrize(
    ("old", "new", "part", "told"),
    [
        # references to nothing
        (
            "home_source: own-page",
            "home_source: gone",
            "gone",
            "platform.home_source: no such source: gone",
        ),
        (
            '"021-53395288", source: own-page',
            '"021-53395288", source: gone',
            "gone",
            "channels.hotline.claims.number.0.source: no such source: gone",
        ),
        (
            '"021-53395288", source: own-page',
            '"021-53395288", source: ""',
            '""',
            'channels.hotline.claims.number.0.source: no such source: ""',
        ),
        (
            "by: own-page",
            "by: gone",
            "gone",
            "channels.hotline.claims.hours.1.by: no such source: gone",
        ),
        (
            "    operator: platform\n    source: own-page\n",
            "    operator: platform\n    source: gone\n",
            "gone",
            "domains.example.com.source: no such source: gone",
        ),
        (
            "        source: own-page\n        valid_from",
            "        source: gone\n        valid_from",
            "gone",
            "rules.answer-time.versions.0.source: no such source: gone",
        ),
        (
            "48 hours, source: blog-2023",
            "48 hours, source: gone",
            "gone",
            "steps.ask-seller.wait.0.claims.0.source: no such source: gone",
        ),
        (
            '"2027":\n    source: own-page',
            '"2027":\n    source: gone',
            "gone",
            "calendar.2027.source: no such source: gone",
        ),
        (
            "channels: [counter]",
            "channels: [counter, gone]",
            "gone",
            "steps.ask-seller.channels.1: no such channel: gone",
        ),
        (
            "help: [counter]",
            "help: [gone]",
            "gone",
            "steps.ask-platform.help.0: no such channel: gone",
        ),
        (
            '。"}\n    evidence: [order]',
            '。"}\n    evidence: [gone]',
            "gone",
            "steps.ask-seller.evidence.0: no such evidence: gone",
        ),
        (
            "{seller: refused}\n    evidence: [order]",
            "{seller: refused}\n    evidence: [order, gone]",
            "gone",
            "issues.refund-refused.evidence.1: no such evidence: gone",
        ),
        (
            "{zh: 打电话}\n    basis: [answer-time]",
            "{zh: 打电话}\n    basis: [gone]",
            "gone",
            "steps.ask-platform.basis.0: no such rule: gone",
        ),
        (
            "    basis: [answer-time]\n    do:",
            "    basis: [gone]\n    do:",
            "gone",
            "issues.refund-refused.basis.0: no such rule: gone",
        ),
        (
            "- rule: answer-time",
            "- rule: gone",
            "gone",
            "steps.ask-platform.wait.0.rule: no such rule: gone",
        ),
        (
            "start: received, rule: answer-time",
            "start: received, rule: gone",
            "gone",
            "steps.ask-seller.limit.rule: no such rule: gone",
        ),
        (
            "[ask-seller, ask-platform]",
            "[ask-seller, gone]",
            "gone",
            "routes.refund.steps.1: no such step: gone",
        ),
        (
            "route: refund\n",
            "route: gone\n",
            "gone",
            "issues.refund-refused.route: no such route: gone",
        ),
        (
            "implies: {seller: refused}",
            "implies: {gone: refused}",
            "gone",
            "issues.refund-refused.implies.gone: no such step: gone",
        ),
        (
            "      platform:\n",
            "      gone:\n",
            "gone",
            "issues.refund-refused.do.gone: no such step: gone",
        ),
        (
            "start: received",
            "start: gone",
            "ask-seller, ask-platform",
            "routes.refund.steps.0: the limit of seller starts at gone, which does not come before",
        ),
        (
            "start: received",
            "start: platform",
            "ask-seller, ask-platform",
            "routes.refund.steps.0: the limit of seller starts at platform, which does not "
            "come before it",
        ),
        # hours
        (
            '"Mo-Su 08:00-20:00"',
            '"Mo-Su 08:00-20:00 sometimes"',
            '"Mo-Su 08:00-20:00 sometimes"',
            "channels.hotline.claims.hours.1.value: invalid hours, column 19: ",
        ),
        ('"24/7"', '""', '""', "channels.counter.claims.hours.0.value: invalid hours, column 1: "),
        # claims
        (
            "          lost: contradicted\n          by: own-page\n",
            "",
            '- {value: "Mo-Su 08:00-21:30"',
            "channels.hotline.claims.hours: two claims in force for one field: give all but "
            "one a `lost`",
        ),
        # lengths of time
        (
            "value: 48 hours",
            "value: 48h",
            "48h",
            "steps.ask-seller.wait.0.claims.0.value: not a period: write 48 hours, 7 "
            "working_days, 60 days",
        ),
        (
            "- rule: answer-time\n",
            "- label: {zh: 等}\n",
            "label: {zh: 等}",
            "steps.ask-platform.wait.0: give either a rule or claims",
        ),
        (
            "      - claims:\n          - {value: 48",
            "      - rule: answer-time\n        claims:\n          - {value: 48",
            "rule: answer-time\n        claims",
            "steps.ask-seller.wait.0: give either a rule or claims",
        ),
        (
            "        period: 7 working_days\n",
            "",
            "answer-time}\n    do",
            "steps.ask-seller.limit.rule: rule answer-time has no period",
        ),
        # steps, routes and rules
        (
            "channels: [hotline]",
            "channels: []",
            "id: platform",
            "steps.ask-platform: a step without a channel",
        ),
        (
            "kind: phone\n",
            "kind: phone\n    direction: outbound_only\n",
            "[hotline]",
            "steps.ask-platform.channels: a step whose every channel is retired or only calls out",
        ),
        (
            "kind: phone\n",
            "kind: phone\n    retired: {zh: 停用}\n",
            "[hotline]",
            "steps.ask-platform.channels: a step whose every channel is retired or only calls out",
        ),
        (
            "    do:\n      - {zh: 提交申请}\n",
            "    do: []\n",
            "id: seller\n",
            "steps.ask-seller: a step with nothing to do",
        ),
        ("{demand}", "{name}", '"你好', "steps.ask-seller.say.zh: unknown placeholder {name}"),
        # Nothing of the platform's is in force that could be filled in.
        (
            "{demand}",
            "{company}",
            '"你好',
            "steps.ask-seller.say.zh: unknown placeholder {company}",
        ),
        (
            "zh: 提交申请",
            'zh: "写{company}"',
            '"写',
            "steps.ask-seller.do.0.zh: unknown placeholder {company}",
        ),
        (
            "zh: 说明商家拒绝",
            'zh: "写{address"',
            '"写',
            "issues.refund-refused.do.platform.0.zh: unknown placeholder {",
        ),
        ("{demand}", "{demand", '"你好', "steps.ask-seller.say.zh: unknown placeholder {"),
        ("{demand}", "demand}", '"你好', "steps.ask-seller.say.zh: unknown placeholder }"),
        (
            "[ask-seller, ask-platform]",
            "[]",
            "[]\n\nissues",
            "routes.refund.steps: a route without steps",
        ),
        (
            "[ask-seller, ask-platform]",
            "[ask-seller, ask-platform, ask-seller]",
            "ask-seller]",
            "routes.refund.steps.2: two steps seller in one route",
        ),
        (
            "[ask-seller, ask-platform]",
            "[ask-platform, ask-seller]",
            "ask-platform, ask-seller",
            "routes.refund.steps.0: step platform needs seller, which does not come before it",
        ),
        (
            "help: [counter]",
            "instead_of: court",
            "ask-platform]",
            "routes.refund.steps.1: step platform replaces court, which is not in this route",
        ),
        # the calendar
        ('"2027":', '"27":', '"27"', "calendar.27: write the year as 2027"),
        (
            "work: [2027-01-03]",
            "work: [2027-01-04]",
            "2027-01-04",
            "calendar.2027.work.0: 2027-01-04 is a weekday: no make-up day",
        ),
        (
            "元旦: [2027-01-01]",
            "元旦: [2027-01-01, 2027-01-03]",
            "[2027-01-03]",
            "calendar.2027.work: 2027-01-03 is both off and worked",
        ),
        # characters that YAML can write as escapes
        (
            "title: 一篇博客",
            'title: "\\e[31m"',
            '"\\e[31m"',
            "sources.blog-2023.title: control character U+001B",
        ),
        ("zh: 订单截图", 'zh: "a\\rb"', '"a\\rb"', "evidence.order.zh: control character U+000D"),
        (
            "aliases: [不给退款]",
            'aliases: ["\\u202Ex"]',
            '"\\u202Ex"',
            "issues.refund-refused.aliases.0: control character U+202E",
        ),
        (
            "  blog-2023:\n",
            '  blog-2023:\n    {title: x, publisher: x, grade: official}\n  "\\a":\n',
            '"\\a"',
            "sources.·: control character U+0007",
        ),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_refused_with_the_place(
    write: Write, old: str, new: str, part: str, told: str
) -> None:
    text = changed(old, new)
    check_fault(write(text), text, part, told)


def test_a_rule_without_versions_is_refused(write: Write) -> None:
    start, end = TEXT.index("    versions:"), TEXT.index("\nevidence:")
    text = f"{TEXT[:start]}    versions: []\n{TEXT[end:]}"
    path = write(text)
    assert refused(path).message_en.endswith("rules.answer-time.versions: a rule without versions")


# --- files that cannot be read


def test_a_file_that_does_not_exist_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    error = refused(path)
    assert error.message == f"{path}: 读不了目录文件（{os.strerror(errno.ENOENT)}）"
    assert error.message_en.startswith(f"{path}: cannot read the catalogue (")
    assert error.details == {"file": str(path)}
    assert error.hint


@pytest.mark.parametrize("name", ["", "sub/none.yaml", "x" * 300, "a\0b", "a\nb\x1b[31m"])
def test_a_path_that_leads_nowhere_is_one_clear_line(tmp_path: Path, name: str) -> None:
    error = refused(Path(f"{tmp_path}/{name}"))  # the first: a folder
    assert "读不了目录文件" in error.message


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_file_without_permission_is_one_clear_line(write: Write) -> None:
    path = write(TEXT)
    path.chmod(0)
    assert os.strerror(errno.EACCES) in refused(path).message


def test_a_file_of_100_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    start = time.process_time()
    error = refused(path)
    assert time.process_time() - start < 2
    assert error.message == f"{path}:1:1: 文件太大，上限 {MAX_BYTES} 字节"


# --- overlays


def test_an_overlay_adds_overrides_and_removes(write: Write) -> None:
    over = write(
        """
        platform: {home: 北京, area_code: "010"}
        sources:
          our-page: {title: 内部, publisher: 我们, grade: reported}
        channels:
          hotline:
            claims:
              hours:
              - {value: "Mo-Fr 09:00-17:00", source: our-page}
              email: null
          desk:
            name: {zh: 服务台}
            kind: chat
            operator: platform
            audience: [merchant]
            claims: {}
        domains:
          example.com: null
          unknown.example: ~
        calendar: null
        """
    )
    plain, catalog = load_catalog(SMALL), load_catalog(SMALL, [over])
    assert (catalog.platform.home, catalog.platform.area_code) == ("北京", "010")
    assert catalog.platform.name == plain.platform.name
    assert list(catalog.channels) == ["hotline", "counter", "desk"]
    hotline = catalog.channels["hotline"]
    assert [claim.value for claim in hotline.claims.hours] == ["Mo-Fr 09:00-17:00"]
    assert hotline.claims.number == plain.channels["hotline"].claims.number
    assert catalog.channels["counter"] == plain.channels["counter"]
    assert (catalog.domains, catalog.calendar) == ({}, {})


def test_the_later_overlay_wins(write: Write) -> None:
    first, second = write("platform: {home: 北京}"), write("platform: {home: 广州}")
    assert load_catalog(SMALL, [first, second]).platform.home == "广州"
    assert load_catalog(SMALL, [str(second), first]).platform.home == "北京"


def test_an_overlay_can_bring_back_what_another_removed(write: Write) -> None:
    away = write("domains: {example.com: null}")
    back = write("domains: {example.com: {operator: seller, source: blog-2023}}")
    catalog = load_catalog(SMALL, [away, back])
    assert catalog.domains["example.com"].operator == "seller"


def test_an_overlay_leaves_the_catalogue_below_it_alone(write: Write) -> None:
    over = write("platform: {home: 北京}")
    assert load_catalog(default_catalog(), [over]).platform.home == "北京"
    assert load_catalog().platform.home != "北京"


@pytest.mark.parametrize(
    ("over", "line", "column", "message"),
    [
        ("platform: {home: 'x}", 1, 21, "not YAML"),
        ("\n\nextra: 1", 3, 1, "unknown key 'extra'"),
        ("platform:\n  city: x", 2, 3, "platform: unknown key 'city'"),
        (
            "channels:\n  hotline:\n    kind: fax",
            3,
            11,
            "channels.hotline.kind cannot be 'fax': use one of",
        ),
        ("channels: []", 1, 11, "channels cannot be a list: it must be a mapping"),
        ("channels:\n  new: {kind: web}", 2, 8, "channels.new: 'name' is missing"),
        (
            'channels:\n  counter:\n    claims:\n      url:\n      - {value: "x", source: gone}',
            5,
            30,
            "channels.counter.claims.url.0.source: no such source: gone",
        ),
        (
            "steps:\n  ask-seller:\n    do:\n",
            3,
            5,
            "steps.ask-seller: 'do' is missing",
        ),
        ("", 1, 1, "the catalogue is empty"),
    ],
)
def test_a_fault_in_an_overlay_names_the_overlay(
    write: Write, over: str, line: int, column: int, message: str
) -> None:
    path = write(over)
    error = refused(SMALL, path)
    assert error.details == {"file": str(path), "line": line, "column": column}
    assert error.message_en.startswith(f"{path}:{line}:{column}: {message}")


@pytest.mark.parametrize(
    ("over", "column", "message"),
    [
        ("channels: {counter: null}", 12, "steps.ask-seller.channels.0: no such channel: counter"),
        ("sources: {own-page: null}", 11, "platform.home_source: no such source: own-page"),
        ("rules: null", 1, "steps.ask-seller.limit.rule: no such rule: answer-time"),
        ("routes: {refund: ~}", 10, "issues.refund-refused.route: no such route: refund"),
        ("steps: {ask-seller: null}", 9, "routes.refund.steps.0: no such step: ask-seller"),
    ],
)
def test_a_reference_that_an_overlay_cuts_is_shown_where_the_overlay_cuts_it(
    write: Write, over: str, column: int, message: str
) -> None:
    path = write(f"# nothing wrong here\n{over}")
    error = refused(SMALL, path)
    assert error.details == {"file": str(path), "line": 2, "column": column}
    assert error.message_en.endswith(f": {message}")


def test_what_an_overlay_removes_and_another_brings_back_is_no_longer_removed(write: Write) -> None:
    away = write("rules: null")
    back = write(TEXT[TEXT.index("rules:") : TEXT.index("evidence:")].replace("answer-time", "x"))
    error = refused(SMALL, away, back)
    assert error.details["file"] == str(SMALL)
    assert error.message_en.endswith("no such rule: answer-time")


def test_a_reference_that_an_overlay_adds_is_shown_where_it_stands(write: Write) -> None:
    path = write("steps: {ask-seller: {help: [nobody]}}\nchannels: {nobody: null}")
    error = refused(SMALL, path)
    assert error.details["line"] == 1
    assert error.message_en.endswith("no such channel: nobody")


@pytest.mark.parametrize("key", ["revised", "platform", "sources", "channels"])
def test_an_overlay_cannot_remove_what_every_catalogue_needs(write: Write, key: str) -> None:
    path = write(f"# nothing wrong here\n{key}: null")
    error = refused(SMALL, path)
    assert error.details == {"file": str(path), "line": 2, "column": 1}
    assert error.message_en.endswith(f": '{key}' is missing")


@pytest.mark.parametrize(
    ("old", "new", "hint", "hint_en"),
    [
        ("    kind: phone\n", "    kind: fax\n", "改成其中一个", "change it to one of them"),
        ("      number:\n", "      fax:\n", "可用的键：number, url", "known keys: number, url"),
        ("home: 上海", "home: 上海\n  x: 1", "可用的键：name, home", "known keys: name, home"),
        ("home: 上海", "home: []", "写成一段文字", "write a text"),
        ("revised: 2026-11-21", "revised: x", "写日期 2026-11-21", "write a date: 2026-11-21"),
        ("    grade: unconfirmed\n", "", "加上 grade", "add grade"),
        ('area_code: "021"', "area_code: x", "写成区号", "write an area code"),
        ("sources:\n", "sauces: {}\nsources:\n", "可用的键：revised, ", "known keys: revised, "),
    ],
)
def test_what_does_not_fit_the_types_is_told_with_what_would(
    write: Write, old: str, new: str, hint: str, hint_en: str
) -> None:
    error = refused(write(changed(old, new)))
    assert error.hint.startswith(hint)
    assert error.hint_en.startswith(hint_en)


def test_the_keys_deep_inside_are_told_too(write: Write) -> None:
    over = write("steps: {ask-platform: {wait: [{claims: [{value: 1 days, from: x}]}]}}")
    error = refused(SMALL, over)
    assert error.hint_en.startswith("known keys: value, source, grade")
    over = write("steps: {ask-platform: {needs: {seller: [maybe]}}}")
    assert refused(SMALL, over).message_en.endswith(
        "unsatisfied, agreed, broken, returned, withdrawn"
    )


def test_every_entry_that_does_not_fit_is_told_once(write: Write) -> None:
    over = write(
        "channels:\n"
        "  hotline: {kind: fax, operator: nobody}\n"
        "  counter: {nmae: {zh: x}}\n"
        "extra: {}\n"
        "steps: {ask-seller: {do: null}}\n"
        "calendar: []\n"
    )
    error = refused(SMALL, over)
    assert [one.message_en.removeprefix(f"{over}:") for one in (error, *error.others)] == [
        "2:19: channels.hotline.kind cannot be 'fax': use one of phone, chat, web, app, wechat, "
        "weibo, qq, email, post",
        "3:13: channels.counter: unknown key 'nmae'",
        "4:1: unknown key 'extra'",
        "5:22: steps.ask-seller: 'do' is missing",
        "6:11: calendar cannot be a list: it must be a mapping",
    ]
    with pytest.raises(CatalogError) as caught:
        read_catalog(SMALL, [over])
    assert len(caught.value.others) == 4
    assert refused(SMALL, write("revised: soon")).others == ()


def test_an_editor_can_say_what_every_key_means() -> None:
    for name, definition in schema("catalogue")["$defs"].items():
        for key, one in definition.get("properties", {}).items():
            assert one.get("description"), f"{name}.{key}"


def test_an_overlay_that_cannot_be_read_is_named(write: Write, tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"
    assert refused(SMALL, missing).details == {"file": str(missing)}


# --- read_catalog: for check, which wants to see what cannot be used


def test_a_catalogue_is_read_with_its_faults_and_places(write: Write) -> None:
    text = changed("route: refund\n", "route: gone\n")
    path = write(text)
    loaded = read_catalog(path)
    assert loaded.catalog.issues["refund-refused"].route == "gone"
    assert loaded.files == (str(path),)
    at = loaded.places["issues", "refund-refused", "route"]
    assert (at.file, at.line, at.column) == (str(path), *place(text, "gone"))


def test_an_overlaid_part_has_its_own_place(write: Write) -> None:
    over = write("platform:\n  home: 北京")
    loaded = read_catalog(SMALL, [over])
    assert loaded.files == (str(SMALL), str(over))
    assert loaded.places["platform", "home"] == (str(over), 2, 9)
    assert loaded.places["platform", "area_code"].file == str(SMALL)


# --- the compiled form


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder that holds the small catalogue and its compiled form."""
    here = tmp_path / "site" / "pddroute"
    here.mkdir(parents=True)
    (here / "channels.yaml").write_bytes(SMALL.read_bytes())
    (here / "channels.msgpack").write_bytes(compile_catalog(SMALL.read_bytes()))
    monkeypatch.setattr(loading, "_HERE", here)
    return here


def test_the_compiled_form_holds_the_same_catalogue(installed: Path) -> None:
    for path in (SMALL, BUNDLED):
        content = path.read_bytes()
        (installed / "channels.yaml").write_bytes(content)
        (installed / "channels.msgpack").write_bytes(compile_catalog(content))
        assert load_catalog() == load_catalog(path)


@pytest.fixture
def told_apart(installed: Path) -> Path:
    """A package folder whose compiled form says another home than the file it belongs to."""
    compiled = installed / "channels.msgpack"
    catalog = load_catalog(SMALL)
    platform = msgspec.structs.replace(catalog.platform, home="苏州")
    other = msgspec.structs.replace(catalog, platform=platform)
    head = compiled.read_bytes()[: len(loading.COMPILED_FORMAT) + 32]
    compiled.write_bytes(head + seal(msgspec.msgpack.encode(other)))
    return installed


def test_the_bundled_catalogue_is_taken_from_its_compiled_form(told_apart: Path) -> None:
    assert load_catalog().platform.home == "苏州"


def test_a_catalogue_that_is_named_is_never_taken_from_the_compiled_form(told_apart: Path) -> None:
    assert load_catalog(told_apart / "channels.yaml").platform.home == "上海"


def test_an_overlay_goes_on_the_file_not_on_the_compiled_form(
    told_apart: Path, write: Write
) -> None:
    catalog = load_catalog(None, [write("platform: {name: {zh: 大店}}")])
    assert (catalog.platform.name.zh, catalog.platform.home) == ("大店", "上海")


def test_a_stale_compiled_form_is_ignored(installed: Path) -> None:
    (installed / "channels.yaml").write_text(changed("home: 上海", "home: 苏州"), encoding="utf-8")
    assert load_catalog().platform.home == "苏州"


def damaged() -> list[bytes]:
    good = compile_catalog(SMALL.read_bytes())
    head = len(loading.COMPILED_FORMAT) + 32
    return [
        b"",
        good[:10],
        good[:head],
        good[:-1],
        good + b"\0",
        good[:head] + b"\xc1" * 40,
        good[:head] + seal(b"\xc1" * 40),
        good[:head] + seal(b""),
        good[:head] + seal(msgspec.msgpack.encode({"revised": "2026-11-21"})),
        good[:head] + good[head + 32 :],
        good.replace("小店".encode(), b"\xff" * 6),
        b"pddroute-catalog-1\n" + good[len(loading.COMPILED_FORMAT) :],
        msgspec.json.encode({}),
    ]


@pytest.mark.parametrize("content", damaged())
def test_a_damaged_compiled_form_is_ignored(installed: Path, content: bytes) -> None:
    (installed / "channels.msgpack").write_bytes(content)
    assert load_catalog() == load_catalog(SMALL)


def test_whatever_rots_in_the_compiled_form_it_is_not_believed(installed: Path) -> None:
    good = (installed / "channels.msgpack").read_bytes()
    kept, plain = load_catalog(), load_catalog(SMALL)
    assert kept == plain
    for place in range(0, len(good), 37):
        for bit in (0, 6):
            rotten = bytearray(good)
            rotten[place] ^= 1 << bit
            (installed / "channels.msgpack").write_bytes(rotten)
            assert loading._compiled(installed / "channels.yaml") is None, (place, bit)
    assert load_catalog() == plain
    for length in range(0, len(good), 101):
        (installed / "channels.msgpack").write_bytes(good[:length])
        assert loading._compiled(installed / "channels.yaml") is None, length
    (installed / "channels.msgpack").write_bytes(good)
    assert loading._compiled(installed / "channels.yaml") == plain


def test_a_number_that_was_changed_in_the_compiled_form_is_never_given(installed: Path) -> None:
    compiled = installed / "channels.msgpack"
    content = compiled.read_bytes()
    assert b"021-53395288" in content
    compiled.write_bytes(content.replace(b"021-53395288", b"021-66666666"))
    claim = load_catalog().channels["hotline"].in_force["number"]
    assert claim.value == "021-53395288"


def test_a_missing_compiled_form_is_not_missed(installed: Path) -> None:
    (installed / "channels.msgpack").unlink()
    assert load_catalog() == load_catalog(SMALL)


def test_a_faulty_catalogue_is_not_compiled() -> None:
    with pytest.raises(CatalogError, match=r"^channels.yaml:\d+:\d+: .*没有这个 route：gone"):
        compile_catalog(changed("route: refund\n", "route: gone\n").encode())
    with pytest.raises(CatalogError, match=r"^mine.yaml:1:1: 目录是空的"):
        compile_catalog(b"", "mine.yaml")


# --- which catalogue is taken


def test_the_variable_names_the_catalogue_where_none_is_given(
    installed: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = (
        write(changed("home: 上海", "home: 苏州")),
        write(changed("home: 上海", "home: 杭州")),
    )
    monkeypatch.setenv("PDDROUTE_CATALOG", str(mine))
    assert load_catalog().platform.home == "苏州"
    assert load_catalog(other).platform.home == "杭州"
    over = write("platform: {name: {zh: 大店}}")
    assert load_catalog(overlays=[over]).platform.name.zh == "大店"
    assert load_catalog(overlays=[over]).platform.home == "苏州"
    assert default_catalog() == installed / "channels.yaml"
    assert check_catalog().findings != check_catalog(BUNDLED).findings
    assert {one.file for one in check_catalog().findings} == {str(mine)}
    monkeypatch.setenv("PDDROUTE_CATALOG", "/nowhere/channels.yaml")
    with pytest.raises(CatalogError) as caught:
        load_catalog()
    assert caught.value.details["file"] == "/nowhere/channels.yaml"
    assert load_catalog(other).platform.home == "杭州"
    monkeypatch.setenv("PDDROUTE_CATALOG", "")
    assert load_catalog() == load_catalog(SMALL)


# --- where the bundled catalogue is


def test_the_catalogue_of_a_package_is_in_the_package(installed: Path) -> None:
    assert default_catalog() == installed / "channels.yaml"


def test_the_catalogue_of_a_checkout_is_beside_the_package(installed: Path) -> None:
    (installed / "channels.yaml").rename(installed.parent / "channels.yaml")
    assert default_catalog() == installed.parent / "channels.yaml"
    assert load_catalog() == load_catalog(SMALL)


def test_a_fault_in_the_bundled_catalogue_is_named_by_its_bare_name(installed: Path) -> None:
    (installed / "channels.yaml").write_text("nonsense")
    with pytest.raises(CatalogError, match=r"^channels\.yaml:1:1: "):
        load_catalog()


def test_an_installation_without_a_catalogue_says_so(installed: Path) -> None:
    (installed / "channels.yaml").unlink()
    with pytest.raises(CatalogError, match=r"找不到 channels\.yaml：安装不完整") as caught:
        load_catalog()
    assert caught.value.hint == "重新安装 pddroute，或指定一个目录文件"
    assert caught.value.details == {"file": "channels.yaml"}


# --- texts of one line, in one encoding


@pytest.mark.parametrize(
    ("old", "new", "part", "name"),
    [
        ("zh: 柜台", 'zh: "柜台\\n# 一"', '"柜台\\n# 一"', "channels.counter.name.zh"),
        ("title: 一篇博客", 'title: "a\\n- b"', '"a\\n- b"', "sources.blog-2023.title"),
        ("title: 一篇博客", "title: |\n      一\n      二\n", "|\n", "sources.blog-2023.title"),
        ("zh: 柜台", 'zh: "柜台\\n"', '"柜台\\n"', "channels.counter.name.zh"),
    ],
)
def test_a_text_is_a_single_line(write: Write, old: str, new: str, part: str, name: str) -> None:
    text = changed(old, new)
    path = write(text)
    check_fault(path, text, part, f"{name}: a line end within a text")
    assert "有换行" in refused(path).message


def test_a_folded_text_is_a_single_line_too(write: Write) -> None:
    text = changed("title: 一篇博客", "title: >-\n      一篇\n      博客")
    assert load_catalog(write(text)).sources["blog-2023"].title == "一篇 博客"


def test_a_line_end_in_an_overlay_is_refused(write: Write) -> None:
    over = write('channels:\n  counter:\n    name: {zh: "甲\\n# 乙"}\n')
    error = refused(SMALL, over)
    assert (error.details["file"], error.details["line"]) == (str(over), 3)


@pytest.mark.parametrize(
    ("encoding", "like"),
    [
        ("gbk", "GBK"),
        ("gb18030", "GBK"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_another_encoding_is_recognized(tmp_path: Path, encoding: str, like: str) -> None:
    path = tmp_path / "saved.yaml"
    path.write_bytes(TEXT.encode(encoding))
    error = refused(path)
    assert error.message.endswith(f"不是 UTF-8 编码（像是 {like}）")
    assert error.message_en.endswith(f"not UTF-8 (it looks like {like})")
    assert (error.hint, error.hint_en) == ("存成 UTF-8", "save it as UTF-8")


def test_damaged_utf8_is_taken_for_no_other_encoding(tmp_path: Path) -> None:
    path = tmp_path / "damaged.yaml"
    path.write_bytes(TEXT.encode() + b"# \xe4\xb8\n")
    error = refused(path)
    assert error.message_en.endswith("not UTF-8")
    assert error.details["line"] == len(TEXT.splitlines()) + 1
    path.write_bytes(b"# caf\xe9\n" + TEXT.encode())
    assert refused(path).message_en.endswith(":1:6: not UTF-8")


# --- whatever the file holds


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_catalogue_or_a_catalogue_error(content: bytes) -> None:
    with pytest.raises(CatalogError):  # no bytes so short are a catalogue
        compile_catalog(content)


words = st.sampled_from(TEXT.split()) | st.text(max_size=5)
blanks = st.sampled_from([" ", "\n", "\n  ", "\n    ", "\n      - ", ": ", ", "])


@settings(deadline=None)
@given(st.lists(st.tuples(words, blanks), max_size=40))
def test_any_words_of_a_catalogue_are_one_or_a_catalogue_error(
    parts: list[tuple[str, str]],
) -> None:
    check_loads(TEXT[:160] + "".join(word + blank for word, blank in parts))


@settings(deadline=None)
@given(
    old=st.sampled_from(sorted({*TEXT.split(), *TEXT.splitlines()} - {""})),
    new=st.sampled_from(["", "x", "null", "[]", "{}", "9" * 400, "-1", "1e999", "'", '"', "- "])
    | st.text(max_size=10),
)
def test_any_part_replaced_is_a_catalogue_or_a_catalogue_error(old: str, new: str) -> None:
    check_loads(TEXT.replace(old, new))


def check_loads(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    try:
        compiled = compile_catalog(content)
    except CatalogError as error:
        assert {"file", "line", "column"} == set(error.details)  # noqa: PT017
        assert error.message.isprintable()  # noqa: PT017
    else:
        packed = unseal(compiled[len(loading.COMPILED_FORMAT) + 32 :])
        assert msgspec.msgpack.decode(packed or b"", type=Catalog).channels
