"""What stands in the book of rules: what staff must confirm, the points tables, the conditions, every other file.

Points come from the tables, examples from the engine, and what the office has checked from its profile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.rulebook.data import BookArticle, BookChapter, BookStep, RuleBook
from bot.rulebook.wording import RuleWords, percent
from bot.words.words import Words
from dialogs.checked import check_of, latest, row_id
from dialogs.office import Checked, Office
from dialogs.telling import dashed
from scoring import Category, CategoryRules, Confidence, Row, Ruleset, all_rulesets, ruleset_for
from scoring.book import FILES, POINTS, head_of, rule_on, rules_on, sources
from scoring.book_file import BookRule
from scoring.examples import AtAge, Example, at_ages, counted, example
from scoring.profile import Degree
from scoring.ruleset import ROW_KINDS, JSkipRule, RowKind, Tier
from scoring.sources import Source
from scoring.stay.residence_rules import residence_rules


def rule_book(words: Words, language: str, office: Office, day: date, today: date) -> RuleBook:
    """Return the book of a day. `today` only dates the lines to paste, and the file.

    Raises `NoRulesetForDate` for a day before the first points table.
    """
    return _Book(RuleWords(words, language, day), office, day).made(today)


def unchecked(checked: frozenset[Checked], day: date) -> list[BookRule]:
    """Return the rules in force on a day that are marked "staff will confirm" and that the office has not checked."""
    return [rule for rule in _for_staff(day) if check_of(checked, rule.id, day) is None]


def _for_staff(day: date) -> list[BookRule]:
    return [rule for rule in rules_on(day) if rule.confidence is Confidence.STAFF_CONFIRMS and rule.is_in_force(day)]


class _Book:
    """One book while it is made."""

    def __init__(self, wording: RuleWords, office: Office, day: date) -> None:
        self.w, self.office, self.day = wording, office, day
        self.law: Ruleset = ruleset_for(day)

    def made(self, today: date) -> RuleBook:
        say, law = self.w.say, self.law
        open_rules = unchecked(self.office.checked, self.day)
        return RuleBook(
            title=say("rules-title", day=self.day),
            intro=(
                say("rules-basis", table=law.effective_from, id=law.id, checked=law.last_checked_on),
                law.reference,
                say("rules-change", text=law.change),
                say("rules-office", office=self.office.in_language(self.office.names, self.w.language)),
                say("rules-how"),
            ),
            chapters=tuple(self.chapters()),
            record_title=say("rules-record-lines"),
            record=tuple(line for rule in open_rules for line in _block(rule, today)),
            disclaimer=say("rules-disclaimer"),
            not_drawn=say("sheets-not-drawn-here"),
            made_on=today,
            language=self.w.language,
        )

    def chapters(self) -> Iterator[BookChapter]:
        """Return the chapters: what the practitioner must check, then the tables, then everything else."""
        yield self.for_staff()
        for category in Category:
            title = self.w.say("rules-table", category=self.w.category(category))
            rows = self.law.categories[category].rows
            activity = self.w.say(f"category-{category.value}")
            yield BookChapter(title, (activity,), tuple(self.article_of_row(category, row) for row in rows))
        yield self.chapter_of_gates()
        yield self.j_skip()
        for file in FILES:
            yield self.file(file)
        yield from self.out_of_force()
        yield self.sources()

    # --- what is for the practitioner -------------------------------------------------------------------------------

    def for_staff(self) -> BookChapter:
        """List every rule marked "staff will confirm" with the office's check of it, then the office's other checks."""
        marked = _for_staff(self.day)
        left = sum(check_of(self.office.checked, rule.id, self.day) is None for rule in marked)
        named = {rule.id for rule in marked}
        others = [rule for rule in rules_on(self.day) if rule.id not in named and self.last_check(rule) is not None]
        articles = [
            BookArticle(rule.id, self.w.title(rule), about=tuple(self.state_lines(rule))) for rule in (*marked, *others)
        ]
        title = self.w.say("rules-staff", left=left, all=len(marked))
        return BookChapter(title, (self.w.say("rules-record"),), tuple(articles), close=True)

    def state_lines(self, rule: BookRule) -> Iterator[str]:
        """Yield whether the office checked the rule, the mark of this wording, and the file's remark."""
        yield self.w.joined(self.state(rule), self.named("reading", rule.wording))
        yield from self.remark(rule)

    def state(self, rule: BookRule) -> str:
        """Checked, changed since it was checked, or not checked."""
        check = check_of(self.office.checked, rule.id, self.day)
        older = self.last_check(rule)
        found = check or older
        if found is None:
            return self.w.say("rules-state-open")
        key = "rules-state-changed" if check is None else "rules-state-checked"
        return self.w.say(key, day=found.day, initials=found.initials)

    def last_check(self, rule: BookRule) -> Checked | None:
        """The office's latest check of a rule, however it read then."""
        return latest(check for check in self.office.checked if check.rule == rule.id)

    # --- the points tables ------------------------------------------------------------------------------------------

    def article_of_row(self, category: Category, row: Row) -> BookArticle:
        """One row: its steps with examples, what else it asks for, and what is to know about it."""
        steps: Sequence[Tier | None] = row.tiers or (None,)
        rule = rule_on(row_id(row.id), self.day)
        assert rule is not None
        ratio = percent(row.over_ratio or 0)
        title, column = self.w.title(rule), row.column
        return BookArticle(
            id=rule.id,
            title=title if title == column else self.w.say("rules-part", name=column, value=title),
            steps=tuple(self.step(category, row, tier) for tier in steps),
            lines=(self.w.say(f"rules-note-{dashed(row.id)}", percent=ratio),),
            about=(
                *self.remark(rule),
                self.named("citation", row.citation),
                self.named("evidence", self.w.listed(row.evidence)),
                self.w.joined(self.sure(rule), self.named("since", self.since(category, row))),
                *self.before(category, row),
                self.w.joined(self.named("source", self.w.listed(rule.source)), self.named("reading", rule.wording)),
            ),
        )

    def step(self, category: Category, row: Row, tier: Tier | None) -> BookStep:
        """One step with its example."""
        worked = example(self.law, category, row, tier, self.day)
        ages = at_ages(self.law, category, tier, self.day) if tier is not None and row.id == "salary" else ()
        return BookStep(
            self.condition(row, tier),
            self.w.say("rules-points", points=row.points if tier is None else tier.points),
            self.worked(worked),
            self.w.say("rules-by-age", ages=self.w.listed([self.at_age(age) for age in ages])) if ages else "",
        )

    def condition(self, row: Row, tier: Tier | None) -> str:
        """What a step asks for."""
        kind = ROW_KINDS[row.id]
        if tier is None:
            return self.w.say("rules-step-flag")
        if kind in (RowKind.DEGREE, RowKind.POSITION):
            return self.w.say(f"rules-step-{kind.value}", value=self.w.say(f"{kind.value}-{tier.at}"))
        if kind is RowKind.SALARY:
            under = {} if tier.under_age is None else {"age": tier.under_age}
            return self.w.say(f"rules-step-pay{'-under' if under else ''}", yen=int(tier.at), **under)
        if kind is RowKind.YEARS:
            return self.w.say("rules-step-years", years=int(tier.at))
        if kind is RowKind.AGE:
            return self.w.say("rules-step-age", age=int(tier.at))
        return self.w.say(f"rules-step-{'kinds' if row.id == 'research' else 'licences'}", count=int(tier.at))

    def worked(self, worked: Example) -> str:
        """An example: what is known, and what it scores."""
        facts = self.w.said_facts(dict(worked.facts))
        if not worked.others:
            return self.w.say("rules-example", facts=facts, points=worked.points)
        others = [
            self.w.say("rules-example-point", row=self.w.say(f"item-{dashed(row)}.short"), points=points)
            for row, points in worked.others
        ]
        return self.w.say(
            "rules-example-others",
            facts=facts,
            points=worked.points,
            total=worked.total,
            others=self.w.listed(others),
        )

    def at_age(self, age: AtAge) -> str:
        """What a step of pay brings at an age."""
        if age.first is None:
            return self.w.say("rules-age-under", before=age.before or 0, points=age.points)
        if age.before is None:
            return self.w.say("rules-age-from", first=age.first, points=age.points)
        return self.w.say("rules-age-between", first=age.first, last=age.before - 1, points=age.points)

    def since(self, category: Category, row: Row) -> str:
        """Since when the row reads as it does in this category."""
        same = [law for law, there in self.tables_before(category, row) if there == self.reads(self.law, category, row)]
        first = same[-1] if same else self.law
        if first is all_rulesets()[0]:
            return self.w.say("rules-since-first", day=first.effective_from)
        return self.w.a_day(first.effective_from)

    def before(self, category: Category, row: Row) -> Iterator[str]:
        """Yield how the row read in the last table in which it differed."""
        for law, there in self.tables_before(category, row):
            if there == self.reads(self.law, category, row):
                continue
            if there is None:
                told = self.w.say("rules-before-none", day=law.effective_from)
            else:
                steps = [self.before_step(there.row, tier) for tier in there.row.tiers or (None,)]
                what = self.w.joined(self.w.listed(steps), there.remark)
                told = self.w.say("rules-before-read", what=what, day=law.effective_from)
            yield self.named("before", told)
            return

    def before_step(self, row: Row, tier: Tier | None) -> str:
        points = row.points if tier is None else tier.points
        return self.w.say("rules-before-step", condition=self.condition(row, tier), points=points)

    def tables_before(self, category: Category, row: Row) -> Iterator[tuple[Ruleset, _Reads | None]]:
        """The tables before this one, newest first, each with how the row stood there; to the first that differs."""
        earlier = [law for law in all_rulesets() if law.effective_from < self.law.effective_from]
        for law in reversed(earlier):
            there = law.categories[category].row(row.id)
            reads = None if there is None else self.reads(law, category, there)
            yield law, reads
            if reads != self.reads(self.law, category, row):
                return

    def reads(self, law: Ruleset, category: Category, row: Row) -> _Reads:
        rule = rule_on(row_id(row.id), law.effective_from)
        return _Reads(row, "" if rule is None else rule.remark)

    def remark(self, rule: BookRule) -> Iterator[str]:
        """What the file remarks beside the rule, in its own words."""
        if rule.remark:
            yield self.named("remark", rule.remark)

    # --- conditions and J-Skip --------------------------------------------------------------------------------------

    def chapter_of_gates(self) -> BookChapter:
        """The conditions whatever the points, each with people who meet it and who do not."""
        rules = [rule for rule in rules_on(self.day) if rule.id.startswith(f"{POINTS}.gates.")]
        articles = [BookArticle(r.id, self.w.title(r), (), tuple(self.gate_lines(r)), self.about(r)) for r in rules]
        marks = rule_on(f"{POINTS}.permanent_residence", self.day)
        if marks is not None:
            told = self.w.listed([str(mark) for mark in self.law.permanent_residence_marks])
            line = self.w.say("rules-marks", marks=told)
            articles.append(BookArticle(marks.id, self.w.title(marks), (), (line,), self.about(marks)))
        return BookChapter(self.w.say("rules-gates"), (), tuple(articles))

    def gate_lines(self, rule: BookRule) -> Iterator[str]:
        name = rule.id.rpartition(".")[2]
        tables = self.law.categories
        if name == "pass_mark":
            yield self.w.say("rules-gate-pass-mark", points=tables[Category.B].pass_mark)
            return
        bound = [c for c, table in tables.items() if _binds(table, name)]
        floor = tables[bound[0]].min_salary_yen or 0
        told = self.w.listed([self.w.category(category) for category in bound])
        yield self.w.say(f"rules-gate-{dashed(name)}", categories=told, yen=floor)
        examples: Mapping[str, tuple[Mapping[str, Any], ...]] = {
            "min_salary": ({"salary_yen": floor}, {"salary_yen": floor - 1}),
            "international_services": ({"international_services": False}, {"international_services": True}),
        }
        for facts in examples[name]:
            entry = counted(facts, bound[0], self.law, self.day)
            met = next(gate.met for gate in entry.gates if gate.id == name)
            yield self.w.say(f"rules-gate-{'met' if met else 'not-met'}", facts=self.w.said_facts(facts))

    def j_skip(self) -> BookChapter:
        """The route without points, by category."""
        title, rule = self.w.say("rules-j-skip"), rule_on(f"{POINTS}.j_skip", self.day)
        if rule is None:
            return BookChapter(title, (self.w.say("rules-j-skip-none"),), ())
        by_category = [(c, table.j_skip) for c, table in self.law.categories.items() if table.j_skip is not None]
        lines = [line for category, asked in by_category for line in self.j_skip_lines(category, asked)]
        return BookChapter(title, (), (BookArticle(rule.id, self.w.title(rule), (), tuple(lines), self.about(rule)),))

    def j_skip_lines(self, category: Category, rule: JSkipRule) -> Iterator[str]:
        """What J-Skip asks for in a category, with people who meet it and who do not."""
        degrees = [self.w.say(f"degree-{level.value}") for level in Degree if level in rule.degrees]
        yield self.w.say(
            f"rules-j-skip-{'degree' if degrees else 'years'}",
            category=self.w.category(category),
            yen=rule.min_salary_yen,
            years=rule.min_years,
            **({"degrees": self.w.listed(degrees)} if degrees else {}),
        )
        for facts in _j_skip_people(rule):
            met = counted(facts, category, self.law, self.day).j_skip.met
            yield self.w.say(f"rules-gate-{'met' if met else 'not-met'}", facts=self.w.said_facts(facts))

    # --- the other files --------------------------------------------------------------------------------------------

    def file(self, file: str) -> BookChapter:
        """One rule file: everything in force, in its order."""
        head = head_of(file, self.day)
        about = self.w.say(
            f"rules-file-about{'' if head.title else '-untitled'}",
            reference=head.reference,
            checked=head.last_checked_on,
            **({"title": head.title} if head.title else {}),
        )
        in_force = [rule for rule in rules_on(self.day) if _file_of(rule) == file and rule.is_in_force(self.day)]
        return BookChapter(self.w.say(f"rules-file-{file}"), (about,), tuple(self.article(rule) for rule in in_force))

    def article(self, rule: BookRule) -> BookArticle:
        """One rule of another file."""
        lines = (*self.w.sentences(rule), *self.w.figures(rule))
        return BookArticle(rule.id, self.w.title(rule), (), lines, self.about(rule))

    def about(self, rule: BookRule) -> tuple[str, ...]:
        """How sure a rule is, since when, and where it comes from."""
        since = self.w.say("rules-day-unknown") if rule.since is None else self.w.a_day(rule.since)
        until = "" if rule.until is None else self.named("until", self.w.a_day(rule.until))
        source = self.named("source", self.w.listed(rule.source)) if rule.source else ""
        return (
            *self.remark(rule),
            self.named("citation", self.citation(rule)),
            self.w.joined(self.sure(rule), self.named("since", since), until),
            self.w.joined(source, self.named("reading", rule.wording)),
        )

    def citation(self, rule: BookRule) -> str:
        """Where a rule stands in the law; what a whole file stands on is written once, above its rules."""
        file = _file_of(rule)
        if rule.id == f"{POINTS}.permanent_residence":
            named = (route.citation for route in residence_rules(self.day).routes if route.mark is not None)
            return self.w.listed(tuple(dict.fromkeys(named)))
        same = file in FILES and rule.citation == head_of(file, self.day).reference
        return self.w.say("rules-citation-above") if same else rule.citation

    def sure(self, rule: BookRule) -> str:
        """How sure a rule is; where the office checked it, who and when."""
        sure = self.w.say(f"rules-sure-{rule.confidence.value}")
        if rule.confidence is Confidence.STAFF_CONFIRMS or self.last_check(rule) is not None:
            sure = self.w.say("rules-sure-own", sure=sure, state=self.state(rule))
        return self.named("sure", sure)

    def named(self, name: str, value: str) -> str:
        return self.w.figure(self.w.say(f"rules-{name}"), value)

    def out_of_force(self) -> Iterator[BookChapter]:
        """List the rules not in force on this day, so that the book holds everything in the files."""
        articles = []
        for rule in rules_on(self.day):
            if rule.is_in_force(self.day):
                continue
            later = rule.since is not None and rule.since > self.day
            day, key = (rule.since, "since") if later else (rule.until, "until")
            assert day is not None
            title = self.w.say(f"rules-out-{key}", title=self.w.title(rule), day=day)
            articles.append(BookArticle(rule.id, title, about=(self.named("reading", rule.wording),)))
        if articles:
            yield BookChapter(self.w.say("rules-out"), (), tuple(articles), close=True)

    def sources(self) -> BookChapter:
        """What the codes beside the rules of this day stand for."""
        named = {code for rule in rules_on(self.day) for code in rule.source}
        articles = [
            BookArticle(code, source.title, about=tuple(self.source_lines(source)))
            for code, source in sources().items()
            if code in named
        ]
        about = self.w.say("rules-sources-about")
        return BookChapter(self.w.say("rules-sources"), (about,), tuple(articles), close=True)

    def source_lines(self, source: Source) -> Iterator[str]:
        """What a source is, who publishes it, how much of it was read and when, and where it is."""
        kind = self.w.say(f"rules-source-kind-{source.kind.value}")
        read = self.w.say(f"rules-source-read-{dashed(source.read.value)}", day=source.read_on) if source.read else ""
        yield self.w.joined(kind, source.publisher, read or self.w.a_day(source.read_on))
        yield from source.addresses or (self.w.say("rules-source-no-address"),)


@dataclass(frozen=True, eq=False, slots=True)
class _Reads:
    """A row as it reads in one table: equal to another where it brings the same, with the same remark."""

    row: Row
    remark: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reads) and self._says() == other._says()

    def _says(self) -> object:
        return self.row.points, self.row.tiers, self.row.over_ratio, self.remark


def _binds(table: CategoryRules, gate: str) -> bool:
    return table.min_salary_yen is not None if gate == "min_salary" else table.excludes_international_services


def _j_skip_people(rule: JSkipRule) -> Iterator[dict[str, object]]:
    """Yield people who only just meet J-Skip, by each of its grounds, and one who only just does not."""
    pay: dict[str, object] = {"salary_yen": rule.min_salary_yen}
    if rule.degrees:
        yield {**pay, "degrees": frozenset({next(level for level in Degree if level in rule.degrees)})}
    yield {**pay, "experience_years": rule.min_years}
    yield {"salary_yen": rule.min_salary_yen - 1, "experience_years": rule.min_years}


def _file_of(rule: BookRule) -> str:
    return rule.id.partition(".")[0]


def _block(rule: BookRule, today: date) -> Iterator[str]:
    """Return the lines to paste for one rule; the initials are left empty, so that pasting alone is no signature."""
    yield "[[checked]]"
    yield f'rule = "{rule.id}"'
    yield f"day = {today.isoformat()}"
    yield 'initials = ""'
    yield f'reading = "{rule.wording}"'
    yield ""
