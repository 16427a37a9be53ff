"""Local events: details, states, revisions, hosts."""
