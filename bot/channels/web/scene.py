"""What is done around a turn from the website, in its own transaction: whether the browser may act is looked at, what
its person did is shown on their page, and what came of it is read for the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.channels.web.sessions import is_over
from bot.channels.web.view import Changes, View, mark_on
from bot.turns.ports import Transaction
from bot.turns.posting import handle_of
from bot.turns.records import Person
from bot.turns.website import WebEvent, WebSession
from dialogs.marks import place_of, read_press
from dialogs.messages import Act, ActKind, Text
from dialogs.place import RESULT

# So far back it is looked for the question that a button belongs to.
MOST_LOOKED_AT = 40
# Ends the ticking of several.
DONE_LABEL = "button-done"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands after a turn: who may act, and what is new on the page; that is all of it where `is_clear`."""

    session: WebSession
    language: str
    is_clear: bool
    changes: Changes | None
    # That of the person's record once this is committed.
    version: int = 0


@dataclass(slots=True)
class WebScene:
    """Implements `bot.turns.shelf.Scene` for one act of a browser.

    `trace` is what the page shows of the act, where it is no press. `after` is the number up to which the page has all;
    None where it is loaded anew.
    """

    channel: str
    session: str
    now: datetime
    view: View
    trace: Mapping[str, Any] = field(default_factory=dict)
    after: int | None = None
    # What was asked where something was typed, as its form says; and whether something else is asked by now.
    asked: str = ""
    is_outdated: bool = False

    def begins(self, tx: Transaction, person: Person, act: Act, *, is_new: bool) -> Act | None:
        """Show what a person did, if their browser may still act for them."""
        session = tx.web_session(self.session)
        if session is None or session.is_link or session.person != person.id or is_over(session, self.now):
            return None
        self.is_outdated = is_new and act.kind is ActKind.TEXT and _is_outdated(tx, person, self.asked)
        if self.is_outdated:
            return None
        if is_new and act.kind is ActKind.PRESS:
            return replace(act, message=_mark(tx, person, act.data))
        if is_new and self.trace:
            shown = {**self.trace, "language": person.conversation.language}
            tx.add_web_event(WebEvent("", person.id, "own", shown))
        return act

    def ends(self, tx: Transaction) -> Outcome | None:
        """Return what came of it; the chat may be another person's by now."""
        session = tx.web_session(self.session)
        person = None if session is None else tx.whole_person(session.person)
        if session is None or person is None:
            return None
        address = person.address
        if (address.channel, address.to) != (self.channel, session.to):
            whose = tx.whose(self.channel, session.to)
            address = address if whose is None else whose.address
        is_clear = tx.is_clear(address.id)
        changes = None if self.after is None or not is_clear else self.view.changes(tx, person, self.after)
        version = person.version + person.touched
        return Outcome(session, person.conversation.language, is_clear, changes, version)


def _is_outdated(tx: Transaction, person: Person, asked: str) -> bool:
    """Whether what was typed under a question would be taken for the answer to another.

    Another page may have answered it, or this is a page that was gone back to.
    """
    conversation, form = person.conversation, read_press(f"{asked}.typed")
    if form is None or (conversation.place.at == RESULT and conversation.place.overlay is None):
        return False  # a result asks nothing
    if form.place == place_of(conversation) and conversation.opened <= form.revision <= conversation.revision:
        return False
    live = conversation.live
    shown = None if live is None else tx.web_event(person.id, handle_of(person, live))
    # What stands on the page can be answered there, whatever has changed behind it, unless more is about to come.
    return shown is None or mark_on(shown) != asked or not tx.is_clear(person.address.id)


def _mark(tx: Transaction, person: Person, data: str) -> str:
    """Note in a question what was pressed; return the place of the message it was on, "" where it is on none."""
    live = person.conversation.live
    found = None if live is None else tx.web_event(person.id, handle_of(person, live))
    if found is None or _label(found, data) is None:
        shown, _ = tx.web_page(person.id, None, MOST_LOOKED_AT)
        found = next((event for event in reversed(shown) if _label(event, data)), None)
    if found is None:
        return ""
    payload = {**found.payload, "chosen": _chosen(found, data)}
    marked = WebEvent("", found.person, found.kind, payload, found.handle, content=found.content)
    tx.change_web_event(found, marked)
    return str(found.place)


def _chosen(event: WebEvent, data: str) -> Any:
    """What somebody chose by a button: what it says, or all that was ticked where it says that they are done."""
    label = _label(event, data)
    if label["key"] != DONE_LABEL:
        return label
    labels = [Text.from_json(label) for row in event.payload["say"]["rows"] for label, _ in row]
    ticked = [inner for one in labels if one.key == "ticked" and isinstance(inner := one.args.get("label"), Text)]
    return Text("list", {"items": tuple(ticked)}).to_json() if ticked else label


def _label(event: WebEvent, data: str) -> Any:
    """What the button says that carries this."""
    rows = event.payload.get("say", {}).get("rows", ())
    return next((label for row in rows for label, carried in row if carried == data), None)


__all__ = ["Outcome", "WebScene"]
