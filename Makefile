PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Bytecode is kept whatever the machine says: many processes start here, and each would else compile
# the whole program anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check checks lint types layers compiled tests bench soak recording snapshots clean

demo: $(STAMP)  ## Set up, and take the sample review from its exports to its flow diagram
	@rm -rf demo
	@$(BIN)/review demo demo

test: $(STAMP)  ## Set up, and pass every check, two at a time
	@$(MAKE) --no-print-directory -j 2 checks tests

check: test

checks: lint types layers

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

tests: $(STAMP) compiled
	$(BIN)/pytest -n 4 --dist loadscope --no-loadscope-reorder tests  # a test of the desk waits half of its time

compiled: $(STAMP)
	@$(BIN)/python -m compileall -q -j 2 review screening extraction corpora tests

bench: $(STAMP) compiled  ## Print the budgets, measured in one run
	$(BIN)/python -m tests.benchmarks

soak: $(STAMP)  ## Long fuzzing of every reader, many processes on one review, keys by chance
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest -n 2 tests/unit/formats tests/store tests/desk/test_monkey.py

recording: $(STAMP)  ## Record people who screen and extract by keys: one .cast file each
	@rm -rf recording
	RECORDING=recording $(BIN)/pytest -q -p no:xdist tests/desk/test_screening_by_keys.py tests/desk/test_extraction_by_keys.py
	@echo "Look at one: asciinema play recording/12-records/anna.cast"
	@echo "or without a player: $(BIN)/python -m tests.desk.recording recording/12-records/anna.cast"

snapshots: $(STAMP)  ## Draw the screens anew, after looking at the differences
	$(BIN)/pytest tests/snapshots --snapshot-update

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $(STAMP)

clean:
	rm -rf $(VENV) demo recording build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
