"""How the office's CalDAV server is reached, and to which of its calendars bookings are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.calendars.caldav_client import CaldavClient, DavCalendar
from bot.calendars.sources import CalendarTrouble, TroubleKind
from bot.errors import SettingsError, reason_of
from bot.settings import Settings
from dialogs.office import Office

Connect = Callable[[], CaldavClient]
"""Makes a client, to be closed by whoever asked for it."""


def connect_to(settings: Settings) -> Connect:
    """Return what makes clients of the server that the settings name.

    The password is read each time, so that a new one counts at once. Raises `SettingsError` where it cannot be read.
    """
    url, user, file = settings.caldav_url, settings.caldav_user, settings.caldav_password_file
    assert url is not None, "asked for where there is one"
    assert user is not None, "they go together"
    assert file is not None, "they go together"
    read_password(file)
    return lambda: CaldavClient(url, user, read_password(file))


def read_password(file: Path) -> str:
    """Return the password in a file. Raises `SettingsError` where there is none."""
    try:
        password = file.read_text(encoding="utf-8").strip("\r\n")
    except UnicodeDecodeError:
        raise SettingsError("error-setting-caldav-password-text", path=str(file)) from None
    except OSError as error:
        raise SettingsError("error-setting-caldav-password", path=str(file), reason=reason_of(error)) from None
    if not password:
        raise SettingsError("error-setting-caldav-password-empty", path=str(file))
    return password


def written_to(calendars: Sequence[DavCalendar], office: Office, staff: str) -> DavCalendar:
    """Return the calendar to which bookings of a member of staff are written.

    It is the one that the profile names for them, or for all; else the only one, or the first that we may write to.
    Raises `CalendarTrouble` where there is none.
    """
    member = office.member(staff)
    own = None if member is None else member.writes_to
    wanted = own or (None if office.calendar is None else office.calendar.writes_to)
    named = [one for one in calendars if wanted in (None, one.name)]
    found = next((one for one in named if one.can_write), None)
    if found is None:
        raise CalendarTrouble(TroubleKind.REFUSED if named else TroubleKind.NO_CALENDAR)
    return found
