"""What the editor calls kinds and rules, and what every rule gives away, in plain words.

Leaves to others: the same rules said about one finished item (desktop.strings.outcome).
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.ui.words import tr


def kind_names() -> dict[str, str]:
    """Kind -> what it is called, in the order in which they are offered."""
    return {
        "match": tr("Yes or no"),
        "level": tr("How much"),
        "pick": tr("Tick what is fine"),
        "rank": tr("Put in order"),
        "ladder": tr("Amounts"),
        "dates": tr("Dates"),
        "bundle": tr("Trade-offs"),
        "disclose": tr("Things to tell each other"),
        "set": tr("Names in common"),
    }


def kind_hints() -> Mapping[str, str]:
    """Kind -> when to use it."""
    return {
        "match": tr("One question, yes or no. A no looks the same as no answer."),
        "level": tr("How far somebody would go, on two to eight steps."),
        "pick": tr("Everyone ticks what is fine with them."),
        "rank": tr("Everyone puts what is acceptable in order, best first."),
        "ladder": tr("A list of amounts; everyone says how far they would go."),
        "dates": tr("Days, weeks or months; everyone ticks those that suit."),
        "bundle": tr("Several topics settled together, so that each gives where it costs least."),
        "disclose": tr("Something true that opens only if the other side opens something, too."),
        "set": tr("Long private lists; only what is on both comes out. For two people."),
    }


def rule_words(kind: str) -> dict[str, tuple[str, str]]:
    """Rule -> what it is called, and what it gives away; the usual one first."""
    return _RULES[kind]()


def _match() -> dict[str, tuple[str, str]]:
    return {
        "mutual_yes": (
            tr("Only if everyone says yes"),
            tr("Who said yes and sees nothing knows that somebody did not."),
        ),
        "at_least": (
            tr("If enough people say yes"),
            tr("Only whether there were enough, never how many. With “anyone” a single yes shows."),
        ),
    }


def _level() -> dict[str, tuple[str, str]]:
    return {
        "lower_level": (
            tr("The lowest level anyone chose"),
            tr("Who chose more than is shown knows that somebody chose exactly that."),
        ),
        "total": (
            tr("All levels added up (surveys)"),
            tr("Nobody's own level, in a group of five or more. Who knows all but one can work out the last."),
        ),
    }


def _pick() -> dict[str, tuple[str, str]]:
    return {
        "one_random_common": (
            tr("One option that everyone ticked"),
            tr("Drawn by your computers together. Nothing about all the others."),
        ),
        "all_common": (
            tr("Every option that everyone ticked"),
            tr("Ticking everything shows somebody all your ticks."),
        ),
        "at_least": (tr("Every option that enough people ticked"), tr("No counts, no names.")),
    }


def _rank() -> dict[str, tuple[str, str]]:
    return {
        "meet_in_ranking": (
            tr("The one that is nobody's last resort"),
            tr("That all accept it, and that nothing sits better with whoever likes it least."),
        ),
        "best_sum": (tr("The best in all orders added up"), tr("That all accept it, and a little about the orders.")),
        "overlap_only": (tr("Only whether you meet"), tr("Yes or no, and no option.")),
    }


def _ladder() -> dict[str, tuple[str, str]]:
    return {
        "ladder_draw": (tr("One amount both accept"), tr("Drawn by your computers together. Nobody's limit shows.")),
        "fair_price": (
            tr("Can we both live with this reference amount?"),
            tr("Only yes or no about that one amount."),
        ),
        "overlap_only": (tr("Only whether you meet"), tr("Yes or no, and no amount.")),
        "midpoint": (tr("Half-way (expert)"), tr("Each of you can then work out the other's limit.")),
    }


def _dates() -> dict[str, tuple[str, str]]:
    return {
        "earliest_common": (
            tr("The earliest that everyone ticked"),
            tr("That nothing before it suited everyone."),
        ),
        "one_random_common": (
            tr("One that everyone ticked"),
            tr("Drawn by your computers together. Nothing about all the others."),
        ),
        "all_common": (tr("Every one that everyone ticked"), tr("Ticking everything shows somebody all your ticks.")),
        "at_least": (tr("The earliest that enough people ticked"), tr("No counts, no names.")),
    }


def _bundle() -> dict[str, tuple[str, str]]:
    return {
        "meet_in_ranking": (
            tr("The package that is nobody's last resort"),
            tr("That all accept it. Points and weights stay hidden."),
        ),
        "best_sum": (tr("The package with the most points added up"), tr("That all accept it. Points stay hidden.")),
        "best_product": (
            tr("The package with the best balance"),
            tr("That all accept it. For three people or fewer, or 64 packages or fewer."),
        ),
        "overlap_only": (tr("Only whether you meet"), tr("Yes or no, and no package.")),
    }


def _disclose() -> dict[str, tuple[str, str]]:
    return {
        "open_together": (
            tr("What opens opens together"),
            tr("Statements whose conditions are met, in one step. Everybody reads them."),
        )
    }


def _set() -> dict[str, tuple[str, str]]:
    return {
        "all_common": (tr("Every entry that both have"), tr("Who guesses entries finds out which of them you have.")),
        "count": (tr("How many entries both have"), tr("Only the number; with a short list that can be a lot.")),
        "at_least": (tr("The entries, if there are enough"), tr("With fewer in common nothing at all.")),
    }


_RULES = {
    "match": _match,
    "level": _level,
    "pick": _pick,
    "rank": _rank,
    "ladder": _ladder,
    "dates": _dates,
    "bundle": _bundle,
    "disclose": _disclose,
    "set": _set,
}
