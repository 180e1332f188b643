#!/bin/sh
# Whether anything that is locked has a known hole: asks the advisory service, so only where that can be reached
# (behind a mirror of packages alone it ends with an error). For the packages of the system and the Python that it runs on.
set -eu
cd "$(dirname "$0")/.."
python=build/audit/bin/python
"${PYTHON:-python3}" -m venv build/audit
[ -x "$python" ] || python=build/audit/Scripts/python.exe
"$python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
  -r packaging/requirements-audit.lock
failed=0
for lock in packaging/requirements-*.lock; do
  echo "$lock"
  "$python" -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off --requirement "$lock" || failed=1
done
exit "$failed"
