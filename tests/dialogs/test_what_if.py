"""What would be if something were so: typed on the result, worked out beside the answers, which stay as they are."""

import pytest

from dialogs.effects import FileLead, KeepRun, TellStaff
from dialogs.parsing.lexicon import lexicon
from dialogs.parsing.supposed import read_supposed
from dialogs.parts.what_if import MOST_LINES
from dialogs.questionnaires.hsp import HSP
from dialogs.understanding.lexicon import choices_of
from tests.dialogs.reached import MANAGER, reached
from tests.dialogs.walker import Given, Walk

WHAT_IF, WHICH = "what_if over result", "so_or_supposed over result"
NO_JAPANESE = {"japanese": "a:none"}


def asks(text: str, language: str = "en", **answers: Given) -> Walk:
    """Return the engineer of 75 points, who types something on their result."""
    walk = reached("result", answers)
    walk.conversation.language = walk.hint = language
    return walk.says(text)


def points(walk: Walk) -> tuple[object, object]:
    """Return the points that would be, and those of now."""
    [line] = [line for line in walk.page if line.key in ("what-if-line", "what-if-day-line", "what-if-day-with-line")]
    return line.args["total"], line.args["before"]


@pytest.mark.parametrize(
    ("text", "language", "total"),
    [
        ("what if I pass N1?", "en", 75),
        ("What if I get N1", "en", 75),
        ("and if I pass N2?", "en", 70),
        ("and with a PhD?", "en", 70),
        ("if my salary goes to 8M", "en", 70),
        ("what if N1 and 8M", "en", 85),
        ("how many points if I pass N1?", "en", 75),
        ("would N1 help?", "en", 75),
        ("is 8M enough?", "en", 70),
        ("if my boss gives me 7.5M", "en", 65),
        ("what if I had 10 years of experience", "en", 70),
        ("what if I pass the AP exam", "en", 65),
        ("hi, what if i got N1 and an mba and 9.2 million", "en", 95),
        ("N1取ったら？", "ja", 75),
        ("年収800万なら", "ja", 70),
        ("N1なら何点？", "ja", 75),
        ("もしN1を取ったら、70点になりますか", "ja", 75),
        ("N1と年収900万なら？", "ja", 90),
        ("博士号を取ったら80点いけますか", "ja", 70),
        ("10年経験があれば？", "ja", 70),
    ],
)
def test_what_is_supposed_is_worked_out_and_changes_nothing(text: str, language: str, total: int) -> None:
    before = reached("result", NO_JAPANESE)
    walk = asks(text, language, **NO_JAPANESE).leads_to(WHAT_IF)
    assert points(walk) == (total, 60)
    assert walk.conversation.answers == before.conversation.answers
    assert not any(isinstance(effect, KeepRun | FileLead) for effect in walk.last.effects)


@pytest.mark.parametrize(("text", "language"), [("what if I pass N1?", "en"), ("N1取ったら？", "ja")])
def test_it_says_the_marks_the_way_on_and_that_nothing_changed_in_six_lines(text: str, language: str) -> None:
    walk = asks(text, language, goal="a:pr", **NO_JAPANESE)
    assert walk.page_keys == ["what-if-line", "what-if-reached-line", "what-if-next-line", "what-if-note-line"]
    assert len(asks("what if 8M and N1", goal="a:pr", **NO_JAPANESE).page_keys) <= MOST_LINES
    assert list(walk.offered) == ["so_now", "ok", "close"]


def test_eighty_points_open_the_shorter_way_to_permanent_residence() -> None:
    assert "what-if-shorter-line" in asks("what if I have a PhD?").page_keys
    assert "what-if-lost-line" in asks("what if I lose N1").page_keys


@pytest.mark.parametrize(
    ("text", "language"),
    [("what if it is under 3 million?", "en"), ("what if I get only 2.5M", "en"), ("年収300万未満だったら", "ja")],
)
def test_pay_below_the_floor_names_the_gate_that_closes(text: str, language: str) -> None:
    walk = asks(text, language)
    assert "what-if-closed-line" in walk.page_keys
    assert "what-if-next-line" not in walk.page_keys


def test_less_than_a_figure_is_no_answer_so_that_the_question_itself_is_asked() -> None:
    walk = asks("what if it is under 3 million?")
    assert "what-if-pay-below" in walk.all_keys
    walk.presses("so_now").asks("salary_yen")


def test_a_small_company_alone_brings_nothing_and_that_is_said() -> None:
    walk = asks("if I change to a smaller company")
    assert points(walk) == (75, 75)
    assert "what-if-small-line" in walk.page_keys


def test_a_holder_is_told_of_the_permission_before_another_employer() -> None:
    walk = asks("if I change to a smaller company", residence="a:hsp", hsp_kind="a:hsp1b", employer_change="a:no")
    assert any(key.startswith("follows-duty-employer") for key in walk.page_keys)


@pytest.mark.parametrize(("text", "language"), [("when I turn 35", "en"), ("35歳になったら？", "ja")])
def test_an_age_to_come_is_looked_at_on_its_birthday(text: str, language: str) -> None:
    walk = asks(text, language)
    [line] = [line for line in walk.page if line.key == "what-if-day-line"]
    assert line.args["day"].isoformat() == "2029-05-01"  # type: ignore[union-attr]
    assert "what-if-causes-line" in walk.page_keys
    walk.presses("over_time")
    assert walk.conversation.place.side == "over_time"


def test_an_age_that_is_over_is_supposed_of_today_and_is_no_answer() -> None:
    walk = asks("what if I were 28?")
    assert points(walk) == (80, 75)
    assert "so_now" not in walk.offered


@pytest.mark.parametrize("text", ["what if I wait 3 years", "what if I apply in 3 years?"])
def test_time_that_passes_is_counted_with_the_work_going_on(text: str) -> None:
    assert "what-if-work-goes-on-line" in asks(text).page_keys


def test_what_is_held_counts_already_and_a_weaker_level_takes_nothing_away() -> None:
    for text in ("what if I pass N1?", "what if I pass N2?", "what if I have a bachelor and a master"):
        walk = asks(text)
        assert points(walk) == (75, 75)
        assert "so_now" not in walk.offered or text.endswith("master")
    assert points(asks("what if only N2")) == (70, 75)


def test_and_goes_on_from_what_was_supposed_just_before() -> None:
    walk = asks("what if I pass N1?", **NO_JAPANESE).says("and with a PhD?")
    assert points(walk) == (85, 60)
    assert points(walk.says("and 9M")) == (100, 60)
    # Another "what if" begins anew.
    assert points(walk.says("what if I had a PhD")) == (70, 60)


def test_and_without_anything_before_it_tells_an_answer() -> None:
    assert asks("and 9M").where == "understood over result"


@pytest.mark.parametrize(("text", "language"), [("8M?", "en"), ("N1?", "en"), ("800万？", "ja"), ("under 7M", "en")])
def test_a_bare_figure_with_a_question_mark_is_offered_with_both_readings(text: str, language: str) -> None:
    walk = asks(text, language, **NO_JAPANESE).leads_to(WHICH)
    assert list(walk.offered) == ["suppose", "so_now", "close"]
    walk.copy().presses("suppose").leads_to(WHAT_IF)
    walk.copy().presses("close").leads_to("result")


def test_either_reading_may_be_typed() -> None:
    asks("8M?").says("what if").leads_to(WHAT_IF)
    asks("8M?").says("It is so").leads_to("understood over result")


def test_so_now_leads_to_the_list_that_is_confirmed() -> None:
    walk = asks("what if I pass N1?", **NO_JAPANESE).presses("so_now").leads_to("understood over result")
    assert walk.conversation.place.heard == {"japanese": "n1"}
    assert "japanese" not in walk.presses("drop").conversation.place.heard
    assert walk.value("japanese") == "none"


def test_back_says_that_nothing_changed_and_shows_the_buttons_of_the_result() -> None:
    walk = asks("what if I have a PhD?").presses("close").leads_to("result").explains("what-if-back")
    assert "ok" in walk.offered
    assert walk.conversation.place.what_if == {}


@pytest.mark.parametrize("text", ["thanks", "ok", "back", "result"])
def test_a_word_of_thanks_closes_it(text: str) -> None:
    asks("what if I have a PhD?").says(text).leads_to("result")


def test_over_the_card_it_closes_onto_the_card() -> None:
    reached("leave").says("what if I have a PhD?").leads_to("what_if over leave").presses("close").leads_to("leave")


def test_a_second_press_of_its_buttons_does_nothing_more() -> None:
    walk = asks("what if I have a PhD?")
    data = walk.data("so_now")
    walk.presses_data(data).presses_data(data).leads_to("understood over result")
    assert walk.conversation.place.heard == {"degrees": ["master", "doctorate"]}


@pytest.mark.parametrize(
    "text", ["what if 999999999999M", "what if I turn 99", "<b>what if</b> N1?", "なら" * 60, "if " * 50]
)
def test_odd_texts_suppose_nothing_that_cannot_be(text: str) -> None:
    walk = asks(text)
    assert walk.where in ("result", WHAT_IF)
    assert walk.conversation.answers == reached("result").conversation.answers


def test_it_stays_over_a_restart() -> None:
    walk = asks("what if I have a PhD?").restarts()
    assert walk.presses("so_now").conversation.place.heard == {"degrees": ["master", "doctorate"]}


def test_it_is_answered_on_a_part_and_on_every_kind_of_work() -> None:
    reached("result").presses("view:papers").says("what if I have a PhD?").leads_to(WHAT_IF).presses("close")
    walk = reached("result", MANAGER).says("what if I earn 30M").leads_to(WHAT_IF)
    assert points(walk)[0] != points(walk)[1]


@pytest.mark.parametrize(("text", "language"), [("if I marry", "en"), ("結婚したら？", "ja")])
def test_a_marriage_brings_no_points_and_perhaps_a_way_of_its_own(text: str, language: str) -> None:
    walk = asks(text, language).leads_to("result")
    assert "what-if-marriage" in walk.all_keys
    assert "ok" in walk.offered


@pytest.mark.parametrize(("text", "language"), [("what if I pass N1?", "en"), ("N1取ったら？", "ja")])
def test_on_the_review_it_is_said_that_it_comes_after_the_result(text: str, language: str) -> None:
    walk = reached("review")
    walk.conversation.language = walk.hint = language
    walk.says(text).leads_to("review").explains("what-if-after-result")
    assert "ok" in walk.offered


def test_on_the_review_a_bare_figure_is_an_answer_to_confirm() -> None:
    assert reached("review").says("8M?").leads_to("understood over review").conversation.place.heard == {
        "salary_yen": 8_000_000
    }


def test_once_the_office_has_the_request_it_hears_the_question_and_nothing_is_filed() -> None:
    walk = reached("handed_off")
    leads, answers = len(walk.leads), dict(walk.conversation.answers)
    walk.says("what if I have a PhD?").leads_to("what_if over handed_off").explains("passed-on")
    assert [type(effect) for effect in walk.last.effects] == [TellStaff]
    assert (len(walk.leads), walk.conversation.answers) == (leads, answers)
    assert "ok" not in walk.offered
    walk.presses("close").leads_to("result").explains("result-qualifies")


@pytest.mark.parametrize(
    "text",
    [
        "what if my application is refused?",
        "what if I lose my job?",
        "I want to know if I can get PR",
        "what documents do I need?",
        "how many points do I need?",
        "修士だと思います",
        "どうしたらいいですか",
        "よろしければ教えてください",
        "会社を辞めたら？",
        "asdf",
        "when I was 25 I passed N1",
    ],
)
def test_what_supposes_nothing_of_the_points_is_heard_as_before(text: str) -> None:
    assert asks(text, "ja" if not text.isascii() else "en").where not in (WHAT_IF, WHICH)


def test_what_else_is_asked_is_answered_above_it() -> None:
    assert "answer-title" in asks("If I change to 8M, what is your office's fee?").all_keys
    # Whether that brings permanent residence, the points say.
    assert "answer-title" not in asks("If I have a PhD can I get PR in 1 year?").all_keys


def test_what_is_supposed_in_set_words_names_questions_and_their_choices() -> None:
    groups = set(lexicon().groups("supposed_as").values()) - {"marriage-yes"}
    for group in groups:
        question, _, choice = group.partition("-")
        assert choice in choices_of(HSP.by_id[question]), group


def test_a_long_story_supposes_nothing() -> None:
    assert read_supposed("what if " + "I pass N1 and " * 20) is None
    assert read_supposed("") is None


# --- pay told by its change, work and age to come ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "yen"),
    [
        ("what if my salary is cut 20%", "en", 5_200_000),
        ("what if i get a 10% raise", "en", 7_150_000),
        ("with a raise of 1 million?", "en", 7_500_000),
        ("what if they pay 500k more", "en", 7_000_000),
        ("what if I get a raise to 9M", "en", 9_000_000),
        ("年収が2割減ったら", "ja", 5_200_000),
        ("10%昇給したら", "ja", 7_150_000),
        ("100万上がったら", "ja", 7_500_000),
        ("年収が800万円に上がったら", "ja", 8_000_000),
    ],
)
def test_a_change_of_pay_is_added_to_what_is_paid_now(text: str, language: str, yen: int) -> None:
    assert asks(text, language).leads_to(WHAT_IF).conversation.place.what_if["salary_yen"] == yen


def test_a_change_of_pay_that_is_not_known_supposes_nothing() -> None:
    assert asks("what if i get a 10% raise", salary_yen="unknown").where == "result"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("if I work 3 more years", "en"),
        ("what if I work 3 years", "en"),
        ("あと3年働いたら？", "ja"),
        ("3年後は？", "ja"),
    ],
)
def test_fewer_years_than_there_are_are_years_to_come(text: str, language: str) -> None:
    assert asks(text, language).leads_to(WHAT_IF).conversation.place.what_if == {"_day": "2029-11-24"}


@pytest.mark.parametrize(("text", "language"), [("next year I turn 35", "en"), ("来年35歳になります", "ja")])
def test_an_age_to_come_is_told_by_the_day_of_birth_already(text: str, language: str) -> None:
    assert asks(text, language).leads_to(WHAT_IF).conversation.place.what_if == {"_day": "2029-05-01"}


def test_no_degree_takes_away_those_that_are_held() -> None:
    walk = asks("高卒だったら？", "ja")
    assert walk.conversation.place.what_if == {"degrees": []}
    assert "what-if-without" in walk.all_keys


# --- what else is asked on the result ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "side"),
    [
        ("when can I get PR?", "en", "residence"),
        ("永住はいつ取れますか", "ja", "residence"),
        ("why only 75?", "en", "details"),
        ("なんで75点？", "ja", "details"),
        ("how long until 80", "en", "over_time"),
    ],
)
def test_a_question_about_the_result_turns_its_side_up(text: str, language: str, side: str) -> None:
    assert asks(text, language).leads_to("result").conversation.place.side == side


@pytest.mark.parametrize(("text", "language"), [("how do I reach 80", "en"), ("80点にするには？", "ja")])
def test_who_has_the_points_of_their_goal_sees_the_ways_to_the_next_mark(text: str, language: str) -> None:
    assert "ways-beyond-title" in asks(text, language).all_keys
    short = asks(text, language, **NO_JAPANESE)
    assert (short.conversation.place.side, "ways-title" in short.page_keys) == ("ways", True)


@pytest.mark.parametrize(("text", "language"), [("is this good?", "en"), ("これで大丈夫？", "ja")])
def test_whoever_asks_how_it_stands_is_told_in_a_line(text: str, language: str) -> None:
    walk = asks(text, language)
    assert walk.keys == ["result-brief-points"]
    assert "ok" in walk.offered


@pytest.mark.parametrize(("text", "language"), [("what if I move to Osaka", "en"), ("東京に引っ越したら", "ja")])
def test_what_no_points_hang_on_is_answered_with_what_can_be_supposed(text: str, language: str) -> None:
    asks(text, language).leads_to("result").explains("what-if-how")


def test_a_lost_job_that_is_only_supposed_is_not_noted_for_the_office() -> None:
    assert "own_words" not in asks("会社を辞めたら", "ja").conversation.answers


def test_if_possible_supposes_nothing() -> None:
    walk = asks("if possible I want PR. My visa expires in March 2027")
    assert "own_words" in walk.conversation.answers


@pytest.mark.parametrize(("text", "language"), [("I passed N1 yesterday", "en"), ("N1に受かりました", "ja")])
def test_what_is_answered_already_is_said_to_be(text: str, language: str) -> None:
    asks(text, language).leads_to("result").explains("already-so")


@pytest.mark.parametrize(("text", "language"), [("N1?", "en"), ("JLPT N1?", "en"), ("N1？", "ja")])
def test_who_names_with_a_question_mark_what_they_hold_asks_what_it_is(text: str, language: str) -> None:
    walk = asks(text, language).leads_to("result")
    assert not walk.conversation.place.what_if
    assert "what-if-line" not in walk.all_keys
    assert any(key.startswith("answer") for key in walk.all_keys), walk.all_keys


@pytest.mark.parametrize("where", ["result", "review"])
def test_what_is_answered_on_a_page_ends_with_its_buttons(where: str) -> None:
    for text in ("what documents do I need?", "thank you", "qwertz", "can I pay by crypto?"):
        walk = reached(where).says(text)
        assert walk.last.screens[-1].rows == walk.screen.rows != ()
        assert "ok" in walk.offered
        # A press on any of the two messages counts.
        walk.presses("ok")


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        ("what if my company is not an SME", "en", "employer_sme"),
        ("what if my company gets no innovation support", "en", "employer_innovation_support"),
        ("what if my degree is not from a listed university", "en", "designated_university"),
        ("中小企業じゃなかったら？", "ja", "employer_sme"),
        ("日本の大学じゃなかったら？", "ja", "japanese_degree"),
        ("会社がイノベーション支援を受けなくなったら？", "ja", "employer_innovation_support"),
    ],
)
def test_what_would_be_no_more_takes_its_points_away(text: str, language: str, question: str) -> None:
    """Heard as if it were so, it promised points for what is lost."""
    walk = asks(text, language, **{question: "a:yes"}).leads_to(WHAT_IF)
    assert walk.conversation.place.what_if[question] == "no"
    total, before = points(walk)
    assert isinstance(total, int)
    assert isinstance(before, int)
    assert total <= before
    assert "what-if-yes" not in walk.all_keys


def test_what_is_denied_beside_something_else_is_denied_alone() -> None:
    walk = asks("what if it is not a small company, but I get N1", **NO_JAPANESE)
    supposed = walk.conversation.place.what_if
    assert (supposed["employer_sme"], supposed["japanese"]) == ("no", "n1")


@pytest.mark.parametrize(
    "text", ["what if I am not a director", "what if I never marry", "what if I don't get married"]
)
def test_that_something_would_not_be_so_is_no_word_for_it(text: str) -> None:
    walk = asks(text)
    assert not walk.conversation.place.what_if
    assert walk.conversation.place.overlay is None


def test_each_work_that_may_be_meant_has_a_line_of_its_own() -> None:
    walk = asks("what if I pass N1?", activity="unknown", **NO_JAPANESE)
    assert walk.page_keys == ["what-if-several-line", *["what-if-category-line"] * 3, "what-if-note-line"]
    assert {line.args["difference"] for line in walk.page if line.key == "what-if-category-line"} == {15}
    later = asks("what if I wait 3 years", activity="unknown")
    assert later.page_keys == [*["what-if-category-line"] * 3, "what-if-note-line"]


def test_pay_that_opens_the_way_is_said_to_and_time_alone_does_not() -> None:
    low = {"salary_yen": "2800000"}
    assert "what-if-opened-line" in asks("what if I earn 8M", **low).page_keys
    assert "over-time-blocked" in asks("what if I wait 3 years", **low).page_keys


def test_why_something_brings_nothing_is_said_where_one_line_says_it() -> None:
    walk = asks("what if I earn 3.9M", salary_yen="3600000")
    assert "what-if-why-line" in walk.page_keys
    total, before = points(walk)
    assert total == before


def test_the_shorter_way_that_would_be_lost_is_named() -> None:
    assert "what-if-shorter-lost-line" in asks("what if I lose N1", salary_yen="7200000").page_keys


def test_who_needs_no_points_is_told_what_counts_instead() -> None:
    walk = asks("what if I pass N1", goal="a:pr", residence="a:permanent")
    assert walk.page_keys == ["what-if-no-points-line", "follows-notice-already-permanent", "what-if-note-line"]


def test_a_director_would_be_counted_by_the_table_of_managers() -> None:
    supposed = asks("what if I become a director").conversation.place.what_if
    assert (supposed["position"], supposed["activity"]) == ("director", "manage")


def test_a_fall_that_would_come_before_a_decision_is_told() -> None:
    """Whoever would have just 70 points turns thirty in January, and loses five."""
    turning = asks("what if I earn 7M", birth_date="1997-01-15", **NO_JAPANESE)
    staying = asks("what if I earn 7M", birth_date="1997-11-15", **NO_JAPANESE)
    assert points(turning) == points(staying) == (70, 65)
    [more] = set(turning.page_keys) - set(staying.page_keys)
    assert more == "follows-firm-fall"


def test_one_more_of_what_is_counted_comes_beside_those_held_and_one_less_leaves_the_others() -> None:
    two = {"licences": "2", **NO_JAPANESE}
    one = {"licences": "1", **NO_JAPANESE}
    assert asks("what if I pass the AP exam", **one).conversation.place.what_if == {"licences": 2}
    assert asks("what if they don't accept my nurse licence", **two).conversation.place.what_if == {"licences": 1}
    lost = asks("what if they don't accept my nurse licence", **one)
    assert lost.conversation.place.what_if == {"licences": 0}
    total, before = points(lost)
    assert (total, before) == (60, 65)


def test_degrees_that_would_not_be_accepted_leave_the_others() -> None:
    walk = asks("what if they don't accept my master", degrees=("bachelor", "master"))
    assert walk.conversation.place.what_if == {"degrees": ["bachelor"]}
