"""Check words: words that are the same on all screens unless somebody is in between.

Between two who met without anything in common (the NEARBY door), before anything private is said; and, whatever brought
people together, among all of a meeting. Both the same way: everybody commits to a random number, then all show theirs,
and the words are a hash of all numbers, all keys and the channel or roster. Whoever is in between has two conversations
and had to fix his numbers in both before he saw anything that the words depend on: they come out equal by chance only,
once in 2^24 or more. (From the handshake alone they would not do: twenty bits were matched by search in two seconds.)

commitment = H(label, role, binding, key, number); words = first bits of H(label, language, binding, keys, numbers)
Binding: of the channel, or the roster digest. Keys and numbers of two people sorted bytewise, those of a meeting by
seat. The language is the host's word list, said with its commitment; a wrong one makes other words.

Source: Vaudenay 2005, Secure communications over insecure channels based on short authenticated strings.
Differs from the paper: both sides commit, so that it is the same for any number of people.
Leaves to others: asking people whether the words are the same (whoever gives Confirm), the open door (p2p.greet).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence

from crypto.errors import CheatingDetected, MalformedMessage
from crypto.rounds import Random
from p2p.channel import Channel
from p2p.errors import CheckWordsDiffer, Declined
from p2p.group import Meeting
from p2p.guest import Closed, Word, exactly, give_invite, hear, say, take_invite
from p2p.handshake import Side
from p2p.identity import labelled_hash
from p2p.words import WordList

NUMBER_BYTES = 32
COMMITMENT_BYTES = 32
LANGUAGE_BYTES = 2
READING_S = 15 * 60
"""How long people may take to compare words: as long as an invite is valid."""

Lists = Mapping[str, WordList]
"""Language -> the words of it."""
Confirm = Callable[[tuple[str, ...]], Awaitable[bool | None]]
"""confirm(words): shows them and asks; whether the other person sees the same ones. None: does not want to now."""


def commit(role: bytes, binding: bytes, key: bytes, number: bytes) -> bytes:
    """What to say before showing a number.

    Args:
        role: which of the people, so that nobody can repeat somebody else's.
        binding: what the words are about, 32 bytes.
        key: identity key of whoever commits.
        number: NUMBER_BYTES random bytes.

    Returns:
        COMMITMENT_BYTES bytes.
    """
    return labelled_hash("check words commitment", role, binding, key, number)


def check(untrusted_commitment: bytes, role: bytes, binding: bytes, key: bytes, untrusted_number: bytes) -> bytes:
    """The number that somebody shows, if it is the one that he committed to.

    Raises:
        CheatingDetected: it is another one.
    """
    if commit(role, binding, key, untrusted_number) != untrusted_commitment:
        raise CheatingDetected("another number than committed to")
    return untrusted_number


def words_for(word_list: WordList, binding: bytes, keys: Sequence[bytes], numbers: Sequence[bytes]) -> tuple[str, ...]:
    """The words, once all numbers are known; keys and numbers in an order that is the same for all."""
    return word_list.stand_for(
        labelled_hash("check words", word_list.language.encode("ascii"), binding, *keys, *numbers)
    )


def _list_of(untrusted_language: bytes, lists: Lists) -> WordList:
    for language, word_list in lists.items():
        if language.encode("ascii") == untrusted_language:
            return word_list
    raise MalformedMessage("a language without words")


async def compare_as_host(
    channel: Channel, word_list: WordList, confirm: Confirm, invite: str, random: Random = secrets.token_bytes
) -> None:
    """Host: compare words with a stranger, and give him the invite if both say that they are the same.

    Args:
        channel: to him, behind the NEARBY door.
        word_list: whose words are shown.
        confirm: asks the person here.
        invite: the line.
        random: source of the number.

    Raises:
        CheckWordsDiffer: one of them says so. Declined: this person does not want to.
        CheatingDetected, MalformedMessage, TimedOut, and what Channel.receive raises.
    """
    number = random(NUMBER_BYTES)
    mine = commit(bytes([Side.RESPONDER]), channel.binding, channel.own_key, number)
    say(channel, Word.COMMIT, mine + word_list.language.encode("ascii"))
    _, theirs = await hear(channel, Word.COMMIT)
    words = await _reveal(channel, Side.RESPONDER, word_list, exactly(theirs, COMMITMENT_BYTES), number)
    await _confirm(channel, words, confirm)
    give_invite(channel, invite)


async def compare_as_guest(
    channel: Channel, lists: Lists, confirm: Confirm, random: Random = secrets.token_bytes
) -> str:
    """Guest: compare words with somebody nearby; the line of the invite if both say that they are the same.

    Args:
        channel: to a stranger, behind the NEARBY door.
        lists: the host says whose words are shown.
        confirm: asks the person here.
        random: source of the number.

    Raises:
        As compare_as_host; Declined, InviteExpired also where the host is not ready.
    """
    number = random(NUMBER_BYTES)
    _, untrusted = await hear(channel, Word.COMMIT, Word.CLOSED)
    exactly(untrusted, COMMITMENT_BYTES + LANGUAGE_BYTES)
    word_list = _list_of(untrusted[COMMITMENT_BYTES:], lists)
    say(channel, Word.COMMIT, commit(bytes([Side.INITIATOR]), channel.binding, channel.own_key, number))
    words = await _reveal(channel, Side.INITIATOR, word_list, untrusted[:COMMITMENT_BYTES], number)
    await _confirm(channel, words, confirm)
    return await take_invite(channel)


async def _reveal(
    channel: Channel, side: Side, word_list: WordList, untrusted_commitment: bytes, number: bytes
) -> tuple[str, ...]:
    """Both have committed: show the numbers."""
    say(channel, Word.REVEAL, number)
    _, untrusted = await hear(channel, Word.REVEAL)
    theirs = check(
        untrusted_commitment,
        bytes([side.other]),
        channel.binding,
        channel.peer_key,
        exactly(untrusted, NUMBER_BYTES),
    )
    keys = sorted((channel.own_key, channel.peer_key))
    return words_for(word_list, channel.binding, keys, sorted((number, theirs)))


async def _confirm(channel: Channel, words: tuple[str, ...], confirm: Confirm) -> None:
    """Both people say whether the words are the same; the first no ends it for both."""
    asking = asyncio.ensure_future(confirm(words))
    listening = asyncio.ensure_future(hear(channel, Word.VERDICT, Word.CLOSED, seconds=READING_S))
    try:
        await asyncio.wait([asking, listening], return_when=asyncio.FIRST_COMPLETED)
        if listening.done() and not _verdict(listening.result()[1]):
            raise CheckWordsDiffer("the other person sees different words")
        async with asyncio.timeout(READING_S):
            answer = await asking
        if answer is None:
            say(channel, Word.CLOSED, bytes([Closed.BUSY]))
            raise Declined("not now")
        say(channel, Word.VERDICT, bytes([answer]))
        if not answer:
            raise CheckWordsDiffer("this person sees different words")
        if not _verdict((await listening)[1]):
            raise CheckWordsDiffer("the other person sees different words")
    except TimeoutError:
        raise Declined("nobody compared the words") from None
    finally:
        asking.cancel()
        listening.cancel()
        await asyncio.gather(asking, listening, return_exceptions=True)


def _verdict(untrusted: bytes) -> bool:
    if untrusted not in (b"\0", b"\1"):
        raise MalformedMessage("neither yes nor no")
    return untrusted == b"\1"


async def group_words(
    meeting: Meeting, lists: Lists, language: str, random: Random = secrets.token_bytes
) -> tuple[str, ...]:
    """The same words for everybody of a meeting, unless somebody sits between some of them.

    Args:
        meeting: complete; nothing was compared yet. Everybody calls this at the same point.
        lists: the words of each language.
        language: which list the host's program wants; the seat of the host decides.
        random: source of the number.

    Rounds: two, to and from everybody: 34 bytes, 32 bytes.

    Raises:
        CheatingDetected: somebody shows another number than committed to. MalformedMessage, ConnectionLost, PeerLeft.
    """
    number = random(NUMBER_BYTES)
    binding = meeting.roster_digest

    def role(seat: int) -> bytes:
        return b"seat" + bytes([seat])

    mine = commit(role(meeting.me), binding, meeting.members[meeting.me].key, number)
    wanted = language.encode("ascii")
    commitments = await meeting.acquaint(mine + wanted)
    word_list = _list_of(commitments.get(0, mine + wanted)[COMMITMENT_BYTES:], lists)
    shown = await meeting.acquaint(number)
    numbers = [
        number
        if member.seat == meeting.me
        else check(
            commitments[member.seat][:COMMITMENT_BYTES], role(member.seat), binding, member.key, shown[member.seat]
        )
        for member in meeting.members
    ]
    return words_for(word_list, binding, [member.key for member in meeting.members], numbers)
