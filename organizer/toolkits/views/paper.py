"""Whether words fit on the sheets that they end on, asked before they are kept or given out."""

from organizer.foundation.web.proving import prover
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.state import reading
from organizer.toolkits.queries import find_newest, where_of
from organizer.toolkits.rules import Card, Kit, SheetKind, pieces_of

#: Each draws the sheets that words end on; whoever writes saves often.
_PROVING = Budget("toolkit-proving", per_client="600 per hour", overall="6000 per hour")


def faults_on_paper(slug: str, place: str, lang: str, words: Kit | Card) -> list[tuple[str, str]]:
    """Return what is too long for its sheet, as piece and sentence. Draws sheets: never inside a transaction. Raises NotFound."""
    spend(_PROVING)
    with reading() as session:
        where = where_of(session, slug=slug, place=place, language=lang)
        return prover().faults_of_words(
            session, slug=slug, country=where.country, language=lang, is_card=isinstance(words, Card),
            pieces=pieces_of(words),
        )  # fmt: skip


def faults_of_newest(slug: str, place: str, lang: str, kind: SheetKind, number: int) -> list[tuple[str, str]]:
    """Return the same of the version that is to be given out; nothing where it is not the newest any more."""
    spend(_PROVING)
    with reading() as session:
        where = where_of(session, slug=slug, place=place, language=lang)
        version = find_newest(session, where=where, kind=kind)
        if version is None or version.number != number:
            return []
        pieces = dict(version.pieces)
        return prover().faults_of_words(
            session, slug=slug, country=where.country, language=lang, is_card=kind is SheetKind.CARD, pieces=pieces
        )
