"""The agreement: the same bytes for everyone, signed by all, nothing private in it, every change found."""

from __future__ import annotations

import hashlib
import json
import random

import pytest

from crypto.errors import PeerError
from desktop.deals import agreement
from desktop.deals.agreement import Agreement, Record, Seat, Signed, public_outcome, verify_present
from desktop.deals.errors import InvalidAgreement
from desktop.deals.outcome import NOT_AGREED, Outcome
from p2p.identity import verify
from tests.desktop.agreeing import FIRST_SIGNED, OUTCOME, PEOPLE, SHEET, record, signed


def test_what_is_written_is_read_and_holds() -> None:
    whole = signed()
    data = agreement.encode(whole)
    assert agreement.decode(data) == whole
    agreement.verify(whole, verify)
    assert whole.complete


def test_it_holds_no_content_and_nobodys_own_spelling() -> None:
    data = agreement.encode(signed()).decode()
    assert "private sentence" not in data
    assert "HIMMEL" not in data
    assert "der himmel über berlin" in data


def test_an_amount_that_is_not_on_the_sheet_is_refused() -> None:
    text = agreement.encode(signed()).decode()
    assert '"value":"1.50"' in text
    for lie in ('"value":"1.5"', '"value":"9.50"', '"value":1.5', '"value":"NaN"'):
        with pytest.raises(InvalidAgreement):
            agreement.decode(text.replace('"value":"1.50"', lie).encode())


def test_nothing_agreed_and_blocked() -> None:
    for blocked in (False, True):
        whole = signed(Outcome(blocked, {item.id: NOT_AGREED for item in SHEET.items}))
        assert agreement.decode(agreement.encode(whole)) == whole


def test_a_blocked_outcome_shows_nothing() -> None:
    whole = signed(Outcome(True, OUTCOME.items))
    with pytest.raises(InvalidAgreement):
        agreement.decode(agreement.encode(whole))


def test_every_flipped_byte_is_found() -> None:
    data = agreement.encode(signed())
    rng = random.Random(5)
    for position in range(len(data)):
        changed = bytearray(data)
        changed[position] ^= 1 << rng.randrange(8)
        with pytest.raises(InvalidAgreement):
            agreement.verify(agreement.decode(bytes(changed)), verify)


def test_another_outcome_under_the_same_signatures() -> None:
    honest = signed()
    other = record(Outcome(False, {**OUTCOME.items, "walk": NOT_AGREED}))
    with pytest.raises(InvalidAgreement, match="person 1"):
        agreement.verify(Agreement(other, honest.signatures), verify)


def test_a_missing_signature_is_named() -> None:
    honest = signed()
    partial = Agreement(honest.record, (honest.signatures[0], None))
    assert not partial.complete
    assert agreement.decode(agreement.encode(partial)) == partial
    with pytest.raises(InvalidAgreement, match="person 2 is missing"):
        agreement.verify(partial, verify)


def test_signatures_that_are_there() -> None:
    honest, partial = signed(), signed(missing=[1])
    verify_present(honest, verify)
    verify_present(partial, verify)
    assert (honest.made, signed(missing=[0]).made, signed(missing=[0, 1]).made) == (FIRST_SIGNED, FIRST_SIGNED + 7, 0)
    with pytest.raises(InvalidAgreement, match="nobody"):
        verify_present(signed(missing=[0, 1]), verify)
    other = record(Outcome(False, {**OUTCOME.items, "walk": NOT_AGREED}))
    with pytest.raises(InvalidAgreement, match="person 1"):
        verify_present(Agreement(other, partial.signatures), verify)


def test_the_digest_of_the_file() -> None:
    digest = hashlib.blake2b(agreement.encode(signed()), digest_size=32).digest()
    assert agreement.file_digest(signed()) == digest != agreement.file_digest(signed(missing=[1]))


def test_swapped_signatures_and_times() -> None:
    first, second = signed().signatures
    assert first is not None
    assert second is not None
    with pytest.raises(InvalidAgreement):
        agreement.verify(Agreement(record(), (second, first)), verify)
    with pytest.raises(InvalidAgreement):
        agreement.verify(Agreement(record(), (Signed(first.time + 1, first.signature), second)), verify)


def test_one_key_twice_is_refused() -> None:
    roster = (Seat(PEOPLE[0].key, ""), Seat(PEOPLE[0].key, ""))
    unsigned = Record(SHEET, public_outcome(SHEET, OUTCOME), roster, bytes(32), "0.1")
    mine = Signed(1, PEOPLE[0].sign(agreement.message_to_sign(unsigned, 1)))
    with pytest.raises(InvalidAgreement):
        agreement.decode(agreement.encode(Agreement(unsigned, (mine, mine))))


def edited(change: dict[str, object]) -> bytes:
    fields = json.loads(agreement.encode(signed()))
    return json.dumps({**fields, **change}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1},
        {"format": "common-ground agreement 2"},
        {"blocked": 0},
        {"blocked": None},
        {"items": {}},
        {"items": []},
        {"items": None},
        {"roster": []},
        {"roster": [1, 2]},
        {"roster": {}},
        {"signatures": []},
        {"signatures": [None]},
        {"signatures": [{"time": True, "signature": "00" * 64}, None]},
        {"signatures": [{"time": -1, "signature": "00" * 64}, None]},
        {"signatures": [{"time": 10**30, "signature": "00" * 64}, None]},
        {"signatures": [{"time": 1, "signature": "00" * 63}, None]},
        {"signatures": [{"time": 1, "signature": "zz"}, None]},
        {"signatures": [{"time": 1, "signature": "AA" * 64}, None]},
        {"sheet": "{}"},
        {"sheet": ""},
        {"sheet": 5},
        {"digest": "00" * 32},
        {"transcript": "00" * 31},
        {"transcript": None},
        {"version": 3},
    ],
)
def test_other_fields_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(InvalidAgreement):
        agreement.decode(edited(change))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"1" * 5_000,
        b'{"format":1.5}',
        b'{"format":NaN}',
        b'{"format":"x","format":"x"}',
        agreement.encode(signed()) + b"\n",
        b" " + agreement.encode(signed()),
        agreement.encode(signed())[:-1],
        b"x" * (agreement.MAX_BYTES + 1),
    ],
    ids=range(15),
)
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidAgreement):
        agreement.decode(data)


def test_a_signature_on_its_way() -> None:
    one = signed().signatures[0]
    assert one is not None
    assert Signed.from_bytes(one.to_bytes()) == one
    assert len(one.to_bytes()) == agreement.SIGNED_BYTES
    for untrusted in (b"", one.to_bytes()[:-1], one.to_bytes() + b"\0", b"\xff" * agreement.SIGNED_BYTES):
        with pytest.raises(InvalidAgreement):
            Signed.from_bytes(untrusted)


def test_the_check_of_a_signature_is_an_argument() -> None:
    def refuse(key: bytes, signature: bytes, message: bytes) -> None:
        raise PeerError

    with pytest.raises(InvalidAgreement, match="person 1"):
        agreement.verify(signed(), refuse)
