"""The agreement: what was agreed, on which sheet, by which keys, signed by every one of them.

One canonical JSON text. Anyone it is shown to can check it offline: it holds the sheet, the outcome, the roster, the
digest of the run's transcript and one signature a seat. It never holds what anybody entered; of opened statements only
names and hashes, of sets only the folded strings that all had.

Every signature covers the record and the time its signer names, so a clock that is wrong spoils nothing but itself.

Leaves to others: keys and the check of a single signature (an argument), where the file is kept (desktop.store).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from crypto.errors import PeerError
from desktop.deals.errors import InvalidAgreement
from desktop.deals.items import AnyItem, BundleItem, DiscloseItem, LadderItem, SetItem
from desktop.deals.outcome import ItemOutcome, Outcome, Value
from desktop.deals.reading import encode_json, read_json
from desktop.deals.sheet import Sheet, canonical, decode_sheet, digest
from desktop.deals.text import fold
from desktop.language import tr

FORMAT = "common-ground agreement 1"
MAX_BYTES = 4 * 1024 * 1024
KEY_BYTES = 32
SIGNATURE_BYTES = 64
TRANSCRIPT_BYTES = 32
_TIME_BYTES = 8
SIGNED_BYTES = _TIME_BYTES + SIGNATURE_BYTES
_LATEST = 253_402_300_799  # the last second of the year 9999

CheckSignature = Callable[[bytes, bytes, bytes], None]
"""check(public key, signature, message): returns, or raises a PeerError."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sat where: the identity key of one party and the role it held ("" on sheets without roles)."""

    key: bytes
    role: str


@dataclass(frozen=True, slots=True)
class Record:
    """What everybody signs.

    Attributes:
        sheet: the sheet that was compared.
        outcome: as public_outcome gives it, so that it is the same for everyone.
        roster: the seats in order.
        transcript: 32 bytes; digest of the run that all parties compared with each other.
        version: of the program that wrote the record.
    """

    sheet: Sheet
    outcome: Outcome
    roster: tuple[Seat, ...]
    transcript: bytes
    version: str


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: when its signer says it was made (seconds since 1970, UTC), and the 64 bytes."""

    time: int
    signature: bytes

    def to_bytes(self) -> bytes:
        """SIGNED_BYTES bytes for the way to the others."""
        return self.time.to_bytes(_TIME_BYTES, "little") + self.signature

    @classmethod
    def from_bytes(cls, untrusted: bytes) -> Signed:
        """Read what to_bytes wrote; the signature is not checked.

        Raises:
            InvalidAgreement: another length, or a time after the year 9999.
        """
        time = int.from_bytes(untrusted[:_TIME_BYTES], "little")
        if len(untrusted) != SIGNED_BYTES or time > _LATEST:
            raise InvalidAgreement(tr("not a signature with its time"))
        return cls(time, untrusted[_TIME_BYTES:])


@dataclass(frozen=True, slots=True)
class Agreement:
    """A record and one signature per seat, in the order of the roster; None where one never arrived."""

    record: Record
    signatures: tuple[Signed | None, ...]

    @property
    def complete(self) -> bool:
        """Every seat has signed."""
        return all(signed is not None for signed in self.signatures)

    @property
    def made(self) -> int:
        """When the first signature says it was made, in seconds since 1970, UTC; 0 where nobody has signed."""
        return min((signed.time for signed in self.signatures if signed is not None), default=0)


def public_outcome(sheet: Sheet, outcome: Outcome) -> Outcome:
    """The outcome without contents and without anybody's own spelling: equal at all parties of one run."""
    items = {item.id: item for item in sheet.items}

    def public(item_id: str, shown: ItemOutcome) -> ItemOutcome:
        value = shown.value
        if isinstance(items[item_id], DiscloseItem) and isinstance(value, Mapping):
            return ItemOutcome(shown.agreed, {name: _hashed(content) for name, content in sorted(value.items())})
        if isinstance(items[item_id], SetItem) and isinstance(value, tuple):
            return ItemOutcome(shown.agreed, tuple(sorted(fold(entry) for entry in value)))
        return shown

    return Outcome(outcome.blocked, {item_id: public(item_id, shown) for item_id, shown in outcome.items.items()})


def _hashed(content: object) -> object:
    fields = content if isinstance(content, Mapping) else {}
    text = fields.get("text")
    if isinstance(text, str):
        return {"blake2b": hashlib.blake2b(text.encode(), digest_size=32).hexdigest()}
    return {"blake2b": str(fields.get("blake2b", ""))}


def message_to_sign(record: Record, time: int) -> bytes:
    """The bytes one seat signs: label, the time it names, the record.

    Args:
        time: seconds since 1970, 0 .. year 9999.
    """
    return FORMAT.encode() + b"\0" + time.to_bytes(_TIME_BYTES, "little") + encode_json(_record_fields(record))


def encode(agreement: Agreement) -> bytes:
    """The file: canonical JSON, without an end of line."""
    fields = _record_fields(agreement.record)
    fields["signatures"] = [
        None if signed is None else {"time": signed.time, "signature": signed.signature.hex()}
        for signed in agreement.signatures
    ]
    return encode_json(fields)


def decode(untrusted: bytes) -> Agreement:
    """Read a file. Only what encode would have produced is accepted; signatures are not checked here.

    Args:
        untrusted: all of it, bytes.

    Raises:
        InvalidAgreement: too large, not JSON, other fields than ours, a sheet that is none, not canonical.
    """
    try:
        agreement = _agreement_of(read_json(untrusted, MAX_BYTES))
        same = encode(agreement) == untrusted
    except InvalidAgreement:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise InvalidAgreement(tr("the file is not an agreement of this program")) from error
    if not same:
        raise InvalidAgreement(tr("the file holds more than an agreement does"))
    return agreement


def verify(agreement: Agreement, check: CheckSignature) -> None:
    """Check that every seat signed exactly this record.

    Args:
        agreement: as decode gave it.
        check: of a single signature: p2p.identity.verify.

    Raises:
        InvalidAgreement: a signature is missing, or does not hold.
    """
    for number, signed in enumerate(agreement.signatures, 1):
        if signed is None:
            raise InvalidAgreement(tr("the signature of person {number} is missing", number=number))
    verify_present(agreement, check)


def verify_present(agreement: Agreement, check: CheckSignature) -> None:
    """Check the signatures that are there; others may be missing, for people can leave before they sign.

    Raises:
        InvalidAgreement: nobody has signed, or a signature does not hold.
    """
    if not any(agreement.signatures):
        raise InvalidAgreement(tr("nobody has signed it"))
    for number, (seat, signed) in enumerate(zip(agreement.record.roster, agreement.signatures, strict=True), 1):
        if signed is None:
            continue
        try:
            check(seat.key, signed.signature, message_to_sign(agreement.record, signed.time))
        except PeerError as error:
            raise InvalidAgreement(tr("the signature of person {number} does not hold", number=number)) from error


def file_digest(agreement: Agreement) -> bytes:
    """BLAKE2b-256 of the file, 32 bytes: the same for everyone who has all signatures."""
    return hashlib.blake2b(encode(agreement), digest_size=32).digest()


def _record_fields(record: Record) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": record.version,
        "sheet": canonical(record.sheet).decode(),
        "digest": digest(record.sheet).hex(),
        "blocked": record.outcome.blocked,
        "items": {item_id: _item_fields(shown) for item_id, shown in record.outcome.items.items()},
        "roster": [{"key": seat.key.hex(), "role": seat.role} for seat in record.roster],
        "transcript": record.transcript.hex(),
    }


def _item_fields(shown: ItemOutcome) -> dict[str, object]:
    fields = shown.to_json()
    # Amounts with decimal places as text, with the digits of the sheet: the record has no floats.
    return {**fields, "value": str(shown.value)} if isinstance(shown.value, Decimal) else fields


def _agreement_of(fields: Mapping[str, object]) -> Agreement:
    """The agreement these fields describe; whatever they hold besides is found when it is encoded again."""
    if fields["format"] != FORMAT:
        raise InvalidAgreement(tr("not an agreement of this format"))
    sheet = decode_sheet(_string(fields["sheet"]).encode())
    # In sheet order; an item too many is found when the whole is encoded again.
    shown = _table(fields["items"])
    outcome = Outcome(
        _bool(fields["blocked"]), {item.id: _item_of(item, _table(shown[item.id])) for item in sheet.items}
    )
    if outcome.blocked and any(item.agreed for item in outcome.items.values()):
        raise InvalidAgreement(tr("a blocked outcome shows an item"))
    roster = tuple(_seat_of(_table(seat)) for seat in _list(fields["roster"]))
    signatures = tuple(None if signed is None else _signed_of(_table(signed)) for signed in _list(fields["signatures"]))
    if len({seat.key for seat in roster}) != len(roster) or len(roster) != len(signatures) or len(roster) < 2:
        raise InvalidAgreement(tr("not one signature for every seat"))
    record = Record(sheet, outcome, roster, _hex(fields["transcript"], TRANSCRIPT_BYTES), _string(fields["version"]))
    return Agreement(record, signatures)


def _seat_of(fields: Mapping[str, object]) -> Seat:
    return Seat(_hex(fields["key"], KEY_BYTES), _string(fields["role"]))


def _signed_of(fields: Mapping[str, object]) -> Signed:
    time = fields["time"]
    if isinstance(time, bool) or not isinstance(time, int) or not 0 <= time <= _LATEST:
        raise InvalidAgreement(tr("not a time"))
    return Signed(time, _hex(fields["signature"], SIGNATURE_BYTES))


def _item_of(item: AnyItem, fields: Mapping[str, object]) -> ItemOutcome:
    agreed = _bool(fields["agreed"])
    return ItemOutcome(agreed, _value_of(item, fields["value"]) if agreed else None)


def _value_of(item: AnyItem, value: object) -> Value:
    if isinstance(item, LadderItem) and isinstance(value, str):
        return {str(amount): amount for amount in item.amounts}[value]
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, list):
        return tuple(_string(entry) for entry in value)
    fields = _table(value)
    if isinstance(item, BundleItem):  # in the order of the sheet; one too many is found when the whole is encoded again
        return {issue.id: fields[issue.id] for issue in item.issues}
    return dict(fields)


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InvalidAgreement(tr("not a table"))
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise InvalidAgreement(tr("not a list"))
    return value


def _hex(text: object, size: int) -> bytes:
    value = bytes.fromhex(_string(text))
    if len(value) != size:
        raise InvalidAgreement(tr("a field of another length"))
    return value


def _string(text: object) -> str:
    if not isinstance(text, str):
        raise InvalidAgreement(tr("not a text"))
    return text


def _bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidAgreement(tr("not yes or no"))
    return value
