"""Mail as rows: written with the change that it tells of, delivered after the commit."""

from .compose import Attachment, Rendered
from .delivery import Postman, deliver_due
from .models import Message
from .operations import Letter, enqueue, forget_subjects, has_new_mail, requeue_dead, scrub
from .queries import outbox_health
from .transport import Transport, make_transport

__all__ = [
    "Attachment", "Letter", "Message", "Postman", "Rendered", "Transport", "deliver_due", "enqueue", "forget_subjects",
    "has_new_mail", "make_transport", "outbox_health", "requeue_dead", "scrub",
]  # fmt: skip
