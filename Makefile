# Frontline. `make run` and `make test` do all their own set-up; see README.md.
.DEFAULT_GOAL := help
BIN := .venv/bin

.PHONY: help setup run test test-fast lint format bench tiny-models lock clean

help: ## what there is to do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## both environments, the trained bot, the models that can be had
	@bash setup/environments.sh

run: setup ## set everything up, then serve on http://127.0.0.1:8000
	@$(BIN)/frontline models install --try
	@exec $(BIN)/frontline serve $(ARGS)

test: setup ## set everything up, then run every test
	@bash setup/test-tools.sh
	@$(BIN)/python -m pytest -q $(ARGS)

test-fast: setup ## the tests that need neither Rasa, nor engines, nor a browser
	@$(BIN)/python -m pytest -q -m "not rasa and not voice and not browser" $(ARGS)

lint: setup ## style, types, layers
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/house

format: setup ## put the code into the house's shape
	@$(BIN)/ruff check --fix-only . && $(BIN)/ruff format .

bench: setup ## measure; figures and their making are in docs/benchmarks.md
	@$(BIN)/python -m bench $(ARGS)

tiny-models: setup ## build and pack the demonstration speech models whose words or builder changed
	@$(BIN)/python -m bot.speech.tiny_model --pack

lock: ## compile the requirements files anew from pyproject.toml
	@bash setup/environments.sh
	@.build/uv/bin/uv pip compile -q --generate-hashes --no-header --python-version 3.11 \
	  --group pyproject.toml:dev pyproject.toml -o requirements.txt
	@.build/uv/bin/uv pip compile -q --generate-hashes --no-header --python-version 3.10 \
	  --overrides requirements/rasa-overrides.txt --group pyproject.toml:rasa -o requirements-rasa.txt

clean: ## remove what can be made again (data stays)
	@rm -rf .build .venv .venv-rasa .mypy_cache .ruff_cache .pytest_cache
