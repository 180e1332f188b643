"""Keeping the computer awake while something is compared, and no longer. Closing the lid still sends it to sleep.

Linux: an inhibitor of logind. Windows: SetThreadExecutionState, which ends with the thread. macOS: `caffeinate`, which
ends with this process. Windows and macOS were not tried on the systems themselves.

Leaves to others: when (desktop.ui.flow.alerting).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from desktop.ui.system.bus import NoAnswer, Service, call
from desktop.ui.system.work import Work

ES_CONTINUOUS, ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001
_NAME, _PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_PATIENCE_S = 3.0
_CAFFEINATE = "/usr/bin/caffeinate"


class Awake:
    """Keeps nothing awake, but knows whether it should.

    Attributes:
        held: sleep is held off.
    """

    held = False

    def hold(self, *, on: bool) -> None:
        """Hold sleep off, or no longer; saying the same again does nothing."""
        if on is not self.held:
            self.held = on
            self._change(on)

    def _change(self, on: bool) -> None:
        """Nothing to do here."""


class LogindAwake(Awake):
    """By a file that logind gives; while it is open, the computer does not fall asleep by itself."""

    def __init__(self, work: Work, bus: str = "SYSTEM") -> None:
        """Args: work: calls in another thread. bus: the system's bus, or an address."""
        self._work, self._bus = work, bus
        self._lock: Future[object] | None = None

    def _change(self, on: bool) -> None:
        if on:
            self._lock = self._work(self._inhibit)
        elif self._lock is not None:
            lock, self._lock = self._lock, None
            lock.add_done_callback(_release)

    def _inhibit(self) -> object:
        """The number of the open file; None where there is no logind, or it does not allow it."""
        with contextlib.suppress(NoAnswer):
            service = Service(self._bus, _NAME, _PATH, f"{_NAME}.Manager")
            return call(service, "Inhibit", "ssss", ("sleep:idle", "Common Ground", "Comparing", "block"))
        return None


class WindowsAwake(Awake):
    """By what this thread says about itself."""

    def __init__(self, set_state: Callable[[int], int]) -> None:
        """Args: set_state: SetThreadExecutionState(flags)."""
        self._set = set_state

    def _change(self, on: bool) -> None:
        self._set(ES_CONTINUOUS | (ES_SYSTEM_REQUIRED if on else 0))


class MacAwake(Awake):
    """By a program of the system, for as long as it runs."""

    def __init__(self, start: Callable[[Sequence[str]], subprocess.Popen[bytes]]) -> None:
        """Args: start: starts a program."""
        self._start = start
        self._running: subprocess.Popen[bytes] | None = None

    def _change(self, on: bool) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.terminate()
            running.wait(_PATIENCE_S)
        if on:
            with contextlib.suppress(OSError):
                self._running = self._start((_CAFFEINATE, "-i", "-w", str(os.getpid())))


def _release(lock: Future[object]) -> None:
    held = None if lock.cancelled() or lock.exception() is not None else lock.result()
    if isinstance(held, int):
        os.close(held)


def awake_here(work: Work, platform: str = sys.platform) -> Awake:
    """What this system has."""
    if platform == "linux":
        return LogindAwake(work)
    if platform == "darwin":
        return MacAwake(lambda command: subprocess.Popen(command))  # noqa: S603  # a fixed path
    if platform == "win32":
        try:
            call = ctypes.CDLL("kernel32").SetThreadExecutionState
        except (OSError, AttributeError):
            return Awake()
        call.argtypes, call.restype = (ctypes.c_uint32,), ctypes.c_uint32
        return WindowsAwake(call)
    return Awake()
