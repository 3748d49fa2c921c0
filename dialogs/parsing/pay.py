"""Reads a year's pay as offers and pay slips state it: monthly pay, months paid, bonus, and what stands beside it.

What counts as pay is the rulebook's: a promised bonus does; overtime, shares and repaid costs do not. Every sum worked
out here is read back with its parts. What cannot be worked out has a problem of its own that says what is missing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from dialogs.parsing.figures import FIGURE
from dialogs.parsing.lexicon import lexicon
from dialogs.parsing.reading import AnswerProblem, Certain, Reading, ask_back
from dialogs.parsing.text import normalise
from dialogs.parsing.words import digits_for_words, split_hedges
from dialogs.parsing.worked_out import ALLOWANCES, BASE, BONUS, COUNTED, SHARES, SIGNING, Summand, WorkedOut
from dialogs.parsing.yen import (
    CURRENCY,
    LEAST_PLAUSIBLE_YEN,
    MOST_YEN,
    PERIODS,
    UNIT,
    amount_of,
    is_foreign,
    mend_units,
    read_amount,
)

_LEXICON = lexicon()
_MONTHS_OF_A_YEAR = 12
# Pay for more months than these is no custom anywhere.
_MOST_MONTHS = 24
_OPEN_BONUS, _OVERTIME = "open_bonus", "overtime"
_ROLES = (_OPEN_BONUS, SIGNING, SHARES, _OVERTIME, COUNTED, ALLOWANCES, BONUS)
_LEFT_OUT = (SHARES, ALLOWANCES, SIGNING)


def _any(*keys: str) -> str:
    return _LEXICON.any("pay", *keys)


def _beside(marks: str, things: str, between: str = "") -> re.Pattern[str]:
    """Return the pattern of a mark in front of a thing or behind it: "no bonus", 「ボーナスなし」."""
    particle = rf"[ :]*(?:{_any('particles')} ?)?"
    article = rf"[ :]*(?:{_any('articles')} )?"
    return re.compile(rf"{marks}{article}{between}{things}|{things}{particle}{marks}")


_AMOUNT = rf"[¥\\]? ?{FIGURE} ?{UNIT}?(?: ?{FIGURE} ?{UNIT})?(?: ?{CURRENCY})?"
_UNDECIDED = re.compile(_any("undecided"))
_DOUBTED = re.compile(_any("undecided", "household"))
_HOURLY = re.compile(_any("hourly"))
_NET, _NOT_NET = re.compile(_any("net")), re.compile(_any("not_net"))
_NET_AMOUNTS = [re.compile(rf"{_any('net')}[ :はがで]*{_AMOUNT}"), re.compile(rf"{_AMOUNT} ?{_any('net')}")]
_INCLUDED = re.compile(_any("included"))
_BONUS = _any("bonus")
_OVERTIME_NAMED, _BONUS_NAMED = re.compile(_any("overtime")), re.compile(_any("bonus", "open_bonus"))
# What is said not to be there, or not to be in the figure, changes nothing.
_NO_BONUS = _beside(_any("none"), _BONUS)
_NOT_IN_IT = _beside(_any("without", "none"), _any("overtime", "shares", "signing", "allowances"))
_WITHOUT_BONUS = _beside(_any("without"), _BONUS)
# "3M bonus and 500k monthly" begins with the bonus.
_BONUS_FIRST = re.compile(rf"^({_AMOUNT} ?{_BONUS}) ?(?:[+&,]|{_any('joints')}) ?(.*\d.*)$")
# A bonus that the figure holds already belongs there.
_BONUS_IN_IT = _beside(_any("included"), _BONUS, rf"(?:{_AMOUNT} )?")
# "9.1M with bonus" may say so too, where no other sum stands beside it.
_WITH_BONUS = re.compile(_any("with_bonus"))
# What several pay is not added up: the main employer's counts (rulebook 2).
_SEVERAL_PAY = re.compile(rf"{_any('payers')}|(?<![\d.,])[2-9] ?{_any('payers_counted')}")
_OTHERS_IN_IT = _beside(_any("included"), _any("shares", "signing", "allowances"))

_TIMES = rf"(?:[×*✕✖]|{_any('times')})"
_COUNTED = f"(?:{_any('months')}|{_LEXICON.any('counts', 'units')})"
_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "gap": r" +",
            "plus": r"\+",
            "rate": _any("times_a_year"),
            "by": rf"{_TIMES}(?= ?\d[\d,.]{{2}})",
            "times": rf"{_TIMES} ?(?P<count>\d{{1,2}})(?![\d.,])(?: ?{_COUNTED})?",
            "months": rf"(?<![\d.,])(?P<paid>\d{{1,2}}(?:\.\d{{1,2}})?) ?{_any('months')}",
            **PERIODS,
            **{role: _any(role) for role in _ROLES},
            "amount": _AMOUNT,
            "each": _any("each"),
            "total": _any("total"),
            "included": _any("included"),
            "added": _any("added"),
            "joint": rf"{_any('joints')}|[,;&/。|]",
            "filler": rf"{_any('fillers', 'articles', 'particles')}|[:=()\[\]]+|{CURRENCY}",
        }.items()
    )
)


# "6.5-million", "6_500_000"; "6-500-000" is no range, but read back.
_HYPHEN = re.compile(rf"(?<=\d)-(?={UNIT})")
_UNDERLINED = re.compile(r"(?<=\d)_(?=\d{3}(?!\d))")
_DASHED = re.compile(rf"(?<![\d-])\d{{1,2}}-\d{{3}}-\d{{3}}(?![\d-]| ?{UNIT})")
_HALVES = re.compile(rf"(?<![\d.,])(\d{{1,2}}) {_any('half_more')}")
# "12 x 500,000" is 500,000 twelve times.
_TIMES_FIRST = re.compile(rf"(?<![\d.,])(1[2-9]|2[0-4]) ?{_TIMES} ?({FIGURE}(?: ?{UNIT})?)(?!\d)")


class _Token(NamedTuple):
    kind: str
    text: str
    number: Fraction


@dataclass(slots=True)
class _Piece:
    """What is said of one part of the pay."""

    role: str
    added: bool  # behind a plus: on top of what stands before it
    tokens: list[_Token] = field(default_factory=list)

    def of(self, kind: str) -> list[_Token]:
        """Return the tokens of a kind."""
        return [token for token in self.tokens if token.kind == kind]


def read_yen(text: str) -> Reading[int]:
    """Read expected annual pay in whole yen.

    「650万円」 and "6,500,000" are certain. "650" (万?), 「月50万」 (times twelve) and "6-7M" are asked back, and so
    is what is put together: "540,000 x 12", "350000 monthly + 2 months bonus". Foreign, net or hourly pay, overtime
    that is counted in, a bonus of unknown size, pay by several, and pay not decided yet are problems of their own.
    """
    written = _HALVES.sub(r"\1.5", _HYPHEN.sub(" ", digits_for_words(normalise(text))))
    written = _TIMES_FIRST.sub(r"\2 x \1", _UNDERLINED.sub("", written))
    plain = _DASHED.sub(lambda match: match[0].replace("-", ""), mend_units(written))
    # "Each one pays" is said in words, "2 jobs" in figures.
    if of_several_payers(normalise(text)) or of_several_payers(plain):
        return AnswerProblem("problem-yen-several")
    wrong = _what_is_wrong(plain)
    gross = _beside_net(plain) if wrong is not None and wrong.key == "problem-yen-net" else ""
    if gross:
        return _asked_back(read_yen(gross))
    if wrong is not None:
        return wrong
    plain = _BONUS_FIRST.sub(r"\2 + \1", plain)
    stated = _NOT_IN_IT.sub(" ", _NO_BONUS.sub(" ", _BONUS_IN_IT.sub(" ", _NOT_NET.sub(" ", plain))))
    with_bonus = len(re.findall(r"\d[\d.,]*", stated)) == 1 and _WITH_BONUS.search(stated) is not None
    stated = _WITH_BONUS.sub(" ", stated) if with_bonus else stated
    # Not surely the person's own pay, not decided yet, or of two people; or a unit was misspelt.
    doubted = _DOUBTED.search(stated) is not None or plain != written or with_bonus
    stated = " ".join(_DOUBTED.sub(" ", stated).split()).strip(" ,;.")
    alone = read_amount(stated or plain)
    if doubted and isinstance(alone, Certain):
        return ask_back([alone.value])
    if not isinstance(alone, AnswerProblem) or alone.key != "problem-yen":
        return alone
    return _package(stated, counted_in=_INCLUDED.search(plain) is not None) or alone


def _beside_net(plain: str) -> str:
    """Return what is said beside pay that is net: "10M before tax, 7M after tax"; nothing where that is not clear."""
    left = {pattern.sub(" ", plain, count=1) for pattern in _NET_AMOUNTS} - {plain}
    [rest] = left if len(left) == 1 else [""]
    return rest if re.search(r"\d", rest) and not _NET.search(_NOT_NET.sub(" ", rest)) else ""


def _asked_back(reading: Reading[int]) -> Reading[int]:
    return ask_back([reading.value]) if isinstance(reading, Certain) else reading


def of_several_payers(plain: str) -> bool:
    """Tell whether a normalised text speaks of what several employers pay: "each university pays 2 million"."""
    return _SEVERAL_PAY.search(plain) is not None


def names_a_bonus(text: str) -> bool:
    """Tell whether a text speaks of a bonus that is paid beside the figure: of none, or of one in it, it does not."""
    plain = normalise(text)
    return _BONUS_NAMED.search(_NO_BONUS.sub(" ", _BONUS_IN_IT.sub(" ", plain))) is not None


def _what_is_wrong(plain: str) -> AnswerProblem | None:
    """Return the problem of an amount that cannot be a year's gross pay in yen, whatever its figures."""
    if not re.search(r"\d", plain) and _UNDECIDED.search(plain):
        return AnswerProblem("problem-yen-undecided")
    if is_foreign(plain):
        return AnswerProblem("problem-yen-currency")
    if _HOURLY.search(plain):
        return AnswerProblem("problem-yen-hourly")
    if _NET.search(_NOT_NET.sub(" ", plain)):
        return AnswerProblem("problem-yen-net")
    if _OTHERS_IN_IT.search(plain):
        return AnswerProblem("problem-yen-included")
    return AnswerProblem("problem-yen-bonus") if _WITHOUT_BONUS.search(plain) else None


def _package(plain: str, *, counted_in: bool) -> Reading[int] | None:
    """Add up the parts that are named; None where nothing names a part."""
    tokens = _tokens(split_hedges(plain, signs=False)[0])
    if tokens is None:
        return _named_problem(plain)
    pieces = list(_pieces(tokens))
    left_out: list[str] = []
    for piece in pieces:
        if piece.role == _OVERTIME and not piece.added:
            return AnswerProblem("problem-yen-overtime")
        if piece.role == _OPEN_BONUS:
            return AnswerProblem("problem-yen-bonus")
        if piece.role in _LEFT_OUT:
            if counted_in and not piece.added:
                return AnswerProblem("problem-yen-included")
            left_out.append(piece.role)
    base = [piece for piece in pieces if piece.role == BASE and piece.tokens]
    first = _base(base[0]) if base else None
    if len(base) == 2 and first is not None and _is_on_top(base[1], base[0]):
        base[1].role = BONUS
    elif len(base) != 1:
        first = None
    if first is None:
        return _named_problem(plain)
    counted = [_counted(piece, first) for piece in pieces if piece.role == COUNTED]
    if not all(counted):
        return AnswerProblem("problem-yen")
    sums: list[tuple[Summand, ...]] = [(first, *filter(None, counted))]
    for piece in pieces:
        if piece.role == BONUS:
            possible = list(_bonuses(piece, first))
            if not possible:
                return AnswerProblem("problem-yen-bonus")
            sums = [(*parts, bonus) for parts in sums for bonus in possible]
    worked_out = [WorkedOut.sum_of(*parts, left_out=tuple(dict.fromkeys(left_out))) for parts in sums]
    if min(worked_out) > MOST_YEN:
        return AnswerProblem("problem-yen-too-large")
    return ask_back(total for total in worked_out if total <= MOST_YEN)


def _is_on_top(piece: _Piece, base: _Piece) -> bool:
    """Tell whether an amount without a name comes on top of a whole year's pay: "400,000 x 12 + 1,400,000"."""
    return piece.added and bool(base.of("times")) and [token.kind for token in piece.tokens] == ["amount"]


def _named_problem(plain: str) -> AnswerProblem | None:
    """Return what is to be asked where the parts cannot be made out, by the first thing named."""
    if _OVERTIME_NAMED.search(plain):
        return AnswerProblem("problem-yen-overtime")
    return AnswerProblem("problem-yen-bonus") if _BONUS_NAMED.search(plain) else None


def _tokens(plain: str) -> list[_Token] | None:
    """Sort a text into what it says; None as soon as something has no place."""
    found: list[_Token] = []
    position = 0
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None or match.end() == position:
            return None
        kind = next(name for name in _KINDS if match[name] is not None)
        number = _number_in(kind, match)
        if number is None:
            return None
        found.append(_Token(kind, match[0], number))
        position = match.end()
    return [token for token in found if token.kind not in ("gap", "filler", "by")]


_KINDS = tuple(name for name in _TOKEN.groupindex if name not in ("count", "paid"))


def _number_in(kind: str, match: re.Match[str]) -> Fraction | None:
    if kind == "amount":
        amount = amount_of(match[0].strip())
        return None if amount is None else Fraction(amount)
    if kind == "rate":
        return Fraction(_LEXICON.worths("pay", "times_a_year")[match[0].strip(".")])
    return Fraction(match["count"] or match["paid"] or 0)


def _pieces(tokens: Iterable[_Token]) -> Iterator[_Piece]:
    """Divide what is said by its parts: at signs of adding, and where another part is named."""
    said: list[_Token] = []
    added = paid = False
    for token in (*tokens, _Token("plus", "", Fraction())):
        if token.kind not in ("plus", "added", "joint"):
            said.append(token)
            continue
        # A comma or "and" does not say that more comes on top, but what stands behind it is another part.
        pieces = list(_divided(said, added, paid))
        yield from pieces
        paid = paid or any(piece.role == BASE and piece.of("amount") for piece in pieces)
        said, added = [], token.kind in ("plus", "added")


def _divided(said: list[_Token], added: bool, paid: bool) -> Iterator[_Piece]:
    """Give each named part its figures: those behind its name, else the nearest in front of it.

    `paid` says that the pay itself was named before.
    """
    names = [i for i, token in enumerate(said) if token.kind in _ROLES]
    if not names:
        if said:
            # "540,000 x 12 + 2 months": months on top are a bonus.
            of_a_bonus = added and paid and all(token.kind in ("months", "times") for token in said)
            yield _Piece(BONUS if of_a_bonus else BASE, added, said)
        return
    before, last = said[: names[0]], said[names[-1] + 1 :]
    figures = [i for i, token in enumerate(before) if token.kind in ("amount", "months")]
    if len(names) == 1 and not any(token.kind in ("amount", "months") for token in last) and figures:
        cut = figures[-1]
        if len(figures) == 1 and before[cut].kind == "amount" and not paid:
            cut = len(before)  # 「月給45万円 ボーナス」: the only figure is the pay
        yield from ([_Piece(BASE, added, before[:cut])] if before[:cut] else [])
        yield _Piece(said[names[0]].kind, added, before[cut:] + last)
        return
    yield from ([_Piece(BASE, added, before)] if before else [])
    for i, end in zip(names, [*names[1:], len(said)], strict=True):
        yield _Piece(said[i].kind, added, said[i + 1 : end])


def _base(piece: _Piece) -> Summand | None:
    """Return the pay without bonus: a month's pay as often as it is paid, or a year's."""
    amounts, often = piece.of("amount"), [*piece.of("times"), *piece.of("months")]
    if not 1 <= len(amounts) <= 2 or len(often) > 1 or piece.of("rate"):
        return None
    paid = _paid(piece, int(amounts[0].number), often)
    # "540,000 x 12 = 6,480,000": a second amount may only be the sum itself.
    if paid is None or (len(amounts) == 2 and amounts[1].number != paid.worth):
        return None
    return paid


def _paid(piece: _Piece, amount: int, often: list[_Token]) -> Summand | None:
    sum_said = len(piece.of("amount")) == 2
    if piece.of("month") and piece.of("year") and not sum_said:
        return None
    if often:
        months = often[0].number
        fits = months.denominator == 1 and _MONTHS_OF_A_YEAR <= months <= _MOST_MONTHS
        return Summand(BASE, amount, int(months)) if fits and (sum_said or not piece.of("year")) else None
    if piece.of("month") or (amount < LEAST_PLAUSIBLE_YEN and not piece.of("year")):
        return Summand(BASE, amount, _MONTHS_OF_A_YEAR)
    return Summand(BASE, amount)


def _counted(piece: _Piece, base: Summand) -> Summand | None:
    """Return an allowance that is pay (for a position, a qualification), paid as often as the pay beside it."""
    amounts = piece.of("amount")
    if len(amounts) != 1 or piece.of("times") or piece.of("months"):
        return None
    amount = int(amounts[0].number)
    monthly = base.times > 1 or piece.of("month") or amount < LEAST_PLAUSIBLE_YEN // _MONTHS_OF_A_YEAR
    return Summand(COUNTED, amount, 1 if piece.of("year") or not monthly else _MONTHS_OF_A_YEAR)


def _bonuses(piece: _Piece, base: Summand) -> Iterator[Summand]:
    """Yield what a bonus can come to: "2 months", 「年2回 各50万」; both ways where it may be each or in all."""
    amounts, months, rates = piece.of("amount"), piece.of("months"), [*piece.of("rate"), *piece.of("times")]
    if len(amounts) + len(months) != 1 or len(rates) > 1:
        return
    if amounts:
        amount = amounts[0].number
    else:
        a_month = Fraction(base.amount) if base.times > 1 else Fraction(base.amount, _MONTHS_OF_A_YEAR)
        amount = a_month * months[0].number
    often = int(rates[0].number) if rates else 1
    if not 1 <= often <= _MONTHS_OF_A_YEAR:
        return
    if often == 1 or piece.of("total"):
        yield Summand(BONUS, int(amount))
        return
    yield Summand(BONUS, int(amount), often)
    if not piece.of("each") and not piece.of("times"):
        yield Summand(BONUS, int(amount))
