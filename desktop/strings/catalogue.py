"""The sentences of every error by its code: exact copy, one for the window and the command line.

Codes up to E49 are those of the screens; E50 to E59 belong to sheets, answers, runs and the command itself.

Leaves to others: which error has which code, and filling in the facts (desktop.strings.errors).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
    "E08": Message(
        "Looking for people nearby does not work on this computer right now.",
        "Invites still work.",
        ("Show an invite.", "Run `commonground doctor`."),
    ),
    "E09": Message(
        "This network keeps computers apart (often called client isolation).",
        "It is a setting of the Wi-Fi, not of your computer.",
        ("Use a phone hotspot, a cable or a router of your own.",),
    ),
    "E10": Message(
        "We cannot see anyone showing these words on this network.",
        "",
        (
            "Enter the address on their screen: `commonground join --at ADDRESS`.",
            "Ask them to send the invite text.",
            "Run `commonground doctor`.",
        ),
    ),
    "E11": Message(
        "Those words do not match.",
        "Ask them to read the words again. {tries}",
        ("Correct the words.",),
    ),
    "E12": Message("For safety this invite is now closed.", "Ask for new words.", ("Ask for new words.",)),
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
    "E21": Message(
        "Stop: the words are different.",
        "Someone may be in between, or you connected to the wrong person. We closed the connection. "
        "Nothing was shared.",
        ("Start again with spoken words.",),
    ),
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
    "E33": Message(
        "{name} changed the sheet.",
        "Please look at the marked lines.",
        ("Review.", "Reject change."),
    ),
    "E38": Message("Your computer was asleep.", "Carrying on where we can."),
    "E34": Message(
        "Two people use the name {name}.",
        "Check the second word on their screens.",
        ("Choose by that word: `commonground join --from WORD`.",),
    ),
    "E39": Message(
        "{name}’s Common Ground stopped.",
        "Waiting for them to open it again.",
        ("Start again with a new invite.",),
        without_window="Nobody got a result.",
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
    "E45": Message("Common Ground closed unexpectedly last time.", "Your work is here. Nothing was sent."),
    "E47": Message(
        "Could not check for updates.", "You can look on the download page.", ("Open the download page, or try later.",)
    ),
    "E48": Message("This system cannot hide the window from screenshots.", "Use Cover (F9) instead."),
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
        ("Run `commonground sheet check FILE`.",),
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
