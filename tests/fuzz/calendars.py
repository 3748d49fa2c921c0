"""Calendars of others, and what a CalDAV server answers."""

from __future__ import annotations

import random

from tests.fuzz import mutation
from tests.fuzz.reader import FuzzedReader, of_bytes, of_texts

_BEGIN = 1_795_800_000
ENTRIES = (
    "DTSTART;TZID=Asia/Tokyo:20261201T090000\r\nDTEND;TZID=Asia/Tokyo:20261201T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=9",
    "DTSTART;VALUE=DATE:20261205\r\nDURATION:P2D\r\nTRANSP:TRANSPARENT",
    "DTSTART:20261201T000000Z\r\nDURATION:PT1H\r\nEXDATE:20261203T000000Z\r\nRDATE:20261210T000000Z\r\nRRULE:FREQ=DAILY;UNTIL=20261231",
    "DTSTART;TZID=Own:20261201T090000\r\nDTEND;TZID=Own:20261201T100000\r\nATTENDEE;PARTSTAT=DECLINED:mailto:a@b.c",
    "DTSTART:20260101T000000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=2MO;BYSETPOS=-1;INTERVAL=1",
    "RECURRENCE-ID:20261203T000000Z\r\nDTSTART:20261204T000000Z\r\nDTEND:20261204T010000Z\r\nSTATUS:CANCELLED",
)
_ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:20001029T030000\r\nTZOFFSETFROM:+1000\r\n"
    "TZOFFSETTO:+0900\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZNAME:X\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
_FREE = (
    "BEGIN:VFREEBUSY\r\nFREEBUSY;FBTYPE=BUSY:20261201T000000Z/PT1H,20261202T000000Z/20261202T010000Z\r\n"
    "END:VFREEBUSY\r\n"
)


def _calendar(*entries: str) -> bytes:
    said = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}@x\r\nSUMMARY:x\r\n{one}\r\nEND:VEVENT\r\n" for n, one in enumerate(entries)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{_ZONE}{said}{_FREE}END:VCALENDAR\r\n".encode()


def _rule(dice: random.Random) -> str:
    """Return a rule by which something comes again: of right parts, and of odd ones."""
    parts = [f"FREQ={dice.choice(('SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'X'))}"]
    for name in (
        "INTERVAL",
        "COUNT",
        "BYMONTHDAY",
        "BYMONTH",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYSETPOS",
        "BYHOUR",
        "BYSECOND",
    ):
        if dice.random() < 0.2:
            numbers = dice.choices(
                (0, 1, 2, 5, 29, 30, 31, 53, 60, 366, -1, -366, 999_999_999), k=dice.choice((1, 1, 3))
            )
            parts.append(f"{name}={','.join(map(str, numbers))}")
    if dice.random() < 0.3:
        parts.append(f"BYDAY={dice.choice(('MO', '5MO', '-1SU', '99TU', 'MO,TU,WE,TH,FR,SA,SU', 'XX'))}")
    if dice.random() < 0.2:
        parts.append(f"UNTIL={dice.choice(('20261231', '99991231T235959Z', '00010101', 'x'))}")
    return ";".join(parts)


def _repeated(dice: random.Random) -> bytes:
    """Return a calendar whose entry, or zone, comes again by any rule, from any day on."""
    begins = dice.choice(
        ("20261201T000000", "19700101T000000", "00010101T000000", "99991231T235959", "20261131T250000")
    )
    zone = _ZONE.replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", _rule(dice)) if dice.random() < 0.3 else _ZONE
    entry = f"DTSTART;TZID=Own:{begins}\r\nDURATION:PT1H\r\nRRULE:{_rule(dice)}"
    return _calendar(entry).replace(_ZONE.encode(), zone.encode())


def _busy() -> FuzzedReader:
    from zoneinfo import ZoneInfo

    from bot.calendars.events import busy_in, is_calendar

    zone = ZoneInfo("Asia/Tokyo")
    seeds = (*(_calendar(one) for one in ENTRIES), _calendar(*ENTRIES))
    changed = of_bytes(seeds, 300_000)

    def make(dice: random.Random) -> bytes:
        return changed(dice) if dice.random() < 0.5 else _repeated(dice)

    def read(text: bytes) -> object:
        is_calendar(text)
        return busy_in([text], _BEGIN, _BEGIN + 60 * 86_400, zone, lambda uid: uid == "0@x", ("a@b.c",))

    return FuzzedReader("calendars", make, read, base=3.0, each=5e-5, share=4)


def _entry() -> FuzzedReader:
    from datetime import UTC, datetime, timedelta
    from zoneinfo import ZoneInfo

    from bot.calendars.caldav_client import is_anothers, is_named
    from bot.calendars.entry_text import UnreadableEntry, changed_text, times_in
    from bot.sheets.calendar import CalendarEntry
    from bot.turns.records import EntryKept

    zone = ZoneInfo("Asia/Tokyo")
    at = datetime(2026, 12, 1, tzinfo=UTC)
    entry = CalendarEntry(
        uid="0@x", sequence=1, begins=at, ends=at + timedelta(hours=1), summary="#1 online", place="https://a.example/"
    )
    kept = EntryKept(line="#1 online")
    seeds = tuple(_calendar(one).decode() for one in ENTRIES)

    def read(text: str) -> None:
        text = text.encode("utf-8", "replace").decode()  # it comes as UTF-8
        is_named(text, "0@x")
        is_anothers(text, "0@x")
        times_in(text, "0@x", zone)
        changed_text(text, entry, kept, at, keeps_times=False)

    return FuzzedReader(
        "calendar entries", of_texts(seeds, 60_000), read, (UnreadableEntry,), base=2.0, each=5e-5, share=4
    )


_DAV = (
    '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response>'
    "<d:href>/cal/a.ics</d:href><d:propstat><d:prop><d:getetag>1</d:getetag><d:displayname>Office</d:displayname>"
    "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:current-user-principal><d:href>/me/</d:href>"
    "</d:current-user-principal><c:calendar-home-set><d:href>/cal/</d:href></c:calendar-home-set>"
    "<d:current-user-privilege-set><d:privilege><d:write/></d:privilege></d:current-user-privilege-set>"
    "<c:calendar-data>{}</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    "</d:multistatus>"
)
_BOMB = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + '<!ENTITY f SYSTEM "file:///etc/hostname">]>'
)


def _dav() -> FuzzedReader:
    from unittest.mock import Mock

    from caldav.response import DAVResponse

    from bot.calendars.caldav_client import CaldavClient, _beside, _calendars, _listed, _path
    from bot.calendars.sources import CalendarTrouble

    address = "https://a.example/"
    client = CaldavClient(address, "user", "password")
    right = _DAV.format(_calendar(ENTRIES[0]).decode().replace("\r", "&#13;")).encode()
    bomb = (_BOMB + _DAV.format("&j;&f;").partition("?>")[2]).encode()

    def read(body: bytes) -> None:
        answer = Mock(content=body, status_code=207, text="", headers={"Content-Type": "application/xml"}, reason="")
        try:
            made = DAVResponse(answer)
        except Exception:  # taken as trouble where it is asked, whatever it is: `CaldavClient._asking`
            return
        made.status = 207
        for parse in (made.parse_propfind, made.parse_calendar_query):
            found = CaldavClient._parsed(made, parse)
            said = [(one.href, one.properties) for one in found if hasattr(one, "properties")]
            list(_calendars(address, said))
            for href, own in said:
                _beside(address, href)
                _path(href)
                for other in own.values():
                    for named in _listed(other):
                        client._joined(address, named)

    changed = of_bytes((right,), 200_000)

    def make(dice: random.Random) -> bytes:
        return changed(dice) if dice.random() < 0.3 else _other_tree(dice, right)

    return FuzzedReader("answers of CalDAV", make, read, (CalendarTrouble,), first=(bomb,), base=0.3, share=10)


def _other_tree(dice: random.Random, right: bytes) -> bytes:
    """Return XML whose elements are gone, doubled, put elsewhere, or hold something else."""
    from xml.etree import ElementTree

    tree = ElementTree.fromstring(right)
    for _ in range(dice.choice((1, 2, 4))):
        within = dice.choice([one for one in tree.iter() if len(one)] or [tree])
        if not len(within):
            break
        one, what = dice.choice(list(within)), dice.randrange(5)
        if what == 0:
            within.remove(one)
        elif what == 1:
            within.append(one)
        elif what == 2:
            one.text = dice.choice(mutation.TRICKS)
        elif what == 3:
            one.tag = dice.choice([other.tag for other in tree.iter()])
        else:
            others = [other.tag for other in tree.iter()]
            within.insert(0, ElementTree.Element(dice.choice(others), {dice.choice(("x", "xmlns")): "DAV:"}))
    try:
        return ElementTree.tostring(tree)
    except (RecursionError, UnicodeEncodeError):
        return right


MAKERS = (
    _busy,
    _entry,
    _dav,
)

__all__ = ["MAKERS"]
