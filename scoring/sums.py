"""Sums over independent groups as bit sets: what the others can reach, and whether that crosses a mark."""

from __future__ import annotations

from collections.abc import Sequence


def sums_of_others(totals: Sequence[int]) -> list[int]:
    """For each group, the bit set of sums all the other groups can reach together."""
    before = [1]
    for bits in totals[:-1]:
        before.append(_convolve(before[-1], bits))
    after = [1]
    for bits in reversed(totals[1:]):
        after.append(_convolve(after[-1], bits))
    return [_convolve(left, right) for left, right in zip(before, reversed(after), strict=True)]


def _convolve(left: int, right: int) -> int:
    result = 0
    while right:
        low = right & -right
        result |= left << (low.bit_length() - 1)
        right ^= low
    return result


def crosses(sums: int, least: int, greatest: int, shuts: bool, mark: int) -> bool:
    """Whether some sum of the others passes with `greatest` and fails with `least` (or fails because a gate shuts)."""
    from_sum = max(0, mark - greatest)
    reaching = sums >> from_sum
    if shuts:
        return reaching != 0
    width = max(0, mark - least) - from_sum
    return reaching & ((1 << width) - 1) != 0
