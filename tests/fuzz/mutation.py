"""Changes made to inputs that are right: by their structure where they have one, else by letters and lines."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.hostile import short, texts

# How deep a value made of lists is.
DEEPEST = 3_000
_STRINGS = tuple(one.text for one in texts())
TRICKS = (*short(), "", " ", "0", "-1", "1e999", "null", "true", "\\u0000", "\ud800", "'", '"', "{", "[", "<", "&", ";")
_NUMBERS = (0, -1, 1, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 10**30, 0.1, -0.0, 1e308, 1e-320, True)


# --- texts ------------------------------------------------------------------------------------------------------------


def text(dice: random.Random, seeds: Sequence[str], longest: int) -> str:
    """Return a text made of right ones: some changes, and now and then one that is as long as may be."""
    made = dice.choice(seeds)
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        made = dice.choice(_OF_TEXT)(dice, made, seeds)[:longest]
    if dice.random() < 0.01:
        made = grown(dice, made, longest)
    return made[:longest]


def grown(dice: random.Random, made: str, longest: int) -> str:
    """Return a text in which one piece comes over and over."""
    begin = dice.randrange(len(made) + 1)
    end = min(len(made), begin + dice.choice((1, 2, 5, 20, 80)))
    piece = made[begin:end] or dice.choice(TRICKS) or "a"
    times = max(1, (longest - len(made)) // len(piece))
    return made[:begin] + piece * times + made[end:]


def _dropped(dice: random.Random, made: str, seeds: Sequence[str]) -> str:
    begin = dice.randrange(len(made) + 1)
    return made[:begin] + made[begin + dice.choice((1, 1, 2, 8, 40)) :]


def _put_in(dice: random.Random, made: str, seeds: Sequence[str]) -> str:
    place = dice.randrange(len(made) + 1)
    return made[:place] + dice.choice(TRICKS) + made[place:]


def _put_over(dice: random.Random, made: str, seeds: Sequence[str]) -> str:
    place = dice.randrange(len(made) + 1)
    trick = dice.choice(TRICKS)
    return made[:place] + trick + made[place + len(trick) :]


def _one_sign(dice: random.Random, made: str, seeds: Sequence[str]) -> str:
    place = dice.randrange(len(made) + 1)
    sign = chr(dice.choice((dice.randrange(128), dice.randrange(0x3000), dice.randrange(0x110000))))
    return made[:place] + sign + made[place + 1 :]


def _crossed(dice: random.Random, made: str, seeds: Sequence[str]) -> str:
    other = dice.choice(seeds)
    return made[: dice.randrange(len(made) + 1)] + other[dice.randrange(len(other) + 1) :]


def _doubled(dice: random.Random, made: str, seeds: Sequence[str]) -> str:
    begin = dice.randrange(len(made) + 1)
    piece = made[begin : begin + dice.choice((1, 4, 16, 64))]
    return made[:begin] + piece * dice.choice((2, 3, 20)) + made[begin:]


def _other_lines(dice: random.Random, made: str, seeds: Sequence[str]) -> str:
    lines = made.split("\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    what = dice.randrange(3)
    if what == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif what == 1:
        lines.insert(one, lines[other])
    else:
        del lines[one]
    return "\n".join(lines)


def _other_figures(dice: random.Random, made: str, seeds: Sequence[str]) -> str:
    places = [place for place, sign in enumerate(made) if sign.isdigit()]
    if not places:
        return made
    place = dice.choice(places)
    return made[:place] + dice.choice(("", "9", "0", "99999999", "-", "１", "٣", "²", ".")) + made[place + 1 :]


_OF_TEXT: tuple[Callable[[random.Random, str, Sequence[str]], str], ...] = (
    *(_dropped, _put_in, _put_over, _one_sign, _crossed, _doubled, _other_lines, _other_figures),
)


def raw(dice: random.Random, seeds: Sequence[bytes], longest: int) -> bytes:
    """Return bytes made of right ones, changed as text of one sign a byte."""
    return text(dice, [seed.decode("latin-1") for seed in seeds], longest).encode("latin-1", "replace")


# --- values of JSON ---------------------------------------------------------------------------------------------------


class Values:
    """Values made of right ones: with fields that are gone, doubled, renamed, or of another kind or size."""

    def __init__(self, seeds: Sequence[Any]) -> None:
        self._written = [json.dumps(seed) for seed in seeds]
        self._parts = [json.dumps(part) for seed in seeds for part in _parts(seed)]
        names = {step for seed in seeds for path in _paths(seed) for step in path if isinstance(step, str)}
        # In an order of their own, so that a seed of chance finds the same each time.
        self._names = (*sorted(names), *TRICKS[:40])

    def value(self, dice: random.Random) -> Any:
        """Return one."""
        made = json.loads(dice.choice(self._written))
        for _ in range(dice.choice((1, 1, 1, 2, 4))):
            made = self._changed(dice, made)
        return made

    def body(self, dice: random.Random, longest: int) -> bytes:
        """Return one as it is sent; now and then not even JSON any more."""
        made = json.dumps(self.value(dice), ensure_ascii=dice.random() < 0.5)
        if dice.random() < 0.1:
            made = text(dice, [made], longest)
        return made.encode("utf-8", "surrogatepass")[:longest]

    def _changed(self, dice: random.Random, made: Any) -> Any:
        path = dice.choice(list(_paths(made)))
        if not path:
            return self._odd(dice, made) if dice.random() < 0.1 else made
        holder = made
        for step in path[:-1]:
            holder = holder[step]
        last, what = path[-1], dice.random()
        if what < 0.2:
            del holder[last]
        elif what < 0.35 and isinstance(holder, dict):
            holder[dice.choice(self._names)] = holder.pop(last)
        elif what < 0.45 and isinstance(holder, list):
            holder.extend(holder[last : last + 1] * dice.choice((1, 2, 50)))
        else:
            holder[last] = self._odd(dice, holder[last])
        return made

    def _odd(self, dice: random.Random, before: Any) -> Any:
        what = dice.randrange(9)
        if what == 0:
            return dice.choice(_STRINGS)
        if what == 1:
            return dice.choice(_NUMBERS)
        if what == 2:
            return dice.choice((None, True, False, [], {}, "", [[]], {"": None}))
        if what == 3 and isinstance(before, str):
            return text(dice, [before], 5_000)
        if what == 4:
            return [before] * dice.choice((1, 2, 30))
        if what == 5:
            return {dice.choice(self._names): before}
        if what == 6 and isinstance(before, int | float):
            return dice.choice((-before, before + 0.5, before + 1, str(before)))
        if what == 7:
            return json.loads(dice.choice(self._parts))
        return _deep(before) if dice.random() < 0.05 else str(before)[:200]


def _deep(inside: Any) -> Any:
    for _ in range(60):
        inside = [inside]
    return inside


def _paths(made: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if len(path) > 10:
        return
    if isinstance(made, dict):
        for name in made:
            yield from _paths(made[name], (*path, name))
    elif isinstance(made, list):
        for place in range(min(len(made), 20)):
            yield from _paths(made[place], (*path, place))


def _parts(made: Any) -> Iterator[Any]:
    for path in _paths(made):
        part = made
        for step in path:
            part = part[step]
        yield part


def deep_bodies() -> tuple[bytes, ...]:
    """Return what is deeper, or longer in figures, than anybody reads; and what is no text at all."""
    return (
        b"[" * DEEPEST + b"]" * DEEPEST,
        b'{"a":' * DEEPEST + b"1" + b"}" * DEEPEST,
        b'{"update_id":' + b"9" * 5_000 + b"}",
        b'{"update_id":1,"message":' + b"[" * 100_000,
        b'{"a":1e' + b"9" * 4_000 + b"}",
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf{}",
        b"",
        b"null",
        b'"x"',
        b"NaN",
        b"-Infinity",
    )


__all__ = ["TRICKS", "Values", "deep_bodies", "grown", "raw", "text"]
