"""What the doctor says about the zone data (R38)."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from organizer.cli.doctor import doctor
from organizer.foundation.core.tz import use_newest_tzdata


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize(("days", "verdict"), [(30, "ok   "), (366, "ok   "), (367, "WRONG")])
def test_r38_zone_data_older_than_six_months_are_pointed_out(app: Flask, days: int, verdict: str) -> None:
    found = use_newest_tzdata()
    assert found.not_before is not None
    with time_machine.travel(found.not_before + timedelta(days=days)):
        said = app.test_cli_runner().invoke(doctor).output

    [line] = [line for line in said.splitlines() if "time zones" in line]
    assert line.startswith(f"{verdict} time zones: {found.version} from the {found.source}")
    assert ("look for a newer release of tzdata" in line) is (verdict == "WRONG")
