"""Papers and the application as the person reads them: what is told, what is ticked, the words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import dialogs
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.digests import folder, patterns
from bot.words.words import Words, languages
from dialogs.conversation import Answer, Conversation
from dialogs.messages import Text
from dialogs.office import Office
from dialogs.parts import papers, procedure
from dialogs.place import Place
from dialogs.questionnaires.hsp import HSP, RESIDENCES
from dialogs.situation import Situation, Surroundings
from scoring.proof.papers import paper_rules
from scoring.proof.procedures import Procedure, procedure_for, procedure_rules
from scoring.proof.proving import ProofLevel
from scoring.stay.statuses import StatusCode
from tests.dialogs.walker import TODAY

TUESDAY = date(2026, 11, 24)
OFFICE = load_office(None)
ENGINEER: dict[str, Any] = {
    "goal": "hsp",
    "residence": "work",
    "activity": "specialist",
    "international_services": "no",
    "salary_yen": 7_200_000,
    "birth_date": "1996-05-01",
    "degrees": ["master"],
    "experience_years": 60,
    "japanese": "n2",
    "japanese_degree": "yes",
    "designated_university": "yes",
    "licences": 2,
}


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.fixture(params=languages())
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _situation(*, today: date = TUESDAY, office: Office = OFFICE, **answers: Any) -> Situation:
    conversation = Conversation("papers", "test", "en", Place("result"))
    conversation.answers = {k: Answer(v, today) for k, v in answers.items() if v is not None}
    now = datetime(today.year, today.month, today.day, 10, tzinfo=ZoneInfo("Asia/Tokyo"))
    return Situation(conversation, HSP, Surroundings(office, is_japanese_holiday, languages()), now)


def engineer(**changes: Any) -> Situation:
    return _situation(**{**ENGINEER, **changes})


def _only(lines: Iterator[Text], key: str) -> list[Text]:
    return [line for line in lines if line.key == key]


def _keys(lines: Iterator[Text]) -> list[str]:
    return [line.key for line in lines]


def _labels(value: object) -> list[str]:
    """The keys inside a list."""
    assert isinstance(value, Text)
    items = value.args["items"]
    assert isinstance(items, tuple)
    return [item.key for item in items]


# --- the set of papers ------------------------------------------------------------------------------------------------


def test_the_smallest_set_comes_first_and_numbered() -> None:
    lines = list(papers.lines(engineer()))
    assert lines[0].key == "paper-smallest"
    assert lines[0].args == {"mark": 70, "total": 75, "count": 6}
    told = [line for line in lines if line.key == "paper-line"]
    assert [line.args["number"] for line in told] == [1, 2, 3, 4, 5, 6]
    assert _labels(told[3].args["rows"]) == [
        "item-academic.short",
        "item-jp-degree.short",
        "item-designated-univ.short",
    ]
    assert (told[3].args["where"], told[3].args["days_count"]) == (Text("paper-where-school"), 14)


def test_the_passport_stands_for_age_even_without_points() -> None:
    situation = engineer(birth_date="1980-05-01", salary_yen=8_000_000)
    [first, *_] = _only(papers.lines(situation), "paper-line")
    assert first.args["label"] == Text("paper-passport")
    assert _labels(first.args["rows"]) == ["item-age.short"]


def test_a_shared_pitfall_is_told_once_and_general_ones_at_the_end() -> None:
    lines = list(papers.lines(engineer()))
    told = [line.args["text"] for line in lines if line.key == "paper-pitfall-line"]
    assert Text("paper-pitfall-kind-of-degree") in told
    assert len(told) == len({str(text) for text in told})
    general = [line.args["text"] for line in lines if line.key == "paper-general-line"]
    assert general == [Text("paper-pitfall-fresh"), Text("paper-pitfall-translation")]
    assert not set(map(str, general)) & set(map(str, told))


def test_the_reserve_names_what_could_fail_and_what_to_add() -> None:
    add = _only(papers.lines(engineer()), "paper-reserve-add-line")
    assert [(_labels(line.args["rows"]), _labels(line.args["papers"]), line.args["total"]) for line in add] == [
        (["item-jp-degree.short", "item-designated-univ.short"], ["paper-employment"], 75),
        (["item-academic.short"], ["paper-employment", "paper-licence"], 75),
    ]


def test_the_reserve_promises_the_least_that_stays() -> None:
    """Without ten years of work 80 points stay, without N1 85: the line for both says 80."""
    situation = engineer(
        degrees=["doctorate"],
        salary_yen=6_000_000,
        birth_date="1999-05-01",
        experience_years=120,
        japanese_degree="no",
        japanese="n1",
        licences=0,
        designated_university="no",
    )
    [add] = _only(papers.lines(situation), "paper-reserve-add-line")
    assert _labels(add.args["rows"]) == ["item-career.short", "item-n1.short"]
    assert add.args["total"] == 80


def test_rows_that_nothing_can_replace_are_told_together() -> None:
    situation = engineer(experience_years=0, licences=0, designated_university="no", salary_yen=8_000_000)
    lines = list(papers.lines(situation))
    [none] = [line for line in lines if line.key == "paper-reserve-none-line"]
    assert _labels(none.args["rows"]) == ["item-academic.short"]
    assert [_labels(line.args["papers"]) for line in lines if line.key == "paper-reserve-add-line"] == [["paper-n2"]]


def test_a_set_with_points_to_spare_is_enough_as_it_is() -> None:
    situation = engineer(
        salary_yen=10_000_000,
        birth_date="1999-05-01",
        degrees=["doctorate"],
        experience_years=None,
        licences=None,
        designated_university=None,
    )
    lines = list(papers.lines(situation))
    [enough] = [line for line in lines if line.key == "paper-reserve-enough-line"]
    assert _labels(enough.args["rows"]) == ["item-jp-degree.short"]
    assert enough.args["total"] == 85


def test_papers_that_only_some_cases_want_are_told_beside() -> None:
    situation = engineer(designated_university="no", japanese_degree="no", japanese="none", salary_yen=8_000_000)
    [also] = _only(papers.lines(situation), "paper-also")
    assert _labels(also.args["papers"]) == ["paper-past-employment"]
    assert _only(papers.lines(engineer()), "paper-also") == []


def test_a_set_with_a_doubt_says_that_staff_confirm() -> None:
    assert "paper-staff-confirms" in _keys(papers.lines(engineer()))
    sure = engineer(designated_university="no", salary_yen=8_000_000)
    assert "paper-staff-confirms" not in _keys(papers.lines(sure))


def test_without_the_mark_each_line_has_its_papers() -> None:
    lines = list(papers.lines(engineer(salary_yen=3_000_000, japanese_degree="no", licences=0)))
    assert lines[0] == Text("paper-not-reached", {"total": 60, "mark": 70})
    assert [line.args["label"] for line in lines if line.key == "paper-row-line"] == [
        Text(f"item-{row}.short") for row in ("academic", "career", "age", "n2", "designated-univ")
    ]


def test_below_the_floor_the_condition_is_told_first() -> None:
    assert _keys(papers.lines(engineer(salary_yen=2_999_999)))[0] == "paper-blocked"


def test_for_permanent_residence_the_highest_mark_reached_counts() -> None:
    lines = list(papers.lines(engineer(goal="pr")))
    assert lines[0].args["mark"] == 80
    assert "paper-both-days" in [line.key for line in lines]
    assert next(iter(papers.lines(engineer(goal="pr", licences=0, experience_years=0)))).args["mark"] == 70
    assert "paper-both-days" not in _keys(papers.lines(engineer()))


def test_without_an_activity_the_most_promising_category_is_named() -> None:
    lines = list(papers.lines(engineer(activity=None)))
    assert lines[0] == Text("result-category", {"category": Text("category-b")})


# --- ticking, levels, card --------------------------------------------------------------------------------------------


def test_nothing_ticked_is_not_zero() -> None:
    [levels] = _only(papers.lines(engineer()), "paper-levels")
    assert levels.args["claimed"] == Text("paper-points", {"points": 95})
    assert levels.args["in_hand"] == levels.args["confirmed"] == Text("paper-dash")


def test_an_empty_list_of_ticks_is_zero() -> None:
    [levels] = _only(papers.lines(engineer(papers_in_hand=[])), "paper-levels")
    assert levels.args["in_hand"] == Text("paper-points", {"points": 0})


def test_ticks_count_as_in_hand_and_stand_in_the_lines() -> None:
    situation = engineer(papers_in_hand=["passport", "graduation", "degree", "n2", "gone"])
    [levels] = _only(papers.lines(situation), "paper-levels")
    assert levels.args["in_hand"] == Text("paper-points", {"points": 40})
    labels = [line.args["label"] for line in _only(papers.lines(situation), "paper-line")]
    assert labels[0] == Text("ticked", {"label": Text("paper-passport")})
    assert labels[1] == Text("paper-pay-forecast")


def test_the_list_to_tick_has_the_set_the_reserve_and_the_rest() -> None:
    ticked = ["passport", "n2"]
    entries = papers.checklist(engineer(papers_in_hand=ticked))
    ids = [paper for paper, _, _ in entries]
    assert ids[:6] == ["passport", "pay_forecast", "contract", "graduation", "degree", "university_list"]
    assert ids[6:8] == ["employment", "licence"]
    # N2 brings nothing beside the Japanese degree, and may count without it.
    assert set(ids[8:]) == {"past_employment", "n2"}
    assert [paper for paper, _, on in entries if on] == ticked
    assert {label.key for _, label, _ in entries} == {f"paper-{paper.replace('_', '-')}" for paper in ids}


def test_the_list_to_tick_without_a_set() -> None:
    entries = papers.checklist(_situation(activity="specialist", salary_yen=4_000_000, birth_date="2000-01-01"))
    assert entries == (
        ("passport", Text("paper-passport"), False),
        ("pay_forecast", Text("paper-pay-forecast"), False),
        ("contract", Text("paper-contract"), False),
    )


def test_the_card_tells_the_three_totals() -> None:
    situation = engineer(papers_in_hand=["passport", "graduation", "degree"])
    [card] = papers.card_lines(situation, confirmed=["age"])
    assert card.args == {
        "claimed": Text("paper-points", {"points": 95}),
        "in_hand": Text("paper-points", {"points": 40}),
        "confirmed": Text("paper-points", {"points": 10}),
    }
    [card] = papers.card_lines(situation)
    assert card.args["confirmed"] == Text("paper-dash")
    assert papers.card_lines(engineer()) == (), "there is nothing to say while there are no papers"


def test_what_staff_confirmed_is_in_hand_too() -> None:
    situation = engineer()
    [card] = papers.card_lines(situation, confirmed=["academic"])
    assert card.args["in_hand"] == card.args["confirmed"] == Text("paper-points", {"points": 20})
    totals = papers.totals(situation, situation.tables[0].category, ["academic"])
    assert [entry.level for entry in totals] == list(ProofLevel)


# --- the application --------------------------------------------------------------------------------------------------


def test_a_change_tells_papers_steps_time_and_both_fees() -> None:
    lines = list(procedure.lines(engineer()))
    assert lines[0] == Text("procedure-title", {"name": Text("procedure-change")})
    assert [line.args["name"] for line in lines if line.key == "procedure-paper-line"][0] == "在留資格変更許可申請書"
    assert [line.args["number"] for line in lines if line.key == "procedure-step-line"] == [1, 2, 3, 4, 5]
    by_key = {line.key: line.args for line in lines}
    assert by_key["procedure-time"] == {"target": 5, "least": 18, "most": 45}
    assert by_key["procedure-fee"] == {"day": TUESDAY, "counter_yen": 75_000}
    paying = Text("value-yen", {"yen": 550})
    assert by_key["procedure-fee-online"] == {"online_yen": 65_000, "settlement": paying}
    assert "procedure-staff-confirms" not in by_key


def test_the_fee_is_of_the_day_of_acceptance() -> None:
    before = _situation(today=date(2026, 9, 30), **ENGINEER)
    by_key = {line.key: line.args for line in procedure.lines(before)}
    assert by_key["procedure-fee"]["counter_yen"] == 6_000
    assert by_key["procedure-fee-online"] == {"online_yen": 5_500, "settlement": Text("value-unknown")}


def test_the_certificate_is_free() -> None:
    keys = _keys(procedure.lines(engineer(residence="abroad")))
    assert "procedure-fee-free" in keys
    assert "procedure-fee" not in keys


def test_the_second_stage_shows_no_figure_and_no_time() -> None:
    lines = list(procedure.lines(engineer(goal="hsp2", residence="hsp", hsp_kind="hsp1b")))
    keys = [line.key for line in lines]
    assert lines[0].args["name"] == Text("procedure-change-ii")
    assert "procedure-fee-unknown" in keys
    assert "procedure-time-unknown" in keys
    assert not any("yen" in name for line in lines if line.key.startswith("procedure-fee") for name in line.args)


def test_permanent_residence_tells_the_years_of_papers_and_the_counter() -> None:
    lines = list(procedure.lines(engineer(goal="pr")))
    years = [line.args for line in lines if line.key == "procedure-years-line"]
    assert years == [
        {"mark": 70, "tax_count": 3, "insurance_count": 2},
        {"mark": 80, "tax_count": 1, "insurance_count": 1},
    ]
    by_key = {line.key: line.args for line in lines}
    assert by_key["procedure-fee"]["counter_yen"] == 200_000
    assert "procedure-fee-counter-only" in by_key
    # The example office has not published its fee for this.
    assert by_key["procedure-office-ask"] == {"phone": OFFICE.phone}


def test_who_meets_j_skip_reads_its_years_of_papers_and_that_staff_confirm_them() -> None:
    lines = list(procedure.lines(engineer(goal="pr", salary_yen=25_000_000)))
    place = next(n for n, line in enumerate(lines) if line.key == "procedure-years-line-j-skip")
    assert lines[place].args == {"tax_count": 1, "insurance_count": 1}
    assert lines[place + 1].key == "follows-staff-confirms"
    assert [line.key for line in lines].count("follows-staff-confirms") == 1


def test_the_office_fee_and_terms_are_the_profiles() -> None:
    by_key = {line.key: line.args for line in procedure.lines(engineer())}
    fee = by_key["procedure-office-fee"]
    assert (fee["total_yen"], fee["with_tax_yen"], fee["retainer_yen"], fee["success_yen"]) == (
        50_000,
        55_000,
        50_000,
        0,
    )
    assert "procedure-office-no-refund" in by_key
    assert by_key["procedure-office-government-fee"] == {"included": "unknown"}
    assert "procedure-office-includes" in by_key


@pytest.mark.parametrize(("included", "word"), [(True, "yes"), (False, "no")])
def test_other_terms_of_an_office(included: bool, word: str) -> None:
    [hsp, *others] = OFFICE.services
    assert hsp.fee is not None
    fee = replace(hsp.fee, refund_if_refused=True, government_fee_included=included)
    office = replace(OFFICE, services=(replace(hsp, fee=fee, includes=None), *others))
    by_key = {line.key: line.args for line in procedure.lines(_situation(office=office, **ENGINEER))}
    assert by_key["procedure-office-government-fee"] == {"included": word}
    assert "procedure-office-refund" in by_key
    assert "procedure-office-no-refund" not in by_key
    assert "procedure-office-includes" not in by_key


def test_an_office_without_the_service_is_asked() -> None:
    office = replace(OFFICE, services=())
    keys = _keys(procedure.lines(_situation(office=office, **ENGINEER)))
    assert "procedure-office-ask" in keys
    assert "procedure-office-fee" not in keys


def test_j_skip_proves_no_points() -> None:
    situation = engineer(salary_yen=20_000_000)
    assert "procedure-j-skip" in _keys(procedure.lines(situation))
    assert "procedure-j-skip" not in _keys(procedure.lines(engineer()))
    assert "procedure-j-skip" not in _keys(procedure.lines(engineer(goal="pr", salary_yen=20_000_000)))


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"residence": None}, "procedure-why-unknown"),
        ({"goal": None}, "procedure-why-unknown"),
        ({"residence": "ran_out"}, "procedure-why-staff"),
        ({"residence": "other"}, "procedure-why-staff"),
        ({"goal": "pr", "residence": "student"}, "procedure-why-staff"),
        ({"goal": "hsp2", "residence": "hsp", "hsp_kind": "hsp2"}, "procedure-why-holds"),
    ],
)
def test_where_there_is_no_application_the_office_is_named(answers: dict[str, Any], why: str) -> None:
    assert _keys(procedure.lines(engineer(**answers))) == [why, "procedure-ask-office"]


def test_the_parents_application_is_for_staff_to_confirm() -> None:
    lines = list(procedure.lines(engineer(goal="family", residence="hsp", hsp_kind="hsp1b")))
    keys = [line.key for line in lines]
    assert lines[0].args["name"] == Text("procedure-parents")
    assert {"procedure-fee-unknown", "procedure-staff-confirms", "procedure-office-ask"} <= set(keys)


# --- words ------------------------------------------------------------------------------------------------------------


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _built() -> set[str]:
    """Keys put together while talking."""
    rules = paper_rules(TODAY)
    whys = {procedure_for(s, g).why.key for s in (None, *StatusCode) for g in ("hsp", "hsp2", "pr", "family", "other")}
    listed = procedure_rules(TODAY).procedures.values()
    besides = [name for kept in papers.FOR_PERMANENT.values() for name in kept]
    return {
        *whys,
        *(f"paper-{_dashed(paper)}" for paper, _ in besides),
        *(f"paper-say-{_dashed(paper)}" for paper, _ in besides),
        *(f"paper-where-{_dashed(where)}" for _, where in besides),
        *(f"paper-{_dashed(paper)}" for paper in rules.papers),
        *(f"paper-say-{_dashed(p.id)}" for p in rules.papers.values() if p.where not in papers.NOBODY_IS_ASKED),
        *(f"paper-where-{_dashed(paper.where)}" for paper in rules.papers.values()),
        *(f"paper-pitfall-{_dashed(p.id)}" for paper in rules.papers.values() for p in paper.pitfalls),
        *(f"procedure-{_dashed(p)}" for p in Procedure),
        *(f"procedure-paper-{_dashed(paper.id)}" for rule in listed for paper in rule.papers),
        *(f"procedure-step-{_dashed(step)}" for rule in listed for step in rule.steps),
    }


def _written() -> set[str]:
    """Keys that stand as they are in the source of the two modules."""
    parts = Path(dialogs.__path__[0]) / "parts"
    found = set()
    for name in ("papers.py", "procedure.py"):
        for node in ast.walk(ast.parse((parts / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_key_has_its_words_and_no_words_wait_for_a_key(language: str) -> None:
    known = {key for key, _ in patterns(folder(language) / "papers.ftl")}
    assert _built() <= known
    assert known <= _built() | _written()
    named = {key for key in _written() if key.startswith(("paper-", "procedure-")) and not key.endswith("-")}
    assert named <= known


@pytest.mark.parametrize("residence", RESIDENCES)
@pytest.mark.parametrize("goal", ["hsp", "pr", "hsp2", "family"])
def test_whatever_is_told_has_words(goal: str, residence: str, language: str, words: Words) -> None:
    for activity in ("research", "specialist", "manage"):
        situation = engineer(goal=goal, residence=residence, activity=activity, papers_in_hand=["passport"])
        for line in (*papers.lines(situation), *procedure.lines(situation), *papers.card_lines(situation)):
            assert words.plain(language, line).strip()
        for _, label, _ in papers.checklist(situation):
            assert 0 < len(words.plain(language, label)) <= 58
