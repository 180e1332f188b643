"""People nearby: what their programs announce, read with distrust, and a table of them that stays small.

Anybody on the network can announce anything, thousands of times a second. So a row is only a proposal where to connect:
what it says about itself is a random tag, whether words are shown, and a nickname if its owner wanted that. At most
MAX_ROWS are kept, those that answered our own connection test before others; changes are told MAX_UPDATES_S times a
second at most. Nothing here proves who anybody is: p2p.spoken and p2p.check_words do.

Announcement: TXT keys v (format, "1"), t (tag, 16 hexadecimal digits), w ("1" where words are shown), n (nickname), c
(the tag of whoever is asked to call).
Unknown keys are left alone. The device word by which people tell rows apart follows from the tag (p2p.words).

Leaves to others: sockets and names (p2p.discovery), time (whoever calls).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from p2p.addresses import Interface, is_diallable, is_loopback, is_next_door
from p2p.invite import MAX_ADDRESSES

MAX_ROWS = 200
MAX_UPDATES_S = 10
MAX_PER_ADDRESS = 8
"""Rows that lead to one computer: more would let one computer fill the table alone."""
FORMAT = b"1"
TAG_BYTES = 8
MAX_TXT = 400
MAX_NICKNAME = 40
TEST_AGAIN_S = 15.0
FORGET_DEAD_S = 30.0
"""A row that did not answer may come again after so long."""
MAX_DEAD = 4096
_TAG = re.compile(rb"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a program says about itself.

    Attributes:
        tag: TAG_BYTES random bytes, new whenever the page is opened.
        shows_words: somebody there shows words to say.
        nickname: "" unless its owner wants to be seen with it; at most MAX_NICKNAME characters.
        calls: b"", or the tag of whoever is asked to connect to there, since nothing leads to him.
    """

    tag: bytes
    shows_words: bool
    nickname: str = ""
    calls: bytes = b""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody nearby, as far as one can know.

    Attributes:
        name: of the announcement, lower case; tells rows apart within this program.
        announcement: what it says.
        addresses: where it says to be, next to this computer, most promising first.
        port: there.
        answers: whether it accepted a connection: None before that was tried.
        twin: another row has the same tag, so the device words are the same.
    """

    name: str
    announcement: Announcement
    addresses: tuple[str, ...]
    port: int
    answers: bool | None = None
    twin: bool = False


def encode_txt(announcement: Announcement) -> dict[str, str]:
    """The TXT record of an announcement."""
    keys = {"v": FORMAT.decode(), "t": announcement.tag.hex()}
    keys |= {"w": "1"} if announcement.shows_words else {}
    keys |= {"c": announcement.calls.hex()} if announcement.calls else {}
    return keys | ({"n": announcement.nickname} if announcement.nickname else {})


def decode_txt(untrusted: bytes) -> Announcement | None:
    """Read a TXT record: strings, each with its length before it.

    Returns:
        What it announces; None for anything but what a program like this one could have meant.
    """
    keys: dict[bytes, bytes] = {}
    if len(untrusted) > MAX_TXT:
        return None
    at = 0
    while at < len(untrusted):
        size = untrusted[at]
        text, at = untrusted[at + 1 : at + 1 + size], at + 1 + size
        if len(text) != size:
            return None
        key, _, value = text.partition(b"=")
        if key.lower() in keys:
            return None
        keys[key.lower()] = value
    return _announcement(keys)


def _announcement(untrusted: Mapping[bytes, bytes]) -> Announcement | None:
    tag, words = untrusted.get(b"t", b""), untrusted.get(b"w", b"")
    calls = untrusted.get(b"c", b"")
    if untrusted.get(b"v") != FORMAT or not _TAG.fullmatch(tag) or words not in (b"", b"1"):
        return None
    if calls and not _TAG.fullmatch(calls):
        return None
    nickname = untrusted.get(b"n", b"").decode("utf-8", "replace")
    nickname = nickname if is_nickname(nickname) else ""
    return Announcement(bytes.fromhex(tag.decode()), words == b"1", nickname, bytes.fromhex(calls.decode()))


def is_nickname(text: str) -> bool:
    """Whether this can be shown as a name: printable, not too long, in normal form, nothing replaced."""
    usual = unicodedata.normalize("NFC", text) == text and text == " ".join(text.split())
    return usual and 0 < len(text) <= MAX_NICKNAME and text.isprintable() and "\ufffd" not in text


def reachable(untrusted_addresses: Iterable[str], known: tuple[Interface, ...]) -> tuple[str, ...]:
    """Those addresses that announcements can be right about: of computers next to this one.

    Args:
        untrusted_addresses: as announced, scopes left out.
        known: the own interfaces.
    """
    own = {str(interface.address) for interface in known}

    def rank(address: str) -> tuple[bool, bool]:
        return (is_loopback(address), ":" in address)

    near = [
        address
        for address in dict.fromkeys(untrusted_addresses)
        if is_diallable(address) and (is_loopback(address) or address in own or is_next_door(address, known))
    ]
    return tuple(sorted(near, key=rank)[:MAX_ADDRESSES])


@dataclass(slots=True)
class RowTable:
    """At most MAX_ROWS people nearby.

    Attributes:
        own_tags: of announcements of this program, which it does not show to itself.
    """

    own_tags: set[bytes] = field(default_factory=set)
    _rows: dict[str, Row] = field(default_factory=dict)
    _dead: dict[str, float] = field(default_factory=dict)
    _tested_at: dict[str, float] = field(default_factory=dict)
    _changed: bool = False
    _told_at: float | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def note(self, row: Row, now: float) -> bool:
        """An announcement was heard, for the first time or again.

        Returns:
            Whether it has a place in the table.
        """
        known = self._rows.get(row.name)
        if row.announcement.tag in self.own_tags or not row.addresses:
            return known is not None and self.drop(row.name)
        if known is not None:
            same_place = (known.addresses, known.port) == (row.addresses, row.port)
            row = replace(row, answers=known.answers if same_place else None)
            if not same_place:
                self._tested_at.pop(row.name, None)
        elif not self._has_room_for(row, now):
            return False
        if row != known:
            self._rows[row.name] = row
            self._changed = True
        return True

    def drop(self, name: str) -> bool:
        """A goodbye was heard. Returns False, for `note`."""
        self._tested_at.pop(name, None)
        self._changed = self._rows.pop(name, None) is not None or self._changed
        return False

    def tested(self, name: str, answers: bool, now: float) -> None:
        """The own connection test of a row: who does not answer goes, and may come again later."""
        row = self._rows.get(name)
        if row is None:
            return
        if not answers:
            self.drop(name)
            while len(self._dead) >= MAX_DEAD:
                del self._dead[next(iter(self._dead))]
            self._dead[name] = now
        elif row.answers is not True:
            self._rows[name] = replace(row, answers=True)
            self._changed = True

    def to_test(self, now: float) -> Row | None:
        """The row whose connection test is due, if any; it counts as begun."""
        due = [row for row in self._rows.values() if now - self._tested_at.get(row.name, -TEST_AGAIN_S) >= TEST_AGAIN_S]
        if not due:
            return None
        row = min(due, key=lambda row: row.answers is not None)
        self._tested_at[row.name] = now
        return row

    def rows(self) -> tuple[Row, ...]:
        """Everybody, in the order in which they were first heard; twins are marked."""
        tags = [row.announcement.tag for row in self._rows.values()]
        twins = {tag for tag, count in Counter(tags).items() if count > 1}
        return tuple(replace(row, twin=row.announcement.tag in twins) for row in self._rows.values())

    def due(self, now: float) -> bool:
        """Whether changes are to be told now; then they count as told."""
        if not self._changed or (self._told_at is not None and now - self._told_at < 1 / MAX_UPDATES_S):
            return False
        self._changed, self._told_at = False, now
        return True

    def _has_room_for(self, row: Row, now: float) -> bool:
        died_at = self._dead.get(row.name)
        if died_at is not None and now - died_at < FORGET_DEAD_S:
            return False
        if len(self._rows) >= MAX_ROWS:
            return False
        self._dead.pop(row.name, None)
        first = row.addresses[0]
        return sum(first == other.addresses[0] for other in self._rows.values()) < MAX_PER_ADDRESS
