"""What came of which message: answers, own words and what waits go with the message, and no other's do."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.channels.line.abilities import ABILITIES
from bot.turns.acts import ClientTurn
from bot.turns.given import Forgotten, OfThisMessage, forget_given
from bot.turns.records import Address, Person, newcomer
from dialogs.conversation import Conversation
from dialogs.effects import AnswerOffice, Effect
from dialogs.messages import Act, ActKind
from dialogs.own_words import OWN_WORDS
from dialogs.talk import Utterance

NOW, DAY = datetime(2026, 11, 24, 1, tzinfo=UTC), date(2026, 11, 24)


class Turn:
    """One act of somebody: what is done to their conversation inside it came of this message."""

    def __init__(self, person: Person, message: str = "", *effects: Effect) -> None:
        said = Utterance("words", id=message) if message else None
        act = Act(ActKind.TEXT, "words", said=said)
        self.person, self.effects = person, effects
        self.turn = ClientTurn("line", "key", "U1", act, NOW)

    def __enter__(self) -> Conversation:
        self.given = OfThisMessage({"line": ABILITIES}, self.person, self.turn)
        return self.person.conversation

    def __exit__(self, *_error: object) -> None:
        self.given.note(self.effects)


def somebody() -> Person:
    return newcomer("p", Address("a", "line", "U1"), NOW.timestamp())


def test_what_was_read_is_the_messages_until_another_value_is_given() -> None:
    person = somebody()
    with Turn(person, "1") as talk:
        talk.place.at, talk.place.candidates, talk.place.overlay = "salary_yen", [9_000_000, 10_000_000], "readback"
    with Turn(person) as talk:  # pressed: the first
        talk.keep("salary_yen", 9_000_000, DAY)
        talk.place.candidates, talk.place.overlay = [], None
    assert forget_given(person, "1", ()) == Forgotten(("salary_yen",))
    assert not person.conversation.has_kept("salary_yen")

    # Understood from a text, and put right by another: each message has its own.
    with Turn(person, "2") as talk:
        talk.place.heard, talk.place.overlay = {"work": "b", "field": "it"}, "understood"
    with Turn(person, "3") as talk:
        talk.place.heard = {}
        talk.keep("work", "b", DAY)
        talk.keep("field", "law", DAY)
    assert forget_given(person, "2", ()).questions == ("work",)
    assert person.conversation.has_kept("field")
    assert forget_given(person, "3", ()).questions == ("field",)

    # Ticked by a word, done by a press; taken back before, nothing is ticked.
    for is_done in (False, True):
        with Turn(person, "4") as talk:
            talk.place.at, talk.place.draft = "degrees", ["master"]
        if is_done:
            with Turn(person) as talk:
                talk.place.draft = None
                talk.keep("degrees", ["master"], DAY)
        assert forget_given(person, "4", ()).questions == (("degrees",) if is_done else ())
        assert person.conversation.place.draft is None
    assert person.given == []


def test_each_line_of_own_words_goes_with_its_message_and_what_the_office_knows_stays() -> None:
    person = somebody()
    for message, lines in (("1", ["married||I married"]), ("2", ["married||I married", "plan||I will move"])):
        with Turn(person, message) as talk:
            talk.keep(OWN_WORDS, lines, DAY)
            talk.place.noted = lines[-1:]
    with Turn(person, "3", AnswerOffice("7", text="words")):
        pass
    with Turn(person, "4") as talk:
        talk.place.waiting = ["my name is Maria"]
        talk.place.what_if = {"japanese": "n1"}
    with Turn(person) as talk:  # agreed: what waited is read
        talk.place.waiting = []
        talk.keep("consent", "yes", DAY)
        talk.keep("name", "Maria", DAY)
    with Turn(person, "5") as talk:
        talk.keep("salary_yen", 9_000_000, DAY)
        talk.last_run = {"answers": {"salary_yen": 9_000_000, "name": "Maria"}}
    person.conversation.vouched["salary_yen"] = [9_000_000, "papers", "2026-11-24"]
    assert forget_given(person, "1", ()).lines == ("married||I married",)
    assert person.conversation.answers[OWN_WORDS].value == ["plan||I will move"]
    assert forget_given(person, "2", ()).lines == ("plan||I will move",)
    assert not person.conversation.has_kept(OWN_WORDS)
    assert person.conversation.place.noted == []
    assert forget_given(person, "3", ()).asks == (7,)
    assert forget_given(person, "4", ("consent",)).questions == ("name",)
    assert person.conversation.has_kept("consent")
    assert person.conversation.place.what_if == {}
    assert person.conversation.last_run == {"answers": {"salary_yen": 9_000_000}}
    assert forget_given(person, "5", ()).questions == (), "the office has seen its papers"
    assert forget_given(person, "5", ()) == Forgotten()
