"""Rules in words: the title of each, and its figures by name. It adds nothing; every word is in `locales`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from bot.words.words import Words
from dialogs.messages import Arg, Text
from dialogs.telling import dashed
from scoring.book import rule_on
from scoring.book_file import BookRule
from scoring.calendar import years_before
from scoring.confidence import Confidence
from scoring.profile import Category, Degree, Japanese, Position, Profile
from scoring.stay.own_route import absence, own_routes
from scoring.stay.residence_rules import residence_rules

# Figures that stand elsewhere in an article, or are said in its sentence.
_TOLD = frozenset({"since", "until", "citation", "reference", "name"})


class RuleWords:
    """The words of one language for what stands in the rule files on a day."""

    def __init__(self, words: Words, language: str, day: date) -> None:
        self.words, self.language, self.day = words, language, day

    def say(self, key: str, **args: Arg) -> str:
        """One text of the catalogue, plain."""
        return self.words.plain(self.language, Text(key, args))

    def listed(self, values: Iterator[str] | list[str] | tuple[str, ...]) -> str:
        """Return several texts as one list."""
        return self.say("list-separator").join(values)

    def joined(self, *parts: str) -> str:
        """Statements that stand on one line."""
        return self.say("rules-between").join(part for part in parts if part)

    def figure(self, name: str, value: str) -> str:
        """A figure with its name."""
        return self.say("rules-figure", name=name, value=value)

    def category(self, category: Category) -> str:
        """A category, short."""
        return self.say(f"category-{category.value}.short")

    # --- titles and sentences ---------------------------------------------------------------------------------------

    def title(self, rule: BookRule) -> str:
        """What a rule is called."""
        file, _, rest = rule.id.partition(".")
        heading, _, name = rest.partition(".")
        find = _TITLES.get(f"{file}.{heading}")
        return find(self, rule, name) if find is not None else self.named(rule.id)

    def named(self, rule_id: str) -> str:
        """Return the title of a rule that no other catalogue text names."""
        return self.say(f"rules-name-{dashed(rule_id).replace('.', '-')}")

    def sentences(self, rule: BookRule) -> Iterator[str]:
        """What a rule says in the words that clients read, where there are such words."""
        file, heading, *name = rule.id.split(".")
        if (file, heading) == ("family", "benefits") and len(name) == 1:
            yield self.say(f"follows-family-{dashed(name[0])}", **self.benefit_figures(rule))
        elif (file, heading) == ("procedures", "papers"):
            yield self.say(f"procedure-paper-{dashed(name[0])}")
        elif (file, heading) == ("categories", "manager_criteria"):
            yield self.say(
                "follows-advice-manager",
                day=rule.values["since"],
                yen=rule.values["capital_yen"],
                years=rule.values["years"],
            )
        elif (file, heading) == ("residence", "own_routes"):
            yield from self.own_route(rule, name[0])
        elif (file, heading) == ("residence", "absence"):
            yield from self.absence()

    def own_route(self, rule: BookRule, name: str) -> Iterator[str]:
        """A way without points, and from when it is open to somebody a year short of it, as the engine counts."""
        stay, married = rule.values["stay_years"], rule.values.get("married_years")
        years: dict[str, Arg] = {f"{name}_years": stay} | ({} if married is None else {"married_years": married})
        yield self.say(f"follows-notice-own-route-{dashed(name)}", **years)
        begun = years_before(self.day, stay if married is not None else stay - 1)
        wedding = None if married is None else years_before(self.day, married - 1)
        person = Profile(
            status=rule.values["statuses"][0], status_since=begun, in_japan_since=begun, married_since=wedding
        )
        found = own_routes(person, as_of=self.day, rules=residence_rules(self.day))
        [earliest] = [route.earliest for route in found if route.id == name]
        if earliest is not None:
            told = {"since": begun, "day": earliest} | ({} if wedding is None else {"married": wedding})
            yield self.say(f"rules-example-own-route{'' if wedding is None else '-married'}", **told)

    def absence(self) -> Iterator[str]:
        """What breaks the years in Japan by practice, with the days just below and at it, as the engine reads them."""
        rule = residence_rules(self.day).absence
        yield self.say("follows-absence-unknown", trip_days=rule.trip_days, year_days=rule.year_days)
        for trip, year in ((rule.trip_days - 1, rule.year_days - 1), (rule.trip_days, 0), (0, rule.year_days)):
            met = absence(Profile(longest_trip_days=trip, days_abroad_a_year=year), rule).met
            answer = "yes" if met else "staff"
            yield self.say("rules-example-absence", trip=trip, year=year, answer=answer)

    def benefit_figures(self, rule: BookRule) -> Mapping[str, Arg]:
        """The figures that the sentence of a benefit has, whichever of them it uses."""
        worker = rule_on("family.worker", self.day)
        return {
            "income_yen": rule.values.get("income_yen", 0),
            "more_yen": rule.values.get("two_workers_from_yen", 0),
            "age": rule.values.get("child_under", 0),
            "years": worker.values["employed_abroad_years"] if worker is not None else 0,
        }

    # --- figures ----------------------------------------------------------------------------------------------------

    def figures(self, rule: BookRule) -> Iterator[str]:
        """Every figure of a rule by its name, in the order of the file."""
        for key, value in rule.values.items():
            if key in _TOLD:
                continue
            if rule.id.startswith("fees.tables."):
                yield from self.fees(key, value)
            elif key in ("ways", "rises", "unknown_up_to"):
                yield from self.several(rule, key, value)
            else:
                yield self.figure(self.say(f"rules-key-{key}"), self.value(rule, key, value))

    def value(self, rule: BookRule, key: str, value: Any) -> str:
        """A value as a person reads it."""
        if isinstance(value, list):
            parts = [self.code(rule, key, one) for one in value]
            return " → ".join(parts) if key == "steps" else self.listed(parts)
        if isinstance(value, bool):
            return self.say("rules-yes" if value else "rules-no")
        if isinstance(value, int):
            return self.say("rules-yen", yen=value) if _is_yen(key) else self.say("value-plain", text=str(value))
        if isinstance(value, date):
            return self.a_day(value)
        return self.code(rule, key, value)

    def code(self, rule: BookRule, key: str, code: str) -> str:
        """A code of the files in words."""
        find = _CODES.get(key)
        if find is not None:
            return find(self, rule, code)
        return self.say(f"rules-sure-{code}") if code in set(Confidence) else code

    def a_day(self, day: date) -> str:
        """A day in words."""
        return self.say("sheets-step-day", day=day)

    def several(self, rule: BookRule, key: str, value: Any) -> Iterator[str]:
        """Tables inside a rule, a line for each."""
        title = self.say(f"rules-key-{key}")
        parts = value.items() if isinstance(value, Mapping) else [("", part) for part in value]
        for name, part in parts:
            if isinstance(part, Mapping):
                inner = [self.figure(self.say(f"rules-key-{k}"), self.value(rule, k, v)) for k, v in part.items()]
                yield self.figure(title, self.listed(inner))
            else:
                amount = self.say("rules-part", name=self.category(Category(name)), value=self.yen(part))
                yield self.figure(title, amount)

    def yen(self, amount: int) -> str:
        """An amount."""
        return self.say("rules-yen", yen=amount)

    def fees(self, key: str, value: Mapping[str, Any]) -> Iterator[str]:
        """Fees by the period granted, or one for all."""
        title = self.say(f"rules-key-{key}")
        if "counter" in value:
            yield self.figure(title, self.fee(value))
            return
        for step in value.values():
            months = step.get("most_months")
            period = "rules-fee-any" if len(value) == 1 else "rules-fee-longer"
            name = self.say(period) if months is None else self.say("rules-fee-up-to", months=months)
            yield self.figure(title, self.say("rules-part", name=name, value=self.fee(step)))

    def fee(self, step: Mapping[str, Any]) -> str:
        """One fee: at the counter, online, and what the payment costs."""
        ways = [(key, step[key]) for key in ("counter", "online", "settlement") if key in step]
        parts = [self.say("rules-part", name=self.say(f"rules-key-{key}"), value=self.yen(yen)) for key, yen in ways]
        return self.listed(parts)

    # --- facts of a person ------------------------------------------------------------------------------------------

    def said_facts(self, facts: Mapping[str, Any]) -> str:
        """Facts of an example."""
        return self.listed(
            [self.figure(self.say(f"field-{n}"), self.said_fact(n, value)) for n, value in facts.items()]
        )

    def said_fact(self, name: str, value: Any) -> str:
        """The value of one fact."""
        if isinstance(value, frozenset):
            return self.listed([self.say(f"degree-{degree.value}") for degree in sorted(value, key=list(Degree).index)])
        if isinstance(value, Japanese | Position):
            return self.say(f"{'japanese' if isinstance(value, Japanese) else 'position'}-{value.value}")
        if isinstance(value, bool):
            return self.say("rules-yes" if value else "rules-no")
        if isinstance(value, float):
            return self.say("rules-percent", percent=percent(value))
        return self.yen(value) if _is_yen(name) else self.say("value-plain", text=str(value))


def percent(ratio: float) -> str:
    """A ratio in percent, without needless digits."""
    return f"{round(ratio * 100, 6):g}"


def _is_yen(key: str) -> bool:
    return key.endswith("_yen") or "_yen_" in key


_Find = Callable[[RuleWords, BookRule, str], str]


def _text(pattern: str) -> _Find:
    """Return a reader of texts whose key is made of the code."""
    return lambda w, _rule, code: w.say(pattern.format(dashed(code)))


def _raw(pattern: str) -> _Find:
    """Return such a reader that leaves the code unchanged in the key."""
    return lambda w, _rule, code: w.say(pattern.format(code))


def _benefit(wording: RuleWords, _rule: BookRule, name: str) -> str:
    benefit, _, inside = name.partition(".")
    title = wording.say(f"follows-family-short-{dashed(benefit)}")
    return wording.say("rules-name-family-also-staff", benefit=title) if inside else title


def _duty(wording: RuleWords, rule: BookRule, name: str) -> str:
    args: dict[str, Arg] = {key: value for key, value in rule.values.items() if isinstance(value, int)}
    begins = rule.values.get("begins")
    if begins is not None:
        args["day"] = begins
    begun = begins is not None and begins <= wording.day
    return wording.say(f"follows-duty-{dashed(name)}{'-now' if begun else ''}", **args)


def _row(wording: RuleWords, _rule: BookRule, name: str) -> str:
    row, _, inside = name.partition(".")
    return wording.say("rules-name-papers-research-recognised" if inside else f"item-{dashed(row)}")


def _inside(**keys: str) -> _Find:
    """Return a reader of the rules inside a rule, each by what it is of; the rule itself has a name of its own."""

    def find(wording: RuleWords, rule: BookRule, name: str) -> str:
        kind, _, inside = name.partition(".")
        return wording.say(f"{keys[kind]}-{dashed(inside)}") if inside else wording.named(rule.id)

    return find


def _paper_name(wording: RuleWords, rule: BookRule, code: str) -> str:
    """A paper of an application by its Japanese name, one that proves points by ours."""
    if not rule.id.startswith("procedures."):
        return wording.say(f"paper-{dashed(code)}")
    paper = rule_on(f"procedures.papers.{code}", wording.day)
    return code if paper is None else str(paper.values["name"])


def _also(wording: RuleWords, rule: BookRule, code: str) -> str:
    if rule.id.startswith("papers."):
        return _paper_name(wording, rule, code)
    worker = rule_on("family.worker", wording.day)
    args: dict[str, dict[str, Arg]] = {}
    if worker is not None:
        args = {
            "worker_pay": {"pay_yen": worker.values["pay_yen_a_month"]},
            "worker_age": {"age": worker.values["age"]},
        }
    return wording.say(f"follows-also-{dashed(code)}", **args.get(code, {}))


_TITLES: Mapping[str, _Find] = {
    "hsp.gates": _raw("gate-{}"),
    "hsp.rows": _text("item-{}"),
    "residence.routes": _text("follows-route-{}"),
    "residence.conditions": _text("follows-condition-{}.short"),
    "residence.indefinite": _inside(others="follows-hsp2-other", gives="follows-hsp2-gives"),
    "residence.permanent": _inside(gives="follows-permanent-gives", ends="follows-permanent-ends"),
    "family.benefits": _benefit,
    "papers.pitfalls": _text("paper-pitfall-{}"),
    "papers.papers": _text("paper-{}"),
    "papers.rows": _row,
    "procedures.papers": lambda _wording, rule, _name: str(rule.values["name"]),
    "procedures.procedures": _text("procedure-{}"),
    "procedures.permanent": _text("rules-name-procedures-permanent-{}"),
    "fees.tables": _text("rules-name-fees-table-{}"),
    "duties.duties": _duty,
    "levers.levers": _text("rules-name-lever-{}"),
}
_CODES: Mapping[str, _Find] = {
    "also": _also,
    "also_staff": _also,
    "any_status": _raw("rules-status-{}"),
    "categories": _raw("category-{}.short"),
    "checks": _text("item-{}"),
    "cost": _raw("rules-cost-{}"),
    "fact": _raw("field-{}"),
    "ground": _text("follows-family-need-{}"),
    "kind": _raw("rules-kind-{}"),
    "met_by": _raw("rules-status-{}"),
    "not_with_doctorate": _text("item-{}"),
    "not_with_japanese_degree": _text("item-{}"),
    "papers": _paper_name,
    "pitfalls": lambda _wording, _rule, code: f"papers.pitfalls.{code}",
    "procedures": _text("procedure-{}"),
    "statuses": _raw("rules-status-{}"),
    "steps": _text("procedure-step-{}"),
    "value": _raw("japanese-{}"),
    "where": _text("paper-where-{}"),
}
