"""The main job through both bots: interview, result, card, leave, lead, booking, staff's answer."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.world import make_world, talk

TO_THE_POINTS = (
    "/start website-1",
    "[English]",
    "[I agree]",
    "[Highly Skilled Professional visa]",
    "[A work visa]",
    "[Specialist]",
    "[No]",
)
FACTS = ("650万", "1994-05-01", "[Master's]", "[Done]", "5 years", "[No]", "[JLPT N1]", "[Show my result]")


async def test_an_engineer_becomes_a_lead_and_staff_take_it(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *TO_THE_POINTS, *FACTS, "[All correct]")
        result = await talk(world, service, maria)
        assert "75 points" in result.text
        assert not world.group.topics

        card_shown = await talk(world, service, maria, "[contact the office]", "Maria Santos <3", "[Here]")
        assert "ご相談" in card_shown.text
        assert not world.leads(service), "nothing is stored before the person said yes"
        await talk(world, service, maria, "[Yes, send it]")

        [lead] = world.leads(service)
        assert (lead.consented.summary.total, lead.consented.summary.range, lead.consented.summary.verdict) == (
            75,
            (75, 170),
            "qualifies",
        )
        assert lead.consented.source == "website-1"
        [(thread, name)] = world.group.topics.items()
        assert "Maria Santos" in name
        [card] = [m for m in world.group.messages(thread) if m.labels]
        assert "75点" in card.text
        assert not card.silent

        await talk(world, service, maria, "[Google Meet]", "[25 Nov, morning]", "[Done]")
        [card] = [m for m in world.group.messages(thread) if m.labels]
        assert "11月25日" in card.text
        done = await talk(world, service, maria, "Can I bring my dog?")
        assert any("Can I bring my dog?" in m.text for m in world.group.messages(thread))
        assert "027-395-4107" in done.text

        await world.group.press_label(world.office, world.staff, "担当する")
        told = await talk(world, service, maria)
        assert "五十嵐" in told.text
        [card] = [m for m in world.group.messages(thread) if m.labels]
        assert "五十嵐" in card.text
        world.fake.assert_clean()
