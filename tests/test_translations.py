"""The sentences of the window: every one is translated, and what is wrong with a translation is found."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).parent.parent


def load() -> ModuleType:
    """packaging/translations.py, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module
    spec.loader.exec_module(module)
    return module


translations = load()
SOURCE = """
from desktop.language import mark, tr, tr_n
tr("Good morning")
tr("Hello {name}", name=1)
tr_n("{n} cat", "{n} cats", 3)
tr("Yes" if 1 else "No")
TABLE = mark({"key": "A table", 1: ("Two", "Three")})
"""
GOOD = {
    "Good morning": ["Guten Morgen"],
    "Hello {name}": ["Hallo {name}"],
    "{n} cats": ["{n} Katze", "{n} Katzen"],
    "Yes": ["Ja"],
    "No": ["Nein"],
    "A table": ["Eine Tabelle"],
    "Two": ["Zwei"],
    "Three": ["Drei"],
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project that is translated as a whole."""
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "page.py").write_text(SOURCE, encoding="utf-8")
    folder = tmp_path / "translations"
    folder.mkdir()
    (folder / "same.txt").write_text("# none\n", encoding="utf-8")
    rewrite(tmp_path, GOOD)
    return tmp_path


def rewrite(project: Path, made: dict[str, list[str]], *, finished: bool = True) -> None:
    known = {text: translations.Translation(forms, finished, len(forms) > 1) for text, forms in made.items()}
    folder = project / "translations"
    translations.write(folder / "commonground_de.ts", "de", translations.sentences(project), known)
    translations.release(folder)


def found(project: Path) -> list[str]:
    return translations.check(project / "translations", project)


def test_the_window_is_translated_as_a_whole() -> None:
    assert translations.check() == []


def test_what_is_all_there_is_fine(project: Path) -> None:
    assert set(translations.sentences(project)) == set(GOOD)
    assert found(project) == []


@pytest.mark.parametrize(
    ("text", "forms", "words"),
    [
        ("Good morning", [""], "not finished"),
        ("Good morning", ["Good morning"], "still English"),
        ("Good morning", ["Guten Morgen "], "ends with a space"),
        ("Hello {name}", ["Hallo"], "other placeholders"),
        ("Hello {name}", ["Hallo {Name}"], "other placeholders"),
        ("{n} cats", ["{n} Katze", ""], "not finished"),
        ("{n} cats", ["{n} Katze", "{n} Katzen", "{n} Kätzchen"], "has 3 forms"),
    ],
)
def test_what_is_wrong_with_a_translation_is_found(project: Path, text: str, forms: list[str], words: str) -> None:
    rewrite(project, {**GOOD, text: forms})
    problems = found(project)
    assert problems
    assert all(text in problem for problem in problems)
    assert any(words in problem for problem in problems)


def test_what_is_new_gone_or_unfinished_is_found(project: Path) -> None:
    page = project / "desktop" / "page.py"
    page.write_text(SOURCE.replace("Good morning", "Good night"), encoding="utf-8")
    assert any("“Good morning” is in no source any more" in problem for problem in found(project))
    assert any("“Good night” is missing" in problem for problem in found(project))
    translations.update(project / "translations", project)
    translations.release(project / "translations")
    assert found(project) == ["de: “Good night” is not finished"]
    page.write_text(SOURCE, encoding="utf-8")
    rewrite(project, GOOD, finished=False)
    assert len(found(project)) == len(GOOD)


def test_a_new_language_begins_with_every_sentence(project: Path) -> None:
    folder = project / "translations"
    translations.begin("fr", folder, project)
    made = translations.read(folder / "commonground_fr.ts")
    assert set(made) == set(GOOD)
    assert not any(one.finished or any(one.forms) for one in made.values())
    translations.release(folder)
    assert {problem for problem in found(project) if problem.startswith("fr")} == {
        f"fr: “{text}” is not finished" for text in GOOD
    }
    for tag in ("de", "fr", "../x", "pt_BR", ""):
        with pytest.raises(translations.Problem):
            translations.begin(tag, folder, project)


@pytest.mark.parametrize("tag", ["de", "ja", "pl", "sl", "ar"])
def test_forms_are_as_many_as_qt_has(tmp_path: Path, tag: str) -> None:
    wanted = {"{n} cats": translations.Sentence("{n} cats", "{n} cat", ["a.py"])}
    forms = [f"form {number}" for number in range(6)]
    made = {"{n} cats": translations.Translation(forms, finished=True, numerus=True)}
    translations.write(tmp_path / "x.ts", tag, wanted, made)
    translations.compile_to(tmp_path / "x.ts", tmp_path / "x.qm")
    translator = QTranslator()
    assert translator.load(str(tmp_path / "x.qm"))
    seen = {translator.translate(translations.CONTEXT, "{n} cats", "", n) for n in range(300)}
    assert len(seen) == translations.FORMS.get(tag, 2)


def test_an_old_qm_file_is_found(project: Path) -> None:
    shutil.copyfile(project / "translations" / "commonground_de.qm", project / "old.qm")
    rewrite(project, {**GOOD, "Yes": ["Jawohl"]})
    shutil.copyfile(project / "old.qm", project / "translations" / "commonground_de.qm")
    assert [problem for problem in found(project) if "release" in problem]


@pytest.mark.parametrize("call", ['tr(f"Hello {name}")', "tr(sentence)", 'mark("a" + b)', "tr_n(one, many, 2)"])
def test_only_literals_can_be_translated(project: Path, call: str) -> None:
    (project / "desktop" / "page.py").write_text(call, encoding="utf-8")
    with pytest.raises(translations.Problem, match=r"page.py:1"):
        translations.sentences(project)


def test_a_sentence_is_counted_everywhere_or_nowhere(project: Path) -> None:
    (project / "desktop" / "page.py").write_text('tr("{n} cats")\ntr_n("{n} cat", "{n} cats", 1)', encoding="utf-8")
    with pytest.raises(translations.Problem, match="other forms"):
        translations.sentences(project)
