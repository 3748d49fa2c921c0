"""Question by question: it renders, bad input is refused kindly, every choice is taken pressed and typed, every way out
is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from bot.words.words import languages
from dialogs.conversation import Conversation, Value
from dialogs.effects import FileLead, TellStaff
from dialogs.kinds import DONE, ManyOf
from dialogs.messages import Text
from dialogs.pages.asking import FAILURES_BEFORE_HELP
from dialogs.pages.page import BACK, HELP, HUMAN, UNKNOWN
from dialogs.question import Question
from dialogs.questionnaires.hsp import HSP
from tests.dialogs.walker import TO_THE_POINTS, Walk, interview, real_dialogue, real_words

QUESTIONS = {question.id: question for question in interview()}
TYPED = [q.id for q in QUESTIONS.values() if q.kind.typed]
PLAIN = [q.id for q in QUESTIONS.values() if q.plain]
OPEN = [q.id for q in QUESTIONS.values() if not q.plain]
CHOICES = [q.id for q in QUESTIONS.values() if not q.kind.typed]
HAND_OFF = (
    "note",
    "stay_until",
    "lives_in",
    "talk_language",
    "name",
    "contact_way",
    "contact",
    "consultation",
    "half_days",
)
ASKED_FOR_OFFICE = [q for c in HSP.chapters if c.for_office for q in HSP.asked_in(c)]
EVERYWHERE = [(question_id, language) for question_id in QUESTIONS for language in languages()]

# What must not be taken, and how it is explained.
REFUSED = {
    "salary_yen": {
        "plenty": "problem-yen",
        "60,000 USD": "problem-yen-currency",
        "9" * 14: "problem-yen-too-large",
        "": "problem-yen",
        "5M net": "problem-yen-net",
        "2,000 yen per hour": "problem-yen-hourly",
        "not decided yet": "problem-yen-undecided",
        "7mil (incl. bonus and OT)": "problem-yen-overtime",
        "6M + bonus": "problem-yen-bonus",
        "8M incl. RSUs": "problem-yen-included",
    },
    "birth_date": {
        "in spring": "problem-day",
        "30 years old": "problem-day-age",
        "1994-02-31": "problem-day-impossible",
        "1894-05-01": "problem-day-range",
        "1996": "problem-day-more",
        "Nov 1996": "problem-day-more",
    },
    "experience_years": {
        "a while": "problem-years",
        "since 2019": "problem-years-since",
        "3年未満": "problem-years-about",
    },
    "licences": {"many": "problem-whole", "51": "problem-whole-range", "宅建": "problem-whole-related"},
    # A short word with a slip is not guessed: one sign decides which level it is.
    "japanese": {"jlpt n11": "problem-choice"},
    "employer_rd_ratio": {"a lot": "problem-percent"},
    "note": {"   ": "problem-text-empty", "x" * 1_001: "problem-text-long"},
    "name": {
        "\n": "problem-name-unseen",
        "\u2800": "problem-name-unseen",
        "42": "problem-name",
        "x" * 81: "problem-text-long",
    },
    "contact": {
        "at home": "problem-contact",
        "me@home": "problem-contact-mail",
        "123": "problem-contact-digits",
        "090-12a4-5678": "problem-contact-letters",
    },
}
# What is taken only once the person has confirmed it.
READ_BACK: list[tuple[str, str, tuple[Value, ...]]] = [
    ("salary_yen", "650", (6_500_000,)),
    ("salary_yen", "月50万", (6_000_000,)),
    ("salary_yen", "6-7M", (6_000_000, 7_000_000)),
    ("salary_yen", "6.48M + bonus 1.08M; RSU", (7_560_000,)),
    ("birth_date", "32 years old", ("1994", "1993")),
    ("licences", "AWS certified", (0,)),
    ("birth_date", "03/04/1994", ("1994-04-03", "1994-03-04")),
    ("experience_years", "4-5 years", (48, 60)),
    ("activity", "specialst", ("specialist",)),
    ("goal", "permanent residance", ("pr",)),
    ("japanese", "jltp n1", ("n1",)),
]


def at(question_id: str, language: str = "en") -> Walk:
    """Somebody who is being asked this question."""
    walk = Walk(start=False)
    walk.conversation = Conversation.from_json(deepcopy(_stored(question_id, language)))
    return walk.commands("start").asks(question_id)


@cache
def _stored(question_id: str, language: str) -> dict[str, Any]:
    walk = Walk()
    begun = {**TO_THE_POINTS, "language": f"a:{language}"}
    to_a_person = {"goal": "a:other", "contact_way": "a:phone", "contact": "+81 90 1234 5678"}
    if question_id in ("language", "consent"):
        walk.answers(begun, until=question_id)
    elif question_id in HAND_OFF:
        walk.answers(begun, to_a_person, until=question_id)
    else:
        walk.answers(begun, until="salary_yen")
        walk.conversation.answers.pop(question_id, None)
        walk.conversation.place.at = f"{question_id}"
        walk.commands("start")
    return walk.conversation.to_json()


def names_of(question: Question, language: str) -> Iterator[tuple[str, str]]:
    """Every stated way to type a choice, and the choice: its label, and the alternatives."""
    words, walk = real_words(), at(question.id, language)
    for action, button in walk.offered.items():
        if not action.startswith(("a:", "on:")):
            continue
        label = button.label
        inner = label.args.get("label")
        label = inner if isinstance(inner, Text) else label
        yield words.plain(language, label), action
        if words.has(language, f"{label.key}.typed"):
            for name in words.plain(language, Text(f"{label.key}.typed", label.args)).split("|"):
                yield name, action


def _is_instead(question: Question, action: str) -> bool:
    """Whether a choice is one that is answered instead of ticks ("Any time")."""
    return isinstance(question.kind, ManyOf) and action.removeprefix("a:") in dict(question.kind.instead(question.id))


def taken(walk: Walk, question: Question) -> Value:
    """The answer kept: the ticks so far, where several can be chosen."""
    if isinstance(question.kind, ManyOf):
        draft = walk.conversation.place.draft or []
        return list(draft)
    return walk.value(question.id)


def words_of(walk: Walk, key: str) -> str:
    return real_words().plain(walk.conversation.language, Text(key))


# --- it renders -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("question_id", "language"), EVERYWHERE)
def test_it_renders_with_every_way_out(question_id: str, language: str) -> None:
    """The walker renders whatever is shown; the words of others rely on them, stand in English."""
    walk, question = at(question_id, language), QUESTIONS[question_id]
    walk.commands("start").explains(question.text_key)
    assert ("example" in walk.keys) == question.kind.typed
    assert (UNKNOWN in walk.offered) == (BACK in walk.offered) == (not question.plain)
    if not question.plain:
        chapters = walk.dialogue.questionnaire.chapters_of(question_id)
        own = f"{question.text_key}.unknown" if any(chapter.for_office for chapter in chapters) else ""
        # What may be left out says so in words of its own; whatever else is asked may simply not be known.
        assert words_of(walk, own or "button-unknown") in walk.label(UNKNOWN)
        assert words_of(walk, "button-back") in walk.label(BACK)
    if HELP in walk.offered:
        assert real_words().has(language, f"{question.text_key}.help")
    for action in walk.offered:
        assert len(walk.label(action)) <= 60


@pytest.mark.parametrize(("question_id", "language"), EVERYWHERE)
def test_what_is_typed_for_one_choice_means_no_other(question_id: str, language: str) -> None:
    meant: dict[str, set[str]] = {}
    for name, action in names_of(QUESTIONS[question_id], language):
        meant.setdefault(name.casefold(), set()).add(action)
    assert {name: sorted(actions) for name, actions in meant.items() if len(actions) > 1} == {}


# --- answers are taken ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("question_id", TYPED)
def test_the_example_is_accepted_as_it_stands(question_id: str, language: str) -> None:
    walk = at(question_id, language)
    walk.says(real_words().plain(language, QUESTIONS[question_id].example(walk.situation)))
    assert walk.where != f"{question_id}"
    assert walk.value(question_id) is not None
    assert walk.conversation.place.overlay is None


@pytest.mark.parametrize("question_id", CHOICES)
def test_every_choice_can_be_pressed(question_id: str) -> None:
    question = QUESTIONS[question_id]
    for action in [a for a in at(question_id).offered if a.startswith("a:")]:
        walk = at(question_id).presses(action)
        if isinstance(question.kind, ManyOf) and not _is_instead(question, action):
            assert walk.conversation.place.draft == [action[2:]]
            walk.asks(question_id).presses(DONE)
            assert walk.value(question_id) == [action[2:]]
        elif action != "a:refuse":
            assert walk.value(question_id) == action[2:]
        assert walk.where != f"{question_id}"


@pytest.mark.parametrize(("question_id", "language"), EVERYWHERE)
def test_every_choice_can_be_typed_by_its_label_and_in_other_words(question_id: str, language: str) -> None:
    question = QUESTIONS[question_id]
    for name, action in list(names_of(question, language)):
        walk = at(question_id, language).says(name)
        assert walk.conversation.place.overlay is None, f"{name!r} is read back"
        value = action.partition(":")[2]
        if _is_instead(question, action):
            assert walk.value(question_id) == value, name
            continue
        expected: Value = [value] if isinstance(question.kind, ManyOf) else question.kind.pressed(value)
        assert taken(walk, question) == expected, name


@pytest.mark.parametrize("question_id", ["degrees", "research", "half_days"])
def test_several_are_ticked_and_unticked_typed_or_pressed(question_id: str) -> None:
    walk = at(question_id)
    first, second, *_ = [action.removeprefix("on:") for action in walk.offered if action.startswith("on:")]
    assert "none" in walk.offered[DONE].label.key
    walk.presses(f"on:{first}").says(walk.label(f"on:{second}"))
    assert walk.conversation.place.draft == [first, second]
    assert walk.offered[f"off:{first}"].label.key == "ticked"
    walk.presses(f"off:{first}")
    assert walk.conversation.place.draft == [second]
    walk.says("done")
    assert walk.value(question_id) == [second]


@pytest.mark.parametrize("question_id", ["degrees", "research", "half_days"])
def test_none_of_several_is_an_answer_and_not_unknown(question_id: str) -> None:
    assert at(question_id).presses(DONE).value(question_id) == []
    assert at(question_id).says("none").value(question_id) == []
    assert at(question_id).presses(UNKNOWN).value(question_id) is None


def test_at_most_three_half_days() -> None:
    walk = at("half_days")
    four = [action for action in walk.offered if action.startswith("on:")][:4]
    walk.presses(*four).explains("enough-chosen").asks("half_days")
    assert walk.conversation.place.draft == [action.removeprefix("on:") for action in four[:3]]
    walk.presses(DONE).leads_to("handed_off")


def test_a_half_day_gone_by_does_not_count_against_the_three() -> None:
    walk = at("half_days")
    walk.presses(*[action for action in walk.offered if action.startswith("on:")][:3])
    walk.later(days=7).commands("start")
    fresh = next(action for action in walk.offered if action.startswith("on:"))
    assert walk.keys.count("half-day-over") == 3, "nothing that was chosen goes without a word"
    walk.presses(fresh)
    assert "enough-chosen" not in walk.keys
    assert walk.conversation.place.draft == [fresh.removeprefix("on:")]


def test_one_s_own_number_can_be_shared_as_a_contact() -> None:
    walk = at("contact").sends_media("contact", "+81 90 1234 5678")
    assert walk.value("contact") == "+81 90 1234 5678"
    at("contact").sends_media("contact", "").asks("contact").explains("only-text")
    at("salary_yen").sends_media("contact", "+81 90 1234 5678").asks("salary_yen").explains("only-text")


# --- what cannot be read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question_id", "text", "problem"),
    [(question_id, text, problem) for question_id, texts in REFUSED.items() for text, problem in texts.items()],
)
def test_what_cannot_be_read_is_refused_and_explained(question_id: str, text: str, problem: str) -> None:
    walk = at(question_id).refuses(text, problem)
    walk.explains(f"q-{question_id}")
    assert walk.conversation.place.failures == 1


@pytest.mark.parametrize("question_id", [q for q in OPEN if q in CHOICES])
def test_words_of_no_button_are_refused(question_id: str) -> None:
    walk = at(question_id).refuses("xyzzy", "problem-choice")
    walk.refuses("plugh", "problem-choice-again").refuses("xyzzy", "stuck")


@pytest.mark.parametrize("question_id", PLAIN)
def test_a_question_without_i_dont_know_does_not_suggest_it(question_id: str) -> None:
    walk = at(question_id)
    for _ in range(FAILURES_BEFORE_HELP + 1):
        walk.refuses("xyzzy", "use-buttons")
        assert "I don't know" not in walk.text
    if question_id == "consent":
        assert walk.dialogue.around.office.phone in walk.text


@pytest.mark.parametrize(("question_id", "text", "values"), READ_BACK)
def test_what_can_be_meant_in_other_ways_is_read_back(question_id: str, text: str, values: tuple[Value, ...]) -> None:
    walk = at(question_id).says(text)
    walk.reads_back(*values)
    assert question_id not in walk.conversation.answers
    walk.presses("is:0")
    assert walk.value(question_id) == values[0]
    at(question_id).says(text).presses("again").asks(question_id).explains("type-again")


def test_years_since_a_month_are_read_back_with_the_month_itself() -> None:
    walk = at("experience_years").says("since April 2019")
    assert walk.conversation.place.heard == {"experience_years": 91, "work_since": "2019-04"}
    walk.presses("ok")
    assert (walk.value("experience_years"), walk.value("work_since")) == (91, "2019-04")


def test_a_figure_is_never_repaired() -> None:
    at("japanese").refuses("jlpt n11", "problem-choice")


def test_one_value_read_back_is_confirmed_by_yes() -> None:
    assert at("salary_yen").says("650").says("Yes").value("salary_yen") == 6_500_000
    assert at("salary_yen", "ja").says("650").says("はい").value("salary_yen") == 6_500_000
    assert at("goal").says("permanent residance").says("y").value("goal") == "pr"
    at("salary_yen").says("6-7M").says("yes").reads_back(6_000_000, 7_000_000).explains("problem-yen")


def test_no_to_what_was_read_back_asks_again() -> None:
    walk = at("salary_yen").says("650").says("no").asks("salary_yen").explains("type-again")
    assert walk.conversation.place.failures == 0


def test_another_text_instead_of_an_answer_to_what_is_read_back_is_a_new_answer() -> None:
    assert at("salary_yen").says("650").says("7,000,000").value("salary_yen") == 7_000_000
    assert at("salary_yen").says("6-7M").says("7,000,000 yen").value("salary_yen") == 7_000_000
    assert at("salary_yen").says("650").says("I don't know").value("salary_yen") is None
    at("salary_yen").says("650").says("700").reads_back(7_000_000)


# --- ways out -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question_id", OPEN)
@pytest.mark.parametrize("text", ["", "I don't know", "idk", "dunno", "不明"])
def test_i_dont_know_pressed_or_typed_is_an_answer(question_id: str, text: str) -> None:
    walk = at(question_id, "ja" if text == "不明" else "en")
    if text:
        walk.says(text)
    else:
        walk.presses(UNKNOWN)
    assert walk.value(question_id) is None
    assert walk.where != f"{question_id}"


@pytest.mark.parametrize("question_id", OPEN)
def test_back_leads_to_the_question_before_and_keeps_its_answer(question_id: str) -> None:
    walk = at(question_id)
    before = dict(walk.conversation.answers)
    walk.says("back")
    assert walk.where != f"{question_id}"
    assert {k: v for k, v in walk.conversation.answers.items() if k != "result"} == before


def test_back_all_the_way_ends_at_the_first_question() -> None:
    walk = at("salary_yen")
    for before in ("international_services", "work_field", "activity", "residence", "goal"):
        walk.presses(BACK).asks(before)
    walk.presses(BACK).asks("consent")
    assert BACK not in walk.offered
    walk.presses("a:agree").asks("salary_yen")


@pytest.mark.parametrize("question_id", [q for q in OPEN if not QUESTIONS[q].kind.any_words])
@pytest.mark.parametrize("language", languages())
def test_help_explains_and_asks_the_same(question_id: str, language: str) -> None:
    walk = at(question_id, language)
    revision = walk.conversation.revision
    walk.presses(HELP).asks(question_id).explains(f"q-{question_id}.help", f"q-{question_id}")
    assert walk.conversation.revision == revision, "the buttons above still count"
    walk.commands("help").asks(question_id).explains("help", f"q-{question_id}.help")


@pytest.mark.parametrize("question_id", OPEN)
def test_after_three_failures_there_are_an_example_a_way_past_and_a_person(question_id: str) -> None:
    question = QUESTIONS[question_id]
    wrong = "x" * 1_001
    walk = at(question_id)
    for _ in range(FAILURES_BEFORE_HELP - 1):
        walk.says(wrong).asks(question_id)
        assert "stuck" not in walk.keys
        assert HUMAN not in walk.offered
    walk.says(wrong).asks(question_id).explains("stuck")
    assert ("stuck-example" in walk.keys) == question.kind.typed
    assert {UNKNOWN, HUMAN} <= set(walk.offered)
    assert walk.dialogue.around.office.phone in walk.text
    to_human = at(question_id).says(wrong).says(wrong).says(wrong).says("Talk with a person")
    if question_id in ("consultation", "half_days"):
        # The office has the request: it is told, and the question stands.
        assert any(isinstance(effect, TellStaff) for effect in to_human.effects)
    else:
        assert to_human.where in ("note", "leave")
    walk.presses(UNKNOWN)
    assert walk.conversation.place.failures == 0


def test_name_and_contact_are_asked_nowhere_else() -> None:
    asked = Walk().answers(TO_THE_POINTS, until="result", thorough="a:go_on").asked
    assert not {"name", "contact_way", "contact", "note"} & set(asked)


def test_nothing_but_the_card_files_a_lead() -> None:
    for question_id in QUESTIONS:
        if question_id not in ("consultation", "half_days"):
            walk = at(question_id)
            walk.presses(next(iter(walk.offered)))
            assert not any(isinstance(effect, FileLead) for effect in walk.effects)


def test_every_scored_question_says_where_one_is() -> None:
    for question in real_dialogue().questionnaire:
        if question.fields:
            walk = at(question.id).commands("start").explains("progress")
            assert re.search(r"Question \d+ of at most \d+", walk.text)
