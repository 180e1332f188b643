"""What arrives from others: ciphertexts, kept until the run is over, and the files that were opened.

Ciphertexts lie in incoming/ under random names and are removed when the meeting is over, however it ends. Opened files
are written to received/ under a harmless name that is not taken yet, 0600, only once their hash is the one that was
opened. Nothing is ever opened with another program.

Leaves to others: which keys were opened (desktop.negotiation), the format (crypto.sealing).
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from crypto.errors import CheatingDetected
from crypto.sealing import CHUNK_BYTES, TAG_BYTES, SealedHeader, sealed_digest, unseal
from desktop.attachments.own import Announcement
from desktop.deals.kinds.contents import OpenFile
from desktop.store.errors import StoreFull
from desktop.store.files import disk_errors_of, private_folder

INCOMING, RECEIVED = "incoming", "received"
SPARE_BYTES = 64 << 20
"""What stays free on the disk."""
FORGOTTEN_S = 86_400.0
"""A ciphertext so old belongs to a run that was killed."""
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A ciphertext that is here completely, exactly as announced.

    Attributes:
        seat: of its owner.
        number: among the owner's files of the item.
    """

    item_id: str
    seat: int
    number: int
    announcement: Announcement
    path: Path

    @property
    def header(self) -> SealedHeader:
        """What everybody may know about it."""
        return self.announcement.header


@dataclass(frozen=True, slots=True)
class Received:
    """A file that opened.

    Attributes:
        item_id, statement: what it belongs to, as the outcome names it.
        path: where it is; None when there is none.
        no_room: it could not be written; else, without a path, what was sent is not what its owner said in the run.
        note: where a note about that is, see attachments.evidence; the ciphertext is beside it.
    """

    item_id: str
    statement: str
    path: Path | None
    no_room: bool = False
    note: Path | None = None


class Incoming:
    """The folders for ciphertexts and for what was opened. Call `remove` in the end."""

    def __init__(self, folder: Path) -> None:
        self.received = folder / RECEIVED
        self._folder = folder / INCOMING
        self._paths: list[Path] = []

    def remove(self) -> None:
        """Remove every ciphertext."""
        for path in list(self._paths):
            self.remove_file(path)

    def remove_file(self, path: Path) -> None:
        """Remove one ciphertext."""
        self._paths.remove(path)
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)

    def require_room(self, n_to_come: int, n_bytes: int) -> None:
        """Make sure that there is room for what comes, and for everything again once it is opened.

        Args:
            n_to_come: bytes that are still to come.
            n_bytes: of all ciphertexts together.

        Raises:
            StoreFull: they do not.
        """
        private_folder(self._folder)
        with disk_errors_of(self._folder):
            free = shutil.disk_usage(self._folder).free
        if n_to_come + n_bytes + SPARE_BYTES > free:
            raise StoreFull(self._folder)

    def new_file(self) -> CiphertextFile:
        """An empty file for the next ciphertext."""
        path = private_folder(self._folder) / f"{secrets.token_hex(16)}.sealed"
        file = CiphertextFile(path)
        self._paths.append(path)
        return file

    def open(self, arrived: Arrived, opened: OpenFile) -> Received:
        """Write what is in a ciphertext to received/; what its owner entered about it in the run has to be true.

        Raises:
            StoreError: it cannot be written.
        """
        size, failed = opened.file.size, Received(opened.item_id, opened.statement, None)
        folder = private_folder(self.received)
        beside = folder / f".{secrets.token_hex(8)}.tmp"
        found = sealed_digest()
        with disk_errors_of(folder):
            try:
                if size > arrived.header.padded_size:
                    raise CheatingDetected("more content than was sent")
                with contextlib.closing(_open_new(beside)) as file:
                    left = size
                    for piece in unseal(opened.key, arrived.header, chunks_in(arrived.path)):
                        content = piece[:left]
                        left -= len(content)
                        found.update(content)
                        file.write(content)
                if not hmac.compare_digest(found.digest(), opened.file.blake2b):
                    raise CheatingDetected("another content than announced")
                path = _free_name(folder, opened.file.name)
                os.replace(beside, path)
            except CheatingDetected:
                return failed
            finally:
                beside.unlink(missing_ok=True)
        return replace(failed, path=path)

    def remove_forgotten(self) -> None:
        """Remove what a program that was killed has left, once it is old enough.

        Raises:
            StoreError: the disk reports a fault.
        """
        with disk_errors_of(self._folder):
            for path in self._folder.glob("*.sealed"):
                with contextlib.suppress(FileNotFoundError):
                    if time.time() - path.stat().st_mtime > FORGOTTEN_S:
                        path.unlink()


class CiphertextFile:
    """A ciphertext on its way in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hash = sealed_digest()
        with disk_errors_of(path.parent):
            self._file = _open_new(path)

    def write(self, untrusted: bytes) -> None:
        """Add what has arrived."""
        self._hash.update(untrusted)
        with disk_errors_of(self.path.parent):
            self._file.write(untrusted)

    def digest(self) -> bytes:
        """Hash of everything so far."""
        return self._hash.digest()

    def close(self) -> None:
        """Nothing more will come."""
        with disk_errors_of(self.path.parent):
            self._file.close()


class _File:
    """A file descriptor that writes everything it is given."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest and self._descriptor is not None:
            rest = rest[os.write(self._descriptor, rest) :]

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _open_new(path: Path) -> _File:
    return _File(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NO_LINK, 0o600))


def chunks_in(path: Path) -> Iterator[bytes]:
    """A ciphertext in the pieces in which it was sealed."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES + TAG_BYTES):
            yield chunk


def _free_name(folder: Path, name: str) -> Path:
    """A name that is not taken: "a.pdf", "a (2).pdf" and so on. It is taken from now on."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    number = 1
    while True:
        path = folder / (name if number == 1 else f"{stem} ({number}){dot}{ending}")
        try:
            _open_new(path).close()
        except FileExistsError:
            number += 1
        else:
            return path
