"""What follows from a set of answers is one value: it rests on what it is kept by, and is worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import following as module
from dialogs import lead as lead_module
from dialogs.following import MOST_KEPT, Following, following, forget
from dialogs.lead import lead_of
from dialogs.parts.card import facts_for_staff
from dialogs.parts.registry import LINES
from dialogs.place import HANDED_OFF
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation
from scoring import engine, timeline
from tests.dialogs.reached import reached
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk
from tests.properties import examples


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the costly things are worked out, nothing of earlier tests being kept."""
    forget()
    counted: Counter[str] = Counter()

    def counting(owner: Any, name: str) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def call(*args: Any, **more: Any) -> Any:
            counted[name] += 1
            return real(*args, **more)

        monkeypatch.setattr(owner, name, call)

    counting(module, "profile_from")
    counting(module, "score")
    counting(lead_module, "facts_for_staff")
    counting(timeline, "timeline")
    return counted


def test_of_a_walk_to_the_hand_off_the_card_is_worked_out_once(made: Counter[str]) -> None:
    walk = Walk(careful=False).answers(ENGINEER, TO_THE_CARD, until="contact_way")
    made.clear()
    walk.answers(TO_THE_CARD, until=HANDED_OFF)
    # Shown, filed with leave, and filed again with the half-days.
    assert len(walk.leads) == 2
    assert made["facts_for_staff"] == 1


def test_each_set_of_answers_is_scored_once(made: Counter[str]) -> None:
    walk = Walk(careful=False).answers(ENGINEER, TO_THE_CARD, until=HANDED_OFF)
    told = [name for name in walk.conversation.answers if HSP.brings_facts(name)]
    assert made["profile_from"] <= len(told) + 1
    # At each question it is counted whether those who stop there could still have qualified.
    assert made["score"] <= len(told) + 1


def test_what_is_no_fact_is_worked_out_for_nobody_again(made: Counter[str]) -> None:
    walk = reached("result").copy()
    walk.careful = False
    walk.presses("view:details", "view:parts", "view:ways", "view:short")
    made.clear()
    for act in ("view:details", "view:parts", "view:ways", "view:short"):
        walk.presses(act)
    walk.commands("help").commands("language").presses("a:ja").commands("result")
    walk.presses("ok").to_the_card()
    assert (made["profile_from"], made["score"]) == (0, 0)


def test_the_next_person_with_the_same_answers_is_known(made: Counter[str]) -> None:
    one = Walk(careful=False).answers(ENGINEER, TO_THE_CARD, until="leave")
    made.clear()
    other = Walk(careful=False).answers(ENGINEER, TO_THE_CARD, name="Ken", until="leave")
    assert made == {}
    assert other.situation.following is one.situation.following
    assert lead_of(other.situation).name != lead_of(one.situation).name


def test_another_day_or_another_answer_is_another_value() -> None:
    walk = reached("result").copy()
    today = walk.situation.following
    assert walk.situation.following is today
    assert walk.later(days=1).situation.following is not today
    assert walk.later(days=-1).situation.following is today
    walk.conversation.again.append("japanese")
    doubtful = walk.situation.following
    assert doubtful is not today
    assert (doubtful.profile.japanese, today.profile.japanese) == (None, "n1")


def test_a_view_made_before_answers_changed_keeps_what_it_saw() -> None:
    walk = reached("result").copy()
    situation = walk.situation
    seen = situation.following
    walk.conversation.answers = {k: v for k, v in walk.conversation.answers.items() if k != "japanese"}
    assert situation.following is seen
    assert situation.again().profile.japanese is None
    assert situation.again().again().following is situation.again().following


def test_no_more_is_kept_than_said_and_an_erasure_drops_all() -> None:
    forget()
    for number in range(MOST_KEPT + 50):
        following(HSP, Walk(start=False).now.date(), (("salary_yen", number),))
    assert following.cache_info().currsize == MOST_KEPT
    reached("goal").copy().commands("forget").presses("forget")
    assert following.cache_info().currsize == 0


def test_beside_the_score_a_few_things_are_kept() -> None:
    of = Following(Walk(start=False).now.date(), ())
    assert [of.once(("card", n % 20), lambda n=n: n) for n in range(40)] == [  # type: ignore[misc]
        *range(20),
        *range(20, 40),
    ]
    assert len(of._beside) <= module._MOST_BESIDE


def test_what_is_aside_is_a_question_that_brings_no_field() -> None:
    aside = {q.id for q in HSP if not HSP.brings_facts(q.id)}
    assert aside >= {
        *("language", "consent", "thorough"),
        *("note", "name", "contact_way", "contact", "consultation", "half_days"),
    }
    assert not any(HSP[name].fields for name in aside)


ACTS = ("press", "unknown", "example", "later", "recheck", "part")


@examples(25)
@given(
    where=st.sampled_from(["salary_yen", "japanese", "result", "leave", HANDED_OFF]),
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 20)), max_size=8),
)
def test_what_is_kept_is_what_would_be_worked_out_anew(where: str, acts: list[tuple[str, int]]) -> None:
    """All that is said of a person is the same with everything kept and with nothing kept."""
    walk = reached(where).copy()
    walk.careful = False
    for act, number in acts:
        offered = [a for a in walk.offered if a not in ("forget", "a:refuse")]
        if act == "later":
            walk.later(days=number * 20)
        elif act == "recheck":
            walk.commands("recheck")
        elif act == "part" and walk.conversation.place.at == "result":
            walk.says("parts")
        elif offered:
            walk.presses(offered[number % len(offered)])
        kept = said(walk.situation)
        forget()
        assert said(walk.situation) == kept


def said(situation: Situation) -> list[object]:
    if not situation.answers:
        return []
    lead = lead_of(situation)
    parts = [(name, list(lines(situation))) for name, lines in LINES.items()] if situation.category is not None else []
    return [
        situation.profile,
        situation.marks,
        situation.deciding,
        situation.open,
        lead,
        list(facts_for_staff(situation)),
        parts,
    ]


def test_a_category_is_counted_once_for_all_who_are_one_case_to_its_table() -> None:
    profile, day = reached("result").situation.profile, reached("result").situation.today
    engine._counted.cache_clear()
    for pay in range(8_000_001, 8_000_101):
        engine.score(profile.with_facts(salary_yen=pay), as_of=day)
    assert engine._counted.cache_info().misses <= 2
    later = engine.score(profile.with_facts(salary_yen=8_000_101), as_of=day + timedelta(days=0))
    assert later.categories[0].item("salary").why.args["salary_yen"] == 8_000_101
