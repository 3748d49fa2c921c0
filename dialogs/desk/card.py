"""The lead card as staff see it: Japanese, red flags first, who has it, and the buttons that make sense now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dialogs.card_lines import card
from dialogs.desk import summary
from dialogs.desk.asking import card_lines_of
from dialogs.desk.choosing import MORE, menu_args
from dialogs.desk.keyboard import CardButtons
from dialogs.desk.matter import LeadRecord
from dialogs.desk.staff import StaffRule, state_text
from dialogs.lead import Lead
from dialogs.messages import Screen, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office
from dialogs.telling import listed

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking
    from dialogs.situation import Surroundings


def card_screen(
    office: Office,
    record: LeadRecord,
    lead: Lead,
    acts: Mapping[str, StaffRule],
    bookings: Sequence[Booking] = (),
    vouched: Sequence[Text] = (),
) -> Screen:
    """Return the card of a lead, with the buttons of these acts; `vouched` says what the office knows itself."""
    lines = [*card(lead, office, LANGUAGE_OF_STAFF, number=record.number, bookings=bookings), *vouched]
    lines += card_lines_of(office, record)
    if record.household is not None:
        with_lead = Text("card-household", {"number": str(record.household)})
        lines.append(with_lead if record.household else Text("card-household-alone"))
    if _lacks_age(record, lead):
        lines.append(Text("staff-check-age"))
    rows = tuple(CardButtons(acts, lead, office, bookings).laid_out(record))
    return Screen((*lines, *_end(office, record, bookings)), rows)


def channel_lines(around: Surroundings, record: LeadRecord) -> Iterator[Text]:
    """Yield by which channels a client writes, where there is more than one.

    And that what is written to them may be read late, where they are reached only at a page.
    """
    channels = record.channels or ((record.consented.channel,) if len(around.channels) > 1 else ())
    if channels:
        names = tuple(Text("channel-name", {"channel": channel}) for channel in channels)
        yield Text("card-channels", {"channel": names[0], "others": listed(names[1:]), "count": len(names) - 1})
    if around.is_on_pages(*(record.channels or (record.consented.channel,))):
        yield Text("card-on-a-page")


def plain_screen(
    office: Office, record: LeadRecord, acts: Mapping[str, StaffRule], bookings: Sequence[Booking] = ()
) -> Screen:
    """Return the least that staff need of a lead whose card cannot be made: whom to write to, and the buttons."""
    said = {name: Typed(record.consented.text(name) or "—") for name in ("name", "contact", "note")}
    lines = (Text("staff-card-failed", {"number": str(record.number), **said}), *_end(office, record, bookings))
    return Screen(lines, tuple(CardButtons(acts, None, office, bookings).laid_out(record)))


def _end(office: Office, record: LeadRecord, bookings: Sequence[Booking]) -> Iterator[Text]:
    """What became of the lead and of the talk, and what the buttons of an open list are about."""
    yield state_text(record)
    if record.outcome:
        yield Text("card-outcome", {"value": Text(f"staff-ended-{record.outcome}")})
    yield from summary.card_lines_of(office, record)
    if record.menu is not None and record.menu.name == summary.READY and record.draft is not None:
        yield summary.preview(office, record, bookings)
    elif record.menu is not None and record.menu.name != MORE:
        yield Text(f"staff-menu-{record.menu.name}", menu_args(record.menu))


def topic_text(record: LeadRecord) -> Text:
    """Return what a lead's topic is called: how it stands, its number, its points, and whose it is."""
    total = record.consented.summary.total
    return Text(
        "staff-topic",
        {
            "state": record.state,
            "number": str(record.number),
            "points": "none" if total is None else str(total),
            "name": record.consented.name or "—",
        },
    )


def _lacks_age(record: LeadRecord, lead: Lead) -> bool:
    """Whether the salary is confirmed without the age that its points depend on."""
    rows = {row for row, _ in lead.points}
    return record.checking and "age" in rows and "salary" in record.confirmed and "age" not in record.confirmed
