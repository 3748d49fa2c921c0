"""The way to a person: asked for at any time, the card, leave to send it, and what comes after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.words.words import languages
from dialogs.abilities import Abilities, HowReached
from dialogs.card_lines import card
from dialogs.deadline import deadline_of, deadlines_of
from dialogs.dialogue import Dialogue
from dialogs.effects import FileLead, TellStaff
from dialogs.lead import lead_of
from dialogs.office import HandOffRule
from dialogs.pages.page import BACK
from dialogs.place import CLOSED, HANDED_OFF
from dialogs.questionnaires.hsp import HSP
from tests.dialogs.reached import reached, scored_of
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, TO_THE_POINTS, Answers, Walk, real_dialogue, real_words

# --- a person, please -----------------------------------------------------------------------------------------------

TO_A_PERSON: list[Answers] = [
    {"goal": "a:other"},
    {"residence": "a:ran_out"},
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
    if choice == {"residence": "a:ran_out"}:
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


# --- what the office needs to know before it can act ------------------------------------------------------------------

FOUR = ("stay_until", "status_as_on_card", "lives_in", "talk_language")


def test_the_deadline_is_asked_first_and_everything_may_be_skipped() -> None:
    walk = reached("result").presses("ok").explains("hand-off-languages").asks("stay_until")
    for name in FOUR:
        walk.asks(name).presses("unknown")
    walk.asks("name").answers(TO_THE_CARD, until="leave")
    assert [walk.value(name) for name in FOUR] == [None] * 4


def test_the_languages_of_the_office_are_told_once_and_only_to_those_who_need_it() -> None:
    walk = reached("result").presses("ok").explains("hand-off-languages").presses("unknown")
    assert "hand-off-languages" not in walk.keys
    japanese = Walk("ja").answers(ENGINEER, {"language": "a:ja"}, until="result").presses("ok").asks("stay_until")
    assert "hand-off-languages" not in japanese.keys


def test_who_writes_on_a_page_is_told_that_answers_wait_there() -> None:
    walk = reached("contact_way")
    assert "answered-on-a-page" not in walk.keys
    around = replace(walk.dialogue.around, channels={walk.conversation.channel: Abilities(reached=HowReached.PAGE)})
    walk = Walk(dialogue=Dialogue(HSP, around, real_words()))
    walk.answers(ENGINEER, TO_THE_CARD, until="contact_way").explains("answered-on-a-page")


def test_a_channel_offers_the_languages_whose_letters_it_can_show() -> None:
    name = Walk().conversation.channel
    around = replace(real_dialogue().around, channels={name: Abilities(languages=frozenset({"en"}))})
    labels = [button.action for row in Walk(dialogue=Dialogue(HSP, around, real_words())).screen.rows for button in row]
    assert "a:en" in labels
    assert "a:ja" not in labels
    assert "a:ja" in [button.action for row in Walk().screen.rows for button in row]


def test_what_is_said_to_the_four_is_kept() -> None:
    answers = {
        "stay_until": "2026-12-12",
        "status_as_on_card": "a:engineer",
        "lives_in": "Maebashi, after 6pm",
        "talk_language": "a:own_interpreter",
    }
    walk = reached("result").presses("ok").answers(answers, until="name")
    assert [walk.value(name) for name in FOUR] == [
        *("2026-12-12", "engineer"),
        ["Asia/Tokyo", "Maebashi, after 6pm"],
        "own_interpreter",
    ]
    walk.presses(BACK).asks("talk_language").presses(BACK).asks("lives_in").presses(BACK).presses(BACK)
    walk.asks("stay_until").says("no expiry")
    assert walk.value("stay_until") == "none"


def test_a_day_named_in_passing_is_not_called_the_end_of_the_stay() -> None:
    walk = reached("result").presses("ok").answers({"stay_until": "2027-08-31"}, TO_THE_CARD, until="leave")
    walk.presses("yes").asks("consultation").says("tomorrow please urgent")
    first, told = walk.situation, deadlines_of(walk.situation)
    assert [(due.day.isoformat(), due.of_stay) for due in told] == [("2026-11-25", False), ("2027-08-31", True)]
    assert deadline_of(first) == told[0]
    shown = lead_of(first).deadlines
    assert [text.key for text in shown] == ["card-deadline-told", "card-deadline"]


@pytest.mark.parametrize(
    "typed", ["can my wife also work there?", "how long does it take? i am busy", "妻も働けますか？"]
)
def test_a_question_is_not_where_somebody_lives(typed: str) -> None:
    walk = reached("result").presses("ok").answers({}, until="lives_in").says(typed).asks("lives_in")
    assert "lives_in" not in walk.conversation.answers
    walk.says("Osaka, is after 18:00 ok?")
    assert walk.value("lives_in") == ["Asia/Tokyo", "Osaka, is after 18:00 ok?"]


def test_what_is_passed_on_is_answered_once() -> None:
    walk = reached(HANDED_OFF).says("hi again! i got raise, now 8.1M")
    assert walk.keys.count("passed-on") == 1
    assert walk.conversation.place.overlay == "understood"


@pytest.mark.parametrize(
    ("residence", "asked"),
    [
        ("abroad", ("lives_in", "talk_language")),
        ("permanent", ("lives_in", "talk_language")),
        ("student", ("stay_until", "lives_in", "talk_language")),
        ("spouse_of", FOUR),
        ("ran_out", FOUR),
        ("no_status", FOUR),
    ],
)
def test_only_what_can_be_true_of_a_person_is_asked(residence: str, asked: tuple[str, ...]) -> None:
    walk = Walk().answers(ENGINEER, {"residence": f"a:{residence}"}, TO_THE_CARD, until="leave")
    assert tuple(name for name in FOUR if name in walk.asked) == asked


def test_a_person_abroad_may_live_in_a_zone_we_do_not_know() -> None:
    walk = Walk().answers(ENGINEER, {"residence": "a:abroad"}, until="result").presses("ok")
    assert walk.says("A small island").value("lives_in") == ["", "A small island"]


def test_nationality_and_employer_are_asked_where_the_office_wants_them() -> None:
    assert {"nationality", "employer"}.isdisjoint(reached("leave").asked)
    around = real_dialogue().around
    office = replace(around.office, hand_off=HandOffRule(asks=("employer",)))
    dialogue = Dialogue(HSP, replace(around, office=office), real_words())
    walk = Walk(dialogue=dialogue).answers(ENGINEER, TO_THE_CARD, {"employer": "Example Ltd."}, until="leave")
    assert "nationality" not in walk.asked
    assert walk.value("employer") == "Example Ltd."
    assert [real_words().plain("en", line) for line in walk.presses("yes").leads[-1].told] == [
        "Employer: \u2068Example Ltd.\u2069"
    ]


# --- the card, leave, and what comes after --------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_the_person_sees_the_very_card_before_anything_is_sent(language: str) -> None:
    walk = reached("leave", {"language": f"a:{language}", "name": "Maria <3"})
    assert walk.leads == []
    assert "Maria <3" in walk.text
    walk.presses("unfold")
    [shown] = walk.page
    assert walk.presses("fold").keys[0] == "leave"
    walk.presses("yes")
    [lead] = walk.leads
    assert (shown.key, shown.language) == ("in-japanese", "ja")
    assert shown.args["lines"] == card(lead, walk.dialogue.around.office, "ja")


def test_without_leave_nothing_is_sent_and_every_way_back_is_open() -> None:
    walk = reached("leave").presses("no").leads_to(CLOSED).explains("closed")
    assert walk.leads == []
    for action, leads_to in {"book": "leave", "result": "result"}.items():
        reached("leave").presses("no").presses(action).leads_to(leads_to)
    assert reached("leave").presses("no", "recheck").where == "changed over closed"
    walk.says("Why is the sky blue?").leads_to(CLOSED).explains("question-for-staff")
    walk.says("xyzzy").leads_to(CLOSED).explains("use-buttons")
    assert not any(isinstance(effect, TellStaff) for effect in walk.effects)


def test_the_card_can_be_left_backwards_and_corrected() -> None:
    walk = reached("leave").presses(BACK).asks("contact_way").presses("a:email").asks("contact")
    walk.says("maria@example.com").leads_to("leave")
    walk.presses("yes")
    assert (walk.leads[-1].contact_way, walk.leads[-1].contact) == ("email", "maria@example.com")


def not_sent(walk: Walk) -> Walk:
    """Another answer changed, and kept from the office."""
    walk.commands("recheck").presses("changed:japanese", "a:n2").answers(ENGINEER, until="result")
    return walk.presses("ok", "no").leads_to(CLOSED)


@pytest.mark.parametrize("where", ["here", "my result", "after an update was not sent"])
def test_what_is_written_after_the_hand_off_reaches_staff(where: str) -> None:
    walk = reached(HANDED_OFF)
    if where == "my result":
        walk.presses("result")
    elif where != "here":
        not_sent(walk)
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
    walk = not_sent(reached(HANDED_OFF))
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


def test_words_behind_the_command_after_the_hand_off_reach_staff() -> None:
    walk = reached(HANDED_OFF)
    walk.commands("human", "My visa ends on Friday").leads_to(HANDED_OFF).explains("passed-on")
    assert walk.effects[-1] == TellStaff("My visa ends on Friday")
