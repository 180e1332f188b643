"""Where everything is put together: `commonground`, or `python -m desktop`. Without a command, the window."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def main() -> int:
    """Run the command that was asked for, or the window, and return the exit code of the process."""
    arguments = sys.argv[1:]
    try:
        if _wants_window(arguments) and _can_show_window():
            return _show_window(arguments)
        from desktop import cli

        return cli.main(arguments)
    except KeyboardInterrupt:  # before the command itself was running
        return 130


def _wants_window(arguments: list[str]) -> bool:
    """No command at all, or one file that is a sheet."""
    return not arguments or (len(arguments) == 1 and arguments[0].endswith(".deal") and Path(arguments[0]).is_file())


def _can_show_window() -> bool:
    """The packages of the window are installed, and there is a screen."""
    if find_spec("PySide6") is None or find_spec("segno") is None:
        return False
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in screens)


def _show_window(arguments: list[str]) -> int:
    from desktop.cli.process import harden, report_faults_to
    from desktop.ui import app

    def note(where: str) -> None:
        sys.stderr.write(f"A fault of the program: {where}\n")

    harden()
    report_faults_to(note)
    return app.run(Path(arguments[0]) if arguments else None, note)


if __name__ == "__main__":
    sys.exit(main())
