"""Writes on answers: one verb for each function."""

from .answering import Answer, answer, cancel, change, confirm, send_lost_link
from .approving import approve, decline, settle_asked
from .bursts import reject_unconfirmed
from .calendar_keys import forget_lonely_keys, make_guest_key, make_host_key
from .consenting import Reachable, decide_consents, list_offered, take_reachable
from .door import end_door_link, forget_rows, make_door_link, open_with_pin, take_rows, tick_off
from .erasing import erase
from .exporting import export_of
from .hosting import note_about, record_list_taken, resend_link, take_off_list
from .maybe import say_maybe
from .not_me import say_not_me
from .notices import expand_notices
from .on_paper import Sheet, ask_who_ticked, confirm_tick, forget_ticks, forget_unanswered, take_tick_back
from .own_answers import answer_questions, list_questions
from .places import give_back, take_places
from .reconciling import count_drifted, count_places_anew
from .reminding import remind_due, stop_reminders
from .shifts import add_shift, choose_shifts, remove_shift, set_hands
from .sweeping import forget_erased, forget_unconfirmed, purge_over, refresh_bands, release_holds
from .switching import choose_mails, switch_mail
from .turns import list_events_with_turns, take_turns
from .without_mail import answer_without_mail, find_own_page

__all__ = [
    "Answer", "Reachable", "Sheet", "add_shift", "answer", "answer_questions", "answer_without_mail", "approve",
    "ask_who_ticked", "cancel", "change", "choose_mails", "choose_shifts", "confirm", "confirm_tick", "count_drifted",
    "count_places_anew", "decide_consents", "decline", "end_door_link", "erase", "expand_notices", "export_of",
    "find_own_page", "forget_erased", "forget_lonely_keys", "forget_rows", "forget_ticks", "forget_unanswered",
    "forget_unconfirmed", "give_back", "list_events_with_turns", "list_offered", "list_questions", "make_door_link",
    "make_guest_key", "make_host_key", "note_about", "open_with_pin", "purge_over", "record_list_taken",
    "refresh_bands", "reject_unconfirmed", "release_holds", "remind_due", "remove_shift", "resend_link", "say_maybe",
    "say_not_me", "send_lost_link", "set_hands", "settle_asked", "stop_reminders", "switch_mail", "take_off_list",
    "take_places", "take_reachable", "take_rows", "take_tick_back", "take_turns", "tick_off",
]  # fmt: skip
