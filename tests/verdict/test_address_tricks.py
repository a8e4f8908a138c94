"""No trick makes an address genuine whose host is not ours: held against ada, Node's URL parser.

A trick may hold several *runs*: a chat program ends an address at white space, a quote, a control
character, Chinese text or punctuation, and one without a scheme at most ASCII punctuation too; but
not where ``@``, a dot or ``%`` follows. ``hosts`` cuts there, and takes closing punctuation off.
Whatever the readers of a text and of a single address call genuine, its host must be the one that
ada opens for one of these runs.

Of an address that stands alone no run is cut out: ada reads it as it stands, without the white
space at its ends. ``ALLOWED`` names the few exceptions, each with what it takes away.

Where both parsers open an address, they must name the same host. There are two more kinds:

* ``refused by us``: an empty label, one of more than 63 characters or a host of more than 253: a
  browser takes it, the name system cannot be asked for it. Also user names and hosts of more than
  2,048 characters.
* ``xn``: ``xn--`` labels that no letters are written with; ada takes those of ASCII hosts.

There is none that ada refuses and we open, and none with two different hosts.
"""

from __future__ import annotations

import os
import re
from collections import Counter

import ada_url
import pytest
from tricks import OURS, Trick, genuine, tricks

from pddroute.catalogue.model import Catalog
from pddroute.numbers.addresses import parse_address
from pddroute.numbers.hosts import is_within, opened
from pddroute.verdict.listed import addresses_in, judge_address

COUNT = 200_000 if os.environ.get("PDDROUTE_PROVE") else 20_000

_SPACE = r"\s\x00-\x1f\x7f-\x9f\"<>`"
_CHINESE = (
    r"\u3001\u3002\u3008-\u3011\u3014-\u301f\u2014\u2018-\u201f\u2026\uff01\uff08\uff09\uff0c\uff1a"
    r"\uff1b\uff1f\uff3b\uff3d\uff5b-\uff5e\u4e00-\u9fff"
)
_ASCII = r",;|!~*'()\[\]{}$&=^"
_GONE = r"[\u00ad\u200b-\u200d\u2060\ufe0f]*"
_TLD = r"\u3002(?:[a-z0-9р]|(?:中国|网址|公司|在线|我爱你)(?:[/?#\\\s。.]|:\d|$))"
_NOT_ON = rf"(?!{_GONE}(?:[@＠%％]|[.．｡](?![\u4e00-\u9fff])|{_TLD}))"
_RUN_END = (
    # Behind a blank only a user name goes on, and "@name" without a dot is a mention.
    rf"[ \u00a0\u3000\u2028]+(?!{_GONE}[@＠])|\s+(?=@[^\s.]*(?::\d*)?(?:[/\\?#\s\"]|$))"
    rf"|[{_SPACE}]+{_NOT_ON}|[ENDS]+{_NOT_ON}|\]\("
    r"|@(?=[\u4e00-\u9fff][^.．｡。@/]*(?:\.?[\s/\"^)]|$))"
)
# What stands close to an address and is no part of it: a few signs before, punctuation behind.
_LEAD = re.compile(
    r"^(?:℡:|[-_+*.,;:!?'\"|~=&$^(){}<>@•·・‧→★👉👍➡\ufe0f\u200b\u00ad\u2060\u3000、（》，])+"
)
_NEXT = re.compile(r"(?<![/\\])(?=https?:[/\\]{2})", re.IGNORECASE)
_CLOSING = ".,;:!?'\")]}>*~|-_#®👍👉\ufe0f\u200b\u00ad\u2060"
_SCHEME = re.compile(r"https?:|wss?:|ftp:", re.IGNORECASE)


def ada(address: str) -> str | None:
    """The host that ada opens for ``address``, without a trailing dot."""
    if not _SCHEME.match(address):
        address = "https://" + address.lstrip("/")
    try:
        host = ada_url.URL(re.sub("[\ud800-\udfff]", "\ufffd", address)).hostname
    except ValueError:
        return None
    return host.lower().removesuffix(".") or None


def plain(text: str) -> str:
    """``text`` without what keeps an address from being followed."""
    text = re.sub(r"[\[(](?:\.|dot)[\])]", ".", text)
    text = re.sub("hxxp", "http", text, flags=re.IGNORECASE)
    return text.replace("[://]", "://")


def hosts(trick: Trick) -> set[str | None]:
    """What ada opens for the runs of a trick."""
    return {host for part in _NEXT.split(plain(trick.address)) for host in _hosts(trick, part)}


def _hosts(trick: Trick, text: str) -> set[str | None]:
    scheme = _SCHEME.search(text)
    found = {ada(text), ada(text[scheme.start() :] if scheme else text)}
    if trick.before[-1:] in ("(", "'"):  # the first bracket or quote closes it
        first, _, rest = text.partition(trick.behind[0])
        found.add(ada(first.rstrip(_CLOSING)))
        if inner := _SCHEME.search(rest):
            found.add(ada(rest[inner.start() :]))
    for run in re.split(f"[{_SPACE}{_CHINESE}]+", text)[1:]:  # nothing goes on behind a path
        if (inner := _SCHEME.search(run)) and "/" in text:
            found.add(ada(run[inner.start() :]))
    for ends, has_scheme in ((_SPACE + _CHINESE, True), (_SPACE + _CHINESE + _ASCII, False)):
        for run in re.split(_RUN_END.replace("ENDS", ends), text):
            run = _LEAD.sub("", run.rstrip(_CLOSING))
            inner = _SCHEME.search(run)
            if has_scheme and inner:
                found.add(ada(run[inner.start() :]))
            elif not has_scheme and not inner:
                found.add(ada(re.sub(rf"^[{ends}]*[.．｡]", "", run)))
                found |= {ada(run), ada(run.partition(":")[2])}
    return found


def domain(host: str | None) -> str | None:
    """The domain of ours that ``host`` is within."""
    return next((one for one in OURS if host and is_within(host, one)), None)


def test_nothing_is_genuine_whose_host_is_not_ours(
    catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for trick in tricks(COUNT):
        single = parse_address(trick.address)
        judged = [judge_address(catalog, single)] if single else []
        for text in (trick.text, trick.address):
            judged += [one for _, one in addresses_in(catalog, text)]
        official = {
            one.normalized
            for one in judged
            if one.type == "web" and one.verdict == "official_inbound"
        }
        if official:
            opens = hosts(trick)
            named = {domain(host) for host in official}
            if None in named or not named <= {domain(host) for host in opens}:
                wrong.append((trick, official, opens))
        verdicts = {one.verdict for one in judged}
        worst = next((v for v in ("lookalike", "unknown", "unconfirmed") if v in verdicts), None)
        counts[f"{trick.kind}: {worst or ('official' if official else 'nothing')}"] += 1
    with capsys.disabled():
        print(
            f"\n{COUNT} tricks:", *(f"{name} {n}" for name, n in sorted(counts.items())), sep="\n  "
        )
    assert wrong == []


ALLOWED = {
    "dots and signs written so that nobody can follow them": (
        re.compile(r"^hxxp|[\[(](\.|dot|://)[\])]", re.IGNORECASE),
        lambda sign: {"dot": ".", None: "http"}.get(sign[1], sign[1]),
    ),
    "a word and a colon": (re.compile("^℡:"), ""),
    "a sign before it that nobody takes for a letter": (re.compile("^[-•→★👉➡\ufe0f、（]+"), ""),
}


def test_nothing_that_stands_alone_is_genuine_but_what_ada_opens(
    catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for trick in tricks(COUNT, seed=22):
        single = parse_address(trick.address)
        if single is None or single.type != "web":
            continue
        if judge_address(catalog, single).verdict == "official_inbound":
            raw, why = trick.address.strip(), "as it stands"
            for name, (sign, instead) in ALLOWED.items():
                if domain(ada(raw)) != domain(single.host) and sign.search(raw):
                    raw, why = sign.sub(instead, raw), name
            counts[why] += 1
            if None in (ada(raw), domain(ada(raw))) or domain(ada(raw)) != domain(single.host):
                wrong.append((trick.address, single.host, ada(raw)))
    with capsys.disabled():
        print(f"\n{COUNT} that stand alone, genuine: {dict(counts)}")
    assert wrong == []


def test_every_plain_form_of_a_genuine_address_is_found_genuine(catalog: Catalog) -> None:
    missed = []
    for host, trick in genuine():
        found = {
            one.normalized
            for _, one in addresses_in(catalog, trick.text)
            if one.verdict == "official_inbound" and one.type == "web"
        }
        single = parse_address(trick.address)
        if found != {host} or single is None or single.host != host:
            missed.append((trick.text, found, single))
    assert missed == []


def test_the_host_is_the_one_ada_opens(capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    unexplained = []
    for trick in tricks(COUNT, seed=21):
        rest = _SCHEME.split(plain(trick.address), maxsplit=1)[-1]
        read, theirs = opened(rest), ada("https:" + rest)
        ours = read.host if read else None
        if ours == theirs:
            counts["same host" if ours else "both refuse"] += 1
        elif ours is None and theirs is not None:
            labels = theirs.split(".")
            if not all(labels) or max(map(len, labels)) > 63 or len(theirs) > 253:
                counts["refused by us"] += 1
            elif any(label.startswith("xn--") for label in labels):
                counts["xn"] += 1
            else:
                unexplained.append((rest, ours, theirs))
        else:
            unexplained.append((rest, ours, theirs))
    with capsys.disabled():
        print(f"\n{COUNT} hosts: {dict(counts)}")
    assert unexplained == []
