"""Something that may take a moment: done in another thread, its result to be had from a future."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

Work = Callable[[Callable[[], object]], Future[object]]
"""work(what) does it in another thread."""
