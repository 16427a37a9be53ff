#!/bin/sh
# Collects the words of the interface and brings them into every catalog; languages that only sheets speak get the words on paper. Edit organizer/translations/*/LC_MESSAGES/messages.po
# between `make translations` and `make translations`: the second time compiles what was translated.
set -eu
cd "$(dirname "$0")/.."
tools/setup.sh test
folder=organizer/translations
template=$(mktemp)
trap 'rm -f "$template"' EXIT
pybabel() { .venv/bin/pybabel -q "$@"; }
extract() {
    pybabel extract -F pyproject.toml -k lazy_gettext -k marked -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2 --project organizer --version '' \
        --no-location --sort-output --no-wrap -o "$template" "$@"
}
bring() {
    if [ -f "$folder/$1/LC_MESSAGES/messages.po" ]; then
        pybabel update -i "$template" -d "$folder" -l "$1" --no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date
    else
        pybabel init -i "$template" -d "$folder" -l "$1" --no-wrap
    fi
}

extract .
for language in es ar; do bring "$language"; done
on_paper=organizer/editions/printing
extract $on_paper/own/*.py $on_paper/words.py $on_paper/when.py $on_paper/listed.py
for language in am bn de fa fr he hi id it ja ka ko ne pt ru sw th tr ur zh_Hans zh_Hant; do bring "$language"; done
pybabel compile -d "$folder" --statistics
