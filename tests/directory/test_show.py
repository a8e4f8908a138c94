"""Which channel is meant: by id, by name, by number, by a word of its own."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pddroute import contact, show
from pddroute.catalogue.facts import Text
from pddroute.catalogue.model import Catalog
from pddroute.errors import UnknownChannel

AT = "2026-11-21T20:35"
MEANT = [
    ("12315", "12315-phone", ["12315-online"]),
    ("021-12315", "12315-phone", []),
    ("１２３１５", "12315-phone", []),
    ("12315平台", "12315-online", []),
    ("12305", "12305-phone", ["12305-online"]),
    ("12321", "12321-online", ["12321-phone"]),
    ("021-53395288", "consumer-hotline", []),
    ("+86 21 5339 5288", "consumer-hotline", []),
    ("9541366", "outbound-caller-id", []),
    ("支付宝", "alipay", []),
    ("95017", "wechat-pay", []),
    ("110", "110", ["96110"]),
    ("商家后台", "merchant-backend", ["merchant-appeal", "merchant-aftersale"]),
    ("Heimao", "heimao", []),
    ("消费者热线", "consumer-hotline", []),
    ("商家热线", "merchant-hotline", []),
    ("400电话", "hotline-400", []),
    ("12345 号码", "12345", []),
]


@pytest.mark.parametrize(("asked", "found", "others"), MEANT)
def test_what_is_asked_for_is_found(
    catalog: Catalog, asked: str, found: str, others: list[str]
) -> None:
    card = show(catalog, asked, at=AT)
    assert card.channel.id == found
    commands = [hint.command for hint in card.next]
    assert commands == [*(f"pddroute show {one}" for one in others), "pddroute contact --now"]


@pytest.mark.parametrize("asked", ["拼多多", "快递", "hotline", "0", "没有这个", "400-882-0707"])
def test_what_means_none_or_many_is_not_guessed(catalog: Catalog, asked: str) -> None:
    with pytest.raises(UnknownChannel):
        show(catalog, asked, at=AT)


def test_whatever_its_hours_say_nobody_is_reached_where_it_is_retired(catalog: Catalog) -> None:
    closed = replace(catalog.channels["12345"], retired=Text(zh="关了", en="Closed"))
    fewer = replace(catalog, channels={**catalog.channels, "12345": closed})
    zh, en = (show(fewer, "12345", at=AT, lang=lang) for lang in ("zh", "en"))  # type: ignore[arg-type]
    assert (zh.note, zh.channel.status.text) == ("已停用：关了", "已停用")
    assert (en.note, en.channel.status.text) == ("retired: Closed", "retired")
    assert (zh.channel.status.state, zh.channel.status.opens_at) == ("unknown", None)
    assert show(catalog, "12345", at=AT).channel.status.state == "open"
    assert "12345" not in {one.id for one in contact(fewer, at=AT).channels}
