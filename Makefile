# Two commands are enough for a newcomer: `make demo` and `make test`.
# Both set up everything they need in .venv from the locked dependencies.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test test-full lint format bench lock rules traces schemas clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "%-12s %s\n", $$1, $$2}'

demo: $(VENV)/.runtime ## Run the worked case of Xianning 2024 from end to end
	@$(BIN)/daocha demo

test: $(VENV)/.dev ## Run the tests
	@rm -f .coverage .coverage.*
	$(BIN)/pytest -n auto --cov --cov-report=

test-full: $(VENV)/.dev ## Run the long campaigns too; a browser and a Chinese font are demanded
	DAOCHA_TEST_SCALE=20 DAOCHA_DEMAND=browser,font,pictures $(BIN)/pytest -n auto

lint: $(VENV)/.dev ## Check style, types, imports and the coverage floor
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests bench
	$(BIN)/lint-imports
	@test -f .coverage || $(MAKE) test
	$(BIN)/coverage report --skip-covered --format=total >/dev/null || $(BIN)/coverage report

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## Measure speed and size beside named peers; writes bench/results.json
	$(BIN)/python -m bench

rules: $(VENV)/.dev ## Renew docs/rules.md and the evidence for every rule, from the tests
	$(BIN)/python -m scripts.rule_index
	$(BIN)/python scripts/rules.py

schemas: $(VENV)/.dev ## Renew docs/schemas, the JSON Schemas of the reading commands' answers
	$(BIN)/python scripts/schemas.py

traces: $(VENV)/.dev ## Renew the traces of the worked cases; read what changed
	$(BIN)/python scripts/traces.py

lock: $(VENV)/.dev ## Renew the locked dependencies
	$(BIN)/python scripts/lock.py

clean: ## Remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* *.egg-info build

$(VENV)/.python:
	@$(PYTHON) scripts/environment.py $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements.txt pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
