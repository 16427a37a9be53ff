"""What people see of one event in each calendar program, as far as reports about them tell."""

from dataclasses import dataclass

from flask_babel import gettext

from .reading import Component


@dataclass(frozen=True, slots=True)
class Seen:
    """One program: its name, what it shows of the event, and how soon it hears of a change."""

    client: str
    shows: str
    note: str
    late: str


def seen_by_clients(event: Component) -> tuple[Seen, ...]:
    """Return what each program shows of an event of a feed. Needs a locale in force."""
    title = event.text("SUMMARY")
    is_off = event.value("STATUS") == "CANCELLED"
    is_utc = event.value("DTSTART").endswith("Z")
    hidden = gettext("Nothing: a cancelled event goes from the screen.")
    struck = gettext("%(title)s, struck through", title=title)
    grey = gettext("%(title)s, in grey", title=title)
    as_set = gettext("As often as its owner set it.")
    plain = gettext("The description as plain text.")
    outlook_note = gettext("Shows UTC as its time zone, at the right hour.") if is_utc else plain
    is_on = gettext("As if it took place: only its title says that it does not.") if is_off else plain
    return (
        Seen(
            "Google", hidden if is_off else title, gettext("Makes links of addresses."), gettext("Once a day or later.")
        ),
        Seen("Apple", struck if is_off else title, plain, as_set),
        Seen("Outlook", title, is_on if is_off else outlook_note, gettext("Within hours.")),
        Seen("Thunderbird", grey if is_off else title, plain, as_set),
        Seen("Android (ICSx5, Etar)", title, is_on, as_set),
        Seen("Nextcloud", title, is_on, gettext("Every four hours, or as its administrator set it.")),
    )
