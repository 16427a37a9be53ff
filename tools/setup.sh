#!/bin/sh
# Makes .venv and installs the pinned packages into it. Does nothing when nothing has changed.
# Usage: tools/setup.sh runtime|test      PYTHON=/path/to/python3 chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}
lock=requirements/$kind.lock

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
wanted() { cat "requirements/$1.lock" pyproject.toml | cksum; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if recent "$candidate"; then printf '%s' "$candidate"; return; fi
    done
    stop "Organizer needs Python 3.11 or newer. Install it, or name it: make setup PYTHON=/path/to/python3"
}

# Debian keeps ensurepip in a package of its own, so a Python there can lack what a virtual environment needs.
make_venv() {
    python=$1
    say "Making the virtual environment in .venv"
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 && return
    if is_root && command -v apt-get >/dev/null; then
        say "Installing Debian's python3-venv"
        export DEBIAN_FRONTEND=noninteractive
        log=$(mktemp)
        if ! { apt-get update -q && apt-get install -q -y --no-install-recommends python3-venv; } >"$log" 2>&1 </dev/null; then
            tail -n 20 "$log" >&2
            stop "Debian's python3-venv could not be installed; see the lines above."
        fi
        rm -f "$log"
        rm -rf .venv
        "$python" -m venv .venv && return
    fi
    rm -rf .venv
    "$python" -m virtualenv -q .venv 2>/dev/null && return
    rm -rf .venv
    if "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --without-pip .venv; then
        "$python" -m pip --python .venv/bin/python install -q pip </dev/null 2>/dev/null && return
    fi
    rm -rf .venv
    stop "This Python cannot make a virtual environment. On Debian: sudo apt-get install python3-venv"
}

installed() {
    [ -f ".venv/.has-$1" ] && [ "$(cat ".venv/.has-$1")" = "$(wanted "$1")" ]
}

[ -f "$lock" ] || stop "There is no $lock; use: tools/setup.sh runtime or tools/setup.sh test"
recent .venv/bin/python || make_venv "$(find_python)"
# The test lock holds everything of the runtime lock, in the same versions.
if installed "$kind" || { [ "$kind" = runtime ] && installed test; }; then exit 0; fi

say "Installing packages from $lock (a few minutes the first time)"
pip() { .venv/bin/python -m pip --disable-pip-version-check "$@" </dev/null; }
pip install -qq --no-deps --require-hashes -r "$lock" ||
    stop "The packages could not be installed; see the lines above."
pip install -qq --no-deps --no-build-isolation --no-index -e . ||
    stop "Organizer itself could not be installed; see the lines above."
wanted "$kind" > ".venv/.has-$kind"
