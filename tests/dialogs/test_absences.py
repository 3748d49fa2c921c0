"""Time abroad, as people tell it: heard anywhere, also in a question, and what it turns "open now" into."""

from __future__ import annotations

from typing import Any

import pytest

from dialogs.card_lines import card
from dialogs.lead import lead_of
from dialogs.own_words import OWN_WORDS
from dialogs.parts import goals, residence
from dialogs.results import summary
from scoring.stay.goals import PERMANENT, GoalState
from tests.dialogs.test_follows import ASKED, ENGINEER, seen
from tests.dialogs.test_goal_leads import SPOUSE
from tests.dialogs.test_understanding import facts, read
from tests.dialogs.walker import TO_THE_CARD, Walk, keys_in

TRIP, YEAR = "longest_trip_days", "days_abroad_a_year"
HEARD = {
    "en": {
        "I was in US for 4 months in 2025": {TRIP: 120},
        "I left Japan for 5 months last year, is it ok?": {TRIP: 150},
        "I was away 100 days. Is it a problem?": {TRIP: 100},
        "I spend 120 days a year abroad": {YEAR: 120},
        # Below what breaks the years, of others, of work, supposed, denied, or too long ago.
        "I was in India for 3 weeks": {},
        "my wife was in India for 8 months": {},
        "8 months experience in US": {"experience_years": 8},
        "can I go abroad for 4 months?": {},
        "I was never abroad for 3 months": {},
        "I was in my country for 8 months in 2019": {},
        # Since when, and what is left, are no length of an absence.
        "3 months ago I was in India": {},
        "I have 4 months left until I graduate": {},
    },
    "ja": {
        "自己都合で2年前に8か月帰国していました。大丈夫ですか": {TRIP: 240},
        "3年前に8か月帰国しました": {TRIP: 240},
        "2025年に4か月アメリカにいました": {TRIP: 120},
        "去年100日間日本を離れていました": {TRIP: 100},
        "出国は年に120日くらいです": {YEAR: 120},
        "2週間帰国していました": {},
        "妻が8か月帰国していました": {},
        "4か月帰国しても大丈夫ですか": {},
        "10年前に8か月帰国していました": {},
        "4か月前にインドに行きました": {},
    },
}


@pytest.mark.parametrize("language", HEARD)
def test_time_abroad_is_heard_with_its_days(language: str) -> None:
    found = {text: facts(read(text, language=language)) for text in HEARD[language]}
    assert found == HEARD[language]
    for text, told in HEARD[language].items():
        kinds = {remark.kind for remark in read(text, language=language).remarks}
        assert ("absence" in kinds) >= bool(told.keys() & {TRIP, YEAR}), text


def test_what_remains_is_kept_as_a_deadline_and_not_as_time_abroad() -> None:
    for text in ("I have 4 months left", "4 months left until graduation"):
        assert {remark.kind for remark in read(text).remarks} - {"graduation"} == {"deadline"}, text
    assert "absence" in {remark.kind for remark in read("I left for 4 months").remarks}


@pytest.mark.parametrize(
    ("language", "text"), [("en", "no, I was 8 months in US in 2025"), ("en", "I was 8 months in US")]
)
def test_asked_since_when_without_a_break_it_is_the_subject_and_no_date(language: str, text: str) -> None:
    found = read(text, "in_japan_since", language)
    assert [(f.question, f.candidates) for f in found.facts if f.candidates] == [(TRIP, (240,))]


def _headline(*parts: dict[str, Any], **more: Any) -> str:
    return next(text.key for text in summary(seen(*parts, **more)) if text.key.startswith("follows-"))


@pytest.mark.parametrize(
    "told",
    [{TRIP: 240, YEAR: 0}, {TRIP: 30, YEAR: 120}, {OWN_WORDS: ["absence||I was abroad for a long time"]}],
)
def test_open_now_becomes_staff_must_check_on_every_page_and_on_the_card(told: dict[str, Any]) -> None:
    years = {"in_japan_since": "2015-04-01"}
    assert _headline(ENGINEER, ASKED, years) == "follows-pr-open"
    situation = seen(ENGINEER, ASKED, years, told)
    assert _headline(ENGINEER, ASKED, years, told) == "follows-pr-anew"
    assert next(iter(residence.lines(situation))).key == "follows-pr-anew"
    found = goals.of_situation(situation)
    assert found is not None
    option = next(option for option in found.options if option.id == PERMANENT)
    assert (option.state, option.earliest) == (GoalState.UNKNOWN, None)
    lead = lead_of(situation)
    assert "absence" in lead.flags
    assert "follows-card-anew" in {key for text in lead.facts for key in keys_in(text)}
    assert "result-sure" not in {text.key for text in summary(situation)}
    of_pr = lead_of(seen(ENGINEER, ASKED, years, told, goal="pr"))
    lines = card(of_pr, situation.around.office, "ja")
    assert "card-next-absence" in {key for line in lines for key in keys_in(line)}


def test_a_way_without_points_is_for_staff_as_well() -> None:
    walk = Walk().answers({"language": "a:en", "consent": "a:agree"}, SPOUSE, {TRIP: "240"}, until="result")
    assert "follows-own-anew" in walk.all_keys
    assert "follows-own-open" not in walk.all_keys
    walk.presses("view:goals").explains("follows-goal-when-anew")


def test_told_on_the_result_it_is_read_back_warned_of_and_reaches_the_card() -> None:
    person = {"language": "a:en", "consent": "a:agree", **SPOUSE, TRIP: "0", YEAR: "0"}
    walk = Walk().answers(person, until="result").explains("follows-own-open")
    walk.says("I was in US for 4 months in 2025, is that a problem?").explains("absence-told")
    assert "question-for-staff" not in walk.keys
    walk.presses("ok").explains("follows-own-anew")
    lead = walk.to_the_hand_off({"result": "ok"}, TO_THE_CARD).leads[-1]
    assert "absence" in lead.flags
    assert "absence" in {remark.kind for remark in lead.remarks}


def test_it_is_asked_once_a_route_is_open_and_not_before() -> None:
    untold = {TRIP: ..., YEAR: ..., "in_japan_since": "2015-04-01", "married_since": "none"}
    assert seen(ENGINEER, ASKED, untold).deciding == {TRIP, YEAR}
    # A long trip settles it; a year that opens later can still be spent in Japan.
    assert not seen(ENGINEER, ASKED, untold, {TRIP: 200}).deciding
    assert not seen(ENGINEER, ASKED, untold, {"in_japan_since": "2026-06-01"}).deciding & {TRIP, YEAR}
