"""Settings that are not secret: one small file in the clear, as language and theme are needed before any passphrase.

Nothing that anybody answered, no person met, no key, no code is a setting. The first name is the only personal one.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from desktop.store import files
from desktop.store.errors import NewerFormat, StoreDamaged, StoreError

SETTINGS_FILE = "settings.json"
FORMAT = 3
"""Raised whenever a key is added, so that an older version leaves the file alone."""
_MAX_BYTES = 64 * 1024
_Word = Annotated[str, msgspec.Meta(max_length=100)]
_Path = Annotated[str, msgspec.Meta(max_length=4096)]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a person can set. The defaults are the careful choice.

    Attributes:
        name: shown to people one connects to.
        language: tag as "en"; "" follows the system.
        text_percent: size of the text.
        closing: what closing the window does.
        lock_after_minutes: only with a passphrase.
        interface: network interface to use; "" for all.
        port: 0 lets the system choose.
        check_updates: whether a newer version is looked for; never by itself unless it was chosen.
        updates_asked: the person was asked which of these it is to be.
        updates_checked: day of the last look, in days since 1970.
        starts: how often the window was opened, up to 2.
        keystore_told: the person knows that this system has no password store.
        networks_told: the person knows that this system asks whether this program may use networks.
        data_folder: where everything that is kept goes, chosen because the usual place could not be written to; "" for
            the usual place.
    """

    format: int = FORMAT
    name: _Word = ""
    language: _Word = ""
    theme: Literal["system", "light", "dark"] = "system"
    text_percent: Annotated[int, msgspec.Meta(ge=50, le=400)] = 100
    reduce_motion: bool = False
    closing: Literal["ask", "quit", "keep"] = "ask"
    lock_after_minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)] = 5
    cover_when_switching: bool = True
    hide_from_screenshots: bool = True
    keep_answers: bool = False
    notifications: bool = True
    interface: _Word = ""
    show_name_nearby: bool = False
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0
    check_updates: Literal["never", "button", "weekly"] = "button"
    updates_asked: bool = False
    updates_checked: Annotated[int, msgspec.Meta(ge=0, le=2**31)] = 0
    starts: Annotated[int, msgspec.Meta(ge=0, le=2)] = 0
    keystore_told: bool = False
    networks_told: bool = False
    data_folder: _Path = ""


class _Peek(msgspec.Struct):
    format: int


def load_settings(folder: Path) -> Settings:
    """The settings, or the defaults when there are none.

    Raises:
        NewerFormat: left as they are.
        StoreDamaged: they were moved aside; the next call gives the defaults.
    """
    path = folder / SETTINGS_FILE
    data = files.load(path, _MAX_BYTES)
    if data is None:
        return Settings()
    try:
        if msgspec.json.decode(data, type=_Peek).format > FORMAT:
            raise NewerFormat
        return msgspec.structs.replace(msgspec.json.decode(data, type=Settings), format=FORMAT)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        aside = folder / "damaged"
        files.move(path, aside / SETTINGS_FILE)
        raise StoreDamaged(aside, "settings") from error


def data_folder_in(folder: Path) -> Path | None:
    """Where everything that is kept goes, as the settings say.

    Returns:
        None for the usual place, and where the settings cannot be read: whoever loads them finds out why.
    """
    try:
        data = files.load(folder / SETTINGS_FILE, _MAX_BYTES)
        chosen = "" if data is None else msgspec.json.decode(data, type=Settings).data_folder
    except (StoreError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return Path(chosen) if chosen else None


def save_settings(folder: Path, settings: Settings) -> None:
    """Save the settings at once or not at all.

    Raises:
        NewerFormat: those of a newer version are there; they are left as they are.
        StoreFull, StoreNotWritable, StoreUnreadable.
    """
    with contextlib.suppress(StoreDamaged):  # it is moved aside; there is nothing left to lose
        load_settings(folder)
    files.save(folder / SETTINGS_FILE, msgspec.json.format(msgspec.json.encode(settings)) + b"\n")
