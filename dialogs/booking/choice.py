"""What a client sees of their booking, and of the times they can choose from: words and buttons, worked out anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import islice
from zoneinfo import ZoneInfo

from dialogs.abilities import HowReached
from dialogs.booking import policy
from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import HOUR, MINUTE
from dialogs.booking.own import current, numbered, slot_of, taken_in
from dialogs.booking.rules import BookingRule
from dialogs.booking.shown import PartOfDay, day_label, part_label, part_of, slot_label, time_shown, where, zone_of
from dialogs.booking.slots import Slot, TakenByWeek, nearest, offered
from dialogs.booking.wish import asked_for, days_offered, pressed, read_wish, wished
from dialogs.messages import Arg, Button, Text, Typed
from dialogs.office import MeetingWay, Office
from dialogs.pages.page import ButtonRow, button, in_rows
from dialogs.parsing.times import TimesMeant
from dialogs.situation import Situation
from dialogs.whereabouts import Whereabouts

MOST_SHOWN = 3
"""How many times stand on a screen at once: fewer are no choice, more are not read."""
# A page has room for those of several days, one day below the other.
MOST_ON_A_PAGE = 60
MOST_DAYS = 8
# Among so many times the one that was said is looked for: as many as there are around it, by the minute.
MOST_AROUND = 24
# Parts of a day are offered of so many days from the first time on.
SOON_DAYS = 7
# Of the seconds of a moment in the next two centuries.
MOST_DIGITS = 10
LIVES_IN = "lives_in"
# What a person has chosen so far, by its name in the place.
WAY, ZONE, DAY, PART, WISH, PAGES, NEAR = "way", "zone", "day", "part", "wish", "pages", "near"
DAYS_FROM, VIEW, MOVING, TOLD = "days_from", "view", "moving", "told"
NARROWED = (DAY, PART, WISH, PAGES, NEAR, DAYS_FROM)
"""What narrows the times that are shown."""


class Choice:
    """One look at what a person has booked and can book. The office has bookings."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.slots = situation.place.slots
        self.now = situation.now
        self.office: Office = situation.around.office
        self.bookings = situation.world.bookings()

    @property
    def rule(self) -> BookingRule:
        """What the office's profile says of bookings."""
        assert self.office.booking is not None, "an office without bookings offers no times"
        return self.office.booking

    # --- what is known --------------------------------------------------------------------------------------------

    @property
    def moving(self) -> Booking | None:
        """The booking that a new time is looked for."""
        found = self.slots.get(MOVING)
        return None if found is None else numbered(self.bookings, int(found))

    @cached_property
    def current(self) -> Booking | None:
        """What is shown of the person's bookings; None where there is nothing but times to choose from."""
        found = current(self.bookings, self.now)
        moves = found is not None and self.slots.get(MOVING) == str(found.number)
        # Whoever may go on to another time while one stands is choosing.
        return None if moves else found

    @property
    def ways(self) -> tuple[MeetingWay, ...]:
        """The ways for which there are times."""
        staff, minutes = self.office.staff, self.rule.minutes
        return tuple(
            way for way in self.office.consultation_ways if way.id in minutes and any(m.takes(way.id) for m in staff)
        )

    @property
    def way(self) -> str | None:
        """The way that was chosen, or is the only one; None where it must be chosen."""
        if self.moving is not None:
            return self.moving.way
        ways = [way.id for way in self.ways]
        chosen = self.slots.get(WAY)
        return chosen if chosen in ways else ways[0] if len(ways) == 1 else None

    @property
    def named_zone(self) -> str | None:
        """The name of the client's zone; None where it must be asked: of whoever is abroad."""
        if self.slots.get(ZONE):
            return self.slots[ZONE]
        situation = self.situation
        told = Whereabouts.of(situation.value(LIVES_IN)) if LIVES_IN in situation.questionnaire else None
        if told is not None and told.zone is not None:
            return told.zone
        before = [booking.zone for booking in self.bookings if booking.zone]
        if before:
            return before[-1]
        return None if situation.lives_abroad else self.office.timezone

    @property
    def zone(self) -> ZoneInfo:
        """The client's zone; the office's until it is known."""
        return zone_of(self.named_zone, self.office)

    @cached_property
    def taken(self) -> TakenByWeek:
        """What is taken already, without the booking that is moved."""
        return taken_in(self.situation.world, self.office, self.but)

    @property
    def but(self) -> int | None:
        """The number of the booking that is moved."""
        return None if self.moving is None else self.moving.number

    @property
    def staff(self) -> str | None:
        """The member whose times alone are offered: a booking that is moved stays with whom it was."""
        return None if self.moving is None else self.moving.staff

    @property
    def meant(self) -> TimesMeant | None:
        """What narrows the times: a typed wish, or a day and a part of the day that were pressed."""
        if self.slots.get(WISH):
            return read_wish(self.slots[WISH], self.now, self.zone)
        day, part = self.slots.get(DAY), self.slots.get(PART)
        if day is None and part is None:
            return None
        return pressed(None if day is None else date.fromisoformat(day), None if part is None else PartOfDay(part))

    def offers(self, action: str) -> bool | None:
        """Return whether there is a button for an action while times are chosen; None where one has to look for it.

        A time is looked up when it is taken, be it on the screen or not: its button needs no list of times.
        """
        name, _, value = action.partition(":")
        if self.current is not None or self.way is None or self.slots.get(VIEW):
            return None
        if name == "later" and value:
            return value.isdecimal() and len(value) <= MOST_DIGITS
        return {"s": False, "days": not value, "parts": not value, "close": not value}.get(name)

    # --- the times ------------------------------------------------------------------------------------------------

    def times(
        self,
        meant: TimesMeant | None,
        after: int | None = None,
        *,
        wanted: Callable[[int], bool] = lambda _: True,
        soon: bool = False,
    ) -> Iterator[Slot]:
        """Yield the times that are offered, soonest first, of those that are meant.

        `soon` looks no further than some days behind the first of them.
        """
        holiday, way = self.situation.around.holiday, self.way or ""
        moving = self.moving
        # Another time than the one that is to be moved.
        new = wanted if moving is None else lambda start: start != moving.start and wanted(start)
        args = (self.office, holiday, way, self.now, self.taken)
        if meant is None:
            before = self._soon() if soon else None
            return offered(*args, staff=self.staff, but_after=after, before=before, wanted=new)
        found = wished(*args, meant, self.zone, staff=self.staff, but_after=after)
        return (slot for slot in found if new(slot.start))

    def _soon(self) -> int | None:
        first = next(self.times(None), None)
        return None if first is None else first.start + SOON_DAYS * 24 * HOUR

    def _is_new(self, start: int) -> bool:
        """Whether a time is another one than the one that is to be moved."""
        return self.moving is None or start != self.moving.start

    @property
    def pages(self) -> list[int]:
        """After which moments the screens begin that were turned to, the one before this first."""
        return [int(after) for after in self.slots.get(PAGES, "").split()]

    @cached_property
    def most(self) -> int:
        """How many times are shown at once."""
        can = self.situation.around.channels.get(self.situation.conversation.channel)
        if can is None or can.reached is not HowReached.PAGE or NEAR in self.slots:
            return MOST_SHOWN
        meant = self.meant
        return MOST_ON_A_PAGE if meant is None or all(window.at is None for window in meant.windows) else MOST_SHOWN

    @cached_property
    def shown(self) -> tuple[Slot, ...]:
        """The times on this screen, and one more where there are later ones."""
        near = self.slots.get(NEAR)
        if near is not None:
            args = (self.office, self.situation.around.holiday, self.way or "", self.now, self.taken, int(near))
            return tuple(slot for slot in nearest(*args, staff=self.staff, most=MOST_SHOWN) if self._is_new(slot.start))
        after, meant = self.pages[-1] if self.pages else None, self.meant
        if meant is None or all(window.at is None for window in meant.windows):
            return tuple(islice(self.times(meant, after), self.most + 1))
        return self._best_first(meant, after)

    def _best_first(self, meant: TimesMeant, after: int | None) -> tuple[Slot, ...]:
        """The very time that was said first, on as many days as were meant, then what is nearest to the first of it.

        Where it is taken on all of them, what is around it as it comes.
        """
        clock = self.office.zone if meant.office_clock else self.zone
        minutes = self.rule.minutes.get(self.way or "", 0)
        found = list(islice(self.times(meant, after), MOST_AROUND))
        exact: set[Slot] = set()
        for window in meant.windows:
            its_own = (slot for slot in found if asked_for(slot.start, minutes, window, clock))
            # Whoever says "Friday at 3" means the next one; "at 3" is said of any day.
            exact.update(islice(its_own, 1 if len(window.weekdays) == 1 else MOST_SHOWN))
        if not exact:
            return tuple(found[: MOST_SHOWN + 1])
        said = sorted(exact, key=lambda slot: slot.start)[:MOST_SHOWN]
        others = sorted(
            (slot for slot in found if slot not in said), key=lambda slot: (abs(slot.start - said[0].start), slot.start)
        )
        shown = (*said, *sorted(others[: MOST_SHOWN - len(said)], key=lambda slot: slot.start))
        # The last of them says from where on the later ones are.
        later = next((slot for slot in found if slot.start > max(one.start for one in shown)), None)
        return shown if later is None else (*shown, later)

    # --- the screen -----------------------------------------------------------------------------------------------

    def lines(self) -> Iterator[Text]:
        """Yield what is said."""
        if TOLD in self.slots:
            yield Text(f"booking-told-{self.slots[TOLD]}")
        booking = self.current
        if booking is not None:
            yield from self._said_of(booking)
        elif self.way is None:
            yield Text("booking-way")
            yield from (self._about(way) for way in self.ways if way.cost is not None)
        elif self.named_zone is None:
            yield Text("booking-zone")
        elif self.slots.get(VIEW) == "days":
            yield Text("booking-which-day")
        elif self.slots.get(VIEW) == "parts":
            yield Text("booking-which-part")
        else:
            yield from self._said_of_times()

    def rows(self) -> Iterator[ButtonRow]:
        """Yield the buttons."""
        booking = self.current
        if booking is not None:
            yield from self._rows_of(booking)
        elif self.way is None:
            yield from ((Button(self._named(way), f"way:{way.id}"),) for way in self.ways)
        elif self.named_zone is None:
            yield (button("booking-zone-office", "zone"),)
        elif self.slots.get(VIEW) == "days":
            yield from self._days()
        elif self.slots.get(VIEW) == "parts":
            found = self._parts()
            yield from in_rows([Button(part_label(part), f"part:{part}") for part in found], 2)
            yield (button("booking-all-times", "all"),)
        else:
            yield from self._times()
        if booking is None:
            yield (button("booking-close", "close"),)

    def _parts(self) -> list[PartOfDay]:
        """The parts of a day in which anything is offered, on the day that was chosen or as soon as anything is."""
        day, zone = self.slots.get(DAY), self.zone
        found: set[PartOfDay] = set()
        chosen = None if day is None else pressed(date.fromisoformat(day))
        # One look at the times for all parts; of those that were found already no time is looked at.
        for slot in self.times(chosen, wanted=lambda start: part_of(start, zone) not in found, soon=day is None):
            found.add(part_of(slot.start, zone))
        return [part for part in PartOfDay if part in found]

    def _named(self, way: MeetingWay) -> Text:
        return self.situation.office_text(way.label)

    def _about(self, way: MeetingWay) -> Text:
        about = way.cost or way.label
        return Text("way-line", {"way": self._named(way), "about": self.situation.office_text(about)})

    # --- times to choose from -------------------------------------------------------------------------------------

    def _said_of_times(self) -> Iterator[Text]:
        narrowed = self.meant is not None
        if self.moving is not None:
            yield Text("booking-move-from", {"time": self._time(self.moving)})
            yield Text("booking-limit", self._limits(self.moving.moves))
        way = self.office.way(self.way or "")
        if way is not None:
            # The way of what is to be moved may be offered no more.
            minutes = self.rule.minutes.get(way.id) or (self.moving.minutes if self.moving is not None else 0)
            yield Text("booking-choose", {"way": self._named(way), "count": minutes})
            if way.note is not None and way.kind == "visit":
                yield self.situation.office_text(way.note)
            if way.cost is not None and way.kind == "visit":
                yield self.situation.office_text(way.cost)
        if narrowed and self.slots.get(WISH):
            yield Text("booking-narrowed", {"wish": Typed(self.slots[WISH])})
        if not self.shown:
            yield Text("booking-none-narrowed" if narrowed or self.pages else "booking-none")
        elif not narrowed:
            yield Text("booking-type-a-wish")

    def _times(self) -> Iterator[ButtonRow]:
        shown = self.shown[: self.most]
        yield from ((Button(slot_label(slot, self.office, self.zone), f"s:{slot.start}"),) for slot in shown)
        turn = []
        if self.pages:
            turn.append(button("booking-earlier", "earlier"))
        if len(self.shown) > self.most:
            turn.append(Button(Text("booking-later"), f"later:{max(slot.start for slot in shown)}"))
        if turn:
            yield tuple(turn)
        is_narrowed = any(name in self.slots for name in NARROWED)
        if shown or is_narrowed:
            yield (button("booking-by-day", "days"), button("booking-by-part", "parts"))
        if is_narrowed:
            yield (button("booking-all-times", "all"),)
        if not shown and not is_narrowed and self.moving is None:
            yield (button("booking-wait", "wait"),)
        if len(self.ways) > 1 and self.moving is None:
            yield (button("booking-other-way", "ways"),)

    def _days(self) -> Iterator[ButtonRow]:
        since, part, zone = self.slots.get(DAYS_FROM), self.slots.get(PART), self.zone
        # A day that is chosen goes with the part of the day that was.
        fits = self._is_new if part is None else lambda start: self._is_new(start) and part_of(start, zone) == part
        found = list(
            islice(
                days_offered(
                    self.office,
                    self.situation.around.holiday,
                    self.way or "",
                    self.now,
                    self.taken,
                    zone,
                    staff=self.staff,
                    since=None if since is None else date.fromisoformat(since),
                    wanted=fits,
                ),
                MOST_DAYS + 1,
            )
        )
        yield from in_rows([Button(day_label(day), f"day:{day.isoformat()}") for day in found[:MOST_DAYS]], 2)
        turn = [button("booking-all-times", "all")]
        if len(found) > MOST_DAYS:
            turn.append(Button(Text("booking-later-days"), f"days:{found[-1].isoformat()}"))
        yield tuple(turn)

    # --- what stands ----------------------------------------------------------------------------------------------

    def _time(self, booking: Booking, start: int | None = None) -> Text:
        begins = start if start is not None else booking.start or 0
        return time_shown(begins, self.office, zone_of(booking.zone, self.office))

    def _until(self, booking: Booking) -> Text:
        return time_shown(booking.until or 0, self.office, zone_of(booking.zone, self.office))

    def _limits(self, moves: int) -> Mapping[str, Arg]:
        left = max(0, self.rule.most_changes - moves)
        return {"hours_count": self.rule.change_until_hours, "moves_count": left}

    def _what(self, booking: Booking) -> Mapping[str, Arg]:
        way = self.office.way(booking.way)
        label = Text("value-plain", {"text": booking.way}) if way is None else self._named(way)
        time = {} if booking.start is None else {"time": self._time(booking)}
        return {**time, "way": label, "count": booking.minutes}

    def _said_of(self, booking: Booking) -> Iterator[Text]:
        if self.slots.get(VIEW) == "cancel":
            key = "booking-cancel-wait" if booking.start is None else "booking-cancel-really"
            yield Text(key, self._what(booking))
        elif booking.state is State.HELD:
            yield from self._said_of_hold(booking)
        elif booking.state is State.WAITING:
            # Who has just been told so reads on.
            told = self.slots.get(TOLD) == "waiting"
            yield Text("booking-waits-for" if told else "booking-waits", self._what(booking))
        else:
            asked = booking.state is State.REQUESTED
            until = {"until": self._until(booking)} if asked else {}
            yield Text("booking-asked" if asked else "booking-yours", {**self._what(booking), **until})
            old = numbered(self.bookings, booking.replaces) if asked else None
            if old is not None:
                yield Text("booking-stands-until", {"time": self._time(old)})
            yield from where(self.office, booking, self.situation.conversation.language)
            yield from self._limits_of(booking)
        if self._ahead(booking):
            # Those proposed by a version that kept no moment end with what they were proposed for.
            ends = booking.proposed_until or booking.until or booking.start
            yield Text("booking-proposed", {"until": self._time(booking, ends)})

    def _said_of_hold(self, booking: Booking) -> Iterator[Text]:
        offer = "booking-offer" if booking.waited else "booking-confirm"
        left = max(1, -(-((booking.until or 0) - int(self.now.timestamp())) // MINUTE))
        until = {"until": self._until(booking)} if booking.waited else {"minutes_count": left}
        yield Text(offer, {**self._what(booking), **until})
        old = numbered(self.bookings, booking.replaces)
        if old is not None:
            yield Text("booking-instead-of", {"time": self._time(old)})
        if booking.on_request:
            yield Text("booking-must-be-approved")
        yield Text("booking-limit", self._limits(booking.moves if old is None else old.moves + 1))

    def _limits_of(self, booking: Booking) -> Iterator[Text]:
        if booking.state is State.BOOKED:
            why = policy.may_cancel(self.bookings, booking.number, self.rule, self.now)
            why = why or policy.may_move(self.bookings, booking.number, self.rule, self.now)
            yield why or Text("booking-limit", self._limits(booking.moves))

    def _rows_of(self, booking: Booking) -> Iterator[ButtonRow]:
        if self.slots.get(VIEW) == "cancel":
            yield (button("booking-yes-cancel", "cancel"), button("booking-keep", "keep"))
            return
        if booking.state is State.HELD:
            yield (button("booking-take", "yes"),)
            if booking.waited:
                yield (button("booking-let-go", "no"),)
            else:
                yield (button("booking-another", "another"), button("booking-close", "drop"))
            return
        yield from self._proposals(booking)
        yield from self._changes(booking)
        yield (button("booking-close", "close"),)

    def _proposals(self, booking: Booking) -> Iterator[ButtonRow]:
        zone, ahead = zone_of(booking.zone, self.office), self._ahead(booking)
        for start in ahead:
            yield (Button(slot_label(slot_of(booking, start), self.office, zone), f"take:{start}"),)
        if ahead:
            yield (button("booking-none-suits", "none"),)

    def _ahead(self, booking: Booking) -> tuple[int, ...]:
        """The times that staff propose, as far as they are still to come."""
        return tuple(start for start in booking.proposed if start > self.now.timestamp())

    def _changes(self, booking: Booking) -> Iterator[ButtonRow]:
        number, changes = booking.number, []
        if booking.state is State.BOOKED and policy.may_move(self.bookings, number, self.rule, self.now) is None:
            changes.append(button("booking-move", "move"))
        if policy.may_cancel(self.bookings, number, self.rule, self.now) is None:
            words = {State.REQUESTED: "booking-take-back", State.WAITING: "booking-leave-list"}
            changes.append(button(words.get(booking.state, "booking-cancel"), "sure"))
        if changes:
            yield tuple(changes)
        if booking.state is State.BOOKED and self.situation.around.links is not None:
            yield (button("booking-feed", "feed"),)
