"""The first words on a channel: what binds the encryption to the invite, and the signed hello of both sides.

Source: Perrin, The Noise Protocol Framework, revision 34, sections 6 (prologue), 9 (pre-shared symmetric keys) and
11.2 (channel binding).

prologue = label, channel version, mode, tag, each with its length; it must be the same on both sides.
psk = HKDF-SHA256(32 random bytes of the invite, label of the mode and whom it connects).
A door without a psk is open: anybody gets through (Noise_NN), and nothing may be said behind it but what finds out who
that is (p2p.spoken, p2p.check_words). Its first message is marked, so that one port serves all doors.
hello = protocol version (2) program version (16) key (32) roster tag (32) signature (64); the signature covers label,
    own side, handshake hash and all of these, so it fits this very channel, in this direction, for this roster.

Leaves to others: sockets and encryption (p2p.channel), agreeing on the roster (p2p.mesh).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.errors import CheatingDetected, MalformedMessage, MisuseError
from p2p.errors import RosterMismatch, VersionMismatch
from p2p.identity import KEY_BYTES, SIGNATURE_BYTES, Identity, labelled_hash, verify
from p2p.secret import Secret
from p2p.wire import CHANNEL_VERSION, PROTOCOL_VERSION

NOISE_PSK = b"Noise_NNpsk0_25519_ChaChaPoly_SHA256"
NOISE_OPEN = b"Noise_NN_25519_ChaChaPoly_SHA256"
HANDSHAKE_BYTES = 48
"""Exact length of both handshake messages: a public key and a tag, or for an open door a mark and a public key."""
MARK_BYTES = 16
TAG_BYTES = 32
NO_ROSTER = bytes(TAG_BYTES)
"""Roster tag between a host and a joiner, where there is no roster yet."""

_LABEL = "common ground"
_HELLO = struct.Struct(f"<H16s{KEY_BYTES}s{TAG_BYTES}s{SIGNATURE_BYTES}s")
HELLO_BYTES = _HELLO.size


class Mode(IntEnum):
    """What an encrypted channel is for; bound into its keys."""

    INVITE = 1
    PAIR = 2
    CODE = 3
    NEARBY = 4
    REPLY = 5
    RETURN = 6
    KNOWN = 7


class Side(IntEnum):
    """Who began the handshake."""

    INITIATOR = 1
    RESPONDER = 2

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.RESPONDER if self is Side.INITIATOR else Side.INITIATOR


@dataclass(frozen=True, slots=True)
class Door:
    """What opens a channel: both sides must hold the same.

    Attributes:
        mode: what the channel is for.
        tag: whom it connects, 32 bytes.
        psk: the shared key, 32 bytes; None for an open door.
        roster_tag: what both hellos must name, 32 bytes: the roster digest between joiners, else NO_ROSTER. It is not
            part of the keys, so that two computers with different rosters can still tell each other.
    """

    mode: Mode
    tag: bytes
    psk: Secret[bytes] | None
    roster_tag: bytes

    @property
    def is_open(self) -> bool:
        """Whether anybody gets through, so that who it is has still to be found out."""
        return self.psk is None

    @property
    def noise_name(self) -> bytes:
        """The Noise protocol behind it."""
        return NOISE_OPEN if self.is_open else NOISE_PSK

    @property
    def mark(self) -> bytes:
        """What the first message through an open door begins with, MARK_BYTES bytes; nothing for other doors."""
        return labelled_hash(f"{_LABEL} open door", bytes([self.mode]))[:MARK_BYTES] if self.is_open else b""

    def prologue(self) -> bytes:
        """The bytes that both handshakes must begin with, 32 bytes."""
        version = CHANNEL_VERSION.to_bytes(2, "little")
        return labelled_hash(f"{_LABEL} prologue", self.noise_name, version, bytes([self.mode]), self.tag)


def _derive(secret: Secret[bytes], label: str, context: bytes) -> Secret[bytes]:
    if len(secret.reveal()) != KEY_BYTES:
        raise MisuseError("an invite has 32 secret bytes")
    info = f"{_LABEL} {label} ".encode("ascii") + context
    return Secret(HKDF(SHA256(), 32, salt=None, info=info).derive(secret.reveal()))


def invite_door(secret: Secret[bytes]) -> Door:
    """The door between a host and whoever holds the invite."""
    tag = labelled_hash("invite")
    return Door(Mode.INVITE, tag, _derive(secret, "invite", tag), NO_ROSTER)


def door_of_key(key: Secret[bytes]) -> Door:
    """The door of an invite of which only the key of the door is still known."""
    return Door(Mode.INVITE, labelled_hash("invite"), key, NO_ROSTER)


def reply_door(secret: Secret[bytes], nonce: bytes) -> Door:
    """The door of a joiner who waits to be called by the host of the invite.

    Args:
        secret: of the invite.
        nonce: of the reply; another reply is another door.
    """
    tag = labelled_hash("reply", nonce)
    return Door(Mode.REPLY, tag, _derive(secret, "reply", tag), NO_ROSTER)


def open_door(mode: Mode) -> Door:
    """The door for people who hold no invite: CODE for those with spoken words, NEARBY for those without.

    Raises:
        MisuseError: another mode; those have a key.
    """
    if mode not in (Mode.CODE, Mode.NEARBY):
        raise MisuseError("this door has a key")
    return Door(mode, labelled_hash(mode.name.lower()), None, NO_ROSTER)


def pair_door(secret: Secret[bytes], roster_tag: bytes, key: bytes, other_key: bytes) -> Door:
    """The door between two joiners of one roster, the same in both directions."""
    tag = labelled_hash("pair", *sorted((key, other_key)))
    return Door(Mode.PAIR, tag, _derive(secret, "pair", tag), roster_tag)


def return_door(secret: Secret[bytes], roster_tag: bytes, caller: bytes, called: bytes) -> Door:
    """The door by which one of two people of a meeting comes back to the other.

    Another one in each direction: who dials himself by mistake, or is led back to himself, meets a stranger.

    Args:
        secret: of these two, from their first channel.
        caller, called: their keys.
    """
    tag = labelled_hash("return", caller, called)
    return Door(Mode.RETURN, tag, _derive(secret, "return", tag), roster_tag)


def known_door(secret: Secret[bytes]) -> Door:
    """The door for people who met before.

    Args:
        secret: what their last meeting left them.
    """
    tag = labelled_hash("known")
    return Door(Mode.KNOWN, tag, _derive(secret, "known", tag), NO_ROSTER)


def _signed(side: Side, handshake_hash: bytes, versions: bytes, key: bytes, roster_tag: bytes) -> bytes:
    return labelled_hash(f"{_LABEL} hello", bytes([side]), handshake_hash, versions, key, roster_tag)


def _versions(program_version: str) -> bytes:
    if not program_version.isprintable() or not program_version.isascii():
        raise MisuseError("a version is printable ASCII")
    return struct.pack("<H16s", PROTOCOL_VERSION, program_version.encode("ascii")[:16])


def make_hello(side: Side, identity: Identity, handshake_hash: bytes, roster_tag: bytes, program_version: str) -> bytes:
    """The first record of this side.

    Args:
        side: the own one.
        identity: signs.
        handshake_hash: of the finished handshake, 32 bytes.
        roster_tag: 32 bytes.
        program_version: printable ASCII; 16 characters of it are sent.

    Returns:
        HELLO_BYTES bytes.
    """
    versions = _versions(program_version)
    signature = identity.sign(_signed(side, handshake_hash, versions, identity.key, roster_tag))
    return versions + identity.key + roster_tag + signature


def check_hello(
    untrusted: bytes,
    *,
    side: Side,
    own_key: bytes,
    handshake_hash: bytes,
    roster_tag: bytes,
    program_version: str,
    known_keys: frozenset[bytes] = frozenset(),
) -> bytes:
    """Check the hello of the other side.

    Args:
        untrusted: the body of its first record.
        side: the own one.
        own_key: own public key; an echo of it is refused.
        handshake_hash: of this channel, 32 bytes.
        roster_tag: what it must name, 32 bytes.
        program_version: the own one, for the message when versions differ.
        known_keys: keys of people who are already here; a second channel of one of them is refused.

    Returns:
        The key of the other side, 32 bytes; it has signed this channel.

    Raises:
        VersionMismatch: it speaks another version of the protocol.
        RosterMismatch: it has another roster.
        MalformedMessage: another length.
        CheatingDetected: own, double or invalid key, or a signature that does not fit.
    """
    (untrusted_version,) = struct.unpack_from("<H", untrusted.ljust(2, b"\0"))
    if len(untrusted) >= struct.calcsize("<H16s") and untrusted_version != PROTOCOL_VERSION:
        raise VersionMismatch(
            f"protocol {untrusted_version}, here {PROTOCOL_VERSION}",
            ours=program_version,
            theirs=_printable(untrusted[2:18]),
            newer=untrusted_version > PROTOCOL_VERSION,
        )
    if len(untrusted) != HELLO_BYTES:
        raise MalformedMessage("a hello of another length")
    _, name, key, tag, signature = _HELLO.unpack(untrusted)
    if _printable(name).encode("ascii").ljust(16, b"\0") != name:
        raise MalformedMessage("a version that is not text")
    if key == own_key:
        raise CheatingDetected("the own key came back")
    if key in known_keys:
        raise CheatingDetected("the same key twice")
    verify(key, signature, _signed(side.other, handshake_hash, untrusted[:18], key, tag))
    if tag != roster_tag:
        raise RosterMismatch("a hello for another roster")
    return bytes(key)


def _printable(untrusted: bytes) -> str:
    return "".join(chr(byte) for byte in untrusted.rstrip(b"\0") if 32 <= byte < 127)
