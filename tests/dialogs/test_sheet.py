"""What only the employer knows comes on one screen: chosen row by row, never all at once, and asked of HR if left."""

from __future__ import annotations

import pytest

from bot.words.words import languages
from dialogs.card_lines import card
from dialogs.kinds import DONE
from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.pages.page import BACK, HUMAN, UNKNOWN
from dialogs.place import LEAVE
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, TO_THE_POINTS, Walk, keys_in, real_words

FIRST = "employer_innovation_support"
EMPLOYER = (FIRST, "employer_sme", "employer_local_support", "growth_field")


def at_the_sheet(language: str = "en", activity: str = "specialist", **more: str) -> Walk:
    """Somebody who is shown the rows of what their employer knows."""
    begun = {**TO_THE_POINTS, "language": f"a:{language}", "activity": f"a:{activity}", **more}
    walk = Walk(language).answers(begun, until=FIRST)
    assert walk.rows
    return walk


def chosen(walk: Walk) -> dict[str, object]:
    """What is chosen so far, without the rows left as they are."""
    return {name: value for name, value in walk.conversation.place.sheet.items() if value is not None}


def kept(walk: Walk) -> dict[str, object]:
    """The stored answers of the sheet's questions."""
    answers = walk.conversation.answers
    return {q.id: answers[q.id].value for q in walk.dialogue.questionnaire if q.sheet and q.id in answers}


def test_all_that_is_to_be_asked_stands_on_one_screen() -> None:
    walk = at_the_sheet()
    assert set(EMPLOYER) <= set(walk.rows)
    assert walk.keys.count("row-line") == len(walk.rows)
    asked = [f"q-{name}.short" for name in walk.rows]
    assert [key for key in walk.all_keys if key in asked] == asked
    assert not kept(walk)


def test_a_row_alone_is_asked_as_the_question_it_is() -> None:
    walk = at_the_sheet()
    day = walk.situation.today
    for name in walk.rows[1:]:
        walk.conversation.keep(name, "no", day)
    walk = walk.presses("y:" + FIRST).presses(BACK).presses(UNKNOWN)
    assert walk.asks(FIRST).rows == []
    walk.explains(f"q-{FIRST}").presses("a:yes")


def test_a_press_says_what_is_wanted_of_its_row_and_can_be_taken_back() -> None:
    walk = at_the_sheet().presses("y:growth_field")
    # The same press once more, from a copy that shows it as it was.
    walk.presses_data(walk.data("y:growth_field"))
    assert chosen(walk) == {"growth_field": "yes"}
    walk.presses("n:growth_field").presses_data(walk.data("n:growth_field"))
    assert chosen(walk) == {"growth_field": "no"}
    # What is chosen is a tick: pressing it where it stands takes it back.
    assert walk.label("u:growth_field").startswith("✅")
    walk.presses("u:growth_field").presses_data(walk.data("u:growth_field"))
    assert chosen(walk) == {}
    assert "u:growth_field" not in walk.offered
    assert not kept(walk)


# Four rows of three, side by side, and what holds for all.
MOST_BUTTONS = 16


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("stuck", [False, True])
def test_four_rows_at_most_stand_on_one_screen_and_every_row_is_a_turn_away(language: str, stuck: bool) -> None:
    walk = at_the_sheet(language)
    if stuck:
        walk.says("xyzzy").says("qwertz uiop").says("asdf ghjk")
        assert HUMAN in walk.offered
    seen: list[str] = []
    for leaf in range(len(walk.rows)):
        if leaf:
            walk.presses(f"leaf:{leaf}")
        assert len(walk.offered) <= MOST_BUTTONS
        # Leaving all to HR, and going back, are a press away wherever somebody is.
        assert {UNKNOWN, BACK} <= set(walk.offered)
        # The lines of all rows stand there, with what is chosen; only the buttons turn.
        assert sum(line.key == "row-line" for line in walk.page) == len(walk.rows)
        turned_up = [action.partition(":")[2] for action in walk.offered if action.startswith("h:")]
        assert {f"y:{name}" for name in turned_up} | {f"n:{name}" for name in turned_up} <= set(walk.offered)
        seen += turned_up
        if not stuck:
            walk.presses(f"y:{turned_up[-1]}")
            assert len(walk.offered) <= MOST_BUTTONS
        if DONE in walk.offered:
            break
    assert seen == walk.rows
    walk.presses(DONE)
    assert set(kept(walk)) == set(seen)


def test_the_end_is_in_sight_as_soon_as_nothing_is_left_open() -> None:
    walk = at_the_sheet()
    assert f"y:{walk.rows[-1]}" not in walk.offered
    assert DONE not in walk.offered
    walk.says("none")
    assert set(chosen(walk).values()) == {"no"}
    assert DONE in walk.offered
    # Said once more it agrees to what stands there.
    assert set(kept(walk.copy().says("no")).values()) == {"no"}
    assert set(kept(walk.copy().says("looks good")).values()) == {"no"}
    walk.presses(f"y:{walk.rows[0]}").says("no")
    assert walk.rows, "with a yes among them it may mean any of them"


def test_rows_out_of_sight_are_chosen_and_the_end_is_reached_by_words() -> None:
    walk = at_the_sheet()
    last = walk.rows[-1]
    assert f"y:{last}" not in walk.offered
    walk.says(f"{len(walk.rows)}. Yes")
    assert chosen(walk) == {last: "yes"}
    assert f"y:{last}" not in walk.offered
    assert kept(walk.copy().says("done"))[last] == "yes"
    assert walk.says("next").presses(f"u:{last}").rows
    assert chosen(walk) == {}


def test_who_is_not_understood_on_the_sheet_again_and_again_is_offered_a_person() -> None:
    walk = at_the_sheet()
    for said in ("xyzzy", "qwertz uiop"):
        walk.says(said).explains("row-which")
        assert HUMAN not in walk.offered
    walk.says("asdf ghjk").explains("stuck")
    assert HUMAN in walk.offered


@pytest.mark.parametrize(
    ("said", "key"), [("How long does it take?", "answer-duration"), ("Is my parrot a problem?", "question-for-staff")]
)
def test_a_question_on_the_sheet_is_answered_or_left_to_staff_and_is_no_failure(said: str, key: str) -> None:
    walk = at_the_sheet().presses("y:growth_field").says(said)
    assert key in walk.keys
    assert "row-which" not in walk.keys
    assert (walk.conversation.place.failures, chosen(walk)) == (0, {"growth_field": "yes"})
    assert walk.rows


def test_what_is_left_is_not_known_and_never_no() -> None:
    walk = at_the_sheet().presses("y:growth_field", "done")
    assert kept(walk) == {**dict.fromkeys(kept(walk)), "growth_field": "yes"}
    assert set(kept(walk)) >= set(EMPLOYER)


def test_one_button_leaves_all_to_hr_and_the_card_says_so() -> None:
    walk = at_the_sheet().presses("y:growth_field")
    assert "I don't know" in walk.label(UNKNOWN)
    walk.presses(UNKNOWN)
    assert set(kept(walk).values()) == {None}
    walk.answers(ENGINEER, TO_THE_CARD, until=LEAVE)
    lead = lead_of(walk.situation)
    assert set(EMPLOYER) <= set(lead.ask_employer)
    lines = card(lead, walk.dialogue.around.office, "en")
    [ask] = [line for line in lines if line.key == "card-ask-employer"]
    [unknown] = [line for line in lines if line.key == "card-unknown"]
    assert {f"q-{name}.short" for name in lead.ask_employer} <= set(keys_in(ask))
    assert not {f"q-{name}.short" for name in lead.ask_employer} & set(keys_in(unknown))
    assert "Ask HR:" in real_words().plain("en", ask)


@pytest.mark.parametrize("language", languages())
def test_a_bare_yes_is_not_taken_for_all_nor_for_the_first_row(language: str) -> None:
    # A mere no is seen in all rows that are open, and taken back there.
    for said in ("yes", "はい"):
        walk = at_the_sheet(language).says(said).explains("row-which")
        assert (chosen(walk), kept(walk)) == ({}, {})


@pytest.mark.parametrize(
    ("language", "said", "values"),
    [
        ("en", "1 yes, 2 no", {0: "yes", 1: "no"}),
        ("en", "1. Yes", {0: "yes"}),
        ("en", "2: nope; 1: yep", {0: "yes", 1: "no"}),
        ("ja", "1はい、2いいえ", {0: "yes", 1: "no"}),
        ("ja", "１　はい", {0: "yes"}),
    ],
)
def test_rows_are_named_by_their_numbers(language: str, said: str, values: dict[int, str]) -> None:
    walk = at_the_sheet(language)
    rows = walk.rows
    assert chosen(walk.says(said)) == {rows[number]: value for number, value in values.items()}
    walk.says("2 わからない" if language == "ja" else "2 I don't know")
    assert rows[1] not in chosen(walk)


ALL_NO: dict[int, str] = dict.fromkeys(range(5), "no")
BY_PLACE: dict[str, dict[str, dict[int, str]]] = {
    "en": {
        "all no": ALL_NO,
        "no to all": ALL_NO,
        "none": ALL_NO,
        "none of these": ALL_NO,
        "None of these apply.": ALL_NO,
        "no, no, no, no, no": ALL_NO,
        "all yes": dict.fromkeys(range(5), "yes"),
        "yes to the first two": {0: "yes", 1: "yes"},
        "the first two yes": {0: "yes", 1: "yes"},
        "yes to 1, 2 and 3": {0: "yes", 1: "yes", 2: "yes"},
        "1, 2 and 3 yes": {0: "yes", 1: "yes", 2: "yes"},
        "1-3 yes": {0: "yes", 1: "yes", 2: "yes"},
        "first two yes, rest no": {0: "yes", 1: "yes", 2: "no", 3: "no", 4: "no"},
        "the first is yes, no to the rest": {0: "yes", 1: "no", 2: "no", 3: "no", 4: "no"},
        "third and fourth no": {2: "no", 3: "no"},
        "last one yes": {4: "yes"},
        "last yes, all others no": {0: "no", 1: "no", 2: "no", 3: "no", 4: "yes"},
        "all no except 2": {0: "no", 1: "yes", 2: "no", 3: "no", 4: "no"},
        "1 yes, rest unknown": {0: "yes"},
        "yes yes no no no": {0: "yes", 1: "yes", 2: "no", 3: "no", 4: "no"},
        "2: nope; 1: yep": {0: "yes", 1: "no"},
    },
    "ja": {
        "全部いいえ": ALL_NO,
        "すべていいえです": ALL_NO,
        "どれもありません": ALL_NO,
        "該当なし": ALL_NO,
        "どれも該当しません": ALL_NO,
        "すべて該当しません": ALL_NO,
        "いいえ、いいえ、いいえ、いいえ、いいえ": ALL_NO,
        "全部はい": dict.fromkeys(range(5), "yes"),
        "最後だけはい": {4: "yes"},
        "最初の2つははい": {0: "yes", 1: "yes"},
        "最初の二つははい、残りはいいえ": {0: "yes", 1: "yes", 2: "no", 3: "no", 4: "no"},
        "上の3つはいいえ": {0: "no", 1: "no", 2: "no"},
        "1番だけはい": {0: "yes"},
        "1つ目ははい": {0: "yes"},
        "三番目はい": {2: "yes"},
        "1と3ははい": {0: "yes", 2: "yes"},
        "2以外いいえ": {0: "no", 1: "yes", 2: "no", 3: "no", 4: "no"},
        "2番以外はいいえ": {0: "no", 1: "yes", 2: "no", 3: "no", 4: "no"},
        "1番いいえ、2番わからない": {0: "no"},
        "１はい　２いいえ": {0: "yes", 1: "no"},
        "はい、はい、いいえ、いいえ、いいえ": {0: "yes", 1: "yes", 2: "no", 3: "no", 4: "no"},
    },
}
SME, LOCAL, GROWTH = EMPLOYER[1:]
NO_SUBSIDY = {FIRST: "no", LOCAL: "no"}
BY_NAME: dict[str, dict[str, dict[str, str]]] = {
    "en": {
        "we are an SME": {SME: "yes"},
        "I work at an SME": {SME: "yes"},
        "SME yes": {SME: "yes"},
        "not an SME": {SME: "no"},
        "we are no SME": {SME: "no"},
        "big company": {SME: "no"},
        "no subsidy": NO_SUBSIDY,
        "we have no subsidies": NO_SUBSIDY,
        "subsidy no, SME yes": {**NO_SUBSIDY, SME: "yes"},
        "SME: yes; growth field: no": {SME: "yes", GROWTH: "no"},
        "not in a growth field": {GROWTH: "no"},
        "we have city support": {LOCAL: "yes"},
        "no support from the city": {LOCAL: "no"},
        "we have an innovation approval": {FIRST: "yes"},
        "we are an SME and get a city subsidy": {SME: "yes", LOCAL: "yes"},
    },
    "ja": {
        "中小企業です": {SME: "yes"},
        "うちは中小企業です": {SME: "yes"},
        "中小企業ではありません": {SME: "no"},
        "大企業です": {SME: "no"},
        "補助金はもらってない": NO_SUBSIDY,
        "補助金はもらっていません": NO_SUBSIDY,
        "補助金なし": NO_SUBSIDY,
        "中小企業です、補助金はありません": {**NO_SUBSIDY, SME: "yes"},
        "中小企業はい、補助金いいえ": {**NO_SUBSIDY, SME: "yes"},
        "市の支援はありません": {LOCAL: "no"},
        "自治体の支援を受けています": {LOCAL: "yes"},
        "成長分野ではない": {GROWTH: "no"},
    },
}
# Of these nobody can say which row is meant, or how.
NO_ROW = {
    "en": (
        "we get a subsidy",
        "SME maybe",
        "my wife works at an SME",
        "small company",
        "SME yes, SME no",
        "60 employees",
    )
    + ("if we were an SME", "are we an SME?", "all?", "only the first", "not 1", "the weather is nice", "1 yes 1 no"),
    "ja": (
        "補助金をもらっています",
        "中小企業かもしれない",
        "妻の会社は中小企業です",
        "中小企業ですか？",
    )
    + ("1番", "いい天気", "全部", "1はい1いいえ", "10はい"),
}
HR_KNOWS = {
    "en": ("I don't know any of that", "HR knows", "idk", "no idea", "I have to ask HR", "only HR knows", "not sure")
    + ("not sure about any of these", "skip the rest"),
    "ja": (
        "わかりません",
        "全部わかりません",
        "人事しか知らない",
        "会社に聞かないとわかりません",
        "人事に聞きます",
        "不明",
    ),
}


@pytest.mark.parametrize("language", languages())
def test_rows_are_chosen_by_their_places(language: str) -> None:
    for said, values in BY_PLACE[language].items():
        walk = at_the_sheet(language)
        rows = walk.rows
        assert len(rows) == len(ALL_NO), "the places that the texts count"
        assert chosen(walk.says(said)) == {rows[place]: value for place, value in values.items()}, said
        assert not kept(walk), said


@pytest.mark.parametrize("language", languages())
def test_rows_are_chosen_by_what_they_are_about(language: str) -> None:
    for said, values in BY_NAME[language].items():
        assert chosen(at_the_sheet(language).says(said)) == values, said


@pytest.mark.parametrize("language", languages())
def test_what_names_no_row_chooses_none(language: str) -> None:
    for said in NO_ROW[language]:
        walk = at_the_sheet(language).says(said)
        assert (chosen(walk), kept(walk)) == ({}, {}), said


@pytest.mark.parametrize("language", languages())
def test_who_knows_none_of_it_leaves_all_to_hr(language: str) -> None:
    for said in HR_KNOWS[language]:
        walk = at_the_sheet(language).says(said)
        assert set(kept(walk)) >= set(EMPLOYER), said
        assert set(kept(walk).values()) == {None}, said


def test_a_slip_taken_back_on_the_sheet_is_gone_and_the_rows_stay_as_they_are() -> None:
    walk = at_the_sheet().presses("y:growth_field").says("I was fired").says("sorry, that was a mistake")
    walk.asks(FIRST).explains("taken-back")
    assert "row-which" not in walk.keys
    assert chosen(walk) == {"growth_field": "yes"}
    assert "own_words" not in walk.conversation.answers
    assert walk.conversation.place.failures == 0


@pytest.mark.parametrize("said", ["9 yes", "1 yes 2 maybe", "0 no", "1", "N1 yes", "all except 1", "no except"])
def test_an_unclear_list_of_rows_chooses_nothing(said: str) -> None:
    assert chosen(at_the_sheet().says(said)) == {}


def test_back_from_the_next_question_opens_the_same_screen_with_its_answers() -> None:
    walk = at_the_sheet().presses("y:growth_field", f"n:{FIRST}", "done")
    walk.presses(BACK).asks(FIRST)
    assert chosen(walk) == {"growth_field": "yes", FIRST: "no"}
    walk.presses("u:growth_field", "done")
    assert kept(walk)["growth_field"] is None
    earlier = at_the_sheet().presses(BACK)
    assert earlier.rows == []


def test_the_review_opens_one_question_alone() -> None:
    walk = at_the_sheet().presses(f"y:{FIRST}", "done").answers(ENGINEER, until="review")
    walk.presses("change:growth_field").asks("growth_field")
    assert walk.rows == []
    walk.presses("a:yes").leads_to("review")
    assert walk.value("growth_field") == "yes"


def test_a_new_job_asks_the_rows_again_and_keeps_none_of_the_old_answers() -> None:
    walk = at_the_sheet().presses(f"y:{FIRST}", "y:growth_field", "done").answers(ENGINEER, until="result")
    walk.commands("recheck").presses("changed:new_job").answers(ENGINEER, until=FIRST)
    assert walk.rows
    assert chosen(walk) == {}


def test_what_is_chosen_survives_a_restart_and_a_button_of_an_older_copy_counts_for_its_row_alone() -> None:
    walk = at_the_sheet()
    older, done = walk.data("y:employer_sme"), walk.data("done")
    walk.presses("y:growth_field").restarts().presses_data(older)
    assert chosen(walk) == {"growth_field": "yes", "employer_sme": "yes"}
    # Done on a copy that shows other rows than today's would keep what nobody sees there.
    walk.presses_data(done).explains("old-button")
    assert not kept(walk)


def test_rows_of_a_question_that_is_gone_are_dropped() -> None:
    walk = at_the_sheet()
    walk.conversation.place.sheet["gone"] = None
    assert "gone" not in walk.commands("start").rows
    walk.conversation.place.sheet = {"gone": None}
    assert walk.commands("start").rows == []


def test_each_row_and_the_whole_screen_have_their_help() -> None:
    walk = at_the_sheet()
    for name in walk.rows:
        assert walk.presses(f"h:{name}").keys[0] == f"q-{name}.help"
    assert walk.says("help").keys[0] == "sheet-employer.help"


@pytest.mark.parametrize("language", languages())
def test_a_founder_is_asked_of_their_own_company(language: str) -> None:
    """Every question that speaks of the employer, its help and the screen of all of them."""
    theirs = {"en": ("your employer", "hr department", "ask hr"), "ja": ("勤務先", "人事")}[language]
    for question in Walk().dialogue.questionnaire.scored():
        if question.sheet or question.id.startswith("employer_"):
            keys = (question.text_key, f"{question.text_key}.help", "sheet-employer", "sheet-employer.help")
            for key in (*keys, "sheet-employer.unknown"):
                said = real_words().plain(language, Text(key, {"whose": "own"})).lower()
                assert not [word for word in theirs if word in said], (key, said)
    founder = at_the_sheet(language, "manage")
    assert not [word for word in theirs if word in founder.text.lower()]
    worker = at_the_sheet(language)
    assert any(word in worker.text.lower() for word in theirs)


def test_somebody_whose_work_is_not_known_is_asked_of_either() -> None:
    walk = Walk().answers({**TO_THE_POINTS, "activity": UNKNOWN}, until="review")
    walk.presses("change:employer_sme")
    assert "your employer (or the company you run)" in walk.text
