"""YAML as plain data with places, and every document that is refused, with line and column."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pddroute.catalogue import document
from pddroute.catalogue.document import (
    MAX_BYTES,
    MAX_DEPTH,
    Place,
    read_document,
    yaml_words,
)
from pddroute.errors import CatalogError


def read(text: str | bytes) -> document.Document:
    return read_document(text if isinstance(text, bytes) else text.encode(), "f.yaml")


def refused(text: str | bytes) -> CatalogError:
    with pytest.raises(CatalogError) as caught:
        read(text)
    return caught.value


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both of PyYAML's parsers: libyaml's, and its own for where there is no libyaml."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML without libyaml")
    monkeypatch.setattr(document, "_Loader", getattr(yaml, request.param))
    return str(request.param)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1", {"a": "1"}),
        ("a: 021", {"a": "021"}),
        ("a: 0x10", {"a": "0x10"}),
        ("a: 1e3", {"a": "1e3"}),
        ("a: off", {"a": "off"}),
        ("a: yes", {"a": "yes"}),
        ("a: true", {"a": "true"}),
        ("a: 2026-11-21", {"a": "2026-11-21"}),
        ("a: 12:30:45", {"a": "12:30:45"}),
        ("a: .inf", {"a": ".inf"}),
        ("a: ", {"a": None}),
        ("a: ~", {"a": None}),
        ("a: null", {"a": None}),
        ("a: 'null'", {"a": "null"}),
        ('a: ""', {"a": ""}),
        ("1: 2", {"1": "2"}),
        ("~: 1", {"~": "1"}),
        ("a: {b: {c: d}}", {"a": {"b": {"c": "d"}}}),
        ("a: [1, [2, {b: 3}]]", {"a": ["1", ["2", {"b": "3"}]]}),
        ("a:\n- 1\n- 2", {"a": ["1", "2"]}),
        ("a: {}\nb: []", {"a": {}, "b": []}),
        ("a: >\n  x\n  y\n", {"a": "x y\n"}),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
        ("a: 'it''s'", {"a": "it's"}),
        ('a: "\\u4e2d"', {"a": "中"}),
        ("中文: “全角：标点”　空格", {"中文": "“全角：标点”　空格"}),
        ("a: 😀", {"a": "😀"}),
        ("a: x\u00a0y", {"a": "x\u00a0y"}),
        ("a: 1 # why\n# more\n", {"a": "1"}),
        ("---\na: 1\n...\n", {"a": "1"}),
        ("a: 1\r\nb: 2\r\n", {"a": "1", "b": "2"}),
        ("\ufeffa: 1", {"a": "1"}),
        ("<<: {a: 1}", {"<<": {"a": "1"}}),  # nothing is merged: a key like any other
        ('"#": 1', {"#": "1"}),
        ("a: b#c", {"a": "b#c"}),
    ],
)
def test_every_scalar_stays_the_text_that_was_written(
    loader: str, text: str, data: dict[str, Any]
) -> None:
    assert read(text).data == data


TREE = """\
# places
a:
  b: x
  中文: {c: y, "d": z}
list:
- 1
-   - 2
    - {e: 3}
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 2, 1),
        (("a", "#"), 2, 1),
        (("a",), 3, 3),
        (("a", "b", "#"), 3, 3),
        (("a", "b"), 3, 6),
        (("a", "中文", "#"), 4, 3),
        (("a", "中文"), 4, 7),  # columns are counted in characters
        (("a", "中文", "c", "#"), 4, 8),
        (("a", "中文", "c"), 4, 11),
        (("a", "中文", "d"), 4, 19),
        (("list",), 6, 1),
        (("list", 0), 6, 3),
        (("list", 1), 7, 5),
        (("list", 1, 0), 7, 7),
        (("list", 1, 1, "e"), 8, 11),
    ],
)
def test_every_value_and_key_has_its_place(
    loader: str, path: document.Path, line: int, column: int
) -> None:
    assert read(TREE).places[path] == Place("f.yaml", line, column)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_the_same_whatever_ends_a_line(loader: str, end: str) -> None:
    assert read(TREE.replace("\n", end)).places == read(TREE).places
    assert read("\ufeff" + TREE.replace("\n", end)).places == read(TREE).places


LAUGHS = "a: &a [x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        # nothing there
        ("", 1, 1, "the catalogue is empty"),
        (" \n\n", 1, 1, "the catalogue is empty"),
        ("# only\n# comments\n", 1, 1, "the catalogue is empty"),
        ("---\n", 1, 1, "the catalogue is empty"),
        ("null", 1, 1, "the catalogue is empty"),
        ("\ufeff", 1, 1, "the catalogue is empty"),
        # not a mapping
        ("- a\n- b", 1, 1, "the top must be a mapping"),
        ("\n\n[]", 3, 1, "the top must be a mapping"),
        ("just text", 1, 1, "the top must be a mapping"),
        ("'null'", 1, 1, "the top must be a mapping"),
        ("021-53395288", 1, 1, "the top must be a mapping"),
        # characters
        ("a:\tb", 1, 3, "a tab: use spaces"),
        ("a: 1\n\tb: 2", 2, 1, "a tab: use spaces"),
        ("a: 1 # x\ty", 1, 9, "a tab: use spaces"),
        ("a: \0", 1, 4, "control character U+0000"),
        ("a: \x1b[31mred", 1, 4, "control character U+001B"),
        ("a: 1\n# 中文\x9b31m", 2, 5, "control character U+009B"),
        ("a: 1\r\nb: \x07", 2, 4, "control character U+0007"),
        ("a: 1\rb: \x07", 2, 4, "control character U+0007"),
        ("a: \x7f", 1, 4, "control character U+007F"),
        ("a: x\x85y", 1, 5, "control character U+0085"),
        ("a: x\u2028y", 1, 5, "control character U+2028"),
        ("a: \u202eabc", 1, 4, "control character U+202E"),
        ("a: x\u200by", 1, 5, "control character U+200B"),
        ("a: 1\nb: \ufeff", 2, 4, "control character U+FEFF"),
        ("\ufeff\ufeffa: 1", 1, 1, "control character U+FEFF"),
        # encoding
        (b"a: \xff", 1, 4, "not UTF-8"),
        ("a: 1\n中文: ".encode() + b"\xc4\xe3", 2, 5, "not UTF-8"),
        ("a: 1\r\n中文: ".encode() + b"\xc4\xe3", 2, 5, "not UTF-8"),
        (b"\xef\xbb\xbfa: \xff", 1, 4, "not UTF-8"),
        ("a: 你好".encode("gbk"), 1, 4, "not UTF-8"),
        ("a: 1".encode("utf-16"), 1, 1, "not UTF-8"),
        (b"a: \xed\xa0\x80", 1, 4, "not UTF-8"),  # a surrogate
        (b"a: \xe4\xb8", 1, 4, "not UTF-8"),  # cut in the middle of a character
        # keys
        ("a: 1\nb: 2\na: 3\n", 3, 1, "duplicate key 'a' (first on line 1)"),
        ("x:\n  a: 1\n  'a': 2\n", 3, 3, "duplicate key 'a' (first on line 2)"),
        ("x: {a: 1, b: 2, a: 3}\n", 1, 17, "duplicate key 'a' (first on line 1)"),
        ("? [a]\n: 1", 1, 3, "a key must be a text"),
        ("{{a: 1}: 2}", 1, 2, "a key must be a text"),
        ("? {a: 1}\n: 2", 1, 3, "a key must be a text"),
        # more than plain data
        ("a: &x 1", 1, 4, "anchors and aliases (& and *) are not allowed: write it out"),
        ("a: &x [1]", 1, 4, "anchors and aliases (& and *) are not allowed: write it out"),
        ("&x a: 1", 1, 1, "anchors and aliases (& and *) are not allowed: write it out"),
        ("a: 1\nb: *x", 2, 4, "anchors and aliases (& and *) are not allowed: write it out"),
        ("*x : 1", 1, 1, "anchors and aliases (& and *) are not allowed: write it out"),
        ("<<: *x", 1, 5, "anchors and aliases (& and *) are not allowed: write it out"),
        (LAUGHS, 1, 4, "anchors and aliases (& and *) are not allowed: write it out"),
        ("a: !!python/object:os.system x", 1, 4, "tags (!) are not allowed"),
        ("a: 1\nb: !!str 2", 2, 4, "tags (!) are not allowed"),
        ("a: !x {b: 1}", 1, 4, "tags (!) are not allowed"),
        ("!!str a: 1", 1, 1, "tags (!) are not allowed"),
        ("a: 1\n---\nb: 2\n", 2, 1, "more than one document"),
        ("a: 1\n---\n", 2, 1, "more than one document"),
    ],
)
def test_a_fault_has_its_line_and_column(
    loader: str, text: str | bytes, line: int, column: int, message: str
) -> None:
    error = refused(text)
    assert error.details == {"file": "f.yaml", "line": line, "column": column}
    assert error.message_en.startswith(f"f.yaml:{line}:{column}: {message}")
    assert error.message.startswith(f"f.yaml:{line}:{column}: ")
    assert re.search("[一-鿿]", error.message)
    assert error.exit_code == 3


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 'x", 1, 6),
        ('a: "x\nb: 1', 2, 5),
        ("a: b: c", 1, 5),
        ("a: 1\n b: 2", 2, 3),
        ("a: @x", 1, 4),
        ("a: `x", 1, 4),
        ('a: "\\q"', 1, 5),
        ("a: [1, 2", 1, 9),
        ("a: {b: 1\n", 2, 1),
        ("a: - b", 1, 4),
        ("a: |x", 1, 5),
        ("%TAG x", 1, 6),
        ("revised: [1, 2\nplatform: }\n", 2, 9),
        ("a: 1\n...\nb: 2", 3, 1),
    ],
)
def test_a_fault_of_syntax_has_its_line_and_column(
    loader: str, text: str, line: int, column: int
) -> None:
    error = refused(text)
    assert ": not YAML: " in error.message_en
    assert "YAML 语法错误" in error.message
    assert error.details["line"] == line
    assert error.details["column"] in (column, column + 1)  # the libraries are one apart
    assert error.hint != error.hint_en


@pytest.mark.parametrize(
    ("problem", "zh", "en"),
    [
        # as libyaml says it; as PyYAML's own parser does
        ("mapping values are not allowed in this context", "这里不能有“键: 值”", "no `key: value`"),
        ("mapping values are not allowed here", "这里不能有“键: 值”", "no `key: value`"),
        ("found character that cannot start any token", "要加引号", "quote what begins"),
        ("found character '@' that cannot start any token", "要加引号", "quote what begins"),
        ("did not find expected ',' or ']'", "缺少逗号或 ]", "a comma or ] is missing"),
        ("expected ',' or '}', but got '<scalar>'", "缺少逗号或 }", "a comma or } is missing"),
        ("could not find expected ':'", "键后面缺少冒号", "the colon after a key is missing"),
        ("did not find expected key", "这里应是一个键", "a key is due here"),
        ("found unexpected end of stream", "文件没有写完", "the file ends here"),
        ("found unknown escape character 'q'", "转义字符", "an unknown escape"),
        ("expected <block end>, but found '<scalar>'", "缩进", "the indentation"),
    ],
)
def test_what_is_no_yaml_is_told_in_our_own_words(problem: str, zh: str, en: str) -> None:
    words = yaml_words(problem)
    assert zh in words.zh
    assert en in words.en
    assert problem not in words


def test_what_a_library_says_in_words_we_do_not_know_stands_at_the_end_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> Any:
        raise yaml.scanner.ScannerError(None, None, "no\nsuch  thing", None)

    monkeypatch.setattr(yaml, "parse", fail)
    error = refused("a: 1")
    assert error.message == "f.yaml:1:1: YAML 语法错误（no such thing）"
    assert error.message_en == "f.yaml:1:1: not YAML: no such thing"


NESTED = {
    # the beginning of a text that opens more and more; the column of the fault, and what it is
    "list": ("[" * 100_000, 1, "the top must be a mapping"),
    "value": ("a: " + "[" * 100_000, 4 + MAX_DEPTH - 1, f"deeper than {MAX_DEPTH} levels"),
    "closed": ("a: " + "[" * 9999 + "]" * 9999, 4 + MAX_DEPTH - 1, f"deeper than {MAX_DEPTH}"),
    "mapping": ("{" * 100_000, 2, "a key must be a text"),
    "flow": ("{a: " * 100_000, 1 + 4 * MAX_DEPTH, f"deeper than {MAX_DEPTH} levels"),
    "pairs": ("{a: " * 999 + "}" * 999, 1 + 4 * MAX_DEPTH, f"deeper than {MAX_DEPTH} levels"),
    "block": ("a:\n" + "- " * 100_000, 1 + 2 * (MAX_DEPTH - 1), f"deeper than {MAX_DEPTH} levels"),
    "keys": ("? " * 100_000, 3, "a key must be a text"),
    "indentation": (
        "\n".join(" " * n + "a:" for n in range(2_000)),
        1 + MAX_DEPTH,
        f"deeper than {MAX_DEPTH} levels",
    ),
    "open quote": ("a: " + "[" * 1005 + "'x", 4 + MAX_DEPTH - 1, f"deeper than {MAX_DEPTH} levels"),
    "anchor": ("a: &x " + "[" * 100_000, 4, "anchors and aliases (& and *) are not allowed"),
    "tag": ("a: !x " + "[" * 100_000, 4, "tags (!) are not allowed"),
    "twice": ("a: 1\na: " + "[" * 100_000, 1, "duplicate key 'a'"),
}


@pytest.mark.parametrize("name", NESTED)
def test_a_document_nested_without_end_is_refused_at_once(loader: str, name: str) -> None:
    """Whichever layer refuses first: libyaml has had a limit of its own since 0.2.6."""
    text, column, message = NESTED[name]
    start = time.process_time()
    error = refused(text)
    assert time.process_time() - start < 2
    assert f": {message}" in error.message_en
    assert error.details["column"] == column


def test_a_library_that_refuses_nesting_by_itself_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parse = yaml.parse

    def strict(text: str, **options: Any) -> Any:
        if "[" * 31 in text:
            at = text.index("[" * 30) + 30
            mark = yaml.Mark("", at, 0, at, None, None)
            raise yaml.scanner.ScannerError(None, None, "so deep", mark)
        return parse(text, **options)

    text = "a: 1\nb: " + "[" * 1000
    plain = refused(text)
    monkeypatch.setattr(yaml, "parse", strict)
    assert refused(text).message == plain.message


def test_nesting_is_allowed_to_the_limit() -> None:
    inner = "x: 1"
    for _ in range(MAX_DEPTH - 1):
        inner = f"x: {{{inner}}}"
    assert read(inner).data["x"]["x"]
    assert "deeper than" in refused(f"x: {{{inner}}}").message_en


def test_a_document_of_the_largest_size_is_read_and_one_byte_more_is_not() -> None:
    start = b"a: 1\n#"
    largest = start + b"-" * (MAX_BYTES - len(start))
    assert read(largest).data == {"a": "1"}
    error = refused(largest + b"-")
    assert error.message_en == f"f.yaml:1:1: the file is too large, the limit is {MAX_BYTES} bytes"


def test_a_long_list_in_place_of_a_mapping_is_refused_at_once() -> None:
    start = time.process_time()
    assert "must be a mapping" in refused(b"- a\n" * 2_000_000).message_en
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        '"\\e[31m": 1\n"\\e[31m": 2\n',
        '"a\\nb": 1\n"a\\nb": 2\n',
        f"? {'k' * 100_000}\n: 1\n? {'k' * 100_000}\n: 2\n",
        f"? {'k ' * 100_000}\n: &{'k' * 10} 1\n",
    ],
    ids=["escape", "line end", "long", "long words"],
)
def test_what_a_message_quotes_is_one_short_printable_line(text: str) -> None:
    error = refused(text)
    for message in (error.message, error.message_en):
        assert message.isprintable()
        assert len(message) < 500


def check_place(content: bytes, error: CatalogError) -> None:
    """The error's place is in the document, its very end included; its message is one line."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = re.split(r"\r\n|\r|\n", text)
    line, column = error.details["line"], error.details["column"]
    assert isinstance(line, int)
    assert isinstance(column, int)
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1
    assert error.message.isprintable()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_a_fault_in_range(content: bytes) -> None:
    try:
        read(content)
    except CatalogError as error:
        check_place(content, error)


# fmt: off
TOKENS = [
    "a", "b: ", "- ", "? ", ": ", "\n", "  ", "{", "}", "[", "]", ",", "&x ", "*x", "!t ", "|", ">",
    "'", '"', "#", " #", "%", "---\n", "...\n", "中", "\\", "~", "<<: ", "\r", "1", "@",
]
# fmt: on
yamlish = st.lists(
    st.sampled_from(TOKENS),
    max_size=30,
).map("".join)


@given(yamlish)
def test_any_text_like_yaml_is_a_document_or_a_fault_in_range(text: str) -> None:
    try:
        data = read(text).data
    except CatalogError as error:
        check_place(text.encode(), error)
    else:
        assert isinstance(data, dict)


plain = st.text(st.characters(codec="utf-8").filter(str.isprintable))
trees = st.recursive(
    plain | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(plain, trees, min_size=1, max_size=4), st.booleans())
def test_what_yaml_writes_is_read_back(data: dict[str, Any], flow: bool) -> None:
    written = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, default_style='"')
    written = written.replace('!!null "null"', "null")
    assert read(written).data == data


def test_a_file_of_more_values_than_any_catalogue_has_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Thirty megabytes of empty lists took minutes and gigabytes before anything was said."""
    monkeypatch.setattr("pddroute.catalogue.document.MAX_VALUES", 100)
    content = b"a: [" + b"[]," * 200 + b"]"
    with pytest.raises(CatalogError) as caught:
        read_document(content, "f.yaml")
    assert caught.value.message_en == "f.yaml:1:296: more than 100 values"
