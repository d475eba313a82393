# Every target sets itself up: a .venv in this clone, locked versions with hashes, once.
PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m

.PHONY: setup site serve test check bench lint hooks pictures lock clean

setup: .venv/.site

site: .venv/.site
	$(BIN)/unions build

serve: .venv/.site
	$(BIN)/unions serve

check: .venv/.site
	$(BIN)/unions check

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github

test: .venv/.dev lint
	$(RUN) pytest -n auto --dist worksteal

bench: .venv/.dev
	$(RUN) tests.bench

hooks: .venv/.dev
	$(BIN)/pre-commit install

pictures: site .venv/.dev
	$(RUN) tests.picture

# For maintainers: renew both lock files after a change in pyproject.toml (needs uv).
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --extra fast --extra build
lock:
	$(LOCK) -o requirements.txt
	$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf site preview .cache .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed 需要 Python 3.11 或更新版本"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv is missing: on Debian and Ubuntu, apt install python3-venv 缺少 python3-venv"; exit 1; }

.venv/.site: .venv/bin/python requirements.txt pyproject.toml
	$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(RUN) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.site requirements-dev.txt
	$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
