"""The machine and its route: one list of printable edges, which both follow; every state can be reached and left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.chapter import Chapter
from dialogs.conversation import Answer, Conversation, Value
from dialogs.errors import DeadEnd
from dialogs.kinds import BirthDate, Day, ManyOf, OneOf, Percent, Ticks, Whole, Years, Yen
from dialogs.machine import Flow, Trigger, flow_for, heaviest_first
from dialogs.pages.page import Page
from dialogs.parts.registry import LINES
from dialogs.place import CLOSED, HANDED_OFF, REFUSED, RESULT, REVIEW, START, Place, Wish
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.questionnaires.hsp import CONSENT_VERSION, HSP
from dialogs.situation import Situation
from scoring import Category, all_rulesets, ruleset_for, weights
from tests.dialogs.reached import reached
from tests.dialogs.test_questionnaire import FIRST, TICKED, Somewhere
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, TO_THE_POINTS, TODAY, Answers, Walk, finish, real_dialogue
from tests.properties import examples

FLOW = flow_for(HSP, ruleset_for(TODAY))
ON_THE_WAY = [START, *(page.id for page in HSP.pages.values() if not page.overlay)]


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
    elif isinstance(kind, Ticks):
        known = st.lists(st.sampled_from(["passport", "degree"]), unique=True)
    elif isinstance(kind, Day):
        known = st.sampled_from(["2019", "2024-02", "2024-02-29", "2027-04"])
    elif isinstance(kind, BirthDate):
        known = st.sampled_from(["1960-01-01", "1988", "1994-05", "1994-05-01", "1997-01", "2000-12-31"])
    return st.none() | known


ANSWERED = {q.id: _values(q) for q in HSP}
WISHED: dict[str, st.SearchStrategy[str]] = {
    Wish.HUMAN: st.just("yes"),
    Wish.THOROUGH: st.sampled_from(["stop", "go_on"]),
    Wish.PART: st.sampled_from(sorted(LINES)),
    Wish.REVIEW: st.just("ok"),
    Wish.RESULT: st.just("ok"),
    Wish.LEAVE: st.sampled_from(["yes", "no"]),
}
PLACES: list[Callable[[dict[str, str]], Place]] = [
    *(partial(Place, page, None, None, "short") for page in ON_THE_WAY),
    *(partial(Place, q.id, c.id, None, "short") for q in HSP for c in HSP.chapters_of(q.id)),
]


@st.composite
def people(draw: st.DrawFn) -> Conversation:
    """Any set of answers at all, likely or not, at any bookmark."""
    far = draw(st.integers(0, len(HSP.questions)))
    names = [q.id for q in HSP.questions[:far]]
    left_out = draw(st.sets(st.sampled_from(names), max_size=6)) if names else set()
    answers = {name: Answer(draw(ANSWERED[name]), TODAY) for name in names if name not in left_out}
    again = draw(st.lists(st.sampled_from(sorted(answers)), unique=True, max_size=3)) if answers else []
    wishes = draw(st.fixed_dictionaries({}, optional=WISHED))
    return Conversation(
        "x",
        "telegram",
        place=draw(st.sampled_from(PLACES))(wishes),
        answers=answers,
        again=again,
        consented_to=draw(st.sampled_from([CONSENT_VERSION, "old"])),
    )


def seen(conversation: Conversation, day: date = TODAY) -> Situation:
    """A conversation at ten in the morning."""
    return Situation(conversation, HSP, real_dialogue().around, datetime(day.year, day.month, day.day, 1, tzinfo=UTC))


@examples(150)
@given(conversation=people())
def test_the_machine_and_the_function_agree(conversation: Conversation) -> None:
    leg, question = FLOW.next(seen(conversation))
    FLOW.go_on(seen(conversation))
    place = conversation.place
    assert FLOW.leg_of(place) == leg
    assert (place.chapter, place.at) == ((leg, question.id) if question else (None, leg))


@examples(150)
@given(conversation=people())
def test_what_is_asked_next_matters_and_is_the_heaviest_that_does(conversation: Conversation) -> None:
    situation = seen(conversation)
    _, question = FLOW.next(situation)
    if question is None or not question.fields:
        return
    assert not situation.is_answered(question.id)
    assert situation.matters(question.fields)
    assert question.applies_when.holds(situation)
    category = Category(situation.category) if situation.category else None
    order = heaviest_first(HSP, ruleset_for(TODAY), category)
    for heavier in order[: order.index(question)]:
        applies = heavier.applies_when.holds(situation)
        assert situation.is_answered(heavier.id) or not (applies and situation.matters(heavier.fields))


@examples(60)
@given(conversation=people())
def test_answering_always_comes_to_an_end(conversation: Conversation) -> None:
    """Whatever the answer to each question, after at most one answer to each there is an outcome."""
    place = conversation.place
    for _ in range(len(HSP.questions) + 5):
        FLOW.go_on(seen(conversation))
        if place.at in (HANDED_OFF, CLOSED):
            return
        if place.chapter is None or HSP[place.at].wish:
            place.wishes[place.at] = "ok" if place.at in (REVIEW, RESULT) else "yes"
        else:
            conversation.keep(place.at, None, TODAY)
        conversation.consented_to = CONSENT_VERSION
    raise AssertionError(f"still at {place.at}")


# --- the way --------------------------------------------------------------------------------------------------------


def test_the_way_is_the_chapters_each_with_the_page_it_ends_in() -> None:
    assert list(FLOW.way) == [
        *("opening", "interview", "review"),
        *("residence", "goals", "indefinite", "family", "over_time", "duties", "procedure", "result"),
        *("hand_off", "leave", "appointment", "handed_off", "closed"),
    ]


def test_every_edge_can_be_read_aloud() -> None:
    for edge in FLOW.edges:
        sentence = str(edge)
        assert sentence.startswith(f"{edge.source} to {edge.target} when ")
        assert "<" not in sentence
        assert " object at " not in sentence
    onward = {str(edge) for edge in FLOW.edges if edge.trigger is Trigger.ONWARD}
    assert onward >= {
        "start to opening when always",
        "interview to review when interview has nothing to ask",
        "review to result when the page review is left",
        "result to family when family has a question to ask",
        "leave to appointment when leave to send the card is given",
    }


def test_whoever_is_further_on_comes_back_to_what_is_reopened_and_may_turn_to_anything_earlier() -> None:
    """As the legend of the diagram says. The button "Back" turns to an answered question: nothing is reopened by it."""
    ways = {trigger: {(e.source, e.target) for e in FLOW.edges if e.trigger is trigger} for trigger in Trigger}
    earlier = {(source, target) for n, source in enumerate(FLOW.way) for target in FLOW.way[:n]}
    assert ways[Trigger.REOPENED] == earlier
    assert ways[Trigger.TURNED_TO] >= earlier
    assert {target for _, target in ways[Trigger.TURNED_TO] - earlier} == {"interview", REVIEW, RESULT}
    walk = Walk().answers(ENGINEER, until="degrees")
    assert not any(FLOW._rests[leg].holds(walk.situation) for leg in FLOW.way[: FLOW.way.index("interview")])
    before = walk.asked[-2]
    walk.presses("back").asks(before)


@pytest.mark.parametrize("goes_back", [True, False])
def test_from_a_page_that_goes_back_to_nothing_no_edge_turns_to_what_was_or_comes(goes_back: bool) -> None:
    hall = Somewhere("hall", goes_back=goes_back, leads_to=("garden",), by_wish=True)
    chapters = (Chapter("first_room", (FIRST,), "hall"), Chapter("second_room", (TICKED,), "garden"))
    pages: dict[str, Page] = {page.id: page for page in (hall, Somewhere("garden"))}
    flow = Flow(Questionnaire("test", "1", chapters, pages), ruleset_for(TODAY))
    turns = {Trigger.REOPENED, Trigger.TURNED_TO}
    assert any(edge.source == "hall" and edge.trigger in turns for edge in flow.edges) is goes_back
    assert any(edge.source == "garden" and edge.trigger in turns for edge in flow.edges)


def test_every_edge_has_a_source_and_a_target_of_its_own() -> None:
    assert "*" not in FLOW.states
    for edge in FLOW.edges:
        assert {edge.source, edge.target} <= set(FLOW.states)
        assert edge.source != edge.target
    assert len({(e.source, e.target, e.trigger, str(e.condition)) for e in FLOW.edges}) == len(FLOW.edges)


def test_what_is_not_declared_is_refused() -> None:
    """Nobody comes to the card past the hand-off, or back from a refusal to the middle."""
    declared = {(e.source, e.target) for e in FLOW.edges}
    assert ("interview", "leave") not in declared
    assert {target for source, target in declared if source in (START, REFUSED)} == {"opening"}
    assert {source for source, target in declared if target == REFUSED} == {"opening"}
    engineer = Walk().answers(ENGINEER, until="result")
    for state, page in [("opening", "leave"), ("interview", HANDED_OFF), (REFUSED, RESULT), (START, REVIEW)]:
        conversation = engineer.copy().conversation
        conversation.place.at, conversation.place.chapter = state, None
        with pytest.raises(DeadEnd, match=f"no way on from state '{state}' by '{page}'"):
            FLOW.turn_to(seen(conversation), page)
        assert conversation.place.at == state, "and the place stays"


def test_a_way_without_an_end_or_that_never_arrives_is_a_dead_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """No declaration that is checked comes to it; a conversation that did must not go round for ever."""
    situation = seen(Walk().answers(ENGINEER, until="goal").conversation)
    flow = flow_for(HSP, ruleset_for(TODAY))
    with monkeypatch.context() as patched:
        patched.setattr(flow, "way", ())
        with pytest.raises(DeadEnd, match="no way on from state 'interview' by 'onward'"):
            flow.go_on(situation)
    with monkeypatch.context() as patched:
        patched.setattr(flow, "next", lambda _situation: (RESULT, None))
        patched.setattr(flow, "_fire", lambda _situation, leg, *_: leg)
        with pytest.raises(DeadEnd, match="no way on from state 'interview' by 'onward'"):
            flow.go_on(situation)


def test_every_way_onward_is_taken_by_somebody() -> None:
    """What no person and no change of mind ever takes is no way at all."""
    onward = {(e.source, e.target) for e in FLOW.edges if e.trigger is Trigger.ONWARD}
    sources = {source for source, _ in onward}
    assert sources == set(FLOW.states) - {HANDED_OFF, CLOSED}


@pytest.mark.parametrize("ruleset", all_rulesets(), ids=lambda rules: str(rules.id))
@pytest.mark.parametrize("category", [*Category, None], ids=str)
def test_each_law_has_an_order_of_its_own_heaviest_first(ruleset: object, category: Category | None) -> None:
    rules = next(r for r in all_rulesets() if r is ruleset)
    order = heaviest_first(HSP, rules, category)
    tables = [weights(rules.categories[c]) for c in ([category] if category else Category)]
    heavy = [(bool(q.sheet), -max(t.get(f, 0) for t in tables for f in q.fields)) for q in order]
    assert heavy == sorted(heavy)
    assert all(weight for _, weight in heavy)
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
    return {leg for walk in walks for leg in walk.legs}


def _openers() -> Iterator[Walk]:
    """People who open each part and answer all it asks."""
    everything: Answers = {
        "has_children": "a:yes",
        "plan": "a:raise",
    }
    for residence in ("work", "hsp"):
        for part in (
            "residence",
            "family",
            "over_time",
            *(("goals", "indefinite", "duties", "procedure") if residence == "hsp" else ()),
        ):
            walk = Walk().answers(ENGINEER, {"residence": f"a:{residence}"}, until="result")
            yield walk.presses(f"view:{part}" if f"view:{part}" in walk.offered else "view:parts")
            if walk.conversation.place.side == "parts":
                walk.presses(f"view:{part}")
            ask = f"ask:{part}" if f"ask:{part}" in walk.offered else f"again:{part}"
            walk.presses(ask).answers(ENGINEER, everything, until="result")


def test_every_state_is_reached_by_somebody() -> None:
    assert set(FLOW.states) - _visited() == set()


@pytest.mark.parametrize("question", [q.id for q in HSP if HSP.chapters_of(q.id)])
@pytest.mark.parametrize("person", ["nobody", "an engineer", "handed off"])
def test_every_question_can_be_left(question: str, person: str) -> None:
    for chapter in HSP.chapters_of(question):
        _left(Place(question, chapter.id), person)


@pytest.mark.parametrize("page", ON_THE_WAY)
@pytest.mark.parametrize("person", ["nobody", "an engineer", "handed off"])
def test_every_page_can_be_left(page: str, person: str) -> None:
    _left(Place(page), person)


def _left(place: Place, person: str) -> None:
    until = {"nobody": "language", "an engineer": "result", "handed off": HANDED_OFF}[person]
    walk = reached(until)
    walk.conversation.place.at, walk.conversation.place.chapter = place.at, place.chapter
    if place.at == REFUSED:
        walk.conversation.refused = True
    walk.commands("start")
    finish(walk)


def test_every_question_can_be_gone_to_and_nothing_else() -> None:
    conversation = Walk().answers(ENGINEER, until="result").conversation
    for question in (q for q in HSP if HSP.chapters_of(q.id)):
        for chapter in HSP.chapters_of(question.id):
            conversation.place = Place(HANDED_OFF)
            FLOW.go_to(seen(conversation), question.id, chapter)
            assert conversation.place == Place(question.id, chapter.id)
    with pytest.raises(DeadEnd, match=r"no way on from state 'appointment' by 'shoes'"):
        FLOW.turn_to(seen(conversation), "shoes")
    assert conversation.place.at == "half_days", "and the place stays"


def test_only_consent_can_be_refused() -> None:
    for state in FLOW.states:
        conversation = Conversation("x", "telegram", place=Place(state))
        if state == HSP.chapters[0].id:
            FLOW.refuse(seen(conversation))
            assert conversation.place.at == REFUSED
        else:
            with pytest.raises(DeadEnd, match=f"from state '{state}' by 'refused'"):
                FLOW.refuse(seen(conversation))


def test_the_chapter_of_a_stored_place_is_found_by_its_question() -> None:
    for question in (q for q in HSP if HSP.chapters_of(q.id)):
        place = Place(question.id)
        assert FLOW.settle(place)
        assert place.chapter == HSP.chapters_of(question.id)[0].id
    for part in ("residence", "indefinite", "duties", "procedure"):
        place = Place("hsp_kind", wishes={Wish.PART: part})
        assert FLOW.settle(place)
        assert place.chapter == part
    for unknown in ("shoe_size", "interview", "papers_in_hand", ""):
        assert not FLOW.settle(Place(unknown)), unknown
    for page in ON_THE_WAY:
        assert FLOW.settle(Place(page))


def test_there_is_one_machine_for_everybody_and_it_keeps_nobody() -> None:
    assert flow_for(HSP, ruleset_for(TODAY)) is FLOW
    assert FLOW._machine.models == []
    older = flow_for(HSP, ruleset_for(date(2017, 1, 1)))
    assert older is not FLOW
    Walk().answers(ENGINEER, until="result")
    assert FLOW._machine.models == []
