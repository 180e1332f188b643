"""What this process does to itself before it touches anything private: no core dumps, no values in error reports.

Leaves to others: what a person reads about an expected failure (desktop.strings.errors).
"""

from __future__ import annotations

import io
import signal
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from desktop.faults import where_it_failed

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
    """What the terminal cannot show is replaced, not fatal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def listen_to_interrupts() -> None:
    """Ctrl+C ends the command, also where a shell started it in the background and told it to ignore that."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def report_faults_to(report: Callable[[str], None]) -> None:
    """Replace every hook that would print a traceback, with its values, by `report` of type and place."""

    def hook(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
        report(where_it_failed(kind, trace))

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        report(where_it_failed(arguments.exc_type, arguments.exc_traceback))

    def unraisable_hook(arguments: sys.UnraisableHookArgs) -> None:
        report(where_it_failed(arguments.exc_type, arguments.exc_traceback))

    sys.excepthook = hook
    threading.excepthook = thread_hook
    sys.unraisablehook = unraisable_hook
