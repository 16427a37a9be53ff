"""Mail as rows: written with the change that it tells of, delivered after the commit.

This is what features need; the worker's side lies in ``delivery``, ``transport`` and ``queries``.
"""

from .models import Message
from .operations import Letter, enqueue, forget_subjects, has_new_mail

__all__ = ["Letter", "Message", "enqueue", "forget_subjects", "has_new_mail"]
