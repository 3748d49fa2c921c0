"""`intake rescore`: the people who were scored, by another points table: who crosses a mark, and why.

As JSON; other programs rely on the names:

- `ruleset`, `against`: {`id`, `effective_from`} of the table and of the one it is compared with, `draft` of one that
  does not ship; `day` is the day on which both were applied, the first of the table where that lies ahead, else today;
- `scored`, `not_scored`: how many people were, and were not (they gave no answers that points follow from);
- `marks`: for each mark `mark` (`mark_before` by the table it is compared with), how many `reached` and `lost` it;
- `may_cross`: how many of whom it depends on what they have not told; `agreed`: how many want to hear of changes of
  their points and would be told of this one, `corrected` of them as they heard of the table before it was corrected;
- `without_lead`: {`crossing`, `may_cross`}, of whom there is no number; `damaged`: who could not be read;
- `people`: of each who has a lead: `lead`, `agreed`, and for each category `category`, `before` and `after`
  {`total`, `range`}, `crossings` {`mark`, `mark_before`, `crossed` (by the points counted now), `before`, `after` (over
  all that is not known; null where it depends on that)}, `moved` {`item`, `points`, `most`, each before and after,
  `citation`, `confidence`} and `gates` {`id`, `before`, `after`, `citation`}.

It reads beside whoever runs, and writes nothing, unless `--propose` has staff asked whether clients are told.
"""

from __future__ import annotations

import asyncio
import io
import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from bot.app import Core, build_core, load_settings
from bot.clock import Clock, now
from bot.errors import IntakeError, reason_of
from bot.office_profile.profile import load_office
from bot.process import give_way
from bot.storage.database import place_of_none
from bot.storage.reader import SqlReader
from bot.terminal import Style
from bot.turns.law import shipped
from bot.turns.ledger import Call
from bot.turns.rescoring import Concerned, Rescoring, rescored
from bot.words.operator import OperatorWords, saying
from dialogs.messages import Arg, Text
from dialogs.office import Checked, Office, today
from dialogs.telling import dashed, listed
from scoring import Confidence, Ruleset, all_rulesets, ruleset_for
from scoring.crossings import CategoryShift, Crossing, MovedItem
from scoring.errors import RulesetError, nearest
from scoring.points import Totals
from scoring.ruleset import read_draft


def run(args: Namespace) -> int:
    """Score by the table, print what was found, and propose it where asked to. Returns the exit code."""
    say = saying(args.lang)
    if (args.ruleset is None) is (args.rules is None):
        sys.stderr.write(f"intake: {say(Text('rescore-one-table'))}\n")
        return 2
    settings = load_settings()
    if args.propose and settings.office_chat is None:
        raise IntakeError("error-rescore-no-group")
    office = load_office(settings.office)
    draft = None if args.rules is None else _read_file(Path(args.rules))
    tables = _tables(args, draft, office)
    if args.propose:
        _must_apply(tables, today(office, now()))
    missing = place_of_none(settings)
    if missing is not None:
        sys.stderr.write(f"intake: {say(Text('rescore-no-database', {'path': missing}))}\n")
        return 0
    core = build_core(settings)
    try:
        found = _found(core, tables)
        if args.json:
            _write_utf8()
            print(json.dumps(_fields(found, is_draft=draft is not None), ensure_ascii=False, indent=2))
        else:
            print("\n".join(_lines(found, say, Style(), is_draft=draft is not None)))
        if args.propose:
            told = say(_propose(core, found, draft))
            print(told, file=sys.stderr if args.json else sys.stdout)
    finally:
        core.database.close()
    return 0


def _found(core: Core, tables: tuple[Ruleset, Ruleset]) -> Rescoring:
    """Score everybody, in a thread that lets turns have the processor first."""
    with ThreadPoolExecutor(1, initializer=give_way) as aside:
        people = SqlReader(core.database)
        return aside.submit(lambda: asyncio.run(rescored(people, core.dialogue, tables, Clock(now=now)))).result()


# --- which tables -----------------------------------------------------------------------------------------------------


def _tables(args: Namespace, draft: tuple[str, str] | None, office: Office) -> tuple[Ruleset, Ruleset]:
    """Return the table it is compared with, and the table; of a draft nothing was checked by the office."""
    against = ruleset_for(today(office, now())).id if args.against is None else args.against
    return _known(against, office.checked), _known(args.ruleset, office.checked) if draft is None else _draft(*draft)


def _known(name: str, checked: frozenset[Checked]) -> Ruleset:
    found = shipped(name, checked)
    if found is None:
        ids = [table.id for table in all_rulesets()]
        raise IntakeError("error-rescore-ruleset", nearest=nearest(name, ids) or ids[-1], known=", ".join(ids))
    return found


def _must_apply(tables: tuple[Ruleset, Ruleset], day: date) -> None:
    """Refuse to have clients told of a table that another has replaced, or that is the older of both."""
    before, after = tables
    begun = [table for table in all_rulesets() if after.effective_from < table.effective_from <= day]
    for later in (before, *begun):
        if later.effective_from > after.effective_from:
            raise IntakeError("error-rescore-replaced", ruleset=after.id, later=later.id)


def _read_file(path: Path) -> tuple[str, str]:
    try:
        return path.name, path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise IntakeError("error-rescore-not-text", path=str(path)) from None
    except OSError as error:
        raise IntakeError("error-input-not-read", path=str(path), reason=reason_of(error)) from None


def _draft(name: str, text: str) -> Ruleset:
    try:
        return read_draft(name, text)
    except RulesetError as error:
        raise IntakeError("error-rescore-draft", fault=str(error)) from None


# --- for programs -----------------------------------------------------------------------------------------------------


def _fields(found: Rescoring, *, is_draft: bool) -> dict[str, Any]:
    change = found.change
    nameless = [one for one in found.concerned if one.lead is None]
    return {
        "ruleset": {**_table(change.after), "draft": is_draft},
        "against": _table(change.before),
        "day": change.day.isoformat(),
        "scored": found.scored,
        "not_scored": found.not_scored,
        "marks": [
            {"mark": one.mark, "mark_before": one.mark_before, "reached": one.reached, "lost": one.lost}
            for one in found.marks()
        ],
        "may_cross": len(found.perhaps),
        "agreed": found.to_be_told,
        "corrected": found.to_be_corrected,
        "without_lead": {
            "crossing": sum(bool(one.crossings) for one in nameless),
            "may_cross": sum(not one.crossings for one in nameless),
        },
        "damaged": found.damaged,
        "people": [_person(one) for one in _with_lead(found)],
    }


def _table(table: Ruleset) -> dict[str, Any]:
    return {"id": table.id, "effective_from": table.effective_from.isoformat()}


def _with_lead(found: Rescoring) -> list[Concerned]:
    """Those who can be named, those who cross something first."""
    named = [(one.lead, one) for one in found.concerned if one.lead is not None]
    return [one for _, one in sorted(named, key=lambda entry: (not entry[1].crossings, entry[0]))]


def _person(one: Concerned) -> dict[str, Any]:
    return {"lead": one.lead, "agreed": one.agreed, "categories": [_category(shift, one) for shift in one.shifts]}


def _category(shift: CategoryShift, one: Concerned) -> dict[str, Any]:
    return {
        "category": shift.category.value,
        "before": _totals(shift.before),
        "after": _totals(shift.after),
        "crossings": [
            {
                "mark": crossing.mark,
                "mark_before": crossing.mark_before,
                "crossed": crossing in one.crossings,
                "before": crossing.proved[0],
                "after": crossing.proved[1],
            }
            for crossing in shift.crossings
        ],
        "moved": [_moved(moved) for moved in shift.moved_items],
        "gates": [
            {"id": gate.id, "before": gate.before, "after": gate.after, "citation": gate.citation}
            for gate in shift.moved_gates
        ],
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {"total": totals.total, "range": [totals.least, totals.greatest]}


def _moved(moved: MovedItem) -> dict[str, Any]:
    found = moved.after or moved.before
    sure = Confidence.VERIFIED if found is None else found.confidence
    return {
        "item": moved.id,
        "points": list(moved.points),
        "most": list(moved.most),
        "citation": moved.citation,
        "confidence": sure.value,
    }


def _write_utf8() -> None:
    """JSON is UTF-8 whatever the terminal."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


# --- for people -------------------------------------------------------------------------------------------------------


def _lines(found: Rescoring, say: OperatorWords, style: Style, *, is_draft: bool) -> Iterator[str]:
    change = found.change
    title: dict[str, Arg] = {
        "title": change.after.title,
        "id": change.after.id,
        "first": change.after.effective_from,
        "draft": "yes" if is_draft else "no",
    }
    yield style.bold(say(Text("rescore-title", title)))
    yield say(Text("rescore-compared", {"against": change.before.id, "day": change.day}))
    yield say(Text("rescore-scored", {"number": str(found.scored), "others": str(found.not_scored)}))
    yield from _counts(found, say)
    for one in _with_lead(found):
        yield ""
        yield from _about(one, say, style)


def _counts(found: Rescoring, say: OperatorWords) -> Iterator[str]:
    if not found.concerned:
        yield say(Text("rescore-nobody"))
    for one in found.marks():
        mark = _mark(one.mark_before, one.mark)
        yield say(Text("rescore-mark", {"mark": mark, "reached": str(one.reached), "lost": str(one.lost)}))
    if found.perhaps:
        yield say(Text("rescore-perhaps", {"number": str(len(found.perhaps))}))
    if found.crossing or found.to_be_told:
        yield say(Text("rescore-agreed", {"number": str(found.to_be_told)}))
    if found.to_be_corrected:
        yield say(Text("rescore-corrected", {"number": str(found.to_be_corrected)}))
    without = sum(one.lead is None for one in found.concerned)
    if without:
        yield say(Text("rescore-without-lead", {"number": str(without)}))
    if found.damaged:
        names = ", ".join(found.damaged)
        yield say(Text("rescore-damaged", {"number": str(len(found.damaged)), "names": names}))


def _about(one: Concerned, say: OperatorWords, style: Style) -> Iterator[str]:
    """Yield how one lead stands by both tables, and why."""
    for shift in one.shifts:
        args: dict[str, Arg] = {
            "number": str(one.lead),
            "category": Text(f"category-{shift.category.value}.short"),
            "before": _span(shift.before),
            "after": _span(shift.after),
            "crossings": listed(_crossing(crossing, one) for crossing in shift.crossings),
        }
        yield style.bold(say(Text("rescore-lead", args)))
        for moved in shift.moved_items:
            yield f"  {say(_moved_line(moved))}"
        for gate in shift.moved_gates:
            words = {True: "yes", False: "no", None: "open"}
            met: dict[str, Arg] = {"before": words[gate.before], "after": words[gate.after]}
            label = Text(f"gate-{gate.id}")
            yield f"  {say(Text('rescore-gate', {**met, 'label': label, 'citation': gate.citation}))}"


def _span(totals: Totals) -> Text:
    """A total, with the range where something is not known."""
    args: dict[str, Arg] = {"total": totals.total, "least": totals.least, "greatest": totals.greatest}
    return Text("rescore-total" if totals.least == totals.greatest else "rescore-total-open", args)


def _crossing(crossing: Crossing, one: Concerned) -> Text:
    if crossing not in one.crossings:
        how, sure = "open", "yes"
    else:
        how, sure = "reached" if crossing.is_reached else "lost", "yes" if crossing.is_sure else "no"
    return Text("rescore-crossing", {"mark": _mark(crossing.mark_before, crossing.mark), "how": how, "sure": sure})


def _moved_line(moved: MovedItem) -> Text:
    """A line that moved: its points, or where they are not known the most it can bring."""
    before, after = moved.points
    is_open = before == after
    if is_open:
        before, after = moved.most
    args: dict[str, Arg] = {
        "label": Text(f"item-{dashed(moved.id)}.short"),
        "before": before,
        "after": after,
        "citation": moved.citation,
    }
    return Text("rescore-moved-open" if is_open else "rescore-moved", args)


def _mark(before: int, after: int) -> str:
    return str(after) if before == after else f"{before} → {after}"


# --- to be told -------------------------------------------------------------------------------------------------------


def _propose(core: Core, found: Rescoring, draft: tuple[str, str] | None) -> Text:
    """Have staff asked whether those who agreed are told; return what came of it."""
    if not found.to_be_told:
        return Text("rescore-nobody-to-tell")
    proposal = found.proposal(is_draft=draft is not None)
    made = core.ledger.do(Call(lambda batch: batch.law.propose(proposal, draft, now())))
    if made is None:
        raise IntakeError("error-rescore-sending")
    return Text("rescore-proposed", {"number": str(made.number), "agreed": str(proposal.agreed)})
