"""What reads texts of each language, made of the words the languages have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from dialogs.answer_bank.loading import Spoken
from dialogs.answer_bank.wording import Definitions, Denials, Mender, Names, Wording, meanings


def wordings(languages: Sequence[Spoken], phrased: Iterable[str]) -> dict[str, Wording]:
    """Return how texts of each language are read: its own words first, then those of the others.

    The words of what is `phrased` are spelt right.
    """
    lists = {s.language: meanings(s.same, s.nothing, s.elsewhere, s.little, s.vague) for s in languages}
    denials = [Denials(s.denial.before, s.denial.between, s.denial.after) for s in languages]
    names, mender = Names(chain(*lists.values())), Mender()
    mender.know(chain(*lists.values(), phrased))
    return {
        language: Wording(
            [known, *(other for name, other in lists.items() if name != language)], names, mender, denials
        )
        for language, known in lists.items()
    }


def definitions_of(languages: Sequence[Spoken]) -> Definitions:
    """Return what tells whether a text of any of the languages asks what a word means."""
    forms = [spoken.definition for spoken in languages]
    return Definitions(chain(*(form.before for form in forms)), chain(*(form.after for form in forms)))
