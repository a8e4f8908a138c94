"""What a plan says, in both languages: reasons, warnings, the words to send, what to run next."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from plans import (
    BEFORE,
    CASH,
    because,
    nothing_implied,
    now,
    shown,
    step,
    warned,
)

from pddroute.api import escalate
from pddroute.catalogue.model import Catalog
from pddroute.catalogue.routes import Outcome
from pddroute.contract.questions import AskShow
from pddroute.plan.words import BECAUSE, CODES, WARNINGS
from pddroute.words import Lang

LANGS: tuple[Lang, Lang] = ("zh", "en")

# ---- Why

PARCEL: dict[str, Any] = {"at": "2026-11-11T10:00", "received": "2026-11-03"}
SHIP: dict[str, Any] = {"at": "2026-11-19T10:30"}

SAID: list[tuple[str, dict[str, Any], str, str, str, str]] = [
    (
        "not-shipped",
        CASH | {"done": ["appeal"]},
        "platform",
        "inferred",
        "你说已经“对平台结果申诉，要求人工处理”，这一步一定在它前面做过",
        "you have taken “Appeal, and ask for a human decision”, so this must have been done before "
        "it",
    ),
    (
        "activity-cash",
        CASH,
        "platform",
        "unofficial_wait",
        "这个时长只有网上文章这样说（未署名网页，没有日期），没有证实，只用来提醒你再去问",
        "only an article on the web gives this length (未署名网页, undated): unconfirmed, a "
        "reminder to ask again",
    ),
    (
        "not-shipped",
        SHIP,
        "seller",
        "unofficial_wait",
        "这个时长只有网上文章这样说（致远笔记 / 素雅营销研究院，2024-11-07），没有证实，"
        "只用来提醒你再去问",
        "only an article on the web gives this length (致远笔记 / 素雅营销研究院, 2024-11-07): "
        "unconfirmed, a reminder to ask again",
    ),
    (
        "no-reason-return",
        PARCEL,
        "platform",
        "needs_missing",
        "“申请七天无理由退货”的时限已过，这条路走不下去了（消费者权益保护法第二十五条）",
        "the time for “Apply for a no-reason return” has passed: no ground to go on (Consumer "
        "Protection Law, Article 25)",
    ),
    (
        "not-shipped",
        SHIP | {"done": ["seller@2026-11-02T10:00"]},
        "seller",
        "mark_counted",
        "拖延期：11-02 当天不计，15 天到 2026-11-17（周二）",
        "stalling mark: 15 days after 11-02 (not counted) end on Tue 2026-11-17",
    ),
    (
        "no-reason-return",
        {"at": "2026-09-30T10:00", "received": "2026-09-24"},
        "seller",
        "limit_counted",
        "时限：09-24 当天不计，7 天到 2026-10-01（周四）",
        "limit: 7 days after 09-24 (not counted) end on Thu 2026-10-01",
    ),
    (
        "no-reason-return",
        {"at": "2026-09-30T10:00", "received": "2026-09-24"},
        "seller",
        "legal_fallback",
        "按 10-01 办最稳妥；那天休息，法律上可以顺延到 2026-10-08（周四），但对方的系统不一定认",
        "go by 10-01 to be safe; that is a day off, so in law it moves to Thu 2026-10-08, which "
        "the other side's system may not know",
    ),
    (
        "no-reason-return",
        {"at": "2026-10-02T00:00", "received": "2026-09-24"},
        "seller",
        "legal_fallback",
        "按天数 10-01 已经到期；那天休息，法律上还可以主张顺延到 2026-10-08（周四），"
        "按钮可能已经没有了",
        "by days it ended on 10-01; that was a day off, so in law it moves to Thu 2026-10-08, "
        "though the button may be gone",
    ),
    (
        "no-reason-return",
        CASH,
        "seller",
        "limit_start_unknown",
        "有时限：7 天；说出哪天收到货，才能算出哪天到期",
        "there is a limit of 7 days; tell when the parcel came to have its date worked out",
    ),
    (
        "no-reason-return",
        CASH,
        "regulator",
        "limit_start_unknown",
        "有时限：3 年；说出事情从哪天开始，才能算出哪天到期",
        "there is a limit of 3 years; tell when the trouble began to have its date worked out",
    ),
    (
        "not-shipped",
        SHIP,
        "association",
        "alternative_of",
        "与“向 12315 投诉商家”二选一",
        "instead of “Complain to 12315 about the shop”: choose one of the two",
    ),
    (
        "not-shipped",
        SHIP | {"done": ["regulator"]},
        "association",
        "already_handled",
        "已经走了“向 12315 投诉商家”；第 121 号令第十六条：同一件事另一边可能不受理",
        "“Complain to 12315 about the shop” has been taken; SAMR Order 121, Article 16: the same "
        "matter may be refused here",
    ),
    (
        "activity-cash",
        CASH | {"outcome": ["platform=agreed"]},
        "appeal",
        "branch_not_taken",
        "“向平台投诉”对方同意了，暂时用不上；对方没做到，再走这一步",
        "“Complain to the platform” ended with their agreement: not needed unless that is not kept",
    ),
    (
        "not-shipped",
        CASH | {"outcome": ["court=withdrawn"]},
        "second-instance",
        "branch_not_taken",
        "“向法院起诉”撤回了，用不上这一步",
        "“Go to court” ended withdrawn: this step does not apply",
    ),
    (
        "not-shipped",
        SHIP | {"done": ["court"]},
        "association",
        "already_handled",
        "已经走了“向法院起诉”，“向 12315 投诉商家”就走不了（第 121 号令第十六条），"
        "和它二选一的这一步也不走",
        "“Go to court” has been taken, which closes “Complain to 12315 about the shop” (SAMR Order "
        "121, Article 16), and this is its alternative",
    ),
    (
        "refund-refused",
        {"at": "2026-04-14T10:00"},
        "regulator",
        "rule_changes",
        "按 2026-04-14 有效的规定计算；2026-04-15 起规定改变（60 天），那天及以后提交的按新规定",
        "counted by the rule in force on 2026-04-14; from 2026-04-15 another applies (60 days)",
    ),
    (
        "not-shipped",
        SHIP,
        "court",
        "open_at_once",
        "法律没有规定先后，随时可以走；一般先走“向商家申请退款或售后”",
        "the law sets no order: open at any time, though better after “Apply to the shop for a "
        "refund”",
    ),
    (
        "logistics-slow",
        CASH,
        "platform",
        "open_at_once",
        "现在就可以走，一般先走“请商家催快递、查件”",
        "open now, though better after “Have the shop trace the parcel”",
    ),
    (
        "trade-dispute",
        CASH | {"done": ["platform@2026-11-20T09:00"]},
        "appeal",
        "open_at_once",
        "“请平台处理”多久有答复没有准信，等不及就走这一步",
        "nobody says how long “Take it to the platform” takes: go on when you have waited enough",
    ),
]


@pytest.mark.parametrize(
    ("issue", "told", "id_", "code", "zh", "en"), SAID, ids=[f"{s[3]}-{s[0]}" for s in SAID]
)
def test_a_reason_is_said_in_both_languages(
    catalog: Catalog, issue: str, told: dict[str, Any], id_: str, code: str, zh: str, en: str
) -> None:
    in_zh = step(escalate(catalog, issue, lang="zh", **told), id_)
    in_en = step(escalate(catalog, issue, lang="en", **told), id_)
    assert because(in_zh, code).text == zh
    assert because(in_en, code).text == en


CHOSEN: list[tuple[str, dict[str, Any], str, str]] = [
    ("refund-refused", {}, "seller", "implied_by_issue"),
    ("not-shipped", {"outcome": ["seller=refused"]}, "seller", "inferred.outcome"),
    ("activity-cash", {"done": ["platform"]}, "platform", "done_time_unknown"),
    ("scam", {}, "payment", "harm_first"),
    ("not-shipped", {"outcome": ["seller=unsatisfied"]}, "seller", "outcome_given"),
    ("not-shipped", {"outcome": ["seller=silent"]}, "seller", "outcome_given.silence"),
    ("price-drop", {"done": ["seller@2026-11-19"]}, "seller", "no_wait_known"),
    ("price-drop", {}, "platform", "outcome_needed.before"),
    ("not-shipped", {"done": ["regulator"]}, "seller", "passed_over"),
    ("not-shipped", {}, "mediator", "optional_step"),
    ("not-shipped", {}, "mediator", "open_at_once.optional"),
]


@pytest.mark.parametrize(("issue", "told", "id_", "key"), CHOSEN)
def test_a_reason_that_is_always_the_same_is_given_where_it_holds(
    catalog: Catalog, issue: str, told: dict[str, Any], id_: str, key: str
) -> None:
    for lang in LANGS:
        found = step(escalate(catalog, issue, lang=lang, **CASH, **told), id_)
        assert because(found, CODES[key]).text == BECAUSE[key].to(lang)


ENDED = [
    ("poor-quality", "seller=agreed"),
    ("poor-quality", "seller=returned@11-19"),
    ("not-shipped", "regulator=refused"),
    ("not-shipped", "regulator=withdrawn"),
    ("scam", "police=refused"),
]


@pytest.mark.parametrize(("issue", "told"), ENDED)
def test_whoever_has_an_outcome_is_told_what_it_closes_or_leaves(
    catalog: Catalog, issue: str, told: str
) -> None:
    id_, _, came = told.partition("=")
    outcome: Outcome = came.partition("@")[0]  # type: ignore[assignment]
    keys = catalog.routes[catalog.issues[issue].route].steps
    ended = next(catalog.steps[key].ended for key in keys if catalog.steps[key].id == id_)
    for lang in LANGS:
        plan = escalate(catalog, issue, lang=lang, **CASH, outcome=[told])
        assert because(step(plan, id_), "outcome_given").text == ended[outcome].to(lang)
        if now(plan).step == id_:
            assert now(plan).also[0] == ended[outcome].to(lang)


@pytest.mark.parametrize("issue", ["no-reason-return", "poor-quality"])
def test_where_a_limit_has_passed_what_is_left_is_said(catalog: Catalog, issue: str) -> None:
    limit = catalog.steps[catalog.routes[catalog.issues[issue].route].steps[0]].limit
    assert limit is not None
    assert limit.passed is not None
    begun = ("时限已过（2026-11-10（周二））。", "the limit has passed (Tue 2026-11-10). ")
    for lang, begins in zip(LANGS, begun, strict=True):
        plan = escalate(catalog, issue, lang=lang, **PARCEL)
        text = because(step(plan, "seller"), "limit_passed").text
        assert text == begins + limit.passed.to(lang)


def test_an_opening_is_said_in_both_languages(small: Catalog) -> None:
    texts = ("最早 明天 08:00 开门", "the first channel opens tomorrow 08:00")
    for lang, text in zip(LANGS, texts, strict=True):
        plan = escalate(small, "refund-refused", at="2026-11-20T23:30", lang=lang)
        assert because(step(plan, "platform"), "channel_opens").text == text


def test_a_wait_without_a_name_or_an_end_of_its_own_has_ours(small: Catalog) -> None:
    for lang, name, then in (
        ("zh", "答复：", "答复：2026-11-22（周日）已过，还没有消息：走下一步"),
        (
            "en",
            "answer: ",
            "answer: Sun 2026-11-22 has passed; if nothing has come: go on to the next step",
        ),
    ):
        told: dict[str, Any] = {"done": ["seller@2026-11-20T09:00"], "lang": lang}
        plain = nothing_implied(small)
        plan = escalate(plain, "refund-refused", at="2026-11-23T09:00", **told)
        assert because(step(plan, "seller"), "hours_counted").text.startswith(name)
        assert because(step(plan, "seller"), "wait_passed").text == then
        assert step(plan, "seller").waits[0].then is None


def test_a_rule_may_lose_its_length(catalog: Catalog) -> None:
    rule = catalog.rules["complaint-mediation"]
    versions = [rule.versions[0], msgspec.structs.replace(rule.versions[1], period=None)]
    changed = msgspec.structs.replace(rule, versions=versions)
    rules = {**catalog.rules, "complaint-mediation": changed}
    lost = msgspec.structs.replace(catalog, rules=rules)
    for lang, said in zip(LANGS, ("没有写多久", "no length given"), strict=True):
        plan = escalate(lost, "refund-refused", at="2026-04-14T10:00", lang=lang)
        texts = [entry.text for entry in step(plan, "regulator").because]
        assert sum(said in text for text in texts) == 1


# ---- Warnings


@pytest.mark.parametrize("lang", LANGS)
def test_what_makes_a_plan_uncertain_is_said_once_for_it_all(catalog: Catalog, lang: Lang) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("poor-quality", {"received": "2026-11-01", "done": ["seller"]}),
        ("poor-quality", {"received": "2026-11-01"}),
        ("not-shipped", {"done": ["regulator", "association"]}),
        ("no-reason-return", {}),
        ("technical-fault", {"at": "2026-11-20T23:30"}),
    ]
    plans = [escalate(catalog, issue, lang=lang, **(CASH | told)) for issue, told in asked]
    said: dict[str, str] = {code: text for plan in plans for code, text in warned(plan).items()}
    assert {code: said[code] for code in WARNINGS} == {
        code: text.to(lang) for code, text in WARNINGS.items()
    }
    assert all(len(plan.warnings) == len(warned(plan)) for plan in plans)


@pytest.mark.parametrize(
    ("issue", "told", "since_unknown"),
    [
        pytest.param("no-reason-return", {}, True, id="now, received unknown"),
        pytest.param("no-reason-return", {"received": "2026-11-19"}, False, id="received known"),
        pytest.param("not-shipped", {}, False, id="a later step's limit"),
        pytest.param("not-shipped", {"done": BEFORE}, True, id="now, since unknown"),
        pytest.param(
            "not-shipped", {"done": BEFORE, "since": "2026-11-01"}, False, id="since known"
        ),
        pytest.param(
            "not-shipped", {"done": [*BEFORE, "regulator@2026-11-19"]}, False, id="done, unknown"
        ),
    ],
)
def test_a_limit_at_hand_that_cannot_be_dated_is_warned_about(
    catalog: Catalog, issue: str, told: dict[str, Any], since_unknown: bool
) -> None:
    assert ("since_unknown" in warned(escalate(catalog, issue, **CASH, **told))) is since_unknown


FILED = [
    # what was done, what came of it, whether two places still have it
    (["regulator", "association"], [], True),
    (["regulator", "court"], [], True),
    (["regulator", "court"], ["regulator=silent"], True),
    (["association", "court"], ["association=silent"], False),  # no rule says that only one may
    (["regulator", "association"], ["regulator=refused"], False),
    (["regulator", "association"], ["association=refused"], False),
    (["regulator", "association"], ["regulator=withdrawn"], False),
    (["regulator", "court"], ["regulator=unsatisfied"], False),
    (["regulator", "court"], ["regulator=withdrawn"], False),
    (["platform", "court"], [], False),
]


@pytest.mark.parametrize(("done", "outcome", "twice"), FILED)
def test_one_matter_in_two_places_is_warned_of_while_both_have_it(
    catalog: Catalog, done: list[str], outcome: list[str], twice: bool
) -> None:
    plan = escalate(catalog, "not-shipped", **CASH, done=done, outcome=outcome)
    said = list(warned(plan))
    assert ("filed_twice" in said) is twice
    assert not twice or said[0] == "filed_twice", "it is the first thing to see to"


def test_that_nothing_is_open_is_warned_about_until_the_step_is_done(small: Catalog) -> None:
    shut: dict[str, Any] = {"at": "2026-11-20T23:30"}
    plan = escalate(small, "refund-refused", lang="en", **shut)
    assert "no_step_open_now" in warned(plan)
    assert warned(plan)["numbers_unverified"] == "Nobody has confirmed a number."
    assert "no_step_open_now" not in warned(escalate(small, "refund-refused", **CASH))
    done = ["seller@2026-11-20T09:00"]
    waiting = escalate(nothing_implied(small), "refund-refused", **shut, done=done)
    assert step(waiting, "seller").state == "waiting"
    assert "no_step_open_now" not in warned(waiting)


def test_an_unconfirmed_wait_is_warned_about_as_long_as_it_lies_ahead(small: Catalog) -> None:
    plain = nothing_implied(small)
    for done, state, ahead in (
        ([], "now", True),
        (["seller@2026-11-20T09:00"], "waiting", True),
        (["seller@2026-11-10T09:00"], "done", False),
    ):
        plan = escalate(plain, "refund-refused", **CASH, done=done)
        assert step(plan, "seller").state == state
        assert ("unofficial_wait" in warned(plan)) is ahead


def test_a_plan_without_doubts_has_no_warnings(small: Catalog) -> None:
    done = ["platform@2026-11-01", "regulator@2026-06-01", "court@2026-11-19"]
    plan = escalate(small, "refund-refused", **CASH, done=done)
    assert (plan.now, plan.warnings) == (None, [])


def test_where_hours_are_provisional_the_year_is_warned_about_once(catalog: Catalog) -> None:
    plan = escalate(catalog, "refund-refused", at="2027-03-02T10:00", lang="en")
    texts = [warn.text for warn in plan.warnings if warn.code == "calendar_unpublished"]
    assert len(texts) == 1
    assert "hours are provisional" in texts[0]


# ---- What to run next

TOLD = "--since 2026-11-01T10:00 --received 2026-11-02"
TOLD += " --done seller@2026-11-18T09:00:30 --done platform --done appeal@2026-11-20T10:00"
TOLD += " --outcome seller=refused --outcome platform=unsatisfied"
ASKED = "--done platform@2026-11-20T09:00 --outcome platform="
AFTER = "--done regulator@2026-11-19 --done seller --done platform --done appeal"

NEXT: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    (
        "refund-refused",
        {},
        [
            ("escalate refund-refused --done platform@2026-11-20T10:00", "做完了，看下一步"),
            ("show app-intervention", "这个渠道可不可靠"),
        ],
    ),
    (
        "refund-refused",
        {"lang": "en", "city": "杭州", "for_whom": "Granny Li"},
        [
            (
                "escalate refund-refused --lang en --for 'Granny Li' --city '杭州' "
                "--done platform@2026-11-20T10:00",
                "done: what comes next",
            ),
            ("show app-intervention --lang en --city '杭州'", "where this channel is from"),
        ],
    ),
    (
        "activity-cash",
        {"done": ["platform@2026-11-20T09:00"]},
        [
            (f"escalate activity-cash {ASKED}refused", "被拒绝了"),
            (f"escalate activity-cash {ASKED}unsatisfied", "答复了，不满意"),
            (f"escalate activity-cash {ASKED}silent", "一直没有答复"),
            (f"escalate activity-cash {ASKED}agreed", "对方同意了"),
        ],
    ),
    # Only what may have been sent back.
    (
        "poor-quality",
        {"done": ["seller@2026-11-20"]},
        [
            (f"escalate poor-quality --done seller@2026-11-20 --outcome seller={came}", why)
            for came, why in (
                ("refused", "被拒绝了"),
                ("unsatisfied", "答复了，不满意"),
                ("silent", "一直没有答复"),
                ("agreed", "对方同意了"),
                ("returned", "货寄回去了"),
            )
        ],
    ),
    # What was promised may be broken: that takes the place of the promise, and keeps its amount.
    (
        "poor-quality",
        {"done": ["seller@2026-11-18"], "outcome": ["seller=agreed:20", "mediator=refused"]},
        [
            (
                "escalate poor-quality --done seller@2026-11-18 --outcome mediator=refused "
                "--outcome seller=broken:20",
                "说好的没做到",
            )
        ],
    ),
    (
        "poor-quality",
        {"outcome": ["seller=returned@2026-11-18"], "lang": "en"},
        [
            (
                "escalate poor-quality --lang en --outcome seller=broken",
                "they did not keep to it",
            )
        ],
    ),
    # Where nothing is left the other ways out know for whom, where and in which language.
    (
        "no-reason-return",
        {"received": "2026-11-03", "lang": "en", "city": "杭州", "for_whom": "Granny Li"},
        [
            (f"escalate {other} --lang en --for 'Granny Li' --city '杭州'", name)
            for other, name in (
                ("poor-quality", "Poor quality"),
                ("promo-not-honored", "Promise or gift not honoured"),
            )
        ],
    ),
    # Only what may be withdrawn.
    (
        "not-shipped",
        {"done": ["regulator@2026-11-19", *BEFORE]},
        [
            (f"escalate not-shipped {AFTER} --outcome regulator={came}", why)
            for came, why in (
                ("refused", "被拒绝了"),
                ("unsatisfied", "答复了，不满意"),
                ("silent", "一直没有答复"),
                ("agreed", "对方同意了"),
                ("withdrawn", "我撤回了"),
            )
        ],
    ),
    # Where the outcome is there, none is asked for.
    (
        "not-shipped",
        {"done": [*BEFORE, "regulator@2026-11-19"], "outcome": ["regulator=silent"]},
        [],
    ),
    # All that was told is told again.
    (
        "poor-quality",
        {
            "done": ["商家@2026-11-18T01:00:30Z", "平台"],
            "outcome": ["seller=拒绝", "platform=不满意"],
            "since": "2026-11-01T10:00",
            "received": "11月2日",
        },
        [
            (f"escalate poor-quality {TOLD}", "做完了，看下一步"),
            ("show app-chat", "这个渠道可不可靠"),
        ],
    ),
]


@pytest.mark.parametrize(("issue", "told", "commands"), NEXT)
def test_what_to_run_next_is_a_command_that_tells_all_again(
    catalog: Catalog, issue: str, told: dict[str, Any], commands: list[tuple[str, str]]
) -> None:
    plan = escalate(catalog, issue, **CASH, **told)
    assert [(hint.command, hint.why) for hint in plan.next] == [
        (f"pddroute {command}", why) for command, why in commands
    ]


AMOUNTS = [("20", "20"), ("20.50", "20.5"), ("12345.67", "12345.67"), ("1234567", "1234567")]


@pytest.mark.parametrize(("told", "yuan"), AMOUNTS)
def test_an_amount_is_the_same_wherever_it_is_told_again(
    catalog: Catalog, told: str, yuan: str
) -> None:
    outcome = [f"seller=同意{told}元"]
    for lang, waits, told_so in (
        ("zh", f"等对方退来答应的 {yuan} 元（", f"对方答应退 {yuan} 元"),
        ("en", f"wait for the {yuan} yuan that", f"agreed to {yuan} yuan"),
    ):
        plan = escalate(catalog, "poor-quality", lang=lang, **CASH, outcome=outcome)  # type: ignore[arg-type]
        assert step(plan, "seller").amount == float(told)
        assert now(plan).action.startswith(waits)
        assert told_so in (step(plan, "regulator").say or "")
    (hint,) = escalate(catalog, "poor-quality", **CASH, outcome=outcome).next
    assert hint.command.endswith(f" --outcome seller=broken:{yuan}")
    broken = [f"seller=说好的没做到{told}元"]
    for lang, told_so in (
        ("zh", f"对方答应退 {yuan} 元，没有做到"),
        ("en", f"(they agreed to {yuan} yuan and did not keep it)"),
    ):
        plan = escalate(catalog, "poor-quality", lang=lang, **CASH, outcome=broken)  # type: ignore[arg-type]
        assert told_so in (step(plan, "platform").say or "")
    done = ["platform@2026-11-20T09:00"]
    after = escalate(catalog, "poor-quality", **CASH, outcome=broken, done=done)
    assert after.next
    for hint in after.next:
        assert f" --outcome seller=broken:{yuan} --outcome platform=" in hint.command


def test_before_anything_is_open_only_the_channel_is_shown(small: Catalog) -> None:
    plan = escalate(small, "refund-refused", at="2026-11-20T23:30")
    assert [hint.ask for hint in plan.next] == [AskShow(channel="hotline", lang="zh")]


# ---- What to do at this minute, in words

ACTIONS: list[tuple[str, dict[str, Any], str | None, str, str]] = [
    # Wait; ask after it where somebody answers; or do not wait.
    (
        "activity-cash",
        {"at": "2026-11-20T10:00", "done": ["platform@2026-11-20T09:00"]},
        "app-chat",
        "等“向平台投诉”的答复（拼多多 App 官方客服，开放至 24:00，时间没有准信，"
        "可以查进度、补证据），到 周三（11-25） 09:00。"
        "同时：等不及：向 12315 投诉平台（现在就可以）",
        "wait for the answer to “Complain to the platform” (Official support chat in the app, "
        "open until 24:00, hours unconfirmed: ask after it, add proof), until Wed 11-25 09:00. "
        "Also: rather not wait: Complain to 12315 about the platform (open now)",
    ),
    # Nobody knows until when.
    (
        "trade-dispute",
        {"at": "2026-11-20T10:00", "done": ["platform@2026-11-20T09:00"]},
        "merchant-hotline",
        "等“请平台处理”的答复（拼多多商家热线 021-53395088，开放至 20:30，可以打电话催）。同时："
        "等不及：对平台结果申诉（现在就可以）",
        "wait for the answer to “Take it to the platform” (Pinduoduo merchant hotline "
        "021-53395088, open until 20:30: call to press). Also: rather not wait: Appeal against the "
        "platform's decision (open now)",
    ),
    # A clock has run out, and another is running.
    (
        "not-shipped",
        {"at": "2026-12-12T12:30", "done": [*BEFORE, "regulator@2026-11-20T10:00"]},
        "12345",
        "等“向 12315 投诉商家”的答复（12345 政务服务便民热线，24 小时，可以打电话催），到 "
        "2027-02-01（周一） 24:00。同时：“向 12315 投诉商家”（受理）2026-12-01（周二）已过，"
        "还没有消息：到 12315 网站查有没有受理决定；没有就打 12315 或 12345 催；还不办，"
        "可以申请行政复议；等不及：向法院起诉（现在就可以）",
        "wait for the answer to “Complain to 12315 about the shop” (12345 government service line, "
        "round the clock: call to press), until Mon 2027-02-01 24:00. Also: “Complain to 12315 "
        "about the shop” (acceptance) was due on Tue 2026-12-01; if nothing has come: Look on the "
        "12315 site for the decision to take it; if there is none press by 12315 or 12345; if "
        "still nothing, administrative review is open; rather not wait: Go to court (open now)",
    ),
    # What was promised.
    (
        "return-freight",
        {"at": "2026-11-20T10:00", "outcome": ["seller=agreed:20.5"]},
        "seller-refund",
        "等对方退来答应的 20.5 元（向商家提出要求）",
        "wait for the 20.5 yuan that they agreed to (Put your demand to the shop)",
    ),
    (
        "activity-cash",
        {"at": "2026-11-20T10:00", "outcome": ["platform=agreed"]},
        "app-chat",
        "等对方做到答应的事（向平台投诉）",
        "wait until they do as agreed (Complain to the platform)",
    ),
    (
        "no-reason-return",
        {"at": "2026-11-20T10:00", "outcome": ["seller=returned@2026-11-18"]},
        "seller-refund",
        "货已寄回，等退款（申请七天无理由退货）",
        "sent back: wait for the money (Apply for a no-reason return)",
    ),
    # Take the step; the telephone beside it, now or when it opens.
    (
        "refund-refused",
        {"at": "2026-11-20T22:00"},
        "app-intervention",
        "打开这笔退款的详情页，点“申请平台介入”，写清经过和要求，上传证据"
        "（订单页申请平台介入，应该随时能用；想打电话：021-53395288 明天 08:00 开）",
        "Open the page of this refund, tap “申请平台介入”, say what happened and what you want, "
        "upload the proof (Ask the platform to step in (order page), should work at any time; "
        "to call: 021-53395288 opens tomorrow 08:00)",
    ),
    # Where it burns the numbers stand side by side, without their hours; harm has two doors.
    (
        "scam",
        {"at": "2026-11-20T10:00"},
        "110",
        "钱已转出或信息已泄露，马上打 110；没转钱就停手，再打 96110 咨询"
        "（110 报警；96110 反诈专线）。同时：马上打付款银行（号码在卡背面）或支付 App，说被骗了，"
        "要求止付",
        "If money or data is gone, call 110 at once; if not, stop everything and ask 96110 "
        "(110 police; 96110 anti-fraud line). Also: Call the bank you paid from (number on the "
        "card) or the payment app at once: say that you were cheated and ask to stop the payment",
    ),
    # By days it is over, in law it is not.
    (
        "no-reason-return",
        {"at": "2026-10-05T10:00", "received": "2026-09-24"},
        "seller-refund",
        "周四（10-08） 24:00 以前：按天数 10-01 已经到期，法律上还可以主张顺延：在订单页点",
        "by Thu 10-08 24:00: by days it ended on 10-01; in law it may still be asked for: On the",
    ),
]


@pytest.mark.parametrize(("issue", "told", "channel", "zh", "en"), ACTIONS)
def test_what_to_do_now_is_one_sentence(
    catalog: Catalog, issue: str, told: dict[str, Any], channel: str | None, zh: str, en: str
) -> None:
    in_zh, in_en = (now(escalate(catalog, issue, lang=lang, **told)) for lang in LANGS)
    assert (in_zh.channel, in_en.channel) == (channel, channel)
    assert in_zh.action.startswith(zh)
    assert in_en.action.startswith(en)
    for one in (in_zh, in_en):
        assert all(part in one.action for part in (one.do, *one.where, *one.also))


def test_after_harm_the_next_step_is_said_for_whom_it_does_not_concern(catalog: Catalog) -> None:
    zh, en = (now(escalate(catalog, "safety-hazard", lang=lang, **CASH)).also for lang in LANGS)
    assert zh[0].startswith("没有这种情况，或已经做了：在订单页点“申请退款/售后”")
    assert en[0].startswith("if not so, or once done: On the order page tap")


def test_of_many_couriers_only_the_person_can_say_which(catalog: Catalog) -> None:
    """No number of one courier of many is put beside the step, or rung while waiting."""
    asked = escalate(catalog, "logistics-slow", **CASH, done=["seller"])
    numbers = [one.number for one in step(asked, "courier").channels if one.number]
    assert len(numbers) > 5
    assert (now(asked).step, now(asked).channel) == ("courier", "courier-app")
    assert not any(number in now(asked).action for number in numbers)


# ---- The words to send

DEEDS: list[tuple[dict[str, Any], str, str, str]] = [
    # what was told, to whom, how it is told there in both languages
    ({}, "platform", "", ""),
    (
        {"done": ["seller@2026-11-18"], "outcome": ["seller=agreed:20.5"]},
        "platform",
        "11 月 18 日向商家申请了退款，对方答应退 20.5 元。",
        "So far I have applied to the shop for a refund on 18 November (they agreed to 20.5 "
        "yuan). ",
    ),
    (
        {
            "done": ["seller@2026-11-18", "platform"],
            "outcome": ["seller=refused", "platform=silent"],
        },
        "regulator",
        "11 月 18 日向商家申请了退款，被拒绝；申请了平台介入，没有答复。",
        "So far I have applied to the shop for a refund on 18 November (refused); asked the "
        "platform to step in (without an answer). ",
    ),
    # Not what was only inferred, and not the step itself.
    ({"done": ["platform"]}, "platform", "", ""),
    (
        {"done": ["platform"]},
        "regulator",
        "申请了平台介入。",
        "So far I have asked the platform to step in. ",
    ),
]


@pytest.mark.parametrize(("told", "id_", "zh", "en"), DEEDS)
def test_the_words_to_send_tell_what_was_done(
    catalog: Catalog, told: dict[str, Any], id_: str, zh: str, en: str
) -> None:
    for lang, deeds in zip(LANGS, (zh, en), strict=True):
        plain = step(escalate(catalog, "not-shipped", lang=lang, **CASH), id_).say
        words = step(escalate(catalog, "not-shipped", lang=lang, **CASH, **told), id_).say
        assert words is not None
        assert deeds in words
        assert words.replace(deeds, "", 1) == plain


# ---- What a step is made of


def test_a_step_is_told_in_the_words_of_its_issue(small: Catalog) -> None:
    zh = step(escalate(small, "refund-refused", **CASH), "platform")
    assert (zh.title, zh.operator) == ("找平台", "platform")
    assert zh.do == ["申请介入。", "附上拒绝的截图。"]
    assert zh.say == "商家拒绝退款，请退款。"
    assert [(item.id, item.text) for item in zh.evidence] == [
        ("order", "订单截图"),
        ("chat-log", "聊天记录"),
    ]
    en = step(escalate(small, "refund-refused", lang="en", **CASH), "platform")
    assert en.title == "Ask the platform"
    assert en.do == ["Ask it to step in.", "Add a screenshot of the refusal."]
    assert en.say == "The shop refuses the refund. Please refund me."
    assert [item.text for item in en.evidence] == ["A screenshot of the order", "The chat"]


def test_a_step_without_a_text_to_send_has_none(small: Catalog) -> None:
    assert step(escalate(small, "refund-refused", **CASH), "seller").say is None


def test_a_step_brings_the_evidence_of_its_issue_after_its_own(small: Catalog) -> None:
    seller = step(escalate(small, "refund-refused", **CASH), "seller")
    assert [item.id for item in seller.evidence] == ["order", "chat-log"]


def test_the_rules_of_waits_and_limits_are_cited(small: Catalog) -> None:
    def cited(id_: str, lang: str) -> list[tuple[str, str, str]]:
        plan = escalate(small, "refund-refused", lang=lang, **CASH)  # type: ignore[arg-type]
        return [(one.rule, one.text, one.source) for one in step(plan, id_).basis]

    assert cited("seller", "zh") == [("no-reason-return", "法律：七天。", "law")]
    assert cited("seller", "en") == [("no-reason-return", "The law: Seven days.", "law")]
    assert cited("regulator", "zh") == [("mediation", "新办法：六十天。", "law")]
    assert cited("platform", "zh") == []


def test_the_rules_of_the_issue_are_cited_but_not_to_the_police(catalog: Catalog) -> None:
    key, issue = "scam", catalog.issues["scam"]
    ruled = msgspec.structs.replace(issue, basis=["five-ways"])
    changed = msgspec.structs.replace(catalog, issues={**catalog.issues, key: ruled})
    plan = escalate(changed, key, **CASH)
    assert "five-ways" not in {one.rule for one in step(plan, "police").basis}
    assert "five-ways" in {one.rule for one in step(plan, "platform").basis}


def test_a_rule_that_is_not_in_force_is_not_cited(catalog: Catalog) -> None:
    for at, there in (("2026-01-31T10:00", False), ("2026-02-01T10:00", True)):
        plan = escalate(catalog, "forced-refund", at=at)
        cited = {one.rule for step in plan.steps for one in step.basis}
        assert ("forced-refund-only" in cited) is there


def test_a_plan_says_what_it_is_about(small: Catalog) -> None:
    plan = escalate(small, "penalty", lang="en", **CASH)
    assert (plan.issue.id, plan.issue.name, plan.issue.audience) == (
        "penalty",
        "Penalised",
        "merchant",
    )
    assert (plan.lang, shown(plan.as_of)) == ("en", "2026-11-20 10:00")
    assert plan.catalog.revised == small.revised
    assert escalate(small, "penalty", **CASH).issue.name == "被处罚"


def test_a_plan_is_in_chinese_unless_asked_otherwise(small: Catalog) -> None:
    assert escalate(small, "penalty", at=dt.datetime(2026, 11, 20, 10)).lang == "zh"


def test_the_regulator_is_rung_in_the_city_that_is_given(catalog: Catalog) -> None:
    for city, number in ((None, "021-12315"), ("杭州", "0571-12315")):
        plan = escalate(catalog, "not-shipped", city=city, **CASH)
        reach = next(one for one in step(plan, "regulator").channels if one.id == "12315-phone")
        assert reach.number == number
        home = "home_city_assumed" in [warn.code for warn in plan.warnings]
        assert home is (city is None)
