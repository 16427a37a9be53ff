"""Fixtures of all suites; what they stand on lies in tests/support.

Databases: ``session`` (a transaction that is undone), ``database`` (real commits, a fresh database), both on every
engine in unit and integration tests. Browser tests and pages run on SQLite unless marked ``engines``.
Set ``ORGANIZER_TEST_ENGINES=sqlite`` to run everything on one engine while you write.
"""

import gc
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from organizer.app import create_app
from organizer.config import MailSettings, Settings
from organizer.foundation.core.tz import use_newest_tzdata
from organizer.foundation.db import Database, Vault
from tests.support import network, pace, run_folder
from tests.support.browser import Reader, chromium
from tests.support.client import InspectingClient
from tests.support.compiled_rules import share_compiled_rules
from tests.support.compiled_templates import compiled_templates, share_compiled_templates
from tests.support.cpu_time import CpuTime
from tests.support.databases import ENGINES, fresh_database
from tests.support.mail_server import MailServer, mail_server
from tests.support.ports import free_port
from tests.support.postgres import stop_cluster
from tests.support.redis_server import redis_server
from tests.support.shared_statements import share_compiled_statements
from tests.support.unpacked_gazetteer import lend_gazetteer
from tests.support.unsynced import spare_the_disk
from tests.support.web_server import WebServer, reserve_port, web_server

# No test fails by the clock of a busy machine (speed is measured by the benchmarks) or by chance: the same code gives the
# same examples. `make long` looks for others.
hypothesis.settings.register_profile(
    "same",
    deadline=None,
    derandomize="ORGANIZER_LONG" not in os.environ,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("same")

MakeApp = Callable[..., Flask]
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
#: Suites about what stands above queries and operations, which their own suites try on every engine.
_ON_ONE_ENGINE = ("browser", "site", "maps", "permissions", "acceptance", "mail")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Tell what the run costs, when asked."""
    parser.addoption("--cpu", type=int, default=0, metavar="N", help="name the N tests that cost most processor time")


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the run: one folder for all workers; what an earlier, killed run left is taken away."""
    use_newest_tzdata()
    share_compiled_rules()
    share_compiled_statements()
    share_compiled_templates()
    spare_the_disk()
    config.pluginmanager.register(pace, "pace")
    if config.option.cpu:
        config.pluginmanager.register(CpuTime(config.option.cpu), "cpu_time")
    if not hasattr(config, "workerinput"):
        for folder in run_folder.orphaned_run_folders():
            _take_down(folder)
        run_folder.make_run_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started for the run."""
    if not hasattr(config, "workerinput") and run_folder.has_run_folder():
        _take_down(run_folder.run_folder())


def _take_down(folder: Path) -> None:
    stop_cluster(folder / "postgres")
    run_folder.remove(folder)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a test with a random key the same way in every worker, or they could not share the tests."""
    return _KEY.sub("key", val) if isinstance(val, str) and _KEY.search(val) else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a database once on each engine."""
    if "engine_name" not in metafunc.fixturenames:
        return
    if any("engine_name" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")):
        return
    wanted = ENGINES[:1] if metafunc.definition.path.parent.name in _ON_ONE_ENGINE else ENGINES
    for mark in metafunc.definition.iter_markers("engines"):
        wanted = mark.args
    only = os.environ.get("ORGANIZER_TEST_ENGINES", "").split()
    metafunc.parametrize("engine_name", [name for name in wanted if not only or name in only], scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have a slow test: whoever takes one last would let the other workers wait."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Spare the garbage collector the tests themselves, which stay: it walked over all of them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _stay_on_this_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if pace.is_unit(request.node.nodeid) and not request.node.get_closest_marker("network"):
        network.forbid_sockets(monkeypatch)
    else:
        network.forbid_other_machines(monkeypatch)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """A vault with keys of its own."""
    return Vault(bytes(32), bytes(range(32)), tmp_path / "vault" / "keys.json")


@pytest.fixture(scope="session")
def engine(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A migrated database that tests share; leave no trace in it (use ``session``)."""
    with fresh_database(engine_name, tmp_path_factory.mktemp("engine")) as url:
        database = Database.from_url(url)
        yield database.engine
        database.dispose()


@pytest.fixture
def session(engine: Engine, vault: Vault) -> Iterator[Session]:
    """A session whose every change, commits included, is undone after the test."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False, info={"vault": vault}
        ) as session:
            yield session
        outer.rollback()


@pytest.fixture
def database_url(engine_name: str, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database."""
    with fresh_database(engine_name, tmp_path / "instance") as url:
        yield url


@pytest.fixture
def empty_database_url(engine_name: str, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database without any table."""
    with fresh_database(engine_name, tmp_path / "instance", migrated=False) as url:
        yield url


@pytest.fixture
def database(database_url: str, vault: Vault) -> Iterator[Database]:
    """A fresh database for tests that need real commits. With ``app``, use ``app_database``."""
    database = Database.from_url(database_url, vault=vault)
    yield database
    database.dispose()


@pytest.fixture
def make_app(database_url: str, tmp_path: Path) -> Iterator[MakeApp]:
    """Build applications on the test's database: ``make_app(base_url="https://organize.example")``."""
    apps: list[Flask] = []
    lend_gazetteer(tmp_path / "instance")

    def make(**changes: object) -> Flask:
        settings = Settings.for_testing(tmp_path / "instance", **{"database_url": database_url, **changes})
        app = create_app(settings)
        # Compiling the same templates for each test's application was most of the suite's time.
        app.jinja_env.bytecode_cache = compiled_templates()
        app.test_client_class = InspectingClient
        apps.append(app)
        return app

    yield make
    for app in apps:
        app.extensions["organizer"].database.dispose()


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The application on a fresh database; mails stay in the outbox."""
    return make_app()


@pytest.fixture
def app_database(app: Flask) -> Database:
    """The application's own database, for arranging and looking."""
    database: Database = app.extensions["organizer"].database
    return database


@pytest.fixture
def client(app: Flask) -> InspectingClient:
    """A reader without cookies; every page it gets is inspected."""
    client = app.test_client()
    assert isinstance(client, InspectingClient)
    return client


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A real mail server on this machine that keeps what it gets."""
    with mail_server(free_port()) as server:
        yield server


@pytest.fixture
def mail_settings(mail: MailServer) -> MailSettings:
    """Settings that send mail to ``mail``."""
    return MailSettings(host=mail.host, port=mail.port, security="none", sender="organizer@example.org")


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis server of this worker's own."""
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def live_server(make_app: MakeApp) -> Iterator[WebServer]:
    """The application behind a real HTTP server, on its own address."""
    reserved = reserve_port()
    app = make_app(base_url=f"http://localhost:{reserved.getsockname()[1]}")
    with web_server(app, reserved) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture
def reader(browser: Browser, live_server: WebServer) -> Iterator[Reader]:
    """Opens pages of ``live_server``; fails the test when a page reaches out, is blocked or throws."""
    reader = Reader(browser, live_server.base_url)
    yield reader
    reader.close()
    reader.watch.assert_clean()
