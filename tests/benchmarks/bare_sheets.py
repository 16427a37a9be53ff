"""The engine alone: the very same sheets, their sizes known before, in one process that keeps all it can."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import typst

from organizer.editions.printing.fonts import FONTS
from organizer.editions.printing.typst_pool import PRINT_DATA, Job

#: What looks for the size of words, and what it says here without looking: the least.
_KNOWN = {
    "fit.typ": {
        "#let size-in(p, lo, hi, w, h, o) = {": "return lo",
        "#let settle(p, lo, hi, w, h, o) = {": 'return (p, lo, "ok")',
        "#let balanced(p, size, w, o) = {": "return w",
    },
    "flow.typ": {"let largest(from, to) = {": "return from"},
}


class BareSheets:
    """Draws what a job says, with nothing of ours around it but the templates: no search for sizes, no report, no worker."""

    def __init__(self) -> None:
        """Lay the kit out without its search."""
        self._folder = Path(tempfile.mkdtemp(prefix="organizer-bench-"))
        shutil.copytree(PRINT_DATA, self._folder, dirs_exist_ok=True)
        (self._folder / "images").mkdir()
        for name, changes in _KNOWN.items():
            path = self._folder / "kit" / name
            source = path.read_text(encoding="utf-8")
            for head, answer in changes.items():
                assert head in source, f"{name} does not say {head} any more: say here what it says instead"
                source = source.replace(head, f"{head}\n  {answer}")
            path.write_text(source, encoding="utf-8")
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        self._compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)

    def __enter__(self) -> "BareSheets":
        """Begin."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Delete the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def ready(self, job: Job) -> Callable[[], object]:
        """Lay out what the job brings and return what draws it."""
        (self._folder / "data.json").write_text(job.data, encoding="utf-8")
        for name, content in job.images.items():
            (self._folder / "images" / name).write_bytes(content)
        template, root = str(self._folder / "templates" / job.template), str(self._folder)
        if job.output == "pdf":
            return lambda: self._compiler.compile(input=template, root=root, format="pdf", timestamp=job.stamp)
        return lambda: self._compiler.compile(input=template, root=root, format="png", ppi=job.ppi)
