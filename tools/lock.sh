#!/bin/sh
# Writes the locks anew: the newest releases that pyproject.toml allows, with the hashes of all their files.
# One lock serves Python 3.11 and later, on every platform; it names no registry. tools/lock.sh --upgrade-package flask
# takes only that package; without arguments everything is upgraded.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install -q uv
[ $# -gt 0 ] || set -- --upgrade

compile() { # lock, further arguments
    output=$1
    shift
    "$tools/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate \
        pyproject.toml requirements/build.in --output-file "$output" "$@"
}

compile requirements/runtime.lock "$@"
compile requirements/test.lock --extra postgres --extra redis --extra server --extra test --extra dev \
    --constraint requirements/runtime.lock "$@"
