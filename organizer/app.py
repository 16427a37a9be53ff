"""The application: settings, what the process shares, the visible list of what it serves."""

import gc
import logging
from urllib.parse import urlsplit

import click
import structlog
from flask import Blueprint, Flask
from flask_babel import lazy_gettext

from organizer.accounts.commands import account_cli
from organizer.accounts.login import set_up_login
from organizer.accounts.views import blueprint as accounts
from organizer.broadcasts.views import blueprint as broadcasts
from organizer.campaigns.commands import campaign_cli
from organizer.config import Settings
from organizer.consents.views import blueprint as consents
from organizer.designs.views import blueprint as designs
from organizer.editions.calendars.views import blueprint as calendars
from organizer.editions.mail.previews import MailPreviews
from organizer.editions.maps.views import blueprint as maps
from organizer.editions.printing.proofs import blueprint as proofs
from organizer.editions.printing.shop import PrintShop
from organizer.editions.printing.views import blueprint as printing
from organizer.editions.printing.words_prover import PaperProver
from organizer.editions.site.pages import SitePages
from organizer.editions.site.views import blueprint as site
from organizer.events.views import blueprint as events
from organizer.exchange.commands import demo_cli, import_cli
from organizer.exchange.views import blueprint as exchange
from organizer.exchange.views import packs, use_catalogue
from organizer.foundation.access import Permission
from organizer.foundation.operating.coming_back import blueprint as coming_back
from organizer.foundation.operating.dev_mail import blueprint as dev_mail
from organizer.foundation.operating.health import AnyHostForWatchers
from organizer.foundation.operating.health import blueprint as health
from organizer.foundation.operating.outbox_page import blueprint as outbox
from organizer.foundation.outbox.views import blueprint as mails
from organizer.foundation.web.assets import blueprint as assets
from organizer.foundation.web.menu import MenuEntry, MenuGroup, use_menu
from organizer.foundation.web.pages import use_pages
from organizer.foundation.web.previews import use_previews
from organizer.foundation.web.proving import use_prover
from organizer.foundation.web.setup import set_up_web, wrap_wsgi
from organizer.moderation.views import blueprint as moderation
from organizer.places.commands import places_cli
from organizer.places.views import blueprint as places
from organizer.questions.views import blueprint as questions
from organizer.record.commands import search_cli
from organizer.record.openings import use_openings
from organizer.record.shelf import use_shelf
from organizer.rsvps.views import blueprint as rsvps
from organizer.runs.views import blueprint as runs
from organizer.toolkits.views import blueprint as toolkits
from organizer.watches.views import blueprint as watches
from organizer.wiring import build_openings, build_services, build_shelf, compiled_templates, use_operators_files

BLUEPRINTS: tuple[Blueprint, ...] = (
    assets, site, calendars, maps, printing, rsvps, runs, questions, consents, designs, proofs, toolkits, watches, broadcasts, events,
    exchange, packs, moderation, accounts, places, mails, outbox, coming_back, health,
)  # fmt: skip
#: Only where mails go to a folder: they hold links that act.
DEVELOPMENT_BLUEPRINTS: tuple[Blueprint, ...] = (dev_mail,)
#: How many new values are made between two looks for what is gone but holds itself. Python says 700.
_VALUES_BEFORE_A_LOOK = 10_000
#: Where somebody signed in can go.
MENU: tuple[MenuEntry | MenuGroup, ...] = (
    MenuEntry("moderation.queue", lazy_gettext("To decide"), Permission.EVENT_APPROVE),
    MenuEntry("events.my_events", lazy_gettext("Events"), Permission.EVENT_EDIT),
    MenuEntry("broadcasts.waiting", lazy_gettext("Messages"), Permission.MESSAGE_APPROVE),
    MenuGroup(
        "account.campaign",
        lazy_gettext("Campaign"),
        (
            MenuEntry(
                "toolkits.campaigns", lazy_gettext("Toolkit"), Permission.TOOLKIT_EDIT,
                lazy_gettext("What hosts get: checklist, roles, chants, press, petition, rights cards."),
            ),
            MenuEntry(
                "packs.campaigns", lazy_gettext("Print"), Permission.PRINT_PACK,
                lazy_gettext("All sheets of all events, in one go."),
            ),
            MenuEntry(
                "watches.gaps", lazy_gettext("Gaps"), Permission.GAP_VIEW,
                lazy_gettext("Where people wait for an event and there is none yet."),
            ),
            MenuEntry(
                "designs.campaigns", lazy_gettext("How it looks"), Permission.CAMPAIGN_EDIT,
                lazy_gettext("Colours, logos, who signs, designs of your own."),
            ),
            MenuEntry(
                "questions.campaigns", lazy_gettext("Questions"), Permission.CAMPAIGN_EDIT,
                lazy_gettext("What guests are asked, and who may write to them."),
            ),
            MenuEntry(
                "rsvps.consent_files", lazy_gettext("Addresses"), Permission.CONSENT_TAKE,
                lazy_gettext("Of people who allowed your organisation to write to them."),
            ),
        ),
    ),
    MenuEntry("outbox.outbox", lazy_gettext("Mails on their way"), Permission.SITE_STATUS),
)  # fmt: skip
COMMANDS: tuple[click.Command, ...] = (account_cli, campaign_cli, demo_cli, import_cli, places_cli, search_cli)


def create_app(settings: Settings) -> Flask:
    """Return the application for these settings. Asks neither the database nor the network."""
    # Lists of thousands of events are made of small values that stay: looking for cycles after every 700 costs a third more.
    gc.set_threshold(_VALUES_BEFORE_A_LOOK)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    settings.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    app = Flask("organizer", instance_path=str(settings.instance), static_folder=None)
    app.config.update(
        TESTING=settings.is_testing,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        PREFERRED_URL_SCHEME="https" if settings.is_secure else "http",
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    app.jinja_env.bytecode_cache = compiled_templates(settings.instance)
    use_operators_files(settings)
    services = build_services(settings)
    set_up_web(app, services)
    set_up_login(app)
    use_shelf(app, build_shelf(settings, services))
    use_openings(app, build_openings(settings, services))
    use_pages(app, SitePages())
    use_previews(app, MailPreviews())
    use_prover(app, PaperProver())
    use_catalogue(app, PrintShop())
    use_menu(app, MENU)
    for blueprint in _blueprints(settings):
        app.register_blueprint(blueprint)
    app.wsgi_app = AnyHostForWatchers(app.wsgi_app, host=urlsplit(settings.base_url).netloc)  # type: ignore[method-assign]
    wrap_wsgi(app, services)
    return app


def _blueprints(settings: Settings) -> tuple[Blueprint, ...]:
    if settings.is_production or settings.mail.host:
        return BLUEPRINTS
    return BLUEPRINTS + DEVELOPMENT_BLUEPRINTS
