# Foedus from a fresh copy: every target makes what it needs in .venv the first time, and is quick after that.
# Another Python than python3: make brief PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Every extra but Spark, which weighs 400 MB and needs Java: `make setup-spark`.
FULL := core rules forecast team scale pdf model test dev
LEDGER := build/japan.db
BRIEF := build/japan.html

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup setup-spark brief serve test check coverage bench lock upgrade wheel clean distclean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 16

setup: $(VENV)/.full ## everything for working on Foedus, in .venv

setup-spark: $(VENV)/.full ## Spark on top of it (400 MB; needs Java to run)
	@tools/install.sh spark

brief: $(VENV)/.core ## read the example documents and write a cited brief on Japan
	@mkdir -p build
	@rm -f $(LEDGER) $(LEDGER)-shm $(LEDGER)-wal $(BRIEF)
	$(BIN)/foedus init $(LEDGER)
	$(BIN)/foedus read examples/documents/* --ledger $(LEDGER) --accept 'confidence>=0.5' > build/japan.txt
	$(BIN)/foedus brief JPN --ledger $(LEDGER) -o $(BRIEF)
	@echo "The brief is in $(BRIEF)"

serve: $(VENV)/.core ## the workbench in a browser, on this machine only
	$(BIN)/foedus serve

test: $(VENV)/.full ## all tests
	$(BIN)/python -m pytest

check: $(VENV)/.full ## format, lint, types, layers, lock, docs, tests: what has to pass before a change goes in
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/lock.py check
	$(BIN)/python tools/docs.py
	$(BIN)/python -m pytest

coverage: $(VENV)/.full ## tests, with the branches they did not take
	$(BIN)/python -m pytest --cov --cov-report=term --cov-report=html:build/coverage

bench: $(VENV)/.full ## benchmarks, each beside its yardstick
	@set -e; for file in benchmarks/[!_]*.py; do \
	  if [ -e "$$file" ]; then echo "== $$file"; $(BIN)/python "$$file"; fi; done

lock: $(VENV)/.folder ## write constraints.txt anew after a change of dependencies in pyproject.toml
	@[ -x $(BIN)/uv ] || tools/install.sh --tools
	$(BIN)/python tools/lock.py write

upgrade: $(VENV)/.folder ## the same, taking the newest releases that fit
	@[ -x $(BIN)/uv ] || tools/install.sh --tools
	$(BIN)/python tools/lock.py write --upgrade

wheel: $(VENV)/.core ## the package as it is published, in dist/
	$(BIN)/python -m hatchling build -d dist

clean: ## remove what was built
	rm -rf build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## remove .venv as well
	rm -rf $(VENV)

# --- .venv ---------------------------------------------------------------------------------------------------------

# A .venv knows its own folder and its Python by heart: in a copied project it would run the other project's code.
STALE := $(shell [ ! -e $(VENV)/.folder ] || { [ "$$(cat $(VENV)/.folder)" = "$$(pwd -P)" ] && [ -x $(BIN)/python ]; } || echo yes)
ifeq ($(STALE),yes)
$(info The project or its Python has moved: making $(VENV) anew)
$(shell rm -rf $(VENV))
endif

INSTALL_INPUTS := constraints.txt pyproject.toml tools/lock.py tools/install.sh

$(VENV)/.folder:
	@PYTHON="$(PYTHON)" tools/install.sh --venv

$(VENV)/.core: $(VENV)/.folder $(INSTALL_INPUTS)
	@tools/install.sh core rules
	@touch $@

$(VENV)/.full: $(VENV)/.folder $(INSTALL_INPUTS)
	@tools/install.sh $(FULL)
	@touch $(VENV)/.core $@
