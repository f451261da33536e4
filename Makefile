# Everything a maintainer does, one word each. `make` alone lists them.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
.DEFAULT_GOAL := help
.PHONY: help run test test-services vnu setup lint fix bench messages schema lock

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: setup .env  ## Serve the demo network at http://127.0.0.1:$PORT
	@BASE_URL=$${BASE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/python manage.py serve --demo --port $(PORT)

test: setup  ## Run the whole suite on the embedded default
	@$(BIN)/python -m tests.browser_check
	@$(BIN)/python -m tests.html_checker
	$(BIN)/pytest -n auto --dist loadgroup $(ARGS)

test-services: setup  ## Run the same suite on PostgreSQL and Redis
	$(BIN)/python -m tests.services $(BIN)/pytest -n auto --dist loadgroup $(ARGS)

vnu: setup  ## Fetch the HTML checker for `make test` (it needs a Java)
	@test -d .venv/vnu || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--require-hashes --only-binary :all: --target .venv/vnu -r requirements-html.txt

setup: .venv/.ready  ## Install what the project needs into .venv

.venv/.ready: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "BALKANETUP needs Python 3.11 or newer; $(PYTHON) is older. Name another with PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { echo "Python's venv is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Installing the libraries into .venv (about a minute, once) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@

.env:
	@cp .env.example .env

lint: setup  ## Check style, layers, templates, spelling and migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html')
	$(BIN)/typos
	SECRET_KEY=lint DEBUG=on $(BIN)/python manage.py makemigrations --check --dry-run

fix: setup  ## Repair what can be repaired by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html') || true

bench: setup  ## Measure pages, growth and mail, each in the same run as its floor
	$(BIN)/python -m bench $(ARGS)

messages: setup  ## Bring the translation catalogues up to date
	$(BIN)/python manage.py messages

schema: setup  ## Write core/schema anew after a change of migrations
	DATABASE_URL=sqlite://:memory: DEBUG=on $(BIN)/python manage.py schema $(ARGS)
	DATABASE_URL= REDIS_URL= DEBUG=on $(BIN)/python -m tests.services $(BIN)/python manage.py schema $(ARGS)

lock: setup  ## Write the hashed locks anew (maintainers)
	$(BIN)/pip install --quiet uv
	for set in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-annotate \
			--python-version 3.11 $$set.in -o $$set.txt; done
