"""The agreement as a document: what it says, that all of it is there, that it is the same everywhere."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.agreement_pdf import COPY, ELSEWHERE, MISSING, NOT_ADVICE, UNSIGNED, agreement_pdf
from desktop.deals import agreement
from desktop.deals.agreement import Agreement
from desktop.deals.errors import InvalidAgreement
from desktop.deals.outcome import NOT_AGREED, ItemOutcome, Outcome
from desktop.deals.parse_answers import parse_answers
from desktop.deals.rule import decide
from desktop.deals.sheet import digest
from desktop.deals.templates import template_ids
from desktop.demo import find_sample
from desktop.strings.outcome import shown_items
from p2p.identity import verify
from tests.desktop.agreeing import OUTCOME, PEOPLE, SHEET, record, signed
from tests.desktop.deals.files import laws
from tests.desktop.programs import PROJECT, Desk, commonground

NOTHING = Outcome(False, {item.id: NOT_AGREED for item in SHEET.items})


def made(one: Agreement) -> bytes:
    return agreement_pdf(one, verify)


def read(data: bytes, *options: str) -> str:
    """What pdftotext finds."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    ended = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True, timeout=120)
    assert ended.stderr == b""
    return ended.stdout.decode()


def packed(text: str) -> str:
    """Without spaces: lines are broken anywhere."""
    return re.sub(r"\s", "", text)


def test_what_it_says() -> None:
    text = read(made(signed()), "-layout")
    for words in ("An evening", "21 September 2026", "2 people", "What you agreed", "Everyone said yes.", "soup, rice"):
        assert words in text
    assert "1.50 EUR" in text
    assert "der himmel über berlin" in text
    assert "21 September 2026, 14:13:20 UTC" in text
    assert "21 September 2026, 14:13:27 UTC" in text
    assert "Page 1 of 1" in text
    for digits in (
        PEOPLE[0].key,
        PEOPLE[1].key,
        digest(SHEET),
        bytes(range(32)),
        agreement.file_digest(signed()),
        hashlib.blake2b(b"a very private sentence", digest_size=32).digest(),
    ):
        assert digits.hex() in packed(text)
    assert packed(COPY) in packed(read(made(signed())))
    assert NOT_ADVICE in text
    for absent in ("private sentence", "HIMMEL", UNSIGNED, ELSEWHERE, MISSING):
        assert absent not in text


def test_roles_notices_and_closing_words() -> None:
    sample = find_sample("salary-offer", 2)
    answers = [parse_answers(sample.sheet, data) for data in sample.answers]
    text = read(made(signed(decide(sample.sheet, answers), sample.sheet, [one.role for one in answers])))
    assert "Person 1 · candidate" in " ".join(text.split())
    assert packed(sample.sheet.notice) in packed(text)
    assert "You have common ground on" in text
    assert "Page 1 of 1" in text, "this one is set smaller so that it fits"


def test_nothing_agreed_and_blocked() -> None:
    text = read(made(signed(NOTHING)))
    assert "Nothing on this sheet was a yes from everyone this time." in text
    assert "What came out" in text
    blocked = read(made(signed(replace(NOTHING, blocked=True))))
    assert "A dealbreaker stands in the way." in blocked
    assert "What you agreed" not in text + blocked


def test_who_has_not_signed() -> None:
    text = read(made(signed(missing=[1])), "-layout")
    assert UNSIGNED in text
    assert text.count("has not signed") == 1


def test_nothing_that_looks_signed_is_made_of_what_is_not() -> None:
    forged = Agreement(record(NOTHING), signed().signatures)
    for wrong in (forged, signed(missing=[0, 1])):
        with pytest.raises(InvalidAgreement):
            made(wrong)


@pytest.mark.parametrize("template_id", template_ids())
def test_every_built_in_sheet(template_id: str) -> None:
    sample = find_sample(template_id, None)
    answers = [parse_answers(sample.sheet, data) for data in sample.answers]
    one = signed(decide(sample.sheet, answers), sample.sheet, [each.role for each in answers])
    data = made(one)
    assert data == made(agreement.decode(agreement.encode(one))), "the same when it is read from its file"
    text = packed(read(data))
    for shown in shown_items(sample.sheet, one.record.outcome):
        parts = [(part.value, part.detail) for part in shown.parts]
        for words in (shown.value, shown.words[1:], *(word for part in parts for word in part)):
            assert packed(words) in text
    assert MISSING not in text


def long_one() -> Agreement:
    entries = tuple(f"entry {number:04}" for number in range(1500))
    return signed(Outcome(False, {**OUTCOME.items, "films": ItemOutcome(True, entries)}))


def test_a_long_list_goes_on_over_pages() -> None:
    text = read(made(long_one()))
    pages = int(re.findall(r"Page 1 of (\d+)", text)[0])
    assert pages > 5
    assert [f"Page {page} of {pages}" in text for page in range(1, pages + 1)] == [True] * pages
    without_footers = re.sub(r"Agreement \w{16}\s+Page \d+ of \d+", "", text)
    assert re.findall(r"entry\s+(\d{4})", without_footers) == [f"{number:04}" for number in range(1500)]


@pytest.mark.parametrize("one", [long_one(), signed()], ids=["long", "short"])
def test_everything_is_inside_the_margins_and_above_the_footer(one: Agreement) -> None:
    boxes = re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<', read(made(one), "-bbox"))
    assert len(boxes) > 50
    for *edges, word in boxes:
        left, top, right, bottom = (float(edge) * 25.4 / 72 for edge in edges)
        footer = top > 297 - 17
        assert left > 21.5, word
        assert right < 188.5, word
        assert top > 14, word
        assert footer or bottom < 297 - 21, word


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("来年 Что мы решили שלום 🙂 Ελλάδα", f"{MISSING} Что мы решили {MISSING} Ελλάδα"),
        ("一緒に夕食を食べませんか", MISSING),
        ("هل نتفق؟", MISSING),
        ("Dinner (晩ご飯) at 8", f"Dinner ({MISSING}) at 8"),
        ("Pizza 🍕 or 👩‍👩‍👧", f"Pizza {MISSING} or {MISSING}"),
    ],
)
def test_what_the_font_lacks_is_said_to_be_in_the_file(title: str, shown: str) -> None:
    """No empty boxes, and none of the letters: neither from this font nor from one of this computer."""
    text = " ".join(read(made(signed(sheet=replace(SHEET, title=title)))).split())
    assert f"Agreement {shown} " in text
    assert packed(ELSEWHERE.format(sign=MISSING)) in packed(text)
    assert "□" not in text
    assert "\ufffd" not in text
    assert not any(ord(character) in range(0x590, 0x1E00) for character in text)


def test_entries_and_options_in_other_letters_are_in_the_file_too() -> None:
    outcome = Outcome(False, {**OUTCOME.items, "films": ItemOutcome(True, ("der himmel", "七人の侍", "生きる"))})
    text = packed(read(made(signed(outcome))))
    assert packed(f"der himmel, {MISSING}, {MISSING}") in text
    assert packed(ELSEWHERE.format(sign=MISSING)) in text


def test_text_of_authors_stays_text() -> None:
    title = "**bold** __x__ {nb} %PDF <b>a</b> [l](http://example.org) (D:2) \\) endobj"
    data = made(signed(sheet=replace(SHEET, title=title)))
    assert packed(title) in packed(read(data))
    assert b"/URI" not in data
    assert b"/JavaScript" not in data


@settings(laws, max_examples=15)
@given(st.text(max_size=600), st.text(max_size=80))
def test_no_text_makes_it_fail(title: str, entry: str) -> None:
    outcome = Outcome(False, {**OUTCOME.items, "films": ItemOutcome(True, (entry,))})
    assert made(signed(outcome, replace(SHEET, title=title))).startswith(b"%PDF-")


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Another process, another time zone, another language, another day: no clock is asked."""
    whole = signed()
    path = tmp_path / "a.agreement"
    path.write_bytes(agreement.encode(whole))
    script = (
        "import sys, time; time.time = lambda: 4e9\n"
        "from desktop.agreement_pdf import agreement_pdf; from desktop.deals import agreement\n"
        "from p2p.identity import verify\n"
        "sys.stdout.buffer.write(agreement_pdf(agreement.decode(open(sys.argv[1], 'rb').read()), verify))"
    )
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    ended = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=PROJECT, env=environment, capture_output=True, check=True
    )
    assert ended.stdout == made(whole)
    assert b"/CreationDate (D:20260921141320Z)" in ended.stdout


def test_the_command(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.agreement"
    file.write_bytes(agreement.encode(signed()))
    out = tmp_path / "out.pdf"
    shown = commonground("agreement", "show", str(file), "--pdf", str(out))
    assert shown.returncode == 0
    assert f"Written to {out}" in shown.stderr
    assert out.read_bytes() == made(signed())
    assert out.stat().st_mode & 0o777 == 0o600
    event = desk.run("agreement", "show", str(file), "--json").one("agreement")
    assert event["file"] == agreement.file_digest(signed()).hex()
    assert "food: soup, rice" in str(event["text"])


def test_the_command_refuses(desk: Desk, tmp_path: Path) -> None:
    file, out = tmp_path / "a.agreement", tmp_path / "out.pdf"
    whole = agreement.encode(signed())
    file.write_bytes(whole)
    assert desk.run("agreement", "show", str(file), "--pdf", str(file), "--json").one("error")["code"] == "E56"
    assert file.read_bytes() == whole
    file.write_bytes(whole.replace(b'"walk":{"agreed":true,"value":true}', b'"walk":{"agreed":false}'))
    refused = desk.run("agreement", "show", str(file), "--pdf", str(out), "--json")
    assert refused.one("error")["code"] == "E54"
    assert not out.exists()
