"""The WSGI application, for any server: ``gunicorn wsgi:app``."""

from organizer.app import create_app
from organizer.config import Settings

app = create_app(Settings.from_environment())
