"""Set intersection against a party that cheats: each check trips on what it is for, before anything is shown."""

from __future__ import annotations

from collections.abc import Callable
from random import Random as Pseudo

import numpy as np
import pytest

from crypto import coded_ot, engine, okvs, psi, psi_agree
from crypto.bits import Words
from crypto.coded_ot import CodedRows
from crypto.engine import Prepared
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.psi import Overlap
from crypto.rounds import Kind, PartyId, Protocol, settle
from crypto.session import Session
from tests.crypto.dealer import party_keys
from tests.crypto.psi_runs import ALICE, BOB, BOTH, KINDS, SET_UP, SID, Cheater, cheater, run_pair
from tests.crypto.psi_runs import dealt as dealt
from tests.crypto.psi_runs import small_classes as small_classes
from tests.crypto.seeded import Seeded

pytestmark = pytest.mark.usefixtures("small_classes")

ANSWER, OPEN = (KINDS.index(kind) - SET_UP for kind in (Kind.PSI_ANSWER, Kind.PSI_OPEN))
"""Steps after a dealt set-up."""


def put(data: bytes, offset: int, change: bytes) -> bytes:
    return data[:offset] + change + data[offset + len(change) :]


def with_bit(data: bytes, offset: int, bit: int = 0) -> bytes:
    return put(data, offset, bytes([data[offset] ^ 1 << bit]))


def test_trees_that_are_not_consistent(dealt: None) -> None:
    run_pair(cheater(trees=lambda _, m: with_bit(m, len(m) - 1))).require_caught(CheatingDetected)


def test_columns_that_are_no_words(dealt: None) -> None:
    """Wrong in every place of the code: passing would take a Delta of zeros."""

    def every_place(_: Cheater, message: bytes) -> bytes:
        columns = np.frombuffer(message, np.uint8).reshape(256, -1).copy()
        columns[:, 3] ^= np.arange(256, dtype=np.uint8) | np.uint8(1)
        return columns.tobytes()

    run_pair(cheater(columns=every_place)).require_caught(CheatingDetected)


def test_another_list_than_committed(dealt: None) -> None:
    """Another tag, in its place in the order; the right tags with another nonce."""
    run_pair(cheater(opening=lambda _, m: put(m, 0, bytes(16)))).require_caught(CheatingDetected, opened=True)
    run_pair(cheater(opening=lambda _, m: with_bit(m, len(m) - 1))).require_caught(CheatingDetected, opened=True)


def committed_to(change: Callable[[list[bytes]], list[bytes]]) -> type[Cheater]:
    """A cheater that commits to a list of its own making and opens exactly that."""

    class Committed(Cheater):
        def _commit(self, sender: PartyId, said: bytes, tags: bytes, nonce: bytes) -> bytes:
            if sender == self.me:
                self.tags = tags = b"".join(change([self.tags[i : i + 16] for i in range(0, len(self.tags), 16)]))
            return super()._commit(sender, said, tags, nonce)

    return Committed


@pytest.mark.parametrize("change", [lambda tags: tags[::-1], lambda tags: [tags[0], *tags[:-1]]])
def test_a_list_out_of_order_or_with_repetitions(dealt: None, change: Callable[[list[bytes]], list[bytes]]) -> None:
    run_pair(committed_to(change)).require_caught(MalformedMessage, opened=True)


def test_the_honest_commitment_and_opening_sent_back(dealt: None) -> None:
    """A cheater without a list of its own mirrors commitment and opening."""
    seen: dict[int, bytes] = {}

    def reflect(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        theirs = seen.setdefault(step, message)
        return theirs if source == 1 and step in (ANSWER, OPEN) else message

    run_pair(tamper=reflect).require_caught(CheatingDetected, opened=True)


def test_everything_honest_sent_back(dealt: None) -> None:
    """Mirroring a whole run fails before a list is shown: every hash names its direction."""
    seen: dict[int, bytes] = {}

    def reflect(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        theirs = seen.setdefault(step, message)
        return theirs if source == 1 else message

    run = run_pair(tamper=reflect)
    assert isinstance(run.results[0], CheatingDetected)
    assert max(step for step, party, _ in run.sent if party == 0) < OPEN


@pytest.mark.parametrize("differ", ["sids", "sizes"])
def test_parties_of_different_runs_stop_at_once(differ: str) -> None:
    run = run_pair(sids=(SID, bytes(32))) if differ == "sids" else run_pair(sizes=(4, 8))
    run.require_caught(MalformedMessage)
    assert max(step for step, _, _ in run.sent) == 0


def test_an_invented_list_matches_nothing(dealt: None) -> None:
    """Random tags in the place of real ones are the same as an empty set: no harm, no result."""
    random = Seeded("invented")
    run = run_pair(committed_to(lambda tags: sorted(random(16) for _ in tags)))
    assert isinstance(run.results[0], Overlap)
    assert run.results[0].entries == frozenset()


def test_tags_under_another_delta_match_nothing(dealt: None) -> None:
    """A key holder that hashes with one bit of Delta changed lists tags that nobody finds, but for words without it."""

    class OtherDelta(Cheater):
        def _tags(self, owner: PartyId, hashes: bytes, values: Words) -> list[bytes]:
            if owner != self.me:
                values = values ^ np.uint64(1)
            return super()._tags(owner, hashes, values)

    run = run_pair(OtherDelta)
    assert isinstance(run.results[0], Overlap)
    assert run.results[0].entries == frozenset()


def test_a_list_is_of_no_use_for_strings_that_were_not_in_the_table(dealt: None) -> None:
    """A cheater keeps what it has and tries further strings after the other's list is open: it finds none of them."""
    found: list[bool] = []

    class Curious(Cheater):
        kept: CodedRows | None = None

        def _check_opening(self, said: bytes, untrusted_opening: bytes, commitment: bytes) -> list[bytes]:
            listed = super()._check_opening(said, untrusted_opening, commitment)
            assert self.rows is not None
            for entry in (*ALICE, *BOB):
                self.items = (entry,)
                hashes = self._hashes(self.me)
                keys = okvs.read_keys(hashes, self.size)
                (tag,) = self._tags(self.me, hashes, okvs.read(self.rows.own, keys, self.size))
                found.append(tag in listed)
            return listed

    run = run_pair(Curious, sets=(ALICE, BOB[:1]))
    assert isinstance(run.results[1], Overlap)
    assert found == [entry == b"fig" for entry in (*ALICE, *BOB)]


def test_nothing_is_opened_to_a_party_that_leaves(dealt: None) -> None:
    """Who ends the run instead of committing has no tag to compare with."""

    class Leaver(Cheater):
        def _commit(self, *_: object) -> bytes:
            raise PeerAborted("enough")

    run = run_pair(Leaver)
    assert type(run.results[0]) is PeerAborted
    assert max(step for step, party, _ in run.sent if party == 0) == ANSWER - 1


def test_any_byte_changed_in_any_message(dealt: None) -> None:
    """In both directions: somebody finds it, for what was said is committed to; or, in what is not part of it (the
    correlated OT that keys the trees, the coins), it changed nothing or ended the run. Never a wrong result."""
    sets, pick = ((ALICE[0], ALICE[1]), (ALICE[0], BOB[1])), Pseudo(11)
    lengths = [length for _, length in psi.message_bytes(2)][SET_UP:]
    caught = 0
    for trial in range(2 * len(lengths)):
        step, victim = trial % len(lengths), trial // len(lengths) % 2
        offset, bit = pick.randrange(lengths[step]), pick.randrange(8)

        def flip(s: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
            return with_bit(message, offset, bit) if (s, destination) == (step, victim) else message  # noqa: B023

        results = run_pair(sets=sets, size=2, tamper=flip, label=trial).results
        found = any(isinstance(r, PeerError) and not isinstance(r, PeerAborted) for r in results)
        assert found or step == 0
        assert all(isinstance(r, PeerError) or r.entries == {ALICE[0]} for r in results)
        caught += found
    assert caught >= 2 * len(lengths) - 2


def test_more_strings_than_places_do_not_fit_into_a_table() -> None:
    """A cheater that wants to ask about one string more than a table has rows: more equations than unknowns. Rows that
    only fill the last block are of no use to it, for no key reads them."""
    for size in (256, 512):
        too_many = okvs.used_rows(size) + 1
        keys = okvs.read_keys(Seeded("many", size)(too_many * okvs.HASH_BYTES), size)
        with pytest.raises(MisuseError):
            okvs.build(keys, size, Seeded("table"))


def test_what_a_cheater_can_ask_about_is_bounded_as_the_docs_say() -> None:
    """With 2^40 and 2^64 evaluations of the hash, in every class that a sheet can have (above 256 entries)."""
    for size in (size for size in psi.SIZE_CLASSES if size > 256):
        assert okvs.used_rows(size) <= 1.4 * size
        assert okvs.most_strings(size, 40) <= 2.04 * size
        assert okvs.most_strings(size, 64) <= 2.8 * size
    assert okvs.most_strings(10_240, 40) <= 1.86 * 10_240
    assert okvs.most_strings(10_240, 64) <= 2.56 * 10_240


def test_a_wide_delta_is_drawn_fresh_in_every_run(dealt: None) -> None:
    seen: list[bytes] = []
    real = coded_ot.coded_pass

    def noting(session: Session, messages: Words) -> Protocol[CodedRows]:
        rows = yield from real(session, messages)
        seen.append(rows.delta.tobytes())
        return rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coded_ot, "coded_pass", noting)
        run_pair(label="one")
        run_pair(label="two")
    assert len(set(seen)) == 4


# ---- comparing the results


def prepare_and_agree(
    party: PartyId, overlap: Overlap, context: bytes, kept: dict[int, Prepared] | None = None
) -> Protocol[str]:
    prepared = yield from engine.prepare(party, party_keys(2), psi_agree.capacity(), Seeded("agree", party))
    if kept is not None:
        kept[party] = prepared
    yield from psi_agree.agree(prepared, overlap, context)
    return "agreed"


def compare(
    overlaps: tuple[Overlap, Overlap],
    contexts: tuple[bytes, bytes] = (b"", b""),
    kept: dict[int, Prepared] | None = None,
) -> list[str | PeerError]:
    return settle([prepare_and_agree(party, overlaps[party], contexts[party], kept) for party in (0, 1)])


def test_equal_results_agree() -> None:
    kept: dict[int, Prepared] = {}
    overlaps = (Overlap(BOTH, bytes(32)), Overlap(frozenset(sorted(BOTH, reverse=True)), bytes(32)))
    assert compare(overlaps, (b"sheet", b"sheet"), kept) == ["agreed", "agreed"]
    with pytest.raises(MisuseError):
        next(psi_agree.agree(kept[0], overlaps[0]))


@pytest.mark.parametrize("other", [frozenset(), BOTH | {b"kiwi"}, frozenset((b"apple",)), frozenset((b"applefig",))])
def test_different_results_are_an_error_at_both(other: frozenset[bytes]) -> None:
    results = compare((Overlap(BOTH, bytes(32)), Overlap(other, bytes(32))))
    assert [type(result) for result in results] == [CheatingDetected] * 2
    assert {str(result) for result in results} == {"the two sides found different results"}


def test_another_transcript_or_context_ends_the_comparison_before_any_input() -> None:
    for overlaps, contexts in [
        ((Overlap(BOTH, bytes(32)), Overlap(BOTH, b"\1" + bytes(31))), (b"", b"")),
        ((Overlap(BOTH, bytes(32)), Overlap(BOTH, bytes(32))), (b"sheet", b"other")),
    ]:
        results = compare(overlaps, contexts)
        assert [type(result) for result in results] == [CheatingDetected] * 2
        assert "different results" not in str(results)


def test_other_sets_in_the_two_directions_are_found_out() -> None:
    """A cheater lists 'apple' and 'fig' but asks for other things: the honest result is not its own."""

    class TwoFaced(Cheater):
        def _hashes(self, owner: PartyId) -> bytes:
            kept = self.items
            if owner != self.me:
                self.items = (*BOTH, b"x", b"y")
            hashes = super()._hashes(owner)
            self.items = kept
            return hashes

    run = run_pair(TwoFaced, sets=(ALICE, (b"other", b"things")))
    mine, theirs = run.results
    assert isinstance(mine, Overlap)
    assert isinstance(theirs, Overlap)
    assert (mine.entries, theirs.entries) == (BOTH, frozenset())
    assert [type(result) for result in compare((mine, theirs))] == [CheatingDetected] * 2


def test_two_results_are_compared_and_not_three() -> None:
    class Three:
        n = 3

    with pytest.raises(MisuseError):
        next(psi_agree.agree(Three(), Overlap(BOTH, bytes(32))))  # type: ignore[arg-type]
