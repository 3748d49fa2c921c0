"""When somebody says that they would come: by day, by week, by hour, in either language and in a mix of both.

Windows are written `days|weekdays|hours`: `12/03`, `11/30..12/06`, `-12/03` for a day left out; hours as `10-12` from
and to, `<` before the sign where the talk may end later.
"""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.messages import LONGEST_TYPED
from dialogs.parsing.time_window import EVERY_DAY, MINUTES_A_DAY, DayRange, TimeWindow
from dialogs.parsing.times import TimesMeant, read_times

# A Thursday.
TODAY = date(2026, 11, 26)
NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def written(days: DayRange) -> str:
    first, last = f"{days.first:%m/%d}", f"{days.last:%m/%d}"
    return first if first == last else f"{first}..{last}"


def hours(window: TimeWindow) -> str:
    def clock(minute: int) -> str:
        return f"{minute // 60}:{minute % 60:02}".removesuffix(":00")

    if not window.has_hours:
        return ""
    first = clock(window.begins)
    starts, ends = window.before < MINUTES_A_DAY, window.ends_by < MINUTES_A_DAY
    if starts:
        return f"{first}-<{clock(window.before)}"
    return f"{first}-{clock(window.ends_by) if ends else ''}"


def shown(meant: TimesMeant | None) -> str:
    """What was read, in one line."""
    if meant is None:
        return "nothing"
    lines = []
    for window in meant.windows:
        days = " ".join([*map(written, window.ranges), *(f"-{written(left_out)}" for left_out in window.but)])
        weekdays = "" if window.weekdays == EVERY_DAY else " ".join(NAMES[n] for n in sorted(window.weekdays))
        lines.append(f"{days}|{weekdays}|{hours(window)}")
    return " or ".join(lines) + (" at the office" if meant.office_clock else "")


ENGLISH = {
    "first thing tomorrow": "11/27||0-<12",
    "Tuesday after 6pm": "|Tue|18-",
    "next week": "11/30..12/06||",
    "next Tuesday morning": "12/01||0-<12",
    "this friday": "11/27||",
    "Tuesday or Thursday morning": "|Tue|0-<12 or |Thu|0-<12",
    "Tue, Thu mornings": "|Tue|0-<12 or |Thu|0-<12",
    "Monday morning or Friday afternoon": "|Mon|0-<12 or |Fri|12-<18",
    "Monday morning or Friday": "|Mon|0-<12 or |Fri|",
    "Tuesday morning or evening": "|Tue|0-<12 or |Tue|17-",
    "1pm-3pm Wed or Thu": "|Wed|13-15 or |Thu|13-15",
    "Monday or Tuesday next week after 4": "11/30..12/06|Mon|16- or 11/30..12/06|Tue|16-",
    "tomorrow afternoon": "11/27||12-<18",
    "day after tomorrow at 10": "11/28||9:30-<11",
    "today after 3": "11/26||15-",
    "in 3 days": "11/29||",
    "in 2 weeks": "12/07..12/13||",
    "Dec 3": "12/03||",
    "December 3rd at 15:00": "12/03||14:30-<16",
    "3 December, 10am": "12/03||9:30-<11",
    "5th December 2026": "12/05||",
    "the 10th": "12/10||",
    "Wednesday the 2nd": "12/02|Wed|",
    "Dec 3-5": "12/03..12/05||",
    "3 to 5 december": "12/03..12/05||",
    "Dec 28 to Jan 4": "12/28..01/04||",
    "until Dec 4": "11/26..12/04||",
    "12/3": "12/03 03/12||",
    "Mon 30/11": "11/30|Mon|",
    "2026-12-03 13:30": "12/03||13-<14:30",
    "Nov 30 10:00 or Dec 1 14:00": "11/30||9:30-<11 or 12/01||13:30-<15",
    "10th or 11th in the afternoon": "12/10||12-<18 or 12/11||12-<18",
    "in December": "12/01..12/31||",
    "early December": "12/01..12/10||",
    "mid december mornings": "12/11..12/20||0-<12",
    "end of December": "12/21..12/31||",
    "next month": "12/01..12/31||",
    "May 5": "05/05||",
    "I may come on Monday": "|Mon|",
    "any day except Monday": "|Tue Wed Thu Fri Sat Sun|",
    "not on Fridays please": "|Mon Tue Wed Thu Sat Sun|",
    "not Monday, not Friday": "|Tue Wed Thu Sat Sun|",
    "can't come on Dec 3, otherwise mornings": "-12/03||0-<12",
    "no mornings": "||12-",
    "Friday, not in the evening": "|Fri|0-<17",
    "between 2 and 4 pm": "||14-16",
    "2-4pm": "||14-16",
    "10-3": "||10-15",
    "10-2pm": "||10-14",
    "9 to 12 on weekdays": "|Mon Tue Wed Thu Fri|9-12",
    "from 14:00 to 16:00 tomorrow": "11/27||14-16",
    "10:00 or 15:00": "||9:30-<11 or ||14:30-<16",
    "10:00 and 15:00": "||9:30-<11 or ||14:30-<16",
    "Dec 3 tomorrow": "12/03|| or 11/27||",
    "Monday morning Friday": "|Mon|0-<12 or |Fri|",
    "Monday morning 15:00": "|Mon|0-<12 or |Mon|14:30-<16",
    "before noon": "||0-12",
    "until 5pm": "||0-17",
    "by 5": "||0-17",
    "not before 10": "||10-",
    "monday 7pm or later": "|Mon|19-",
    "evening at 7": "||18:30-<20",
    "please tuesday at six pm": "|Tue|17:30-<19",
    "half past 10": "||10-<11:30",
    "noon on Wednesday": "|Wed|11:30-<13",
    "12 am": "||0-<1",
    "around 3 on Monday": "|Mon|14:30-<16",
    "after 06:00": "||6-",
    "weekday evenings after 7": "|Mon Tue Wed Thu Fri|19-",
    "late afternoon next week": "11/30..12/06||15-<18",
    "after work": "||18-",
    "Tuesday am": "|Tue|0-<12",
    "Tuesday pm": "|Tue|12-",
    "I am free on Tuesday": "|Tue|",
    "weekends only": "|Sat Sun|",
    "monday to wednesday": "|Mon Tue Wed|",
    "fri-mon": "|Mon Fri Sat Sun|",
    "mon-wed before 11": "|Mon Tue Wed|0-11",
    "Wednesday or later next week": "11/30..12/06|Wed Thu Fri Sat Sun|",
    "sometime next week, preferably in the afternoon": "11/30..12/06||12-<18",
    "week after next, Wednesday": "12/07..12/13|Wed|",
    "19:00 JST Friday": "|Fri|18:30-<20 at the office",
    "mornings Japan time": "||0-<12 at the office",
}  # fmt: skip
JAPANESE = {
    "明日の朝一": "11/27||0-<12",
    "月曜の朝イチで": "|Mon|0-<12",
    "朝10時": "||9:30-<11",
    "来週の火曜午後": "11/30..12/06|Tue|12-<18",
    "12月3日": "12/03||",
    "12月3日の14時以降": "12/03||14-",
    "12月3日から5日": "12/03..12/05||",
    "12月3~5日": "12/03..12/05||",
    "12月3日以降の午前": "12/03..12/31||0-<12",
    "12月28日から1月4日": "12/28..01/04||",
    "12月1日と2日": "12/01|| or 12/02||",
    "3日か4日の午前": "12/03||0-<12 or 12/04||0-<12",
    "明日の午後3時": "11/27||14:30-<16",
    "明後日の夕方": "11/28||17-",
    "3日後": "11/29||",
    "1週間後": "11/30..12/06||",
    "来週の月曜か水曜の10時から12時": "11/30..12/06|Mon|10-12 or 11/30..12/06|Wed|10-12",
    "来週水曜以降": "11/30..12/06|Wed Thu Fri Sat Sun|",
    "来週木曜まで": "11/30..12/06|Mon Tue Wed Thu|",
    "今週の金曜": "11/26..11/29|Fri|",
    "今度の土曜日": "11/28||",
    "再来週の水曜": "12/07..12/13|Wed|",
    "土日": "|Sat Sun|",
    "平日の18時以降": "|Mon Tue Wed Thu Fri|18-",
    "平日の夜": "|Mon Tue Wed Thu Fri|18-",
    "火・木の午後": "|Tue Thu|12-<18",
    "月水金の午後2時から": "|Mon Wed Fri|14-",
    "月〜水の午前": "|Mon Tue Wed|0-<12",
    "火": "|Tue|",
    "月曜以外": "|Tue Wed Thu Fri Sat Sun|",
    "月曜は無理です": "|Tue Wed Thu Fri Sat Sun|",
    "金曜以外の午後": "|Mon Tue Wed Thu Sat Sun|12-<18",
    "12月3日以外の午後": "-12/03||12-<18",
    "火曜日または木曜日、18時以降": "|Tue|18- or |Thu|18-",
    "17時まで": "||0-17",
    "１８時〜": "||18-",
    "9時~18時": "||9-18",
    "十時半": "||10-<11:30",
    "午前中": "||0-<12",
    "夜7時頃": "||18:30-<20",
    "金曜の夜": "|Fri|18-",
    "お昼頃": "||11:30-<13",
    "水曜の正午": "|Wed|11:30-<13",
    "この金曜の15時〜17時の間": "11/27||15-17",
    "12月上旬": "12/01..12/10||",
    "来月の平日": "12/01..12/31|Mon Tue Wed Thu Fri|",
    "11月30日(月) 15時半": "11/30|Mon|15-<16:30",
    "日本時間の10時": "||9:30-<11 at the office",
    "next weekの火曜": "11/30..12/06|Tue|",
}  # fmt: skip
NOTHING = (
    "", "hello", "any time", "as soon as possible", "I have 2 children and 5 years of experience", "at 25:00", "Monda",
    "いつでも", "料金はいくらですか", "水道", "木村です", "650万円", "10:99", "32/40", "Feb 30", "the 32nd", "13月上旬",
)  # fmt: skip


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert shown(read_times(text, TODAY)) == ENGLISH[text]


@pytest.mark.parametrize("text", JAPANESE)
def test_japanese(text: str) -> None:
    assert shown(read_times(text, TODAY)) == JAPANESE[text]


@pytest.mark.parametrize("text", NOTHING)
def test_what_says_nothing_of_when_is_left_alone(text: str) -> None:
    assert shown(read_times(text, TODAY)) == "nothing"


def test_on_a_sunday_next_week_begins_tomorrow() -> None:
    sunday = date(2026, 11, 29)
    assert shown(read_times("next Tuesday", sunday)) == "12/01||"
    assert shown(read_times("this week", sunday)) == "11/29||"
    assert shown(read_times("next week", sunday)) == "11/30..12/06||"


def test_a_day_that_has_passed_is_that_of_the_coming_month_or_year() -> None:
    assert shown(read_times("the 3rd", TODAY)) == "12/03||"
    meant = read_times("Nov 20", TODAY)
    assert meant is not None
    assert meant.windows[0].ranges == (DayRange(date(2027, 11, 20), date(2027, 11, 20)),)
    leap = read_times("2/29", TODAY)
    assert leap is not None
    assert leap.windows[0].ranges == (DayRange(date(2028, 2, 29), date(2028, 2, 29)),)


def test_a_window_is_as_wide_as_it_says() -> None:
    [window] = (read_times("Tuesday 14:00-16:00", TODAY) or TimesMeant(())).windows
    tuesday, wednesday = date(2026, 12, 1), date(2026, 12, 2)
    assert window.suits(tuesday, 14 * 60, 16 * 60)
    assert not window.suits(tuesday, 14 * 60, 16 * 60 + 5)
    assert not window.suits(tuesday, 13 * 60 + 55, 15 * 60)
    assert not window.suits(wednesday, 14 * 60, 16 * 60)
    [window] = (read_times("not on Dec 1", TODAY) or TimesMeant(())).windows
    assert not window.suits(tuesday, 0, 60)
    assert window.suits(wednesday, 0, 60)


PIECES = [
    "tuesday ", "火", "曜", "12月", "3日", "dec ", "3", "10", ":", "30", "pm ", "am", "午後", "から", "まで", "or ",
    "か", ",", "next ", "week ", "以外", "not ", "between ", "and ", "-", "~", "29", "feb ", "2/", "/", "半", "th ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_whatever_is_typed_gives_windows_that_can_be_met_or_nothing(text: str, today: date) -> None:
    meant = read_times(text, today)
    for window in () if meant is None else meant.windows:
        assert window.weekdays
        assert 0 <= window.begins < MINUTES_A_DAY + 1
        assert all(isinstance(days.first, date) for days in window.ranges)


@pytest.mark.parametrize("piece", [*PIECES, "ﷺ", "9-", "mon-", "12/", "月", "午前"])
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * LONGEST_TYPED)[:LONGEST_TYPED]
    begun = process_time()
    for length in (100, 199, 200, LONGEST_TYPED):
        read_times(text[:length], TODAY)
    assert process_time() - begun < 2
