# Everything is set up in .venv by the first target that needs it, with the versions that
# constraints.txt names. `make run` and `make test` are what most people want.
PYTHON ?= python3
VENV := .venv
CONSTRAINTS := constraints.txt
CHECKS := lint types imports

BIN := $(VENV)/bin
# What pip installs is pinned, and what it builds with: the second name is for pip 25.3 and later.
PINS := $(if $(CONSTRAINTS),PIP_CONSTRAINT=$(CONSTRAINTS) PIP_BUILD_CONSTRAINT=$(CONSTRAINTS))
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(PINS) $(BIN)/python -m pip
# What one of two jobs prints comes in one piece, where make can do that.
TWO_JOBS := -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# Half of the tests in time: they go through the same lines a hundred thousand times, or run the
# program in processes of its own, or read what it wrote. Coverage would double that for nothing new.
UNMEASURED := tests/plan/test_plan_laws.py tests/catalogue/test_mutated_catalogues.py \
	tests/hours/test_hours_oracle.py tests/hours/test_workdays_oracle.py tests/contract \
	tests/render/test_plan.py tests/render/test_widths.py tests/surfaces/test_bad_input.py \
	tests/test_house.py tests/test_packaging.py tests/test_readme.py

.PHONY: run test test-all heavy prove lint types imports measured unmeasured \
	constraints newest lowest matrix golden schemas readme bench fuzz clean

run: $(VENV)/.installed
	@$(BIN)/pddroute contact --now

# Two jobs at a time; the last thing printed is pytest's last line.
test: $(VENV)/.tested
	@$(MAKE) --no-print-directory $(TWO_JOBS) measured unmeasured

test-all: test
	@$(MAKE) --no-print-directory heavy

# What takes too long for every day: some fuzzing, more damage.
heavy: $(VENV)/.fuzz
	$(BIN)/python fuzz/fuzz_pddroute.py -max_total_time=30
	PDDROUTE_EXHAUSTIVE=1 $(BIN)/python -m pytest tests/catalogue/test_mutated_catalogues.py

# Every law of the plans, after every history of up to three steps: the better part of an hour.
prove: $(VENV)/.tested
	PDDROUTE_PROVE=1 $(BIN)/python -m pytest tests/plan/test_plan_laws.py tests/verdict/test_address_tricks.py

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

imports: $(VENV)/.tested
	$(BIN)/lint-imports

measured: $(VENV)/.tested
	$(BIN)/python -m pytest --cov $(UNMEASURED:%=--ignore=%)

unmeasured: $(VENV)/.tested $(CHECKS)
	$(PINS) $(BIN)/python -m pytest $(UNMEASURED)

# --- versions ---

# The newest versions that there are wheels for, on every Python that pyproject.toml lists.
constraints:
	text="$$($(PYTHON) tools/versions.py constraints)" && echo "$$text" > constraints.txt

# The suite with the newest versions of today.
newest:
	@rm -rf .venv-newest
	@$(MAKE) --no-print-directory test VENV=.venv-newest CONSTRAINTS=

# The tests with the lowest versions that pyproject.toml allows, Python's too. The checks of the
# text say nothing of the versions a user has: a linter's and a type checker's own age decides.
lowest:
	@mkdir -p .venv-lowest
	$(PYTHON) tools/versions.py lowest > .venv-lowest/lowest.txt
	@$(MAKE) --no-print-directory test VENV=.venv-lowest CHECKS= \
		CONSTRAINTS=.venv-lowest/lowest.txt PYTHON="$$($(PYTHON) tools/versions.py oldest)"

# The suite on every CPython that the machine has, from the lowest up.
matrix:
	@pythons="$$($(PYTHON) tools/versions.py pythons)" && echo "$$pythons" | \
	while read -r version python; do \
		echo "--- CPython $$version"; \
		$(MAKE) --no-print-directory test VENV=.venv-$$version PYTHON="$$python" </dev/null || exit; \
	done

# --- what is made from something else ---

# The shipped schemas, from the types.
schemas: $(VENV)/.tested
	$(BIN)/python tools/write_schemas.py

# The outputs that the READMEs and the documents show, from the program.
readme: $(VENV)/.tested
	$(BIN)/python tools/docs.py -r

# The golden documents, from the answers.
golden: $(VENV)/.tested
	$(BIN)/python -m pytest tests/contract/test_contract.py --write-golden

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.fuzz
	$(BIN)/python fuzz/fuzz_pddroute.py

# --- environments ---

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# What is slow to work out is compiled at installation: install again when its sources have changed.
$(VENV)/.installed: $(VENV)/bin/python $(CONSTRAINTS) pyproject.toml hatch_build.py channels.yaml \
		pddroute/catalogue/facts.py pddroute/catalogue/routes.py pddroute/catalogue/model.py \
		pddroute/catalogue/loading.py pddroute/hours/statutory.py pddroute/sealed.py
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

clean:
	rm -rf .venv .venv-* build dist .pytest_cache .mypy_cache .ruff_cache .coverage
