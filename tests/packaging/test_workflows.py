"""What public CI is told, as far as it can be tried without it."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.scripts import PACKAGING, load

check_deb = load("check_deb")
release = load("release")
WORKFLOWS = sorted((PACKAGING.parent / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_named_by_commit(workflow: Path) -> None:
    """A tag can be moved to other code; an action of one name is the same everywhere."""
    text = workflow.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", text)
    assert len(used) >= 3
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action), action
    everywhere = re.findall(r"uses: (\S+)@(\S+)", "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS))
    assert len(dict(everywhere)) == len(set(everywhere))


def test_every_job_ends_some_day() -> None:
    """A job that hangs would be paid for six hours."""
    for workflow in WORKFLOWS:
        text = workflow.read_text(encoding="utf-8")
        assert text.count("runs-on: ") == text.count("timeout-minutes: ") >= 3


def test_every_build_is_attested() -> None:
    """Whoever uploads something that was built also says where it was built, and may."""
    jobs = re.split(r"\n(?=  [a-z-]+:\n)", WORKFLOWS[0].read_text(encoding="utf-8").split("\njobs:")[1])
    built = [job for job in jobs if "actions/upload-artifact@" in job]
    assert len(built) == 3
    for job in built:
        assert "actions/attest-build-provenance@" in job
        assert "id-token: write" in job
        assert "attestations: write" in job
    assert all("write" not in job for job in jobs if job not in built)


def test_every_python_that_is_promised_is_tried() -> None:
    """By its number, and by the program that is really used."""
    project = (PACKAGING.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.11,<3.14"' in project
    text = WORKFLOWS[1].read_text(encoding="utf-8")
    assert "env PYTHON=/usr/bin/python3.12 .ci/run\n" in text
    assert 'python: ["3.11", "3.13"]' in text
    assert '"PYTHON=$pythonLocation/bin/python" .ci/run tests\n' in text


def test_the_archive_that_a_fresh_system_comes_from(tmp_path: Path) -> None:
    """An address, or the first of a list of mirrors, as GitHub's computers have it."""
    mirrors = tmp_path / "apt-mirrors.txt"
    mirrors.write_text(
        "http://azure.archive.example/ubuntu/\tpriority:1\nhttps://archive.example/ubuntu/\tpriority:2\n",
        encoding="utf-8",
    )
    plain = ["http://security.example/ubuntu/ noble-security", "http://archive.example/ubuntu/ noble"]
    assert check_deb.archive_of(plain, "noble") == "http://archive.example/ubuntu/"
    listed = [f"mirror+file:{mirrors} noble-updates", f"mirror+file:{mirrors} noble"]
    assert check_deb.archive_of(listed, "noble") == "http://azure.archive.example/ubuntu/"


def test_a_tag_is_the_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are named after the version; a tag with another would name them wrongly."""
    monkeypatch.setattr(release, "VERSION", "0.1.0")
    release.check_tag("v0.1.0")
    release.check_tag("")
    release.check_tag("v0.1.0 v0.1.0-rc1")
    with pytest.raises(SystemExit, match=r"the tag is v0\.1\.1, and the version 0\.1\.0"):
        release.check_tag("v0.1.1")


KEY = base64.b64encode(b"Ed" + bytes(40)).decode()
PAGE = "https://example.org/releases"


@pytest.mark.parametrize(
    ("address", "key", "missing"),
    [
        (PAGE, KEY, ""),
        ("", KEY, "no page with https"),
        ("http://example.org", KEY, "no page with https"),
        (PAGE, "", "no key"),
        (PAGE, "untrusted comment: minisign public key", "no key"),
        (PAGE, base64.b64encode(b"ED" + bytes(40)).decode(), "no key"),
        (PAGE, KEY[:-4], "no key"),
    ],
)
def test_a_release_can_ask_for_the_next(address: str, key: str, missing: str) -> None:
    """Without page and key in the build, nobody who has it ever hears of a newer one."""
    told = f'address = "{address}"\nkey = "{key}"\n'
    if not missing:
        release.check_key(told)
        return
    with pytest.raises(SystemExit, match=missing):
        release.check_key(told)


def test_the_key_that_minisign_makes_is_one(tmp_path: Path) -> None:
    """The second line of its file."""
    if shutil.which("minisign") is None:
        pytest.skip("NOT RUN: minisign is missing (apt-get install minisign)")
    made = ["minisign", "-G", "-W", "-f", "-p", str(tmp_path / "key.pub"), "-s", str(tmp_path / "key.sec")]
    subprocess.run(made, check=True, capture_output=True, timeout=120)
    line = (tmp_path / "key.pub").read_text(encoding="utf-8").splitlines()[1]
    release.check_key(f'address = "{PAGE}"\nkey = "{line}"\n')


def test_the_page_for_who_downloads_says_how_it_ends() -> None:
    """A block to paste for every system, and the words of success and of failure that the tools really use."""
    page = (PACKAGING.parent / "docs" / "verify.md").read_text(encoding="utf-8")
    tried = (PACKAGING / "check_signing.sh").read_text(encoding="utf-8")
    for words in (
        "Signature and comment signature verified",
        "Trusted comment: Common Ground",
        "Signature verification failed",
    ):
        assert words in page
        assert words in tried
    assert "git clone ..." not in page
    for block in (
        "minisign -V -P KEY -m SHA256SUMS\n    sha256sum --check --ignore-missing SHA256SUMS",
        ".\\minisign.exe -V -P KEY -m SHA256SUMS\n    (Get-Content SHA256SUMS) -match (Get-FileHash ",
        "minisign -V -P KEY -m SHA256SUMS\n    shasum -a 256 --check --ignore-missing SHA256SUMS",
    ):
        assert f"    {block}" in page
