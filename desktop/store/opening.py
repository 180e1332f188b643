"""Making, opening, re-keying and erasing a store.

    FOLDER/store.key, store.key.copy     who guards the master key (desktop.store.sealed)
    FOLDER/EPOCH/NAME.rec, NAME.key      the records (desktop.store.records)
    FOLDER/damaged/                      files that could not be read, as they were
    FOLDER/lock                          empty

Changing the protection encrypts everything anew, into the folder of a new epoch; one rename of store.key decides. So an
old passphrase, or an old copy of store.key, does not open what is kept afterwards.

Leaves to others: which guard to offer, what to say about it (the window, the command).
"""

from __future__ import annotations

import contextlib
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.store import files
from desktop.store.errors import (
    NewerFormat,
    NoKeystore,
    NoStore,
    StoreDamaged,
    StoreError,
    WrongPassphrase,
)
from desktop.store.keys import (
    Guard,
    InKeystore,
    Keystore,
    LoginOnly,
    Protection,
    guard_key_of,
    new_guard_key,
    system_keystore,
)
from desktop.store.records import (
    DAMAGED_FOLDER,
    GONE,
    KEY,
    MASTER_COPY,
    MASTER_FILE,
    RECORD,
    Kind,
    Report,
    Store,
    forget_files,
    lock_of,
    locked,
    names_in,
    save_record,
)
from desktop.store.sealed import (
    EPOCH_BYTES,
    KEY_BYTES,
    MASTER_BYTES,
    Damaged,
    Master,
    Random,
    TooNew,
    WrongKey,
    open_master,
    read_master,
    seal_master,
)
from p2p.secret import Secret

UNFINISHED = "unfinished"
_EPOCH_FOLDER = re.compile(f"[0-9a-f]{{{2 * EPOCH_BYTES}}}")


def protection_of(folder: Path) -> Protection | None:
    """What protects the store in a folder; None when there is no store. Needs no passphrase and changes nothing.

    Raises:
        NewerFormat, StoreDamaged.
    """
    found = _find_master(folder)
    return None if found is None else Protection(found[0].guard)


def best_guard() -> InKeystore | LoginOnly:
    """The guard to begin with when the person has not set a passphrase: the system's password store if there is one."""
    keystore = system_keystore()
    return LoginOnly() if keystore is None else InKeystore(keystore)


def open_or_create(folder: Path, guard: Guard | None = None, random: Random = secrets.token_bytes) -> Store:
    """Open the store of a folder, or make one under best_guard() when there is none. Look at `protection` afterwards.

    A store that only the login or the system's password store guards needs no guard here.

    Raises:
        PassphraseNeeded, and everything else that open_store and create_store raise.
    """
    protection = protection_of(folder)
    if protection is None:
        if guard is not None:
            return create_store(folder, guard, random)
        try:
            return create_store(folder, best_guard(), random)
        except NoKeystore:  # it is there but stays locked or does not answer
            return create_store(folder, LoginOnly(), random)
    if guard is None:
        guard = best_guard() if protection == Protection.KEYSTORE else LoginOnly()
    return open_store(folder, guard, random)


def create_store(folder: Path, guard: Guard, random: Random = secrets.token_bytes) -> Store:
    """Make an empty store; an existing one is opened instead.

    Raises:
        PassphraseNeeded, NoKeystore: the guard cannot guard.
        StoreFull, StoreNotWritable, StoreUnreadable, StoreInUse; and what open_store raises.
    """
    files.private_folder(folder)
    files.close_to_others(folder)
    with locked(lock_of(folder), folder):
        if _find_master(folder) is None:
            epoch = _prepare_epoch(folder, guard, bytes(EPOCH_BYTES), random)
            _commit_epoch(folder, epoch)
        return _open_locked(folder, guard, random)


def open_store(folder: Path, guard: Guard, random: Random = secrets.token_bytes) -> Store:
    """Open a store, finish what a power cut left, set damaged files aside; `report` of the result says what was found.

    Raises:
        NoStore; PassphraseNeeded, WrongPassphrase, NoKeystore; NewerFormat; StoreInUse.
        StoreDamaged: neither the master file nor its copy can be read; both are left as they are.
    """
    if not files.exists(folder):
        raise NoStore(folder)
    with locked(lock_of(folder), folder):
        return _open_locked(folder, guard, random)


def _open_locked(folder: Path, guard: Guard, random: Random) -> Store:
    found = _find_master(folder)
    if found is None:
        raise NoStore(folder)
    master, as_bytes, repaired = found
    try:
        master_key = Secret(open_master(master, guard_key_of(master, guard).reveal()))
    except Damaged as error:
        raise StoreDamaged(folder, str(error)) from error
    except WrongKey as error:
        raise _wrong_key(master, folder) from error
    store = Store(folder, master_key, master, _keystore_of(guard), random)
    _restore_masters(store, as_bytes)
    _finish_epochs(folder, master)
    store.report = replace(_look_through(store), master_repaired=repaired)
    return store


def change_guard(store: Store, guard: Guard) -> Store:
    """Protect a store in another way, or by another passphrase: everything is encrypted anew under new keys.

    Returns:
        The store to use from now on; the one given is closed, here and in every other process.

    Raises:
        NewerFormat: it holds records of a newer version, which cannot be encrypted anew.
        PassphraseNeeded, NoKeystore, StoreFull, ...: the store is as it was.
    """
    with store.transaction():
        report = _look_through(store)
        if report.newer:
            raise NewerFormat
        epoch = _prepare_epoch(store.folder, guard, store.epoch, store.random)
        try:
            _copy_records(store, epoch)
        except StoreError:
            with contextlib.suppress(StoreError):
                _destroy_folder(store.folder / epoch.master.epoch.hex())
            raise
        _commit_epoch(store.folder, epoch)
        changed = Store(store.folder, epoch.master_key, epoch.master, _keystore_of(guard), store.random)
        changed.report = report
        if store.keystore is not None:
            with contextlib.suppress(NoKeystore):  # a key that seals nothing any more
                store.keystore.remove(store.epoch.hex())
        store.close()
        _finish_epochs(store.folder, epoch.master)
        return changed


def erase_store(folder: Path, guard: InKeystore | None = None) -> None:
    """Destroy all keys and remove every file of a store, also of one that cannot be opened. Other files stay.

    Args:
        folder: of the store.
        guard: where its key is kept, to be removed there too.
    """
    if not files.exists(folder):
        return
    with locked(lock_of(folder), folder):
        if guard is not None:
            with contextlib.suppress(StoreDamaged, NewerFormat, NoKeystore):
                found = _find_master(folder)
                if found is not None:
                    guard.keystore.remove(found[0].epoch.hex())
        for name in (MASTER_FILE, MASTER_COPY):
            files.destroy(folder / name)
        for path in _epoch_folders(folder):
            _destroy_folder(path)
        _destroy_folder(folder / DAMAGED_FOLDER)
        _remove_temporary(folder)


def forget_everything_of(store: Store, kind: Kind) -> None:
    """Forget all records of one kind."""
    for record_id in store.ids(kind):
        store.forget(kind, record_id)


def _wrong_key(master: Master, folder: Path) -> Exception:
    if master.guard == Protection.PASSPHRASE:
        return WrongPassphrase()
    if master.guard == Protection.KEYSTORE:
        return NoKeystore("it holds another key")
    return StoreDamaged(folder, "master file")


def _find_master(folder: Path) -> tuple[Master, bytes, bool] | None:
    """The master file, its bytes, and whether its copy had to stand in. Never reads past a newer format."""
    repaired = False
    for name in (MASTER_FILE, MASTER_COPY):
        found = files.load(folder / name, MASTER_BYTES)
        if found is None:
            continue
        try:
            master = read_master(found)
            Protection(master.guard)
        except TooNew as error:
            raise NewerFormat from error
        except Damaged:
            repaired = True
            continue
        except ValueError as error:  # whole, but guarded in a way that we do not know
            raise NewerFormat from error
        return master, found, repaired
    if repaired:
        raise StoreDamaged(folder, "master file and its copy")
    return None


@dataclass(frozen=True, slots=True, repr=False)
class _Epoch:
    master: Master
    master_key: Secret[bytes]
    sealed: bytes


def _prepare_epoch(folder: Path, guard: Guard, retired: bytes, random: Random) -> _Epoch:
    guard_key, master = new_guard_key(guard, retired, random)
    master_key = Secret(random(KEY_BYTES))
    files.save(folder / master.epoch.hex() / UNFINISHED, b"")
    return _Epoch(master, master_key, seal_master(master, guard_key.reveal(), master_key.reveal(), random))


def _copy_records(store: Store, epoch: _Epoch) -> None:
    """Into the folder of the new epoch, same versions, every record under a new key of its own."""
    for name in names_in(store.records_folder):
        found = store.read_name(name)
        if found is not None:
            key = replace(found[0], key=store.random(KEY_BYTES))
            save_record(store.folder / epoch.master.epoch.hex(), epoch.master_key, key, found[1], store.random)


def _commit_epoch(folder: Path, epoch: _Epoch) -> None:
    files.save(folder / MASTER_FILE, epoch.sealed, destroy_old=True)  # from this rename on the new epoch is the store
    with contextlib.suppress(StoreError):  # the next opening makes up for it
        files.save(folder / MASTER_COPY, epoch.sealed, destroy_old=True)
        _remove_mark(folder / epoch.master.epoch.hex())


def _keystore_of(guard: Guard) -> Keystore | None:
    return guard.keystore if isinstance(guard, InKeystore) else None


def _remove_mark(records: Path) -> None:
    with files.disk_errors_of(records):
        (records / UNFINISHED).unlink(missing_ok=True)


def _restore_masters(store: Store, as_bytes: bytes) -> None:
    """Give the master file and its copy the content that was good; a damaged one is moved aside first."""
    for name in (MASTER_FILE, MASTER_COPY):
        path = store.folder / name
        found = files.load(path, MASTER_BYTES)
        if found == as_bytes:
            continue
        try:
            if found is not None:
                read_master(found)
        except Damaged:
            aside = store.folder / DAMAGED_FOLDER / f"{name}.{store.random(4).hex()}"
            files.save(aside, found or b"")
        files.save(path, as_bytes, destroy_old=True)


def _finish_epochs(folder: Path, current: Master) -> None:
    """Destroy the epoch that this one took the place of, and those that never came into use."""
    _remove_mark(folder / current.epoch.hex())
    for path in _epoch_folders(folder):
        retired = path.name == current.retired.hex() or files.exists(path / UNFINISHED) or not names_in(path)
        if retired and path.name != current.epoch.hex():
            _destroy_folder(path)


def _look_through(store: Store) -> Report:
    """Finish what is half done, read every record once, set aside what cannot be read."""
    folder = files.private_folder(store.records_folder)
    _remove_temporary(store.folder)
    _remove_temporary(folder)
    with files.disk_errors_of(folder):
        for path in sorted(folder.glob(f"*{GONE}")):
            forget_files(folder, path.stem)
        for path in sorted(folder.glob(f"*{RECORD}")):
            if not files.exists(path.with_suffix(KEY)):
                path.unlink()
    names = names_in(folder)
    states = [_state_of(store, name) for name in names]
    aside = store.folder / DAMAGED_FOLDER if "damaged" in states else None
    return Report(len(names), states.count("readable"), states.count("newer"), copies=aside)


def _state_of(store: Store, name: str) -> str:
    try:
        found = store.read_name(name)
    except TooNew:
        return "newer"
    except Damaged:
        store.set_aside(name)
        return "damaged"
    return "readable" if found is not None and found[0].kind in set(Kind) else "newer"


def _epoch_folders(folder: Path) -> list[Path]:
    with files.disk_errors_of(folder):
        return sorted(path for path in folder.iterdir() if _EPOCH_FOLDER.fullmatch(path.name) and path.is_dir())


def _destroy_folder(folder: Path) -> None:
    with files.disk_errors_of(folder):
        if not folder.is_dir():
            return
        # Keys first; the mark last, so that the next opening goes on where a power cut stopped this.
        paths = sorted(folder.iterdir(), key=lambda path: (path.name == UNFINISHED, path.suffix not in (KEY, GONE)))
        for path in paths:
            if path.suffix in (KEY, GONE):
                files.destroy(path)
            else:
                path.unlink(missing_ok=True)
        folder.rmdir()


def _remove_temporary(folder: Path) -> None:
    with files.disk_errors_of(folder):
        for path in sorted(folder.glob(f".*{files.TEMPORARY}")):
            files.destroy(path)
