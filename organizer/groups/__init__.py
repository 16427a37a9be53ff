"""Local groups and coalition partners, and who belongs to them."""
