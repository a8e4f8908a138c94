"""Measurements against named peers, interleaved in one run: ``python -m benchmarks``.

One module a question. Nothing here is asserted: the budget of the design stands beside what was
measured, and ``docs/performance.md`` says what it means.
"""
