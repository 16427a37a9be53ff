"""A worker that was killed is known to be gone; one that lives is left alone."""

import signal
import subprocess
import sys
from pathlib import Path

from organizer.foundation.jobs import Presence

_HOLD = "import sys,time,pathlib;from organizer.foundation.jobs import Presence;p=Presence(pathlib.Path(sys.argv[1]));p.hold('other');print('held',flush=True);time.sleep(60)"


def test_only_a_killed_worker_is_gone_and_only_one_hears_of_it(tmp_path: Path) -> None:
    here = Presence(tmp_path)
    here.hold("here")
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert here.take_gone() == []
        other.send_signal(signal.SIGKILL)
        other.wait()

    assert here.take_gone() == ["other"]
    assert Presence(tmp_path).take_gone() == []
