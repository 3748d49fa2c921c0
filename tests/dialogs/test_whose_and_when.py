"""Facts of others, of hopes and of what was never finished are nobody's answers; what changed is read as a change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.effects import FileLead, TellStaff
from dialogs.own_words import OWN_WORDS
from dialogs.place import HANDED_OFF, OK
from dialogs.understanding import Certainty, Understood
from tests.dialogs.reached import reached
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, Walk, real_dialogue
from tests.properties import examples


def read(text: str, asked: str = "", language: str = "en") -> Understood:
    dialogue, walk = real_dialogue(), Walk(language)
    context = dialogue.situation(walk.conversation, walk.now)
    question = dialogue.questionnaire[asked] if asked else None
    return dialogue.reader.read(text, question, language, context)


def at(question_id: str, language: str = "en") -> Walk:
    return Walk(language).answers({**TO_THE_POINTS, "language": f"a:{language}"}, until=question_id)


def at_result(language: str = "en") -> Walk:
    return Walk(language).answers({**ENGINEER, "language": f"a:{language}"}, until="result")


# --- somebody else ----------------------------------------------------------------------------------------------------

OF_OTHERS = [
    ("en", "salary_yen", "my wife earns 900k"),
    ("en", "salary_yen", "my husband's salary is 9M"),
    ("en", "salary_yen", "9 million for our team"),
    ("en", "salary_yen", "company revenue 900M"),
    ("en", "salary_yen", "my company paid 8M for the office"),
    ("en", "salary_yen", "the CEO earns 20M"),
    ("en", "salary_yen", "our budget is 9M"),
    ("en", "salary_yen", "my employees earn 4M"),
    ("en", "degrees", "my boss has a PhD"),
    ("en", "degrees", "my PhD supervisor"),
    ("en", "degrees", "my girlfriend has a master's"),
    ("en", "japanese", "my friend has N1"),
    ("en", "birth_date", "my kid is 5"),
    ("en", "birth_date", "my mom is 62"),
    ("en", "activity", "my dad is a professor"),
    ("ja", "salary_yen", "妻90万"),
    ("ja", "salary_yen", "夫は900万"),
    ("ja", "salary_yen", "チームで900万"),
    ("ja", "salary_yen", "会社の売上9億"),
    ("ja", "salary_yen", "社長は2000万"),
    ("ja", "degrees", "上司は博士です"),
    ("ja", "degrees", "夫 博士"),
    ("ja", "japanese", "妻 N1"),
    ("ja", "japanese", "息子がN1"),
    ("ja", "birth_date", "息子5歳"),
    ("ja", "birth_date", "母62歳"),
    ("ja", "activity", "夫は研究者"),
]


@pytest.mark.parametrize(("language", "asked", "text"), OF_OTHERS)
def test_what_is_of_others_is_no_answer_of_the_one_who_writes(language: str, asked: str, text: str) -> None:
    for question in ("", asked):
        fact = read(text, question, language).of(asked)
        assert fact is None or not fact.candidates


@pytest.mark.parametrize(
    ("language", "asked", "text", "value"),
    [
        ("en", "position", "I am the CEO", "representative"),
        ("en", "salary_yen", "my company pays me 9M", 9_000_000),
        ("en", "salary_yen", "my wife and I, I earn 7M", 7_000_000),
        ("ja", "has_children", "息子5歳", "yes"),
        ("ja", "salary_yen", "妻は無職です。私の年収は700万です", 7_000_000),
        ("ja", "japanese", "N1です。妻は中国人です", "n1"),
    ],
)
def test_what_is_their_own_stays_so_beside_others(language: str, asked: str, text: str, value: object) -> None:
    fact = read(text, asked, language).of(asked)
    assert fact is not None
    assert fact.candidates[0] == value


@pytest.mark.parametrize("text", ["9 million for our team", "my wife earns 900k"])
def test_that_the_answers_are_of_who_applies_is_said_and_no_failure(text: str) -> None:
    walk = at("salary_yen").says(text).explains("for-who-applies").asks("salary_yen")
    assert walk.conversation.place.failures == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "asking for my husband: PhD, 9M"),
        ("en", "on behalf of my brother: PhD, 9M"),
        ("en", "I'm filling this in for my wife. PhD, 9M"),
        ("en", "calculating for a friend, PhD, 9M"),
        ("ja", "夫の代わりに聞いています。博士、900万"),
        ("ja", "弟のために質問します。博士、900万"),
        ("ja", "友人の代理で入力しています。博士、900万"),
    ],
)
def test_who_asks_for_somebody_else_says_whether_they_fill_it_in_for_them(language: str, text: str) -> None:
    walk = at("residence", language).says(text).explains("understood-for-other")
    told = {"degrees": ["doctorate"], "salary_yen": 9_000_000}
    assert walk.conversation.place.heard == told
    yes = walk.copy().presses(OK)
    assert {name: yes.value(name) for name in told} == told
    assert yes.value(OWN_WORDS)  # staff know who wrote
    no = walk.presses("drop").explains("for-who-applies").asks("residence")
    assert not {*told, OWN_WORDS} & set(no.conversation.answers)


@pytest.mark.parametrize("text", ["I'm asking my wife tomorrow", "asking for a raise to 9M", "my wife wants to know"])
def test_not_everybody_who_asks_asks_for_somebody_else(text: str) -> None:
    assert not read(text).on_behalf


# --- not yet, not finished, hoped for, over ---------------------------------------------------------------------------

NOT_SO = [
    ("en", "japanese", "I want N1"),
    ("en", "japanese", "I'd love to get N1"),
    ("en", "japanese", "my goal is N1"),
    ("en", "japanese", "I wish I had N1"),
    ("en", "japanese", "planning to take N1"),
    ("en", "japanese", "N1 someday"),
    ("en", "degrees", "I never finished my master's"),
    ("en", "degrees", "I haven't completed my PhD"),
    ("en", "degrees", "dropped out of PhD"),
    ("en", "degrees", "will graduate next March"),
    ("en", "degrees", "I want a master"),
    ("en", "activity", "I used to have a company"),
    ("en", "position", "I want to be CEO"),
    ("ja", "japanese", "N1を目指しています"),
    ("ja", "japanese", "N1が欲しい"),
    ("ja", "japanese", "N1取りたい"),
    ("ja", "japanese", "N1はまだです"),
    ("ja", "degrees", "修士を中退しました"),
    ("ja", "degrees", "修士はまだ"),
    ("ja", "degrees", "博士号が欲しい"),
    ("ja", "degrees", "大学を卒業していません"),
]


@pytest.mark.parametrize(("language", "asked", "text"), NOT_SO)
def test_what_is_not_so_yet_or_any_more_is_no_answer(language: str, asked: str, text: str) -> None:
    for question in ("", asked):
        fact = read(text, question, language).of(asked)
        assert fact is None or not any(fact.candidates)


@pytest.mark.parametrize(
    ("language", "asked", "text"),
    [
        ("en", "salary_yen", "I want 9M"),
        ("en", "salary_yen", "hope to earn 9M"),
        ("en", "salary_yen", "my target salary is 9M"),
        ("en", "salary_yen", "I used to earn 9M"),
        ("en", "activity", "my dream is to be a professor"),
        ("en", "activity", "I used to be a researcher"),
        ("en", "position", "I used to be a director"),
        ("ja", "salary_yen", "900万欲しい"),
        ("ja", "salary_yen", "年収900万を目指しています"),
        ("ja", "salary_yen", "前は900万でした"),
        ("ja", "activity", "研究者になりたい"),
        ("ja", "activity", "以前会社を経営していました"),
    ],
)
def test_what_is_hoped_for_or_over_is_asked_with_a_yes(language: str, asked: str, text: str) -> None:
    for question in ("", asked):
        fact = read(text, question, language).of(asked)
        assert fact is None or fact.certainty is Certainty.READ_BACK


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("I want HSP, N1, 7M", "japanese", "n1"),
        ("I want HSP and have N1", "japanese", "n1"),
        ("want PR, 9M", "salary_yen", 9_000_000),
    ],
)
def test_a_wish_for_a_visa_makes_no_fact_a_hope(text: str, asked: str, value: object) -> None:
    fact = read(text).of(asked)
    assert fact is not None
    assert fact.candidates == (value,)


def test_a_wish_far_behind_a_fact_in_one_clause_is_not_of_the_fact() -> None:
    told = read("市の補助金 + いつか社長になりたい", "employer_local_support", "ja").of("employer_local_support")
    assert told is not None
    assert told.candidates == ("yes", "no")


@pytest.mark.parametrize(
    ("language", "text"), [("en", "my friend is a guarantor"), ("ja", "妻が身元保証人"), ("ja", "友達が保証人です")]
)
def test_a_guarantor_is_somebody_else_and_ticked_all_the_same(language: str, text: str) -> None:
    fact = read(text, "in_order", language).of("in_order")
    assert fact is not None
    assert fact.candidates == (["guarantor"],)


@pytest.mark.parametrize(
    ("asked", "text"),
    [("employer_local_support", "our city doesn't"), ("employer_sme", "an SME it isn't"), ("pregnancy", "pregnant no")],
)
def test_a_no_at_the_end_is_read_back_as_a_no(asked: str, text: str) -> None:
    fact = read(text, asked).of(asked)
    assert fact is not None
    assert (fact.candidates, fact.certainty) == (("no",), Certainty.READ_BACK)


def test_what_stands_behind_more_answers_than_one_text_can_give_is_asked_again() -> None:
    plain, long = (read(f"{'N1, ' * count}no", "pregnancy").of("pregnancy") for count in (1, 40))
    assert plain is not None
    assert plain.candidates == ("no",)
    assert long is None or not long.candidates


# --- what changed -----------------------------------------------------------------------------------------------------

CHANGED = [
    ("en", "salary dropped to 4M", "salary_yen", 4_000_000),
    ("en", "my pay went up to 9M", "salary_yen", 9_000_000),
    ("en", "raise to 9M", "salary_yen", 9_000_000),
    ("en", "pay increased to 9.2M from 8M", "salary_yen", 9_200_000),
    ("en", "my salary fell from 8M to 6M", "salary_yen", 6_000_000),
    ("en", "pay went up from 6.5M to 8M", "salary_yen", 8_000_000),
    ("en", "salary doubled to 12M", "salary_yen", 12_000_000),
    ("ja", "年収が650万から700万になりました", "salary_yen", 7_000_000),
    ("en", "my salary was cut to 4M", "salary_yen", 4_000_000),
    ("en", "my income is now 5.2 million", "salary_yen", 5_200_000),
    ("en", "I changed jobs, 8M now", "salary_yen", 8_000_000),
    ("en", "sorry, 7.5M", "salary_yen", 7_500_000),
    ("en", "I got N2 now, not N1", "japanese", "n2"),
    ("en", "I finished my PhD", "degrees", ["doctorate"]),
    ("ja", "年収が400万に下がった", "salary_yen", 4_000_000),
    ("ja", "年収が500万から600万に上がった", "salary_yen", 6_000_000),
    ("ja", "給料が上がって900万になりました", "salary_yen", 9_000_000),
    ("ja", "昇給して700万", "salary_yen", 7_000_000),
    ("ja", "減給で400万", "salary_yen", 4_000_000),
    ("ja", "転職して800万になった", "salary_yen", 8_000_000),
    ("ja", "博士を取りました", "degrees", ["doctorate"]),
    ("ja", "N1ではなくN2です", "japanese", "n2"),
]


@pytest.mark.parametrize(("language", "text", "question", "value"), CHANGED)
def test_on_the_result_a_change_is_read_back_from_old_to_new(
    language: str, text: str, question: str, value: object
) -> None:
    walk = at_result(language).says(text).explains("understood", "understood-changed-line")
    assert walk.conversation.place.heard[question] == value
    assert walk.presses(OK).value(question) == value


def test_after_a_change_the_result_shows_what_moved() -> None:
    walk = at_result().says("my pay went up to 9M").presses(OK, OK).leads_to("result").explains("moved-line")
    assert walk.value("salary_yen") == 9_000_000


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my salary is not 6.5M"),
        ("en", "I don't earn 6.5M anymore"),
        ("ja", "年収は650万ではありません"),
        ("ja", "給料は650万じゃない"),
    ],
)
@pytest.mark.parametrize("where", ["result", "review", "birth_date"])
def test_pay_that_is_denied_is_asked_again(language: str, text: str, where: str) -> None:
    Walk(language).answers({**ENGINEER, "language": f"a:{language}"}, until=where).says(text).asks("salary_yen")


@pytest.mark.parametrize("text", ["my salary is not 9M", "is my salary not 6.5M?", "my wife's salary is not 6.5M"])
def test_other_pay_that_is_denied_moves_nobody(text: str) -> None:
    at_result().says(text).leads_to("result")


@pytest.mark.parametrize("text", ["salary dropped to 4M", "my salary is not 6.5M"])
def test_after_the_hand_off_a_change_reaches_staff_and_changes_the_card_as_a_button_does(text: str) -> None:
    walk = reached(HANDED_OFF).copy().says(text)
    assert TellStaff(text) in walk.effects
    if "understood" in walk.where:
        walk.presses(OK)
    else:
        walk.asks("salary_yen").says("4,000,000")
    while walk.conversation.place.at != "leave":
        walk.presses(next(action for action in ("unknown", "a:stop", OK) if action in walk.offered))
    before = sum(isinstance(effect, FileLead) for effect in walk.effects)
    walk.presses("yes")
    filed = [effect for effect in walk.effects if isinstance(effect, FileLead)]
    assert len(filed) > before
    assert filed[before].only == ()
    assert filed[before].lead.consented.value("salary_yen") == 4_000_000


# --- how long here, what somebody has, what stands at the end -----------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "since"),
    [
        ("en", "been here 4 yrs", "2022-11"),
        ("en", "I have lived in Japan for 4 years", "2022-11"),
        ("en", "married to a japanese. been here 4 yrs. can i get PR?", "2022-11"),
        ("ja", "定住者です、日系3世。11年住んでます。", "2015-11"),
        ("ja", "日本に来て11年です", "2015-11"),
    ],
)
def test_how_long_somebody_is_here_is_read_back_wherever_it_is_said(language: str, text: str, since: str) -> None:
    fact = read(text, "goal", language).of("in_japan_since")
    assert fact is not None
    assert (fact.candidates, fact.certainty) == ((since,), Certainty.READ_BACK)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my wife has been here 3 years"),
        ("en", "I was here 2 years ago"),
        ("en", "I lived in Japan for 4 years until 2015"),
        ("en", "how is it to have lived in Japan for 5 years?"),
        ("ja", "日本は4年目です"),
        ("ja", "妻は日本に来て11年です"),
        ("ja", "日本に11年住んでいませんでした"),
    ],
)
def test_other_lengths_say_nothing_of_the_stay(language: str, text: str) -> None:
    assert read(text, "goal", language).of("in_japan_since") is None


def test_points_of_who_holds_the_visa_are_no_wish_for_it() -> None:
    heard = read("i have HSP(i)(b) 3 and half years, points was 75 then", "goal")
    assert heard.of("goal") is None or not heard.of("goal").candidates  # type: ignore[union-attr]
    assert heard.of("residence").candidates == ("hsp",)  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["i am on student visa not work", "wait i told wrong, my visa is student not work"])
def test_what_stands_before_a_denied_last_word_is_not_denied(text: str) -> None:
    walk = at_result().says(text).explains("understood-changed-line")
    assert walk.conversation.place.heard == {"residence": "student"}


@pytest.mark.parametrize("text", ["student not anymore", "student visa not now", "student visa no more"])
def test_a_status_that_is_over_is_not_taken(text: str) -> None:
    fact = read(text, "residence").of("residence")
    assert fact is None or "student" not in fact.candidates


# --- any order --------------------------------------------------------------------------------------------------------

SENTENCES = {
    "en": (
        ("I am a software engineer.", "My salary is 6.5 million yen.", "I have a master's degree.", "I have N2."),
        (
            "I was not fired.",
            "I never overstayed.",
            "My wife earns 900k.",
            "My boss has a PhD.",
            "My friend has N1 and makes 9M.",
            "I have never been refused.",
            "Our team has a budget of 9 million.",
            "I don't have a PhD.",
        ),
    ),
    "ja": (
        ("ソフトウェアエンジニアです。", "年収は650万円です。", "修士号を持っています。", "N2があります。"),
        (
            "クビになってません。",
            "オーバーステイしたことはありません。",
            "妻は90万円です。",
            "上司は博士です。",
            "友達はN1で900万です。",
            "不許可になったことはありません。",
            "会社の売上は9億円です。",
            "息子は5歳です。",
        ),
    ),
}


@given(st.sampled_from(sorted(SENTENCES)), st.data())
@examples(20)
def test_any_order_with_denials_and_facts_of_others_gives_the_same_answers(language: str, data: st.DataObject) -> None:
    own, others = SENTENCES[language]
    beside = data.draw(st.lists(st.sampled_from(others), max_size=3, unique=True))
    order = data.draw(st.permutations([*own, *beside]))
    told = {"activity": "specialist", "salary_yen": 6_500_000, "degrees": ["master"], "japanese": "n2"}
    for texts in (["".join(order) if language == "ja" else " ".join(order)], order):
        walk = Walk(language).presses(f"a:{language}", "a:agree", "a:hsp")
        for text in texts:
            walk.says(text)
            if walk.conversation.place.overlay == "understood":
                walk.presses(OK)
        kept = {name: answer.value for name, answer in walk.conversation.answers.items() if name in told}
        assert kept == told, (texts, walk.where)
        said = walk.conversation.answers[OWN_WORDS].value if OWN_WORDS in walk.conversation.answers else []
        kinds = {line.partition("|")[0] for line in said} if isinstance(said, list) else set()
        assert kinds <= {"family"}


# --- wherever it is typed ---------------------------------------------------------------------------------------------


def standing_at(where: str) -> Walk:
    """Return somebody with a result who stands at a question for the office, at the leave, or is asked what changed."""
    walk = Walk().answers(ENGINEER, until="result")
    if where == "changed":
        return walk.commands("recheck")
    walk.presses(OK)
    while walk.conversation.place.at != where:
        if walk.conversation.place.at == "name":
            walk.says("Maria Santos")
        else:
            walk.presses(next(action for action in ("a:here", "unknown") if action in walk.offered))
    return walk


@pytest.mark.parametrize(
    "where", ["stay_until", "status_as_on_card", "lives_in", "talk_language", "name", "contact_way", "leave", "changed"]
)
def test_a_change_is_taken_up_wherever_it_is_typed(where: str) -> None:
    walk = standing_at(where)
    told = walk.copy().says("salary dropped to 4M").explains("understood-changed-line")
    assert told.conversation.place.heard == {"salary_yen": 4_000_000}
    walk.copy().says("my salary is not 6.5M").asks("salary_yen")
    walk.says("I don't have N1").asks("japanese")


@pytest.mark.parametrize(
    ("where", "text"), [("lives_in", "Saitama, after 18:00"), ("status_as_on_card", "Engineer, 5 years")]
)
def test_what_changes_nothing_stays_an_answer_in_any_words(where: str, text: str) -> None:
    assert text in str(standing_at(where).says(text).value(where))


@pytest.mark.parametrize("text", ["is there any hope with points visa", "can my wife work there", "do i need a lawyer"])
def test_a_question_without_its_mark_is_no_home(text: str) -> None:
    assert "lives_in" not in standing_at("lives_in").says(text).asks("lives_in").conversation.answers


@pytest.mark.parametrize("text", ["do you know Saitama, evenings", "Ota, Gunma. after 6", "Where I live: Nagoya"])
def test_a_home_in_many_words_stays_one(text: str) -> None:
    assert text in str(standing_at("lives_in").says(text).value("lives_in"))


def test_a_new_job_told_where_it_is_asked_what_changed_asks_again_what_hangs_on_it() -> None:
    walk = standing_at("changed").says("I changed jobs").explains("ask-again")
    assert "salary_yen" in walk.conversation.again
