"""How near an answer must be to be told, offered by name, or to open the help of what is on the screen.

`tests/benchmarks/answers.py` chose the bounds.
"""

from __future__ import annotations

NEAR_ENOUGH = 0.55
# What is no question (a curt "hsp vs engineer", or somebody's own facts) has to be nearer.
NEAR_ENOUGH_UNASKED = 0.7
# Where the entry speaks of every word that was said, less will do.
NEAR_ENOUGH_FAMILIAR = 0.42
# A question that nothing else answers is about what is on the screen, if it has words of that.
NEAR_ENOUGH_TO_HELP = 0.33
# A single word says little: with a question mark it must be nearly all of a phrasing, without one it is an answer.
SINGLE_WORD_NEAR_ENOUGH = 0.9
# How near an answer is that was found by the meanings said, not by a phrasing.
MEANT = 0.5
# What is as near, or has less than this of a question in words that its entry never speaks of, is told; else offered.
NEAR_ENOUGH_TO_OFFER = 0.45
DOUBTFUL = 0.2


def bound(features: int, *, asked: bool, familiar: bool) -> float:
    """Return how near is near enough; less will do where every word is one that the entry speaks of."""
    if features <= 1:
        return SINGLE_WORD_NEAR_ENOUGH if asked else float("inf")
    if not asked:
        return NEAR_ENOUGH_UNASKED
    return NEAR_ENOUGH_FAMILIAR if familiar else NEAR_ENOUGH
