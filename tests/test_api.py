"""The Python interface: what it refuses, and that an answer is nobody's but its asker's."""

from __future__ import annotations

import datetime as dt
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from asking import SATURDAY, refusal, validate
from freezegun import freeze_time

import pddroute
from pddroute import api
from pddroute.catalogue.loading import default_catalog, load_catalog, read_catalog
from pddroute.catalogue.model import Catalog
from pddroute.check.check import check_file
from pddroute.contract import questions
from pddroute.contract.base import Answer
from pddroute.contract.report import Report
from pddroute.contract.schema import schema
from pddroute.errors import CatalogError, InvalidHistory, InvalidTime, PddrouteError, UsageError

ROOT = Path(__file__).parent.parent
A_DAY = dt.date(2026, 11, 21)

# --- answers are not shared ---

EVERY: dict[str, Callable[[Catalog], Answer]] = {
    "contact": lambda c: api.contact(c, at=SATURDAY, now=True),
    "escalate": lambda c: api.escalate(
        c, "refund-refused", at=SATURDAY, done=["platform@2026-11-20T10:00"]
    ),
    "verify": lambda c: api.verify(c, "021-53395289", at=SATURDAY),
    "verify_text": lambda c: api.verify_text(c, "打 021-53395288 或 12315", at=SATURDAY),
    "show": lambda c: api.show(c, "consumer-hotline", at=SATURDAY),
    "issues": lambda c: api.issues(c, at=SATURDAY),
    "check": lambda c: api.check_catalog(at=SATURDAY),
}


def mutable(part: Any) -> Iterator[Any]:
    """Every list and dict inside an answer."""
    if isinstance(part, msgspec.Struct):
        inside = [getattr(part, name) for name in part.__struct_fields__]
    elif isinstance(part, dict):
        inside = list(part.values())
    elif isinstance(part, list | tuple):
        inside = list(part)
    else:
        return
    for one in inside:
        yield from mutable(one)
    if isinstance(part, list | dict):
        yield part


@pytest.mark.parametrize("name", EVERY)
def test_spoiling_an_answer_leaves_later_ones_alone(name: str) -> None:
    fresh = load_catalog(default_catalog())
    before = [call(fresh).to_json() for call in EVERY.values()]
    spoilt = 0
    for one in list(mutable(EVERY[name](fresh))):
        one.clear()
        spoilt += 1
    assert spoilt
    assert [call(fresh).to_json() for call in EVERY.values()] == before


# --- facts grow old ---


@pytest.mark.parametrize("name", [one for one in EVERY if one != "check"])
def test_an_answer_from_old_facts_says_so_first(catalog: Catalog, name: str) -> None:
    old = msgspec.structs.replace(catalog, revised=dt.date(2026, 5, 25))
    young = msgspec.structs.replace(catalog, revised=dt.date(2026, 5, 26))  # 179 days before
    assert "facts_old" not in {one.code for one in EVERY[name](young).warnings}
    warnings = EVERY[name](old).warnings
    assert "facts_old" not in {one.code for one in warnings}  # 180 days are not more than 180
    old = msgspec.structs.replace(catalog, revised=dt.date(2026, 5, 24))
    first, *others = EVERY[name](old).warnings
    assert (first.code, others) == ("facts_old", warnings)
    assert "2026-05-24" in first.text


def test_the_age_of_facts_is_told_in_every_language_and_of_its_own_instant(
    catalog: Catalog,
) -> None:
    later = api.verify(catalog, "12315", at="2028-01-01T00:00", lang="en").warnings
    assert later[0].text.startswith(f"these facts were last changed on {catalog.revised}")
    assert later[1:] == api.verify(catalog, "12315", at=SATURDAY, lang="en").warnings
    line = api.answer_line(catalog, b'{"ask": "issues", "at": "2028-01-01T00:00"}', 1)
    assert [one["code"] for one in json.loads(line)["warnings"]] == ["facts_old"]


# --- what to send where, if a fact is wrong ---


@pytest.mark.parametrize("name", EVERY)
def test_every_answer_says_what_a_correction_needs(catalog: Catalog, name: str) -> None:
    said = catalog.platform.corrections
    assert said is not None
    answer = EVERY[name](catalog)
    assert answer.catalog is not None
    assert answer.catalog.corrections == said.zh
    if name != "check":
        platform = msgspec.structs.replace(catalog.platform, corrections=None)
        silent = EVERY[name](msgspec.structs.replace(catalog, platform=platform))
        assert silent.catalog is not None
        assert silent.catalog.corrections is None


# --- what is kept stays as it is ---


def test_a_status_that_is_kept_cannot_be_changed(catalog: Catalog) -> None:
    directory = api.contact(catalog, at=SATURDAY, now=True)
    for channel in directory.channels:
        assert not list(mutable(channel.status))
    disputed = [c for c in directory.channels if c.status.certainty == "disputed"]
    assert disputed
    assert all(c.status.disputed_by for c in disputed)
    for plain in directory.to_dict()["channels"]:
        assert isinstance(plain["status"]["disputed_by"], list)


# --- what is refused ---

REFUSED: list[tuple[str, dict[str, Any], type[UsageError], str]] = [
    ("contact", {"kind": "fax"}, UsageError, "kind"),
    ("contact", {"kind": ["phone"]}, UsageError, "kind"),
    ("contact", {"operator": "nobody"}, UsageError, "operator"),
    ("contact", {"operator": 1}, UsageError, "operator"),
    ("contact", {"audience": "buyer"}, UsageError, "audience"),
    ("contact", {"lang": "fr"}, UsageError, "lang"),
    ("contact", {"lang": {}}, UsageError, "lang"),
    ("contact", {"now": SATURDAY}, UsageError, "now"),
    ("contact", {"city": 571}, UsageError, "city"),
    ("contact", {"city": b"0571"}, UsageError, "city"),
    ("contact", {"at": A_DAY}, InvalidTime, "at"),
    ("contact", {"at": 123}, InvalidTime, "at"),
    ("contact", {"at": b"2026-11-21T20:35"}, InvalidTime, "at"),
    ("escalate", {"at": A_DAY}, InvalidTime, "at"),
    ("escalate", {"issue": None}, UsageError, "issue"),
    ("escalate", {"issue": 5}, UsageError, "issue"),
    ("escalate", {"lang": "fr"}, UsageError, "lang"),
    ("escalate", {"city": 571}, UsageError, "city"),
    ("escalate", {"done": "police"}, UsageError, "done"),
    ("escalate", {"done": b"police"}, UsageError, "done"),
    ("escalate", {"done": 5}, UsageError, "done"),
    ("escalate", {"done": [5]}, UsageError, "done"),
    ("escalate", {"done": [None]}, UsageError, "done"),
    ("escalate", {"done": {5: None}}, UsageError, "done"),
    ("escalate", {"done": {"police": 5}}, InvalidTime, "done"),
    ("escalate", {"outcome": "police=refused"}, UsageError, "outcome"),
    ("escalate", {"outcome": [5]}, UsageError, "outcome"),
    ("escalate", {"outcome": {"police": None}}, UsageError, "outcome"),
    ("escalate", {"outcome": {5: "refused"}}, UsageError, "outcome"),
    ("escalate", {"since": 5}, InvalidTime, "since"),
    ("escalate", {"received": 5}, InvalidTime, "received"),
    ("escalate", {"received": dt.datetime(2026, 11, 1)}, InvalidTime, "received"),
    ("verify", {"text": None}, UsageError, "text"),
    ("verify", {"text": 12315}, UsageError, "text"),
    ("verify", {"lang": "fr"}, UsageError, "lang"),
    ("verify", {"at": 123}, InvalidTime, "at"),
    ("verify_text", {"text": None}, UsageError, "text"),
    ("verify_text", {"text": b"12315"}, UsageError, "text"),
    ("verify_text", {"lang": "english"}, UsageError, "lang"),
    ("show", {"channel": None}, UsageError, "channel"),
    ("show", {"channel": 5}, UsageError, "channel"),
    ("show", {"lang": "fr"}, UsageError, "lang"),
    ("show", {"city": 571}, UsageError, "city"),
    ("issues", {"audience": "buyer"}, UsageError, "audience"),
    ("issues", {"lang": "fr"}, UsageError, "lang"),
    ("issues", {"at": A_DAY}, InvalidTime, "at"),
    *(
        (name, {"catalog": "channels.yaml"}, UsageError, "catalog")
        for name in EVERY
        if name != "check"
    ),
]
BUILT_BY_HAND: list[tuple[Any, str, str]] = [
    (questions.AskContact(lang=cast(Any, "fr")), "lang", "lang cannot be 'fr': use one of zh, en"),
    (
        questions.AskContact(audience=cast(Any, "buyer")),
        "audience",
        "audience cannot be 'buyer': use one of consumer, merchant",
    ),
    (
        questions.AskContact(now=cast(Any, 3)),
        "now",
        "now cannot be a whole number: it must be true or false",
    ),
    (
        questions.AskEscalate(issue="scam", done=cast(Any, [5])),
        "done",
        "done.0 cannot be a whole number: it must be a text",
    ),
    (
        questions.AskVerify(number=cast(Any, None)),
        "number",
        "number cannot be empty: it must be a text",
    ),
    *(
        (other, "asked", f"asked cannot be {name!r}: it must be a question of {questions.__name__}")
        for other, name in [
            (None, "NoneType"),
            ("contact", "contact"),
            ({"ask": "contact"}, "dict"),
            (questions.Asked(), "Asked"),
            (questions.AskContact, "StructMeta"),
        ]
    ),
]
GOOD: dict[str, dict[str, Any]] = {
    "contact": {},
    "escalate": {"issue": "scam"},
    "verify": {"text": "12315"},
    "verify_text": {"text": "12315"},
    "show": {"channel": "consumer-hotline"},
    "issues": {},
}


@pytest.mark.parametrize(("name", "wrong", "error", "argument"), REFUSED)
def test_what_is_no_value_of_an_argument_is_refused(
    catalog: Catalog, name: str, wrong: dict[str, Any], error: type[UsageError], argument: str
) -> None:
    given = {"catalog": catalog, **GOOD[name], **wrong}
    with pytest.raises(UsageError) as caught:
        getattr(api, name)(**given)
    fault = caught.value
    assert type(fault) is error
    assert fault.details == {"argument": argument}
    for message in (fault.message, fault.message_en):
        assert re.match(rf"{argument}(\.0)? ", message)
    assert fault.message != fault.message_en
    validate(pddroute.failure(fault).to_dict(), "error")


@pytest.mark.parametrize(("asked", "argument", "message"), BUILT_BY_HAND)
def test_a_question_built_by_hand_is_checked(
    catalog: Catalog, asked: Any, argument: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        pddroute.answer(catalog, asked, at=SATURDAY)
    assert caught.value.message_en == message
    assert caught.value.details == {"argument": argument}


LEFT_OUT = [None, "", " ", "\t\u3000"]
OPTIONAL = {
    name: sorted(questions.optional(one) - {"id", "lang"})
    for name, one in questions.QUESTIONS.items()
}


@pytest.mark.parametrize(
    ("ask", "field"), [(ask, field) for ask, fields in OPTIONAL.items() for field in fields]
)
def test_what_may_be_left_out_may_be_given_empty(catalog: Catalog, ask: str, field: str) -> None:
    expected = getattr(api, ask)(catalog, **{**GOOD[ask], "at": SATURDAY}).to_json()
    times = ["now", "NOW", " now "]
    with freeze_time("2026-11-21T12:35:00Z"):
        for value in (*LEFT_OUT, *times):
            given = {**GOOD[ask], "at": SATURDAY, field: value}
            assert getattr(api, ask)(catalog, **given).to_json() == expected, value
            number = {"number": given.pop("text")} if ask == "verify" else {}
            line = json.dumps({"ask": ask, **given, **number}).encode()
            assert api.answer_line(catalog, line, 1, "") == expected, value


@pytest.mark.parametrize("value", [*LEFT_OUT, "zh", "ZH", "zh-CN", "zh_CN", "zh-Hans-CN", "zh-TW"])
def test_a_language_has_many_tags_chinese(catalog: Catalog, value: str | None) -> None:
    expected = api.issues(catalog, at=SATURDAY).to_json()
    assert api.issues(catalog, at=SATURDAY, lang=cast(Any, value)).to_json() == expected
    line = json.dumps({"ask": "issues", "lang": value}).encode()
    assert api.answer_line(catalog, line, 1, SATURDAY) == expected
    assert api.answer_line(catalog, b'{"ask": "issues"}', 1, SATURDAY, cast(Any, value)) == expected


@pytest.mark.parametrize("value", ["en", "EN", "en-US", "en_GB", " en-x-mine "])
def test_a_language_has_many_tags_english(catalog: Catalog, value: str) -> None:
    expected = api.issues(catalog, at=SATURDAY, lang="en").to_json()
    assert api.issues(catalog, at=SATURDAY, lang=value).to_json() == expected
    line = json.dumps({"ask": "issues", "lang": value}).encode()
    assert api.answer_line(catalog, line, 1, SATURDAY) == expected


@pytest.mark.parametrize(
    "value", ["fr", "zho", "eng", "english", "en-", "en us", "中文", "zh-" * 99]
)
def test_another_language_is_refused(catalog: Catalog, value: str) -> None:
    with pytest.raises(UsageError, match=r"lang 不能是.*可用 zh, en"):
        api.issues(catalog, lang=value)


def test_what_was_done_may_be_told_by_its_day_alone(catalog: Catalog) -> None:
    day = dt.date(2026, 11, 19)
    told = {"at": SATURDAY, "done": ["seller@2026-11-19", " "], "since": "2026-11-17"}
    expected = api.escalate(catalog, "refund-refused", **cast(Any, told)).to_json()
    for done in ({"seller": day}, {"seller": "2026-11-19"}):
        given = api.escalate(
            catalog, "refund-refused", at=SATURDAY, done=done, since=dt.date(2026, 11, 17)
        )
        assert given.to_json() == expected
    unknown = api.escalate(catalog, "refund-refused", at=SATURDAY, done={"seller": ""})
    assert unknown == api.escalate(catalog, "refund-refused", at=SATURDAY, done=["seller"])
    for moment in (day, "2026-11-19"):
        with pytest.raises(InvalidTime):
            api.escalate(catalog, "refund-refused", at=cast(Any, moment))


@pytest.mark.parametrize("id_", ["r1", "", "第1问 <b>", "x" * 128, 0, -7, 2**63 - 1])
def test_a_question_with_an_id_has_it_given_back(catalog: Catalog, id_: str | int) -> None:
    for name in GOOD:
        given = {**GOOD[name], **({"number": "12315"} if name == "verify" else {})}
        given.pop("text" if name == "verify" else "", None)
        asked = questions.QUESTIONS[name].of(**given, id=id_)
        answer = pddroute.answer(catalog, cast(Any, asked), at=SATURDAY)
        plain = pddroute.answer(catalog, cast(Any, asked.of(**given)), at=SATURDAY).to_dict()
        document = answer.to_dict()
        validate(document)
        if id_ != "":
            assert list(document)[:3] == ["schema_version", "kind", "id"]
            assert document.pop("id") == id_
        assert "id" not in plain
        assert document == plain


# --- an error speaks the language that was asked in ---


def test_an_error_says_it_in_the_language_of_the_question(catalog: Catalog) -> None:
    calls: list[Callable[[Any], object]] = [
        lambda lang: api.contact(catalog, kind=cast(Any, "fax"), lang=lang),
        lambda lang: api.contact(catalog, city="nowhere", lang=lang),
        lambda lang: api.escalate(catalog, "nosuch", lang=lang),
        lambda lang: api.escalate(catalog, "scam", done={"x": cast(Any, 5)}, lang=lang),
        lambda lang: api.verify(catalog, cast(Any, None), lang=lang),
        lambda lang: api.verify_text(catalog, cast(Any, None), lang=lang),
        lambda lang: api.show(catalog, "nosuch", lang=lang),
        lambda lang: api.issues(catalog, at=cast(Any, A_DAY), lang=lang),
        lambda lang: api.check_catalog("nosuch.yaml", lang=lang),
        lambda lang: load_catalog("nosuch.yaml", lang=lang),
        lambda lang: api.answer(catalog, questions.AskShow(channel="nosuch"), lang=lang),
        lambda lang: api.answer(catalog, questions.AskShow(channel="nosuch", lang=lang)),
    ]
    for call in calls:
        for lang in ("zh", "en", "en-US"):
            with pytest.raises(PddrouteError) as caught:
                call(lang)
            error = caught.value
            assert str(error) == (error.message if lang == "zh" else error.message_en)
            assert error.message != error.message_en
            again = pickle.loads(pickle.dumps(error))
            assert (str(again), again.details) == (str(error), error.details)
    assert str(InvalidTime("不对", message_en="wrong")) == "不对"
    with pytest.raises(UsageError, match="lang 不能是"):
        api.issues(catalog, lang="fr")


@pytest.mark.parametrize("given", ["it's", 'a"b', "back\\slash", "x\x1b[31m"])
def test_what_was_given_is_quoted_in_one_way(catalog: Catalog, given: str) -> None:
    calls: list[Callable[[], object]] = [
        lambda: api.contact(catalog, city=given),
        lambda: api.contact(catalog, kind=cast(Any, given)),
        lambda: api.escalate(catalog, given),
        lambda: api.show(catalog, given),
        lambda: schema(given),
    ]
    for call in calls:
        with pytest.raises(PddrouteError) as caught:
            call()
        shown = given.replace("\x1b", "·")
        assert f"'{shown}'" in caught.value.message_en
        assert f"“{shown}”" in caught.value.message


# --- a service that starts ---


def test_after_the_start_no_answer_waits_for_a_module() -> None:
    program = (
        "import sys, pddroute\n"
        "catalog = pddroute.load_catalog()\n"
        "assert pddroute.warm(catalog) is None\n"
        "before = set(sys.modules)\n"
        "pddroute.escalate(catalog, 'refund-refused', at='2027-02-05T10:00', city='杭州',"
        " done=['platform@2027-02-01'], outcome=['platform=refused'], received='2027-01-20')\n"
        "pddroute.contact(catalog, city='广州')\n"
        "pddroute.verify(catalog, 'pinduoduo.com')\n"
        "pddroute.verify_text(catalog, '12315')\n"
        'for line in (b\'{}\', b\'x\', b\'{"ask": "show", "channel": "hotlne"}\','
        ' b\'{"ask": "escalate", "issue": "refund-refusd"}\'):\n'
        "    pddroute.answer_line(catalog, line, 1)\n"
        "assert not set(sys.modules) - before, set(sys.modules) - before\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_starting_changes_no_answer_and_may_be_done_again(catalog: Catalog, small: Catalog) -> None:
    fresh = load_catalog(default_catalog())
    before = [call(catalog).to_json() for call in EVERY.values()]
    pddroute.warm(fresh)
    pddroute.warm(fresh)
    assert [call(fresh).to_json() for call in EVERY.values()] == before
    pddroute.warm(small)
    with pytest.raises(UsageError):
        pddroute.warm(cast(Any, "channels.yaml"))


# --- whatever is asked, nothing grows without end ---


def sizes(catalog: Catalog) -> dict[str, int]:
    """How much is kept: with a catalogue, in tables of modules, and in memos of functions."""
    kept: dict[str, int] = {}

    def weigh(name: str, one: object, depth: int = 0) -> None:
        if isinstance(one, dict | list | set) and depth < 3:
            kept[name] = kept.get(name, 0) + len(one)
            for part in one.values() if isinstance(one, dict) else one:
                weigh(name, part, depth + 1)
        elif isinstance(one, tuple) and depth < 3:
            for part in one:
                weigh(name, part, depth + 1)

    for make, value in catalog.__dict__.items():
        weigh(f"catalog: {make}", value)
    for name, module in list(sys.modules.items()):
        if name.startswith("pddroute."):
            for key, one in vars(module).items():
                weigh(f"{name}.{key}", one)
                if hasattr(one, "cache_info"):
                    kept[f"{name}.{key}()"] = one.cache_info().currsize
    return kept


EXHAUSTIVE = bool(os.environ.get("PDDROUTE_EXHAUSTIVE"))


def different(n: int, hosts: list[str]) -> list[dict[str, object]]:
    """Questions of which no two are alike; those that are answered slowly at the end."""
    word = f"{n:x}{chr(0x4E00 + n % 20_000)}"
    host = hosts[n % len(hosts)]
    return [
        {"ask": "verify", "number": f"https://{host}/{word}?{n}"},
        {"ask": "verify", "number": f"{n}.{host}"},
        {"ask": "verify", "number": f"{10**9 + n}"},
        {"ask": word, word: 1, "id": n},
        {"ask": "verify_text", "text": f"电话 021-{53_000_000 + n} www.{n}pinduoduo.com"},
        {"ask": "escalate", "issue": f"退款{word}"},
        {"ask": "escalate", "issue": "scam", "for_whom": word, "at": f"20{10 + n % 90}-01-01T08"},
        {"ask": "escalate", "issue": "scam", "done": [f"police@{word}"]},
        {"ask": "show", "channel": word},
        {"ask": "contact", "city": word},
    ]


def test_many_different_questions_leave_little_behind() -> None:
    catalog = load_catalog(default_catalog())
    hosts = [one for one in catalog.domains if "." in one]
    many, kinds = (100_000, 10) if EXHAUSTIVE else (20_000, 4)

    def ask(numbers: range) -> dict[str, int]:
        for n in numbers:
            line = json.dumps(different(n, hosts)[n % kinds]).encode()
            api.answer_bytes(catalog, line, 1, SATURDAY, "zh")
        return sizes(catalog)

    before, after = ask(range(2_000)), ask(range(2_000, 2_000 + many))
    most = max(5_000, many // kinds // 2)
    grown = {name: size for name, size in after.items() if size - before.get(name, 0) > most}
    assert not grown


@pytest.mark.parametrize("name", GOOD)
def test_the_good_values_are_taken(catalog: Catalog, name: str) -> None:
    document = getattr(api, name)(catalog, **GOOD[name], at=SATURDAY, lang="en").to_dict()
    validate(document)


@pytest.mark.parametrize(
    ("ask", "field", "value"),
    [
        ("contact", "audience", "x"),
        ("contact", "kind", "fax"),
        ("contact", "operator", "nobody"),
        ("contact", "lang", "fr"),
        ("issues", "audience", "shops"),
        ("show", "lang", "zho"),
    ],
)
def test_one_mistake_is_refused_in_the_same_words_by_every_surface(
    catalog: Catalog, capsys: pytest.CaptureFixture[str], ask: str, field: str, value: str
) -> None:
    given = {**GOOD[ask], field: value}
    with pytest.raises(UsageError) as caught:
        getattr(api, ask)(catalog, **given)
    line = json.dumps({"ask": ask, **given}).encode()
    in_batch = json.loads(api.answer_line(catalog, line, 1))["error"]
    words = [part for name, one in given.items() for part in (f"--{name}", one)]
    if ask == "show":
        words = ["consumer-hotline", f"--{field}", value]
    in_shell = refusal(capsys, ask, *words)
    assert in_shell["message"] == in_batch["message"] == caught.value.message
    assert in_shell["code"] == "usage"
    assert in_batch["code"] == "invalid_question"


def test_a_date_out_of_range_is_refused_as_its_text_is(catalog: Catalog) -> None:
    for received in (dt.date(1, 1, 1), "0001-01-01", dt.date(9999, 12, 31), "9999-12-31"):
        with pytest.raises(InvalidTime):
            api.escalate(catalog, "refund-refused", at=SATURDAY, received=received)


def test_an_outcome_outside_the_list_is_an_invalid_history(catalog: Catalog) -> None:
    for outcome in ({"police": "won"}, ["police=won"], {"police=x": "refused"}):
        with pytest.raises(InvalidHistory):
            api.escalate(catalog, "scam", at=SATURDAY, outcome=outcome)


def test_a_refusal_shows_no_control_characters(catalog: Catalog) -> None:
    with pytest.raises(UsageError) as caught:
        api.contact(catalog, kind="\x1b[31m\n" + "x" * 100)  # type: ignore[arg-type]
    assert caught.value.message.isprintable()
    assert caught.value.message_en.isprintable()
    assert len(caught.value.message_en) < 200


@pytest.mark.parametrize("read", [load_catalog, read_catalog, api.check_catalog])
@pytest.mark.parametrize("overlays", ["x.yaml", b"x.yaml", Path("x.yaml"), None, 5, [5], [None]])
def test_overlays_are_a_list_of_paths(read: Callable[..., object], overlays: Any) -> None:
    for path in (None, default_catalog()):
        if read is read_catalog and path is None:
            continue
        with pytest.raises(UsageError) as caught:
            read(path, overlays)
        assert type(caught.value) is UsageError
        assert caught.value.message != caught.value.message_en


@pytest.mark.parametrize("path", [0, 5, b"channels.yaml", ["channels.yaml"]])
def test_a_catalogue_file_is_a_path(path: Any) -> None:
    for read in (load_catalog, read_catalog, api.check_catalog):
        with pytest.raises(UsageError) as caught:
            read(path)
        assert type(caught.value) is UsageError


# --- check ---


def test_a_catalogue_is_checked_from_python(tmp_path: Path) -> None:
    report = pddroute.check_catalog(at=SATURDAY, lang="en")
    assert isinstance(report, Report)
    instant = dt.datetime.fromisoformat(SATURDAY)
    assert report == check_file(at=instant, lang="en")
    assert report.catalog is not None
    broken = tmp_path / "broken.yaml"
    broken.write_text("revised: [", encoding="utf-8")
    report = pddroute.check_catalog(broken, at=instant)
    assert report.catalog is None
    assert [one.rule for one in report.findings] == ["unreadable"]
    validate(report.to_dict())
    report = pddroute.check_catalog(None, [str(broken)])
    assert [one.rule for one in report.findings] == ["unreadable"]
    with pytest.raises(CatalogError):
        pddroute.check_catalog(tmp_path / "nosuch.yaml")
    with pytest.raises(InvalidTime):
        pddroute.check_catalog(at=A_DAY)  # type: ignore[arg-type]
    with pytest.raises(UsageError):
        pddroute.check_catalog(lang="fr")  # type: ignore[arg-type]


FUNCTIONS = [name for name in vars(api) if name in pddroute.__all__ and name.islower()]


def test_everything_exported_is_there() -> None:
    assert {*EVERY, "answer", "answer_line", "failure"} - {"check"} <= set(FUNCTIONS)
    assert all(hasattr(pddroute, name) for name in pddroute.__all__)


@pytest.mark.parametrize("name", sorted({*EVERY, "check_catalog"} - {"check"}))
def test_a_function_says_what_it_raises(name: str) -> None:
    said = getattr(api, name).__doc__
    assert "Raises" in said
    assert {"UsageError", "InvalidTime"} <= set(re.findall(r"errors\.(\w+)`", said))


# --- the glue for a language model, as the documentation shows it ---


@pytest.fixture
def call(catalog: Catalog) -> Callable[..., dict[str, Any]]:
    text = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(from pddroute import answer_line\n.*?)```", text, re.S)
    assert block
    names: dict[str, Any] = {"json": json, "Any": Any, "Catalog": Catalog, "catalog": catalog}
    exec(block[1], names)

    def answer(tool: str, arguments: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(names["call"](catalog, tool, arguments))
        validate(document)
        return document

    return answer


@pytest.mark.parametrize(
    "arguments",
    [
        '{"number": "he',
        "",
        " ",
        "[]",
        "null",
        "5",
        '"12315"',
        "{'number': '12315'}",
        '{"number": "\ud800',
        '{"number": ["12315"]}',
        '{"number": "12315", "colour": 1}',
        "[" * 100_000,
        '{"number": NaN}',
        "{}",
    ],
)
def test_arguments_that_are_none_come_back_as_an_error(
    call: Callable[..., dict[str, Any]], arguments: str
) -> None:
    document = call("pddroute_verify", arguments)
    assert document["kind"] == "error"
    assert document["error"]["code"] == "invalid_question"


def test_an_argument_cannot_replace_the_question(call: Callable[..., dict[str, Any]]) -> None:
    asked = json.dumps({"ask": "issues", "number": "12315", "lang": "en"})
    document = call("pddroute_verify", asked)
    assert (document["kind"], document["lang"]) == ("verdict", "zh")
    assert call("pddroute_nosuch", "{}")["error"]["code"] == "invalid_question"


def test_the_contact_tool_gives_what_is_open_first(
    call: Callable[..., dict[str, Any]], catalog: Catalog
) -> None:
    asked = json.dumps({"at": SATURDAY, "kind": None, "now": False})
    expected = api.contact(catalog, at=SATURDAY, now=True).to_json()
    assert call("pddroute_contact", asked) == json.loads(expected)


def test_every_refusal_is_a_pddroute_error() -> None:
    assert issubclass(UsageError, PddrouteError)
    assert issubclass(InvalidTime, UsageError)
