#!/bin/sh
# Starts Organizer for somebody who wants to see it: database in instance/, demo campaign when there is none, one server.
set -eu
cd "$(dirname "$0")/.."
tools/setup.sh runtime
.venv/bin/organizer db upgrade
.venv/bin/organizer demo load --if-empty
exec .venv/bin/organizer run --sign-in owner@example.org
