"""Swapping sealed files in one process: people with files, cut or changed on the way where a test wants it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crypto.rounds import PartyId, Protocol, Round, run_locally
from crypto.sealing import seal, sealed_digest
from desktop.attachments.held import Held
from desktop.attachments.own import Announcement, Sealed, look_at, message_to_sign, seal_own
from desktop.attachments.received import Arrived
from desktop.attachments.transfer import People, Swapped, swap_files
from desktop.deals.answers import Answers, Offer, Offers, unsealed
from desktop.deals.kinds.contents import FileContent, OpenFile
from desktop.deals.sheet import Sheet, digest
from desktop.deals.terms import load_sheet
from p2p.identity import Identity
from tests.crypto.seeded import Seeded

SHEET = load_sheet(
    b"""
format = 1
id = "frank"
title = "Frank"
parties = { min = 2, max = 4 }
[[items]]
id = "meet"
kind = "match"
[[items]]
id = "frank"
kind = "disclose"
statements = { all = [{ id = "s0" }, { id = "s1" }] }
[[items]]
id = "more"
kind = "disclose"
statements = { all = [{ id = "m0" }] }
"""
)
PLAIN = load_sheet(
    b'format = 1\nid = "p"\ntitle = "P"\nparties = { min = 2, max = 2 }\n[[items]]\nid = "m"\nkind = "match"\n'
)
ROSTER = b"r" * 32
Change = Callable[[int, PartyId, PartyId, bytes], bytes]


@dataclass
class Side:
    """One person with files."""

    identity: Identity
    people: People
    answers: Answers
    sealed: tuple[Sealed, ...]
    folder: Path


def offering(**files: Path | str) -> Answers:
    """Offers: statement id -> path of a file, or a text."""
    by_item: dict[str, dict[str, Offer]] = {}
    for name, content in files.items():
        offer = Offer(file=str(content)) if isinstance(content, Path) else Offer(text=content)
        by_item.setdefault("more" if name == "m0" else "frank", {})[name] = offer
    return Answers(by_item={item_id: Offers(offers) for item_id, offers in by_item.items()})


def gathered(tmp_path: Path, everyone: Sequence[Answers], sheet: Sheet = SHEET) -> list[Side]:
    """People at a table: seats and parties are numbered in opposite orders."""
    n = len(everyone)
    identities = [Identity(bytes([number + 1]) * 32) for number in range(n)]
    keys = tuple(identity.key for identity in identities)
    sides = []
    for seat, answers in enumerate(everyone):
        people = People(sheet, ("",) * n, keys, ROSTER, tuple(reversed(range(n))), seat)
        seen = look_at(answers)
        filled, sealed = seal_own(sheet, seen, keys[seat], ROSTER, identities[seat].sign, Seeded(seat))
        sides.append(Side(identities[seat], people, filled, sealed, tmp_path / f"folder-{seat}"))
    return sides


def protocols(sides: Sequence[Side], everything: Sequence[Held]) -> list[Protocol[Swapped]]:
    """In the order of the parties."""
    return [
        swap_files(side.people, side.sealed, held, nowhere)
        for side, held in reversed(list(zip(sides, everything, strict=True)))
    ]


def swap(sides: Sequence[Side], tamper: Change | None = None) -> list[Swapped]:
    return list(reversed(run_locally(protocols(sides, [Held(side.folder) for side in sides]), tamper)))


def nowhere(part: float) -> None:
    """Progress that nobody watches."""


def some_file(tmp_path: Path, name: str, size: int, fill: bytes = b"abc") -> Path:
    path = tmp_path / name
    path.write_bytes((fill * (size // len(fill) + 1))[:size])
    return path


def opened(side: Side, arrived: Arrived, key: bytes, file: FileContent) -> Path | None:
    return Held(side.folder).incoming.open(arrived, OpenFile(arrived.item_id, "1.s0", arrived.seat, file, key)).path


def content_of(path: Path) -> FileContent:
    facts = look_at(offering(s0=path)).by_item["frank"]
    assert isinstance(facts, Offers)
    found = facts.by_statement["s0"].facts
    assert found is not None
    return FileContent(0, found.name, found.size, found.blake2b)


def resigned(side: Side, sealed: Sealed, sheet: Sheet = SHEET, roster: bytes = ROSTER, **changes: object) -> Sealed:
    """The same file under another header that its owner signs."""
    header = replace(sealed.announcement.header, **changes)  # type: ignore[arg-type]
    found = sealed_digest()
    for chunk in seal(sealed.key, header, [sealed.path.read_bytes()]):
        found.update(chunk)
    signature = side.identity.sign(message_to_sign(header, found.digest(), digest(sheet), roster))
    return replace(sealed, announcement=Announcement(header, found.digest(), signature))


def at_step(step: int, change: Callable[[bytes], bytes]) -> Change:
    """Party 1 (seat 0 of two) sends something else in this step."""
    return lambda now, source, _, message: change(message) if (now, source) == (step, 1) else message


def flip(place: int) -> Callable[[bytes], bytes]:
    """Change one bit of a message."""
    return lambda message: message[:place] + bytes([message[place] ^ 1]) + message[place + 1 :]


def again(sides: Sequence[Side], everything: Sequence[Held], roster_digest: bytes, sheet: Sheet = SHEET) -> list[Side]:
    """The same people after a loss: with what they held, and announced anew under the digest of the new meeting."""
    back = []
    for seat, (side, held) in enumerate(zip(sides, everything, strict=True)):
        held.keep_own(side.sealed)
        key, sign = side.identity.key, side.identity.sign
        filled, sealed = seal_own(
            sheet, look_at(unsealed(side.answers)), key, roster_digest, sign, Seeded(100 + seat), held.own
        )
        people = replace(side.people, roster_digest=roster_digest)
        back.append(replace(side, people=people, answers=filled, sealed=sealed))
    return back


def swap_until(
    protocols: Sequence[Protocol[Swapped]], step: int, ahead: Collection[PartyId] = (), tamper: Change | None = None
) -> int:
    """All connections are lost in the middle of a step: only the parties that are `ahead` got the messages of it.

    Returns:
        How many bytes of everybody's arrived in the whole steps.
    """
    rounds: dict[PartyId, Round] = {party: next(protocol) for party, protocol in enumerate(protocols)}
    n_bytes = 0
    for now in range(step + 1):
        inboxes: dict[PartyId, dict[PartyId, bytes]] = {party: {} for party in rounds}
        for source, sending in rounds.items():
            for destination, message in sending.outbox.items():
                changed = message if tamper is None else tamper(now, source, destination, message)
                inboxes[destination][source] = changed
                n_bytes += len(changed) if now < step else 0
        for party in ahead if now == step else sorted(rounds):
            with contextlib.suppress(StopIteration):  # through, while others wait for the last messages
                rounds[party] = protocols[party].send(inboxes[party])
    for protocol in protocols:
        protocol.close()
    return n_bytes
