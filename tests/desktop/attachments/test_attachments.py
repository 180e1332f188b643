"""Files on their way: sealed, swapped in lockstep, opened; and everything that is refused before a run begins."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from crypto.errors import CheatingDetected, MalformedMessage, PeerAborted
from crypto.rounds import run_locally, settle
from crypto.sealing import CHUNK_BYTES, HEADER_BYTES, TAG_BYTES, tau_of
from desktop.attachments import received
from desktop.attachments.held import STEP_BYTES, Held
from desktop.attachments.own import Sealed, look_at, own_files, seal_own
from desktop.attachments.received import FORGOTTEN_S, Arrived
from desktop.attachments.transfer import ANNOUNCEMENT_BYTES, Swapped, may_hold_files, swap_files
from desktop.deals.answers import Answers, Offers
from desktop.deals.errors import FileUnreadable, InvalidAnswers
from desktop.deals.kinds.contents import FileContent, safe_name
from desktop.deals.parse_answers import parse_answers
from desktop.store.errors import StoreFull
from tests.crypto.seeded import Seeded
from tests.desktop.programs import PROJECT
from tests.desktop.swapping import (
    PLAIN,
    ROSTER,
    SHEET,
    Change,
    Side,
    at_step,
    content_of,
    flip,
    gathered,
    nowhere,
    offering,
    opened,
    protocols,
    resigned,
    some_file,
    swap,
)


def unsigned(message: bytes) -> bytes:
    return bytes(64)


# Honest people


def test_three_people_and_four_files(tmp_path: Path) -> None:
    big, small = some_file(tmp_path, "big.bin", 5_000_001), some_file(tmp_path, "small.txt", 12)
    empty = some_file(tmp_path, "empty", 0)
    everyone = [offering(s0=big, m0=small), offering(s0="a text"), offering(s1=small, s0=empty)]
    sides = gathered(tmp_path, everyone)
    swapped = swap(sides)
    assert len({one.binding for one in swapped}) == 1
    assert len(swapped[0].binding) == 32
    assert swapped[0].files == swapped[1].files == swapped[2].files
    assert [(file.seat, file.item_id) for file in swapped[0].files] == [
        (0, "frank"),
        (0, "more"),
        (2, "frank"),
        (2, "frank"),
    ]
    assert [file.tau for file in swapped[1].files] == [tau_of(one.key) for side in sides for one in side.sealed]
    everything = {(0, "frank", 0), (0, "more", 0), (2, "frank", 0), (2, "frank", 1)}
    for seat, one in enumerate(swapped):
        found = {(arrived.seat, arrived.item_id, arrived.number) for arrived in one.arrived}
        assert found == {place for place in everything if place[0] != seat}
    # Everybody reads the same.
    for reader in (1, 2):
        arrived = next(a for a in swapped[reader].arrived if (a.seat, a.item_id) == (0, "frank"))
        path = opened(sides[reader], arrived, sides[0].sealed[0].key, content_of(big))
        assert path is not None
        assert path.read_bytes() == big.read_bytes()
        assert path.name == "big.bin"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_numbers_are_those_of_the_announcements_and_say_nothing_about_statements(tmp_path: Path) -> None:
    file = some_file(tmp_path, "a", 5)
    orders = set()
    for attempt in range(40):
        answers, sealed = seal_own(
            SHEET, look_at(offering(s0=file, s1=file)), b"k" * 32, ROSTER, unsigned, Seeded(attempt)
        )
        offers = answers.by_item["frank"]
        assert isinstance(offers, Offers)
        numbers = {name: offer.facts.number for name, offer in offers.by_statement.items() if offer.facts}
        assert [numbers[one.statement_id] for one in sealed] == [0, 1]
        assert [one.statement_id for one in own_files(sealed)["frank"]] == [one.statement_id for one in sealed]
        assert len({one.key for one in sealed}) == 2
        orders.add(tuple(one.statement_id for one in sealed))
    assert len(orders) == 2


def test_nobody_has_a_file(tmp_path: Path) -> None:
    sides = gathered(tmp_path, [offering(s0="text"), Answers()])
    sizes: list[int] = []

    def watch(step: int, source: int, destination: int, message: bytes) -> bytes:
        sizes.append(len(message))
        return message

    assert swap(sides, watch) == [Swapped(), Swapped()]
    assert sizes == [1, 1]
    assert not sides[0].folder.exists()
    assert may_hold_files(SHEET)
    assert not may_hold_files(PLAIN)


def test_what_others_see_before_the_run_is_numbers_and_size_classes(tmp_path: Path) -> None:
    """The same messages, whatever the contents, the names and the statements."""

    def shape(first: Answers, second: Answers) -> list[tuple[int, int, int]]:
        seen: list[tuple[int, int, int]] = []

        def watch(step: int, source: int, destination: int, message: bytes) -> bytes:
            seen.append((step, source, len(message)))
            return message

        swap(gathered(tmp_path, [first, second]), watch)
        return seen

    one, other = some_file(tmp_path, "one", 1_000_000), some_file(tmp_path, "other-name", 1_000_001, b"x")
    assert shape(offering(s0=one), Answers()) == shape(offering(s1=other), offering(s0="text"))
    assert shape(offering(s0=one), Answers())[2:4] == [(1, 0, 0), (1, 1, ANNOUNCEMENT_BYTES)]


def test_progress_and_steps(tmp_path: Path) -> None:
    sides = gathered(tmp_path, [offering(s0=some_file(tmp_path, "a", 3 * STEP_BYTES)), Answers()])
    parts: list[float] = []
    runs = [
        swap_files(side.people, side.sealed, Held(side.folder), parts.append if side.people.me == 1 else nowhere)
        for side in reversed(sides)
    ]
    run_locally(runs)
    assert parts == [0.25, 0.5, 0.75, 1.0]


# Changed on the way: found before the run


def refused(tmp_path: Path, tamper: Change, everyone: Sequence[Answers]) -> None:
    """Whoever gets it refuses; the sender may be through by then."""
    sides = gathered(tmp_path, everyone)
    with Held(sides[0].folder) as first, Held(sides[1].folder) as second:
        results = settle(protocols(sides, [first, second]), tamper)
    assert [path for side in sides for path in side.folder.glob("incoming/*")] == []
    assert isinstance(results[0], (CheatingDetected, MalformedMessage)), results
    assert isinstance(results[1], (PeerAborted, MalformedMessage, Swapped)), results


@pytest.mark.parametrize(
    "place", [0, 1, 4, 11, 45, 60, 100, 140, HEADER_BYTES, HEADER_BYTES + 32, ANNOUNCEMENT_BYTES - 1]
)
def test_a_changed_announcement_is_found(tmp_path: Path, place: int) -> None:
    """C29: every field is signed."""
    refused(tmp_path, at_step(1, flip(place)), [offering(s0=some_file(tmp_path, "a", 10)), Answers()])


@pytest.mark.parametrize("change", [flip(0), flip(STEP_BYTES - 1), lambda m: m[:-1], lambda m: b"", lambda m: m + b"x"])
def test_a_changed_ciphertext_is_found(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    """C29."""
    refused(tmp_path, at_step(3, change), [offering(s0=some_file(tmp_path, "a", 3_000_000)), Answers()])


def test_chunks_in_another_order_are_found(tmp_path: Path) -> None:
    size = CHUNK_BYTES + TAG_BYTES
    everyone = [offering(s0=some_file(tmp_path, "a", 2 * CHUNK_BYTES - 65_536)), Answers()]
    assert gathered(tmp_path, everyone)[0].sealed[0].announcement.header.n_chunks == 2
    refused(tmp_path, at_step(3, lambda message: message[size:] + message[:size]), everyone)


def test_more_files_than_statements(tmp_path: Path) -> None:
    refused(tmp_path, at_step(0, lambda m: b"\x21"), [offering(s0=some_file(tmp_path, "a", 10)), Answers()])


def with_sealed(sides: list[Side], sealed: tuple[Sealed, ...]) -> list[Side]:
    return [replace(sides[0], sealed=sealed), sides[1]]


def assert_refused(sides: Sequence[Side]) -> None:
    results = settle(protocols(sides, [Held(side.folder) for side in sides]))
    assert isinstance(results[0], (CheatingDetected, MalformedMessage)), results
    assert isinstance(results[1], (PeerAborted, CheatingDetected, MalformedMessage))


def test_signed_files_that_do_not_belong_here(tmp_path: Path) -> None:
    """For an item without statements or beyond the sheet, of somebody else, for other people or another sheet."""
    sides = gathered(tmp_path, [offering(s0=some_file(tmp_path, "a", 10), m0=some_file(tmp_path, "b", 10)), Answers()])
    first, second = sides[0].sealed
    honest = resigned(sides[0], first)
    assert run_locally(protocols(with_sealed(sides, (honest, second)), [Held(side.folder) for side in sides]))
    for wrong in (
        (resigned(sides[0], first, place=0), second),
        (first, resigned(sides[0], second, place=3)),
        (resigned(sides[0], first, place=65_535), second),
        (resigned(sides[0], first, owner=sides[1].identity.key), second),
        (resigned(sides[0], first, sheet=PLAIN), second),
        (resigned(sides[0], first, roster=b"s" * 32), second),
        (first, resigned(sides[0], second, place=1), resigned(sides[0], second, place=1)),
        (second, first),
    ):
        assert_refused(with_sealed(sides, wrong))


def test_everybody_is_shown_the_same_announcements_or_the_binding_differs(tmp_path: Path) -> None:
    """Who shows different files to different people: the run does not begin, its context is not the same."""
    file = some_file(tmp_path, "a", 10)
    sides = gathered(tmp_path, [offering(s0=file), Answers(), Answers()])
    _, again = seal_own(
        SHEET, look_at(offering(s0=file)), sides[0].identity.key, ROSTER, sides[0].identity.sign, Seeded(99)
    )
    other = b"".join(one.announcement.to_bytes() for one in again)
    ciphertext = b"".join(chunk for one in again for chunk in one.ciphertext())

    def equivocate(step: int, source: int, destination: int, message: bytes) -> bytes:
        if (source, destination) == (2, 1):
            return {1: other, 3: ciphertext}.get(step, message)
        return message

    swapped = swap(sides, equivocate)
    assert swapped[1].binding != swapped[2].binding
    assert swapped[1].files != swapped[2].files


# One's own files


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidAnswers, match="cannot be read") as missing:
        look_at(offering(s0=tmp_path / "missing", s1=tmp_path, m0=Path("a\0b")))
    assert len(missing.value.problems) == 3
    assert 'statement "s1"' in str(missing.value)


def test_paths_start_from_the_folder_of_the_answers(tmp_path: Path) -> None:
    some_file(tmp_path, "cv.txt", 20)
    answers = parse_answers(SHEET, b'[answers]\nfrank = { s0 = { offer = true, file = "cv.txt" } }\n')
    offers = look_at(answers, tmp_path).by_item["frank"]
    assert isinstance(offers, Offers)
    assert offers.by_statement["s0"].facts is not None
    assert offers.by_statement["s0"].facts.size == 20
    assert Path(offers.by_statement["s0"].file).is_absolute()


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.write_bytes(b"x" * 10),
        lambda p: p.write_bytes(b"abc"),
        lambda p: p.unlink(),
        lambda p: p.write_bytes(b"abcabcabcabc"),
    ],
)
def test_a_file_that_changes_meanwhile(tmp_path: Path, change: Callable[[Path], object]) -> None:
    path = some_file(tmp_path, "a.txt", 10)
    seen = look_at(offering(s0=path))
    _, sealed = seal_own(SHEET, seen, b"k" * 32, ROSTER, unsigned, Seeded(1))
    change(path)
    with pytest.raises(FileUnreadable) as found:
        list(sealed[0].ciphertext())
    assert found.value.file == "a.txt"
    with pytest.raises(FileUnreadable):
        seal_own(SHEET, seen, b"k" * 32, ROSTER, unsigned, Seeded(1))


# Opening


def one_arrived(tmp_path: Path, size: int = 70_000) -> tuple[Side, Arrived, bytes, FileContent]:
    path = some_file(tmp_path, "a.txt", size)
    sides = gathered(tmp_path, [offering(s0=path), Answers()])
    (arrived,) = swap(sides)[1].arrived
    return sides[1], arrived, sides[0].sealed[0].key, content_of(path)


def test_names_that_are_taken_and_names_that_lead_elsewhere(tmp_path: Path) -> None:
    side, arrived, key, value = one_arrived(tmp_path)
    paths = [
        opened(side, arrived, key, replace(value, name=safe_name(name)))
        for name in ("a.txt", "a.txt", "../../a.txt", "b", "b")
    ]
    assert [path.name for path in paths if path] == ["a.txt", "a (2).txt", "a (3).txt", "b", "b (2)"]
    assert {path.parent for path in paths if path} == {side.folder / "received"}


@pytest.mark.parametrize("field", ["size", "blake2b", "key", "ciphertext"])
def test_what_is_not_what_was_announced_is_not_written(tmp_path: Path, field: str) -> None:
    side, arrived, key, value = one_arrived(tmp_path)
    if field == "ciphertext":
        arrived.path.write_bytes(arrived.path.read_bytes()[:-1])
    elif field == "key":
        key = bytes(16)
    else:
        value = replace(value, size=1 << 50) if field == "size" else replace(value, blake2b=bytes(32))
    assert opened(side, arrived, key, value) is None
    assert list((side.folder / "received").iterdir()) == []


def test_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sides = gathered(tmp_path, [offering(s0=some_file(tmp_path, "a", 10)), Answers()])
    monkeypatch.setattr(received, "SPARE_BYTES", 1 << 60)
    with pytest.raises(StoreFull):
        swap(sides)


def test_ciphertexts_do_not_stay(tmp_path: Path) -> None:
    sides = gathered(tmp_path, [offering(s0=some_file(tmp_path, "a", 10)), Answers()])
    folder = sides[1].folder / "incoming"
    folder.mkdir(parents=True)
    old, new = folder / "old.sealed", folder / "new.sealed"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - FORGOTTEN_S - 60,) * 2)
    with Held(sides[1].folder) as held:
        run_locally(protocols(sides, [Held(sides[0].folder), held]))
        assert not old.exists()
        assert len(list(folder.iterdir())) == 2
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.iterdir() if path != new)
    assert list(folder.iterdir()) == [new]


MEMORY = """
import resource, sys
from pathlib import Path
from tests.desktop import swapping as tests
folder, size = Path(sys.argv[1]), int(sys.argv[2])
path = folder / "big"
with path.open("wb") as file:
    file.truncate(size)
sides = tests.gathered(folder, [tests.offering(s0=path), tests.Answers()])
(arrived,) = tests.swap(sides)[1].arrived
found = tests.opened(sides[1], arrived, sides[0].sealed[0].key, tests.content_of(path))
assert found.stat().st_size == size
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """64 MB through both sides of a transfer in one process: sealed, sent, kept, opened."""
    peaks = []
    for size in (1 << 20, 64 << 20):
        folder = tmp_path / str(size)
        folder.mkdir()
        ended = subprocess.run(
            [sys.executable, "-c", MEMORY, str(folder), str(size)],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        peaks.append(int(ended.stdout) * (1 if sys.platform == "darwin" else 1024))
    assert peaks[1] - peaks[0] < 24 << 20
