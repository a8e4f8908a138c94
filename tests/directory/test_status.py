"""A channel's status: what hours that say little come to, and how certain a status may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from pddroute import contact, load_catalog, show
from pddroute.catalogue.model import Catalog
from pddroute.contract.reach import ChannelCard
from pddroute.directory.status import standing
from pddroute.hours.clock import parse_time
from pddroute.hours.workdays import Calendar

CLEAN = Path(__file__).parents[1] / "data" / "clean.yaml"
ASK = Callable[..., ChannelCard]


@pytest.fixture
def ask(tmp_path: Path) -> ASK:
    """The merchant line of a made-up catalogue, with other hours, asked about at an instant."""

    def go(at: str, *claims: str, source: str = "own-page", lang: str = "en") -> ChannelCard:
        over = tmp_path / "over.yaml"
        number = f'{{value: "020-87654321", source: {source}}}'
        lines = [f"        - {claim}\n" for claim in claims]
        text = "channels:\n  merchant-line:\n    claims:\n"
        text += f"      number:\n        - {number}\n      hours:\n{''.join(lines)}"
        over.write_text(text, encoding="utf-8")
        catalog = load_catalog(CLEAN, [over])
        return show(catalog, "merchant-line", at=at, lang=lang)  # type: ignore[arg-type]

    return go


def hours(value: str, source: str = "own-page", lost: str = "") -> str:
    more = f", lost: {lost}, by: own-page" if lost else ""
    return f"{{value: '{value}', source: {source}{more}}}"


@pytest.mark.parametrize(
    ("value", "at", "state", "reason", "text"),
    [
        ('"by appointment"', "2026-11-23T10:00", "unknown", "hours_unknown", "by appointment"),
        (
            'Mo-Fr 09:00-18:00; Sa "by appointment"',
            "2026-11-21T10:00",
            "unknown",
            "hours_unknown",
            "by appointment",
        ),
        ('Mo-Fr 09:00-18:00; Sa "x"', "2026-11-23T10:00", "open", "within_hours", "18:00"),
        ('Mo-Fr 09:00-18:00; Sa "x"', "2026-11-22T10:00", "closed", "weekly_closed", "09:00"),
    ],
)
def test_a_comment_alone_is_said_and_nothing_is_made_of_it(
    ask: ASK, value: str, at: str, state: str, reason: str, text: str
) -> None:
    status = ask(at, hours(value)).channel.status
    assert (status.state, status.reason) == (state, reason)
    assert text in status.text
    if state == "unknown":
        known = (status.certainty, status.grade, status.opens_at, status.closes_at)
        assert known == (None, None, None, None)


def test_a_claim_that_says_nothing_now_disputes_nothing(ask: ASK) -> None:
    rival = 'Mo-Fr 10:00-12:00; Sa "by appointment"'
    claims = [hours("Mo-Su 09:00-18:00"), hours(rival, "newspaper", "contradicted")]
    saturday = ask("2026-11-21T11:00", *claims).channel.status
    assert (saturday.certainty, saturday.disputed_by) == ("confirmed", ())
    monday = ask("2026-11-23T13:00", *claims).channel.status
    assert (monday.certainty, monday.disputed_by) == ("disputed", ("newspaper",))


def test_hours_are_shown_in_normal_form_and_claims_as_they_are_written(ask: ASK) -> None:
    loose = "mo – fr 9:00 – 12:00, 14:00–18:00"
    card = ask("2026-11-23T10:00", hours(loose))
    assert card.channel.hours == "Mo-Fr 09:00-12:00,14:00-18:00"
    assert loose in {claim.value for claim in card.claims}
    assert card.channel.status.state == "open"


def test_the_night_of_a_holiday_is_not_announced(ask: ASK) -> None:
    value = hours("Mo-Fr 18:00-03:00; PH off")
    closed = ask("2026-10-02T12:00", value).channel.status
    assert closed.opens_at == parse_time("2026-10-08T18:00")
    assert "00:00" not in closed.text
    # By the OSM specification it is open then; nobody is sent there.
    assert ask("2026-10-08T01:00", value).channel.status.state == "open"


def test_nothing_is_confirmed_where_the_address_is_not(ask: ASK) -> None:
    value = hours("Mo-Su 09:00-18:00")
    assert ask("2026-11-23T10:00", value).channel.status.certainty == "confirmed"
    card = ask("2026-11-23T10:00", value, source="blog")
    assert (card.channel.grade, card.channel.status.grade) == ("unconfirmed", "official")
    assert card.channel.status.certainty == "unconfirmed"


def test_no_status_is_confirmed_where_a_grade_is_unconfirmed(catalog: Catalog) -> None:
    start, seen = parse_time("2026-11-16T00:15"), set()
    for n in range(24 * 8):
        at = start + dt.timedelta(hours=n)
        for one in contact(catalog, at=at).channels:
            seen.add(one.status.certainty)
            if "unconfirmed" in (one.grade, one.status.grade):
                assert one.status.certainty != "confirmed", (one.id, at)
    assert {"confirmed", "disputed", "unconfirmed"} <= seen


# -- the end of the year: its last days belong to the next year's notice

NOTICE = """\
sources:
  notice:
    title: 示例通知
    publisher: 国务院办公厅
    grade: official
    seen: 2026-11-21
calendar:
  "2027":
    source: notice
    off: {元旦: [2026-12-31, 2027-01-01, 2027-01-02, 2027-01-03]}
    work: [2027-01-09]
"""


@pytest.mark.parametrize(
    ("at", "provisional", "warned"),
    [
        ("2026-12-28T10:00", False, False),
        ("2026-12-28T20:00", False, True),  # opens on a day that may be off
        ("2026-12-29T10:00", True, True),
        ("2026-12-31T10:00", True, True),
        ("2027-01-01T10:00", False, True),  # off by law; opens on a day that may be off
    ],
)
def test_the_last_days_of_december_are_provisional_until_the_notice_is_out(
    catalog: Catalog, tmp_path: Path, at: str, provisional: bool, warned: bool
) -> None:
    card = show(catalog, "12315-phone", at=at)
    assert (card.channel.status.certainty == "provisional") is provisional
    assert ("calendar_unpublished" in {one.code for one in card.warnings}) is warned
    over = tmp_path / "notice.yaml"
    over.write_text(NOTICE, encoding="utf-8")
    known = show(load_catalog(overlays=[over]), "12315-phone", at=at)
    assert known.channel.status.certainty != "provisional"
    assert "calendar_unpublished" not in {one.code for one in known.warnings}
    if at.startswith("2026-12-31"):
        assert (card.channel.status.state, known.channel.status.state) == ("open", "closed")


def test_an_unknown_moment_ranks_between_open_and_closed(tmp_path: Path) -> None:
    over = tmp_path / "over.yaml"
    claim = hours('Mo-Fr 09:00-18:00; Sa "by appointment"')
    text = f"channels:\n  merchant-line:\n    claims:\n      hours:\n        - {claim}\n"
    over.write_text(text, encoding="utf-8")
    channel = load_catalog(CLEAN, [over]).channels["merchant-line"]
    friday, monday = parse_time("2026-11-20T10:00"), parse_time("2026-11-23T09:00")
    days = (friday + dt.timedelta(days=n) for n in range(3))
    found = [standing(channel, day, Calendar()) for day in days]
    assert found == [("open", None), ("unknown", None), ("closed", monday)]
