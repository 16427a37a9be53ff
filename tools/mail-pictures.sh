#!/bin/sh
# Every kind of mail as pictures, to look at: tools/mail-pictures.sh FOLDER. On phones of 360 pixels, light and dark, in five
# languages, with the fonts of our printed matter, so that each script shows whatever this machine has.
set -eu
folder=${1:?a folder for the pictures}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."
settings=$(mktemp -d)
trap 'rm -rf "$settings"' EXIT
cat >"$settings/fonts.conf" <<XML
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>$PWD/organizer/data/fonts</dir>
<dir>/usr/share/fonts</dir>
<cachedir>$settings/cache</cachedir>
</fontconfig>
XML
export FONTCONFIG_FILE="$settings/fonts.conf"
for scheme in light dark; do
    .venv/bin/python -m tests.support.mail_pictures "$folder" "$scheme"
done
