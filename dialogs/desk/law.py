"""What the desk does when the law changes: the proposal that a lead of staff decides over, and the word to a client.

No text is kept: whoever agreed to hear of changes of their points is looked at when their turn comes, by the answers
that stand then, and told once of one table, however often it is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from dialogs.desk.decision import Decision, LookAgain, WriteToClient
from dialogs.desk.matter import Matter, Member, Recorded
from dialogs.desk.rights import LEAD, Rights, Role
from dialogs.dialogue import Dialogue
from dialogs.fields import known_fields
from dialogs.messages import Arg, Button, Screen, Text, Typed
from dialogs.reminding import chosen
from dialogs.reminding.quiet import morning_after
from dialogs.rescoring import LawChange, LawNews, is_scored, news_of
from dialogs.situation import Situation
from dialogs.telling import dashed
from scoring import Confidence, Ruleset
from scoring.crossings import CategoryShift, Crossing, MovedGate, MovedItem

# The kinds of timers: of a person who may have to be told, and of the proposal's card. Both stand in the clear; that
# of a person says no more than the one by which they are reminded of anything.
LAW, LAW_CARD = "law", "law_card"
OPEN, SENDING, DONE, DROPPED, REPLACED = "open", "sending", "done", "dropped", "replaced"
SEND, DROP = "law_send", "law_drop"
# What staff may do about a proposal, and the role that it needs.
LAW_ACTS: Mapping[str, Role] = MappingProxyType({SEND: LEAD, DROP: LEAD})
# What an example has in place of a figure.
_BLANK = "○"


@dataclass(frozen=True, slots=True)
class MarkCount:
    """How many cross a mark: those who reach it by the later table, and those who reach it no more."""

    mark_before: int
    mark: int
    reached: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class LawProposal:
    """A change of law about which clients may be told, as staff decide over it: figures, and nobody's name.

    `ruleset` is the id of the later table, `against` that of the earlier one, `first_day` that of the later one, `day`
    the day on which both were applied. `is_draft` says that the table does not ship yet. `scored` people were looked
    at; of those who cross something so many `agreed` to be told, and `others` did not; of `perhaps` it is not known.
    Among the first are `corrected`, who were told of the table before it was corrected and hear that it was.
    `sent` counts those who were told, `shown` how many of them the card says. `by` decided. `left` were still to be
    looked at when it was last seen how far it is, and nothing has become of that for `idle` times.
    """

    number: int
    ruleset: str
    against: str
    title: str
    first_day: str
    day: str
    is_draft: bool
    scored: int
    agreed: int
    others: int
    perhaps: int
    marks: tuple[MarkCount, ...]
    state: str = OPEN
    sent: int = 0
    shown: int = 0
    by: str = ""
    left: int = 0
    idle: int = 0
    corrected: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> LawProposal:
        """Do the reverse of `to_json`."""
        marks = tuple(MarkCount(**known_fields(MarkCount, one)) for one in data["marks"])
        return cls(**known_fields(cls, {**data, "marks": marks}))


# --- what a lead of staff decides -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LawDecision:
    """A proposal as it is from now on, with what the audit keeps of it; or why nothing follows."""

    proposal: LawProposal
    recorded: Recorded | None = None
    refused: Text | None = None


def decide(proposal: LawProposal, act: str, by: Member, rights: Rights, now: datetime) -> LawDecision:
    """Let staff have clients told, or not; only whoever leads may, and only the first press counts."""
    needs = LAW_ACTS[act]
    if not rights.may(needs):
        return LawDecision(proposal, refused=rights.refusal(needs))
    if proposal.state != OPEN:
        return LawDecision(proposal, refused=_state(proposal))
    decided = replace(proposal, state=SENDING if act == SEND else DROPPED, by=by.name)
    return LawDecision(decided, Recorded(now.timestamp(), act, proposal.ruleset, by))


def proposal_screen(proposal: LawProposal) -> Screen:
    """Return the card of a proposal: what changes, whom it concerns, what they would be told, and how it stands."""
    rows: tuple[tuple[Button, ...], ...] = ()
    if proposal.state == OPEN:
        rows = (tuple(Button(Text(f"staff-{act.replace('_', '-')}"), f"{act}:{proposal.number}") for act in LAW_ACTS),)
    return Screen(tuple(_card(proposal)), rows)


def _card(proposal: LawProposal) -> Iterator[Text]:
    yield Text("staff-law-title", {"number": str(proposal.number)})
    table: dict[str, Arg] = {
        "title": proposal.title,
        "id": proposal.ruleset,
        "against": proposal.against,
        "first": date.fromisoformat(proposal.first_day),
        "draft": "yes" if proposal.is_draft else "no",
    }
    yield Text("staff-law-table", table)
    yield Text("staff-law-scored", {"number": str(proposal.scored), "day": date.fromisoformat(proposal.day)})
    for count in proposal.marks:
        args = {"mark": _mark(count.mark_before, count.mark), "reached": str(count.reached), "lost": str(count.lost)}
        yield Text("staff-law-mark", args)
    if proposal.perhaps:
        yield Text("staff-law-perhaps", {"number": str(proposal.perhaps)})
    yield Text("staff-law-agreed", {"number": str(proposal.agreed), "others": str(proposal.others)})
    if proposal.corrected:
        yield Text("staff-law-corrected", {"number": str(proposal.corrected)})
    if proposal.state == OPEN:
        yield Text("staff-law-preview", {"text": _example(proposal)})
        if proposal.is_draft:
            yield Text("staff-law-draft")
    yield _state(proposal)


def _state(proposal: LawProposal) -> Text:
    """Return how a proposal stands: who decided, how many were told, who had not agreed or does not any more."""
    args = {
        "by": Typed(proposal.by),
        "sent": str(proposal.sent),
        "others": str(proposal.others),
        "gone": str(max(0, proposal.agreed - proposal.sent)),
    }
    return Text(f"staff-law-{proposal.state}", args)


def _example(proposal: LawProposal) -> Text:
    """Return the message as staff read it before it is sent, with blanks for what is each client's own."""
    first, day = date.fromisoformat(proposal.first_day), date.fromisoformat(proposal.day)
    lines: list[Text] = [
        Text("law-day", {"day": first, "ahead": "yes" if day <= first else "no"}),
        Text("law-total", {"before": _BLANK, "after": _BLANK, "day": day}),
        *(
            Text(key, {"mark": _named(count.mark_before, count.mark), "sure": "yes"})
            for count in proposal.marks
            for key, number in (("law-reached", count.reached), ("law-lost", count.lost))
            if number
        ),
        Text("law-moved-line", {"label": _BLANK * 2, "before": _BLANK, "after": _BLANK, "citation": _BLANK * 2}),
    ]
    return Text("law-changed", {"lines": tuple(lines)})


# --- what a client is told --------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, slots=True)
class LawChanged:
    """Somebody may have to be told of a change of law, which staff approved; `number` is that of the proposal."""

    before: Ruleset
    after: Ruleset
    number: int


def tell_of_law(dialogue: Dialogue, matter: Matter, act: LawChanged, now: datetime) -> Decision:
    """Tell a person what a change of law makes of their points: once, by day, and only if they want to hear of it."""
    situation = dialogue.situation(matter.conversation, now)
    wanted = chosen.ReminderKind.POINTS in chosen.kinds(situation) and matter.reachable
    if not wanted or not is_scored(situation):
        return Decision(matter)
    change = LawChange.seen_on(situation.today, act.before, act.after)
    news = news_of(situation, change)
    if not news.is_news:
        return Decision(matter)
    zone = chosen.clock_of_person(situation, matter.bookings)
    awake = dialogue.around.office.reminders.hours
    if (morning := morning_after(now, zone, awake)) is not None:
        return Decision(matter, (LookAgain(LAW, morning, version=act.number),))
    laws_told = {**matter.conversation.laws_told, act.after.id: news.kept}
    conversation = replace(matter.conversation, laws_told=laws_told)
    lines = tuple(_told(situation, change, news))
    text = Text("law-corrected" if news.corrects else "law-changed", {"lines": lines})
    rows = ((Button(Text("reminder-stop"), "stop"), Button(Text("reminder-all"), "list")),)
    said = WriteToClient(text, rows, chosen.beside(chosen.ReminderKind.POINTS))
    return Decision(replace(matter, conversation=conversation), (said,))


def _told(situation: Situation, change: LawChange, news: LawNews) -> Iterator[Text]:
    first = change.after.effective_from
    yield Text("law-day", {"day": first, "ahead": "yes" if change.day <= first else "no"})
    if not news.crossings:
        yield Text("law-moves-nothing", {"sure": _yes(not news.shifts)})
        return
    # Who crosses something does so in one category.
    [shift] = news.shifts
    # Of who does not work yet the points are those of the day when the work begins.
    day = situation.following_on(change.day).counted_for
    yield Text("law-total", {"before": shift.before.total, "after": shift.after.total, "day": day})
    if shift.after.least != shift.after.greatest:
        yield Text("law-range", {"least": shift.after.least, "greatest": shift.after.greatest})
    yield from _crossed(shift, news.crossings)
    moved = [item for item in shift.moved_items if item.points[0] != item.points[1]]
    yield from map(_item_line, moved)
    yield from map(_gate_line, shift.moved_gates)
    if len(moved) < len(shift.moved_items):
        yield Text("law-moved-open", {"count": len(shift.moved_items) - len(moved)})
    if shift.j_skip:
        yield Text("law-j-skip")
    if shift.confidence is Confidence.STAFF_CONFIRMS:
        yield Text("law-staff-confirms")


def _crossed(shift: CategoryShift, crossings: Sequence[Crossing]) -> Iterator[Text]:
    """Say what is crossed by the points; and once what a condition beside them does, which says nothing of them."""
    by_condition = [crossing.is_reached for crossing in crossings if not shift.by_points(crossing)]
    for crossing in filter(shift.by_points, crossings):
        reached = crossing.is_reached
        mark = _named(crossing.mark_before, crossing.mark)
        args: dict[str, Arg] = {"mark": mark, "sure": _yes(crossing.proved[1] is reached)}
        yield Text("law-reached" if reached else "law-lost", args)
    if by_condition:
        yield Text("law-opened" if by_condition[0] else "law-closed")


def _yes(true: bool) -> str:
    return "yes" if true else "no"


def _item_line(moved: MovedItem) -> Text:
    before, after = moved.points
    args: dict[str, Arg] = {"label": Text(f"item-{dashed(moved.id)}.short"), "before": before, "after": after}
    return Text("law-moved-line", {**args, "citation": moved.citation})


def _gate_line(moved: MovedGate) -> Text:
    met = {True: "yes", False: "no", None: "open"}[moved.after]
    return Text("law-moved-gate", {"label": Text(f"gate-{moved.id}"), "met": met, "citation": moved.citation})


def _named(before: int, after: int) -> Text:
    """Return a mark as a client reads it."""
    moved: dict[str, Arg] = {"mark": str(after), "was": str(before)}
    return Text("law-mark" if before == after else "law-mark-moved", moved)


def _mark(before: int, after: int) -> str:
    """Return a mark as staff read it, with what it was where the law moves the mark itself."""
    return str(after) if before == after else f"{before} → {after}"


__all__ = [
    "LAW",
    "LAW_ACTS",
    "LAW_CARD",
    "LawChanged",
    "LawDecision",
    "LawProposal",
    "MarkCount",
    "decide",
    "proposal_screen",
    "tell_of_law",
]
