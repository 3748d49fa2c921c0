"""README's picture shows what the bots say today."""

from pathlib import Path

from tests.e2e.picture import PICTURE, draw, record


async def test_the_picture_is_current(tmp_path: Path) -> None:
    drawn = draw(*await record(tmp_path))
    assert drawn == PICTURE.read_text(encoding="utf-8"), "run: python -m tests.e2e.picture"
