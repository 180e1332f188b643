"""Every error has its sentence; nothing is promised that nobody can keep; hostile text stays one plain line."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import crypto
import desktop.deals
import desktop.store
import p2p
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerAborted
from desktop.deals.errors import InvalidAnswers, InvalidSheet, OtherSheet, Problem, RolesClash
from desktop.strings.errors import (
    CATALOGUE,
    code_of,
    codes,
    explain,
    explanation,
    known_families,
    plain,
    words_burned_here,
)
from p2p.errors import (
    CheckWordsDiffer,
    ConnectionLost,
    ConnectionRefused,
    DiscoveryFailed,
    InviteExpired,
    InviteNewer,
    NetworkKeepsApart,
    NobodyNearby,
    NotOurWords,
    PairUnreachable,
    PeerLeft,
    PeerUnreachable,
    RouterProblem,
    RouterRefused,
    SeveralNearby,
    VersionMismatch,
    WordsBurned,
    WordsWrong,
)

INTERNAL = {
    # Never meet a person: raised and caught inside the domain, meant for programs, or a base class without instances.
    "crypto.bristol.InvalidCircuit",
    "crypto.builder.CircuitTooLarge",
    "desktop.deals.errors._Problems",
    "desktop.deals.rule.TooManyOutcomes",
    "desktop.store.errors._At",
    "desktop.store.sealed.Damaged",
    "desktop.store.sealed.TooNew",
    "desktop.store.sealed.WrongKey",
    "p2p.dial._Silent",
}


def every_error() -> Iterator[type[BaseException]]:
    """Every exception class defined in crypto, p2p, deals and store."""
    for package in (crypto, p2p, desktop.deals, desktop.store):
        for module_info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(module_info.name)
            for value in vars(module).values():
                if isinstance(value, type) and issubclass(value, Exception) and value.__module__ == module.__name__:
                    yield value


def test_every_error_has_its_code() -> None:
    known = codes()
    missing = [
        name
        for error in every_error()
        if (name := f"{error.__module__}.{error.__qualname__}") not in INTERNAL and error not in known
    ]
    assert missing == []


def test_every_code_is_in_the_catalogue() -> None:
    assert set(codes().values()) <= set(CATALOGUE)


def test_the_catalogue_holds_what_the_command_line_needs() -> None:
    needed = "E01 E13 E14 E15 E16 E17 E18 E19 E20 E24 E25 E26 E28 E30 E31 E32 E39 E41 E42 E49"
    needed += " E50 E51 E52 E53 E54 E55"
    assert set(needed.split()) <= set(CATALOGUE)


def test_no_placeholder_is_left_over() -> None:
    for code in CATALOGUE:
        shown = explanation(code)
        assert "{" not in shown.message + "".join(shown.next_steps), code
        assert shown.message, code


@pytest.mark.parametrize("word", ["!", "exception", "peer", "protocol", "handshake", "socket", "timeout"])
def test_forbidden_words(word: str) -> None:
    for code, message in CATALOGUE.items():
        if code in {"E56", "E58"}:
            continue
        assert word not in f"{message.title} {message.body} {message.without_window or ''}".lower(), code


def test_exact_copy_of_some_messages() -> None:
    assert explain(InviteExpired(), name="Ana").message == "This invite has expired. Ask Ana for a new one."
    assert (
        explain(PeerUnreachable(address="192.168.4.23"), name="Ana").message
        == "We cannot reach Ana’s computer at 192.168.4.23."
    )
    assert explain(ConnectionRefused()).message.startswith("The other person’s computer answered, but Common Ground")
    assert "client isolation" in explain(NetworkKeepsApart()).message
    assert explain(InviteNewer(version=3)).message.startswith("This invite was made by a newer Common Ground (3).")
    shown = explain(VersionMismatch(ours="1.0", theirs="2.0", newer=True), name="Ana").message
    assert (
        shown
        == "You have version 1.0, Ana has 2.0. They cannot compare with each other. This computer needs the newer one."
    )


def test_the_window_says_what_only_the_window_does() -> None:
    assert "Trying again by itself" in explain(ConnectionLost(), windowed=True).message
    assert "Trying again by itself" not in explain(ConnectionLost()).message


def test_before_and_after_the_first_opening() -> None:
    assert "Nobody got a result." in explain(CheatingDetected("secret detail")).message
    assert "You both may have seen different parts of the result." in explain(CheatingDetected(), opening=True).message
    assert explain(PeerAborted(), name="Ana").message == "Ana stopped the comparison. No result was made."
    assert explain(PeerAborted(), name="Ana", opening=True).message == (
        "Ana stopped while the result was being opened. You both may have seen different parts; "
        "here is what was opened on this computer."
    )
    assert explain(ConnectionLost(), name="Ana", opening=True).message.startswith("Ana stopped while the result")


def test_the_text_of_an_exception_is_not_shown() -> None:
    for error in (CheatingDetected, MalformedMessage, PeerAborted, ConnectionLost, OtherSheet):
        assert "marker-4711" not in explain(error("marker-4711")).message


def test_problems_are_listed_for_their_author() -> None:
    problem = Problem('item "pay"', "an amount is missing")
    assert 'tem "pay": an amount is missing' in explain(InvalidSheet([problem])).message
    assert explain(InvalidSheet([problem])).code == "E52"
    assert explain(InvalidAnswers([problem])).code == "E50"
    assert explain(RolesClash([problem])).code == "E51"


def test_a_fault_of_the_program_is_none_of_the_expected_families() -> None:
    assert not issubclass(MisuseError, known_families())
    assert code_of(MisuseError()) == "E58"
    assert code_of(KeyError("x")) == "E58"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tand more", "two lines and more"),
        ("\x1b[2Jclear", "[2Jclear"),
        ("left\u202eright", "leftright"),
        ("zero\u200bwidth", "zerowidth"),
        ("\ud800half", "half"),
        ("naïve – “quotes” 漢字", "naïve – “quotes” 漢字"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_plain_is_never_longer_than_500() -> None:
    assert len(plain("x" * 10_000)) == 500
    assert plain("x" * 10_000).endswith("…")
    assert not re.search(r"[\x00-\x1f]", plain("".join(map(chr, range(256)))))


def test_exact_copy_about_words_and_people_nearby() -> None:
    assert explain(DiscoveryFailed()).message == (
        "Looking for people nearby does not work on this computer right now. Invites still work."
    )
    assert explain(NobodyNearby()).message == "We cannot see anyone showing these words on this network."
    wrong = "Those words do not match. Ask them to read the words again. "
    assert explain(WordsWrong(tries_left=2)).message == wrong + "2 tries left."
    assert explain(WordsWrong(tries_left=1)).message == wrong + "1 try left."
    assert explain(WordsBurned()).message == "For safety this invite is now closed. Ask for new words."
    assert words_burned_here().message == "Someone tried three times with wrong words. Nothing was shared."
    assert explain(CheckWordsDiffer()).message == (
        "Stop: the words are different. Someone may be in between, or you connected to the wrong person. "
        "We closed the connection. Nothing was shared."
    )
    assert explain(SeveralNearby(name="Ana", device_words=("oak", "fox"))).message == (
        "Two people use the name Ana. Check the second word on their screens."
    )
    assert "oak, fox" in explain(SeveralNearby(device_words=("oak", "fox"))).message
    assert "The second word is not in the list." in explain(NotOurWords(place=2)).message
    codes_ = [explain(error()).code for error in (DiscoveryFailed, NobodyNearby, WordsWrong, WordsBurned)]
    assert codes_ == ["E08", "E10", "E11", "E12"]
    assert [explain(error()).code for error in (CheckWordsDiffer, SeveralNearby)] == ["E21", "E34"]


def test_who_cannot_reach_whom_is_named() -> None:
    people = (("Cem", ""), ("Ana", ""), ("", "client_team"), ("", ""))
    told = explain(PairUnreachable(pairs=((1, 2),), people=people))
    assert (told.code, told.title) == ("E18", "Ana’s and the client team’s computers cannot reach each other.")
    assert told.body == "Nothing was compared."
    assert told.problems == ()
    several = explain(PairUnreachable(pairs=((1, 2), (2, 3)), people=people))
    assert several.problems == ("The client team’s and person 4’s computers cannot reach each other.",)
    nameless = explain(PairUnreachable(pairs=((0, 5),)))
    assert nameless.title == "Person 1’s and person 6’s computers cannot reach each other."
    hostile = explain(PairUnreachable(pairs=((0, 1),), people=(("{folder}\u202e", ""), ("B", ""))))
    assert hostile.title == "{folder}’s and B’s computers cannot reach each other."


def test_a_group_member_who_is_gone() -> None:
    for error in (PeerLeft(seat=1), ConnectionLost(seat=1)):
        told = explain(error, name="Ana", group=True)
        assert (told.code, told.title) == ("E29", "Ana is gone.")
        assert "Everyone has to agree." in told.body
    assert explain(PeerLeft(seat=1), name="Ana").code == "E26"
    assert explain(PeerLeft(seat=1), name="Ana", group=True, opening=True).title.startswith("Ana stopped while")
    assert explain(MalformedMessage(), name="Ana", group=True).code == "E49"


@pytest.mark.parametrize("problem", list(RouterProblem))
def test_a_router_that_refuses_is_told_in_words(problem: RouterProblem) -> None:
    told = explain(RouterRefused(problem))
    assert told.title == "Your router does not let people from other networks in."
    assert told.body.endswith(".")
    assert len(told.body) > 20
