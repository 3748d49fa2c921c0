"""Parts what is dictated, or typed without any mark, where a new sentence begins: "... 8 million i have a master".

It knows tokens and the words with which a sentence begins or ends, and no question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dialogs.parsing.lexicon import lexicon
from dialogs.understanding.plain import Tokens

# Fewer words, or Japanese signs, without a mark are one sentence.
MOST_WORDS, MOST_SIGNS = 12, 24
# The mark that is put between two sentences; none of its signs was typed.
_END = "."
ONESELF = frozenset(lexicon().words("run_on", "oneself"))
_BEGINS = ONESELF | frozenset(lexicon().words("run_on", "begins"))
_NOT_BEHIND = frozenset(lexicon().words("run_on", "not_behind"))


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_JAPANESE_BORDER = re.compile(
    rf"(?:{_either(lexicon().words('run_on', 'ends'))})(?!{_either(lexicon().words('run_on', 'goes_on'))}|\W|$)"
    rf"|(?=(?:{_either(lexicon().words('run_on', 'topics'))}))"
)


def parted(tokens: Tokens) -> Tokens:
    """Return the tokens of a text with a mark between the sentences of each long run that has none; else themselves."""
    borders = {border for first, after in _runs(tokens) for border in _borders(tokens, first, after)}
    if not borders:
        return tokens
    said, begins, ends, kinds = [*tokens.said], [*tokens.begins], [*tokens.ends], [*tokens.kinds]
    for place in sorted(borders, reverse=True):
        said.insert(place, _END)
        begins.insert(place, tokens.ends[place - 1])
        ends.insert(place, tokens.ends[place - 1])
        kinds.insert(place, "mark")
    return Tokens(tokens.plain, said, begins, ends, kinds)


def begins_anew(tokens: Tokens, place: int) -> bool:
    """Tell whether no word before a place leads on to it: "my wife is PR i am dependent", but "since i"."""
    return place > 0 and tokens.kinds[place - 1] == "word" and tokens.said[place - 1] not in _NOT_BEHIND


def _runs(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield the runs of tokens without a mark that are too long for one sentence."""
    first, length = 0, len(tokens.said)
    for place in range(length + 1):
        if place == length or tokens.kinds[place] == "mark":
            long = place - first > MOST_WORDS
            if long and (place - first > MOST_SIGNS or "sign" not in tokens.kinds[first:place]):
                yield first, place
            first = place + 1


def _borders(tokens: Tokens, first: int, after: int) -> Iterator[int]:
    """Yield the places in a run at which a new sentence begins."""
    for place in range(first + 1, after):
        if (
            tokens.kinds[place] == "word"
            and tokens.said[place] in _BEGINS
            and tokens.kinds[place - 1] != "sign"
            and tokens.said[place - 1] not in _NOT_BEHIND
        ):
            yield place
    if "sign" not in tokens.kinds[first:after]:
        return
    start = tokens.begins[first]
    found = {start + hit.end() for hit in _JAPANESE_BORDER.finditer(tokens.text(first, after))}
    for place in range(first + 1, after):
        if tokens.begins[place] in found:
            yield place
