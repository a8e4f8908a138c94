"""``pddroute.batch.answer_line``, where version 1.0 had it: now :func:`pddroute.answer_line`."""

from pddroute.api import answer_line as answer_line
