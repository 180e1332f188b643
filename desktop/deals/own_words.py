"""What people write down about an agreement in their own words, and the signatures of all of them under it.

It stands beside the agreement and changes nothing of it: it names the record it is about, and is signed with the keys
of the same roster. One canonical JSON text; everybody who agrees signs the same bytes.

Leaves to others: writing it together (desktop.run.drafting), keeping it (desktop.kept.agreements), showing it (the
window).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crypto.errors import PeerError
from desktop.deals.agreement import SIGNATURE_BYTES, Agreement, CheckSignature, Record, message_to_sign
from desktop.deals.errors import InvalidAgreement
from desktop.deals.reading import encode_json, read_json
from desktop.deals.text import is_id, text_problem

FORMAT = "common-ground own words 1"
MAX_TITLE = 120
MAX_LINE = 500
MAX_NOTES = 30
"""Lines of notes."""
MAX_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What was written down.

    Attributes:
        title: one line, at most MAX_TITLE characters.
        clauses: item id and one line about it, in the order of the sheet; items that are left out are not here.
        notes: lines.
        day: of the agreement, look_again: when to look at it again; YYYY-MM-DD or "".
    """

    title: str = ""
    clauses: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    day: str = ""
    look_again: str = ""


@dataclass(frozen=True, slots=True)
class SignedWords:
    """The words, and one signature per seat in the order of the roster; () for a draft that not everyone agreed to."""

    words: OwnWords
    signatures: tuple[bytes, ...] = ()


def is_day(text: str) -> bool:
    """Whether the text is a day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check(words: OwnWords, record: Record) -> None:
    """Whether words can stand under this record.

    Raises:
        InvalidAgreement: something hidden or too long in them, or an item that was not agreed on.
    """
    agreed = [item.id for item in record.sheet.items if record.outcome.items[item.id].agreed]
    named = [item_id for item_id, _ in words.clauses]
    lines = [*(text for _, text in words.clauses), *words.notes]
    days = [day for day in (words.day, words.look_again) if day]
    if named != [item_id for item_id in agreed if item_id in set(named)] or len(words.notes) > MAX_NOTES:
        raise InvalidAgreement("the words are not about what was agreed")
    if text_problem(words.title, MAX_TITLE) or any(text_problem(text, MAX_LINE) for text in lines):
        raise InvalidAgreement("the words hold something that cannot be shown")
    if not all(is_day(day) for day in days):
        raise InvalidAgreement("not a day")


def canonical(words: OwnWords, record: Record) -> bytes:
    """The bytes that everybody signs, but for the label."""
    return encode_json(_fields(words, record))


def digest(words: OwnWords, record: Record) -> bytes:
    """32 bytes that name exactly these words about exactly this record."""
    return hashlib.blake2b(canonical(words, record), digest_size=32).digest()


def words_to_sign(words: OwnWords, record: Record) -> bytes:
    """The message of every signature."""
    return FORMAT.encode() + b"\0" + canonical(words, record)


def encode(signed: SignedWords, record: Record) -> bytes:
    """Words and signatures, to be kept: canonical JSON."""
    return encode_json(_fields(signed.words, record) | {"signatures": [one.hex() for one in signed.signatures]})


def decode(untrusted: bytes, agreement: Agreement, check_signature: CheckSignature) -> SignedWords:
    """Read words that were kept, or are shown by somebody, and check every signature.

    Args:
        untrusted: all of it.
        agreement: that they are about.
        check_signature: of a single signature: p2p.identity.verify.

    Raises:
        InvalidAgreement: anything but what `encode` gives for this agreement, or a signature does not hold.
    """
    try:
        signed = _signed_of(read_json(untrusted, MAX_BYTES))
        same = encode(signed, agreement.record) == untrusted
    except InvalidAgreement:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidAgreement("these are not the words of an agreement") from error
    if not same:
        raise InvalidAgreement("the words are about another agreement")
    check(signed.words, agreement.record)
    if signed.signatures:
        verify(signed, agreement.record, check_signature)
    return signed


def verify(signed: SignedWords, record: Record, check_signature: CheckSignature) -> None:
    """Every seat signed exactly these words. Raises InvalidAgreement."""
    if len(signed.signatures) != len(record.roster):
        raise InvalidAgreement("not one signature for every seat")
    message = words_to_sign(signed.words, record)
    for number, (seat, signature) in enumerate(zip(record.roster, signed.signatures, strict=True), 1):
        try:
            check_signature(seat.key, signature, message)
        except PeerError as error:
            raise InvalidAgreement(f"the signature of person {number} under the words does not hold") from error


def record_name(record: Record) -> str:
    """64 hexadecimal characters that name a record, whoever has signed it."""
    return hashlib.blake2b(message_to_sign(record, 0), digest_size=32).hexdigest()


def _fields(words: OwnWords, record: Record) -> dict[str, object]:
    return {
        "format": FORMAT,
        "record": record_name(record),
        "title": words.title,
        "clauses": [list(clause) for clause in words.clauses],
        "notes": list(words.notes),
        "day": words.day,
        "look_again": words.look_again,
    }


def _signed_of(fields: Mapping[str, object]) -> SignedWords:
    clauses, notes, signatures = fields["clauses"], fields["notes"], fields["signatures"]
    if not (isinstance(clauses, list) and isinstance(notes, list) and isinstance(signatures, list)):
        raise InvalidAgreement("not a list")
    made = OwnWords(
        _text(fields["title"]),
        tuple((_id(item_id), _text(text)) for item_id, text in clauses),
        tuple(_text(line) for line in notes),
        _text(fields["day"]),
        _text(fields["look_again"]),
    )
    keys = tuple(bytes.fromhex(_text(one)) for one in signatures)
    if any(len(one) != SIGNATURE_BYTES for one in keys):
        raise InvalidAgreement("a signature of another length")
    return SignedWords(made, keys)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidAgreement("not a text")
    return value


def _id(value: object) -> str:
    text = _text(value)
    if not is_id(text):
        raise InvalidAgreement("not an id")
    return text
