"""Reaching another computer at one of several addresses: tries overlap, and the first that knows the secret wins.

Source: Schinazi and Pauly 2017 (RFC 8305, Happy Eyeballs version 2).
Differs from it: there are no names to look up, and a try has won only after the handshake, because the same address may
be another computer on another network.

Leaves to others: the handshake (p2p.greet), which addresses there are (p2p.invite).
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING

from crypto.errors import PeerError
from p2p.addresses import Interface, dial_targets, interfaces, is_connected, is_loopback, is_next_door
from p2p.channel import TcpChannel
from p2p.errors import (
    ChannelError,
    ConnectionLost,
    ConnectionRefused,
    Mismatch,
    NetworkError,
    NetworkKeepsApart,
    NoNetwork,
    PeerUnreachable,
    TimedOut,
)
from p2p.stream import Stream, Traffic
from p2p.tasks import stop

if TYPE_CHECKING:
    from p2p.callers import Callers

STAGGER_S = 0.25
TRY_S = 4.0
TOTAL_S = 12.0
CROWDED_S = (0.2, 0.5)
"""Pauses before trying again where somebody hung up during the handshake."""

Greet = Callable[[Stream], Coroutine[object, object, TcpChannel]]
_Failure = OSError | NetworkError | PeerError


class _Silent(TimedOut):
    """A computer took the connection and then said nothing, so it was reached."""


async def dial(
    addresses: Sequence[str],
    port: int,
    greet: Greet,
    *traffic: Traffic,
    total_s: float = TOTAL_S,
    callers: Callers | None = None,
) -> TcpChannel:
    """Connect to whichever address leads to somebody who holds the same secret.

    Args:
        addresses: IP addresses, most promising first.
        port: the same at all of them.
        greet: does the handshake on a fresh connection.
        traffic: where to count bytes.
        total_s: for everything, seconds.
        callers: the other side may begin, too.

    Returns:
        The first channel that came about; all other tries are ended.

    Raises:
        VersionMismatch, RosterMismatch, CheatingDetected, MalformedMessage: who holds the secret does not fit.
        ConnectionRefused: a computer answered, but nobody there holds the secret.
        NetworkKeepsApart, NoNetwork, PeerUnreachable: no computer answered.
    """
    known = interfaces()
    targets = list(dial_targets(addresses, known))
    tasks: dict[asyncio.Task[TcpChannel], str] = {}
    failures: dict[str, _Failure] = {}
    deadline = asyncio.get_running_loop().time() + total_s
    winner: TcpChannel | None = None
    handed_over = False
    if callers is not None:
        tasks[asyncio.ensure_future(callers.connect(greet))] = "called"
    try:
        for following in range(1, len(targets) + 1):
            target = targets[following - 1]
            tasks[asyncio.ensure_future(_try(target, port, greet, traffic))] = target
            winner = await _winner(tasks, failures, deadline, None if following == len(targets) else STAGGER_S)
            if winner is not None:
                break
        await _end(tasks)
        handed_over = True
    finally:
        if not handed_over:
            if winner is not None:
                winner.abort()
            await _end(tasks)
        if callers is not None:
            callers.rest()
    if winner is None:
        raise _explain(targets, failures, known)
    return winner


async def _winner(
    tasks: dict[asyncio.Task[TcpChannel], str],
    failures: dict[str, _Failure],
    deadline: float,
    patience_s: float | None,
) -> TcpChannel | None:
    """Wait for a try to win, until patience_s are over, all have failed, or one has failed and the next can begin."""
    loop = asyncio.get_running_loop()
    until = deadline if patience_s is None else min(deadline, loop.time() + patience_s)
    while tasks and loop.time() < until:
        done, _ = await asyncio.wait(tasks, timeout=until - loop.time(), return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            target = tasks.pop(task)
            error = task.exception()
            if error is None:
                return task.result()
            if not isinstance(error, (OSError, NetworkError, PeerError)) or _is_final(error):
                raise error
            failures[target] = error
        if done and patience_s is not None:
            break
    return None


async def _try(target: str, port: int, greet: Greet, traffic: Sequence[Traffic]) -> TcpChannel:
    """One address; when a computer there hangs up, it may have been crowded, so a few times."""
    for pause_s in CROWDED_S:
        try:
            return await _greeted(await _open(target, port, traffic), greet)
        except ConnectionLost:
            await asyncio.sleep(pause_s)
    return await _greeted(await _open(target, port, traffic), greet)


async def _greeted(stream: Stream, greet: Greet) -> TcpChannel:
    try:
        return await greet(stream)
    except TimedOut as error:
        raise _Silent("a computer answered, and then said nothing") from error


async def _open(target: str, port: int, traffic: Sequence[Traffic]) -> Stream:
    address, _, scope = target.partition("%")
    six = ":" in address
    loop = asyncio.get_running_loop()
    sock = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_STREAM)
    connected = False
    try:
        sock.setblocking(False)
        async with asyncio.timeout(TRY_S):
            await loop.sock_connect(sock, (address, port, 0, int(scope or 0)) if six else (address, port))
            _, stream = await loop.create_connection(lambda: Stream(*traffic), sock=sock)
        connected = True
    except TimeoutError:
        raise TimedOut("no answer") from None
    finally:
        if not connected:
            sock.close()
    return stream


async def _end(tasks: dict[asyncio.Task[TcpChannel], str]) -> None:
    """Stop the tries that go on, and close channels that came second. The winner is not among them any more."""
    try:
        await stop(tasks)
    finally:
        for task in tasks:
            if not task.cancelled() and task.exception() is None:
                task.result().abort()


def _is_final(error: BaseException) -> bool:
    """Whether somebody answered who holds the secret: then other addresses will not lead to somebody better."""
    if isinstance(error, ChannelError):
        return False
    return isinstance(error, (PeerError, Mismatch))


def _explain(targets: Sequence[str], failures: dict[str, _Failure], known: Sequence[Interface]) -> NetworkError:
    outside = [target for target in targets if not is_loopback(target)]
    first = next(iter(outside or targets), "")
    answered = [target for target, error in failures.items() if _has_answered(error)]
    if any(not is_loopback(target) for target in answered) or (answered and not outside):
        closed = all(isinstance(failures[target], ConnectionRefusedError) for target in answered)
        return ConnectionRefused("a computer answered, but nobody there holds this invite", closed=closed)
    if outside and not is_connected(known):
        return NoNetwork("no network but this computer itself")
    for target, error in failures.items():
        if isinstance(error, OSError) and error.errno == errno.EHOSTUNREACH and is_next_door(target, known):
            return NetworkKeepsApart("a neighbour cannot be reached", address=first)
    return PeerUnreachable("no address answered", address=first)


def _has_answered(error: _Failure) -> bool:
    return isinstance(error, (ConnectionRefusedError, ConnectionResetError, ConnectionLost, ChannelError, _Silent))
