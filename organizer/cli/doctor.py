"""``organizer doctor``: what is right and what is wrong with this installation."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import click
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from organizer.config import Settings
from organizer.editions.printing.fonts import missing_fonts
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.core.tz import use_newest_tzdata
from organizer.foundation.db import Database
from organizer.foundation.db.migrations import current_revision, head_revision
from organizer.foundation.outbox import outbox_health
from organizer.foundation.outbox.brakes import read_brakes
from organizer.foundation.outbox.failures import ServerAway
from organizer.foundation.outbox.transport import smtp_transports
from organizer.places.unpack import GazetteerIsDamaged, open_gazetteer, read_manifest
from organizer.places.worldview import WorldFileIsWrong, read_basemap, read_contested
from organizer.record.indexing import count_unindexed
from organizer.rsvps.operations import count_drifted

#: What a broken installation raises: a database, a driver, a schema or a file that isn't as it should be.
_BROKEN = (SQLAlchemyError, CommandError, ImportError, OSError, ValueError)
#: Below this, writes would soon fail half-way.
_SPACE = 200_000_000
#: Seconds for a geocoder to take a call.
_PATIENCE = 3
#: Whose network nobody listens to.
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, the facts or what to do, and whether it is right."""

    what: str
    words: str
    is_right: bool = True


@click.command()
def doctor() -> None:
    """Look at settings, database, schema, time zones, fonts, places, folders and mail; say what is wrong."""
    findings = look_at(*Settings.draft())
    for finding in findings:
        click.echo(f"{'ok   ' if finding.is_right else 'WRONG'} {finding.what}: {finding.words}")
    wrong = sum(not finding.is_right for finding in findings)
    if wrong:
        raise click.ClickException(f"{wrong} of {len(findings)} things need you.")
    click.echo(f"All {len(findings)} things are right.")


def look_at(settings: Settings, problems: Sequence[str]) -> list[Finding]:
    """Return all that was found; ``problems`` are those of the settings. Needs no application: one may not start."""
    found = [Finding("settings", problem, is_right=False) for problem in problems]
    if not problems:
        found.append(Finding("settings", f"{settings.environment}, at {settings.base_url}"))
    for what, look in _LOOKS.items():
        try:
            found += look(settings)
        except _BROKEN as error:  # one thing that is broken must not hide the others
            found.append(Finding(what, f"{type(error).__name__}: {error}", is_right=False))
    return found


def _proxy(settings: Settings) -> Iterator[Finding]:
    if settings.proxy_hops is None and settings.is_production and settings.is_secure:
        words = "set ORGANIZER_PROXY_HOPS to how many stand in front (0 for none), or all readers count as one"
        yield Finding("proxy", words, is_right=False)
        return
    yield Finding("proxy", f"{settings.proxy_hops or 0} in front")


def _database(settings: Settings) -> Iterator[Finding]:
    database = Database.from_url(settings.database_url)
    try:
        yield from _stored(database, settings.database_url)
    finally:
        database.dispose()


def _stored(database: Database, url: str) -> Iterator[Finding]:
    kind = url.partition(":")[0]
    try:
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    except TryAgainLater:
        yield Finding("database", f"{kind} does not answer", is_right=False)
        return
    yield Finding("database", f"{kind} answers")
    current, head = current_revision(url), head_revision()
    if current != head:
        yield Finding("migrations", f"at {current}, this release needs {head}: organizer db upgrade", is_right=False)
        return
    yield Finding("migrations", f"at {current}")
    with database.reading() as session:
        health = outbox_health(session, now=now())
        held = [f"{name} ({one.cause})" for name, one in read_brakes(session).items() if one.holds(now())]
        unfound = count_unindexed(session)
        drifted = count_drifted(session, now=now())
    states = [f"{count} {state.value}" for state, count in health.counts.items() if count]
    failures = [f"{count} failed: {cause}" for cause, count in health.failures.items()]
    words = (
        f"{unfound} events cannot be found: organizer search rebuild" if unfound else "every public event can be found"
    )
    yield Finding("search", words, is_right=not unfound)
    counted = f"{drifted} events count wrongly; the worker counts them anew within the hour"
    yield Finding("guests", counted if drifted else "every event counts its guests rightly", is_right=not drifted)
    yield Finding("outbox", ", ".join([*states, *failures]) or "empty", is_right=not failures)
    if held:
        yield Finding("outbox", f"held: {', '.join(held)}; let go with: organizer outbox resume", is_right=False)


def _tzdata(_: Settings) -> Iterator[Finding]:
    found = use_newest_tzdata()
    is_old = found.is_half_a_year_old(now().date())
    advice = "; governments change clocks each year, look for a newer release of tzdata" if is_old else ""
    words = f"{found.version} from the {found.source} (the system has {found.system_version or 'none'}){advice}"
    yield Finding("time zones", words, is_right=not is_old)


def _fonts(_: Settings) -> Iterator[Finding]:
    missing = missing_fonts()
    words = f"missing: {', '.join(missing)}; install the package again" if missing else "all there"
    yield Finding("fonts", words, is_right=not missing)


def _places(settings: Settings) -> Iterator[Finding]:
    try:
        open_gazetteer(settings.instance)
    except (GazetteerIsDamaged, OSError) as error:
        yield Finding("places", f"{error}; install the package again", is_right=False)
        return
    manifest = read_manifest()
    today = now().date()
    words = f"{manifest.places} places, {manifest.source}, {manifest.age_words(today)}"
    yield Finding("places", words, is_right=not manifest.is_old(today))


def _map(settings: Settings) -> Iterator[Finding]:
    try:
        own, _ = read_basemap(settings.instance), read_contested(settings.instance)
    except WorldFileIsWrong as error:
        yield Finding("map", str(error), is_right=False)
        return
    yield Finding("map", "with your own basemap" if own else "the one that comes with Organizer")


def _geocoder(settings: Settings) -> Iterator[Finding]:
    if not settings.geocoder or not settings.geocoder_url:
        yield Finding("geocoder", "none; nobody is asked where an address is")
        return
    link = urlsplit(settings.geocoder_url)
    where = f"{settings.geocoder} at {link.hostname}"
    try:
        socket.create_connection(
            (link.hostname or "", link.port or (443 if link.scheme == "https" else 80)), timeout=_PATIENCE
        ).close()
    except (OSError, ValueError) as error:
        yield Finding(
            "geocoder", f"{where} does not answer ({error}); pins stand in the middle of towns", is_right=False
        )
        return
    yield Finding("geocoder", f"{where} answers")


def _folders(settings: Settings) -> Iterator[Finding]:
    for folder in (settings.instance, settings.instance / "cache"):
        folder.mkdir(parents=True, exist_ok=True)
        is_writable = os.access(folder, os.W_OK)
        yield Finding("folder", f"{folder} {'can' if is_writable else 'can not'} be written", is_right=is_writable)
    free = shutil.disk_usage(settings.instance).free
    yield Finding("space", f"{free // 1_000_000} MB free", is_right=free > _SPACE)
    readable = [path.name for path in (settings.instance / "secrets").glob("*.key") if path.stat().st_mode & 0o077]
    words = f"others can read {', '.join(readable)}: chmod 600" if readable else "only you can read them"
    yield Finding("keys", words, is_right=not readable)


def _mail(settings: Settings) -> Iterator[Finding]:
    if settings.mail.host is None:
        yield Finding("mail", f"written to {settings.instance / 'mail'}, not sent", is_right=not settings.is_production)
        return
    for server, transport in smtp_transports(settings.mail):
        where = f"{server.host}:{server.port}"
        try:
            transport.check()
        except ServerAway as error:
            yield Finding("mail", f"{where} takes no mail ({error})", is_right=False)
            continue
        is_open = server.security == "none" and server.host not in _HERE
        words = "takes mail, but unencrypted: set its SECURITY to starttls" if is_open else "takes mail"
        yield Finding("mail", f"{where} {words}", is_right=not is_open)


_LOOKS: dict[str, Callable[[Settings], Iterator[Finding]]] = {
    "folder": _folders,
    "proxy": _proxy,
    "database": _database,
    "time zones": _tzdata,
    "fonts": _fonts,
    "places": _places,
    "map": _map,
    "geocoder": _geocoder,
    "mail": _mail,
}
