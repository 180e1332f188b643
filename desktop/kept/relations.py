"""People who met before: keys that stay the same between meetings, recognised without showing them to anybody else.

A relationship is between a group of people, whatever sheets they compare. Everybody keeps a signing key for it, the
public keys of all, and one secret that only these people have. See docs/decisions/0005-relationships.md.

Leaves to others: swapping the words (desktop.kept.acquaintance), counting runs (desktop.ledger).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crypto.errors import MisuseError, PeerError
from crypto.rounds import Random
from desktop.kept.nicknames import Nicknames
from desktop.store import Kind, Store
from p2p.identity import KEY_BYTES, Identity, is_valid_key, labelled_hash
from p2p.secret import Secret

SECRET_BYTES = 32
TAG_BYTES = 16
MAX_TAGS = 32
"""So many relationships are tried, the latest ones; what is sent always has room for as many."""

TAGS_BYTES = MAX_TAGS * TAG_BYTES
MAX_KEYS = 64
MAX_WAYS = 4
MAX_NAME_BYTES = 200
ID_DIGITS = 8
_FORMAT = b"\3"
_PREFIX = "with "
_THIS_FOLDER = "this folder"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Relation:
    """One relationship.

    Attributes:
        seed: of the own signing key, 32 bytes.
        secret: 32 bytes, the same for all of its people and nobody else.
        keys: everybody's public keys, sorted, one's own included.
        met: when they last met, seconds since 1970.
        ways: 32 bytes each, the latest first: what opens the door without an invite (p2p.known). More than one while it
            is not sure that the others have the latest, too.
        called: what the other one of two people called himself, "" for nothing; nobody has checked it.
        renamed: what this person calls him, "" for nothing; kept beside the record (desktop.kept.nicknames).
        checked: words were compared with these people, or led to them; else it could be anybody who says so.
    """

    seed: Secret[bytes]
    secret: Secret[bytes]
    keys: tuple[bytes, ...]
    met: int
    ways: tuple[Secret[bytes], ...] = ()
    called: str = ""
    renamed: str = ""
    checked: bool = False

    @property
    def known_as(self) -> str:
        """How to speak of him on this computer; "" for nothing."""
        return self.renamed or self.called

    @property
    def id(self) -> str:
        """What it is called on this computer, ID_DIGITS hexadecimal digits; says nothing to anybody else."""
        return labelled_hash("relation id", self.secret.reveal(), self.identity().key).hex()[:ID_DIGITS]

    def answers_to(self, name_or_id: str) -> bool:
        """Whether this is a name of the other one, here or by himself, or the id."""
        wanted = name_or_id.strip().casefold()
        return bool(wanted) and wanted in (self.called.casefold(), self.renamed.casefold(), self.id)

    def meets(self, name: str, way: Secret[bytes], now: int, *, compared: bool = False) -> Relation:
        """These people meet: a new way is added, and the old ones stay until it is sure that all have it."""
        ways = (way, *(old for old in self.ways if old != way))
        kept = ways if len(ways) <= MAX_WAYS else (*ways[: MAX_WAYS - 1], ways[-1])
        checked = self.checked or compared
        return replace(self, met=max(now, self.met), ways=kept, called=name or self.called, checked=checked)

    def settled(self) -> Relation:
        """All have the latest way: the older ones are forgotten."""
        return replace(self, ways=self.ways[:1])

    def identity(self) -> Identity:
        """The own signing key."""
        return Identity(self.seed.reveal())

    def tag(self, meeting: bytes, key: bytes) -> bytes:
        """What the owner of a key shows in one meeting, TAG_BYTES; to others it is random.

        Args:
            meeting: 32 bytes that name this very meeting.
        """
        return labelled_hash("relation tag", self.secret.reveal(), meeting, key)[:TAG_BYTES]

    def name(self, meeting: bytes) -> bytes:
        """What all of its people call it in one meeting, TAG_BYTES; to others it is random."""
        return labelled_hash("relation name", self.secret.reveal(), meeting)[:TAG_BYTES]

    def recognise(self, meeting: bytes, tags: Mapping[int, bytes]) -> dict[int, bytes] | None:
        """Seat -> kept key, when the people behind these tags are exactly those of this relationship.

        Args:
            meeting: 32 bytes that name this very meeting.
            tags: seat -> TAGS_BYTES, untrusted, of everybody else.
        """
        mine = self.identity().key
        others = [key for key in self.keys if key != mine]
        found: dict[int, bytes] = {}
        for seat, untrusted in tags.items():
            shown = _split(untrusted)
            matching = [key for key in others if self.tag(meeting, key) in shown]
            if len(matching) != 1 or matching[0] in found.values():
                return None
            found[seat] = matching[0]
        return found if len(found) == len(others) else None

    def encode(self) -> bytes:
        """The record, to be stored encrypted."""
        head = _FORMAT + self.met.to_bytes(8, "little") + self.seed.reveal() + self.secret.reveal()
        name = self.called.encode("utf-8")
        ways = b"".join(way.reveal() for way in self.ways)
        return head + bytes([self.checked, len(self.ways), len(name)]) + ways + name + b"".join(self.keys)


def decode_relation(data: bytes) -> Relation:
    """Read what Relation.encode wrote. Raises MisuseError for anything else."""
    head, rest = data[: 9 + KEY_BYTES + SECRET_BYTES], data[9 + KEY_BYTES + SECRET_BYTES :]
    checked, rest = rest[:1], rest[1:]
    if (
        head[:1] != _FORMAT
        or checked not in (b"\0", b"\1")
        or len(rest) < 2
        or rest[0] > MAX_WAYS
        or rest[1] > MAX_NAME_BYTES
    ):
        raise MisuseError("not the record of a relationship")
    ends = 2 + rest[0] * SECRET_BYTES, 2 + rest[0] * SECRET_BYTES + rest[1]
    ways, name, keys = (_cut(rest[2 : ends[0]], SECRET_BYTES), rest[ends[0] : ends[1]], rest[ends[1] :])
    if len(keys) % KEY_BYTES or not 2 * KEY_BYTES <= len(keys) <= MAX_KEYS * KEY_BYTES:
        raise MisuseError("not the record of a relationship")
    seed, secret = Secret(head[9 : 9 + KEY_BYTES]), Secret(head[9 + KEY_BYTES :])
    met = int.from_bytes(head[1:9], "little")
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        raise MisuseError("not the record of a relationship") from None
    kept = tuple(Secret(way) for way in ways)
    return Relation(seed, secret, tuple(_cut(keys, KEY_BYTES)), met, kept, text, checked=checked == b"\1")


def new_relation(seed: Secret[bytes], keys: Sequence[bytes], contributions: Sequence[bytes], met: int) -> Relation:
    """The relationship of people who meet for the first time.

    Args:
        seed: of the own signing key.
        keys: everybody's public keys, by seat, untrusted.
        contributions: 32 random bytes of everybody, by seat.
        met: now, seconds since 1970.

    Raises:
        PeerError: a key that is none, or one key twice.
    """
    if len(set(keys)) != len(keys) or not all(map(is_valid_key, keys)):
        raise PeerError("keys that do not name so many people")
    secret = labelled_hash("relation secret", *keys, *contributions)
    return Relation(seed, Secret(secret), tuple(sorted(keys)), met)


class Relations:
    """All relationships kept in one store. Every call may raise what desktop.store.Store raises."""

    def __init__(self, store: Store, random: Random) -> None:
        """Args: store: open. random: source of fresh random bytes."""
        self._store = store
        self._names = Nicknames(store)
        self._random = random

    def of(self, n_people: int) -> list[Relation]:
        """The latest ones between so many people, at most MAX_TAGS, in an order that is the same for all of them."""
        fitting = sorted((one for one in self._all() if len(one.keys) == n_people), key=lambda one: -one.met)
        return sorted(fitting[:MAX_TAGS], key=lambda one: labelled_hash("relation order", one.secret.reveal()))

    def find(self, name_or_id: str) -> list[Relation]:
        """Those between two people in which the other one has this name, or with this id; the latest first."""
        return [one for one in self.of_two() if one.answers_to(name_or_id)]

    def of_two(self) -> list[Relation]:
        """All between two people, the latest first."""
        return sorted((one for one in self._all() if len(one.keys) == 2), key=lambda one: -one.met)

    def everybody(self) -> list[Relation]:
        """All, the latest first."""
        return sorted(self._all(), key=lambda one: (-one.met, one.id))

    def forget(self, relation: Relation) -> None:
        """Forget the own key, the secret, everybody's keys, and what they are called here. Others keep theirs."""
        self._names.forget(relation.id)
        self._store.forget(Kind.IDENTITY, _record_id(relation))

    def settle(self, relation: Relation) -> None:
        """All have the latest way of this relationship, if that is still what is kept."""
        with self._store.transaction():
            kept = next((one for one in self._all() if one.id == relation.id), None)
            if kept is not None and kept.ways[:1] == relation.ways[:1]:
                self.save(kept.settled())

    def save(self, relation: Relation) -> None:
        """Keep a relationship, or when its people met last."""
        self._store.put(Kind.IDENTITY, _record_id(relation), relation.encode())

    def _all(self) -> list[Relation]:
        found = []
        for record_id in self._store.ids(Kind.IDENTITY):
            record = self._store.get(Kind.IDENTITY, record_id) if record_id.startswith(_PREFIX) else None
            if record is not None:
                relation = decode_relation(record.content)
                found.append(replace(relation, renamed=self._names.of(relation.id)))
        return found

    def tags(self, relations: Sequence[Relation], meeting: bytes) -> bytes:
        """What to show in a meeting, TAGS_BYTES: tags in no order, filled up with random ones."""
        mine = {relation.tag(meeting, relation.identity().key) for relation in relations}
        while len(mine) < MAX_TAGS:
            mine.add(self._random(TAG_BYTES))
        return b"".join(sorted(mine))

    def of_this_folder(self, meeting: bytes, session_key: bytes) -> bytes:
        """What only programs that use this folder can say, TAG_BYTES; nobody can say it of himself after hearing it.

        Args:
            session_key: of whoever says it.
        """
        with self._store.transaction():
            record = self._store.get(Kind.IDENTITY, _THIS_FOLDER)
            secret = record.content if record is not None else self._random(SECRET_BYTES)
            if record is None:
                self._store.put(Kind.IDENTITY, _THIS_FOLDER, secret, expect=0)
        return labelled_hash("this folder", secret, meeting, session_key)[:TAG_BYTES]


def _record_id(relation: Relation) -> str:
    return _PREFIX + labelled_hash("relation record", relation.secret.reveal(), relation.identity().key).hex()


def _cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def _split(untrusted_tags: bytes) -> frozenset[bytes]:
    return frozenset(untrusted_tags[start : start + TAG_BYTES] for start in range(0, len(untrusted_tags), TAG_BYTES))
