"""Which words a question needs: a declaration without them is refused before anybody is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs.ports import Translator
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire


def missing_texts(questionnaire: Questionnaire, words: Translator, languages: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each text that a question needs and a language lacks."""
    for question in questionnaire:
        for language in languages:
            for key in needed_texts(questionnaire, question):
                if not words.has(language, key):
                    yield f"question {question.id!r} needs the text {key!r} in {language!r}"


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
    yield from question.kind.label_keys(question.id)
