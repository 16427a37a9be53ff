"""Asking the outside geocoder: two short transactions with the network between them."""

from organizer.foundation.core import clock
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.db import Database
from organizer.places.geocoders import GeocodeAnswer, GeocoderSettings, GeocodeStatus, ask
from organizer.places.operations import keep_answer, take_turn
from organizer.places.queries import find_answer, question_key


def locate(
    database: Database, settings: GeocoderSettings | None, question: str, *, private: bool, language: str = "en"
) -> GeocodeAnswer:
    """Return where a public venue's address is, as the outside geocoder says. Never raises.

    ``private`` must be said: for a private home nothing is looked up, kept or sent.
    Takes at most ``settings.timeout`` seconds and must not be called in a transaction.
    Kept answers cost no question; questions keep the geocoder's pace over all processes
    (else BUSY); after three failures it rests for a minute (DOWN at once).
    """
    if private:
        return GeocodeAnswer(GeocodeStatus.PRIVATE)
    if settings is None:
        return GeocodeAnswer(GeocodeStatus.OFF)
    key = question_key(settings, question, language)
    try:
        with database.reading() as session:
            kept = find_answer(session, key, now=clock.now())
        if kept is not None:
            return kept
        with database.transaction() as session:
            refused = take_turn(session, settings, now=clock.now())
        if refused is not None:
            return GeocodeAnswer(refused)
        answer = ask(settings, question, language=language)
        with database.transaction() as session:
            keep_answer(session, settings, key, answer, now=clock.now())
    except TryAgainLater:
        return GeocodeAnswer(GeocodeStatus.BUSY)
    return answer
