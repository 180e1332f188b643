"""People nearby at length: python -m tests.long.nearby. Networks of all kinds, and what changes in them."""

from __future__ import annotations

import sys

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "tests/net/nearby_at_length.py", *sys.argv[1:]]))
