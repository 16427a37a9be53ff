# `make run` and `make test` are the two to know. Each brings what it needs; the work is done by small scripts in tools/.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run test matrix long check format translations bench lock clean

PORT ?= 8000
export PORT

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

setup: ## make the virtual environment in .venv
	@tools/setup.sh runtime

run: ## start Organizer with a demo campaign on http://localhost:8000 (or PORT)
	@exec tools/run.sh

test: ## run all suites; ARGS="tests/unit -k zone" runs some
	@tools/test.sh $(ARGS)

matrix: ## print every item in every size, ink and language, and read it back
	@ORGANIZER_WHOLE_MATRIX=1 tools/test.sh tests/integration/printing/test_matrix.py tests/integration/printing/test_determinism.py --dist load $(ARGS)

long: ## kill servers and workers more often, simulate longer
	@ORGANIZER_LONG=1 tools/test.sh -m slow -o faulthandler_timeout=0 $(ARGS)

check: ## format, lint, types, contracts, templates, architecture
	@tools/check.sh

format: ## write the code the way `make check` wants it
	@tools/setup.sh test
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix-only --quiet .

translations: ## collect the interface's words into the catalogs, and compile them
	@tools/translations.sh

bench: ## measure against the limits of this machine, in the same run
	@tools/bench.sh $(ARGS)

lock: ## take the newest releases that pyproject.toml allows into the locks
	@tools/lock.sh

clean: ## take away everything that can be made again; instance/ stays
	@tools/clean.sh
