"""The papers that prove the lines of a score: what each is, where it is got, and which are enough for a line.

Which paper a line asks for is said by its Japanese name in the points tables; `rules/papers.toml` knows those names.
What a set of papers proves is worked out in `proving.py`. Nothing here knows a word or a day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scoring.confidence import Confidence
from scoring.dated_rules import DatedRules
from scoring.profile import Category
from scoring.rule_files import Section, parse_rules
from scoring.ruleset import ROW_KINDS
from scoring.sources import cited


@dataclass(frozen=True, slots=True)
class Pitfall:
    """Something that often goes wrong with a paper; a general one concerns papers of many kinds alike.

    Its words are `paper-pitfall-<id>`.
    """

    id: str
    general: bool
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper, and its names in the points tables.

    `where` (`paper-where-<where>`) and `about_days`, the days it takes to get, are our practical judgement:
    `confidence` says how sure both are.
    """

    id: str
    names: tuple[str, ...]
    where: str
    about_days: int
    pitfalls: tuple[Pitfall, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ProofOption:
    """Papers that are enough together.

    With a `fact` they prove that fact of the row alone (with a `value`: only where the fact has it); else all of the
    row. No `categories` means all.
    """

    papers: frozenset[str]
    confidence: Confidence
    fact: str | None
    value: str | None
    categories: frozenset[Category]


@dataclass(frozen=True, slots=True)
class RowPapers:
    """What proves one row. `also` are papers wanted in some cases only; `always` rows are part of every set."""

    row: str
    options: tuple[ProofOption, ...]
    also: tuple[str, ...]
    always: bool

    def options_in(self, category: Category) -> tuple[ProofOption, ...]:
        """Return the options of one category."""
        return tuple(option for option in self.options if not option.categories or category in option.categories)


@dataclass(frozen=True, slots=True)
class PaperRules:
    """Everything known about papers; `papers` stand in the order in which they are shown."""

    papers: Mapping[str, Paper]
    rows: Mapping[str, RowPapers]

    def in_order(self, ids: Collection[str]) -> tuple[str, ...]:
        """Papers in the order in which they are shown."""
        return tuple(paper for paper in self.papers if paper in ids)


def load_papers(name: str, text: str) -> PaperRules:
    """Read a paper file strictly. Raises `RulesetError` with file, key and what was expected."""
    file = parse_rules(name, text, {"pitfalls", "papers", "rows"})
    pitfalls = {key: _pitfall(key, section) for key, section in file.children("pitfalls")}
    papers = {key: _paper(key, section, pitfalls) for key, section in file.children("papers")}
    names = [n for paper in papers.values() for n in paper.names]
    if len(set(names)) != len(names):
        raise file.fail("papers", "each name at one paper only")
    unused = set(pitfalls) - {p.id for paper in papers.values() for p in paper.pitfalls}
    if unused:
        raise file.fail(f"pitfalls.{min(unused)}", "a paper it can happen to")
    rows = {key: _row(key, section, papers) for key, section in file.children("rows")}
    if list(rows) != list(ROW_KINDS):
        raise file.fail("rows", "every row of the points table, in its order")
    return PaperRules(papers, rows)


def _pitfall(key: str, section: Section) -> Pitfall:
    section.only({"confidence", "source"}, {"general"})
    return Pitfall(key, _is_set(section, "general"), section.confidence(), cited(section))


def _paper(key: str, section: Section, pitfalls: Mapping[str, Pitfall]) -> Paper:
    section.only({"names", "where", "confidence", "source"}, {"about_days", "pitfalls"})
    cited(section)
    return Paper(
        id=key,
        names=section.texts("names"),
        where=section.text("where"),
        about_days=section.maybe_whole("about_days") or 0,
        pitfalls=tuple(pitfalls[p] for p in _known(section, "pitfalls", pitfalls)),
        confidence=section.confidence(),
    )


def _row(key: str, section: Section, papers: Mapping[str, Paper]) -> RowPapers:
    section.only({"ways", "confidence", "source"}, {"also", "always"})
    cited(section)
    sure = section.confidence()
    options = tuple(_proof_option(option, papers, sure) for _, option in section.children("ways"))
    if not options or len({option.fact is None for option in options}) > 1:
        raise section.fail("ways", "at least one way, and a fact in every way or in none")
    return RowPapers(key, options, _known(section, "also", papers), _is_set(section, "always"))


def _proof_option(section: Section, papers: Mapping[str, Paper], sure: Confidence) -> ProofOption:
    section.only({"papers"}, {"confidence", "fact", "value", "categories"})
    categories = section.maybe_texts("categories")
    if not set(categories) <= set(Category):
        raise section.fail("categories", "categories among a, b, c")
    if "value" in section.values and "fact" not in section.values:
        raise section.fail("value", "a fact beside it")
    return ProofOption(
        papers=frozenset(_known(section, "papers", papers)),
        confidence=section.confidence() if "confidence" in section.values else sure,
        fact=section.text("fact") if "fact" in section.values else None,
        value=section.text("value") if "value" in section.values else None,
        categories=frozenset(Category(c) for c in categories),
    )


def _is_set(section: Section, key: str) -> bool:
    return key in section.values and section.flag(key)


def _known(section: Section, key: str, known: Iterable[str]) -> tuple[str, ...]:
    names = section.maybe_texts(key)
    strange = set(names) - set(known)
    if strange:
        raise section.fail(key, f"only names given in this file, not {min(strange)!r}")
    return names


_DATED = DatedRules("papers", load_papers)


def paper_rules(day: date) -> PaperRules:
    """Return what is known of papers on a day. Raises `NoRulesForDate` for a day before the first version."""
    return _DATED.on(day)
