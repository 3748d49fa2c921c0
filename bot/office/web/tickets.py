"""Signing in from the group: a link that is no secret, and a number that only the member who asked is shown.

The whole group reads what the bot posts there, and the bot writes nowhere else. So a link alone must not sign anybody
in: whoever presses the button beside it sees a number over the chat, if it is their own, and nobody else does. Link and
number are good for five minutes and once; after three wrong numbers the link ends. Who signed in is told to the group,
so that they would see it if it was somebody else.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from dataclasses import replace
from datetime import datetime

from bot.delivery.post import Content, PostButton
from bot.office.lead_list import Listed
from bot.office.web.sessions import end_all_of, id_of, new_session
from bot.turns.apply import NOBODYS, Batch
from bot.turns.desk import DeskSession
from bot.web.tokens import new_token
from dialogs.desk.matter import Member, Recorded
from dialogs.desk.rights import LEAD, Rights
from dialogs.messages import Arg, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF

LINK_MINUTES, TRIES, FIGURES = 5, 3, 6
MARK_LETTERS = 32
# Under this number stand acts that are about no lead.
NO_LEAD = 0
OFF, ALL = "off", "all"


def sign_in(batch: Batch, base: str, typed: str, by: Member, rights: Rights, now: datetime) -> Listed:
    """Do what is typed behind the command, and return what is answered."""
    words = unicodedata.normalize("NFKC", typed[:100]).lower().split()
    if words == [OFF]:
        return _ended(batch, by, end_all_of(batch.tx, by), now)
    if words == [OFF, ALL]:
        if not rights.may(LEAD):
            return Listed((rights.refusal(LEAD),), ())
        everybody = {one.by.id: one.by for one in batch.tx.desk_sessions()}
        return _ended(batch, by, sum(end_all_of(batch.tx, one) for one in everybody.values()), now)
    if words:
        return Listed((Text("desk-how"),), ())
    return _link(batch, base, by, now)


def _link(batch: Batch, base: str, by: Member, now: datetime) -> Listed:
    moment, token = int(now.timestamp()), new_token()
    for other in batch.tx.desk_sessions():
        if other.is_over(moment) or (other.is_link and other.by.id == by.id):
            batch.tx.drop_desk_session(other.id)
    code = f"{secrets.randbelow(10**FIGURES):0{FIGURES}d}"
    until = moment + LINK_MINUTES * 60
    link = DeskSession(id_of(token), by, moment, moment, until=until, code=code, tries=TRIES)
    batch.tx.keep_desk_session(link)
    args: dict[str, Arg] = {"name": Typed(by.name), "link": f"{base}/desk/enter/{token}", "count": LINK_MINUTES}
    button = PostButton(Text("desk-show-code"), f"desk:{link.id[:MARK_LETTERS]}")
    return Listed((Text("desk-link", args),), (), ((button,),))


def _ended(batch: Batch, by: Member, count: int, now: datetime) -> Listed:
    if count:
        batch.tx.add_audit(NOBODYS, NO_LEAD, Recorded(now.timestamp(), "desk_off", "", by))
    return Listed((Text("desk-off", {"count": count}) if count else Text("desk-off-none"),), ())


def code_of(batch: Batch, mark: str, by: Member, now: datetime) -> Text:
    """Return what whoever pressed the button is shown, which nobody else sees: the number, if it is theirs."""
    link = next((one for one in batch.tx.desk_sessions() if one.is_link and one.id.startswith(mark)), None)
    if link is None or link.is_over(now.timestamp()):
        return Text("desk-link-over")
    if link.by.id != by.id:
        return Text("desk-not-yours", {"name": Typed(link.by.name)})
    return Text("desk-code", {"code": f"{link.code[:3]} {link.code[3:]}"})


def link_of(batch: Batch, token: str, now: datetime) -> DeskSession | None:
    """Return a link that can still be used."""
    link = batch.tx.desk_session(id_of(token))
    return link if link is not None and link.is_link and not link.is_over(now.timestamp()) else None


def use(batch: Batch, token: str, code: str, now: datetime) -> str | Text:
    """Use a link up; return the token of a new session, or what is wrong."""
    link = link_of(batch, token, now)
    if link is None:
        return Text("desk-link-over")
    figures = "".join(unicodedata.normalize("NFKC", code[:100]).split())
    if hmac.compare_digest(figures.encode(), link.code.encode()):
        batch.tx.drop_desk_session(link.id)
        new = new_token()
        batch.tx.keep_desk_session(new_session(new, link.by, now))
        _tell(batch, link.by, "desk_in", Text("desk-signed-in", {"name": Typed(link.by.name)}), now)
        return new
    left = link.tries - 1
    if left:
        batch.tx.keep_desk_session(replace(link, tries=left))
        return Text("desk-wrong-code", {"count": left})
    batch.tx.drop_desk_session(link.id)
    _tell(batch, link.by, "desk_failed", Text("desk-tries-over", {"name": Typed(link.by.name)}), now)
    return Text("desk-link-over")


def _tell(batch: Batch, by: Member, act: str, told: Text, now: datetime) -> None:
    """Record it, and tell the group: whoever it was not must learn of it at once."""
    batch.tx.add_audit(NOBODYS, NO_LEAD, Recorded(now.timestamp(), act, "", by))
    batch.posting.reply_to_staff(Content(LANGUAGE_OF_STAFF, (told,)), None, now, ring=True)


__all__ = ["code_of", "link_of", "sign_in", "use"]
