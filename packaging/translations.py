"""The sentences of the window in other languages: python packaging/translations.py update | release | check | new TAG

new      begins a language: commonground_TAG.ts with every sentence unfinished
update   writes every sentence of the sources into resources/translations/*.ts, the files of Qt Linguist, where what is
         there already stays; what no source has any more goes
release  makes the .qm files from them, with Qt's lrelease; they are kept in the project, so that every way of
         installing has them
check    says what is missing, unfinished, left over, or has other placeholders than its source, and whether the .qm
         files are those of the .ts files

Qt's lupdate reads Python by its tokens: it sees neither both forms of `tr_n` nor tables that are marked with `mark`,
and takes what is no literal for nothing. So the sentences are found here, in the syntax tree, and what is no literal is
refused. The files are lupdate's.
"""

import argparse
import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = ("desktop",)
LEFT_OUT = ("desktop/cli",)
CONTEXT = "ui"
ONE_OF = frozenset({"tr"})
ONE_OR_MANY = frozenset({"tr_n"})
TABLES = frozenset({"mark", "Message"})
FORMS = {
    **dict.fromkeys(("fa", "hu", "id", "ja", "ko", "th", "tr", "vi", "zh"), 1),
    **dict.fromkeys(("cs", "ga", "hr", "lt", "lv", "pl", "ro", "ru", "sk", "sr", "uk"), 3),
    "sl": 4,
    "ar": 6,
}
"""Language -> how many forms a counted thing has, as Qt counts them; 2 where it is not named."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Problem(Exception):
    """A source that cannot be read for sentences."""


@dataclass
class Sentence:
    """One sentence of the sources.

    Attributes:
        text: English; of a counted one the form for many.
        one: English, the form for one; "" where nothing is counted.
        files: where it is used.
    """

    text: str
    one: str = ""
    files: list[str] = field(default_factory=list)


@dataclass
class Translation:
    """One sentence of a .ts file: its forms, and whether a person has finished it."""

    forms: list[str]
    finished: bool = True
    numerus: bool = False


# ---- finding them


def sentences(root: Path = ROOT) -> dict[str, Sentence]:
    """Every sentence of the sources, in the order of the files.

    Raises:
        Problem: something that is to be translated is no literal, or is used with and without a number.
    """
    found: dict[str, Sentence] = {}
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if name.startswith(LEFT_OUT):
                continue
            for text, one in _in_file(path, name):
                known = found.setdefault(text, Sentence(text, one))
                if known.one != one:
                    raise Problem(f"{name}: “{text}” is there with other forms, too")
                if name not in known.files:
                    known.files.append(name)
    return found


def _in_file(path: Path, name: str) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        where = f"{name}:{node.lineno}"
        if called in ONE_OF and node.args:
            yield from ((text, "") for text in _literals(node.args[0], where))
        elif called in ONE_OR_MANY:
            one, many = (list(_literals(part, where)) for part in node.args[:2])
            yield from zip(many, one, strict=True)
        elif called in TABLES and isinstance(node.func, ast.Name):
            parts = [*node.args, *(keyword.value for keyword in node.keywords)]
            yield from ((text, "") for part in parts for text in _in_table(part, where))


def _literals(node: ast.expr, where: str) -> Iterator[str]:
    """The literals an argument can be; `a if b else c` is one of two."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from _literals(node.body, where)
            yield from _literals(node.orelse, where)
        case _:
            raise Problem(f"{where}: what is translated has to be a literal")


def _in_table(node: ast.expr, where: str) -> Iterator[str]:
    """Every text in a table; keys are none."""
    match node:
        case ast.Constant(value=str(text)):
            if text:
                yield text
        case ast.Dict():
            for value in node.values:
                yield from _in_table(value, where)
        case ast.Tuple() | ast.List():
            for part in node.elts:
                yield from _in_table(part, where)
        case ast.IfExp():
            yield from _literals(node, where)
        case ast.Call() | ast.Name() | ast.Attribute() | ast.Constant():
            return
        case _:
            raise Problem(f"{where}: a table of sentences has to be made of literals")


# ---- the files


def read(path: Path) -> dict[str, Translation]:
    """What a .ts file has."""
    found = {}
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314 - a file of this project
        source = message.findtext("source") or ""
        translation = message.find("translation")
        if translation is None:
            continue
        numerus = message.get("numerus") == "yes"
        forms = (
            [part.text or "" for part in translation.findall("numerusform")] if numerus else [translation.text or ""]
        )
        found[source] = Translation(forms, translation.get("type") is None, numerus)
    return found


def write(path: Path, language: str, wanted: dict[str, Sentence], known: dict[str, Translation]) -> None:
    """A .ts file with exactly these sentences, in the order of the sources."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for sentence in sorted(wanted.values(), key=lambda one: (one.files[0], one.text)):
        numerus = bool(sentence.one)
        message = ET.SubElement(context, "message", {"numerus": "yes"} if numerus else {})
        for name in sentence.files:
            ET.SubElement(message, "location", filename=f"../../{name}")
        ET.SubElement(message, "source").text = sentence.text
        if numerus:
            ET.SubElement(message, "extracomment").text = f"For one: {sentence.one}"
        made = known.get(sentence.text)
        if made is not None and made.numerus != numerus:
            made = None
        finished = made is not None and made.finished
        translation = ET.SubElement(message, "translation", {} if finished else {"type": "unfinished"})
        forms = made.forms if made is not None else [""] * (FORMS.get(language, 2) if numerus else 1)
        if numerus:
            for form in forms:
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = forms[0]
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def language_of(path: Path) -> str:
    """commonground_de.ts is for "de"."""
    return path.stem.partition("_")[2]


def update(folder: Path = FOLDER, root: Path = ROOT) -> None:
    """Bring every .ts file up to the sources."""
    wanted = sentences(root)
    for path in sorted(folder.glob("*.ts")):
        write(path, language_of(path), wanted, read(path))


def begin(tag: str, folder: Path = FOLDER, root: Path = ROOT) -> None:
    """The file of a language that there was not yet.

    Raises:
        Problem: there is one, or the tag is none.
    """
    path = folder / f"commonground_{tag}.ts"
    if not re.fullmatch(r"[a-z]{2,3}", tag):
        raise Problem(f"“{tag}” is no tag of a language, such as fr")
    if path.exists():
        raise Problem(f"{path.name} is there already; update writes new sentences into it")
    write(path, tag, sentences(root), {})


def compile_to(source: Path, target: Path) -> None:
    """One .qm file, by Qt's own tool."""
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    command = [str(tool if tool.exists() else "pyside6-lrelease"), str(source), "-qm", str(target), "-silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not target.exists():
        raise SystemExit(f"lrelease: {done.stdout}{done.stderr}")


def release(folder: Path = FOLDER) -> None:
    """Make every .qm file."""
    for path in sorted(folder.glob("*.ts")):
        compile_to(path, path.with_suffix(".qm"))


# ---- checking


def problems_of(language: str, wanted: dict[str, Sentence], made: dict[str, Translation], same: set[str]) -> list[str]:
    """What is wrong with one language.

    Args:
        same: sentences that may be the same as the English.
    """
    found = [f"{language}: “{text}” is missing" for text in wanted if text not in made]
    found += [f"{language}: “{text}” is in no source any more" for text in made if text not in wanted]
    for text in wanted:
        if text in made:
            found += [
                f"{language}: “{text}” {problem}" for problem in _problems(language, wanted[text], made[text], same)
            ]
    return found


def _problems(language: str, sentence: Sentence, made: Translation, same: set[str]) -> Iterator[str]:
    if not made.finished or not all(made.forms):
        yield "is not finished"
        return
    if made.numerus != bool(sentence.one):
        yield "is counted on one side only"
        return
    if made.numerus and len(made.forms) != FORMS.get(language, 2):
        yield f"has {len(made.forms)} forms"
    for form in made.forms:
        extra = _placeholders(form) ^ _placeholders(sentence.text)
        if extra - ({"{n}"} if made.numerus else set()) or extra & (_placeholders(form) - _placeholders(sentence.text)):
            yield f"has other placeholders: {form}"
        if form == sentence.text and form not in same and not is_bare(form):
            yield "is still English"
        if form != form.strip() and sentence.text == sentence.text.strip():
            yield "begins or ends with a space"


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def is_bare(text: str) -> bool:
    """Nothing but placeholders and signs: there is nothing to translate in it."""
    return not any(letter.isalpha() for letter in _PLACEHOLDER.sub("", text))


def same_in(folder: Path) -> set[str]:
    """The short list of what is the same in other languages, one a line."""
    lines = (folder / "same.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def check(folder: Path = FOLDER, root: Path = ROOT) -> list[str]:
    """Everything that is wrong; nothing when all is well."""
    wanted, same = sentences(root), same_in(folder)
    found = []
    for path in sorted(folder.glob("*.ts")):
        found += problems_of(language_of(path), wanted, read(path), same)
        with tempfile.TemporaryDirectory() as name:
            fresh = Path(name) / "fresh.qm"
            compile_to(path, fresh)
            kept = path.with_suffix(".qm")
            if not kept.exists() or fresh.read_bytes() != kept.read_bytes():
                found.append(f"{path.name}: the .qm file is another one; run packaging/translations.py release")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """One of the four."""
    parser = argparse.ArgumentParser(description="The sentences of the window in other languages.")
    parser.add_argument("what", choices=("update", "release", "check", "new"))
    parser.add_argument("tag", nargs="?", default="", metavar="TAG", help="of the new language, such as fr")
    asked = parser.parse_args(arguments)
    what = asked.what
    if (what == "new") != bool(asked.tag):
        parser.error("a TAG belongs to new")
    try:
        if what == "new":
            begin(asked.tag)
        elif what == "update":
            update()
        elif what == "release":
            release()
        elif found := check():
            raise SystemExit("\n".join(found))
    except Problem as problem:
        raise SystemExit(str(problem)) from None


if __name__ == "__main__":
    main()
