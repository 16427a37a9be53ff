"""What all tests stand on holds: undone sessions, fresh databases, closed networks, real servers."""

import os
import shutil
import signal
import smtplib
import socket
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer.foundation.core.clock import now
from organizer.foundation.db import Database
from organizer.groups.models import Group
from tests.support.mail_server import MailServer
from tests.support.network import NetworkUse, forbid_sockets
from tests.support.postgres import is_running, start_cluster, stop_cluster
from tests.support.query_count import counted
from tests.support.run_folder import orphaned_run_folders, run_folder


def group(slug: str = "bogota") -> Group:
    """Return an unsaved group."""
    return Group(slug=slug, name="Bogotá", language="es", created_at=now())


@pytest.mark.parametrize("_again", [1, 2])
def test_what_a_session_commits_is_undone_after_the_test(session: Session, _again: int) -> None:
    assert session.scalar(select(sa.func.count()).select_from(Group)) == 0
    session.add(group())
    session.commit()
    assert session.scalar(select(sa.func.count()).select_from(Group)) == 1


def test_a_session_goes_on_after_a_refused_row(session: Session) -> None:
    session.add(group())
    session.flush()
    with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
        session.add(group())
        session.flush()
    assert session.scalar(select(sa.func.count()).select_from(Group)) == 1


@pytest.mark.parametrize("_again", [1, 2])
def test_a_database_is_fresh_for_each_test(database: Database, _again: int) -> None:
    with database.transaction() as session:
        session.add(group())
    with database.reading() as session:
        assert len(session.scalars(select(Group)).all()) == 1


def test_an_empty_database_has_no_tables(empty_database_url: str) -> None:
    database = Database.from_url(empty_database_url)
    assert sa.inspect(database.engine).get_table_names() == []
    database.dispose()


def test_statements_are_counted(database: Database) -> None:
    with counted(database.engine) as statements, database.reading() as session:
        session.scalars(select(Group)).all()
        session.scalars(select(Group.slug)).all()
    assert len(statements) == 2


def test_no_other_machine_can_be_reached() -> None:
    with pytest.raises(NetworkUse):
        socket.create_connection(("192.0.2.1", 25), timeout=1)
    with pytest.raises(NetworkUse):
        socket.getaddrinfo("organize.example", 443)


def test_a_unit_test_can_open_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_sockets(monkeypatch)
    with socket.socket() as unused, pytest.raises(NetworkUse):
        unused.connect(("127.0.0.1", 9))


def test_a_mail_arrives_at_the_mail_server(mail: MailServer) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "¡Ven! تعال"
    message.set_content("Night buses\n")
    mail.answer = lambda recipient: "550 nobody here" if recipient.startswith("gone") else None
    with smtplib.SMTP(mail.host, mail.port) as connection:
        assert connection.send_message(message, to_addrs=["b@example.org", "gone@example.org"])
    (delivery,) = mail.wait(1)
    assert (delivery.recipients, delivery.text.strip()) == (("b@example.org",), "Night buses")
    assert delivery.message["Subject"] == "¡Ven! تعال"


def test_a_redis_server_answers(redis_url: str) -> None:
    host, port = redis_url.removeprefix("redis://").split("/")[0].split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"SET a 1\r\nGET a\r\n")
        assert connection.recv(64)


def test_the_folder_of_a_living_run_is_no_orphan() -> None:
    assert run_folder() not in orphaned_run_folders()


def test_what_a_killed_run_left_can_be_taken_away() -> None:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        folder.chmod(0o711)
        cluster = start_cluster(folder / "postgres")
        assert is_running(cluster.folder)
        number = int((cluster.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(number, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while is_running(cluster.folder) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not is_running(cluster.folder)
        assert (cluster.folder / "data" / "postmaster.pid").exists()
        stop_cluster(cluster.folder)
    finally:
        shutil.rmtree(folder)


def test_a_number_that_went_to_another_program_is_no_server(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert not is_running(tmp_path)
    stop_cluster(tmp_path)
