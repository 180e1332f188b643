"""Every sentence that tells people what went wrong, with its code and what they can do next.

One catalogue for the window and the command line. `explain` turns an exception into the Explanation to show. Codes up
to E49 are those of the screens; E50 to E59 belong to sheets, answers, runs and the command itself.
Never shown: what anybody entered, words of an invite, the text of an exception that was not written for people.

Leaves to others: the words of a sheet and of a result (desktop.wording), progress (desktop.cli).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

SOMEONE = "the other person"
RELEASE_STOPPED = (
    "{name} stopped while the result was being opened. You both may have seen different parts; "
    "here is what was opened on this computer."
)


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of the catalogue.

    Attributes:
        title: the first sentence; {name} and the like are filled in by explain.
        body: the rest, "" for none.
        next_steps: what the person can do, most useful first.
        without_window: what the command line says in place of body, where body speaks of what only the window does.
    """

    title: str
    body: str = ""
    next_steps: tuple[str, ...] = ()
    without_window: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What to show.

    Attributes:
        code: goes to Details, and to the JSON event.
        title, body: complete sentences.
        next_steps: what the person can do.
        problems: what is wrong in a file, one sentence each with its place.
    """

    code: str
    title: str
    body: str
    next_steps: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """Title and body in one line."""
        return f"{self.title} {self.body}".strip()

    @property
    def message(self) -> str:
        """Everything but the next steps in one line."""
        return " ".join((self.summary, *self.problems))


CATALOGUE: Mapping[str, Message] = {
    "E01": Message(
        "You are not connected to a network.",
        "Join the same Wi-Fi as the other person, or plug in a cable.",
        ("Open the network settings.",),
    ),
    "E07": Message(
        "This computer cannot wait for others at {address}.",
        "The address belongs to another computer, or another program uses it.",
        ("Leave out --listen, or choose another port.",),
    ),
    "E09": Message(
        "This network keeps computers apart (often called client isolation).",
        "It is a setting of the Wi-Fi, not of your computer.",
        ("Use a phone hotspot, a cable or a router of your own.",),
    ),
    "E13": Message("This invite has expired.", "Ask {name} for a new one.", ("Paste another invite.",)),
    "E14": Message("This invite was already used.", "If it was not you, tell {name}.", ("Ask for a new one.",)),
    "E15": Message(
        "This invite is incomplete.",
        "Copy all of it, from “Common Ground invite” to the last line.",
        ("Paste the invite again.",),
    ),
    "E16": Message(
        "This invite was made by a newer Common Ground ({v}).",
        "Update this one, or ask for a compatible invite.",
        ("Update Common Ground.",),
    ),
    "E17": Message(
        "{name}’s computer answered, but Common Ground is not open on the Connect page there.",
        "",
        ("Ask whether it is still waiting, and try again.",),
    ),
    "E18": Message(
        "We cannot reach {name}’s computer at {address}.",
        "",
        ("Run `commonground doctor` on both computers.", "Try from the other side.", "Use another network."),
    ),
    "E19": Message("This is your own invite.", "Give it to the other person."),
    "E20": Message("{name} is not ready right now.", "", ("Try again later.",)),
    "E22": Message(
        "This is not the {name} you met before.",
        "It may be a new computer, or someone else using the name.",
        ("Meet again with new words.", "Cancel."),
    ),
    "E24": Message(
        "You have version {a}, {name} has {b}.",
        "They cannot compare with each other. {who} needs the newer one.",
        ("Install the same version on both computers.",),
    ),
    "E25": Message(
        "Connection lost.",
        "Trying again by itself… ({m} min)",
        ("Run `commonground doctor`.", "Start again with a new invite."),
        without_window="It did not come back.",
    ),
    "E26": Message(
        "{name} left.",
        "You can finish your answers and compare later.",
        ("Start again with a new invite when both of you are ready.",),
    ),
    "E27": Message(
        "You have the result.",
        "{name} may not have it yet. Stay connected so both of you get it.",
        ("Ask whether they have it too.",),
        without_window="{name} may not have it yet, and not everyone has signed it.",
    ),
    "E28": Message(
        "The comparison did not add up, so we stopped.",
        "{seen} This can be a fault or an attempt to cheat.",
        ("Compare again with a new invite.",),
    ),
    "E29": Message(
        "{name} is gone.",
        "Wait, or compare without them? Everyone has to agree.",
        ("Wait.", "Start again with a new invite for the others."),
        without_window="Compare without them? Everyone has to agree.",
    ),
    "E30": Message("This file is not a Common Ground sheet.", "", ("Choose another file.",), without_window="{reason}"),
    "E31": Message(
        "This sheet was made with a newer version.",
        "It is not changed. Update to open it.",
        ("Update Common Ground.",),
    ),
    "E32": Message(
        "This sheet is too large ({n} items, at most {max}).", "", ("Choose another sheet.", "Split it in two.")
    ),
    "E38": Message("Your computer was asleep.", "Carrying on where we can."),
    "E39": Message(
        "{name}’s Common Ground stopped.",
        "Waiting for them to open it again.",
        ("Start again with a new invite.",),
        without_window="Nobody got a result. Start again with a new invite.",
    ),
    "E40": Message(
        "Some saved data could not be read.",
        "We made a copy of the file before changing anything. {n} of {m} items were recovered.",
        ("Open the folder with the copy.",),
        without_window="Nothing was changed.",
    ),
    "E41": Message(
        "There is no space left to save.",
        "Free some space; we keep trying. Please do not close the window.",
        ("Free some space.",),
        without_window="Free some space, then compare again.",
    ),
    "E42": Message("We cannot write to {folder}.", "", ("Choose another folder.",)),
    "E43": Message("That passphrase did not work.", "", ("Try again.",)),
    "E44": Message(
        "This system has no password store.",
        "Set a passphrase, or your drafts are protected only by your computer login.",
        ("Set a passphrase.",),
    ),
    "E49": Message(
        "We stopped the connection because the other program behaved unexpectedly.",
        "",
        ("Try again with a new invite.",),
    ),
    "E50": Message(
        "These answers do not fit the sheet.",
        "Nothing was sent.",
        ("Correct the answers file. `commonground sheet answers FILE` prints a blank one that fits.",),
    ),
    "E51": Message(
        "Two people chose the same role of this sheet, or a role is missing.",
        "Nothing was sent.",
        ("Agree on who takes which role.",),
    ),
    "E52": Message(
        "This sheet cannot be used as it is.",
        "",
        ("Run `commonground sheet check FILE`.", "Settle its open terms first."),
    ),
    "E53": Message(
        "This sheet was already used with these people as often as it allows, or it is too early.", "{when}"
    ),
    "E54": Message(
        "This is not an agreement of this sheet, or it was changed.",
        "{reason}",
        ("Ask the person who gave it to you for the original file.",),
    ),
    "E55": Message(
        "This is another sheet than the one you expected.",
        "Nothing was sent.",
        ("Look at it with `commonground join --show`.", "Ask {name} which sheet was meant."),
    ),
    "E56": Message("That is not how the command works.", "{reason}", ("Add --help to see how.",)),
    "E57": Message("You stopped the comparison.", "{seen}"),
    "E58": Message(
        "Common Ground stopped because of a fault of its own.",
        "{where}",
        ("Try again.", "Report this line; it contains nothing that anybody entered."),
    ),
    "E59": Message("The file {file} cannot be read.", "{reason}.", ("Check the name.",)),
}
"""Code -> message. The first table of the product; texts with a placeholder are completed by explain."""

INVITE_NOT_USED = Explanation(
    "E13", "This invite has expired.", "Not everyone came in time.", ("Start again; that makes a new invite.",)
)
"""What whoever invited reads when the time is up."""

_NOTHING_SEEN = "Nobody got a result."
_PARTS_SEEN = "You both may have seen different parts of the result."
_STOPPED = Message("{name} stopped the comparison.", "No result was made.", ("Start again with a new invite.",))
_OTHER_PROGRAM = Message(
    "Your programs cannot compare this sheet with each other.",
    "Nothing was compared.",
    ("Install the same version on both computers.",),
)
_PAIR_APART = Message(
    "Two computers of your group cannot reach each other.", "Nothing was compared.", ("Use another network.",)
)
_REPLY = Message(
    "This is a reply to an invite, not an invite.",
    "It belongs where the invite was made.",
    ("Give it to the person who invited you.",),
)
_OTHER_REPLY = Message(
    "This reply does not belong to the invite that is shown here.",
    "The invite stays valid.",
    ("Ask for a reply to this invite.",),
)
_SPECIAL = {
    "PeerAborted": _STOPPED,
    "CircuitMismatch": _OTHER_PROGRAM,
    "ParametersMismatch": _OTHER_PROGRAM,
    "Mismatch": _OTHER_PROGRAM,
    "PairUnreachable": _PAIR_APART,
    "ReplyNotInvite": _REPLY,
    "ReplyNotForThis": _OTHER_REPLY,
}
_MAX_PLAIN = 500


def plain(text: str) -> str:
    """Text of an author or another person, safe to print: one line, nothing that moves the cursor or turns the
    direction of reading, at most 500 characters."""
    safe = "".join(_visible(character) for character in text[: _MAX_PLAIN + 1])
    return safe if len(safe) <= _MAX_PLAIN else safe[: _MAX_PLAIN - 1] + "…"


def _visible(character: str) -> str:
    if character in "\t\n\r":
        return " "
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else character


def explain(error: BaseException, *, name: str = SOMEONE, opening: bool = False, windowed: bool = False) -> Explanation:
    """What to say about an error.

    Args:
        error: of one of the families of `codes`; anything else is a fault of the program.
        name: what the other person is called.
        opening: the result was already being opened, so both may have seen parts.
        windowed: the window shows it; the command line says nothing of what only the window does.
    """
    code = code_of(error)
    facts = {
        "name": name,
        "seen": _PARTS_SEEN if opening else _NOTHING_SEEN,
        "address": getattr(error, "address", "") or "the address in the invite",
        "folder": str(getattr(error, "folder", "")),
        "v": str(getattr(error, "version", "")),
        "a": getattr(error, "ours", ""),
        "b": getattr(error, "theirs", ""),
        "who": "This computer" if getattr(error, "newer", False) else name,
        "file": str(getattr(error, "file", "")),
        "reason": str(getattr(error, "reason", "")),
    }
    message = _special(error) or CATALOGUE[code]
    if opening and code in _STOPPED_CODES:
        message = Message(RELEASE_STOPPED, "", message.next_steps)
    shown = _filled(code, message, facts, windowed)
    problems = tuple(f"{str(problem).rstrip('.')}." for problem in getattr(error, "problems", ()))
    return replace(shown, problems=problems)


def explanation(code: str, **facts: str) -> Explanation:
    """The message of a code, completed by the facts it needs; for what is found without an exception."""
    return _filled(code, CATALOGUE[code], {"name": SOMEONE, "seen": _NOTHING_SEEN, **facts}, windowed=False)


def _filled(code: str, message: Message, facts: Mapping[str, str], windowed: bool) -> Explanation:
    body = message.body if windowed or message.without_window is None else message.without_window

    def fill(text: str) -> str:
        filled = text.format_map(_Facts(facts)).strip()
        return filled[:1].upper() + filled[1:]

    return Explanation(code, fill(message.title), fill(body), tuple(fill(step) for step in message.next_steps))


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def code_of(error: BaseException) -> str:
    """The code of an error: that of its class, or of the nearest family it belongs to; E58 for anything else."""
    known = codes()
    return next((known[kind] for kind in type(error).__mro__ if kind in known), "E58")


_STOPPED_CODES = frozenset({"E18", "E20", "E25", "E26", "E39", "E49"})


def _special(error: BaseException) -> Message | None:
    """The few errors that share a code with another one and need their own sentence."""
    from desktop.ledger import RunRefused

    if isinstance(error, RunRefused):
        from desktop.wording_runs import refusal

        return refusal(error.verdict)
    return _SPECIAL.get(type(error).__name__)


def known_families() -> tuple[type[BaseException], ...]:
    """What a command expects to go wrong. A MisuseError is not among it: that is a fault of the program."""
    from crypto.errors import MisuseError

    return tuple(kind for kind in codes() if kind is not MisuseError)


def codes() -> Mapping[type[BaseException], str]:
    """Every error family and class that people can meet -> its code."""
    # Imported here: --help and --version need none of it.
    from crypto import errors as crypto
    from desktop import ledger
    from desktop.deals import errors as deals
    from desktop.store import errors as store
    from p2p import errors as p2p

    return {
        crypto.MisuseError: "E58",
        crypto.PeerError: "E28",
        crypto.CheatingDetected: "E28",
        crypto.MalformedMessage: "E49",
        crypto.PeerAborted: "E26",
        deals.InvalidSheet: "E52",
        deals.InvalidAnswers: "E50",
        deals.RolesClash: "E51",
        deals.InvalidAgreement: "E54",
        deals.OtherSheet: "E55",
        deals.FileUnreadable: "E59",
        ledger.RunRefused: "E53",
        p2p.NetworkError: "E25",
        p2p.NoNetwork: "E01",
        p2p.CannotListen: "E07",
        p2p.PeerUnreachable: "E18",
        p2p.NetworkKeepsApart: "E09",
        p2p.PairUnreachable: "E18",
        p2p.ConnectionRefused: "E17",
        p2p.ConnectionLost: "E25",
        p2p.PeerStopped: "E39",
        p2p.PeerLeft: "E26",
        p2p.TimedOut: "E25",
        p2p.Declined: "E20",
        p2p.RolesRefused: "E51",
        p2p.InviteError: "E15",
        p2p.InviteIncomplete: "E15",
        p2p.NotAnInvite: "E15",
        p2p.InviteDamaged: "E15",
        p2p.ReplyNotInvite: "E15",
        p2p.ReplyNotForThis: "E15",
        p2p.InviteExpired: "E13",
        p2p.InviteUsed: "E14",
        p2p.InviteNewer: "E16",
        p2p.OwnInvite: "E19",
        p2p.Mismatch: "E24",
        p2p.VersionMismatch: "E24",
        p2p.SheetMismatch: "E55",
        p2p.CircuitMismatch: "E24",
        p2p.ParametersMismatch: "E24",
        p2p.RosterMismatch: "E49",
        p2p.ChannelError: "E49",
        store.StoreError: "E40",
        store.StoreFull: "E41",
        store.StoreNotWritable: "E42",
        store.StoreUnreadable: "E40",
        store.StoreInUse: "E40",
        store.StoreClosed: "E40",
        store.NoStore: "E40",
        store.StoreDamaged: "E40",
        store.RolledBack: "E40",
        store.StaleVersion: "E40",
        store.NewerFormat: "E31",
        store.PassphraseNeeded: "E43",
        store.WrongPassphrase: "E43",
        store.NoKeystore: "E44",
    }
