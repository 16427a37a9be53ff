"""What people wrote in Markdown, cut down to a few lines for paper."""

from markdown_it import MarkdownIt

_LIMIT = 420
_BREAKS = ("softbreak", "hardbreak")
#: HTML is not read: it is printed as it stands, like on the page.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def short_prose(markdown: str, limit: int = _LIMIT) -> str:
    """Return the first paragraphs of ``markdown`` as plain text of at most ``limit`` characters, cut after a word."""
    kept = ""
    for block in _MARKDOWN.parse(markdown[:20_000]):
        if block.type != "inline" or not block.children:
            continue
        words = "".join(" " if child.type in _BREAKS else child.content for child in block.children)
        kept = f"{kept} {' '.join(words.split())}".strip()
        if len(kept) > limit:
            return kept[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—") + " …"
    return kept
