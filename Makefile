# Two commands do all the set-up, on a machine with Python 3.11 or newer, make, and (the first time) a package index:
#
#     make site     the example hub, built in site/
#     make test     all tests, with the tools they need
#
# Both can be run again at any time; what is in place is not installed again, and no network is needed then.

# The first Python that is new enough; `make PYTHON=/some/python3` chooses another.
ifndef PYTHON
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$python && break; done)
endif

VENV := .venv/bin
# Options for pytest, as in: make test ARGS="-k calendar"; for bench/run.py, as in: make bench ARGS="--entries 10000"
ARGS ?=

.PHONY: help site serve test screenshots lint audit fuzz bench clean python environment dev-environment

help: ## this list
	@echo "make site and make test do everything by themselves. All targets:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

site: environment ## install hubgen in .venv and build the example hub into site/
	@$(VENV)/hubgen build
	@echo
	@echo "The example hub is in site/."
	@echo "To look at it: open site/index.html in a browser, or run: make serve"

# `hubgen serve` reloads the page when a source changes; a version without it still gets a plain file server.
serve: site ## show the example hub at an address of this machine
	@if $(VENV)/hubgen serve --help >/dev/null 2>&1; then $(VENV)/hubgen serve; \
	else $(VENV)/python -m http.server --bind 127.0.0.1 --directory site 8000; fi

test: dev-environment ## find or install the test tools, then run all tests
	@$(VENV)/python tools/test_tools.py
	@$(VENV)/python tools/run_tests.py test $(ARGS)

audit: dev-environment ## the long tests
	@$(VENV)/python tools/test_tools.py audit
	@$(VENV)/python tools/run_tests.py audit $(ARGS)

fuzz: dev-environment ## random texts through both readers of Markdown; ARGS="7 100000" is another seed and their number
	@$(VENV)/python -m tests.markdown_fuzz $(ARGS)

screenshots: dev-environment ## pictures of each template of the theme, in docs/screenshots
	@$(VENV)/python tools/test_tools.py
	@$(VENV)/python tools/screenshots.py

lint: dev-environment ## ruff and mypy
	@$(VENV)/ruff check .
	@$(VENV)/mypy

bench: environment ## hubgen measured beside Hugo, in bench/RESULTS.md
	@$(VENV)/python bench/run.py $(ARGS)

# The environment and the store of packages stay, so that everything still works without a network.
clean: ## remove what builds and tests have written
	rm -rf site .hubgen dist .cache/pytest .cache/ruff .cache/mypy .cache/hypothesis .cache/reports .cache/bench
	find . \( -path ./.venv -o -path ./.cache -o -path ./.git \) -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

environment: python
	@$(PYTHON) tools/environment.py

dev-environment: python
	@$(PYTHON) tools/environment.py dev

python:
	@test -n "$(PYTHON)" || { echo "hubgen needs Python 3.11 or newer, and none was found." \
	  "On Debian and Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }
