"""Whether the book of rules can be written: every wording of every rule, of coming days too, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.rulebook.wording import RuleWords
from bot.words.words import Words, WordsError
from scoring.book import POINTS, wordings
from scoring.book_file import BookRule


def without_words(words: Words, languages: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each wording of a rule that the book could not show, by the rule's name."""
    for day, rule in wordings():
        for language in languages:
            try:
                _say(RuleWords(words, language, day), rule)
            except WordsError as error:
                yield f"{rule.id}: {error}"


def _say(wording: RuleWords, rule: BookRule) -> None:
    """Say all of a rule; the points tables have pages of their own, which take only its title from here."""
    wording.title(rule)
    if not rule.id.startswith(f"{POINTS}."):
        list(wording.figures(rule))
        list(wording.sentences(rule))
