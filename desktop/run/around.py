"""What a negotiation needs from around it: who asks the person, where things are kept, time and randomness.

Leaves to others: the negotiation (desktop.negotiation), asking (the command, the window).
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from crypto.errors import MisuseError
from crypto.rounds import Random
from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet, decode_sheet
from desktop.kept.relations import Relation
from desktop.ledger import Verdict
from desktop.power import Waits, why_wait
from desktop.run.stages import Stage, Standing
from desktop.store import Store
from p2p.greet import OpenDoors
from p2p.helm import Helm
from p2p.join import OnReply
from p2p.listener import ANYWHERE, ListenAt
from p2p.router import Router

if TYPE_CHECKING:
    from p2p.callers import Callers

RECONNECT_S = 30 * 60.0
Clock = Callable[[], float]
Accept = Callable[[Sheet], Awaitable[str]]
"""accept(sheet) -> the role to take; raises to refuse the sheet."""
Answer = Callable[[Sheet, str], Awaitable[Answers]]
"""answer(sheet, role) -> the person's answers, already checked against the sheet; giving them is the consent to compare
as soon as everybody has."""
Again = Callable[[Sheet, Verdict], Awaitable[bool]]
"""again(sheet, verdict): whether the person agrees to a further run with the same people."""
Resume = Callable[[], Awaitable[bool]]
"""resume(): whether the person agrees to a new comparison with the same answers, after one that was interrupted when
answers were already being compared and nothing was opened."""
Without = Callable[[tuple[int, ...]], Awaitable[bool]]
"""without(seats): these people are gone. True: the person would go on without them; False: stop. Not to answer is to
wait; it is cancelled when they come back, or when others are gone, too."""
Say = Callable[[Standing], None]
"""say(standing): let the others know how far this person is; only in the thread of the event loop."""


class Pen(Protocol):
    """What a person can do while people write down what they agreed; only in the thread of the event loop."""

    def edit(self, values: Mapping[str, str]) -> None:
        """Write some fields: key -> value, see desktop.deals.shared_text."""

    def agree(self) -> None:
        """Sign the text as it stands."""

    def finish(self) -> None:
        """Leave it."""


class Desk(Protocol):
    """What a person can do while people look at the sheet; only in the thread of the event loop. What is not possible
    any more, because all have just agreed, is not done."""

    def note(self, text: str) -> None:
        """Say a few words to the others."""

    def suggest(self, sheet: Sheet) -> None:
        """Suggest another version, in place of one's own last one; raises what `fits` raises."""

    def fine(self, name: bytes) -> None:
        """Be fine with a version."""

    def look_again(self) -> None:
        """Be fine with none of them, for now."""

    def refuse(self, name: bytes) -> None:
        """Refuse a version."""


def _is_fine() -> bool:
    """Whoever is not asked has agreed to the sheet by taking part."""
    return True


def _tell_nobody(say: Say) -> None:
    """The others learn only that the answers are there."""


async def _nobody_looks(words: tuple[str, ...]) -> bool | None:
    """The words are shown, and whoever wants to compares them."""
    return None


def _tell_nobody_back(items: tuple[str, ...]) -> None:
    """Nobody hears which earlier answers count."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How this person and the others come together.

    Attributes:
        name: what the others see, "" for nothing; see p2p.lobby.is_name.
        listen: address and port to wait at.
        router: is asked to let people from other networks in; None for not asking.
        helm: for whoever invites, while people are awaited: call back, send away.
        on_reply: for whoever was invited: is given the line that lets the host call back, and why the invite did not
            lead to it; then that is waited for as long as the invite is valid. None for giving up at once.
        open_doors: for whoever invites: what people do who hold no invite yet.
        met: the one person who is met again and needs no invite; nobody else will do.
        callers: for whoever was invited by somebody nearby, who can connect to here when nothing leads there.
    """

    name: str = ""
    listen: ListenAt | None = None
    router: Router | None = None
    helm: Helm | None = None
    on_reply: OnReply | None = None
    open_doors: OpenDoors | None = None
    met: Relation | None = None
    callers: Callers | None = None

    @property
    def listen_at(self) -> ListenAt:
        """Where to wait for people."""
        return self.listen or ANYWHERE


class Offer:
    """The sheet that a host offers, and whether this person takes part in it."""

    def __init__(self, accept: Accept) -> None:
        self._accept = accept
        self._sheet: Sheet | None = None

    async def decide(self, untrusted_sheet: bytes, _: bytes) -> str:
        """The role to take. Raises InvalidSheet, and what `accept` raises."""
        self._sheet = await asyncio.to_thread(decode_sheet, untrusted_sheet)
        return await self._accept(self._sheet)

    @property
    def sheet(self) -> Sheet:
        """The sheet, once it was accepted."""
        if self._sheet is None:
            raise MisuseError("nothing was offered")
        return self._sheet


async def _nobody_agreed(sheet: Sheet, verdict: Verdict) -> bool:
    """Without somebody to ask there is no further run."""
    return False


async def _nobody_knows(name: str) -> bool:
    """Without somebody to ask it is somebody else."""
    return False


@dataclass(frozen=True, slots=True)
class Around:
    """What a negotiation needs from around it.

    Attributes:
        report: is told every Stage, always in the thread of the event loop.
        folder: where this person's data is, and the store if none is given.
        at_table: is given, once everybody is connected, the way to say how far this person is.
        is_fine: whether the person has nothing to add to the sheet, when all are there.
        at_desk: is given, where somebody is not fine with the sheet, the means to suggest, accept and refuse changes;
            None where nobody is asked: then every change is refused.
        same_words: is asked, before anything else, whether everybody sees these check words; False ends the meeting,
            None goes on with people whom nobody has checked.
        again: is asked before a further run.
        new_identity: is asked, with the name, when somebody calls himself like a person who was met and is not
            recognised as that person; False ends the meeting.
        resume: is asked before a new run where the lost one had begun to compare; None where there is nobody to ask.
            Then such a loss is the end.
        without: is asked, in groups, when somebody is gone and nothing was opened; None where there is nobody to ask.
            Then whoever can come back is waited for, and the others cannot go on without him.
        reunite: returns, where the others were lost before they signed the result, when they are to be looked for; None
            where it ends then.
        taken_back: is told the items in which the person takes something back, so that the earlier answer counts.
        why_wait: is asked now and then, in another thread, whether there is a reason not to work ahead.
        may_keep: whether inputs may be kept, sealed, for a further run where the sheet allows one.
        agreement_files: whether to write the agreement to a file too, in the clear. It is kept as a record anyhow.
        refuse_own: whether an invite that this very folder shows is refused (E19); on terminals one person may try both
            sides.
        store: this person's open store; else the one of the folder is opened.
        ways: how to come together.
        reconnect_s: for so long a lost connection is tried again by itself, in seconds; 0 for not at all.
        at_stay: is given the means to end without leaving, before that is asked for; then this program can come back
            into the meeting when it is started again, also after it was killed (desktop.going_back). None where
            nothing is kept for that.
        at_pen: is given, after a result that is kept, the means to write it down together with the others; None where
            nobody writes, and it ends with the result.
        clock: seconds since 1970.
        random: source of fresh random bytes.
    """

    report: Callable[[Stage], None]
    folder: Path
    at_table: Callable[[Say], None] = _tell_nobody
    is_fine: Callable[[], bool] = _is_fine
    at_desk: Callable[[Desk], None] | None = None
    same_words: Callable[[tuple[str, ...]], Awaitable[bool | None]] = _nobody_looks
    again: Again = _nobody_agreed
    new_identity: Callable[[str], Awaitable[bool]] = _nobody_knows
    resume: Resume | None = None
    without: Without | None = None
    reunite: Callable[[], Awaitable[object]] | None = None
    taken_back: Callable[[tuple[str, ...]], None] = _tell_nobody_back
    why_wait: Callable[[], Waits | None] = why_wait
    may_keep: bool = True
    agreement_files: bool = True
    refuse_own: bool = False
    store: Store | None = None
    ways: Ways = field(default_factory=Ways)
    reconnect_s: float = RECONNECT_S
    at_stay: Callable[[Callable[[], None]], None] | None = None
    at_pen: Callable[[Pen], None] | None = None
    clock: Clock = time.time
    random: Random = secrets.token_bytes
