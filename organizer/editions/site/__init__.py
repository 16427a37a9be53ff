"""HTML pages: campaigns, events, lists, maps, groups, a guest's own page. Drawn from the record and nothing else."""
