"""Which issue is meant by words as people write them.

The order of judgement: a name that only one issue has; a danger, be it one that no issue is about;
the one issue whose names the text holds. Anything else is asked back: a guess would send a person
to the wrong door.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pddroute.catalogue.facts import Audience
from pddroute.catalogue.model import Catalog
from pddroute.understanding.danger import dangers
from pddroute.understanding.lexicon import Lexicon, Met, plain
from pddroute.understanding.names import issues_named, named_in, names_of, near
from pddroute.understanding.unknown import SEVERAL, SIDES, UNKNOWN, in_danger, unknown

# Whose voice it is: a shopper speaks of the shop as of somebody else, a merchant of the buyer. Of
# two words that overlap the longer one counts.
_VOICES: dict[str, Audience] = {
    **dict.fromkeys(("商家", "卖家", "店家", "我买", "买到", "我是买家", "我是顾客"), "consumer"),
    **dict.fromkeys(("seller", "i bought", "i ordered", "i am a buyer"), "consumer"),
    **dict.fromkeys(("买家", "顾客", "我开店", "开店的", "我的店", "我店", "本店"), "merchant"),
    **dict.fromkeys(("我是商家", "我是卖家", "作为商家", "我们商家", "商家后台"), "merchant"),
    **dict.fromkeys(("buyer", "my customer", "my shop", "i sell", "i am a seller"), "merchant"),
}
_VOICES_MET = Lexicon(_VOICES)
_VAGUE = 2  # letters of a Chinese noun that is about anything: 投诉, 退货
_MOST_READ = 20_000  # letters: a long complaint has fewer, and nobody waits long for a longer one


def described(catalog: Catalog, text: str) -> tuple[str, tuple[str, ...]]:
    """The id of the issue that ``text`` is about, and the words of it that decided.

    Raises :class:`~pddroute.errors.UnknownIssue`.
    """
    names, words = catalog.derived(names_of), plain(text[:_MOST_READ])
    exact = names.get(words, ())
    if len(exact) == 1:
        return exact[0], ()
    named = named_in(catalog, words)
    signs = dangers(catalog, words, named)
    if signs and signs[0].of in catalog.issues:
        return signs[0]
    found = issues_named(catalog, named)
    if signs:
        others = [sign.of for sign in signs if sign.of in catalog.issues]
        raise in_danger(catalog, text, catalog.doors[signs[0].of], [*others, *found])
    ids = list(found) or (near(catalog, words) if words else [])
    voice = _voice(words, named)
    spoken = [id_ for id_ in ids if voice and catalog.issues[id_].audience == voice.side]
    if voice and not spoken:  # what is left is the other side's: it may be shown, never answered
        raise unknown(catalog, text, UNKNOWN, list(found))
    why = (voice.word,) if voice and spoken != ids else ()
    ids = spoken or ids
    own = [
        word
        for word in (found.get(ids[0], ()) if ids else ())
        if len(names[word]) == 1 or (voice and _tells(word))
    ]
    if len(ids) == 1 and own:
        return ids[0], (*why, *own)
    first = {catalog.issues[id_].audience: id_ for id_ in reversed(ids)}
    if len(first) == 2:  # both are among the few that are shown
        ids = [*sorted(first.values(), key=ids.index), *ids]
    what = SIDES if len(first) == 2 else SEVERAL
    if not found or len(set(ids)) == 1:
        what = UNKNOWN
    raise unknown(catalog, text, what, ids)


def _tells(name: str) -> bool:
    """Whether a name of both sides says, with the voice, what it is about: 投诉 alone does not."""
    return " " in name if name.isascii() else len(name) > _VAGUE


class _Voice(NamedTuple):
    """Whose voice a text is in, and the word that shows it."""

    side: Audience
    word: str


def _voice(words: str, named: Sequence[Met]) -> _Voice | None:
    """Whose voice ``words`` are in; None where nothing, or both, can be heard.

    A word within the name of an issue tells nothing: 敲诈商家 is said by merchants.
    """
    heard: dict[Audience, str] = {}
    for met in _VOICES_MET.longest(words):
        if met.inside(named) is None:
            heard.setdefault(_VOICES[met.word], met.word)
    return _Voice(*heard.popitem()) if len(heard) == 1 else None
