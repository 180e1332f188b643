"""Invites shown on this computer are remembered by its next run, and forgotten when they are over for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from crypto.errors import MisuseError
from desktop.kept.invites import ShownInvites
from desktop.store import Kind, open_or_create
from p2p.past import PastInvite
from p2p.secret import Secret

KEY, OTHER = (Secret(bytes([n]) * 32) for n in (7, 8))


def test_what_was_noted_is_there_in_the_next_run(tmp_path: Path) -> None:
    with open_or_create(tmp_path / "store") as store:
        invites = ShownInvites(store)
        invites.note(PastInvite(KEY, 1000, used=False))
        invites.note(PastInvite(OTHER, 2000, used=False))
        invites.note(PastInvite(KEY, 1000, used=True))
    with open_or_create(tmp_path / "store") as store:
        found = sorted(ShownInvites(store).past(500), key=lambda invite: invite.expires)
        assert [(one.key == key, one.expires, one.used) for one, key in zip(found, (KEY, OTHER), strict=True)] == [
            (True, 1000, True),
            (True, 2000, False),
        ]


def test_what_is_over_for_good_is_forgotten(tmp_path: Path) -> None:
    with open_or_create(tmp_path / "store") as store:
        invites = ShownInvites(store)
        invites.note(PastInvite(KEY, 1000, used=True))
        store.put(Kind.INVITE, "something else", b"kept by others")
        assert len(invites.past(999)) == 1
        assert invites.past(1000) == []
        assert store.ids(Kind.INVITE) == ("something else",)


def test_a_record_of_another_shape_is_our_mistake(tmp_path: Path) -> None:
    with open_or_create(tmp_path / "store") as store:
        for content in (b"", bytes(42), b"\1\2" + bytes(40), b"\1\1" + bytes(41)):
            store.put(Kind.INVITE, "shown x", content)
            with pytest.raises(MisuseError):
                ShownInvites(store).past(0)


def test_the_key_of_a_door_is_nowhere_in_the_clear(tmp_path: Path) -> None:
    with open_or_create(tmp_path / "store") as store:
        ShownInvites(store).note(PastInvite(KEY, 1000, used=True))
    for path in (tmp_path / "store").rglob("*"):
        if path.is_file():
            assert KEY.reveal() not in path.read_bytes()
