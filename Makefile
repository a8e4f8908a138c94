# Two commands do everything: `make run` and `make test`. Both set up what they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip

.PHONY: run test lint types imports unit golden schemas readme bench fuzz mutation clean

run: $(VENV)/.installed
	@$(BIN)/pddroute contact --now

test: lint types imports unit

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

imports: $(VENV)/.tested
	$(BIN)/lint-imports

unit: $(VENV)/.tested
	$(BIN)/python -m pytest

# Write again what is made from the types: the shipped schemas, the golden documents.
schemas: $(VENV)/.tested
	$(BIN)/python tools/write_schemas.py

# Write again the outputs that the README and the docs show.
readme: $(VENV)/.tested
	$(BIN)/python tools/docs.py -r

golden: $(VENV)/.tested
	$(BIN)/python -m pytest tests/contract/test_contract.py --write-golden -q --no-cov

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.fuzz
	$(BIN)/python fuzz/fuzz_pddroute.py

mutation: $(VENV)/.mutation
	$(BIN)/python tools/mutation.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# What is slow to work out is compiled at installation: install again when its sources have changed.
$(VENV)/.installed: $(VENV)/bin/python pyproject.toml hatch_build.py channels.yaml pddroute/catalogue/model.py \
		pddroute/hours/statutory.py
	$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) install --quiet --editable '.[test]'
	@touch $@

$(VENV)/.bench: $(VENV)/.tested
	$(PIP) install --quiet --editable '.[bench]'
	@touch $@

$(VENV)/.fuzz: $(VENV)/.tested
	$(PIP) install --quiet --editable '.[fuzz]'
	@touch $@

$(VENV)/.mutation: $(VENV)/.tested
	$(PIP) install --quiet --editable '.[mutation]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .coverage mutants
