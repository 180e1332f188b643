"""Drives crypto protocols over the channels of a meeting, in lockstep, with the arithmetic in a thread of its own.

A step sends one frame to every peer and ends when one frame of exactly the expected step, kind, run and length has
arrived from each. One reader per peer drains its channel all the time, so large messages in both directions never
block each other; a peer can be one step ahead and no further, which bounds what is kept to two messages per peer.
Any failure ends the run for all: an abort of fixed size and without a reason to everybody, the error thrown into the
protocol so that its secrets are destroyed, and the most telling error raised here. Nothing is ever resumed.

A protocol can be run ahead of time, while nobody waits for it: in a thread that makes way for everything else, held
back as long as this computer has a reason, and with all the patience for others who hold back theirs. `hurry` ends all
three, wherever it is by then.

Leaves to others: sockets, signs of life and loss (p2p.channel), what is computed (crypto.engine), when to hold back.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Generic, Self, TypeVar

from crypto.errors import MalformedMessage, MisuseError, PeerAborted, PeerError
from crypto.rounds import Inbox, PartyId, Protocol, Round
from p2p.channel import Channel
from p2p.errors import ConnectionLost, NetworkError, PeerLeft, TimedOut
from p2p.tasks import GRACE_S, most_telling, stop
from p2p.wire import ABORT_BODY, Expected, FrameReader, RecordType, frame_records, refuse_abort
from p2p.worker import Worker

T = TypeVar("T")
OnProgress = Callable[[int, int], None]
"""Gets the number of steps done and the bytes of messages in both directions so far."""
OnWord = Callable[[PartyId, int], None]
"""Gets who told a word, and the word."""

EXCHANGE_KIND = 0xE0
"""Frame kind of an exchange outside any protocol; protocols use small numbers."""
STALL_S = 180.0
WATCH_S = 1.0
DESTROY_S = 1.5
LARGE = 256 * 1024
SWITCH_S = 0.0005
"""How soon the thread that computes makes way for the event loop while a runner is there. Measured: the longest wait of
the loop falls by half, and the computation takes no longer."""
MAX_WORDS = 10_000
"""More words than a person can have reason to tell in one meeting."""


def nobody_cares(steps: int, n_bytes: int) -> None:
    """Report progress to nobody."""


def nobody_listens(party: PartyId, word: int) -> None:
    """Let words pass."""


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    value: T


class Runner:
    """Runs protocols one after the other among the same peers; make one after `Meeting.confirm_ready`.

    Use it as `async with Runner(meeting.by_party) as runner`. After a failure it can only be closed.

    Attributes:
        rounds: steps done so far, over all runs and exchanges.
        told: party number of a peer -> the last word it told; absent until the first. Untrusted, 0 to 255.
        spares_others: see p2p.group.Meeting.
    """

    def __init__(
        self,
        channels: Mapping[PartyId, Channel],
        *,
        on_progress: OnProgress = nobody_cares,
        on_word: OnWord = nobody_listens,
        stall_timeout_s: float = STALL_S,
    ) -> None:
        """Prepare.

        Args:
            channels: party number of every peer -> channel.
            on_progress: called after every step, in the event loop.
            on_word: called whenever a peer tells a word, in the event loop.
            stall_timeout_s: a step in which not one byte moved for so long has failed.
        """
        self.rounds = 0
        self._channels = dict(channels)
        self.told: dict[PartyId, int] = {}
        self._n_words = dict.fromkeys(channels, 0)
        self._news_of_words, self._said = asyncio.Event(), -1
        self._on_progress = on_progress
        self._on_word = on_word
        self._stall_timeout_s = stall_timeout_s
        self._frames = {party: FrameReader() for party in self._channels}
        self._inbox: dict[PartyId, bytes] = {}
        self._gone: dict[PartyId, PeerError | NetworkError] = {}
        self._news: asyncio.Future[None] | None = None
        self._n_bytes = 0
        self._busy = False
        self._over = False
        self._hurried = self._held = False
        self._ahead = False
        self.spares_others: Callable[[], bool] = lambda: False
        self._tasks: list[asyncio.Task[None]] = []
        self._switch_interval_s = sys.getswitchinterval()
        self._worker: Worker | None = None
        self._background: Worker | None = None
        self._busy_worker: Worker | None = None
        self._free_at = math.inf

    async def __aenter__(self) -> Self:
        self._switch_interval_s = sys.getswitchinterval()
        sys.setswitchinterval(min(self._switch_interval_s, SWITCH_S))
        self._worker = Worker()
        self._tasks = [asyncio.ensure_future(self._read(party)) for party in self._channels]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.setswitchinterval(self._switch_interval_s)
        self._over = True
        await stop(self._tasks)
        now = asyncio.get_running_loop().time()
        patience = max(0.0, min(self._free_at, now + DESTROY_S) - now)
        workers = [worker for worker in (self._worker, self._background) if worker is not None]
        await asyncio.gather(*(worker.close(patience) for worker in workers))

    def hurry(self) -> None:
        """From now on somebody waits for what is run."""
        self._hurried = True
        self._tell()

    def hold(self, held: bool) -> None:
        """Hold back what is run ahead of time, or let it go on; a step under way is finished."""
        self._held = held
        self._tell()

    async def run(self, protocol: Protocol[T], *, ahead: bool = False) -> T:
        """Drive a protocol to its result.

        Args:
            protocol: not yet started. Its code runs in a thread of its own.
            ahead: nobody waits for it before `hurry` was called.

        Returns:
            What the protocol returns.

        Raises:
            PeerAborted: another party ended the run. MalformedMessage: a message was not as it had to be.
            ConnectionLost, PeerLeft, TimedOut, ChannelError: a peer is gone, or silent.
            What the protocol raises, such as CheatingDetected.
            MisuseError: the runner is busy, over, or was never entered.
            Cancelling is fine: all peers are told at once.
        """
        self._begin()
        self._ahead = ahead
        finished = False
        try:
            state = await (await self._turn()).do(partial(_advance, protocol, None))
            while isinstance(state, Round):
                inbox = await self._step(int(state.kind), state.run_id, state.outbox, state.expect)
                state = await (await self._turn()).do(partial(_advance, protocol, inbox))
            finished = True
            return state.value
        finally:
            self._busy = self._ahead = False
            if not finished:
                await self._end(protocol, sys.exception())

    async def exchange(self, blob: bytes, length: int) -> dict[PartyId, bytes]:
        """Swap one blob with everybody, such as signatures after a run.

        Args:
            blob: the same bytes for all peers.
            length: exact length of what each peer sends.

        Returns:
            Party number -> its blob, untrusted.

        Raises:
            As run.
        """
        self._begin()
        finished = False
        try:
            inbox = await self._step(
                EXCHANGE_KIND, bytes(8), dict.fromkeys(self._channels, blob), dict.fromkeys(self._channels, length)
            )
            finished = True
            return dict(inbox)
        finally:
            self._busy = False
            if not finished:
                await self._end(None, sys.exception())

    def tell(self, word: int) -> None:
        """Tell everybody one word, 0 to 255, beside whatever runs. It is no step, and it waits for nobody."""
        self._said = word
        self._news_of_words.set()
        for channel in self._channels.values():
            with contextlib.suppress(PeerError, NetworkError):  # who is gone is noticed by whoever waits for it
                channel.send(RecordType.TELL, bytes([word]))

    async def all_told(self, word: int) -> None:
        """Wait until the last word of everybody, this side included, is this one; meanwhile who goes is noticed. No
        time limit: people may think. Cancelling is fine. Raises as run does, for a peer that is gone."""
        while self._said != word or any(self.told.get(party) != word for party in self._channels):
            if self._gone:
                await asyncio.sleep(GRACE_S)  # somebody else may show why
                raise most_telling(self._gone.values())
            self._news_of_words.clear()
            await self._news_of_words.wait()

    def _begin(self) -> None:
        if self._worker is None or self._busy or self._over:
            raise MisuseError("this runner is busy or over")
        self._busy = True

    @property
    def _patient(self) -> bool:
        return self._ahead and not self._hurried

    async def _turn(self) -> Worker:
        """Wait while held back, and notice who goes; then whoever does the next job."""
        while self._patient and self._held:
            if self._gone:
                await asyncio.sleep(GRACE_S)  # somebody else may show why
                raise most_telling(self._gone.values())
            await self._next_news()
        if self._patient and self._background is None:
            self._background = Worker(background=True)
        self._busy_worker = self._background if self._patient else self._worker
        if self._busy_worker is None:
            raise MisuseError("this runner was never entered")
        return self._busy_worker

    # ---- one step

    async def _step(
        self, kind: int, run_id: bytes, outbox: Mapping[PartyId, bytes], expect: Mapping[PartyId, int]
    ) -> Inbox:
        if outbox.keys() != self._channels.keys() or expect.keys() != self._channels.keys():
            raise MisuseError("a round must send to all peers and expect from all peers")
        self._inbox = {}
        for party, length in expect.items():
            self._frames[party].expect(Expected(run_id, self.rounds, kind, length))
            self._collect(party)
        await self._require_present()
        for party, channel in self._channels.items():
            message = outbox[party]
            header = Expected(run_id, self.rounds, kind, len(message)).header()
            encrypted = 0
            for body in frame_records(header, message):
                channel.send(RecordType.ENGINE, body)
                encrypted += len(body)
                if encrypted > LARGE:
                    encrypted = 0
                    await asyncio.sleep(0)  # heart-beats and the window first
            self._n_bytes += len(message)
        await self._all_arrived()
        self.rounds += 1
        self._on_progress(self.rounds, self._n_bytes)
        return self._inbox

    async def _all_arrived(self) -> None:
        loop = asyncio.get_running_loop()
        movement = self._movement()
        moved_at = loop.time()
        while len(self._inbox) < len(self._channels):
            await self._require_present()
            await self._next_news()
            if (now_moved := self._movement()) != movement or self._patient:
                movement, moved_at = now_moved, loop.time()
            elif loop.time() - moved_at > self._stall_timeout_s:
                raise TimedOut("nothing moved for too long")

    async def _next_news(self) -> None:
        """Wait until something was told, and not for long."""
        loop = asyncio.get_running_loop()
        self._news = loop.create_future()
        watch = loop.call_later(WATCH_S, self._tell)
        try:
            await self._news
        finally:
            watch.cancel()
            self._news = None

    async def _require_present(self) -> None:
        """Raise if somebody broke the rules, or is gone while his message is missing."""
        errors = list(self._gone.values())
        if any(isinstance(error, PeerError) and not isinstance(error, PeerAborted) for error in errors):
            raise most_telling(errors)
        if any(party not in self._inbox for party in self._gone):
            if len(self._channels) > 1 and all(isinstance(error, (PeerAborted, PeerLeft)) for error in errors):
                await asyncio.sleep(GRACE_S)  # somebody else may show why
            raise most_telling(self._gone.values())

    def _movement(self) -> tuple[int, int]:
        return self._n_bytes, sum(channel.unsent for channel in self._channels.values())

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    def _collect(self, party: PartyId) -> None:
        frames = self._frames[party]
        if frames.ready:
            self._inbox[party] = frames.take()
            if len(self._inbox) == len(self._channels):
                self._tell()

    async def _read(self, party: PartyId) -> None:
        """Drain one channel until it fails."""
        try:
            while True:
                record = await self._channels[party].receive()
                refuse_abort(record)
                if record.type is RecordType.TELL:
                    self._hear(party, record.body)
                    continue
                if record.type is not RecordType.ENGINE:
                    raise MalformedMessage("a word of the lobby during the computation")
                self._frames[party].feed(record.body)
                self._n_bytes += len(record.body)
                self._collect(party)
        except (PeerError, NetworkError) as error:
            self._gone[party] = error
            self._news_of_words.set()
            self._tell()

    def _hear(self, party: PartyId, untrusted: bytes) -> None:
        self._n_words[party] += 1
        if len(untrusted) != 1 or self._n_words[party] > MAX_WORDS:
            raise MalformedMessage("not a word, or too many of them")
        self.told[party] = untrusted[0]
        self._news_of_words.set()
        self._on_word(party, untrusted[0])

    # ---- the end

    async def _end(self, protocol: Protocol[T] | None, error: BaseException | None) -> None:
        """Tell everybody, and have the protocol destroy its secrets; a computation under way is not waited for long.

        Where a connection was lost, or the rest can do without whoever ended it, the others lose theirs, too.
        """
        self._over = True
        self._free_at = asyncio.get_running_loop().time() + DESTROY_S
        lost = _is_loss(error, self._gone.values()) or (_is_others(error, self._gone) and self.spares_others())
        for channel in self._channels.values():
            if lost:
                channel.lose()
                continue
            with contextlib.suppress(PeerError, NetworkError):
                channel.send(RecordType.ABORT, ABORT_BODY)
        worker = self._busy_worker or self._worker  # after the job that it may still be doing
        if protocol is not None and worker is not None:
            # Never the failure itself: a protocol clears the frames of what is thrown into it, and some are ours.
            cause = PeerAborted("the run has ended")
            await asyncio.wait([worker.do(lambda: _destroy(protocol, cause))], timeout=DESTROY_S)


def _is_loss(error: BaseException | None, gone: Iterable[BaseException]) -> bool:
    """Whether a run ends because a connection was lost, as opposed to a broken rule or somebody's decision."""
    if error is None or isinstance(error, asyncio.CancelledError):  # something beside the run ended it
        error = most_telling([*gone, PeerAborted()])
    return isinstance(error, (ConnectionLost, TimedOut))


def _is_others(error: BaseException | None, gone: Mapping[PartyId, BaseException]) -> bool:
    """Whether somebody else left or ended it, and nothing else happened."""
    ours = error is not None and not isinstance(error, (asyncio.CancelledError, PeerAborted, PeerLeft))
    return not ours and bool(gone) and all(isinstance(one, (PeerAborted, PeerLeft)) for one in gone.values())


def _advance(protocol: Protocol[T], inbox: Inbox | None) -> Round | _Done[T]:
    try:
        return next(protocol) if inbox is None else protocol.send(inbox)
    except StopIteration as stopped:
        return _Done(stopped.value)


def _destroy(protocol: Protocol[T], cause: PeerError) -> None:
    """Throw the cause into a protocol; whatever it says to that, it is over."""
    try:
        protocol.throw(cause)
    except BaseException:  # noqa: BLE001  # the cause itself, or what the protocol makes of it
        return
    protocol.close()
