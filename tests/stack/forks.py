"""Many cases out of one run: the process is split in two right before a message that somebody deviates in.

The honest run goes on to the next such message; the copy deviates, goes on from there to its end and says how everybody
ended. So every case has really passed through everything before it, which is computed once for all of them. Nobody
waits: see tests.stack.alone. Silence lasts as long as in the program (180 s in a step), on a clock of its own.

What copies write to the disk is undone after them.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import tempfile
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from desktop.run.stages import Result
from tests.p2p.helpers import play
from tests.stack.alone import AloneLoop, no_threads
from tests.stack.deviations import Case, Sender, deviant_channels
from tests.stack.table import Ended, Played, Scene, Table, played, require_safe

PATIENCE_S = 200.0
"""Longer than the program waits in any step."""
COPY_S = 120
"""A copy that computes for so long does not end."""
SCENE_S = 5_000.0


def _table(n: int, folder: Path, senders: list[Sender], scene: Scene) -> Ended:
    async def play_on() -> Ended:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, AloneLoop)
        return await Table(n, folder, PATIENCE_S, loop.clock, scene).play(senders)

    return play(play_on(), seconds=SCENE_S, loop_factory=AloneLoop)


class _Fork:
    """The run that is split, and how its copies ended."""

    def __init__(self, n: int, folder: Path, cases: list[Case], old: Ended, scene: Scene) -> None:
        self._n, self._folder, self._old, self._scene = n, folder, old, scene
        self._waiting: dict[tuple[int, str, int, int], list[Case]] = defaultdict(list)
        for case in cases:
            self._waiting[case.cheater, case.label, case.receiver, case.occurrence].append(case)
        self._seen: Counter[tuple[int, str, int]] = Counter()
        self._report = folder / "report"
        self._people = folder / "people"
        self.senders = [Sender(about_to=self._about_to(seat)) for seat in range(n)]
        self.case: Case | None = None
        self.ended: list[Played] = []
        self.problems: list[str] = []

    def play(self) -> None:
        """Play the run and all copies. A copy never returns from here."""
        try:
            ended = _table(self._n, self._people, self.senders, self._scene)
            if self.case is not None:
                require_safe(self.case, ended)
                self._tell(played(self.case, ended))
            assert [type(end) for end in ended.ends] == [type(end) for end in self._old.ends], ended.ends
        except BaseException:
            if self.case is None:
                raise
            self._report.write_text(json.dumps(traceback.format_exc()))
            os._exit(1)
        never = [str(case) for cases in self._waiting.values() for case in cases]
        self.problems += [f"{case}: a message that was never sent" for case in never]

    def _about_to(self, cheater: int) -> Callable[[Sender, str, int | None], None]:
        def about_to(sender: Sender, label: str, seat: int | None) -> None:
            for receiver in range(self._n) if seat is None else (seat,):
                number = self._seen[cheater, label, receiver]
                self._seen[cheater, label, receiver] += 1
                for case in self._waiting.pop((cheater, label, receiver, number), ()):
                    if self._split(sender, case):
                        return

        return about_to

    def _split(self, sender: Sender, case: Case) -> bool:
        """One case. Returns whether this is the copy, which plays it; the original returns when that has ended."""
        before = dict(_files(self._people))
        loop = asyncio.get_running_loop()
        self._report.unlink(missing_ok=True)
        copy = os.fork()
        if copy == 0:
            asyncio._set_running_loop(loop)  # it belonged to the process before
            signal.setitimer(signal.ITIMER_PROF, COPY_S)
            self.case = sender.case = case
            sender.in_vain = lambda: self._tell(Played(case, (), struck=True, changed=False))
            sender.old, sender.now = self._old.senders[case.cheater].sent, True
            for one in self.senders:
                one.about_to = None
            return True
        _, status = os.waitpid(copy, 0)
        self._take(case, status)
        _restore(self._people, before)
        return False

    def _tell(self, ended: Played) -> NoReturn:
        """The end of a copy."""
        self._report.write_text(json.dumps(asdict(ended)))
        os._exit(0)

    def _take(self, case: Case, status: int) -> None:
        told = json.loads(self._report.read_text()) if self._report.exists() else f"it died: {status}"
        if isinstance(told, dict):
            self.ended.append(Played(case, tuple(told["ends"]), told["struck"], told["changed"]))
        else:
            self.problems.append(f"{case}: {told}")


def _files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def _restore(folder: Path, before: dict[Path, bytes]) -> None:
    now = dict(_files(folder))
    for path in now.keys() - before.keys():
        path.unlink()
    for path, content in before.items():
        if now.get(path) != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def play_forked(n: int, choose: Callable[[list[Sender]], list[Case]], scene: Scene = Scene.PLAIN) -> list[Played]:
    """Play cases, each in a copy of one run.

    Args:
        n: people.
        choose: is given what everybody sends in a run, and gives the cases.
        scene: what happens at the table.

    Raises:
        AssertionError: some of them were not safe; all of these are named.
    """
    with tempfile.TemporaryDirectory() as name, deviant_channels(hasty=False), no_threads():
        folder = Path(name)
        old = _table(n, folder / "old", [Sender() for _ in range(n)], scene)
        n_back = n - (scene is Scene.WITHOUT)
        assert [isinstance(end, Result) for end in old.ends] == [seat < n_back for seat in range(n)], old.ends
        fork = _Fork(n, folder, choose(old.senders), old, scene)
        gc.collect()
        gc.freeze()  # else copies copy what they would only count
        fork.play()
        gc.unfreeze()
    assert fork.problems == [], "\n".join(fork.problems)
    return fork.ended
