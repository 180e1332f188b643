"""The scripts in packaging/, which is no package: one by one, as modules."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from unittest import mock

PACKAGING = Path(__file__).parent.parent.parent / "packaging"


def load(name: str) -> ModuleType:
    """packaging/NAME.py, which finds the scripts beside it as it does when it is started."""
    with mock.patch.object(sys, "path", [str(PACKAGING), *sys.path]):
        return import_module(name)
