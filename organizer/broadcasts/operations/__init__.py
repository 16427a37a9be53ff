"""Writes on messages: one verb for each function."""

from .deciding import approve, refuse
from .expanding import expand_next
from .forgetting import forget_over
from .news import NewsAsked, confirm_news, forget_unconfirmed, stop_news, subscribe
from .rounds import ask_silent, say_still_coming
from .sending import send, send_test, take_back
from .stopping import lift_stop, stop, stop_all
from .thanking import thank_due
from .to_hosts import Words, answer_guest, write_to_hosts
from .writing import Draft, discard, save_draft

__all__ = [
    "Draft", "NewsAsked", "Words", "answer_guest", "approve", "ask_silent", "confirm_news", "discard", "expand_next", "forget_over",
    "forget_unconfirmed", "lift_stop", "refuse", "save_draft", "say_still_coming", "send", "send_test", "stop", "stop_all",
    "stop_news", "subscribe", "take_back", "thank_due", "write_to_hosts",
]  # fmt: skip
