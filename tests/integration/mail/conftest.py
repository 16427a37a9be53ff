"""A town whose mails leave by a real mail server."""

from collections.abc import Iterator

import pytest
import time_machine

from organizer.config import MailSettings
from tests.conftest import MakeApp
from tests.factories import make_campaign, make_event
from tests.integration.mail.wire import CODE, TODAY, Town
from tests.support.mail_server import MailServer


@pytest.fixture
def town(make_app: MakeApp, mail_settings: MailSettings, mail: MailServer) -> Iterator[Town]:
    with time_machine.travel(TODAY):
        town = Town(make_app(mail=mail_settings), mail)
        with town.database.transaction() as session:
            make_event(session, make_campaign(session), code=CODE)
        yield town
