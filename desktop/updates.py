"""Whether there is a newer version: asked only when the person says so, or once a week where that was chosen.

What is told is believed only from the release key. The download page holds, beside the newest release, its list of
checksums and the signature of that list (docs/release.md). The signature's comment, which is signed too, names the
version. Two small files are fetched; nothing but the internet address and this program's version is told; nothing is
downloaded or installed.

Source: the signature format of minisign, "ED" (BLAKE2b-512 of the file, Ed25519).

Leaves to others: asking the person (the window), keys and page of a release (resources/release.toml).
"""

from __future__ import annotations

import base64
import re
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from http.client import HTTPException
from urllib.parse import urlsplit

from crypto.errors import CheatingDetected
from desktop import __version__, paths
from p2p.identity import verify

LIST, SIGNATURE = "SHA256SUMS", "SHA256SUMS.minisig"
MAX_BYTES = 16_384
TIMEOUT_S = 10.0
_COMMENT = re.compile(r"trusted comment: (Common Ground ([0-9]{1,4})\.([0-9]{1,4})\.([0-9]{1,4})[ -~]{0,100})")
_ALGORITHM = b"ED"
Fetch = Callable[[str], bytes]


class UpdateCheckFailed(Exception):
    """No answer, or none that the release key has signed."""


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """Where releases are announced, and who signs them.

    Attributes:
        address: of the folder, https; "" when this build has none.
        key: Ed25519, 32 bytes. key_id: 8 bytes.
    """

    address: str = ""
    key: bytes = b""
    key_id: bytes = b""


def release_page() -> ReleasePage:
    """What this build was given."""
    given = tomllib.loads((paths.RESOURCES / "release.toml").read_text(encoding="utf-8"))
    address, line = str(given.get("address", "")), str(given.get("key", ""))
    if not address or not line:
        return ReleasePage()
    raw = base64.b64decode(line, validate=True)
    return ReleasePage(address.rstrip("/"), raw[10:], raw[2:10])


def newer_version(page: ReleasePage, fetch: Fetch | None = None, current: str = __version__) -> str:
    """The newest version if it is newer than this one, else "".

    Args:
        page: with an address.
        fetch: gets an address, returns the content; over https if not given.

    Raises:
        UpdateCheckFailed: nobody answered, or what came is not signed by the release key.
    """
    get = fetch or fetch_https
    newest = signed_version(page, get(f"{page.address}/{LIST}"), get(f"{page.address}/{SIGNATURE}"))
    return ".".join(map(str, newest)) if newest > _numbers(current) else ""


def signed_version(page: ReleasePage, untrusted_list: bytes, untrusted_signature: bytes) -> tuple[int, ...]:
    """The version that a signed list of checksums is for.

    Raises:
        UpdateCheckFailed: the key of this page has not signed this list with that comment.
    """
    lines = untrusted_signature[:MAX_BYTES].decode("ascii", errors="replace").splitlines()
    found = _COMMENT.fullmatch(lines[2]) if len(lines) == 4 else None
    if found is None:
        raise UpdateCheckFailed("not a signature of a release")
    try:
        signature, over_all = (base64.b64decode(lines[number], validate=True) for number in (1, 3))
    except ValueError:  # binascii.Error, or characters that are not ASCII
        raise UpdateCheckFailed("not a signature of a release") from None
    if len(signature) != 74 or len(over_all) != 64 or signature[:10] != _ALGORITHM + page.key_id:
        raise UpdateCheckFailed("signed by another key")
    try:
        verify(page.key, signature[10:], blake2b(untrusted_list).digest())
        verify(page.key, over_all, signature[10:] + found[1].encode())
    except CheatingDetected:
        raise UpdateCheckFailed("the signature does not fit") from None
    return tuple(int(number) for number in found.groups()[1:])


def fetch_https(address: str) -> bytes:
    """A small file.

    Raises:
        UpdateCheckFailed: no answer, another address, or too much.
    """
    if urlsplit(address).scheme != "https":
        raise UpdateCheckFailed("not a secure address")
    return fetch(address)


def fetch(address: str) -> bytes:
    """As fetch_https, whatever the scheme; redirects are not followed."""
    request = urllib.request.Request(address, headers={"User-Agent": f"CommonGround/{__version__}"})  # noqa: S310
    try:
        with _OPENER.open(request, timeout=TIMEOUT_S) as answer:
            content: bytes = answer.read(MAX_BYTES + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise UpdateCheckFailed(f"no answer ({type(error).__name__})") from None
    if len(content) > MAX_BYTES:
        raise UpdateCheckFailed("too much of an answer")
    return content


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Whoever moved the page cannot send people elsewhere."""
        return


_OPENER = urllib.request.build_opener(_NoRedirects)


def _numbers(version: str) -> tuple[int, ...]:
    """X.Y.Z as numbers; a development version counts as the release before."""
    found = re.match(r"(\d+)\.(\d+)\.(\d+)(.*)", version)
    if found is None:
        return (0, 0, 0)
    numbers = tuple(int(number) for number in found.groups()[:3])
    return (*numbers[:2], numbers[2] - 1) if found[4] else numbers
