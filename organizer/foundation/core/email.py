"""Mail addresses: one spelling for look-ups, a mask for screens."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from .errors import DomainError

#: RFC 5321 section 4.5.3.1: a path of 256 octets, two of them the angle brackets.
MAX_EMAIL = 254


class CleanEmail(str):
    """An address that ``clean_email`` gave back: it is not looked at a second time."""

    __slots__ = ()


class EmailNotUsable(DomainError):
    """Nobody can be reached by this address; params: value."""

    code = "email_not_usable"


def clean_email(value: str) -> CleanEmail:
    """Return the address as its owner writes it, without outer spaces.

    Raises EmailNotUsable. No DNS is asked: that would tell a third party who signs up.
    """
    if isinstance(value, CleanEmail):
        return value
    value = unicodedata.normalize("NFKC", value).strip()
    is_long = len(value.encode("utf-8", "surrogatepass")) > MAX_EMAIL
    # What looks like an encoded word (RFC 2047) says something else in a header than it does here.
    if is_long or "=?" in value or any(ord(c) < 33 or c in '<>,;"' for c in value):
        raise EmailNotUsable(value=value[:MAX_EMAIL])
    try:
        checked = validate_email(value, check_deliverability=False, allow_smtputf8=True, test_environment=True)
    except EmailNotValidError as error:
        raise EmailNotUsable(value=value) from error
    return CleanEmail(checked.normalized)


def stored_email(value: str | None) -> CleanEmail:
    """Return an address as a row holds it: it passed the rules of its day, and those of today must not stop a round of mails."""
    return CleanEmail(value or "")


def lookup_form(email: str) -> str:
    """Return the spelling under which an address is compared: local part case-folded, domain as A-label.

    Dots and plus signs stay: they are different mailboxes on most servers.
    """
    local, _, domain = clean_email(email).rpartition("@")
    try:
        # The codec leaves a domain of ASCII as it is, and takes its time for it.
        label = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        label = domain  # of a row from before such domains were refused
    return f"{local.casefold()}@{label.lower()}"


def mask_email(email: str) -> str:
    """Return the address for a screen that others may see: ``a•••@e•••.org``."""
    local, _, domain = email.partition("@")
    name, dot, ending = domain.rpartition(".")
    return f"{local[:1]}•••@{name[:1]}•••{dot}{ending}"
