"""Whole files that replace each other at once, and files that are destroyed.

save: written beside its place, flushed to the disk, renamed, and the folder flushed. A reader finds the old file or the
new one, never a mixture, and what save has returned from survives a power cut. Files are 0600, new folders 0700.

Leaves to others: what is in the files (desktop.store.sealed), two programs at once (desktop.store.records).
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop.store.errors import StoreError, StoreFull, StoreNotWritable, StoreUnreadable

if sys.platform != "win32":
    import fcntl

TEMPORARY = ".tmp"
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_REFUSED = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.ENOENT, errno.EEXIST, errno.ELOOP}
)


def as_store_error(error: OSError, folder: Path) -> StoreError:
    """The error to show for what the system reported about a folder."""
    if error.errno in _FULL:
        return StoreFull(folder)
    if error.errno in _REFUSED:
        return StoreNotWritable(folder)
    return StoreUnreadable(folder, errno.errorcode.get(error.errno or 0, ""))


@contextlib.contextmanager
def disk_errors_of(folder: Path) -> Iterator[None]:
    """Turn what the system reports about the folder into a StoreError."""
    try:
        yield
    except OSError as error:
        raise as_store_error(error, folder) from error


def private_folder(folder: Path) -> Path:
    """Make the folder (0700) where it is missing and return it. One that is there keeps its mode.

    Raises:
        StoreNotWritable, StoreFull, StoreUnreadable: it cannot be made.
    """
    with disk_errors_of(folder):
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _flush_folder(folder.parent)
    return folder


def close_to_others(folder: Path) -> None:
    """Take away everybody else's access to a folder of ours. Nothing to do on Windows, where the profile is private."""
    with disk_errors_of(folder):
        mode = stat.S_IMODE(folder.stat().st_mode)
        if os.name == "posix" and mode != 0o700:
            folder.chmod(0o700)


def save(path: Path, data: bytes, *, destroy_old: bool = False) -> None:
    """Write a whole file, or leave what was there.

    Args:
        path: its place; the folder is made (0700) where it is missing.
        data: the whole content.
        destroy_old: overwrite the bytes of the file that is replaced (for keys).

    Raises:
        StoreFull, StoreNotWritable, StoreUnreadable: the old file is still there; or, when the system failed after the
            rename, the new one, complete.
    """
    folder = private_folder(path.parent)
    mark = secrets.token_hex(8)
    beside, old = (folder / f".{path.name}.{mark}{ending}{TEMPORARY}" for ending in ("", ".old"))
    with disk_errors_of(folder):
        try:
            if destroy_old:
                _keep_a_name_for(path, old)
            _write_new(beside, data)
            os.replace(beside, path)
        except OSError:
            for leftover in (beside, old):
                with contextlib.suppress(OSError):
                    leftover.unlink(missing_ok=True)
            raise
        _flush_folder(folder)
    if destroy_old:
        destroy(old)


def _keep_a_name_for(path: Path, old: Path) -> None:
    """A second name for the bytes that are about to lose theirs; where the disk knows no such names, without."""
    with contextlib.suppress(OSError):
        os.link(path, old, follow_symlinks=False)


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NO_LINK, 0o600)
    try:
        _write_all(descriptor, data)
        _flush(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _overwrite(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    os.lseek(descriptor, 0, os.SEEK_SET)
    _write_all(descriptor, bytes(size))
    _flush(descriptor)


def _flush(descriptor: int) -> None:
    if sys.platform == "darwin":
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync alone stops at the drive's own cache there
    else:
        os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened; the rename is durable as it is
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def load(path: Path, limit: int) -> bytes | None:
    """The whole file, or None when there is none.

    Args:
        path: the file; a symbolic link is refused.
        limit: largest size in bytes; of a larger file limit + 1 bytes are returned, for the decoder to refuse.

    Raises:
        StoreNotWritable, StoreUnreadable: it is there and cannot be read.
    """
    with disk_errors_of(path.parent):
        try:
            descriptor = os.open(path, os.O_RDONLY | _BINARY | _NO_LINK)
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            return file.read(limit + 1)


def exists(path: Path) -> bool:
    """Whether there is a file of that name."""
    with disk_errors_of(path.parent):
        return path.exists()


def move(source: Path, destination: Path) -> None:
    """Rename a file and see to it that this survives a power cut."""
    private_folder(destination.parent)
    with disk_errors_of(destination.parent):
        os.replace(source, destination)
        _flush_folder(destination.parent)
        if source.parent != destination.parent:
            _flush_folder(source.parent)


def destroy(path: Path) -> None:
    """Overwrite a file, then remove it. Nothing happens when it is not there.

    A file that has another name as well only loses this one. On disks that write in place the old bytes are gone;
    solid-state disks, snapshots and backups may keep them.
    """
    with disk_errors_of(path.parent):
        try:
            descriptor = os.open(path, os.O_WRONLY | _BINARY | _NO_LINK)
        except FileNotFoundError:
            return
        try:
            if os.fstat(descriptor).st_nlink == 1:
                _overwrite(descriptor)
        finally:
            os.close(descriptor)
        path.unlink(missing_ok=True)
        _flush_folder(path.parent)
