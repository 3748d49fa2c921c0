"""The first lines of a card answer what the person came for, with values, in the words of the office."""

from __future__ import annotations

from typing import Any

import pytest

from dialogs.card_lines import card_by_lines
from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.questionnaires.hsp import HSP
from tests.dialogs.test_follows import ENGINEER, seen
from tests.dialogs.walker import keys_in, real_dialogue, real_words


def lines(**answers: Any) -> dict[str, str]:
    """What each line of a card says, by its id."""
    lead = lead_of(seen(ENGINEER, **answers))
    found = card_by_lines(lead, real_dialogue().around.office, "ja")
    return {name: "\n".join(real_words().plain("ja", text) for text in texts) for name, texts in found.items()}


HOLDER = {"residence": "hsp", "hsp_kind": "hsp1b", "status_since": "2022-01-01", "in_japan_since": "2018-04"}


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ({"goal": "pr", **HOLDER}, "永住："),
        ({"goal": "hsp2", **HOLDER}, "高度専門職2号："),
        ({"goal": "family", **HOLDER, "pregnancy": "yes", "household_income_yen": 9_000_000}, "家族："),
        ({"goal": "pr", "residence": "long_term", "resident_since": "2015-08"}, "永住（点数によらない道）："),
    ],
)
def test_the_answer_to_the_wish_stands_before_the_points_and_once(answers: dict[str, Any], first: str) -> None:
    told = lines(**answers)
    assert told["outlook"].startswith(first)
    assert list(told).index("outlook") < 6
    assert first not in told.get("facts", "")


def test_what_was_not_asked_by_points_is_said_beside_it() -> None:
    told = lines(goal="family", **HOLDER, pregnancy="yes", household_income_yen=9_000_000)
    assert "点数によらない相談のため未確認" in told["outlook"]


def test_results_and_licences_are_told_as_values() -> None:
    told = lines(research=["patents", "papers"], licences=1)["values"]
    assert "研究実績（特許、論文）（15点）" in told
    assert "資格・試験1（5点）" in told


def test_sums_are_told_as_japan_counts_pay() -> None:
    told = lines(goal="family", **HOLDER, pregnancy="yes", household_income_yen=9_000_000)["values"]
    assert "世帯年収：900万円" in told


@pytest.mark.parametrize("goal", ["hsp", "pr", "hsp2", "family", "other"])
def test_the_wish_and_the_status_are_in_the_words_of_the_office(goal: str) -> None:
    lead = lead_of(seen(ENGINEER, goal=goal, residence="abroad"))
    found = card_by_lines(lead, real_dialogue().around.office, "ja")
    used = {key for texts in found.values() for text in texts for key in keys_in(text)}
    assert {f"card-goal-{goal}", "card-residence-abroad"} <= used
    assert not any(key.startswith(("c-goal-", "c-residence-")) for key in used)


def test_every_kind_of_status_has_office_words() -> None:
    for name in HSP["residence"].kind.label_keys("residence"):
        key = name.replace("c-residence-", "card-residence-").replace("_", "-")
        for language in ("en", "ja"):
            assert real_words().has(language, key), key


def test_a_way_that_is_not_known_is_said_once() -> None:
    told = lines(goal="pr", residence="long_term")
    assert "未確認（要確認）" not in "".join(told.values())
    assert real_words().plain("ja", Text("card-goal-pr")) == "永住許可"
