"""What a screen reader knows of one application: what is on its windows, what has the focus, what is announced.

Plain calls on the accessibility bus (AT-SPI); it sees nothing that a screen reader would not see.

Leaves to others: keys (tests.e2e.hands), what is done with it all (tests.e2e.person).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

PATIENCE_S = 90.0
_SPI = "org.a11y.atspi."
_ROOT = "/org/a11y/atspi/accessible/root"
_BITS = {
    "checked": 4,
    "enabled": 8,
    "focusable": 11,
    "focused": 12,
    "modal": 16,
    "sensitive": 24,
    "showing": 25,
    "visible": 30,
    "read_only": 43,
}
_LONG = ("list", "table")
"""What is in these is read only when it is asked for."""
_WATCHED = ("object:state-changed:focused", "object:announcement")


class NotThere(AssertionError):
    """What was waited for did not come; the message holds what was there instead."""


@dataclass(frozen=True)
class Node:
    """One thing on a window. states: names of _BITS."""

    path: str
    role: str
    name: str
    description: str
    states: frozenset[str]
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """It and everything in it, in the order of the tree."""
        yield self
        for child in self.children:
            yield from child.walk()

    def __str__(self) -> str:
        marks = " ".join(sorted(self.states & {"checked", "focused"}))
        disabled = "" if "enabled" in self.states else " (disabled)"
        return f"{self.role} “{self.name}”{disabled} {marks}".rstrip()


@dataclass
class Reader:
    """Connected to the accessibility bus of one machine, listening to the application of one process.

    Attributes:
        heard: what a screen reader says by itself, in order: what gets the focus, and announcements.
    """

    address: str
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._line = open_dbus_connection(self.address)
        self._early: deque[Message] = deque()
        self._focus = ""
        self._focus_changes = 0
        self.app = ""
        rule = MatchRule(type="signal", interface=f"{_SPI}Event.Object")
        self._line.send_and_get_reply(message_bus.AddMatch(rule))

    def close(self) -> None:
        """Listen no more."""
        self._line.close()

    # ---- calls

    def _calls(self, messages: Sequence[Message]) -> list[tuple[object, ...] | None]:
        """Many at once; None for what failed, as things do that are gone meanwhile."""
        waiting: dict[int, int] = {}
        for place, message in enumerate(messages):
            serial = next(self._line.outgoing_serial)
            waiting[serial] = place
            self._line.send(message, serial=serial)
        answers: list[tuple[object, ...] | None] = [None] * len(messages)
        while waiting:
            message = self._line.receive(timeout=PATIENCE_S)
            serial = message.header.fields.get(HeaderFields.reply_serial, -1)
            if serial in waiting:
                place = waiting.pop(serial)
                if message.header.message_type is MessageType.method_return:
                    answers[place] = message.body
            else:
                self._take(message)
        return answers

    def send(self, message: Message) -> None:
        """One call that gives nothing back."""
        (answer,) = self._calls([message])
        if answer is None:
            raise NotThere(f"{message.header.fields} failed")

    def about(self, path: str, interface: str) -> DBusAddress:
        """Something on the window, as an address for calls."""
        return DBusAddress(path, self.app, f"{_SPI}{interface}")

    def call(self, path: str, interface: str, method: str, signature: str = "", *arguments: object) -> object:
        """One call to something on the window; its first result."""
        address = self.about(path, interface)
        (answer,) = self._calls([new_method_call(address, method, signature or None, arguments)])
        if answer is None:
            raise NotThere(f"{interface}.{method} of {path} failed")
        return answer[0] if answer else None

    def ask(self, path: str, interface: str, name: str) -> object:
        """One property of something on the window."""
        (answer,) = self._calls([Properties(self.about(path, interface)).get(name)])
        if answer is None:
            raise NotThere(f"{interface}.{name} of {path} is not to be had")
        return answer[0][1]

    def place(self, path: str) -> tuple[int, int, int, int]:
        """Where something is on the screen: x, y, width, height."""
        found = self.call(path, "Component", "GetExtents", "u", 0)
        if not isinstance(found, tuple):
            raise NotThere(f"{path} is nowhere")
        return found

    # ---- the application

    def find_app(self, pid: int, alive: Callable[[], None]) -> None:
        """Wait until the process has said that it is there."""
        desk = DBusAddress(_ROOT, f"{_SPI}Registry", f"{_SPI}Accessible")
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            alive()
            (answer,) = self._calls([new_method_call(desk, "GetChildren")])
            for name, _ in answer[0] if answer else ():
                (owner,) = self._calls([message_bus.GetConnectionUnixProcessID(name)])
                if owner is not None and owner[0] == pid:
                    self.app = name
                    self._watch()
                    return
            time.sleep(0.05)
        raise NotThere("the application is not on the accessibility bus")

    def _watch(self) -> None:
        # Once it is there: an application asks only at its start what is registered already, and may be too early.
        registry = DBusAddress("/org/a11y/atspi/registry", f"{_SPI}Registry", f"{_SPI}Registry")
        self._calls([new_method_call(registry, "RegisterEvent", "s", (event,)) for event in _WATCHED])
        self._focus = next((node.path for node in self.tree().walk() if "focused" in node.states), "")

    def tree(self) -> Node:
        """Everything that is visible on the windows of the application now."""
        return self._read([(_ROOT, True)])[0]

    def _read(self, roots: Sequence[tuple[str, bool]]) -> list[Node]:
        """The nodes at these paths that are visible (or wanted anyway), with what is in them."""
        facts = self._facts([path for path, _ in roots])
        kept = [
            (path, fact)
            for (path, anyway), fact in zip(roots, facts, strict=True)
            if fact and (anyway or "visible" in fact.states)
        ]
        below: list[tuple[str, bool]] = []
        spans = []
        for _, fact in kept:
            inside = () if fact.role in _LONG else fact.below
            spans.append((len(below), len(below) + len(inside)))
            below += [(path, False) for path in inside]
        inner = {node.path: node for node in self._read(below)} if below else {}
        return [
            Node(
                path,
                fact.role,
                fact.name,
                fact.description,
                fact.states,
                tuple(inner[p] for p, _ in below[a:b] if p in inner),
            )
            for (path, fact), (a, b) in zip(kept, spans, strict=True)
        ]

    def _facts(self, paths: Sequence[str]) -> list[_Fact | None]:
        asked: list[Message] = []
        for path in paths:
            about = self.about(path, "Accessible")
            asked += [
                new_method_call(about, "GetState"),
                new_method_call(about, "GetRoleName"),
                new_method_call(about, "GetChildren"),
                Properties(about).get("Name"),
                Properties(about).get("Description"),
            ]
        answers = self._calls(asked)
        return [_fact(answers[5 * n : 5 * n + 5]) for n in range(len(paths))]

    def below(self, path: str, most: int) -> list[Node]:
        """The first things in a long list."""
        (fact,) = self._facts([path])
        return [] if fact is None else self._read([(one, True) for one in fact.below[:most]])

    def node(self, path: str) -> Node | None:
        """One thing, without what is in it."""
        (fact,) = self._facts([path])
        return None if fact is None else Node(path, fact.role, fact.name, fact.description, fact.states)

    # ---- what happens

    @property
    def focus(self) -> Node | None:
        """What has the focus, as far as it was told."""
        self.listen()
        return self.node(self._focus) if self._focus else None

    @property
    def focus_changes(self) -> int:
        """How often the focus has moved."""
        self.listen()
        return self._focus_changes

    def listen(self, seconds: float = 0.0) -> None:
        """Take in what has happened, waiting at most so long for the next."""
        try:
            while True:
                self._take(self._line.receive(timeout=seconds))
                seconds = 0.0
        except TimeoutError:
            return

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is not MessageType.signal or fields.get(HeaderFields.sender) != self.app:
            return
        body, member = message.body, fields.get(HeaderFields.member)
        if member == "StateChanged" and body[0] == "focused" and body[1]:
            path = str(fields[HeaderFields.path])
            if path != self._focus:
                self._focus = path
                self._focus_changes += 1
        elif member == "Announcement":
            self.heard.append(str(body[3][1]))


@dataclass(frozen=True)
class _Fact:
    states: frozenset[str]
    role: str
    below: tuple[str, ...]
    name: str
    description: str


def _fact(answers: Sequence[tuple[object, ...] | None]) -> _Fact | None:
    if any(answer is None for answer in answers):
        return None
    state, role, children, name, description = (answer[0] for answer in answers if answer)
    bits = state[0] | state[1] << 32
    states = frozenset(label for label, bit in _BITS.items() if bits >> bit & 1)
    return _Fact(states, str(role), tuple(path for _, path in children), name[1], description[1])
