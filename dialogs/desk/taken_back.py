"""A client took a message back: what they had said with it goes from the lead, and its points are counted anew.

What the office has confirmed, put right, or seen papers of is its own knowledge by then, and stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogs.consented import Consented
from dialogs.conversation import Value
from dialogs.desk.correcting import summed_up
from dialogs.desk.decision import Decision, Order, ShowCard, WriteToStaff
from dialogs.desk.matter import Ask, LeadRecord, Matter
from dialogs.messages import Text
from dialogs.own_words import NOTE, OWN_WORDS
from scoring.groups import rows_reading

if TYPE_CHECKING:
    from dialogs.dialogue import Dialogue

# Of leads of version 0.1 only these go: what their points were counted by is not known.
_OF_THEIR_OWN = ("name", "contact", NOTE)


@dataclass(frozen=True, slots=True)
class TookBack:
    """Somebody took back messages that brought these answers, lines of own words, and answers to staff's questions."""

    questions: tuple[str, ...]
    lines: tuple[str, ...] = ()
    asks: tuple[int, ...] = ()


def take_back(dialogue: Dialogue, matter: Matter, taken: TookBack) -> Decision:
    """Take off the card what came of a message that is taken back, and tell staff what that was."""
    record = matter.record
    if record is None:
        return Decision(matter)
    keys = {one.key for one in record.asks if one.number in taken.asks}
    names = [*taken.questions, *(key for key in keys if key in dialogue.questionnaire.by_id)]
    held = _held(dialogue, record, names)
    gone = [name for name in dict.fromkeys(names) if name in record.consented.answers and name not in held]
    if record.consented.earlier is not None:
        gone = [name for name in taken.questions if name in _OF_THEIR_OWN]
    asks = tuple(_unsaid(one) if one.number in taken.asks else one for one in record.asks)
    changed = replace(record, asks=asks, before=_without(record.before, gone, taken.lines))
    changed = replace(changed, consented=_less(record.consented, gone, taken.lines))
    corrections = tuple(replace(one, before=None) if one.question in names else one for one in record.corrections)
    changed = replace(changed, corrections=corrections)
    if changed != record and record.consented.earlier is None:
        changed = replace(changed, consented=summed_up(dialogue, changed))
    return Decision(replace(matter, record=changed), tuple(_told(dialogue, record, changed, gone, held, taken)))


def _held(dialogue: Dialogue, record: LeadRecord, names: Collection[str]) -> list[str]:
    """Which of some answers the office knows itself by now."""
    right = {one.question for one in record.corrections if one.after == record.consented.value(one.question)}
    seen = {*record.confirmed}
    rows = {name: rows_reading(dialogue.questionnaire[name].fields) for name in names if name in dialogue.questionnaire}
    return [name for name in names if name in right or not seen.isdisjoint(rows.get(name, ()))]


def _unsaid(ask: Ask) -> Ask:
    return replace(ask, value=None, before=None, shown=None if ask.is_open else Text("staff-ask-taken-back"))


def _without(values: Mapping[str, Value], gone: Collection[str], lines: Collection[str]) -> Mapping[str, Value]:
    kept = {name: value for name, value in values.items() if name not in gone}
    words = kept.get(OWN_WORDS)
    if isinstance(words, list):
        kept[OWN_WORDS] = [line for line in words if line not in lines]
    return kept


def _less(consented: Consented, gone: Collection[str], lines: Collection[str]) -> Consented:
    less = consented.with_answers(gone, replace(consented, answers={}, earlier=None)) if gone else consented
    words = less.answers.get(OWN_WORDS)
    if words is None or not isinstance(words[0], list):
        return less
    left = [line for line in words[0] if line not in lines]
    others = {name: answer for name, answer in less.answers.items() if name != OWN_WORDS}
    return replace(less, answers=others | ({OWN_WORDS: (left, words[1])} if left else {}))


def _told(
    dialogue: Dialogue,
    before: LeadRecord,
    after: LeadRecord,
    gone: Collection[str],
    held: Collection[str],
    taken: TookBack,
) -> Iterator[Order]:
    if after != before:
        yield ShowCard()
    said = before.consented.value(OWN_WORDS) if before.consented.earlier is None else None
    has_said = isinstance(said, list) and any(line in said for line in taken.lines)
    what = [*_named(dialogue, gone), *([Text("own-words-taken-back")] if has_said else [])]
    what += [one.label for one in before.asks if one.number in taken.asks and one.key not in gone]
    if what:
        yield WriteToStaff(Text("staff-unsent-answers", {"items": tuple(what)}), ring=False)
    if held:
        yield WriteToStaff(Text("staff-unsent-held", {"items": tuple(_named(dialogue, held))}), ring=False)


def _named(dialogue: Dialogue, names: Collection[str]) -> list[Text]:
    questions = dialogue.questionnaire.by_id
    return [Text(f"{questions[name].text_key}.short") for name in names if name in questions]


__all__ = ["TookBack", "take_back"]
