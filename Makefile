# One door for everything: `make` lists what can be done.
.DEFAULT_GOAL := help
.PHONY: help docs setup demo up down test fuzz crash-test proofs seeded-faults bench bench-scale check format lock mutation

PYTHON := .venv/bin/python
READY := .venv/.complete
WORKERS ?= 2

help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY)  ## Build .venv with everything that is needed

$(READY): requirements.txt pyproject.toml scripts/setup
	scripts/setup

demo: $(READY)  ## The whole way once, on the sample workbooks, under the real scheduler; prints the result and stops
	@$(PYTHON) -m fundflow.cli demo

up: $(READY)  ## The same house kept running, with Airflow's pages; Ctrl+C stops it
	@$(PYTHON) -m fundflow.cli up

down: $(READY)  ## Stop the embedded database that an interrupted run left behind
	@$(PYTHON) -m fundflow.cli stop

test: $(READY)  ## The whole test suite (WORKERS=1 for one process)
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadscope $(ARGS)

fuzz: $(READY)  ## 10,000 mutants of good workbooks (ARGS='--mutants 500 --seed 7')
	$(PYTHON) tests/reader/fuzz.py $(ARGS)

crash-test: $(READY)  ## Loaders killed at every point and at random moments (ARGS='--rounds 2 --kills 20')
	$(PYTHON) -m tests.loading.crash $(ARGS)

proofs: $(READY)  ## The auditor's proofs at full size: ledgers, edits of history, raw cells, each operation failing once
	TEST_LONG=1 $(PYTHON) -m pytest tests/mart/test_model.py tests/mart/test_many_ledgers.py \
		tests/auditing/test_raw_cells.py tests/loading/test_verification.py tests/loading/test_recovery.py \
		tests/loading/test_side_by_side.py tests/alerts/test_alert_crash.py $(ARGS)

seeded-faults: $(READY)  ## Faults planted in generated clean workbooks: how many are found, and where (ARGS='--places 5')
	$(PYTHON) -m tests.rules.seeded $(ARGS)

bench: $(READY) .venv-bench/.complete  ## fundflow beside its peers; writes docs/benchmarks.md (ARGS='--only A,B', ARGS=--short)
	$(PYTHON) -m benchmarks $(ARGS)

bench-scale: $(READY)  ## 20 million facts: one new file, every question; writes docs/benchmarks-scale.md (ARGS=--short)
	$(PYTHON) -m benchmarks.scale $(ARGS)

.venv-bench/.complete: benchmarks/peers/requirements.txt
	python3 -m venv --without-pip .venv-bench
	.venv/bin/uv pip install --quiet --python .venv-bench/bin/python --compile-bytecode -r $<
	touch $@

check: $(READY)  ## Lint, formatting, types, import arrows
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

format: $(READY)  ## Rewrite the sources in the house's format
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

docs: $(READY)  ## The pages that are made: data dictionary, cookbook with its answers, rules
	$(PYTHON) -m fundflow.auditing.documents
	.venv/bin/fundflow rules page --out docs/rules.md

mutation: $(READY)  ## Mutate the code of money and rules, list what no test notices (an hour and more; ARGS='fundflow.rules.sums.*')
	scripts/mutation $(ARGS)

lock: $(READY)  ## Resolve pyproject.toml into requirements.txt (ARGS=--upgrade for the newest versions)
	.venv/bin/uv pip compile --quiet --no-annotate --universal --python-version 3.11 --group dev $(ARGS) \
		--custom-compile-command "make lock" --output-file requirements.txt pyproject.toml
	.venv/bin/uv pip compile --quiet --no-annotate --universal --python-version 3.11 $(ARGS) \
		--custom-compile-command "make lock" --output-file benchmarks/peers/requirements.txt \
		benchmarks/peers/requirements.in
