"""Who of staff may do what: the roles, where they come from, and whom to ask where somebody may not.

A profile with `[[staff]]` says who is staff and in which role. Without it the messenger's group does: its
administrators lead, its members are members. Where nobody leads (an office of one person, say), everybody may do all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dialogs.desk.matter import Member
from dialogs.messages import Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.rules import StaffMember

Role = Literal["member", "lead", "admin"]
MEMBER: Final = "member"
LEAD: Final = "lead"
ADMIN: Final = "admin"
ROLES: tuple[Role, ...] = (MEMBER, LEAD, ADMIN)
# An answer to a press has room for 200 characters.
MOST_NAMED, LONGEST_NAMED = 4, 20


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do at the desk; by default nothing.

    `role` is None for whoever is not staff. `leads` names those who may do what a lead may. `colleagues` are those to
    whom a lead can be passed on. `is_checked` is false where it could not be found out what the person may do.
    """

    role: Role | None = None
    leads: tuple[str, ...] = ()
    colleagues: tuple[Member, ...] = ()
    is_checked: bool = True

    def may(self, needs: Role) -> bool:
        """Return whether the role is enough for what needs one."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(needs)

    def refusal(self, needs: Role) -> Text:
        """Return one sentence for whoever may not: who can."""
        if not self.is_checked:
            return Text("staff-rights-unknown")
        named = self.leads[:MOST_NAMED]
        names = "、".join(name if len(name) <= LONGEST_NAMED else f"{name[:LONGEST_NAMED]}…" for name in named)
        key = "staff-not-of-staff" if self.role is None else f"staff-needs-{needs}"
        return Text(key, {"names": Typed(names), "count": len(named)})


NOBODY = Rights()
# Of whoever works at the machine itself, and of tests.
EVERYTHING = Rights(ADMIN)


def rights_in(staff: Sequence[StaffMember], telegram: str, *, is_anonymous: bool) -> Rights:
    """Return what somebody may do at an office whose profile names its staff; `telegram` is the id of their account.

    An administrator who hides their name is staff, and may do what everybody of staff may: who it is, nobody knows.
    """
    leads = [one for one in staff if one.role != MEMBER]
    found = next((one for one in staff if str(one.telegram) == telegram), None)
    role: Role | None = MEMBER if is_anonymous else None if found is None else found.role
    if not leads and role is not None:
        role = ADMIN
    names = tuple(one.names[LANGUAGE_OF_STAFF] for one in leads or staff)
    return Rights(role, names, tuple(Member(str(one.telegram), one.names[LANGUAGE_OF_STAFF]) for one in staff))


def rights_among(
    administrators: Collection[Member],
    seen: Collection[Member],
    member: Member,
    *,
    is_inside: bool,
    is_anonymous: bool,
) -> Rights:
    """Return what somebody may do in a group without staff in the profile.

    `administrators` are those of the group who are people, `seen` others of it who did something. Whoever left the
    group (`is_inside` is false) is no staff any more.
    """
    is_lead = is_anonymous or any(member.is_same(one) for one in administrators)
    role: Role | None = None
    if is_lead or is_inside:
        role = LEAD if is_lead or not administrators else MEMBER
    others = [one for one in seen if not any(one.is_same(other) for other in administrators)]
    return Rights(role, tuple(one.name for one in administrators), (*administrators, *others))
