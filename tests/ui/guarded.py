"""Windows with a passphrase: work that is done at once, passphrases that cost little, systems that only take notes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from desktop.store import Cost, Passphrase
from desktop.ui.system import Awake, Bell, Shield, System, Watch
from p2p.secret import Secret
from tests.ui.fakes import FakeEngine

PASSPHRASE = "river candle fox stone"  # noqa: S105  # of the tests


def cheap(text: Secret[str], cost: Cost | None = None) -> Passphrase:
    """A passphrase that takes no time."""
    return Passphrase(text, Cost(1, 8))


class PromptEngine(FakeEngine):
    """What takes a moment is done before the call returns; with others nothing happens, as ever."""

    def submit(self, work: Coroutine[object, object, object]) -> Future[object]:
        if getattr(work, "__name__", "") != "to_thread":
            return super().submit(work)
        done: Future[object] = Future()
        try:
            done.set_result(asyncio.run(work))
        except Exception as error:  # noqa: BLE001  # whatever it is belongs to the future
            done.set_exception(error)
        return done


class NotedBell(Bell):
    def __init__(self) -> None:
        self.rung: list[str] = []

    def ring(self, sentence: str) -> None:
        self.rung.append(sentence)


class NotedShield(Shield):
    possible = True

    def __init__(self) -> None:
        self.said: list[bool] = []

    def hide(self, window_id: int, hidden: bool) -> bool:
        self.said.append(hidden)
        return True


class NotedAwake(Awake):
    def __init__(self) -> None:
        self.said: list[bool] = []

    def _change(self, on: bool) -> None:
        self.said.append(on)


def noted() -> System:
    """A system that does nothing but remember what it was asked for."""
    return System(Watch(), NotedAwake(), NotedBell(), NotedShield())


def texts_under(top: QObject) -> Iterator[str]:
    """Everything that programs for people who cannot see the screen could read there."""
    interface = QAccessible.queryAccessibleInterface(top)
    if interface is not None:
        yield from _texts(interface)


def _texts(interface: QAccessibleInterface) -> Iterator[str]:
    kinds = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description, QAccessible.Text.Help)
    yield from (interface.text(kind) for kind in kinds)
    part = interface.textInterface()
    if part is not None:
        yield part.text(0, part.characterCount())
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from _texts(child)


def all_texts() -> str:
    """The same for the whole application, questions and windows included."""
    app = QApplication.instance()
    assert app is not None
    return "\n".join(texts_under(app))
