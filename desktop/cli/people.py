"""people and forget: whom this computer remembers, and forgetting them."""

from __future__ import annotations

import sys
import time

from desktop.cli.files import data_folder
from desktop.cli.output import FAILED, OK, Output, WrongUsage
from desktop.kept.forgetting import Remembered, find, forget, remembered
from desktop.kept.relations import Relation
from desktop.paths import STORE_FOLDER
from desktop.store import open_or_create
from desktop.strings.errors import plain
from desktop.strings.runs import FORGETTING, describe_compared


def people(output: Output) -> int:
    """commonground people: everybody this computer remembers, and what was compared."""
    with open_or_create(data_folder() / STORE_FOLDER) as store:
        everybody = remembered(store)
    output.event("people", {"people": [_fields(one) for one in everybody]})
    for one in everybody:
        output.say(
            f"{one.id}  {_who(one.renamed or one.called, one.n_people)}{_by_himself(one)}, last met on {_day(one.met)}"
            f"{'' if one.checked else ', not checked'}"
        )
        for sheet in one.sheets:
            output.say(f"    {sheet.sheet_id}: {describe_compared(sheet.runs, sheet.kept)}")
    if not everybody:
        output.say("Nobody is remembered on this computer.")
    return OK


def forget_people(who: str, yes: bool, output: Output) -> int:
    """commonground forget: keys, counts and kept answers of one relationship; asks first, or needs --yes."""
    with open_or_create(data_folder() / STORE_FOLDER) as store:
        found = find(store, who)
        if len(found) != 1:
            raise WrongUsage(_not_one(found))
        if not yes and not sys.stdin.isatty():
            raise WrongUsage("There is no terminal to ask on. Add --yes to forget without a question.")
        (relation,) = found
        for line in FORGETTING:
            output.note(line)
        if not yes and not _agrees(relation):
            output.note("Nothing was forgotten.")
            return FAILED
        forget(store, relation)
    output.event("forgotten", {"id": relation.id})
    output.say(f"Forgotten: {_who(relation.known_as, len(relation.keys))} ({relation.id}).")
    return OK


def _agrees(relation: Relation) -> bool:
    sys.stderr.write(f"Forget {_who(relation.known_as, len(relation.keys))}? Type yes or no: ")
    sys.stderr.flush()
    return sys.stdin.readline(64).strip().lower() in {"yes", "y"}


def _not_one(found: list[Relation]) -> str:
    if not found:
        return "Nobody you met has this name or id. `commonground people` says whom this computer remembers."
    several = "; ".join(f"{relation.id}, last met on {_day(relation.met)}" for relation in found)
    return f"More than one person has this name: use the id. {several}."


def _fields(one: Remembered) -> dict[str, object]:
    sheets = [{"id": sheet.sheet_id, "runs": sheet.runs, "kept": sheet.kept} for sheet in one.sheets]
    known = {"id": one.id, "name": one.called, "people": one.n_people, "met": _day(one.met), "sheets": sheets}
    known["checked"] = one.checked
    return {**known, "renamed": one.renamed} if one.renamed else known


def _by_himself(one: Remembered) -> str:
    return f" (calls themselves {plain(one.called)})" if one.renamed and one.called else ""


def _who(called: str, n_people: int) -> str:
    return plain(called) or ("somebody without a name" if n_people == 2 else f"a group of {n_people}")


def _day(seconds: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(seconds))
