PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-out

.PHONY: help demo run test check bench night gallery package clean
.DEFAULT_GOAL := help

help: ## show the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

$(VENV)/.program: pyproject.toml constraints.txt
	@sh packaging/system_packages.sh
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.tools: $(VENV)/.program
	@sh packaging/system_packages.sh tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(VENV)/.program ## the whole main job without a screen, results in demo-out/
	rm -rf $(DEMO)
	$(BIN)/lotse-desk demo $(DEMO)

run: $(VENV)/.program ## open the window
	$(BIN)/lotse-desk

test: $(VENV)/.tools ## all tests of a commit
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto

check: $(VENV)/.tools ## style, types and the floors of the house
	$(BIN)/ruff format --check lotse_desk tests packaging
	$(BIN)/ruff check lotse_desk tests packaging
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.tools ## the figures of docs/benchmarks.md
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench $(BENCH)

night: $(VENV)/.tools ## long property and fault runs
	QT_QPA_PLATFORM=offscreen LOTSE_DESK_NIGHT=1 $(BIN)/python -m pytest -n auto --timeout 7200

gallery: $(VENV)/.tools ## pictures of screens and papers, in gallery/
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.gallery gallery

package: $(VENV)/.program ## the program as a folder that needs no Python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[package]'
	$(BIN)/pyinstaller --noconfirm packaging/lotse_desk.spec

clean: ## remove everything made here
	rm -rf $(VENV) $(DEMO) build dist gallery .pytest_cache .mypy_cache .ruff_cache
