"""The files of one run, from the answers to what was opened.

    with Held(folder) as held:                                    # as long as these people try to compare
        files = RunFiles(meeting, sheet, held, random)
        answers = await files.swap(runner, answers, on_part)      # before the run is planned
        ...                                                       # files.sealed, files.own and files.binding go into it
        files.opened(...)                                         # as items open
        await files.write()                                       # however the run ended

Leaves to others: planning and driving the run (desktop.negotiation).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from crypto.rounds import Random
from desktop.attachments.evidence import Evidence, keep
from desktop.attachments.held import Held
from desktop.attachments.own import look_at, own_files, seal_own
from desktop.attachments.received import Arrived, Received
from desktop.attachments.transfer import OnPart, People, Swapped, may_hold_files, swap_files
from desktop.deals.answers import Answers
from desktop.deals.kinds.contents import OpenFile, OwnFile, SealedFile
from desktop.deals.sheet import Sheet, digest
from desktop.store.errors import StoreError
from p2p.meeting import Meeting
from p2p.runner import Runner


class RunFiles:
    """Sealed files of one run.

    Attributes:
        own: one's own files by item, private.
        received: what was opened, once it was written.
    """

    def __init__(self, meeting: Meeting, sheet: Sheet, held: Held, random: Random) -> None:
        """Args: held: of this meeting and all its tries."""
        self.own: Mapping[str, Sequence[OwnFile]] = {}
        self.received: tuple[Received, ...] = ()
        self._meeting = meeting
        self._sheet = sheet
        self._random = random
        self._held = held
        self._swapped = Swapped()
        self._open: list[OpenFile] = []

    @property
    def sealed(self) -> tuple[SealedFile, ...]:
        """Everybody's, in an order that all know."""
        return self._swapped.files

    @property
    def binding(self) -> bytes:
        """Part of what all must agree on; b"" when nobody has sealed a file."""
        return self._swapped.binding

    async def swap(self, runner: Runner, answers: Answers, on_part: OnPart) -> Answers:
        """Seal one's own files and swap with everybody; one step where nobody has any, none where nobody can.

        Args:
            answers: those that count.
            on_part: told the part of the transfer that is done, in the thread of the event loop.

        Returns:
            The answers to enter.

        Raises:
            InvalidAnswers, FileUnreadable: an own file cannot be used. StoreError: there is no room.
            What Runner.run raises.
        """
        if not may_hold_files(self._sheet):
            return answers
        meeting, loop = self._meeting, asyncio.get_running_loop()
        people = People(
            self._sheet,
            tuple(member.role for member in meeting.members),
            tuple(member.key for member in meeting.members),
            meeting.roster_digest,
            meeting.party_of_seat,
            meeting.me,
        )
        looked_at = await asyncio.to_thread(look_at, answers)
        place = (people.keys[people.me], people.roster_digest, meeting.sign)
        answers, mine = await asyncio.to_thread(seal_own, self._sheet, looked_at, *place, self._random, self._held.own)
        self._held.keep_own(mine)
        self.own = own_files(mine)

        def done(part: float) -> None:  # in the runner's thread
            loop.call_soon_threadsafe(on_part, part)

        self._swapped = await runner.run(swap_files(people, mine, self._held, done))
        return answers

    def opened(self, files: Sequence[OpenFile]) -> None:
        """Remember what has opened; in any thread."""
        self._open += [file for file in files if file.seat != self._meeting.me]

    async def write(self) -> None:
        """Write what has opened to received/; a file that cannot be written spoils nothing else."""
        await asyncio.to_thread(self._write)

    def _write(self) -> None:
        arrived = {(one.item_id, one.seat, one.number): one for one in self._swapped.arrived}
        written = self._held.written
        for file in self._open:
            one = arrived[file.item_id, file.seat, file.file.number]
            before = written.get(one.header.file_id)
            if before is None or before.no_room:
                written[one.header.file_id] = self._written(one, file)
            self.received += (written[one.header.file_id],)
        self._open.clear()

    def _written(self, arrived: Arrived, file: OpenFile) -> Received:
        try:
            received = self._held.incoming.open(arrived, file)
        except StoreError:
            return Received(file.item_id, file.statement, None, no_room=True)
        return received if received.path is not None else replace(received, note=self._noted(arrived, file))

    def _noted(self, arrived: Arrived, file: OpenFile) -> Path | None:
        """Keep what shows that its owner sealed something else; None where there is no room for that."""
        evidence = Evidence(arrived.announcement, self._meeting.roster_digest, digest(self._sheet), file.key)
        with contextlib.suppress(StoreError):
            return keep(evidence, arrived.path, self._held.incoming.received, file.file.name)
        return None
