"""Reads what is said of the rows of one screen by their places: "yes to the first two, no to the rest", 「全部いいえ」.

It is strict: a text with a word it does not know says nothing of the rows, and neither does a mere yes or no, which may
be meant of one of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dialogs.parsing.lexicon import lexicon
from dialogs.parsing.text import normalise
from dialogs.parsing.words import digits_for_words

YES, NO = "yes", "no"
_OPPOSITE = {YES: NO, NO: YES}
_LEXICON = lexicon()
_ORDINALS = _LEXICON.worths("numbers", "ordinals")


def _any(key: str) -> str:
    return _LEXICON.any("rows", key)


_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "gap": r"\s+",
            "range": r"(?P<low>\d{1,2}) ?[-~] ?(?P<high>\d{1,2})(?!\d)",
            "first_few": rf"{_any('first')} ?(?P<few>\d{{1,2}})(?!\d)(?: ?{_any('counted')})?",
            "last_few": rf"{_any('last')} ?(?P<few_last>\d{{1,2}})(?!\d)(?: ?{_any('counted')})?",
            "number": rf"(?<!\d)(?P<place>\d{{1,2}})(?!\d)(?: ?{_any('counted')})?",
            "nothing": _any("none"),
            "unknown": _any("unknown"),
            "but": _any("but"),
            "but_behind": _any("but_behind"),
            "rest": _any("rest"),
            "everything": _any("all"),
            "ordinal": _LEXICON.any("numbers", "ordinals"),
            "ending": _any("last"),
            "no": _any("no"),
            "yes": _any("yes"),
            "joint": rf"{_any('joints')}|[,;。\n]",
            "filler": rf"{_any('fillers')}|{_any('counted')}|[:=()./・]|-(?= ?[^\d])",
        }.items()
    )
)
_VALUE_WORD = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "gap": r"\s+",
            "denied": _any("denials"),
            "unknown": _any("unknown"),
            "having": _any("having"),
            "no": _any("no"),
            "yes": _any("yes"),
            "beside": rf"{_any('beside')}|{_any('fillers')}|[:=()./・-]",
        }.items()
    )
)
_HAVING = "having"
_NAMED_VALUES: Mapping[str, str | None] = {"denied": NO, "no": NO, "yes": YES, "unknown": None, "having": _HAVING}
_ANY_SUBSIDY = "any_subsidy"
# How large a company is tells of each of these.
_OF_SIZE = frozenset(("employer_sme", "capital_30m_yen", "full_time_employee"))
_SUPPORTS = frozenset(("employer_innovation_support", "employer_local_support"))
# 「3ははい」 has a yes in it, 「3はいいえ」 none.
_NO_YES = re.compile("はいいえ")
_ROW_NAMES = _LEXICON.groups("row_names")
_NAMED = re.compile(_LEXICON.any("row_names"))
_NAMES = tuple(name for name in _TOKEN.groupindex if name not in ("low", "high", "few", "few_last", "place"))
_VALUES: Mapping[str, str | None] = {"yes": YES, "no": NO, "nothing": NO, "unknown": None}


@dataclass(frozen=True, slots=True)
class _Said:
    """One word of it: rows it names, a value, a joint, or the word before what is left out (behind it in Japanese)."""

    kind: str
    rows: frozenset[int] = frozenset()


_Rows = dict[int, str | None]


def read_rows(text: str, count: int) -> Mapping[int, str | None] | None:
    """Return what is said of each row, from 0 on: yes, no, or None for not known; None for a text that is not clear."""
    if re.search(r"[?？]", text):
        return None
    said = _words(_NO_YES.sub("は いいえ", digits_for_words(normalise(text))), count)
    if said is None or not said:
        return None
    if not any(word.rows or word.kind == "rest" for word in said):
        return _of_values_alone([word.kind for word in said if word.kind in _VALUES], count)
    if any(word.kind in ("but", "but_behind") for word in said):
        return _with_exceptions(said, count)
    return _of_pairs(said, count)


def rows_named(text: str) -> frozenset[str]:
    """Return the questions of which words in a text speak: "we are an SME"."""
    named = frozenset(_ROW_NAMES[found[0].rstrip(".")] for found in _NAMED.finditer(normalise(text)))
    return named - {_ANY_SUBSIDY, "of_size"} | (_OF_SIZE if "of_size" in named else frozenset())


def read_named_rows(text: str) -> Mapping[str, str | None]:
    """Read rows by their names with no more than a value: "subsidy no", 「市の支援はありません」, "we have support".

    Who gets no subsidy gets none of either kind; who gets one does not say which.
    """
    plain = normalise(text)
    names = frozenset(_ROW_NAMES[found[0].rstrip(".")] for found in _NAMED.finditer(plain))
    words = _value_words(_NAMED.sub(" ", plain))
    if words is None or not names or "of_size" in names or re.search(r"[?？]", text):
        return {}
    said = {_NAMED_VALUES[kind] for kind in words}
    values = said - {_HAVING}
    # Of support alone it says enough that somebody has it.
    if len(values) > 1 or not said or not (values or names <= _SUPPORTS):
        return {}
    value = values.pop() if values else YES
    if _ANY_SUBSIDY in names:
        return dict.fromkeys(_SUPPORTS, NO) if value == NO and names <= {_ANY_SUBSIDY, *_SUPPORTS} else {}
    return dict.fromkeys(names, value)


def _value_words(plain: str) -> list[str] | None:
    """Return the kinds of the words that say a value; None where another word stands among them."""
    found: list[str] = []
    position = 0
    while position < len(plain):
        match = _VALUE_WORD.match(plain, position)
        if match is None or match.end() == position:
            return None
        position = match.end()
        if match.lastgroup in _NAMED_VALUES:
            found.append(str(match.lastgroup))
    return found


def _words(plain: str, count: int) -> list[_Said] | None:
    found: list[_Said] = []
    position = 0
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None or match.end() == position:
            return None
        position = match.end()
        kind = next(name for name in _NAMES if match[name] is not None)
        if kind in ("gap", "filler"):
            continue
        word = _Said(kind, _rows_of(kind, match, count))
        if kind not in (*_VALUES, "joint", "but", "but_behind", "rest") and not word.rows:
            return None  # no such row
        found.append(word)
    return found


def _rows_of(kind: str, match: re.Match[str], count: int) -> frozenset[int]:
    """Return the rows a word names; none at all where one of them is not there."""
    places: Sequence[int] = ()
    if kind == "range":
        places = range(int(match["low"]), int(match["high"]) + 1)
    elif kind == "first_few":
        places = range(1, int(match["few"]) + 1)
    elif kind == "last_few":
        places = range(count - int(match["few_last"]) + 1, count + 1)
    elif kind == "number":
        places = (int(match["place"]),)
    elif kind == "ordinal":
        places = (_ORDINALS[match[0].rstrip(".")],)
    elif kind == "ending":
        places = (count,)
    elif kind == "everything":
        places = range(1, count + 1)
    return frozenset(place - 1 for place in places) if all(1 <= place <= count for place in places) else frozenset()


def _of_values_alone(kinds: Sequence[str], count: int) -> _Rows | None:
    """Read "none of them", "I don't know", and as many values as there are rows."""
    if len(kinds) == count > 1:
        return {row: _VALUES[kind] for row, kind in enumerate(kinds)}
    if len(kinds) == 1 and kinds[0] in ("nothing", "unknown"):
        return dict.fromkeys(range(count), _VALUES[kinds[0]])
    return None


def _with_exceptions(said: Sequence[_Said], count: int) -> _Rows | None:
    """Read "all no except 2", 「2番以外はいいえ」: what is left out is the opposite."""
    place = next(i for i, word in enumerate(said) if word.kind in ("but", "but_behind"))
    before, behind = said[:place], said[place + 1 :]
    left_out = before if said[place].kind == "but_behind" else behind
    # "All but 2 no" says the value last, and it is that of all the others.
    if (
        left_out is behind
        and not any(word.kind in _VALUES for word in before)
        and behind[-1:]
        and behind[-1].kind in _VALUES
    ):
        left_out = behind[:-1]
    values = {_VALUES[word.kind] for word in said if word.kind in _VALUES}
    rows = frozenset().union(*(word.rows for word in left_out))
    if values == {None} and rows and len(rows) < count:
        # "All but 2 unknown": of the second something is known, and not what.
        return {row: None for row in range(count) if row not in rows}
    value = values.pop() if len(values) == 1 else None
    if value is None or not rows or len(rows) == count or any(word.kind in _VALUES for word in left_out):
        return None
    return {row: _OPPOSITE[value] if row in rows else value for row in range(count)}


def _of_pairs(said: Sequence[_Said], count: int) -> _Rows | None:
    """Read rows with the value in front ("yes to 1 and 2") or behind ("1 and 2 yes"), part by part."""
    found: _Rows = {}
    left: str | None | bool = False  # what the rest is; False where nothing is said of it
    waiting: list[_Said] = []
    pairs: list[tuple[list[_Said], str | None]] = []
    for part in _parts(said):
        rows = [word for word in part if word.kind not in _VALUES]
        values = [_VALUES[word.kind] for word in part if word.kind in _VALUES]
        if not values:
            # "1, 2 and 3 yes" waits for its value; "yes to 1, 2 and 3" has it.
            if pairs and not waiting and _begins_with_a_value(said):
                pairs[-1][0].extend(rows)
            else:
                waiting += rows
            continue
        if len(values) > 1 or not (rows or waiting):
            return None
        pairs.append(([*waiting, *rows], values[0]))
        waiting = []
    if waiting:
        return None
    for words, value in pairs:
        for word in words:
            if word.kind == "rest":
                left = value
            for row in word.rows:
                if found.setdefault(row, value) != value:
                    return None
    if left is not False:
        found = {row: found[row] if row in found else (left if isinstance(left, str) else None) for row in range(count)}
    return found or None


def _begins_with_a_value(said: Sequence[_Said]) -> bool:
    return said[0].kind in _VALUES


def _parts(said: Sequence[_Said]) -> Iterator[list[_Said]]:
    """Yield what stands between two joints; without one, a new part begins where rows and a value have been said."""
    part: list[_Said] = []
    for word in said:
        is_value = word.kind in _VALUES
        whole = any(w.kind in _VALUES for w in part) and any(w.kind not in _VALUES for w in part)
        if part and word.kind != "joint" and whole and (is_value or part[-1].kind in _VALUES):
            yield part
            part = []
        if word.kind != "joint":
            part.append(word)
        elif part:
            yield part
            part = []
    if part:
        yield part
