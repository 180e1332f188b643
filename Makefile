# make demo | test | long | app | lint | bench      Each sets up what it needs in .venv/ first.
SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: demo test long app lint bench clean

PY := .venv/bin/python
# Compiled modules stay out of the source folders.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/pycache

demo: .venv/.headless
	@.venv/bin/commonground demo

test: .venv/.dev
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist worksteal

# Hours: every fault, every deviation, long fuzzing, random sheets. See docs/fuzzing.md for parts of it.
long: .venv/.dev
	@$(PY) -m tests.long.faults --seeds 10
	@$(PY) -m tests.long.deviations
	@$(PY) -m tests.long.deviations --together
	@$(PY) -m tests.long.deviations --return
	@$(PY) -m tests.long.deviations --without
	@$(PY) -m tests.long.deviations --loopback --stride 40
	@$(PY) -m tests.long.firewalls
	@$(PY) -m tests.long.kills
	@$(PY) -m tests.long.nearby
	@$(PY) -m tests.long.windows
	@$(PY) -m tests.long.looks
	@$(PY) -m tests.long.fuzz
	@$(PY) -m tests.long.random_sheets
	@$(PY) -m tests.long.random_sheets --sheets 100 --parties 5 6
	@$(PY) -m tests.long.random_sheets --sheets 100 --improve

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
