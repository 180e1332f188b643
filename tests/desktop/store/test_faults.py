"""Saving while the process is killed at a system call, the disk is full or fails; flipped, cut and moved files.

The kills and failures are injected by strace into a real process that saves to a real disk.
"""

from __future__ import annotations

import os
import random
import re
import secrets
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.deals.sheet import RunLimits
from desktop.kept.agreements import Agreements
from desktop.kept.relations import Relations
from desktop.ledger import LedgerBook, may_run
from desktop.store import (
    Kind,
    LoginOnly,
    NoStore,
    Store,
    StoreError,
    StoreFull,
    StoreNotWritable,
    StoreUnreadable,
    create_store,
    files,
    open_store,
    protection_of,
    sealed,
)
from tests.desktop.agreeing import signed
from tests.desktop.store_victim import LINEAGE, ME, N_RANDOM, NEW, NOW, OLD, inputs_of, kept, relation

PROJECT = Path(__file__).parents[3]
CHANGES = {
    "write",
    "fsync",
    "link",
    "linkat",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "rmdir",
}
"""System calls that change what is on the disk; a kill at another one equals a kill at the last of these before it."""
HARMLESS = {"brk", "mmap", "munmap", "futex", "rt_sigaction", "rt_sigprocmask", "getrandom", "exit_group", "madvise"}
HARMLESS |= {"select", "pselect6", "getpid", "mremap"}
Call = tuple[str, int]


def why_strace_cannot_run() -> str:
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run([strace, "-f", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"strace cannot trace here: {tried.stderr.strip()}"


class Victims:
    """Processes that save while strace watches, kills or fails them."""

    def __init__(self) -> None:
        self.server = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.store_victim"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            text=True,
        )

    def run(self, action: str, folder: Path, *inject: str, limit: int = 0) -> tuple[str, list[str]]:
        """How the action ended, and the system calls it made, in order, as strace prints them."""
        self._say(f"{action} {folder} {limit}")
        pid = self._hear()
        trace = folder.parent / "trace"
        options = [option for fault in inject for option in ("-e", f"inject={fault}")]
        tracer = subprocess.Popen(
            ["strace", "-f", "-y", "-o", str(trace), *options, "-p", pid], stderr=subprocess.PIPE, text=True
        )
        with tracer:
            assert tracer.stderr is not None
            assert "attached" in tracer.stderr.readline()
            self._say("go")
            end = self._hear()
        lines = [line.split(maxsplit=1)[1] for line in trace.read_text().splitlines()]
        return end, [line for line in lines if re.match(r"[a-z_0-9]+\(", line)]

    def _say(self, line: str) -> None:
        assert self.server.stdin is not None
        self.server.stdin.write(line + "\n")
        self.server.stdin.flush()

    def _hear(self) -> str:
        assert self.server.stdout is not None
        return self.server.stdout.readline().strip()

    def close(self) -> None:
        for pipe in (self.server.stdin, self.server.stdout):
            assert pipe is not None
            pipe.close()
        self.server.wait(10)


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    if reason := why_strace_cannot_run():
        pytest.skip(reason)
    served = Victims()
    yield served
    served.close()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an old draft and a bystander."""
    folder = tmp_path_factory.mktemp("original") / "kept"
    with create_store(folder, LoginOnly()) as store:
        store.put(Kind.DRAFT, "a", OLD)
        store.put(Kind.PLACE, "bystander", b"Bea")
    return folder


@pytest.fixture
def fresh(original: Path, tmp_path: Path) -> Callable[[], Path]:
    """A fresh copy of the original, always at the same place."""

    def copy() -> Path:
        place = tmp_path / "kept"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(original, place)
        return place

    return copy


def name_of(line: str) -> str:
    return line.split("(", 1)[0]


def calls_in(trace: list[str], wanted: Callable[[str], bool]) -> list[Call]:
    """Every wanted call as (name, how manieth of that name)."""
    seen: Counter[str] = Counter()
    found = []
    for line in trace:
        name = name_of(line)
        seen[name] += 1
        if wanted(line):
            found.append((name, seen[name]))
    return found


def changes_disk(line: str) -> bool:
    return (name_of(line) in CHANGES or "O_CREAT" in line) and "= -1 E" not in line


def content(store: Store, record_id: str) -> bytes | None:
    found = store.get(Kind.DRAFT, record_id)
    return None if found is None else found.content


def check_whole(folder: Path, action: str, end: str) -> str:
    """The store opens, holds the old state or the new one, complains of nothing and can be saved to. Returns which."""
    try:
        store = open_store(folder, LoginOnly())
    except NoStore:
        assert action == "create"
        assert end != "saved"
        create_store(folder, LoginOnly()).close()
        return "old"
    with store:
        assert store.report.copies is None
        assert not store.report.master_repaired
        assert store.report.total == store.report.readable
        state = state_of(store, action)
        if end == "saved":
            assert state == "new"
        if action != "create":
            bystander = store.get(Kind.PLACE, "bystander")
            assert bystander is not None
            assert bystander.content == b"Bea"
        left = [path for path in folder.rglob("*") if path.suffix in (".tmp", ".gone") or path.name == "unfinished"]
        assert left == []
        assert sum(path.is_dir() for path in folder.iterdir()) == 1
        store.put(Kind.DRAFT, "afterwards", b"works")
        assert content(store, "afterwards") == b"works"
    with open_store(folder, LoginOnly()) as again:
        assert not again.report.master_repaired
        assert content(again, "afterwards") == b"works"
    return state


def state_of(store: Store, action: str) -> str:
    match action:
        case "replace":
            return {OLD: "old", NEW: "new"}[content(store, "a") or b"neither"]
        case "add":
            assert content(store, "a") == OLD
            return {None: "old", NEW: "new"}[content(store, "new")]
        case "forget":
            return {OLD: "old", None: "new"}[content(store, "a")]
        case "used":
            return ("old", "new")[may_run(LedgerBook(store, ME).load(LINEAGE), RunLimits(), b"d" * 32, NOW).mine]
        case "keep" | "end":
            return state_of_inputs(store, action)
        case "agreement":
            agreements = Agreements(store).all(NOW)
            assert all(one.agreement == signed() for one in agreements)
            return ("old", "new")[len(agreements)]
        case "person":
            people = Relations(store, secrets.token_bytes).of(2)
            assert all(one.encode() == relation().encode() for one in people)
            return ("old", "new")[len(people)]
        case "change":
            assert content(store, "a") == OLD
            return "new"
        case _:
            return "new"


def state_of_inputs(store: Store, action: str) -> str:
    """The inputs of one run, whole; or of its random part only."""
    found = inputs_of(store).load()
    assert found is not None, "what is kept for a repeat is never lost"
    for slot in (*found.owned.values(), *found.held.values()):
        assert slot.cut == found.cut
    (mine,) = found.owned.values()
    (expected,) = kept(found.run_id[0]).owned.values()
    n_bits = N_RANDOM if found.cut else len(expected.bits)
    assert mine.bits.tolist() == expected.bits[-n_bits:].tolist()
    return ("old", "new")[found.cut if action == "end" else found.run_id[0] - 1]


def traced(victims: Victims, folder: Path, action: str) -> list[str]:
    if action == "create":
        shutil.rmtree(folder)
    end, trace = victims.run(action, folder)
    assert end == "saved"
    assert check_whole(folder, action, end) == "new"
    return trace


def fail_at(victims: Victims, folder: Path, action: str, call: Call, how: str) -> str:
    """Run the action with one fault; how it ended."""
    if action == "create":
        shutil.rmtree(folder)
    return victims.run(action, folder, f"{call[0]}:{how}:when={call[1]}")[0]


@pytest.mark.parametrize("action", ["replace", "add"])
def test_killed_at_every_system_call_of_a_save(victims: Victims, fresh: Callable[[], Path], action: str) -> None:
    trace = traced(victims, fresh(), action)
    states = []
    for call in calls_in(trace, lambda line: name_of(line) not in HARMLESS):
        folder = fresh()
        end = fail_at(victims, folder, action, call, "signal=KILL")
        assert end == "killed", call
        states.append(check_whole(folder, action, end))
    assert states == sorted(states, reverse=True), "old until one moment, new from then on"
    assert set(states) == {"old", "new"}


@pytest.mark.parametrize("action", ["create", "forget", "used", "change", "agreement", "person"])
def test_killed_at_every_change_of_the_disk(victims: Victims, fresh: Callable[[], Path], action: str) -> None:
    trace = traced(victims, fresh(), action)
    states = []
    calls = calls_in(trace, changes_disk)
    for call in calls:
        folder = fresh()
        end = fail_at(victims, folder, action, call, "signal=KILL")
        assert end == "killed", call
        states.append(check_whole(folder, action, end))
    assert len(calls) >= 4
    assert states == sorted(states, reverse=True)
    assert states[-1] == "new"


@pytest.mark.parametrize("action", ["keep", "end"])
def test_killed_while_the_inputs_of_a_run_take_the_place_of_others(
    victims: Victims, fresh: Callable[[], Path], action: str
) -> None:
    """Several records, of which one decides. Every third change of the disk, and the last ones."""

    def with_inputs() -> Path:
        folder = fresh()
        with open_store(folder, LoginOnly()) as store:
            inputs_of(store).replace(kept(1))
        return folder

    calls = calls_in(traced(victims, with_inputs(), action), changes_disk)
    assert len(calls) >= 12
    states = []
    for call in sorted({*calls[::3], *calls[-3:]}, key=calls.index):
        folder = with_inputs()
        assert fail_at(victims, folder, action, call, "signal=KILL") == "killed", call
        states.append(check_whole(folder, action, "killed"))
    assert states == sorted(states, reverse=True)
    assert set(states) == {"old", "new"}


def test_killed_again_while_the_next_start_tidies_up(victims: Victims, fresh: Callable[[], Path]) -> None:
    """A change of protection leaves the most to finish: kill it near its end, then kill the opening after it."""
    changing = calls_in(traced(victims, fresh(), "change"), changes_disk)
    half_done = changing[-5]

    def interrupted() -> Path:
        folder = fresh()
        assert fail_at(victims, folder, "change", half_done, "signal=KILL") == "killed"
        return folder

    end, trace = victims.run("open", interrupted())
    assert end == "saved"
    calls = calls_in(trace, changes_disk)
    assert len(calls) >= 4
    for call in calls:
        folder = interrupted()
        assert fail_at(victims, folder, "open", call, "signal=KILL") == "killed"
        check_whole(folder, "change", "killed")


@pytest.mark.parametrize(
    ("error", "ends"),
    [
        ("ENOSPC", {"StoreFull"}),
        ("EDQUOT", {"StoreFull"}),
        ("EROFS", {"StoreNotWritable"}),
        ("EIO", {"StoreUnreadable"}),
    ],
)
@pytest.mark.parametrize("action", ["replace", "add", "used"])
def test_a_disk_that_refuses(
    victims: Victims, fresh: Callable[[], Path], action: str, error: str, ends: set[str]
) -> None:
    """Whichever change fails, the error is the right one and old or new is there, whole."""
    calls = calls_in(traced(victims, fresh(), action), changes_disk)
    for call in calls:
        folder = fresh()
        end = fail_at(victims, folder, action, call, f"error={error}")
        assert end in ends, call
        check_whole(folder, action, end)


def test_a_disk_that_fails_anywhere(victims: Victims, fresh: Callable[[], Path]) -> None:
    """EIO from any call on files: an error of ours or success, nothing set aside, old or new."""
    trace = traced(victims, fresh(), "replace")
    ends = set()
    for call in calls_in(trace, lambda line: name_of(line) not in HARMLESS):
        folder = fresh()
        end = fail_at(victims, folder, "replace", call, "error=EIO")
        assert end in {"saved", "StoreUnreadable"}, call
        ends.add(end)
        check_whole(folder, "replace", end)
    assert "StoreUnreadable" in ends


@pytest.mark.parametrize("limit", [1, 24, 100, 1000, 2000])
def test_a_write_that_is_cut_short(victims: Victims, fresh: Callable[[], Path], limit: int) -> None:
    """The system takes a part of the bytes, then no more."""
    folder = fresh()
    end, trace = victims.run("replace", folder, limit=limit)
    assert end == "StoreFull"
    assert any(line.startswith("write(") and f"= {limit}" in line for line in trace)
    assert check_whole(folder, "replace", end) == "old"


@pytest.mark.parametrize("action", ["replace", "used"])
def test_on_the_disk_when_it_returns(victims: Victims, fresh: Callable[[], Path], action: str) -> None:
    """Every rename comes after the flush of what is renamed, and before a flush of its folder."""
    trace = traced(victims, fresh(), action)
    steps = [line for line in trace if name_of(line) in {"write", "fsync", "rename", "renameat", "renameat2"}]
    renames = [index for index, line in enumerate(steps) if name_of(line).startswith("rename")]
    assert renames
    for index in renames:
        written, place = re.findall(r'"([^"]+)"', steps[index])
        assert steps[index - 1].startswith("fsync(")
        assert f"<{written}>" in steps[index - 1]
        assert steps[index + 1].startswith("fsync(")
        assert f"<{os.path.dirname(place)}>" in steps[index + 1]
    assert steps[-1].startswith("fsync(")


def test_a_full_disk_while_the_protection_changes(victims: Victims, fresh: Callable[[], Path]) -> None:
    calls = calls_in(traced(victims, fresh(), "change"), lambda line: name_of(line) == "write")
    for call in calls:
        folder = fresh()
        end = fail_at(victims, folder, "change", call, "error=ENOSPC")
        assert end in {"saved", "StoreFull"}
        check_whole(folder, "change", "failed")


# Without strace


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:7]))
    files.save(tmp_path / "a", bytes(range(100)))
    assert (tmp_path / "a").read_bytes() == bytes(range(100))


@pytest.mark.parametrize(
    ("number", "error"), [("ENOSPC", StoreFull), ("EACCES", StoreNotWritable), ("EIO", StoreUnreadable)]
)
def test_a_failed_save_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str, error: type[StoreError]
) -> None:
    import errno

    def refuse(*_: object) -> None:
        raise OSError(getattr(errno, number), "as injected")

    files.save(tmp_path / "a", b"old")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(error, match=re.escape(str(tmp_path))):
        files.save(tmp_path / "a", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == {"a": b"old"}


def test_destroying_spares_what_has_another_name(tmp_path: Path) -> None:
    files.save(tmp_path / "a", b"kept")
    os.link(tmp_path / "a", tmp_path / "b")
    files.destroy(tmp_path / "b")
    files.destroy(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == b"kept"
    assert not (tmp_path / "b").exists()


def test_a_disk_without_second_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    files.save(tmp_path / "a", b"old", destroy_old=True)
    files.save(tmp_path / "a", b"new", destroy_old=True)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a"]


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreNotWritable) as caught:
            create_store(folder, LoginOnly())
        assert caught.value.folder
    with pytest.raises(StoreNotWritable):
        open_store(tmp_path / "file", LoginOnly())


def readable(folder: Path) -> dict[str, bytes]:
    """Drafts that can still be read, by opening the store as the program does."""
    with open_store(folder, LoginOnly()) as store:
        return {record_id: content(store, record_id) or b"" for record_id in store.ids(Kind.DRAFT)}


@dataclass(frozen=True)
class Pair:
    """The two files of one record of a real store."""

    master_key: bytes
    name: str
    record: bytes
    key: bytes
    master: bytes

    def found_out(self, *, record: bytes | None = None, key: bytes | None = None) -> bool:
        """Whether reading it with a changed file is refused."""
        try:
            opened = sealed.open_key(self.master_key, self.name, self.key if key is None else key)
            sealed.open_record(opened, self.record if record is None else record)
        except (sealed.Damaged, sealed.TooNew):
            return True
        return False


@pytest.fixture(scope="module")
def pair(original: Path) -> Pair:
    with open_store(original, LoginOnly()) as store:
        master_key = store._master_key.reveal()
    path = next(original.glob("*/*.rec"))
    master = (original / "store.key").read_bytes()
    return Pair(master_key, path.stem, path.read_bytes(), path.with_suffix(".key").read_bytes(), master)


def test_ten_thousand_flips(pair: Pair) -> None:
    draw = random.Random(20261122)
    assert not pair.found_out()
    for _ in range(10_000):
        which, data = draw.choice([("record", pair.record), ("key", pair.key)])
        changed = bytearray(data)
        for _ in range(draw.choice([1, 1, 1, 2, 8])):
            changed[draw.randrange(len(changed))] ^= draw.randrange(1, 256)
        assert bytes(changed) == data or pair.found_out(**{which: bytes(changed)})


def test_every_bit_of_every_header_and_every_length(pair: Pair) -> None:
    for which, data in (("record", pair.record), ("key", pair.key)):
        for bit in range(8 * 64):
            changed = bytearray(data)
            changed[bit // 8] ^= 1 << bit % 8
            assert pair.found_out(**{which: bytes(changed)}), (which, bit)
        for length in range(len(data)):
            assert pair.found_out(**{which: data[:length]}), (which, length)
        for longer in (data + b"\0", data + data, bytes(len(data))):
            assert pair.found_out(**{which: longer})


def test_a_flip_is_never_taken_for_a_newer_version(pair: Pair) -> None:
    """Damage is set aside and reported; only a whole header of a later format is left alone."""
    record = pair.record
    for bit in range(8 * sealed.HEADER_BYTES):
        changed = bytearray(record)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(sealed.Damaged):
            sealed.check_header(bytes(changed), sealed.FileType.RECORD)
    with pytest.raises(sealed.Damaged):
        sealed.check_header(sealed.header(sealed.FileType.RECORD, 0), sealed.FileType.RECORD)
    with pytest.raises(sealed.TooNew):
        sealed.check_header(sealed.header(sealed.FileType.RECORD, 2), sealed.FileType.RECORD)


def test_every_bit_and_every_length_of_the_master_file(pair: Pair) -> None:
    data = pair.master
    for bit in range(8 * len(data)):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(sealed.Damaged):
            sealed.read_master(bytes(changed))
    for length in range(len(data)):
        with pytest.raises(sealed.Damaged):
            sealed.read_master(data[:length])


def test_random_bytes_are_refused(pair: Pair) -> None:
    draw = random.Random(1)
    for _ in range(2000):
        noise = draw.randbytes(draw.randrange(400))
        for prefix in (b"", pair.record[:16], pair.record[:48]):
            assert pair.found_out(record=prefix + noise)
        for prefix in (b"", pair.key[:16], pair.key[:40]):
            assert pair.found_out(key=prefix + noise)


def test_random_damage_to_a_whole_folder(original: Path, fresh: Callable[[], Path]) -> None:
    """Whatever is flipped or cut: opening reports it or reads what was saved, and never anything else."""
    draw = random.Random(7)
    complained = 0
    for _ in range(150):
        folder = fresh()
        victim = draw.choice(sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock"))
        data = bytearray(victim.read_bytes())
        if draw.random() < 0.7:
            data[draw.randrange(len(data))] ^= draw.randrange(1, 256)
        else:
            del data[draw.randrange(len(data)) :]
        victim.write_bytes(data)
        with open_store(folder, LoginOnly()) as store:
            complained += store.report.copies is not None or store.report.master_repaired
            assert content(store, "a") in (OLD, None)
            assert (content(store, "a") == OLD) or store.report.copies is not None
        assert protection_of(folder) is not None
        assert readable(folder).keys() <= {"a"}
    assert complained > 100
