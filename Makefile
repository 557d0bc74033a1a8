# Needs Python 3.11 or newer with venv, make and git; everything else goes into .venv.
PYTHON ?= python3
VENV ?= .venv
SITE ?= site
PYTEST_ARGS ?= -n 2
LOCK_ARGS ?=
BENCH_ARGS ?=

BIN := $(VENV)/bin
# These files stand for "the locked libraries are installed".
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
PEERS := $(VENV)/.installed-bench
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve check test bench lint types schemas lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

site: check ## check the letters and build the site
	$(BIN)/mkdocs build --strict --site-dir "$(SITE)"
	@echo "The site is in $$(cd "$(SITE)" && pwd). To look at it: $(PYTHON) -m http.server --directory \"$(SITE)\""

serve: $(RUN) ## show the site on this machine and follow every change
	$(BIN)/mkdocs serve

check: $(RUN) ## check the letters
	$(BIN)/undersigned check

# The many processes of the tests need not each compile the code, whatever the system asks for.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(DEV) $(PEERS) ## run all tests
	$(BIN)/python tests/browser.py install
	$(BIN)/python -m pytest $(PYTEST_ARGS)

bench: export PYTHONPATH := tests
bench: $(PEERS) ## measure time and memory against other programs
	$(BIN)/python -m bench $(BENCH_ARGS)

lint: $(DEV) ## check style and format of the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEV) ## check the types
	$(BIN)/mypy

schemas: $(RUN) ## write the JSON Schemas that editors use
	mkdir -p schemas
	for name in letter people organizations offices topics; do \
		$(BIN)/undersigned schema $$name > schemas/$$name.json || exit 1; \
		$(BIN)/undersigned schema $$name --config template/mkdocs.yml > template/schemas/$$name.json || exit 1; \
	done

# LOCK_ARGS=--upgrade takes the newest versions; without it a version stays while it still fits.
lock: export UV_CUSTOM_COMPILE_COMMAND := make lock
lock: COMPILE = $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes
lock: $(DEV) ## write the lock files anew from pyproject.toml
	$(COMPILE) $(LOCK_ARGS) pyproject.toml --extra import --group build --output-file requirements.lock
	cp requirements.lock template/requirements.txt
	$(COMPILE) $(LOCK_ARGS) pyproject.toml --extra import --group build --group test --group lint --group lock \
		--constraints requirements.lock --output-file requirements-dev.lock
	$(COMPILE) $(LOCK_ARGS) --group bench --output-file requirements-bench.lock

clean: ## remove what was built; the libraries in .venv stay
	rm -rf "$(SITE)" .site.* .cache dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v "$(PYTHON)" >/dev/null || \
		{ echo "$(PYTHON) was not found: install Python 3.11 or newer, or say where it is with PYTHON=." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$$("$(PYTHON)" --version) is too old: install Python 3.11 or newer, or name one with PYTHON=." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make virtual environments: install its venv module (Debian, Ubuntu: python3-venv)." >&2; exit 1; }
	"$(PYTHON)" -m venv --clear "$(VENV)"

$(RUN): requirements.lock pyproject.toml $(BIN)/python
	@echo "Installing the locked libraries into $(VENV)."
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-build-isolation --no-deps --editable .
	@touch "$@"

$(DEV): requirements-dev.lock $(RUN)
	@echo "Installing the locked test and lint tools into $(VENV)."
	$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch "$@"

$(PEERS): requirements-bench.lock $(RUN)
	@echo "Installing what the benchmark compares with into $(VENV)."
	$(PIP) --require-hashes --requirement requirements-bench.lock
	@touch "$@"
