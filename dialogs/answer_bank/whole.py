"""Reads the whole bank before anybody is served: a fault in its files is one sentence, and no client meets it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dialogs.answer_bank.errors import AnswerBankError
from dialogs.answer_bank.lines import COURTESIES
from dialogs.answer_bank.loading import ANY_QUESTION, OF_A_LANGUAGE, Spoken, shipped_entries, shipped_languages
from dialogs.answer_bank.matching import AnswerBank
from dialogs.ports import Translator
from scoring.errors import did_you_mean


def read_whole(words: Translator, languages: Sequence[str], questions: Collection[str]) -> AnswerBank:
    """Return the bank that ships, with every entry answered and every question that is helped known.

    Raises `AnswerBankError`, which names the file and the place in it.
    """
    spoken = shipped_languages()
    faults = [*_unanswered(words, languages), *_unknown_questions(spoken, {*questions, ANY_QUESTION})]
    if faults:
        raise faults[0]
    return AnswerBank.load()


def _unanswered(words: Translator, languages: Sequence[str]) -> Iterator[AnswerBankError]:
    """Yield the answers and subjects that have no words."""
    for entry in shipped_entries().entries:
        wanted = [] if entry.name in COURTESIES else [f"answer-{entry.name}.title"]
        for language in languages:
            for key in (f"answer-{entry.name}", *wanted):
                if not words.has(language, key):
                    yield AnswerBankError(f"locales/{language}/answers.ftl", key, "the words of this answer")


def _unknown_questions(spoken: Sequence[Spoken], known: Collection[str]) -> Iterator[AnswerBankError]:
    """Yield what is helped at questions that nobody asks."""
    for one in spoken:
        for phrase in one.phrases:
            if phrase.asked is not None and phrase.asked not in known:
                file, key = f"locales/{one.language}/{OF_A_LANGUAGE}", f"help.{phrase.asked}"
                yield AnswerBankError(file, key, f"the id of a question{did_you_mean(phrase.asked, known)}")
