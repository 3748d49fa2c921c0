"""Which words a question needs: a declaration without them is refused before anybody is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs.ports import Translator
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.telling import dashed


def missing_texts(questionnaire: Questionnaire, words: Translator, languages: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each text that a question, an event or a topic needs and a language lacks."""
    for language in languages:
        for event in questionnaire.events:
            if not words.has(language, event_key(event)):
                yield f"event {event!r} needs the text {event_key(event)!r} in {language!r}"
        for topic, _ in questionnaire.topics:
            if not words.has(language, topic_key(topic)):
                yield f"topic {topic!r} needs the text {topic_key(topic)!r} in {language!r}"
        for question in questionnaire:
            for key in needed_texts(questionnaire, question):
                if not words.has(language, key):
                    yield f"question {question.id!r} needs the text {key!r} in {language!r}"


def event_key(event: str) -> str:
    """Return the key of what the button of a change of life says."""
    return f"button-{dashed(event)}"


def topic_key(topic: str) -> str:
    """Return the key of what the button of a topic says."""
    return f"button-topic-{dashed(topic)}"


def needed_texts(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    """Yield the keys of a question's own words: what it asks, its name, help, example, and what its buttons say."""
    chapters = questionnaire.chapters_of(question.id)
    yield question.text_key
    yield f"{question.text_key}.short"
    if chapters and not question.plain and not question.kind.any_words:
        yield f"{question.text_key}.help"
    if question.kind.typed:
        yield f"{question.text_key}.example"
    if any(chapter.for_office for chapter in chapters):
        yield f"{question.text_key}.unknown"
    if question.sheet is not None:
        yield from (question.sheet_key, f"{question.sheet_key}.help", f"{question.sheet_key}.unknown")
    yield from question.kind.label_keys(question.id)
