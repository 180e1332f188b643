"""Every sentence that tells people what went wrong, with its code and what they can do next.

`explain` turns an exception into the Explanation to show, with the sentences of desktop.strings.catalogue.
Never shown: what anybody entered, words of an invite, the text of an exception that was not written for people.

Leaves to others: the words of a sheet and of a result (desktop.strings.outcome), progress (desktop.cli).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.deals.role_names import role_name
from desktop.language import capitalised, enumerated, mark, tr, tr_n, translated, translated_with
from desktop.strings.catalogue import CATALOGUE, Message

SOMEONE = mark("the other person")
RELEASE_STOPPED = mark(
    "{name} stopped while the result was being opened. You both may have seen different parts; "
    "here is what was opened on this computer."
)


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
    def in_window(self) -> tuple[str, ...]:
        """What the person can do, but for commands to type."""
        return tuple(step for step in self.next_steps if "`" not in step and "--" not in step)

    @property
    def summary(self) -> str:
        """Title and body in one line."""
        return f"{self.title} {self.body}".strip()

    @property
    def message(self) -> str:
        """Everything but the next steps in one line."""
        return " ".join((self.summary, *self.problems))


_WORDS_BURNED_HERE = Message(
    "Someone tried three times with wrong words.", "Nothing was shared.", ("Start again; that makes new words.",)
)
_INVITE_NOT_USED = Message(
    "This invite has expired.", "Not everyone came in time.", ("Start again; that makes a new invite.",)
)
_NOTHING_SEEN = mark("Nobody got a result.")
_PARTS_SEEN = mark("You both may have seen different parts of the result.")
_STOPPED = Message("{name} stopped the comparison.", "No result was made.", ("Start again with a new invite.",))
_OTHER_PROGRAM = Message(
    "Your programs cannot compare this sheet with each other.",
    "Nothing was compared.",
    ("Install the same version on both computers.",),
)
_PAIR = mark("{one}’s and {other}’s computers cannot reach each other.")
_PAIRS = Message(
    "{pair}",
    "Nothing was compared.",
    (
        "Have one of the two use another network, a phone hotspot or a cable; then start again with a new invite.",
        "Run `commonground doctor` on both computers.",
    ),
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
_NOT_OUR_WORDS = Message("{which}", "Words are three, parted by spaces; each is in our list.", ("Correct the words.",))
_NOT_WORDS = mark("Those are not the words of an invite.")
_WRONG_PLACE = mark(
    {
        1: "The first word is not in the list.",
        2: "The second word is not in the list.",
        3: "The third word is not in the list.",
    }
)
_SEVERAL = Message(
    "More than one person nearby could be meant: {device_words}.",
    "Ask which word is on their screen.",
    ("Choose by that word: `commonground join --from WORD`.",),
)
_PASSPHRASE = Message(
    "Enter your passphrase.",
    "What is kept on this computer is encrypted with it.",
    ("Open Common Ground with a window; there it is asked for.",),
)
_NEWER = Message(
    "What is kept on this computer was saved by a newer version.",
    "It is not changed. Update to open it.",
    ("Update Common Ground.",),
)
_ROUTER = Message(
    "Your router does not let people from other networks in.",
    "{why}",
    ("Use an invite within one network.", "Use a phone hotspot for both computers."),
)
_WHY_ROUTER = mark(
    {
        "UNAVAILABLE": "This program cannot ask routers on this kind of computer.",
        "NO_ROUTER": "No router answered. Often this is switched off there; it is called UPnP.",
        "REFUSED": "It answered, but did not allow it.",
        "TAKEN": "It uses this port for another computer.",
        "BEHIND_ANOTHER": "It is behind another router itself, so nobody could come in through it.",
        "SLOW": "It did not answer in time.",
    }
)
_SPECIAL = {
    "PeerAborted": _STOPPED,
    "CircuitMismatch": _OTHER_PROGRAM,
    "ParametersMismatch": _OTHER_PROGRAM,
    "Mismatch": _OTHER_PROGRAM,
    "NotOurWords": _NOT_OUR_WORDS,
    "PassphraseNeeded": _PASSPHRASE,
    "NewerFormat": _NEWER,
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


def call(name: str, role: str, seat: int) -> str:
    """How to speak of somebody: by the name given, else by the role, else by the seat, from 0."""
    if name := plain(name):
        return name
    if role:
        return tr("the {role}", role=plain(role_name(role)))
    return tr("person {n}", n=seat + 1)


def explain(
    error: BaseException,
    *,
    name: str = SOMEONE,
    opening: bool = False,
    windowed: bool = False,
    group: bool = False,
) -> Explanation:
    """What to say about an error.

    Args:
        error: of one of the families of `codes`; anything else is a fault of the program.
        name: what the other person is called.
        opening: the result was already being opened, so both may have seen parts.
        windowed: the window shows it; the command line says nothing of what only the window does.
        group: there are more than two people, and `name` is one of the others.
    """
    code = code_of(error)
    if group and not opening and code in _GONE_CODES:
        code = "E29"
    name = somebody(name)
    facts = {
        "name": getattr(error, "called", "") or name,
        "seen": translated(_PARTS_SEEN if opening else _NOTHING_SEEN),
        "address": getattr(error, "address", "") or tr("the address in the invite"),
        "folder": str(getattr(error, "folder", "")),
        "v": str(getattr(error, "version", "")),
        "a": getattr(error, "ours", ""),
        "b": getattr(error, "theirs", ""),
        "who": tr("This computer") if getattr(error, "newer", False) else capitalised(name),
        "file": str(getattr(error, "file", "")),
        "reason": str(getattr(error, "reason", "")),
    }
    message = (None if code == "E29" else _special(error)) or CATALOGUE[code]
    facts |= _facts_of_words(error) | _facts_of_others(error)
    if opening and code in _STOPPED_CODES:
        message = replace(message, title=RELEASE_STOPPED, body="", without_window=None)
    shown = _filled(code, message, facts, windowed)
    told = (*getattr(error, "problems", ()), *_pairs_of(error)[1:])
    return replace(shown, problems=tuple(f"{str(problem).rstrip('.')}." for problem in told))


def somebody(name: str) -> str:
    """What the other person is called; SOMEONE in the language of the window."""
    return translated(name) if name == SOMEONE else name


def words_burned_here() -> Explanation:
    """What whoever shows words reads when they are burned."""
    return _filled("E12", _WORDS_BURNED_HERE, {}, windowed=False)


def invite_not_used(*, windowed: bool = False) -> Explanation:
    """What whoever invited reads when the time is up."""
    return _filled("E13", _INVITE_NOT_USED, {}, windowed=windowed)


def explanation(code: str, *, windowed: bool = False, **facts: str) -> Explanation:
    """The message of a code, completed by the facts it needs; for what is found without an exception."""
    known = {"name": somebody(SOMEONE), "seen": translated(_NOTHING_SEEN)}
    return _filled(code, CATALOGUE[code], {**known, **facts}, windowed=windowed)


def _filled(code: str, message: Message, facts: Mapping[str, str], windowed: bool) -> Explanation:
    body = message.body if windowed or message.without_window is None else message.without_window

    def fill(text: str) -> str:
        return capitalised(translated_with(text, facts).strip())

    return Explanation(code, fill(message.title), fill(body), tuple(fill(step) for step in message.next_steps))


def code_of(error: BaseException) -> str:
    """The code of an error: that of its class, or of the nearest family it belongs to; E58 for anything else."""
    known = codes()
    return next((known[kind] for kind in type(error).__mro__ if kind in known), "E58")


_STOPPED_CODES = frozenset({"E18", "E20", "E25", "E26", "E39", "E49"})
_GONE_CODES = frozenset({"E25", "E26", "E39"})


def _pairs_of(error: BaseException) -> list[str]:
    """Who cannot reach whom, a sentence for each pair."""
    from p2p.errors import PairUnreachable

    if not isinstance(error, PairUnreachable):
        return []
    people = dict(enumerate(error.people))
    names = {seat: call(*people.get(seat, ("", "")), seat) for pair in error.pairs for seat in pair}
    return [capitalised(translated(_PAIR, one=names[one], other=names[other])) for one, other in error.pairs]


def _special(error: BaseException) -> Message | None:
    """The few errors that share a code with another one and need their own sentence."""
    from desktop.ledger import RunRefused
    from p2p.errors import RouterRefused

    if isinstance(error, RunRefused):
        from desktop.strings.runs import refusal

        return refusal(error.verdict)[0]
    if type(error).__name__ == "SeveralNearby" and not getattr(error, "name", ""):
        return _SEVERAL
    if _pairs_of(error):
        return _PAIRS
    if isinstance(error, RouterRefused):
        return _ROUTER
    return _SPECIAL.get(type(error).__name__)


def _facts_of_words(error: BaseException) -> dict[str, str]:
    """What the errors about words and people nearby add. Never a word that somebody typed."""
    from p2p import errors as p2p

    if isinstance(error, p2p.WordsWrong):
        return {"tries": tr_n("{n} try left.", "{n} tries left.", error.tries_left)}
    if isinstance(error, p2p.NotOurWords):
        return {"which": translated(_WRONG_PLACE.get(error.place, _NOT_WORDS))}
    if isinstance(error, p2p.SeveralNearby):
        return {"device_words": enumerated(error.device_words), "name": plain(error.name)}
    return {}


def _facts_of_others(error: BaseException) -> dict[str, str]:
    """What the errors about runs, routers and who cannot reach whom add."""
    from desktop.ledger import RunRefused
    from p2p.errors import RouterRefused

    if isinstance(error, RunRefused):
        from desktop.strings.runs import refusal

        return refusal(error.verdict)[1]
    if isinstance(error, RouterRefused):
        return {"why": translated(_WHY_ROUTER[error.problem.name])}
    pairs = _pairs_of(error)
    return {"pair": pairs[0]} if pairs else {}


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
    from p2p import known

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
        p2p.RouterRefused: "E18",
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
        p2p.NotOurWords: "E11",
        p2p.WordsWrong: "E11",
        p2p.WordsBurned: "E12",
        p2p.NobodyNearby: "E10",
        p2p.SeveralNearby: "E34",
        p2p.CannotCount: "E42",
        p2p.DiscoveryFailed: "E08",
        p2p.CheckWordsDiffer: "E21",
        p2p.Mismatch: "E24",
        p2p.VersionMismatch: "E24",
        p2p.SheetMismatch: "E55",
        p2p.CircuitMismatch: "E24",
        p2p.ParametersMismatch: "E24",
        p2p.RosterMismatch: "E49",
        known.NewIdentity: "E22",
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
