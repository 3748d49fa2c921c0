"""Who of staff may do what: each act asks for a role, and whoever lacks it changes nothing and reads who can."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dialogs.booking.booking import State
from dialogs.booking.rules import StaffMember
from dialogs.desk.choosing import ERASE, MORE, OUTCOME, PASS
from dialogs.desk.correcting import LINE, VALUE, WHY
from dialogs.desk.desk import Desk
from dialogs.desk.matter import TAKEN, Member, Menu
from dialogs.desk.rights import (
    ADMIN,
    EVERYTHING,
    LEAD,
    MEMBER,
    NOBODY,
    ROLES,
    Rights,
    Role,
    rights_among,
    rights_in,
)
from dialogs.desk.staff import STAFF_ACTS, WRITTEN_ACTS, StaffAct
from dialogs.dialogue import Dialogue
from dialogs.messages import Text, Typed
from dialogs.questionnaires.hsp import HSP
from dialogs.talk import Utterance
from tests.dialogs.desk.matters import SATO, SUZUKI, desk, matter, now
from tests.dialogs.desk.test_bookings import held
from tests.dialogs.walker import real_dialogue, real_words

ALL_ACTS = {**STAFF_ACTS, **WRITTEN_ACTS}
# Acts that decide over a client, or over a colleague.
FOR_LEADS = {"decline", "pass", "pass_to", "fix", "fix_line", "fix_to", "fix_why", "fix_typed", "erase", "erase_sure"}
HEAD = Member("900", "五十嵐")


def staff(*roles: Role) -> list[StaffMember]:
    names = ("五十嵐", "佐藤", "鈴木")
    return [
        StaffMember(id="abc"[n], telegram=900 + n, role=role, names={"ja": names[n], "en": "x"})
        for n, role in enumerate(roles)
    ]


# --- what each act asks for -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL_ACTS)
def test_every_act_declares_a_role(name: str) -> None:
    assert ALL_ACTS[name].needs == (LEAD if name in FOR_LEADS else MEMBER)


@pytest.mark.parametrize("name", ALL_ACTS)
@pytest.mark.parametrize(
    "rights", [NOBODY, Rights(MEMBER), Rights(is_checked=False)], ids=["nobody", "member", "doubt"]
)
def test_an_act_without_its_role_changes_nothing_and_is_not_recorded(name: str, rights: Rights) -> None:
    rule = ALL_ACTS[name]
    menus = {"pass_to": PASS, "ended": OUTCOME, "fix_line": LINE, "fix_to": VALUE, "fix_why": WHY, "erase_sure": ERASE}
    before = matter(TAKEN, taken_by=SATO, menu=Menu(menus.get(name, MORE)))
    act = StaffAct(name, SUZUKI, "salary", said=Utterance("x"), rights=rights)
    if rights.may(rule.needs):
        return
    decision = desk().handle(before, act, now())
    assert decision.matter == before
    assert (decision.orders, decision.recorded) == ((), None)
    assert decision.refused is not None


def test_a_role_may_do_all_that_a_lesser_one_may() -> None:
    may = {role: [Rights(role).may(needs) for needs in ROLES] for role in ROLES}
    assert may == {MEMBER: [True, False, False], LEAD: [True, True, False], ADMIN: [True, True, True]}
    assert not any(NOBODY.may(needs) for needs in ROLES)


# --- the profile ------------------------------------------------------------------------------------------------------


def test_the_profile_says_who_is_staff_and_in_which_role() -> None:
    listed = staff("admin", "lead", "member")
    assert [rights_in(listed, str(900 + n), is_anonymous=False).role for n in range(3)] == [ADMIN, LEAD, MEMBER]
    stranger = rights_in(listed, "555", is_anonymous=False)
    assert stranger.role is None, "in the group, and not in the profile: a member who left the office, say"
    assert rights_in(listed, "1087968824", is_anonymous=True).role == MEMBER
    assert stranger.leads == ("五十嵐", "佐藤")
    assert [one.name for one in stranger.colleagues] == ["五十嵐", "佐藤", "鈴木"]


@pytest.mark.parametrize("roles", [("member",), ("member", "member"), ("admin",), ("lead",)])
def test_where_nobody_leads_everybody_may_do_all(roles: tuple[Role, ...]) -> None:
    found = rights_in(staff(*roles), "900", is_anonymous=False)
    assert all(found.may(needs) for needs in (MEMBER, LEAD))


# --- the group --------------------------------------------------------------------------------------------------------


def among(member: Member, *administrators: Member, **how: Any) -> Rights:
    given = {"is_inside": True, "is_anonymous": False} | how
    return rights_among(administrators, [SATO, SUZUKI], member, **given)


def test_without_staff_in_the_profile_administrators_lead_and_members_are_members() -> None:
    assert among(HEAD, HEAD).role == LEAD
    assert among(SATO, HEAD).role == MEMBER
    assert among(SATO, HEAD, is_inside=False).role is None, "left the group"
    assert among(Member("1087968824", "管理者"), HEAD, is_anonymous=True).role == LEAD
    assert among(SATO).role == LEAD, "nobody administers it"
    assert among(SATO, HEAD).colleagues == (HEAD, SATO, SUZUKI)


# --- what is read -----------------------------------------------------------------------------------------------------


def test_whoever_may_not_reads_in_one_sentence_who_can() -> None:
    def said(text: Text) -> str:
        return real_words().plain("ja", text).translate({0x2068: None, 0x2069: None})

    rights = rights_in(staff("admin", "lead", "member"), "902", is_anonymous=False)
    assert (
        said(rights.refusal(LEAD)) == "恐れ入りますが、これは責任者の操作です。五十嵐、佐藤さんにお願いしてください。"
    )
    stranger = rights_in(staff("admin", "lead", "member"), "5", is_anonymous=False)
    assert (
        said(stranger.refusal(MEMBER))
        == "恐れ入りますが、職員として登録されていません。五十嵐、佐藤さんにお尋ねください。"
    )
    assert "管理者" in said(NOBODY.refusal(LEAD))
    assert said(Rights(is_checked=False).refusal(LEAD)).startswith("今、権限を確認できませんでした")
    many = Rights(MEMBER, tuple("名" * 64 for _ in range(50)))
    assert len(said(many.refusal(LEAD))) <= 200, "a press has room for no more"
    assert isinstance(many.refusal(LEAD).args["names"], Typed)


# --- bookings of one's own --------------------------------------------------------------------------------------------


def test_a_member_has_the_bookings_of_their_own_and_a_lead_those_of_all() -> None:
    around = real_dialogue().around
    office = replace(around.office, staff=tuple(staff("lead", "member", "member")))
    own = Desk(Dialogue(HSP, replace(around, office=office), real_words()))
    before = replace(matter(), bookings=(held(7, state=State.BOOKED, staff="b", until=None),))

    def cancels(member: Member, rights: Rights) -> Text | None:
        return own.handle(before, StaffAct("cancel_talk", member, "7", rights=rights), now()).refused

    assert cancels(Member("901", "佐藤"), Rights(MEMBER)) is None
    refused = cancels(Member("902", "鈴木"), Rights(MEMBER, ("五十嵐",)))
    assert refused is not None
    assert refused.key == "staff-needs-lead"
    assert cancels(Member("900", "五十嵐"), Rights(LEAD)) is None
    assert cancels(Member("902", "鈴木"), EVERYTHING) is None


# --- what is recorded -------------------------------------------------------------------------------------------------

# What is recorded under another name than the act's, and what is no act of the table.
RECORDED_AS = {"fix_why": {"confirmed", "corrected"}, "cancel_sure": {"cancel_talk"}, "ok": {"ok", "not_ok"}}
BESIDE = {"room", "unsend", "write_changed"}


def test_whatever_is_recorded_can_be_read_by_staff() -> None:
    acts = [RECORDED_AS.get(name, {name}) for name, rule in ALL_ACTS.items() if not rule.opens]
    for language in ("ja", "en"):
        lacking = [name for name in BESIDE.union(*acts) if not real_words().has(language, f"staff-did-{name}")]
        assert lacking == []
