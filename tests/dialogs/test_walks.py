"""Hurried people in a language that is not their own, each a whole conversation that a stranger can judge.

They type as people type, with slips, questions in between, corrections and ways back; `tests/transcripts/walks/` holds
what they were told and the card staff got. Their words are never fitted to what is understood: a word that is taken
wrongly stays, and shows it. After reading the difference: `pytest tests/dialogs/test_walks.py --refresh-transcripts`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.following import forget
from tests.dialogs.scribe import Pace
from tests.dialogs.walks import WALKS
from tests.scoring.tables import UP_TO_2023, knowing

FOLDER = Path(__file__).resolve().parent.parent / "transcripts" / "walks"


@pytest.mark.parametrize("name", WALKS)
@knowing(UP_TO_2023)
def test_the_walk_is_as_it_was_read(name: str, refresh: bool) -> None:
    forget()
    person = WALKS[name]
    file = FOLDER / f"{name}.{person.language}.txt"
    pace = Pace(person.language, person.picks, person.never)
    played = pace.play(person.steps)
    written = f"{person.who}\n{pace.measured()}\n{played}"
    if refresh:
        file.parent.mkdir(exist_ok=True)
        file.write_text(written, encoding="utf-8")
    assert file.exists(), "no transcript yet; make it with: pytest --refresh-transcripts"
    assert written == file.read_text(encoding="utf-8"), "read the difference, then: pytest --refresh-transcripts"


def test_there_is_no_transcript_of_a_walk_that_is_gone() -> None:
    assert {file.name for file in FOLDER.glob("*.txt")} == {f"{n}.{w.language}.txt" for n, w in WALKS.items()}
