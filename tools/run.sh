#!/bin/sh
# Starts Organizer for somebody who wants to see it: database in instance/, demo campaign when there is none, one server.
set -eu
cd "$(dirname "$0")/.."
tools/setup.sh runtime
organizer() { .venv/bin/organizer "$@" </dev/null; }

organizer db upgrade
organizer demo load --if-empty
# Where people have made their own campaign instead, the demo's people are nobody, and there is nothing to print.
for person in owner coordinator; do
    if link=$(organizer account link "$person@example.org" 2>/dev/null); then
        echo "Sign in as the demo's $person, once, within 15 minutes: $link"
    fi
done
exec .venv/bin/organizer run
