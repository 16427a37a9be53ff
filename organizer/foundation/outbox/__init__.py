"""Mail as rows: written with the change that it tells of, delivered after the commit."""

from .compose import Attachment, Rendered
from .delivery import Postman, deliver_due
from .models import Message
from .operations import Letter, enqueue, forget_subjects, has_new_mail, own_occurrence, requeue_dead, scrub
from .purposes import REFUSABLE, TRANSACTIONAL, Purpose, Reason
from .queries import outbox_health
from .suppression import Addressee, lift_for_confirmed, list_stopped, suppress
from .tallies import take_one_off
from .transport import Transport, make_transport

__all__ = [
    "REFUSABLE", "TRANSACTIONAL", "Addressee", "Attachment", "Letter", "Message", "Postman", "Purpose", "Reason", "Rendered",
    "Transport", "deliver_due", "enqueue", "forget_subjects", "has_new_mail", "lift_for_confirmed", "list_stopped",
    "make_transport", "outbox_health", "own_occurrence", "requeue_dead", "scrub", "suppress", "take_one_off",
]  # fmt: skip
