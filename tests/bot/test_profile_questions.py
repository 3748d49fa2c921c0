"""The questions of the office's own: each in every language clients talk in, or the start is refused by its key."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from bot.errors import OfficeProfileError
from bot.office_profile.profile import office_from
from bot.words.words import languages
from dialogs.asks import OURS
from dialogs.office import OfficeQuestion
from dialogs.questionnaires.hsp import HSP
from tests.bot.test_office_profile import full, refused

YES_NO = {"id": "tax_paid", "kind": "yes_no", "text": {code: f"tax {code}?" for code in languages()}}
CHOICES = {
    "id": "lives_as",
    "kind": "choices",
    "text": {code: f"home {code}?" for code in languages()},
    "choices": [{"id": name, "label": {code: f"{name} {code}" for code in languages()}} for name in ("own", "rented")],
}


def having(*questions: dict[str, Any]) -> dict[str, Any]:
    return full() | {"questions": [copy.deepcopy(one) for one in questions]}


def test_the_list_is_read() -> None:
    first, second = office_from(having(YES_NO, CHOICES), "f").questions
    assert first == OfficeQuestion(id="tax_paid", kind="yes_no", text=YES_NO["text"])  # type: ignore[arg-type]
    assert [(one.id, one.label["en"]) for one in second.choices] == [("own", "own en"), ("rented", "rented en")]
    assert office_from(full(), "f").questions == ()


@pytest.mark.parametrize("code", languages())
def test_a_language_that_is_missing_stops_the_start_by_its_key(code: str) -> None:
    data = having(YES_NO, CHOICES)
    del data["questions"][0]["text"][code]
    assert refused(data).startswith(f"office.toml: questions[0].text.{code}: expected ")
    data = having(YES_NO, CHOICES)
    del data["questions"][1]["choices"][1]["label"][code]
    assert refused(data).startswith(f"office.toml: questions[1].choices[1].label.{code}: expected ")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "maybe"}, "questions[0].kind: expected "),
        ({"id": "No Spaces"}, "questions[0].id: expected a short name"),
        ({"choices": CHOICES["choices"]}, 'questions[0].choices: only a question of the kind "choices" has choices'),
        ({"kind": "choices"}, "questions[0].choices: expected a list of choices, at least 2"),
        ({"texts": {}}, "questions[0].texts: unknown key"),
    ],
)
def test_what_cannot_be_meant_is_named(change: dict[str, Any], message: str) -> None:
    assert refused(having(YES_NO | change)).startswith(f"office.toml: {message}")


def test_a_question_or_a_choice_that_stands_twice_is_named() -> None:
    assert refused(having(YES_NO, YES_NO)).startswith("office.toml: questions[1]: expected each only once")
    twice = CHOICES | {"choices": [CHOICES["choices"][0]] * 2}  # type: ignore[index]
    assert refused(having(twice)).startswith("office.toml: questions[0].choices[1]: expected each only once")


def test_no_question_of_the_interview_is_called_as_the_offices_own_are() -> None:
    assert not [question.id for question in HSP.questions if question.id.startswith(OURS)]
    with pytest.raises(OfficeProfileError):
        office_from(having(YES_NO | {"id": "x" * 25}), "f")
