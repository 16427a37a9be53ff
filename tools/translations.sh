#!/bin/sh
# Collects the words of the interface and brings them into every catalog. Edit organizer/translations/*/LC_MESSAGES/messages.po
# between `make translations` and `make translations`: the second time compiles what was translated.
set -eu
cd "$(dirname "$0")/.."
tools/setup.sh test
folder=organizer/translations
template=$(mktemp)
trap 'rm -f "$template"' EXIT
pybabel() { .venv/bin/pybabel -q "$@"; }

pybabel extract -F pyproject.toml -k lazy_gettext -k marked -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2 --project organizer --version '' \
    --no-location --sort-output --no-wrap -o "$template" .
for language in es ar; do
    catalog=$folder/$language/LC_MESSAGES/messages.po
    if [ -f "$catalog" ]; then
        pybabel update -i "$template" -d "$folder" -l "$language" --no-fuzzy-matching --no-wrap --ignore-obsolete \
            --ignore-pot-creation-date
    else
        pybabel init -i "$template" -d "$folder" -l "$language" --no-wrap
    fi
done
pybabel compile -d "$folder" --statistics
