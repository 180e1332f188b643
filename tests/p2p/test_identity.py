"""Keys, signatures and secrets: what is accepted, what is refused, and what never shows."""

from __future__ import annotations

import copy
import json
import logging
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CheatingDetected, MisuseError
from p2p.identity import Identity, fingerprint, is_valid_key, labelled_hash, new_identity, verify
from p2p.secret import Secret

VECTORS = Path(__file__).parents[3] / "shared" / "vectors" / "ed25519_cctv.json"
SEED = bytes(range(32))
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
]


def test_a_signature_is_checked() -> None:
    identity = Identity(SEED)
    signature = identity.sign(b"message")
    verify(identity.key, signature, b"message")
    for key, sig, message in [
        (identity.key, signature, b"massage"),
        (new_identity().key, signature, b"message"),
        (identity.key, bytes(64), b"message"),
        (identity.key, signature[:63], b"message"),
        (identity.key, signature + b"\0", b"message"),
        (identity.key[:31], signature, b"message"),
        (b"", b"", b""),
    ]:
        with pytest.raises(CheatingDetected):
            verify(key, sig, message)


@given(st.integers(0, 511))
def test_no_bit_of_a_signature_can_change(bit: int) -> None:
    identity = Identity(SEED)
    signature = bytearray(identity.sign(b"message"))
    signature[bit // 8] ^= 1 << bit % 8
    with pytest.raises(CheatingDetected):
        verify(identity.key, bytes(signature), b"message")


@pytest.mark.parametrize("key", SMALL_ORDER)
def test_a_key_of_small_order_fits_no_signature(key: str) -> None:
    """With such a key this signature would fit any message."""
    assert not is_valid_key(bytes.fromhex(key))
    identity_point_and_zero = bytes.fromhex(SMALL_ORDER[0]) + bytes(32)
    with pytest.raises(CheatingDetected, match="not a valid"):
        verify(bytes.fromhex(key), identity_point_and_zero, b"anything")


@pytest.mark.skipif(not VECTORS.parent.exists(), reason="NOT CHECKED: the folder with outside vectors is not here")
def test_of_914_doubtful_signatures_one_is_accepted() -> None:
    """Vectors of the C2SP project: keys and signatures with parts of small order and in other encodings."""
    vectors = json.loads(VECTORS.read_text())
    accepted = []
    for vector in vectors:
        try:
            verify(bytes.fromhex(vector["key"]), bytes.fromhex(vector["sig"]), vector["msg"].encode())
        except CheatingDetected:
            continue
        accepted.append(vector)
    assert len(vectors) == 914
    assert len(accepted) == 1
    assert not accepted[0]["flags"]


def test_every_identity_is_another_one() -> None:
    assert len({new_identity().key for _ in range(20)}) == 20
    assert new_identity(lambda n: bytes(n)).key == Identity(bytes(32)).key
    with pytest.raises(MisuseError):
        Identity(b"short")


def test_a_fingerprint_is_short_and_fixed() -> None:
    key = Identity(SEED).key
    assert fingerprint(key) == fingerprint(bytes(key))
    assert len(fingerprint(key)) == 16
    assert fingerprint(key) != fingerprint(bytes(32))


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_different_fields_have_different_hashes(some: list[bytes], others: list[bytes]) -> None:
    assert (labelled_hash("a", *some) == labelled_hash("a", *others)) == (some == others)
    assert labelled_hash("a", *some) != labelled_hash("b", *some)


def test_secrets_do_not_show(caplog: pytest.LogCaptureFixture) -> None:
    canary = "c4n4ry" * 6
    secret = Secret(canary)
    identity = Identity(canary[:32].encode())
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("%s %r %s %r", secret, secret, identity, identity)
    shown = f"{secret} {secret!r} {secret:>30} {identity} {identity!r} {[secret]} {caplog.text}"
    assert "c4n4ry" not in shown
    assert secret.reveal() == canary
    for store in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            store(secret)
    with pytest.raises(TypeError):
        hash(secret)
    with pytest.raises(TypeError):
        pickle.dumps(identity)


def test_secrets_compare_by_content() -> None:
    assert Secret(b"one") == Secret(b"one")
    assert Secret(b"one") != Secret(b"two")
    assert Secret("one") != Secret("one")
    assert Secret(b"one") != b"one"
