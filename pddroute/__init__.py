"""pddroute: the right door, right now.

Who can be reached about a Pinduoduo problem at this minute, and what to do next::

    from pddroute import contact, escalate, load_catalog, verify

    catalog = load_catalog()
    contact(catalog, at="2026-11-21T20:35").channels[0].status.state

Every function is pure but for the clock, which is read only where ``at`` is left out. Answers are
frozen objects whose attributes are the JSON contract's field names; ``to_dict()`` and
``to_json()`` give the document the command line prints.
"""

TYPE_CHECKING = False  # typing's own costs an import; type checkers take any of this name for true

if TYPE_CHECKING:
    from pddroute.api import (
        answer,
        answer_line,
        check_catalog,
        contact,
        escalate,
        failure,
        issues,
        show,
        verify,
        verify_text,
    )
    from pddroute.catalogue.loading import load_catalog
    from pddroute.catalogue.model import Catalog
    from pddroute.errors import (
        CatalogError,
        InvalidHistory,
        InvalidTime,
        PddrouteError,
        UnknownChannel,
        UnknownCity,
        UnknownIssue,
        UsageError,
    )
    from pddroute.start import warm

__all__ = [
    "Catalog",
    "CatalogError",
    "InvalidHistory",
    "InvalidTime",
    "PddrouteError",
    "UnknownChannel",
    "UnknownCity",
    "UnknownIssue",
    "UsageError",
    "answer",
    "answer_line",
    "check_catalog",
    "contact",
    "escalate",
    "failure",
    "issues",
    "load_catalog",
    "show",
    "verify",
    "verify_text",
    "warm",
]

if not TYPE_CHECKING:  # a type checker would take any name at all for one of ours

    def __getattr__(name):
        """A name of ``__all__`` or a room, imported when first asked for.

        The command imports this package before it can hear Ctrl-C, so that has to be short.
        """
        if name.startswith("__"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        for room in ("errors", "catalogue.model", "catalogue.loading", "api", "start"):
            of_room = vars(import_module(f"{__name__}.{room}"))
            globals().update((one, of_room[one]) for one in __all__ if one in of_room)
        if name not in globals():
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return globals()[name]

    def __dir__():
        return sorted({*globals(), *__all__})
