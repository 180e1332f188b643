"""Every run of real windows in every language: python -m tests.long.windows. Pictures go to dist/e2e."""

from __future__ import annotations

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ["COMMONGROUND_E2E"] = "all"
    sys.exit(pytest.main(["-q", "tests/e2e", *sys.argv[1:]]))
