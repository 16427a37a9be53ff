"""The campaigns of an instance, for its first page."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, ngettext

from organizer.foundation.core.languages import Text
from organizer.foundation.core.wording import day_number, leaf_month, number
from organizer.foundation.web.assets import theme_path
from organizer.record.types import CampaignRecord, Phase

from .front import TearOff
from .reader import PageReader


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in the list: its day, title, first words, and where it stands."""

    url: str
    iso: str
    number: str
    month: str
    mark: str
    title: Text
    summary: Text | None
    state: tuple[str, str]
    theme_css: str

    @property
    def day(self) -> TearOff:
        """The day as it stands beside the poster of the campaign that comes first."""
        return TearOff(self.iso, self.number, self.month, self.state[0])


def campaign_lines(campaigns: Sequence[CampaignRecord], reader: PageReader) -> tuple[CampaignLine, ...]:
    """Return the campaigns that are still to come or going on first, then what is over, the latest first."""
    today = reader.at.date()
    coming = [c for c in campaigns if c.last_day >= today]
    over = sorted((c for c in campaigns if c.last_day < today), key=lambda c: c.day, reverse=True)
    return tuple(_line(campaign, reader) for campaign in [*coming, *over])


def _line(campaign: CampaignRecord, reader: PageReader) -> CampaignLine:
    return CampaignLine(
        url=url_for("site.campaign", slug=campaign.slug),
        iso=campaign.day.isoformat(),
        number=day_number(campaign.day, reader.ui),
        month=leaf_month(campaign.day, campaign.last_day, reader.ui),
        mark=campaign.mark,
        title=campaign.title,
        summary=campaign.summary,
        state=_state(campaign, reader),
        theme_css=theme_path(campaign.theme.primary, campaign.theme.accent),
    )


def _state(campaign: CampaignRecord, reader: PageReader) -> tuple[str, str]:
    if campaign.phase is Phase.TODAY:
        return gettext("Today"), "live"
    if campaign.phase in (Phase.REPORT, Phase.ARCHIVE):
        return gettext("Over"), ""
    days = (campaign.day - reader.at.date()).days
    if days <= 0:
        return gettext("Today"), "live"
    return ngettext("%(count)s day to go", "%(count)s days to go", days, count=number(days, reader.ui)), "good"
