"""What papers prove: the total of each level of proof, the smallest set that reaches a mark, and a reserve for it.

"You prove enough items to reach 70; not every item need be proven" (the agency's list of documents): a row that is not
proven is not claimed and brings nothing. Every total is scored anew from the facts proven, never subtracted.

The exclusions of N2 and of the JICA training turn on having *obtained* the points of another row, so a row not claimed
excludes nothing. The agency may see the fact all the same (a degree in the file). What counts only for that reason is
therefore marked for staff, never lifts a level above the one below it, and is left out of the smallest set.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from scoring.confidence import Confidence
from scoring.points import Verdict
from scoring.profile import Category, Profile
from scoring.proof.claims import Claims, Part
from scoring.proof.papers import PaperRules, ProofOption, paper_rules
from scoring.ruleset import Ruleset


class ProofLevel(StrEnum):
    """How far a row is proven, from least to most: said, document in hand, confirmed by staff."""

    CLAIMED = "claimed"
    IN_HAND = "in_hand"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class LevelTotal:
    """The points that stand at one level or above, row by row (rows without points are absent).

    `lifted` are rows that count only because another row is not proven. `salary_proven` says whether the least pay is
    proven at this level; None where the category asks for none.
    """

    level: ProofLevel
    total: int
    points: Mapping[str, int]
    lifted: tuple[str, ...]
    salary_proven: bool | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ItemPapers:
    """The papers of one scored line by id, under the points table's own names; `also` are wanted in some cases only."""

    row: str
    names: Mapping[str, str]
    also: frozenset[str]


@dataclass(frozen=True, slots=True)
class PaperSet:
    """The fewest papers that prove a mark, in the order in which they are shown, and the rows they prove.

    `also` are papers that some cases want beside them; they are not counted.
    """

    mark: int
    total: int
    points: Mapping[str, int]
    papers: tuple[str, ...]
    also: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Reserve:
    """What keeps the mark when one row of a set is not accepted.

    `papers` come on top of the set (none: the set is enough as it is); `total` is what then stays, None when no paper
    keeps the mark.
    """

    row: str
    papers: tuple[str, ...]
    total: int | None


def levels(
    profile: Profile,
    category: Category,
    state: Mapping[str, ProofLevel],
    *,
    as_of: date,
    ruleset: Ruleset | None = None,
) -> tuple[LevelTotal, ...]:
    """The total at each level, in the order of `ProofLevel`, each scored from the facts proven at that level.

    `state` says how far a row is proven; a row not in it is claimed. One kind of a row with several kinds of proof
    stands as "<row>.<fact>". No level's total is above that of the level below it. Raises as `score` does.
    """
    return _levels(Claims(profile, category, as_of, ruleset), state)


def levels_of(
    profile: Profile,
    category: Category,
    papers: Collection[str],
    confirmed: Collection[str],
    *,
    as_of: date,
    ruleset: Ruleset | None = None,
) -> tuple[LevelTotal, ...]:
    """`levels` of what papers in hand prove (`rows_in_hand`), and of rows that staff confirmed."""
    claims = Claims(profile, category, as_of, ruleset)
    in_hand = dict.fromkeys(_in_hand(claims, papers), ProofLevel.IN_HAND)
    return _levels(claims, in_hand | dict.fromkeys(confirmed, ProofLevel.CONFIRMED))


def _levels(claims: Claims, state: Mapping[str, ProofLevel]) -> tuple[LevelTotal, ...]:
    found: list[LevelTotal] = []
    order = list(ProofLevel)
    for level in order:
        if level is ProofLevel.CLAIMED:
            keys: Collection[str] = set(claims.points)
        else:
            keys = {key for key, reached in state.items() if order.index(reached) >= order.index(level)}
        points = claims.points_of(claims.proven(keys))
        total = sum(points.values())
        if found and total > found[-1].total:
            points = {row: worth for row, worth in points.items() if row not in claims.excluded}
            total = sum(points.values())
        lifted = tuple(row for row in points if row in claims.excluded)
        sure = not lifted and all(claims.is_sure(row) for row in points)
        found.append(
            LevelTotal(
                level=level,
                total=total,
                points=points,
                lifted=lifted,
                salary_proven=None if claims.floor_met is None else claims.floor_met and "salary" in keys,
                confidence=_confidence(sure),
            )
        )
    return tuple(found)


def per_item(
    profile: Profile, category: Category, *, as_of: date, ruleset: Ruleset | None = None
) -> tuple[ItemPapers, ...]:
    """For each line that brings points, the papers that can prove it for these facts, in table order."""
    claims, rules = Claims(profile, category, as_of, ruleset), paper_rules(as_of)
    found = {}
    for part in claims.parts:
        for row, table_row in part.rows.items():
            if claims.points[row]:
                options = _open_options(part, row, rules.rows[row].options_in(category))
                ids = frozenset(rules.rows[row].also).union(*(option.papers for option in options))
                names = {
                    paper: name
                    for paper in rules.in_order(ids)
                    for name in rules.papers[paper].names
                    if name in table_row.evidence
                }
                found[row] = ItemPapers(row, names, frozenset(rules.rows[row].also))
    return tuple(found[item.id] for item in claims.entry.items if item.id in found)


def rows_in_hand(
    profile: Profile, category: Category, papers: Collection[str], *, as_of: date, ruleset: Ruleset | None = None
) -> frozenset[str]:
    """What papers in hand prove, as keys for `levels`: "<row>", or "<row>.<fact>" for one of several kinds of proof."""
    return _in_hand(Claims(profile, category, as_of, ruleset), papers)


def _in_hand(claims: Claims, papers: Collection[str]) -> frozenset[str]:
    held = set(papers)
    return frozenset(
        row if option.fact is None else f"{row}.{option.fact}"
        for part in claims.parts
        for row in part.rows
        for option in _open_options(part, row, paper_rules(claims.as_of).rows[row].options_in(claims.category))
        if option.papers <= held
    )


def smallest(
    profile: Profile, category: Category, mark: int, *, as_of: date, ruleset: Ruleset | None = None
) -> PaperSet | None:
    """The fewest papers whose rows reach the mark; None when what is claimed does not reach it, or a gate is shut.

    Exact. Of equal numbers the fewer days the papers take together decide, then the greater total. The papers for
    pay and age are part of every set; a paper counts once however many rows it proves.
    """
    claims = Claims(profile, category, as_of, ruleset)
    if claims.entry.verdict is Verdict.BLOCKED:
        return None
    plan = _best(claims, mark, paper_rules(as_of), frozenset())
    return None if plan is None else _paper_set(plan, mark, claims, paper_rules(as_of))


def reserves(
    profile: Profile, category: Category, chosen: PaperSet, *, as_of: date, ruleset: Ruleset | None = None
) -> tuple[Reserve, ...]:
    """For each row of a set that could fail, the fewest further papers that keep the mark without it, in table order.

    Pay and age are not among them: without proven pay nothing stands.
    """
    rules = paper_rules(as_of)
    held = frozenset(chosen.papers)
    claims = Claims(profile, category, as_of, ruleset)
    found = []
    for row in chosen.points:
        if rules.rows[row].always:
            continue
        lost = _facts_at_stake(claims, row, held, rules)
        plan = _best(Claims(profile, category, as_of, ruleset, lost), chosen.mark, rules, held)
        added = rules.in_order(plan.papers - held) if plan else ()
        found.append(Reserve(row, added, sum(plan.points.values()) if plan else None))
    return tuple(found)


# --- the search -------------------------------------------------------------------------------------------------------


class _Choice(NamedTuple):
    """One way to prove a row, or several together."""

    facts: frozenset[str]
    papers: frozenset[str]
    doubt: bool


class _Option(NamedTuple):
    """One choice of rows of a group to prove: what it takes and what it brings; `doubts` counts cases for staff."""

    papers: frozenset[str]
    points: dict[str, int]
    doubts: int
    rows: int


class _Plan(NamedTuple):
    """Choices for the groups so far. The first four rank it among plans with the same points; rows are bits."""

    to_get: int
    days: int
    doubts: int
    rows: int
    papers: frozenset[str]
    points: dict[str, int]


def _best(claims: Claims, mark: int, rules: PaperRules, held: frozenset[str]) -> _Plan | None:
    """The best plan that reaches the mark; papers held cost nothing.

    Groups are taken one by one. Of plans with the same points and the same papers that a later group can use too, only
    the best can be part of the best whole: what follows costs both the same.
    """
    options = [list(_options(part, claims, rules)) for part in claims.parts]
    users: dict[str, int] = {}
    for of_group in options:
        for paper in frozenset().union(*(option.papers for option in of_group)):
            users[paper] = users.get(paper, 0) + 1
    shared = frozenset(paper for paper, number in users.items() if number > 1)
    plans = {(0, frozenset[str]()): _Plan(0, 0, 0, 0, frozenset(), {})}
    for of_group in options:
        after: dict[tuple[int, frozenset[str]], _Plan] = {}
        for plan, option in itertools.product(plans.values(), of_group):
            bigger = _with(plan, option, rules, held)
            key = (sum(bigger.points.values()), bigger.papers & shared)
            if key not in after or bigger[:4] < after[key][:4]:
                after[key] = bigger
        plans = after
    reaching = [(plan[:2], -total, plan[2:4], plan) for (total, _), plan in plans.items() if total >= mark]
    return min(reaching, key=lambda entry: entry[:3])[3] if reaching else None


def _with(plan: _Plan, option: _Option, rules: PaperRules, held: frozenset[str]) -> _Plan:
    new = option.papers - plan.papers - held
    return _Plan(
        plan.to_get + len(new),
        plan.days + sum(rules.papers[paper].about_days for paper in new),
        plan.doubts + option.doubts,
        plan.rows | option.rows,
        plan.papers | option.papers,
        plan.points | option.points,
    )


def _options(part: Part, claims: Claims, rules: PaperRules) -> Iterator[_Option]:
    """Every choice of rows of a group that brings points, one for each way to prove them."""
    rows = [row for row in part.rows if rules.rows[row].always or claims.points[row]]
    for choice in itertools.product(*(_choices(part, row, claims, rules) for row in rows)):
        picked = {row: taken for row, taken in zip(rows, choice, strict=True) if taken is not None}
        points = part.points({row: taken.facts for row, taken in picked.items()})
        if any(not worth and not rules.rows[row].always for row, worth in points.items()):
            continue
        yield _Option(
            frozenset().union(*(taken.papers for taken in picked.values())),
            {row: worth for row, worth in points.items() if worth},
            sum(taken.doubt or not claims.is_sure(row) for row, taken in picked.items() if points[row]),
            sum(claims.bit(row) for row in picked),
        )


def _choices(part: Part, row: str, claims: Claims, rules: PaperRules) -> list[_Choice | None]:
    """The ways to prove a row; None is to leave it out. Ways with a fact each can be taken together."""
    options = _open_options(part, row, rules.rows[row].options_in(claims.category))
    found: list[_Choice | None] = [] if rules.rows[row].always else [None]
    for number in range(1, len(options) + 1):
        for together in itertools.combinations(options, number):
            facts = frozenset(option.fact for option in together if option.fact is not None)
            if facts or number == 1:
                papers = frozenset().union(*(option.papers for option in together))
                doubt = any(option.confidence is not Confidence.VERIFIED for option in together)
                found.append(_Choice(facts or frozenset(part.facts_of_row(row)), papers, doubt))
    return found


def _open_options(part: Part, row: str, options: Sequence[ProofOption]) -> list[ProofOption]:
    """The ways that these facts leave open: an N1 certificate proves nothing for a graduate of Japanese."""
    return [
        option
        for option in options
        if option.fact is None
        or (
            (option.value is None or part.facts[option.fact] == option.value)
            and part.points({row: (option.fact,)})[row]
        )
    ]


def _facts_at_stake(claims: Claims, row: str, held: frozenset[str], rules: PaperRules) -> tuple[str, ...]:
    """The facts that fall with a row: those its papers in the set were to prove, where each proves one of its own."""
    part = next(part for part in claims.parts if row in part.rows)
    proven = tuple(
        option.fact for option in rules.rows[row].options if option.fact is not None and option.papers <= held
    )
    return proven or part.own_facts(row)


def _paper_set(plan: _Plan, mark: int, claims: Claims, rules: PaperRules) -> PaperSet:
    points = {item.id: plan.points[item.id] for item in claims.entry.items if item.id in plan.points}
    also = {paper for row in points for paper in rules.rows[row].also}
    return PaperSet(
        mark=mark,
        total=sum(points.values()),
        points=points,
        papers=rules.in_order(plan.papers),
        also=rules.in_order(also - plan.papers),
        confidence=_confidence(not plan.doubts),
    )


def _confidence(sure: bool) -> Confidence:
    return Confidence.VERIFIED if sure else Confidence.STAFF_CONFIRMS
