"""The agreements kept on this computer: added, checked whenever they are read, forgotten when their days are over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.deals import agreement
from desktop.deals.errors import InvalidAgreement
from desktop.deals.outcome import NOT_AGREED, Outcome
from desktop.deals.parse_answers import parse_answers
from desktop.deals.terms import load_sheet
from desktop.kept.agreements import DAY_S, ENDING, FOLDER, Agreements, write_file
from desktop.paths import STORE_FOLDER
from desktop.run.around import Around
from desktop.run.stages import Result
from desktop.store import Kind, LoginOnly, Store, create_store, open_store
from tests.desktop.agreeing import OUTCOME, SHEET, signed
from tests.desktop.negotiations import Person, negotiate, plainly_around, run
from tests.desktop.programs import COFFEE, YES, commonground

NOW = 1_800_000_000.0
NOTHING = Outcome(False, {item.id: NOT_AGREED for item in SHEET.items})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "store", LoginOnly()) as opened:
        yield opened


def test_kept_and_read_again(store: Store) -> None:
    shelf = Agreements(store)
    first = shelf.keep(signed(), NOW)
    second = shelf.keep(signed(NOTHING), NOW + 5)
    assert first == agreement.file_digest(signed()).hex()
    assert [one.id for one in shelf.all(NOW + 9)] == [second, first]
    assert first is not None
    found = shelf.get(first)
    assert found is not None
    assert (found.agreement, found.since) == (signed(), int(NOW))
    assert shelf.get("no such") is None


def test_kept_twice_is_kept_once_and_as_it_was(store: Store) -> None:
    shelf = Agreements(store)
    assert shelf.keep(signed(), NOW) == shelf.keep(signed(), NOW + 100)
    assert [one.since for one in shelf.all(NOW)] == [int(NOW)]


def test_signatures_may_be_missing_but_not_wrong(store: Store) -> None:
    shelf = Agreements(store)
    kept = shelf.keep(signed(missing=[1]), NOW)
    assert [one.id for one in shelf.all(NOW)] == [kept]


def test_forgotten(store: Store) -> None:
    shelf = Agreements(store)
    kept = shelf.keep(signed(), NOW)
    assert kept is not None
    shelf.forget(kept)
    assert shelf.all(NOW) == []


def test_nothing_of_it_is_in_the_clear(store: Store) -> None:
    Agreements(store).keep(signed(), NOW)
    everything = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    for words in (b"An evening", b"soup", SHEET.id.encode(), agreement.file_digest(signed()).hex().encode()):
        assert words not in everything


def content(data: bytes) -> bytes:
    return int(NOW).to_bytes(8, "little") + data


def test_what_is_not_what_was_kept_is_not_shown(store: Store) -> None:
    """Somebody who can write into the store puts another agreement in the place of one, or one that nobody signed."""
    shelf = Agreements(store)
    whole, other = agreement.encode(signed()), agreement.encode(signed(NOTHING))
    forged = agreement.encode(agreement.Agreement(signed(NOTHING).record, signed().signatures))
    planted = {
        agreement.file_digest(signed()).hex(): content(other),
        agreement.file_digest(agreement.decode(forged)).hex(): content(forged),
        "a": content(whole),
        "b": content(b"{}"),
        "c": b"",
    }
    for record_id, data in planted.items():
        store.put(Kind.AGREEMENT, record_id, data)
        with pytest.raises(InvalidAgreement):
            shelf.get(record_id)
    assert shelf.all(NOW) == []
    good = shelf.keep(signed(OUTCOME, missing=[0]), NOW)
    assert [one.id for one in shelf.all(NOW)] == [good]
    assert len(store.ids(Kind.AGREEMENT)) == len(planted) + 1, "what cannot be shown is not removed"


def test_as_long_as_the_sheet_says(store: Store) -> None:
    shelf = Agreements(store)
    week = signed(sheet=replace(SHEET, keep_days=7))
    kept = shelf.keep(week, NOW)
    assert shelf.keep(signed(sheet=replace(SHEET, keep_days=0)), NOW) is None
    for_ever = shelf.keep(signed(), NOW)
    assert {one.id for one in shelf.all(NOW + 7 * DAY_S)} == {kept, for_ever}
    assert [one.id for one in shelf.all(NOW + 7 * DAY_S + 1)] == [for_ever]
    assert store.ids(Kind.AGREEMENT) == (for_ever,)


def test_another_comparison_forgets_it_too(store: Store) -> None:
    """Whoever never looks at the list."""
    shelf = Agreements(store)
    shelf.keep(signed(sheet=replace(SHEET, keep_days=7)), NOW)
    later = shelf.keep(signed(NOTHING), NOW + 8 * DAY_S)
    assert store.ids(Kind.AGREEMENT) == (later,)


def test_the_times_that_others_name_change_nothing(store: Store) -> None:
    """Signed in 1970, by the clock of its signers: it is kept for a week from now all the same."""
    shelf = Agreements(store)
    early = signed(sheet=replace(SHEET, keep_days=7), first=0)
    kept = shelf.keep(early, NOW)
    assert [one.id for one in shelf.all(NOW + 1)] == [kept]


def test_the_file(tmp_path: Path) -> None:
    path = write_file(signed(), tmp_path, NOW)
    assert path is not None
    assert path.parent == tmp_path / FOLDER
    assert path.name.startswith("2027-01-15-evening-")
    assert path.name.endswith(ENDING)
    assert path.read_bytes() == agreement.encode(signed())
    assert path.stat().st_mode & 0o777 == 0o600
    assert write_file(signed(), tmp_path, NOW) == path
    assert write_file(signed(NOTHING), tmp_path, NOW) != path
    assert write_file(signed(sheet=replace(SHEET, keep_days=0)), tmp_path, NOW) is None
    assert len(list((tmp_path / FOLDER).iterdir())) == 2


def test_the_check_needs_nothing_but_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No store, no folder, no account, and nothing of it is left behind."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "COMMONGROUND_HOME"):
        monkeypatch.setenv(name, str(home))
    path = tmp_path / "anything.txt"
    path.write_bytes(agreement.encode(signed()))
    checked = commonground("agreement", "verify", str(path))
    assert checked.returncode == 0, checked.stderr
    assert "Valid: signed by all 2 people" in checked.stdout
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("files", [True, False])
def test_a_negotiation_keeps_it(tmp_path: Path, files: bool) -> None:
    """Always as a record; in the clear only where a file is wanted, as the command does and the window does not."""

    def around(person: Person, folder: Path) -> Around:
        return replace(plainly_around(person, folder), agreement_files=files)

    sheet = load_sheet(COFFEE.encode())
    everyone = [parse_answers(sheet, YES.encode())] * 2
    for number, result in enumerate(run(negotiate(sheet, everyone, tmp_path, around_of=around))):
        assert isinstance(result, Result)
        home = tmp_path / f"person-{number}"
        with open_store(home / STORE_FOLDER, LoginOnly()) as store:
            (kept,) = Agreements(store).all(NOW)
        assert (kept.id, kept.agreement) == (result.kept, result.agreement)
        if files:
            assert result.path is not None
            assert result.path.read_bytes() == agreement.encode(result.agreement)
        else:
            assert result.path is None
            assert not (home / FOLDER).exists()


def test_an_outcome_that_is_not_to_be_kept_leaves_nothing(tmp_path: Path) -> None:
    sheet = load_sheet(COFFEE.replace('language = "en"', 'language = "en"\nkeep_days = 0').encode())
    everyone = [parse_answers(sheet, YES.encode())] * 2
    for number, result in enumerate(run(negotiate(sheet, everyone, tmp_path))):
        assert isinstance(result, Result)
        assert (result.kept, result.path, result.signed) == (None, None, True)
        home = tmp_path / f"person-{number}"
        with open_store(home / STORE_FOLDER, LoginOnly()) as store:
            assert store.ids(Kind.AGREEMENT) == ()
        assert not (home / FOLDER).exists()
