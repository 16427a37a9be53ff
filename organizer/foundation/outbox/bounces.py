"""Mails that come back (RFC 3464) and complaints (RFC 5965): read, believed only about mails of ours, written down.

Anybody can write to the address that mails come back to. So a report counts only when it names a mail of ours by its
key, an HMAC that nobody can guess, and then only for the address which that mail went to, whatever address it names.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.message import Message as Part
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from .models import Message
from .purposes import STOPPABLE, TRANSACTIONAL, Reason
from .rules import State
from .smtp import is_nobody
from .suppression import Addressee, suppress

#: A report is a few kilobytes; what is longer is cut: the keys stand in headers.
LONGEST = 256_000
_KEY = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_MOST_KEYS = 20


class Verdict(StrEnum):
    """What a report says of a mail."""

    NOBODY = "nobody"  # for good: no mails go there any more
    REFUSED = "refused"  # this mail did not arrive; the next one may
    DELAYED = "delayed"  # it is still being tried
    COMPLAINT = "complaint"  # it was called unwanted
    NO_REPORT = "no-report"  # not a report that machines write


@dataclass(frozen=True, slots=True)
class Report:
    """What was read: the verdict, the enhanced status or "", and what may be keys of ours."""

    verdict: Verdict
    status: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of a report; ``is_ours`` False: it named no mail of ours, so nothing was done."""

    verdict: Verdict
    is_ours: bool


def read_report(raw: bytes) -> Report:
    """Read a report as it arrived. Never fails: what is no report says so."""
    raw = raw[:LONGEST]
    keys = tuple(dict.fromkeys(key.decode() for key in _KEY.findall(raw.lower())))[:_MOST_KEYS]
    try:
        parsed = message_from_bytes(raw, policy=policy.compat32)
        fields = _report_fields(parsed)
    except (MessageError, ValueError, LookupError, RecursionError):
        fields = []
    verdict, status = _judge(fields)
    return Report(verdict, status, keys)


def note_report(session: Session, raw: bytes) -> Noted:
    """Write down what a report says of a mail of ours; what names none changes nothing."""
    report = read_report(raw)
    message = _find(session, report.keys)
    if message is None or report.verdict in (Verdict.NO_REPORT, Verdict.DELAYED):
        return Noted(report.verdict, message is not None)
    whom = Addressee(message.recipient_index, message.campaign_id)
    if report.verdict is Verdict.COMPLAINT:
        suppress(session, whom, [one for one in STOPPABLE if one not in TRANSACTIONAL], Reason.COMPLAINT)
    if report.verdict is Verdict.NOBODY:
        suppress(session, whom, STOPPABLE, Reason.BOUNCE)
    cause = "complaint" if report.verdict is Verdict.COMPLAINT else f"bounced-{report.status or '5'}"
    noted = update(Message).where(Message.id == message.id, Message.state == State.SENT)
    session.execute(noted.values(error=cause))
    return Noted(report.verdict, is_ours=True)


def _find(session: Session, keys: tuple[str, ...]) -> Message | None:
    """Return the mail that a report is about; only one that left can come back."""
    if not keys:
        return None
    left = select(Message).where(
        Message.message_id.in_(keys), Message.state.in_((State.SENT, State.CLAIMED, State.QUEUED))
    )
    found = session.scalars(left.limit(2)).all()
    return found[0] if len(found) == 1 else None


def _report_fields(parsed: "Part | EmailMessage") -> list[dict[str, str]]:
    """Return the groups of fields of the machine-readable part."""
    groups = []
    for part in parsed.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            blocks = part.get_payload()
            groups += (
                [_fields(block) for block in blocks if isinstance(block, Part)] if isinstance(blocks, list) else []
            )
        elif kind == "message/feedback-report":
            groups.append(_feedback(part))
    return groups


def _fields(block: Part) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in block.items()}


def _feedback(part: Part) -> dict[str, str]:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    lines = inner.items() if isinstance(inner, Part) else _lines(part)
    return {name.lower(): str(value).strip() for name, value in lines}


def _lines(part: Part) -> list[tuple[str, str]]:
    body = part.get_payload(decode=True)
    text = body.decode("ascii", "replace") if isinstance(body, bytes) else ""
    return [(name, value) for name, _, value in (line.partition(":") for line in text.splitlines()) if value]


def _judge(groups: list[dict[str, str]]) -> tuple[Verdict, str]:
    if any(fields.get("feedback-type", "").lower() == "abuse" for fields in groups):
        return Verdict.COMPLAINT, ""
    for fields in groups:
        action = fields.get("action", "").strip().lower()
        found = _STATUS.search(fields.get("status", ""))
        status = found[0] if found else ""
        if action == "delayed":
            return Verdict.DELAYED, status
        if action == "failed":
            return (Verdict.NOBODY if is_nobody(status) else Verdict.REFUSED), status
    return Verdict.NO_REPORT, ""
