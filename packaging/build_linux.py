"""Builds what Linux users install: python packaging/build_linux.py   ->  dist/

    commonground_VERSION_ARCH.deb            Debian and Ubuntu
    commonground-VERSION-linux-ARCH.tar.xz   everywhere else: unpack, run ./commonground/commonground
    commonground-VERSION-linux-ARCH.cdx.json what is inside (CycloneDX)
    SHA256SUMS

Two builds from the same commit and the same locked packages are byte-identical, wherever and with whichever installer
they are made (repeatable.py says how). Only the standard library is needed to start; the rest comes from the lock.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import contents
import repeatable

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
VENV = BUILD / "venv"
COMPILED = BUILD / "compiled"
BUNDLE = BUILD / "bundle" / "commonground"
VERSION = re.search(r'__version__ = "(.+)"', (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")).group(1)
DEBIAN_VERSION = VERSION.replace(".dev", "~dev")
DEPENDS = (
    "libc6 (>= {libc}), libstdc++6, libgcc-s1, zlib1g, libexpat1, libglib2.0-0 | libglib2.0-0t64, libgl1, libegl1, "
    "libx11-6, libx11-xcb1, libxau6, libxdmcp6, libxcb1, libdbus-1-3, libfontconfig1, libfreetype6, "
    "libwayland-client0, libwayland-cursor0, libwayland-egl1, libgssapi-krb5-2"
)
PLUGINS = ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "printsupport/libcupsprintersupport.so")
RECOMMENDS = "gnome-keyring | kwalletmanager, libcups2 | libcups2t64"


def main() -> None:
    """Build everything, or the bundle alone."""
    options = argparse.ArgumentParser(description="Build what Linux users install.")
    options.add_argument("--only", choices=["venv", "bundle"], help="stop when build/venv or build/bundle is there")
    options.add_argument("--installer", choices=["uv", "pip"], default="uv" if shutil.which("uv") else "pip")
    given = options.parse_args()
    shutil.rmtree(COMPILED, ignore_errors=True)
    variables = repeatable.environment(os.environ, commit_time(), COMPILED)
    os.environ.clear()
    os.environ.update(variables)
    os.umask(0o022)
    make_venv(given.installer)
    if given.only == "venv":
        return
    make_bundle()
    if given.only:
        return
    DIST.mkdir(exist_ok=True)
    made = [make_tar(), make_deb(), make_sbom()]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="ascii")
    for path in made:
        print(f"{path.stat().st_size / 1e6:8.1f} MB  {path.relative_to(ROOT)}")


def commit_time() -> int:
    """Seconds since 1970 of the commit that is built; every file that is made carries it."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    return int(subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=ROOT))


def run(*command: object, **more: object) -> str:
    """Run a command in the project; what it prints, which is shown only when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, **more)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def make_venv(tool: str) -> None:
    """A Python of its own with exactly the locked packages, installed by uv or pip."""
    lock = PACKAGING / "requirements-build.lock"
    stamp = VENV / ".lock"
    wanted = f"{sys.version}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    run(sys.executable, "-m", "venv", VENV)
    if tool == "uv":
        if shutil.which("uv") is None:
            raise SystemExit("There is no uv here: --installer pip gives the same")
        installer = ["uv", "pip", "install", "--python", VENV / "bin/python", "--link-mode", "copy"]
    else:
        installer = [VENV / "bin/python", "-m", "pip", "install", "--no-compile", "--disable-pip-version-check"]
    run(*installer, "--require-hashes", "--only-binary", ":all:", "-r", lock)
    stamp.write_text(wanted)


def make_bundle() -> None:
    """The program with its own Python, as a folder."""
    shutil.rmtree(BUNDLE.parent, ignore_errors=True)
    run(VENV / "bin/python", PACKAGING / "icons.py", BUILD / "icons")
    run(
        VENV / "bin/python", "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        "--distpath", BUNDLE.parent, "--workpath", BUILD / "work", PACKAGING / "common-ground.spec",
    )  # fmt: skip
    for library in BUNDLE.rglob("libpython3*.so*"):
        run("strip", "--strip-unneeded", library)  # others break when stripped
    repeatable.forget_installer(BUNDLE)
    drop_unneeded(BUNDLE / "_internal")
    run(VENV / "bin/python", PACKAGING / "contents.py", "licences", BUNDLE / "licences")
    settle(BUNDLE)


def drop_unneeded(folder: Path) -> None:
    """Remove the libraries that nothing left in the folder needs: those of the plugins that were left out.

    Raises:
        SystemExit: a plugin is not there, or the one for X11 lacks a library on this machine; the bundle would have no
            window, or no printer.
    """
    plugins = folder / "PySide6" / "Qt" / "plugins"
    if absent := [name for name in PLUGINS if not (plugins / name).exists()]:
        raise SystemExit(f"These plugins of Qt were left out: {', '.join(absent)}")
    qt = folder / "PySide6" / "Qt" / "lib"
    while True:
        elf = [path for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink()]
        needed = {name for path in [*elf, BUNDLE / "commonground"] for name in needs(path)}
        unneeded = [
            path
            for path in elf
            if path.parent in (folder, qt)
            and ".so." in path.name
            and path.name not in needed
            and not path.name.startswith("libpython")
        ]
        if not unneeded:
            break
        for path in unneeded:
            path.unlink()
    for link in folder.rglob("*"):
        if link.is_symlink() and not link.exists():
            link.unlink()
    present = {path.name for path in folder.rglob("*.so*")}
    lacking = {name for name in needs(next(folder.rglob("libQt6XcbQpa.so*"))) if name.startswith("libxcb-")} - present
    if lacking:
        raise SystemExit(
            f"Install what Qt needs for X11 first (apt-get install libxcb-...): {', '.join(sorted(lacking))}"
        )


def needs(path: Path) -> list[str]:
    """Names of the libraries that a binary is linked with."""
    shown = subprocess.run(["readelf", "-d", path], capture_output=True, text=True, check=False).stdout
    return re.findall(r"\(NEEDED\).*\[(.+)\]", shown)


def settle(folder: Path) -> None:
    """The same modes and times wherever it was built."""
    moment = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    folder.chmod(0o755)
    os.utime(folder, (moment, moment))


def undeclared(folder: Path, declared: str) -> list[str]:
    """Libraries that the folder takes from the system without the package saying so, with whose they are.

    Args:
        declared: what the package depends on and recommends, as Debian writes it.
    """
    elf = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    elf = [path for path in elf if path.stat().st_mode & 0o100 or ".so" in path.name]
    outside = {name for path in elf for name in needs(path)} - {path.name for path in folder.rglob("*.so*")}
    places = dict(re.findall(r"^\t(\S+) .* => (.+)$", run("ldconfig", "-p"), re.MULTILINE))
    owners = {  # what is not installed here is named as Debian names libraries
        name: contents.package_of(Path(places[name])) if name in places else name.replace(".so.", "").lower()
        for name in outside
    }
    known = set(re.findall(r"[a-z][a-z0-9.+-]+", re.sub(r"\(.*?\)", "", declared)))
    return sorted(f"{name} ({owner})" for name, owner in owners.items() if owner not in known)


def libc_needed(folder: Path) -> str:
    """The oldest version of the C library that has everything that is called; a younger building system needs more."""
    found = [(2, 28)]
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and (path.stat().st_mode & 0o100 or ".so" in path.name):
            shown = subprocess.run(["readelf", "-V", path], capture_output=True, text=True, check=False).stdout
            found += [(int(major), int(minor)) for major, minor in re.findall(r"Name: GLIBC_(\d+)\.(\d+)", shown)]
    return "{}.{}".format(*max(found))


def make_tar() -> Path:
    """The folder as one file for any distribution."""
    path = DIST / f"commonground-{VERSION}-linux-{os.uname().machine}.tar.xz"

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        return entry

    with tarfile.open(path, "w:xz", preset=3, format=tarfile.GNU_FORMAT) as archive:
        for found in [BUNDLE, *sorted(BUNDLE.rglob("*"))]:
            archive.add(found, found.relative_to(BUNDLE.parent), recursive=False, filter=plain)
    return path


def make_deb() -> Path:
    """A package for Debian and Ubuntu: no scripts of its own, so that removing it leaves nothing."""
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    share = tree / "usr" / "share"
    shutil.copytree(BUNDLE, tree / "opt" / "commonground", symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / "commonground").symlink_to("/opt/commonground/commonground")
    put(PACKAGING / "linux" / "commonground.desktop", share / "applications")
    put(PACKAGING / "linux" / "commonground.xml", share / "mime" / "packages")
    put(ROOT / "resources" / "icons" / "commonground.svg", share / "icons" / "hicolor" / "scalable" / "apps")
    for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        folder = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        put(BUILD / "icons" / f"commonground-{size}.png", folder, "commonground.png")
    put(metainfo(), share / "metainfo")
    put(ROOT / "LICENSE", share / "doc" / "commonground", "copyright")
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    depends = DEPENDS.format(libc=libc_needed(BUNDLE))
    if missing := undeclared(BUNDLE, f"{depends}, {RECOMMENDS}"):
        raise SystemExit(f"These libraries are of no package in DEPENDS or RECOMMENDS: {', '.join(missing)}")
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        f"Package: commonground\nVersion: {DEBIAN_VERSION}\nArchitecture: {architecture}\n"
        "Maintainer: The Common Ground authors <security@commonground.invalid>\n"
        f"Installed-Size: {size // 1024}\nDepends: {depends}\nRecommends: {RECOMMENDS}\n"
        "Section: misc\nPriority: optional\n"
        "Description: find out where you agree without showing the rest\n"
        " Everybody fills in a deal sheet in private, on their own computer. The computers\n"
        " compare the answers directly, without a server, and show only the overlap.\n",
        encoding="utf-8",
    )
    settle(tree)
    path = DIST / f"commonground_{DEBIAN_VERSION}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", tree, path)
    return path


def metainfo() -> Path:
    """What software centres show, with the version and the day of the commit."""
    source = PACKAGING / "linux" / "org.commonground.CommonGround.metainfo.xml"
    day = subprocess.check_output(
        ["date", "-u", "-d", f"@{os.environ['SOURCE_DATE_EPOCH']}", "+%Y-%m-%d"], text=True
    ).strip()
    made = BUILD / source.name
    made.write_text(
        source.read_text(encoding="utf-8").replace("@VERSION@", VERSION).replace("@DATE@", day), encoding="utf-8"
    )
    return made


def put(source: Path, folder: Path, name: str = "") -> None:
    """Copy one file into a folder of the package."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / (name or source.name))


def make_sbom() -> Path:
    """Everything inside, as a list for programs."""
    path = DIST / f"commonground-{VERSION}-linux-{os.uname().machine}.cdx.json"
    run(VENV / "bin/python", PACKAGING / "contents.py", "sbom", path)
    return path


if __name__ == "__main__":
    main()
