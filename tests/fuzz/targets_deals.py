"""Decoders of sheets, answers, agreements and circuits."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from crypto import bristol
from crypto.errors import MalformedMessage
from desktop.deals import agreement, own_words
from desktop.deals.agreement import Agreement, Record, Seat, Signed
from desktop.deals.answers import Answers
from desktop.deals.errors import InvalidAgreement, InvalidAnswers, InvalidSheet
from desktop.deals.kinds.contents import CONTENT_BYTES, FileContent, read_content
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.own_words import OwnWords, SignedWords
from desktop.deals.parse_answers import parse_answers
from desktop.deals.plain_answers import decode_answers, encode_answers
from desktop.deals.shared_text import SharedText
from desktop.deals.sheet import Sheet, canonical, decode_sheet, parse_sheet
from desktop.deals.templates import sample_answers, sample_sheet, template_ids, template_source
from desktop.deals.terms import parse_terms
from p2p.identity import Identity, verify
from tests.desktop.programs import COFFEE
from tests.fuzz.target import Target

TERMS = b'[terms]\nsalary = 70000\nstart = "2026-12-01"\ndeal = ["a", "b"]\n'
CIRCUITS = (
    b"3 5\n1 1 1\n\n2 1 0 1 2 XOR\n2 1 0 2 3 AND\n1 1 3 4 INV\n",
    b"3 5\n2 1 1\n1 1\n\n2 1 0 1 2 XOR\n2 1 0 2 3 AND\n1 1 3 4 INV\n",
    b"2 7\n2 2 2\n1 1\n\n4 2 0 1 2 3 4 5 MAND\n1 1 1 6 EQ\n",
)


@cache
def coffee() -> Sheet:
    sheet = parse_sheet(COFFEE.encode())
    assert isinstance(sheet, Sheet)
    return sheet


def an_agreement() -> bytes:
    """A signed record, its signatures unchecked."""
    keys = [Identity(bytes([number]) * 32).key for number in (1, 2)]
    outcome = Outcome(False, {"coffee": ItemOutcome(True, True)})
    record = Record(coffee(), outcome, tuple(Seat(key, "") for key in keys), bytes(32), "0.1")
    return agreement.encode(Agreement(record, (Signed(1_800_000_000, bytes(64)), None)))


@cache
def _record() -> Record:
    return agreement.decode(an_agreement()).record


def read_words(data: bytes) -> object:
    """What people wrote down about that agreement."""
    return own_words.decode(data, agreement.decode(an_agreement()), verify)


def read_letter(data: bytes) -> object:
    """What somebody writes while people write it down together."""
    text = SharedText(_record(), 0, lambda message: bytes(64), verify)
    text.receive(1, data)
    return None


def _letters() -> tuple[bytes, ...]:
    text = SharedText(_record(), 1, lambda message: bytes(64), verify)
    written = text.edit({"title": "A coffee", "notes": "One.\nTwo.", "day": "2026-11-22", "clause:coffee": "We meet."})
    return written, text.edit({"title": ""}), text.agree()


def _words(value: object) -> bytes:
    assert isinstance(value, SignedWords)
    return own_words.encode(value, _record())


def _sheet(value: object) -> bytes:
    assert isinstance(value, Sheet)
    return canonical(value)


def _agreement(value: object) -> bytes:
    assert isinstance(value, Agreement)
    return agreement.encode(value)


def _signed(value: object) -> bytes:
    assert isinstance(value, Signed)
    return value.to_bytes()


def _answers(value: object) -> bytes:
    assert isinstance(value, Answers)
    return encode_answers(value)


def answers_of(template: str) -> Callable[[bytes], object]:
    """An answers file for the sample sheet of a template."""
    sheet = sample_sheet(template)
    return lambda data: parse_answers(sheet, data)


def opened_content(data: bytes) -> object:
    """What somebody's program entered as a content; anything must be readable, and no file name leads anywhere else."""
    content = read_content(data[:CONTENT_BYTES].ljust(CONTENT_BYTES, b"\0"))
    if isinstance(content, FileContent) and (set(content.name) & set("/\\\0:") or content.name in ("", ".", "..")):
        raise AssertionError(f"a file named {content.name!r}")
    return content


def _kept_answers() -> tuple[bytes, ...]:
    found = []
    for template in template_ids()[:4]:
        sheet = sample_sheet(template)
        found += [encode_answers(parse_answers(sheet, text)) for text in sample_answers(template, sheet.parties.min)]
    return tuple(found)


_TEMPLATES = template_ids()

DEALS = (
    Target(
        "sheet file",
        parse_sheet,
        (InvalidSheet,),
        (COFFEE.encode(), *map(template_source, _TEMPLATES)),
        longest=16_384,
        memory_factor=200,
    ),
    Target(
        "sheet",
        decode_sheet,
        (InvalidSheet,),
        tuple(canonical(sheet) for sheet in (coffee(), *map(sample_sheet, _TEMPLATES))),
        _sheet,
        longest=16_384,
        memory_factor=200,
    ),
    *(
        Target(
            f"answers file: {template}",
            answers_of(template),
            (InvalidAnswers,),
            sample_answers(template, sample_sheet(template).parties.min),
            memory_factor=200,
        )
        for template in ("salary-offer", "prenup")
    ),
    Target("terms file", parse_terms, (InvalidSheet,), (TERMS,), memory_factor=200),
    Target("kept answers", decode_answers, (ValueError,), _kept_answers(), _answers, memory_factor=200),
    Target("agreement", agreement.decode, (InvalidAgreement,), (an_agreement(),), _agreement, memory_factor=200),
    Target(
        "signature", Signed.from_bytes, (InvalidAgreement,), (Signed(1_800_000_000, bytes(64)).to_bytes(),), _signed
    ),
    Target(
        "own words",
        read_words,
        (InvalidAgreement,),
        (
            _words(SignedWords(OwnWords())),
            _words(SignedWords(OwnWords("A coffee", (("coffee", "We meet."),), ("One.",), "2026-11-22", "2027-01-01"))),
        ),
        _words,
        memory_factor=200,
    ),
    Target("letter", read_letter, (MalformedMessage,), _letters(), memory_factor=200),
    Target("content", opened_content, (), (b"a text", b"\xff" + bytes(200)), longest=CONTENT_BYTES),
    Target("circuit", bristol.read, (bristol.InvalidCircuit,), CIRCUITS, memory_factor=400),
)
