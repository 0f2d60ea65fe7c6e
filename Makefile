# make refresh and make test set up what they need in .venv and then do their work; nothing else is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# the cores share the tests; those of a file, and those that need Prefect's server, stay together
SHARED := --numprocesses logical --maxprocesses 8 --dist loadgroup

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help refresh test test-all fuzz lint format types lock clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment is what requirements.lock says, every file checked by its hash, with this checkout on top of it.
$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# what the root says of how to cite is of the newest version
refresh: $(VENV)/installed  ## run the main job: texts in seeds/texts to a published version in data/
	$(BIN)/karabakh refresh
	@cp "data/$$(cat data/latest)/CITATION.cff" CITATION.cff

test: $(VENV)/installed lint types  ## the quick suite: lint, format, types, doctests, tests
	$(BIN)/python -m pytest -q $(SHARED) --doctest-modules --pyargs karabakh tests -m 'not slow'

test-all: $(VENV)/installed  ## what is slow and not in make test
	$(BIN)/python -m pytest -q $(SHARED) tests -m slow

fuzz: $(VENV)/installed  ## feed the readers broken files, a minute each; what breaks them becomes a case of the tests
	$(BIN)/python tests/fuzz/fuzz_engine.py --seconds 60 --keep tests/fuzz/cases

lint: $(VENV)/installed  ## lint and format, checked
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/installed  ## lint and format, mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/installed  ## the type checker
	$(BIN)/mypy

lock: $(VENV)/installed  ## write requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --no-emit-find-links --extra dev pyproject.toml -o requirements.lock

clean:  ## remove the environment and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
