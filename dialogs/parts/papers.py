"""The papers in lines: the smallest set that proves the points, a reserve, the totals by level, and a list to tick."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.parts.counting import counts_points
from dialogs.parts.procedure import choice_of
from dialogs.situation import Situation
from dialogs.telling import dashed, listed
from scoring.confidence import Confidence
from scoring.points import CategoryScore, Status, Verdict
from scoring.profile import Category
from scoring.proof.papers import paper_rules
from scoring.proof.procedures import Procedure, procedure_rules
from scoring.proof.proving import (
    LevelTotal,
    PaperSet,
    Reserve,
    levels_of,
    per_item,
    reserves,
    smallest,
)

# The question of which papers are in hand: a list of paper ids, or nothing yet.
IN_HAND = "papers_in_hand"
# Where papers are got for which nobody has to be asked, and where one goes in person; everybody else is written to.
NOBODY_IS_ASKED = frozenset({"own", "self_written", "agency_site"})
AT_A_COUNTER = frozenset({"school", "legal_bureau", "city_hall", "tax_office"})
# What is got at a counter for the application for permanent residence, by the paper of it that each belongs to.
FOR_PERMANENT = MappingProxyType(
    {
        "household_register": (("household_register", "city_hall"),),
        "taxes": (("resident_tax", "city_hall"), ("national_tax", "tax_office")),
    }
)


def lines(situation: Situation, confirmed: Collection[str] = ()) -> Iterator[Text]:
    """The smallest set first, numbered; then the reserve and the totals by level, which stand first once there are
    papers in hand or confirmed. `confirmed` are rows of the table."""
    entry = situation.score.most_promising
    if len(situation.tables) > 1:
        yield Text("result-category", {"category": Text(f"category-{entry.category.value}")})
    levels = Text("paper-levels", _level_args(situation, entry.category, confirmed))
    begun = situation.value(IN_HAND) is not None or bool(confirmed)
    if begun:
        # What is in hand and what staff have confirmed is what a person looks for when they come back.
        yield levels
    chosen = _chosen(situation, entry)
    if chosen is None:
        yield from _all_papers(situation, entry)
    else:
        yield Text("paper-smallest", {"mark": chosen.mark, "total": chosen.total, "count": len(chosen.papers)})
        yield from _papers(situation, entry, chosen)
        if chosen.also:
            yield Text("paper-also", {"papers": _labels(chosen.also)})
        if chosen.confidence is Confidence.STAFF_CONFIRMS:
            yield Text("paper-staff-confirms")
        yield from _reserve_lines(_reserves(situation, entry.category, chosen))
    for pitfall in _general(situation):
        yield Text("paper-general-line", {"text": Text(f"paper-pitfall-{dashed(pitfall)}")})
    if situation.value("goal") == "pr":
        yield Text("paper-both-days")
    if not begun:
        yield levels
    yield Text("paper-about")


def checklist(situation: Situation) -> tuple[tuple[str, Text, bool], ...]:
    """Papers to tick: id, label, ticked. The smallest set first, then its reserve, then whatever else proves a line."""
    entry = situation.score.most_promising
    chosen = _chosen(situation, entry)
    wanted: dict[str, None] = {}
    if chosen is not None:
        wanted |= dict.fromkeys(chosen.papers)
        wanted |= dict.fromkeys(p for reserve in _reserves(situation, entry.category, chosen) for p in reserve.papers)
    lines_of = per_item(situation.counted, entry.category, **_counted_for(situation))
    rest = {paper for item in lines_of for paper in item.names}
    rules = paper_rules(situation.today)
    # A row that an exclusion closes today may count once the other row is not accepted.
    for item in entry.items:
        if item.status is Status.EXCLUDED:
            rest.update(*(way.papers for way in rules.rows[item.id].options))
    wanted |= dict.fromkeys(rules.in_order(rest))
    held = _held(situation)
    return tuple((paper, label_of(paper), paper in held) for paper in wanted)


def missing(situation: Situation) -> tuple[tuple[Text, ...], bool]:
    """Return how the papers are called that `missing_papers` finds, and whether staff must confirm that set."""
    left, unsure = missing_papers(situation)
    return tuple(map(label_of, left)), unsure


def missing_papers(situation: Situation) -> tuple[tuple[str, ...], bool]:
    """Return the papers of the smallest set that are not ticked as in hand, and whether staff must confirm that set.

    None where points say nothing of what the person came for, or no set reaches the mark.
    """
    if not counts_points(situation):
        return (), False
    chosen = _chosen(situation, situation.score.most_promising)
    if chosen is None:
        return (), False
    held = _held(situation)
    return tuple(paper for paper in chosen.papers if paper not in held), chosen.confidence is Confidence.STAFF_CONFIRMS


def asked_for(situation: Situation) -> Iterator[Text]:
    """Yield how to ask in Japanese for each paper that is not in hand, and what that means."""
    left, language = to_ask_for(situation), situation.conversation.language
    said = [asking(paper, paper_rules(situation.today).papers[paper].where, language) for paper in left]
    said += _for_permanent(situation)
    yield Text("paper-say-title")
    if not said:
        yield Text("paper-say-nothing")
        return
    yield Text("paper-say-about")
    yield from said


def _for_permanent(situation: Situation) -> Iterator[Text]:
    """Yield how to ask for what permanent residence wants besides, for as many years as the mark that is reached wants.

    Where no mark is reached nobody knows for how many.
    """
    rules, chosen = procedure_rules(situation.today), _chosen(situation, situation.score.most_promising)
    if choice_of(situation).procedure is not Procedure.PERMANENT or chosen is None:
        return
    count = next((years.tax_years for years in rules.permanent if years.mark == chosen.mark), None)
    if count is None:
        return
    for paper in rules.procedures[Procedure.PERMANENT].papers:
        for name, where in FOR_PERMANENT.get(paper.id, ()):
            yield asking(name, where, situation.conversation.language, count=count)


def to_ask_for(situation: Situation) -> tuple[str, ...]:
    """Return the papers of the smallest set that are not in hand; where no set is enough, of all that prove a line."""
    chosen = _chosen(situation, situation.score.most_promising)
    held = _held(situation)
    wanted = [paper for paper, _, _ in checklist(situation)] if chosen is None else chosen.papers
    return tuple(paper for paper in wanted if paper not in held)


def asking(paper: str, where: str, language: str, **more: Arg) -> Text:
    """Return how a paper is asked for: the sentence in Japanese, as it is shown or sent, beside what it means.

    `more` is what the sentence says besides.
    """
    got: dict[str, Arg] = {"label": label_of(paper), "where": Text(f"paper-where-{dashed(where)}")}
    if where in NOBODY_IS_ASKED:
        return Text("paper-say-own", got)
    key = "paper-say-at-counter" if where in AT_A_COUNTER else "paper-say-by-message"
    means = Text(key, {"paper": Text(f"paper-say-{dashed(paper)}", more)})
    said = {**got, "say": replace(means, language=LANGUAGE_OF_STAFF)}
    if language == LANGUAGE_OF_STAFF:
        return Text("paper-say", said)
    return Text("paper-say-and-mean", {**said, "means": means})


def card_lines(situation: Situation, confirmed: Collection[str] = ()) -> tuple[Text, ...]:
    """For staff: the total claimed, with papers in hand, and confirmed; nothing while there is no paper to speak of."""
    if situation.value(IN_HAND) is None and not confirmed:
        return ()
    return (Text("paper-card", _level_args(situation, situation.score.most_promising.category, confirmed)),)


def totals(situation: Situation, category: Category, confirmed: Collection[str] = ()) -> tuple[LevelTotal, ...]:
    """The totals by level, from the papers ticked and the rows that staff confirmed."""
    return levels_of(
        situation.counted,
        category,
        _held(situation),
        confirmed,
        as_of=situation.counted_for,
        ruleset=situation.score.ruleset,
    )


def _chosen(situation: Situation, entry: CategoryScore) -> PaperSet | None:
    """The smallest set for the highest mark of the person's goal that is reached."""
    for mark in sorted(situation.marks, reverse=True):
        found = smallest(
            situation.counted,
            entry.category,
            mark,
            as_of=situation.counted_for,
            ruleset=situation.score.ruleset,
        )
        if found is not None:
            return found
    return None


def _counted_for(situation: Situation) -> dict[str, Any]:
    """The day for which the points are counted, and its law."""
    return {"as_of": situation.counted_for, "ruleset": situation.score.ruleset}


def _reserves(situation: Situation, category: Category, chosen: PaperSet) -> tuple[Reserve, ...]:
    return reserves(situation.counted, category, chosen, **_counted_for(situation))


def _held(situation: Situation) -> frozenset[str]:
    value = situation.value(IN_HAND)
    return frozenset(value) if isinstance(value, list) else frozenset()


def _papers(situation: Situation, entry: CategoryScore, chosen: PaperSet) -> Iterator[Text]:
    """Yield each paper of the set, numbered, with what often goes wrong; what two papers share is said once."""
    told: set[str] = set()
    for number, paper in enumerate(chosen.papers, 1):
        yield _paper(situation, entry, number, paper)
        for pitfall in paper_rules(situation.today).papers[paper].pitfalls:
            if not pitfall.general and pitfall.id not in told:
                told.add(pitfall.id)
                yield Text("paper-pitfall-line", {"text": Text(f"paper-pitfall-{dashed(pitfall.id)}")})


def _paper(situation: Situation, entry: CategoryScore, number: int, paper: str) -> Text:
    rules = paper_rules(situation.today)
    known = rules.papers[paper]
    rows = [
        item
        for item in entry.items
        if item.points or rules.rows[item.id].always
        if any(paper in way.papers for way in rules.rows[item.id].options_in(entry.category))
    ]
    names = dict.fromkeys(name for item in rows for name in item.evidence if name in known.names)
    label = Text("ticked", {"label": label_of(paper)}) if paper in _held(situation) else label_of(paper)
    return Text(
        "paper-line",
        {
            "number": number,
            "label": label,
            "names": listed(Text("value-plain", {"text": name}) for name in names),
            "rows": _shorts(item.id for item in rows),
            "where": Text(f"paper-where-{dashed(known.where)}"),
            "days_count": known.about_days,
        },
    )


def _all_papers(situation: Situation, entry: CategoryScore) -> Iterator[Text]:
    """Yield what proves each line with points, where no set reaches the mark."""
    blocked = entry.verdict is Verdict.BLOCKED
    yield Text(
        "paper-blocked" if blocked else "paper-not-reached", {"total": entry.total, "mark": min(situation.marks)}
    )
    for item in per_item(situation.counted, entry.category, **_counted_for(situation)):
        names = listed(Text("value-plain", {"text": name}) for name in item.names.values())
        yield Text("paper-row-line", {"label": _short(item.row), "papers": names})


def _reserve_lines(found: Sequence[Reserve]) -> Iterator[Text]:
    """Yield one line for rows that the same reserve papers save, fewest papers first; then rows that none saves."""
    alike: dict[tuple[str, ...], list[Reserve]] = {}
    for reserve in found:
        if reserve.total is not None:
            alike.setdefault(reserve.papers, []).append(reserve)
    lost = [reserve.row for reserve in found if reserve.total is None]
    yield Text("paper-reserve")
    for papers in sorted(alike, key=len):
        saved = alike[papers]
        total = min(reserve.total for reserve in saved if reserve.total is not None)
        args: dict[str, Arg] = _rows_args([reserve.row for reserve in saved]) | {"total": total}
        if papers:
            yield Text("paper-reserve-add-line", args | {"papers": _labels(papers)})
        else:
            yield Text("paper-reserve-enough-line", args)
    if lost:
        yield Text("paper-reserve-none-line", _rows_args(lost))


def _rows_args(rows: Sequence[str]) -> dict[str, Arg]:
    return {"rows": _shorts(rows), "count": len(rows)}


def _level_args(situation: Situation, category: Category, confirmed: Collection[str]) -> Mapping[str, Text]:
    """Return totals as texts; a level without any ticks is a dash, not zero."""
    claimed, in_hand, sure = totals(situation, category, confirmed)
    return {
        "claimed": _total(claimed),
        "in_hand": _total(in_hand) if situation.value(IN_HAND) is not None or confirmed else Text("paper-dash"),
        "confirmed": _total(sure) if confirmed else Text("paper-dash"),
    }


def _total(level: LevelTotal) -> Text:
    return Text("paper-points", {"points": level.total})


def _general(situation: Situation) -> list[str]:
    papers = paper_rules(situation.today).papers.values()
    return sorted({pitfall.id for paper in papers for pitfall in paper.pitfalls if pitfall.general})


def label_of(paper: str) -> Text:
    """Return how a paper is called."""
    return Text(f"paper-{dashed(paper)}")


def _labels(papers: Iterable[str]) -> Text:
    return listed(label_of(paper) for paper in papers)


def _shorts(rows: Iterable[str]) -> Text:
    return listed(_short(row) for row in rows)


def _short(row: str) -> Text:
    return Text(f"item-{dashed(row)}.short")
