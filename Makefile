# One verb a line; `make` alone does the first. PYTHON may name another interpreter than python3.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DATA ?= .styrdok

.PHONY: start test test-all check fix bench eval app

start: $(VENV)/ready  ## set up, ingest the corpus, answer a question, run the application
	$(BIN)/styrdok ingest corpus --data $(DATA)
	$(BIN)/styrdok ask "who follows up the program?" --data $(DATA)
	$(BIN)/styrdok app --data $(DATA)

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev,train]"
	touch $@

test: $(VENV)/ready  ## the default tests
	$(BIN)/python -m pytest

test-all: $(VENV)/ready  ## the slow ones too
	$(BIN)/python -m pytest -m "slow or not slow"

check: $(VENV)/ready  ## only looks: format, lint, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/ready  ## mends what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/ready  ## speed and memory, written to eval/results/bench.json
	$(BIN)/python -m eval.bench --out eval/results/bench.json

eval: export STYRDOK_TODAY = 2026-11-22  # what is in force depends on the day
eval: $(VENV)/ready  ## quality on the three collections, written to eval/results
	$(BIN)/styrdok ingest corpus --data $(DATA)/eval-five
	$(BIN)/styrdok ingest eval/collections/municipal/docs --data $(DATA)/eval-municipal
	$(BIN)/styrdok ingest eval/collections/villages/docs --data $(DATA)/eval-villages
	$(BIN)/styrdok eval run --questions eval/collections/five/questions.jsonl --data $(DATA)/eval-five --json eval/results/five.json
	$(BIN)/styrdok eval run --dialogues eval/collections/five/dialogues.jsonl --data $(DATA)/eval-five --json eval/results/dialogues.json
	$(BIN)/styrdok eval run --questions eval/collections/municipal/questions.jsonl --data $(DATA)/eval-municipal --json eval/results/municipal.json
	$(BIN)/styrdok eval run --questions eval/collections/villages/questions.jsonl --data $(DATA)/eval-villages --json eval/results/villages.json
	$(BIN)/styrdok eval changes --gold eval/collections/five/changes.json --data $(DATA)/eval-five --json eval/results/changes-five.json
	$(BIN)/styrdok eval changes --gold eval/collections/municipal/changes.json --data $(DATA)/eval-municipal --json eval/results/changes-municipal.json
	$(BIN)/styrdok eval metadata --gold eval/collections/five/metadata.json --data $(DATA)/eval-five --json eval/results/metadata-five.json
	$(BIN)/styrdok eval metadata --gold eval/collections/municipal/metadata.json --data $(DATA)/eval-municipal --json eval/results/metadata-municipal.json

app: $(VENV)/ready  ## the application alone
	$(BIN)/styrdok app --data $(DATA)
