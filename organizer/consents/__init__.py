"""Who may write to a guest: a ledger of consents, one organisation at a time, given and taken back by the guest alone."""
