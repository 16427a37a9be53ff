"""What granian serves while a line is measured: hello world, or Organizer on an instance that a world made."""

from collections.abc import Callable, Iterable

from organizer.app import create_app
from organizer.config import Settings

from .bases import hello

_STARTED = Callable[..., Callable[[bytes], object]]
_hello = hello()
_organizer = create_app(Settings.from_environment())


def app(environ: dict[str, object], start_response: _STARTED) -> Iterable[bytes]:
    """Serve ``/hello`` from hello world and everything else from Organizer: one process, one server, two applications."""
    if environ["PATH_INFO"] == "/hello":
        environ["PATH_INFO"] = "/"
        return _hello.wsgi_app(environ, start_response)
    return _organizer.wsgi_app(environ, start_response)
