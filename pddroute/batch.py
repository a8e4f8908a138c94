"""``pddroute.batch.answer_line``, where version 1.0 had it; use ``pddroute.answer_line``."""

from pddroute.surfaces.batch import answer_line

__all__ = ["answer_line"]
