"""The web edge that every feature shares; import from its modules, each answers one question."""
