"""The one reader of typed texts: from the plain form over phrases and clauses to what is said of each question.

Built once for a questionnaire and its languages. It writes nothing down and knows no clock but the context's day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogs.kinds import Consent, Contact, Context, FreeText, Language, Name, OwnWords, TalkLanguage, Ticks
from dialogs.parsing.readings import spelt
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.understanding.counting import read_figures, read_remarks
from dialogs.understanding.draft import Draft
from dialogs.understanding.gathering import gather
from dialogs.understanding.lexicon import given, shipped
from dialogs.understanding.opening import opened
from dialogs.understanding.own_spelling import in_own_words, says_as_much
from dialogs.understanding.plain import plain_text, tokens_of
from dialogs.understanding.run_on import parted
from dialogs.understanding.telling import told
from dialogs.understanding.understood import Understood
from dialogs.understanding.weighing import leave_to_others, weigh_together
from dialogs.understanding.wording import read_words

_NOT_READ = (Consent, Language, Ticks, Name, Contact)
# What is kept as it was typed is read as it was typed.
_AS_TYPED = (FreeText, OwnWords, TalkLanguage)


class Reader:
    """Reads typed texts by the words of each language; the person's own language wins where two differ."""

    def __init__(
        self, questionnaire: Questionnaire, languages: Sequence[str], texts: Mapping[str, str] | None = None
    ) -> None:
        """Read the words strictly: those that ship, or the given texts of such files by language."""
        self._questions = questionnaire.by_id
        words = shipped(tuple(languages), questionnaire) if texts is None else given(texts, questionnaire)
        self._vocabularies = words

    def read(self, text: str, asked: Question | None, language: str, context: Context) -> Understood:
        """Return what a text says, to the asked question first; nothing for consent, names and contacts."""
        written = None if asked is not None and isinstance(asked.kind, _AS_TYPED) else spelt(text)
        as_typed = self._read(text, asked, language, context, beside=True)
        if written is None:
            return as_typed
        read = self._read(written.text, asked, language, context, beside=True)
        return in_own_words(read, written) if says_as_much(read, as_typed) else as_typed

    def denied_topics(self, text: str, language: str, context: Context) -> frozenset[str]:
        """Return what a text says is not so, so that no answer is given as if it were: see `Understood`."""
        return self.read(text, None, language, context).denied_topics

    def _read(self, text: str, asked: Question | None, language: str, context: Context, *, beside: bool) -> Understood:
        """Read a text; with what is said `beside` the asked question, of others that it names by their nouns."""
        draft = self._opened(text, asked, language, context, beside=beside)
        if draft is None:
            return Understood()
        read_words(draft)
        read_figures(draft)
        read_remarks(draft)
        gather(draft)
        weigh_together(draft)
        leave_to_others(draft)
        return told(draft)

    def _opened(
        self, text: str, asked: Question | None, language: str, context: Context, *, beside: bool
    ) -> Draft | None:
        """Return a text of which nothing is read yet; None where there is nothing to read."""
        if asked is not None and isinstance(asked.kind, _NOT_READ):
            return None
        typed = tokens_of(plain_text(text))
        tokens = parted(typed)
        if not tokens.said:
            return None

        def read_as(words: str, question: Question) -> Understood:
            return self._read(words, question, language, context, beside=False)

        vocabulary = self._vocabularies.of(language)
        said, clauses, hits = opened(tokens, vocabulary, asked, context)
        return Draft(
            text,
            said,
            clauses,
            hits,
            self._questions,
            vocabulary,
            context,
            read_as,
            beside,
            # Where its sentences end is our guess.
            parted=tokens is not typed,
            behalf=any(clause.on_behalf for clause in clauses),
        )
