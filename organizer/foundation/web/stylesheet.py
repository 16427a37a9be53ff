"""One style sheet from many: joined in the order of ``css/organizer.css``, comments and blanks dropped."""

import re
from pathlib import Path

_IMPORT = re.compile(r'@import "([^"]+)" layer\((\w+)\);')
_ORDER = re.compile(r"@layer [^{;]+;")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
#: Before compression, everything in: a first page over 3G should not wait for its style.
BUDGET = 40_000


def join_sheets(folder: Path) -> str:
    """Return the one sheet of ``folder`` (which holds ``organizer.css``). Raises OSError when a part is missing."""
    main = (folder / "organizer.css").read_text(encoding="utf-8")
    order = _ORDER.search(main)
    parts = [order.group() if order else ""]
    for name, layer in _IMPORT.findall(main):
        parts.append(f"@layer {layer}{{{squeeze((folder / name).read_text(encoding='utf-8'))}}}")
    return "\n".join(parts) + "\n"


def squeeze(css: str) -> str:
    """Drop comments and blanks that mean nothing; touch nothing else."""
    css = re.sub(r"\s+", " ", _COMMENT.sub("", css))
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").strip()
