"""The pages of the texts that staff answer with: what each looks like in every language, and a form to change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.office.saved_list import delete_text, keep_text
from bot.office.web.visit import Go, PageAnswer, PostedForm, ShownPage, StaffVisit
from bot.web.forms import NotTaken
from bot.words.words import languages
from dialogs.desk.rights import LEAD
from dialogs.messages import Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office
from dialogs.saved import LONGEST_NAME, LONGEST_SAVED, VALUES, SavedText, checked_text, pieces

if TYPE_CHECKING:
    from bot.turns.apply import Batch

HOME = "/desk/saved"
NEW = "new"
SAVE, DELETE = "save", "delete"


async def show(visit: StaffVisit) -> PageAnswer:
    """List the texts as clients would read them."""
    saved = await visit.looked(lambda batch: batch.tx.saved_texts())
    values = {
        "saved": [(one, _previews(visit.parts.office, one.texts)) for one in saved],
        "may_change": visit.rights.may(LEAD),
        "languages": languages(),
    }
    return ShownPage("saved.html", values)


async def show_one(visit: StaffVisit) -> PageAnswer:
    """Show the form of a text."""
    found = await _found(visit)
    texts = {} if found is None else found.texts
    return _form(visit, found, "" if found is None else found.name, texts)


async def take_one(visit: StaffVisit, form: PostedForm) -> PageAnswer:
    """Show how a text would look; with the button below that, keep it; or delete it."""
    found = await _found(visit)
    do = form.text("do")
    if do == DELETE and found is not None:
        wanted = found.id

        def drop(batch: Batch) -> None:
            gone = next((one for one in batch.tx.saved_texts() if one.id == wanted), None)
            if form.is_first(batch, visit.now) and gone is not None:
                delete_text(batch.tx, gone, visit.by, visit.now)

        await visit.did(drop)
        return Go(HOME)
    name = form.text("name")
    typed = {code: form.text(f"text.{code}").replace("\r\n", "\n") for code in languages()}
    # A text in a language that we have no more stays as it is.
    texts = {**({} if found is None else found.texts), **typed}
    written = checked_text(name, texts, (*languages(), *texts), LANGUAGE_OF_STAFF)
    if written.problem is not None:
        return _form(visit, found, name, typed, wrong=written.problem)
    if do != SAVE:
        return _form(visit, found, name, typed, is_previewed=True)

    def keep(batch: Batch) -> Text | None:
        saved = batch.tx.saved_texts()
        other = next((one for one in saved if one.name.casefold() == written.name.casefold()), None)
        own = "" if found is None else found.id
        if other is not None and other.id != own:
            return Text("desk-saved-name-taken", {"name": Typed(written.name)})
        if form.was_taken(batch):
            return None
        told = keep_text(batch.tx, saved, written, languages(), visit.by, visit.now, own)
        if told.key == "staff-saved-most":
            return told
        form.is_first(batch, visit.now)
        return None

    problem = await visit.did(keep)
    return Go(HOME) if problem is None else _form(visit, found, name, typed, wrong=problem)


async def _found(visit: StaffVisit) -> SavedText | None:
    """Return the text that the address names; None for a new one. Raises `NotTaken` for one that is gone."""
    wanted = visit.request.match_info.get("text", "")
    if wanted == NEW:
        return None
    found = [one for one in await visit.looked(lambda batch: batch.tx.saved_texts()) if one.id == wanted]
    if not found:
        raise NotTaken(404, "desk-gone")
    return found[0]


def _form(
    visit: StaffVisit,
    found: SavedText | None,
    name: str,
    texts: Mapping[str, str],
    *,
    wrong: Text | None = None,
    is_previewed: bool = False,
) -> ShownPage:
    values = {
        "id": NEW if found is None else found.id,
        "name": name,
        "texts": [(code, texts.get(code, "")) for code in languages()],
        "previews_of": _previews(visit.parts.office, texts),
        "wrong": wrong,
        "is_previewed": is_previewed,
        "holes": list(VALUES),
        "longest_name": LONGEST_NAME,
        "longest": LONGEST_SAVED,
    }
    return ShownPage("saved_one.html", values, 200 if wrong is None else 422)


def _previews(office: Office, texts: Mapping[str, str]) -> Sequence[tuple[str, list[tuple[Text | str, str]]]]:
    """Return how a text reads in each of our languages, in pieces: words, and what stands in holes."""
    return [(code, [_piece(office, code, *piece) for piece in pieces(texts.get(code, ""))]) for code in languages()]


def _piece(office: Office, code: str, said: str, is_hole: bool) -> tuple[Text | str, str]:
    if not is_hole:
        return said, ""
    known = {
        "office": office.desk_in(code),
        "phone": office.phone,
        "email": office.email,
        "map": office.map_link,
    }
    if said in known:
        value = known[said]
        return (Text("desk-saved-no-value", {"value": f"{{{said}}}"}), "wrong") if value is None else (value, "value")
    if said in VALUES:
        return Text(f"desk-saved-sample-{said}"), "value"
    return Text("desk-saved-no-value", {"value": f"{{{said}}}"}), "wrong"


__all__ = ["show", "show_one", "take_one"]
