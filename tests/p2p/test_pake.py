"""CPace: the known answers of its draft, every point that it says must be refused, and what our two functions give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cpace
import pytest
from cpace import CPace, CPaceRole

from crypto.errors import CheatingDetected
from p2p.handshake import Side
from p2p.pake import SHARE_BYTES, TAG_BYTES, begin, finish
from p2p.secret import Secret

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "cpace_draft_testvectors.json"
HERE = pytest.mark.skipif(not VECTORS.exists(), reason="NOT CHECKED: the folder with outside vectors is not here")
SMALL = [
    bytes(32),
    b"\x01" + bytes(31),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
]
"""Points of order 1, 2 and 4 on curve and twist, in several spellings."""


def vectors() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(VECTORS.read_text("utf-8"))
    return found


@HERE
def test_known_answers_of_the_draft() -> None:
    known = {name: bytes.fromhex(value) for name, value in vectors()["G_25519"].items()}
    generator = cpace._calculate_generator(known["PRS"], known["CI"], known["sid"])
    assert generator == known["g"]
    sides = {}
    for role, scalar, share, own in (
        (CPaceRole.INITIATOR, "ya", "Ya", "ADa"),
        (CPaceRole.RESPONDER, "yb", "Yb", "ADb"),
    ):
        assert cpace._scalar_mult_vfy(known[scalar], generator) == known[share]
        sides[role] = CPace(role=role, sid=known["sid"], ad=known[own], scalar=known[scalar], public_share=known[share])
    sides[CPaceRole.INITIATOR].derive(known["Yb"], known["ADb"])
    sides[CPaceRole.RESPONDER].derive(known["Ya"], known["ADa"])
    for side in sides.values():
        assert side.isk == known["ISK_IR"]
        assert side.sid_output == known["sid_output_ir"]
    assert sides[CPaceRole.INITIATOR].verify(sides[CPaceRole.RESPONDER].tag())


@HERE
def test_points_that_the_draft_refuses() -> None:
    """Y6 and Y8 to Y11 are of small order only for whoever reads the highest bit, which X25519 does not."""
    points = vectors()["X25519_points"]
    for number in (0, 1, 2, 3, 4, 5, 7):
        point = bytes.fromhex(points[f"Invalid Y{number}"])
        with pytest.raises(CheatingDetected):
            finish(begin(Side.RESPONDER, Secret(b"words"), b"session", b"B"), point, b"A")


@pytest.mark.parametrize("share", [*SMALL, b"", bytes(31), bytes(33)])
def test_shares_that_nobody_sends_honestly(share: bytes) -> None:
    for side in Side:
        with pytest.raises(CheatingDetected):
            finish(begin(side, Secret(b"words"), b"session", b"own"), share, b"other")


def test_every_run_is_another_one() -> None:
    begun = [begin(Side.INITIATOR, Secret(b"words"), b"session", b"A") for _ in range(8)]
    assert len({one.share for one in begun}) == 8
    assert {len(one.share) for one in begun} == {SHARE_BYTES}


@pytest.mark.parametrize("words", [b"maple-otter-lamp", b"maple-otter-lamb", b""])
def test_tags_fit_for_the_same_words_only(words: bytes) -> None:
    guest = begin(Side.INITIATOR, Secret(b"maple-otter-lamp"), b"session", b"A")
    host = begin(Side.RESPONDER, Secret(words), b"session", b"B")
    ours, theirs = finish(guest, host.share, b"B"), finish(host, guest.share, b"A")
    same = words == b"maple-otter-lamp"
    assert ours.matches(theirs.tag) is theirs.matches(ours.tag) is same
    assert len(ours.tag) == len(theirs.tag) == TAG_BYTES
    for wrong in (b"", ours.tag, theirs.tag[:-1], theirs.tag + b"\0", bytes(TAG_BYTES)):
        assert not ours.matches(wrong)
