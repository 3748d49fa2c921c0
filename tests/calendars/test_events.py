"""When a calendar makes somebody busy: as a person would say it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars import events
from tests.calendars.ics import busy, calendar, event, read, seconds, shown
from tests.dialogs.booking.zones import NAMES, NIGHTS
from tests.properties import examples

NINE_TO_TEN = ("DTSTART;TZID=Asia/Tokyo:20261201T090000", "DTEND;TZID=Asia/Tokyo:20261201T100000")
ONCE = ["2026-12-01 09:00 - 2026-12-01 10:00"]


# --- times ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        NINE_TO_TEN,
        ("DTSTART:20261201T000000Z", "DTEND:20261201T010000Z"),
        ("DTSTART:20261201T000000Z", "DURATION:PT1H"),
        ("DTSTART:20261201T090000", "DTEND:20261201T100000"),
        ("DTSTART;TZID=Tokyo Standard Time:20261201T090000", "DTEND;TZID=Tokyo Standard Time:20261201T100000"),
        ('DTSTART;TZID="Asia/Tokyo":20261201T090000', 'DTEND;TZID="Asia/Tokyo":20261201T100000'),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Tokyo:20261201T090000", "DURATION:PT1H"),
        ("DTSTART;TZID=America/New_York:20261130T190000", "DTEND;TZID=America/New_York:20261130T200000"),
        ("DTSTART;TZID=Europe/London:20261201T000000", "DTEND:20261201T010000Z"),
        ("DTSTART;TZID=No/Where:20261201T090000", "DTEND;TZID=No/Where:20261201T100000"),
    ],
    ids=["zone", "utc", "length", "no zone", "windows", "quoted", "vendor", "abroad", "two zones", "unknown zone"],
)
def test_a_time_is_the_moment_its_zone_says_and_never_taken_as_utc(begins: str, ends: str) -> None:
    """DTSTART taken as UTC, or as local time (easyappointments#1626 #1572); a floating time is the office's own."""
    assert busy(calendar(event(begins, ends))) == ONCE


def test_a_zone_that_a_calendar_defines_itself_is_that_calendars_alone() -> None:
    def zoned(offset: str, begins: str) -> bytes:
        rule = (
            f"BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD"
        )
        zone = f"BEGIN:VTIMEZONE\r\nTZID:Office, own\r\n{rule}\r\nEND:VTIMEZONE"
        return calendar(zone, event(f'DTSTART;TZID="Office, own":{begins}', "DURATION:PT1H"))

    assert busy(zoned("+0900", "20261201T090000")) == ONCE
    assert busy(zoned("+0500", "20261201T050000")) == ONCE, "what another one called so before is forgotten"


def test_a_zone_that_cannot_be_read_is_the_one_of_its_name() -> None:
    broken = "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\nBEGIN:STANDARD\r\nDTSTART:never\r\nno line\r\nEND:VTIMEZONE"
    assert busy(calendar(broken, event(*NINE_TO_TEN))) == ONCE
    assert busy(calendar("BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo", event(*NINE_TO_TEN))) == ONCE


def test_whole_days_are_busy_from_midnight_to_midnight_at_the_office() -> None:
    """All-day appointments that are missed (cal.diy#624, lukevella/rallly#22)."""
    assert busy(calendar(event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261226"))) == [
        "2026-12-24 00:00 - 2026-12-26 00:00"
    ]
    day = ["2026-12-24 00:00 - 2026-12-25 00:00"]
    assert busy(calendar(event("DTSTART;VALUE=DATE:20261224"))) == day
    assert busy(calendar(event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261224"))) == day
    new_york = ZoneInfo("America/New_York")
    assert busy(calendar(event("DTSTART;VALUE=DATE:20261224")), zone=new_york) == day, "whatever the zone of the office"


def test_what_begins_before_and_ends_after_what_is_asked_is_cut() -> None:
    long = calendar(event("DTSTART:20261101T000000Z", "DTEND:20270301T000000Z"))
    assert busy(long) == ["2026-12-01 00:00 - 2026-12-31 00:00"]
    assert busy(calendar(event("DTSTART:20261001T000000Z", "DTEND:20261101T000000Z"))) == []
    assert busy(calendar(event("DTSTART:20270201T000000Z", "DTEND:20270201T010000Z"))) == []
    assert busy(calendar(event("DTSTART:20261130T140000Z", "DURATION:PT2H"))) == ["2026-12-01 00:00 - 2026-12-01 01:00"]


@pytest.mark.parametrize(
    ("begins", "lasts", "ends"),
    [
        ("20261129T000000Z", "PT39H999M", "16:39"),
        ("20261110T000000Z", "P3W", "09:00"),
        ("20261123T000000Z", "P1WT1H", None),
        ("20261128T000000Z", "P3DT1H", "10:00"),
        ("20261120T000000Z", "PT265H", "10:00"),
    ],
)
def test_what_began_long_ago_and_lasts_until_now_is_busy(begins: str, lasts: str, ends: str | None) -> None:
    found = busy(calendar(event(f"DTSTART:{begins}", f"DURATION:{lasts}")))
    assert found == ([] if ends is None else [f"2026-12-01 00:00 - 2026-12-01 {ends}"])


def test_a_moment_without_length_takes_no_time() -> None:
    assert busy(calendar(event("DTSTART:20261201T000000Z"))) == []
    assert busy(calendar(event("DTSTART:20261201T000000Z", "DTEND:20261201T000000Z"))) == []


# --- repetitions ------------------------------------------------------------------------------------------------------


def test_a_recurring_appointment_is_busy_each_time() -> None:
    """Recurring appointments of which only the first is seen (cal.diy#18060 #8070 #1588)."""
    assert busy(calendar(event(*NINE_TO_TEN, "RRULE:FREQ=WEEKLY;COUNT=3"))) == [
        "2026-12-01 09:00 - 2026-12-01 10:00",
        "2026-12-08 09:00 - 2026-12-08 10:00",
        "2026-12-15 09:00 - 2026-12-15 10:00",
    ]
    old = ("DTSTART;TZID=Asia/Tokyo:20100107T150000", "DTEND;TZID=Asia/Tokyo:20100107T160000")
    assert busy(calendar(event(*old, "RRULE:FREQ=MONTHLY;BYDAY=1TH"))) == ["2026-12-03 15:00 - 2026-12-03 16:00"]
    assert busy(calendar(event(*old, "RRULE:FREQ=WEEKLY;UNTIL=20200101T000000Z"))) == []


def test_exceptions_and_moved_instances_of_a_series_are_where_they_are() -> None:
    series = event(
        *NINE_TO_TEN,
        "RRULE:FREQ=DAILY;COUNT=5",
        "EXDATE;TZID=Asia/Tokyo:20261202T090000",
        "RDATE;TZID=Asia/Tokyo:20261220T090000",
    )
    moved = event(
        "RECURRENCE-ID;TZID=Asia/Tokyo:20261203T090000",
        "DTSTART;TZID=Asia/Tokyo:20261210T130000",
        "DTEND;TZID=Asia/Tokyo:20261210T150000",
    )
    gone = event(
        "RECURRENCE-ID;TZID=Asia/Tokyo:20261204T090000", "DTSTART;TZID=Asia/Tokyo:20261204T090000", "STATUS:CANCELLED"
    )
    free = event(
        "RECURRENCE-ID;TZID=Asia/Tokyo:20261205T090000",
        "DTSTART;TZID=Asia/Tokyo:20261205T090000",
        "DTEND;TZID=Asia/Tokyo:20261205T100000",
        "TRANSP:TRANSPARENT",
    )
    assert busy(calendar(series, moved, gone, free)) == [
        *ONCE,
        "2026-12-10 13:00 - 2026-12-10 15:00",
        "2026-12-20 09:00 - 2026-12-20 10:00",
    ]


def test_an_instance_moved_into_what_is_looked_at_counts_though_its_series_is_over() -> None:
    series = event("DTSTART:20250101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20250110T000000Z")
    moved = event("RECURRENCE-ID:20250105T000000Z", "DTSTART:20261201T000000Z", "DURATION:PT1H")
    assert busy(calendar(series, moved)) == ONCE


@pytest.mark.parametrize(("zone", "day"), NIGHTS, ids=NAMES)
def test_a_series_keeps_its_hour_on_the_wall_when_clocks_change(zone: str, day: datetime) -> None:
    """Each day at nine where the appointment is, on both sides of the change; seen from Japan."""
    there = ZoneInfo(zone)
    first, last = (day + timedelta(days=ahead) for ahead in (-2, 2))
    series = event(
        f"DTSTART;TZID={zone}:{first:%Y%m%d}T090000",
        f"DTEND;TZID={zone}:{first:%Y%m%d}T100000",
        "RRULE:FREQ=DAILY;COUNT=5",
    )
    found = read(
        calendar(series), since=f"{first - timedelta(days=2)} 00:00", until=f"{last + timedelta(days=2)} 00:00"
    )
    wanted = [seconds(f"{first + timedelta(days=ahead)} 09:00", there) for ahead in range(5)]
    assert found.spans == tuple((begins, begins + 3_600) for begins in wanted)
    assert len({begins % 86_400 for begins in wanted}) == 2, "it is another hour in UTC"


@examples(40)
@given(
    night=st.sampled_from(NIGHTS),
    before=st.integers(0, 5),
    minute=st.integers(0, 24 * 4 - 1).map(lambda quarter: quarter * 15),
    every=st.integers(1, 3),
    count=st.integers(1, 6),
    quarters=st.integers(1, 8),
)
def test_a_series_is_where_the_clock_on_its_wall_says(
    night: tuple[str, date], before: int, minute: int, every: int, count: int, quarters: int
) -> None:
    """Also at hours that a clock skips, or shows twice: then on a clock that was not put on, and the first time."""
    zone, day = night
    first, clock = day - timedelta(days=before), time(*divmod(minute, 60))
    rule = f"RRULE:FREQ=DAILY;INTERVAL={every};COUNT={count}"
    series = event(f"DTSTART;TZID={zone}:{first:%Y%m%d}T{clock:%H%M%S}", f"DURATION:PT{quarters * 15}M", rule)
    found = read(
        calendar(series), since=f"{first - timedelta(days=3)} 00:00", until=f"{first + timedelta(days=30)} 00:00"
    )
    days = (first + timedelta(days=every * time_of) for time_of in range(count))
    begins = [int(datetime.combine(on, clock, ZoneInfo(zone)).timestamp()) for on in days]
    assert [span[0] for span in found.spans] == begins
    assert found.broken == 0


def test_what_begins_at_a_time_that_a_clock_skips_is_as_long_as_it_is() -> None:
    """In Santiago midnight is skipped on 6 September 2026, and the hour after it begins at one."""
    skipped = event("DTSTART;TZID=America/Santiago:20260906T000000", "DTEND;TZID=America/Santiago:20260906T010000")
    found = read(calendar(skipped), since="2026-09-01 00:00", until="2026-09-30 00:00")
    begins = seconds("2026-09-06 01:00", ZoneInfo("America/Santiago"))
    assert found.spans == ((begins, begins + 3_600),)


@pytest.mark.parametrize(("zone", "day"), NIGHTS, ids=NAMES)
def test_a_whole_day_on_which_clocks_change_is_as_long_as_it_is(zone: str, day: datetime) -> None:
    here = ZoneInfo(zone)
    found = read(
        calendar(event(f"DTSTART;VALUE=DATE:{day:%Y%m%d}", "RRULE:FREQ=DAILY;COUNT=1")),
        since=f"{day - timedelta(days=3)} 00:00",
        until=f"{day + timedelta(days=3)} 00:00",
        zone=here,
    )
    begins, ends = (datetime(at.year, at.month, at.day, tzinfo=here) for at in (day, day + timedelta(days=1)))
    assert found.spans == ((int(begins.timestamp()), int(ends.timestamp())),)
    assert ends.astimezone(UTC) - begins.astimezone(UTC) != timedelta(days=1)


# --- what is not busy -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("says", ["TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"])
def test_what_is_marked_as_free_blocks_nothing(says: str) -> None:
    """Free appointments that block (#2236 in the list cal.diy#3457)."""
    assert busy(calendar(event(*NINE_TO_TEN, says))) == []


def test_what_is_only_pencilled_in_is_busy() -> None:
    assert busy(calendar(event(*NINE_TO_TEN, "STATUS:TENTATIVE", "TRANSP:OPAQUE"))) == ONCE


def test_what_is_cancelled_is_not_busy() -> None:
    assert busy(calendar(event(*NINE_TO_TEN, "STATUS:CANCELLED"))) == []


GUESTS = (
    "ORGANIZER:mailto:boss@example.jp",
    "ATTENDEE;PARTSTAT=DECLINED;CN=Igarashi:mailto:Igarashi@example.jp",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@example.jp",
)


def test_what_the_owner_declined_is_not_busy_and_what_others_declined_is() -> None:
    declined = calendar(event(*NINE_TO_TEN, *GUESTS))
    assert busy(declined, owners=["igarashi@example.jp"]) == []
    assert busy(declined, owners=["boss@example.jp"]) == ONCE
    assert busy(declined) == ONCE, "nobody knows whose calendar it is"
    named = declined.replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-CALNAME:igarashi@example.jp")
    assert busy(named) == [], "Google's calendars bear the address of whose they are"
    alone = calendar(event(*NINE_TO_TEN, *GUESTS[:2]))
    assert busy(alone) == [], "who is asked alone is the owner"


def free_busy(*lines: str) -> str:
    """What a server publishes of somebody that says nothing but when they are busy."""
    return "\r\n".join(["BEGIN:VFREEBUSY", "UID:a@example", "DTSTART:20261201T000000Z", *lines, "END:VFREEBUSY"])


@pytest.mark.parametrize(
    "line",
    [
        "FREEBUSY:20261201T000000Z/20261201T010000Z",
        "FREEBUSY;FBTYPE=BUSY:20261201T000000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261201T000000Z/PT30M,\r\n 20261201T003000Z/PT30M",
        "freebusy;X-A=1;fbtype=BUSY-UNAVAILABLE:20261201T090000/20261201T100000",
    ],
)
def test_a_calendar_that_says_only_when_somebody_is_busy(line: str) -> None:
    assert busy(calendar(free_busy(line))) == ONCE
    again = event("DTSTART:20261201T000000Z", "DTEND:20261201T003000Z")
    assert busy(calendar(again, free_busy(line), again)) == ONCE


@pytest.mark.parametrize("said", ["FREE", '"FREE"', "free;X-A=1"])
def test_what_it_says_is_free_is_free(said: str) -> None:
    assert busy(calendar(free_busy(f"FREEBUSY;FBTYPE={said}:20261201T000000Z/PT1H"))) == []


def test_what_cannot_be_read_of_it_spoils_nothing_else() -> None:
    good = "FREEBUSY:20261201T000000Z/PT1H"
    for bad in ("FREEBUSY:never", "FREEBUSY:20261201T000000Z", "FREEBUSY:20261201T000000Z/PXD", "FREEBUSY:/PT1H"):
        found = read(calendar(free_busy(bad, good)))
        assert [f"{shown(begins)} - {shown(ends)}" for begins, ends in found.spans] == ONCE, bad
        assert found.broken == 1, bad
    open_ended = read(calendar("BEGIN:VFREEBUSY", good, free_busy(good)))
    assert (len(open_ended.spans), open_ended.broken) == (1, 1)


def test_our_own_entries_do_not_count() -> None:
    """Own copies that are taken for somebody else's (easyappointments#1702 #1757)."""
    ours = event(*NINE_TO_TEN, uid="booking-12@tsubakuro")
    assert busy(calendar(ours)) == []
    assert busy(calendar(ours.replace("tsubakuro", "another-office"))) == ONCE
    assert busy(calendar(ours.replace("booking-12", "booking-12b"))) == ONCE


# --- several, and broken ones -----------------------------------------------------------------------------------------


def test_busy_in_any_of_several_calendars() -> None:
    """Several calendars of which one is looked at (cal.diy#28686)."""
    first = calendar(event(*NINE_TO_TEN))
    second = calendar(
        event("DTSTART:20261201T003000Z", "DTEND:20261201T020000Z"),
        event("DTSTART:20261205T000000Z", "DURATION:PT1H", uid="b"),
    )
    assert busy(first, second) == ["2026-12-01 09:00 - 2026-12-01 11:00", "2026-12-05 09:00 - 2026-12-05 10:00"]


BROKEN = (
    "DTSTART:notaday",
    "DTSTART;TZID=Asia/Tokyo:20261399T090000",
    "DTSTART:20261201T000000Z\r\nDTEND:2026",
    "DTSTART:20261201T000000Z\r\nRRULE:FREQ=SOMETIMES",
    "DTSTART:20261201T000000Z\r\nRRULE:FREQ=DAILY;INTERVAL=x",
    "DTSTART:20261201T000000Z\r\nEXDATE:yesterday",
    "DURATION:PT1H",
)


@pytest.mark.parametrize("broken", BROKEN)
def test_one_broken_entry_among_good_ones_is_passed_over_and_counted(broken: str) -> None:
    good, later = event(*NINE_TO_TEN), event("DTSTART:20261205T000000Z", "DURATION:PT1H", uid="c")
    found = read(calendar(good, event(broken, uid="b"), later))
    assert (len(found.spans), found.broken) == (2, 1)


def test_what_is_sent_to_take_long_takes_no_longer() -> None:
    """Anybody may invite anybody: what stands in an entry, or around it, must not hold up whoever reads it."""
    zones = "BEGIN:VTIMEZONE\r\n" * 100_000
    dates = ",".join(["20261201T000000Z"] * 20_000)
    endless = event(*NINE_TO_TEN, f"RDATE:{dates}", uid="b")
    named = f"X-WR-CALNAME:{'a@' * 100_000}"
    found = read(calendar(named, zones, endless, "BEGIN:VEVENT\r\n" * 1_000, event(*NINE_TO_TEN)))
    assert (len(found.spans), found.broken) == (1, 1_001)


def test_long_series_are_left_out_before_they_take_too_long_together_and_no_other_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(events, "MOST_STEPS_IN_ALL", 1_000)
    since_long = ("DTSTART:20250101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20261202T000000Z")
    text = calendar(*(event(*since_long, uid=str(number)) for number in range(9)), event(*NINE_TO_TEN, uid="x"))
    found = read(text)
    assert found.broken == 8
    assert [shown(begins) for begins, _ in found.spans] == ["2026-12-01 09:00", "2026-12-02 09:00"]


def test_an_entry_that_does_not_end_spoils_none_after_it() -> None:
    open_ended = "BEGIN:VEVENT\r\nUID:b\r\nDTSTART:20261202T000000Z"
    found = read(calendar(open_ended, event(*NINE_TO_TEN)))
    assert (len(found.spans), found.broken) == (1, 1)


ENDLESS = (
    "FREQ=SECONDLY",
    "FREQ=MINUTELY",
    "FREQ=SECONDLY;INTERVAL=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=HOURLY;BYMONTH=2,4;BYMONTHDAY=31;UNTIL=20990101T000000Z",
    "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,10,20,30,40,50;BYSECOND=0,10,20,30,40,50",
)


@pytest.mark.parametrize("rule", ENDLESS)
def test_what_comes_without_end_is_passed_over(rule: str) -> None:
    endless = event("DTSTART:19700101T000000Z", "DURATION:PT1S", f"RRULE:{rule}", uid="b")
    found = read(calendar(endless, event(*NINE_TO_TEN)))
    assert (len(found.spans), found.broken) == (1, 1)


@pytest.mark.parametrize(
    ("rule", "times"),
    [
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31;UNTIL=20101231T000000Z", 0),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 0),
        ("FREQ=MONTHLY;BYMONTHDAY=29,30", 2),
        ("FREQ=YEARLY;BYYEARDAY=-5", 1),
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", 1),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;WKST=SU", 4),
    ],
)
def test_rare_rules_are_counted(rule: str, times: int) -> None:
    found = read(calendar(event("DTSTART:20080102T030000Z", "DURATION:PT1H", f"RRULE:{rule}")))
    assert (len(found.spans), found.broken) == (times, 0)


def test_an_endless_series_of_each_day_is_read() -> None:
    found = read(calendar(event("DTSTART:19700101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")))
    assert (len(found.spans), found.broken) == (30, 0)


def test_what_an_entry_says_beside_its_time_is_not_even_read() -> None:
    """A title with anything in it, a note folded amid a letter, an alarm with a time of its own."""
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDTSTART:20260101T000000Z\r\nACTION:DISPLAY\r\nEND:VALARM"
    odd = event(*NINE_TO_TEN, 'SUMMARY;X="a:b:\x07\xff\r\n \u8a00', "no line at all", "=:", alarm)
    assert busy(calendar(odd)) == ONCE
    folded = calendar(event(*NINE_TO_TEN)).replace(b"T090000", b"T0\r\n 90000").replace(b"DTEND", b"DT\r\n\tEND")
    assert busy(folded) == ONCE
    assert busy(calendar(event(*NINE_TO_TEN)).replace(b"\r\n", b"\n")) == ONCE
