"""The program of one worker: reads jobs from standard input, compiles them, writes results to standard output.

It runs by its path in a process of its own and imports nothing of ours, so it holds no key and no connection.
Frames both ways: four bytes of length, JSON; a result is followed by eight bytes of length and the file.
"""

import ctypes
import json
import os
import re
import struct
import sys
from typing import Any, BinaryIO

import typst

if sys.platform != "win32":  # without such limits the parent's clock still holds
    import resource

_LONGEST_JOB = 16_000_000
#: A page among the objects of a PDF, however the engine sets blanks; not the tree of all pages.
_PAGE = re.compile(rb"/Type\s*/Page\b")
#: unshare(2): a network namespace of its own, and a user namespace where that needs no privilege.
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000


class Refused(Exception):
    """The job cannot become a file; the sentence says why."""


def main() -> None:
    """Serve jobs until the parent closes the pipe. Arguments: fonts' folder, memory in bytes, seconds of CPU a job."""
    fonts_folder, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints must not look like an answer
    _shut_the_network()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_folder])
    _limit_once(memory)
    compiler = _new_compiler(fonts)
    while (job := _read_frame(sys.stdin.buffer)) is not None:
        _limit_time(seconds)
        try:
            body, report = _compile(json.loads(job), compiler)
        except (Refused, typst.TypstError, RuntimeError, ValueError, MemoryError) as error:
            body, report = b"", {"error": str(error)[:4000] or type(error).__name__}
            compiler = _new_compiler(fonts)  # whatever state it was left in
        header = json.dumps(report).encode()
        answers.write(struct.pack(">I", len(header)) + header + struct.pack(">Q", len(body)) + body)
        answers.flush()


def _new_compiler(fonts: typst.Fonts) -> typst.Compiler:
    """Return a compiler without packages. It serves one job after another: files that are as they were it need not read again."""
    nowhere = os.path.join(os.devnull, "none")
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True, package_path=nowhere, package_cache_path=nowhere)


def _compile(job: dict[str, Any], compiler: typst.Compiler) -> tuple[bytes, dict[str, Any]]:
    """Return the file and ``{"fit": [...], "pages": n}``."""
    root = job["root"]
    options: dict[str, Any] = {"input": os.path.join(root, job["template"]), "root": root, "format": job["format"]}
    if job["format"] == "pdf":
        options |= {"pdf_standards": job["standards"], "timestamp": job["stamp"]}
    else:
        options["ppi"] = job["ppi"]
    output, warnings = compiler.compile_with_warnings(**options)
    # The file comes out without its text, and passes as accessible: an error, whatever the engine says.
    unknown = [warning.message for warning in warnings if "unknown font" in warning.message]
    if unknown:
        raise Refused("; ".join(unknown))
    # A PDF is one file; pictures come one for each page, and a picture of a sheet is that of its first.
    pages = output if isinstance(output, list) else [output]
    if not pages or pages[0] is None or (job["format"] == "pdf" and len(pages) != 1):
        raise Refused(f"one file was expected, {len(pages)} came")
    fit = [found["value"] for found in json.loads(compiler.query("<fit>", root=root))]
    count = len(_PAGE.findall(pages[0])) if job["format"] == "pdf" else 1
    if count > job["most_pages"]:
        raise Refused(f"{count} pages are too many")
    return pages[0], {"fit": fit, "pages": count}


def _read_frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    length = struct.unpack(">I", head)[0]
    return stream.read(length) if length <= _LONGEST_JOB else None


def _limit_once(memory: int) -> None:
    if sys.platform == "win32":
        return
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # results go through the pipe: no file is ever written
        (resource.RLIMIT_NOFILE, 128),
    ):
        hard = resource.getrlimit(kind)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (wanted, wanted))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


def _limit_time(seconds: int) -> None:
    """Give the next job ``seconds`` of processor time; past it the kernel ends this process (SIGXCPU)."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _shut_the_network() -> None:
    """Leave the network where the system allows it; Typst itself asks for none but packages, which no template may use."""
    if sys.platform != "linux":
        return
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_NEW_NETWORK) != 0:
        library.unshare(_NEW_USER | _NEW_NETWORK)


if __name__ == "__main__":
    main()
