"""The card of a lead, line by line: the same for staff, in Japanese, and for the person before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dialogs.consented import Consented
from dialogs.deadline import deadline_in
from dialogs.kinds import ANY
from dialogs.lead import Lead
from dialogs.messages import Arg, Text, Typed
from dialogs.office import HalfDay, Office
from dialogs.own_words import LANGUAGE, QUESTION, Remark
from dialogs.situation import half_day_text
from dialogs.telling import dashed, listed

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking


@dataclass(frozen=True, slots=True)
class OnCard:
    """What a line of the card may speak of: the lead, the office, and the language and number it is shown with."""

    lead: Lead
    office: Office
    language: str
    number: int | None
    bookings: Sequence[Booking] = ()


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of the card, or a few of a kind; where there is nothing to say, none.

    `scored` is True for what only a score gives, False for what is said without one, None for both.
    """

    id: str
    lines: Callable[[OnCard], Iterable[Text]]
    scored: bool | None = None

    def of(self, on: OnCard) -> tuple[Text, ...]:
        """Return the lines for a lead."""
        has_score = on.lead.total is not None
        return tuple(self.lines(on)) if self.scored in (None, has_score) else ()


def card(
    lead: Lead, office: Office, language: str, *, number: int | None = None, bookings: Sequence[Booking] = ()
) -> tuple[Text, ...]:
    """Return the lead card, red flags first; the same for staff and for the person who is asked for leave."""
    on = OnCard(lead, office, language, number, bookings)
    return tuple(text for line in CARD for text in line.of(on))


def card_by_lines(
    lead: Lead, office: Office, language: str, *, number: int | None = None, bookings: Sequence[Booking] = ()
) -> Mapping[str, tuple[Text, ...]]:
    """Return the same by the id of each line, those with nothing to say left out."""
    on = OnCard(lead, office, language, number, bookings)
    found = {line.id: line.of(on) for line in CARD}
    return {name: lines for name, lines in found.items() if lines}


def _line(name: str, value: Text | str | None) -> Text:
    return Text(f"card-{name}", {"value": Text("value-unknown") if value is None else value})


def goal_text(goal: str | None) -> Text:
    """Return what somebody came for in the words of the office."""
    return Text(f"card-goal-{goal or 'open'}")


def _shorts(question_ids: Iterable[str]) -> Text:
    return Text("list", {"items": tuple(Text(f"q-{q}.short") for q in question_ids)})


def _consultation(on: OnCard) -> Text:
    lead = on.lead
    if lead.way is None and not lead.half_days and "half_days" not in lead.consented.answers:
        return Text("card-consultation-none")
    way = on.office.way(lead.way) if lead.way else None
    halves = [h for h in (HalfDay.parse(text) for text in lead.half_days) if h is not None]
    return Text(
        "card-consultation-wish",
        {
            "way": on.office.in_language(way.label, on.language) if way else Text("card-way-open"),
            "when": listed(map(half_day_text, halves)) if halves else _no_half_day(lead.consented),
        },
    )


def _is_wished(on: OnCard) -> bool:
    """Return whether half-days are, or were, wished for; who books real times has them in a line of their own."""
    return on.office.booking is None or on.lead.way is not None or bool(on.lead.half_days)


def _booked(on: OnCard) -> Iterator[Text]:
    """What was booked, asked for or is waited for: when for the office and for the client, how, and how it stands."""
    if not on.bookings:
        return
    from dialogs.booking.booking import State
    from dialogs.booking.shown import time_shown, zone_of

    shown = (State.REQUESTED, State.BOOKED, State.KEPT, State.MISSED, State.WAITING)
    told = [booking for booking in on.bookings if booking.state in shown]
    missed = sum(booking.state is State.MISSED for booking in on.bookings)
    if missed:
        yield Text("card-missed", {"count": missed})
    for booking in sorted(told, key=lambda booking: booking.start or 0)[-MOST_BOOKINGS:]:
        way = on.office.way(booking.way)
        label = booking.way if way is None else on.office.in_language(way.label, on.language)
        member = on.office.member(booking.staff)
        who = booking.staff if member is None else on.office.in_language(member.names, on.language)
        time = Text("card-booking-no-time")
        if booking.start is not None:
            time = time_shown(booking.start, on.office, zone_of(booking.zone, on.office), for_staff=True)
        is_asked = booking.ended and booking.state is State.BOOKED
        state = Text("card-booking-state", {"state": "ended" if is_asked else str(booking.state)})
        kind = "waits" if booking.start is None else "move" if booking.replaces is not None else "talk"
        how: dict[str, Text | str] = {"way": Text("value-plain", {"text": label}), "who": Typed(who)}
        yield Text("card-booking", {**how, "time": time, "state": state, "kind": kind})
        if booking.proposed:
            yield _proposed(on, booking)
        if booking.elsewhere is not None and booking.state is State.BOOKED:
            yield _elsewhere(on, booking, *booking.elsewhere)
        if booking.room is not None:
            yield Text("card-room", {"link": booking.room})
        yield from _reminded(on, booking)


def _reminded(on: OnCard, booking: Booking) -> Iterator[Text]:
    """What the client answered to a reminder, or that they did not; and how they found the talk, if they said."""
    from dialogs.booking.shown import day_label, local

    at = booking.answered_at or booking.reminded_at
    if at is not None and str(booking.state) == "booked":
        shown = local(at, on.office.zone)
        when: dict[str, Text | str] = {"day": day_label(shown.date()), "time": f"{shown:%H:%M}"}
        yield Text("card-reminded", {"answer": booking.answered or "none", **when})
    if booking.mood is not None:
        yield Text("card-mood", {"mood": Text("reminder-mood", {"mood": booking.mood})})


def _elsewhere(on: OnCard, booking: Booking, start: int, end: int) -> Text:
    """Where staff put the talk in their own calendar, until they say what becomes of it."""
    from dialogs.booking.shown import time_shown, zone_of

    if end <= start:
        return Text("card-entry-no-hour" if start else "card-entry-gone")
    zone = zone_of(booking.zone, on.office)
    there = time_shown(start, on.office, zone, for_staff=True)
    return Text("card-entry-moved", {"there": there, "meets": booking.elsewhere_meets})


def _proposed(on: OnCard, booking: Booking) -> Text:
    """The times that staff propose, which are kept until the client answers."""
    from dialogs.booking.own import slot_of
    from dialogs.booking.shown import slot_label, time_shown

    starts = listed(slot_label(slot_of(booking, start), on.office, on.office.zone) for start in booking.proposed)
    until = time_shown(booking.proposed_until or booking.until or booking.start or 0, on.office, on.office.zone)
    return Text("card-proposed", {"times": starts, "until": until})


def _no_half_day(consented: Consented) -> Text:
    """Return why no half-day is named: any would do, none fits, or the person has not come to it."""
    if "half_days" not in consented.answers:
        return Text("card-time-open")
    chosen = consented.value("half_days")
    if chosen == ANY:
        return Text("c-half_days-any")
    if chosen is None:
        # It was left out, or not known yet: nobody said that any would do.
        return Text("card-time-open")
    # Those chosen may be over by now, or somebody else's.
    return Text("card-time-open" if chosen else "c-half_days-none")


def contact_text(contact: str | None, way: str | None) -> Text:
    """Return how a person can be answered, and whether any way would do."""
    if contact:
        # Whoever chose e-mail may have given a number all the same: staff read what it is.
        given = "email" if "@" in contact else "phone"
        return Text(f"card-contact-{given}", {"text": Typed(contact)})
    # Without a number or an address there is this chat.
    return Text("card-contact-any" if way == ANY else "card-contact-here")


def _range(lead: Lead) -> Iterator[Text]:
    if lead.range is not None and lead.range[0] != lead.range[1]:
        yield Text("card-range", {"least": lead.range[0], "greatest": lead.range[1]})


def _values(lead: Lead) -> Iterator[Text]:
    """The facts as values; of a lead that kept no answers the rows that brought points."""
    counted = lead.values or tuple(
        Text("card-value", {"value": Text(f"item-{dashed(row)}.short"), "points": points})
        for row, points in lead.points
    )
    if counted:
        yield Text("card-values", {"items": listed(counted)})


def _unknown_lines(lead: Lead) -> Iterator[Text]:
    """What is open, apart from what only the employer knows: that is asked there in one go."""
    others = [name for name in lead.unknown if name not in lead.ask_employer]
    if others:
        yield _line("unknown", _shorts(others))
    if lead.ask_employer:
        whose = "own" if lead.category == "c" else "employer"
        yield Text("card-ask-employer", {"value": _shorts(lead.ask_employer), "whose": whose})


def _not_asked(lead: Lead) -> Iterator[Text]:
    """How many questions were not asked; whoever came to the office before the end was asked not all that decides."""
    if lead.not_asked:
        yield Text("card-not-asked", {"count": lead.not_asked, "outcome": "open" if lead.leaves_open else "decided"})


def _past(runs: Sequence[tuple[str, int, int, int, str]]) -> Iterator[Text]:
    """The last scorings before this one, oldest first."""
    before = runs[:-1][-5:]
    if before:
        lines = tuple(
            Text(
                "card-run",
                {
                    "day": date.fromisoformat(day),
                    "total": total,
                    "least": least,
                    "greatest": greatest,
                    "verdict": Text(f"verdict-{verdict}.label"),
                },
            )
            for day, total, least, greatest, verdict in before
        )
        yield Text("card-runs", {"runs": lines})


def _as_of(consented: Consented, counted_for: date | None) -> Text:
    day = date.fromisoformat(consented.day)
    args: dict[str, Arg] = {"day": counted_for or day, "ruleset": str(consented.ruleset)}
    # Of who does not do the work yet the points are those of the day on which it begins.
    begins = counted_for is not None and counted_for != day
    return Text("card-as-of-begins", {**args, "asked": day}) if begins else Text("card-as-of", args)


def _title(on: OnCard) -> Text:
    lead = on.lead
    return Text(
        "card-title",
        {
            "number": f" #{on.number}" if on.number else "",
            "name": Typed(lead.name) if lead.name else Text("card-not-given"),
            "goal": goal_text(lead.goal),
            "day": date.fromisoformat(lead.consented.day) if lead.consented.day else Text("value-unknown"),
        },
    )


def _first(lead: Lead) -> Iterator[Text]:
    """What cannot wait: the deadlines, the status, and what staff must see."""
    items = list(lead.deadlines)
    if lead.status is not None:
        items.append(lead.status)
    elif lead.residence:
        items.append(Text(f"card-residence-{dashed(lead.residence)}"))
    # The deadline says itself that it is near, the day to file by why, and the gap what it is.
    told = {"deadline", "stay_gap", *(("birthday",) if lead.falls else ())}
    flags = (flag for flag in lead.flags if flag not in told)
    items += (Text("card-flag", {"flag": Text(f"flag-{dashed(flag)}")}) for flag in flags)
    if items:
        yield Text("card-first", {"items": listed(items)})


def _outlook(lead: Lead) -> Iterator[Text]:
    if lead.range is not None:
        yield Text(
            "card-outlook",
            {
                "total": lead.total or 0,
                "mark": lead.mark or 0,
                "verdict": Text(f"verdict-{lead.verdict}.label"),
                "deciding": listed(lead.deciding[:MOST_DECIDING]),
                "deciding_count": len(lead.deciding),
                "more_count": max(0, len(lead.deciding) - MOST_DECIDING),
            },
        )


def _outcome(lead: Lead) -> Text | None:
    """Return what follows for what they came for: the route and its day, or what is open for the family."""
    wanted = _OUTCOMES.get(lead.goal or "", ())
    return next((fact for key in wanted for fact in lead.facts if fact.key == key), None)


def _decides(on: OnCard) -> Iterator[Text]:
    """The answer to what they came for, and the points with what they hang on."""
    outcome, points = _outcome(on.lead), next(_outlook(on.lead), None)
    if points is None and on.lead.total is None:
        points = Text("card-not-scored" if on.lead.counts_points else "card-points-not-asked")
    if points is not None:
        yield points if outcome is None else Text("card-both", {"outcome": outcome, "points": points})


def _first_remarks(lead: Lead) -> list[Remark]:
    """Return what the first lines show of the person's own words: the newest they told, then what they asked."""
    # One sentence may be of several kinds: it is shown once. Languages stand beside how to reach the person.
    said = list({remark.words: remark for remark in lead.remarks if remark.kind != LANGUAGE}.values())
    told = [remark for remark in said if remark.kind != QUESTION][-MOST_REMARKS:]
    asked = [remark for remark in said if remark.kind == QUESTION]
    return [*told, *asked[max(0, len(asked) + len(told) - MOST_REMARKS) :]]


def _said(lead: Lead) -> Iterator[Text]:
    """What was said in the person's own words, the newest of it, and what changed since they last sent it."""
    items = [Text("card-remark", {"words": _in_short(remark)}) for remark in _first_remarks(lead)]
    if lead.changed:
        items.append(Text("card-changed", {"what": listed(lead.changed)}))
    if items:
        yield Text("card-said", {"items": listed(items)})


def _remarks(lead: Lead) -> Iterator[Text]:
    """What the first lines did not show of the person's own words, or not whole."""
    whole = {remark.words for remark in _first_remarks(lead) if len(remark.words) <= LONGEST_REMARK}
    rest = [remark for remark in lead.remarks if remark.words not in whole and remark.kind != LANGUAGE]
    if rest:
        yield _line("remarks", listed(remark.shown() for remark in rest))


def _in_short(remark: Remark) -> Text:
    whole = remark.words
    short = whole if len(whole) <= LONGEST_REMARK else f"{whole[: LONGEST_REMARK - 1]}…"
    return replace(remark, words=short).shown()


def _reach(on: OnCard) -> Text:
    """How and when to reach the person, in which language to write and to talk, and what staff do next."""
    lead = on.lead
    written = Text("card-write", {"value": Text(f"language-{lead.consented.language}.name")})
    ways = [contact_text(lead.contact, lead.contact_way), written]
    if lead.talk_language is not None:
        ways.append(lead.talk_language)
    if lead.lives_in is not None:
        ways.append(lead.lives_in)
    return Text("card-reach", {"ways": listed(ways), "next": _next_act(lead, on.bookings)})


def _next_act(lead: Lead, bookings: Sequence[Booking]) -> Text:
    """What staff do next: the most urgent of what is open."""
    due = deadline_in(lead.consented)
    if "expired" in lead.flags or (due is not None and due.has_passed(date.fromisoformat(lead.consented.day))):
        return Text("card-next-passed")
    if "new_employer_begun" in lead.flags:
        return Text("card-next-work-begun")
    if "deadline" in lead.flags:
        return Text("card-next-renew" if lead.goal == "pr" and deadline_is_of_stay(lead) else "card-next-deadline")
    if not {"new_employer", "new_employer_free", "job_of_holder"}.isdisjoint(lead.flags):
        return Text("card-next-work")
    if "stay_gap" in lead.flags:
        return Text("card-next-gap")
    if "absence" in lead.flags and lead.goal == "pr":
        return Text("card-next-absence")
    if "own_route" in lead.flags:
        long_term = lead.residence == "long_term"
        return Text("card-next-own-route-long-term" if long_term else "card-next-own-route")
    if lead.falls:
        return Text("card-next-child" if lead.goal == "family" else "card-next-file")
    of_talk = _next_of_talk(bookings)
    if lead.total is None or "asks_human" in lead.flags:
        return of_talk or Text("card-next-answer")
    # J-Skip asks for no points, so nobody asks for what they hang on.
    if lead.deciding and not (lead.j_skip and lead.deciding[0].key.startswith("q-")):
        return _ask(lead, lead.deciding[0])
    return of_talk or Text("card-next-time" if lead.half_days else "card-next-offer")


def _next_of_talk(bookings: Sequence[Booking]) -> Text | None:
    """What a talk wants of staff: an approval, what became of it, or that it is held; None where there is none."""
    if any(str(booking.state) == "requested" for booking in bookings):
        return Text("card-next-approve")
    booked = [booking for booking in bookings if str(booking.state) == "booked"]
    if booked:
        return Text("card-next-came" if any(booking.ended for booking in booked) else "card-next-talk")
    over = [booking for booking in bookings if str(booking.state) in ("kept", "missed")]
    last = max(over, key=lambda booking: booking.start or 0, default=None)
    return Text("card-next-after") if last is not None and str(last.state) == "kept" else None


def deadline_is_of_stay(lead: Lead) -> bool:
    """Return whether the first day by which something must be done is the end of the stay."""
    due = deadline_in(lead.consented)
    return due is not None and due.of_stay


def _ask(lead: Lead, first: Text) -> Text:
    """Return what to do of the first of what decides: a condition, something only the employer knows, or a fact."""
    if first.key == "card-gate":
        # Of a condition its name is enough: how it stands was said before.
        failed = first.args["state"] == Text("score-not-met")
        return Text("card-next-gate" if failed else "card-next-ask", {"what": first.args["name"]})
    at_employer = {f"q-{name}.short" for name in lead.ask_employer}
    if first.key in at_employer and lead.category != "c":
        theirs = [text for text in lead.deciding if text.key in at_employer]
        return Text("card-next-employer", {"what": listed(theirs[:MOST_DECIDING])})
    return Text("card-next-ask", {"what": first})


def _what_is_known(lead: Lead) -> Iterator[Text]:
    """What follows besides, without what the first lines said."""
    told = _outcome(lead)
    return (fact for fact in lead.facts if fact != told and not _is_of_papers(fact))


def _is_of_papers(text: Text) -> bool:
    return text.key.startswith("paper-")


# What answers each wish: of ways to permanent residence the one without points first, where there is one.
_OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "pr": ("follows-card-own", "follows-card-residence"),
    "hsp2": ("follows-card-hsp2",),
    "family": ("follows-card-family",),
}

# Of own words the first lines show so many remarks, each so long; the rest stands below.
MOST_REMARKS, LONGEST_REMARK = 3, 60

# So many bookings: the one that stands, and what would move it.
MOST_BOOKINGS = 2

# So many of what decides are named on the card; the worksheet names them all.
MOST_DECIDING = 4

# The card from the first line to the last: in six lines what staff act on, then what they read, and last what only the
# file needs. One more line is one more declaration here, and its text.
CARD: tuple[CardLine, ...] = (
    CardLine("title", lambda on: [_title(on)]),
    CardLine("first", lambda on: _first(on.lead)),
    CardLine("bookings", lambda on: _booked(on)),
    CardLine("values", lambda on: _values(on.lead)),
    CardLine("outlook", _decides),
    CardLine("said", lambda on: _said(on.lead)),
    CardLine("reach", lambda on: [_reach(on)]),
    CardLine("note", lambda on: [_line("note", Typed(on.lead.note))] if on.lead.note else []),
    CardLine("consultation", lambda on: [_line("consultation", _consultation(on))] if _is_wished(on) else []),
    CardLine("remarks", lambda on: _remarks(on.lead)),
    CardLine("told", lambda on: on.lead.told),
    CardLine("facts", lambda on: _what_is_known(on.lead)),
    CardLine("unknown", lambda on: _unknown_lines(on.lead), scored=True),
    CardLine(
        "not_asked",
        lambda on: _not_asked(on.lead),
        scored=True,
    ),
    CardLine(
        "category",
        lambda on: [_line("category", Text(f"category-{on.lead.category}") if on.lead.category else None)],
        scored=True,
    ),
    CardLine("range", lambda on: _range(on.lead), scored=True),
    CardLine("runs", lambda on: _past(on.lead.consented.runs)),
    CardLine(
        "source",
        lambda on: [_line("source", on.lead.consented.source)] if on.lead.consented.source else [],
    ),
    CardLine("papers", lambda on: [text for text in on.lead.facts if _is_of_papers(text)]),
    CardLine("as_of", lambda on: [_as_of(on.lead.consented, on.lead.counted_for)], scored=True),
)
