# Everything a maintainer does, one word each. `make` alone lists them.
SHELL := /bin/bash
BIN := .venv/bin
.DEFAULT_GOAL := help
# uv leaves compiling to the first import; where nothing may be kept, every start would do it all.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help run libraries test test-services vnu setup lint fix bench messages schema lock

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: libraries  ## Serve the demo network at http://127.0.0.1:$PORT
	@$(if $(PORT),PORT="$(PORT)" BASE_URL="$${BASE_URL:-http://127.0.0.1:$(PORT)}") \
		$(BIN)/python manage.py serve --demo

test: setup  ## Run the whole suite on the embedded default
	@$(BIN)/python -m tests.browser_check
	@$(BIN)/python -m tests.html_checker
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

# What brings a place of its own, and what a page looks like, would be the same once more.
test-services: setup  ## Run the same suite on PostgreSQL and Redis
	$(BIN)/python -m tests.services $(BIN)/python -m pytest -n auto --dist loadgroup \
		-m "not own_place and not looks" $(ARGS)

vnu: setup  ## Fetch the HTML checker for `make test` (it needs a Java)
	@test -d .venv/vnu || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--require-hashes --only-binary :all: --target .venv/vnu -r requirements-html.txt

# The first Python that runs, or the one of PYTHON=…; deploy/install.py looks for one that is new
# enough. Programs are called as `python -m`: scripts hold the path that the checkout had once.
INSTALL = @for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python); do \
	command -v "$$python" >/dev/null || continue; \
	"$$python" deploy/install.py $(if $(PYTHON),--this-python) $(1); \
	code=$$?; case $$code in 126|127) ;; *) exit $$code ;; esac; done; \
	echo "No Python was found$(if $(PYTHON), at $(PYTHON)). BALKANETUP needs 3.11 or newer: install" \
	"it (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python)" \
	"or name one: make run PYTHON=/path/to/python3." >&2; exit 1

libraries:
	$(call INSTALL)

setup:  ## Install what working on it needs into .venv
	$(call INSTALL,--dev)

lint: setup  ## Check style, layers, templates, spelling and migrations
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -c 'from importlinter.cli import lint_imports_command as c; c()' --no-cache
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
	SECRET_KEY=messages DEBUG=on $(BIN)/python manage.py messages

schema: setup  ## Write core/schema anew after a change of migrations
	DATABASE_URL=sqlite://:memory: DEBUG=on $(BIN)/python manage.py schema $(ARGS)
	DATABASE_URL= REDIS_URL= DEBUG=on $(BIN)/python -m tests.services $(BIN)/python manage.py schema $(ARGS)

# Locks keep extras: pip before 23.3 takes the newest release where an extra is not pinned.
lock: setup  ## Write the hashed locks anew (maintainers)
	$(BIN)/python -m pip install --quiet --upgrade --target var/uv --require-hashes -r deploy/installer.txt
	for set in deploy/installer requirements requirements-dev; do \
		var/uv/bin/uv pip compile --quiet --no-config --upgrade --universal --generate-hashes \
			--no-strip-extras --no-header --no-annotate --python-version 3.11 \
			$$set.in -o $$set.txt; done
	rm -r var/uv
