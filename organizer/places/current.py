"""The gazetteer of the running application, opened when it is first asked for."""

import threading

from flask import current_app

from organizer.foundation.web.state import services

from .gazetteer import Gazetteer
from .unpack import open_gazetteer

_KEY = "organizer.gazetteer"
_guard = threading.Lock()


def gazetteer() -> Gazetteer:
    """Return the gazetteer. Raises GazetteerIsDamaged or OSError when it cannot be unpacked."""
    with _guard:
        found: Gazetteer | None = current_app.extensions.get(_KEY)
        if found is None:
            found = open_gazetteer(services().settings.instance)
            current_app.extensions[_KEY] = found
        return found
