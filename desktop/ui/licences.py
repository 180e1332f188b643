"""What this program is made of: every part with its name, version and licence, and the text of its terms.

Source: the folder `licences` of a package (packaging/contents.py makes it); else what is installed beside the program.

Leaves to others: showing it (desktop.ui.pages.licences).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from desktop import __version__
from desktop.paths import RESOURCES

PROGRAM = "Common Ground"
DISTRIBUTION = "common-ground"
_WINDOW = 'extra == "app"'
"""What this program asks for where its window is wanted."""
_TERMS = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)")
_KEYS = ("License-Expression", "License", "Classifier")
_FACT = re.compile(r"(Name|Version|License|License-Expression|Home-page|Project-URL|Classifier): ?(.*)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part.

    Attributes:
        name, version, licence: as it says of itself; "" where it does not.
        read: gives the text of its terms; "" where it brings none.
    """

    name: str
    version: str
    licence: str
    read: Callable[[], str]


def folder_of_package() -> Path | None:
    """The folder with the texts that a package of this program brings; None where there is no such folder."""
    if not getattr(sys, "frozen", False):
        return None
    here = Path(sys.executable).resolve().parent
    places = (here / "licences", here.parent / "Resources" / "licences")  # the second one on macOS
    return next((place for place in places if place.is_dir()), None)


def parts() -> list[Part]:
    """Every part of the running program, itself and its typeface first, the others by name."""
    folder = folder_of_package()
    return own() + (installed() if folder is None else in_folder(folder))


def own() -> list[Part]:
    """The program itself and its typeface, whose texts are part of every copy."""
    program, typeface = RESOURCES.parent / "LICENSE", RESOURCES / "fonts" / "OFL.txt"
    return [
        Part(PROGRAM, __version__, "Apache-2.0", lambda: _text(program) or _of_distribution(DISTRIBUTION)),
        Part("Inter", "", "OFL-1.1", lambda: _text(typeface)),
    ]


def in_folder(folder: Path) -> list[Part]:
    """The parts whose texts are in the folder of a package, a file for each."""
    return [_of_file(path) for path in _sorted(folder.glob("*.txt")) if path.stem != PROGRAM]


def installed() -> list[Part]:
    """What is installed and this program needs; all that is installed where the program itself is not."""
    found = {_plain(one.metadata["Name"]): one for one in metadata.distributions() if one.metadata["Name"]}
    wanted = _needed(found) if DISTRIBUTION in found else set(found)
    rest = [_of_installed(found[name]) for name in wanted - {DISTRIBUTION}]
    python = Part("Python", sys.version.split()[0], "PSF-2.0", lambda: _text(_python()))
    return sorted([python, *rest], key=lambda part: part.name.casefold())


def _needed(found: dict[str, metadata.Distribution]) -> set[str]:
    """What the program asks for, and what that asks for, as far as it is there."""
    waiting, wanted = [DISTRIBUTION], set[str]()
    while waiting:
        name = waiting.pop()
        if name in found and name not in wanted:
            wanted.add(name)
            window = name == DISTRIBUTION
            asked = [
                one
                for one in found[name].requires or ()
                if "extra ==" not in one or (window and _WINDOW in one.replace("'", '"'))
            ]
            waiting += [_plain(re.split(r"[^A-Za-z0-9._-]", one, maxsplit=1)[0]) for one in asked]
    return wanted


def _of_file(path: Path) -> Part:
    """Facts stand on the first lines, up to the first empty one, where there are any."""
    facts: list[tuple[str, str]] = []
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            match = _FACT.match(line.strip())
            if match is None:
                break
            facts.append((match[1], match[2]))
    said = dict(reversed(facts))
    return Part(said.get("Name", path.stem), said.get("Version", ""), _licence(facts), lambda: _text(path))


def _of_installed(one: metadata.Distribution) -> Part:
    facts = [(key, str(value)) for key in _KEYS for value in one.metadata.get_all(key) or []]
    name = one.metadata["Name"]
    return Part(name, one.version, _licence(facts), lambda: _of_distribution(name))


def _licence(facts: Iterable[tuple[str, str]]) -> str:
    """The licence by its name: what is said last and best comes first."""
    facts = list(facts)
    for wanted in ("License-Expression", "License"):
        said = next((value.strip() for key, value in facts if key == wanted and value.strip()), "")
        if said and said != "UNKNOWN":
            return said.splitlines()[0]
    classified = [
        value.split("::")[-1].strip() for key, value in facts if key == "Classifier" and "License ::" in value
    ]
    return ", ".join(classified)


def _of_distribution(name: str) -> str:
    """The texts that an installed package brings, one below the other."""
    try:
        files = metadata.distribution(name).files or []
    except metadata.PackageNotFoundError:
        return ""
    wanted = [one for one in files if ".dist-info" in str(one.parent) and _TERMS.match(one.name)]
    texts = [(one.name, _text(Path(str(one.locate())))) for one in sorted(wanted, key=str)]
    return "\n\n".join(f"{file}\n\n{text}" for file, text in texts if text)


def _python() -> Path:
    """Python's own text, where its installations have it."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    base = Path(sys.base_prefix)
    places = (
        base / "lib" / version / "LICENSE.txt",
        base / "LICENSE.txt",
        Path("/usr/share/doc") / version / "copyright",
    )
    return next((place for place in places if place.exists()), places[0])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").replace("\f", "")
    except OSError:
        return ""


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: path.stem.casefold())
