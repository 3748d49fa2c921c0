"""The main job through both bots: interview, result, card, leave, lead, booking, staff's answer."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from tests.e2e.world import HERE, NO_DAY, SENT, At, make_world, press, talk

TO_THE_POINTS = (
    "/start website-1",
    "[English]",
    "[I agree]",
    "[Highly Skilled Professional visa]",
    "[A work visa]",
    "[Specialist]",
    "[IT, engineering]",
)
FACTS = ("650万", "1994-05-01", "[Master's]", "[Done]", "5 years", "[JLPT N1]", "[Show my result]")


async def test_an_engineer_becomes_a_lead_and_staff_take_it(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *TO_THE_POINTS, *FACTS, "[All correct]")
        result = await talk(world, service, maria)
        assert "75 points" in result.text
        assert not world.group.topics

        card_shown = await talk(world, service, maria, "[contact the office]", At("name", "Maria Santos <3"), HERE[1])
        assert "Maria Santos <3" in card_shown.text
        assert "ご相談" not in card_shown.text, "what is sent stands there in the person's own language"
        japanese = await talk(world, service, maria, "[Japanese]")
        assert "ご相談" in japanese.text, "and the very card that staff will see on tap"
        await talk(world, service, maria, "[In short]")
        assert not world.leads(service), "nothing is stored before the person said yes"
        await talk(world, service, maria, "[Yes, send it]")

        [lead] = world.leads(service)
        assert (lead.consented.summary.total, lead.consented.summary.range, lead.consented.summary.verdict) == (
            75,
            (75, 180),
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
        assert "has taken your request" in told.text
        [card] = [m for m in world.group.messages(thread) if m.labels]
        assert "五十嵐" in card.text
        world.fake.assert_clean()


TO_THE_NAME = ("/start", "[English]", "[I agree]", "/human", "Please help me")
TO_THE_HALF_DAYS = (HERE[1], *SENT, NO_DAY[0], "[25 Nov, morning]")


async def test_of_two_who_want_the_last_place_one_reads_at_once_that_it_is_taken(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    example = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
    office.write_text(example.replace("[half_days]\n", "[half_days]\nmost_wishes = 1\n"), encoding="utf-8")
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, tom = world.person(7, "Maria"), world.person(8, "Tom")
        for user in (maria, tom):
            await talk(world, service, user, *TO_THE_NAME, At("name", user.first_name), *TO_THE_HALF_DAYS)
        for user in (maria, tom):
            await press(world, user, "Done")
        await world.settled(service)
        texts = {user.first_name: "\n".join(m.text for m in user.messages(world.client)) for user in (maria, tom)}
        [late] = [user for user in (maria, tom) if "somebody has just taken it" in texts[user.first_name]]
        asked = late.last(world.client)
        assert asked is not None
        assert "When would suit you?" in asked.text
        assert not [label for label in asked.labels if "25 Nov, morning" in label]
        assert [label for label in asked.labels if "25 Nov, afternoon" in label]
        wished = {lead.consented.name: lead.consented.half_days for lead in world.leads(service)}
        assert sorted(wished.values()) == [(), ("20261125am",)]
        assert wished[late.first_name] == ()
        await talk(world, service, late, "[25 Nov, afternoon]", "[Done]")
        assert {lead.consented.half_days for lead in world.leads(service)} == {("20261125am",), ("20261125pm",)}
