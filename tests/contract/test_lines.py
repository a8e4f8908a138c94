"""A question as a line of JSON: what is refused and why, and what is heard of it all the same."""

from __future__ import annotations

import json
import time
from typing import Any

import msgspec
import pytest
from asking import SATURDAY, validate
from hypothesis import given
from hypothesis import strategies as st

from pddroute import api
from pddroute.catalogue.model import Catalog
from pddroute.contract.lines import overheard, read_question
from pddroute.contract.questions import QUESTIONS, example
from pddroute.errors import InvalidQuestion, PddrouteError


def error_of(catalog: Catalog, line: bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(api.answer_line(catalog, line, 3, SATURDAY))
    validate(document, "error")
    assert document["error"]["details"]["line"] == 3
    return document


# --- what is wrong with a line

WRONG: list[tuple[bytes, str, str]] = [
    # keys that are given twice
    (b'{"ask":"verify","number":"a","number":"b"}', "键“number”写了两次", "the key 'number'"),
    (b'{"ask":"verify","number":"a","number":"a"}', "“number”", "'number' is given twice"),
    (b'{"ask":"verify","ask":"issues"}', "“ask”", "'ask' is given twice"),
    (b'{"ask":"verify","\\u0061sk":"verify","number":"a"}', "“ask”", "'ask' is given twice"),
    (b'{"ask" : "verify" , "number" : "a\\"b" , "number" : "c"}', "“number”", "'number' is given"),
    (b'{"ask":"contact","now":true,"now":false}', "“now”", "'now' is given twice"),
    (b'{"ask":"contact","at":null,"at":null}', "“at”", "'at' is given twice"),
    (b'{"id":1,"id":1,"ask":"issues"}', "“id”", "'id' is given twice"),
    (b'{"ask":"escalate","issue":"x","done":["a\\"",2],"done":[]}', "“done”", "'done' is given"),
    ('{"ask":"verify","number":"客","数":1,"数":2}'.encode(), "键“数”写了两次", "the key '数'"),
    # half a character
    (
        b'{"ask":"verify","number":"\\ud800"}',
        "第 26 个字节起的 \\ud800 只是半个字符",
        "lone surrogate",
    ),
    (b'{"ask":"verify","number":"\\uDC00x"}', "\\uDC00 只是半个字符", "\\uDC00, from byte 26"),
    (b'{"ask":"verify","number":"\\ud800\\u0041"}', "\\ud800", "lone surrogate"),
    (b'{"ask":"verify","number":"\\ud83d\\ude00\\ude00"}', "第 38 个字节", "\\ude00, from byte 38"),
    (b'{"ask":"verify","number":"\\\\\\ud800"}', "第 28 个字节", "\\ud800, from byte 28"),
    (b'{"\\ud800":1,"ask":"issues"}', "第 2 个字节", "lone surrogate"),
    # no numbers
    (
        b'{"ask":"verify","number":NaN}',
        "第 25 个字节起的 NaN 不是数",
        "NaN, from byte 25 on, is no",
    ),
    (b'{"ask":"verify","number":Infinity}', "Infinity 不是数", "Infinity, from byte 25"),
    (b'{"ask":"verify","number":-Infinity}', "Infinity 不是数", "Infinity, from byte 26"),
    (b'{"ask":"verify","number":1e999}', "太大的数", "a number that is too large"),
    (b'{"ask":"verify","number":' + b"9" * 10_000 + b"}", "太大的数", "too large"),
    # not to its end, and not as JSON is nested
    (b'{"ask":"verify","number":"a', "没有写完", "ends too early"),
    (b'{"ask":"verify","number":' + b"[" * 10_000, "套得太深", "nested too deeply"),
    (b'{"ask":"verify","number":+1}', "第 25 个字节起读不懂", "from byte 25 on"),
    # other encodings
    ('{"ask":"verify","number":"客服"}'.encode("gbk"), "（像是 GBK）", "(it looks like GBK)"),
    ('{"ask":"verify"}'.encode("utf-16"), "（像是 UTF-16）", "(it looks like UTF-16)"),
    (
        '{"ask":"verify","number":"客'.encode() + b'\xff"}',
        "第 29 个字节起不是 UTF-8",
        "from byte 29 on",
    ),
    # ids that are none
    (b'{"ask":"issues","id":1.5}', "id 不能是小数", "id cannot be a number: it must be a whole"),
    (b'{"ask":"issues","id":true}', "id 不能是", "id cannot be true or false"),
    (b'{"ask":"issues","id":["a"]}', "id 不能是列表", "id cannot be a list"),
    (b'{"ask":"issues","id":{}}', "id 不能是映射", "id cannot be a mapping"),
    (
        b'{"ask":"issues","id":"' + b"x" * 129 + b'"}',
        "id 太长：最多 128",
        "id is too long: at most",
    ),
    (b'{"ask":"issues","id":9223372036854775808}', "id 太大", "id is too large: at most 9223"),
    (b'{"ask":"issues","id":-9223372036854775808}', "id 太小", "id is too small: at least -9"),
]


@pytest.mark.parametrize(("line", "zh", "en"), WRONG, ids=lambda one: repr(one)[:40])
def test_a_line_that_is_no_question_is_told_why(
    catalog: Catalog, line: bytes, zh: str, en: str
) -> None:
    with pytest.raises(InvalidQuestion) as caught:
        read_question(line)
    assert zh in caught.value.message
    assert en in caught.value.message_en
    assert caught.value.hint != caught.value.hint_en
    error = error_of(catalog, line)["error"]
    assert error["code"] == "invalid_question"
    assert zh in error["message"]
    for text in (error["message"], error["hint"]):
        assert text.isprintable()
        assert "Expected" not in text


@pytest.mark.parametrize(
    "line",
    [
        b'{"ask":"verify","number":"\\"number\\":"}',
        b'{"ask":"verify","number":"a\\\\","at":null}',
        b'{"ask":"verify","number":"\\\\\\"","lang":""}',
        b'{"ask":"verify","number":"\\ud83d\\ude00"}',
        b'{"ask":"verify","number":"\\\\ud800"}',
        b'{"ask":"verify","number":"{\\"ask\\":1,\\"ask\\":2}"}',
        b' { "ask" : "escalate" , "issue" : "x" , "done" : [ "a" , "b\\"" ] } \r\n',
        b'\xef\xbb\xbf{"ask":"issues"}\n',
        b'{"ask":"contact","now":false,"city":null,"kind":null,"at":"2026-11-21T20:35:00"}',
    ],
)
def test_what_only_looks_wrong_is_read(line: bytes) -> None:
    read_question(line)


keys = st.sampled_from(["ask", "number", "at", "lang", "id", "\u0061sk", 'n"', "n\\", "数"])
texts = st.sampled_from(["verify", '"', "\\", '\\"', "a:b", "", "客服", "{}"]) | st.text(max_size=4)
values = texts | st.lists(texts, max_size=2) | st.none() | st.booleans() | st.integers(0, 9)


@given(st.lists(st.tuples(keys, values), max_size=5), st.booleans())
def test_a_repeated_key_is_found_however_it_is_written(
    pairs: list[tuple[str, Any]], as_ascii: bool
) -> None:
    parts = (
        f"{json.dumps(key, ensure_ascii=as_ascii)}: {json.dumps(value, ensure_ascii=as_ascii)}"
        for key, value in pairs
    )
    line = f"{{{', '.join(parts)}}}".encode("utf-8", "replace")
    twice = len({key for key, _ in pairs}) < len(pairs)
    try:
        read_question(line)
    except PddrouteError as error:
        if "\\ud" not in line.decode():
            assert ("is given twice" in error.message_en) == twice  # noqa: PT017
    else:
        assert not twice


# --- what is heard of it


@pytest.mark.parametrize(
    ("line", "id_", "lang"),
    [
        (b'{"id":"r1","ask":"verify","lang":"en"}', "r1", "en"),
        (b'{"ask":"verify","lang":"en-GB","id":7}', 7, "en"),
        (b'{"id":0,"ask":"dance"}', 0, "zh"),
        (b'{"id":"r1","lang":"en","ask":"verify","number":NaN}', "r1", "en"),
        (b'{"id":"r1","lang":"en","ask":"verify","number":"a', "r1", "en"),
        (b'{"id":"r1","lang":"en","number":"a","number":"b","ask":"verify"}', "r1", "en"),
        (b'{"id":"r1","lang":"en","x":"\xff"}', "r1", "en"),
        (b'{"id":"r1","lang":"en","x":"\\ud800"}', "r1", "en"),
        (b'{"id":"r1","lang":"en","ask":"escalate","issue":"zzz"}', "r1", "en"),
        (b'{"id":"r1","lang":"en","ask":"show","channel":"zzz"}', "r1", "en"),
        (b'{"id":"r1","lang":"en","ask":"contact","at":"soon"}', "r1", "en"),
        (b'{"id":"r1","lang":"en",' + b'"x":' * 5_000, "r1", "en"),
        (b'{"id":"r1","lang":"en","x":' + b"[" * 100_000, "r1", "en"),
        (b'{"id":"r1","lang":"en","x":"' + b"y" * 2_000_000 + b'"}', "r1", "en"),
        # not heard: told twice, no id at all, behind what cannot be read
        (b'{"id":"r1","id":"r2","lang":"en","ask":"issues"}', None, "en"),
        (b'{"id":"r1","lang":"en","lang":"zh","ask":"issues"}', "r1", "zh"),
        (b'{"id":"r1","lang":"fr","ask":"issues"}', "r1", "zh"),
        (b'{"id":1.5,"lang":"en","ask":"issues"}', None, "en"),
        (b'{"id":"\\ud800","lang":"en","ask":"issues"}', None, "en"),
        (b'{"id":"' + b"x" * 129 + b'","lang":"en","ask":"issues"}', None, "en"),
        (b'{"ask":"verify","number":NaN,,"id":"r1"}', None, "zh"),
        (b'["id","r1"]', None, "zh"),
        (b"id", None, "zh"),
        (b"", None, "zh"),
    ],
    ids=lambda one: repr(one)[:50],
)
def test_a_faulty_line_keeps_its_id_and_its_language(
    catalog: Catalog, line: bytes, id_: str | int | None, lang: str
) -> None:
    document = error_of(catalog, line)
    assert (document.get("id"), document["lang"]) == (id_, lang)
    assert ("id" in document) == (id_ is not None)
    error = document["error"]
    assert any("\u4e00" <= char <= "\u9fff" for char in error["message"]) == (lang == "zh")
    if id_ is not None:
        assert list(document)[:3] == ["schema_version", "kind", "id"]


@pytest.mark.parametrize("ask", QUESTIONS)
def test_the_hint_shows_a_right_line_of_the_question_that_was_meant(
    catalog: Catalog, ask: str
) -> None:
    right = example(QUESTIONS[ask])
    assert json.loads(right)["ask"] == ask
    read_question(right.encode())
    for wrong in (
        f'{{"ask": "{ask}", "x": 1}}',
        f'{{"ask": "{ask}", "at": NaN}}',
        f'{{"ask":"{ask}"',
    ):
        assert error_of(catalog, wrong.encode())["error"]["hint"].endswith(right)


def test_an_answer_in_a_batch_has_the_id_of_its_line(catalog: Catalog) -> None:
    for line, id_ in (('{"ask":"issues","id":"a"}', "a"), ('{"id":5,"ask":"issues"}', 5)):
        answer = api.answer_line(catalog, line.encode(), 1, SATURDAY)
        plain = api.answer_line(catalog, b'{"ask":"issues"}', 1, SATURDAY)
        given = json.dumps(id_)
        assert answer == plain.replace('"kind":"issues",', f'"kind":"issues","id":{given},', 1)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_nothing_that_is_written_on_a_line_raises(line: bytes) -> None:
    heard = overheard(line)
    assert isinstance(heard.id, str | int | None)
    try:
        read_question(line)
    except InvalidQuestion as error:
        msgspec.json.encode([error.message, error.message_en, error.hint, error.hint_en])


def test_reading_takes_time_that_grows_with_the_line(catalog: Catalog) -> None:
    def seconds(line: bytes) -> float:
        begin = time.perf_counter()
        api.answer_bytes(catalog, line, 1, SATURDAY, "zh")
        return time.perf_counter() - begin

    for form in (
        lambda n: b'{"ask":"verify","number":"\\"' + b'\\"' * (n // 2) + b'","x":1}',
        lambda n: b"{" + b'"a":1,' * (n // 6) + b'"a":1}',
        lambda n: b'{"ask":"verify","number":"' + b"\\ud83d\\ude00" * (n // 12) + b'\\ud800"}',
        lambda n: b'{"ask":"verify","number":' + b"9" * n + b"}",
        lambda n: b'{"ask":' + b" " * n,
        lambda n: b'{"x":' * (n // 5),
        lambda n: b'{"ask":"issues","city":"' + b"\xe6\x9d\xad" * (n // 3) + b'"}',
        lambda n: b"\\" * n,
    ):
        assert seconds(form(1_000_000)) < 5, "a second or so, on a busy machine"
