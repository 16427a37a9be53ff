#!/bin/sh
# Makes sure that the programs which the tests drive are there. As root on Debian it installs them;
# otherwise it says exactly what is missing and how to get it.
set -eu
missing=

need() { # program, Debian package
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

need chromium chromium
need redis-server redis-server
need pdftoppm poppler-utils
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    {
        echo "The tests need these Debian packages, which are not installed:$missing"
        echo "Install them with: sudo apt-get install$missing"
    } >&2
    exit 1
fi
echo "Installing Debian packages:$missing" >&2
# RUNLEVEL=1 keeps the packages from starting their services: the tests start their own.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
log=$(mktemp)
# shellcheck disable=SC2086  # the list is meant to be split
if ! { apt-get update -q && apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    echo "These Debian packages could not be installed:$missing" >&2
    exit 1
fi
rm -f "$log"
