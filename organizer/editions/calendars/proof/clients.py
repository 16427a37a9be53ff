"""What people see of one event in each calendar program, as far as reports about them tell."""

from dataclasses import dataclass

from flask_babel import gettext

from .reading import Component


@dataclass(frozen=True, slots=True)
class Seen:
    """One program: its name, what it shows of the event, and how soon it hears of a change.

    ``misleads``: people may believe that what was called off takes place.
    """

    client: str
    shows: str
    note: str
    late: str
    misleads: bool = False


def seen_by_clients(event: Component) -> tuple[Seen, ...]:
    """Return what each program shows of an event of a feed. Needs a locale in force."""
    title = event.text("SUMMARY")
    as_set = gettext("As often as its owner set it.")
    nextcloud = gettext("Every four hours, or as its administrator set it.")
    daily, hours = gettext("Once a day or later."), gettext("Within hours.")
    if event.value("STATUS") != "CANCELLED":
        plain = gettext("The description as plain text.")
        is_utc = event.value("DTSTART").endswith("Z")
        outlook = gettext("Shows UTC as its time zone, at the right hour.") if is_utc else plain
        return (
            Seen("Google", title, gettext("Makes links of addresses."), daily),
            Seen("Apple", title, plain, as_set),
            Seen("Outlook", title, outlook, hours),
            Seen("Thunderbird", title, plain, as_set),
            Seen("Android (ICSx5, Etar)", title, plain, as_set),
            Seen("Nextcloud", title, plain, nextcloud),
        )
    as_if = gettext("As if it took place: only its title says that it does not.")
    struck, grey = gettext("%(title)s, struck through", title=title), gettext("%(title)s, in grey", title=title)
    return (
        Seen("Google", gettext("Nothing: a cancelled event goes from the screen."), "", daily),
        Seen("Apple", struck, "", as_set),
        Seen("Outlook", title, as_if, hours, misleads=True),
        Seen("Thunderbird", grey, "", as_set),
        Seen("Android (ICSx5, Etar)", title, as_if, as_set, misleads=True),
        Seen("Nextcloud", title, as_if, nextcloud, misleads=True),
    )
