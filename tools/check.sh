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
# The types take as long as the rest together: another core looks at them meanwhile.
said=$(mktemp)
trap 'rm -f "$said"' EXIT
"$bin/mypy" --no-error-summary >"$said" 2>&1 </dev/null &
types=$!
what_was_said() { wait "$types" && status=0 || status=$?; cat "$said"; return "$status"; }

check format "$bin/ruff" format --check --quiet --output-format concise .
check lint "$bin/ruff" check --quiet .
check contracts "$bin/lint-imports" --config pyproject.toml
check templates "$bin/djlint" --quiet --lint organizer/templates
check types what_was_said
check architecture "$bin/python" -m pytest -q -n 2 --dist loadfile tests/architecture
if [ -n "$failed" ]; then
    echo "Failed:$failed" >&2
    exit 1
fi
echo "All checks passed."
