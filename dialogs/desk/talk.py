"""The talk between a client and staff: whose word it is, what is passed on, and when the bot takes over again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dialogs.desk.decision import (
    Decision,
    LookAgain,
    Order,
    RelayToClient,
    ShowCard,
    WriteToClient,
    WriteToStaff,
)
from dialogs.desk.matter import NEW, TAKEN, LeadRecord, Matter
from dialogs.dialogue import Dialogue
from dialogs.messages import Text, Typed
from dialogs.office import Office, after_open_hours
from dialogs.reminding.chosen import clock_of_person
from dialogs.reminding.quiet import morning_after
from dialogs.situation import Surroundings
from dialogs.talk import NO_TALK, Talk

if TYPE_CHECKING:
    from dialogs.desk.staff import StaffAct

# The kind of the timer that looks whether a talk has come to its end.
QUIET = "quiet"
# The row of what is written to a client elsewhere than in the group, which is told of it.
BESIDE = "desk"


@dataclass(frozen=True, slots=True)
class WentQuiet:
    """Nobody may have said a word for as long as the office lets the bot be silent."""


def write(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Pass on to the client what a member of staff wrote; from the first word on the bot is silent.

    Whoever answers a lead that nobody has takes it.
    """
    if act.said is None:
        return Decision(matter)
    moment, talk = now.timestamp(), matter.conversation.talk
    told = None
    if act.row == BESIDE:
        told = Text("staff-written-beside", {"name": Typed(act.by.name), "text": Typed(act.said.text)})
    orders: tuple[Order, ...] = (RelayToClient(act.said, told),)
    changed = record
    if record.state == NEW:
        changed = replace(changed, state=TAKEN, taken_by=act.by, waits_since=None)
    if not talk.is_silent:
        talk = Talk(moment, told_opening=talk.told_opening)
        orders += (LookAgain(QUIET, _end(dialogue.around, moment)),)
    if not record.talking:
        changed = replace(changed, talking=True)
    if changed != record:
        orders += (ShowCard(),)
    if not matter.reachable:
        orders += (WriteToStaff(Text("staff-held-back"), ring=True),)
    conversation = replace(matter.conversation, talk=replace(talk, last_word=moment))
    return Decision(replace(matter, record=changed, conversation=conversation), orders)


def hand_back(_dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: object, _now: datetime) -> Decision:
    """Give the word back to the bot because a member of staff says so; both sides are told."""
    if not record.talking:
        return Decision(matter)
    return Decision(handed_back(matter, record), (ShowCard(), WriteToClient(Text("talk-handed-back"))))


def handed_back(matter: Matter, record: LeadRecord) -> Matter:
    """Return a matter in which the bot has the word."""
    talk = matter.conversation.talk
    # Until the next opening nothing changes in when an answer may be expected.
    ended = replace(NO_TALK, told_opening=talk.told_opening)
    conversation = replace(matter.conversation, talk=ended) if talk.is_silent else matter.conversation
    return replace(matter, record=replace(record, talking=False), conversation=conversation)


def end_quiet(dialogue: Dialogue, matter: Matter, _act: WentQuiet, now: datetime) -> Decision:
    """Let the bot take over again where nobody said a word for so many hours of opening; look again where one did.

    At night where the client is, it waits for the morning.
    """
    record, talk, around = matter.record, matter.conversation.talk, dialogue.around
    if record is None or not talk.is_silent:
        return Decision(matter)
    end = _end(around, talk.last_word)
    if end > now:
        return Decision(matter, (LookAgain(QUIET, end),))
    zone, awake = clock_of_person(dialogue.situation(matter.conversation, now)), around.office.reminders.hours
    if (morning := morning_after(now, zone, awake)) is not None:
        return Decision(matter, (LookAgain(QUIET, morning),))
    told = WriteToStaff(Text("staff-handed-back"), ring=False)
    orders = (ShowCard(), WriteToClient(Text("talk-handed-back")), told)
    return Decision(handed_back(matter, record), orders)


def _end(around: Surroundings, last_word: float) -> datetime:
    """Return when a talk ends if nobody says another word."""
    since = datetime.fromtimestamp(last_word, UTC)
    return after_open_hours(around.office, since, hours_of(around.office), around.holiday)


def hours_of(office: Office) -> int:
    """Return for how many hours of opening the bot is silent after the last word."""
    return office.hand_off.silent_hours
