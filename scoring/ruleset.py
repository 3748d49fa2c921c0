"""The law as dated data: types of a points table, strict loading, and the table in force on a day.

A rule file is one complete table per legal version, named by its first day. Numbers live there; reasoning lives in
`engine.py`. Nothing here knows what day it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise

from scoring.confidence import Confidence
from scoring.dated_rules import texts_of
from scoring.errors import NoRulesetForDate, RulesetError, did_you_mean
from scoring.profile import Category, Degree, Position
from scoring.rule_files import Section, parse_file
from scoring.sources import cited

# A step of a row brings no more: the most any has brought is 50, and a slip of a digit would make people eligible.
MOST_POINTS = 60
_POINTS = f"points from 1 to {MOST_POINTS}"
_MARKS = "points above 0"
# A basis names an article, then its table: 第1条第1項第2号の表, the notice's 表ロ.
_TABLE = "の表"
_PAPERS = "papers"


class RowKind(StrEnum):
    """How a row is read; the value is the key of a tier's threshold in the file ("" for a row without tiers)."""

    DEGREE = "degree"
    YEARS = "years"
    SALARY = "yen"
    AGE = "under"
    COUNT = "count"
    POSITION = "position"
    FLAG = ""


# Which rows a table may have, and how each is read: the reasoning for a row is code, so a new row needs code too.
ROW_KINDS: Mapping[str, RowKind] = {
    "academic": RowKind.DEGREE,
    "multi_degree": RowKind.FLAG,
    "career": RowKind.YEARS,
    "salary": RowKind.SALARY,
    "age": RowKind.AGE,
    "research": RowKind.COUNT,
    "licence": RowKind.COUNT,
    "position": RowKind.POSITION,
    "innovation": RowKind.FLAG,
    "innovation_sme": RowKind.FLAG,
    "local_gov": RowKind.FLAG,
    "rd_ratio": RowKind.FLAG,
    "foreign_qual": RowKind.FLAG,
    "jp_degree": RowKind.FLAG,
    "n1": RowKind.FLAG,
    "n2": RowKind.FLAG,
    "growth": RowKind.FLAG,
    "designated_univ": RowKind.FLAG,
    "jica": RowKind.FLAG,
    "invest100m": RowKind.FLAG,
    "invest_mgmt": RowKind.FLAG,
}


# The column of the official table in which each row stands; the additional points (特別加算) are all the others.
_COLUMNS: Mapping[str, str] = {
    "academic": "学歴",
    "multi_degree": "学歴",
    "career": "職歴",
    "salary": "年収",
    "age": "年齢",
    "research": "研究実績",
    "licence": "資格",
    "position": "地位",
}
_ADDITIONAL = "特別加算"


@dataclass(frozen=True, slots=True)
class Tier:
    """One threshold of a row (inclusive; for ages exclusive) and its points.

    `under_age` closes a salary step to everybody of that age or older.
    """

    at: int | str
    points: int
    under_age: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one category's table. A flag row has `points` and no tiers; the first tier met is the one scored.

    `column` is the column of the official table, `form_number` the circled number on the official form, empty where the
    form has none (age).
    """

    id: str
    points: int
    tiers: tuple[Tier, ...]
    column: str
    form_number: str
    citation: str
    evidence: tuple[str, ...]
    confidence: Confidence
    over_ratio: float | None = None

    @property
    def most(self) -> int:
        """The most points the row can bring."""
        return max((tier.points for tier in self.tiers), default=self.points)


@dataclass(frozen=True, slots=True)
class JSkipRule:
    """Special highly skilled route: pay at least `min_salary_yen`, and a degree or years (whichever is given)."""

    min_salary_yen: int
    degrees: frozenset[Degree]
    min_years: int
    citation: str


# Compared by identity: one object is one table, and keys caches.
@dataclass(frozen=True, eq=False)
class CategoryRules:
    """Everything one category's table says: rows in table order, the floor under the salary, J-Skip.

    `citation` is the article around the table: it states the gates.
    """

    category: Category
    citation: str
    rows: tuple[Row, ...]
    pass_mark: int
    min_salary_yen: int | None
    excludes_international_services: bool
    gate_confidence: Mapping[str, Confidence]
    j_skip: JSkipRule | None

    def row(self, row_id: str) -> Row | None:
        """The row, or None where this table has no such row."""
        for row in self.rows:
            if row.id == row_id:
                return row
        return None


@dataclass(frozen=True, eq=False)
class Ruleset:
    """One legal version: the complete tables in force from `effective_from` until the next version's first day."""

    id: str
    effective_from: date
    title: str
    change: str
    reference: str
    last_checked_on: date
    permanent_residence_marks: tuple[int, ...]
    categories: Mapping[Category, CategoryRules]


@cache
def all_rulesets() -> tuple[Ruleset, ...]:
    """Every version that ships, oldest first."""
    folder = resources.files("scoring") / "rules" / "hsp"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return complete([load_ruleset(f.name, f.read_text(encoding="utf-8")) for f in files])


def complete(versions: Sequence[Ruleset]) -> tuple[Ruleset, ...]:
    """Return versions (oldest first) that lose no row on the way: a row that is gone would count as zero, unseen.

    Every amendment so far added rows. Raises `RulesetError` naming the version, the category and the row.
    """
    for before, after in pairwise(versions):
        for category, table in before.categories.items():
            lost = sorted({row.id for row in table.rows} - {row.id for row in after.categories[category].rows})
            if lost:
                raise RulesetError(after.id, f"rows.{lost[0]}", f"points in ({category}), as in {before.id}")
    return tuple(versions)


def read_draft(name: str, text: str) -> Ruleset:
    """Read a table that does not ship yet, as strictly as those that do; `name` is its first day with ".toml".

    Raises `RulesetError` where it cannot be read, loses a row, or begins on the first day of a table that ships.
    """
    draft, shipped = load_ruleset(name, text), all_rulesets()
    if any(version.effective_from == draft.effective_from for version in shipped):
        raise RulesetError(name, "head.effective_from", f"a first day that no table which ships has ({draft.id} does)")
    complete(sorted((*shipped, draft), key=lambda version: version.effective_from))
    return draft


def ruleset_for(as_of: date) -> Ruleset:
    """The version in force on a day: the last one whose first day is not after it.

    Raises `NoRulesetForDate` for a day before the first version.
    """
    return pick(all_rulesets(), as_of)


def pick(versions: Sequence[Ruleset], as_of: date) -> Ruleset:
    """`ruleset_for` among given versions (oldest first)."""
    for version in reversed(versions):
        if version.effective_from <= as_of:
            return version
    raise NoRulesetForDate(as_of, versions[0].effective_from if versions else date.max)


def load_ruleset(name: str, text: str) -> Ruleset:
    """Read one rule file strictly. Raises `RulesetError` with file, key and what was expected."""
    file = parse_file(name, text).only({"head", "basis", "gates", "rows"}, {"j_skip", "permanent_residence"})
    head = file.child("head").only({"effective_from", "title", "change", "reference", "last_checked_on"})
    effective_from = head.day("effective_from")
    if name != f"{effective_from.isoformat()}.toml":
        raise head.fail("effective_from", "the day that is the file's name")
    basis = file.child("basis").only(set(Category))
    bases = {category: basis.text(category) for category in Category}
    gates = file.child("gates").only({"pass_mark", "min_salary", "international_services"})
    pass_mark = gates.child("pass_mark").only({"points", "confidence", "source"}).whole("points")
    floor = gates.child("min_salary").only({"yen", "categories", "confidence", "source"})
    closed = gates.child("international_services").only({"excluded_from", "confidence", "source"})
    floors = dict.fromkeys(floor.members("categories", Category, "categories"), floor.whole("yen"))
    excluded = closed.members("excluded_from", Category, "categories")
    sure = {gate: _sure(section) for gate, section in file.children("gates")}
    j_skip = _j_skip_rules(file.child("j_skip")) if "j_skip" in file.values else {}
    rows = _rows(file.child("rows"), bases)
    return Ruleset(
        id=f"hsp-{effective_from.isoformat()}",
        effective_from=effective_from,
        title=head.text("title"),
        change=head.text("change"),
        reference=head.text("reference"),
        last_checked_on=head.day("last_checked_on"),
        permanent_residence_marks=_marks(file),
        categories={
            category: CategoryRules(
                category=category,
                citation=bases[category].partition(_TABLE)[0],
                rows=tuple(rows[category]),
                pass_mark=pass_mark,
                min_salary_yen=floors.get(category),
                excludes_international_services=category in excluded,
                gate_confidence=sure,
                j_skip=j_skip.get(category),
            )
            for category in Category
        },
    )


def _sure(section: Section) -> Confidence:
    """How sure a rule is that says where it comes from."""
    cited(section)
    return section.confidence()


def _marks(file: Section) -> tuple[int, ...]:
    """Points the fast routes to permanent residence ask for; none before they existed."""
    if "permanent_residence" not in file.values:
        return ()
    section = file.child("permanent_residence").only({"marks", "confidence", "source"})
    _sure(section)
    return section.wholes("marks", _MARKS)


def _j_skip_rules(section: Section) -> dict[Category, JSkipRule]:
    section.only({"reference", "confidence", "source", *Category})
    _sure(section)
    reference = section.text("reference")
    rules = {}
    for category in Category:
        rule = section.child(category).only({"min_salary_yen", "degrees", "min_years"})
        rules[category] = JSkipRule(
            rule.whole("min_salary_yen"),
            # Of a manager years alone count, whatever the degree.
            frozenset(rule.members("degrees", Degree, "levels", least=0)),
            rule.whole("min_years"),
            reference,
        )
    return rules


def _rows(section: Section, bases: Mapping[Category, str]) -> dict[Category, list[Row]]:
    result: dict[Category, list[Row]] = {category: [] for category in Category}
    order = [row_id for row_id in ROW_KINDS if row_id in section.values]
    if list(section.values) != order:
        unknown = [row_id for row_id in section.values if row_id not in ROW_KINDS]
        near = did_you_mean(unknown[0], ROW_KINDS) if unknown else ""
        first = (unknown or list(section.values))[0]
        raise section.fail(first, f"known rows in the order of the official table{near}")
    for row_id in order:
        row = section.child(row_id)
        extra = {"over_ratio"} if row_id == "rd_ratio" else set()
        row.only({"column", "evidence", "confidence", "source"} | extra, set(Category) | {"bonus", "sheet", "note"})
        if not set(row.values) & set(Category):
            raise section.fail(row_id, "points for at least one of a, b, c")
        for category in Category:
            if category in row.values:
                result[category].append(_row(row_id, row, category, bases[category]))
    return result


def _row(row_id: str, section: Section, category: Category, basis: str) -> Row:
    kind = ROW_KINDS[row_id]
    bonus, form_number = section.maybe_text("bonus"), section.maybe_text("sheet")
    marks = "・".join(m for m in (bonus and f"加算{bonus}", form_number and f"計算表{form_number}") if m)
    column = _COLUMNS.get(row_id, _ADDITIONAL)
    if section.text("column") != column:
        raise section.fail("column", f"{column}, the column of the official table that has this row")
    evidence = section.values["evidence"]
    if isinstance(evidence, dict):
        names = _evidence(section.child("evidence").only(set(Category) & set(section.values)), category)
    else:
        names = _evidence(section, "evidence")
    cited(section)
    return Row(
        id=row_id,
        points=_points(section, category) if kind is RowKind.FLAG else 0,
        tiers=() if kind is RowKind.FLAG else _tiers(kind, section, category),
        column=column,
        form_number=form_number,
        citation=f"{basis}「{column}」" + (f"({marks})" if marks else ""),
        evidence=names,
        confidence=section.confidence(),
        over_ratio=_share(section, "over_ratio") if "over_ratio" in section.values else None,
    )


def _points(section: Section, key: str) -> int:
    return section.whole(key, most=MOST_POINTS, what=_POINTS)


def _share(section: Section, key: str) -> float:
    share = section.real(key)
    if not 0 < share < 1:
        raise section.fail(key, "a share above 0 and below 1 (3 % is 0.03)")
    return share


def _evidence(section: Section, key: str) -> tuple[str, ...]:
    """Return what proves a row: names that the file of papers knows, so that people read how to get them."""
    names, known = section.texts(key), _paper_names()
    for name in names:
        if name not in known:
            raise section.fail(key, f"names of papers in {_PAPERS}.toml, not 「{name}」{did_you_mean(name, known)}")
    return names


@cache
def _paper_names() -> frozenset[str]:
    """The names of all papers, of every version of their file."""
    return frozenset(
        name
        for file, text in texts_of(_PAPERS).values()
        for _, paper in parse_file(file, text).children("papers")
        for name in paper.texts("names")
    )


def _tiers(kind: RowKind, section: Section, category: Category) -> tuple[Tier, ...]:
    tiers = []
    for entry in section.tables(category):
        entry.only({kind.value, "points"}, {"under_age"} if kind is RowKind.SALARY else set())
        at: int | str
        if kind in (RowKind.DEGREE, RowKind.POSITION):
            at = entry.text(kind.value)
            if at not in set(Degree if kind is RowKind.DEGREE else Position):
                raise entry.fail(kind.value, f"a known {kind.value}")
        else:
            at = entry.whole(kind.value)
        tiers.append(Tier(at, _points(entry, "points"), entry.maybe_whole("under_age")))
    return _in_order(tiers, kind, section, category)


def _in_order(tiers: list[Tier], kind: RowKind, section: Section, category: Category) -> tuple[Tier, ...]:
    """Steps go from most points to least, so "the first step met" is the best one; the wrong step is named."""
    if not tiers:
        raise section.fail(category, "at least one step")
    for number, (before, after) in enumerate(pairwise(tiers), 1):
        step = f"{category}[{number}]"
        if after.points > before.points:
            raise section.fail(f"{step}.points", f"{before.points} or fewer: steps go from most points to least")
        if isinstance(before.at, int) and isinstance(after.at, int):
            grows = kind is RowKind.AGE
            if (after.at <= before.at) if grows else (after.at >= before.at):
                told = f"{'more' if grows else 'less'} than {before.at}, as in the step before"
                raise section.fail(f"{step}.{kind.value}", told)
        elif after.at in {tier.at for tier in tiers[:number]}:
            raise section.fail(f"{step}.{kind.value}", f"a {kind.value} that no step before has")
    return tuple(tiers)
