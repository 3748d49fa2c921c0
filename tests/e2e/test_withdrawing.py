"""Taking consent back, with the whole product between: what stops, what staff read, what stays and what does not."""

from __future__ import annotations

from pathlib import Path

from tests.e2e import peek
from tests.e2e.staff import card, lead, words, written
from tests.e2e.world import make_world, talk


async def test_answers_go_the_request_stays_and_staff_are_told(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await lead(world, service, 7, name="Maria Santos")
        page = await talk(world, service, maria, "withdraw my consent")
        assert "What stays" in page.text
        told = await talk(world, service, maria, "[Withdraw my consent]")
        assert "Your consent is taken back" in told.text
        assert words("staff-withdrawn") in [m.text for m in written(world.group)]
        assert "Maria Santos" in card(world.group, 1).text, "the request is the office's to answer"
        kept = peek.conversation(service, maria)
        assert set(kept.answers) == {"language", "consent"}
        assert (kept.consented_to, kept.lead, kept.reminders) == (None, True, {})
        # Nothing is asked but that, and everything can still be erased.
        asked = await talk(world, service, maria, "/result")
        assert "May we keep your answers?" in asked.text
        receipt = await talk(world, service, maria, "/forget", "[Erase everything]")
        assert "Done. E" in receipt.text
        assert "in Telegram messages older than 48 hours" in receipt.text
        assert world.leads(service) == []
