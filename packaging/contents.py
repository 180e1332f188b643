"""What is inside a build, and under which terms. With the Python of the build:

    contents.py licences FOLDER     the licence texts of everything inside, a file for each part
    contents.py sbom FILE           the same as a list (CycloneDX)

A build holds this project, Python, the packages of requirements-app.lock, the start that PyInstaller gives it, and on
Linux libraries of the building system, which common-ground.spec lists in build/libraries.txt. Anything else came along
by accident: the spec ends the build then (`strangers`).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements-app.lock"
LIBRARIES = ROOT / "build" / "libraries.txt"
INSIDE = ROOT / "build" / "bundle" / "commonground" / "_internal"
OWN = frozenset({"crypto", "desktop", "p2p", "resources"})
# The start of the program and what prepares its packages there are theirs.
OF_THE_TOOLS = frozenset({"pyinstaller", "pyinstaller-hooks-contrib"})
# Their wheels hold no text. The LGPL is a list of changes to the GPL, so both are needed.
MISSING_TEXTS = {"pyside6_essentials": ("LGPL-3.0", "GPL-3.0"), "shiboken6": ("LGPL-3.0", "GPL-3.0")}
QT = "Qt itself holds parts of others, listed with their terms at https://doc.qt.io/qt-6/licenses-used-in-qt.html.\n"


def plain(name: str) -> str:
    """A package's name in the one way that compares."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: Path = LOCK) -> set[str]:
    """Names of the packages that the app needs."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {plain(name) for name in found}


def strangers(modules: Iterable[str], owners: Mapping[str, list[str]], wanted: set[str]) -> list[str]:
    """What is neither this project's, nor Python's, nor of a package that the app needs.

    Args:
        modules: dotted names of modules in a build.
        owners: for each top-level module the packages that bring it.
        wanted: names of the packages that the app needs (`locked`).
    """
    tops = {module.split(".")[0] for module in modules} - OWN - set(sys.stdlib_module_names)
    return sorted(
        top
        for top in tops
        if not top.startswith(("pyi", "_pyi", "_sysconfigdata"))
        and not wanted & {plain(name) for name in owners.get(top, [])}
    )


def licences(folder: Path) -> None:
    """A file for each part; SystemExit when one has no text."""
    folder.mkdir()
    shutil.copyfile(ROOT / "LICENSE", folder / "Common Ground.txt")
    head(folder / "Python.txt", "Python", sys.version.split()[0], python_licence(), "License-Expression: PSF-2.0\n")
    shutil.copytree(ROOT / "packaging" / "licences", folder, dirs_exist_ok=True)
    wanted = locked() | OF_THE_TOOLS
    for info in sorted(Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
        name = info.name.split("-")[0]
        if plain(name) in wanted:
            (folder / f"{name}.txt").write_text(terms(info, name), encoding="utf-8")
    for package, version in system_packages().items():
        text = Path("/usr/share/doc") / package / "copyright"
        head(folder / f"system {package}.txt", package, version, text)
        for shared in set(re.findall(r"/usr/share/common-licenses/([A-Za-z]+-[0-9.]*[0-9])", text.read_text("utf-8"))):
            shutil.copyfile(Path("/usr/share/common-licenses") / shared, folder / f"system {shared}.txt")


def head(file: Path, name: str, version: str, text: Path, more: str = "") -> None:
    """A text below what it belongs to; desktop/ui/licences.py reads the first lines."""
    said = text.read_text(encoding="utf-8", errors="replace")
    file.write_text(f"Name: {name}\nVersion: {version}\n{more}\n{said}", encoding="utf-8")


def python_licence() -> Path:
    """Python's own text."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    base = Path(sys.base_prefix)
    places = (base / "lib" / version / "LICENSE.txt", base / "LICENSE.txt", Path(f"/usr/share/doc/{version}/copyright"))
    for place in places:
        if place.exists():
            return place
    raise SystemExit("Python's own licence text was not found")


def terms(info: Path, name: str) -> str:
    """What a package says of itself, and the texts that it brings; SystemExit when there are none."""
    facts = [
        line
        for line in (info / "METADATA").read_text(encoding="utf-8", errors="replace").splitlines()
        if re.match(r"(Name|Version|License|License-Expression|Home-page|Project-URL|Classifier: License)", line)
    ]
    texts = sorted(
        path
        for path in info.rglob("*")
        if path.is_file() and re.match(r"(?i)(licen[cs]e|copying|notice|authors)", path.name)
    )
    body = [f"{path.relative_to(info).as_posix()}\n\n{path.read_text('utf-8', 'replace')}" for path in texts]
    if not body and name in MISSING_TEXTS:
        body = [f"The texts: {', '.join(f'{text}.txt' for text in MISSING_TEXTS[name])} in this folder.\n{QT}"]
    if not body:
        raise SystemExit(f"{name} brings no licence text: add it to packaging/licences and MISSING_TEXTS")
    return "\n".join(facts) + "\n\n" + "\n\n".join(body)


def system_packages() -> dict[str, str]:
    """Names and versions of the Debian packages whose libraries are inside; none on other systems."""
    if sys.platform != "linux":
        return {}
    listed = [line.split("\t") for line in LIBRARIES.read_text(encoding="utf-8").splitlines()]
    owners = {package_of(Path(source)) for name, source in listed if (INSIDE / name).exists()}
    versions = {}
    for name in sorted(owners - {""}):
        shown = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}\n", name], capture_output=True, text=True, check=True
        )
        versions[name] = shown.stdout.splitlines()[0]
    return versions


def package_of(library: Path) -> str:
    """The Debian package that installed a library; "" for Python's own. SystemExit when nobody knows."""
    real = library.resolve()
    for path in (library, real, Path("/usr", *library.parts[1:]), Path("/", *real.parts[2:])):
        shown = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False).stdout
        if shown:
            return shown.split(":")[0]
    if real.is_relative_to(sys.base_prefix):
        return ""
    raise SystemExit(f"{library} is in the build, and no package brought it")


def sbom(path: Path) -> None:
    """Everything inside, in CycloneDX: what is installed of the lock, the system's libraries, Python."""
    subprocess.run(
        [
            sys.executable, "-m", "cyclonedx_py", "requirements", LOCK, "--output-reproducible", "--of", "JSON",
            "--pyproject", ROOT / "pyproject.toml", "-o", path,
        ],
        check=True,
    )  # fmt: skip
    found = json.loads(path.read_text(encoding="utf-8"))
    text = (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")
    found["metadata"]["component"]["version"] = re.search(r'__version__ = "(.+)"', text).group(1)
    installed = {(plain(one.metadata["Name"]), one.version) for one in metadata.distributions()}
    found["components"] = [one for one in found["components"] if (plain(one["name"]), one["version"]) in installed]
    found["components"] += [python_component(), *map(tool_component, sorted(OF_THE_TOOLS))]
    found["components"] += [debian_component(*one) for one in system_packages().items()]
    present = {one["bom-ref"] for one in found["components"]} | {found["metadata"]["component"]["bom-ref"]}
    found["dependencies"] = [one for one in found["dependencies"] if one["ref"] in present]
    path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def python_component() -> dict[str, object]:
    """The Python that runs everything."""
    return {
        "type": "application",
        "name": "CPython",
        "version": sys.version.split()[0],
        "bom-ref": "cpython",
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }


def tool_component(name: str) -> dict[str, object]:
    """A tool that leaves parts of itself in every build."""
    version = metadata.version(name)
    link = f"pkg:pypi/{name}@{version}"
    return {"type": "library", "name": name, "version": version, "purl": link, "bom-ref": link}


def debian_component(name: str, version: str) -> dict[str, object]:
    """A package of the building system."""
    release = Path("/etc/os-release").read_text(encoding="utf-8")
    system = re.search(r'^ID="?(\w+)', release, re.MULTILINE).group(1)
    link = f"pkg:deb/{system}/{name}@{version}"
    return {"type": "library", "name": name, "version": version, "purl": link, "bom-ref": link}


def main() -> None:
    """One of the two."""
    what, place = sys.argv[1:]
    {"licences": licences, "sbom": sbom}[what](Path(os.path.abspath(place)))


if __name__ == "__main__":
    main()
