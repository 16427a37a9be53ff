#!/bin/sh
# Everything that a machine can see without running the product. Runs all checks, then says which failed.
set -eu
cd "$(dirname "$0")/.."
tools/setup.sh test
tools/system-packages.sh
failed=

check() { # name, command...
    name=$1
    shift
    printf '== %s\n' "$name"
    "$@" </dev/null || failed="$failed $name"
}

bin=.venv/bin
check format "$bin/ruff" format --check --quiet --output-format concise .
check lint "$bin/ruff" check --quiet .
check types "$bin/mypy" --no-error-summary
check contracts "$bin/lint-imports" --config pyproject.toml
check templates "$bin/djlint" --quiet --lint organizer/templates
check architecture "$bin/python" -m pytest -q tests/architecture
if [ -n "$failed" ]; then
    echo "Failed:$failed" >&2
    exit 1
fi
echo "All checks passed."
