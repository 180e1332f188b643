"""One text that several people write at once, and agree to: what each holds, and the letters they send each other.

Every field has a counter and who wrote it last. The larger counter wins, between equals the later seat, so that all end
up with the same text whatever arrives when. Whoever agrees signs exactly what he sees; any change makes it another
text, to which nobody has agreed yet. It is done when everybody has signed one and the same.

Source: Shapiro, Preguica, Baquero and Zawirski 2011 (state-based last-writer-wins register); Lamport 1978 (counters).
Differs from the paper: a counter that is far ahead is refused, or one letter could close a field for ever.
Leaves to others: carrying letters (desktop.run.drafting), what the words are (desktop.deals.own_words). Free of
sockets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from crypto.errors import MalformedMessage, PeerError
from desktop.deals import own_words
from desktop.deals.agreement import SIGNATURE_BYTES, CheckSignature, Record
from desktop.deals.errors import InvalidAgreement
from desktop.deals.own_words import MAX_LINE, MAX_NOTES, MAX_TITLE, OwnWords, SignedWords
from desktop.deals.reading import encode_json, read_json
from desktop.deals.text import text_problem

TITLE, NOTES, DAY, LOOK_AGAIN = "title", "notes", "day", "look_again"
CLAUSE, LEFT_OUT = "clause:", "left_out:"
"""With an item id: the line about it; "1" where the item is left out."""
MAX_AHEAD = 10_000
MAX_LETTER = 40_000
MAX_NOTES_TEXT = 6_000
"""Characters of all notes."""
MAX_SIGNED = 200
"""Texts of one person to which a signature is remembered."""
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Field:
    """One field. stamp: its counter, 0 for never written. seat: who wrote it last."""

    value: str = ""
    stamp: int = 0
    seat: int = -1


class SharedText:
    """What one person holds.

    Attributes:
        fields: key -> Field. done: the words and everybody's signatures, once all have agreed.
    """

    def __init__(
        self, record: Record, me: int, sign: Callable[[bytes], bytes], check_signature: CheckSignature
    ) -> None:
        """Args: record: it is about. me: own seat. sign: with the key of the roster. check_signature: of anybody."""
        self._record, self._me, self._sign, self._check = record, me, sign, check_signature
        self._agreed_items = tuple(item.id for item in record.sheet.items if record.outcome.items[item.id].agreed)
        keys = [TITLE, NOTES, DAY, LOOK_AGAIN]
        keys += [prefix + item_id for item_id in self._agreed_items for prefix in (CLAUSE, LEFT_OUT)]
        self.fields: dict[str, Field] = dict.fromkeys(keys, Field())
        self.done: SignedWords | None = None
        self._mine: dict[bytes, OwnWords] = {}
        self._signed: dict[int, dict[bytes, bytes]] = {seat: {} for seat in range(len(record.roster))}

    @property
    def begun(self) -> bool:
        """Somebody has written something."""
        return any(field.stamp for field in self.fields.values())

    def words(self) -> OwnWords:
        """The text as it is now."""

        def value(key: str) -> str:
            return self.fields[key].value

        clauses = tuple(
            (item_id, value(CLAUSE + item_id)) for item_id in self._agreed_items if not value(LEFT_OUT + item_id)
        )
        notes = tuple(value(NOTES).split("\n")) if value(NOTES) else ()
        return OwnWords(value(TITLE), clauses, notes, value(DAY), value(LOOK_AGAIN))

    def agreed(self) -> frozenset[int]:
        """The seats that have signed exactly what stands here now."""
        name = own_words.digest(self.words(), self._record)
        return frozenset(seat for seat, signed in self._signed.items() if name in signed)

    # ---- what this person does

    def edit(self, values: Mapping[str, str]) -> bytes:
        """Write some fields; the letter for the others, b"" when nothing is new."""
        changed = {key: tidy(key, value) for key, value in values.items() if key in self.fields and self.done is None}
        changed = {key: value for key, value in changed.items() if value != self.fields[key].value}
        if not changed:
            return b""
        stamp = max(field.stamp for field in self.fields.values()) + 1
        for key, value in changed.items():
            self.fields[key] = Field(value, stamp, self._me)
        return encode_json({"set": [[key, stamp, value] for key, value in sorted(changed.items())]})

    def agree(self) -> bytes:
        """Sign what stands here; the letter for the others."""
        words = self.words()
        name = own_words.digest(words, self._record)
        signature = self._sign(own_words.words_to_sign(words, self._record))
        self._mine[name] = words
        self._signed[self._me][name] = signature
        self._finish(name)
        return encode_json({"agree": [name.hex(), signature.hex()]})

    # ---- what comes from the others

    def receive(self, seat: int, untrusted: bytes) -> None:
        """A letter.

        Raises:
            MalformedMessage: anything that this program would not have written.
        """
        try:
            letter = read_json(untrusted, MAX_LETTER)
            ((kind, content),) = letter.items()
            if kind == "set" and isinstance(content, list):
                self._take([(str(key), stamp, value) for key, stamp, value in content], seat)
            elif kind == "agree" and isinstance(content, list):
                name, signature = (bytes.fromhex(part) for part in content)
                self._hear_agreed(seat, name, signature)
            else:
                raise MalformedMessage("a letter of an unknown kind")
        except (ValueError, TypeError) as error:
            raise MalformedMessage("not a letter") from error

    def _take(self, changes: list[tuple[str, object, object]], seat: int) -> None:
        newest = max(field.stamp for field in self.fields.values())
        for key, stamp, value in changes:
            old = self.fields.get(key)
            if old is None or not isinstance(value, str) or tidy(key, value) != value:
                raise MalformedMessage("a field that cannot be")
            if isinstance(stamp, bool) or not isinstance(stamp, int) or not 0 < stamp <= newest + MAX_AHEAD:
                raise MalformedMessage("a counter that cannot be")
            if (stamp, seat) > (old.stamp, old.seat) and self.done is None:
                self.fields[key] = Field(value, stamp, seat)

    def _hear_agreed(self, seat: int, name: bytes, signature: bytes) -> None:
        if len(name) != _DIGEST_BYTES or len(signature) != SIGNATURE_BYTES or len(self._signed[seat]) >= MAX_SIGNED:
            raise MalformedMessage("not a signature")
        self._signed[seat][name] = signature
        self._finish(name)

    def _finish(self, name: bytes) -> None:
        """It is done when all have signed a text that this person has signed, too."""
        words = self._mine.get(name)
        if self.done is not None or words is None or not all(name in signed for signed in self._signed.values()):
            return
        signatures = tuple(self._signed[seat][name] for seat in range(len(self._record.roster)))
        try:
            own_words.verify(SignedWords(words, signatures), self._record, self._check)
        except (InvalidAgreement, PeerError) as error:
            raise MalformedMessage("a signature that does not hold") from error
        self.done = SignedWords(words, signatures)


def tidy(key: str, value: str) -> str:
    """A value as everybody holds it: what cannot be shown is left out, what is too long cut off."""
    if key in (DAY, LOOK_AGAIN):
        return value if own_words.is_day(value) else ""
    if key.startswith(LEFT_OUT):
        return "1" if value else ""
    if key == NOTES:
        lines = [_line(line, MAX_LINE) for line in value[:MAX_NOTES_TEXT].splitlines()[:MAX_NOTES]]
        return "\n".join(lines).strip("\n")
    return _line(value, MAX_TITLE if key == TITLE else MAX_LINE)


def _line(text: str, most: int) -> str:
    shown = "".join(letter for letter in text.replace("\t", " ") if not text_problem(f"x{letter}x"))
    return shown.strip()[:most].rstrip()
