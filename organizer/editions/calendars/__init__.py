"""Calendar feeds, downloads, mail attachments and add-to-calendar links."""
