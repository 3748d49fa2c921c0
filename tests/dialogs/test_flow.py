"""The interview as a whole: who is asked what, in which order, when it ends, and every way out of it and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from bot.words.words import languages
from dialogs.commands import COMMANDS
from dialogs.effects import Erase, Export, FileLead, KeepRun, Reach, TellStaff
from dialogs.kinds import DONE
from dialogs.lead import card
from dialogs.machine import heaviest_first
from dialogs.messages import Act, Incoming, Text
from dialogs.pages.page import BACK, HELP, UNKNOWN
from dialogs.place import CLOSED, HANDED_OFF, REFUSED
from dialogs.questionnaires.hsp import CONSENT_VERSION, HSP
from scoring import Category, ruleset_for, weights
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, TO_THE_POINTS, TODAY, Answers, Given, Walk, keys_in

ACTIVITIES = {"research": "a", "specialist": "b", "manage": "c", UNKNOWN: None}
SCORED = [q.id for q in HSP.scored()]
RESEARCHER: Answers = {
    **ENGINEER,
    "activity": "a:research",
    "degrees": ("doctorate",),
    "research": ("patents", "papers"),
}
MANAGER: Answers = {
    **ENGINEER,
    "activity": "a:manage",
    "salary_yen": "12,000,000",
    "position": "a:representative",
    "experience_years": "7 years",
}


def reached(where: str, *more: Answers) -> Walk:
    """Somebody at a state, who answers as the engineer does but for what is said."""
    changes = {name: given for answers in more for name, given in answers.items()}
    return _reached(where, tuple(changes.items())).copy()


@cache
def _reached(where: str, changes: tuple[tuple[str, Given], ...]) -> Walk:
    return Walk().answers(ENGINEER, TO_THE_CARD, dict(changes), until=where)


def scored_of(walk: Walk) -> list[str]:
    """The scored questions asked, in order."""
    return [name for name in walk.asked if name in SCORED]


# --- from the welcome to the goal -----------------------------------------------------------------------------------


def test_the_welcome_says_who_speaks_and_what_this_is() -> None:
    walk = Walk().asks("language").explains("welcome")
    office = walk.dialogue.around.office
    assert office.names["en"] in walk.text
    assert office.phone in walk.text
    assert "estimate, not a decision" in walk.text
    assert set(walk.offered) == {f"a:{code}" for code in languages()}


@pytest.mark.parametrize(("hint", "language"), [("ja-JP", "ja"), ("en", "en"), ("vi", "en"), ("", "en")])
def test_the_welcome_is_in_the_messenger_s_language_where_we_have_it(hint: str, language: str) -> None:
    assert Walk(hint).conversation.language == language


def test_first_the_language_then_consent_then_the_goal() -> None:
    Walk().asks("language").presses("a:ja").asks("consent").presses("a:agree").asks("goal")


def test_consent_is_recorded_with_the_version_of_its_text() -> None:
    walk = Walk().presses("a:en").asks("consent")
    assert CONSENT_VERSION in walk.text
    walk.presses("a:agree")
    assert walk.conversation.to_json()["consented_to"] == CONSENT_VERSION
    assert walk.conversation.answers["consent"].given_on == TODAY


def test_where_a_person_came_from_is_kept_only_if_it_looks_like_a_link_of_ours() -> None:
    assert Walk(start=False).commands("start", "website-1").conversation.source == "website-1"
    for forged in ("<b>x</b>", "x" * 65, "a b", ""):
        assert Walk(start=False).commands("start", forged).conversation.source is None


@pytest.mark.parametrize("act", [Act.TEXT, Act.PRESS, Act.EDIT, Act.OTHER, Act.CAME_BACK])
def test_whatever_comes_first_is_answered_with_the_welcome(act: Act) -> None:
    Walk(start=False).does(Incoming(act, "hello", data="1.1.a:yes")).asks("language").explains("welcome")


@pytest.mark.parametrize(
    ("name", "key"), [("privacy", "privacy"), ("help", "help"), ("human", "consent-first"), ("x", "unknown-command")]
)
def test_a_command_may_come_first(name: str, key: str) -> None:
    Walk(start=False).commands(name).asks("language").explains(key, "welcome")


@pytest.mark.parametrize("name", ["recheck", "result", "book", "human"])
def test_without_consent_nothing_is_asked_or_kept_but_the_telephone_is_there(name: str) -> None:
    walk = Walk().presses("a:en").commands(name).asks("consent").explains("consent-first")
    assert walk.dialogue.around.office.phone in walk.text
    assert set(walk.conversation.answers) == {"language"}


# --- albums ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [None, "goal", "name", "result", HANDED_OFF])
def test_an_album_is_answered_once(where: str | None) -> None:
    walk = reached(where).copy() if where else Walk(start=False)
    assert len(walk.sends_media(album="77").last.screens) == 1
    stood = walk.where
    for _ in range(9):
        walk.sends_media(album="77").restarts()
        assert (walk.last.screens, walk.last.effects, walk.where) == ([], [], stood)
    assert "only-text" in walk.sends_media(album="78").keys
    assert walk.sends_media(album="78").last.screens == []
    assert "only-text" in walk.sends_media().keys
    assert "only-text" in walk.sends_media().keys, "what is no part of an album is answered each time"


# --- too much at once -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["goal", "name", "result", HANDED_OFF])
def test_who_writes_too_fast_is_told_so_and_stays_where_they_are(where: str) -> None:
    walk = reached(where).copy()
    stood, answers, revision = walk.where, dict(walk.conversation.answers), walk.conversation.revision
    walk.does(Incoming(Act.TOO_FAST))
    [screen] = walk.last.screens
    assert [text.key for text in screen.lines] == ["too-fast"]
    assert (screen.rows, walk.last.effects) == ((), [])
    assert (walk.where, walk.conversation.answers, walk.conversation.revision) == (stood, answers, revision)


def test_somebody_new_who_writes_too_fast_is_not_greeted_for_it() -> None:
    walk = Walk(start=False).does(Incoming(Act.TOO_FAST))
    assert [text.key for screen in walk.last.screens for text in screen.lines] == ["too-fast"]
    walk.says("hello").asks("language").explains("welcome")


# --- refusing -------------------------------------------------------------------------------------------------------


def test_refusing_stores_nothing_but_the_refusal_and_leaves_politely() -> None:
    walk = Walk(start=False).commands("start", "website-1").presses("a:en", "a:refuse").leads_to(REFUSED)
    kept = walk.conversation.to_json()
    assert kept["answers"] == {"consent": ["refuse", TODAY.isoformat()]}
    assert set(kept) == {
        "id",
        "channel",
        "place",
        "answers",
        "revision",
        "opened",
        "pressed",
        "live",
        "messages",
        "refused",
    }
    assert kept["place"] == {"at": "refused"}
    assert kept["pressed"] == ["consent.2", "a:refuse", "1"]
    assert walk.effects == []
    walk.explains("refused", "hours-open", "refused-again")
    assert walk.dialogue.around.office.phone in walk.text
    assert walk.offered == {}


def test_who_refused_is_answered_politely_whatever_they_do() -> None:
    walk = Walk().presses("a:en", "a:refuse")
    for _ in range(2):
        walk.says("hello").leads_to(REFUSED).explains("refused")
        walk.sends_media().leads_to(REFUSED)
        walk.edits().leads_to(REFUSED)
        walk.comes_back().leads_to(REFUSED)
        assert "welcome-back" not in walk.keys, "nothing of theirs is here"
        walk.commands("cancel").leads_to(REFUSED)
        walk.presses_data("1.1.a:agree").leads_to(REFUSED)
        walk.restarts()
    walk.commands("human").asks("language").explains("consent-first")


def test_who_refused_can_begin_again() -> None:
    walk = Walk().presses("a:ja", "a:refuse").commands("start").asks("language")
    walk.presses("a:ja").asks("consent").presses("a:agree").asks("goal")
    assert not walk.conversation.refused


def test_a_later_refusal_erases_what_there_is_after_a_question() -> None:
    walk = reached("result").later(days=1)
    walk.conversation.consented_to = "an older text"
    walk.presses("ok").asks("consent").says("I do not agree")
    assert walk.where == "forget over consent"
    walk.presses("forget")
    assert isinstance(walk.effects[-1], Erase)


def test_a_refusal_in_the_middle_leaves_nothing() -> None:
    walk = reached("japanese")
    while walk.where != "consent":
        walk.presses(BACK)
    walk.presses("a:refuse").leads_to(REFUSED)
    assert set(walk.conversation.answers) == {"consent"}


def test_consent_to_another_text_is_asked_again_and_nothing_is_lost() -> None:
    walk = reached("japanese")
    walk.conversation.consented_to = "2025-01-01"
    walk.presses("a:n1").asks("consent").presses("a:agree")
    assert walk.value("japanese") == "n1"
    walk.leads_to("thorough")


# --- what is asked, and in which order ------------------------------------------------------------------------------


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
    assert scored_of(walk) == [name for name in order if name in walk.asked]
    # What only counts together with another fact may be left out; nothing else is.
    assert set(order) - set(walk.asked) <= {"designated_training_at_japanese_university"}
    tables = [weights(ruleset.categories[c]) for c in ([category] if category else Category)]
    heavy = [max(t.get(f, 0) for t in tables for f in HSP[name].fields) for name in scored_of(walk)]
    assert heavy == sorted(heavy, reverse=True)


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
    walk.explains("result-blocked", "result-gate")
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
    assert walk.keys.count("result-category") == 3
    assert walk.answers(TO_THE_CARD, until="leave").presses("yes").leads[-1].category is None


def test_international_services_close_b_and_say_so() -> None:
    walk = Walk().answers({**TO_THE_POINTS, "international_services": "a:yes"}, until="result")
    assert scored_of(walk) == [], "no question can change that"
    walk.explains("result-blocked", "result-gate")


# --- a person, please -----------------------------------------------------------------------------------------------

TO_A_PERSON: list[Answers] = [
    {"goal": "a:other"},
    {"residence": "a:expired"},
    {"residence": "a:other"},
    {"activity": "a:other"},
]


@pytest.mark.parametrize("choice", TO_A_PERSON, ids=str)
def test_what_we_cannot_count_goes_straight_to_a_person(choice: Answers) -> None:
    walk = Walk().answers(TO_THE_POINTS, choice, until="note")
    assert scored_of(walk) == []
    walk.says("My visa ends on Friday <3").asks_in("hand_off")
    walk.to_the_card({"name": "Maria", "contact_way": "a:phone", "contact": "+81 90 1234 5678"}).presses("yes")
    [lead] = walk.leads
    assert (lead.total, lead.note, lead.contact, lead.rings) == (
        None,
        "My visa ends on Friday <3",
        "+81 90 1234 5678",
        True,
    )
    if choice == {"residence": "a:expired"}:
        assert lead.flags[0] == "expired"


@pytest.mark.parametrize(
    "where", ["goal", "residence", "activity", "salary_yen", "degrees", "review", "result", "name"]
)
def test_a_person_can_be_asked_for_anywhere(where: str) -> None:
    walk = reached(where).commands("human").asks("note").says("Please call me")
    walk.answers(TO_THE_CARD, until="leave").presses("yes")
    assert "asks_human" in walk.leads[-1].flags
    assert walk.leads[-1].rings


def test_booking_before_any_result_brings_one_to_the_office() -> None:
    walk = reached("degrees").commands("book").asks("note").explains("book-later")
    walk.answers(TO_THE_CARD, until=HANDED_OFF)
    assert len({lead.name for lead in walk.leads}) == 1
    # And the interview goes on where it stopped.
    walk.presses("interview").asks("degrees")


def test_booking_with_a_result_brings_one_to_the_card() -> None:
    reached("result").commands("book").asks_in("hand_off").to_the_card()


def test_back_from_asking_for_a_person_goes_on_with_the_interview() -> None:
    reached("japanese").commands("human").asks("note").presses(BACK).asks("japanese")
    reached("japanese").commands("human").asks("note").commands("cancel").asks("japanese").explains("cancelled")


@pytest.mark.parametrize("choice", TO_A_PERSON, ids=str)
def test_a_slip_of_the_finger_can_be_mended_to_the_very_end(choice: Answers) -> None:
    """Even when the request was not sent: the button leads to the question that brought us here."""
    walk = Walk().answers(TO_THE_POINTS, TO_THE_CARD, choice, until="leave").presses("no").leads_to(CLOSED)
    [question_id] = choice
    walk.presses(f"change:{question_id}").asks(question_id).presses(TO_THE_POINTS[question_id])  # type: ignore[arg-type]  # all are presses
    walk.answers(TO_THE_POINTS, until="salary_yen")


# --- the card, leave, and what comes after --------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_the_person_sees_the_very_card_before_anything_is_sent(language: str) -> None:
    walk = reached("leave", {"language": f"a:{language}", "name": "Maria <3"})
    shown = {line.key: line.args for screen in walk.last.screens for line in screen.lines}
    assert walk.leads == []
    walk.presses("yes")
    [lead] = walk.leads
    assert shown["card"]["lines"] == card(lead, walk.dialogue.around.office, language)
    if language != "ja":
        quoted = shown["leave-japanese"]["card"]
        assert isinstance(quoted, Text)
        assert (quoted.language, quoted.args["lines"]) == ("ja", card(lead, walk.dialogue.around.office, "ja"))


def test_without_leave_nothing_is_sent_and_every_way_back_is_open() -> None:
    walk = reached("leave").presses("no").leads_to(CLOSED).explains("closed")
    assert walk.leads == []
    for action, leads_to in {"book": "leave", "result": "result"}.items():
        reached("leave").presses("no").presses(action).leads_to(leads_to)
    assert reached("leave").presses("no", "recheck").where == "changed over closed"
    walk.says("Hello?").leads_to(CLOSED).explains("question-for-staff")
    walk.says("xyzzy").leads_to(CLOSED).explains("use-buttons")
    assert not any(isinstance(effect, TellStaff) for effect in walk.effects)


def test_the_card_can_be_left_backwards_and_corrected() -> None:
    walk = reached("leave").presses(BACK).asks("contact_way").presses("a:email").asks("contact")
    walk.says("maria@example.com").leads_to("leave")
    walk.presses("yes")
    assert (walk.leads[-1].contact_way, walk.leads[-1].contact) == ("email", "maria@example.com")


@pytest.mark.parametrize("where", ["here", "my result", "after an update was not sent"])
def test_what_is_written_after_the_hand_off_reaches_staff(where: str) -> None:
    walk = reached(HANDED_OFF)
    if where != "here":
        walk.presses("result")
    if where == "after an update was not sent":
        walk.presses("ok", "no").leads_to(CLOSED)
    stood = walk.where
    revision = walk.conversation.revision
    walk.says("Can I bring my dog?").leads_to(stood).explains("passed-on", "hours-open")
    assert walk.effects[-1] == TellStaff("Can I bring my dog?")
    assert (walk.conversation.revision, walk.last.screens[0].rows) == (revision, ()), "the buttons above still count"


def test_asking_for_a_person_after_the_hand_off_says_to_write() -> None:
    walk = reached(HANDED_OFF)
    filed = len(walk.leads)
    walk.commands("human").leads_to(HANDED_OFF).explains("write-here")
    assert len(walk.leads) == filed


def test_times_can_be_chosen_again_and_the_card_follows() -> None:
    walk = reached(HANDED_OFF).presses("book").asks("consultation").presses("a:visit")
    first = walk.situation.choices("half_days")[0][0]
    walk.gives((first,)).leads_to(HANDED_OFF)
    assert (walk.leads[-1].way, walk.leads[-1].half_days) == ("visit", (first,))


def test_an_update_that_was_not_sent_can_be_sent_after_all() -> None:
    walk = reached(HANDED_OFF).presses("result", "ok", "no").leads_to(CLOSED)
    walk.presses("book").leads_to("leave").presses("yes")
    assert walk.where == HANDED_OFF


def test_a_new_result_after_the_hand_off_is_sent_only_with_leave() -> None:
    walk = reached(HANDED_OFF)
    filed = len(walk.leads)
    walk.later(days=40).commands("recheck").presses("changed:japanese").presses("a:n2")
    walk.answers(ENGINEER, until="result")
    assert len(walk.leads) == filed
    walk.explains("moved", "moved-line")
    walk.presses("ok").leads_to("leave").presses("yes")
    assert walk.leads[-1].total == walk.situation.score.categories[0].total
    assert len(walk.leads[-1].consented.runs) == 2


def test_a_part_opened_after_the_hand_off_leads_back_to_the_result_and_sends_nothing() -> None:
    walk = reached(HANDED_OFF)
    filed = len(walk.leads)
    walk.presses("result", "view:parts", "view:family", "ask:family")
    walk.answers({"has_children": "a:no", "pregnancy": "a:yes", "household_income_yen": "9,000,000"})
    walk.leads_to("result")
    assert walk.conversation.place.side == "family"
    walk.presses("view:short", "review").leads_to("review").presses("ok").leads_to("result")
    assert len(walk.leads) == filed


def test_choosing_another_time_sends_nothing_else_and_dates_nothing_anew() -> None:
    walk = reached(HANDED_OFF)
    before = walk.leads[-1].consented
    walk.presses("result", "view:parts", "view:family", "ask:family")
    walk.answers({"has_children": "a:no", "pregnancy": "a:yes", "household_income_yen": "9,000,000"})
    walk.later(days=300).commands("book").asks("consultation").presses("a:visit", "done").leads_to(HANDED_OFF)
    filed = [effect for effect in walk.last.effects if isinstance(effect, FileLead)]
    assert [effect.only for effect in filed] == [("consultation", "half_days")]
    after = before.with_answers(filed[0].only, filed[0].lead.consented)
    assert (after.day, after.summary, after.runs) == (before.day, before.summary, before.runs)
    assert after.text("consultation") == "visit"
    assert "pregnancy" not in after.answers


# --- correcting -----------------------------------------------------------------------------------------------------


def test_the_review_shows_every_answer_and_can_change_each() -> None:
    walk = reached("review")
    changeable = {action.removeprefix("change:") for action in walk.offered if action.startswith("change:")}
    assert changeable == set(walk.asked) - {"language", "consent", "thorough"}
    for name in sorted(changeable):
        again = reached("review").presses(f"change:{name}").asks(name)
        given = ENGINEER.get(name, UNKNOWN)
        again.gives(given).leads_to("review")


def test_a_correction_is_kept_and_everything_else_stays() -> None:
    walk = reached("review")
    before = {k: a.value for k, a in walk.conversation.answers.items()}
    walk.presses("change:salary_yen").says("9,000,000").answers(ENGINEER, until="review")
    after = {k: a.value for k, a in walk.conversation.answers.items()}
    assert after == {**after, **before, "salary_yen": 9_000_000}


def test_a_correction_names_and_asks_again_exactly_what_hangs_on_it() -> None:
    walk = reached("review", {"thorough": "a:go_on"}).presses("change:degrees")
    walk.gives(("doctorate",)).explains("ask-again")
    named = [key for key in walk.all_keys if key.startswith("q-") and key.endswith(".short")]
    asked = len(walk.asked)
    walk.answers(until="review", otherwise="a:no")
    hang_on_it = {q.id for q in HSP if "degrees" in q.asked_again_with}
    assert {key.removeprefix("q-").removesuffix(".short") for key in named} <= hang_on_it
    assert set(walk.asked[asked - 1 :]) <= hang_on_it


def test_another_activity_asks_only_what_the_other_table_needs() -> None:
    walk = reached("review").presses("change:activity", "a:manage")
    asked = len(walk.asked)
    walk.answers(ENGINEER, until="result")
    assert "position" not in walk.asked[:asked]
    assert not {"salary_yen", "degrees"} & set(walk.asked[asked:])
    assert walk.situation.category == "c"


def test_corrected_to_something_else_it_goes_to_a_person() -> None:
    reached("review").presses("change:goal", "a:other").asks("note")


def test_a_correction_can_be_given_up() -> None:
    walk = reached("review").presses("change:salary_yen").commands("cancel").leads_to("review").explains("cancelled")
    assert walk.value("salary_yen") == 6_500_000
    walk.presses("change:degrees", "on:doctorate").commands("cancel").leads_to("review")
    assert walk.value("degrees") == ["master"]
    walk.presses("change:degrees")
    assert walk.conversation.place.draft == ["master"], "ticks that were not confirmed are gone"


# --- coming back ----------------------------------------------------------------------------------------------------


def test_a_run_is_kept_once_for_each_result() -> None:
    walk = reached("result")
    assert [type(effect) for effect in walk.effects] == [KeepRun]
    walk.presses("view:details", "view:parts", "view:papers", "view:short").commands("result")
    walk.presses("review", "ok").leads_to("result")
    assert len(walk.effects) == 1
    walk.presses("review", "change:salary_yen").says("7,000,000").answers(ENGINEER, until="result")
    assert [type(effect) for effect in walk.effects] == [KeepRun, KeepRun]
    assert len(walk.conversation.history) == 1, "a correction on the same day is no step of its own"


def test_recheck_shows_the_kept_answers_with_their_days() -> None:
    walk = reached("result").later(days=30).commands("recheck")
    assert walk.where == "changed over result"
    walk.explains("recheck", "recheck-line", "recheck-question")
    assert "November 24, 2026" in walk.text
    assert {"changed:nothing", "changed:new_job", "changed:salary_yen", BACK} <= set(walk.offered)
    walk.presses(BACK).leads_to("result")


def test_recheck_without_a_result_says_what_is_missing() -> None:
    reached("japanese").commands("recheck").asks("japanese").explains("no-result-yet")
    reached("japanese").commands("result").asks("japanese").explains("no-result-yet")


def test_nothing_changed_on_another_day_asks_the_years_again_and_shows_what_time_did() -> None:
    walk = reached("result").later(days=1_000).commands("recheck").presses("changed:nothing")
    walk.asks("experience_years").explains("ask-again-time")
    walk.says("7 years").answers(ENGINEER, until="result")
    walk.explains("moved", "moved-line", "cause-answers", "cause-time")
    career = [line for screen in walk.last.screens for line in screen.lines if line.key == "moved-line"]
    assert len(career) == 2, "career by the new answer, age by time"


def test_nothing_changed_on_the_same_day_asks_nothing() -> None:
    walk = reached("result")
    asked = len(walk.asked)
    walk.commands("recheck").presses("changed:nothing").leads_to("result")
    assert len(walk.asked) == asked
    assert len(walk.effects) == 1


def test_nothing_moved_is_said_too() -> None:
    walk = reached("result").later(days=1).commands("recheck").presses("changed:nothing").says("5 years")
    walk.answers(ENGINEER, until="result").explains("moved-nothing")


def test_one_answer_changed_asks_that_and_names_what_may_hang_on_it() -> None:
    walk = reached("result").commands("recheck").presses("changed:japanese").asks("japanese")
    walk.presses("a:n2").answers(ENGINEER, until="review").presses("ok").leads_to("result")
    walk.explains("moved", "moved-line", "cause-answers")


def test_a_new_job_names_and_asks_what_a_job_decides_and_nothing_else() -> None:
    walk = reached("result").commands("recheck")
    asked = len(walk.asked)
    given = set(walk.conversation.answers)
    walk.presses("changed:new_job").explains("ask-again")
    named = {k.removeprefix("q-").removesuffix(".short") for k in walk.all_keys if k.endswith(".short")}
    walk.answers({**ENGINEER, "salary_yen": "9,000,000"}, until="result")
    again = set(walk.asked[asked:]) - {"thorough"}
    assert named == {q.id for q in HSP if "new_job" in q.asked_again_with} & given
    assert named <= again, "what was named is asked"
    assert not {"birth_date", "degrees", "japanese"} & again
    walk.explains("moved-line")


def test_a_new_job_in_another_category_is_not_compared_line_by_line() -> None:
    walk = (
        reached("result").commands("recheck").presses("changed:activity", "a:manage").answers(MANAGER, until="result")
    )
    walk.explains("moved-category")


def test_a_person_whose_work_is_not_known_sees_what_moved_in_each_category() -> None:
    walk = reached("result", {"activity": UNKNOWN}).later(days=1).commands("recheck").presses("changed:japanese")
    walk.presses("a:n2").answers(ENGINEER, until="result")
    assert walk.keys.count("moved") + walk.keys.count("moved-nothing") == 3
    assert "moved-category" not in walk.keys


def test_recheck_of_a_new_law_is_told_apart() -> None:
    """An older table's result compared with today's: the cause is the law."""
    old = Walk(today=date(2023, 4, 20)).answers(ENGINEER, until="result")
    assert old.conversation.last_run is not None
    assert old.conversation.last_run["ruleset"] != ruleset_for(TODAY).id
    old.later(days=2).commands("recheck").presses("changed:nothing").says("5 years").answers(ENGINEER, until="result")
    assert {"moved", "moved-nothing"} & set(old.keys)


# --- partial birth dates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "typed", "kept"),
    [
        (date(2026, 11, 24), "1994", "1994"),  # 31 or 32
        (date(2026, 11, 24), "1996-04", "1996-04"),  # 30
        (date(2026, 11, 24), "1996", None),  # 29 or 30
        (date(2026, 11, 24), "December 1996", None),  # 30 within three months
        (date(2026, 11, 24), "1997-05", "1997-05"),  # 29, and 30 only in six months
    ],
)
def test_a_month_or_a_year_will_do_while_the_age_band_is_the_same(today: date, typed: str, kept: str | None) -> None:
    walk = Walk(today=today).answers(TO_THE_POINTS, until="birth_date", salary_yen="6,500,000").says(typed)
    if kept is None:
        walk.asks("birth_date").explains("problem-day-more")
    else:
        assert walk.value("birth_date") == kept


def test_a_partial_birth_date_that_time_makes_doubtful_is_asked_again() -> None:
    walk = reached("result", {"birth_date": "1998"})
    assert walk.value("birth_date") == "1998"
    walk.later(days=400).commands("recheck").presses("changed:nothing").says("5 years")
    walk.asks("birth_date").refuses("1998", "problem-day-more").says("1998-03-03")
    walk.answers(ENGINEER, until="result")
    assert walk.value("birth_date") == "1998-03-03"


def test_a_doubtful_birth_date_counts_as_not_known() -> None:
    walk = reached("result", {"birth_date": "1998"}).later(days=400)
    assert walk.situation.profile.age is None
    assert walk.situation.profile.birth_date is None


# --- everywhere -----------------------------------------------------------------------------------------------------

PLACES = ["goal", "salary_yen", "degrees", "japanese", "thorough", "review", "result", "name", "leave", HANDED_OFF]


@pytest.mark.parametrize("where", PLACES)
def test_the_language_can_be_switched_anywhere_and_nothing_moves(where: str) -> None:
    walk = reached(where)
    state, answers = walk.where, dict(walk.conversation.answers)
    walk.commands("language")
    assert walk.where == f"language over {state}"
    walk.presses("a:ja").leads_to(state)
    assert walk.conversation.language == "ja"
    assert {k: v for k, v in walk.conversation.answers.items() if k != "language"} == {
        k: v for k, v in answers.items() if k != "language"
    }


def test_switching_the_language_keeps_ticks_and_failures_cost_nothing() -> None:
    walk = reached("degrees").presses("on:master").commands("language").presses("a:ja").asks("degrees")
    assert walk.conversation.place.draft == ["master"]
    assert walk.presses(DONE).value("degrees") == ["master"]


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_answered_everywhere(where: str, name: str) -> None:
    walk = reached(where)
    filed = len(walk.leads)
    walk.commands(name)
    assert walk.last.screens or isinstance(walk.effects[-1], Export)
    assert len(walk.leads) == filed
    if name == "forget":
        walk.presses("keep")
        assert walk.where == reached(where).where
    elif name in ("help", "privacy", "start", "mydata"):
        assert walk.where == reached(where).where


@pytest.mark.parametrize("overlay", ["language", "forget", "recheck", "readback"])
def test_cancel_and_start_leave_whatever_lies_over_the_question(overlay: str) -> None:
    for leave in ("cancel", "start"):
        walk = reached("salary_yen" if overlay == "readback" else "result")
        state = walk.where
        if overlay == "readback":
            walk.says("650")
        else:
            walk.commands(overlay)
        assert walk.where != state
        walk.commands(leave).leads_to(state)


def test_erasing_needs_a_second_word() -> None:
    walk = reached("result").commands("forget").says("erase")
    assert walk.effects[-1] == Erase()
    assert walk.last.screens == []


@pytest.mark.parametrize("where", PLACES)
def test_what_cannot_be_read_is_answered_and_nothing_moves(where: str) -> None:
    walk = reached(where)
    state, answers = walk.where, dict(walk.conversation.answers)
    walk.edits().leads_to(state).explains("edited")
    walk.sends_media("voice").leads_to(state).explains("only-text")
    walk.commands("settings").leads_to(state).explains("unknown-command", "help")
    assert walk.conversation.answers == answers


@pytest.mark.parametrize("where", PLACES)
def test_a_stale_press_changes_nothing_and_shows_where_one_is(where: str) -> None:
    old: list[str] = []
    for place in PLACES:
        walk = reached(place)
        old += [walk.data(action) for action in walk.offered]
        if place == where:
            break
    state, answers = walk.where, dict(walk.conversation.answers)
    for data in old[: -len(walk.offered)]:
        walk.presses_data(data).leads_to(state)
        assert walk.last.screens == [] or walk.last.in_place or (walk.last.stray and "old-button" in walk.keys)
        assert walk.conversation.answers == answers


@pytest.mark.parametrize(
    "data", ["", "a:yes", "1.2", "x.y.ok", "0.0.ok", "-1.5.ok", "9" * 30 + ".1.ok", "1.²", "1.2.", "1..ok"]
)
def test_a_forged_press_changes_nothing(data: str) -> None:
    walk = reached("review").presses_data(data).leads_to("review")
    assert walk.last.screens == [] or "old-button" in walk.keys


def test_a_button_that_is_not_on_the_screen_cannot_be_pressed() -> None:
    walk = reached("japanese")
    for action in ("a:n9", "yes", "ok", "done", "forget", "is:0", "change:goal", "changed:nothing", "view:papers"):
        walk.presses_data(walk.data(action)).asks("japanese").explains("old-button")


def test_the_second_press_of_a_double_tap_says_nothing() -> None:
    walk = reached("japanese")
    data = walk.data("a:n1")
    walk.presses_data(data)
    state = walk.where
    walk.presses_data(data).leads_to(state)
    assert walk.last.screens == []
    assert walk.last.effects == []


def test_a_double_tap_on_send_is_one_lead() -> None:
    walk = reached("leave")
    data = walk.data("yes")
    walk.presses_data(data).presses_data(data).asks("consultation")
    assert len(walk.leads) == 1


@pytest.mark.parametrize("where", PLACES)
def test_blocking_and_coming_back_loses_nothing(where: str) -> None:
    walk = reached(where)
    state, answers = walk.where, dict(walk.conversation.answers)
    walk.blocks()
    assert walk.effects[-1] == Reach(False)
    assert walk.last.screens == []
    walk.restarts().comes_back().leads_to(state).explains("welcome-back")
    assert walk.effects[-1] == Reach(True)
    assert walk.conversation.answers == answers


def test_who_blocked_us_before_a_word_and_comes_back_is_reachable_again() -> None:
    walk = Walk(start=False).blocks().comes_back().asks("language")
    assert walk.effects == [Reach(False), Reach(True)]


# --- after an update of ours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "where"),
    [
        (lambda walk: walk.says("6,500,000"), "japanese_degree"),
        (lambda walk: walk.presses_data(walk.data("a:yes")), "japanese_degree"),
        (lambda walk: walk.commands("start"), "japanese_degree"),
        (lambda walk: walk.sends_media(), "japanese_degree"),
    ],
)
def test_an_unknown_bookmark_resumes_from_the_answers(act: Callable[[Walk], Any], where: str) -> None:
    """What was meant for a question that is gone is no answer to the one that comes instead."""
    walk = Walk().answers(ENGINEER, {"degrees": ("bachelor",)}, until=where)
    walk.conversation.place.at, walk.conversation.place.overlay = "shoe_size", "readback"
    walk.conversation.place.candidates = [6_500_000]
    act(walk.restarts())
    walk.asks(where)
    assert where not in walk.conversation.answers


def test_answers_that_no_question_takes_any_more_are_asked_again() -> None:
    walk = reached("result").later(days=1)
    stored = walk.conversation.to_json()
    stored["answers"]["japanese"][0] = "n0"
    stored["answers"]["degrees"][0] = ["licentiate"]
    stored["answers"]["shoe_size"] = [42, "2026-11-24"]
    stored["last_run"]["answers"] |= {"japanese": "n0", "degrees": ["licentiate"], "shoe_size": 42}
    stored["favourite_colour"] = "blue"
    walk.conversation = type(walk.conversation).from_json(stored)
    walk.commands("result").leads_to("result")
    assert not {"japanese", "degrees", "shoe_size"} & set(walk.situation.answers)
    assert set(walk.situation.standing.aside) == {"japanese", "degrees", "shoe_size"}, "kept for their owner to see"
    walk.presses("recheck", "changed:nothing").answers(ENGINEER, until="result")
    assert {"moved", "moved-nothing"} & set(walk.keys)


def test_an_unknown_overlay_is_taken_away() -> None:
    walk = reached("review")
    walk.conversation.place.overlay = "weather"
    walk.commands("start").leads_to("review")


def test_the_progress_counts_up_and_never_beyond_its_end() -> None:
    walk = Walk().answers(TO_THE_POINTS, until="goal")
    numbers, shown = [], ("progress", "progress-so-far")
    for _ in range(40):
        if walk.question is None or walk.question.wish:
            break
        [progress] = [line.args for screen in walk.last.screens for line in screen.lines if line.key in shown]
        number, most = progress["number"], progress["most"]
        assert isinstance(number, int)
        assert isinstance(most, int)
        assert number <= most
        numbers.append(number)
        walk.presses(TO_THE_POINTS.get(walk.question.id, UNKNOWN))
    assert numbers == list(range(1, len(numbers) + 1))
    walk.presses(BACK)
    assert walk.text.startswith(f"Question {numbers[-1]} of at most {numbers[-1]}")


def test_the_points_so_far_are_told_from_the_third_answer_that_counts() -> None:
    walk = Walk().answers(ENGINEER, until="experience_years").explains("progress-so-far")
    assert "so far 50 points, 70 are needed" in walk.text
    for earlier in ("salary_yen", "birth_date", "degrees"):
        assert "progress-so-far" not in Walk().answers(ENGINEER, until=earlier).keys


def test_help_is_offered_where_points_are_asked_for() -> None:
    for question in HSP.scored():
        walk = Walk().answers(TO_THE_POINTS, until="salary_yen")
        walk.conversation.place.at = question.id
        assert HELP in walk.commands("start").offered


def test_every_text_shown_on_the_way_to_the_hand_off_is_known_by_key() -> None:
    """Replies are keys and arguments, never finished words."""
    walk = Walk()
    for person in (ENGINEER, RESEARCHER, MANAGER):
        walk = Walk().answers(person, TO_THE_CARD, until=HANDED_OFF)
        for screen in walk.last.screens:
            for line in screen.lines:
                assert all(key for key in keys_in(line))
    assert walk.where == HANDED_OFF
