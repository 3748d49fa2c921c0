"""No phrase makes another unreachable: each, typed as it stands, is found whole; what hides it is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialogs.answer_bank.loading import NO_ASKING, shipped_languages
from dialogs.answer_bank.wording import AskingWords, Names
from dialogs.questionnaires.hsp import HSP
from dialogs.understanding.lexicon import shipped
from dialogs.understanding.phrases import PhraseIndex, Phrases, Sense, joined, parts_of
from tests.answers import LANGUAGES

VOCABULARIES = shipped(LANGUAGES, HSP)


def hidden(phrases: Phrases, index: PhraseIndex) -> Iterator[str]:
    """Name the phrases that are not found although they are typed, and what is found in their place."""
    for tokens, senses in parts_of(phrases):
        hits = index.find(tokens, [sense.name for sense in senses if sense.bound][:1])
        if [(hit.first, hit.after) for hit in hits] != [(0, len(tokens))]:
            instead = [" ".join(tokens[hit.first : hit.after]) for hit in hits]
            yield f"{' '.join(tokens)!r} is hidden by {instead}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_the_reader_is_found_where_it_is_typed(language: str) -> None:
    own, vocabulary = VOCABULARIES._words[language], VOCABULARIES.of(language)
    assert list(hidden(own.phrases, vocabulary.index)) == []
    assert list(hidden(own.remarks, vocabulary.remarks)) == []


def test_a_phrase_that_hides_another_is_named() -> None:
    level, place = Sense("choice", "japanese", ("n1",)), Sense("choice", "residence", ("japan",), bound=True)
    phrases = Phrases({"near": {joined(["one"]): (0, 1)}, "one": {"": (0,)}}, (level, place))
    assert list(hidden(phrases, PhraseIndex(phrases))) == []
    others = PhraseIndex(Phrases({}, ()), [phrases], [Phrases({"near": {joined(["one"]): ()}}, ())])
    assert list(hidden(phrases, others)) == ["'near one' is hidden by ['one']"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_asks_is_heard_as_what_it_asks(language: str) -> None:
    [spoken] = [one for one in shipped_languages() if one.language == language]
    asking = AskingWords(one.asking for one in shipped_languages())
    heard = {word: asking.kinds(word) for kind, words in spoken.asking.items() for word in words if kind != NO_ASKING}
    assert {word: kinds for word, kinds in heard.items() if not any(word in spoken.asking[k] for k in kinds)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_bank_hides_a_word_of_another_language(language: str) -> None:
    """All languages are looked for at once, and the longest word at a place counts: a word is found whole."""
    languages = shipped_languages()
    lists = {
        one.language: {w for words in (*one.same.values(), one.nothing, one.little, one.elsewhere) for w in words}
        for one in languages
    }
    names = Names(word for words in lists.values() for word in words)
    found = {word: [name for _, _, name in names.found_in(word)] for word in lists[language]}
    assert {word: instead for word, instead in found.items() if instead != [word]} == {}
