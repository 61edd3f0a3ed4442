# handouts: `make` lists what it can do.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help warmup test test-slow check refs demo bench fuzz clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("handouts needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo 'setting up $(VENV), which is needed once'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install -c constraints.txt --upgrade pip || true # an older one writes a command that starts 6 ms later

$(VENV)/.build-ready: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.test-ready: $(VENV)/.build-ready
	$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@

warmup: $(VENV)/.build-ready ## set up, and build the warm-up sheet at output/warmup.pdf
	@$(BIN)/handouts build --routine warmup -o output/warmup.pdf

check: $(VENV)/.test-ready ## format, lint, types, layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q -n 0 tests/test_house.py

test: check ## set up, and run everything that CI runs (under three minutes)
	@$(BIN)/python -m pytest

$(VENV)/.slow-ready: $(VENV)/.test-ready
	$(PIP) install -c constraints.txt -e '.[test-slow]'
	@touch $@

test-slow: check $(VENV)/.slow-ready ## the full matrices, kill runs, fuzz, a cluster and an S3 server as well
	@$(BIN)/python -m pytest -m 'slow or not slow'

refs: $(VENV)/.test-ready ## renew the reference of one sheet: make refs CASE=warmup-a4
	@test -n "$(CASE)" || { echo 'say which: make refs CASE=warmup-a4'; exit 2; }
	@$(BIN)/python tests/sheets/renew.py $(CASE)

demo: $(VENV)/.test-ready ## sample sheets and their pictures in output/demo
	@$(BIN)/python tools/demo.py

$(VENV)/.bench-ready: $(VENV)/.test-ready
	$(PIP) install -c constraints.txt -e '.[bench]'
	@touch $@

bench: $(VENV)/.bench-ready ## speed against peers, as ratios (docs/benchmarks.md)
	@$(BIN)/python benchmarks/run.py

$(VENV)/.fuzz-ready: $(VENV)/.test-ready
	@$(PIP) install -c constraints.txt -e '.[fuzz]' || echo 'without atheris: files are damaged at random'
	@touch $@

fuzz: $(VENV)/.fuzz-ready ## look for files that bring a reader down: make fuzz SECONDS=600 TARGETS='svg yaml'
	@$(BIN)/python tools/fuzz.py --seconds $(or $(SECONDS),60) $(TARGETS)

clean: ## remove what was set up and built
	rm -rf $(VENV) output build dist
