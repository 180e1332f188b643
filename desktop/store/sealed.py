"""The three file formats of the store: master file, key file and record file. Pure: bytes in, bytes out.

Every file begins with the same 16 bytes: "CGRND", type, format (two bytes), and a checksum of these. All later formats
keep them, so that a newer format and a damaged file are told apart for ever.

  master  who guards it, epoch, Argon2id costs and salt, and the master key sealed under the guard's key
  key     record key, kind and id of one record, sealed under the master key; written once, destroyed to forget
  record  version, and the padded content, sealed under the record key; the version, the kind and the id are bound

Source: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) as in libsodium; BLAKE2b (RFC 7693) as checksum and keyed hash.
Random 24-byte nonces: nothing has to be counted, so that a restored or copied folder repeats none.

Leaves to others: files (desktop.store.files), where the guard's key comes from (desktop.store.keys).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from nacl import bindings
from nacl.exceptions import CryptoError

Random = Callable[[int], bytes]

FORMAT = 1
KEY_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
TAG_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
EPOCH_BYTES = 16
SALT_BYTES = 16
HEADER_BYTES = 16
MAX_CONTENT = 16 * 1024 * 1024
"""Bytes of one record. Drafts and agreements stay below 4 MiB."""
MAX_KIND = 31
MAX_ID = 127
_PAD_TO = 512  # so that the size of a file does not count ticks or letters
_MAGIC = b"CGRND"
_MASTER = struct.Struct(f"<B{EPOCH_BYTES}s{EPOCH_BYTES}sII{SALT_BYTES}s{KEY_BYTES}s")
_SEALED_KEY = NONCE_BYTES + KEY_BYTES + TAG_BYTES
_CHECK_BYTES = 16
MASTER_BYTES = HEADER_BYTES + _MASTER.size + _SEALED_KEY + _CHECK_BYTES
_NAMED_KEY = struct.Struct(f"<{KEY_BYTES}sB{MAX_KIND}sB{MAX_ID}s")
KEY_FILE_BYTES = HEADER_BYTES + NONCE_BYTES + _NAMED_KEY.size + TAG_BYTES
MAX_RECORD_BYTES = HEADER_BYTES + 8 + NONCE_BYTES + 4 + MAX_CONTENT + _PAD_TO + TAG_BYTES


class Damaged(ValueError):
    """These bytes are not what was written."""


class TooNew(ValueError):
    """A later version of the program wrote this."""


class WrongKey(ValueError):
    """The file is whole, but this is not the key it was sealed under."""


class FileType(IntEnum):
    """What a file is; the sixth byte of it."""

    MASTER = ord("M")
    KEY = ord("K")
    RECORD = ord("R")


@dataclass(frozen=True, slots=True, repr=False)
class Master:
    """The content of a master file.

    Attributes:
        guard: what guards the master key; values as desktop.store.keys.Protection.
        epoch: 16 random bytes that name the folder of the records.
        retired: epoch that this one took the place of; its folder is to be destroyed. Zeros for none.
        ops, mem_kib: costs of Argon2id; 0 without a passphrase.
        salt: of Argon2id.
        open_key: the guard's key where nothing but the login guards it; otherwise zeros.
        sealed: nonce, and master key sealed under the guard's key.
    """

    guard: int
    epoch: bytes
    retired: bytes
    ops: int
    mem_kib: int
    salt: bytes
    open_key: bytes
    sealed: bytes = b""

    def head(self) -> bytes:
        """Everything before the sealed key; bound as associated data."""
        fields = (self.guard, self.epoch, self.retired, self.ops, self.mem_kib, self.salt, self.open_key)
        return header(FileType.MASTER) + _MASTER.pack(*fields)


@dataclass(frozen=True, slots=True, repr=False)
class RecordKey:
    """The content of a key file: which record it is, and the key of its content."""

    key: bytes
    kind: str
    record_id: str


def header(file_type: FileType, file_format: int = FORMAT) -> bytes:
    """The first 16 bytes of a file of ours."""
    start = _MAGIC + bytes([file_type]) + file_format.to_bytes(2, "little")
    return start + _hash("cg-header", start, 8)


def check_header(data: bytes, file_type: FileType) -> None:
    """Check the first 16 bytes.

    Raises:
        Damaged: they are not those of a file of this type.
        TooNew: they are, of a later format.
    """
    file_format = int.from_bytes(data[6:8], "little")
    if data[:HEADER_BYTES] != header(file_type, file_format) or file_format < FORMAT:
        raise Damaged("header")
    if file_format > FORMAT:
        raise TooNew(str(file_format))


def _hash(purpose: str, data: bytes, length: int, key: bytes = b"") -> bytes:
    return hashlib.blake2b(data, digest_size=length, key=key, person=purpose.encode().ljust(16, b"\0")).digest()


def _seal(key: bytes, nonce: bytes, content: bytes, bound: bytes) -> bytes:
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(content, bound, nonce, key)


def _unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    nonce, box = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, bound, nonce, key)
    except CryptoError as error:
        raise WrongKey("does not open") from error


def seal_master(master: Master, guard_key: bytes, master_key: bytes, random: Random) -> bytes:
    """The master file: MASTER_BYTES bytes."""
    body = master.head() + _seal(guard_key, random(NONCE_BYTES), master_key, master.head())
    return body + _hash("cg-master", body, _CHECK_BYTES)


def read_master(data: bytes) -> Master:
    """What a master file says before it is opened.

    Raises:
        Damaged, TooNew.
    """
    check_header(data, FileType.MASTER)
    body, check = data[:-_CHECK_BYTES], data[-_CHECK_BYTES:]
    if len(data) != MASTER_BYTES or check != _hash("cg-master", body, _CHECK_BYTES):
        raise Damaged("master file")
    start = HEADER_BYTES + _MASTER.size
    return replace(Master(*_MASTER.unpack(body[HEADER_BYTES:start])), sealed=body[start:])


def open_master(master: Master, guard_key: bytes) -> bytes:
    """The master key.

    Raises:
        WrongKey: the guard's key is another one.
    """
    return _unseal(guard_key, master.sealed, master.head())


def file_name(master_key: bytes, kind: str, record_id: str) -> str:
    """The name of a record's files: tells nothing without the master key."""
    name_key = _hash("cg-name-key", b"", KEY_BYTES, key=master_key)
    return _hash("cg-name", _identify(kind, record_id), 16, key=name_key).hex()


def _identify(kind: str, record_id: str) -> bytes:
    kind_bytes, id_bytes = kind.encode(), record_id.encode()
    if not 0 < len(kind_bytes) <= MAX_KIND or not 0 < len(id_bytes) <= MAX_ID:
        raise ValueError("kind or id of a record is empty or too long")
    return bytes([len(kind_bytes)]) + kind_bytes + bytes([len(id_bytes)]) + id_bytes


def seal_key(master_key: bytes, name: str, record_key: RecordKey, random: Random) -> bytes:
    """The key file of a record: KEY_FILE_BYTES bytes, whatever the names."""
    kind, record_id = record_key.kind.encode(), record_key.record_id.encode()
    content = _NAMED_KEY.pack(record_key.key, len(kind), kind, len(record_id), record_id)
    start = header(FileType.KEY)
    return start + _seal(master_key, random(NONCE_BYTES), content, start + name.encode())


def open_key(master_key: bytes, name: str, data: bytes) -> RecordKey:
    """Read a key file.

    Raises:
        Damaged: changed, cut off, or the file of another record or master key.
        TooNew.
    """
    check_header(data, FileType.KEY)
    if len(data) != KEY_FILE_BYTES:
        raise Damaged("key file")
    start = data[:HEADER_BYTES]
    try:
        content = _unseal(master_key, data[HEADER_BYTES:], start + name.encode())
    except WrongKey as error:
        raise Damaged("key file") from error
    key, kind_length, kind, id_length, record_id = _NAMED_KEY.unpack(content)
    return RecordKey(key, kind[:kind_length].decode(), record_id[:id_length].decode())


def seal_record(record_key: RecordKey, version: int, content: bytes, random: Random) -> bytes:
    """The record file; its size tells the size of the content to 512 bytes.

    Args:
        record_key: key, kind and id.
        version: >= 1, one more than that of the file it replaces.
        content: at most MAX_CONTENT bytes.
    """
    if len(content) > MAX_CONTENT:
        raise ValueError(f"a record holds at most {MAX_CONTENT} bytes")
    start = header(FileType.RECORD) + version.to_bytes(8, "little")
    framed = len(content).to_bytes(4, "little") + content
    framed += bytes(-len(framed) % _PAD_TO)
    return start + _seal(record_key.key, random(NONCE_BYTES), framed, start + _bound_to(record_key))


def open_record(record_key: RecordKey, data: bytes) -> tuple[int, bytes]:
    """Read a record file: its version and its content.

    Raises:
        Damaged: changed, cut off, or the file of another record.
        TooNew.
    """
    check_header(data, FileType.RECORD)
    if not HEADER_BYTES + 8 + NONCE_BYTES + TAG_BYTES < len(data) <= MAX_RECORD_BYTES:
        raise Damaged("record file")
    start = data[: HEADER_BYTES + 8]
    try:
        framed = _unseal(record_key.key, data[len(start) :], start + _bound_to(record_key))
    except WrongKey as error:
        raise Damaged("record file") from error
    length = int.from_bytes(framed[:4], "little")
    return int.from_bytes(start[HEADER_BYTES:], "little"), framed[4 : 4 + length]


def _bound_to(record_key: RecordKey) -> bytes:
    return _identify(record_key.kind, record_key.record_id)
