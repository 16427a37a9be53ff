"""One sheet, settled: what is asked for, before any word of it is worded."""

from dataclasses import dataclass

from organizer.designs.rules.slots import Spec
from organizer.record.toolkits import Toolkit
from organizer.record.types import CampaignRecord, EventRecord

from .choices import Choices
from .item import COLOUR, Item
from .papers import Sheet


@dataclass(frozen=True, slots=True)
class Order:
    """What, of which event, in which language (BCP 47), size and mode (``colour`` or ``bw``).

    ``second``: campaign and event, loaded with ``choices.also`` first, for what says everything twice. ``toolkit``: of the
    event's country, for what needs it. ``design``: the campaign's own.
    """

    item: Item
    sheet: Sheet
    mode: str
    language: str
    campaign: CampaignRecord
    event: EventRecord
    choices: Choices = Choices()  # noqa: RUF009 - frozen
    second: tuple[CampaignRecord, EventRecord] | None = None
    toolkit: Toolkit | None = None
    design: Spec | None = None

    @property
    def bleeds(self) -> bool:
        """Tell whether colour runs over the edge: on whole sheets that a print shop cuts, not on those that copiers print."""
        return self.choices.bleed and self.mode == COLOUR and not self.sheet.is_tiled
