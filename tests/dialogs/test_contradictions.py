"""Days that no life has in that order are said and asked again; staff see what stays so."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.contradictions import NOT_BEFORE, contradictions
from dialogs.conversation import Answer
from dialogs.lead import lead_of
from dialogs.questionnaires.hsp import HSP
from tests.dialogs.reached import reached
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, TODAY, Walk, real_dialogue


def told(**values: str | int) -> list[tuple[str, str]]:
    return list(contradictions({name: Answer(value, TODAY) for name, value in values.items()}, TODAY))


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"birth_date": "1994-05-01", "in_japan_since": "1992"}, [("birth_date", "in_japan_since")]),
        # Whoever was born in Japan has been here since.
        ({"birth_date": "1994-05-01", "in_japan_since": "1994"}, []),
        ({"birth_date": "1994-05-01", "in_japan_since": "1994-04"}, [("birth_date", "in_japan_since")]),
        ({"birth_date": "1994", "in_japan_since": "1994-04"}, []),
        ({"birth_date": "1994-05-01", "married_since": "2003-01-01"}, [("birth_date", "married_since")]),
        ({"birth_date": "2004-02-29", "married_since": "2018-03-01"}, []),
        ({"birth_date": "1994-05-01", "married_since": "none"}, []),
        ({"birth_date": "1994-05-01", "youngest_child": "1996-05-01"}, [("birth_date", "youngest_child")]),
        ({"in_japan_since": "2020-04", "status_since": "2019"}, [("in_japan_since", "status_since")]),
        ({"in_japan_since": "2020-04", "status_since": "2020-04"}, []),
        ({"in_japan_since": "2020-04", "resident_since": "2018"}, [("in_japan_since", "resident_since")]),
        ({"birth_date": "1998-05-01", "experience_years": 20 * 12}, [("birth_date", "experience_years")]),
        ({"birth_date": "1998-05-01", "experience_years": 10 * 12}, []),
        ({"residence": "ran_out", "stay_until": "2026-12-01"}, [("residence", "stay_until")]),
        ({"residence": "ran_out", "stay_until": "2026-10-01"}, []),
        ({"residence": "work", "stay_until": "2026-12-01"}, []),
    ],
)
def test_what_cannot_both_be_true(values: dict[str, str | int], found: list[tuple[str, str]]) -> None:
    assert told(**values) == found


def test_the_questions_compared_are_asked() -> None:
    assert {name for first, second, _ in NOT_BEFORE for name in (first, second)} <= set(HSP.by_id)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_day_before_the_birth_is_said_and_the_birth_asked_again(language: str) -> None:
    walk = (
        Walk(language)
        .answers(TO_THE_POINTS, {"language": f"a:{language}", "goal": "a:pr"}, until="in_japan_since")
        .says("2019-04-01")
    )
    walk.answers(TO_THE_POINTS, ENGINEER, until="birth_date").says("2020-05-01")
    if walk.conversation.place.overlay is None and walk.conversation.place.at == "birth_date":
        # So young nobody asks: the question itself says so.
        return
    walk.explains("gainsays")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_work_longer_than_a_life_allows_is_asked_again_and_flagged_if_it_stays(language: str) -> None:
    given = {**ENGINEER, "language": f"a:{language}", "birth_date": "2001-05-01"}
    walk = Walk(language).answers(given, until="experience_years").says({"en": "20 years", "ja": "20年"}[language])
    walk.asks("birth_date").explains("gainsays")
    right = walk.copy().says("1980-05-01")
    assert "gainsays" not in right.keys
    assert right.value("experience_years") == 240
    kept = walk.says("2001-05-01")
    assert "gainsays" not in kept.keys
    assert kept.conversation.place.at != "birth_date"
    assert "contradiction" in lead_of(kept.situation).flags
    assert "contradiction" not in lead_of(right.situation).flags


@pytest.mark.parametrize(("language", "typed"), [("en", "December 5, 2026"), ("ja", "2026年12月5日")])
def test_a_stay_that_still_runs_is_shown_beside_a_status_that_has_expired(language: str, typed: str) -> None:
    walk = Walk(language).answers(TO_THE_POINTS, {"language": f"a:{language}", "residence": "a:ran_out"}, until="note")
    walk.presses("unknown").asks("stay_until").says(typed).explains("gainsays").asks("status_as_on_card")
    flags = walk.to_the_hand_off().leads[-1].flags
    assert "expiry_unclear" in flags
    assert "expired" not in flags


def test_words_of_an_expiry_to_come_are_shown_beside_a_status_that_has_expired() -> None:
    walk = Walk().answers(TO_THE_POINTS, {"residence": "a:ran_out"}, until="note")
    walk.says("my visa expires on 5 December 2026").reads_back("2026-12-05").presses("again", "unknown")
    assert "expiry_unclear" in walk.to_the_hand_off().leads[-1].flags


def test_flags_have_words_in_every_language() -> None:
    words = real_dialogue().words
    assert all(words.has(lang, key) for lang in ("en", "ja") for key in ("flag-expiry-unclear", "flag-contradiction"))
    assert reached("review").conversation.again == []
    assert date(2026, 11, 24) == TODAY


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "N1, 20 years experience as engineer"), ("ja", "実務経験20年、N1です")],
)
def test_what_cannot_be_true_is_said_on_the_list_to_confirm(language: str, typed: str) -> None:
    given = {**ENGINEER, "language": f"a:{language}", "birth_date": "2001-05-01"}
    walk = Walk(language).answers(given, until="degrees").says(typed).leads_to("understood over degrees")
    walk.explains("gainsays").presses("ok").asks("birth_date").explains("gainsays")
