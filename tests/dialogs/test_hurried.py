"""People in a hurry: half labels, several words at once, questions in the middle, slips, and ways back."""

from __future__ import annotations

import pytest

from bot.words.words import languages
from dialogs.answer_bank.sentences import is_marked_as_question
from dialogs.commands import COMMANDS
from dialogs.effects import Erase, TellStaff
from dialogs.pages.here import page_of
from dialogs.pages.page import BACK, UNKNOWN
from dialogs.parts.registry import LINES
from dialogs.place import HANDED_OFF, OK
from dialogs.questionnaires.hsp import NEW_JOB
from dialogs.taking_up import AGAIN
from scoring import Category
from tests.dialogs.reached import reached
from tests.dialogs.walker import TO_THE_CARD, Answers, Walk

OTHER_STATUS: Answers = {"residence": "a:other"}

# --- what cannot be taken back is said in full ------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "typed"), [("en", "agre"), ("en", "disag"), ("ja", "同意し"), ("ja", "同意しま")])
def test_half_a_word_neither_agrees_nor_refuses(language: str, typed: str) -> None:
    walk = Walk(language).presses(f"a:{language}").says(typed)
    assert walk.conversation.place.at == "consent"
    assert walk.conversation.consented_to is None


@pytest.mark.parametrize("typed", ["eras", "dele", "forg", "erase every"])
def test_half_a_word_erases_nothing(typed: str) -> None:
    walk = reached("result").commands("forget").says(typed)
    assert walk.conversation.place.overlay == "forget"
    assert not any(isinstance(effect, Erase) for effect in walk.effects)


@pytest.mark.parametrize("where", ["goal", "salary_yen", "note", "name", "result", "leave"])
@pytest.mark.parametrize(
    ("language", "typed"), [("en", "delete my data"), ("en", "Please delete everything!"), ("ja", "全部消して")]
)
def test_whoever_asks_to_erase_comes_to_the_page_that_does(where: str, language: str, typed: str) -> None:
    walk = reached("name").commands("human") if where == "note" else reached(where)
    walk = walk.commands("language").presses(f"a:{language}").says(typed)
    assert walk.conversation.place.overlay == "forget"
    assert not any(isinstance(effect, Erase) for effect in walk.effects), "the page still asks"


@pytest.mark.parametrize("typed", ["can you delete my data?", "delete", "delete my da"])
def test_less_than_the_whole_wish_to_erase_opens_no_page(typed: str) -> None:
    assert reached("salary_yen").says(typed).conversation.place.overlay != "forget"


@pytest.mark.parametrize("typed", ["dont remember", "i don't remember"])
def test_what_is_not_remembered_is_not_known(typed: str) -> None:
    walk = reached("birth_date").says(typed)
    assert walk.conversation.answers["birth_date"].value is None


@pytest.mark.parametrize(
    "typed",
    [
        "my visa extension was rejected!! i have only 17 days. please help what can i do",
        "my extension was refused, can I get HSP?",
        "My visa expires on 11 Dec 2026",
        "My visa expires on 2026-12-11",
        "my card is valid until 2026/12/11",
    ],
)
def test_who_is_refused_or_has_days_left_reaches_a_person_with_one_tap(typed: str) -> None:
    walk = reached("goal").says(typed).explains("pressing")
    walk.presses(OK)
    # What was wished for stays the goal, and a person looks at it all the same.
    assert walk.value("goal") == ("hsp" if "HSP" in typed else "other")
    assert walk.value("note") == typed
    assert walk.conversation.place.at not in ("goal", "note", "residence")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("english only", "interpreter"),
        ("English or German", "interpreter"),
        ("hindi or little japanese", "interpreter"),
        ("japanese is ok", "ja"),
        ("japanese or chinese", "ja"),
        ("日本語でだいじょうぶ", "ja"),
        ("日本語は苦手です、英語で", "interpreter"),
        ("my wife can translate", "own_interpreter"),
        ("友達が通訳します", "own_interpreter"),
    ],
)
def test_the_language_of_the_talk_is_taken_as_people_say_it(typed: str, meant: str) -> None:
    walk = reached("talk_language").says(typed)
    assert walk.conversation.place.candidates == [meant]
    assert walk.presses("is:0").value("talk_language") == meant


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("no need english ok", ["ja", "own_interpreter"]),
        ("I don't need an interpreter", ["ja", "own_interpreter"]),
        ("通訳はいりません", ["ja", "own_interpreter"]),
        ("通訳は不要、英語で", ["ja", "own_interpreter"]),
        ("English is ok", ["interpreter", "own_interpreter"]),
        ("English please", ["interpreter", "own_interpreter"]),
        ("英語でお願いします", ["interpreter", "own_interpreter"]),
        ("I don't need Japanese, English only", ["interpreter"]),
        ("my japanese is bad, english only", ["interpreter"]),
    ],
)
def test_who_needs_no_help_or_names_a_language_that_will_do_is_not_given_an_interpreter(
    typed: str, offered: list[str]
) -> None:
    assert reached("talk_language").says(typed).conversation.place.candidates == offered


@pytest.mark.parametrize("where", ["status_as_on_card", "lives_in"])
@pytest.mark.parametrize(("language", "typed"), [("en", "i don't want to say"), ("ja", "言いたくない")])
def test_what_somebody_will_not_say_is_skipped(where: str, language: str, typed: str) -> None:
    walk = reached(where, OTHER_STATUS).commands("language").presses(f"a:{language}").says(typed)
    assert walk.conversation.answers[where].value is None


@pytest.mark.parametrize("where", ["status_as_on_card", "lives_in"])
def test_a_question_is_no_answer_in_own_words(where: str) -> None:
    walk = reached(where, OTHER_STATUS).says("why do you ask this?")
    assert where not in walk.conversation.answers


def test_a_day_far_off_keeps_nobody_from_the_interview() -> None:
    walk = reached("goal").says("My visa expires on 2028-12-11")
    assert "goal" not in walk.conversation.place.heard


@pytest.mark.parametrize("typed", ["yes,", "yess", "yes, s"])
def test_only_a_whole_yes_sends_the_request(typed: str) -> None:
    walk = reached("leave").says(typed)
    assert bool(walk.leads) == (typed == "yes,")


# --- words for buttons ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["bachelor, master", "Bachelor and MBA", "phd/master", "学士と修士", "学士、修士"])
def test_several_ticks_are_typed_at_once(typed: str) -> None:
    walk = reached("degrees")
    if not typed.isascii():
        walk.commands("language").presses("a:ja")
    walk.says(typed).asks("degrees")
    assert len(walk.conversation.place.draft or ()) == 2
    walk.says(typed)
    assert len(walk.conversation.place.draft or ()) == 2, "said twice they stay ticked"


def test_several_words_of_which_one_is_not_clear_tick_nothing() -> None:
    walk = reached("degrees").says("something, and more of it").explains("problem-choice")
    assert not walk.conversation.place.draft


def test_what_a_label_says_in_brackets_is_a_name_too() -> None:
    walk = reached("consultation").says("google meet")
    assert walk.conversation.answers["consultation"].value == "online"


@pytest.mark.parametrize("language", languages())
def test_every_topic_opens_by_its_name_on_every_page_of_the_result(language: str) -> None:
    walk = reached("result").commands("language").presses(f"a:{language}")
    for part in LINES:
        [label] = [
            b.label
            for row in page_of(walk.situation).by_name(walk.situation)
            for b in row
            if b.action == f"view:{part}"
        ]
        walk.says(walk.dialogue.words.plain(language, label))
        assert walk.conversation.place.side == part
    walk.says("back" if language == "en" else "戻る")
    assert walk.conversation.place.side == "short"


def test_the_first_three_characters_of_a_japanese_label_are_enough() -> None:
    walk = reached("result").commands("language").presses("a:ja").says("すべて")
    assert walk.conversation.place.side == "parts"


# --- questions and words where an answer is expected ------------------------------------------------------------------


@pytest.mark.parametrize("where", ["birth_date", "residence", "degrees", "contact_way", "review", "leave"])
def test_a_question_we_have_no_answer_to_is_no_failed_answer(where: str) -> None:
    walk = reached(where)
    stood = walk.where
    walk.says("What about my wife?").leads_to(stood).explains("question-for-staff")
    assert walk.conversation.place.failures == 0


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("what about my wife?", True),
        ("妻はどうなりますか", True),
        ("妻は？", True),
        ("5 years?", False),
        ("n2?", False),
        ("Hello?", False),
        ("？", False),
        ("I do not know", False),
    ],
)
def test_a_question_says_itself_that_it_is_one(text: str, marked: bool) -> None:
    assert is_marked_as_question(text) is marked


@pytest.mark.parametrize("typed", ["2022", "what about my wife?", "妻は？", "???", "090-1234-5678"])
def test_what_can_be_no_name_is_not_taken_as_one(typed: str) -> None:
    walk = reached("name").says(typed).asks("name")
    assert "name" not in walk.conversation.answers
    walk.says("Nguyễn Văn A.").asks("contact_way")


def test_a_day_of_which_the_month_is_enough_is_not_asked_for_like_a_birth_date() -> None:
    walk = reached("result").says("Permanent residence").presses("ask:residence").asks("in_japan_since")
    walk.refuses("some time", "problem-date").refuses("soon", "problem-date-again")
    walk.says(f"{walk.now.year - 1}-04").presses(BACK)
    walk.refuses("2031-02", "problem-date-range").refuses("2024-02-31", "problem-date-impossible")
    assert "1994" not in walk.text


@pytest.mark.parametrize(
    ("where", "typed", "first"),
    [("goal", "xyzzy", "problem-choice"), ("salary_yen", "a lot", "problem-yen"), ("birth_date", "soon", "problem-day")]
    + [("experience_years", "some", "problem-years"), ("degrees", "xyzzy", "problem-choice")],
)
def test_we_are_sorry_once_and_then_shorter_and_then_help(where: str, typed: str, first: str) -> None:
    walk = reached(where)
    said = []
    for _ in range(3):
        walk.says(typed).asks(where)
        said.append([key for key in walk.keys if key.startswith(("problem-", "stuck"))])
    assert said[:2] == [[first], [AGAIN[first]]]
    assert said[2][0] == "stuck"
    assert not {first, AGAIN[first]} & set(said[2])


@pytest.mark.parametrize("language", languages())
def test_what_is_no_button_names_one_that_is(language: str) -> None:
    walk = Walk(language).presses(f"a:{language}").presses("a:agree").says("xyzzy").explains("problem-choice")
    assert walk.text.count(walk.label("a:hsp")) == 1, "the words of the first button, as they can be typed"
    walk.says(walk.label("a:hsp")).asks("residence")


def test_news_after_the_hand_off_is_passed_on_and_may_be_counted() -> None:
    reached(HANDED_OFF).says("I passed N1!").explains("passed-on", "passed-on-recheck")
    walk = Walk().answers({"goal": "a:other", "note": "Help"}, TO_THE_CARD, until=HANDED_OFF).says("I passed N1!")
    assert "passed-on-recheck" not in walk.keys, "nothing was counted that could be counted again"


@pytest.mark.parametrize("text", ["Thanks! when do you call?", "when will you call me?", "いつお電話をもらえますか"])
def test_when_the_office_calls_only_the_office_knows(text: str) -> None:
    walk = reached(HANDED_OFF).says(text).explains("passed-on", "hours-open")
    assert "answer-title" not in walk.all_keys


def test_a_general_answer_after_the_hand_off_says_the_hours_once() -> None:
    walk = reached(HANDED_OFF).says("What are your opening hours?").explains("answer-hours", "passed-on")
    assert walk.all_keys.count("hours-open") == 1


@pytest.mark.parametrize("where", ["review", "leave"])
def test_what_is_written_while_something_is_checked_again_reaches_staff(where: str) -> None:
    walk = reached(HANDED_OFF).commands("recheck").presses("changed:salary_yen").says("9,000,000").leads_to("review")
    if where == "leave":
        walk.presses("ok", "ok").leads_to("leave")
    walk.says("Please call me tomorrow").leads_to(f"{where}").explains("passed-on")
    assert walk.effects[-1] == TellStaff("Please call me tomorrow")


# --- ways back --------------------------------------------------------------------------------------------------------


def test_back_from_one_answer_leads_to_the_page_it_was_opened_from() -> None:
    reached("review").presses("change:salary_yen").presses(BACK).leads_to("review")
    reached("result").commands("recheck").presses("changed:japanese").presses(BACK).leads_to("result")


def test_back_after_a_new_job_goes_through_what_was_just_asked() -> None:
    walk = reached("result").commands("recheck").presses(f"changed:{NEW_JOB}").asks("work_field")
    walk.presses(UNKNOWN).asks("international_services").presses("a:no")
    walk.asks("salary_yen").says("6,500,000").asks("experience_years")
    walk.presses(BACK).asks("salary_yen").presses(BACK).asks("international_services")
    walk.presses(BACK).asks("work_field").presses(BACK).leads_to("result")
    assert walk.conversation.again == [], "no new job after all"


def test_cancelling_a_recheck_brings_back_the_result() -> None:
    walk = reached(HANDED_OFF).commands("recheck").presses(f"changed:{NEW_JOB}").commands("cancel")
    walk.leads_to("result").explains("cancelled", "result-qualifies")
    assert walk.conversation.again == []


def test_years_of_other_work_do_not_count_because_asking_for_them_was_stopped() -> None:
    walk = reached("result").presses("review", "change:activity", "a:manage").asks("experience_years")
    walk.commands("cancel").leads_to("result")
    assert (walk.situation.category, walk.situation.profile.experience_years.years(Category.C)) == ("c", None)
    walk = reached("result").commands("recheck").presses(f"changed:{NEW_JOB}").presses("a:technical").says("9,000,000")
    walk.commands("cancel")
    assert "experience_years" in walk.situation.standing.doubtful, "another pay: there is a new job"


def test_a_part_asked_anew_and_broken_off_has_its_answers_again() -> None:
    for way_out in ("back", "cancel"):
        walk = reached("result").presses("view:parts", "view:family", "ask:family")
        walk.answers({"has_children": "a:no", "pregnancy": "a:no", "household_income_yen": "9,000,000"})
        before = dict(walk.situation.answers)
        walk.presses("again:family").asks("has_children")
        assert walk.situation.profile.household_income_yen is None
        walk.presses(BACK) if way_out == "back" else walk.commands("cancel")
        walk.leads_to("result")
        assert dict(walk.situation.answers) == before


@pytest.mark.parametrize("where", ["salary_yen", "result", HANDED_OFF])
def test_where_nothing_is_going_on_nothing_is_said_to_be_stopped(where: str) -> None:
    walk = reached(where).commands("cancel").explains("cancel-nothing")
    assert "cancelled" not in walk.keys


@pytest.mark.parametrize("command", ["result", "recheck"])
@pytest.mark.parametrize("where", ["thorough", "review"])
def test_where_nothing_is_missing_the_result_is_said_to_come_next(where: str, command: str) -> None:
    assert command in COMMANDS
    reached(where).commands(command).leads_to(f"{where}").explains("result-is-next")


def test_times_asked_for_in_the_middle_of_a_recheck_come_after_what_is_open() -> None:
    walk = reached(HANDED_OFF).commands("recheck").presses(f"changed:{NEW_JOB}").commands("book")
    walk.asks("work_field").explains("book-first")


def test_what_a_topic_needs_of_the_interview_can_be_given_there() -> None:
    walk = reached("result", {"birth_date": "1993"}).says("Permanent residence")
    situation = walk.dialogue.situation(walk.conversation, walk.now)
    assert "change:birth_date" in {button.action for row in page_of(situation).rows(situation) for button in row}
    walk.presses("change:birth_date").asks("birth_date").presses(BACK).leads_to("result")


def test_whoever_asked_for_a_person_can_look_at_and_change_answers_all_the_same() -> None:
    """Their result stays, so what it was counted from has to be there."""
    walk = reached("result").commands("human", "Please call me")
    before = walk.conversation.answers["salary_yen"]
    walk.commands("recheck")
    assert "changed:salary_yen" in walk.offered
    assert "recheck-of-a-day" in walk.keys
    walk.presses("back").commands("result").presses("review").asks("review")
    assert "change:salary_yen" in walk.offered
    assert "review-line" in walk.keys
    walk.presses("change:salary_yen").says("8,000,000")
    assert walk.conversation.answers["salary_yen"] != before
    assert walk.conversation.place.at in ("review", "result"), "and not to the card, which nobody asked to send"
