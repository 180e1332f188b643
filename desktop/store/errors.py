"""What can go wrong when something is kept on this computer. Nothing here ever holds a value that was kept.

The first line of each class is the sentence people read; codes and next steps are in desktop.strings.errors.
"""

from __future__ import annotations

from pathlib import Path


class StoreError(Exception):
    """Saved data could not be read or written."""


class _At(StoreError):
    def __init__(self, folder: Path, detail: str = "") -> None:
        self.folder = folder
        super().__init__(f"{folder}{': ' if detail else ''}{detail}")


class StoreFull(_At):
    """There is no space left to save."""


class StoreNotWritable(_At):
    """The folder cannot be written to."""


class StoreUnreadable(_At):
    """The disk reported a fault. What was there is still there."""


class StoreInUse(_At):
    """Another window of the program is saving and does not come to an end."""


class StoreClosed(_At):
    """The store was closed, or its protection was changed elsewhere. Open it again."""


class NoStore(_At):
    """Nothing is kept in this folder yet."""


class StoreDamaged(StoreError):
    """Some saved data could not be read.

    Attributes:
        copies: the folder that holds the damaged files as they were.
    """

    def __init__(self, copies: Path, detail: str = "") -> None:
        self.copies = copies
        super().__init__(detail or "damaged; set aside")


class RolledBack(StoreError):
    """An older version of saved data was put back in its place."""

    def __init__(self, found: int, expected: int) -> None:
        self.found = found
        self.expected = expected
        super().__init__(f"version {found} where at least {expected} was saved")


class StaleVersion(StoreError):
    """Another window saved this first. Read it again."""


class NewerFormat(StoreError):
    """This was saved by a newer version. It is not changed. Update to open it."""


class PassphraseNeeded(StoreError):
    """Enter your passphrase."""


class WrongPassphrase(StoreError):
    """That passphrase did not work."""


class NoKeystore(StoreError):
    """This system has no password store, or it did not answer."""
