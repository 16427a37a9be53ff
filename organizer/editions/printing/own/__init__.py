"""Words that one item alone needs; an entry of the catalogue names its function."""
