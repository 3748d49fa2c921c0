"""Reads the questions of the office's own from its profile: `[[questions]]`, each in every language clients talk in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.office_profile.profile import refuse_repeats
from bot.office_profile.value import ProfileValue
from bot.words.words import languages
from dialogs.office import OfficeOption, OfficeQuestion, OfficeQuestionKind, Texts

_KINDS: Final[Mapping[str, OfficeQuestionKind]] = {
    "yes_no": "yes_no",
    "choices": "choices",
    "text": "text",
    "day": "day",
}
CHOICES: Final = "choices"


def read_questions(value: ProfileValue) -> tuple[OfficeQuestion, ...]:
    """Read the list; what is missing in one language is refused by its key, which ends in the language."""
    items = value.items("questions")
    found = tuple(_question(item) for item in items)
    refuse_repeats(items, (one.id for one in found))
    return found


def _question(value: ProfileValue) -> OfficeQuestion:
    at = value.record(OfficeQuestion)
    kind = _KINDS[at["kind"].one_of(_KINDS, "question-kind")]
    question = OfficeQuestion(id=at["id"].name(), text=in_every_language(at["text"]), kind=kind)
    if kind != CHOICES:
        if "choices" in at:
            raise at["choices"].complaint("profile-choices-of-another-kind")
        return question
    items = value.child("choices").items("choices", at_least=2)
    choices = tuple(_option(item) for item in items)
    refuse_repeats(items, (one.id for one in choices))
    return OfficeQuestion(id=question.id, text=question.text, kind=kind, choices=choices)


def _option(value: ProfileValue) -> OfficeOption:
    at = value.record(OfficeOption)
    return OfficeOption(id=at["id"].name(), label=in_every_language(at["label"]))


def in_every_language(value: ProfileValue) -> Texts:
    """Read a text that is sent to clients as it stands, so that each of them must have it in their language."""
    texts = value.texts()
    for code in languages():
        if code not in texts:
            raise value.child(code).refusal("text-in-language", language=code)
    return texts
