"""The pages of settings: a form for each part, what it would change before it is saved, and what was changed before."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.errors import IntakeError, OfficeProfileError
from bot.office import settings
from bot.office.moments import moment_of
from bot.office.saved_changes import SAVED, SavedUndoing, is_of_saved, take_back, undoing
from bot.office.settings import Proposed
from bot.office.web.visit import Go, PageAnswer, PostedForm, ShownPage, StaffVisit
from bot.office_profile.editing import EditedProfile, ProfileText, office_of, read_profile
from bot.office_profile.settings import PARTS, SettingsForm, SettingsPart, typed_into
from bot.turns.counting import ProfileChange
from bot.web.forms import NotTaken
from bot.words.words import languages
from dialogs.messages import Text

if TYPE_CHECKING:
    from bot.turns.apply import Batch

HOME = "/desk/settings"
SAVE = "save"
NOT_WRITTEN, MEANWHILE = "desk-settings-not-written", "desk-settings-meanwhile"
LOCKED_OUT = "desk-settings-locked-out"
_OWN = frozenset({"proof", "do", "digest"})
LONGEST = 4_096


async def show(visit: StaffVisit) -> PageAnswer:
    """List the parts, and what was changed before."""
    profile = await _read(visit)
    changes = await visit.looked(settings.history)
    zone = visit.parts.office.zone
    values = {
        "parts": list(PARTS),
        "file": profile.name,
        "writable": profile.can_be_written,
        "problem": await asyncio.to_thread(_problem_of, profile),
        "changes": [(one, moment_of(one.at, zone), one.about.rpartition(".")) for one in changes],
        "lines": _lines,
    }
    done = visit.query("done")
    told = Text(f"desk-settings-{done}") if done in ("saved", "saved-later") else None
    return ShownPage("settings.html", values, told=told)


async def show_part(visit: StaffVisit) -> PageAnswer:
    """Show the form of a part as it stands in the file."""
    part, profile = _part(visit), await _read(visit)
    return _form(part, profile, part.shape(_draft(profile), languages()))


async def take_part(visit: StaffVisit, form: PostedForm) -> PageAnswer:
    """Show what a form would change; with the button below that, change it."""
    part, profile = _part(visit), await _read(visit)
    given = {name: form.text(name, LONGEST) for name in form.fields if name not in _OWN}
    shape = part.shape(_draft(profile), languages())
    try:
        change = settings.proposed(part.name, profile, given)
    except OfficeProfileError as error:
        return _form(part, profile, typed_into(shape, given), wrong=error.text, status=422)
    if not change.diff:
        return _form(part, profile, shape, told=Text("desk-settings-same"))
    if settings.locks_out(change, visit.by):
        return _form(part, profile, typed_into(shape, given), wrong=Text(LOCKED_OUT), status=422)
    if form.text("do") != SAVE:
        return await _preview(visit, change, given)
    done = await _save(visit, form, change)
    return await _preview(visit, change, given, done, 409) if isinstance(done, Text) else done


async def show_undo(visit: StaffVisit) -> PageAnswer:
    """Show what it takes to take a change back."""
    kept = await _change(visit)
    if is_of_saved(kept):
        return _of_saved(await visit.looked(lambda batch: _saved_undoing(batch, kept)))
    return await _preview(visit, _undoing(kept, await _read(visit)), {})


async def take_undo(visit: StaffVisit, form: PostedForm) -> PageAnswer:
    """Take a change back."""
    kept = await _change(visit)
    if is_of_saved(kept):
        return await _take_saved_back(visit, form, kept)
    change = _undoing(kept, await _read(visit))
    done = await _save(visit, form, change, undoes=True)
    return await _preview(visit, change, {}, done, 409) if isinstance(done, Text) else done


def _saved_undoing(batch: Batch, change: ProfileChange) -> SavedUndoing:
    found = undoing(batch.tx, change)
    if found is None or not found.diff:
        raise NotTaken(409, "desk-settings-not-undone")
    return found


def _of_saved(found: SavedUndoing, told: Text | None = None, status: int = 200) -> ShownPage:
    values = {"part": SAVED, "lines": _lines(found.diff), "would": (), "given": {}, "writable": True, "at_once": True}
    return ShownPage("settings_preview.html", {**values, "digest": _digest_of(found.diff), "file": ""}, status, told)


def _digest_of(diff: str) -> str:
    return hashlib.sha256(diff.encode()).hexdigest()[:32]


async def _take_saved_back(visit: StaffVisit, form: PostedForm, change: ProfileChange) -> PageAnswer:
    shown = form.text("digest")

    def do(batch: Batch) -> SavedUndoing | None:
        if form.was_taken(batch):
            return None
        found = _saved_undoing(batch, change)
        if _digest_of(found.diff) != shown:
            return found
        form.is_first(batch, visit.now)
        take_back(batch.tx, found, visit.by, visit.now)
        return None

    other = await visit.did(do)
    return Go(f"{HOME}?done=saved") if other is None else _of_saved(other, Text(MEANWHILE), 409)


# --- pieces -----------------------------------------------------------------------------------------------------------


def _part(visit: StaffVisit) -> SettingsPart:
    found = PARTS.get(visit.request.match_info.get("part", ""))
    if found is None:
        raise NotTaken(404, "desk-gone")
    return found


async def _read(visit: StaffVisit) -> ProfileText:
    path = visit.parts.profile
    try:
        profile = await asyncio.to_thread(read_profile, visit.parts.example if path is None else path)
    except OfficeProfileError as error:
        raise NotTaken(503, "desk-settings-unread") from error
    # In messages it is the file's own name: nobody needs to know where on the machine it is.
    return ProfileText(path, profile.path.name if profile.path else profile.name, profile.text)


def _problem_of(profile: ProfileText) -> Text | None:
    """Return why the next start would refuse the file as it stands; a hand may have slipped in it."""
    try:
        office_of(profile)
    except OfficeProfileError as error:
        return error.text
    return None


def _draft(profile: ProfileText) -> EditedProfile:
    try:
        return EditedProfile(profile)
    except OfficeProfileError as error:
        raise NotTaken(503, "desk-settings-unread") from error


def _undoing(change: ProfileChange, profile: ProfileText) -> Proposed:
    try:
        found = settings.proposed_undoing(change, profile)
    except OfficeProfileError as error:
        raise NotTaken(409, "desk-settings-not-undone") from error
    if found is None or not found.diff:
        raise NotTaken(409, "desk-settings-not-undone")
    about = change.about.rpartition(".")[2]
    return Proposed(about, found.before, found.after, found.office)


async def _change(visit: StaffVisit) -> ProfileChange:
    number = visit.number("number")
    found = [one for one in await visit.looked(settings.history) if one.number == number]
    if not found:
        raise NotTaken(404, "desk-gone")
    return found[0]


async def _preview(
    visit: StaffVisit, change: Proposed, given: Mapping[str, str], told: Text | None = None, status: int = 200
) -> ShownPage:
    def look(batch: Batch) -> list[Text]:
        return list(settings.consequences(batch, change, visit.now))

    values = {
        "part": change.part,
        "lines": _lines(change.diff),
        "would": await visit.looked(look),
        "given": given,
        "digest": change.before.digest,
        "writable": change.before.can_be_written and (told is None or told.key != NOT_WRITTEN),
        "file": change.before.name,
        "at_once": visit.parts.can_take_up(change.part),
    }
    return ShownPage("settings_preview.html", values, status, told)


def _lines(diff: str) -> Sequence[tuple[str, str]]:
    """Return the lines of a diff, each with what it is: new, gone, or the same."""
    kinds = {"+": "new", "-": "gone", "@": "place"}
    return [(kinds.get(line[:1], "same"), line) for line in diff.split("\n")]


def _form(
    part: SettingsPart,
    profile: ProfileText,
    shape: SettingsForm,
    *,
    wrong: Text | None = None,
    told: Text | None = None,
    status: int = 200,
) -> ShownPage:
    values = {"part": part.name, "shape": shape, "file": profile.name, "wrong": wrong}
    return ShownPage("settings_part.html", values, status, told)


async def _save(visit: StaffVisit, form: PostedForm, change: Proposed, *, undoes: bool = False) -> Go | Text:
    """Save a change; return why not, where the file is not the one any more for which it was shown."""
    path, shown, by = visit.parts.profile, form.text("digest"), visit.by
    if path is None:
        return Text(NOT_WRITTEN)
    if settings.locks_out(change, by):
        return Text(LOCKED_OUT)

    def do(batch: Batch) -> bool | str:
        if form.was_taken(batch):
            return True
        # Where this is done again since somebody else wrote to the database meanwhile, the file has it already.
        known = {change.before.digest, change.after.digest} if change.before.digest == shown else set()
        try:
            if read_profile(path).digest not in known:
                return MEANWHILE
            settings.keep(batch, change, by, visit.now, undoes=undoes)
        except IntakeError:
            # Nothing was written, so the form may be sent again.
            return NOT_WRITTEN
        form.is_first(batch, visit.now)
        return visit.parts.take_up(change)

    done = await visit.did(do)
    if isinstance(done, str):
        return Text(done)
    return Go(f"{HOME}?done={'saved' if done else 'saved-later'}")


__all__ = ["show", "show_part", "show_undo", "take_part", "take_undo"]
