"""One number that is asked about, and the numbers in a message: the same verdicts."""

from __future__ import annotations

import datetime as dt

import pytest

from pddroute import load_catalog, verify, verify_text
from pddroute.catalogue.model import Catalog
from pddroute.errors import UsageError

AT = dt.datetime(2026, 11, 21, 20, 35, tzinfo=dt.timezone(dt.timedelta(hours=8)))
OFFICIAL = "021-53395288 official_inbound"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def _many(catalog: Catalog, text: str) -> list[str]:
    verdicts = verify_text(catalog, text, at=AT).verdicts
    return [f"{each.normalized} {each.verdict}" for each in verdicts]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("95413-66", "9541366 official_outbound_only"),
        ("123-15", "12315 official_inbound"),
        ("打12315-2-3", "12315 official_inbound"),
        ("打 021-53395288 88", OFFICIAL),
        ("0 12315", "12315 official_inbound"),
        ("请打999", "999 not_judged"),
        ("Hotline: 997", "997 not_judged"),
        ("客服电话 53395288-801", "53395288 unknown"),
        ("请打电话8812345-2", "8812345 not_judged"),
        ("致电86-53395288", "8653395288 unknown"),
        ("+86 53395288", "0533-95288 unknown"),
        ("021-53395288转3", OFFICIAL),
        ("53395289", "53395289 lookalike"),
    ],
)
def test_one_number_alone_has_the_verdict_that_it_has_in_a_message(
    catalog: Catalog, text: str, verdict: str
) -> None:
    one = verify(catalog, text, at=AT)
    assert f"{one.normalized} {one.verdict}" == verdict
    assert _many(catalog, text) == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "021-53395288 021-53395088",
        "021-53395288-53395289",
        "021-53395288转53395289",
        "021-53395288/89",
        "12315 12345",
        "12315-12345",
    ],
)
def test_of_two_numbers_one_is_asked_for_at_a_time(catalog: Catalog, text: str) -> None:
    assert len(_many(catalog, text)) == 2
    with pytest.raises(UsageError) as raised:
        verify(catalog, text, at=AT)
    assert "一次查一个" in str(raised.value.hint)


@pytest.mark.parametrize(
    "text",
    [
        "请拨打021-53395288转53395289",
        "电话：021-53395288/89",
        "(021)53395288/89/90",
        "021-53395288、89",
        "请联系021-53395288～89",
    ],
)
def test_an_imitation_behind_a_genuine_number_is_seen(catalog: Catalog, text: str) -> None:
    assert _many(catalog, text)[:2] == [OFFICIAL, "021-53395289 lookalike"]
    assert verify_text(catalog, text, at=AT).judgement.code == "likely_fraud"


@pytest.mark.parametrize("text", ["53395288", "86 53395288", "+86 53395288", "0086-53395288"])
def test_a_listed_number_without_its_area_code_is_named(catalog: Catalog, text: str) -> None:
    verdict = verify(catalog, text, at=AT)
    assert verdict.verdict == "unknown"
    assert "021-53395288" in verdict.text


def test_a_listed_code_behind_an_area_code_is_no_local_number(catalog: Catalog) -> None:
    assert "95588" in verify(catalog, "0533-95588", at=AT).text


@pytest.mark.parametrize(
    "text", ["订单 53395289", "商品编号 53395289 有货", "单号9541367", "浏览量5339528", "GB 12345"]
)
def test_there_is_nothing_to_judge_in_what_files_or_counts(catalog: Catalog, text: str) -> None:
    assert verify_text(catalog, text, at=AT).judgement.code == "nothing"
