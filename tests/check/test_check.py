"""``check``: every lint fires at its seeded defect, at its place, and no other does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import NamedTuple

import pytest

from pddroute.catalogue import faults
from pddroute.catalogue.faults import FAULTS
from pddroute.catalogue.lint import Lint
from pddroute.catalogue.loading import default_catalog, load_catalog, read_catalog
from pddroute.check import (
    addresses,
    aliases,
    claims,
    dates,
    hours,
    numbers,
    references,
    routes,
    texts,
)
from pddroute.check.check import LINTS, UNREADABLE, check, check_file
from pddroute.errors import CatalogError, UsageError
from pddroute.hours.clock import SHANGHAI
from pddroute.render import findings
from pddroute.render.ink import Ink
from pddroute.words import Said

AT = dt.datetime(2026, 11, 21, 20, 35, tzinfo=SHANGHAI)
CLEAN = Path(__file__).parents[1] / "data" / "clean.yaml"
SEVERITY = {lint.id: lint.severity for lint in LINTS}
FATAL = {lint.id for lint in FAULTS}


class Seed(NamedTuple):
    """A defect: what is written instead of what in the clean catalogue, and what it breaks."""

    rule: str
    old: str
    new: str
    line: str
    """What begins on the line of the finding; it stands nowhere above."""
    also: tuple[str, str] = ("", "")
    """A second replacement that the defect needs."""
    over: str = ""
    """An overlay, where the defect is one of an overlay: ``line`` is of this file."""

    def text(self) -> str:
        """The clean catalogue with the defect in it."""
        text = CLEAN.read_text(encoding="utf-8")
        for old, new in ((self.old, self.new), self.also):
            assert old in text, f"the clean catalogue has no {old!r}"
            text = text.replace(old, new, 1)
        return text


OTHER = """\
  other:
    name: {{zh: 另一件事, en: Something else}}
    audience: consumer
    route: common
    aliases: [{}]
    problem: {{zh: 有一件事, en: There is something.}}
    demand: {{zh: 请处理, en: Please deal with it.}}
  penalty:
"""
"""A second issue of shoppers, with an alias."""

SEEDS = [
    # what cannot be loaded
    Seed(
        "dangling-reference", "[chat, mail]", "[chat, mail, hotlin]", "help: [chat, mail, hotlin]"
    ),
    Seed("dangling-reference", "source: newspaper}", "source: news}", "source: news}"),
    Seed("dangling-reference", "evidence: [chat-log]", "evidence: [chatlog]", "[chatlog]"),
    Seed(
        "dangling-reference",
        "[merchant-platform]",
        "[merchant-platform, a-court]",
        "[merchant-platform, a-court]",
    ),
    Seed("dangling-reference", "basis: [mediation]", "basis: [arbitration]", "[arbitration]"),
    Seed("dangling-reference", "home_source: own-page", "home_source: page", "home_source: page"),
    Seed("dangling-reference", "by: own-page}", "by: nobody}", "by: nobody}"),
    Seed("route-order", "start: received", "start: court", "- ask-seller"),
    Seed("dangling-reference", "      seller: refused", "      seler: refused", "seler: refused"),
    Seed("dangling-reference", "source: newspaper}", 'source: ""}', 'source: ""}'),
    Seed("two-in-force", "blog, lost: contradicted, by: own-page", "blog", "Mo-Su 08:00-21:30"),
    Seed("invalid-hours", "Mo-Su 08:00-21:30", "Mo-Su 8.00-21.30", "Mo-Su 8.00-21.30"),
    Seed("invalid-hours", '"24/7", source: blog', '"all day", source: blog', "all day"),
    Seed("invalid-period", "value: 48 hours", "value: two days", "two days"),
    Seed("invalid-period", "        period: 7 days\n", "", "rule: no-reason-return"),
    Seed("unknown-placeholder", "{problem}，", "{probelm}，", "{probelm}"),
    Seed("unknown-placeholder", '{demand}"}', '{demand"}', '{demand"}'),
    Seed("unknown-placeholder", "en: Ask for mediation.", 'en: "Ask {company}."', '"Ask {company}'),
    Seed(
        "route-order",
        "      - sue\n",
        "      - sue\n      - ask-seller\n",
        "      - ask-seller\n  merchant:",
    ),
    Seed("route-order", "{platform: []}", "{court: []}", "- market-office"),
    Seed("route-order", "instead_of: regulator", "instead_of: police", "- association"),
    Seed("invalid-calendar", "work: [2026-12-27]", "work: [2026-12-28]", "2026-12-28"),
    Seed("invalid-calendar", "work: [2026-12-27]", "work: [2027-01-03]", "work: [2027-01-03]"),
    Seed("empty", "channels: [court-site]", "channels: []\n    help: [court-site]", "id: court"),
    Seed("empty", "      - {zh: 在线立案。, en: File it online.}", "      []", "id: court"),
    Seed("empty", "{rule: mediation, label", "{label", "- {label: {zh: 调解"),
    Seed("control-character", "zh: 消费者热线", r'zh: "消费者\u202E热线"', r"\u202E"),
    Seed("control-character", "title: 报道", r'title: "\e[31m报道"', r"\e[31m"),
    Seed("control-character", "      元旦:", r'      "元旦\u200b":', r'"元旦\u200b"'),
    Seed("invalid-calendar", '"2027":', '"27":', '"27":'),
    Seed(
        "empty",
        "audience: [consumer]\n    claims:\n      email:",
        "audience: []\n    claims:\n      email:",
        "audience: []",
    ),
    Seed(
        "empty",
        "    versions:\n"
        "      - law: {zh: 法律, en: The law}\n"
        "        text: {zh: 七天。, en: Seven days.}\n"
        "        source: law\n"
        "        period: 7 days\n",
        "    versions: []\n",
        "    versions: []",
    ),
    # references
    Seed("unused-channel", "help: [chat, mail]", "help: [chat]", "  mail:"),
    Seed("unused-entry", "      - sue\n", "", "  sue:"),
    Seed(
        "unused-entry",
        "routes:\n",
        "routes:\n  spare: {title: {zh: 备用, en: Spare}, steps: [sue]}\n",
        "  spare:",
    ),
    Seed("unused-entry", "evidence:\n", "evidence:\n  invoice: {zh: 发票, en: Bill}\n", "invoice:"),
    Seed(
        "unused-entry",
        "    limit: {start: received, rule: no-reason-return}\n",
        "",
        "  no-reason-return:",
    ),
    Seed(
        "unused-entry",
        "  law:\n",
        "  paper: {title: 论文, publisher: 学报, grade: reported, seen: 2026}\n  law:\n",
        "  paper:",
    ),
    # steps and routes
    Seed("unusable-channel", "help: [chat, mail]", "help: [chat, mail, old-line]", "old-line]"),
    Seed("unusable-channel", "channels: [hotline]", "channels: [hotline, caller]", "caller]"),
    Seed(
        "never-open-step",
        '      hours:\n        - {value: "Mo-Fr 09:00-18:00; PH off", source: own-page}\n',
        "",
        "channels: [merchant-line]",
    ),
    Seed(
        "contradictory-step",
        "help: [chat, mail]",
        "excludes: {regulator: mediation}\n    help: [chat, mail]",
        "- market-office",
    ),
    Seed(
        "contradictory-step",
        "excludes: {regulator: mediation}",
        "excludes: {regulator: mediation, association: mediation}",
        "- association",
    ),
    Seed(
        "urgent-excluded",
        "    needs: {platform: []}\n    excludes: {association: mediation}",
        "    urgent: true\n    needs: {platform: []}\n    excludes: {association: mediation}",
        "- association",
    ),
    Seed("contradictory-step", "instead_of: regulator", "instead_of: platform", "- association"),
    Seed("impossible-outcome", "seller: [refused, silent]", "seller: [silent]", "- ask-platform"),
    Seed("implied-without-need", "seller: refused", "platform: refused", "platform: refused"),
    Seed(
        "unknown-exclusion",
        "{regulator: mediation}",
        "{regulator: mediation, market-office: mediation}",
        "market-office: mediation}",
    ),
    Seed(
        "regulator-and-association", "    excludes: {association: mediation}\n", "", "- association"
    ),
    Seed(
        "regulator-and-association", "    excludes: {regulator: mediation}\n", "", "- association"
    ),
    Seed(
        "regulator-and-association",
        "[association-site]",
        "[association-site, market-office]",
        "[association-site, market-office]",
    ),
    Seed(
        "wrong-audience",
        "channels: [hotline]",
        "channels: [hotline, merchant-line]",
        "[hotline, merchant-line]",
    ),
    Seed(
        "wrong-audience", "audience: [consumer, merchant]", "audience: [consumer]", "help: [chat]"
    ),
    # issues
    Seed("alias-clash", "  penalty:\n", OTHER.format("不 退款"), "aliases: [不 退款"),
    Seed("alias-clash", "  penalty:\n", OTHER.format("refund REFUSED"), "aliases: [refund REFUSED"),
    Seed(
        "misleading-sign",
        "aliases: [不退款]",
        "aliases: [不退款]\n    signs: [被 处罚]",
        "被 处罚",
    ),
    Seed("misleading-sign", "aliases: [不退款]", "aliases: [不退款]\n    signs: [会员…扣]", "会员"),
    # claims
    Seed(
        "rejected-in-force",
        '"24/7", source: newspaper',
        '"24/7", source: fake-page',
        '"24/7", source: fake-page',
    ),
    Seed(
        "rejected-in-force",
        "source: newspaper\n        valid_to",
        "source: fake-page\n        valid_to",
        "- law: {zh: 旧办法",
    ),
    Seed(
        "better-claim-lost",
        "source: blog, lost: contradicted",
        "source: blog, grade: reported, lost: contradicted",
        '{value: "24/7", source: blog, grade: reported',
        ('21:30", source: own-page', '21:30", source: own-page, grade: unconfirmed'),
    ),
    Seed(
        "better-claim-lost",
        'PH off", source: newspaper}',
        'PH off", source: newspaper}\n'
        '        - {value: "24/7", source: law, lost: superseded, by: newspaper}',
        "source: law, lost",
    ),
    Seed(
        "unknown-area",
        "source: blog, lost: contradicted",
        'source: blog, area: "0731", lost: contradicted',
        '"0731"',
    ),
    Seed(
        "unknown-area",
        "start: received, rule: no-reason-return",
        'start: received, claims: [{value: 7 days, source: law, area: "020"}]',
        'area: "020"',
        ("    evidence: [order]\n", "    basis: [no-reason-return]\n    evidence: [order]\n"),
    ),
    Seed(
        "agrees-but-differs",
        '"020-12345678", source: blog, lost: superseded',
        '"020-12345679", source: blog, lost: agrees',
        '"020-12345679"',
    ),
    Seed(
        "agrees-but-differs",
        "lost: contradicted",
        "lost: agrees",
        '{value: "24/7", source: blog',
    ),
    Seed(
        "overlay-drops-claims",
        "",
        "",
        '        - {value: "Mo-Su 08:00-21:30"',
        over="channels:\n"
        "  hotline:\n"
        "    claims:\n"
        "      hours:\n"
        '        - {value: "Mo-Su 08:00-21:30", source: newspaper}\n',
    ),
    Seed(
        "overlay-drops-claims",
        "",
        "",
        '        - {value: "020-11112222"',
        over="channels:\n"
        "  merchant-line:\n"
        "    claims:\n"
        "      number:\n"
        '        - {value: "020-11112222", source: newspaper}\n',
    ),
    Seed(
        "unconfirmed-deadline",
        "start: received, rule: no-reason-return",
        "start: received, claims: [{value: 7 days, source: blog}]",
        "limit: {start",
        ("    evidence: [order]\n", "    basis: [no-reason-return]\n    evidence: [order]\n"),
    ),
    Seed(
        "unconfirmed-deadline",
        "source: law\n        period: 7 days",
        "source: blog\n        period: 7 days",
        "limit: {start",
    ),
    Seed(
        "translated-address",
        'value: "https://court.example/"',
        'value: {zh: "https://court.example/", en: "https://court.example/"}',
        '"https://court.example/", en',
    ),
    # numbers
    Seed("unreadable-number", 'value: "400-1234567"', 'value: "没有号码"', "没有号码"),
    Seed(
        "number-two-roles",
        "020-87654321",
        "020-12345678",
        '- {value: "020-12345678", source: own-page}\n      hours:\n        - {value: "Mo-Fr',
    ),
    Seed(
        "number-also-rejected",
        '"020-12345678", source: blog, lost: superseded',
        '"020-87654321", source: blog, lost: rejected',
        '"020-87654321", source: blog',
    ),
    Seed("number-also-rejected", '"400-1234567"', '"（020）87654321"', "（020）87654321"),
    Seed("rejected-in-force", '"12399", source: law', '"12399", source: fake-page', "12399"),
    Seed("double-area-code", '"12399"', '"020-12399"', "020-12399"),
    Seed(
        "service-number",
        "domains:\n",
        'services:\n  "12399": {name: {zh: 别家, en: others}, source: law}\n\ndomains:\n',
        '"12399": {',
    ),
    Seed(
        "service-number",
        "domains:\n",
        'services:\n  "1 2398": {name: {zh: 别家, en: others}, source: law}\n\ndomains:\n',
        '"1 2398"',
    ),
    Seed(
        "no-way-in",
        '      number:\n        - {value: "020-87654321", source: own-page}\n',
        "",
        "  merchant-line:",
    ),
    Seed("contact-in-text", "zh: 申请介入。", "zh: 打 020 1234 5678。", "020 1234 5678"),
    Seed(
        "contact-in-text",
        "en: Have the order number ready.",
        "en: Or dial 400-999-9999.",
        "400-999-9999",
    ),
    Seed(
        "contact-in-text",
        "en: Add a screenshot",
        "en: See goodshop.example. Add it",
        "See goodshop",
    ),
    Seed("unlisted-number", "zh: 申请介入。", "zh: 打 12377。", "12377"),
    Seed("unlisted-number", "zh: 消费者热线", "zh: 热线 020-12345679", "020-12345679"),  # a slip
    Seed(
        "unlisted-number", "title: 报道", "note: {zh: 见 news.com, en: Read}\n    title: 报道", "见"
    ),
    # ages
    Seed(
        "old-claim",
        '"https://www.association.example", source: newspaper',
        '"https://www.association.example", source: newspaper, date: 2024-10',
        '{value: "https://www.association.example"',
    ),
    Seed(
        "old-claim",
        '"https://www.association.example", source: newspaper',
        '"https://www.association.example", source: blog',
        '{value: "https://www.association.example"',
        also=("published: 2025-06", "seen: 2026-06"),
    ),
    Seed(
        "open-doubt",
        "seen: 2026-11-20\n    url:",
        "seen: 2025-10-20\n    note: {zh: 没有核实。, en: Nobody looked.}\n    url:",
        "note: {zh: 没有核实",
    ),
    Seed(
        "open-doubt",
        '"020-87654321", source: own-page',
        '"020-87654321", source: own-page, note: {zh: 不明, en: It was not verified.}',
        "note: {zh: 不明",
        also=("seen: 2026-11-20\n    url:", "seen: 2025-10-20\n    url:"),
    ),
    Seed(
        "lost-yardstick",
        "lost: contradicted, by: own-page",
        "lost: contradicted, by: blog",
        '{value: "24/7", source: blog',
    ),
    Seed(
        "replaced-law",
        "law: {zh: 新办法, en: The new order}\n        text: {zh: 六十天。, en: Sixty days.}\n"
        "        source: law",
        "law: {zh: 法律（修订）, en: The law}\n        text: {zh: 六十天。, en: Sixty days.}\n"
        "        source: newspaper",
        "law: {zh: 法律, en",
        also=("title: 报道", "title: 修订后的法律"),
    ),
    # addresses
    Seed("invalid-address", '"https://court.example/"', '"court.example"', '"court.example"'),
    Seed(
        "invalid-address",
        "https://www.goodshop.example/contact",
        "ftp://goodshop.example",
        "ftp://",
    ),
    Seed("invalid-address", "help@goodshop.example", "help at goodshop", "help at goodshop"),
    Seed("unlisted-domain", "https://court.example/", "https://notcourt.example/", "notcourt"),
    Seed("lookalike-address", "https://court.example/", "https://c0urt.example/", "c0urt"),
    Seed("lookalike-address", "https://court.example/", "https://my-goodshop.example/", "my-good"),
    Seed("lookalike-address", "help@goodshop.example", "help@g00dshop.example", "help@g00dshop"),
    Seed(
        "rejected-address-offered",
        "court.example: {operator: court, source: law}",
        "court.example: {operator: court, source: law, grade: rejected}",
        '- {value: "https://court.example/"',
    ),
    Seed(
        "rejected-address-offered",
        "  court.example: {",
        "  chat.goodshop.example: {operator: platform, source: fake-page}\n  court.example: {",
        '- {value: "https://chat.goodshop.example/"',
    ),
    Seed(
        "no-way-in",
        '      email:\n        - {value: "help@goodshop.example", source: own-page}',
        "      human:\n        - {value: fast, source: own-page}",
        "  mail:",
    ),
    # hours
    *(
        Seed(rule, "Mo-Fr 09:00-18:00; PH off", hours.replace('"', r"\""), hours[:12])
        for rule, hours in (
            ("hours-never-open", "Mo-Su off"),
            ("hours-minute-short", "Mo-Fr 09:00-23:59; PH off"),
            ("hours-minute-short", "Mo-Su 00:00-23:59"),  # and not too long as well
            ("hours-minute-short", "Fr 20:00-47:59"),
            ("hours-too-long", "Mo-Fr 05:59-22:00"),
            ("hours-too-long", "Sa 08:00-32:00"),
            ("hours-cut-night", "Fr 18:00-02:00; Sa 10:00-12:00"),
            ("hours-cut-night", "Mo-Su 18:00-02:00; Fr 18:00-03:00"),
            ("hours-cut-night", 'Fr 18:00-02:00; Sa "call first"'),
            ("hours-replaced", "Sa 10:00-12:00; Mo-Su 09:00-18:00"),
            ("hours-replaced", 'Mo-Fr 09:00-18:00; "by appointment"'),
            ("hours-replaced", "Oct 01-Oct 07 Mo-Su off; Mo-Su 09:00-18:00"),
            ("hours-replaced", "Dec 31 Mo-Su off; 24/7"),
            ("hours-replaced", "Jan Mo-Su off; Mo-Su 10:00-12:00"),
            ("hours-replaced", "Oct 01-Oct 07 Mo-Su off; Mo-Fr 09:00-18:00"),  # and no weekend
            ("hours-replaced", "PH off; Mo-Fr 09:00-18:00"),
            ("hours-replaced", "Su,PH off; Mo-Fr 09:00-18:00; Sa 10:00-16:00"),
            ("hours-replaced", "Mo-Su 12:00-13:00 off; Mo-Fr 09:00-18:00"),
            ("hours-replaced", "Jan Mo-Su off, Mo-Fr 10:00-12:00"),
            ("hours-form", "Mo – Fr 09:00-18:00"),
            ("hours-form", "Mo-Fr 09:00-12:00, 14:00-18:00"),
        )
    ),
    # dates
    Seed("invalid-date", "published: 2025-06", "published: 2025-06-31", "2025-06-31"),
    Seed("future-date", "published: 2025-06", "published: 2026-12", "2026-12"),
    Seed("future-date", "revised: 2026-11-20", "revised: 2026-11-22", "2026-11-22"),
    Seed("past-review", "review: 2027-03-31", "review: 2026-11-20", "review: 2026-11-20"),
    Seed(
        "past-review",
        "    review: 2027-03-31\n  merchant-line",
        "  merchant-line",
        "    name: {zh: 消费者热线",
    ),
    # rules
    Seed(
        "rule-dates",
        "valid_to: 2026-04-14",
        "valid_from: 2026-04-15\n        valid_to: 2026-04-14",
        "valid_to: 2026",
    ),
    Seed("rule-dates", "valid_to: 2026-04-14", "valid_to: 2026-04-15", "valid_from: 2026-04-15"),
    Seed("rule-dates", "valid_to: 2026-04-14", "valid_to: 2026-04-13", "valid_from: 2026-04-15"),
    Seed(
        "rule-not-in-force",
        "valid_from: 2026-04-15",
        "valid_from: 2026-04-15\n        valid_to: 2026-11-20",
        "  mediation:",
    ),
    # notices
    Seed("notice-days", "work: [2026-12-27]", "work: [2028-01-01]", "2028-01-01"),
    Seed("notice-days", "2027-02-05, ", "", "元旦:"),
    # texts
    Seed(
        "untranslated", "zh: 消费者热线, en: Consumer hotline", "zh: 消费者热线", "zh: 消费者热线"
    ),
    Seed(
        "untranslated",
        "value: {zh: 点“客服”。, en: Tap “service”.}",
        "value: 点“客服”。",
        "点“客服”",
    ),
    Seed(
        "untranslated", "zh: 消费者热线, en: Consumer hotline", 'zh: 消费者热线, en: ""', 'en: ""'
    ),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to write broken catalogues to, one after the other."""
    return tmp_path_factory.mktemp("check") / "broken.yaml"


def place(text: str, part: str) -> int:
    """The line on which ``part`` begins."""
    assert part in text
    return text[: text.index(part)].count("\n") + 1


def test_the_clean_catalogue_has_no_findings() -> None:
    report = check_file(CLEAN, at=AT)
    assert report.findings == []
    assert report.as_of == AT
    assert report.catalog is not None
    load_catalog(CLEAN)


@pytest.mark.parametrize(
    "hours",
    [
        "24/7",
        "Mo-Su 00:00-24:00",
        "Mo-Su 06:00-22:00",  # sixteen hours, and no minute more
        "Mo-Su 22:00-02:00",
        "Mo-Tu,Su 12:00-01:00, We-Th 12:00-03:00, Fr-Sa 12:00-04:00",
        "Mo-Fr 18:00-03:00; PH off",  # a holiday may end a night
        "Mo-Fr 09:00-18:00; Mo 09:00-12:00",
        "off; Mo-Fr 09:00-18:00",  # an exception is written last
        "Dec off; Dec 25 10:00-12:00",
        "Sa,Su off; Mo-Fr 09:00-18:00",
        "PH off; Mo-Fr 09:00-18:00; PH off",
        "Nov-Mar off; Apr-Oct 09:00-18:00",
        "Mo 20:00-02:00; Mo 22:00-23:00",  # the hours after midnight hold
        'Mo-Fr 09:00-18:00; Sa "by appointment"',
        '"by appointment"',
        "Mo-Su 09:00-18:00; Mo-Su 23:58-23:59 off",
    ],
)
def test_hours_that_mean_what_they_say_are_not_found(hours: str, broken: Path) -> None:
    seed = Seed("", '"Mo-Fr 09:00-18:00; PH off"', f"'{hours}'", "")
    broken.write_text(seed.text(), encoding="utf-8")
    assert {finding.rule for finding in check_file(broken, at=AT).findings} <= {"hours-form"}


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("Th-Fr 18:00-02:00; Sa 12:00-03:00; Su 12:00-01:00", "those of Fr, Sa end at 00:00"),
        ("Mo-Fr 04:30-22:00", "open for 17.5 hours on end"),
        ("Sa 09:00-12:00; Mo-Su 09:00-18:00", '"Sa 09:00-12:00" never holds'),
        ("PH off; Mo-Fr 09:00-18:00", '"PH off" never holds: later rules replace it'),
    ],
)
def test_what_is_said_of_hours_that_surprise(hours: str, said: str, broken: Path) -> None:
    seed = Seed("", "Mo-Fr 09:00-18:00; PH off", hours, "")
    broken.write_text(seed.text(), encoding="utf-8")
    (finding,) = check_file(broken, at=AT, lang="en").findings
    assert said in finding.message


@pytest.mark.parametrize("seed", SEEDS, ids=[f"{n}-{seed.rule}" for n, seed in enumerate(SEEDS)])
def test_a_lint_fires_at_its_defect_and_no_other_does(seed: Seed, broken: Path) -> None:
    broken.write_text(seed.text(), encoding="utf-8")
    over = broken.with_name("over.yaml")
    over.write_text(seed.over, encoding="utf-8")
    loaded = read_catalog(broken, [over] if seed.over else [])
    findings = check(loaded, at=AT).findings
    line = place(seed.over or seed.text(), seed.line)
    assert [(f.rule, f.line) for f in findings] == [(seed.rule, line)]
    (finding,) = findings
    assert finding.severity == SEVERITY[seed.rule]
    assert finding.file == str(over if seed.over else broken)
    assert finding.column is not None
    (english,) = check(loaded, at=AT, lang="en").findings
    assert finding.message != english.message
    assert finding.fix
    assert english.fix
    assert finding.fix != english.fix


def test_a_shoppers_and_a_merchants_issue_may_share_an_alias(broken: Path) -> None:
    text = CLEAN.read_text(encoding="utf-8")
    name = "    name: {zh: 被处罚"
    assert name in text
    broken.write_text(text.replace(name, f"    aliases: [不退款]\n{name}"), encoding="utf-8")
    assert check_file(broken, at=AT).findings == []


def test_every_lint_has_a_seeded_defect() -> None:
    assert {lint.id for lint in LINTS} == {seed.rule for seed in SEEDS}


def test_every_lint_has_an_id_of_its_own() -> None:
    assert len(SEVERITY) == len(LINTS) >= 40
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", id_) for id_ in SEVERITY)
    assert set(SEVERITY.values()) == {"error", "warning", "info"}
    assert UNREADABLE not in SEVERITY


def names(text: str) -> set[str | None]:
    """The names of the values that are filled in."""
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def words_of(module: ModuleType) -> Iterator[Said]:
    """What is said of what a module's lints find, and what to do about it."""
    for part in vars(module).values():
        if isinstance(part, Lint):
            yield from (part.message, part.fix)
        elif isinstance(part, Said):
            yield part
        elif isinstance(part, dict):
            yield from (one for one in part.values() if isinstance(one, Said))


MODULES = (faults, addresses, aliases, claims, dates, hours, numbers, references, routes, texts)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_all_is_said_in_both_languages_and_of_the_same_values(module: ModuleType) -> None:
    said = list(words_of(module))
    assert len(said) >= 2
    for words in said:
        assert words.zh.strip()
        assert words.en.strip()
        assert words.zh != words.en
        assert names(words.zh) == names(words.en), words


def test_what_stops_the_loading_is_an_error_of_check() -> None:
    assert len(FATAL) > 5
    assert {SEVERITY[id_] for id_ in FATAL} == {"error"}


@pytest.mark.parametrize("rule", sorted(SEVERITY))
def test_only_a_fault_stops_the_loading(rule: str, broken: Path) -> None:
    for seed in SEEDS:
        if seed.rule != rule:
            continue
        broken.write_text(seed.text(), encoding="utf-8")
        if rule not in FATAL:
            load_catalog(broken)
            continue
        with pytest.raises(CatalogError) as caught:
            load_catalog(broken)
        assert caught.value.details["line"] == place(seed.text(), seed.line)


def test_no_lint_stumbles_over_what_is_missing(tmp_path: Path) -> None:
    data = read_catalog(CLEAN).catalog
    removed = tmp_path / "removed.yaml"
    for section in ("sources", "channels", "rules", "evidence", "steps", "routes", "issues"):
        for id_ in getattr(data, section):
            removed.write_text(f'{section}: {{"{id_}": null}}', encoding="utf-8")
            for finding in check_file(CLEAN, [removed], at=AT).findings:
                assert finding.rule != UNREADABLE
                assert finding.line is not None


@pytest.mark.parametrize("year", ["9999", "0000", "１９９９", "next"])
def test_a_year_outside_the_calendar_is_a_finding(year: str, broken: Path) -> None:
    text = CLEAN.read_text(encoding="utf-8").replace('"2027":', f'"{year}":')
    broken.write_text(text, encoding="utf-8")
    assert [f.rule for f in check_file(broken, at=AT).findings] == ["invalid-calendar"]


def test_a_step_that_replaces_nothing_stops_the_loading(tmp_path: Path) -> None:
    # escalate looked for the step it replaces, and found the end of an iterator.
    over = tmp_path / "over.yaml"
    over.write_text("steps: {association: {instead_of: police}}", encoding="utf-8")
    with pytest.raises(CatalogError, match="police"):
        load_catalog(CLEAN, [over])


def test_a_step_left_with_retired_channels_only_stops_the_loading(tmp_path: Path) -> None:
    # escalate offers no retired channel, and had none to begin with.
    over = tmp_path / "over.yaml"
    over.write_text("channels: {court-site: {retired: {zh: 停用, en: Gone}}}", encoding="utf-8")
    findings = check_file(CLEAN, [over], at=AT).findings
    assert {(f.rule, f.file) for f in findings} == {
        ("empty", str(CLEAN)),
        ("unusable-channel", str(CLEAN)),
    }
    with pytest.raises(CatalogError, match="sue"):
        load_catalog(CLEAN, [over])


def test_a_finding_in_an_overlay_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    over = tmp_path / "town.yaml"
    over.write_text(
        "channels:\n"
        "  market-office:\n"
        "    claims:\n"
        "      hours:\n"
        '        - {value: "Mo-Tu off", source: newspaper}\n'
        "    review: 2026-01-01\n",
        encoding="utf-8",
    )
    report = check_file(CLEAN, [over], at=AT)
    assert [(f.rule, f.file, f.line, f.column) for f in report.findings] == [
        ("overlay-drops-claims", str(over), 5, 9),
        ("hours-never-open", str(over), 5, 19),
        ("past-review", str(over), 6, 13),
    ]


def test_what_an_overlay_removes_is_found_in_the_overlay(tmp_path: Path) -> None:
    over = tmp_path / "away.yaml"
    over.write_text("channels:\n  chat: null\n", encoding="utf-8")
    findings = check_file(CLEAN, [over], at=AT, lang="en").findings
    assert {(f.rule, f.file, f.line, f.column) for f in findings} == {
        ("dangling-reference", str(over), 2, 3)
    }
    assert findings[0].message == "steps.ask-platform.help.0: no such channel: chat"


def test_an_overlay_that_repeats_the_claims_drops_none(tmp_path: Path) -> None:
    over = tmp_path / "over.yaml"
    over.write_text(
        "channels:\n"
        "  merchant-line:\n"
        "    claims:\n"
        "      hours:\n"
        '        - {value: "Mo-Sa 09:00-18:00", source: newspaper}\n'
        '        - {value: "Mo-Fr 09:00-18:00; PH off", source: own-page, lost: superseded,\n'
        "           by: newspaper}\n",
        encoding="utf-8",
    )
    assert check_file(CLEAN, [over], at=AT).findings == []


def test_claims_that_an_overlay_takes_away_on_purpose_are_not_dropped(tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    claims = '[{value: "https://www.association.example", source: blog}]'
    first.write_text(f"channels: {{chat: {{claims: {{url: {claims}}}}}}}", encoding="utf-8")
    assert [f.rule for f in check_file(CLEAN, [first], at=AT).findings] == ["overlay-drops-claims"]
    second.write_text("channels: {chat: {claims: {url: null}}}", encoding="utf-8")
    assert check_file(CLEAN, [first, second], at=AT).findings == []


def test_what_cannot_be_loaded_says_what_would_fit(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    text = CLEAN.read_text(encoding="utf-8").replace("kind: phone", "kind: telephone", 1)
    file.write_text(text, encoding="utf-8")
    (finding,) = check_file(file, at=AT).findings
    assert "不能是“telephone”：可用 phone, chat, " in finding.message
    assert finding.fix == "改成其中一个"
    (finding,) = check_file(file, at=AT, lang="en").findings
    assert "cannot be 'telephone': use one of phone, chat, " in finding.message
    assert finding.fix == "change it to one of them"


def test_every_entry_that_does_not_fit_is_a_finding(tmp_path: Path) -> None:
    over = tmp_path / "over.yaml"
    over.write_text(
        "channels:\n"
        "  chat: {kind: fax}\n"
        "  market-office: {nmae: {zh: x}}\n"
        "issues:\n"
        "  parcel: {kind: x}\n",
        encoding="utf-8",
    )
    report = check_file(CLEAN, [over], at=AT, lang="en")
    assert report.catalog is None
    assert [(f.rule, f.file, f.line, f.column) for f in report.findings] == [
        (UNREADABLE, str(over), 2, 16),
        (UNREADABLE, str(over), 3, 19),
        (UNREADABLE, str(over), 5, 12),
    ]


def test_check_takes_the_catalogue_as_the_other_commands_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from typer.testing import CliRunner

    from pddroute.surfaces.cli import app

    run, file = CliRunner().invoke, tmp_path / "mine.yaml"
    text = CLEAN.read_text(encoding="utf-8")
    file.write_text(text.replace("review: 2027", "review: 2026"), encoding="utf-8")
    at = ["--at", AT.isoformat()]
    told = run(app, ["check", str(file), *at]).stdout
    assert str(file) in told
    assert run(app, ["check", "--catalog", str(file), *at]).stdout == told
    assert run(app, ["check", str(file), "--catalog", str(file), *at]).stdout == told
    both = run(app, ["check", str(CLEAN), "--catalog", str(file), *at])
    assert isinstance(both.exception, UsageError)
    monkeypatch.setenv("PDDROUTE_CATALOG", str(file))
    assert run(app, ["check", *at]).stdout == told
    assert str(file) not in run(app, ["check", str(CLEAN), *at]).stdout


def test_one_of_a_kind_is_counted_as_one(tmp_path: Path) -> None:
    from pddroute.render.findings import report
    from pddroute.render.ink import Ink

    file = tmp_path / "one.yaml"
    text = CLEAN.read_text(encoding="utf-8").replace("help: [chat, mail]", "help: [chat]")
    file.write_text(text, encoding="utf-8")
    told = report(check_file(file, at=AT, lang="en"), Ink(False, 100))
    assert told.endswith("0 errors, 0 warnings, 1 note")


def test_findings_are_in_the_order_of_the_files_and_their_lines(tmp_path: Path) -> None:
    over = tmp_path / "a-first-by-name.yaml"
    over.write_text("revised: 2027-01-01\nsources: {law: {url: nowhere}}\n", encoding="utf-8")
    broken = tmp_path / "z.yaml"
    text = CLEAN.read_text(encoding="utf-8").replace("review: 2027", "review: 2026")
    broken.write_text(text, encoding="utf-8")
    findings = check_file(broken, [over], at=AT).findings
    places = [(f.file, f.line) for f in findings]
    lines = [line for file, line in places if file == str(broken)]
    assert len(lines) > 5
    assert lines == sorted(lines, key=lambda line: line or 0)
    assert places[-2:] == [(str(over), 1), (str(over), 2)]


def test_the_same_catalogue_fails_later_in_time() -> None:
    later = dt.datetime(2027, 4, 1, tzinfo=SHANGHAI)
    rules = {f.rule for f in check_file(CLEAN, at=later).findings}
    assert rules == {"past-review"}


def test_a_catalogue_with_few_places_is_checked_all_the_same() -> None:
    loaded = read_catalog(CLEAN)
    places = dict.fromkeys([()], loaded.places[()])
    report = check(loaded._replace(places=places), at=dt.datetime(2027, 4, 1))
    assert {(f.rule, f.line) for f in report.findings} == {("past-review", places[()].line)}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("revised: 2026-11-20\nplatform: [", 2, None),
        ("channels: &a {}\n", 1, 11),
        ("name: \u202eabc\n", 1, 7),
        ("", 1, 1),
    ],
)
def test_what_cannot_be_loaded_is_one_finding(
    text: str, line: int, column: int | None, tmp_path: Path
) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    report = check_file(file, at=AT)
    (finding,) = report.findings
    assert (finding.rule, finding.severity) == (UNREADABLE, "error")
    assert (finding.file, finding.line) == (str(file), line)
    assert finding.column == column or column is None
    assert str(file) not in finding.message
    assert report.catalog is None
    assert report.as_of == AT


def test_a_claim_without_a_source_key_is_unreadable(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    old, new = '{value: "12399", source: law}', '{value: "12399"}'
    text = CLEAN.read_text(encoding="utf-8").replace(old, new)
    file.write_text(text, encoding="utf-8")
    (finding,) = check_file(file, at=AT).findings
    assert (finding.rule, finding.line) == (UNREADABLE, place(text, new))


def test_every_entry_that_does_not_fit_is_told_in_the_order_of_the_files(tmp_path: Path) -> None:
    file, overlay = tmp_path / "base.yaml", tmp_path / "overlay.yaml"
    text = CLEAN.read_text(encoding="utf-8")
    # The issues, which the catalogue's own order has last, stand first here and are wrong twice.
    head, issues = text[: text.index("\nissues:") + 1], text[text.index("\nissues:") + 1 :]
    wrong = "nonsense: 1\n" + issues.replace("audience: consumer", "audience: everyone", 1)
    file.write_text(wrong + head.replace("kind: phone", "kind: fax", 1), encoding="utf-8")
    overlay.write_text("sources: {law: {title: []}}\n", encoding="utf-8")
    findings = check_file(file, [overlay], at=AT).findings
    assert [(one.rule, Path(one.file or "").name) for one in findings] == [
        (UNREADABLE, "base.yaml"),
        (UNREADABLE, "base.yaml"),
        (UNREADABLE, "base.yaml"),
        (UNREADABLE, "overlay.yaml"),
    ]
    assert findings[0].line == 1
    assert [one.line for one in findings[:3]] == sorted(one.line or 0 for one in findings[:3])
    with pytest.raises(CatalogError) as caught:
        load_catalog(file, [overlay])
    assert caught.value.details["line"] == 1


def test_a_missing_file_is_no_catalogue_to_check(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"none\.yaml"):
        check_file(tmp_path / "none.yaml", at=AT, lang="en")


def test_the_report_is_the_documented_document() -> None:
    document = check_file(CLEAN, at=dt.datetime(2027, 4, 1), lang="en").to_dict()
    assert document["kind"] == "report"
    assert document["as_of"] == "2027-04-01T00:00:00+08:00"
    assert set(document["findings"][0]) == {
        "rule",
        "severity",
        "message",
        "file",
        "line",
        "column",
        "fix",
    }


def test_the_bundled_catalogue_has_no_errors_and_no_warnings() -> None:
    try:
        default_catalog()
    except CatalogError:
        pytest.skip("there is no channels.yaml yet")
    findings = check_file(at=AT + dt.timedelta(7)).findings
    assert [f for f in findings if f.severity != "info"] == []


def test_what_ages_is_more_than_the_channels() -> None:
    loaded = read_catalog(default_catalog())
    report = check(loaded, at=dt.datetime(2026, 11, 25, 12), stale=True)
    assert {one.rule for one in report.findings} == {"aged"}
    told = [one.message.partition("：")[0] for one in report.findings]
    assert len(told) == len(set(told))
    assert {one.partition(".")[0] for one in told} == {
        "channels",
        "domains",
        "platform",
        "rules",
        "services",
    }
    # A text in force that its official source gives does not age; one that is unconfirmed does.
    assert "rules.green-channel.versions.0" in told
    assert not any(one.startswith("rules.price-fraud.") for one in told)
    text = findings.report(report, Ink(width=200))
    assert text.startswith("先复核上面的")
    plain = check(loaded, at=dt.datetime(2026, 11, 25, 12))
    aged = [one.message for one in plain.findings if one.rule == "old-claim"]
    assert aged
    assert all(one.startswith("channels.") for one in aged)
