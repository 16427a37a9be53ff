#!/bin/sh
# Runs the test suites with everything they need. Arguments go to pytest: tools/test.sh tests/unit -k zone
set -eu
cd "$(dirname "$0")/.."
tools/setup.sh test
tools/system-packages.sh
tools/calendar-readers.sh
# A worker per core, at least two: a suite that passes only alone would hide a dependence between tests.
workers=$(nproc 2>/dev/null || echo 2)
[ "$workers" -ge 2 ] || workers=2
# A file goes to one worker, which makes what its tests share once; in the order of collection, slow files first.
exec .venv/bin/python -m pytest -q -n "$workers" --dist loadfile --no-loadscope-reorder --max-worker-restart 1 "$@" </dev/null
