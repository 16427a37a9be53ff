"""The words of a placard or a sticker: one line that people agreed on, chosen from what the campaign wrote."""

from dataclasses import replace

from flask_babel import force_locale, gettext

from organizer.editions.printing.choices import Choices
from organizer.editions.printing.contract import Own, phrase
from organizer.editions.printing.item import Order
from organizer.editions.printing.words import Words
from organizer.foundation.core.languages import Text, fallback_chain
from organizer.record.types import CampaignRecord


def slogan(order: Order, words: Words) -> Own:
    """Return the chosen line, how to glue it where it comes on several sheets, and the same in the second language where the campaign has it."""
    campaign, assembly = order.campaign, _assembly(order, words)
    if not order.second:
        return {"slogan": phrase(_line(order, chosen_line(order.choices, campaign, order.language))), **assembly}
    also = order.choices.also or order.language
    keys = {chosen_line(order.choices, campaign, order.language), chosen_line(order.choices, order.second[0], also)}
    key = keys.pop() if len(keys) == 1 else "campaign"
    first, second = _line(order, key), _line(_in_second(order, also), key)
    return {"slogan": phrase(first), "second": phrase(second) if second.value != first.value else None, **assembly}


def chosen_line(choices: Choices, campaign: CampaignRecord, language: str) -> str:
    """Return the key of the line: the chosen one, else the first demand in the language, else the campaign's title."""
    demands = demands_in(campaign, language)
    if choices.line and not choices.line.startswith("demand-"):
        return choices.line
    number = int(choices.line.removeprefix("demand-")) if choices.line else 1
    return f"demand-{number}" if number <= len(demands) else "campaign"


def _assembly(order: Order, words: Words) -> Own:
    """Return how the sheets become one, in steps; nothing where there is one."""
    if not order.sheet.is_tiled:
        return {}
    with force_locale(words.locale):
        steps = (
            gettext("Print all sheets in the actual size: do not fit them to the page."),
            gettext("From sheet 2 on, cut off the white edges at the left and at the top."),
            gettext("Glue each sheet over the strip of its neighbour that carries its number, up to the marks."),
            gettext("Strengthen the back with tape or cardboard."),
        )
    return {"assembly": tuple(phrase(words.text(step)) for step in steps)}


def _in_second(order: Order, also: str) -> Order:
    assert order.second is not None
    return replace(order, language=also, campaign=order.second[0], event=order.second[1], second=None)


def _line(order: Order, key: str) -> Text:
    if key == "event":
        return order.event.title
    if key == "hashtag" and order.campaign.hashtag:
        return Text(order.campaign.hashtag, "en")
    if key.startswith("demand-"):
        return demands_in(order.campaign, order.language)[int(key.removeprefix("demand-")) - 1]
    return order.campaign.title


def demands_in(campaign: CampaignRecord, language: str) -> list[Text]:
    """Return the demands that there are in ``language``."""
    tongue = fallback_chain(language)[-1]
    return [text for text in campaign.demands if fallback_chain(text.lang)[-1] == tongue]
