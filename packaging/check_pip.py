"""Tries `pip install .` as a stranger does, in an environment of its own: python packaging/check_pip.py

The headless install has the command, the SDK and the data, and no Qt; with [app] the window starts too.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SDK = """
import importlib.util
for name in ("PySide6", "shiboken6", "qasync"):
    assert importlib.util.find_spec(name) is None, name
import crypto.engine, desktop.deals.agreement, desktop.deals.rule
from desktop.deals import templates
print(len(templates.template_ids()))
"""
WINDOW = """
from PySide6.QtCore import QTimer
from desktop.ui import app
QTimer.singleShot(0, lambda: None)
application = app.make_application()
from desktop.ui.window import Window
window = Window()
window.show()
application.processEvents()
print(window.isVisible())
"""


def main() -> None:
    """Install twice, headless and with the window, and try both."""
    with tempfile.TemporaryDirectory(prefix="common ground ") as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        python = folder / "venv" / "bin" / "python"
        install(python, str(ROOT))
        print("headless:", said(folder, python, "-P", "-c", SDK).strip(), "templates, no Qt")
        lines = said(folder, folder / "venv/bin/commonground", "demo", "--json").splitlines()
        outcomes = [event for line in lines if (event := json.loads(line))["event"] == "outcome"]
        if len(outcomes) != 2 or not outcomes[0]["agreed"]:
            raise SystemExit(f"demo printed {lines}")
        print("demo: two processes agree")
        install(python, f"{ROOT}[app]")
        print("window:", said(folder, python, "-P", "-c", WINDOW, QT_QPA_PLATFORM="offscreen").strip())


def install(python: Path, what: str) -> None:
    """pip install, wheels only."""
    command = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--prefer-binary", what]
    subprocess.run(command, check=True)


def said(folder: Path, *command: object, **variables: str) -> str:
    """What a command prints, run away from the project."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env={**environment, "HOME": str(folder), **variables},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stderr[-3000:]}")
    return done.stdout


if __name__ == "__main__":
    main()
