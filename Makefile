# make demo | test | app | lint | bench      Each sets up what it needs in .venv/ first.
SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: demo test app lint bench clean

PY := .venv/bin/python
# Compiled modules stay out of the source folders.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/pycache

demo: .venv/.headless
	@.venv/bin/commonground demo

test: .venv/.dev
	@$(PY) -m pytest

app: .venv/.app
	@.venv/bin/commonground

lint: .venv/.dev
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix . && $(PY) -m mypy && .venv/bin/lint-imports

bench: .venv/.headless
	@$(PY) -m tests.bench.ratchet
	@.venv/bin/commonground bench

.venv/.%: packaging/setup_venv.sh pyproject.toml packaging/requirements-%.lock
	@sh packaging/setup_venv.sh $*

clean:
	rm -rf .venv
