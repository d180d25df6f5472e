# Thin on purpose: each target is one command in an environment of its own. `make` alone lists them.
PYTHON ?= python3
VENV   ?= .venv
WORLDS ?= 100000
SEED   ?= 7
REPORT ?= build/mas-2026.html
JOBS   ?= auto
PORT   ?= 8520

BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install -c requirements.lock -c requirements-dev.lock

.PHONY: help demo serve test lint types contracts docs pages shots backtest bench clean
help:
	@echo "make demo       install into $(VENV) and answer the founding question: $(REPORT)"
	@echo "make serve      open the laboratory in a browser (PORT=$(PORT))"
	@echo "make test       the whole test suite"
	@echo "make lint       ruff        make types      mypy --strict"
	@echo "make contracts  lint-imports        make docs       build/docs/index.html"
	@echo "make pages      run again what the README and the documentation show of real runs"
	@echo "make shots      pictures of every page of the laboratory: build/shots"
	@echo "make backtest   score the forecasts of 2022-2025 again and write the scoreboard (some ten minutes)"
	@echo "make bench      speed, as ratios against a hand-written kernel"
	@echo "make clean      remove $(VENV), build and caches"

demo: $(VENV)/.run
	@mkdir -p "$(dir $(REPORT))"
	$(BIN)/cupwright compare copa-libertadores-2026 mas-2026 --worlds $(WORLDS) --seed $(SEED) --report "$(REPORT)"

serve: $(VENV)/.run
	$(BIN)/cupwright serve --port $(PORT)

test: $(VENV)/.test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

lint: $(VENV)/.lint
	$(BIN)/ruff check .

types: $(VENV)/.lint
	$(BIN)/mypy

contracts: $(VENV)/.lint
	$(BIN)/lint-imports

docs: $(VENV)/.docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs
	@echo "build/docs/index.html"

pages: $(VENV)/.run
	$(BIN)/python tools/pages.py
	$(BIN)/python -m tools.replays_page
	$(BIN)/python -m tools.scoreboard

shots: $(VENV)/.test
	$(BIN)/python -m tools.screenshots $(ARGS)

backtest: $(VENV)/.run
	$(BIN)/python -m tools.scoreboard --run

bench: $(VENV)/.test
	@for file in benchmarks/*.py; do echo "$$file"; $(BIN)/python $$file || exit 1; done

clean:
	rm -rf "$(VENV)" build .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The environment. A stamp says what is installed, so an interrupted download starts again.
$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "Cupwright needs Python 3.11 or later, and there is no '$(PYTHON)' here. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Cupwright needs Python 3.11 or later; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear "$(VENV)"
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml requirements.lock
	$(PIP) -e .
	@touch $@

$(VENV)/.test $(VENV)/.lint $(VENV)/.docs: $(VENV)/.%: $(VENV)/.made pyproject.toml requirements.lock requirements-dev.lock
	$(PIP) -e ".[$*]"
	@touch $@ $(VENV)/.run
