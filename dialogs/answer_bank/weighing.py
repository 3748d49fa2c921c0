"""How much each word of a question counts: the rarer among the phrasings the more, what was never heard the most."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import log, sqrt

from dialogs.answer_bank.wording import worth_comparing

# A word the bank never heard names something else: "is the consultation with a doctor free".
UNKNOWN_WEIGHS = 2.0
A_CHARACTER_WEIGHS = 0.7


class Weighing:
    """Knows how often each feature stands in the phrasings; `heard` are those that stand in any, help included."""

    def __init__(self, seen: Mapping[str, int], heard: Collection[str], count: int) -> None:
        self._seen, self._heard, self._most = seen, heard, log(count + 1)

    def weights(self, features: Sequence[str]) -> dict[str, float]:
        """Return features weighed by how rare they are among the phrasings, scaled to length 1."""
        raw = {feature: self._rarity(feature) for feature in features}
        # Unknown Japanese comes in pieces, which together weigh as one unknown word.
        pieces = [feature for feature in raw if not feature.isascii() and not self._seen.get(feature)]
        for feature in pieces:
            raw[feature] /= sqrt(len(pieces))
        length = sqrt(sum(weight * weight for weight in raw.values()))
        return {feature: weight / length for feature, weight in raw.items()}

    def without_doubt(self, weights: Mapping[str, float]) -> float:
        """Return the length of a question in which a word never heard weighs no more than a rare one.

        Questions about what is on the screen are asked with words of all kinds: "does my diploma count?".
        """
        unheard = {f for f in weights if f not in self._heard and worth_comparing(f)}
        return sqrt(sum((w / UNKNOWN_WEIGHS if f in unheard else w) ** 2 for f, w in weights.items()))

    def _rarity(self, feature: str) -> float:
        if not worth_comparing(feature):
            return self._most * A_CHARACTER_WEIGHS
        seen = self._seen.get(feature)
        return self._most - log(seen) if seen else self._most * UNKNOWN_WEIGHS
