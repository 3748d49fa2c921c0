"""Which answers stand: what was taken back or applies no more reaches no profile, run, lead or card; none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.words.words import languages
from dialogs.card_lines import card
from dialogs.conversation import Answer, Conversation, Value
from dialogs.effects import FileLead
from dialogs.kinds import ManyOf
from dialogs.lead import Lead, lead_of, run_of
from dialogs.pages.page import BACK, HELP
from dialogs.parts.registry import LINES
from dialogs.place import HANDED_OFF, START, Place
from dialogs.questionnaires.hsp import CONSENT_VERSION, HSP
from dialogs.situation import Situation
from dialogs.standing import Standing, standing
from tests.dialogs.reached import reached
from tests.dialogs.test_machine import ANSWERED, seen
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, TO_THE_POINTS, TODAY, Answers, Given, Walk, keys_in, real_words
from tests.properties import examples
from tests.support import acts

HOLDER: Answers = {"residence": "a:hsp", "hsp_kind": "a:hsp1b", "employer_change": "a:no"}
OF_A_HOLDER: Answers = {
    "hsp_kind": "a:hsp1b",
    "status_since": "2023-04-01",
    "in_japan_since": "2019-04",
    "salary_since": "2025-04",
    "salary_before": "6.2M",
    "degrees_since": "2016-03",
    "longest_trip_days": "a:0",
    "days_abroad_a_year": "a:0",
    "work_since": "2021-04-01",
}


def opened(walk: Walk, part: str) -> Walk:
    """The page of a part, with its questions opened."""
    walk.presses(f"view:{part}" if f"view:{part}" in walk.offered else "view:parts")
    if walk.conversation.place.side == "parts":
        walk.presses(f"view:{part}")
    return walk.presses(f"ask:{part}" if f"ask:{part}" in walk.offered else f"again:{part}")


def fields_of(walk: Walk) -> set[str]:
    """Everything said on the newest screen, by key."""
    return set(walk.all_keys)


# --- the two faults that were seen ------------------------------------------------------------------------------------


def test_a_child_taken_back_is_reckoned_with_nowhere() -> None:
    walk = opened(reached("result"), "family").presses("a:yes").asks("youngest_child").says("2022-02-28")
    walk.presses(BACK, BACK).asks("has_children").presses("a:no").asks("pregnancy")
    # A slip taken back costs nothing.
    walk.presses(BACK).presses("a:yes").asks("pregnancy").presses(BACK, BACK).asks("has_children")
    walk.presses("a:no").answers({"pregnancy": "a:no", "household_income_yen": "9,000,000"}, until="result")
    assert walk.situation.profile.children == ()
    assert "February" not in walk.text
    never = opened(reached("result"), "family").answers(
        {"has_children": "a:no", "pregnancy": "a:no", "household_income_yen": "9,000,000"}, until="result"
    )
    assert walk.text == never.text
    # Whoever answers a part anew is asked all of it anew.
    assert walk.presses("again:family").presses("a:yes").asks("youngest_child").situation.profile.children is None


def test_who_holds_hsp_no_more_is_told_nothing_of_it_and_staff_neither() -> None:
    walk = opened(reached("result", HOLDER), "residence").answers(OF_A_HOLDER, until="result")
    assert walk.situation.profile.status == "hsp1b"
    walk.commands("recheck").presses("changed:residence", "a:work").answers(ENGINEER, until="result")
    assert (walk.situation.profile.status, walk.situation.profile.status_since) == ("work", None)
    assert set(walk.situation.standing.aside) == {"hsp_kind", "employer_change", "status_since"}
    walk.answers(TO_THE_CARD, until=HANDED_OFF)
    told = {key for line in walk.leads[-1].facts for key in keys_in(line)}
    assert "follows-card-hsp2" not in told
    assert not {"hsp_kind", "status_since"} & set(walk.leads[-1].consented.answers)
    # Taken back, the kind and the day are there again.
    walk.commands("recheck").presses("changed:residence", "a:hsp").answers(ENGINEER, until="result")
    assert walk.situation.profile.status == "hsp1b"


@pytest.mark.parametrize(
    ("question", "other"),
    [("residence", "a:work"), ("activity", "a:research"), ("goal", "a:other"), ("residence", "a:ran_out")],
)
def test_after_every_part_is_answered_a_change_leaves_nothing_that_does_not_apply(question: str, other: str) -> None:
    walk = reached("result", HOLDER)
    everything: Answers = {**OF_A_HOLDER, "has_children": "a:yes", "youngest_child": "2022", "plan": "a:raise"}
    for part in ("residence", "family", "over_time"):
        opened(walk, part).answers(everything, {"plan_salary": "9M", "plan_day": "2027-04"}, until="result")
        walk.presses("view:short")
    walk.presses("review", f"change:{question}", other)
    for name, answer in walk.situation.answers.items():
        assert HSP[name].applies_when.true_of(walk.situation.answers), f"{name} stands as {answer.value}"


# --- what stands ------------------------------------------------------------------------------------------------------


def test_a_number_given_for_another_way_stays_out_of_the_card() -> None:
    walk = reached("leave", {"contact_way": "a:phone"}, {"contact": "+81 90 1234 5678"}).presses(BACK, BACK)
    walk.asks("contact_way").presses("a:here").leads_to("leave")
    assert lead_of(walk.situation).contact is None
    walk.presses(BACK).asks("contact_way").presses("a:phone").asks("contact")


def test_an_answer_to_be_confirmed_again_is_no_fact_and_not_lost() -> None:
    walk = reached("result").commands("recheck").presses("changed:new_job").asks("work_field")
    assert walk.situation.profile.salary_yen is None
    assert walk.situation.standing.doubtful["salary_yen"].value == 6_500_000
    walk.commands("cancel").leads_to("result")
    assert walk.situation.profile.salary_yen == 6_500_000


@pytest.mark.parametrize(
    ("what", "value"), [("japanese", "a:n2"), ("salary_yen", "9,900,000"), ("degrees", ("doctorate",))]
)
def test_what_changes_today_was_different_before(what: str, value: Given) -> None:
    """Else an examination just passed would count for the years before."""
    since = {"salary_yen": "salary_since"}.get(what, f"{what}_since")
    long_ago = {"salary_since": "2015", "japanese_since": "2015", "degrees_since": "2015"}
    walk = reached("result", {"goal": "a:pr", "salary_yen": "7,200,000", "in_japan_since": "2015-01-01", **long_ago})
    assert walk.situation.is_answered(since)
    walk.commands("recheck").presses(f"changed:{what}").gives(value).explains("ask-again")
    assert not walk.situation.is_answered(since)


def test_another_kind_of_status_has_another_first_day() -> None:
    walk = opened(reached("result", HOLDER), "indefinite").answers(
        {"hsp_kind": "a:hsp1b", "status_since": "2020-01-01"}
    )
    walk.presses("view:parts", "view:duties", "again:duties").presses("a:j_skip")
    assert walk.situation.profile.status == "j_skip"
    assert walk.situation.profile.status_since is None


def test_papers_of_another_job_do_not_prove_the_same_pay() -> None:
    walk = reached("result")
    walk.conversation.confirmed = ["salary", "career", "academic"]
    walk.commands("recheck").presses("changed:new_job").answers(ENGINEER, until="result")
    assert walk.situation.value("salary_yen") == 6_500_000
    assert walk.conversation.confirmed == ["career", "academic"]


def test_a_pregnancy_is_over_some_day() -> None:
    walk = opened(reached("result"), "family")
    walk.answers({"has_children": "a:no", "pregnancy": "a:yes", "household_income_yen": "9,000,000"})
    assert walk.later(days=280).situation.profile.pregnancy is True
    assert walk.later(days=1).situation.profile.pregnancy is None
    assert "pregnancy" in walk.situation.standing.doubtful


def test_another_pay_is_another_income_of_the_household() -> None:
    walk = opened(reached("result"), "family")
    walk.answers({"has_children": "a:no", "pregnancy": "a:yes", "household_income_yen": "9,000,000"})
    walk.commands("recheck").presses("changed:salary_yen").says("4,000,000")
    assert walk.situation.profile.household_income_yen is None


@pytest.mark.parametrize("what", ["a:hsp", "changed:new_job"])
def test_what_is_in_order_goes_with_the_status_and_the_work(what: str) -> None:
    walk = opened(reached("result"), "residence")
    walk.answers({"in_japan_since": "2015-01-01", "in_order": ("notified",)}, until="work_since")
    walk.says("2018-01-01").commands("recheck")
    walk.presses(what) if what in walk.offered else walk.presses("changed:residence", what)
    assert not walk.situation.is_answered("in_order")


def test_the_order_in_which_answers_were_given_decides_nothing() -> None:
    walk = opened(reached("result", HOLDER), "residence").answers(OF_A_HOLDER, until="result")
    turned = deepcopy(walk.conversation)
    turned.answers = dict(reversed(list(turned.answers.items())))
    situation = Situation(turned, HSP, walk.dialogue.around, walk.now)
    assert list(situation.answers) == list(walk.situation.answers)
    assert situation.following is walk.situation.following


def test_a_question_that_is_gone_and_a_value_that_is_gone_are_set_aside() -> None:
    conversation = Conversation("x", "test")
    conversation.keep("shoe_size", 42, TODAY)
    conversation.keep("goal", "citizenship", TODAY)
    conversation.keep("residence", "work", TODAY)
    found = standing(conversation, HSP, Walk().situation)
    assert (list(found.answers), list(found.aside)) == (["residence"], ["goal", "shoe_size"])


# --- what is exported -------------------------------------------------------------------------------------------------


def test_the_owner_sees_what_stands_and_apart_from_it_what_does_not() -> None:
    walk = opened(reached("result", HOLDER), "residence").answers(OF_A_HOLDER, until="result")
    walk.commands("recheck").presses("changed:residence", "a:work")
    walk.conversation.again.append("salary_yen")
    exported = walk.dialogue.exported(walk.conversation, walk.now)
    assert set(exported["set_aside"]) == {"hsp_kind", "employer_change", "status_since"}
    assert set(exported["to_be_confirmed"]) == {"salary_yen", "in_order"}
    parted = (*exported["answers"], *exported["set_aside"], *exported["to_be_confirmed"])
    assert sorted(parted) == sorted(walk.conversation.answers), "nothing that is kept is hidden, nothing is said twice"
    assert exported["place"]["at"] == walk.conversation.place.at
    nothing_else = Walk().dialogue.exported(reached("goal").conversation, walk.now)
    assert not {"set_aside", "to_be_confirmed"} & set(nothing_else)


# --- whatever somebody does -------------------------------------------------------------------------------------------

ACTS = st.one_of(
    st.tuples(st.just("press"), st.integers(0, 40)),
    st.tuples(st.just("press"), st.integers(0, 40)),
    st.tuples(st.just("answer"), st.integers(0, 40)),
    st.tuples(st.just("answer"), st.integers(0, 40)),
    st.tuples(st.just("back"), st.integers(1, 3)),
    st.tuples(st.just("command"), st.sampled_from([0, 1, 2, 3, 4])),
    st.tuples(st.just("part"), st.integers(0, len(LINES) - 1)),
    st.tuples(st.just("change"), st.integers(0, 40)),
    st.tuples(st.just("on"), st.integers(1, 15)),
    st.tuples(st.just("later"), st.sampled_from([1, 60, 400])),
)
COMMANDS = ("recheck", "human", "result", "book", "cancel")
WHERE = {
    "the points": lambda: reached("salary_yen"),
    "the review": lambda: reached("review"),
    "the result": lambda: reached("result"),
    "a holder's parts": lambda: opened(reached("result", HOLDER), "residence").answers(OF_A_HOLDER, until="result"),
    "a parent's part": lambda: opened(reached("result"), "family").presses("a:yes").says("2022-02-28"),
    "a manager": lambda: reached("result", {"activity": "a:manage", "position": "a:director"}),
    "the card": lambda: reached("leave", {"contact_way": "a:phone"}, {"contact": "+81 90 1234 5678"}),
    "the hand-off": lambda: reached(HANDED_OFF),
}


def act(walk: Walk, kind: str, number: int) -> None:
    """One act of somebody who changes their mind a lot."""
    offered = [a for a in walk.offered if a not in ("forget", "a:refuse", HELP)]
    if kind == "back" and BACK in offered:
        walk.presses(BACK)
    elif kind == "command":
        walk.commands(COMMANDS[number])
    elif kind == "part" and walk.where == "result":
        walk.commands("result")
        if walk.where == "result":
            walk.presses("view:parts", f"view:{list(LINES)[number]}")
            asking = [a for a in walk.offered if a.startswith(("ask:", "again:"))]
            walk.presses(*asking[:1])
    elif kind == "change":
        changing = [a for a in offered if a.startswith(("change:", "changed:"))]
        if changing:
            walk.presses(changing[number % len(changing)])
    elif kind == "on":
        for step in range(number):
            _answer(walk, step)
    elif kind == "later":
        walk.later(days=number)
    elif kind == "answer":
        _answer(walk, number)
    elif offered:
        walk.presses(offered[number % len(offered)])


def _answer(walk: Walk, number: int) -> None:
    question = walk.question
    offered = [a for a in walk.offered if a not in ("forget", "a:refuse", HELP, BACK, "human")]
    if question is not None and question.kind.typed and number % 3:
        walk.says(real_words().plain(walk.conversation.language, question.example(walk.situation)))
    elif question is not None and isinstance(question.kind, ManyOf) and number % 2:
        walk.presses("done")
    elif offered:
        walk.presses(offered[number % len(offered)])


def test_answers_are_parted_once_in_a_turn_that_changes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the conversation within a turn shares what was worked out."""
    parted: list[int] = []

    def counted(*args: Any) -> Standing:
        parted.append(1)
        return standing(*args)

    monkeypatch.setattr("dialogs.situation.standing", counted)
    walk = Walk(careful=False)
    while walk.conversation.place.at != HANDED_OFF:
        for act in acts(walk.dialogue, walk.conversation, walk.screen):
            parted.clear()
            walk.says(act) if isinstance(act, str) else walk.presses(act.action)
            # A typed text is read by what is known already (whether an age settles the band, where one lives).
            assert len(parted) <= (2 if isinstance(act, str) else 1), walk.where


def from_the_start(situation: Situation) -> Situation:
    """Somebody who gave only the answers that stand, and did the rest as well: wishes, runs, papers seen by staff."""
    conversation = situation.conversation
    fresh = Conversation("fresh", conversation.channel, conversation.language)
    for question in situation.questionnaire:
        answer = situation.answers.get(question.id)
        if answer is not None:
            fresh.keep(question.id, answer.value, answer.given_on)
    fresh.place = Place(wishes=dict(conversation.place.wishes))
    for name in ("source", "consented_to", "history", "lead", "last_run", "shown_run", "confirmed"):
        setattr(fresh, name, deepcopy(getattr(conversation, name)))
    return Situation(fresh, situation.questionnaire, situation.around, situation.now)


def reaches(situation: Situation) -> Iterator[object]:
    """All that is made of a person's answers."""
    lead = lead_of(situation)
    yield from (situation.profile, situation.marks, situation.deciding, run_of(situation), lead)
    yield from (card(lead, situation.around.office, language) for language in languages())
    if situation.category is not None:
        yield from (tuple(lines(situation)) for lines in LINES.values())


@examples(120)
@given(where=st.sampled_from(sorted(WHERE)), acts=st.lists(ACTS, max_size=12))
@example(where="a parent's part", acts=[("back", 1), ("back", 1), ("press", 1), ("on", 3)])
@example(where="a holder's parts", acts=[("command", 0), ("change", 1), ("press", 1), ("on", 6)])
@example(where="a manager", acts=[("on", 10), ("answer", 1), ("later", 1)])
@example(where="the card", acts=[("back", 1), ("back", 1), ("press", 0)])
def test_what_reaches_profile_run_lead_and_card_is_what_stands(where: str, acts: list[tuple[str, int]]) -> None:
    walk = WHERE[where]().copy()
    walk.careful = False
    for kind, number in acts:
        filed = len(walk.leads)
        act(walk, kind, number)
        if walk.conversation.place.at == START:
            return
        situation = walk.situation
        assert list(reaches(situation)) == list(reaches(from_the_start(situation)))
        if len(walk.leads) > filed and any(isinstance(effect, FileLead) for effect in walk.last.effects):
            assert walk.leads[-1] == lead_of(from_the_start(situation))


@examples(150)
@given(
    answers=st.fixed_dictionaries({}, optional=ANSWERED), again=st.lists(st.sampled_from(sorted(ANSWERED)), max_size=3)
)
def test_of_any_answers_at_all_only_those_that_stand_reach_anybody(answers: dict[str, Value], again: list[str]) -> None:
    """Likely or not: whatever was stored by whatever way, of this version or another."""
    conversation = Conversation("x", "telegram", again=again, consented_to=CONSENT_VERSION)
    for name, value in answers.items():
        conversation.answers[name] = Answer(value, TODAY)
    situation = seen(conversation)
    assert list(reaches(situation)) == list(reaches(from_the_start(situation)))


def test_a_stored_value_of_another_kind_reaches_nobody() -> None:
    walk = reached("result")
    strange: dict[str, Value] = {"goal": "citizenship", "degrees": "master", "japanese": "n0", "shoe_size": 42}
    for name, value in strange.items():
        walk.conversation.keep(name, value, date(2026, 11, 24))
    lead = lead_of(walk.situation)
    assert lead.goal is None
    assert isinstance(lead, Lead)
    assert not set(strange) & set(lead.consented.answers)
    assert TO_THE_POINTS["goal"] == "a:hsp"
