#!/bin/sh
# Takes away what setup and tests made. instance/ holds data and stays.
set -eu
cd "$(dirname "$0")/.."
rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.* htmlcov build dist
rm -rf tests/readers/node_modules
find organizer tests -name __pycache__ -type d -prune -exec rm -rf {} +
