"""Who sealed rubbish can be shown to have done so, to anybody; an honest owner cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crypto.errors import MisuseError
from crypto.sealing import CHUNK_BYTES, TAG_BYTES, new_header, padded, seal, sealed_digest
from desktop.attachments.evidence import Evidence, Fault, NothingShown, ciphertext_of, find_fault, keep
from desktop.attachments.own import Announcement, message_to_sign
from desktop.deals import agreement
from desktop.deals.agreement import Agreement
from desktop.deals.outcome import NOT_AGREED, ItemOutcome, Outcome
from desktop.deals.sheet import digest
from p2p.identity import verify
from tests.crypto.seeded import Seeded
from tests.desktop.agreeing import PEOPLE, signed
from tests.desktop.deals.files import laws
from tests.desktop.programs import commonground
from tests.desktop.swapping import PLAIN, ROSTER, SHEET

KEY = bytes(range(16))
DATA = b"what was promised" * 5
MORE = 2
"""The place of the item with one statement."""
Change = Callable[[bytes], bytes]


def as_it_is(ciphertext: bytes) -> bytes:
    return ciphertext


def sealed_by(
    seat: int, content: bytes, change: Change = as_it_is, place: int = MORE, size: int | None = None, **header: object
) -> tuple[Evidence, bytes]:
    """What somebody seals and signs, and the ciphertext."""
    made = new_header(KEY, place, len(content) if size is None else size, PEOPLE[seat].key, Seeded(1))
    made = replace(made, **header)  # type: ignore[arg-type]
    ciphertext = change(b"".join(seal(KEY, made, [content])))
    hashed = sealed_digest()
    hashed.update(ciphertext)
    signature = PEOPLE[seat].sign(message_to_sign(made, hashed.digest(), digest(SHEET), ROSTER))
    return Evidence(Announcement(made, hashed.digest(), signature), ROSTER, digest(SHEET), KEY), ciphertext


def pieces(ciphertext: bytes, size: int = CHUNK_BYTES + TAG_BYTES) -> Iterator[bytes]:
    return (ciphertext[start : start + size] for start in range(0, len(ciphertext), size))


def fault_of(made: tuple[Evidence, bytes], agreed: Agreement | None = None) -> Fault:
    return find_fault(made[0], pieces(made[1]), verify, agreed)


def shows_nothing(made: tuple[Evidence, bytes], agreed: Agreement | None = None) -> str:
    with pytest.raises(NothingShown) as reason:
        fault_of(made, agreed)
    return str(reason.value)


def opened_as(content: bytes, *, missing: tuple[int, ...] = (), name: str = "1.m0") -> Agreement:
    """The agreement of a comparison in which a file with this content opened, as its owner said."""
    hashed = sealed_digest()
    hashed.update(content)
    value = {name: {"file": "a", "size": len(content), "blake2b": hashed.hexdigest()}}
    items = {item.id: NOT_AGREED for item in SHEET.items}
    return signed(Outcome(False, {**items, "more": ItemOutcome(True, value)}), SHEET, missing=missing)


def flip(place: int) -> Change:
    return lambda data: data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


# Faults


@pytest.mark.parametrize(
    "change",
    [flip(0), flip(-1), lambda data: bytes(len(data)), lambda data: data[:-1], lambda data: data + b"x", lambda _: b""],
)
def test_a_ciphertext_that_does_not_open(change: Change) -> None:
    assert fault_of(sealed_by(0, DATA, change)) is Fault.SEAL


def test_a_ciphertext_that_fails_in_the_middle() -> None:
    assert fault_of(sealed_by(0, b"x" * 3_000_000, flip(CHUNK_BYTES + TAG_BYTES + 5))) is Fault.SEAL


def test_a_header_that_commits_to_another_key() -> None:
    assert fault_of(sealed_by(0, DATA, k_com=bytes(32))) is Fault.KEY


def test_another_content_than_was_said() -> None:
    assert fault_of(sealed_by(0, DATA), opened_as(b"something else")) is Fault.CONTENT
    longer = sealed_by(0, DATA + b"\0" * 70_000)
    assert fault_of(longer, opened_as(DATA)) is Fault.CONTENT, "another size class"


# Nothing is shown about whoever did as he said


def test_an_honest_owner() -> None:
    made = sealed_by(0, DATA)
    assert "only the agreement" in shows_nothing(made)
    assert shows_nothing(made, opened_as(DATA)) == "it is what was said"


@settings(laws, max_examples=40)
@given(st.integers(0, 300_000), st.integers(0, 40), st.booleans())
@example(0, 0, False)
@example(65_536, 3, True)
@example(65_537, 0, False)
def test_zeros_at_the_end_are_never_a_fault(size: int, n_zeros: int, empty: bool) -> None:
    """Where the padding begins is not said: every size that is possible counts for the owner."""
    content = (b"" if empty else b"ab" * (size // 2)) + b"\0" * n_zeros
    assert shows_nothing(sealed_by(0, content), opened_as(content)) == "it is what was said"


def test_a_large_file_of_zeros() -> None:
    content = bytes(3_000_001)
    assert padded(len(content)) - len(content) > 1000
    assert shows_nothing(sealed_by(0, content), opened_as(content)) == "it is what was said"


def test_what_was_not_signed_or_belongs_to_something_else() -> None:
    bad, ciphertext = sealed_by(0, DATA, flip(0))
    good, whole = sealed_by(0, DATA)
    for wrong in (
        replace(bad, roster_digest=bytes(32)),
        replace(bad, sheet_digest=bytes(32)),
        replace(bad, announcement=replace(bad.announcement, signature=bytes(64))),
        replace(bad, announcement=replace(bad.announcement, header=replace(bad.announcement.header, place=1))),
    ):
        assert shows_nothing((wrong, ciphertext)) == "its owner has not signed this"
    # A wrong key, or another ciphertext, beside an honest announcement.
    assert "key" in shows_nothing((replace(good, key=bytes(16)), whole))
    for other in (flip(9)(whole), whole[:-1], whole + b"x", b"", bytes(len(whole))):
        assert shows_nothing((good, other)) == "the sealed file is not the one that was announced"


def test_a_ciphertext_that_is_cut_in_other_places_proves_nothing() -> None:
    made, ciphertext = sealed_by(0, b"x" * 3_000_000)
    with pytest.raises(MisuseError):
        find_fault(made, pieces(ciphertext, 1_000_000), verify)


def test_an_agreement_that_does_not_belong_to_it() -> None:
    made = sealed_by(0, DATA)
    other_sheet = signed(Outcome(False, {"m": NOT_AGREED}), PLAIN)
    for wrong in (other_sheet, opened_as(b"else", missing=(0,))):
        assert shows_nothing(made, wrong) == "nobody who signed this agreement sealed that file"
    assert "nobody" in shows_nothing(sealed_by(4, DATA), opened_as(b"else"))
    nothing_opened = signed(Outcome(False, {item.id: NOT_AGREED for item in SHEET.items}), SHEET)
    assert shows_nothing(made, nothing_opened) == "nothing of that item was opened"
    assert "not every statement" in shows_nothing(made, opened_as(b"else", name="2.m0"))
    assert "nothing of that item" in shows_nothing(sealed_by(0, DATA, place=9), opened_as(b"else"))
    assert "nothing of that item" in shows_nothing(sealed_by(0, DATA, place=0), opened_as(b"else"))


# Notes


def test_a_note_is_read_as_it_was_written() -> None:
    note = sealed_by(0, DATA)[0]
    assert Evidence.from_bytes(note.to_bytes()) == note


def edited(**changes: object) -> bytes:
    fields = {**json.loads(sealed_by(0, DATA)[0].to_bytes()), **changes}
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"x" * 5000,
        edited() + b"\n",
        edited(more=1),
        edited(format="x"),
        edited(key="00"),
        edited(key=None),
        edited(announcement="00" * 10),
        edited(meeting="AA" * 32),
        edited(sheet=5),
    ],
)
def test_what_is_no_note(data: bytes) -> None:
    with pytest.raises(NothingShown):
        Evidence.from_bytes(data)


def test_kept_beside_each_other(tmp_path: Path) -> None:
    note, ciphertext = sealed_by(0, DATA, flip(0))
    folder = tmp_path / "received"
    kept = []
    for number in range(2):
        source = tmp_path / f"{number}"
        source.write_bytes(ciphertext)
        kept.append(keep(note, source, folder, "a.pdf"))
        assert not source.exists()
    assert [path.name for path in kept] == ["a.pdf.fault", "a.pdf (2).fault"]
    for path in kept:
        assert find_fault(Evidence.from_bytes(path.read_bytes()), ciphertext_of(path), verify) is Fault.SEAL
        assert path.stat().st_mode & 0o777 == 0o600
    (folder / "a.pdf.sealed").unlink()
    with pytest.raises(NothingShown, match="beside"):
        list(ciphertext_of(kept[0]))


def test_the_command(tmp_path: Path) -> None:
    file = tmp_path / "x.agreement"
    file.write_bytes(agreement.encode(opened_as(DATA)))

    def told(made: tuple[Evidence, bytes], name: str) -> tuple[int, dict[str, object], str]:
        source = tmp_path / "source"
        source.write_bytes(made[1])
        note = keep(made[0], source, tmp_path, name)
        shown = commonground("agreement", "verify", str(file), "--fault", str(note))
        event = commonground("agreement", "verify", str(file), "--fault", str(note), "--json")
        assert shown.returncode == event.returncode
        return shown.returncode, json.loads(event.stdout), shown.stdout

    code, event, words = told(sealed_by(0, DATA, flip(0)), "bad")
    assert (code, event["valid"], event["fault"]) == (0, True, {"seat": 1, "kind": "seal"})
    assert "Person 1 sealed a file that does not open with its own key." in words
    code, event, words = told(sealed_by(0, DATA), "good")
    assert (code, event["valid"], event["fault"]) == (1, True, None)
    assert "The note shows nothing: it is what was said." in words
