"""Which way of matching typed questions is best, and how good the shipped one is, on the labelled questions.

`python -m tests.benchmarks.answers` prints, for each method, set and language, precision (of what was answered, how
much rightly), recall (of what has an answer, how much got it), the share declined, and the time for one question; of
the shipped bank also the slowest hundredth. Where two answers are offered, either is right; what is only offered by
name is right or no answer. A bound a method needs is
chosen on the half for tuning (the best recall at a precision of at least 0.97) and applied to both.
`--wrong` lists the mistakes of the shipped bank on the half for tuning; the held-out half is never listed.
`--blind` measures the blind questions with the bound of those asked in between; they are never listed, only how many of
each list the shipped bank missed or answered wrongly.
rapidfuzz is measured where it is installed; the house does not depend on it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from math import log, sqrt
from time import thread_time

from dialogs.answer_bank.loading import BankEntries, Entry, Phrase, Spoken, shipped_entries, shipped_languages
from dialogs.answer_bank.matching import AnswerBank
from dialogs.answer_bank.wording import ELSEWHERE, Mender, Names, Wording, meanings, plain
from dialogs.messages import LONGEST_TYPED
from tests.answers import LANGUAGES, Labelled, asked_blind, asked_freshly, asked_in_between, asked_variedly, labelled

WANTED_PRECISION = 0.97
BOUNDS = [step / 50 for step in range(10, 51)]

# What may answer (nothing: to be declined), and how near it is.
Guess = tuple[tuple[str, ...], float]
Method = Callable[[Labelled, str], Guess]
SETS: Mapping[str, Callable[[str], Sequence[Labelled]]] = {
    "office": labelled,
    "between": asked_in_between,
    "varied": asked_variedly,
    "fresh": asked_freshly,
}


def shipped(entries: BankEntries, languages: Sequence[Spoken]) -> Method:
    """The bank itself, its own bounds included."""
    bank = AnswerBank(entries, languages)

    def guess(question: Labelled, language: str) -> Guess:
        found = bank.find(question.text, language, question.asked)
        # What is only offered by name and not meant is no answer.
        if found is None or not (found.sure or question.is_right(found.entries)):
            return (), 1.0
        return found.entries, 1.0

    return guess


def character_ngrams(phrases: Sequence[Phrase]) -> Method:
    """TF-IDF over character triples (pairs for Japanese), cosine with the nearest phrasing; no synonyms."""
    return _nearest_by_tf_idf(phrases, _triples)


def words_and_ngrams(phrases: Sequence[Phrase]) -> Method:
    """The same over whole words and character pairs."""
    return _nearest_by_tf_idf(phrases, lambda text: [*plain(text).split(), *_pieces(plain(text), 2)])


def keyword_rules(languages: Sequence[Spoken]) -> Method:
    """An entry answers when a question has every word of one of its phrasings; the most words win."""
    lists = [
        meanings(spoken.same, (*spoken.nothing, *spoken.little, *spoken.vague), spoken.elsewhere)
        for spoken in languages
    ]
    wording = Wording(lists, Names(chain(*lists)), Mender())
    rules = [
        (frozenset(wording.read(p.text)), p.entries) for spoken in languages for p in spoken.phrases if not p.asked
    ]

    def guess(question: Labelled, _: str) -> Guess:
        words = frozenset(wording.read(question.text))
        met = [(len(rule), entries) for rule, entries in rules if rule and rule <= words]
        most = max((size for size, _ in met), default=0)
        ways = {entries for size, entries in met if size == most}
        if ELSEWHERE in words or len(ways) != 1:
            return (), 0.0
        return ways.pop(), most / len(words)

    return guess


def fuzzy_ratio(phrases: Sequence[Phrase]) -> Method:
    """rapidfuzz: the best weighted ratio of edits, on plain text."""
    fuzz, process = import_module("rapidfuzz.fuzz"), import_module("rapidfuzz.process")
    choices = [plain(p.text) for p in phrases]

    def guess(question: Labelled, _: str) -> Guess:
        _, ratio, place = process.extractOne(plain(question.text), choices, scorer=fuzz.WRatio)
        return phrases[place].entries, ratio / 100

    return guess


def _nearest_by_tf_idf(phrases: Sequence[Phrase], features: Callable[[str], Iterable[str]]) -> Method:
    read = [(p.entries, Counter(features(p.text))) for p in phrases]
    seen = Counter(feature for _, counted in read for feature in counted)

    def weights(counted: Counter[str]) -> dict[str, float]:
        raw = {f: n * log((len(read) + 1) / max(seen[f], 1)) for f, n in counted.items()}
        length = sqrt(sum(w * w for w in raw.values())) or 1.0
        return {f: w / length for f, w in raw.items()}

    rows = [(entry, weights(counted)) for entry, counted in read]

    def guess(question: Labelled, _: str) -> Guess:
        asked = weights(Counter(features(question.text)))
        scored = ((sum(w * row[f] for f, w in asked.items() if f in row), entries) for entries, row in rows)
        score, entries = max(scored, key=lambda found: found[0])
        return entries, score

    return guess


def _triples(text: str) -> list[str]:
    return _pieces(plain(text), 3 if text.isascii() else 2)


def _pieces(text: str, size: int) -> list[str]:
    padded = f" {text} "
    return [padded[i : i + size] for i in range(len(padded) - size + 1)]


@cache
def methods() -> dict[str, Method]:
    """Every method by name, built on the phrasings that ship."""
    entries, languages = shipped_entries(), shipped_languages()
    free = BankEntries(tuple(Entry(entry.name, alone=entry.alone) for entry in entries.entries))
    phrases = [phrase for spoken in languages for phrase in spoken.phrases if not phrase.asked]
    found = {
        "shipped": shipped(entries, languages),
        "shipped, no words needed": shipped(free, languages),
        "shipped, nothing to decline": shipped(entries, [_answering(spoken) for spoken in languages]),
        "keyword rules": keyword_rules(languages),
        "character n-grams": character_ngrams(phrases),
        "words and n-grams": words_and_ngrams(phrases),
    }
    if find_spec("rapidfuzz"):
        found["rapidfuzz WRatio"] = fuzzy_ratio(phrases)
    return found


def _answering(spoken: Spoken) -> Spoken:
    """What a language has without the phrasings to be declined and the other subjects."""
    return replace(spoken, phrases=tuple(p for p in spoken.phrases if p.entries or p.asked), elsewhere=())


def figures(guesses: Sequence[tuple[Labelled, Guess]], bound: float) -> tuple[float, float, float]:
    """Precision, recall and the share declined, when a guess below the bound is no answer."""
    given = [(q, entries) for q, (entries, score) in guesses if entries and score >= bound]
    right = sum(q.is_right(entries) for q, entries in given)
    wanted = sum(bool(q.answers) for q, _ in guesses)
    return (right / len(given) if given else 1.0), right / wanted, 1 - len(given) / len(guesses)


def best_bound(guesses: Sequence[tuple[Labelled, Guess]]) -> float:
    """The bound with the best recall at the precision wanted; the strictest one where none reaches it."""
    good = [(figures(guesses, b)[1], -b) for b in BOUNDS if figures(guesses, b)[0] >= WANTED_PRECISION]
    return -max(good)[1] if good else BOUNDS[-1]


def slowest(method: Method, questions: Iterable[Labelled], language: str) -> float:
    """The slowest of a hundred questions, in milliseconds; the longest text that is read is one of them."""
    took = []
    for question in [*questions, Labelled("visa " * (LONGEST_TYPED // 5), frozenset(), "", held_out=False)]:
        start = thread_time()
        method(question, language)
        took.append((thread_time() - start) * 1_000)
    return sorted(took)[-max(1, len(took) // 100)]


def main(list_wrong: bool) -> None:
    """Measure and print."""
    print(f"{'':28} {'':10}  {'tuned half':26}   {'held-out half':26}")
    print(f"{'method':28} {'':10}  {'precis.  recall  declined':26}   {'precis.  recall  declined':26}   ms")
    for name, method in methods().items():
        for language in LANGUAGES:
            for kind, questions in SETS.items():
                start = thread_time()
                guesses = [(q, method(q, language)) for q in questions(language)]
                took = (thread_time() - start) * 1_000 / len(guesses)
                halves = [[g for g in guesses if g[0].held_out is held] for held in (False, True)]
                bound = best_bound(halves[0])
                told = ["{:7.3f} {:7.3f} {:9.3f}".format(*figures(half, bound)) for half in halves]
                print(f"{name:28} {language} {kind:7}  {told[0]:26}   {told[1]:26}   {took:.2f}")
                if name == "shipped":
                    print(f"{'':28} the slowest hundredth: {slowest(method, questions(language), language):.2f} ms")
                if list_wrong and name == "shipped":
                    wrong = [(q, entries) for q, (entries, _) in halves[0] if bool(entries) != q.is_right(entries)]
                    missed = [(q, entries) for q, (entries, _) in halves[0] if q.answers and not entries]
                    print(*(f"    {q.text} | {set(q.answers)} | {entries}" for q, entries in wrong + missed), sep="\n")


def measure_blind() -> None:
    """Measure the blind questions and print."""
    print(f"{'method':28}      precis.  recall  declined")
    for name, method in methods().items():
        for language in LANGUAGES:
            between = [(q, method(q, language)) for q in asked_in_between(language) if not q.held_out]
            blind = [(q, method(q, language)) for q in asked_blind(language)]
            print(f"{name:28} {language}   {'{:7.3f} {:7.3f} {:9.3f}'.format(*figures(blind, best_bound(between)))}")
            if name == "shipped":
                missed = Counter(q.kind for q, (entries, _) in blind if q.answers and not entries)
                wrong = Counter(q.kind for q, (entries, _) in blind if entries and not q.is_right(entries))
                print(f"    by list, missed: {dict(missed)}; wrong: {dict(wrong)}")


if __name__ == "__main__":
    if "--blind" in sys.argv:
        measure_blind()
    else:
        main("--wrong" in sys.argv)
