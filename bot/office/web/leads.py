"""The list of leads: a page of it by filter and order, and what is found by parts of words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bot.office.agenda import talks_by_person
from bot.office.commands import MOST_LOOKED_AT, OPENED_AT_ONCE
from bot.office.filters import AHEAD, FILTERS, Looked
from bot.office.lead_list import LeadLine, is_urgent
from bot.office.moves import moves_of
from bot.office.searching import Sought, matches
from bot.office.web.visit import Go, PostedForm, ShownPage, StaffVisit
from bot.turns.apply import Batch
from bot.turns.finding import PARTS_VERSION, parts_of
from bot.turns.records import StoredLead
from dialogs.desk.staff import state_text
from dialogs.messages import Text
from dialogs.office import today

A_PAGE = 50
MOST_FOUND = 100
LONGEST_SOUGHT = 100
HOME = "/desk/leads"
# The memo that says that every lead can be found by its parts: those that came before were made so once.
PARTS_MEMO = "leads_have_parts"
STATES: Mapping[str, Callable[[StoredLead], bool]] = MappingProxyType(
    {
        "open": lambda lead: lead.record.is_open,
        "closed": lambda lead: not lead.record.is_open,
        "all": lambda _lead: True,
    }
)
# What may be in order: by what is due it is as in the group.
ORDERS: Mapping[str, Callable[[StoredLead], Any] | None] = MappingProxyType(
    {
        "due": None,
        "changed": lambda lead: -lead.updated_at,
        "newest": lambda lead: -lead.created_at,
        "oldest": lambda lead: lead.created_at,
        "number": lambda lead: lead.record.number,
    }
)


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A lead in the list."""

    number: int
    name: Text
    is_urgent: bool
    is_open: bool
    state: Text
    next: Sequence[Text]
    rest: Sequence[Text]


@dataclass(frozen=True, slots=True)
class ListView:
    """What of the list is wanted; of what is typed into the address only what there is."""

    filter: str
    state: str
    order: str
    page: int

    @classmethod
    def of(cls, visit: StaffVisit) -> ListView:
        """Return what stands behind the address."""
        name, state, order = visit.query("filter"), visit.query("state"), visit.query("order")
        return cls(
            name if name in FILTERS else "all",
            state if state in STATES else "open",
            order if order in ORDERS else "due",
            visit.page(),
        )


async def show(visit: StaffVisit) -> ShownPage:
    """Show a page of the list, or what is found."""
    if typed := visit.parts.searches.find(visit.session, visit.query("found"), visit.now):
        return await _found(visit, typed)
    wanted = ListView.of(visit)
    moves = await _moves(visit) if wanted.filter == AHEAD else None
    return await visit.looked(lambda batch: _listed(visit, batch, wanted, moves))


async def _moves(visit: StaffVisit) -> Mapping[int, Text]:
    def numbers(batch: Batch) -> list[int]:
        return [lead.record.number for lead in batch.tx.newest_leads(MOST_LOOKED_AT)[0] if lead.record.is_open]

    found = await moves_of(visit.parts.writer, await visit.looked(numbers), visit.now)
    return {number: move.text for number, move in found.items()}


def _listed(visit: StaffVisit, batch: Batch, wanted: ListView, moves: Mapping[int, Text] | None) -> ShownPage:
    stored, kept = batch.tx.newest_leads(MOST_LOOKED_AT)
    looked, line = _looked(visit, batch, moves)
    counts = {
        name: sum(wants(lead, looked) for lead in stored if lead.record.is_open) for name, wants in FILTERS.items()
    }
    counts["all"] = sum(lead.record.is_open for lead in stored)
    if moves is None:
        del counts[AHEAD]
    found = [lead for lead in stored if STATES[wanted.state](lead)]
    if wanted.filter != "all":
        found = [lead for lead in found if FILTERS[wanted.filter](lead, looked)]
    found.sort(key=ORDERS[wanted.order] or line.due)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(wanted.page, pages)
    first = (page - 1) * A_PAGE
    return ShownPage(
        "leads.html",
        {
            "rows": [row_of(line, lead) for lead in found[first : first + A_PAGE]],
            "count": len(found),
            "first": first + 1,
            "page": page,
            "pages": pages,
            "older": kept - len(stored) if kept > MOST_LOOKED_AT else 0,
            "wanted": wanted,
            "filters": ("all", *FILTERS),
            "counts": counts,
            "states": tuple(STATES),
            "orders": tuple(ORDERS),
            "sought": "",
        },
    )


def _looked(visit: StaffVisit, batch: Batch, moves: Mapping[int, Text] | None) -> tuple[Looked, LeadLine]:
    office = visit.parts.office
    day, talks = today(office, visit.now), talks_by_person(batch.tx, office, visit.now)
    return Looked(visit.by, day, office.zone, moves, talks), LeadLine(office, day, moves or {}, talks)


def row_of(line: LeadLine, lead: StoredLead) -> LeadRow:
    """Return the row of a lead."""
    record = lead.record
    return LeadRow(
        record.number,
        line.name(lead),
        is_urgent(lead),
        record.is_open,
        state_text(record),
        line.next(lead) if record.is_open else (),
        line.rest(lead),
    )


# --- searching --------------------------------------------------------------------------------------------------------


async def search(visit: StaffVisit, form: PostedForm) -> Go:
    """Lead to what is found, so that one can come back to it. A name must not stand in an address."""
    typed = form.text("sought", LONGEST_SOUGHT)
    if Sought.of(typed) is None:
        return Go(HOME)
    await _have_parts(visit)
    return Go(f"{HOME}?found={visit.parts.searches.keep(visit.session, typed, visit.now)}")


async def _found(visit: StaffVisit, typed: str) -> ShownPage:
    sought = Sought.of(typed)
    assert sought is not None, "only what can be looked for was kept"
    numbers = await visit.looked(lambda batch: _candidates(batch, sought))
    found: list[StoredLead] = []
    for first in range(0, len(numbers), OPENED_AT_ONCE):
        part = numbers[first : first + OPENED_AT_ONCE]
        found += await visit.looked(lambda batch, part=part: _matching(batch, sought, part))  # type: ignore[misc]
        if len(found) > MOST_FOUND:
            break

    def rows(batch: Batch) -> list[LeadRow]:
        _, line = _looked(visit, batch, None)
        return [row_of(line, lead) for lead in found[:MOST_FOUND]]

    values = {"rows": await visit.looked(rows), "sought": typed, "is_more": len(found) > MOST_FOUND}
    return ShownPage("found.html", values)


def _candidates(batch: Batch, sought: Sought) -> list[int]:
    """Return the numbers of what may be found, the newest change first."""
    numbers, parts = batch.tx.lead_numbers(), sought.parts
    if not parts:
        return [number for number in numbers if sought.number == number] if sought.figures == "" else numbers
    may_be = batch.tx.leads_with_parts(parts)
    return [number for number in numbers if number in may_be or number == sought.number]


def _matching(batch: Batch, sought: Sought, numbers: Sequence[int]) -> list[StoredLead]:
    return [lead for lead in batch.tx.leads_numbered(numbers) if matches(lead, sought)]


async def _have_parts(visit: StaffVisit) -> None:
    """Make the parts of leads that were kept before there were any of this kind, once; some at a time."""
    if await visit.looked(lambda batch: batch.tx.memo(PARTS_MEMO)) == PARTS_VERSION:
        return
    numbers = await visit.looked(lambda batch: batch.tx.lead_numbers())
    for first in range(0, len(numbers), OPENED_AT_ONCE):
        part = numbers[first : first + OPENED_AT_ONCE]
        await visit.did(lambda batch, part=part: _give_parts(batch, part))  # type: ignore[misc]
    await visit.did(lambda batch: batch.tx.set_memo(PARTS_MEMO, PARTS_VERSION))


def _give_parts(batch: Batch, numbers: Sequence[int]) -> None:
    for lead in batch.tx.leads_numbered(numbers):
        batch.tx.keep_parts(lead.record.number, parts_of(lead.record.consented))


__all__ = ["HOME", "MOST_LOOKED_AT", "LeadRow", "row_of", "search", "show"]
