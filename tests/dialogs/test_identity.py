"""The score comes before the identity: who somebody is and how to reach them is asked once they are on their way to the
office, in no walk before it, by no page beside the chat.
"""

from __future__ import annotations

import inspect
from dataclasses import replace

from hypothesis import given

from dialogs import employer_form, household
from dialogs.conversation import Conversation
from dialogs.kinds import Kind
from dialogs.kinds.words import Contact, FreeText, Name
from dialogs.machine import Flow
from dialogs.office import HandOffRule
from dialogs.place import YES, Wish
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation
from scoring import ruleset_for
from tests.dialogs.reached import reached
from tests.dialogs.test_machine import people
from tests.dialogs.walker import TODAY, real_dialogue
from tests.properties import examples

FLOW = Flow(HSP, ruleset_for(TODAY))
# What tells who somebody is or how to reach them, by its kind; and by its name where the kind says nothing.
KINDS: tuple[type[Kind], ...] = (Name, Contact, FreeText)
NAMED = {"name", "contact", "contact_way", "nationality", "employer", "status_as_on_card", "lives_in", "note"}
IDENTITY = {question.id for question in HSP if isinstance(question.kind, KINDS)} | NAMED


def test_who_somebody_is_is_asked_in_the_chapter_for_the_office_alone() -> None:
    for name in IDENTITY:
        chapters = HSP.chapters_of(name)
        assert [chapter.id for chapter in chapters if not chapter.for_office] == [], name
        assert chapters, name
        assert not HSP[name].fields, f"{name}: no fact, and so no point, hangs on it"


@examples(40)
@given(conversation=people())
def test_whatever_is_known_it_is_asked_of_nobody_who_is_not_on_their_way_to_a_person(
    conversation: Conversation,
) -> None:
    around = real_dialogue().around
    office = replace(around.office, hand_off=HandOffRule(asks=("nationality", "employer")))
    situation = _seen(conversation, replace(around, office=office))
    _, question = FLOW.next(situation)
    if question is not None and question.id in IDENTITY:
        wants = situation.place.wants(Wish.RESULT) is not None or situation.place.wants(Wish.HUMAN) == YES
        assert wants or HSP.to_a_person.holds(situation)


def _seen(conversation: Conversation, around: object) -> Situation:
    from tests.dialogs.test_machine import seen

    found = seen(conversation)
    found.around = around  # type: ignore[assignment]  # the same surroundings, of an office that asks for more
    return found


def test_up_to_the_result_nothing_of_it_was_asked_and_all_points_are_there() -> None:
    walk = reached("result")
    assert not IDENTITY & set(walk.asked)
    assert walk.conversation.last_run is not None
    assert not IDENTITY & set(walk.conversation.answers)


def test_neither_the_employer_nor_a_partner_is_asked_who_the_client_is() -> None:
    fields = {*employer_form.FACTS, *employer_form.PARTS, employer_form.YEAR, employer_form.LEFT_OUT}
    assert not IDENTITY & fields
    said = inspect.getsource(household)
    assert not [name for name in ("name", "contact", "nationality") if f'"{name}"' in said]
