"""The demo campaign behind a real web server, built once for many tests that only look."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from organizer.app import create_app
from organizer.config import Settings
from organizer.exchange.operations import load_campaign_file
from tests.support.client import InspectingClient
from tests.support.compiled_templates import compiled_templates
from tests.support.databases import fresh_database
from tests.support.unpacked_gazetteer import lend_gazetteer
from tests.support.web_server import WebServer, reserve_port, web_server

DEMO_FILE = Path("organizer/data/demo/day-of-action-17-nov.json")
SLUG = "17n-land-and-water"


def demo_seed() -> dict[str, Any]:
    """Return the file that the demo is loaded from."""
    seed: dict[str, Any] = json.loads(DEMO_FILE.read_text(encoding="utf-8"))
    return seed


@contextmanager
def demo_site(
    folder: Path, *, read_seed: Callable[[], dict[str, Any]] = demo_seed, **changes: object
) -> Iterator[WebServer]:
    """Serve the demo campaign from ``folder`` on SQLite until the block ends; ``changes`` go to the settings.

    ``read_seed`` gives the file of another campaign; it is called after the instance has its gazetteer.
    """
    instance = folder / "instance"
    lend_gazetteer(instance)
    reserved: socket.socket = reserve_port()
    with fresh_database("sqlite", instance) as url:
        base_url = f"http://localhost:{reserved.getsockname()[1]}"
        app = create_app(Settings.for_testing(instance, database_url=url, base_url=base_url, **changes))
        app.jinja_env.bytecode_cache = compiled_templates()
        app.test_client_class = InspectingClient
        database = app.extensions["organizer"].database
        with database.transaction() as session:
            load_campaign_file(session, seed=read_seed())
        with web_server(app, reserved) as server:
            yield server
        database.dispose()
