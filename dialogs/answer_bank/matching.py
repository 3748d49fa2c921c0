"""Finds the entry that answers a typed question, or none.

A question and every phrasing become weighted features (words brought together by synonyms, rare ones weighing more);
the nearest phrasing by cosine decides. The bank declines when the nearest one is not near enough, when another entry
is nearly as near, when the nearest is a phrasing kept to be declined, and whenever the text names another subject or
gives a figure without asking. The bounds were chosen by `tests/benchmarks/answers.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt

from dialogs.answer_bank.loading import Phrasings, Synonyms, shipped_phrasings, shipped_synonyms
from dialogs.answer_bank.wording import Wording, asks, plain, states_an_amount
from dialogs.messages import LONGEST_MATCHED

# Nobody asks the bank in more; what is longer is a story, and belongs to a person.
MAX_LENGTH = 200
NEAR_ENOUGH = 0.55
# What is no question (a curt "hsp vs engineer", or somebody's own facts) has to be nearer.
NEAR_ENOUGH_UNASKED = 0.65
CLEARLY_NEARER = 0.06
# A single word says little: with a question mark it must be nearly all of a phrasing, without one it is an answer.
SINGLE_WORD_NEAR_ENOUGH = 0.9
# People mix languages; their own still counts for a little more.
OTHER_LANGUAGE = 0.95
# A word the bank never heard names something else: "is the consultation with a doctor free".
UNKNOWN_WEIGHS = 2.0
# What so many entries speak of (the visa, points, applying) is strange to none.
COMMON_TO_ENTRIES = 6
_AROUND = " ?!.。、"


@dataclass(frozen=True, slots=True)
class Found:
    """The entry that answers, and how near the question is to it: from 0 to 1, where 1 is one of its phrasings."""

    entry: str
    score: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A phrasing as it is compared with: features and their weights, of length 1 together."""

    entry: str | None
    language: str
    weights: Mapping[str, float]


class AnswerBank:
    """Matches questions against phrasings. Built once; it keeps nothing of what it is asked."""

    def __init__(self, phrasings: Phrasings, synonyms: Synonyms) -> None:
        self.entries = phrasings.entries
        self._wording = Wording(synonyms.same, synonyms.nothing, synonyms.elsewhere)
        self._wording.learn(phrase.text for phrase in phrasings.phrases)
        self._exact = {plain(phrase.text).strip(_AROUND): phrase.entry for phrase in phrasings.phrases}
        read = [(p, [f for f in self._wording.read(p.text).features if _worth_comparing(f)]) for p in phrasings.phrases]
        self._seen = Counter(feature for _, features in read for feature in features)
        self._count = len(read)
        self._rows = tuple(_Row(p.entry, p.language, self._weights(features)) for p, features in read if features)
        self._rows_with: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            for feature, weight in row.weights.items():
                self._rows_with[feature].append((number, weight))
        self._spoken_of: defaultdict[str | None, set[str]] = defaultdict(set)
        for row in self._rows:
            self._spoken_of[row.entry].update(row.weights)
        speaking = Counter(feature for entry in self.entries for feature in self._spoken_of[entry])
        self._common = {feature for feature, entries in speaking.items() if entries >= COMMON_TO_ENTRIES}

    @staticmethod
    @cache
    def load() -> AnswerBank:
        """The bank that ships, built at the first call."""
        return AnswerBank(shipped_phrasings(), shipped_synonyms())

    def find(self, text: str, language: str) -> Found | None:
        """The entry answering what somebody typed; None where a person should answer, or nobody need to.

        `language` is the one the person chose; phrasings of the other languages match as well.
        """
        if len(text) > MAX_LENGTH:
            return None
        asked = plain(text)
        if len(asked) > LONGEST_MATCHED:
            return None
        if asked.strip(_AROUND) in self._exact:
            known = self._exact[asked.strip(_AROUND)]
            return Found(known, 1.0) if known else None
        words = self._wording.read(text)
        if words.elsewhere or states_an_amount(asked):
            return None
        nearest = [*self._nearest(words.features, language), (0.0, None), (0.0, None)]
        (score, entry), (second, _) = nearest[:2]
        near_enough = score >= _bound(len(words.features), asks(asked)) and score - second >= CLEARLY_NEARER
        return Found(entry, min(score, 1.0)) if entry and near_enough else None

    def _nearest(self, features: tuple[str, ...], language: str) -> list[tuple[float, str | None]]:
        """Scores of the entries (None: to be declined), the nearest first."""
        weights = self._weights(features)
        scores: defaultdict[int, float] = defaultdict(float)
        for feature, weight in weights.items():
            for number, of_row in self._rows_with.get(feature, ()):
                scores[number] += weight * of_row
        shares = {
            entry: self._strange_share(entry, weights) for entry in {self._rows[n].entry for n in scores} if entry
        }
        nearest: dict[str | None, float] = {}
        for number, score in scores.items():
            row = self._rows[number]
            if row.entry is not None:
                score *= 1 - shares[row.entry]
            if row.language != language:
                score *= OTHER_LANGUAGE
            nearest[row.entry] = max(score, nearest.get(row.entry, 0.0))
        return sorted(((score, entry) for entry, score in nearest.items()), key=lambda found: -found[0])

    def _strange_share(self, entry: str, weights: Mapping[str, float]) -> float:
        """How much of a question is about known things that the entry never speaks of, from 0 to 1."""
        familiar = self._spoken_of[entry] | self._common
        return sum(w * w for f, w in weights.items() if f.startswith("=") and f not in familiar)

    def _weights(self, features: Sequence[str]) -> dict[str, float]:
        """Features weighed by how rare they are among the phrasings, scaled to length 1."""
        raw = {feature: self._rarity(feature) for feature in features}
        length = sqrt(sum(weight * weight for weight in raw.values()))
        return {feature: weight / length for feature, weight in raw.items()}

    def _rarity(self, feature: str) -> float:
        seen = self._seen[feature]
        if seen or not _worth_comparing(feature):
            return log((self._count + 1) / max(seen, 1))
        return UNKNOWN_WEIGHS * log(self._count + 1)


def _worth_comparing(feature: str) -> bool:
    """A single character (使, 出, 3) stands in too many sentences to tell them apart."""
    return len(feature) > 1


def _bound(features: int, asked: bool) -> float:
    if features > 1:
        return NEAR_ENOUGH if asked else NEAR_ENOUGH_UNASKED
    return SINGLE_WORD_NEAR_ENOUGH if asked else float("inf")
