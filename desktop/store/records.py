"""The store: records encrypted one by one, saved at once or not at all, and forgotten by destroying their keys.

A record is known by its kind and an id. It has two files, named by a keyed hash of both: NAME.rec, replaced at every
save, and NAME.key, written once, after the first NAME.rec, and destroyed first. So a key without its record is a loss,
and a record without its key is what a save or a forget left when the power went.

Every call takes a lock between processes for its own duration only: two windows, or the app and the command, may use
one folder. A damaged file is moved aside as it is; one of a newer format is left alone.

Leaves to others: opening, passphrases (desktop.store.opening); what the contents mean.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

import filelock

from crypto.errors import MisuseError
from desktop.store import files
from desktop.store.errors import (
    NewerFormat,
    RolledBack,
    StaleVersion,
    StoreClosed,
    StoreDamaged,
    StoreInUse,
)
from desktop.store.keys import Keystore, Protection
from desktop.store.sealed import (
    KEY_BYTES,
    KEY_FILE_BYTES,
    MASTER_BYTES,
    MAX_CONTENT,
    MAX_RECORD_BYTES,
    Damaged,
    Master,
    Random,
    RecordKey,
    TooNew,
    file_name,
    open_key,
    open_record,
    read_master,
    seal_key,
    seal_record,
)
from p2p.secret import Secret

MASTER_FILE = "store.key"
MASTER_COPY = "store.key.copy"
LOCK_FILE = "lock"
DAMAGED_FOLDER = "damaged"
KEY, RECORD, GONE = ".key", ".rec", ".gone"
LOCK_TIMEOUT_S = 10.0
_POLL_S = 0.005


class Kind(StrEnum):
    """What is kept. The list is closed; the words are part of the format."""

    DRAFT = "draft"
    ANSWERS = "answers"
    KEPT_INPUTS = "kept-inputs"
    LEDGER = "ledger"
    OUTCOME = "outcome"
    AGREEMENT = "agreement"
    SHEET = "sheet"
    PERSON = "person"
    IDENTITY = "identity"
    INVITE = "invite"
    CODE = "code"
    PLACE = "place"
    WAY_BACK = "way-back"


WRITE_ONCE = frozenset({Kind.AGREEMENT})
"""Signed records never change: a second save with another content is refused."""


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """What was kept.

    Attributes:
        content: as it was saved.
        version: how many times it was saved; never goes down while the record exists.
    """

    content: bytes
    version: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was found when the store was opened.

    Attributes:
        total, readable: records there were, and those that can be read.
        newer: records of a newer version of the program; left as they are.
        master_repaired: the master file was damaged and its copy was used.
        copies: folder of the files that were set aside; None when nothing was damaged.
    """

    total: int
    readable: int
    newer: int = 0
    master_repaired: bool = False
    copies: Path | None = None


class Store:
    """An open store. Use desktop.store.open_store to get one; close it, or use it in a with statement.

    Safe to call from several threads and processes. Every call raises StoreInUse when another process holds the lock
    for ten seconds, StoreClosed when the protection was changed meanwhile, and StoreFull, StoreNotWritable or
    StoreUnreadable for what the disk reports.
    """

    def __init__(
        self, folder: Path, master_key: Secret[bytes], master: Master, keystore: Keystore | None, random: Random
    ) -> None:
        """Args: folder: of the whole store; master_key, master: its master file; keystore: its guard, if one is."""
        self.folder = folder
        self.protection = Protection(master.guard)
        self.report = Report(0, 0)
        self.epoch = master.epoch
        self.keystore = keystore
        self.random = random
        self._master_key = master_key
        self._open = True
        self._lock = lock_of(folder)

    @property
    def records_folder(self) -> Path:
        """Where the records of this epoch are."""
        return self.folder / self.epoch.hex()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the lock over several calls, so that nothing changes between them. May be nested in one thread."""
        with locked(self._lock, self.folder):
            found = files.load(self.folder / MASTER_FILE, MASTER_BYTES)
            try:
                current = read_master(found).epoch if found is not None else b""
            except Damaged:
                current = self.epoch  # the next opening repairs it from the copy
            except TooNew as error:
                raise NewerFormat from error
            if not self._open or current != self.epoch:
                raise StoreClosed(self.folder)
            yield

    def get(self, kind: Kind, record_id: str, *, at_least: int = 0) -> Record | None:
        """Read a record; None when there is none.

        Args:
            kind, record_id: which; the id has 1..127 bytes and appears nowhere on the disk in the clear.
            at_least: a version the caller knows to have been saved.

        Raises:
            RolledBack: what is there is older than at_least.
            StoreDamaged: it cannot be read; its files were set aside, and the record no longer exists.
            NewerFormat: left as it is.
        """
        with self.transaction():
            found = self._read(kind, record_id)
        version = found[1].version if found else 0
        if version < at_least:
            raise RolledBack(version, at_least)
        return found[1] if found else None

    def put(self, kind: Kind, record_id: str, content: bytes, *, expect: int | None = None) -> int:
        """Save a record; what was there stays whole until the new content is.

        Args:
            kind, record_id: which.
            content: at most 16 MiB.
            expect: version that the content was made from, 0 for none; None to replace whatever there is.

        Returns:
            The version saved. It survives a power cut.

        Raises:
            StaleVersion: another version than expect is there.
            StoreDamaged, NewerFormat: as for get; nothing was saved.
            MisuseError: too large, or another content for a record that is written once.
        """
        if len(content) > MAX_CONTENT:
            raise MisuseError("too large for a record")
        with self.transaction():
            found = self._read(kind, record_id)
            version = found[1].version if found else 0
            if expect is not None and version != expect:
                raise StaleVersion(f"version {version} where {expect} was expected")
            if found and kind in WRITE_ONCE:
                if found[1].content != content:
                    raise MisuseError("signed records are only added, never changed")
                return version
            key = found[0] if found else RecordKey(self.random(KEY_BYTES), kind.value, record_id)
            save_record(self.records_folder, self._master_key, key, Record(content, version + 1), self.random)
            return version + 1

    def forget(self, kind: Kind, record_id: str) -> None:
        """Destroy a record's key, then the record and what was set aside of it. Nothing happens when there is none.

        Raises:
            NewerFormat: left as it is.
        """
        with self.transaction():
            name = self._name(kind, record_id)
            self._check_newer(name)
            forget_files(self.records_folder, name)
            aside = self.folder / DAMAGED_FOLDER
            with files.disk_errors_of(aside):
                for path in sorted(aside.glob(f"{name}.*")):
                    files.destroy(path)

    def ids(self, kind: Kind) -> tuple[str, ...]:
        """Ids of all readable records of a kind, sorted. Changes nothing."""
        with self.transaction():
            found = []
            for name in names_in(self.records_folder):
                with contextlib.suppress(Damaged, TooNew):
                    key = open_key(self._master_key.reveal(), name, self._load(name + KEY, KEY_FILE_BYTES) or b"")
                    if key.kind == kind:
                        found.append(key.record_id)
        return tuple(sorted(found))

    def read_name(self, name: str) -> tuple[RecordKey, Record] | None:
        """Key and content of the record behind a file name; for desktop.store.opening only.

        Raises:
            Damaged, TooNew: nothing was changed.
        """
        sealed_key = self._load(name + KEY, KEY_FILE_BYTES)
        if sealed_key is None:
            return None
        key = open_key(self._master_key.reveal(), name, sealed_key)
        sealed = self._load(name + RECORD, MAX_RECORD_BYTES)
        if sealed is None:
            raise Damaged("the record of a key is not there")
        version, content = open_record(key, sealed)
        return key, Record(content, version)

    def set_aside(self, name: str) -> Path:
        """Move the files behind a name to the folder for damaged ones and return that folder."""
        aside = files.private_folder(self.folder / DAMAGED_FOLDER)
        stamp = self.random(4).hex()
        for ending in (KEY, RECORD):
            source = self.records_folder / (name + ending)
            if files.exists(source):
                files.move(source, aside / f"{name}.{stamp}{ending}")
        return aside

    @property
    def is_open(self) -> bool:
        """The key is here: it was neither closed nor locked."""
        return self._open

    def share(self) -> Store:
        """Another handle on the same open store, to be closed on its own. Raises StoreClosed."""
        if not self._open:
            raise StoreClosed(self.folder)
        return copy.copy(self)

    def adopt(self, other: Store) -> None:
        """Go on as another handle on the same folder does: after unlocking it, or protecting it in another way.

        Raises:
            MisuseError: it is of another folder.
        """
        if other.folder != self.folder:
            raise MisuseError("the store of another folder")
        self.protection, self.report, self.epoch, self.keystore = (
            other.protection,
            other.report,
            other.epoch,
            other.keystore,
        )
        self._master_key, self._open = other._master_key, other._open

    def close(self) -> None:
        """Drop the keys. Every later call raises StoreClosed."""
        self._open = False
        self._master_key = Secret(b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _name(self, kind: Kind, record_id: str) -> str:
        try:
            return file_name(self._master_key.reveal(), kind.value, record_id)
        except ValueError as error:
            raise MisuseError(str(error)) from error

    def _load(self, name: str, limit: int) -> bytes | None:
        return files.load(self.records_folder / name, limit)

    def _read(self, kind: Kind, record_id: str) -> tuple[RecordKey, Record] | None:
        name = self._name(kind, record_id)
        try:
            return self.read_name(name)
        except TooNew as error:
            raise NewerFormat from error
        except Damaged as error:
            raise StoreDamaged(self.set_aside(name)) from error

    def _check_newer(self, name: str) -> None:
        try:
            self.read_name(name)
        except TooNew as error:
            raise NewerFormat from error
        except Damaged:
            return  # what cannot be read can be forgotten


def lock_of(folder: Path) -> filelock.BaseFileLock:
    """The lock between all processes that use a folder."""
    return filelock.FileLock(folder / LOCK_FILE, timeout=LOCK_TIMEOUT_S, mode=0o600, poll_interval=_POLL_S)


@contextlib.contextmanager
def locked(lock: filelock.BaseFileLock, folder: Path) -> Iterator[None]:
    """Hold the lock.

    Raises:
        StoreInUse: somebody else holds it for too long.
        StoreNotWritable, StoreFull, StoreUnreadable: the lock file cannot be used.
    """
    with files.disk_errors_of(folder):
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise StoreInUse(folder) from error
    try:
        yield
    finally:
        with files.disk_errors_of(folder):
            lock.release()


def names_in(folder: Path) -> list[str]:
    """The names that have a key file."""
    with files.disk_errors_of(folder):
        return sorted(path.stem for path in folder.glob(f"*{KEY}"))


def save_record(folder: Path, master_key: Secret[bytes], key: RecordKey, record: Record, random: Random) -> None:
    """Save a record and, the first time, its key: the record exists from the moment its key does."""
    name = file_name(master_key.reveal(), key.kind, key.record_id)
    files.save(folder / (name + RECORD), seal_record(key, record.version, record.content, random))
    if not files.exists(folder / (name + KEY)):
        files.save(folder / (name + KEY), seal_key(master_key.reveal(), name, key, random))


def forget_files(folder: Path, name: str) -> None:
    """The record is gone from the first rename on; the next opening finishes what a power cut left of this."""
    key, gone, record = (folder / (name + ending) for ending in (KEY, GONE, RECORD))
    if files.exists(key):
        files.move(key, gone)
    files.destroy(gone)
    with files.disk_errors_of(folder):
        record.unlink(missing_ok=True)
