"""Pages for who runs the server: health, numbers, and in development the mails."""
