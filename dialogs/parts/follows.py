"""What the parts that follow from the score share: names of what is still needed, and days that are not exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogs.kinds import NONE
from dialogs.messages import Text
from dialogs.parsing import PartialDate
from dialogs.situation import Situation
from dialogs.telling import listed, say
from scoring import Category, Confidence
from scoring.stay.goals import closed_gates

MOST_IN_A_SENTENCE = 3
# Of who holds no such status the years in Japan count.
_INSTEAD = {"status_since": "in_japan_since"}


def name_of(situation: Situation, wanted: str) -> Text:
    """The name of a question, or of a profile field without a question of its own."""
    question = situation.questionnaire.by_id.get(wanted) or situation.questionnaire.of_field(wanted)
    if question is not None and not question.applies_when.true_of(situation.answers):
        # Of others another question brings the same fact, or what counts in its place.
        bringing = (q for q in situation.questionnaire if {wanted, _INSTEAD.get(wanted)} & set(q.brings))
        question = next((q for q in bringing if q.applies_when.true_of(situation.answers)), question)
    return Text(f"{question.text_key}.short") if question is not None else Text(f"field-{wanted}")


def names_of(situation: Situation, wanted: Iterable[str]) -> Text:
    """The names of several, each once."""
    found = {text.key: text for text in (name_of(situation, name) for name in wanted)}
    return listed(list(found.values()))


def in_lines(sentence: str, title: str, names: Iterable[Text]) -> Iterator[Text]:
    """Yield what a sentence names: in it while it names a few, else each in a line of its own under a title."""
    named = list({text.key: text for text in names}.values())
    if len(named) <= MOST_IN_A_SENTENCE:
        yield Text(sentence, {"what": listed(named)})
        return
    yield Text(title)
    yield from (Text("follows-named-line", {"what": name}) for name in named)


def unanswered(situation: Situation, *question_ids: str) -> tuple[str, ...]:
    """Those of the questions that exist and have no answer that stands, or only "I don't know"."""
    return tuple(
        name
        for name in question_ids
        if name in situation.questionnaire and (not situation.is_answered(name) or situation.value(name) is None)
    )


def when_for_staff(when: Text, confidence: Confidence) -> Text:
    """A day on the card, with a word where staff are to confirm it."""
    is_known = confidence is Confidence.VERIFIED or when.key == "follows-card-unknown"
    return when if is_known else Text("follows-card-to-confirm", {"when": when})


def vague(situation: Situation, *question_ids: str) -> tuple[str, ...]:
    """Return those of these questions for a day that were answered with a month or a year only."""
    values = {name: situation.value(name) for name in question_ids}
    return tuple(n for n, v in values.items() if v not in (None, NONE) and PartialDate.parse_iso(str(v)).day is None)


def closed(situation: Situation, what: str) -> Text | None:
    """Return the gate of the points that closes a goal, in words; None while it is open, or nobody can say."""
    if situation.category is None:
        return None
    found = closed_gates(situation.profile, Category(situation.category), as_of=situation.today)
    return next((say(gate.gate.why) for gate in found if what in gate.closes), None)
