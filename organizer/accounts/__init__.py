"""People: known by a confirmed e-mail, with or without a password; their sessions and sign-in links."""
