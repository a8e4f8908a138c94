"""Lints for entries that nothing refers to."""

from __future__ import annotations

from collections.abc import Iterator

from pddroute.catalogue.lint import Found, info, warning
from pddroute.check.context import Context
from pddroute.words import Said


@info(
    "unused-channel",
    Said("没有步骤用到这个渠道", "no step uses this channel"),
    Said(
        "有合适的步骤就列进去；只供查询的渠道可以不列",
        "list it in the step it serves; one that is there to be looked up may stay as it is",
    ),
)
def unused_channel(context: Context) -> Iterator[Found]:
    for id_, channel in context.catalog.channels.items():
        # Nobody is sent to a retired channel, nor to one that only calls out.
        if channel.offered and ("channels", id_) not in context.named:
            yield Found(("channels", id_, "#"))


@warning(
    "unused-entry",
    Said("没有用到它", "nothing refers to it"),
    Said("用上它，或删去", "use it, or remove it"),
)
def unused_entry(context: Context) -> Iterator[Found]:
    for section in ("sources", "rules", "evidence", "steps", "routes"):
        for id_ in getattr(context.catalog, section):
            if (section, id_) not in context.named:
                yield Found((section, id_, "#"))
