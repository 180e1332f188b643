"""host --with and join --with: somebody one has met before, and no invite.

Leaves to others: finding each other (desktop.met), what follows (desktop.cli.meet).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from desktop.cli.files import data_folder
from desktop.cli.output import Output, WrongUsage
from desktop.kept.relations import Relation
from desktop.met import NotMet, look_for, who
from desktop.paths import STORE_FOLDER
from desktop.store import open_or_create
from desktop.strings.errors import plain
from p2p.addresses import is_loopback
from p2p.errors import CannotListen
from p2p.invite import parse_invite
from p2p.listener import parse_listen


def known_person(named: Sequence[str], people: int = 2) -> Relation:
    """Who is meant.

    Args:
        named: names or ids, as often as --with was given.
        people: how many compare.

    Raises:
        WrongUsage: nobody, or more than one, in which case it says who could be meant; or not two people compare.
    """
    if people != 2 or len(named) != 1:
        raise WrongUsage(
            "--with is for two people. A group meets by an invite or by words; whoever met before is recognised there."
        )
    with open_or_create(data_folder() / STORE_FOLDER) as store:
        try:
            found = who(store, named[0])
        except NotMet as error:
            if not error.met:
                raise WrongUsage("--with: you have not met anybody yet; the first time takes an invite.") from error
            everybody = "; ".join(_in_words(relation) for relation in error.met)
            several = "more than one person has this name" if error.ambiguous else "nobody you met has this name or id"
            raise WrongUsage(f"--with: {several}. You met {everybody}.") from error
    if not found.ways:
        raise WrongUsage("--with: your last meeting left nothing to come together by; it takes an invite once more.")
    return found


def _in_words(relation: Relation) -> str:
    day = time.strftime("%Y-%m-%d", time.gmtime(relation.met))
    return f"{plain(relation.known_as) or 'somebody without a name'} ({relation.id}) on {day}"


def what_it_is_called(relation: Relation) -> str:
    """How to speak of somebody."""
    return plain(relation.known_as) or relation.id


def show_waiting(relation: Relation, output: Output, then: Callable[[str], None]) -> Callable[[str], None]:
    """What a host says in place of an invite.

    Args:
        then: is given the invite, which is shown to nobody.
    """

    def show(line: str) -> None:
        invite = parse_invite(line)
        outside = [address for address in invite.addresses if not is_loopback(address)] or list(invite.addresses)
        place = f"[{outside[0]}]:{invite.port}" if ":" in outside[0] else f"{outside[0]}:{invite.port}"
        output.event("waiting", {"with": relation.id, "at": place})
        output.note(f"Waiting for {what_it_is_called(relation)}, who needs no invite. If asked: --at {place}")
        then(line)

    return show


async def find(relation: Relation, at: str | None, output: Output) -> tuple[tuple[str, ...], int]:
    """Where the other one waits: where it was said, or on this network.

    Raises:
        WrongUsage: that is no address. NobodyNearby, DiscoveryFailed: see desktop.met.look_for.
    """
    if at is not None:
        try:
            address, port = parse_listen(at)
        except CannotListen as error:
            raise WrongUsage(f"--at: {error}.") from error
        if not address or not port:
            raise WrongUsage("--at takes an address and a port, such as 192.168.1.5:4000.")
        return (address,), port
    output.progress(f"Looking for {what_it_is_called(relation)} on this network.")
    return await look_for(relation)
