#!/bin/sh
# Makes .venv/ and installs one of our locked sets of packages into it: headless, app or dev.
# Uses uv when it is there, pip otherwise. Wheels only, hashes checked. Works offline once everything is installed.
set -eu
set_name=$1
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_python() {
  # A name on PATH may be a shim that does not run: ask each candidate to do what we need.
  for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
      >/dev/null 2>&1; then
      printf '%s' "$candidate"
      return 0
    fi
  done
  return 1
}

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' >/dev/null 2>&1; then
  python=$(find_python) || {
    say "Common Ground needs Python 3.11, 3.12 or 3.13 with venv."
    say "On Debian or Ubuntu:  sudo apt-get install python3 python3-venv"
    say "Or name one yourself: make demo PYTHON=/path/to/python3.12"
    exit 1
  }
  rm -rf .venv
  "$python" -m venv .venv
fi

lock=packaging/requirements-$set_name.lock
say "Setting up .venv ($set_name)..."
if command -v uv >/dev/null 2>&1; then
  uv pip install --quiet --python .venv/bin/python --require-hashes --only-binary :all: -r "$lock"
else
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$lock"
fi

# The project itself: its folder on the path and its command in .venv/bin. No build step, so nothing is fetched.
.venv/bin/python - <<'PYTHON'
import pathlib, stat, sys, sysconfig

root = pathlib.Path.cwd()
pathlib.Path(sysconfig.get_path("purelib"), "common_ground.pth").write_text(f"{root}\n", encoding="utf-8")
command = root / ".venv/bin/commonground"
command.write_text(
    f"""#!/bin/sh
'''exec' "$(dirname "$0")/python" "$0" "$@"
' '''
import sys
from desktop.__main__ import main
sys.exit(main())
""",
    encoding="utf-8",
)
command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
PYTHON

if [ "$set_name" != headless ]; then
  if ! reason=$(.venv/bin/python -c 'import PySide6.QtWidgets' 2>&1); then
    say "A system library that the window needs is missing:"
    say "  $(printf '%s' "$reason" | tail -n 1)"
    say "On Debian or Ubuntu:  sudo apt-get install --no-install-recommends libglib2.0-0 libgl1 libegl1 libx11-6 libdbus-1-3 libfontconfig1 libxkbcommon0 libbrotli1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-util1 libxcb-xkb1 libxkbcommon-x11-0"
    exit 1
  fi
fi
# A larger set holds the smaller ones.
touch .venv/.headless
case $set_name in
  app) touch .venv/.app ;;
  dev) touch .venv/.app .venv/.dev ;;
esac
