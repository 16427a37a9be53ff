"""Secret parts of addresses in log lines (calendars.md R80)."""

import logging

import pytest

from organizer.foundation.core.ids import new_token
from organizer.foundation.web.masking import MaskingFilter, mask_logs, masked

TOKEN = new_token()


@pytest.mark.parametrize(
    "path",
    ["/feeds/p/{}/my-events.ics", "/es/feeds/p/{}/my-events.ics", "/r/{}/", "/r/{}/event.ics", "/manage/host/{}/",
     "/manage/listing/{}/", "/manage/hand-over/{}/", "/account/link/{}/"],
)  # fmt: skip
def test_r80_the_secret_part_of_an_address_is_masked(path: str) -> None:
    line = f'203.0.113.0 "GET {path.format(TOKEN)} HTTP/1.1" 200'

    assert masked(line) == f'203.0.113.0 "GET {path.format("...")} HTTP/1.1" 200'


@pytest.mark.parametrize(
    "line", ["GET /c/17n/calendar.ics", "GET /manage/e/k7m3q9/", "GET /feeds/p/", "no path at all"]
)
def test_what_opens_nothing_stays_as_it_is(line: str) -> None:
    assert masked(line) == line


def test_a_line_is_masked_with_its_arguments(caplog: pytest.LogCaptureFixture) -> None:
    mask_logs()
    mask_logs()

    logging.getLogger("waitress").warning("Client disconnected while serving %s", f"/feeds/p/{TOKEN}/my-events.ics")

    assert [record.getMessage() for record in caplog.records] == [
        "Client disconnected while serving /feeds/p/.../my-events.ics"
    ]
    assert sum(isinstance(known, MaskingFilter) for known in logging.getLogger("waitress").filters) == 1
