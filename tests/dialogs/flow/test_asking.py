"""What is asked of whom, and in which order."""

from __future__ import annotations

import pytest

from dialogs.machine import heaviest_first
from dialogs.pages.page import UNKNOWN
from dialogs.place import HANDED_OFF
from dialogs.questionnaires.hsp import HSP
from scoring import Category, ruleset_for, weights
from tests.dialogs.reached import MANAGER, RESEARCHER, SCORED, reached, scored_of
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, TO_THE_POINTS, TODAY, Answers, Given, Walk

ACTIVITIES = {"research": "a", "specialist": "b", "manage": "c", UNKNOWN: None}


@pytest.mark.parametrize("goal", ["hsp", "pr", "hsp2", "family"])
@pytest.mark.parametrize("activity", ACTIVITIES)
def test_scored_questions_come_heaviest_first(activity: str, goal: str) -> None:
    """Somebody who knows nothing is asked all that the table reads, in the order of what it weighs."""
    chosen = activity if activity == UNKNOWN else f"a:{activity}"
    walk = Walk().answers({**TO_THE_POINTS, "activity": chosen, "goal": f"a:{goal}"}, until="result")
    letter = ACTIVITIES[activity]
    category = Category(letter) if letter else None
    ruleset = ruleset_for(TODAY)
    order = [q.id for q in heaviest_first(HSP, ruleset, category)]
    sheet = [name for name in order if HSP[name].sheet]
    others = [name for name in order if name not in sheet[1:]]
    assert [name for name in scored_of(walk) if name not in sheet[1:]] == [n for n in others if n in walk.asked]
    assert [name for name in scored_of(walk) if name in sheet] == sheet
    # What only counts together with another fact may be left out; nothing else is.
    assert set(order) - set(walk.asked) <= {"designated_training_at_japanese_university"}
    tables = [weights(ruleset.categories[c]) for c in ([category] if category else Category)]
    alone = [name for name in scored_of(walk) if name not in sheet]
    heavy = [max(t.get(f, 0) for t in tables for f in HSP[name].fields) for name in alone]
    assert heavy == sorted(heavy, reverse=True)
    # What only the employer knows comes last: often it need not be asked.
    assert scored_of(walk)[len(alone) :] == sheet


def test_the_first_questions_of_each_category() -> None:
    assert {
        a: scored_of(reached("result", {"activity": f"a:{a}"}))[:3] for a in ("research", "specialist", "manage")
    } == {
        "research": ["salary_yen", "birth_date", "degrees"],
        "specialist": ["salary_yen", "birth_date", "degrees"],
        "manage": ["salary_yen", "degrees", "experience_years"],
    }


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_the_international_services_question_comes_before_any_score_of_b(activity: str) -> None:
    chosen = activity if activity == UNKNOWN else f"a:{activity}"
    walk = Walk().answers({**TO_THE_POINTS, "activity": chosen}, until="result")
    asked = "international_services" in walk.asked
    assert asked == (activity in ("specialist", UNKNOWN))
    if asked:
        assert walk.asked.index("international_services") < walk.asked.index(scored_of(walk)[0])


@pytest.mark.parametrize(
    ("activity", "never"),
    [
        ("research", {"position", "invested_100m_yen", "licences", "investment_management", "international_services"}),
        ("specialist", {"position", "invested_100m_yen"}),
        ("manage", {"birth_date", "research", "licences", "international_services"}),
    ],
)
def test_what_a_table_does_not_read_is_not_asked(activity: str, never: set[str]) -> None:
    walk = Walk().answers({**TO_THE_POINTS, "activity": f"a:{activity}", "thorough": "a:go_on"}, until="result")
    assert not never & set(walk.asked)


NOT_ASKED: list[tuple[str, dict[str, Given], set[str]]] = [
    ("a bachelor has no two graduate degrees", {"degrees": ("bachelor",)}, {"degrees_in_different_fields"}),
    ("no training, no classes", {"designated_training": "a:no"}, {"designated_training_at_japanese_university"}),
    (
        "no Japanese degree, so the classes do not matter",
        {"japanese_degree": "a:no", "designated_training": "a:yes"},
        {"designated_training_at_japanese_university"},
    ),
    ("10 million yen at 45: J-Skip is out", {"salary_yen": "10,000,000"}, {"position"}),
]


@pytest.mark.parametrize(("why", "known", "never"), NOT_ASKED, ids=[case[0] for case in NOT_ASKED])
def test_what_cannot_matter_any_more_is_not_asked(why: str, known: dict[str, Given], never: set[str]) -> None:
    walk = Walk().answers({**TO_THE_POINTS, **known, "thorough": "a:go_on"}, until="result")
    assert not never & set(walk.asked), why


def test_a_proved_outcome_needs_no_more_questions() -> None:
    """75 points of 70: what is still open can add points but not take the mark away."""
    walk = reached("thorough")
    assert set(SCORED) - set(walk.asked)
    assert not walk.situation.deciding
    walk.explains("q-thorough")
    walk.presses("a:stop").leads_to("review")


def test_going_on_asks_the_rest_and_the_total_only_becomes_more_exact() -> None:
    walk = reached("thorough")
    least, greatest = walk.situation.score.categories[0].least, walk.situation.score.categories[0].greatest
    walk.presses("a:go_on").answers(until="review", otherwise="a:no")
    assert set(scored_of(walk)) > set(scored_of(reached("thorough")))
    assert not [
        q for q in HSP.scored() if not walk.situation.is_answered(q.id) and not walk.situation.open.isdisjoint(q.fields)
    ]
    [entry] = walk.situation.score.categories
    assert least <= entry.total <= greatest
    walk.presses("ok").leads_to("result")


def test_who_answered_everything_is_not_asked_whether_to_go_on() -> None:
    walk = Walk().answers(TO_THE_POINTS, until="result", otherwise="a:no")
    assert "thorough" not in walk.asked


def test_somebody_far_below_is_told_early_and_kindly() -> None:
    """No dead end below 70: the result offers the office like everybody's."""
    far: dict[str, Given] = {
        **TO_THE_POINTS,
        "salary_yen": "2,000,000",
        "birth_date": "1960-01-01",
        "degrees": (),
        "experience_years": "0 years",
    }
    walk = Walk().answers(far, until="result")
    assert walk.situation.score.categories[0].verdict.value == "blocked"
    walk.explains("result-blocked-uncounted", "result-gate")
    walk.presses("ok").asks_in("hand_off")


def test_permanent_residence_goes_on_to_80() -> None:
    hsp = reached("result")
    pr = reached("result", {"goal": "a:pr"})
    assert set(scored_of(hsp)) < set(scored_of(pr))
    assert "view:residence" in pr.offered
    assert {"result-mark-yes", "result-mark-no", "result-mark-open"} & set(pr.keys)
    assert not {"result-mark-yes", "result-mark-no", "result-mark-open"} & set(hsp.keys)


@pytest.mark.parametrize(
    ("goal", "part"), [("hsp", "papers"), ("pr", "residence"), ("hsp2", "indefinite"), ("family", "family")]
)
def test_what_the_person_wants_stands_first_under_the_result(goal: str, part: str) -> None:
    parts = [action for action in reached("result", {"goal": f"a:{goal}"}).offered if action.startswith("view:")]
    assert parts[0] == f"view:{part}"
    assert parts[3:] == ["view:details", "view:parts"], "three that matter, and the way to all others"


@pytest.mark.parametrize(("person", "letter"), [(ENGINEER, "b"), (RESEARCHER, "a"), (MANAGER, "c")])
def test_from_the_welcome_to_the_hand_off(person: Answers, letter: str) -> None:
    walk = Walk().answers(person, TO_THE_CARD, until="leave")
    assert walk.leads == []
    walk.presses("yes").asks("consultation").presses("a:online").asks("half_days")
    walk.answers({"half_days": (walk.situation.choices("half_days")[0][0],)}).leads_to(HANDED_OFF)
    filed = walk.leads[-1]
    assert (filed.category, filed.way, len(filed.half_days)) == (letter, "online", 1)


def test_an_unknown_activity_is_scored_in_all_three() -> None:
    walk = reached("result", {"activity": UNKNOWN})
    assert walk.page_keys.count("result-category") == 3
    assert walk.answers(TO_THE_CARD, until="leave").presses("yes").leads[-1].category is None


def test_international_services_close_b_and_say_so() -> None:
    walk = Walk().answers({**TO_THE_POINTS, "international_services": "a:yes"}, until="result")
    assert scored_of(walk) == [], "no question can change that"
    walk.explains("result-blocked-uncounted", "result-gate")
