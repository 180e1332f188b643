"""Two ways to work an application: by keys alone, and by what a screen reader can do for somebody (no key at all).

Both find things by what they are called on the screen, and neither goes on before what it did can be seen.

Leaves to others: what is to be done (tests.e2e.person and the stories).
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from jeepney import Properties

from tests.e2e.machine import Machine
from tests.e2e.reader import PATIENCE_S, Node, NotThere, Reader

MOST_STEPS = 400
_TYPING_MS = "1"


class Hands(ABC):
    """What somebody can do with things on the window."""

    name = ""

    def __init__(self, machine: Machine, reader: Reader) -> None:
        self.machine, self.reader = machine, reader

    @abstractmethod
    def press(self, target: Node) -> None:
        """Press a button, or open a row."""

    @abstractmethod
    def choose(self, target: Node, among: Sequence[Node]) -> None:
        """Choose one of several rows."""

    @abstractmethod
    def tick(self, target: Node) -> None:
        """Tick a box, or take its tick away."""

    @abstractmethod
    def fill(self, target: Node, text: str) -> None:
        """Put a text in place of what is in a field."""

    @abstractmethod
    def fill_date(self, target: Node, day: str) -> None:
        """Put a date into a field for dates, as 2027-01-15."""

    def holds(self, path: str, state: str) -> bool:
        """Something is in a state now."""
        node = self.reader.node(path)
        return node is not None and state in node.states

    def text_of(self, path: str) -> str:
        """What is in a field."""
        return str(self.reader.call(path, "Text", "GetText", "ii", 0, -1))

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for something that is seen at once."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise NotThere(what)
            self.reader.listen(0.02)


class Keyboard(Hands):
    """Keys alone: Tab until it is there, then what the keyboard does with such a thing."""

    name = "keyboard"

    def keys(self, *names: str) -> None:
        """Press keys one after the other."""
        self.machine.keys("key", "--delay", "0", "--clearmodifiers", *names)

    def go_to(self, paths: Sequence[str]) -> str:
        """Press Tab until one of these has the focus; all that was passed on the way is in the error."""
        passed: list[str] = []
        for _ in range(MOST_STEPS):
            now = self.reader.focus
            if now is not None and now.path in paths:
                return now.path
            passed.append(str(now))
            if len(passed) > 3 and passed[-1] == passed[1] and passed[-2] == passed[0]:
                break
            self.step("Tab")
        raise NotThere(f"Tab does not lead there; it went: {'; '.join(passed)}")

    def step(self, key: str) -> None:
        """A key that moves the focus. In a date it goes from year to month to day first, and nobody is told."""
        before, now = self.reader.focus_changes, self.reader.focus
        for _ in range(3 if now is not None and now.role == "spin box" else 1):
            self.keys(key)
            end = time.monotonic() + (0.3 if now is not None and now.role == "spin box" else PATIENCE_S)
            while self.reader.focus_changes == before and time.monotonic() < end:
                self.reader.listen(0.02)
            if self.reader.focus_changes != before:
                return
        raise NotThere(f"{key} does not move the focus from {self.reader.focus}")

    def press(self, target: Node) -> None:
        """Space presses whatever has the focus."""
        self.go_to([target.path])
        self.keys("space")

    def choose(self, target: Node, among: Sequence[Node]) -> None:
        """A group of rows is one stop of Tab; arrows do the rest."""
        paths = [one.path for one in among]
        here, there = paths.index(self.go_to(paths)), paths.index(target.path)
        on, back = ("Right", "Left") if self._beside(among) else ("Down", "Up")
        for _ in range(abs(there - here)):
            self.step(on if there > here else back)
        if not self.holds(target.path, "checked"):
            self.keys("space")
        self.until(lambda: self.holds(target.path, "checked"), f"{target} is not chosen")

    def _beside(self, among: Sequence[Node]) -> bool:
        """They stand in one line."""
        tops = {self.reader.place(one.path)[1] for one in among}
        return len(tops) == 1 and len(among) > 1

    def tick(self, target: Node) -> None:
        """Space."""
        before = "checked" in target.states
        self.press(target)
        self.until(lambda: self.holds(target.path, "checked") != before, f"{target} stays as it is")

    def fill(self, target: Node, text: str) -> None:
        """Select all, type."""
        self.go_to([target.path])
        self.keys("ctrl+a")
        self.type(text)
        self.until(lambda: self.text_of(target.path) == text, f"“{text}” is not in {target}")

    def fill_date(self, target: Node, day: str) -> None:
        """Year, month and day, one after the other."""
        self.go_to([target.path])
        self.type(day.replace("-", ""))
        self.until(lambda: self.text_of(target.path) == day, f"{day} is not in {target}")

    def type(self, text: str) -> None:
        """Type."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.keys("Return")
            self.machine.keys("type", "--delay", _TYPING_MS, "--clearmodifiers", line)


class Voice(Hands):
    """What a screen reader or a switch does: actions and values; not one key."""

    name = "reader"

    def press(self, target: Node) -> None:
        """The first action."""
        self._act(target, ("Press", "Toggle", "Check"))

    def choose(self, target: Node, among: Sequence[Node]) -> None:
        """The action of a row."""
        if not self.holds(target.path, "checked"):
            self._act(target, ("Toggle", "Press", "Check"))
        self.until(lambda: self.holds(target.path, "checked"), f"{target} is not chosen")

    def tick(self, target: Node) -> None:
        """The action of a box."""
        before = "checked" in target.states
        self._act(target, ("Toggle", "Press", "Check"))
        self.until(lambda: self.holds(target.path, "checked") != before, f"{target} stays as it is")

    def fill(self, target: Node, text: str) -> None:
        """As editable text."""
        self.reader.call(target.path, "EditableText", "SetTextContents", "s", text)
        self.until(lambda: self.text_of(target.path) == text, f"“{text}” is not in {target}")

    def fill_date(self, target: Node, day: str) -> None:
        """As editable text."""
        self.fill(target, day)

    def set_value(self, target: Node, value: float) -> None:
        """As a value, such as of a slider."""
        about = self.reader.about(target.path, "Value")
        self.reader.send(Properties(about).set("CurrentValue", "d", value))
        self.until(lambda: self.value_of(target.path) == value, f"{target} is not {value}")

    def value_of(self, path: str) -> float:
        """The value something has."""
        return float(str(self.reader.ask(path, "Value", "CurrentValue")))

    def _act(self, target: Node, names: Sequence[str]) -> None:
        actions = self.actions_of(target)
        found = next((actions.index(name) for name in names if name in actions), None)
        if found is None:
            raise NotThere(f"{target} has no action but {actions}")
        self.reader.call(target.path, "Action", "DoAction", "i", found)

    def actions_of(self, target: Node) -> list[str]:
        """What can be done with something."""
        found = self.reader.call(target.path, "Action", "GetActions")
        return [str(one[0]) for one in found] if isinstance(found, list) else []
