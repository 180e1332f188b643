"""What guards the master key: a passphrase, the system's password store, or only the login of this computer.

  Passphrase    Argon2id turns it into the key that the master key is sealed under.
  InKeystore    32 random bytes, kept by the system's password store, are that key.
  LoginOnly     that key lies beside what it seals. This is access control, not encryption, and is never called so.

Only the password stores of the systems themselves are used: Secret Service, KWallet, Keychain, Credential Manager.
Whatever else `keyring` may have been configured to (plain files, nothing at all) counts as none.

Source: Argon2id (RFC 9106) as in libsodium; costs are its "moderate" ones.
"""

from __future__ import annotations

import importlib
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from nacl import pwhash

from desktop.store.errors import NoKeystore, PassphraseNeeded
from desktop.store.sealed import EPOCH_BYTES, KEY_BYTES, SALT_BYTES, Damaged, Master, Random
from p2p.secret import Secret

SERVICE = "Common Ground"
_MAX_OPS = 64
_MAX_MEM_KIB = 4 * 1024 * 1024
_SYSTEM_BACKENDS = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "kwallet", "libsecret", "macOS", "Windows")
)


class Protection(IntEnum):
    """What stands between a thief of this computer and what is kept on it. The numbers are part of the format."""

    PASSPHRASE = 1
    KEYSTORE = 2
    LOGIN_ONLY = 3


class Keystore(Protocol):
    """A place of the system's own for small secrets."""

    def load(self, name: str) -> Secret[bytes] | None:
        """The secret of that name, or None. Raises NoKeystore."""

    def save(self, name: str, secret: Secret[bytes]) -> None:
        """Keep a secret. Raises NoKeystore."""

    def remove(self, name: str) -> None:
        """Forget a secret; nothing happens when there is none. Raises NoKeystore."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs: passes, and memory in KiB."""

    ops: int = pwhash.argon2id.OPSLIMIT_MODERATE
    mem_kib: int = pwhash.argon2id.MEMLIMIT_MODERATE // 1024


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Guarded by what the person remembers. It cannot be recovered."""

    text: Secret[str]
    cost: Cost = Cost()


@dataclass(frozen=True, slots=True)
class InKeystore:
    """Guarded by the system's password store."""

    keystore: Keystore


@dataclass(frozen=True, slots=True)
class LoginOnly:
    """Guarded by the login of this computer and by nothing else."""


Guard = Passphrase | InKeystore | LoginOnly


def protection_by(guard: Guard) -> Protection:
    """What a guard amounts to."""
    match guard:
        case Passphrase():
            return Protection.PASSPHRASE
        case InKeystore():
            return Protection.KEYSTORE
        case LoginOnly():
            return Protection.LOGIN_ONLY


def new_guard_key(guard: Guard, retired: bytes, random: Random) -> tuple[Secret[bytes], Master]:
    """A fresh key for a new epoch, already with its keystore, and the master file to be sealed under it.

    Raises:
        PassphraseNeeded: the passphrase is empty.
        NoKeystore.
    """
    epoch, salt = random(EPOCH_BYTES), bytes(SALT_BYTES)
    cost, open_key = Cost(0, 0), bytes(KEY_BYTES)
    match guard:
        case Passphrase():
            salt, cost = random(SALT_BYTES), guard.cost
            key = _stretch(guard.text, salt, cost)
        case InKeystore():
            key = Secret(random(KEY_BYTES))
            _save_checked(guard.keystore, epoch.hex(), key)
        case LoginOnly():
            open_key = random(KEY_BYTES)
            key = Secret(open_key)
    return key, Master(protection_by(guard), epoch, retired, cost.ops, cost.mem_kib, salt, open_key)


def guard_key_of(master: Master, guard: Guard) -> Secret[bytes]:
    """The key under which the master key of an existing store is sealed.

    Raises:
        PassphraseNeeded: it is guarded by a passphrase and none is given.
        NoKeystore: it is guarded by a keystore that is not there, or no longer has the key.
        Damaged: costs that no version ever wrote.
    """
    if master.guard == Protection.LOGIN_ONLY:
        return Secret(master.open_key)
    if master.guard == Protection.KEYSTORE:
        found = guard.keystore.load(master.epoch.hex()) if isinstance(guard, InKeystore) else None
        if found is None:
            raise NoKeystore("the key of the store is not there")
        return found
    if not isinstance(guard, Passphrase):
        raise PassphraseNeeded
    if not (0 < master.ops <= _MAX_OPS and 0 < master.mem_kib <= _MAX_MEM_KIB):
        raise Damaged("costs")
    return _stretch(guard.text, master.salt, Cost(master.ops, master.mem_kib))


def _stretch(passphrase: Secret[str], salt: bytes, cost: Cost) -> Secret[bytes]:
    # NFKC: the same keys pressed on another system give the same passphrase.
    text = unicodedata.normalize("NFKC", passphrase.reveal()).encode()
    if not text:
        raise PassphraseNeeded
    return Secret(pwhash.argon2id.kdf(KEY_BYTES, text, salt, opslimit=cost.ops, memlimit=cost.mem_kib * 1024))


def _save_checked(keystore: Keystore, name: str, key: Secret[bytes]) -> None:
    keystore.save(name, key)
    back = keystore.load(name)
    if back is None or back.reveal() != key.reveal():
        raise NoKeystore("it does not give back what it was given")


class SystemKeystore:
    """The password store of this system, through `keyring`."""

    def __init__(self, backend: _Backend) -> None:
        """Args: backend: one of the systems' own, as system_keystore chooses it."""
        self._backend = backend
        self._failures = _backend_failures()

    def load(self, name: str) -> Secret[bytes] | None:
        """See Keystore."""
        try:
            text = self._backend.get_password(SERVICE, name)
            return None if text is None else Secret(bytes.fromhex(text))
        except self._failures as error:
            raise NoKeystore(type(error).__name__) from None

    def save(self, name: str, secret: Secret[bytes]) -> None:
        """See Keystore."""
        try:
            self._backend.set_password(SERVICE, name, secret.reveal().hex())
        except self._failures as error:
            raise NoKeystore(type(error).__name__) from None

    def remove(self, name: str) -> None:
        """See Keystore."""
        try:
            if self._backend.get_password(SERVICE, name) is not None:
                self._backend.delete_password(SERVICE, name)
        except self._failures as error:
            raise NoKeystore(type(error).__name__) from None


class _Backend(Protocol):
    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def system_keystore() -> SystemKeystore | None:
    """The password store of this system, or None when there is none that deserves the name.

    Respects keyring's own configuration where it names a system's store or switches it off; a configuration that names
    anything else gives None. May take a second on a desktop whose store has to be started.
    """
    import keyring
    from keyring.backends import chainer

    chosen = keyring.get_keyring()
    candidates = list(chosen.backends) if isinstance(chosen, chainer.ChainerBackend) else [chosen]
    for backend in candidates:
        if type(backend).__module__ in _SYSTEM_BACKENDS and _priority(backend) >= 1:
            return SystemKeystore(backend)
    return None


def _priority(backend: object) -> float:
    try:
        value = getattr(backend, "priority", 0)
    except RuntimeError:  # how a backend says that it cannot work here
        return 0
    return value if isinstance(value, int | float) else 0


def _backend_failures() -> tuple[type[Exception], ...]:
    """What the stores of the systems raise when they are locked, refuse, or are gone."""
    from keyring.errors import KeyringError

    found: list[type[Exception]] = [KeyringError, OSError, RuntimeError, ValueError]
    for module, name in (("secretstorage.exceptions", "SecretStorageException"), ("jeepney", "DBusErrorResponse")):
        try:
            kind = getattr(importlib.import_module(module), name, None)
        except ImportError:  # only where the system has it
            continue
        if isinstance(kind, type) and issubclass(kind, Exception):
            found.append(kind)
    return tuple(found)
