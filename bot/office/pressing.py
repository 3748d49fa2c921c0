"""What a press on a button in the staff group means: an act on a lead, a decision over many, or a page of a list."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from bot.office.commands import COMMANDS, Asked
from bot.office.filters import FILTERS
from bot.office.place import OfficeActs
from dialogs.desk.emptied import EMPTIED_ACTS
from dialogs.desk.law import LAW_ACTS
from dialogs.desk.matter import Member
from dialogs.desk.rights import MEMBER, Rights, Role
from dialogs.desk.staff import STAFF_ACTS, read_press
from dialogs.messages import Text

# What staff decide about many clients at once, and the role that it needs.
FOR_MANY: Mapping[str, Role] = MappingProxyType({**LAW_ACTS, **EMPTIED_ACTS})
# A button over a list: the command, its filter, and the page.
_CHOOSES = re.compile(rf"(leads):(all|{'|'.join(FILTERS)}):([0-9]{{1,4}})")
# A button under what staff are asked about many clients at once: the act, and the number of the question.
_DECIDES = re.compile(rf"({'|'.join(FOR_MANY)}):([0-9]{{1,15}})")

# A button beside a link to sign in: which link.
_SIGNS_IN = re.compile(r"desk:([0-9a-f]{32})")

FindRights = Callable[[Member, Role], Awaitable[Rights]]


async def press(
    desk: OfficeActs, update_id: int, data: str, by: Member, thread: int | None, rights: FindRights
) -> Text | None:
    """Do what a press means, in the topic `thread`; return what whoever pressed is to be told, if anything."""
    chosen = _CHOOSES.fullmatch(data)
    if chosen is not None:
        text = f"{'' if chosen[2] == 'all' else chosen[2]} {chosen[3]}"
        may = await rights(by, COMMANDS[chosen[1]].needs)
        await desk.answer(chosen[1], Asked(update_id, thread, text, by, may))
        return None
    signs_in = _SIGNS_IN.fullmatch(data)
    if signs_in is not None:
        return await desk.sign_in_code(signs_in[1], by, await rights(by, MEMBER))
    decides, pressed = _DECIDES.fullmatch(data), read_press(data, STAFF_ACTS)
    if decides is not None:
        may = await rights(by, FOR_MANY[decides[1]])
        turned = await desk.decide_for_many(update_id, int(decides[2]), decides[1], by, may)
    elif pressed is not None:
        act, number, row = pressed
        may = await rights(by, STAFF_ACTS[act].needs)
        turned = await desk.act(update_id, number, act, by, may, row)
    else:
        return None
    return turned.refused


__all__ = ["press"]
