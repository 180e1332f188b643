"""What is kept: encrypted, versioned, forgotten for good; who guards it; what damaged, older and newer data do."""

from __future__ import annotations

import contextlib
import copy
import multiprocessing
import os
import pickle
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto.errors import MisuseError
from desktop.store import (
    Cost,
    InKeystore,
    Kind,
    LoginOnly,
    NewerFormat,
    NoKeystore,
    NoStore,
    Passphrase,
    PassphraseNeeded,
    Protection,
    Record,
    Report,
    RolledBack,
    Settings,
    StaleVersion,
    Store,
    StoreClosed,
    StoreDamaged,
    StoreError,
    StoreInUse,
    WrongPassphrase,
    best_guard,
    change_guard,
    create_store,
    data_folder_in,
    erase_store,
    forget_everything_of,
    load_settings,
    open_or_create,
    open_store,
    protection_of,
    records,
    save_settings,
    sealed,
    system_keystore,
)
from p2p.secret import Secret

CHEAP = Cost(1, 8)
CANARY = "canary-marzipan"


def passphrase(text: str) -> Passphrase:
    return Passphrase(Secret(text), CHEAP)


class FakeKeystore:
    """A keystore in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Secret[bytes]] = {}

    def load(self, name: str) -> Secret[bytes] | None:
        return self.kept.get(name)

    def save(self, name: str, secret: Secret[bytes]) -> None:
        self.kept[name] = secret

    def remove(self, name: str) -> None:
        self.kept.pop(name, None)


class Forgetful(FakeKeystore):
    """Takes everything, keeps nothing."""

    def save(self, name: str, secret: Secret[bytes]) -> None:
        return


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with create_store(folder, LoginOnly()) as made:
        yield made


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def one(folder: Path, ending: str) -> Path:
    (found,) = folder.glob(f"*/*{ending}")
    return found


def content(store: Store, kind: Kind, record_id: str) -> bytes | None:
    found = store.get(kind, record_id)
    return None if found is None else found.content


# Records


def test_a_record_comes_back_with_its_version(store: Store) -> None:
    assert store.get(Kind.DRAFT, "a") is None
    assert store.put(Kind.DRAFT, "a", b"one") == 1
    assert store.put(Kind.DRAFT, "a", b"two") == 2
    found = store.get(Kind.DRAFT, "a")
    assert found is not None
    assert (found.content, found.version) == (b"two", 2)
    assert store.get(Kind.ANSWERS, "a") is None


def test_ids_are_by_kind_and_sorted(store: Store) -> None:
    for record_id in ("b", "ä", "a"):
        store.put(Kind.DRAFT, record_id, b"")
    store.put(Kind.PERSON, "c", b"")
    assert store.ids(Kind.DRAFT) == ("a", "b", "ä")
    assert store.ids(Kind.PERSON) == ("c",)
    assert store.ids(Kind.LEDGER) == ()


def test_everything_survives_closing(folder: Path, store: Store) -> None:
    store.put(Kind.OUTCOME, "x" * 127, bytes(range(256)) * 100)
    store.close()
    with open_store(folder, LoginOnly()) as again:
        assert content(again, Kind.OUTCOME, "x" * 127) == bytes(range(256)) * 100
        assert again.report == Report(total=1, readable=1)


@given(st.binary(max_size=3000), st.text(min_size=1, max_size=31), st.sampled_from(list(Kind)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_content_and_any_id(store: Store, data: bytes, record_id: str, kind: Kind) -> None:
    try:
        encoded = record_id.encode()
    except UnicodeEncodeError:
        return
    assert len(encoded) <= 127
    if kind == Kind.AGREEMENT:
        store.forget(kind, record_id)
    store.put(kind, record_id, data)
    assert content(store, kind, record_id) == data
    assert record_id in store.ids(kind)


@pytest.mark.parametrize("record_id", ["", "x" * 128, "ä" * 64])
def test_ids_have_limits(store: Store, record_id: str) -> None:
    with pytest.raises(MisuseError):
        store.put(Kind.DRAFT, record_id, b"")


def test_a_record_has_a_largest_size(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_CONTENT", 10)
    store.put(Kind.DRAFT, "a", bytes(10))
    with pytest.raises(MisuseError):
        store.put(Kind.DRAFT, "a", bytes(11))
    with pytest.raises(ValueError, match="holds at most"):
        sealed.seal_record(sealed.RecordKey(bytes(32), "a", "b"), 1, bytes(sealed.MAX_CONTENT + 1), os.urandom)


def test_a_stale_version_is_refused(store: Store) -> None:
    store.put(Kind.DRAFT, "a", b"one", expect=0)
    with pytest.raises(StaleVersion):
        store.put(Kind.DRAFT, "a", b"other", expect=0)
    assert store.put(Kind.DRAFT, "a", b"two", expect=1) == 2
    assert content(store, Kind.DRAFT, "a") == b"two"


def test_signed_records_are_written_once(store: Store) -> None:
    assert store.put(Kind.AGREEMENT, "a", b"signed") == 1
    assert store.put(Kind.AGREEMENT, "a", b"signed") == 1
    with pytest.raises(MisuseError):
        store.put(Kind.AGREEMENT, "a", b"forged")
    assert content(store, Kind.AGREEMENT, "a") == b"signed"


def test_forgetting(folder: Path, store: Store) -> None:
    store.put(Kind.ANSWERS, "a", b"one")
    store.put(Kind.ANSWERS, "b", b"two")
    old = files_of(folder)
    store.forget(Kind.ANSWERS, "a")
    store.forget(Kind.ANSWERS, "never there")
    assert store.get(Kind.ANSWERS, "a") is None
    assert store.ids(Kind.ANSWERS) == ("b",)
    (lost,) = {name for name in old.keys() - files_of(folder).keys() if name.endswith(".rec")}
    (folder / lost).write_bytes(old[lost])  # what an undelete finds is worth nothing without the key
    store.close()
    with open_store(folder, LoginOnly()) as again:
        assert again.ids(Kind.ANSWERS) == ("b",)
        assert again.report == Report(total=1, readable=1)
    assert not (folder / lost).exists()


def test_the_key_is_overwritten_before_it_is_removed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(Kind.ANSWERS, "a", b"one")
    kept = one(store.folder, ".key").open("rb")
    before = kept.read()
    store.forget(Kind.ANSWERS, "a")
    kept.seek(0)
    with kept:
        assert kept.read() == bytes(len(before))


def test_forgetting_reaches_what_was_set_aside(folder: Path, store: Store) -> None:
    store.put(Kind.ANSWERS, "a", b"one")
    flip(one(folder, ".rec"), 60)
    with pytest.raises(StoreDamaged):
        store.get(Kind.ANSWERS, "a")
    assert len(list((folder / "damaged").iterdir())) == 2
    store.forget(Kind.ANSWERS, "a")
    assert list((folder / "damaged").iterdir()) == []


def test_forgetting_a_whole_kind(store: Store) -> None:
    for record_id in "abc":
        store.put(Kind.ANSWERS, record_id, b"")
        store.put(Kind.DRAFT, record_id, b"")
    forget_everything_of(store, Kind.ANSWERS)
    assert store.ids(Kind.ANSWERS) == ()
    assert store.ids(Kind.DRAFT) == ("a", "b", "c")


# What a thief finds


def test_nothing_is_in_the_clear(folder: Path) -> None:
    with create_store(folder, passphrase(CANARY)) as store:
        for kind in Kind:
            store.put(kind, f"{CANARY}-{kind}", f"{CANARY} said yes".encode())
        found = files_of(folder)
        for name, data in found.items():
            assert CANARY not in name
            assert CANARY.encode() not in data
            assert not any(kind.encode() in data for kind in Kind if len(kind) > 4)
        assert CANARY not in repr(store.get(Kind.DRAFT, f"{CANARY}-draft"))
        assert CANARY not in f"{store!r} {passphrase(CANARY)}"
        for name in found:
            (folder / name).write_bytes(b"")
        with pytest.raises(StoreDamaged) as caught:
            store.get(Kind.DRAFT, f"{CANARY}-draft")
        assert CANARY not in f"{caught.value!r} {caught.value}"


def test_sizes_do_not_count_ticks(folder: Path, store: Store) -> None:
    sizes = set()
    for length in range(0, 500, 7):
        store.put(Kind.ANSWERS, "a", bytes(length))
        sizes.add(one(folder, ".rec").stat().st_size)
    assert len(sizes) == 1


def test_only_the_owner_has_access(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    before = os.umask(0)
    try:
        with create_store(folder, LoginOnly()) as store:
            store.put(Kind.DRAFT, "a", b"")
            save_settings(folder, Settings())
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_every_save_uses_a_fresh_nonce(folder: Path, store: Store) -> None:
    nonces = set()
    for _ in range(50):
        store.put(Kind.DRAFT, "a", b"same")
        nonces.add(one(folder, ".rec").read_bytes()[24:48])
    assert len(nonces) == 50


def test_a_copied_folder_repeats_no_nonce(folder: Path, store: Store, tmp_path: Path) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    shutil.copytree(folder, tmp_path / "copy")
    with open_store(tmp_path / "copy", LoginOnly()) as other:
        other.put(Kind.DRAFT, "a", b"two")
        store.put(Kind.DRAFT, "a", b"two")
        theirs, ours = one(other.folder, ".rec").read_bytes(), one(folder, ".rec").read_bytes()
    assert theirs[24:48] != ours[24:48]


def test_secrets_do_not_show_themselves() -> None:
    secret = Secret(CANARY)
    for text in (repr(secret), str(secret), f"{secret}", f"{secret:>40}", repr([secret]), repr(Passphrase(secret))):
        assert CANARY not in text
    for stored in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            stored(secret)


# Who guards it


def test_a_passphrase(folder: Path) -> None:
    with create_store(folder, passphrase("blåbær")) as store:
        assert store.protection == Protection.PASSPHRASE
        store.put(Kind.DRAFT, "a", b"one")
    assert protection_of(folder) == Protection.PASSPHRASE
    for wrong in ("blabaer", "blåbær ", "b"):
        with pytest.raises(WrongPassphrase):
            open_store(folder, passphrase(wrong))
    for none in (LoginOnly(), InKeystore(FakeKeystore()), passphrase("")):
        with pytest.raises(PassphraseNeeded):
            open_store(folder, none)
    with pytest.raises(PassphraseNeeded):
        open_or_create(folder)
    with open_store(folder, passphrase("bla\u030abær")) as same:  # as another system types it
        assert content(same, Kind.DRAFT, "a") == b"one"


def test_an_empty_passphrase_guards_nothing(folder: Path) -> None:
    with pytest.raises(PassphraseNeeded):
        create_store(folder, passphrase(""))
    assert protection_of(folder) is None


def test_the_costs_of_a_passphrase_are_those_of_the_file(folder: Path) -> None:
    create_store(folder, passphrase("a")).close()
    master = sealed.read_master((folder / "store.key").read_bytes())
    assert (master.ops, master.mem_kib, len(master.salt)) == (1, 8, 16)
    assert Cost() == Cost(3, 256 * 1024)
    assert master.salt != bytes(16)
    assert master.open_key == bytes(32)


@pytest.mark.parametrize(("ops", "mem_kib"), [(0, 8), (65, 8), (1, 0), (1, 2**31)])
def test_absurd_costs_are_not_tried(folder: Path, ops: int, mem_kib: int) -> None:
    create_store(folder, passphrase("a")).close()
    master = sealed.read_master((folder / "store.key").read_bytes())
    forged = sealed.Master(1, master.epoch, master.retired, ops, mem_kib, master.salt, master.open_key)
    (folder / "store.key").write_bytes(sealed.seal_master(forged, bytes(32), bytes(32), os.urandom))
    with pytest.raises(StoreDamaged):
        open_store(folder, passphrase("a"))


def test_a_keystore(folder: Path) -> None:
    keystore = FakeKeystore()
    with create_store(folder, InKeystore(keystore)) as store:
        assert store.protection == Protection.KEYSTORE
        store.put(Kind.DRAFT, "a", b"one")
    ((name, secret),) = keystore.kept.items()
    assert secret.reveal() not in b"".join(files_of(folder).values())
    with open_store(folder, InKeystore(keystore)) as again:
        assert content(again, Kind.DRAFT, "a") == b"one"
    for guard in (LoginOnly(), passphrase("a"), InKeystore(FakeKeystore())):
        with pytest.raises(NoKeystore):
            open_store(folder, guard)
    keystore.kept[name] = Secret(bytes(32))
    with pytest.raises(NoKeystore):
        open_store(folder, InKeystore(keystore))


def test_a_keystore_that_keeps_nothing_is_refused(folder: Path) -> None:
    with pytest.raises(NoKeystore):
        create_store(folder, InKeystore(Forgetful()))
    assert protection_of(folder) is None


def test_the_login_alone_is_called_just_that(folder: Path) -> None:
    with create_store(folder, LoginOnly()) as store:
        assert store.protection == Protection.LOGIN_ONLY
        assert store.protection.name == "LOGIN_ONLY"
    with open_or_create(folder, passphrase("ignored")) as again:
        assert again.protection == Protection.LOGIN_ONLY


def test_without_a_store_there_is_none(folder: Path) -> None:
    assert protection_of(folder) is None
    with pytest.raises(NoStore):
        open_store(folder, LoginOnly())
    folder.mkdir()
    with pytest.raises(NoStore):
        open_store(folder, LoginOnly())


# The system's password store


class Backend:
    """Like a system's store, in memory; where it says it is from decides whether it is trusted."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise keyring.errors.KeyringLocked("dismissed")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked("dismissed")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def from_module(module: str, **attributes: object) -> Backend:
    return type("Keyring", (Backend,), {"__module__": module, **attributes})()


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    return lambda backend: monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


def refusing_priority(self: object) -> float:
    raise RuntimeError("no daemon")


@pytest.mark.parametrize(
    "backend",
    [
        keyring.backends.fail.Keyring(),
        keyring.backends.null.Keyring(),
        from_module("keyrings.alt.file"),
        from_module("somebody.elses"),
        from_module("keyring.backends.SecretService", priority=0.5),
        from_module("keyring.backends.SecretService", priority=property(refusing_priority)),
        from_module("keyring.backends.SecretService", priority="high"),
    ],
)
def test_plain_null_failing_and_unknown_keyrings_count_as_none(
    folder: Path, configured: Callable[[object], None], backend: object
) -> None:
    configured(backend)
    assert system_keystore() is None
    assert best_guard() == LoginOnly()
    with open_or_create(folder) as store:
        assert store.protection == Protection.LOGIN_ONLY


@pytest.mark.parametrize("name", ["SecretService", "kwallet", "libsecret", "macOS", "Windows"])
def test_the_systems_own_stores_are_used(folder: Path, configured: Callable[[object], None], name: str) -> None:
    backend = from_module(f"keyring.backends.{name}")
    configured(backend)
    with open_or_create(folder) as store:
        assert store.protection == Protection.KEYSTORE
        store.put(Kind.DRAFT, "a", b"one")
    assert [service for service, _ in backend.kept] == ["Common Ground"]
    with open_or_create(folder) as again:
        assert content(again, Kind.DRAFT, "a") == b"one"
        changed = change_guard(again, LoginOnly())
    assert backend.kept == {}
    changed.close()


def test_of_a_chain_the_first_trusted_store_is_used(configured: Callable[[object], None]) -> None:
    trusted, plain = from_module("keyring.backends.libsecret"), from_module("keyrings.alt.file")

    class Chain(keyring.backends.chainer.ChainerBackend):
        backends = (plain, trusted)

    configured(Chain())
    found = system_keystore()
    assert found is not None
    found.save("a", Secret(b"secret"))
    assert list(trusted.kept.values()) == [b"secret".hex()]
    assert plain.kept == {}


def test_a_locked_keystore_has_its_own_error(folder: Path, configured: Callable[[object], None]) -> None:
    backend = from_module("keyring.backends.SecretService")
    configured(backend)
    open_or_create(folder).close()
    backend.locked = True
    with pytest.raises(NoKeystore):
        open_or_create(folder)
    keystore = system_keystore()
    assert keystore is not None
    for call in (lambda: keystore.save("a", Secret(b"x")), lambda: keystore.remove("a")):
        with pytest.raises(NoKeystore):
            call()
    backend.locked = False
    backend.kept = dict.fromkeys(backend.kept, "not hex")
    with pytest.raises(NoKeystore):
        open_or_create(folder)


def test_a_new_store_falls_back_to_the_login_when_the_keystore_stays_locked(
    folder: Path, configured: Callable[[object], None]
) -> None:
    backend = from_module("keyring.backends.SecretService")
    backend.locked = True
    configured(backend)
    with open_or_create(folder) as store:
        assert store.protection == Protection.LOGIN_ONLY


def test_a_keystore_that_is_gone_is_not_replaced(folder: Path, configured: Callable[[object], None]) -> None:
    configured(from_module("keyring.backends.SecretService"))
    open_or_create(folder).close()
    configured(keyring.backends.fail.Keyring())
    with pytest.raises(NoKeystore):
        open_or_create(folder)


# Changing and erasing


def test_changing_the_passphrase(folder: Path, tmp_path: Path) -> None:
    with create_store(folder, passphrase("old")) as store:
        store.put(Kind.DRAFT, "a", b"one")
        store.put(Kind.DRAFT, "a", b"two")
        store.put(Kind.PERSON, "b", b"three")
        shutil.copytree(folder, tmp_path / "backup")
        old = files_of(folder)
        with change_guard(store, passphrase("new")) as changed:
            assert changed.get(Kind.DRAFT, "a") is not None
            for closed in (lambda: store.get(Kind.DRAFT, "a"), lambda: store.put(Kind.DRAFT, "a", b"")):
                with pytest.raises(StoreClosed):
                    closed()
            changed.put(Kind.DRAFT, "a", b"later")
    with pytest.raises(WrongPassphrase):
        open_store(folder, passphrase("old"))
    with open_store(folder, passphrase("new")) as again:
        found = again.get(Kind.DRAFT, "a")
        assert found is not None
        assert (found.content, found.version) == (b"later", 3)
        assert again.report == Report(total=2, readable=2)
    assert len(list(folder.glob("*/*"))) == 4
    # Whoever has the old passphrase and the old key files reads nothing that was saved since.
    for name in ("store.key", "store.key.copy"):
        shutil.copy(tmp_path / "backup" / name, folder / name)
    with open_store(folder, passphrase("old")) as thief:
        assert thief.ids(Kind.DRAFT) == ()
    # Nor does who kept the old keys of the records.
    with open_store(tmp_path / "backup", passphrase("old")) as thief:
        for path in tmp_path.glob("backup/*/*.key"):
            found_key = thief.read_name(path.stem)
            assert found_key is not None
            for record in folder.glob("*/*.rec"):
                with pytest.raises(sealed.Damaged):
                    sealed.open_record(found_key[0], record.read_bytes())
    left = files_of(folder).values()
    assert not any(data in left for name, data in old.items() if "/" in name)


@pytest.mark.parametrize("first", [passphrase("a"), LoginOnly(), InKeystore(FakeKeystore())])
@pytest.mark.parametrize("then", [passphrase("b"), LoginOnly(), InKeystore(FakeKeystore())])
def test_every_change_of_protection(
    folder: Path, first: Passphrase | LoginOnly | InKeystore, then: Passphrase | LoginOnly | InKeystore
) -> None:
    with create_store(folder, first) as store:
        store.put(Kind.DRAFT, "a", b"one")
        with change_guard(store, then):
            pass
    with open_store(folder, then) as changed:
        assert content(changed, Kind.DRAFT, "a") == b"one"
        assert protection_of(folder) == changed.protection


def test_the_open_key_does_not_stay_on_the_disk(folder: Path) -> None:
    with create_store(folder, LoginOnly()) as store:
        with (folder / "store.key").open("rb") as old, (folder / "store.key.copy").open("rb") as old_copy:
            key = sealed.read_master(old.read()).open_key
            assert key != bytes(32)
            change_guard(store, passphrase("a")).close()
            for kept in (old, old_copy):
                kept.seek(0)
                assert kept.read() == bytes(sealed.MASTER_BYTES)
        assert not any(key in data for data in files_of(folder).values())


def test_other_windows_notice_a_change(folder: Path, store: Store) -> None:
    other = open_store(folder, LoginOnly())
    change_guard(store, passphrase("a")).close()
    with pytest.raises(StoreClosed):
        other.get(Kind.DRAFT, "a")
    with pytest.raises(StoreClosed):
        other.put(Kind.DRAFT, "a", b"lost?")


def test_a_change_that_fails_changes_nothing(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    with pytest.raises(PassphraseNeeded):
        change_guard(store, passphrase(""))
    with pytest.raises(NoKeystore):
        change_guard(store, InKeystore(Forgetful()))
    before = files_of(folder)
    monkeypatch.setattr("desktop.store.opening.save_record", fails_with(StoreError("full")))
    with pytest.raises(StoreError, match="full"):
        change_guard(store, passphrase("b"))
    assert files_of(folder) == before
    assert content(store, Kind.DRAFT, "a") == b"one"


def fails_with(error: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


def test_erasing_leaves_nothing_of_ours(folder: Path) -> None:
    keystore = FakeKeystore()
    with create_store(folder, InKeystore(keystore)) as store:
        for record_id in "abc":
            store.put(Kind.DRAFT, record_id, b"one")
        flip(next(folder.glob("*/*.rec")), 60)
        for record_id in "abc":
            with contextlib.suppress(StoreDamaged):
                store.get(Kind.DRAFT, record_id)
    assert len(list((folder / "damaged").iterdir())) == 2
    (folder / "not ours.txt").write_text("stays")
    erase_store(folder, InKeystore(keystore))
    assert set(files_of(folder)) == {"lock", "not ours.txt"}
    assert keystore.kept == {}
    assert protection_of(folder) is None
    erase_store(folder)
    erase_store(folder / "nowhere")


def test_a_forgotten_passphrase_can_be_erased(folder: Path) -> None:
    create_store(folder, passphrase("forgotten")).close()
    erase_store(folder)
    with create_store(folder, passphrase("new")) as store:
        assert store.report == Report(0, 0)


def test_a_closed_store_is_closed(store: Store) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    store.close()
    with pytest.raises(StoreClosed):
        store.get(Kind.DRAFT, "a")


def test_creating_twice_opens(folder: Path) -> None:
    with create_store(folder, LoginOnly()) as store:
        store.put(Kind.DRAFT, "a", b"one")
    with create_store(folder, LoginOnly()) as again:
        assert content(again, Kind.DRAFT, "a") == b"one"


# Damaged, older, newer, moved


def flip(path: Path, at: int, bit: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)


def test_damaged_records_are_set_aside_as_they_are_and_counted(folder: Path, store: Store) -> None:
    for record_id in "abcde":
        store.put(Kind.DRAFT, record_id, record_id.encode())
    damaged, cut, lost = sorted(folder.glob("*/*.rec"))[:3]
    flip(damaged, 60)
    flip(cut.with_suffix(".key"), 30)
    lost.unlink()
    found = {path.name: path.read_bytes() for path in (damaged, damaged.with_suffix(".key"), cut.with_suffix(".key"))}
    store.close()
    with open_store(folder, LoginOnly()) as again:
        assert again.report == Report(total=5, readable=2, copies=folder / "damaged")
        assert len(again.ids(Kind.DRAFT)) == 2
        for record_id in again.ids(Kind.DRAFT):
            assert content(again, Kind.DRAFT, record_id) == record_id.encode()
    aside = {path.name: path.read_bytes() for path in (folder / "damaged").iterdir()}
    assert len(aside) == 5
    for name, data in found.items():
        stem, ending = name.split(".")
        assert [kept for other, kept in aside.items() if other.startswith(stem) and other.endswith(ending)] == [data]
    with open_store(folder, LoginOnly()) as third:
        assert third.report == Report(total=2, readable=2)


def test_a_damaged_record_can_be_saved_anew(folder: Path, store: Store) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    flip(one(folder, ".rec"), -1)
    with pytest.raises(StoreDamaged):
        store.put(Kind.DRAFT, "a", b"two")
    assert store.put(Kind.DRAFT, "a", b"two") == 1
    assert len(list((folder / "damaged").iterdir())) == 2


def test_a_damaged_record_can_be_forgotten(folder: Path, store: Store) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    flip(one(folder, ".rec"), -1)
    store.forget(Kind.DRAFT, "a")
    assert store.get(Kind.DRAFT, "a") is None


@pytest.mark.parametrize("name", ["store.key", "store.key.copy"])
@pytest.mark.parametrize("fault", ["flip", "cut", "gone"])
def test_one_damaged_master_file_is_repaired_from_the_other(folder: Path, store: Store, name: str, fault: str) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    good = (folder / name).read_bytes()
    match fault:
        case "flip":
            flip(folder / name, 100)
        case "cut":
            (folder / name).write_bytes(good[:50])
        case "gone":
            (folder / name).unlink()
    with open_store(folder, LoginOnly()) as again:
        assert content(again, Kind.DRAFT, "a") == b"one"
        assert again.report.master_repaired == (name == "store.key" and fault != "gone")
        assert content(store, Kind.DRAFT, "a") == b"one"
    assert (folder / name).read_bytes() == good
    assert (folder / "damaged").exists() == (fault != "gone")


def test_an_open_store_lives_through_a_damaged_master_file(folder: Path, store: Store) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    flip(folder / "store.key", 100)
    assert content(store, Kind.DRAFT, "a") == b"one"


def test_two_damaged_master_files_are_left_alone(folder: Path, store: Store) -> None:
    for name in ("store.key", "store.key.copy"):
        flip(folder / name, 100)
    before = files_of(folder)
    for call in (lambda: open_store(folder, LoginOnly()), lambda: protection_of(folder)):
        with pytest.raises(StoreDamaged):
            call()
    with pytest.raises(StoreDamaged):
        open_or_create(folder)
    assert files_of(folder) == before
    erase_store(folder, InKeystore(FakeKeystore()))
    assert protection_of(folder) is None


def test_a_master_file_sealed_under_another_key_is_damaged(folder: Path) -> None:
    create_store(folder, LoginOnly()).close()
    master = sealed.read_master((folder / "store.key").read_bytes())
    (folder / "store.key").write_bytes(sealed.seal_master(master, os.urandom(32), bytes(32), os.urandom))
    with pytest.raises(StoreDamaged):
        open_store(folder, LoginOnly())


def newer(path: Path, file_type: sealed.FileType) -> bytes:
    data = sealed.header(file_type, sealed.FORMAT + 1) + b"whatever the future holds"
    path.write_bytes(data)
    return data


@pytest.mark.parametrize("ending", [".rec", ".key"])
def test_records_of_a_newer_version_are_left_alone(folder: Path, store: Store, ending: str) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    path = one(folder, ending)
    store.put(Kind.DRAFT, "b", b"two")
    newer(path, sealed.FileType.RECORD if ending == ".rec" else sealed.FileType.KEY)
    before = files_of(folder)
    for call in (
        lambda: store.get(Kind.DRAFT, "a"),
        lambda: store.put(Kind.DRAFT, "a", b"old"),
        lambda: store.forget(Kind.DRAFT, "a"),
        lambda: change_guard(store, passphrase("x")),
    ):
        with pytest.raises(NewerFormat):
            call()
    store.close()
    with open_store(folder, LoginOnly()) as again:
        assert again.report == Report(total=2, readable=1, newer=1)
        assert content(again, Kind.DRAFT, "b") == b"two"
        assert again.ids(Kind.DRAFT) == (("b",) if ending == ".key" else ("a", "b"))
    assert files_of(folder) == before


def test_records_of_an_unknown_kind_are_left_alone(folder: Path, store: Store) -> None:
    key = sealed.RecordKey(os.urandom(32), "telepathy", "a")
    name = sealed.file_name(store._master_key.reveal(), key.kind, key.record_id)
    (store.records_folder / f"{name}.rec").write_bytes(sealed.seal_record(key, 1, b"?", os.urandom))
    (store.records_folder / f"{name}.key").write_bytes(
        sealed.seal_key(store._master_key.reveal(), name, key, os.urandom)
    )
    before = files_of(folder)
    with open_store(folder, LoginOnly()) as again:
        assert again.report == Report(total=1, readable=0, newer=1)
        with pytest.raises(NewerFormat):
            change_guard(again, passphrase("x"))
    assert files_of(folder) == before


@pytest.mark.parametrize("name", ["store.key", "store.key.copy"])
def test_a_store_of_a_newer_version_is_left_alone(folder: Path, store: Store, name: str) -> None:
    newer(folder / name, sealed.FileType.MASTER)
    if name == "store.key.copy":
        flip(folder / "store.key", 100)
    before = files_of(folder)
    calls = [lambda: open_or_create(folder), lambda: protection_of(folder), lambda: open_store(folder, LoginOnly())]
    calls += [lambda: store.get(Kind.DRAFT, "a")] if name == "store.key" else []
    for call in calls:
        with pytest.raises(NewerFormat):
            call()
    assert files_of(folder) == before


def test_an_unknown_guard_is_from_a_newer_version(folder: Path, store: Store) -> None:
    master = sealed.read_master((folder / "store.key").read_bytes())
    forged = sealed.Master(9, master.epoch, master.retired, 0, 0, master.salt, master.open_key)
    (folder / "store.key").write_bytes(sealed.seal_master(forged, bytes(32), bytes(32), os.urandom))
    with pytest.raises(NewerFormat):
        open_store(folder, LoginOnly())


def test_an_older_version_put_back_is_noticed(folder: Path, store: Store) -> None:
    store.put(Kind.LEDGER, "a", b"one")
    old = one(folder, ".rec").read_bytes()
    version = store.put(Kind.LEDGER, "a", b"two")
    one(folder, ".rec").write_bytes(old)
    with pytest.raises(RolledBack) as caught:
        store.get(Kind.LEDGER, "a", at_least=version)
    assert (caught.value.found, caught.value.expected) == (1, 2)
    with pytest.raises(StaleVersion):
        store.put(Kind.LEDGER, "a", b"three", expect=version)
    with pytest.raises(RolledBack):
        store.get(Kind.LEDGER, "removed", at_least=1)


def test_the_version_cannot_be_written_over(folder: Path, store: Store) -> None:
    store.put(Kind.LEDGER, "a", b"one")
    data = one(folder, ".rec").read_bytes()
    one(folder, ".rec").write_bytes(data[:16] + (7).to_bytes(8, "little") + data[24:])
    with pytest.raises(StoreDamaged):
        store.get(Kind.LEDGER, "a")


@pytest.mark.parametrize("endings", [(".rec",), (".key",), (".rec", ".key")])
def test_one_record_cannot_stand_in_for_another(folder: Path, store: Store, endings: tuple[str, ...]) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    first = one(folder, ".rec")
    store.put(Kind.ANSWERS, "b", b"two")
    (second,) = set(folder.glob("*/*.rec")) - {first}
    for ending in endings:
        shutil.copy(second.with_suffix(ending), first.with_suffix(ending))
    with pytest.raises(StoreDamaged):
        store.get(Kind.DRAFT, "a")
    assert content(store, Kind.ANSWERS, "b") == b"two"


def test_a_record_of_another_store_is_damaged_here(folder: Path, store: Store, tmp_path: Path) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    with create_store(tmp_path / "other", LoginOnly()) as other:
        other.put(Kind.DRAFT, "a", b"two")
        assert one(other.folder, ".rec").name != one(folder, ".rec").name
        for ending in (".rec", ".key"):
            shutil.copy(one(other.folder, ending), one(folder, ending))
    with pytest.raises(StoreDamaged):
        store.get(Kind.DRAFT, "a")


def test_a_link_is_not_followed(folder: Path, store: Store, tmp_path: Path) -> None:
    store.put(Kind.DRAFT, "a", b"one")
    path = one(folder, ".rec")
    shutil.move(path, tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError):
        store.get(Kind.DRAFT, "a")
    assert (tmp_path / "elsewhere").exists()


# Several windows


def count_up(folder: Path, times: int) -> None:
    with open_store(folder, LoginOnly()) as store:
        for _ in range(times):
            with store.transaction():
                found = store.get(Kind.LEDGER, "count") or Record(b"0", 0)
                store.put(Kind.LEDGER, "count", str(int(found.content) + 1).encode(), expect=found.version)


def test_several_processes_lose_nothing(folder: Path, store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=count_up, args=(folder, 40)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert content(store, Kind.LEDGER, "count") == b"120"


def test_several_threads_lose_nothing(folder: Path, store: Store) -> None:
    threads = [threading.Thread(target=count_up, args=(folder, 20)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert content(store, Kind.LEDGER, "count") == b"60"


def test_a_lock_that_is_held_for_too_long(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LOCK_TIMEOUT_S", 0.05)
    with store.transaction(), pytest.raises(StoreInUse):
        open_store(folder, LoginOnly())
    open_store(folder, LoginOnly()).close()


# Settings


def test_settings(folder: Path) -> None:
    assert load_settings(folder) == Settings()
    assert not Settings().keep_answers
    assert Settings().hide_from_screenshots
    save_settings(folder, Settings(name="Ana", lock_after_minutes=1))
    assert load_settings(folder) == Settings(name="Ana", lock_after_minutes=1)
    save_settings(folder, Settings(theme="dark"))
    assert load_settings(folder) == Settings(theme="dark")


def test_the_settings_say_where_everything_is_kept(folder: Path) -> None:
    assert data_folder_in(folder) is None
    save_settings(folder, Settings(name="Ana"))
    assert data_folder_in(folder) is None
    save_settings(folder, Settings(name="Ana", data_folder="/media/disk/Common Ground"))
    assert data_folder_in(folder) == Path("/media/disk/Common Ground")
    (folder / "settings.json").write_bytes(b"{")
    assert data_folder_in(folder) is None
    assert (folder / "settings.json").read_bytes() == b"{", "only looked at: whoever loads them sets them aside"


def test_settings_of_an_older_version_are_used_and_written_as_of_now(folder: Path) -> None:
    folder.mkdir()
    (folder / "settings.json").write_bytes(b'{"format": 1, "name": "Ana"}')
    assert load_settings(folder) == Settings(name="Ana")
    save_settings(folder, load_settings(folder))
    assert b'"format": 3' in (folder / "settings.json").read_bytes()


def test_a_shared_store_is_closed_on_its_own_and_another_can_be_adopted(folder: Path) -> None:
    with create_store(folder, LoginOnly()) as store:
        store.put(Kind.DRAFT, "one", b"content")
        with store.share() as shared:
            assert shared.get(Kind.DRAFT, "one") == store.get(Kind.DRAFT, "one")
        assert store.is_open
        with pytest.raises(StoreClosed):
            shared.ids(Kind.DRAFT)
        store.adopt(change_guard(store.share(), LoginOnly()))
        assert store.ids(Kind.DRAFT) == ("one",)
        store.close()
        assert not store.is_open
        with pytest.raises(StoreClosed):
            store.share()
        store.adopt(open_store(folder, LoginOnly()))
        assert store.ids(Kind.DRAFT) == ("one",)
        with create_store(folder.with_name("elsewhere"), LoginOnly()) as other, pytest.raises(MisuseError):
            store.adopt(other)


def test_settings_of_a_newer_version_are_left_alone(folder: Path) -> None:
    folder.mkdir()
    future = b'{"format": 4, "telepathy": true}'
    (folder / "settings.json").write_bytes(future)
    for call in (lambda: load_settings(folder), lambda: save_settings(folder, Settings())):
        with pytest.raises(NewerFormat):
            call()
    assert (folder / "settings.json").read_bytes() == future


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"[" * 10_000,
        b'{"port": 1}',
        b'{"format": "1"}',
        b'{"format": 1, "theme": "pink"}',
        b'{"format": 1, "unknown": 1}',
        b'{"format": 1, "port": 70000}',
        b'{"format": 1, "name": "' + b"x" * 101 + b'"}',
    ],
)
def test_damaged_settings_are_set_aside(folder: Path, data: bytes) -> None:
    folder.mkdir()
    (folder / "settings.json").write_bytes(data)
    with pytest.raises(StoreDamaged):
        load_settings(folder)
    assert (folder / "damaged" / "settings.json").read_bytes() == data
    assert load_settings(folder) == Settings()
    (folder / "settings.json").write_bytes(data)
    save_settings(folder, Settings(name="Ana"))
    assert load_settings(folder).name == "Ana"
