"""For machines that watch: alive, ready, and a few numbers without anybody in them."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import text

from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import TryAgainLater
from organizer.foundation.outbox import outbox_health
from organizer.foundation.outbox.brakes import read_brakes
from organizer.foundation.web.access import public
from organizer.foundation.web.gate import tallies
from organizer.foundation.web.state import reading, services

from .coming_back import has_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

blueprint = Blueprint("health", __name__)

_PATHS = ("/healthz", "/readyz", "/metrics")


class AnyHostForWatchers:
    """Lets machines ask by any name, as ``localhost`` or a container's address: these answers hold no link."""

    def __init__(self, app: "WSGIApplication", *, host: str) -> None:
        """``host`` is one that is answered."""
        self._app = app
        self._host = host

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        """Answer as if asked by our own name."""
        if environ.get("PATH_INFO") in _PATHS:
            environ = {**environ, "HTTP_HOST": self._host}
        return self._app(environ, start_response)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process answers; says nothing else."""
    return _plain("ok", 200)


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """The database answers too."""
    try:
        with reading() as session:
            session.execute(text("SELECT 1"))
    except TryAgainLater:
        return _plain("busy", 503)
    return _plain("ok", 200)


@blueprint.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Counts of the mail queue and of public forms, in Prometheus' text form, for who shows the operator's key; off without one."""
    if not has_key(services().settings.metrics_key):
        abort(404)
    registry = CollectorRegistry()
    by_state = Gauge("organizer_outbox_messages", "Mails by state", ["state"], registry=registry)
    oldest = Gauge("organizer_outbox_oldest_seconds", "Age of the oldest due mail", registry=registry)
    failures = Gauge("organizer_outbox_failures", "Mails that failed, by cause", ["cause"], registry=registry)
    held = Gauge("organizer_outbox_held_back", "Mails held back or come back, by cause", ["cause"], registry=registry)
    brakes = Gauge("organizer_outbox_brakes", "What is held", ["name"], registry=registry)
    with reading() as session:
        health = outbox_health(session, now=now())
        holding = [name for name, one in read_brakes(session).items() if one.holds(now())]
    for state, count in health.counts.items():
        by_state.labels(state=state.value).set(count)
    for gauge, counts in ((failures, health.failures), (held, health.held)):
        for cause, count in counts.items():
            gauge.labels(cause=cause).set(count)
    for name in holding:
        brakes.labels(name=name).set(1)
    oldest.set((now() - health.oldest_due).total_seconds() if health.oldest_due is not None else 0)
    forms = Gauge("organizer_public_forms", "Public forms since the start", ["form", "outcome"], registry=registry)
    for (form, outcome), count in tallies().items():
        forms.labels(form=form, outcome=outcome).set(count)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _plain(words: str, status: int) -> Response:
    return Response(words + "\n", status=status, content_type="text/plain; charset=utf-8")
