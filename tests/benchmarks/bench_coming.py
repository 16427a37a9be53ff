"""B15: from the link of an event to "you're coming", by phone over a slow line, at the pace of a person who types.

The line of tests.support.phone: 400 kbit/s, 400 ms for each round trip, a processor six times slower, an empty cache. The
mail is there when the person looks: what a mail server takes is not ours.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from organizer.config import Settings
from organizer.foundation.db import Database, Vault
from organizer.foundation.db.migrations import upgrade
from tests.factories import make_campaign, make_event
from tests.support.browser import chromium
from tests.support.mail_server import MailServer, mail_server
from tests.support.phone import Journey, come, phone
from tests.support.ports import free_port
from tests.support.postbox import text_of

from .arithmetic import summarize
from .line import Bounded, Line
from .processes import server
from .world import Worlds

_ROUNDS, _MOST_SECONDS, _MOST_KB = 3, 30.0, 80.0
_COMMAND = Path(sys.executable).with_name("organizer")
_PATIENCE = 30.0


def lines(_worlds: Worlds) -> Iterator[Line]:
    """Yield the seconds and the kilobytes from the link to confirmed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="organizer-bench-")))
        codes = _events(folder)
        mails = stack.enter_context(mail_server(free_port()))
        port = free_port()
        address = f"http://localhost:{port}"
        stack.enter_context(server((_COMMAND, "run"), _environment(folder, port, mails), f"{address}/healthz"))
        browser = stack.enter_context(chromium())
        journeys = [Journey() for _ in codes]
        for number, (journey, code) in enumerate(zip(journeys, codes, strict=True)):
            with phone(browser, journey) as page:
                come(page, journey, f"{address}/e/{code}/", lambda number=number: _mail_link(mails, number))  # type: ignore[misc]
    what, note = "link to confirmed by phone", f"three fields, {len(journeys[0].requests)} requests"
    yield Bounded("B15", what, "slow line", summarize([one.seconds for one in journeys]), "s", _MOST_SECONDS, note)
    yield Bounded(
        "B15", f"{what}, over the air", "slow line", summarize([one.kilobytes for one in journeys]), "kB", _MOST_KB
    )


def _events(folder: Path) -> list[str]:
    settings = Settings.for_testing(folder)
    upgrade(settings.database_url)
    vault = Vault(settings.secrets.vault, settings.secrets.index, settings.instance / "keystore.json")
    database = Database.from_url(settings.database_url, vault=vault)
    with database.transaction() as session:
        campaign = make_campaign(session)
        codes = [make_event(session, campaign, capacity=50).code for _ in range(_ROUNDS)]
    database.dispose()
    return codes


def _environment(folder: Path, port: int, mails: MailServer) -> dict[str, str]:
    return {
        "ORGANIZER_INSTANCE": str(folder),
        "ORGANIZER_BASE_URL": f"http://localhost:{port}",
        "ORGANIZER_SMTP_HOST": mails.host,
        "ORGANIZER_SMTP_PORT": str(mails.port),
        "ORGANIZER_SMTP_SECURITY": "none",
        "ORGANIZER_MAIL_FROM": "noreply@example.org",
        "PORT": str(port),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def _mail_link(mails: MailServer, number: int) -> str:
    """Return the link of the mail that confirms; each journey before got two."""
    until = time.monotonic() + _PATIENCE
    while len(mails.deliveries) <= number * 2:
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.02)
    found = re.search(r"http://localhost:\d+/\S*r/\S+/", text_of(mails.deliveries[number * 2].message))
    assert found is not None
    return found[0]
