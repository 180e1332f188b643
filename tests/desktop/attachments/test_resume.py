"""A connection is lost while files are on their way: what has arrived is not sent again, and must be right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from crypto.errors import CheatingDetected, MalformedMessage, PeerAborted
from crypto.rounds import PartyId, run_locally, settle
from desktop.attachments.held import STEP_BYTES, Held
from desktop.attachments.own import Sealed, look_at, seal_own
from desktop.attachments.run import RunFiles
from desktop.attachments.transfer import HELD_BYTES, Swapped
from desktop.deals.answers import Answers, unsealed
from desktop.deals.errors import FileUnreadable
from desktop.deals.kinds.contents import OpenFile
from p2p.meeting import Meeting
from tests.crypto.seeded import Seeded
from tests.desktop.swapping import (
    SHEET,
    Change,
    Side,
    again,
    at_step,
    content_of,
    flip,
    gathered,
    offering,
    opened,
    protocols,
    some_file,
    swap_until,
)

LATER = b"l" * 32
SIZE = 9_000_000
FIRST_STEP = 3
"""Of the steps of a swap that has files: numbers, announcements and what is here come first."""


def counting(sizes: list[int], tamper: Change | None = None) -> Change:
    """Note the lengths of the messages that carry files."""

    def note(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        changed = message if tamper is None else tamper(step, source, destination, message)
        if step >= FIRST_STEP:
            sizes.append(len(changed))
        return changed

    return note


def entered(stack: ExitStack, sides: Sequence[Side]) -> list[Held]:
    return [stack.enter_context(Held(side.folder)) for side in sides]


def swap_again(sides: Sequence[Side], everything: Sequence[Held], tamper: Change | None = None) -> list[Swapped]:
    return list(reversed(run_locally(protocols(again(sides, everything, LATER), everything), tamper)))


def two(tmp_path: Path, size: int = SIZE) -> list[Side]:
    return gathered(tmp_path, [offering(s0=some_file(tmp_path, "a.bin", size)), Answers()])


def arrived_whole(side: Side, swapped: Swapped, sealed: Sealed, original: Path) -> bool:
    one = next(one for one in swapped.arrived if one.header == sealed.announcement.header)
    path = opened(side, one, sealed.key, content_of(original))
    return path is not None and path.read_bytes() == original.read_bytes()


@pytest.mark.parametrize("ahead", [(), (0,)], ids=["nobody", "receiver"])
@pytest.mark.parametrize("step", range(FIRST_STEP + 6))
def test_cut_at_each_step(tmp_path: Path, step: int, ahead: Collection[PartyId]) -> None:
    """Two people; the receiver is party 0. Every whole step that has arrived is sent once."""
    sides = two(tmp_path)
    total = sides[0].sealed[0].announcement.header.sealed_size
    with ExitStack() as stack:
        everything = entered(stack, sides)
        swap_until(protocols(sides, everything), step, ahead)
        here = min(max(step - FIRST_STEP + (0 in ahead), 0) * STEP_BYTES, total)
        sizes: list[int] = []
        first, second = swap_again(sides, everything, counting(sizes))
        assert sum(sizes) == total - here
        assert first.binding == second.binding
        assert arrived_whole(sides[1], second, sides[0].sealed[0], tmp_path / "a.bin")
        assert len(list((sides[1].folder / "incoming").iterdir())) == 1
    assert list((sides[1].folder / "incoming").iterdir()) == []


@pytest.mark.parametrize("ahead", [(), (0,), (1, 2), (0, 1)])
@pytest.mark.parametrize("step", [FIRST_STEP + 1, FIRST_STEP + 4])
def test_three_people_who_are_not_equally_far(tmp_path: Path, step: int, ahead: Collection[PartyId]) -> None:
    big, small = some_file(tmp_path, "a.bin", SIZE), some_file(tmp_path, "b.bin", 5_000_000, b"xyz")
    tiny = some_file(tmp_path, "c.bin", 70_000)
    sides = gathered(tmp_path, [offering(s0=big, s1=tiny), offering(s0=small), Answers()])
    with ExitStack() as stack:
        everything = entered(stack, sides)
        swap_until(protocols(sides, everything), step, ahead)
        sizes: list[int] = []
        swapped = swap_again(sides, everything, counting(sizes))
        assert len({one.binding for one in swapped}) == 1
        by_statement = {(side.people.me, one.statement_id): one for side in sides for one in side.sealed}
        for reader in (1, 2):
            assert arrived_whole(sides[reader], swapped[reader], by_statement[0, "s0"], big)
            assert arrived_whole(sides[reader], swapped[reader], by_statement[0, "s1"], tiny)
        for reader in (0, 2):
            assert arrived_whole(sides[reader], swapped[reader], by_statement[1, "s0"], small)
        # Nobody is sent more again than the one step in which people were not equally far.
        total = 2 * sum(one.announcement.header.sealed_size for one in by_statement.values())
        done = 2 * sum(
            min(max(step - FIRST_STEP, 0) * STEP_BYTES, sum(one.announcement.header.sealed_size for one in side.sealed))
            for side in sides
        )
        assert sum(sizes) <= total - done


def test_lost_again_and_again(tmp_path: Path) -> None:
    sides = two(tmp_path)
    total = sides[0].sealed[0].announcement.header.sealed_size
    with ExitStack() as stack:
        everything = entered(stack, sides)
        sent = 0
        swap_until(protocols(sides, everything), FIRST_STEP + 1)
        for number in range(3):
            back = again(sides, everything, bytes([number]) * 32)
            swap_until(protocols(back, everything), FIRST_STEP + 1)
        sizes: list[int] = []
        _, second = swap_again(sides, everything, counting(sizes))
        sent = total - sum(sizes)
        assert sent == 4 * STEP_BYTES
        assert arrived_whole(sides[1], second, sides[0].sealed[0], tmp_path / "a.bin")


def test_the_same_seal_under_a_new_signature(tmp_path: Path) -> None:
    """Key and header are kept for the same people only; what is signed is the new try."""
    sides = gathered(tmp_path, [offering(s0=some_file(tmp_path, "a", 9), s1=some_file(tmp_path, "b", 9)), Answers()])
    before = sides[0].sealed
    with Held(sides[0].folder) as held, Held(sides[1].folder) as other:
        after = again(sides, [held, other], LATER)[0].sealed
    for one, two_ in zip(before, after, strict=True):
        assert (one.key, one.announcement.header) == (two_.key, two_.announcement.header)
        assert one.announcement.ciphertext == two_.announcement.ciphertext
        assert one.announcement.signature != two_.announcement.signature
    # Another owner, so another meeting: nothing is used again.
    earlier = {(one.item_id, one.statement_id): one for one in before}
    _, fresh = seal_own(
        SHEET, look_at(unsealed(sides[0].answers)), b"k" * 32, LATER, sides[0].identity.sign, Seeded(5), earlier
    )
    assert not {one.key for one in fresh} & {one.key for one in before}
    assert not {one.announcement.header.file_id for one in fresh} & {one.announcement.header.file_id for one in before}


def test_an_announcement_of_an_earlier_try_is_refused(tmp_path: Path) -> None:
    sides = two(tmp_path, 100)
    with ExitStack() as stack:
        everything = entered(stack, sides)
        back = again(sides, everything, LATER)
        back[0] = replace(back[0], sealed=sides[0].sealed)
        results = settle(protocols(back, everything))
    assert isinstance(results[0], CheatingDetected), results


def test_a_file_that_was_replaced_meanwhile(tmp_path: Path) -> None:
    """It is another file: sealed anew, sent from the beginning; nothing stays of the one before."""
    sides = two(tmp_path)
    with ExitStack() as stack:
        everything = entered(stack, sides)
        swap_until(protocols(sides, everything), FIRST_STEP + 2)
        path = some_file(tmp_path, "a.bin", SIZE, b"zyx")
        back = again(sides, everything, LATER)
        (one,) = back[0].sealed
        assert one.key != sides[0].sealed[0].key
        sizes: list[int] = []
        second = run_locally(protocols(back, everything), counting(sizes))[0]
        assert sum(sizes) == one.announcement.header.sealed_size
        assert arrived_whole(sides[1], second, one, path)
        assert len(list((sides[1].folder / "incoming").iterdir())) == 1


def test_a_file_that_changes_after_it_was_announced_again(tmp_path: Path) -> None:
    sides = two(tmp_path)
    with ExitStack() as stack:
        everything = entered(stack, sides)
        swap_until(protocols(sides, everything), FIRST_STEP + 2)
        back = again(sides, everything, LATER)
        some_file(tmp_path, "a.bin", SIZE, b"zyx")
        with pytest.raises(FileUnreadable):
            run_locally(protocols(back, everything))


def test_a_file_that_is_taken_back_meanwhile(tmp_path: Path) -> None:
    sides = gathered(
        tmp_path, [offering(s0=some_file(tmp_path, "a", SIZE), s1=some_file(tmp_path, "b", 10)), Answers()]
    )
    with ExitStack() as stack:
        everything = entered(stack, sides)
        swap_until(protocols(sides, everything), FIRST_STEP + 2)
        fewer = [replace(sides[0], answers=look_at(offering(s0=tmp_path / "a"))), sides[1]]
        _, second = swap_again(fewer, everything)
        assert [one.number for one in second.arrived] == [0]
        assert len(list((sides[1].folder / "incoming").iterdir())) == 1


# Cheaters


def test_a_wrong_beginning_is_found_when_the_end_is_there(tmp_path: Path) -> None:
    """C29: what came before the loss was not what was announced; the honest rest does not make it right."""
    sides = two(tmp_path)
    with ExitStack() as stack:
        everything = entered(stack, sides)
        swap_until(protocols(sides, everything), FIRST_STEP + 2, tamper=at_step(FIRST_STEP, flip(77)))
        results = settle(protocols(again(sides, everything, LATER), everything))
        assert isinstance(results[0], CheatingDetected), results
        assert list((sides[1].folder / "incoming").iterdir()) == []


def held_message(*counts: int) -> Callable[[bytes], bytes]:
    return lambda message: b"".join(count.to_bytes(HELD_BYTES, "little") for count in counts)


@pytest.mark.parametrize("counts", [(0, 1), (6, 0), (2**32 - 1, 0)])
def test_more_than_there_is(tmp_path: Path, counts: tuple[int, int]) -> None:
    """C29: of files that nobody has, or of the own ones."""
    sides = gathered(tmp_path, [Answers(), offering(s0=some_file(tmp_path, "a.bin", SIZE))])
    with ExitStack() as stack:
        results = settle(protocols(sides, entered(stack, sides)), at_step(2, held_message(*counts)))
    assert isinstance(results[0], MalformedMessage), results
    assert isinstance(results[1], (PeerAborted, MalformedMessage)), results


def test_whoever_says_to_have_what_he_has_not_harms_himself(tmp_path: Path) -> None:
    """Party 1 receives and says that two steps are here: it is not sent them, and cannot go on."""
    sides = gathered(tmp_path, [Answers(), offering(s0=some_file(tmp_path, "a.bin", SIZE))])
    with ExitStack() as stack:
        results = settle(protocols(sides, entered(stack, sides)), at_step(2, held_message(2, 0)))
    assert isinstance(results[0], (Swapped, PeerAborted)), results
    assert isinstance(results[1], (PeerAborted, MalformedMessage, CheatingDetected)), results


@pytest.mark.parametrize("said_to", [1, 2])
def test_different_words_to_different_people(tmp_path: Path, said_to: PartyId) -> None:
    """C29: all have two steps; party 0 says to have none to one of the others: nobody ends with a wrong file."""
    path = some_file(tmp_path, "a.bin", SIZE)
    sides = gathered(tmp_path, [offering(s0=path), Answers(), Answers()])

    def equivocate(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        return bytes(len(message)) if (step, source, destination) == (2, 0, said_to) else message

    with ExitStack() as stack:
        everything = entered(stack, sides)
        swap_until(protocols(sides, everything), FIRST_STEP + 2)
        results = settle(protocols(again(sides, everything, LATER), everything), equivocate)
        for seat, result in enumerate(reversed(results)):
            if isinstance(result, Swapped) and seat:
                assert arrived_whole(sides[seat], result, sides[0].sealed[0], path)
        assert any(isinstance(result, (MalformedMessage, CheatingDetected)) for result in results), results


def test_an_opened_file_is_written_once(tmp_path: Path) -> None:
    """The run is lost after the file was opened here, and another try opens it again."""

    class Here(Meeting):
        def __init__(self, me: int) -> None:
            self.me = me

    sides = two(tmp_path, 1000)
    content = content_of(tmp_path / "a.bin")
    with ExitStack() as stack:
        everything = entered(stack, sides)
        names = []
        for _ in range(2):
            _, second = swap_again(sides, everything)
            files = RunFiles(Here(1), SHEET, everything[1], Seeded(0))
            files._swapped = second
            files.opened([OpenFile("frank", "1.s0", 0, content, sides[0].sealed[0].key)])
            files._write()
            names.append([received.path for received in files.received])
        assert names[0] == names[1] != [None]
    assert len(list((sides[1].folder / "received").iterdir())) == 1
