"""What may stand in the header of a mail.

``email`` decodes encoded words in a header's text and, before Python 3.12.2 and its back-ports, writes the line
breaks that come out of them: ``=?utf-8?q?hi=0D=0ABcc:_z=40x?=`` as a subject makes a second recipient (the class
of CVE-2024-6923). So no text of a person gets there but through ``header_safe``.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from email.headerregistry import HeaderRegistry
from email.policy import SMTP, Policy
from textwrap import wrap
from typing import Any, cast

from organizer.foundation.core.email import EmailNotUsable

#: C0, DEL, C1, line and paragraph separator, lone surrogates.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SPECIALS = re.compile(r'[()<>@,;:"\[\]\\]')  # RFC 5322 section 3.2.3, but for the dot
_URL = re.compile(r"https?://[!-;=?-~]+")
_LONGEST_LINE = 998  # RFC 5322 section 2.1.1
#: Bytes of text in an encoded word: of 75 characters, the first one's line shorter by the header's name.
_FIRST_WORD, _WORD = 42, 45


def header_safe(value: str, limit: int = 200) -> str:
    """Return ``value`` as one line of at most ``limit`` code points that no mail library reads as anything else.

    Runs of controls become one space, and ``=?`` is broken apart, so that no encoded word can begin.
    """
    line = " ".join(_CONTROLS.sub(" ", value).split())
    return line.replace("=?", "= ?")[:limit].strip()


def header_name(value: str) -> str:
    """Return a name to stand before an address, at most 60 code points.

    What would need quotes becomes a space: Python 3.11.7 loses the quotes of a name that it folds, and then
    ``a, b <c@d>`` is read as two addresses (the class of CVE-2025-1795).
    """
    return header_safe(_SPECIALS.sub(" ", value), 60)


def header_address(email: str) -> str:
    """Return an address for a header. Raises EmailNotUsable for one that could be read as an encoded word."""
    if "=?" in email or _CONTROLS.search(email) or email.count("@") != 1:
        raise EmailNotUsable(value=email)
    return email


def header_url(url: str) -> str:
    """Return a web address in angle brackets. Raises ValueError for anything that would not stay one line."""
    if not _URL.fullmatch(url) or len(url) > _LONGEST_LINE - 100:
        raise ValueError("not a web address for a header")
    return f"<{url}>"


class VerbatimHeader(str):
    """A header written as it is, on one line.

    ``email`` would fold a long web address in the middle, as encoded words that no mail client undoes.
    """

    max_count = 1
    name: str
    defects: tuple[()] = ()

    def __new__(cls, name: str, value: str) -> "VerbatimHeader":
        """Keep the name beside the text."""
        header = str.__new__(cls, value)
        header.name = name
        return header

    def fold(self, *, policy: Policy) -> str:
        """Return the header's line."""
        return f"{self.name}: {self}{policy.linesep}"


class SubjectHeader(VerbatimHeader):
    """A subject that every mail program reads as it was written.

    ``email`` makes encoded words longer than the 75 characters of RFC 2047 section 2, and mixes them with plain words
    so that programs lose or add spaces between them. Here a subject is plain, or encoded as a whole.
    """

    def fold(self, *, policy: Policy) -> str:
        """Return the header's lines, of 78 characters at most where words allow it."""
        text = header_safe(self, _LONGEST_LINE)
        if text.isascii():
            lines = wrap(text, 68, break_long_words=False, break_on_hyphens=False)
        else:
            lines = [f"=?utf-8?b?{b64encode(part.encode()).decode()}?=" for part in _parts(text)]
        return f"{self.name}: {f'{policy.linesep} '.join(lines)}{policy.linesep}"


def _parts(text: str) -> Iterator[str]:
    """Yield parts that fit into one encoded word each; no character is cut in two."""
    part, most = "", _FIRST_WORD
    for character in text:
        if len((part + character).encode()) > most:
            yield part
            part, most = "", _WORD
        part += character
    if part:
        yield part


class _Headers(HeaderRegistry):
    """The library's headers, but for those that must not be folded."""

    _verbatim = frozenset({"list-unsubscribe", "message-id"})

    def __call__(self, name: str, value: Any) -> Any:
        if name.lower() in self._verbatim:
            return VerbatimHeader(name, str(value))
        header = super().__call__(name, value)
        return SubjectHeader(name, str(header)) if name.lower() == "subject" else header


#: 7bit: bodies are encoded, so that they pass servers without 8BITMIME.
MAIL_POLICY = SMTP.clone(cte_type="7bit", header_factory=cast(Any, _Headers()))
