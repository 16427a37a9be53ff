"""Plain Python: time, text, languages, identifiers, refusals."""
