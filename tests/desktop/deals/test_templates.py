"""The built-in sheets: valid, complete, quiet when blank, and with samples that come to something."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from desktop.deals.answers import Answers
from desktop.deals.blank_answers import blank_answers
from desktop.deals.errors import InvalidSheet
from desktop.deals.items import DiscloseItem, LevelItem, MatchItem
from desktop.deals.parse_answers import parse_answers
from desktop.deals.rule import check_seats, decide
from desktop.deals.sheet import Draft, Sheet, canonical, decode_sheet, digest, marked_words, parse_sheet, to_toml
from desktop.deals.templates import (
    load_template,
    sample_answers,
    sample_sheet,
    sample_terms,
    template_ids,
    template_source,
)
from desktop.deals.terms import resolve
from desktop.paths import TEMPLATES
from desktop.strings.outcome import describe_sheet

IDS = (
    "bff-room",
    "corporate-exploratory-ma",
    "friends-holiday",
    "fundraising-round",
    "ice-breaker",
    "love-me-back",
    "nft-sale-zk-profile",
    "prenup",
    "protocol-upgrade",
    "salary-offer",
    "sti-testing-history",
    "team-retro",
)

LOUD_WHEN_BLANK = {"friends-holiday": {"budget", "limits"}, "team-retro": {"energy", "say_it"}}
"""Items whose help says that no answer counts as the lowest, or that show something whatever is ticked."""

ASKS = {
    "salary history": {"salary_history", "past_pay", "current_pay", "last_salary"},
    "family plans": {"family_plans", "children", "pregnancy", "marriage"},
    "health": {"health", "illness", "disability", "sick_days"},
    "customer list": {"customers", "customer_list"},
    "current prices": {"prices", "price_list"},
    "product plans": {"roadmap", "product_plans"},
    "wallet balance": {"balance", "wallet", "wallet_balance"},
    "income": {"income"},
    "performance of a colleague": {"performance", "colleague", "rating"},
}
"""Reviewed by hand: ids that would ask a topic which some sheet promises never to ask."""

BOTH_OR_NEITHER = (
    r"or not at all|or neither (?!yours)|both or n|stay closed together|in one step|at the same (time|moment) or"
)

TOPICS = {
    "salary-offer": "base_pay package leave_policy start trial visa other_offers",
    "friends-holiday": "budget trip when limits rooms share_costs",
    "love-me-back": "level next pace c1 c2 c3 c4 c5 c6",
    "sti-testing-history": "status_pair open_up precautions test_together",
    "prenup": "talk_at_all topics property sunset numbers who_helps c_names c_city c_kids c_chores c_parents",
    "bff-room": "q1 q2 q3 q4 q5 q6 q7 q8 q9 q10",
    "corporate-exploratory-ma": "stage0 value_range structure people timing exclusivity red_flags",
    "fundraising-round": "interest valuation amount terms help_wanted concerns timing",
    "nft-sale-zk-profile": "price profile_topics terms settle",
    "protocol-upgrade": "features capacity_weeks timeline packages conditional_support concerns values",
    "team-retro": "energy say_it keep change too_much next",
    "ice-breaker": "topics time places projects coffee work learn",
}
"""Every topic is on everyone's sheet; taking one away would say something about whoever did."""


def everyone(template_id: str, n_parties: int) -> tuple[Sheet, list[Answers]]:
    sheet = sample_sheet(template_id)
    return sheet, [parse_answers(sheet, data) for data in sample_answers(template_id, n_parties)]


def sizes(sheet: Sheet) -> range:
    return range(sheet.parties.min, sheet.parties.max + 1)


def test_there_are_twelve() -> None:
    assert template_ids() == IDS
    with pytest.raises(InvalidSheet, match=r'no built-in sheet "\.\./x"; there are "bff-room"'):
        template_source("../x")
    with pytest.raises(InvalidSheet, match="no built-in sheet"):
        sample_terms("nothing")


def test_every_file_belongs_to_a_sheet() -> None:
    for path in (*TEMPLATES.glob("*.*"), *TEMPLATES.glob("*/*.deal"), *TEMPLATES.glob("??/*.*")):
        assert path.name.split(".")[0] in IDS
        assert path.name.split(".", 1)[1] in ("deal", "terms.toml", "answers")


@pytest.mark.parametrize("template_id", IDS)
class TestEverySheet:
    """What holds for all of them."""

    def test_id_and_language(self, template_id: str) -> None:
        sheet = sample_sheet(template_id)
        assert sheet.id == template_id
        assert sheet.language == "en"
        assert sheet.summary
        assert sheet.minutes
        assert marked_words(sheet) == ()

    def test_open_terms_have_labels_and_samples_for_all_that_is_needed(self, template_id: str) -> None:
        loaded = load_template(template_id)
        if isinstance(loaded, Sheet):
            assert sample_terms(template_id) == {}
            return
        assert isinstance(loaded, Draft)
        assert all(term.label for term in loaded.terms)
        assert sample_terms(template_id)
        sheet = resolve(loaded, sample_terms(template_id))
        assert sheet == sample_sheet(template_id)
        assert {term.id for term in sheet.terms} <= {term.id for term in loaded.terms}
        required = [term for term in loaded.terms if not term.optional and term.default is None]
        if required:
            with pytest.raises(InvalidSheet, match="is not agreed yet"):
                resolve(loaded, {})

    def test_round_trips(self, template_id: str) -> None:
        sheet = sample_sheet(template_id)
        assert decode_sheet(canonical(sheet)) == sheet
        again = parse_sheet(to_toml(sheet).encode())
        assert isinstance(again, Sheet)
        assert digest(again) == digest(sheet)

    def test_all_topics_are_there(self, template_id: str) -> None:
        assert [item.id for item in sample_sheet(template_id).items] == TOPICS[template_id].split()

    def test_blank_is_quiet(self, template_id: str) -> None:
        """Everyone blank shows nothing, and one blank sheet among full ones looks like a sheet full of no."""
        sheet = sample_sheet(template_id)
        loud = LOUD_WHEN_BLANK.get(template_id, set())
        n = 2 if sheet.mode == "pairs" else sheet.parties.min
        _, filled = everyone(template_id, max(n, sheet.parties.min))
        blank = [Answers(role=one.role) for one in filled[:n]]
        outcome = decide(sheet, blank)
        assert {item_id for item_id, item in outcome.items.items() if item.agreed} == loud
        assert not outcome.blocked
        one_blank = decide(sheet, [blank[0], *filled[1:n]])
        files = [parse_answers(sheet, blank_answers(sheet, blank[0].role).encode()), *filled[1:n]]
        written = decide(sheet, files)
        for item in sheet.items:
            if item.rule in ("mutual_yes", "all_common", "ladder_draw", "fair_price", "meet_in_ranking"):
                assert not one_blank.items[item.id].agreed
            assert one_blank.items[item.id].agreed == written.items[item.id].agreed

    def test_texts_for_no_never_say_who(self, template_id: str) -> None:
        sheet = sample_sheet(template_id)
        texts = [sheet.after.none] + [item.result_no for item in sheet.items]
        words = [*sheet.roles, "they said", "the other", "said no", "refused", "declined", "your partner"]
        for text in texts:
            assert not [word for word in words if re.search(rf"\b{word}\b", text, re.IGNORECASE)], text
        assert sheet.after.overlap
        assert sheet.after.partial
        assert sheet.after.none

    def test_no_text_promises_that_both_get_it_or_neither(self, template_id: str) -> None:
        """Whoever stops in the opening may be one item ahead; all that holds is that conditions are met."""
        for text in (template_source(template_id).decode(), *describe_sheet(sample_sheet(template_id))):
            assert not re.search(BOTH_OR_NEITHER, text, re.IGNORECASE), text

    def test_never_ask_is_kept(self, template_id: str) -> None:
        sheet = sample_sheet(template_id)
        ids = {item.id for item in sheet.items}
        ids |= {
            own.id for item in sheet.items if isinstance(item, DiscloseItem) for _, o in item.statements for own in o
        }
        for topic in sheet.never_ask:
            assert not ids & ASKS[topic]

    def test_the_help_says_where_blank_is_not_silent(self, template_id: str) -> None:
        for item in sample_sheet(template_id).items:
            silent = not (isinstance(item, LevelItem) and item.threshold == 0)
            assert silent or "No answer counts as the" in dict(item.help)[""]

    def test_roles_and_blank_files(self, template_id: str) -> None:
        sheet = sample_sheet(template_id)
        for role in sheet.roles or ("",):
            found = parse_answers(sheet, blank_answers(sheet, role).encode())
            assert found.role == role
            assert not any(found.by_item.values())

    def test_samples_lead_to_something_at_every_size(self, template_id: str) -> None:
        sheet = sample_sheet(template_id)
        for n in sizes(sheet):
            _, answers = everyone(template_id, n)
            assert len(answers) == n
            if sheet.mode == "pairs":
                continue
            check_seats(sheet, tuple(one.role for one in answers))
            outcome = decide(sheet, answers)
            agreed = [item_id for item_id, item in outcome.items.items() if item.agreed]
            assert not outcome.blocked
            assert len(agreed) >= len(sheet.items) / 2

    def test_no_sample_is_for_another_number_of_people(self, template_id: str) -> None:
        sheet = sample_sheet(template_id)
        for n in (sheet.parties.min - 1, sheet.parties.max + 1):
            with pytest.raises(InvalidSheet, match="is for"):
                sample_answers(template_id, n)

    def test_everything_on_it_can_be_shown(self, template_id: str) -> None:
        """Samples are for showing: over all pairs of a room, or with everyone, every kind of item comes out."""
        sheet = sample_sheet(template_id)
        _, answers = everyone(template_id, min(6, sheet.parties.max))
        runs = [answers] if sheet.mode == "joint" else [list(pair) for pair in combinations(answers, 2)]
        outcomes = [decide(sheet, run, random=bytes) for run in runs]
        shown = {item.kind for item in sheet.items for outcome in outcomes if outcome.items[item.id].agreed}
        assert shown >= {item.kind for item in sheet.items if not (isinstance(item, MatchItem) and item.talk_first_256)}


def test_rooms_go_round_their_samples() -> None:
    assert len(sample_answers("ice-breaker", 40)) == 40
    assert sample_answers("ice-breaker", 8)[6:] == sample_answers("ice-breaker", 3)[:2]


def test_in_a_room_some_pairs_match_and_some_do_not() -> None:
    for template_id in ("bff-room", "ice-breaker"):
        sheet, answers = everyone(template_id, 6)
        agreed = [decide(sheet, pair).agreed for pair in combinations(answers, 2)]
        assert {True, False} == set(agreed)


class TestSalaryOffer:
    """The terms of the job offer."""

    TERMS = {"role_title": "Engineer", "as_of": "2027-01-15"}  # noqa: RUF012  # read only

    def test_without_a_benchmark_the_frame_is_needed(self) -> None:
        draft = load_template("salary-offer")
        with pytest.raises(InvalidSheet, match='one of the terms "benchmark", "frame"'):
            resolve(draft, self.TERMS)
        sheet = resolve(draft, self.TERMS | {"frame": [70000, 100000]})
        assert sheet.items[0].rule == "ladder_draw"
        sheet = resolve(draft, self.TERMS | {"benchmark": 91234})
        assert sheet.items[0].rule == "fair_price"
        assert "91234" in canonical(sheet).decode()


def test_seven_places_fit_the_holiday_and_eight_do_not() -> None:
    terms = sample_terms("friends-holiday")
    resolve(load_template("friends-holiday"), terms | {"places": [f"place {i}" for i in range(7)]})
    with pytest.raises(InvalidSheet, match="at most 7"):
        resolve(load_template("friends-holiday"), terms | {"places": [f"place {i}" for i in range(8)]})


def test_the_limits_on_runs() -> None:
    runs = {template_id: sample_sheet(template_id).run for template_id in IDS}
    assert (runs["love-me-back"].max_runs, runs["love-me-back"].per_days) == (1, 90)
    assert (runs["sti-testing-history"].rerun, runs["sti-testing-history"].max_runs) == ("free", 2)
    assert sample_sheet("sti-testing-history").keep_days == 0
    assert sample_sheet("prenup").dealbreakers is None
