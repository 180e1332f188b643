"""Where everything is put together: `commonground`, or `python -m desktop`. Without a command, the window."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname


def main() -> int:
    """Run the command that was asked for, or the window, and return the exit code of the process."""
    arguments = sys.argv[1:]
    try:
        opening = _what_to_open(arguments)
        if opening is not None and _can_show_window():
            return _show_window(opening)
        from desktop import cli

        return cli.main(arguments)
    except KeyboardInterrupt:  # before the command itself was running
        return 130


def _what_to_open(arguments: list[str]) -> str | None:
    """What the window is to open: a sheet's file, or a link with an invite, which the system hands over as an address;
    "" when there is no argument at all, None when it is a command."""
    if not arguments:
        return ""
    if len(arguments) > 1:
        return None
    address = urlsplit(arguments[0])
    if address.scheme == "common-ground":
        return arguments[0]
    path = Path(url2pathname(address.path) if address.scheme == "file" else arguments[0])
    return str(path.absolute()) if path.suffix == ".deal" and path.is_file() else None


def _can_show_window() -> bool:
    """The packages of the window are installed, and there is a screen."""
    if find_spec("PySide6") is None or find_spec("segno") is None:
        return False
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in screens)


def _show_window(opening: str) -> int:
    from desktop.cli.process import harden, report_faults_to
    from desktop.ui import app

    def note(where: str) -> None:
        sys.stderr.write(f"A fault of the program: {where}\n")

    harden()
    report_faults_to(note)
    return app.run(opening, note)


if __name__ == "__main__":
    sys.exit(main())
