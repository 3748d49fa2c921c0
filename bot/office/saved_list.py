"""The texts that staff keep to answer with, as /saved lists, shows, keeps and deletes them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from bot.office.lead_list import Listed
from bot.office.saved_changes import record
from bot.turns.ports import Transaction
from bot.words.words import Words
from dialogs.desk.matter import Member
from dialogs.desk.rights import LEAD, Rights
from dialogs.messages import Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.saved import MOST_SAVED, VALUES, SavedText, TypedText, named, read_saved


def saved_reply(
    tx: Transaction, words: Words, typed: str, rights: Rights, languages: Sequence[str], by: Member, now: datetime
) -> Listed:
    """Answer what stands behind /saved: nothing lists, a name shows, a name with texts keeps, "delete" deletes."""
    saved, text = tx.saved_texts(), typed.strip()
    if not text:
        return _list(saved, languages)
    first, _, rest = text.partition(" ")
    deletes = first.casefold() in words.plain(LANGUAGE_OF_STAFF, Text("staff-saved-delete-words")).split("|")
    if not deletes and "\n" not in text:
        found = named(saved, text)
        return _said("staff-saved-unknown-name", name=text) if found is None else _shown(found)
    if not rights.may(LEAD):
        return Listed((rights.refusal(LEAD),), ())
    return _delete(tx, saved, rest, by, now) if deletes else _keep(tx, saved, text, languages, by, now)


def _list(saved: Sequence[SavedText], languages: Sequence[str]) -> Listed:
    lines = [Text("staff-saved-title", {"count": len(saved)}) if saved else Text("staff-saved-none")]
    lines += [Text("staff-saved-line", {"name": Typed(one.name), "languages": "・".join(one.texts)}) for one in saved]
    known = "、".join(f"{{{name}}}" for name in VALUES)
    lines.append(Text("staff-saved-how-line", {"languages": "、".join(languages), "known": known}))
    return Listed(tuple(lines), ())


def _shown(saved: SavedText) -> Listed:
    lines = [Text("staff-saved-name-line", {"name": Typed(saved.name)})]
    lines += [
        Text("staff-saved-text-line", {"language": code, "text": Typed(said)}) for code, said in saved.texts.items()
    ]
    return Listed(tuple(lines), ())


def _delete(tx: Transaction, saved: Sequence[SavedText], name: str, by: Member, now: datetime) -> Listed:
    found = named(saved, name)
    if found is None:
        return _said("staff-saved-unknown-name", name=name)
    delete_text(tx, found, by, now)
    return _said("staff-saved-deleted", name=found.name)


def delete_text(tx: Transaction, saved: SavedText, by: Member, now: datetime) -> None:
    """Delete a text; it can be brought back by what is kept of the change."""
    tx.drop_saved(saved.id)
    record(tx, saved, None, by, now)


def _keep(
    tx: Transaction, saved: Sequence[SavedText], text: str, languages: Sequence[str], by: Member, now: datetime
) -> Listed:
    written = read_saved(text, languages, LANGUAGE_OF_STAFF)
    if written.problem is not None:
        return Listed((written.problem,), ())
    found = named(saved, written.name)
    return Listed((keep_text(tx, saved, written, languages, by, now, found.id if found else ""),), ())


def keep_text(
    tx: Transaction,
    saved: Sequence[SavedText],
    written: TypedText,
    languages: Sequence[str],
    by: Member,
    now: datetime,
    instead_of: str = "",
) -> Text:
    """Keep a text, in place of the one of an id or as a new one; return what came of it."""
    if not instead_of and len(saved) >= MOST_SAVED:
        return Text("staff-saved-most", {"most": MOST_SAVED})
    kept = SavedText(instead_of or secrets.token_hex(6), written.name, written.texts)
    tx.keep_saved(kept)
    record(tx, next((one for one in saved if one.id == kept.id), None), kept, by, now)
    missing = "、".join(code for code in languages if code not in kept.texts)
    if missing:
        return Text("staff-saved-kept-but", {"name": Typed(kept.name), "languages": missing})
    return Text("staff-saved-kept", {"name": Typed(kept.name)})


def _said(key: str, *, name: str) -> Listed:
    return Listed((Text(key, {"name": Typed(name[:100])}),), ())
