"""Government fees of the procedures, by the day an application is accepted (`rules/fees.toml`), in whole yen.

Where no source gives a figure there is none: `None` means that staff must say it, never that it is free.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.calendar import ONE_DAY
from scoring.confidence import Confidence
from scoring.dated_rules import DatedRules
from scoring.proof.procedures import Procedure
from scoring.rule_files import Section, parse_rules
from scoring.sources import cited

_CHANGES = frozenset({Procedure.CHANGE, Procedure.RENEWAL, Procedure.CHANGE_II})


@dataclass(frozen=True, slots=True)
class GovernmentFee:
    """What the government takes on permission, in yen.

    `settlement_yen` comes on top for paying online; None where nothing is stated or nothing is due. `since` and `until`
    are the first and last day of acceptance for which the figure holds; None is open.
    """

    yen: int
    settlement_yen: int | None
    since: date | None
    until: date | None
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeeBracket:
    """The fee in yen for a period of stay of at most `most_months` (None: of any length). None is not stated."""

    most_months: int | None
    counter: int
    online: int | None
    settlement: int | None


@dataclass(frozen=True, slots=True)
class FeeTable:
    """The fees for applications accepted from `since` to `until`, both included; None is open."""

    since: date | None
    until: date | None
    change_or_renewal: tuple[FeeBracket, ...]
    permanent: FeeBracket
    confidence: Confidence
    source: tuple[str, ...]

    def covers(self, day: date) -> bool:
        """Whether an application accepted on this day pays these fees."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class FeeRules:
    """All fee tables, oldest first, and the procedures that cost nothing."""

    free: frozenset[Procedure]
    free_confidence: Confidence
    free_source: tuple[str, ...]
    tables: tuple[FeeTable, ...]


def government_fee(
    procedure: Procedure, accepted_on: date, period_months: int | None, *, online: bool, rules: FeeRules | None = None
) -> GovernmentFee | None:
    """The fee of a procedure accepted on a day, for the period of stay granted, at the counter or online.

    None where no source gives a figure: for the parents, for a way of paying that is not stated, and for an unknown
    period where the fee goes by the period. The stay of HSP (ii) has no end, so a period given for it is not used.
    """
    known = rules or fee_rules(accepted_on)
    if procedure in known.free:
        return GovernmentFee(0, None, None, None, known.free_confidence, known.free_source)
    table = next(table for table in known.tables if table.covers(accepted_on))
    bracket = _bracket(table, procedure, None if procedure is Procedure.CHANGE_II else period_months)
    yen = None if bracket is None else bracket.online if online else bracket.counter
    if bracket is None or yen is None:
        return None
    return GovernmentFee(
        yen, bracket.settlement if online else None, table.since, table.until, table.confidence, table.source
    )


def _bracket(table: FeeTable, procedure: Procedure, months: int | None) -> FeeBracket | None:
    if procedure is Procedure.PERMANENT:
        return table.permanent
    if procedure not in _CHANGES:
        return None
    for bracket in table.change_or_renewal:
        if bracket.most_months is None and (months is not None or len(table.change_or_renewal) == 1):
            return bracket
        if bracket.most_months is not None and months is not None and months <= bracket.most_months:
            return bracket
    return None


def load_fees(name: str, text: str) -> FeeRules:
    """Read a fee file strictly. Raises `RulesetError` with file, key and what was expected."""
    file = parse_rules(name, text, {"free", "tables"})
    free = file.child("free").only({"procedures", "confidence", "source"})
    procedures = free.texts("procedures")
    if not set(procedures) <= set(Procedure):
        raise free.fail("procedures", "procedures among " + ", ".join(Procedure))
    tables = tuple(_table(section) for _, section in file.children("tables"))
    follows = all(
        before.until is not None and after.since == before.until + ONE_DAY
        for before, after in zip(tables, tables[1:], strict=False)
    )
    if not tables or tables[0].since is not None or tables[-1].until is not None or not follows:
        raise file.fail("tables", "tables without a gap, open at both ends, oldest first")
    return FeeRules(frozenset(Procedure(p) for p in procedures), free.confidence(), cited(free), tables)


def _table(section: Section) -> FeeTable:
    section.only({"change_or_renewal", "permanent", "confidence", "source"}, {"since", "until"})
    brackets = tuple(_read_bracket(bracket) for _, bracket in section.children("change_or_renewal"))
    limits = [bracket.most_months for bracket in brackets[:-1]]
    rising = all(limit is not None for limit in limits) and limits == sorted(set(limits), key=lambda m: m or 0)
    if not brackets or brackets[-1].most_months is not None or not rising:
        raise section.fail("change_or_renewal", "steps from the shortest period, the last without most_months")
    return FeeTable(
        since=section.maybe_day("since"),
        until=section.maybe_day("until"),
        change_or_renewal=brackets,
        permanent=_read_bracket(section.child("permanent")),
        confidence=section.confidence(),
        source=cited(section),
    )


def _read_bracket(section: Section) -> FeeBracket:
    section.only({"counter"}, {"most_months", "online", "settlement"})
    return FeeBracket(
        most_months=section.maybe_whole("most_months"),
        counter=section.whole("counter"),
        online=section.maybe_whole("online"),
        settlement=section.maybe_whole("settlement"),
    )


_DATED = DatedRules("fees", load_fees)


def fee_rules(day: date) -> FeeRules:
    """Return the fees as the rules of a day have them. Raises `NoRulesForDate` for a day before the first version."""
    return _DATED.on(day)
