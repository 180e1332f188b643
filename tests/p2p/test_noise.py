"""The encryption: outside vectors, comparison with a second implementation, and poison after every failure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from dissononce.cipher.chachapoly import ChaChaPolyCipher
from dissononce.dh.keypair import KeyPair
from dissononce.dh.x25519.private import PrivateKey
from dissononce.dh.x25519.public import PublicKey
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.hash.sha256 import SHA256Hash
from dissononce.processing.handshakepatterns.interactive.NN import NNHandshakePattern
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.handshakestate import HandshakeState
from dissononce.processing.impl.symmetricstate import SymmetricState
from dissononce.processing.modifiers.psk import PSKPatternModifier
from hypothesis import given, settings
from hypothesis import strategies as st
from noise.connection import Keypair, NoiseConnection
from noise.exceptions import NoiseProtocolNameError

from p2p.channel import NoiseSession
from p2p.errors import ChannelError
from p2p.handshake import HANDSHAKE_BYTES, Side
from p2p.wire import MAX_PLAINTEXT
from tests.p2p.helpers import a_door

VECTORS = Path(__file__).parents[3] / "shared" / "vectors"
HERE = pytest.mark.skipif(not VECTORS.exists(), reason="NOT CHECKED: the folder with outside vectors is not here")
pytestmark = pytest.mark.filterwarnings("ignore:One of ephemeral keypairs is already set")  # vectors fix them
KEYPAIRS = {
    "static": Keypair.STATIC, "ephemeral": Keypair.EPHEMERAL, "remote_static": Keypair.REMOTE_STATIC,
}  # fmt: skip


def party(vector: dict[str, Any], prefix: str) -> NoiseConnection:
    noise = NoiseConnection.from_name(vector["protocol_name"].encode())
    if psks := vector.get(f"{prefix}_psks"):
        noise.set_psks(psks=[bytes.fromhex(psk) for psk in psks])
    noise.set_prologue(bytes.fromhex(vector.get(f"{prefix}_prologue", "")))
    for name, kind in KEYPAIRS.items():
        if value := vector.get(f"{prefix}_{name}"):
            if name == "remote_static":
                noise.set_keypair_from_public_bytes(kind, bytes.fromhex(value))
            else:
                noise.set_keypair_from_private_bytes(kind, bytes.fromhex(value))
    (noise.set_as_initiator if prefix == "init" else noise.set_as_responder)()
    noise.start_handshake()
    return noise


def replay(vector: dict[str, Any]) -> None:
    parties = [party(vector, "init"), party(vector, "resp")]
    one_way = vector["protocol_name"].split("_")[1].removesuffix("psk0").removesuffix("psk1") in ("N", "K", "X")
    for number, message in enumerate(vector["messages"]):
        sender = 0 if one_way else number % 2
        payload, ciphertext = bytes.fromhex(message["payload"]), bytes.fromhex(message["ciphertext"])
        if parties[sender].handshake_finished:
            assert parties[sender].encrypt(payload) == ciphertext
            assert parties[1 - sender].decrypt(ciphertext) == payload
        else:
            assert bytes(parties[sender].write_message(payload)) == ciphertext
            assert bytes(parties[1 - sender].read_message(ciphertext)) == payload
    if expected := vector.get("handshake_hash"):
        assert [noise.get_handshake_hash().hex() for noise in parties] == [expected, expected]


@HERE
def test_the_subset_of_vectors_for_our_patterns() -> None:
    vectors = json.loads((VECTORS / "noise_subset_25519.json").read_text())["vectors"]
    for vector in vectors:
        replay(vector)
    assert len(vectors) == 128
    assert any(vector["protocol_name"] == "Noise_NNpsk0_25519_ChaChaPoly_SHA256" for vector in vectors)


@HERE
@pytest.mark.parametrize(("name", "passing", "in_all"), [("noise_cacophony", 576, 944), ("noise_snow", 224, 408)])
def test_all_vectors_of_patterns_that_the_library_knows(name: str, passing: int, in_all: int) -> None:
    """The others it refuses by name; no vector gives other bytes."""
    vectors = json.loads((VECTORS / f"{name}.json").read_text())["vectors"]
    refused = 0
    for vector in vectors:
        try:
            NoiseConnection.from_name(vector["protocol_name"].encode())
        except (NoiseProtocolNameError, ValueError):
            refused += 1
        else:
            replay(vector)
    assert (len(vectors) - refused, len(vectors)) == (passing, in_all)


# ---- against a second implementation


class Dissononce:
    """NNpsk0 by another author, for comparison."""

    def __init__(self, side: Side, ephemeral: KeyPair | None = None) -> None:
        class Dh(X25519DH):  # type: ignore[misc]  # the library has no type hints
            def generate_keypair(self, privatekey: object = None) -> KeyPair:
                return ephemeral or super().generate_keypair(privatekey)

        door = a_door()
        self.state = HandshakeState(SymmetricState(CipherState(ChaChaPolyCipher()), SHA256Hash()), Dh())
        pattern = PSKPatternModifier(0).modify(NNHandshakePattern())
        self.state.initialize(pattern, side is Side.INITIATOR, door.prologue(), psks=(door.psk.reveal(),))
        self.pair: tuple[Any, Any] | None = None

    def write(self) -> bytes:
        buffer = bytearray()
        self.pair = self.state.write_message(b"", buffer) or self.pair
        return bytes(buffer)

    def read(self, message: bytes) -> None:
        self.pair = self.state.read_message(message, bytearray()) or self.pair


@settings(max_examples=25, deadline=None)
@given(st.booleans(), st.lists(st.binary(max_size=300), max_size=5))
def test_both_implementations_understand_each_other(we_begin: bool, messages: list[bytes]) -> None:
    side = Side.INITIATOR if we_begin else Side.RESPONDER
    ours = NoiseSession(side, a_door())
    theirs = Dissononce(side.other)
    if we_begin:
        theirs.read(ours.write_handshake())
        ours.read_handshake(theirs.write())
    else:
        ours.read_handshake(theirs.write())
        theirs.read(ours.write_handshake())
    assert theirs.pair is not None
    assert ours.handshake_hash() == theirs.state.symmetricstate.get_handshake_hash()
    encrypting, decrypting = theirs.pair if not we_begin else theirs.pair[::-1]
    for message in messages:
        assert ours.decrypt(encrypting.encrypt_with_ad(b"", message)) == message
        assert decrypting.decrypt_with_ad(b"", ours.encrypt(message)) == message


# ---- the session


def sessions() -> tuple[NoiseSession, NoiseSession]:
    one, other = NoiseSession(Side.INITIATOR, a_door()), NoiseSession(Side.RESPONDER, a_door())
    other.read_handshake(one.write_handshake())
    one.read_handshake(other.write_handshake())
    return one, other


def dead(session: NoiseSession) -> bool:
    """Whether every call raises the one error."""
    for call in (
        session.write_handshake,
        session.handshake_hash,
        lambda: session.read_handshake(bytes(HANDSHAKE_BYTES)),
        lambda: session.encrypt(b""),
        lambda: session.decrypt(bytes(16)),
    ):
        with pytest.raises(ChannelError):
            call()
    return session._noise is None


def test_messages_pass_and_sizes_are_as_promised() -> None:
    one, other = sessions()
    assert one.handshake_hash() == other.handshake_hash()
    assert other.decrypt(one.encrypt(b"to you")) == b"to you"
    assert one.decrypt(other.encrypt(bytes(MAX_PLAINTEXT))) == bytes(MAX_PLAINTEXT)
    assert len(one.encrypt(bytes(MAX_PLAINTEXT))) == 65_535
    assert len(NoiseSession(Side.INITIATOR, a_door()).write_handshake()) == HANDSHAKE_BYTES


@given(st.integers(0, 10 * 8 - 1))
def test_a_flipped_bit_is_final(bit: int) -> None:
    one, other = sessions()
    ciphertext = one.encrypt(b"0123456789")
    flipped = bytearray(ciphertext)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ChannelError):
        other.decrypt(bytes(flipped))
    with pytest.raises(ChannelError):
        other.decrypt(ciphertext)
    assert dead(other)


def test_replayed_swapped_reflected_and_missing_messages() -> None:
    for wrong in ("replayed", "swapped", "reflected", "missing"):
        one, other = sessions()
        first, second = one.encrypt(b"first"), one.encrypt(b"second")
        if wrong == "replayed":
            other.decrypt(first)
        attempt = {"replayed": first, "swapped": second, "missing": second, "reflected": other.encrypt(b"mine")}[wrong]
        with pytest.raises(ChannelError):
            other.decrypt(attempt)
        assert dead(other)


@given(st.binary(max_size=120) | st.binary(min_size=HANDSHAKE_BYTES, max_size=HANDSHAKE_BYTES))
def test_no_stranger_passes_the_first_message(untrusted: bytes) -> None:
    session = NoiseSession(Side.RESPONDER, a_door())
    with pytest.raises(ChannelError):
        session.read_handshake(untrusted)
    assert dead(session)


@given(st.integers(0, HANDSHAKE_BYTES * 8 - 1), st.booleans())
def test_no_bit_of_the_handshake_can_change(bit: int, first: bool) -> None:
    one, other = NoiseSession(Side.INITIATOR, a_door()), NoiseSession(Side.RESPONDER, a_door())

    def flip(message: bytes) -> bytes:
        return bytes(byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(message))

    message = one.write_handshake()
    if first:
        with pytest.raises(ChannelError):
            other.read_handshake(flip(message))
    else:
        other.read_handshake(message)
        with pytest.raises(ChannelError):
            one.read_handshake(flip(other.write_handshake()))


def test_another_secret_or_another_purpose_is_a_stranger() -> None:
    for door in (a_door(bytes([1]) * 32),):
        session = NoiseSession(Side.RESPONDER, door)
        with pytest.raises(ChannelError):
            session.read_handshake(NoiseSession(Side.INITIATOR, a_door()).write_handshake())


def test_every_kind_of_failure_is_the_same_and_final(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library raises many things; what comes out is one error that says nothing."""
    for error in (ValueError, TypeError, AttributeError, IndexError, KeyError, MemoryError):
        one, _ = sessions()
        monkeypatch.setattr(one._noise, "encrypt", lambda _, error=error: (_ for _ in ()).throw(error("secret")))
        with pytest.raises(ChannelError) as caught:
            one.encrypt(b"x")
        assert "secret" not in str(caught.value)
        assert caught.value.__cause__ is None
        assert dead(one)


def test_misuse_is_final_too() -> None:
    out_of_turn = NoiseSession(Side.RESPONDER, a_door())
    with pytest.raises(ChannelError):
        out_of_turn.write_handshake()
    assert dead(out_of_turn)
    one, _ = sessions()
    with pytest.raises(ChannelError):
        one.encrypt(bytes(MAX_PLAINTEXT + 1))
    assert dead(one)
    early = NoiseSession(Side.INITIATOR, a_door())
    with pytest.raises(ChannelError):
        early.encrypt(b"before the handshake")
    assert dead(early)
    closed, _ = sessions()
    closed.close()
    assert dead(closed)


def test_a_key_of_small_order_is_refused() -> None:
    """Somebody who holds the invite but wants a channel key that everybody can work out."""
    theirs = Dissononce(Side.INITIATOR, KeyPair(PublicKey(bytes(32)), PrivateKey(bytes([9]) * 32)))
    ours = NoiseSession(Side.RESPONDER, a_door())
    ours.read_handshake(theirs.write())
    with pytest.raises(ChannelError):
        ours.write_handshake()
    assert dead(ours)
