"""Gives what was understood back in the person's own spelling, where a text was read as the lists spell its words."""

from __future__ import annotations

from dataclasses import replace

from dialogs.conversation import Value
from dialogs.parsing.readings import Spelt
from dialogs.understanding.understood import Fact, Understood


def says_as_much(read: Understood, as_typed: Understood) -> bool:
    """Tell whether a text in another spelling says all that it says as it was typed, and asks nothing more."""
    settled = [(fact.question, fact.candidates) for fact in read.facts if fact.settled]
    kept = all((fact.question, fact.candidates) in settled for fact in as_typed.facts if fact.settled)
    asked = bool(read.question) > bool(as_typed.question) or (read.wish != as_typed.wish)
    lost = bool(as_typed.remarks) and not read.remarks
    return kept and not asked and not lost and as_typed.unknown <= read.unknown


def in_own_words(understood: Understood, spelt: Spelt) -> Understood:
    """Return what was understood with every word as it was typed; names and homes too."""
    own = spelt.own
    return replace(
        understood,
        facts=tuple(_own_fact(fact, spelt) for fact in understood.facts),
        remarks=tuple(replace(remark, words=own(remark.words)) for remark in understood.remarks),
        question=own(understood.question),
        denied={question: own(words) for question, words in understood.denied.items()},
        unsaid=tuple(replace(unsaid, words=own(unsaid.words)) for unsaid in understood.unsaid),
        put_right=tuple(replace(put, old=own(put.old), new=own(put.new)) for put in understood.put_right),
    )


def _own_fact(fact: Fact, spelt: Spelt) -> Fact:
    def own(value: Value) -> Value:
        return spelt.own(value) if isinstance(value, str) else value

    return replace(fact, candidates=tuple(map(own, fact.candidates)), words=spelt.own(fact.words))
