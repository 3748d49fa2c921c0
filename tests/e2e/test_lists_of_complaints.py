"""A list of complaints is held against its tests: what it says wrongly is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.complaints import faults

HERE = "test_a_list_that_is_right_has_no_faults"
BESIDE = "`test_talk.py::test_formatting_arrives_as_it_was_written`"
RIGHT = f"""What people complain of.

- Words are lost, and albums
  fall apart (a/b#1 #2): `{HERE}`,
  {BESIDE}, `test_unsend_takes_the_copy_away_within_two_days_and_says_why_not_after`.
- Nobody is told: `tests/storage/test_race.py::test_in_one_process_as_well`,
  `test_killed_in_the_middle_of_a_move_the_old_time_stands`.
- A list that is wrong is believed: `test_what_a_list_says_wrongly_is_found`.
"""


def test_a_list_that_is_right_has_no_faults() -> None:
    assert faults(RIGHT, Path(__file__)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        (HERE, "test_of_nothing", "there is no test_of_nothing in "),
        ("test_talk.py", "test_nothing.py", "there is no test_formatting_arrives_as_it_was_written in "),
        (f"`{HERE}`", "a test", f"in no entry: {HERE}"),
        ("`test_what_a_list_says_wrongly_is_found`", "a test", "no test shows: A list that is wrong is believed"),
        (BESIDE, "`test_talk.py`", "something else than a test is named: Words are lost"),
    ],
    ids=["no such test", "no such file", "a test in no entry", "no test", "a file alone"],
)
def test_what_a_list_says_wrongly_is_found(right: str, wrong: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(RIGHT.replace(right, wrong), Path(__file__)))
