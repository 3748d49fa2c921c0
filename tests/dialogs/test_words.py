"""The dialogue and its words: every key it can say exists in every language, and what it shows fits on a phone."""

import ast
import random
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import bot
import dialogs
from bot.channels.telegram.render import MOST_CHARACTERS
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.words import Words, languages
from dialogs.commands import COMMANDS
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.effects import Erase
from dialogs.kinds import ManyOf, OneOf
from dialogs.marks import mark_of
from dialogs.matching import fold
from dialogs.messages import Act, ActKind, Screen, Text
from dialogs.pages.here import whole_screen_of
from dialogs.pages.page import BACK, UNKNOWN
from dialogs.parsing import PROBLEM_KEYS, Certain
from dialogs.parts.registry import LINES
from dialogs.place import Place
from dialogs.ports import NOTHING_FULL
from dialogs.question import Question
from dialogs.questionnaires.hsp import HSP
from dialogs.reminding.chosen import ReminderKind
from dialogs.situation import Situation, Surroundings
from dialogs.taking_up import AGAIN
from dialogs.telling import dashed
from dialogs.wording import needed_texts, topic_key
from scoring import Verdict
from tests.support import messages

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
AROUND = Surroundings(load_office(None), is_japanese_holiday, languages())
WALKS, ACTS = 12, 45
LONGEST_LABEL, LONGEST_ACTION = 60, 50

# Families of keys that are put together while talking; single keys are found in the source.


def _choices(name: str) -> tuple[str, ...]:
    kind = HSP.by_id[name].kind
    assert isinstance(kind, OneOf | ManyOf)
    return kind.choices


BUILT = [
    *(key for code in languages() for key in (f"language-{code}", f"language-{code}.name")),
    *(f"result-{verdict}" for verdict in Verdict),
    *(f"result-mark-{reached}" for reached in ("yes", "no", "open")),
    *(
        f"button-{shape}"
        for shape in ("short", "details", "law", "parts", "unknown", "change-answer", "update-office", "next")
    ),
    *(f"button-part-{part}" for part in LINES),
    *(f"button-{event.replace('_', '-')}" for event in HSP.events),
    *(f"verdict-{verdict}.label" for verdict in Verdict),
    *(f"card-contact-{way}" for way in ("phone", "email")),
    *(f"card-goal-{goal}" for goal in ("hsp", "pr", "hsp2", "family", "other", "open")),
    *(f"card-{name}-{dashed(choice)}" for name in ("residence", "research") for choice in _choices(name)),
    *(f"card-talk-{how}" for how in ("interpreter", "own-interpreter")),
    *(f"card-own-route-{whose}" for whose in ("spouse", "child", "long-term", "either")),
    *(f"card-{line}" for line in (*("category", "unknown", "note", "consultation", "source", "remarks"),)),
    *(
        f"flag-{flag}"
        for flag in (
            *("expired", "other-status", "asks-human", "below-floor", "services", "j-skip", "birthday"),
            *("career-soon", "manager-criteria", "staff-confirms", "facts-disagree"),
            *("refusal", "job-of-holder", "pregnancy", "own-route", "new-employer", "expiry-unclear", "contradiction"),
            *("new-employer-begun", "new-employer-free", "absence", "job-lost"),
        )
    ),
    *("deadline-left", "deadline-earliest", "deadline-passed"),
    *(f"command-{name}" for name in COMMANDS),
    *AGAIN.values(),
    *(
        f"booking-told-{what}"
        for what in ("booked", "requested", "moved", "cancelled", "taken-back", "left-list", "waiting")
    ),
    *("problem-date", "problem-date-range", "problem-date-impossible"),
    *("details-up-to", "details-up-to-unsure"),
    *("button-rows-before", "button-rows-next"),
    *(f"reminder-kind-{kind}" for kind in ReminderKind),
    *("bot-description", "bot-short-description", "erased", "exported", "sorry", "taken", "done-told", "declined-told"),
]
SCORING = (
    *("item-", "why-", "field-", "notice-", "category-", "cause-", "verdict-", "score-disclaimer"),
    # Conditions, and how they stand: the card names those that decide.
    *("gate-", "score-met", "score-not-met", "score-open"),
)
# Each part and the answer bank check their own words, in both directions.
PARTS = ("ways-", "over-time-", "follows-", "paper-", "procedure-", "answer-")


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.fixture(params=languages())
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# --- what can be said ---------------------------------------------------------------------------------------------


def _written() -> Iterator[str]:
    """Keys that stand as they are in the source of the dialogue and of what surrounds it."""
    calls = {dialogs: ("Text", "note", "AnswerProblem", "button"), bot: ("Text",)}
    for package, file in ((p, f) for p in calls for f in Path(p.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name not in calls[package]:
                continue
            choices = [node.args[0]]
            if isinstance(choices[0], ast.IfExp):
                choices = [choices[0].body, choices[0].orelse]
            yield from (c.value for c in choices if isinstance(c, ast.Constant) and isinstance(c.value, str))


def _of_question(question: Question) -> Iterator[str]:
    yield from needed_texts(HSP, question)
    if HSP.chapters_of(question.id):
        yield f"{question.text_key}.help"
    if isinstance(question.kind, OneOf | ManyOf):
        yield from (label.key for _, label in question.kind.options(question.id, _situation(question, "en")))


@cache
def _expected() -> frozenset[str]:
    return frozenset([*_written(), *BUILT, *PROBLEM_KEYS, *(key for q in HSP for key in _of_question(q)), *_topics()])


def _topics() -> list[str]:
    return [topic_key(topic) for topic, _ in HSP.topics]


def test_every_key_the_dialogue_can_say_exists(language: str, words: Words) -> None:
    assert [key for key in sorted(_expected()) if not words.has(language, key)] == []


def test_no_words_wait_for_a_question_that_is_gone(words: Words) -> None:
    known = {q.text_key for q in HSP}
    assert {key.partition(".")[0] for key in words.keys("en") if key.startswith("q-")} == known
    choices = {key.removesuffix(".typed") for key in words.keys("en") if key.startswith("c-")}
    assert choices == {key for key in _expected() if key.startswith("c-")}


# --- questions ----------------------------------------------------------------------------------------------------


def _situation(question: Question, language: str) -> Situation:
    return Situation(Conversation("words", "test", language, Place(question.id)), HSP, AROUND, NOW)


def _asked() -> list[Question]:
    return [q for q in HSP if HSP.chapters_of(q.id)]


@pytest.mark.parametrize("question", [q for q in _asked() if q.kind.typed], ids=lambda q: q.id)
def test_an_example_sent_as_it_stands_is_accepted(question: Question, language: str, words: Words) -> None:
    example = words.plain(language, question.example(_situation(question, language)))
    reading = question.kind.read(example, _situation(question, language))
    assert isinstance(reading, Certain)

    conversation = Conversation("words", "test", language, Place(question.id), consented_to=HSP.version)
    conversation.keep("consent", "agree", NOW.date())
    Dialogue(HSP, AROUND, words).handle(conversation, Act(ActKind.TEXT, example), NOW)
    assert conversation.answers[question.id].value == reading.value
    assert (conversation.place.overlay, conversation.place.failures) == (None, 0)


@pytest.mark.parametrize("question", [q for q in _asked() if not q.plain], ids=lambda q: q.id)
def test_every_question_offers_not_knowing_and_going_back(question: Question, words: Words) -> None:
    screen = whole_screen_of(_situation(question, "en"))
    labels = {b.action: words.plain("en", b.label) for row in screen.rows for b in row}
    assert "Back" in labels[BACK]
    if not any(chapter.for_office for chapter in HSP.chapters_of(question.id)):
        assert labels[UNKNOWN] == "I don't know"
    elif question.kind.typed:
        assert labels[UNKNOWN] == "Skip", "nobody does not know their own name"


@pytest.mark.parametrize("question", _asked(), ids=lambda q: q.id)
def test_help_is_shorter_than_a_screen(question: Question, language: str, words: Words) -> None:
    for whose in ("own", "employer", "either"):
        assert len(words.plain(language, Text(f"{question.text_key}.help", {"whose": whose}))) <= 900


# --- walks --------------------------------------------------------------------------------------------------------


def _keys(text: Text) -> Iterator[str]:
    yield text.key
    for value in text.args.values():
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Text):
                yield from _keys(inner)


def _shown(language: str, seed: int, words: Words) -> Iterator[Screen]:
    """What a person sees who presses, types examples, sends commands and nonsense."""
    rng = random.Random(f"{language} {seed}")
    dialogue = Dialogue(HSP, AROUND, words)
    conversation = Conversation("words", "test", language, live=1)
    act = Act(ActKind.COMMAND, command="start", language=language)
    for _ in range(ACTS):
        turn_result = dialogue.handle(conversation, act, NOW)
        yield from turn_result.screens
        if any(isinstance(effect, Erase) for effect in turn_result.effects):
            return
        screen = dialogue.screen(conversation, NOW, NOTHING_FULL)
        question = HSP.by_id.get(conversation.place.at)
        presses = [b.action for row in screen.rows for b in row if b.action not in (BACK, "a:refuse", "no", "help")]
        chance = rng.random()
        if question is not None and question.kind.typed and conversation.place.overlay is None and chance < 0.8:
            act = Act(ActKind.TEXT, words.plain(language, question.example(_situation(question, language))))
        elif presses and chance < 0.9:
            act = Act(ActKind.PRESS, data=f"{mark_of(conversation)}.{rng.choice(presses)}")
        elif chance < 0.94:
            act = Act(ActKind.TEXT, rng.choice(["500", "1/2/94", "?", "yes", "engneer", "平成", "no idea"]))
        else:
            act = rng.choice(
                [Act(ActKind.COMMAND, command=rng.choice([*COMMANDS, "nope"])), Act(ActKind.OTHER, "photo")]
                + [Act(ActKind.EDIT, "5"), Act(ActKind.CAME_BACK), Act(ActKind.PRESS, data="7.0.a:yes")]
            )


@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_is_shown_has_words_and_fits(language: str, seed: int, words: Words) -> None:
    for screen in _shown(language, seed, words):
        said = {key for line in screen.lines for key in _keys(line)}
        said |= {key for row in screen.rows for b in row for key in _keys(b.label)}
        assert {key for key in said - _expected() if not key.startswith(SCORING + PARTS)} == set()
        for message in messages(words, language, screen, "1.1"):
            assert 0 < len(message.html) <= MOST_CHARACTERS
        for button in (b for row in screen.rows for b in row):
            assert 0 < len(words.plain(language, button.label)) <= LONGEST_LABEL
            assert button.action.isascii()
            assert len(button.action) <= LONGEST_ACTION
        _no_typed_word_means_two_buttons(screen, language, words)


def _no_typed_word_means_two_buttons(screen: Screen, language: str, words: Words) -> None:
    meant: dict[str, str] = {}
    # Where "No" is read back, "no" says yes to it.
    reads_back = any(
        b.label.key in ("c-yes", "c-no") and b.action.startswith("is:") for row in screen.rows for b in row
    )
    said = [b for row in screen.rows for b in row if not (reads_back and b.action == "again")]
    for button in said:
        for name in _names(button.label, language, words):
            assert meant.setdefault(name, button.action) == button.action, name


def _names(label: Text, language: str, words: Words) -> set[str]:
    inner = label.args.get("label")
    label = inner if isinstance(inner, Text) else label
    names = [words.plain(language, label)]
    if words.has(language, f"{label.key}.typed"):
        names += words.plain(language, Text(f"{label.key}.typed", label.args)).split("|")
    return {fold(name) for name in names if fold(name)}


def test_the_texts_for_telegram_keep_its_limits(language: str, words: Words) -> None:
    for name in COMMANDS:
        assert 1 <= len(words.plain(language, Text(f"command-{name}"))) <= 256
        assert f"/{name} " in words.plain(language, Text("help", {"phone": "1"}))
    assert len(words.plain(language, Text("bot-description"))) <= 512
    assert len(words.plain(language, Text("bot-short-description"))) <= 120
