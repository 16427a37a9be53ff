"""What may stand in the header of a mail.

``email`` decodes encoded words in a header's text and, before Python 3.12.2 and its back-ports, writes the line
breaks that come out of them: ``=?utf-8?q?hi=0D=0ABcc:_z=40x?=`` as a subject makes a second recipient (the class
of CVE-2024-6923). So no text of a person gets there but through ``header_safe``.
"""

import re
from email.headerregistry import HeaderRegistry
from email.policy import SMTP, Policy
from typing import Any, cast

from organizer.foundation.core.email import EmailNotUsable

#: C0, DEL, C1, line and paragraph separator, lone surrogates.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SPECIALS = re.compile(r'[()<>@,;:"\[\]\\]')  # RFC 5322 section 3.2.3, but for the dot
_URL = re.compile(r"https?://[!-;=?-~]+")
_LONGEST_LINE = 998  # RFC 5322 section 2.1.1


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


class _Headers(HeaderRegistry):
    """The library's headers, but for those that must not be folded."""

    _verbatim = frozenset({"list-unsubscribe", "message-id"})

    def __call__(self, name: str, value: Any) -> Any:
        if name.lower() in self._verbatim:
            return VerbatimHeader(name, str(value))
        return super().__call__(name, value)


#: 7bit: bodies are encoded, so that they pass servers without 8BITMIME.
MAIL_POLICY = SMTP.clone(cte_type="7bit", header_factory=cast(Any, _Headers()))
