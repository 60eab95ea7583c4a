# make run    serve the dashboard on 127.0.0.1:8501
# make dev    the same from a store of its own: pages follow changed code, SQL and tables, and show
#             tracebacks
# make check  style, types and the tests that are quick
# make test   style, types and all tests
# make coverage  all tests but those in a browser; the share of lines that they run has a floor
# make soak   20,000 mutated files, 200 loads killed, 500 pages with choices and links at random, others
#             each time; every page on every dataset emptied or cut; threads that ask for routes
# make bench  the speed budget, measured: bench/latest.json and the tables of docs/speed.md
# make docs   the sessions in docs/ and the list of licences, written as they are now

PYTHON ?= python3
BIN := .venv/bin

# Tests start many interpreters: without kept bytecode each compiles the project anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run dev style check test coverage soak bench docs screenshots clean

run: .venv/run.stamp
	$(BIN)/python -m dashboard build
	$(BIN)/streamlit run app.py

dev: .venv/run.stamp
	REDSEA_DEVELOP=on REDSEA_STORE=$(or $(REDSEA_STORE),store-dev) $(BIN)/streamlit run app.py \
		--server.fileWatcherType=auto --server.runOnSave=true --client.showErrorDetails=full \
		--server.folderWatchList=queries --server.folderWatchList=data

style: .venv/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

check: style
	$(BIN)/pytest -m "not slow" --numprocesses=3 --dist=worksteal

test: style
	$(BIN)/pytest --numprocesses=3 --dist=worksteal

coverage: .venv/test.stamp
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -m "not browser" --numprocesses=3 --dist=worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

soak: .venv/test.stamp
	SOAK_FILES=$(or $(SOAK_FILES),20000) SOAK_KILLS=$(or $(SOAK_KILLS),200) SOAK_PAGES=$(or $(SOAK_PAGES),500) $(BIN)/pytest --numprocesses=3 --dist=worksteal --durations=3 tests/test_mutated.py tests/test_killed.py tests/test_loading.py tests/test_formats.py tests/test_voyage.py tests/test_random_pages.py tests/test_stands.py

bench: .venv/test.stamp
	$(BIN)/python -m tests.bench --keep bench/latest.json
	REDSEA_WRITE_DOCS=1 $(BIN)/pytest -n0 tests/test_speed.py -k docs

docs: .venv/test.stamp
	REDSEA_WRITE_DOCS=1 $(BIN)/pytest tests/test_docs.py tests/test_licences.py

screenshots: .venv/test.stamp
	$(BIN)/python -m tests.screenshots

clean:
	rm -rf .venv store store-dev .coverage .pytest_cache .mypy_cache .ruff_cache

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Python 3.11 to 3.13 is needed; name one with make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test.stamp: requirements-dev.txt .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
