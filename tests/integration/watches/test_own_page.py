"""The page behind the link: change, stop, and the mail program's own way out."""

import pytest
from sqlalchemy import func, select

from organizer.foundation.outbox import Message
from tests.integration.watches.conftest import LU, World


def test_the_distance_and_the_questions_are_changed(world: World) -> None:
    own = world.watching()
    form = world.client.page(own).form(action="/change")
    assert form.values["takes_questions"] == ["y"]
    saved = world.client.send(form, {"radius": "250", "takes_questions": None})
    assert saved.status_code == 303
    (watch,) = world.rows()
    assert (watch.radius_km, watch.takes_questions) == (250, False)
    assert "Saved." in world.client.page(saved.headers["Location"]).main


@pytest.mark.parametrize("radius", ["7", "", "x", "99999999999999999999"])
def test_a_distance_that_is_not_offered_changes_nothing(world: World, radius: str) -> None:
    own = world.watching()
    assert world.client.post(f"{own}change", data={"radius": radius}).status_code == 422
    assert [watch.radius_km for watch in world.rows()] == [50]


def test_stopping_erases_the_person_and_every_mail_to_them(world: World) -> None:
    own = world.watching()
    page = world.client.page(f"{own}stop")
    stopped = world.client.send(page.form(action="/stop"), {})
    assert stopped.status_code == 200
    with world.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 0
    assert world.rows() == []
    assert world.client.get(own).status_code == 410


def test_a_mail_program_unsubscribes_by_one_post_without_asking(world: World) -> None:
    world.watching()
    mail = world.postbox.newest(LU)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(mail["List-Unsubscribe"]).strip("<>")
    path = address.removeprefix("http://localhost")
    assert path.startswith("/manage/watch/")
    assert world.client.get(path).status_code == 200
    assert len(world.rows()) == 1
    for _ in range(2):  # they may well do it twice
        answer = world.client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert world.rows() == []


def test_another_site_cannot_press_the_buttons(world: World) -> None:
    own = world.watching()
    for path in ("stop", "change", "confirm"):
        assert world.client.post(f"{own}{path}", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert len(world.rows()) == 1


@pytest.mark.parametrize("token", ["x", "eyJ3IjoiMSJ9.x.y", "%00"])
def test_a_broken_link_is_not_found(world: World, token: str) -> None:
    for path in ("", "stop"):
        assert world.client.get(f"/manage/watch/{token}/{path}").status_code == 404
    for path in ("stop", "change", "confirm"):
        assert world.client.post(f"/manage/watch/{token}/{path}").status_code == 404


def test_a_page_of_ones_own_is_kept_by_nobody(world: World) -> None:
    answer = world.client.get(world.watching())
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
