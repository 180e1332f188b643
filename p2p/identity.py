"""Who somebody is: an Ed25519 signing key made for one relationship or meeting, and the one way to check a signature.

Source: Bernstein, Duif, Lange, Schwabe and Yang 2012 (Ed25519); Chalkias, Garillot and Nikolaenko 2020 (its checks).
Differs from the paper: keys that are not points of the main subgroup are refused besides, because under a key of small
order one signature fits many messages.

Leaves to others: what is signed (p2p.handshake, the agreement), keeping keys (the store).
"""

from __future__ import annotations

import hashlib
import secrets

import nacl.bindings
from nacl.exceptions import BadSignatureError
from nacl.exceptions import ValueError as NaclValueError
from nacl.signing import SigningKey, VerifyKey

from crypto.errors import CheatingDetected, MisuseError
from crypto.rounds import Random
from p2p.secret import Secret

KEY_BYTES = 32
SIGNATURE_BYTES = 64


def labelled_hash(label: str, *fields: bytes) -> bytes:
    """BLAKE2b-256 over a label and fields, each with its length before it, so that no two lists look the same.

    Args:
        label: ASCII; one label for one purpose.
        fields: any bytes.

    Returns:
        32 bytes.
    """
    state = hashlib.blake2b(digest_size=32, person=b"common ground")
    for part in (label.encode("ascii"), *fields):
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()


class Identity:
    """An own signing key. The private part shows itself nowhere and is never stored by accident.

    Attributes:
        key: the public key, 32 bytes.
    """

    __slots__ = ("_seed", "key")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != KEY_BYTES:
            raise MisuseError("a signing key is made from 32 random bytes")
        self._seed = Secret(seed)
        self.key = bytes(SigningKey(seed).verify_key)

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes."""
        return bytes(SigningKey(self._seed.reveal()).sign(message).signature)

    def reveal(self) -> bytes:
        """The 32 bytes it was made from, for whoever keeps it encrypted (p2p.way_back)."""
        return self._seed.reveal()

    def __repr__(self) -> str:
        return f"Identity({fingerprint(self.key)})"


def new_identity(random: Random = secrets.token_bytes) -> Identity:
    """A fresh signing key, for one relationship or meeting only."""
    return Identity(random(KEY_BYTES))


def is_valid_key(untrusted_key: bytes) -> bool:
    """Whether these bytes are a public key that identifies one person: a canonical point of the main subgroup."""
    return len(untrusted_key) == KEY_BYTES and bool(nacl.bindings.crypto_core_ed25519_is_valid_point(untrusted_key))


def verify(untrusted_key: bytes, untrusted_signature: bytes, message: bytes) -> None:
    """Check a signature.

    Args:
        untrusted_key: 32 bytes.
        untrusted_signature: 64 bytes.
        message: what must have been signed.

    Raises:
        CheatingDetected: the key is not valid, or this is not its signature of the message.
    """
    if not is_valid_key(untrusted_key):
        raise CheatingDetected("not a valid identity key")
    try:
        VerifyKey(untrusted_key).verify(message, untrusted_signature)
    except (BadSignatureError, NaclValueError, ValueError) as error:
        raise CheatingDetected("a signature does not fit") from error


def fingerprint(key: bytes) -> str:
    """A short name of a key for logs and details, 16 hexadecimal characters. Never compare people by it."""
    return labelled_hash("fingerprint", key)[:8].hex()
