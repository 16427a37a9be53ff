"""A campaign with its owner, signed in, and files to send."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from organizer.campaigns.models import Campaign
from organizer.campaigns.operations import grant_role
from organizer.foundation.access import ANONYMOUS, Role
from organizer.foundation.db import Database
from tests.factories import make_campaign, make_event, make_person
from tests.support.client import InspectingClient
from tests.support.signed_in import form_token_for, sign_in

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#c8102e"/></svg>'


def png(colour: str = "#0b4a52", size: tuple[int, int] = (80, 40), mode: str = "RGB") -> bytes:
    """Return a small PNG of one colour."""
    out = BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()


_EDGE = "edge-of-a-part"


def _encoded(data: dict[str, Any], files: dict[str, bytes]) -> bytes:
    """Return a form with files as browsers send it. The client's own writer leaves large ones open."""
    parts = [(f'name="{name}"', str(value).encode()) for name, value in data.items()]
    parts += [(f'name="{name}"; filename="../../etc/{name}.html"', body) for name, body in files.items()]
    lines = [
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (_EDGE.encode(), head.encode(), body)
        for head, body in parts
    ]
    return b"".join(lines) + f"--{_EDGE}--\r\n".encode()


@dataclass
class Desk:
    """The campaign's owner at work."""

    app: Flask
    client: InspectingClient
    database: Database
    token: dict[str, str]
    slug: str
    code: str

    def look(self) -> tuple[str, str, int]:
        """Return the campaign's colours and version as they are now."""
        with self.database.reading() as session:
            found = session.query(Campaign).filter_by(slug=self.slug).one()
            return found.primary_colour, found.accent_colour, found.version

    def post(self, path: str, data: dict[str, Any], **files: bytes) -> Any:
        """Send a form of the campaign's desk."""
        return self.client.post(
            f"/manage/c/{self.slug}/{path}",
            data=_encoded({**self.token, **data}, files) if files else {**self.token, **data},
            content_type=f"multipart/form-data; boundary={_EDGE}" if files else None,
        )

    def get(self, path: str) -> Any:
        """Open a page of the campaign's desk."""
        return self.client.get(f"/manage/c/{self.slug}/{path}")


@pytest.fixture
def desk(app: Flask, client: InspectingClient, app_database: Database) -> Desk:
    with app_database.transaction() as session:
        campaign = make_campaign(session, primary_colour="#0b4a52", accent_colour="#f7b731")
        event = make_event(session, campaign)
        owner = make_person(session, "owner@example.org")
        grant_role(session, actor=ANONYMOUS, campaign_id=campaign.id, person_id=owner.id, role=Role.OWNER)
        slug, code, person_id = campaign.slug, event.code, owner.id
    token = form_token_for(app, sign_in(client, person_id))
    return Desk(app, client, app_database, token, slug, code)
