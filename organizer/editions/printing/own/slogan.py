"""The words of a placard or a sticker: one line that people agreed on, chosen from what the campaign wrote."""

from organizer.editions.printing.choices import Choices
from organizer.editions.printing.contract import Own, phrase
from organizer.editions.printing.order import Order
from organizer.editions.printing.words import Words
from organizer.foundation.core.languages import Text, fallback_chain
from organizer.record.types import CampaignRecord


def slogan(order: Order, _words: Words) -> Own:
    """Return the chosen line, and the same in the second language where there is one."""
    first = _line(order, order.campaign, order.language)
    second = None
    if order.choices.also and order.second:
        found = _line(order, order.second[0], order.choices.also)
        second = phrase(found) if found.value != first.value else None
    return {"slogan": phrase(first), "second": second}


def chosen_line(choices: Choices, campaign: CampaignRecord, language: str) -> str:
    """Return the key of the line: the chosen one, else the first demand in the language, else the campaign's title."""
    if choices.line:
        return choices.line
    return "demand-1" if demands_in(campaign, language) else "campaign"


def _line(order: Order, campaign: CampaignRecord, language: str) -> Text:
    key = chosen_line(order.choices, campaign, language)
    if key == "event":
        return order.event.title
    if key == "hashtag" and campaign.hashtag:
        return Text(campaign.hashtag, "en")
    if key.startswith("demand-"):
        number = int(key.removeprefix("demand-")) - 1
        demands = demands_in(campaign, language)
        if number < len(demands):
            return demands[number]
    return campaign.title


def demands_in(campaign: CampaignRecord, language: str) -> list[Text]:
    """Return the demands that there are in ``language``."""
    tongue = fallback_chain(language)[-1]
    return [text for text in campaign.demands if fallback_chain(text.lang)[-1] == tongue]
