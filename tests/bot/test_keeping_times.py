"""The keeping times of a profile: within bounds, and what came to less is not kept longer than what came to more."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.errors import OfficeProfileError
from bot.office_profile.profile import office_from_text

TEXT = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")


def profile(*lines: str) -> str:
    """The example with these keeping times alone."""
    before, _, after = TEXT.partition("[keeping]\n")
    return "\n".join((f"{before}[keeping]", *lines, f"\n[privacy]{after.partition('[privacy]')[2]}"))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("unfinished = 0",), "keeping.unfinished: expected a whole number from 1 to 3650"),
        (("talk = 3651",), "keeping.talk: expected a whole number from 1 to 3650"),
        (("unfinished = 366",), "keeping.unfinished: expected at most 365, the days of privacy.keep_days"),
        (("unqualified = 31", "lead = 30"), "keeping.unqualified: expected at most 30, the days of keeping.lead"),
        (("client = 364",), "keeping.client: expected at least 365, the days of privacy.keep_days"),
        (("lead = 400", "client = 399"), "keeping.client: expected at least 400, the days of keeping.lead"),
        (("leads = 364",), "keeping.leads: unknown key"),
    ],
)
def test_times_that_cannot_be_meant_are_named_in_one_sentence(lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(OfficeProfileError, match=said) as told:
        office_from_text(profile(*lines), "office.toml")
    assert str(told.value).count("\n") == 0


def test_what_is_left_out_is_kept_as_long_as_everything() -> None:
    office = office_from_text(profile("unfinished = 10", "lead = 365"), "office.toml")
    kept = {name: office.kept_days(name) for name in ("unfinished", "unqualified", "lead", "client", "talk", "audit")}
    assert kept == {**dict.fromkeys(kept, 365), "unfinished": 10}


def test_what_is_left_out_never_stands_against_what_is_said_of_requests() -> None:
    shorter = office_from_text(profile("lead = 30"), "office.toml")
    assert (shorter.kept_days("unfinished"), shorter.kept_days("lead"), shorter.kept_days("client")) == (30, 30, 365)
    longer = office_from_text(profile("lead = 400"), "office.toml")
    assert (longer.kept_days("unfinished"), longer.kept_days("lead"), longer.kept_days("client")) == (365, 400, 400)
