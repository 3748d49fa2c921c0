"""Bringing two people together who are one: what differs between them, which of it is kept, and what becomes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from dialogs.conversation import Conversation
from dialogs.kinds import Consent, Language
from dialogs.messages import Button, Screen, Text
from dialogs.question import Question
from dialogs.situation import Situation

# The place of the buttons under the question whether two are one.
BESIDE = "w/"
SIDE, HERE, THERE, YES, NO = "side", "here", "there", "yes", "no"
# So many that differ have a button each; of more, all are chosen together.
MOST_ONE_BY_ONE = 12


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question that both have answered, and not alike: what is kept of the one who looks at it, and of the other."""

    question: Question
    here: Text
    there: Text


def has_anything(situation: Situation) -> bool:
    """Return whether somebody has anything that would be lost: answers, a result, a request, reminders."""
    conversation = situation.conversation
    told = (q.id for q in situation.questionnaire if not isinstance(q.kind, Language | Consent))
    has_told = any(map(conversation.has_kept, told))
    return has_told or conversation.lead or conversation.last_run is not None or bool(conversation.reminders)


def differences(here: Situation, there: Situation) -> list[Disagreement]:
    """Return what two people have answered differently, in the order of the questions."""
    found = []
    for question in here.questionnaire:
        if question.wish or isinstance(question.kind, Language | Consent):
            continue
        one, other = here.standing.told(question.id), there.standing.told(question.id)
        if one is not None and other is not None and one.value != other.value:
            shown = here.shown(question, one.value), there.shown(question, other.value)
            found.append(Disagreement(question, *shown))
    return found


def asked(found: Collection[Disagreement], kept: Collection[str], channel: str, *, first: bool) -> Screen:
    """Return the question whether two are one, with what differs and what of it is kept as it is chosen so far.

    `kept` names the questions of which this side's answer is kept; `channel` is the other side's. The `first` who is
    asked is the one who brought the code.
    """
    return Screen(tuple(_lines(found, kept, channel, first)), tuple(_buttons(found, kept, channel)), fresh=True)


def _lines(found: Collection[Disagreement], kept: Collection[str], channel: str, first: bool) -> Iterator[Text]:
    name = Text("channel-name", {"channel": channel})
    yield Text("merge-asked", {"channel": name, "side": "first" if first else "second", "count": len(found)})
    for one in found:
        keeps = "here" if one.question.id in kept else "there"
        what = Text(f"{one.question.text_key}.short")
        yield Text("merge-line", {"what": what, "here": one.here, "there": one.there, "keeps": keeps, "channel": name})
    yield Text("merge-next")


def _buttons(found: Collection[Disagreement], kept: Collection[str], channel: str) -> Iterator[tuple[Button, ...]]:
    name = Text("channel-name", {"channel": channel})
    if len(found) <= MOST_ONE_BY_ONE:
        for one in found:
            keeps = "here" if one.question.id in kept else "there"
            label = Text("merge-switch", {"what": Text(f"{one.question.text_key}.short"), "keeps": keeps})
            yield (Button(label, f"{SIDE}:{one.question.id}"),)
    if len(found) > 1:
        yield (Button(Text("merge-all-here"), HERE),)
        yield (Button(Text("merge-all-there", {"channel": name}), THERE),)
    yield (Button(Text("merge-yes"), YES), Button(Text("merge-no"), NO))


def chosen(found: Collection[Disagreement], kept: Collection[str], action: str) -> list[str]:
    """Return of which questions this side's answer is kept, once a button was pressed."""
    name, _, value = action.partition(":")
    if name in (HERE, THERE):
        return [one.question.id for one in found] if name == HERE else []
    switched = value if name == SIDE else ""
    names = [one.question.id for one in found]
    return [one for one in names if (one in kept) != (one == switched)]


def bring_together(stays: Conversation, goes: Conversation, taken: Collection[str]) -> None:
    """Let one conversation have what the other has besides; of the questions `taken` it takes the other's answer."""
    stays.take_over(goes, taken)
    stays.reminders = {**goes.reminders, **stays.reminders}
    stays.laws_told = {**goes.laws_told, **stays.laws_told}
    stays.history = sorted([*stays.history, *goes.history], key=_day_of)
    stays.confirmed = list(dict.fromkeys([*stays.confirmed, *goes.confirmed]))
    stays.agreed = stays.agreed or goes.agreed
    stays.source = stays.source or goes.source
    stays.employer_link = stays.employer_link or goes.employer_link
    if stays.consented_to is None:
        stays.consented_to, stays.consented_text = goes.consented_to, goes.consented_text
    stays.last_run = stays.last_run or goes.last_run
    stays.shown_run = stays.shown_run or goes.shown_run
    stays.lead = stays.lead or goes.lead
    if "off" in (stays.translation, goes.translation):
        stays.translation = "off"
    stays.revision = max(stays.revision, goes.revision) + 1
    stays.opened = stays.revision
    # Whoever has said on both sides that it is them has gone to each of the chats themselves.
    stays.pressed, stays.merging, stays.moves = None, {}, {}


def _day_of(kept: list[Any]) -> str:
    return str(kept[0])
