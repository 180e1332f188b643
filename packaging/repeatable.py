"""What makes two builds differ, and what is done about it. Used by build_linux.py and common-ground.spec.

* The environment: a user's PYTHON* variables change the bytecode that is made (PYTHONNODEBUGRANGES, PYTHONOPTIMIZE) or
  the modules that are found (PYTHONPATH); hash seed, clock, language and time zone are given.
* Compiled modules that lie about. pip leaves them in the environment, uv does not, and a second run finds those of
  the first. A set written in the source has another order when it is read from a compiled module (PyInstaller's list
  of base modules is one), and reading a compiled module interns the strings that were interned where it was made. So
  every build reads and writes compiled modules in an empty folder of its own.
* Strings of one character. Python keeps one object for each, shared by everything in the process, and marshal writes
  whether it is interned: "{" in one module then depends on what other code did before. So all of them are interned.
* Files that say who installed a package (INSTALLER, REQUESTED, direct_url.json), and lists with hashes of files that
  name the folder of the build (RECORD).

Leaves to others: file modes and times (build_linux.settle).
"""

import sys
from collections.abc import Mapping
from pathlib import Path

INSTALLERS_FILES = frozenset({"INSTALLER", "REQUESTED", "RECORD", "direct_url.json", "uv_cache.json", "uv_build.json"})


def environment(given: Mapping[str, str], moment: int, compiled: Path) -> dict[str, str]:
    """Variables for everything that a build runs.

    Args:
        given: the user's variables.
        moment: seconds since 1970 that every made file carries.
        compiled: the folder for compiled modules; empty when the build starts.
    """
    kept = {name: value for name, value in given.items() if not name.startswith("PYTHON") and name != "LANGUAGE"}
    return kept | {
        "PYTHONHASHSEED": "0",
        "PYTHONPYCACHEPREFIX": str(compiled),
        "PYTHONNOUSERSITE": "1",
        "SOURCE_DATE_EPOCH": str(moment),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def intern_characters() -> None:
    """Every string that Python shares in the whole process is interned from now on."""
    for code in range(256):
        sys.intern(chr(code))


def forget_installer(folder: Path) -> None:
    """Remove what only says who installed a package, and where."""
    for path in [found for info in folder.rglob("*.dist-info") for found in info.iterdir()]:
        if path.name in INSTALLERS_FILES:
            path.unlink()
