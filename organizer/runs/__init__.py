"""Print runs: sheets of one event that carry a mark of their own, so that its hosts learn which are scanned."""
