"""``organizer run`` (server and worker in one process) and ``organizer worker``."""

import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from types import FrameType

import click
import waitress
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from organizer.accounts.operations import issue_link
from organizer.accounts.queries import find_person_by_email
from organizer.config import Settings
from organizer.editions.mail.rendering import MailRoom
from organizer.foundation.db.migrations import current_revision, head_revision
from organizer.foundation.jobs import JobContext, Presence, Waker, Worker, make_waker, run_until_signal
from organizer.foundation.outbox import has_new_mail, make_transport
from organizer.foundation.outbox.brakes import SharedBrakes
from organizer.foundation.web.state import services
from organizer.jobs import JOBS


def make_worker(app: Flask, stop: threading.Event, waker: Waker) -> Worker:
    """Return the worker of this process: mails and jobs."""
    with app.app_context():
        shared = services()
    return Worker(
        database=shared.database,
        transport=make_transport(shared.settings, SharedBrakes(shared.database)),
        render=MailRoom(app).render,
        jobs=[replace(spec, run=partial(_in_app, app, spec.run)) for spec in JOBS],
        stop=stop,
        waker=waker,
        presence=Presence(shared.settings.instance / "workers"),
    )


def _in_app(app: Flask, job: Callable[[JobContext], None], context: JobContext) -> None:
    """Do a job inside the application: one that draws needs its settings and words."""
    with app.app_context():
        job(context)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, default=None, help="Port; PORT or 8000 when left out.")
@click.option("--sign-in", "sign_in", multiple=True, metavar="EMAIL", help="Print a sign-in link for this person.")
@with_appcontext
def run(*, host: str, port: int | None, sign_in: tuple[str, ...]) -> None:
    """Serve the site and send its mail, in one process."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # the worker outlives this context
    settings = services().settings
    _refuse_old_schema(settings)
    stop = threading.Event()
    waker = make_waker(settings, is_alone=True)
    services().database.after_commit = lambda session: waker.wake() if has_new_mail(session) else None
    worker = make_worker(app, stop, waker)
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    thread.start()
    server = waitress.create_server(
        app,
        host=host,
        port=port or settings.port,
        threads=settings.threads,
        ident=None,
        clear_untrusted_proxy_headers=not settings.proxy_hops,
    )
    _stop_on_signals(stop)
    click.echo(f"Organizer is at {settings.base_url}")
    for email in sign_in:
        click.echo(f"Sign in as {email}: {settings.base_url}{_sign_in_path(email)}")
    try:
        server.run()
    finally:
        stop.set()
        thread.join(timeout=20)


@click.command()
@with_appcontext
def worker() -> None:
    """Send mail and do what is due, without serving the site."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # as above
    _refuse_old_schema(services().settings)
    click.echo("The worker is at work.")
    run_until_signal(make_worker(app, threading.Event(), make_waker(services().settings, is_alone=False)))


def _refuse_old_schema(settings: Settings) -> None:
    current, head = current_revision(settings.database_url), head_revision()
    if current != head:
        raise click.ClickException(f"The database is at {current}, this release needs {head}: organizer db upgrade")


def _sign_in_path(email: str) -> str:
    def issue(session: Session) -> str | None:
        person = find_person_by_email(session, email=email)
        return issue_link(session, email=email, person=person)[1] if person else None

    token = services().database.run(issue)
    if token is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    return f"/account/link/{token}/"


def _stop_on_signals(stop: threading.Event) -> None:
    def handle(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        raise SystemExit

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)
