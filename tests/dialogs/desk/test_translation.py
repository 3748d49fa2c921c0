"""What client and staff are told of the machine that translates their talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from dialogs.desk.decision import RelayToClient, RelayToStaff, WriteToClient, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import TAKEN, Matter
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import StaffAct
from dialogs.dialogue import Dialogue
from dialogs.effects import Export, OfferTranslation, SwitchTranslation, TellStaff
from dialogs.messages import Act, ActKind, Text
from dialogs.talk import Utterance
from tests.dialogs.desk.matters import SATO, matter, no_lead, now
from tests.dialogs.walker import real_dialogue

SAID = Utterance("Hello", id="7")


@cache
def dialogue() -> Dialogue:
    """The dialogue of an office with a translation server."""
    plain = real_dialogue()
    return Dialogue(plain.questionnaire, replace(plain.around, translates=True), plain.words)


def talking(language: str = "en", translation: str = "") -> Matter:
    """A matter in which somebody writes in a language."""
    taken = matter(TAKEN, taken_by=SATO)
    return replace(taken, conversation=replace(taken.conversation, language=language, translation=translation))


def notices(around: Dialogue, before: Matter, act: object) -> list[WriteToClient]:
    """What the client is told about translations as something is passed on, which is always passed on first."""
    decision = Desk(around).handle(before, act, now())
    passed_on = [isinstance(order, RelayToClient | RelayToStaff) for order in decision.orders]
    assert sum(passed_on) == 1
    found = [order for order in decision.orders if isinstance(order, WriteToClient) and order.mark == "t/translation.0"]
    assert (decision.matter.conversation.translation == before.conversation.translation) is not bool(found)
    return found


@pytest.mark.parametrize(
    "act", [TellStaff("Hello", SAID), StaffAct("write", SATO, said=SAID, rights=EVERYTHING)], ids=["client", "staff"]
)
def test_the_client_is_told_once_where_the_talk_begins(act: object) -> None:
    [notice] = notices(dialogue(), talking(), act)
    assert notice.text == Text("translation-told")
    assert [button.action for row in notice.rows for button in row] == ["off"]
    for told in ("told", "off"):
        assert notices(dialogue(), talking(translation=told), act) == []
    assert notices(dialogue(), talking("ja"), act) == [], "of one language"
    assert notices(real_dialogue(), talking(), act) == [], "without a server"


@pytest.mark.parametrize(("translation", "state", "action"), [("", "on", "off"), ("told", "on", "off"), ("off",) * 3])
def test_privacy_shows_how_it_stands_with_the_button_that_changes_it(translation: str, state: str, action: str) -> None:
    decision = Desk(dialogue()).handle(talking(translation=translation), OfferTranslation(), now())
    [order] = decision.orders
    assert isinstance(order, WriteToClient)
    assert order.text == Text("translation-state", {"now": state})
    assert [button.action for row in order.rows for button in row] == ["on" if action == "off" == state else "off"]


def test_staff_are_told_of_a_switch_where_there_is_a_lead() -> None:
    desk = Desk(dialogue())
    for on, state in ((True, "on"), (False, "off")):
        told = WriteToStaff(Text("staff-translation-switched", {"now": state}), ring=False)
        assert desk.handle(talking(), SwitchTranslation(on), now()).orders == (told,)
        assert desk.handle(no_lead(), SwitchTranslation(on), now()).orders == ()


@pytest.mark.parametrize(
    ("before", "action", "after", "effects", "note"),
    [
        ("told", "off", "off", [SwitchTranslation(False)], "translation-switched"),
        ("off", "off", "off", [], "translation-switched"),
        ("off", "on", "told", [SwitchTranslation(True)], "translation-switched"),
        ("", "other", "", [], "old-button"),
    ],
)
def test_a_press_says_what_is_wanted_so_that_any_copy_does_it(
    before: str, action: str, after: str, effects: list[object], note: str
) -> None:
    conversation = talking(translation=before).conversation
    act = Act(ActKind.PRESS, data=f"t/translation.0.{action}", message="5")
    result = dialogue().handle(conversation, act, now())
    assert conversation.translation == after
    assert result.effects == effects
    assert result.stray
    assert [line.key for screen in result.screens for line in screen.lines][:1] == [note]
    kept = dialogue().exported(conversation, now()).get("translation", "")
    assert kept == after


def test_privacy_offers_it_only_where_there_is_something_to_translate() -> None:
    def offered(around: Dialogue, language: str) -> Sequence[object]:
        act = Act(ActKind.COMMAND, command="privacy")
        return around.handle(talking(language).conversation, act, now()).effects

    assert offered(dialogue(), "en") == [OfferTranslation()]
    assert offered(dialogue(), "ja") == offered(real_dialogue(), "en") == []
    assert Export() not in offered(dialogue(), "en")
