"""Previews worked out beside the window: in a thread of their own, step by step, stopped as soon as they are outdated.

    foresight.ask(sheet, answers)      # soon afterwards `ready` with a Preview; only the last one asked for

What was found stays in memory until `forget`, so that a changed answer costs one item. It holds answers: it never goes
anywhere else.

Leaves to others: the numbers (desktop.deals.preview), drawing them (desktop.ui.widgets.foretold).
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.deals.answers import Answers
from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.preview import Known, Preview, preview_steps
from desktop.deals.sheet import Sheet

SETTLE_MS = 120
"""Whoever drags a slider is not done yet."""
PATIENCE_S = 2.0


@dataclass(slots=True, repr=False, eq=False)
class _Work:
    """One preview to be worked out."""

    sheet: Sheet
    answers: Answers
    seats: tuple[str, ...] | None
    me: int | None
    known: Known
    stopped: threading.Event = field(default_factory=threading.Event)


class Foresight(QObject):
    """Signals: `progressed` 0 to 1; `ready` with the Preview, or None where the sheet cannot be run by these seats."""

    progressed = Signal(float)
    ready = Signal(object)
    _stepped = Signal(object, float)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: Known = {}
        self._waiting: _Work | None = None
        self._under_way: _Work | None = None
        self._thread: threading.Thread | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._start)
        self._stepped.connect(self._on_step)
        self._ended.connect(self._on_end)

    @property
    def busy(self) -> bool:
        """Something is being worked out, or about to be."""
        return self._waiting is not None or self._under_way is not None

    def ask(self, sheet: Sheet, answers: Answers, seats: tuple[str, ...] | None = None, me: int | None = None) -> None:
        """Work this out; whatever was asked for before does not matter any more.

        Args:
            sheet: what is compared.
            answers: one's own.
            seats: roles by seat; None: as they will probably be.
            me: one's own seat; None: the first of one's role.
        """
        self._waiting = _Work(sheet, answers, seats or None, me if seats else None, self._known)
        if self._under_way is not None:
            self._under_way.stopped.set()
        self._settle.start()

    def stop(self) -> None:
        """Nothing is wanted any more."""
        self._waiting = None
        self._settle.stop()
        if self._under_way is not None:
            self._under_way.stopped.set()

    def forget(self) -> None:
        """Nothing of anybody's answers stays here."""
        self.stop()
        self._known = {}

    def close(self) -> None:
        """For the last time: wait until nothing is under way."""
        self.forget()
        if self._thread is not None:
            self._thread.join(PATIENCE_S)

    def _start(self) -> None:
        if self._waiting is None or self._under_way is not None:
            return
        work, self._waiting = self._waiting, None
        self._under_way = work
        self._thread = threading.Thread(target=self._work_out, args=(work,), name="preview", daemon=True)
        self._thread.start()

    def _work_out(self, work: _Work) -> None:
        """In the thread."""
        found: Preview | None = None
        try:
            steps = preview_steps(work.sheet, work.answers, work.seats, work.me, work.known)
            while not work.stopped.is_set():
                part = next(steps)
                with _unless_gone(work):
                    self._stepped.emit(work, part)
        except StopIteration as done:
            found = done.value
        except (RolesClash, InvalidSheet):
            found = None
        finally:
            with _unless_gone(work):
                self._ended.emit(work, found)

    def _on_step(self, work: _Work, part: float) -> None:
        if work is self._under_way and not work.stopped.is_set():
            self.progressed.emit(part)

    def _on_end(self, work: _Work, found: Preview | None) -> None:
        if work is not self._under_way:
            return
        self._under_way = None
        if not work.stopped.is_set():
            self.ready.emit(found)
        elif self._waiting is not None and not self._settle.isActive():
            self._start()


@contextlib.contextmanager
def _unless_gone(work: _Work) -> Iterator[None]:
    """One step may take longer than the window waits when it goes: then nobody is there to be told."""
    try:
        yield
    except RuntimeError:
        if not work.stopped.is_set():
            raise
