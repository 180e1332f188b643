"""Answers on their way to and from the store: autosaved within a second, there again after a crash.

A draft is one record: the sheet, the role, the answers so far, when they were last changed. It is encrypted like
everything in the store. Its id names sheet and role, so the same sheet met again finds it.

Leaves to others: the store itself (desktop.store).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.deals.answers import Answers
from desktop.deals.plain_answers import decode_answers, encode_answers
from desktop.deals.sheet import Sheet, canonical, decode_sheet, digest
from desktop.store import Kind, Store, StoreError

AUTOSAVE_MS = 400
RETRY_MS = 2000


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """Answers that somebody began.

    Attributes:
        sheet: what is answered.
        answers: so far.
        changed: when, in seconds since 1970.
        locked: they were locked in.
        parties: how many people it was meant for; 0 when that is not known.
        at: id of the item that was up; "" before the first.
        people: what the others call themselves, or are called here, when they were there; "" for nothing.
    """

    sheet: Sheet
    answers: Answers
    changed: float
    locked: bool = False
    parties: int = 0
    at: str = ""
    people: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Names the record: sheet and role."""
        return draft_id(self.sheet, self.answers.role)


class _Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    sheet: bytes
    answers: bytes
    changed: float
    locked: bool
    parties: int
    at: str = ""  # drafts of 0.1.0 end before it
    people: tuple[str, ...] = ()


def draft_id(sheet: Sheet, role: str) -> str:
    """The id under which answers of a role to a sheet are kept."""
    return f"{digest(sheet).hex()[:40]}.{role}"


def encode_draft(draft: Draft) -> bytes:
    """The content of the record."""
    answers = encode_answers(draft.answers)
    sheet, people = canonical(draft.sheet), draft.people
    fields = _Fields(sheet, answers, draft.changed, draft.locked, draft.parties, draft.at, people)
    return msgspec.msgpack.encode(fields)


def decode_draft(content: bytes) -> Draft | None:
    """What encode_draft wrote; None when it is of another version of the program, or does not fit its sheet."""
    try:
        fields = msgspec.msgpack.decode(content, type=_Fields)
        sheet = decode_sheet(fields.sheet)
        answers = decode_answers(fields.answers)
    except (msgspec.MsgspecError, ValueError):
        return None
    items = {item.id for item in sheet.items}
    fits = items.issuperset(answers.by_item) and items.issuperset(answers.must)
    if not fits:
        return None
    return Draft(sheet, answers, fields.changed, fields.locked, fields.parties, fields.at, fields.people)


class Keeper(QObject):
    """Saves the draft at hand soon after every change, and at once when asked.

    Signals: `saved` when, in seconds since 1970; `failed` with what the disk says, after which it is tried again.
    """

    saved = Signal(float)
    failed = Signal(object)

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._store = store
        self._clock = clock
        self._waiting: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self.save_now)

    def keep(
        self,
        sheet: Sheet,
        answers: Answers,
        *,
        locked: bool = False,
        parties: int = 0,
        at: str = "",
        people: tuple[str, ...] = (),
    ) -> None:
        """These are the answers now, `at` is the item that is up, and `people` are the others, if they are there."""
        self._waiting = Draft(sheet, answers, self._clock(), locked, parties, at, people)
        if not self._timer.isActive():
            self._timer.start(AUTOSAVE_MS)

    @property
    def waiting(self) -> bool:
        """Something is only in memory yet."""
        return self._waiting is not None

    def save_now(self) -> None:
        """Save what waits to be saved."""
        draft, self._waiting = self._waiting, None
        self._timer.stop()
        if draft is None:
            return
        if not draft.people:  # nobody is there now; whom it was begun with is still right
            before = self._read(draft.id)
            draft = draft if before is None else replace(draft, people=before.people)
        try:
            self._store.put(Kind.DRAFT, draft.id, encode_draft(draft))
        except StoreError as error:
            self._waiting = draft
            self._timer.start(RETRY_MS)
            self.failed.emit(error)
            return
        self.saved.emit(draft.changed)

    def close(self) -> None:
        """Save for the last time."""
        self.save_now()
        self._waiting = None
        self._timer.stop()

    def find(self, sheet: Sheet, role: str) -> Draft | None:
        """The draft of a role on a sheet."""
        return self._read(draft_id(sheet, role))

    def all(self) -> list[Draft]:
        """Every draft, the last changed first."""
        found = [self._read(record_id) for record_id in self._store.ids(Kind.DRAFT)]
        return sorted((draft for draft in found if draft is not None), key=lambda draft: -draft.changed)

    def forget(self, draft: Draft) -> None:
        """Destroy a draft."""
        if self._waiting is not None and self._waiting.id == draft.id:
            self._waiting = None
            self._timer.stop()
        self._store.forget(Kind.DRAFT, draft.id)

    def _read(self, record_id: str) -> Draft | None:
        try:
            record = self._store.get(Kind.DRAFT, record_id)
        except StoreError as error:
            self.failed.emit(error)
            return None
        return None if record is None else decode_draft(record.content)
