"""Which way of matching typed questions is best, and how good the shipped one is, on the labelled questions.

`python -m tests.benchmarks.answers` prints, for each method and language, precision (of what was answered, how much
rightly), recall (of what has an answer, how much got it), the share declined, and the time for one question. A bound
a method needs is chosen on the half for tuning (the best recall at a precision of at least 0.97) and applied to both.
`--wrong` lists the mistakes of the shipped bank on the half for tuning; the held-out half is never listed.
rapidfuzz is measured where it is installed; the house does not depend on it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from math import log, sqrt
from time import thread_time

from dialogs.answer_bank.loading import Phrase, Phrasings, Synonyms, shipped_phrasings, shipped_synonyms
from dialogs.answer_bank.matching import AnswerBank
from dialogs.answer_bank.wording import Wording, plain
from tests.answers import LANGUAGES, Labelled, labelled

WANTED_PRECISION = 0.97
BOUNDS = [step / 50 for step in range(10, 51)]

# The nearest entry (None: to be declined) and how near it is.
Guess = tuple[str | None, float]
Method = Callable[[str, str], Guess]


def shipped(phrasings: Phrasings, synonyms: Synonyms) -> Method:
    """The bank itself, its own bounds included."""
    bank = AnswerBank(phrasings, synonyms)

    def guess(text: str, language: str) -> Guess:
        found = bank.find(text, language)
        return (found.entry, 1.0) if found else (None, 1.0)

    return guess


def character_ngrams(phrases: Sequence[Phrase]) -> Method:
    """TF-IDF over character triples (pairs for Japanese), cosine with the nearest phrasing; no synonyms."""
    return _nearest_by_tf_idf(phrases, _triples)


def words_and_ngrams(phrases: Sequence[Phrase]) -> Method:
    """The same over whole words and character pairs."""
    return _nearest_by_tf_idf(phrases, lambda text: [*plain(text).split(), *_pieces(plain(text), 2)])


def keyword_rules(phrases: Sequence[Phrase], synonyms: Synonyms) -> Method:
    """An entry answers when a question has every word of one of its phrasings; the most words win."""
    wording = Wording(synonyms.same, synonyms.nothing, synonyms.elsewhere)
    rules = [(frozenset(wording.read(p.text).features), p.entry) for p in phrases]

    def guess(text: str, _: str) -> Guess:
        read = wording.read(text)
        words = frozenset(read.features)
        met = [(len(rule), entry) for rule, entry in rules if rule and rule <= words]
        most = max((size for size, _ in met), default=0)
        entries = {entry for size, entry in met if size == most}
        if read.elsewhere or len(entries) != 1:
            return None, 0.0
        return entries.pop(), most / len(words)

    return guess


def fuzzy_ratio(phrases: Sequence[Phrase]) -> Method:
    """rapidfuzz: the best weighted ratio of edits, on plain text."""
    fuzz, process = import_module("rapidfuzz.fuzz"), import_module("rapidfuzz.process")
    choices = [plain(p.text) for p in phrases]

    def guess(text: str, _: str) -> Guess:
        _, ratio, place = process.extractOne(plain(text), choices, scorer=fuzz.WRatio)
        return phrases[place].entry, ratio / 100

    return guess


def _nearest_by_tf_idf(phrases: Sequence[Phrase], features: Callable[[str], Iterable[str]]) -> Method:
    read = [(p.entry, Counter(features(p.text))) for p in phrases]
    seen = Counter(feature for _, counted in read for feature in counted)

    def weights(counted: Counter[str]) -> dict[str, float]:
        raw = {f: n * log((len(read) + 1) / max(seen[f], 1)) for f, n in counted.items()}
        length = sqrt(sum(w * w for w in raw.values())) or 1.0
        return {f: w / length for f, w in raw.items()}

    rows = [(entry, weights(counted)) for entry, counted in read]

    def guess(text: str, _: str) -> Guess:
        asked = weights(Counter(features(text)))
        scored = ((sum(w * row[f] for f, w in asked.items() if f in row), entry) for entry, row in rows)
        score, entry = max(scored, key=lambda found: found[0])
        return entry, score

    return guess


def _triples(text: str) -> list[str]:
    return _pieces(plain(text), 3 if text.isascii() else 2)


def _pieces(text: str, size: int) -> list[str]:
    padded = f" {text} "
    return [padded[i : i + size] for i in range(len(padded) - size + 1)]


@cache
def methods() -> dict[str, Method]:
    """Every method by name, built on the phrasings that ship."""
    phrasings, synonyms = shipped_phrasings(), shipped_synonyms()
    answered = replace(phrasings, phrases=tuple(p for p in phrasings.phrases if p.entry))
    found = {
        "shipped": shipped(phrasings, synonyms),
        "shipped, no other subjects": shipped(phrasings, replace(synonyms, elsewhere=())),
        "shipped, nothing to decline": shipped(answered, replace(synonyms, elsewhere=())),
        "shipped, no synonyms": shipped(phrasings, replace(synonyms, same={})),
        "keyword rules": keyword_rules(phrasings.phrases, synonyms),
        "character n-grams": character_ngrams(phrasings.phrases),
        "words and n-grams": words_and_ngrams(phrasings.phrases),
    }
    if find_spec("rapidfuzz"):
        found["rapidfuzz WRatio"] = fuzzy_ratio(phrasings.phrases)
    return found


def figures(guesses: Sequence[tuple[Labelled, Guess]], bound: float) -> tuple[float, float, float]:
    """Precision, recall and the share declined, when a guess below the bound is no answer."""
    given = [(q.answer, entry) for q, (entry, score) in guesses if entry is not None and score >= bound]
    right = sum(wanted == entry for wanted, entry in given)
    wanted = sum(q.answer is not None for q, _ in guesses)
    return (right / len(given) if given else 1.0), right / wanted, 1 - len(given) / len(guesses)


def best_bound(guesses: Sequence[tuple[Labelled, Guess]]) -> float:
    """The bound with the best recall at the precision wanted; the strictest one where none reaches it."""
    good = [(figures(guesses, b)[1], -b) for b in BOUNDS if figures(guesses, b)[0] >= WANTED_PRECISION]
    return -max(good)[1] if good else BOUNDS[-1]


def main(list_wrong: bool) -> None:
    """Measure and print."""
    print(f"{'':28} {'':2}  {'tuned half':26}   {'held-out half':26}")
    print(f"{'method':28} {'':2}  {'precis.  recall  declined':26}   {'precis.  recall  declined':26}   ms")
    for name, method in methods().items():
        for language in LANGUAGES:
            start = thread_time()
            guesses = [(q, method(q.text, language)) for q in labelled(language)]
            took = (thread_time() - start) * 1_000 / len(guesses)
            halves = [[g for g in guesses if g[0].held_out is held] for held in (False, True)]
            bound = best_bound(halves[0])
            told = ["{:7.3f} {:7.3f} {:9.3f}".format(*figures(half, bound)) for half in halves]
            print(f"{name:28} {language}  {told[0]:26}   {told[1]:26}   {took:.2f}")
            if list_wrong and name == "shipped":
                wrong = [(q, g) for q, g in halves[0] if g[0] != q.answer]
                print(*(f"    {q.text} | {q.answer} | {g[0]}" for q, g in wrong), sep="\n")


if __name__ == "__main__":
    main("--wrong" in sys.argv)
