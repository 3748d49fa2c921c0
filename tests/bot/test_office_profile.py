"""The office profile: the example says what the office says, and anything wrong is refused by name."""

import copy
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from bot.errors import IntakeError, OfficeProfileError
from bot.office_profile.profile import WEEKDAYS, load_office, office_from
from dialogs.office import ReminderRule, ResponseRule, RingRule, Span

EXAMPLE = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
PARSED = tomllib.loads(EXAMPLE)
Steps = tuple[str | int, ...]

MAY_BE_LEFT_OUT = {
    *("writes_to", "shows_names"),
    "email",
    "website",
    "map_link",
    "cases",
    "tool",  # except in an online way, tested by itself
    "cost",
    "note",  # of a way; a closure needs one
    "includes",
    "fee",
    "government_fee_included",
    "undecided_from_total",
    "most_wishes",
    "hand_off",
    "desk_name",
    "asks",
    "leads",
    "shown_again_after_hours",
    "checked",
    "en",
    "booking",
    "step_minutes",
    "before_minutes",
    "after_minutes",
    "most_a_day",
    "on_request",
    "request_hours",
    "hold_minutes",
    "waiting_hold_minutes",
    "ways",
    "room",
    "rooms",
    "pool",
    "template",
    "calendar",
    "stale_minutes",
    "owners",
    "shows_names",
    "calendars",
    "web",
    "sites",
    "proxies",
}


def full() -> dict[str, Any]:
    """The example with every optional part filled in, as parsed TOML."""
    data = copy.deepcopy(PARSED)
    data |= {"email": "office@example.jp", "website": "https://office.example.jp/"}
    data["line"] = {"monthly_limit": 200, "important": ["staff", "reminders"]}
    data |= {"map_link": "https://map.example.jp/office", "backups": {"keep_days": 30, "warn_after_days": 2}}
    data["closures"] = [
        {"first_day": date(2026, 12, 29), "last_day": date(2027, 1, 3), "note": {"ja": "年末年始", "en": "New Year"}}
    ]
    data["services"][0]["fee"]["government_fee_included"] = False
    data["half_days"]["most_wishes"] = 3
    data |= {"hand_off": {"asks": ["nationality", "employer"]}, "reminders": {"mood": True, "hours": "09:00-20:00"}}
    data["desk_name"] = {"ja": "相談窓口", "en": "The consultation desk"}
    data["checked"] = [
        {"rule": "hsp.rows.local_gov", "day": date(2026, 11, 20), "initials": "T.I.", "reading": "0123abcd"}
    ]
    data["booking"] = {
        "minutes": {"online": 60, "office": 60, "visit": 90},
        "notice_hours": 24,
        "horizon_days": 60,
        "change_until_hours": 24,
        "most_changes": 2,
        "step_minutes": 30,
        "before_minutes": 5,
        "after_minutes": 10,
        "most_a_day": 4,
        "on_request": {"sat": ["10:00-16:00"]},
        "request_hours": 48,
        "hold_minutes": 10,
        "waiting_hold_minutes": 10,
    }
    week = {day: ["10:00-12:00", "13:00-16:00"] for day in WEEKDAYS}
    data["staff"] = [
        {"id": "a", "telegram": 1, "role": "admin", "names": {"ja": "佐藤", "en": "Sato"}},
        {
            "id": "b2",
            "telegram": 2,
            "role": "member",
            "names": {"ja": "鈴木"},
            "ways": ["online"],
            "hours": week,
            "room": "https://meet.example.jp/suzuki",
            "writes_to": "鈴木",
        },
    ]
    data["calendar"] = {"names": ["sato", "office"], "stale_minutes": 45, "owners": ["sato@example.jp"]}
    data["calendar"] |= {"writes_to": "ご相談 予約", "shows_names": True}
    data["rooms"] = {"pool": ["https://meet.example.jp/one"], "template": "https://meet.example.jp/{secret}"}
    data["web"] = {"sites": ["https://www.example.jp"], "proxies": ["10.0.0.0/8"]}
    return data


def name_of(steps: Steps) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def places(value: object, steps: Steps = ()) -> Iterator[Steps]:
    """Every key path below a value."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield (*steps, step)
        yield from places(child, (*steps, step))


def at(data: Any, steps: Steps) -> Any:
    for step in steps:
        data = data[step]
    return data


KEYS = [steps for steps in places(full()) if isinstance(steps[-1], str)]
TABLES = [(), *(steps for steps in places(full()) if isinstance(at(full(), steps), dict))]
LEAVES = [steps for steps in places(full()) if not isinstance(at(full(), steps), dict | list)]


def optional(steps: Steps) -> bool:
    in_closure = steps[0] == "closures" and steps[-1] == "note"
    online_tool = steps == ("consultation_ways", 0, "tool")
    on_request = steps[:2] == ("booking", "on_request")
    hours_of_staff = steps[0] == "staff" and steps[-1] == "hours"
    reminders = steps[0] in ("reminders", "line", "keeping", "backups")
    calendar_names = steps == ("calendar", "names")
    left_out = steps[-1] in MAY_BE_LEFT_OUT and not in_closure and not online_tool
    return left_out or on_request or hours_of_staff or reminders or calendar_names


def refused(data: object) -> str:
    assert isinstance(data, dict)
    with pytest.raises(OfficeProfileError) as caught:
        office_from(data, "office.toml")
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_example_says_what_the_office_says() -> None:
    office = load_office(None)
    assert (office.key, office.example) == ("tsubakuro", True)
    assert office.names["ja"] == "つばくろ国際行政書士事務所"
    assert (office.phone, office.email, office.website, office.map_link) == ("027-395-4107", None, None, None)
    assert len(office.cases) == 2
    assert office.languages == ("ja",)
    assert office.timezone == "Asia/Tokyo"
    assert office.hours == ((Span(time(9), time(18, 30)),),) * 5 + ((), ())
    assert office.closed_on_holidays
    assert office.closures == ()
    assert [way.kind for way in office.consultation_ways] == ["online", "office", "visit"]
    assert office.privacy.keep_days == 365
    assert office.leads.shown_again_after == timedelta(hours=24)
    assert office.half_days.most_wishes is None
    assert office.ringing == RingRule(qualifies=True, j_skip=True, asks_for_human=True, undecided_from_total=55)


def test_what_the_practitioner_has_checked_is_read() -> None:
    [checked] = office_from(full(), "office.toml").checked
    assert (checked.rule, checked.day) == ("hsp.rows.local_gov", date(2026, 11, 20))
    assert (checked.initials, checked.wording) == ("T.I.", "0123abcd")
    assert load_office(None).checked == frozenset()


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("rule", "hsp.rows.local_gvo", "; did you mean 'hsp.rows.local_gov'?"),
        ("rule", 7, "expected the name of a rule, as `intake rules` prints it, found 7"),
        ("initials", " ", "expected the initials of who checked it"),
        ("reading", "0123ABCD", "expected the reading that was checked"),
        ("day", "2026-11-20", "expected a day such as 2026-12-29"),
    ],
)
def test_a_check_that_cannot_be_is_named(key: str, value: object, said: str) -> None:
    data = full()
    data["checked"][0][key] = value
    message = refused(data)
    assert message.startswith(f"office.toml: checked[0].{key}: expected ")
    assert said in message


def test_one_reading_is_checked_once_and_another_may_be_too() -> None:
    data = full()
    data["checked"].append({**data["checked"][0], "reading": "ffffffff"})
    assert len(office_from(data, "office.toml").checked) == 2
    data["checked"].append({**data["checked"][0], "initials": "M.S."})
    assert "found 'hsp.rows.local_gov as 0123abcd' again" in refused(data)


def test_the_example_has_one_price_and_guesses_none() -> None:
    office = load_office(None)
    assert [service.id for service in office.services if service.fee] == ["hsp"]
    hsp = office.service("hsp")
    assert hsp is not None
    assert hsp.fee is not None
    assert (hsp.fee.retainer_yen, hsp.fee.success_yen, hsp.fee.total_yen) == (50_000, 0, 50_000)
    assert (hsp.fee.retainer_yen_with_tax, hsp.fee.total_yen_with_tax) == (55_000, 55_000)
    assert (hsp.fee.refund_if_refused, hsp.fee.government_fee_included) == (False, None)


def test_the_example_offers_no_tool_that_closed_and_warns_the_reader() -> None:
    assert all(way.tool != "Skype" for way in load_office(None).consultation_ways)
    assert EXAMPLE.startswith("# EXAMPLE ONLY")


def test_every_text_of_the_example_is_in_japanese_and_english() -> None:
    data = tomllib.loads(EXAMPLE)
    texts = [at(data, steps) for steps in places(data) if isinstance(at(data, steps), dict) and "ja" in at(data, steps)]
    assert len(texts) > 30
    assert all(set(text) == {"ja", "en"} for text in texts)


@pytest.mark.parametrize("steps", [steps for steps in KEYS if not optional(steps)], ids=name_of)
def test_each_missing_key_is_named(steps: Steps) -> None:
    data = full()
    del at(data, steps[:-1])[steps[-1]]
    message = refused(data)
    assert message.startswith(f"office.toml: {name_of(steps)}: expected ")
    assert message.endswith(", found nothing")


@pytest.mark.parametrize("steps", [steps for steps in KEYS if optional(steps)], ids=name_of)
def test_each_optional_key_may_be_left_out(steps: Steps) -> None:
    data = full()
    del at(data, steps[:-1])[steps[-1]]
    office_from(data, "office.toml")


@pytest.mark.parametrize("steps", TABLES, ids=lambda steps: name_of(steps) or "top")
def test_each_unknown_key_is_named(steps: Steps) -> None:
    data = full()
    at(data, steps)["colour_1"] = "blue"  # nor is it a language code, so tables of texts refuse it too
    assert refused(data).startswith(f"office.toml: {name_of((*steps, 'colour_1'))}: unknown key; ")


@pytest.mark.parametrize("steps", LEAVES, ids=name_of)
def test_each_wrong_type_is_named(steps: Steps) -> None:
    data = full()
    for wrong in (None, 1.5, [["x"]], {"x": 1}, "", " "):
        at(data, steps[:-1])[steps[-1]] = wrong
        assert refused(data).startswith(f"office.toml: {name_of(steps)}: expected "), repr(wrong)


def test_each_table_and_list_is_refused_as_anything_else() -> None:
    for steps in places(full()):
        if isinstance(at(full(), steps), dict | list):
            data = full()
            at(data, steps[:-1])[steps[-1]] = "mon"
            assert refused(data).startswith(f"office.toml: {name_of(steps)}: expected ")


def test_a_misspelt_key_gets_a_hint() -> None:
    data = full()
    data["phnoe"] = data.pop("phone")
    assert refused(data) == "office.toml: phnoe: unknown key; did you mean 'phone'?"


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        (("hours", "mon"), ["9:00-18:30"]),
        (("hours", "mon"), ["09:00–18:30"]),
        (("hours", "mon"), ["09:00-24:00"]),
        (("hours", "mon"), ["09:60-18:30"]),
        (("hours", "mon"), ["18:30-09:00"]),
        (("hours", "mon"), ["09:00-09:00"]),
        (("hours", "mon"), ["09:00"]),
        (("hours", "mon"), [time(9)]),
        (("half_days", "morning_until"), "noon"),
        (("half_days", "morning_until"), time(12)),
        (("half_days", "afternoon_from"), "11:59"),
        (("half_days", "at_least_hours"), 0),
        (("half_days", "at_least_hours"), True),
        (("closures", 0, "last_day"), date(2026, 12, 28)),
        (("closures", 0, "first_day"), "2026-12-29"),
        (("closures", 0, "first_day"), datetime(2026, 12, 29, tzinfo=UTC)),
        (("timezone",), "Asia/Edo"),
        (("timezone",), "../etc/passwd"),
        (("timezone",), "Asia"),
        (("languages",), []),
        (("languages",), ["Japanese"]),
        (("consultation_ways",), []),
        (("consultation_ways", 0, "kind"), "telepathy"),
        (("services", 0, "fee", "total_yen"), 60_000),
        (("services", 0, "fee", "retainer_yen_with_tax"), 49_999),
        (("services", 0, "fee", "total_yen_with_tax"), 5_500),
        (("services", 0, "fee", "success_yen"), -1),
        (("services", 0, "id"), "Highly Skilled"),
        (("privacy", "keep_days"), 0),
        (("leads", "shown_again_after_hours"), 0),
        (("half_days", "most_wishes"), 0),
        (("privacy", "keep_days"), "365"),
        (("ringing", "qualifies"), 1),
        (("email",), "office at example"),
        (("website",), "office.example.jp"),
        (("phone",), "call us"),
    ],
)
def test_impossible_values_are_named(steps: Steps, wrong: object) -> None:
    data = full()
    at(data, steps[:-1])[steps[-1]] = wrong
    assert re.match(rf"office\.toml: {re.escape(name_of(steps))}(\[0\])?: expected ", refused(data))


def test_hours_that_overlap_or_touch_are_named_where_the_second_stands() -> None:
    for second in ("11:00-18:00", "12:00-18:00", "07:00-08:00"):
        data = full()
        data["hours"]["tue"] = ["09:00-12:00", second]
        assert refused(data).startswith("office.toml: hours.tue[1]: expected a time that begins after 12:00")


def test_a_day_may_have_two_stretches() -> None:
    data = full()
    data["hours"]["tue"] = ["09:00-12:00", "13:00-18:00"]
    assert office_from(data, "f").hours[1] == (Span(time(9), time(12)), Span(time(13), time(18)))


def test_a_closure_may_be_one_day_and_the_afternoon_may_follow_at_once() -> None:
    data = full()
    data["closures"][0]["last_day"] = data["closures"][0]["first_day"]
    data["half_days"]["afternoon_from"] = data["half_days"]["morning_until"]
    office = office_from(data, "f")
    assert office.closures[0].covers(date(2026, 12, 29))
    assert office.half_days.afternoon_from == office.half_days.morning_until == time(12)


@pytest.mark.parametrize("key", ["consultation_ways", "services"])
def test_an_id_used_twice_is_named(key: str) -> None:
    data = full()
    data[key].append(copy.deepcopy(data[key][0]))
    last = len(data[key]) - 1
    assert refused(data).startswith(f"office.toml: {key}[{last}]: expected each only once, found ")


def test_a_language_spoken_twice_is_named() -> None:
    data = full()
    data["languages"] = ["ja", "en", "ja"]
    assert refused(data) == "office.toml: languages[2]: expected each only once, found 'ja' again"


def test_other_languages_may_be_added_to_any_text() -> None:
    data = full()
    data["names"] |= {"zh-Hant": "燕子事務所", "uk": "Цубакуро"}
    assert set(office_from(data, "f").names) == {"ja", "en", "zh-Hant", "uk"}


def test_loads_a_file_also_with_the_marks_of_windows_editors(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes(EXAMPLE.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_office(path) == load_office(None)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"key = ", "expected TOML"),
        (b'key = "a"\nkey = "b"', "expected TOML"),
        (b"keep_days = " + b"9" * 5000, "expected TOML"),
        ("key = '事務所'".encode("shift_jis"), "expected UTF-8"),
        (b"", "key: expected a short name"),
    ],
)
def test_a_file_that_is_no_profile_is_named(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes(content)
    with pytest.raises(OfficeProfileError, match=rf"^{re.escape(str(path))}: {expected}"):
        load_office(path)


def test_a_path_that_cannot_be_read_says_which_setting(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.toml", tmp_path):
        with pytest.raises(IntakeError, match=rf"^{re.escape(str(path))}: .*INTAKE_OFFICE$"):
            load_office(path)


def test_what_else_is_asked_at_the_hand_off_is_named() -> None:
    data = full()
    assert office_from(data, "x.toml").hand_off.asks == ("nationality", "employer")
    data["hand_off"] = {}
    assert office_from(data, "x.toml").hand_off.asks == ()
    data["hand_off"] = {"silent_hours": 8}
    assert office_from(data, "x.toml").hand_off.silent_hours == 8
    data["hand_off"] = {"asks": ["nationalty"]}
    assert "did you mean 'nationality'" in refused(data)
    data["hand_off"] = {"asks": ["employer", "employer"]}
    assert "each only once" in refused(data)


def test_how_clients_are_reminded_is_read_within_what_people_can_be_asked() -> None:
    data = full()
    data.pop("reminders", None)
    assert office_from(data, "x.toml").reminders == ReminderRule()
    data["reminders"] = {"mood": True, "hours": "09:00-20:00"}
    assert office_from(data, "x.toml").reminders == ReminderRule(mood=True, hours=Span(time(9), time(20)))
    for hours in ("07:00-20:00", "09:00-21:30", "09:00-09:30"):
        data["reminders"] = {"hours": hours}
        assert "reminders.hours: expected hours of the day between 08:00 and 21:00" in refused(data)
    data["reminders"] = {"mood": "yes"}
    assert "reminders.mood: expected true or false" in refused(data)
    data["reminders"] = {"moods": True}
    assert "did you mean 'mood'" in refused(data)


def test_how_soon_clients_get_an_answer_is_read() -> None:
    data = full()
    assert office_from(data, "x.toml").response is None
    data["response"] = {"nudge_minutes": 60}
    assert office_from(data, "x.toml").response == ResponseRule(nudge_minutes=60)
    data["response"] = {"nudge_minutes": 60, "escalate_minutes": 180}
    assert office_from(data, "x.toml").response == ResponseRule(nudge_minutes=60, escalate_minutes=180)
    data["response"] = {"nudge_minutes": 60, "escalate_minutes": 60}
    assert "response.escalate_minutes: expected more than 60, the minutes of response.nudge_minutes" in refused(data)
    data["response"] = {"nudge_minutes": 0}
    assert "response.nudge_minutes: expected a whole number from 1 to 10000" in refused(data)
    data["response"] = {"escalate_minutes": 60}
    assert "nudge_minutes" in refused(data)


# --- bookings ---------------------------------------------------------------------------------------------------------


def test_a_profile_without_bookings_has_none() -> None:
    office = load_office(None)
    assert (office.booking, office.staff, office.rooms, office.calendar) == (None, (), None, None)


def test_bookings_are_read() -> None:
    office = office_from(full(), "x.toml")
    rule = office.booking
    assert rule is not None
    assert rule.minutes == {"online": 60, "office": 60, "visit": 90}
    assert (rule.before_minutes, rule.after_minutes, rule.most_a_day) == (5, 10, 4)
    assert rule.on_request == ((), (), (), (), (), (Span(time(10), time(16)),), ())
    sato, suzuki = office.staff
    assert (sato.id, sato.role, sato.ways, sato.hours, sato.room) == ("a", "admin", (), None, None)
    assert sato.takes("visit")
    assert sato.hours_in(office) == office.hours
    assert (suzuki.takes("online"), suzuki.takes("visit")) == (True, False)
    assert suzuki.hours_in(office)[6] == (Span(time(10), time(12)), Span(time(13), time(16)))
    assert office.member("b2") is suzuki
    assert office.member("gone") is None
    assert office.rooms is not None
    assert office.rooms.template == "https://meet.example.jp/{secret}"


def test_what_is_left_out_of_a_booking_is_as_it_always_is() -> None:
    data = full()
    needed = ("minutes", "notice_hours", "horizon_days", "change_until_hours", "most_changes")
    data["booking"] = {name: data["booking"][name] for name in needed}
    rule = office_from(data, "x.toml").booking
    assert rule is not None
    assert (rule.step_minutes, rule.before_minutes, rule.after_minutes, rule.most_a_day) == (30, 0, 0, None)
    assert (rule.request_hours, rule.hold_minutes, rule.waiting_hold_minutes) == (48, 10, 10)
    assert rule.on_request == ((),) * 7


def test_a_booking_without_staff_is_refused() -> None:
    none, empty = full(), full()
    del none["staff"]
    empty["staff"] = []
    for data in (none, empty):
        message = refused(data)
        assert message.startswith("office.toml: staff: expected at least one member of staff ([[staff]])")
        assert "[booking]" in message


def test_a_notice_beyond_the_horizon_is_refused_by_both_names() -> None:
    data = full()
    data["booking"] |= {"notice_hours": 49, "horizon_days": 2}
    assert refused(data) == (
        "office.toml: booking.notice_hours: expected at most 48 hours, the days of booking.horizon_days, found 49"
    )
    data["booking"]["notice_hours"] = 48
    assert office_from(data, "x.toml").booking is not None


def test_changes_that_nobody_could_make_are_refused_by_both_names() -> None:
    data = full()
    data["booking"] |= {"change_until_hours": 49, "horizon_days": 2}
    message = refused(data)
    assert message.startswith("office.toml: booking.change_until_hours: ")
    assert "booking.horizon_days" in message


def test_a_slot_longer_than_any_opening_is_refused_by_both_names() -> None:
    data = full()
    data["hours"] |= dict.fromkeys(WEEKDAYS, []) | {"tue": ["09:00-10:00"], "thu": ["09:00-10:15"]}
    del data["booking"]["on_request"]
    assert refused(data) == (
        "office.toml: booking.minutes.visit: expected at most 75 minutes, the longest opening there is (hours.thu), "
        "found 90"
    )
    data["booking"]["on_request"] = {"sun": ["09:00-10:25"]}
    assert "(booking.on_request.sun)" in refused(data)
    data["booking"]["on_request"] = {"sun": ["09:00-10:30"]}
    assert office_from(data, "x.toml").booking is not None


def test_the_hours_of_whoever_takes_the_way_count() -> None:
    data = full()
    data["booking"]["minutes"]["online"] = 240
    data["staff"] = [data["staff"][1]]
    data["booking"]["minutes"] |= {"online": 300, "visit": 60, "office": 60}
    data["staff"][0]["ways"] = ["online", "office", "visit"]
    del data["booking"]["on_request"]
    assert "at most 180 minutes, the longest opening there is (staff[0].hours.mon)" in refused(data)


def test_a_way_that_nobody_of_staff_takes_is_refused_by_both_names() -> None:
    data = full()
    data["staff"] = [data["staff"][1]]
    message = refused(data)
    assert message.startswith("office.toml: booking.minutes.office: expected a way that somebody of staff takes")
    assert "staff.ways" in message


def test_an_office_without_any_opening_cannot_be_booked() -> None:
    data = full()
    data["hours"] = dict.fromkeys(WEEKDAYS, [])
    data["staff"] = [data["staff"][0]]
    del data["booking"]["on_request"]
    assert "expected at most 0 minutes, the longest opening there is (hours)" in refused(data)


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        (("booking", "before_minutes"), -5),
        (("booking", "after_minutes"), -5),
        (("booking", "after_minutes"), 7),
        (("booking", "after_minutes"), False),
        (("booking", "step_minutes"), 0),
        (("booking", "minutes", "online"), 12),
        (("booking", "minutes", "online"), 0),
        (("booking", "notice_hours"), -1),
        (("booking", "horizon_days"), 0),
        (("booking", "most_a_day"), 0),
        (("booking", "most_changes"), -1),
        (("booking", "on_request", "sat"), ["16:00-10:00"]),
        (("staff", 0, "id"), "Sato"),
        (("staff", 0, "telegram"), -100),
        (("staff", 0, "telegram"), "1"),
        (("staff", 0, "role"), "boss"),
        (("staff", 1, "ways"), ["onlin"]),
        (("staff", 1, "ways"), []),
        (("staff", 1, "room"), "our room"),
        (("rooms", "pool"), ["our room"]),
        (("rooms", "template"), "https://meet.example.jp/"),
        (("rooms", "template"), "https://meet.example.jp/{secret}/{secret}"),
        (("rooms", "template"), "{secret}"),
    ],
)
def test_impossible_values_of_bookings_are_named(steps: Steps, wrong: object) -> None:
    data = full()
    at(data, steps[:-1])[steps[-1]] = wrong
    assert re.match(rf"office\.toml: {re.escape(name_of(steps))}(\[0\])?: expected ", refused(data))


@pytest.mark.parametrize(
    ("steps", "value"),
    [(("staff", 1, "id"), "a"), (("staff", 1, "telegram"), 1), (("staff", 1, "ways"), ["online", "online"])],
)
def test_what_stands_twice_among_staff_is_named(steps: Steps, value: object) -> None:
    data = full()
    at(data, steps[:-1])[steps[-1]] = value
    assert "expected each only once" in refused(data)


def test_a_way_of_staff_that_is_misspelt_gets_a_hint_and_so_does_one_without_a_length() -> None:
    data = full()
    data["staff"][1]["ways"] = ["onlin"]
    assert "did you mean 'online'?" in refused(data)
    data = full()
    data["booking"]["minutes"]["onlin"] = data["booking"]["minutes"].pop("online")
    assert "did you mean 'online'?" in refused(data)
