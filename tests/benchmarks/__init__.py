"""Measures Organizer against its limits on the same machine, in the same run: ratios hold where milliseconds do not.

``make bench`` runs every line and writes ``docs/benchmarks.md``; ``make bench ARGS="B1 B4"`` runs some and writes nothing.
"""
