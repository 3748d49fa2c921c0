"""What staff asked a client, as both sides and the database have it: exported to the client, and gone with them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e import peek
from tests.e2e.staff import ASK, staff_press
from tests.e2e.test_talk import client
from tests.e2e.world import make_world, talk

SHIPPED = Path(__file__).parents[3] / "bot" / "offices" / "tsubakuro.toml"
QUESTION = """
[[questions]]
id = "wish"
kind = "text"
text = { ja = "ご希望は？", en = "What do you wish for?" }
"""


async def test_what_was_asked_is_in_my_data_without_the_name_of_staff_and_goes_when_all_is_erased(
    tmp_path: Path,
) -> None:
    office = tmp_path / "office.toml"
    office.write_text(SHIPPED.read_text("utf-8") + QUESTION, "utf-8")
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = await client(world, service)
        await staff_press(world, service, ASK)
        await staff_press(world, service, "ご希望は？")
        await maria.send(world.client, "a SWALLOW & <b>more</b>")
        await world.settled(service)
        shown = [m.text for m in world.group.messages() if "SWALLOW" in m.text]
        assert shown, "staff read the answer"
        await talk(world, service, maria, "/mydata")
        [exported] = [message.document for message in peek.written(world, maria) if message.document]
        [one] = json.loads(exported.data)["lead"]["asks"]
        assert (one["key"], one["value"]) == ("ours_wish", "a SWALLOW & <b>more</b>")
        assert "五十嵐" not in json.dumps(one, ensure_ascii=False)
        await talk(world, service, maria, "/forget", "[Erase everything]")
        await world.settled(service)
        assert not [m for m in world.group.messages() if "SWALLOW" in m.text]
        assert b"SWALLOW" not in peek.bytes_on_disk(tmp_path)
