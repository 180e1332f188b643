"""What this process does to itself before it touches anything private: no core dumps, no values in error reports.

Leaves to others: what a person reads about an expected failure (desktop.strings.errors).
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from desktop.faults import where_it_failed
from desktop.strings.errors import explanation

PR_SET_DUMPABLE = 4


def harden() -> None:
    """No core file, and on Linux no other process of this user may read our memory. Where the system refuses: go on."""
    if sys.platform == "win32":
        import ctypes

        # No crash report with a memory image leaves this process (SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX).
        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def prepare_streams() -> None:
    """What the terminal cannot show is replaced, not fatal; a stream that was closed is empty, or leads nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # in this order, so that no file of ours is ever taken for one of the three
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # as long as we run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def listen_to_interrupts() -> None:
    """Ctrl+C ends the command, also where a shell started it in the background and told it to ignore that."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def report_faults_to(report: Callable[[str], None]) -> None:
    """Replace every hook that would print a traceback, with its values, by `report` of type and place."""

    def tell(kind: type[BaseException], trace: TracebackType | None) -> None:
        where = "unknown place"
        try:
            where = where_it_failed(kind, trace)
            report(where)
        except BaseException:  # noqa: BLE001  # of a hook that raises, Python prints both exceptions with their values
            _last_words(where)

    def hook(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
        tell(kind, trace)

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        tell(arguments.exc_type, arguments.exc_traceback)

    def unraisable_hook(arguments: sys.UnraisableHookArgs) -> None:
        tell(arguments.exc_type, arguments.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
    sys.unraisablehook = unraisable_hook


def _last_words(where: str) -> None:
    """Past everything that has failed, straight to standard error."""
    with contextlib.suppress(OSError):
        os.write(2, f"{explanation('E58', where=where).summary}\n".encode(errors="replace"))
