"""Set intersection against a party that cheats: each check trips on what it is for, before anything is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crypto import engine, group, psi, psi_agree, psi_proof
from crypto.engine import Prepared
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.psi import Overlap
from crypto.psi_work import Step, cut
from crypto.rounds import PartyId, Protocol, settle
from tests.crypto.dealer import party_keys
from tests.crypto.psi_runs import ALICE, BOB, BOTH, SMALL, Cheater, cheater, run_pair
from tests.crypto.psi_runs import small_classes as small_classes
from tests.crypto.seeded import Seeded

pytestmark = pytest.mark.usefixtures("small_classes")

POINT = 32
ANSWERS = POINT * SMALL
"""Length of the answers in the third message; then the proof, then the commitment."""
PROOF = slice(ANSWERS, ANSWERS + psi_proof.PROOF_BYTES)
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
SOME_POINT = group.base_multiply((77).to_bytes(32, "little"))
BAD = {**group.bad_points(), "off the curve": (2).to_bytes(32, "little"), "zeros": bytes(32), "ones": b"\xff" * 32}


def put(data: bytes, offset: int, change: bytes) -> bytes:
    return data[:offset] + change + data[offset + len(change) :]


def swapped(data: bytes, first: int, second: int, width: int = POINT) -> bytes:
    values = [data[i : i + width] for i in range(0, len(data), width)]
    values[first], values[second] = values[second], values[first]
    return b"".join(values)


@pytest.mark.parametrize("name", BAD)
def test_a_key_that_is_no_point(name: str) -> None:
    run_pair(cheater(key=lambda _, m: BAD[name])).require_caught(MalformedMessage, 0)


def test_a_key_that_was_sent_back() -> None:
    """A cheater that waits for the honest key and gives it as its own."""
    seen: dict[int, bytes] = {}

    def reflect(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        seen.setdefault(step, message)
        return seen[step] if step == 0 else message

    run_pair(tamper=reflect).require_caught(CheatingDetected, 0)


@pytest.mark.parametrize("place", [0, 1, SMALL - 1])
@pytest.mark.parametrize("name", BAD)
def test_an_item_that_is_no_point(name: str, place: int) -> None:
    run_pair(cheater(blinded=lambda _, m: put(m, POINT * place, BAD[name]))).require_caught(MalformedMessage, 1)


def test_an_item_asked_twice() -> None:
    run_pair(cheater(blinded=lambda _, m: put(m, POINT, m[:POINT]))).require_caught(CheatingDetected, 1)


def test_an_item_that_was_sent_back() -> None:
    """A cheater that waits for the honest items and asks one of them."""
    seen: dict[int, bytes] = {}

    def reflect(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        theirs = seen.setdefault(step, message)
        return put(message, 0, theirs[-POINT:]) if (step, source) == (1, 1) else message

    run_pair(tamper=reflect).require_caught(CheatingDetected, 1)


@pytest.mark.parametrize("kind", ["key", "blinded", "reply", "opening"])
@pytest.mark.parametrize(
    "change", [lambda m: m + m[-POINT:], lambda m: m + b"\0", lambda m: m[:-1], lambda m: m[:-POINT], lambda m: b""]
)
def test_more_or_fewer_items_than_declared(kind: str, change: Callable[[bytes], bytes]) -> None:
    step = ["key", "blinded", "reply", "opening"].index(kind)
    run_pair(cheater(**{kind: lambda _, m: change(m)})).require_caught(MalformedMessage, step)


@pytest.mark.parametrize(
    "inbox", [{}, {1: SOME_POINT, 2: b""}, {1: SOME_POINT + SOME_POINT}, {1: b""}, {0: SOME_POINT}]
)
def test_lengths_and_peers_are_checked_whatever_the_driver_does(inbox: dict[int, bytes]) -> None:
    protocol = psi.intersect(bytes(32), 0, ALICE, SMALL, Seeded("lax driver"))
    next(protocol)
    with pytest.raises(MalformedMessage):
        protocol.send(inbox)


def test_other_size_classes() -> None:
    run_pair(sizes=(4, 8)).require_caught(MalformedMessage, 1)
    run_pair(sizes=(8, 4)).require_caught(MalformedMessage, 1)


@pytest.mark.parametrize("place", [0, SMALL - 1])
@pytest.mark.parametrize("name", BAD)
def test_an_answer_that_is_no_point(name: str, place: int) -> None:
    run_pair(cheater(reply=lambda _, m: put(m, POINT * place, BAD[name]))).require_caught(MalformedMessage)


@pytest.mark.parametrize("place", range(SMALL))
def test_one_item_answered_with_another_key(place: int) -> None:
    """The probe for one item; the proof is made about the wrong answers."""
    two = (2).to_bytes(32, "little")

    def wrong(_: Cheater, answers: bytes) -> bytes:
        return put(answers, POINT * place, group.multiply(two, answers[POINT * place : POINT * (place + 1)]))

    run_pair(cheater(answer=wrong)).require_caught(CheatingDetected)


def test_errors_that_cancel_out() -> None:
    """+P in one answer and -P in another: their plain sum is right, the random combination is not."""

    def wrong(_: Cheater, answers: bytes) -> bytes:
        first = group.add(answers[:POINT], SOME_POINT)
        second = group.subtract(answers[POINT : 2 * POINT], SOME_POINT)
        return put(answers, 0, first + second)

    run_pair(cheater(answer=wrong)).require_caught(CheatingDetected)


def test_two_answers_swapped() -> None:
    run_pair(cheater(answer=lambda _, m: swapped(m, 0, 1))).require_caught(CheatingDetected)
    run_pair(cheater(reply=lambda _, m: put(m, 0, swapped(m[:ANSWERS], 1, 3)))).require_caught(CheatingDetected)


def test_all_items_answered_with_another_key_than_shown() -> None:
    """One key throughout, with a sound proof, but not the key of step 1."""
    run_pair(cheater(key=lambda _, m: SOME_POINT)).require_caught(CheatingDetected)


def test_answers_for_other_items_than_asked() -> None:
    """Right products, right key, proof about points of its own choice."""

    def other_points(party: Cheater, _: bytes) -> bytes:
        points = b"".join(group.base_multiply(bytes([i + 1]) + bytes(31)) for i in range(SMALL))
        return b"".join(party.work(cut(Step.MULTIPLY, party.key, points)))

    run_pair(cheater(answer=other_points)).require_caught(CheatingDetected)


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda scalar: bytes(32), MalformedMessage),
        (lambda scalar: scalar + GROUP_ORDER, MalformedMessage),
        (lambda scalar: b"\xff" * 32, MalformedMessage),
        (lambda scalar: GROUP_ORDER.to_bytes(32, "little"), MalformedMessage),
        (lambda scalar: (scalar + 1) % GROUP_ORDER, CheatingDetected),
        (lambda scalar: GROUP_ORDER - scalar, CheatingDetected),
    ],
)
def test_a_bad_proof(half: int, change: Callable[[int], bytes | int], error: type[PeerError]) -> None:
    """Zero, not reduced in three ways, off by one, negated: in the challenge and in the response."""

    def forge(_: Cheater, message: bytes) -> bytes:
        offset = PROOF.start + 32 * half
        made = change(int.from_bytes(message[offset : offset + 32], "little"))
        return put(message, offset, made if isinstance(made, bytes) else made.to_bytes(32, "little"))

    run_pair(cheater(reply=forge)).require_caught(error)


def test_the_honest_proof_sent_back() -> None:
    """Answers and proof of the honest party, from a cheater that waits for them."""
    seen: dict[int, bytes] = {}

    def reflect(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        theirs = seen.setdefault(step, message)
        return put(message, 0, theirs[: PROOF.stop]) if (step, source) == (2, 1) else message

    run_pair(tamper=reflect).require_caught(CheatingDetected)


def test_the_proof_of_another_run() -> None:
    earlier = run_pair(label="earlier").message(2, 1)
    run_pair(cheater(reply=lambda _, m: put(m, PROOF.start, earlier[PROOF]))).require_caught(CheatingDetected)


@pytest.mark.parametrize("name", ["challenge", "response"])
def test_a_proof_about_the_wrong_statement(name: str) -> None:
    """Directly: a proof is good for its own domain, key and combination only."""
    random = Seeded("proof")
    key, domain = group.random_scalar(random), bytes(32) + b"\1"
    key_point, product = group.base_multiply(key), group.multiply(key, SOME_POINT)
    proof = psi_proof.prove(domain, key, key_point, SOME_POINT, random)
    psi_proof.verify(domain, key_point, SOME_POINT, product, proof)
    other = group.base_multiply(bytes([5]) + bytes(31))
    for statement in [
        (bytes(32) + b"\0", key_point, SOME_POINT, product),
        (domain, other, SOME_POINT, product),
        (domain, key_point, other, product),
        (domain, key_point, SOME_POINT, other),
        (domain, SOME_POINT, key_point, product),
    ]:
        with pytest.raises(CheatingDetected):
            psi_proof.verify(*statement, proof)


def test_coefficients_depend_on_everything() -> None:
    base = [bytes(33), SOME_POINT, bytes(64), bytes(64)]
    seen = {psi_proof.coefficients(*base)}
    for place in range(4):
        changed = [*base]
        changed[place] = b"\1" + changed[place][1:]
        seen.add(psi_proof.coefficients(*changed))
    assert len(seen) == 5
    assert {len(weights) for weights in seen} == {32}
    assert all(weights[:16] != weights[16:] for weights in seen)


def test_another_list_than_committed() -> None:
    """Another tag, in its place in the order; the right tags with another nonce."""
    run_pair(cheater(opening=lambda _, m: put(m, 0, bytes(16)))).require_caught(CheatingDetected, 3)
    run_pair(cheater(opening=lambda _, m: put(m, len(m) - 1, bytes([m[-1] ^ 1])))).require_caught(CheatingDetected, 3)


def committed_to(change: Callable[[list[bytes]], list[bytes]]) -> type[Cheater]:
    """A cheater that commits to a list of its own making and opens exactly that."""

    class Committed(Cheater):
        def _prove_and_tag(self, key_point: bytes, asked: bytes, answers: bytes) -> bytes:
            proof = super()._prove_and_tag(key_point, asked, answers)
            self.tags = b"".join(change([self.tags[i : i + 16] for i in range(0, len(self.tags), 16)]))
            return proof

    return Committed


@pytest.mark.parametrize("change", [lambda tags: tags[::-1], lambda tags: [tags[0], *tags[:-1]]])
def test_a_list_out_of_order_or_with_repetitions(change: Callable[[list[bytes]], list[bytes]]) -> None:
    run_pair(committed_to(change)).require_caught(MalformedMessage, 3)


def test_the_honest_commitment_and_opening_sent_back() -> None:
    """A cheater without a list of its own mirrors commitment and opening."""
    seen: dict[int, bytes] = {}

    def reflect(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        theirs = seen.setdefault(step, message)
        if (step, source) == (2, 1):
            return put(message, PROOF.stop, theirs[PROOF.stop :])
        return theirs if (step, source) == (3, 1) else message

    run_pair(tamper=reflect).require_caught(CheatingDetected, 3)


def test_parties_of_different_runs() -> None:
    run_pair(sids=(bytes(32), b"\1" * 32)).require_caught(CheatingDetected)


def test_an_invented_list_matches_nothing() -> None:
    """Random tags in the place of real ones are the same as an empty set: no harm, no result."""
    random = Seeded("invented")
    run = run_pair(committed_to(lambda tags: sorted(random(16) for _ in tags)))
    assert isinstance(run.results[0], Overlap)
    assert run.results[0].entries == frozenset()


def test_nothing_is_opened_to_a_party_that_leaves() -> None:
    """Who ends the run instead of answering has the honest answers, and no tag to compare them with."""

    class Leaver(Cheater):
        def _unblind(self, *_: object) -> None:
            raise PeerAborted("enough")

    run = run_pair(Leaver)
    assert type(run.results[0]) is PeerAborted
    assert max(step for step, party, _ in run.sent if party == 0) == 2


def test_any_byte_changed_in_any_message() -> None:
    """Every single byte, in both directions: somebody finds it, and whoever has a result has the right one."""
    sets = (ALICE[:2], (ALICE[0], BOB[1]))
    lengths = psi.message_bytes(2).values()
    for step, length in enumerate(lengths):
        for offset in range(length):
            for victim in (0, 1):
                value = 1 << (offset + step) % 8

                def flip(s: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
                    if (s, destination) != (step, victim):  # noqa: B023  # used within the iteration
                        return message
                    return put(message, offset, bytes([message[offset] ^ value]))  # noqa: B023

                results = run_pair(sets=sets, size=2, tamper=flip).results
                assert any(isinstance(r, PeerError) and not isinstance(r, PeerAborted) for r in results)
                assert all(isinstance(r, PeerError) or r.entries == {ALICE[0]} for r in results)


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
        def _prove_and_tag(self, key_point: bytes, asked: bytes, answers: bytes) -> bytes:
            asked_items = self.items
            self.items = b"".join(psi.H("psi-item", (entry,)) for entry in (*BOTH, b"x", b"y"))
            proof = super()._prove_and_tag(key_point, asked, answers)
            self.items = asked_items
            return proof

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
