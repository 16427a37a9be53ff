"""The ``organizer`` command: each prints what it did, or one clear sentence why not."""
