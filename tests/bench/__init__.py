"""Measures Organizer against bases on the same machine, in the same run: ratios hold where milliseconds don't.

``make bench`` runs every line; ``make bench ARGS="B1 B4"`` some. Processor time is what counts: it moves little with
other load on the machine. A line that misses its goal makes the run fail.
"""
