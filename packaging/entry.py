"""Start of the bundled program: what `python -m desktop` is from a checkout.

A bundle is its own Python: the program starts parts of itself as `commonground -m MODULE ...` (demo, bench, practice).
"""

import os
import runpy
import sys

OWN_PARTS = ("desktop", "desktop.bench.party")
QT_VARIABLES = (
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QML2_IMPORT_PATH",
    "QML_IMPORT_PATH",
    "QT_QPA_GENERIC_PLUGINS",
)


def main() -> int:
    """Run the program, or the part of it that was asked for."""
    for name in QT_VARIABLES:  # another program's plugins are not ours
        os.environ.pop(name, None)
    if sys.argv[1:2] == ["-m"] and sys.argv[2:3] and sys.argv[2] in OWN_PARTS:
        part = sys.argv[2]
        sys.argv[1:3] = []
        if part != "desktop":
            runpy.run_module(part, run_name="__main__", alter_sys=True)
            return 0
    from desktop.__main__ import main as program

    return program()


if __name__ == "__main__":
    sys.exit(main())
