"""Every output that shows something of the record: the list that canary tests walk.

A test fails when a route that anybody may read is not named here, or answers with another type.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One output: endpoint (``blueprint.view``), media type, and for whom it is made."""

    endpoint: str
    content_type: str
    audience: str = "public"


OUTPUTS: tuple[Output, ...] = (
    Output("site.home", "text/html"),
    Output("site.campaign", "text/html"),
    Output("site.events", "text/html"),
    Output("site.map", "text/html"),
    Output("site.near", "text/html"),
    Output("site.countries", "text/html"),
    Output("site.country", "text/html"),
    Output("site.region", "text/html"),
    Output("site.event", "text/html"),
    Output("site.printed", "text/html"),
    Output("site.printed_in_run", "text/html"),
    Output("site.rsvp_sent", "text/html"),
    Output("site.rsvp_cant", "text/html"),
    Output("site.group", "text/html"),
    Output("site.subscribe", "text/html"),
    Output("site.subscribe_near", "text/html"),
    Output("site.subscribe_to", "text/html"),
    Output("site.subscribe_qr", "image/svg+xml"),
    Output("site.subscribe_group", "text/html"),
    Output("site.subscribe_group_qr", "image/svg+xml"),
    Output("site.print_page", "text/html"),
    Output("site.qr", "image/svg+xml"),
    Output("site.toolkit", "text/html"),
    Output("site.guest", "text/html", "guest"),
    Output("site.guest_code", "image/svg+xml", "guest"),
    Output("rsvps.ask_for_words", "text/html"),
    Output("rsvps.ask_no_reminders", "text/html", "guest"),
    Output("rsvps.ask_not_me", "text/html", "guest"),
    Output("rsvps.own_tick", "text/html", "signer"),
    Output("rsvps.ask_take_tick_back", "text/html", "signer"),
    Output("site.guest_door_code", "image/svg+xml", "guest"),
    Output("rsvps.door", "text/html", "door"),
    Output("rsvps.door_worker", "text/javascript", "door"),
    Output("rsvps.export_answer", "application/json", "guest"),
    Output("mails.own_mails", "text/html", "addressee"),
    Output("mails.ask_stop", "text/html", "addressee"),
    Output("events.host", "text/html"),
    Output("watches.form", "text/html"),
    Output("watches.sent", "text/html"),
    Output("watches.own", "text/html", "watcher"),
    Output("watches.ask_stop", "text/html", "watcher"),
    Output("broadcasts.own_mail", "text/html", "guest"),
    Output("broadcasts.ask_no_more", "text/html", "guest"),
    Output("broadcasts.ask_words", "text/html", "guest"),
    Output("broadcasts.ask_no_campaign_mail", "text/html", "host"),
    Output("broadcasts.news_form", "text/html"),
    Output("broadcasts.news_sent", "text/html"),
    Output("broadcasts.own_news", "text/html", "subscriber"),
    Output("broadcasts.ask_end_news", "text/html", "subscriber"),
    Output("calendars.campaign_feed", "text/calendar"),
    Output("calendars.country_feed", "text/calendar"),
    Output("calendars.region_feed", "text/calendar"),
    Output("calendars.city_feed", "text/calendar"),
    Output("calendars.near_feed", "text/calendar"),
    Output("calendars.language_feed", "text/calendar"),
    Output("calendars.kind_feed", "text/calendar"),
    Output("calendars.online_feed", "text/calendar"),
    Output("calendars.group_feed", "text/calendar"),
    Output("calendars.event_file", "text/calendar"),
    Output("calendars.guest_file", "text/calendar", "guest"),
    Output("calendars.own_feed", "text/calendar", "guest"),
    Output("maps.points", "application/json"),
    Output("maps.names", "application/json"),
    Output("maps.clusters", "application/json"),
    Output("maps.cell", "application/json"),
    Output("maps.geojson", "application/geo+json"),
    Output("printing.event_list", "application/pdf"),
    Output("printing.item", "application/pdf"),
    Output("printing.preview", "image/png"),
    Output("printing.item_page", "text/html"),
    Output("printing.everything", "application/zip"),
    Output("printing.share", "image/png"),
)
