"""A campaign's own designs among all there is: each that comes on the paper that printers hold."""

from collections.abc import Iterator

from organizer.record.types import CampaignRecord

from .catalogue import OWN
from .choices import Choices
from .papers import PAPERS, Sheets
from .wish import Wish


def design_wishes(campaign: CampaignRecord, language: str, held: str) -> Iterator[Wish]:
    """Yield the published designs in both inks, for printers that hold ``held``; others need another printer, not this file."""
    for code, _, papers in campaign.designs:
        fitting = [sheet for sheet in sheets_in(papers).values() if sheet.is_us == (held == "letter")]
        for sheet in fitting[:1]:
            for mode in OWN.modes:
                yield Wish(OWN, sheet.key, mode, language, Choices(design=code))


def sheets_in(papers: tuple[str, ...]) -> Sheets:
    """Return the papers with these keys, the usual one of a family first."""
    return {key: sheet for key, sheet in PAPERS.items() if key in papers}
