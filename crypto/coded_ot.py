"""Correlated OT over a linear code: per row a message of 128 bits of the owner, kept apart by more than its distance.

Both parties are owner and key holder at once. Per row the owner has a message u and a wide block T, the key holder a
wide block Q, and  Q = T ^ repeat(C(u), 4) & Delta  with the key holder's wide Delta of 1024 bits, 4 for each of the 256
places of the code C. Whoever knows Q for a message that is not the owner's in this row has to know Delta in 37 or more
places, 148 bits.

Source: Orru, Orsini, Scholl 2017 (eprint 2016/933) for OT extension with a code; Roy 2022 (eprint 2022/192), figures
7 and 8, for small fields and the check. Random OTs from correlated ones: Ishai, Kilian, Nissim, Petrank 2003.
Differs from the papers: the universal hash is GH; the hashed columns are compared as one digest. A cheater whose
columns are no words in the places E passes only if it guesses Delta there, 2^-4|E|; that the other places belong to no
message and yet to the announced one is a collision of GH, (N/128 + 1) / 2^128 for each E. Summed over all E this is
below 2^-95 for N < 2^17 rows, for sum over E of 2^-4|E| = (17/16)^256 < 2^23 (docs/decisions/0011-sets-from-ot.md).
The messages of steps 2, 3 and 5 enter the transcript.

Steps: (1) 1024 rows of correlated OT, whose bits are where the trees are to miss a leaf, (2) trees, (3) corrections,
(4) coin, (5) hashes of the messages and digest of the hashed columns.
Leaves to others: what messages mean (crypto.psi), the code (crypto.bch).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crypto import bch, cot, pprf
from crypto.base_ot import Direction
from crypto.bits import Words, transpose
from crypto.errors import MisuseError
from crypto.params import MASK_ROWS
from crypto.random_ot import both_keys, chosen_keys
from crypto.randomness import Gh, H, le64, require_equal
from crypto.rounds import Kind, Protocol
from crypto.session import Session, open_streams

Bytes8 = npt.NDArray[np.uint8]

SMALL_FIELD = 4
DELTA_BITS = SMALL_FIELD * bch.CODE_BITS
INSTANCE = 1
"""Number of these trees within a session, whose own have number 0."""
CHECK_BYTES = 16 * bch.MESSAGE_BITS + 32
_BLOCK = 128


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CodedRows:
    """What one party holds of N rows in both directions. Secret.

    Attributes:
        own: uint64, shape (N, 16): T for the own messages.
        key: uint64, shape (N, 16): Q for the peer's messages.
        delta: uint64, shape (16,): the own wide Delta, under which the peer's messages are.
    """

    own: Words
    key: Words
    delta: Words

    def destroy(self) -> None:
        """Wipe."""
        for array in (self.own, self.key, self.delta):
            array.fill(0)


def message_bytes(n_rows: int) -> dict[Kind, int]:
    """Exact length of the messages of steps 2, 3 and 5, in each direction."""
    return {
        Kind.PSI_KEY: pprf.message_bytes(SMALL_FIELD, DELTA_BITS),
        Kind.PSI_BLINDED: bch.CODE_BITS * (n_rows + MASK_ROWS) // 8,
        Kind.COT_CHECK: CHECK_BYTES,
    }


def code_words(messages: Words) -> Words:
    """repeat(C(u), 4) for every message: uint64, shape (n, 2) -> (n, 16)."""
    return bch.encode_rows(messages, SMALL_FIELD)


def coded_pass(session: Session, messages: Words) -> Protocol[CodedRows]:
    """All steps, between two parties.

    Args:
        session: open, of two parties; used for this only.
        messages: uint64, shape (N, 2), N a multiple of 128 and the same at both parties; secret.

    Returns:
        The rows, checked.

    Rounds: 7. Bytes to the peer: a pass of 1024 rows (crypto.cot), 33 kB of trees, 32 (N + 128), 32 and 2080.

    Raises:
        MisuseError: not two parties, or another number of rows.
        CheatingDetected: trees or columns are not consistent.
    """
    if session.n != 2 or len(messages) % _BLOCK or not len(messages):
        raise MisuseError("rows come in blocks of 128, between two parties")
    (peer,) = session.peers
    with session.guard():
        owning = Direction(session.sid, session.me, peer, INSTANCE)
        holding = Direction(session.sid, peer, session.me, INSTANCE)
        delta = np.frombuffer(session.random(DELTA_BITS // 8), np.uint64).copy()
        choices = pprf.choices(delta, SMALL_FIELD)
        rows = yield from cot.cot_pass(session, DELTA_BITS, choices)  # step 1
        seeds, trees = pprf.grow(owning, SMALL_FIELD, both_keys("psi-ot", owning, session.delta, rows.key[peer]))
        inbox = yield from session.broadcast(Kind.PSI_KEY, trees)  # step 2
        chosen = chosen_keys("psi-ot", holding, rows.mac[peer])
        known = pprf.puncture(holding, SMALL_FIELD, delta, chosen, inbox[peer])

        packed = _columns(messages, session.random(_MASK_BYTES_PER_COLUMN * bch.MESSAGE_BITS))
        own, d = cot.expand_owner(open_streams(seeds), bch.encode_columns(packed))
        inbox = yield from session.broadcast(Kind.PSI_BLINDED, d.tobytes())  # step 3
        key = cot.expand_holder(open_streams(known), delta, inbox[peer], packed.shape[1])
        yield from _check(session, (owning, holding), packed, own, key, delta)
        end = len(messages) // 8
        return CodedRows(_rows(own[:, :end]), _rows(key[:, :end]), delta)


_MASK_BYTES_PER_COLUMN = MASK_ROWS // 8


def _columns(messages: Words, masks: bytes) -> Bytes8:
    """The messages column by column, with random bits behind each: uint8, shape (128, N / 8 + 16), packed."""
    bits = np.unpackbits(np.ascontiguousarray(messages).view(np.uint8), axis=1, bitorder="little")
    packed = np.packbits(np.ascontiguousarray(bits.T), axis=1, bitorder="little")
    return np.concatenate((packed, np.frombuffer(masks, np.uint8).reshape(bch.MESSAGE_BITS, -1)), axis=1)


def _check(
    session: Session, directions: tuple[Direction, Direction], packed: Bytes8, own: Bytes8, key: Bytes8, delta: Words
) -> Protocol[None]:
    """Steps 4 and 5: the peer's columns are the code's words of messages that it knows."""
    (peer,) = session.peers
    gh = Gh((yield from session.coin())[:16])
    number = le64(session.last_coin)

    def digest(direction: Direction, hashes: Bytes8) -> bytes:
        return H("psi-cot", (*direction.parts, number, hashes))

    proof = cot.column_hashes(gh, packed).tobytes() + digest(directions[0], cot.column_hashes(gh, own))
    inbox = yield from session.broadcast(Kind.COT_CHECK, proof)
    untrusted = np.frombuffer(inbox[peer][:-32], np.uint8).reshape(bch.MESSAGE_BITS, 16)
    words = np.repeat(bch.encode_columns(untrusted), SMALL_FIELD, axis=0)
    mask = np.negative(np.unpackbits(delta.view(np.uint8), bitorder="little"))[:, None]
    expected = cot.column_hashes(gh, key) ^ (mask & words)
    require_equal(digest(directions[1], expected), inbox[peer][-32:], "the columns are no words of the code")


def _rows(columns: Bytes8) -> Words:
    """Columns as wide blocks: uint8, shape (1024, N / 8) -> uint64, shape (N, 16)."""
    parts = [transpose(columns[start : start + 128]) for start in range(0, len(columns), 128)]
    return np.concatenate(parts, axis=1)
