"""Drives crypto protocols over the channels of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TypeVar

from crypto.rounds import PartyId, Protocol

T = TypeVar("T")
OnProgress = Callable[[int, int], None]


class Runner:
    """One per meeting, after confirm_ready. `async with Runner(meeting.by_party) as runner: await runner.run(...)`.

    Attributes:
        rounds: steps done so far, over all runs and exchanges.
    """

    rounds: int

    def __init__(
        self,
        channels: Mapping[PartyId, object],
        *,
        on_progress: OnProgress = lambda step, n_bytes: None,
        stall_timeout_s: float = 180.0,
    ) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> Runner:
        raise NotImplementedError

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raise NotImplementedError

    async def run(self, protocol: Protocol[T]) -> T:
        """Drive one protocol to its result. Several runs one after the other are fine; after a failure none is.

        Raises: PeerAborted, MalformedMessage, ConnectionLost, PeerLeft, TimedOut, what the protocol raises.
        Cancelling the awaiting task tells all peers and destroys the protocol's secrets.
        """
        raise NotImplementedError

    async def exchange(self, blob: bytes, length: int) -> dict[PartyId, bytes]:
        """Swap one blob of a known length with everybody; party -> their blob."""
        raise NotImplementedError
