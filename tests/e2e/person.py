"""Somebody at a computer with a screen, with the application of this project and nothing else.

    with at_work(machine, "Ana", Keyboard, pictures) as ana:
        ana.arrive("Find what you agree on. Keep the rest to yourself.")
        ana.fill("Your first name", "Ana")
        ana.press("Start")

Every page that is arrived at is photographed, read out into a transcript, and looked at: nothing on it without a name,
the focus on it, its title announced, no word of another language.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.desktop.programs import PROJECT
from tests.e2e.hands import Hands
from tests.e2e.language import ENGLISH, Language
from tests.e2e.machine import Machine
from tests.e2e.reader import PATIENCE_S, Node, NotThere, Reader

NEEDS_A_NAME = (
    "push button",
    "toggle button",
    "check box",
    "radio button",
    "text",
    "combo box",
    "slider",
    "list",
    "spin box",
    "password text",
)


@dataclass
class Person:
    """Somebody, their computer, their way of working.

    Attributes:
        pictures: folder of what was seen; odd: what was noticed on the way and should not be.
    """

    name: str
    machine: Machine
    home: Path
    make_hands: Callable[[Machine, Reader], Hands]
    pictures: Path
    language: Language = ENGLISH
    odd: list[str] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._n_pictures = 0
        self._n_heard = 0
        self.page = ""

    # ---- the application

    def open_app(self) -> None:
        """Start it, as somebody does who has just installed it or used it yesterday."""
        self.home.mkdir(mode=0o700, exist_ok=True)
        self._process = self.machine.start(
            sys.executable,
            "-m",
            "desktop",
            log="app.log",
            COMMONGROUND_HOME=str(self.home),
            HOME=str(self.home),
            QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
            PYTHONPATH=str(PROJECT),
            **self.language.environment,
        )
        self.reader = Reader(self.machine.ears)
        self.hands = self.make_hands(self.machine, self.reader)
        self._n_heard = 0

    def look_at_app(self) -> None:
        """Wait until the window is there."""
        if self._process is None:
            raise RuntimeError("not open")
        self.reader.find_app(self._process.pid, self._alive)

    def _alive(self) -> None:
        if self._process is None or self._process.poll() is not None:
            raise NotThere(f"the application of {self.name} has ended: {self.log()}")

    def kill_app(self) -> None:
        """As when the power goes."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_S)
            self.reader.close()
            self._process = None

    def close_app(self) -> None:
        """However it went: nothing of it runs any more."""
        if self._process is not None and self._process.poll() is None:
            self._end(signal.SIGKILL)

    def ended(self) -> int:
        """Wait until the application has closed itself; its exit code."""
        if self._process is None:
            raise RuntimeError("not open")
        return self._process.wait(PATIENCE_S)

    def log(self) -> str:
        """What the application has written where nobody looks."""
        return (self.machine.folder / "app.log").read_text(errors="replace")

    # ---- what is seen

    def words(self, text: str, **facts: object) -> str:
        """English copy in the language of this person."""
        return self.language.say(text, **facts)

    def see(self) -> list[Node]:
        """Everything on the windows, in the order of reading, as far as it goes."""
        return list(self.reader.tree().walk())

    def wait_for(self, find: Callable[[list[Node]], Node | None], what: str) -> Node:
        """Until something is there."""
        end = time.monotonic() + PATIENCE_S
        pause = 0.02
        while True:
            there = self.see()
            found = find(there)
            if found is not None:
                return found
            self._alive()
            if time.monotonic() > end:
                self.photograph("missing")
                seen = "\n  ".join(str(node) for node in there if node.name)
                raise NotThere(f"{self.name} on “{self.page}” does not find {what}; there is:\n  {seen}")
            time.sleep(pause)
            pause = min(pause * 1.5, 0.25)

    def find(self, text: str, *roles: str, **facts: object) -> Node:
        """Wait for something by what it is called; of the last page if there are several."""
        name = self.words(text, **facts)

        def look(there: list[Node]) -> Node | None:
            return next((one for one in there if one.name == name and (not roles or one.role in roles)), None)

        return self.wait_for(look, f"“{name}”")

    def read(self, text: str, **facts: object) -> None:
        """Wait until a sentence is on the page."""
        self.find(text, "label", "heading", **facts)

    def sees(self, text: str, **facts: object) -> bool:
        """It is there now."""
        return any(one.name == self.words(text, **facts) for one in self.see())

    def starts(self, text: str) -> bool:
        """Something that begins so is there now."""
        return any(one.name.startswith(self.words(text)) for one in self.see())

    def holds_focus(self, node: Node) -> bool:
        """The next key goes there."""
        now = self.reader.focus
        return now is not None and now.path == node.path

    # ---- what is done

    def press(self, text: str, **facts: object) -> None:
        """A button, once it can be pressed."""
        name = self.words(text, **facts)

        def look(there: list[Node]) -> Node | None:
            return next(
                (
                    one
                    for one in there
                    if one.name == name and one.role in ("push button", "toggle button") and "enabled" in one.states
                ),
                None,
            )

        target = self.wait_for(look, f"the button “{name}”")
        self._said(f"presses {target.name}")
        self.hands.press(target)

    def fill(self, text: str, content: str, **facts: object) -> None:
        """A field."""
        self._said(f"fills in {text}")
        self.hands.fill(self.find(text, "text", **facts), content)

    def choose(self, name: str) -> None:
        """A row among others of which one counts, by the words of the sheet."""
        rows = self.rows("radio button", lambda one: one.name.startswith(name))
        target = next(one for one in rows if one.name.startswith(name))
        self._said(f"chooses {target.name}")
        self.hands.choose(target, rows)

    def tick(self, target: Node) -> None:
        """A box."""
        self._said(f"ticks {target.name}")
        self.hands.tick(target)

    def fill_date(self, text: str, day: str) -> None:
        """A date, as 2027-01-15."""
        target = self.find(text, "spin box")
        self._said(f"fills in {text}")
        self.hands.fill_date(target, day)

    def pick(self, text: str, option: str) -> None:
        """One of the rows of a group."""
        name = self.words(text)

        def look(there: list[Node]) -> Node | None:
            return next((one for one in there if one.role == "panel" and one.name == name), None)

        rows = [one for one in self.wait_for(look, f"the group “{name}”").walk() if one.role == "radio button"]
        self._said(f"picks {option}")
        self.hands.choose(next(one for one in rows if one.name == option), rows)

    def dialog_button(self, text: str) -> Node:
        """A button of a dialog of Qt's own."""

        def look(there: list[Node]) -> Node | None:
            dialogs = [one for one in there if one.role in ("dialog", "file chooser")]
            wanted = {text, *self.language.of_dialogs.get(text, ())}
            return next(
                (
                    n
                    for one in dialogs
                    for n in one.walk()
                    if n.role == "push button" and n.name.replace("&", "") in wanted
                ),
                None,
            )

        return self.wait_for(look, f"the button “{text}” of a dialog")

    def rows(self, role: str, holding: Callable[[Node], bool]) -> list[Node]:
        """The rows beside one that is meant."""

        def look(there: list[Node]) -> Node | None:
            return next(
                (node for node in there if any(one.role == role and holding(one) for one in node.children)), None
            )

        parent = self.wait_for(look, f"a {role}")
        return [one for one in parent.children if one.role == role]

    # ---- what is noticed

    def arrive(self, title: str, *, look: bool = True, **facts: object) -> None:
        """Wait for a page, and look at it."""
        name = self.words(title, **facts)
        self.find(title, "heading", **facts)
        self.page = name
        self._said(f"— {name} —")
        if look:
            self._hear(name)
            self._inspect()
        self.photograph(title)

    def _hear(self, title: str) -> None:
        if not self.reader.heard:
            return  # the first window is told as a window, before anybody listens
        end = time.monotonic() + 10
        while not any(title in said for said in self.reader.heard[self._n_heard :]) and time.monotonic() < end:
            self.reader.listen(0.05)
        new = self.reader.heard[self._n_heard :]
        if not any(title in said for said in new):
            self.odd.append(f"{self.name}: the page “{title}” was not announced; heard: {new}")
        self._n_heard = len(self.reader.heard)
        self.transcript += [f"  hears: {said}" for said in new]

    def _inspect(self) -> None:
        there, focus = self.see(), self.reader.focus
        end = time.monotonic() + 5
        while (focus is None or focus.path not in {one.path for one in there}) and time.monotonic() < end:
            time.sleep(0.05)
            there, focus = self.see(), self.reader.focus
        nameless = [one for one in there if one.role in NEEDS_A_NAME and not one.name]
        self.odd += [f"{self.name}, {self.page}: a {one.role} without a name" for one in nameless]
        if focus is None or focus.path not in {one.path for one in there}:
            self.odd.append(f"{self.name}, {self.page}: the focus is not on the page but on {focus}")
        foreign = [one.name for one in there if self.language.is_foreign(one.name)]
        self.odd += [f"{self.name}, {self.page}: not translated: {name}" for name in foreign]
        for one in there:
            if one.name and one.role != "application":
                self.transcript.append(f"    {one}{': ' + one.description if one.description else ''}")
        self.transcript.append(f"  focus: {focus}")

    def photograph(self, what: str) -> None:
        """Keep a picture of the screen."""
        self._n_pictures += 1
        short = "".join(letter if letter.isalnum() else "-" for letter in what.lower())[:40].strip("-")
        self.pictures.mkdir(parents=True, exist_ok=True)
        path = self.pictures / f"{self.name.lower()}-{self._n_pictures:02}-{short}.png"
        self.machine.picture().save(path, compress_level=1)

    def _said(self, line: str) -> None:
        self.transcript.append(line)

    def write_transcript(self) -> None:
        """What a screen reader had to say, beside the pictures."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        (self.pictures / f"{self.name.lower()}.txt").write_text("\n".join(self.transcript) + "\n", encoding="utf-8")


@contextlib.contextmanager
def at_work(
    machine: Machine,
    name: str,
    make_hands: Callable[[Machine, Reader], Hands],
    pictures: Path,
    language: Language = ENGLISH,
) -> Iterator[Person]:
    """Somebody with the application open, at an empty home."""
    home = machine.folder / f"home-{time.monotonic_ns()}"
    made = Person(name, machine, home, make_hands, pictures, language)
    try:
        made.open_app()
        yield made
    except BaseException:
        with contextlib.suppress(Exception):
            made.photograph("at the end")
        raise
    finally:
        made.close_app()
        made.write_transcript()
