"""`intake init` with a database on a server: its address is taken, a key is made, and no password is shown."""

from __future__ import annotations

import stat

from bot.settings import Settings
from bot.storage.keys import load_sealer
from tests.e2e.setup.operator import Answer, Operator, Place, usual

LATER: dict[str, list[Answer]] = {"Wait for the group now?": ["n"]}


async def test_an_address_of_postgresql_is_taken_and_a_key_made(place: Place) -> None:
    """The doctor then says that nothing is reached there."""
    address = "postgresql://me:hidden-word@127.0.0.1:1/intake"
    operator = Operator({**LATER, **usual(File_of_the_database=[address])})
    assert await place.start(operator) == 1
    settings = Settings.load({}, place.folder)
    assert (settings.database, settings.key_file) == (address, (place.folder / "intake.key").resolve())
    assert stat.S_IMODE((place.folder / "intake.key").stat().st_mode) == 0o600
    assert load_sealer(settings, database_exists=False).key_id
    before = place.files()
    again = Operator({**LATER})
    assert await place.start(again) == 1
    assert place.files() == before
    assert "postgresql://127.0.0.1:1/intake" in again.screen
    assert "hidden-word" not in operator.screen + again.screen
