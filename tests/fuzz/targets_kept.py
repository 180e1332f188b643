"""Decoders of what is kept on this computer: somebody else may have had the disk, or an older or newer program."""

from __future__ import annotations

import base64
from pathlib import Path
from unittest.mock import patch

import msgspec
import numpy as np

from crypto.errors import MalformedMessage, MisuseError, PeerError
from crypto.sealing import KEY_BYTES
from crypto.slots import COMMITMENTS_BYTES, MASK_BITS, HolderSlot, OwnerSlot
from desktop.attachments.evidence import Evidence, NothingShown
from desktop.attachments.own import ANNOUNCEMENT_BYTES, Announcement
from desktop.deals.answers import Answers
from desktop.kept import invites, tries
from desktop.kept.recollection import SECOND_BYTES, read_second
from desktop.kept.relations import Relation, decode_relation
from desktop.ledger.entries import (
    Claim,
    FutureLedger,
    Ledger,
    Lineage,
    decode_ledger,
    encode_ledger,
    read_claim,
    sign_claim,
)
from desktop.store import files, sealed
from desktop.store.errors import NewerFormat, StoreDamaged
from desktop.store.settings import Settings, load_settings
from desktop.ui.drafts import Draft, decode_draft, encode_draft
from desktop.updates import ReleasePage, UpdateCheckFailed, signed_version
from p2p.identity import Identity
from p2p.secret import Secret
from tests.fuzz.target import Target
from tests.fuzz.targets_deals import coffee
from tests.fuzz.targets_network import HEADER

ANA, BEN = Identity(bytes([1]) * 32), Identity(bytes([2]) * 32)
KEY = bytes(range(32))
RECORD_KEY = sealed.RecordKey(KEY, "draft", "one")


def zeros(n_bytes: int) -> bytes:
    return bytes(n_bytes)


def settings(data: bytes) -> object:
    """The settings file, without a disk."""
    with patch.object(files, "load", lambda path, limit: data), patch.object(files, "move", lambda path, to: None):
        return load_settings(Path())


def _ledger(value: object) -> bytes:
    assert isinstance(value, Ledger)
    return encode_ledger(value)


def _relation(value: object) -> bytes:
    assert isinstance(value, Relation)
    return value.encode()


def _master() -> bytes:
    master = sealed.Master(0, bytes(16), bytes(16), 0, 0, bytes(16), bytes(32))
    return sealed.seal_master(master, KEY, KEY, zeros)


def _own_slot() -> OwnerSlot:
    mac = np.zeros((3 + MASK_BITS, 2), dtype=np.uint64)
    return OwnerSlot(bytes(32), np.ones(3, np.uint8), np.zeros(MASK_BITS, np.uint8), mac, bytes(COMMITMENTS_BYTES))


def _held_slot() -> HolderSlot:
    delta, key = np.ones(2, np.uint64), np.zeros((3 + MASK_BITS, 2), np.uint64)
    return HolderSlot(bytes(32), delta, key, bytes(COMMITMENTS_BYTES), 1)


def _own(value: object) -> bytes:
    assert isinstance(value, OwnerSlot)
    return value.to_bytes()


def _held(value: object) -> bytes:
    assert isinstance(value, HolderSlot)
    return value.to_bytes()


RELATION = Relation(Secret(bytes([1]) * 32), Secret(bytes(32)), tuple(sorted((ANA.key, BEN.key))), 1_800_000_000)
LEDGER = Ledger(Lineage("coffee", tuple(sorted((ANA.key, BEN.key)))), ANA.key, (), {})

ANNOUNCED = Announcement(HEADER, bytes(32), bytes(64))
EVIDENCE = Evidence(ANNOUNCED, bytes(32), bytes(32), bytes(KEY_BYTES))
CLAIM = Claim(bytes(32), 0, 0, 30, 0, 0, bytes(32))
PAGE = ReleasePage("https://example.invalid", ANA.key, bytes(8))
SIGNED_LIST = (
    b"untrusted comment: x\n"
    + base64.b64encode(b"ED" + bytes(8) + bytes(64))
    + b"\ntrusted comment: Common Ground 1.2.3\n"
    + base64.b64encode(bytes(64))
    + b"\n"
)


def claim(data: bytes) -> object:
    """What another computer says about earlier runs."""
    return read_claim(data, LEDGER.lineage, BEN.key, bytes(32), 30)


def second_word(data: bytes) -> object:
    """What somebody says about earlier meetings; its length is checked before."""
    return read_second(data.ljust(SECOND_BYTES, b"\0")[:SECOND_BYTES])


def _evidence(value: object) -> bytes:
    assert isinstance(value, Evidence)
    return value.to_bytes()


KEPT = (
    Target(
        "announced file",
        lambda data: Announcement.from_bytes(data.ljust(ANNOUNCEMENT_BYTES, b"\0")[:ANNOUNCEMENT_BYTES]),
        (MalformedMessage,),
        (ANNOUNCED.to_bytes(),),
    ),
    Target("evidence", Evidence.from_bytes, (NothingShown,), (EVIDENCE.to_bytes(),), _evidence, memory_factor=64),
    Target("claim", claim, (PeerError,), (sign_claim(LEDGER.lineage, CLAIM, BEN),)),
    Target(
        "release list",
        lambda data: signed_version(PAGE, b"a list", data),
        (UpdateCheckFailed,),
        (SIGNED_LIST,),
        accepts=False,
    ),
    Target("second word", second_word, (MalformedMessage,), (bytes(SECOND_BYTES),)),
    Target("draft", decode_draft, (), (encode_draft(Draft(coffee(), Answers("", frozenset(), {}), 1.8e9, False, 2)),)),
    Target("shown invite", invites._decode, (MisuseError,), (b"\1\0" + bytes(8) + bytes(32),)),
    Target("counted tries", lambda data: tries._decode(data, 1.8e9), (), (bytes(41),)),
    Target("master file", sealed.read_master, (sealed.Damaged, sealed.TooNew), (_master(),)),
    Target(
        "key file",
        lambda data: sealed.open_key(KEY, "name", data),
        (sealed.Damaged, sealed.TooNew),
        (sealed.seal_key(KEY, "name", RECORD_KEY, zeros),),
    ),
    Target(
        "record file",
        lambda data: sealed.open_record(RECORD_KEY, data),
        (sealed.Damaged, sealed.TooNew),
        (sealed.seal_record(RECORD_KEY, 1, b"content", zeros),),
    ),
    Target(
        "settings",
        settings,
        (NewerFormat, StoreDamaged),
        (msgspec.json.encode(Settings(name="Ana", theme="dark")),),
        memory_factor=64,
    ),
    Target("ledger", decode_ledger, (FutureLedger, PeerError), (encode_ledger(LEDGER),), _ledger),
    Target("relation", decode_relation, (MisuseError,), (RELATION.encode(),), _relation),
    Target("own slot", OwnerSlot.from_bytes, (MisuseError,), (_own_slot().to_bytes(),), _own, longest=70_000),
    Target("held slot", HolderSlot.from_bytes, (MisuseError,), (_held_slot().to_bytes(),), _held, longest=70_000),
)
