"""For all tests: offscreen windows, temporary user directories, no sockets where none belong, no stray threads."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest

PROJECT = Path(__file__).parent.parent
MAY_USE_SOCKETS = (
    *("tests/p2p", "tests/net", "tests/stack", "tests/e2e", "tests/ui"),
    *(f"tests/desktop/{part}" for part in ("test_", "attachments", "bench", "cli", "doctor", "kept", "run")),
)


@pytest.fixture(autouse=True)
def temporary_user_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing a test does reaches the home directory of whoever runs it."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        directory = tmp_path / name.lower()
        directory.mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv(name, str(directory))


@pytest.fixture(autouse=True)
def no_sockets_where_none_belong(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cryptography and deals are tested without a network; opening a socket there is a defect."""
    where = request.node.path.relative_to(PROJECT).as_posix()
    if where.startswith(MAY_USE_SOCKETS):
        return

    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("this test must not open a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "bind", refuse)


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test() -> Iterator[None]:
    """Threads started by a test end with it."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        if thread.is_alive() and not thread.daemon:
            pytest.fail(f"the thread {thread.name} outlived its test")


@pytest.fixture(autouse=True)
def no_unexpected_log_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log that a test does not expect fails it; caplog.clear() says that it was expected."""
    yield
    surprises = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and not record.name.startswith("hypothesis")
    ]
    if surprises:
        pytest.fail("unexpected in the log: " + "; ".join(record.getMessage() for record in surprises))
