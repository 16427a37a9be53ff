#!/bin/sh
# Measures Organizer against bases on the same machine in the same run. Arguments choose lines: tools/bench.sh B1 B4
set -eu
cd "$(dirname "$0")/.."
tools/setup.sh test
exec .venv/bin/python -m tests.benchmarks "$@" </dev/null
