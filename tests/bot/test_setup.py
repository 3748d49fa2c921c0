"""What setting up writes is read back as it was said, whatever was said."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from datetime import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.env_file import read_file, with_settings
from bot.errors import IntakeError
from bot.office_profile.profile import WEEKDAYS, office_from_text
from bot.setup.office import OfficeFacts, read_hours
from bot.setup.profile_file import profile_text
from bot.setup.saving import NewFile, save
from bot.words.words import Words, languages
from dialogs import office as model
from dialogs.booking.rules import BookingRule, CalendarRule, Rooms, StaffMember
from dialogs.office import Span

one_words = cache(Words)
DAY = (Span(time(9), time(12)), Span(time(13), time(18)))
PRINTABLE = st.text(st.characters(codec="utf-8").filter(str.isprintable), min_size=1).filter(lambda t: t.strip() == t)


def _facts(name: str = "山田行政書士事務所", *, email: str | None = None) -> OfficeFacts:
    return OfficeFacts(
        names={"ja": name},
        practitioner=name,
        languages=("ja", "zh-Hant"),
        phone="03-1234-5678",
        email=email,
        website=email and "https://www.example.jp/",
        address={"ja": name, "en": name},
        hours=dict.fromkeys(WEEKDAYS[:6], DAY) | {WEEKDAYS[6]: ()},
        closed_on_holidays=False,
        ways=("online", "office", "visit"),
        tool=name,
    )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("email", [None, "office@example.jp"])
def test_a_profile_is_what_was_said_with_comments_in_one_language(language: str, email: str | None) -> None:
    text = profile_text(_facts(email=email), one_words(), language)
    office = office_from_text(text, "x")
    assert (office.hours[0], office.hours[6], office.closed_on_holidays) == (DAY, (), False)
    assert [way.id for way in office.consultation_ways] == ["online", "office", "visit"]
    assert office.email == email
    assert {service.fee for service in office.services} == {None}
    assert set(office.regions) == set(languages())
    assert office.languages_note["en"].endswith(": Japanese, Traditional Chinese.")
    assert office.languages_note["ja"] == "職員が話せる言語：日本語、繁体中国語"
    assert max(map(len, text.splitlines())) <= 250


@pytest.mark.parametrize("language", languages())
def test_a_profile_names_everything_that_it_may_hold(language: str) -> None:
    text = profile_text(_facts(), one_words(), language)
    tables = [m for m in vars(model).values() if dataclasses.is_dataclass(m) and m is not model.HalfDay]
    tables += [BookingRule, CalendarRule, StaffMember, Rooms]
    names = {field.name for table in tables for field in dataclasses.fields(table)}
    # The profile has always called the wording of a rule how it reads.
    names = (names - {"wording"}) | {"reading"}
    assert {"most_wishes", "email", "desk_name", "asks"} <= names
    assert {name for name in names if not re.search(rf"\b{name}\b", text)} == set()


@pytest.mark.parametrize("language", languages())
def test_what_a_comment_offers_is_accepted_when_used(language: str) -> None:
    lines = profile_text(_facts(), one_words(), language).splitlines()
    wanted = (
        "# email",
        "# website",
        "# most_wishes",
        "# [services.fee]",
        "# retainer",
        "# success",
        "# total",
        "# due",
    )
    used = [line.removeprefix("# ") if line.startswith((*wanted, "# refund")) else line for line in lines]
    office = office_from_text("\n".join(used), "x")
    assert office.services[0].fee is not None
    assert (office.half_days.most_wishes, office.email is None, office.website is None) == (3, False, False)


@pytest.mark.parametrize("language", languages())
def test_what_comments_offer_of_bookings_and_of_talks_is_accepted_as_it_stands(language: str) -> None:
    lines = profile_text(_facts(), one_words(), language).splitlines()
    sections = ("booking", "staff", "rooms", "calendar", "response", "reminders", "questions")
    used, inside = [], False
    for line in lines:
        inside = (inside and line.startswith("# ")) or line.removeprefix("# ").strip("[]") in sections
        used.append(line.removeprefix("# ") if inside else line)
    office = office_from_text("\n".join(used), "x")
    assert office.booking is not None
    assert office.booking.minutes == {"online": 60, "office": 60, "visit": 60}
    assert [member.role for member in office.staff] == ["admin"]
    assert office.rooms is not None
    assert office.calendar is not None
    assert office.staff[0].calendars == office.calendar.names
    assert office.response is not None
    assert [question.kind for question in office.questions] == ["choices"]


@given(PRINTABLE)
def test_any_name_that_can_be_typed_is_read_back(name: str) -> None:
    office = office_from_text(profile_text(_facts(name), one_words(), "en"), "x")
    assert (office.names["ja"], office.practitioner) == (name, name)
    assert office.consultation_ways[0].tool == name


def test_a_profile_that_could_not_be_read_is_never_written() -> None:
    with pytest.raises(IntakeError):
        profile_text(_facts(" "), one_words(), "en")


# --- hours ----------------------------------------------------------------------------------------------------------


# As the locales have them.
SIGNS = {"until": "-", "to": "-", "から": "-", "h": ":", "時": ":", "from": "", "まで": "", "分": ""}


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("09:00-18:30", ["09:00-18:30"]),
        ("9:00 - 18:30", ["09:00-18:30"]),
        ("0900-1830", ["09:00-18:30"]),
        ("９：００〜１８：３０", ["09:00-18:30"]),
        ("9:00–12:00, 13:00–18:00", ["09:00-12:00", "13:00-18:00"]),
        ("９：００～１２：００、１３：００～１８：００", ["09:00-12:00", "13:00-18:00"]),
        ("9:00-12:00 and 13:00-18:00", ["09:00-12:00", "13:00-18:00"]),
        ("Closed", []),
        ("-", []),
        ("10-12", ["10:00-12:00"]),
        ("from 9:00 to 18:00", ["09:00-18:00"]),
        ("9h30 - 18h", ["09:30-18:00"]),
        ("9時から18時まで", ["09:00-18:00"]),
        ("９時３０分〜１２時、１３時〜１８時", ["09:30-12:00", "13:00-18:00"]),
        ("nine to five", None),
        ("9", None),
        ("", None),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, spans: list[str] | None) -> None:
    assert read_hours(typed, frozenset({"-", "closed"}), SIGNS) == spans


# --- .env -----------------------------------------------------------------------------------------------------------


@given(PRINTABLE)
def test_any_value_is_read_back_from_the_file(value: str) -> None:
    text = with_settings("", {"INTAKE_OFFICE": value})
    assert _read(text) == {"INTAKE_OFFICE": value}


def _read(text: str) -> dict[str, str]:
    class File:
        """A file in memory."""

        def is_file(self) -> bool:
            return True

        def read_bytes(self) -> bytes:
            return text.encode()

    wrong: list[str] = []
    found = read_file(File(), {"INTAKE_OFFICE", "INTAKE_LOG"}, wrong)  # type: ignore[arg-type]  # it has what is used
    assert wrong == []
    return {name: value for name, (value, _) in found.items()}


def test_a_setting_takes_its_own_line_and_no_other() -> None:
    before = "# INTAKE_LOG=x\r\n\nOTHER = 'INTAKE_LOG=1'\n  export INTAKE_LOG = plain # why\nINTAKE_LOGS=1"
    after = with_settings(before, {"INTAKE_LOG": "json", "INTAKE_OFFICE": "a b.toml"})
    assert after == (
        "# INTAKE_LOG=x\r\n\nOTHER = 'INTAKE_LOG=1'\nINTAKE_LOG=json\nINTAKE_LOGS=1\nINTAKE_OFFICE=\"a b.toml\"\n"
    )


# --- files ----------------------------------------------------------------------------------------------------------


def test_files_are_replaced_together_or_not_at_all(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "missing" / "second"
    first.write_text("old", encoding="utf-8")
    with pytest.raises(IntakeError, match=r"second cannot be written \(No such file or directory\)"):
        save([NewFile(first, "new", 0o644), NewFile(second, "new", 0o600)])
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("first", "old")]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    save([NewFile(tmp_path / "link", "new", 0o600)])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "new"


def test_the_profile_is_toml_for_everybody() -> None:
    assert tomllib.loads(profile_text(_facts(), one_words(), "en"))["privacy"]["keep_days"] == 365
