"""People's own words as HTML: the little of Markdown that they use, and nothing that acts or loads."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "hr"}
_SCHEMES = {"https", "http", "mailto", "tel"}
#: Headings would break the order of ours; pictures and tables come from elsewhere or overflow.
_PARSER = MarkdownIt("zero", {"breaks": True, "html": False}).enable(
    ["newline", "emphasis", "list", "link", "autolink", "backticks", "blockquote", "escape", "hr", "entity"]
)


def prose(words: str) -> Markup:
    """Return plain text or Markdown as safe HTML: paragraphs, lists, emphasis, links that we do not vouch for."""
    html = nh3.clean(
        _PARSER.render(words),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener noreferrer ugc",
    )
    return Markup(html)  # cleaned above; tests/unit/site shows what gets through
