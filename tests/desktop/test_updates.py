"""A newer version is believed only from the release key, and nothing that a page sends does anything else."""

from __future__ import annotations

import base64
import shutil
import subprocess
import threading
from collections.abc import Iterator
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from desktop.updates import (
    LIST,
    MAX_BYTES,
    SIGNATURE,
    ReleasePage,
    UpdateCheckFailed,
    fetch,
    fetch_https,
    newer_version,
    release_page,
    signed_version,
)

KEY = SigningKey(bytes(range(32)))
ID = b"release1"
PAGE = ReleasePage("https://downloads.example/latest", bytes(KEY.verify_key), ID)
SUMS = b"00  commonground.deb\n"


def signed(content: bytes, comment: str, key: SigningKey = KEY, key_id: bytes = ID) -> bytes:
    signature = key.sign(blake2b(content).digest()).signature
    over_all = key.sign(signature + comment.encode()).signature
    parts = (base64.b64encode(b"ED" + key_id + signature).decode(), base64.b64encode(over_all).decode())
    return f"untrusted comment: x\n{parts[0]}\ntrusted comment: {comment}\n{parts[1]}\n".encode()


def answering(files: dict[str, bytes]) -> list[str]:
    asked: list[str] = []

    def get(address: str) -> bytes:
        asked.append(address)
        return files[address.rsplit("/", 1)[1]]

    found = newer_version(PAGE, get, current="0.1.0")
    return [found, *asked]


@pytest.mark.parametrize(
    ("newest", "current", "told"),
    [("0.1.1", "0.1.0", "0.1.1"), ("0.1.0", "0.1.0", ""), ("0.0.9", "0.1.0", ""), ("0.1.0", "0.1.0.dev0", "0.1.0"),
     ("0.10.0", "0.9.9", "0.10.0")],
)  # fmt: skip
def test_a_newer_version_is_told(newest: str, current: str, told: str) -> None:
    files = {LIST: SUMS, SIGNATURE: signed(SUMS, f"Common Ground {newest}, Debian 12")}
    assert newer_version(PAGE, lambda address: files[address.rsplit("/", 1)[1]], current) == told


def test_two_small_files_are_asked_for_and_nothing_else() -> None:
    told = answering({LIST: SUMS, SIGNATURE: signed(SUMS, "Common Ground 0.2.0")})
    assert told == ["0.2.0", f"{PAGE.address}/{LIST}", f"{PAGE.address}/{SIGNATURE}"]


@pytest.mark.parametrize(
    "signature",
    [
        signed(SUMS, "Common Ground 9.9.9", SigningKey(bytes(32))),
        signed(SUMS, "Common Ground 9.9.9", key_id=b"another1"),
        signed(b"another list", "Common Ground 9.9.9"),
        signed(SUMS, "Another Program 9.9.9"),
        signed(SUMS, "Common Ground 0.0.1").replace(b"0.0.1", b"9.9.9"),
        signed(SUMS, "Common Ground 9.9.9")[:-20],
        b"",
        b"\xff" * 100,
        b"\n\n\n\n",
    ],
)
def test_what_the_release_key_has_not_signed_is_refused(signature: bytes) -> None:
    with pytest.raises(UpdateCheckFailed):
        signed_version(PAGE, SUMS, signature)


def test_minisign_itself_signs_what_is_accepted(tmp_path: Path) -> None:
    if shutil.which("minisign") is None:
        pytest.skip("minisign is not installed: apt-get install minisign")
    (tmp_path / LIST).write_bytes(SUMS)
    for command in (
        ["minisign", "-G", "-W", "-f", "-p", "key.pub", "-s", "key.sec"],
        ["minisign", "-S", "-s", "key.sec", "-m", LIST, "-t", "Common Ground 1.2.3"],
    ):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    raw = base64.b64decode((tmp_path / "key.pub").read_text().splitlines()[1])
    page = ReleasePage("https://downloads.example", raw[10:], raw[2:10])
    assert signed_version(page, SUMS, (tmp_path / SIGNATURE).read_bytes()) == (1, 2, 3)


def test_this_build_asks_nowhere() -> None:
    assert release_page() == ReleasePage()


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.endswith("moved"):
            self.send_response(302)
            self.send_header("Location", "/small")
            self.end_headers()
            return
        self.send_response(404 if self.path.endswith("missing") else 200)
        self.end_headers()
        self.wfile.write(b"x" * (MAX_BYTES + 1) if self.path.endswith("large") else b"small")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_small_files_over_a_real_connection(address: str) -> None:
    assert fetch(f"{address}/small") == b"small"
    for name in ("large", "missing", "moved"):
        with pytest.raises(UpdateCheckFailed):
            fetch(f"{address}/{name}")
    with pytest.raises(UpdateCheckFailed):
        fetch_https(f"{address}/small")
    with pytest.raises(UpdateCheckFailed):
        fetch("https://127.0.0.1:1/nobody")
