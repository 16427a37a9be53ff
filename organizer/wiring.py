"""What one process shares: built from the settings, in one place."""

from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from cachelib import BaseCache, FileSystemCache, RedisCache
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy.orm import Session

import organizer
from organizer import __version__
from organizer.accounts.login import identify
from organizer.campaigns.queries import list_grants as campaign_grants
from organizer.config import Settings, SettingsError
from organizer.editions.printing.operators import TemplateIsWrong, use_operators_templates
from organizer.events.queries import list_grants as event_grants
from organizer.events.queries import list_opened_by_link
from organizer.foundation.access import Grant
from organizer.foundation.core.tz import use_newest_tzdata
from organizer.foundation.db import Database, Vault
from organizer.foundation.jobs import make_waker
from organizer.foundation.outbox import has_new_mail
from organizer.foundation.web.links import Signer
from organizer.foundation.web.state import Services
from organizer.groups.queries import list_grants as group_grants
from organizer.places.countries import use_names
from organizer.places.worldview import WorldFileIsWrong, read_basemap, read_contested, read_names
from organizer.record.cache import EditionCache
from organizer.record.history import FileHistory
from organizer.record.indexing import index_changes
from organizer.record.openings import OpeningsTally
from organizer.record.shelf import Shelf
from organizer.record.version import StampMemory
from organizer.runs.operations import add_openings

try:
    import redis
except ImportError:  # an extra: the embedded default needs no server
    redis = None  # type: ignore[assignment]  # checked before use

#: Files that the edition cache may hold before it throws old ones away.
_CACHE_FILES = 20_000
#: Seconds that openings of print runs may wait in memory.
_OPENINGS_WAIT = 10.0
_PACKAGE = Path(organizer.__file__).parent
_DRAWN_WITH = frozenset({".py", ".html", ".txt", ".typ", ".css", ".js", ".mo"})


def build_services(settings: Settings) -> Services:
    """Return the database, keys and guards that views use."""
    use_newest_tzdata()
    database, vault = open_database(settings)
    return Services(
        settings=settings,
        database=database,
        vault=vault,
        signer=Signer([settings.secrets.links]),
        identify=identify,
        load_grants=load_grants,
        opened_by_link=list_opened_by_link,
    )


def open_database(settings: Settings) -> tuple[Database, Vault]:
    """Return the database and the vault of its sealed columns; words follow events, new mail wakes the worker."""
    vault = Vault(settings.secrets.vault, settings.secrets.index, settings.instance / "keystore.json")
    database = Database.from_url(settings.database_url, vault=vault)
    waker = make_waker(settings, is_alone=settings.is_testing)

    def ring(session: Session) -> None:
        if has_new_mail(session):
            waker.wake()

    database.before_commit = index_changes
    database.after_commit = ring
    return database, vault


def build_shelf(settings: Settings, services: Services) -> Shelf:
    """Return the shelf of editions; a test asks for the version every time."""
    release = f"{code_digest()}/{use_newest_tzdata().version}/{settings.base_url}/{_map_digest(settings.instance)}"
    store = _store(settings)
    return Shelf(
        cache=EditionCache(store, release=release),
        stamps=StampMemory(seconds=0.0 if settings.is_testing else 1.0),
        database=services.database,
        base_url=settings.base_url,
        history=FileHistory(store),
    )


def build_openings(settings: Settings, services: Services) -> OpeningsTally:
    """Return the tally of print runs; a test has each opening written at once."""
    return OpeningsTally(
        lambda counts: services.database.run(partial(add_openings, counts=counts)),
        seconds=0.0 if settings.is_testing else _OPENINGS_WAIT,
    )


def use_operators_files(settings: Settings) -> None:
    """Take the operator's templates and names of countries, look at their other files of the world. Raises SettingsError."""
    try:
        use_names(read_names(settings.instance))
        read_contested(settings.instance)
        read_basemap(settings.instance)
        use_operators_templates(settings.instance)
    except (WorldFileIsWrong, TemplateIsWrong) as error:
        raise SettingsError(str(error)) from error


def _map_digest(instance: Path) -> str:
    """Return a hash that changes with the operator's own files of the world: pages are drawn with them."""
    files = sorted((instance / "map").glob("*.*"))
    facts = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return sha256(repr(facts).encode()).hexdigest()[:8]


def compiled_templates(instance: Path) -> BytecodeCache:
    """Return where compiled templates are kept, so that the first reader after a start does not wait for them.

    Each is named by its text: a changed template is compiled anew.
    """
    folder = instance / "cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileSystemBytecodeCache(str(folder))


@cache
def code_digest() -> str:
    """Return a hash of all that editions are drawn with: what an older release drew must not outlive an upgrade."""
    digest = sha256(__version__.encode())
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _DRAWN_WITH):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def load_grants(session: Session, person_id: UUID) -> frozenset[Grant]:
    """Return every role of a person: in campaigns, groups and events."""
    return frozenset(
        [
            *campaign_grants(session, person_id=person_id),
            *group_grants(session, person_id=person_id),
            *event_grants(session, person_id=person_id),
        ]
    )


def _store(settings: Settings) -> BaseCache:
    if settings.redis_url:
        if redis is None:
            raise SettingsError(
                "ORGANIZER_REDIS_URL is set, but the redis package is missing: pip install 'organizer[redis]'"
            )
        return RedisCache(host=redis.Redis.from_url(settings.redis_url), key_prefix="organizer:edition:")
    folder = settings.instance / "cache"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileSystemCache(str(folder), threshold=_CACHE_FILES, mode=0o600)
