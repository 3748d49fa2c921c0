"""What may have arrived in LINE and what joins it since: nothing is said twice, and nothing is left out."""

from __future__ import annotations

import pytest

from bot.delivery.courier import TryLater
from bot.delivery.lanes import relayed_as_one, several_as_one
from dialogs.talk import Media, Utterance
from tests.channels.dispatch import PaperDispatch, post, says
from tests.channels.line.test_line import line, saying
from tests.contract.channels import Line

__all__ = ["line"]


async def test_an_answer_that_may_have_arrived_is_not_said_twice_and_no_later_one_joins_it(line: Line) -> None:
    fake, courier, dispatch = line.fake, line.courier, PaperDispatch()
    first, second, third = (saying(line, f"answer {number}", number) for number in (1, 2, 3))
    for path in ("/reply", "/push"):
        before = len(line.person.shown)
        if path == "/reply":
            await line.types("one")
        fake.fail_next(path, 500, after=True)
        with pytest.raises(TryLater):
            await dispatch.deliver(courier, several_as_one([first, second]))
        # Meanwhile more is to be said, and the client has written again.
        if path == "/push":
            await line.types("two")
        used = fake.used
        made = await dispatch.deliver(courier, several_as_one([first, second, third]))
        texts = line.seen()[before:]
        assert [sum(f"answer {number}" in text for text in texts) for number in (1, 2, 3)] == [1, 1, 1], (path, texts)
        assert set(made) == {"c:p:1", "c:p:2", "c:p:3"}
        assert fake.used - used == (1 if path == "/reply" else 0), "what is new alone"
        line.seconds += 60


async def test_a_call_that_line_never_took_is_made_again_before_what_joined_it(line: Line) -> None:
    fake, courier, dispatch = line.fake, line.courier, PaperDispatch()
    first, second = (saying(line, f"answer {number}", number) for number in (1, 2))
    fake.fail_next("/push", 500)
    with pytest.raises(TryLater):
        await dispatch.deliver(courier, first)
    await dispatch.deliver(courier, several_as_one([first, second]))
    assert [sum(f"answer {number}" in text for text in line.seen()) for number in (1, 2)] == [1, 1]
    # What is overtaken is in doubt no more.
    fake.fail_next("/push", 500)
    with pytest.raises(TryLater):
        await dispatch.deliver(courier, saying(line, "overtaken", 3))
    await dispatch.deliver(courier, saying(line, "answer 4", 4))
    assert "answer 4" in line.seen()[-1]
    assert not any("overtaken" in text for text in line.seen())


async def test_a_picture_that_joins_an_album_which_was_tried_already_is_sent_with_it(line: Line) -> None:
    one, two = (
        post(
            "relay",
            {
                "to": line.to,
                "said": [Utterance(media=Media("photo", f"F{number}"), album="A").to_json()],
                "copies": [f"copy{number}"],
                "of": [str(number)],
                "source": "office",
                "changes": False,
                "say": says("staff-note", text="Office"),
            },
        )
        for number in (1, 2)
    )
    line.fake.fail_next("/push", 500)
    with pytest.raises(TryLater):
        await PaperDispatch().deliver(line.courier, one)
    made = await PaperDispatch().deliver(line.courier, relayed_as_one([one, two]))
    assert set(made) == {"copy1", "copy2"}
    assert sum(text.startswith("[picture") for text in line.seen()) == 2
