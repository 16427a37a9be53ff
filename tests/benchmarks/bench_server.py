"""B1 and B12 over a real server: processor time of granian for a page beside hello world, and what it holds afterwards."""

import http.client
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.ports import free_port

from .arithmetic import Sample
from .clock import Work, measured
from .line import Base, Bounded, Compared, Line
from .processes import cpu_seconds, family, resident_mb, server
from .world import SIZES, World, Worlds
from .wsgi import BROWSER

_WARM, _UNCHANGED, _MOST_MB = 0.6, 0.75, 180.0
_BIN = Path(sys.executable).parent


def lines(worlds: Worlds) -> Iterator[Line]:
    """Yield pages through granian with one worker, and the memory of ``organizer run`` after the same pages."""
    yield from _through_granian(worlds.of(SIZES[1]))
    yield _memory(worlds.of(SIZES[-1]))


def _through_granian(world: World) -> Iterator[Line]:
    port = free_port()
    command = (
        _BIN / "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1", "--no-ws",
        "--no-access-log", "--port", str(port), "tests.benchmarks.served:app",
    )  # fmt: skip
    with server(command, _environment(world, port), f"http://127.0.0.1:{port}/hello") as process:
        pids = family(process.pid)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

        def work(path: str, status: int = 200, **more: str) -> Work:
            return Work(lambda: _fetch(connection, path, status, more), clock=lambda: cpu_seconds(pids))

        for name, path in (("event page", f"/en/e/{world.code}/"), ("campaign page", f"/en/c/{world.slug}/")):
            tag = _etag(connection, path)
            warm, known, base = measured(
                work(path), work(path, 304, **{"If-None-Match": tag}), work("/hello"), seconds=0.2
            )
            hello = "hello world on the same granian"
            yield Compared("B1", f"{name}, again within a second, served", world.size, warm, Base(hello, base, _WARM))
            yield Compared("B1", f"{name}, 304, served", world.size, known, Base(hello, base, _UNCHANGED))
        connection.close()


def _memory(world: World) -> Line:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with server((_BIN / "organizer", "run"), _environment(world, port), f"{address}/healthz") as process:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        paths = (
            f"/e/{world.code}/", f"/c/{world.slug}/", f"/c/{world.slug}/events/", f"/c/{world.slug}/calendar.ics",
            f"/c/{world.slug}/map/points.json", f"/c/{world.slug}/events.geojson",
        )  # fmt: skip
        for language in ("en", "es", "ar"):
            for path in paths:
                _fetch(connection, f"/{language}{path}", 200, {})
        held = Sample(resident_mb(family(process.pid)))
        connection.close()
    note = "every page, feed and map in three languages"
    return Bounded("B12", "memory of organizer run", world.size, held, "MB", _MOST_MB, note)


def _environment(world: World, port: int) -> dict[str, str]:
    return {
        "ORGANIZER_INSTANCE": str(world.folder),
        "ORGANIZER_BASE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "ORGANIZER_QUIET_RATE": "0",  # the line sends forms faster than people
    }


def _fetch(connection: http.client.HTTPConnection, path: str, status: int, headers: dict[str, str]) -> bytes:
    connection.request("GET", path, headers={**BROWSER, **headers})
    response = connection.getresponse()
    body = response.read()
    if response.status != status:
        raise AssertionError(f"{path} answered {response.status}")
    return body


def _etag(connection: http.client.HTTPConnection, path: str) -> str:
    connection.request("GET", path, headers=dict(BROWSER))
    response = connection.getresponse()
    response.read()
    return response.headers["ETag"]
