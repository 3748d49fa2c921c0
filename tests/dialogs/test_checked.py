"""What the office has checked counts for rules outside the points tables too, line by line, until the rule changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.words import languages
from dialogs.checked import residence_as_checked
from dialogs.conversation import Answer, Conversation
from dialogs.messages import Text
from dialogs.office import Checked
from dialogs.parts import duties, family, indefinite, papers, procedure, residence
from dialogs.place import Place
from dialogs.questionnaires.hsp import HSP, IN_ORDER
from dialogs.situation import Situation, Surroundings
from scoring import Confidence
from scoring.book import rule_on
from scoring.stay.residence_rules import residence_rules
from tests.dialogs.walker import keys_in

TODAY = date(2026, 11, 24)
LEAP = date(2028, 2, 29)
ENGINEER = {
    "goal": "hsp",
    "residence": "work",
    "activity": "specialist",
    "international_services": "no",
    "birth_date": "1994-05-01",
    "salary_yen": 7_000_000,
    "degrees": ["master"],
    "experience_years": 72,
    "japanese": "n1",
}
HOLDER = ENGINEER | {"residence": "hsp", "hsp_kind": "hsp1b", "status_since": "2024-05-01"}
TO_STAY = HOLDER | {
    "goal": "pr",
    "salary_yen": 10_000_000,
    "status_since": "2020-05-01",
    "in_japan_since": "2018-04-01",
    "salary_since": "2015-04",
    "degrees_since": "2015-04",
    "japanese_since": "2015-04",
    "in_order": list(IN_ORDER),
}
Part = Callable[[Situation], Iterable[Text]]


def view_of(answers: Mapping[str, Any], day: date, *checked: Checked) -> Situation:
    conversation = Conversation("checked", "telegram", "en", Place("result"), consented_to=HSP.version)
    conversation.answers = {name: Answer(value, day) for name, value in answers.items()}
    office = replace(load_office(None), checked=frozenset(checked))
    around = Surroundings(office, is_japanese_holiday, languages())
    return Situation(conversation, HSP, around, datetime(day.year, day.month, day.day, 3, tzinfo=UTC))


def check(rule_id: str, day: date, wording: str | None = None) -> Checked:
    rule = rule_on(rule_id, day)
    assert rule is not None
    assert rule.confidence is Confidence.STAFF_CONFIRMS
    return Checked(rule=rule_id, day=date(2026, 11, 20), initials="T.I.", wording=wording or rule.wording)


@pytest.mark.parametrize(
    ("part", "answers", "rule", "key", "day"),
    [
        pytest.param(
            family.lines,
            HOLDER | {"goal": "family", "household_income_yen": 12_000_000, "investment_management": "yes"},
            "family.benefits.worker_investment.also_staff",
            "follows-family-unsure",
            TODAY,
            id="what else must hold for a helper",
        ),
        pytest.param(
            procedure.lines,
            HOLDER | {"goal": "family"},
            "procedures.procedures.parents",
            "procedure-staff-confirms",
            TODAY,
            id="the parents' application",
        ),
        pytest.param(
            procedure.lines,
            ENGINEER | {"goal": "pr", "salary_yen": 25_000_000},
            "procedures.permanent.j_skip",
            "follows-staff-confirms",
            TODAY,
            id="years of papers with J-Skip",
        ),
        pytest.param(
            papers.lines,
            ENGINEER | {"japanese": "none", "employer_local_support": "yes"},
            "hsp.rows.local_gov",
            "paper-staff-confirms",
            TODAY,
            id="papers of a row",
        ),
        pytest.param(
            residence.lines, TO_STAY, "residence.look_back", "follows-staff-confirms", LEAP, id="the day looked back to"
        ),
        pytest.param(
            residence.card_lines,
            TO_STAY,
            "residence.look_back",
            "follows-card-to-confirm",
            LEAP,
            id="the day looked back to, for staff",
        ),
        pytest.param(
            indefinite.lines,
            HOLDER,
            "residence.indefinite.gives.card_own_date",
            "follows-family-unsure",
            TODAY,
            id="the residence card",
        ),
        pytest.param(
            duties.lines, HOLDER, "duties.duties.notice_first", "follows-duty-unsure", TODAY, id="a duty of a holder"
        ),
    ],
)
def test_a_checked_rule_is_for_nobody_to_confirm_until_it_changes(
    part: Part, answers: Mapping[str, Any], rule: str, key: str, day: date
) -> None:
    assert key in keys_in(list(part(view_of(answers, day))))
    assert key not in keys_in(list(part(view_of(answers, day, check(rule, day)))))
    assert key in keys_in(list(part(view_of(answers, day, check(rule, day, "00000000")))))


def test_only_how_sure_something_is_changes() -> None:
    assert residence_as_checked(frozenset(), TODAY) == residence_rules(TODAY)
    made = residence_as_checked(frozenset({check("residence.conditions.absence", TODAY)}), TODAY)
    absence = next(c for c in made.conditions if c.id == "absence")
    assert absence.confidence is Confidence.VERIFIED
    others = [c for c in residence_rules(TODAY).conditions if c.id != "absence"]
    assert [c for c in made.conditions if c.id != "absence"] == others
    assert replace(made, conditions=residence_rules(TODAY).conditions) == residence_rules(TODAY)


def test_ways_without_points_time_abroad_and_what_permanent_residence_gives_may_be_checked() -> None:
    names = ("own_routes.spouse", "own_routes.long_term", "absence", "permanent.gives.any_work")
    made = residence_as_checked(frozenset(check(f"residence.{name}", TODAY) for name in names), TODAY)
    sure = [*(rule.confidence for rule in made.own_routes), made.absence.confidence]
    assert sure == [Confidence.VERIFIED] * 3
    assert [gift.id for gift in made.permanent_gives if gift.confidence is Confidence.VERIFIED] == ["any_work"]
    kept = residence_rules(TODAY)
    same = replace(made, own_routes=kept.own_routes, absence=kept.absence, permanent_gives=kept.permanent_gives)
    assert same == kept


def test_a_check_of_the_rules_is_no_check_of_a_persons_facts() -> None:
    """The eve of a birthday stays for staff, though the office has checked the day looked back to."""
    eve = TO_STAY | {"birth_date": "1998-03-01", "salary_yen": 6_500_000}
    situation = view_of(eve, LEAP, check("residence.look_back", LEAP))
    assert "follows-staff-confirms" in keys_in(list(residence.lines(situation)))
