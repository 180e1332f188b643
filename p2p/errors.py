"""What can go wrong between computers. The docstring of each class is the sentence a participant reads.

Families: NetworkError is nobody's fault, InviteError is about the pasted text, Mismatch and ChannelError are PeerErrors
(the two programs do not fit together, or the other one broke the rules). crypto.errors holds the rest:
MalformedMessage, CheatingDetected, PeerAborted, MisuseError.

Leaves to others: translated texts, codes and what to do next (desktop.strings.errors).
"""

from __future__ import annotations

from enum import StrEnum

from crypto.errors import PeerError


class NetworkError(Exception):
    """The connection did not work.

    Attributes:
        seat: the seat of the person concerned, from 0, or None where it is not known.
    """

    def __init__(self, message: str = "", *, seat: int | None = None) -> None:
        self.seat = seat
        super().__init__(message)


class NoNetwork(NetworkError):
    """This computer is not connected to a network."""


class CannotListen(NetworkError):
    """This computer cannot be reached at the address that was asked for."""


class PeerUnreachable(NetworkError):
    """The other computer cannot be reached at any of its addresses.

    Attributes:
        address: the first address tried, for the message.
    """

    def __init__(self, message: str = "", *, address: str = "", seat: int | None = None) -> None:
        self.address = address
        super().__init__(message, seat=seat)


class NetworkKeepsApart(PeerUnreachable):
    """This network keeps computers apart."""


class PairUnreachable(NetworkError):
    """Two computers of the group cannot reach each other.

    Attributes:
        pairs: the pairs of seats, from 0, that could not connect.
        people: name and role of everybody, by seat; "" where there is none.
    """

    def __init__(
        self,
        message: str = "",
        *,
        pairs: tuple[tuple[int, int], ...] = (),
        people: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.pairs = pairs
        self.people = people
        super().__init__(message)


class ConnectionRefused(NetworkError):
    """The other computer answered, but Common Ground is not waiting there.

    Attributes:
        closed: no program listens there at all.
    """

    def __init__(self, message: str = "", *, closed: bool = False, seat: int | None = None) -> None:
        self.closed = closed
        super().__init__(message, seat=seat)


class ConnectionLost(NetworkError):
    """The connection was lost.

    Attributes:
        silent: nothing was heard any more; the other computer did not end it.
    """

    def __init__(self, message: str = "", *, silent: bool = False, seat: int | None = None) -> None:
        self.silent = silent
        super().__init__(message, seat=seat)


class PeerStopped(ConnectionLost):
    """The other person's Common Ground stopped unexpectedly."""


class PeerLeft(NetworkError):
    """The other person left."""


class TimedOut(NetworkError):
    """The other computer did not answer in time."""


class RouterProblem(StrEnum):
    """Why a router does not let people from other networks in."""

    UNAVAILABLE = "this program cannot ask"
    NO_ROUTER = "no router answered"
    REFUSED = "it did not allow it"
    TAKEN = "the port is another computer's"
    BEHIND_ANOTHER = "it is behind another router itself"
    SLOW = "it did not answer in time"


class RouterRefused(NetworkError):
    """The router does not let people from other networks in.

    Attributes:
        problem: why.
    """

    def __init__(self, problem: RouterProblem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class Declined(NetworkError):
    """The other person is not ready right now."""


class RolesRefused(NetworkError):
    """Two people hold the same role of this sheet, or a role is missing."""


class InviteError(Exception):
    """This invite does not work."""


class InviteIncomplete(InviteError):
    """This invite is incomplete. Copy all of it."""


class NotAnInvite(InviteIncomplete):
    """There is no invite in this text."""


class ReplyNotInvite(NotAnInvite):
    """This is a reply to an invite. It belongs where the invite was made."""


class ReplyNotForThis(NotAnInvite):
    """This is not a reply to the invite that is shown here."""


class InviteDamaged(InviteIncomplete):
    """This invite was changed on the way. Copy all of it again."""


class InviteExpired(InviteError):
    """This invite has expired. Ask for a new one."""


class InviteUsed(InviteError):
    """This invite was already used."""


class InviteNewer(InviteError):
    """This invite was made by a newer Common Ground.

    Attributes:
        version: the invite format it needs.
    """

    def __init__(self, message: str = "", *, version: int = 0) -> None:
        self.version = version
        super().__init__(message)


class OwnInvite(InviteError):
    """This is your own invite. Give it to the other person."""


class NotOurWords(InviteError):
    """There are three words, all from the list.

    Attributes:
        place: the first word that is in no list, from 1; 0 when there are not three.
    """

    def __init__(self, message: str = "", *, place: int = 0) -> None:
        self.place = place
        super().__init__(message)


class WordsWrong(InviteError):
    """Those words do not match. Ask them to read the words again.

    Attributes:
        tries_left: how often words can still be tried, 1 or more.
    """

    def __init__(self, message: str = "", *, tries_left: int = 1) -> None:
        self.tries_left = tries_left
        super().__init__(message)


class WordsBurned(InviteError):
    """For safety this invite is now closed. Ask for new words."""


class NobodyNearby(NetworkError):
    """Nobody on this network is showing an invite."""


class SeveralNearby(NetworkError):
    """Several people nearby could be meant.

    Attributes:
        device_words: the words by which their computers can be told apart.
        name: the name that two of them share, or "".
    """

    def __init__(self, message: str = "", *, device_words: tuple[str, ...] = (), name: str = "") -> None:
        self.device_words = device_words
        self.name = name
        super().__init__(message)


class CannotCount(NetworkError):
    """This computer cannot keep count of how often words were tried, so it does not try them.

    Attributes:
        folder: where it would be kept.
    """

    def __init__(self, message: str = "", *, folder: str = "") -> None:
        self.folder = folder
        super().__init__(message)


class DiscoveryFailed(NetworkError):
    """Looking for people nearby does not work on this computer right now."""


class CheckWordsDiffer(PeerError):
    """The words on the two screens are different: somebody may be in between."""


class Mismatch(PeerError):
    """The two programs do not agree on what to compare. Nothing was compared."""


class VersionMismatch(Mismatch):
    """The versions of the two programs cannot work together.

    Attributes:
        ours: version of this program.
        theirs: version of the other program, untrusted text of at most 16 printable characters.
        newer: who needs the newer program: True if the other side is ahead of this one.
    """

    def __init__(self, message: str = "", *, ours: str = "", theirs: str = "", newer: bool = False) -> None:
        self.ours = ours
        self.theirs = theirs
        self.newer = newer
        super().__init__(message)


class SheetMismatch(Mismatch):
    """The two computers do not hold the same sheet. Nothing was compared."""


class CircuitMismatch(Mismatch):
    """The two programs turn this sheet into different comparisons. Nothing was compared."""


class ParametersMismatch(Mismatch):
    """The two programs use different settings for the comparison. Nothing was compared."""


class RosterMismatch(Mismatch):
    """The computers do not agree on who takes part. Nothing was compared."""


class ChannelError(PeerError):
    """The connection was closed because something on it did not check out. Nothing more was revealed."""
