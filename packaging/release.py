"""Whether this commit can be released: python packaging/release.py [--quick | --without-tests]

One version (desktop/__init__.py), a changelog entry for it, the release key, locks that follow from pyproject.toml,
whole translations, the whole test suite, two identical builds, the package tried in a fresh system, pip installs tried,
the signing procedure tried. What a person still has to do is printed at the end (docs/release.md). --quick leaves out
what takes minutes, --without-tests the tests alone.
"""

import argparse
import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
RELEASE = ROOT / "resources" / "release.toml"
VERSION = re.search(r'__version__ = "(.+)"', (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")).group(1)


class Way(NamedTuple):
    """How a build is made; nothing of it may show in what comes out."""

    folder: str
    installer: str
    umask: int
    zone: str


TWO_WAYS = (Way("first", "uv", 0o022, "UTC"), Way("second one", "pip", 0o077, "Asia/Tokyo"))


def main() -> None:
    """Every check; all that fail are listed."""
    options = argparse.ArgumentParser(description="Whether this commit can be released.")
    options.add_argument("--quick", action="store_true", help="only what takes seconds")
    options.add_argument("--without-tests", action="store_true", help="all but the tests, which passed elsewhere")
    options.add_argument("--tag", metavar="NAME", help="only whether a tag is the version's, for the workflow")
    given = options.parse_args()
    if given.tag is not None:
        check_tag(given.tag)
        return
    checks = {
        "the version is one for users": check_version,
        "the tag is that version": check_tag,
        "the changelog has an entry for it": check_changelog,
        "the release key is in": check_key,
        "nothing is uncommitted": check_clean,
        "the locks follow from pyproject.toml": check_locks,
        "the window is translated as a whole": check_translations,
        "signing and checking work": lambda: run("sh", PACKAGING / "check_signing.sh"),
    }
    if not given.quick:
        if not given.without_tests:
            checks["all tests pass"] = lambda: run("make", "test")
        checks["two builds are identical"] = check_two_builds
        checks["the workflow is in order"] = check_workflow
        checks["the package works in a fresh system"] = check_package
        checks["pip installs work"] = lambda: run(sys.executable, PACKAGING / "check_pip.py")
    failed = [what for what, check in checks.items() if not passes(what, check)]
    if failed:
        raise SystemExit(f"Version {VERSION} cannot be released: {'; '.join(failed)}.")
    if given.quick or given.without_tests:
        left = "all that takes minutes" if given.quick else "the tests"
        print(f"Nothing speaks against version {VERSION} so far. Left out: {left}.")
        return
    print(
        f"Version {VERSION} can be released. By hand, after docs/release.md: tag, other systems' builds, sign, publish."
    )


def passes(what: str, check) -> bool:
    """Whether a check holds; why not is printed."""
    try:
        check()
    except (SystemExit, subprocess.CalledProcessError) as error:
        print(f"NO  {what}: {error}", flush=True)
        return False
    print(f"ok  {what}", flush=True)
    return True


def run(*command: object, folder: Path = ROOT, umask: int = -1, **variables: str) -> str:
    """A command in the project; its output, or SystemExit with the end of what it said."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True,
        check=False, umask=umask,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def check_version() -> None:
    """X.Y.Z, without a suffix."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", VERSION):
        raise SystemExit(f"{VERSION} is for development")


def check_tag(tag: str | None = None) -> None:
    """Where a tag is built or this commit has one, it is the version's: files are named after the version.

    Args:
        tag: "" for none; of this commit if not given.
    """
    tags = run("git", "tag", "--points-at", "HEAD", "v*").split() if tag is None else tag.split()
    if tags and f"v{VERSION}" not in tags:
        raise SystemExit(f"the tag is {', '.join(tags)}, and the version {VERSION}")


def check_changelog() -> None:
    """A section for this version that says something."""
    text = (ROOT / "docs" / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {re.escape(VERSION)}\b.*\n((?:(?!## ).*\n?)*)", text, re.MULTILINE)
    if section is None or "* " not in section.group(1):
        raise SystemExit(f'docs/CHANGELOG.md has no entry "## {VERSION}"')


def check_key(told: str | None = None) -> None:
    """Builds can ask for updates: an https address, and the public half of a key that minisign has made.

    Args:
        told: what resources/release.toml holds, if not what is in the project.
    """
    given = tomllib.loads(told if told is not None else RELEASE.read_text(encoding="utf-8"))
    address, key = urlsplit(str(given.get("address", ""))), str(given.get("key", ""))
    if address.scheme != "https" or not address.hostname:
        raise SystemExit("resources/release.toml names no page with https (docs/release.md, step 0)")
    try:
        raw = base64.b64decode(key, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 42 or not raw.startswith(b"Ed"):
        raise SystemExit("resources/release.toml holds no key (docs/release.md, step 0)")


def check_clean() -> None:
    """The commit is what is built."""
    if changed := run("git", "status", "--porcelain"):
        raise SystemExit(changed)


def check_locks() -> None:
    """Renewing the locks from what they hold changes nothing."""
    with tempfile.TemporaryDirectory(prefix="common ground ") as name:
        copy = Path(name) / "project"
        shutil.copytree(PACKAGING, copy / "packaging")
        for file in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copyfile(ROOT / file, copy / file)
        shutil.copytree(ROOT / "desktop", copy / "desktop", ignore=shutil.ignore_patterns("__pycache__"))
        run("sh", "packaging/lock.sh", folder=copy)
        stale = [
            path.name
            for path in PACKAGING.glob("*.lock")
            if path.read_bytes() != (copy / "packaging" / path.name).read_bytes()
        ]
        if stale:
            raise SystemExit(f"packaging/lock.sh would change {', '.join(stale)}")


def check_translations() -> None:
    """With Qt's tools, which the environment of the tests has."""
    run("make", ".venv/.dev")
    run(ROOT / ".venv" / "bin" / "python", PACKAGING / "translations.py", "check")


def check_two_builds() -> None:
    """Two clones, built in two ways, give the same bytes; what differs is named."""
    commit, moment = run("git", "log", "-1", "--format=%H %ct").split()
    with tempfile.TemporaryDirectory(prefix="commonground-") as name:
        sums: list[dict[str, str]] = []
        for way in TWO_WAYS:
            clone = Path(name) / way.folder
            run("git", "clone", "--quiet", ROOT, clone)
            run("git", "checkout", "--quiet", commit, folder=clone)
            build = (sys.executable, "packaging/build_linux.py", "--installer", way.installer)
            run(*build, folder=clone, umask=way.umask, SOURCE_DATE_EPOCH=moment, TZ=way.zone)
            sums.append(hashes(clone))
            (ROOT / "dist").mkdir(exist_ok=True)
            for made in (clone / "dist").iterdir():
                shutil.copyfile(made, ROOT / "dist" / made.name)
            shutil.rmtree(clone)
    if different := differing(*sums):
        raise SystemExit(f"these differ: {', '.join(different[:20])}")


def differing(first: dict[str, str], second: dict[str, str]) -> list[str]:
    """What is not the same in both, or only in one."""
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def hashes(clone: Path) -> dict[str, str]:
    """Everything that was built, by name."""
    files = [*(clone / "dist").iterdir(), *(clone / "build" / "bundle").rglob("*")]
    return {
        str(path.relative_to(clone)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()
    }


def check_workflow() -> None:
    """With the tools that builds have."""
    run(sys.executable, PACKAGING / "build_linux.py", "--only", "venv")
    run("sh", PACKAGING / "check_workflow.sh")


def check_package() -> None:
    """The folder somewhere else, the .deb in a fresh minimal system; needs root."""
    run("sh", PACKAGING / "check_folder.sh")
    run(sys.executable, PACKAGING / "check_deb.py")


if __name__ == "__main__":
    main()
