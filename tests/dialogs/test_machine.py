"""The machine and its route: one list of printable edges, which both follow; every state can be reached and left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.conversation import HANDED_OFF, REFUSED, Answer, Conversation, Value
from dialogs.errors import DeadEnd
from dialogs.kinds import BirthDate, Day, ManyOf, OneOf, Page, Percent, Whole, Years, Yen
from dialogs.machine import CLOSED, Trigger, flow_for, heaviest_first, next_state
from dialogs.parts.registry import LINES
from dialogs.question import Question
from dialogs.questionnaires.hsp import CONSENT_VERSION, HSP
from dialogs.view import View
from scoring import Category, all_rulesets, ruleset_for, weights
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, TO_THE_POINTS, TODAY, Answers, Walk, finish, real_dialogue
from tests.properties import examples

FLOW = flow_for(HSP, ruleset_for(TODAY))


# --- people ---------------------------------------------------------------------------------------------------------


def _values(question: Question) -> st.SearchStrategy[Value]:
    kind = question.kind
    known: st.SearchStrategy[Value] = st.just("ok")
    if isinstance(kind, OneOf):
        known = st.sampled_from(kind.choices)
    elif isinstance(kind, ManyOf):
        known = st.lists(st.sampled_from(kind.choices or ("20261125am",)), unique=True, max_size=3)
    elif isinstance(kind, Yen):
        known = st.sampled_from([0, 2_999_999, 3_000_000, 6_500_000, 10_000_000, 20_000_000, 40_000_000])
    elif isinstance(kind, Whole):
        known = st.integers(0, 3)
    elif isinstance(kind, Years):
        known = st.integers(0, 130)
    elif isinstance(kind, Percent):
        known = st.sampled_from(["0", "0.03", "0.031"])
    elif question.id == "part":
        known = st.sampled_from(sorted(LINES))
    elif question.id == "papers_in_hand":
        known = st.lists(st.sampled_from(["passport", "degree"]), unique=True)
    elif isinstance(kind, Day):
        known = st.sampled_from(["2019", "2024-02", "2024-02-29", "2027-04"])
    elif isinstance(kind, BirthDate):
        known = st.sampled_from(["1960-01-01", "1988", "1994-05", "1994-05-01", "1997-01", "2000-12-31"])
    return st.none() | known


ANSWERED = {q.id: _values(q) for q in HSP}


@st.composite
def people(draw: st.DrawFn) -> Conversation:
    """Any set of answers at all, likely or not, at any bookmark."""
    far = draw(st.integers(0, len(HSP.questions)))
    names = [q.id for q in HSP.questions[:far]]
    left_out = draw(st.sets(st.sampled_from(names), max_size=6)) if names else set()
    answers = {name: Answer(draw(ANSWERED[name]), TODAY) for name in names if name not in left_out}
    again = draw(st.lists(st.sampled_from(sorted(answers)), unique=True, max_size=3)) if answers else []
    state = draw(st.sampled_from(FLOW.states))
    return Conversation(
        "x",
        "telegram",
        state=state,
        answers=answers,
        again=again,
        consented_to=draw(st.sampled_from([CONSENT_VERSION, "old"])),
    )


def seen(conversation: Conversation, day: date = TODAY) -> View:
    """A conversation at ten in the morning."""
    return View(conversation, HSP, real_dialogue().around, datetime(day.year, day.month, day.day, 1, tzinfo=UTC))


@examples(150)
@given(conversation=people())
def test_the_machine_and_the_function_agree(conversation: Conversation) -> None:
    expected = next_state(FLOW.edges, seen(conversation))
    assert FLOW.resume(seen(conversation)) == expected
    assert FLOW.fire(seen(conversation), Trigger.ANSWERED) == expected
    assert conversation.state == expected


@examples(150)
@given(conversation=people())
def test_what_is_asked_next_matters_and_is_the_heaviest_that_does(conversation: Conversation) -> None:
    view = seen(conversation)
    question = HSP.by_id.get(next_state(FLOW.edges, view).removeprefix("ask_"))
    if question is None or not question.fields:
        return
    assert not view.is_answered(question.id)
    assert view.matters(question.fields)
    assert question.applies_when.holds(view)
    category = Category(view.category) if view.category else None
    order = heaviest_first(HSP, ruleset_for(TODAY), category)
    for heavier in order[: order.index(question)]:
        assert view.is_answered(heavier.id) or not view.matters(heavier.fields)


@examples(60)
@given(conversation=people())
def test_answering_always_comes_to_an_end(conversation: Conversation) -> None:
    """Whatever the answer to each question, after at most one answer to each there is an outcome."""
    for _ in range(len(HSP.questions) + 1):
        state = FLOW.fire(seen(conversation), Trigger.ANSWERED)
        if state in (HANDED_OFF, CLOSED):
            return
        name = state.removeprefix("ask_")
        conversation.answers[name] = Answer(None, TODAY)
        conversation.again = [q for q in conversation.again if q != name]
        conversation.consented_to = CONSENT_VERSION
    raise AssertionError(f"still asking {conversation.state}")


# --- the route ------------------------------------------------------------------------------------------------------


def test_every_edge_can_be_read_aloud() -> None:
    for edge in FLOW.edges:
        sentence = str(edge)
        assert sentence.startswith(f"{edge.state} when ")
        assert "<" not in sentence
        assert " object at " not in sentence
    assert str(FLOW.edges[-1]) == "closed when always", "so that nobody gets stuck"
    salary = next(str(e) for e in FLOW.edges if e.state == "ask_salary_yen" and "category is b" in str(e))
    assert "salary_yen is not answered" in salary
    assert salary.endswith("salary_yen still matters")


def test_one_list_of_edges_serves_the_machine_and_the_function() -> None:
    """The relevance of a question is part of its edge: there is no second place that decides it."""
    for edge in FLOW.edges:
        question = HSP.by_id.get(edge.state.removeprefix("ask_"))
        if question is not None:
            assert all(part in str(edge) for part in str(question.condition).split(" and "))
            assert ("still matters" in str(edge)) == bool(question.fields)


@pytest.mark.parametrize("ruleset", all_rulesets(), ids=lambda rules: str(rules.id))
@pytest.mark.parametrize("category", [*Category, None], ids=str)
def test_each_law_has_an_order_of_its_own_heaviest_first(ruleset: object, category: Category | None) -> None:
    rules = next(r for r in all_rulesets() if r is ruleset)
    order = heaviest_first(HSP, rules, category)
    tables = [weights(rules.categories[c]) for c in ([category] if category else Category)]
    heavy = [max(t.get(f, 0) for t in tables for f in q.fields) for q in order]
    assert heavy == sorted(heavy, reverse=True)
    assert all(heavy)
    read = {name for table in tables for name in table} - {"international_services"}
    assert {f for q in order for f in q.fields} >= read


def _visited() -> set[str]:
    """States of a few people who between them see everything."""
    curious: Answers = {**TO_THE_POINTS, "thorough": "a:go_on"}
    walks = [
        Walk(start=False),
        Walk().presses("a:en", "a:refuse"),
        *(
            Walk().answers(curious, {"activity": f"a:{a}"}, until="result")
            for a in ("research", "specialist", "manage")
        ),
        Walk().answers(ENGINEER, TO_THE_CARD, until=HANDED_OFF),
        Walk().answers(ENGINEER, {**TO_THE_CARD, "contact_way": "a:phone"}, until="leave").presses("no"),
        Walk().answers(TO_THE_POINTS, {"goal": "a:other"}, until="note"),
        *_openers(),
    ]
    return {state for walk in walks for state in walk.states}


def _openers() -> Iterator[Walk]:
    """People who open each part and answer all it asks."""
    everything: Answers = {
        "changed_facts": ("salary", "japanese", "degrees"),
        "has_children": "a:yes",
        "plan": "a:raise",
    }
    for residence in ("work", "hsp"):
        for part in ("residence", "family", "over_time"):
            walk = Walk().answers(ENGINEER, {"residence": f"a:{residence}"}, until="result")
            yield walk.presses(f"view:{part}" if f"view:{part}" in walk.offered else "view:parts")
            if walk.conversation.view == "parts":
                walk.presses(f"view:{part}")
            walk.presses(f"ask:{part}").answers(ENGINEER, everything, until="result")


def test_every_state_is_reached_by_somebody() -> None:
    assert set(FLOW.states) - _visited() == set()
    assert not {q.state for q in HSP if q.by_button} & set(FLOW.states), "nobody is asked what a button sets"


@pytest.mark.parametrize("state", FLOW.states)
@pytest.mark.parametrize("person", ["nobody", "an engineer", "handed off"])
def test_every_state_can_be_left(state: str, person: str) -> None:
    until = {"nobody": "language", "an engineer": "result", "handed off": HANDED_OFF}[person]
    walk = Walk().answers(ENGINEER, TO_THE_CARD, until=until)
    walk.conversation.state = state
    if state == REFUSED:
        walk.conversation.refused = True
    walk.commands("start")
    finish(walk)


def test_every_question_can_be_gone_to_and_nothing_else() -> None:
    conversation = Walk().answers(ENGINEER, until="result").conversation
    for question in (q for q in HSP if not q.by_button):
        assert FLOW.fire(seen(conversation), Trigger.WENT_TO, question.state) == question.state
    with pytest.raises(DeadEnd, match=r"no way on from state 'ask_half_days' by 'went_to'"):
        FLOW.fire(seen(conversation), Trigger.WENT_TO, "ask_shoe_size")
    assert conversation.state == "ask_half_days", "and the bookmark stays"


def test_refusing_is_possible_from_anywhere_and_pages_are_questions_too() -> None:
    for state in FLOW.states:
        conversation = Conversation("x", "telegram", state=state)
        assert FLOW.fire(seen(conversation), Trigger.REFUSED) == REFUSED
    assert {q.id for q in HSP if isinstance(q.kind, Page) and not q.by_button} == {"review", "result", "leave"}


def test_an_unknown_bookmark_does_not_stop_the_machine() -> None:
    conversation = Conversation("x", "telegram", state="ask_shoe_size")
    assert FLOW.fire(seen(conversation), Trigger.ANSWERED) == "ask_language"


def test_there_is_one_machine_for_everybody_and_it_keeps_nobody() -> None:
    assert flow_for(HSP, ruleset_for(TODAY)) is FLOW
    assert FLOW._machine.models == []
    older = flow_for(HSP, ruleset_for(date(2017, 1, 1)))
    assert older is not FLOW
    Walk().answers(ENGINEER, until="result")
    assert FLOW._machine.models == []
