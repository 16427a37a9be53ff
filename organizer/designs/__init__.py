"""How a campaign looks: its colours, logos and lines, pictures that it uploaded, and designs of its own for print."""
