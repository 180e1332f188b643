"""Sets of more than 256 entries: compared one after the other when everything else on the sheet is opened.

Two people only, by crypto.psi_agree. What is common is shown only after both computers made sure that
they found the same. If this fails, the outcome of everything else stands: it was opened and checked before. Then the
set counts as not agreed, and Unfinished says whether the other side may know what is common all the same.

Bound to the run before it: its transcript, the sheet and the roster are part of what both must agree on, and the
digest of this protocol's messages becomes part of the transcript that everybody signs.

Leaves to others: the protocol, its progress on the wire (p2p.runner), what people read (desktop.strings.outcome).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crypto import psi
from crypto.errors import PeerError
from crypto.psi import Overlap
from crypto.psi_agree import intersect_and_agree
from crypto.rounds import Random
from desktop.deals.answers import Answers
from desktop.deals.items import SetItem
from desktop.deals.kinds.large_sets import entries_of, outcome_of
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.sheet import Sheet, digest, is_large_set
from desktop.run.stages import Unfinished
from p2p.errors import NetworkError
from p2p.identity import labelled_hash
from p2p.meeting import Meeting
from p2p.runner import Runner

OnProgress = Callable[[Mapping[str, ItemOutcome], float], None]
"""Gets the large sets compared so far, and how far the one under way is: 0 at its begin, 1 at its end."""


@dataclass(slots=True)
class LargeSets:
    """What came of the large sets of one run.

    Attributes:
        transcript: 32 bytes: the run's, with that of every set that was compared to the end.
        found: item id -> outcome, of the sets that were compared to the end.
        unfinished: the others; the runner is over when there are any.
    """

    transcript: bytes
    found: dict[str, ItemOutcome] = field(default_factory=dict)
    unfinished: tuple[Unfinished, ...] = ()

    def added_to(self, outcome: Outcome) -> Outcome:
        """The outcome of the whole sheet."""
        return Outcome(outcome.blocked, {**outcome.items, **self.found})


async def compare_large_sets(
    meeting: Meeting,
    runner: Runner,
    sheet: Sheet,
    answers: Answers,
    transcript: bytes,
    random: Random,
    on_progress: OnProgress,
) -> LargeSets:
    """Compare all large sets of a sheet, in sheet order. Not to be called when a dealbreaker stands in the way.

    Args:
        meeting: of two people, who both answer every set.
        answers: one's own.
        transcript: 32 bytes, of the run in which everything else was opened.
        random: source of fresh random bytes.
        on_progress: see OnProgress.
    """
    sets = LargeSets(transcript)
    items = [item for item in sheet.items if isinstance(item, SetItem) and is_large_set(item)]
    for number, item in enumerate(items):
        answer = answers.by_item.get(item.id)
        context = labelled_hash(
            "large set", digest(sheet), meeting.roster_digest, sets.transcript, item.id.encode("ascii")
        )
        comparison = _Comparison(meeting, runner, item, entries_of(answer), context, random)
        try:
            on_progress(sets.found, 0.0)
            overlap = await comparison.run()
        except (PeerError, NetworkError) as error:
            left = (Unfinished(one.id, error, False) for one in items[number + 1 :])
            sets.unfinished = (Unfinished(item.id, error, comparison.opened), *left)
            break
        sets.transcript = labelled_hash("transcripts", sets.transcript, overlap.transcript)
        sets.found[item.id] = outcome_of(answer, overlap.entries)
        on_progress(sets.found, 1.0)
    return sets


class _Comparison:
    """One set. opened: the own list is on its way to the other side."""

    def __init__(
        self,
        meeting: Meeting,
        runner: Runner,
        item: SetItem,
        entries: tuple[bytes, ...],
        context: bytes,
        random: Random,
    ) -> None:
        self.opened = False
        self._meeting = meeting
        self._runner = runner
        self._size = psi.class_for(item.max_entries)
        self._entries = entries
        self._context = context
        self._random = random

    async def run(self) -> Overlap:
        """Compare."""
        protocol = intersect_and_agree(
            self._meeting.my_party,
            self._meeting.keys,
            self._entries,
            self._size,
            self._context,
            self._random,
            self._before_opening,
        )
        return await self._runner.run(protocol)

    def _before_opening(self) -> None:
        self.opened = True
