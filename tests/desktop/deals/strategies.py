"""Random valid sheets and answers, for every kind, rule and gate.

    rng = random.Random(7)
    sheet = random_sheet(rng, 3)                      # or kinds=("rank", "bundle"), n_items=4, roles=True, gates=False
    seats = random_seats(rng, sheet, 3)               # one role per seat, "" on sheets without roles
    everyone = random_deal_answers(rng, sheet, seats) # one Answers per seat
    one = random_answers(rng, sheet, seats[0])        # one person's, seat references left out

    sheet_toml(sheet), answers_toml(sheet, one)       # the files, for tests from end to end

sheets() and deals() are the same as hypothesis strategies. Sheets are in normal form: reading what writing gives is
the same sheet. Every sheet accepts every result of random_seats.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from itertools import product

import tomli_w
from hypothesis import strategies as st

from desktop.deals.answers import Answer, Answers, Entries, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    Issue,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    Preset,
    RankItem,
    RoleText,
    SetItem,
    Statement,
)
from desktop.deals.sheet import (
    After,
    Dealbreakers,
    Parties,
    RunLimits,
    Sheet,
    answers_item,
    direction_of,
    markable,
    to_toml,
)

KINDS = ("match", "level", "pick", "rank", "ladder", "dates", "bundle", "disclose", "set")
WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "iris", "jade", "kiwi", "lotus")
ROLES = ("buyer", "seller", "broker", "host", "guest", "coach", "judge", "scribe")


class _Maker:
    """What the items of one random sheet have in common."""

    def __init__(self, rng: random.Random, n: int, roles: tuple[str, ...], unique: bool, max_parties: int) -> None:
        self.rng, self.n, self.roles, self.unique, self.max_parties = rng, n, roles, unique, max_parties
        self.min_parties = n

    def common(self, item_id: str) -> dict[str, object]:
        rng = self.rng
        answered_by: tuple[str, ...] = ()
        if self.roles and rng.random() < 0.2:
            answered_by = tuple(sorted(rng.sample(self.roles, rng.randint(1, len(self.roles)))))
        return {
            "id": item_id,
            "label": self.text(),
            "ask": self.text(),
            "help": self.text(),
            "note": rng.choice(("", "a note")),
            "result_yes": rng.choice(("", "this is shared")),
            "result_no": rng.choice(("", "nothing to report")),
            "cover": rng.random() < 0.15,
            "answered_by": answered_by,
        }

    def text(self) -> RoleText:
        rng = self.rng
        if rng.random() < 0.5:
            return ()
        if not self.roles or rng.random() < 0.5:
            return (("", f"about {rng.choice(WORDS)}"),)
        named = rng.sample(self.roles, rng.randint(1, len(self.roles)))
        return tuple(sorted((role, f"about {rng.choice(WORDS)}") for role in named))

    def fewest(self, common: dict[str, object]) -> int:
        """Seats that answer the item at least, whoever holds which role."""
        answered_by = common["answered_by"]
        return len(answered_by) if answered_by else self.n  # type: ignore[arg-type]  # a tuple by construction

    def k(self, common: dict[str, object]) -> int | str:
        fewest = self.fewest(common)
        symbolic = ["2/3", "1/2", "n"] + (["n-1"] if fewest > 1 else [])
        return self.rng.choice(symbolic) if self.rng.random() < 0.4 else self.rng.randint(1, fewest)

    def names(self, least: int, most: int, prefix: str = "") -> tuple[str, ...]:
        return tuple(prefix + word for word in self.rng.sample(WORDS, self.rng.randint(least, most)))


def _match(make: _Maker, common: dict[str, object]) -> AnyItem:
    rule = make.rng.choice(("mutual_yes", "at_least"))
    k = make.k(common) if rule == "at_least" else 0
    return MatchItem(rule=rule, k=k, talk_first_256=make.rng.choice((0, 0, 0, 64, 128)), **common)  # type: ignore[arg-type]


def _level(make: _Maker, common: dict[str, object]) -> AnyItem:
    rng = make.rng
    total = make.min_parties >= 5 and rng.random() < 0.4
    if total:
        common["answered_by"] = ()
        return LevelItem(rule="total", levels=make.names(2, 11), **common)  # type: ignore[arg-type]
    levels = make.names(2, 5)
    labels = ((("", tuple(f"{level} indeed" for level in levels)),)) if rng.random() < 0.2 else ()
    threshold = rng.randrange(len(levels))
    return LevelItem(rule="lower_level", levels=levels, level_labels=labels, threshold=threshold, **common)  # type: ignore[arg-type]


def _pick(make: _Maker, common: dict[str, object]) -> AnyItem:
    rng = make.rng
    rule = rng.choice(("one_random_common", "all_common", "at_least"))
    options = make.names(1, 7)
    extra: dict[str, object] = {"max_ticks": rng.choice((0, 0, rng.randint(1, len(options) + 2)))}
    if rule == "at_least":
        extra["k"] = make.k(common)
        extra["cap"] = rng.choice((0, rng.randint(1, len(options) + 2)))
        extra["veto_threshold"] = rng.choice((0, rng.randint(1, make.fewest(common))))
        if rng.random() < 0.3:
            extra["always"] = tuple(sorted(rng.sample(range(len(options)), rng.randint(1, min(2, len(options))))))
    return PickItem(rule=rule, options=options, **extra, **common)  # type: ignore[arg-type]


def _rank(make: _Maker, common: dict[str, object]) -> AnyItem:
    rule = make.rng.choice(("meet_in_ranking", "best_sum", "overlap_only"))
    return RankItem(rule=rule, options=make.names(2, 7), **common)  # type: ignore[arg-type]


def _ladder(make: _Maker, common: dict[str, object]) -> AnyItem:
    rng = make.rng
    rule = rng.choice(("ladder_draw", "fair_price", "overlap_only", "midpoint"))
    n = rng.randint(2, 9)
    if rng.random() < 0.5:
        amounts = tuple(Decimal(1000 + 500 * i) for i in range(n))
    else:
        amounts = tuple(Decimal(i * 5 - 5).scaleb(-1) + Decimal("0.10") for i in range(n))
    roles = common["answered_by"] or make.roles
    if roles and rng.random() < 0.8:
        direction = tuple(sorted((role, rng.choice(("higher", "lower"))) for role in roles))  # type: ignore[attr-defined]
    else:
        direction = (("", rng.choice(("higher", "lower"))),)
    reference = rng.randrange(n) if rule == "fair_price" or rng.random() < 0.2 else -1
    unit = rng.choice(("", "EUR", "EUR per year"))
    return LadderItem(
        rule=rule,
        unit=unit,
        amounts=amounts,
        direction=direction,
        reference=reference,
        **common,  # type: ignore[arg-type]
    )


def _dates(make: _Maker, common: dict[str, object]) -> AnyItem:
    rule = make.rng.choice(("earliest_common", "one_random_common", "all_common", "at_least"))
    windows = tuple(f"2027-{month:02}" for month in range(1, make.rng.randint(1, 9) + 1))
    k = make.k(common) if rule == "at_least" else 0
    return DatesItem(rule=rule, windows=windows, k=k, **common)  # type: ignore[arg-type]


def _bundle(make: _Maker, common: dict[str, object]) -> AnyItem:
    rng = make.rng
    rule = rng.choice(("meet_in_ranking", "best_sum", "best_product", "overlap_only"))
    issues = tuple(
        Issue(id=word, options=make.names(2, 3), label=make.text()) for word in rng.sample(WORDS, rng.randint(1, 3))
    )
    return BundleItem(rule=rule, issues=issues, **common)  # type: ignore[arg-type]


def _disclose(make: _Maker, common: dict[str, object]) -> AnyItem:
    rng = make.rng
    holders = common["answered_by"] or make.roles
    if holders and rng.random() < 0.7:
        most = 3 if make.unique else max(1, min(3, 32 // make.max_parties))
        statements = tuple(
            sorted(
                (role, tuple(Statement(f"{role[0]}{i}", make.text()) for i in range(1, rng.randint(1, most) + 1)))
                for role in holders  # type: ignore[attr-defined]
            )
        )
    else:
        most = min(3, 32 // make.max_parties)
        statements = (("", tuple(Statement(f"s{i}", make.text()) for i in range(1, rng.randint(1, most) + 1))),)
    presets: tuple[Preset, ...] = ()
    if statements[0][0] == "" and rng.random() < 0.3:
        presets = (Preset("one for one", (("", (("s1", ("any.s1",)),)),)),)
    return DiscloseItem(rule="open_together", statements=statements, presets=presets, **common)  # type: ignore[arg-type]


def _set(make: _Maker, common: dict[str, object]) -> AnyItem:
    rng = make.rng
    common["answered_by"] = ()
    rule = rng.choice(("all_common", "count", "at_least"))
    max_entries = rng.randint(1, 12)
    k = rng.randint(1, max_entries) if rule == "at_least" else 0
    return SetItem(rule=rule, max_entries=max_entries, k=k, **common)  # type: ignore[arg-type]


_MAKERS = {
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


def random_sheet(
    rng: random.Random,
    n_parties: int,
    kinds: Sequence[str] = KINDS,
    *,
    n_items: int | None = None,
    roles: bool | None = None,
    gates: bool = True,
) -> Sheet:
    """A random valid sheet that n_parties people can run.

    Args:
        n_parties: 2 to 8. Sets are left out unless it is 2.
        kinds: what to draw items from; each drawn kind gets a random rule.
        n_items: how many; None = 1 to 6.
        roles: True or False for a sheet with or without roles; None = by chance.
        gates: allow only_if, dealbreakers, all_or_nothing.
    """
    usable = [kind for kind in kinds if kind != "set" or n_parties == 2]
    with_roles = rng.random() < 0.5 if roles is None else roles
    names: tuple[str, ...] = ()
    if with_roles:
        names = ROLES[: n_parties if rng.random() < 0.6 else rng.randint(1, n_parties)]
    unique = len(names) == n_parties
    chosen = [rng.choice(usable) for _ in range(rng.randint(1, 6) if n_items is None else n_items)]
    fixed = unique or "set" in chosen
    parties = Parties(
        min=n_parties if fixed else rng.randint(2, n_parties),
        max=n_parties if fixed else rng.randint(n_parties, 8),
        roles=names,
    )
    unique = parties.min == parties.max == len(names)
    make = _Maker(rng, n_parties, names, unique, parties.max)
    make.min_parties = parties.min
    items: list[AnyItem] = []
    for i, kind in enumerate(chosen):
        common = make.common(f"item{i}")
        if gates and items and rng.random() < 0.3:
            common["only_if"] = rng.choice(items).id
        items.append(_MAKERS[kind](make, common))
    return Sheet(
        id="random-sheet",
        title="A random sheet",
        summary=rng.choice(("", "Made by a test.")),
        language=rng.choice(("en", "de", "pt-BR")),
        parties=parties,
        items=tuple(items),
        all_or_nothing=gates and rng.random() < 0.25,
        dealbreakers=_random_dealbreakers(rng, items) if gates else None,
        run=RunLimits(
            max_runs=rng.choice((1, 1, 2, 3)),
            rerun=rng.choice(("only_add", "free", "never")),
            cool_off_hours=rng.choice((0, 24)),
            per_days=rng.choice((0, 0, 90)),
        ),
        minutes=rng.choice((0, 10)),
        adults_only=rng.random() < 0.2,
        never_ask=rng.choice(((), ("salary history",))),
        keep_days=rng.choice((None, 0, 30)),
        prepare=rng.choice(((), (("", ("What matters most?", "What else?")),))),
        after=rng.choice((After(), After(overlap="All of {list}", partial="Begin with {item0}", none="Nothing"))),
        notice=rng.choice(("", "No advice.")),
    )


def _random_dealbreakers(rng: random.Random, items: Sequence[AnyItem]) -> Dealbreakers | None:
    if rng.random() < 0.5:
        return None
    conditions = {item.only_if for item in items}
    free = [item.id for item in items if item.id not in conditions]
    chosen = tuple(item_id for item_id in free if rng.random() < 0.5) if rng.random() < 0.3 else ()
    return Dealbreakers(max_each=rng.randint(1, 3), items=chosen)


def random_seats(rng: random.Random, sheet: Sheet, n_parties: int) -> tuple[str, ...]:
    """A role for every seat such that every role is held at least once; "" on sheets without roles."""
    if not sheet.roles:
        return ("",) * n_parties
    seats = list(sheet.roles) + [rng.choice(sheet.roles) for _ in range(n_parties - len(sheet.roles))]
    rng.shuffle(seats)
    return tuple(seats)


def random_answers(
    rng: random.Random,
    sheet: Sheet,
    role: str = "",
    *,
    seat: int | None = None,
    n_parties: int = 0,
    blank: float = 0.15,
    generous: float = 0.75,
) -> Answers:
    """Random valid answers of one person.

    Args:
        seat, n_parties: the person's seat, from 0, and how many there are; only then seat references ("2.s1") occur.
        blank: chance that an item is left blank.
        generous: chance that one option, amount, level is accepted; high values lead to agreement.
    """
    by_item: dict[str, Answer] = {}
    for item in sheet.items:
        if not answers_item(item, role) or rng.random() < blank:
            continue
        answer = _random_answer(rng, sheet, item, role, generous, seat, n_parties)
        if answer is not None:
            by_item[item.id] = answer
    must: frozenset[str] = frozenset()
    if sheet.dealbreakers is not None and rng.random() < 0.4:
        mine = [item.id for item in sheet.items if item.id in markable(sheet) and answers_item(item, role)]
        must = frozenset(rng.sample(mine, min(len(mine), rng.randint(1, sheet.dealbreakers.max_each))))
    return Answers(role=role, must=must, by_item=by_item)


def random_deal_answers(
    rng: random.Random, sheet: Sheet, seats: Sequence[str], *, blank: float = 0.15, generous: float = 0.75
) -> tuple[Answers, ...]:
    """Random valid answers of everyone, in seat order."""
    return tuple(
        random_answers(rng, sheet, role, seat=seat, n_parties=len(seats), blank=blank, generous=generous)
        for seat, role in enumerate(seats)
    )


def _random_answer(  # one straight list of kinds
    rng: random.Random, sheet: Sheet, item: AnyItem, role: str, generous: float, seat: int | None, n_parties: int
) -> Answer:
    def some(n: int) -> list[int]:
        return [index for index in range(n) if rng.random() < generous]

    match item:
        case MatchItem():
            return rng.random() < generous
        case LevelItem():
            return max(rng.randrange(len(item.levels)) for _ in range(2))
        case PickItem():
            ticked = some(len(item.options))
            if item.max_ticks:
                ticked = rng.sample(ticked, min(len(ticked), item.max_ticks))
            rest = [index for index in range(len(item.options)) if index not in ticked]
            vetoed = [index for index in rest if item.veto_threshold and rng.random() < 0.4]
            return Ticks(frozenset(ticked), frozenset(vetoed)) if ticked or vetoed else None
        case DatesItem():
            ticked = some(len(item.windows))
            return Ticks(frozenset(ticked)) if ticked else None
        case RankItem():
            return _random_ranking(rng, some(len(item.options)))
        case LadderItem():
            n_ticked = (
                rng.randint(0, len(item.amounts)) if rng.random() > generous else rng.randint(1, len(item.amounts))
            )
            return Run(n_ticked) if n_ticked else None
        case BundleItem():
            return _random_preferences(rng, item)
        case DiscloseItem():
            return _random_offers(rng, sheet, item, role, generous, seat, n_parties)
        case SetItem():
            words = rng.sample(WORDS[:10], rng.randint(0, min(10, item.max_entries)))
            return Entries(tuple(rng.choice((word, word.upper(), f" {word} ")) for word in words)) if words else None


def _random_ranking(rng: random.Random, accepted: list[int]) -> Ranking | None:
    rng.shuffle(accepted)
    tiers: list[list[int]] = []
    for option in accepted:
        if tiers and rng.random() < 0.25:
            tiers[-1].append(option)
        else:
            tiers.append([option])
    return Ranking(tuple(tuple(sorted(tier)) for tier in tiers)) if tiers else None


def _random_preferences(rng: random.Random, item: BundleItem) -> Preferences:
    points = tuple(
        tuple(rng.choice((0, 10, 50, 100, rng.randint(0, 100))) for _ in issue.options) for issue in item.issues
    )
    weights = tuple(rng.choice((1, 1, rng.randint(0, 10))) for _ in item.issues)
    packages = list(product(*(range(len(issue.options)) for issue in item.issues)))
    return Preferences(points, weights, rng.choice(packages) if rng.random() < 0.9 else None)


def references_for(
    sheet: Sheet, item: DiscloseItem, role: str, seat: int | None = None, n_parties: int = 0
) -> list[str]:
    """Every statement reference a person of that role may write."""
    found: list[str] = []
    for owner, statements in item.statements:
        if owner and owner == role and sheet.roles_are_unique:
            continue
        for statement in statements:
            same_id = [o for o, theirs in item.statements if any(s.id == statement.id for s in theirs)]
            alone = len(same_id) == 1 or (len(same_id) == 2 and role in same_id and sheet.roles_are_unique)
            found += [statement.id, f"any.{statement.id}"] if alone else []
            found += [f"{owner}.{statement.id}"] if owner else []
            if seat is not None and not owner and not item.answered_by:
                found += [f"{other + 1}.{statement.id}" for other in range(n_parties) if other != seat]
    return found


def _random_offers(
    rng: random.Random,
    sheet: Sheet,
    item: DiscloseItem,
    role: str,
    generous: float,
    seat: int | None,
    n_parties: int,
) -> Offers | None:
    by_role = dict(item.statements)
    offers: dict[str, Offer] = {}
    possible = references_for(sheet, item, role, seat, n_parties)
    for statement in by_role.get(role, by_role.get("", ())):
        if rng.random() > generous:
            continue
        requires = tuple(rng.sample(possible, min(len(possible), rng.choice((0, 0, 1, 2)))))
        any_of = tuple(rng.sample(possible, min(len(possible), rng.choice((0, 0, 2, 3)))))
        any_k = rng.randint(1, len(any_of)) if any_of else 0
        text = rng.choice(("", "yes", f"{statement.id} is ünïque", "x" * 280))
        offers[statement.id] = Offer(requires=requires, any_k=any_k, any_of=any_of, text=text)
    return Offers(offers) if offers else None


@st.composite
def sheets(draw: st.DrawFn, n_parties: int | None = None, kinds: Sequence[str] = KINDS) -> Sheet:
    """Random valid sheets."""
    rng = random.Random(draw(st.integers(0, 2**40)))
    return random_sheet(rng, n_parties or rng.randint(2, 6), kinds)


@st.composite
def deals(
    draw: st.DrawFn, n_parties: int | None = None, kinds: Sequence[str] = KINDS
) -> tuple[Sheet, tuple[str, ...], tuple[Answers, ...]]:
    """Random valid sheets with seats and everyone's answers."""
    rng = random.Random(draw(st.integers(0, 2**40)))
    n = n_parties or rng.randint(2, 6)
    sheet = random_sheet(rng, n, kinds)
    seats = random_seats(rng, sheet, n)
    return sheet, seats, random_deal_answers(rng, sheet, seats)


def sheet_toml(sheet: Sheet) -> str:
    """The sheet as a .deal file."""
    return to_toml(sheet)


def answers_toml(sheet: Sheet, answers: Answers) -> str:
    """The answers as an answers file for the sheet."""
    items = {item.id: item for item in sheet.items}
    table: dict[str, object] = {"role": answers.role} if sheet.roles else {}
    if answers.must:
        table["must"] = sorted(answers.must)
    table["answers"] = {
        name: _answer_table(items[name], answer, answers.role)
        for name, answer in answers.by_item.items()
        if answer is not None
    }
    return tomli_w.dumps(table)


def _answer_table(item: AnyItem, answer: Answer, role: str) -> object:
    match item, answer:
        case LevelItem(), int():
            return item.levels[answer]
        case PickItem(), Ticks():
            ticks = [item.options[index] for index in sorted(answer.ticked)]
            vetoes = [item.options[index] for index in sorted(answer.vetoed)]
            return {"ticks": ticks, "veto": vetoes} if vetoes else ticks
        case DatesItem(), Ticks():
            return [item.windows[index] for index in sorted(answer.ticked)]
        case RankItem(), Ranking():
            tiers = [[item.options[index] for index in tier] for tier in answer.tiers]
            return [tier[0] if len(tier) == 1 else tier for tier in tiers]
        case LadderItem(), Run():
            higher = direction_of(item.direction, role) == "higher"
            run = item.amounts[-answer.n_ticked :] if higher else item.amounts[: answer.n_ticked]
            return [int(amount) if amount.as_tuple().exponent == 0 else amount for amount in run]
        case BundleItem(), Preferences():
            return _preferences_table(item, answer)
        case DiscloseItem(), Offers():
            return {statement: _offer_table(offer) for statement, offer in answer.by_statement.items()}
        case SetItem(), Entries():
            return list(answer.strings)
        case MatchItem(), bool():
            return answer
    raise AssertionError(f"no such answer to {item.kind}")


def _preferences_table(item: BundleItem, answer: Preferences) -> dict[str, object]:
    table: dict[str, object] = {
        "points": {
            issue.id: dict(zip(issue.options, points, strict=True))
            for issue, points in zip(item.issues, answer.points, strict=True)
        },
        "weights": {issue.id: weight for issue, weight in zip(item.issues, answer.weights, strict=True)},
    }
    if answer.weakest is not None:
        chosen = zip(item.issues, answer.weakest, strict=True)
        table["weakest"] = {issue.id: issue.options[index] for issue, index in chosen}
    return table


def _offer_table(offer: Offer) -> dict[str, object]:
    table: dict[str, object] = {"offer": True}
    if offer.requires:
        table["if"] = list(offer.requires)
    if offer.any_k:
        table["if_any"] = {"k": offer.any_k, "of": list(offer.any_of)}
    if offer.file:
        table["file"] = offer.file
    else:
        table["text"] = offer.text or ""
    return table
