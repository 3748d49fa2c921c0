"""A month in which nothing more is paid for: the whole interview goes by free answers, and what cannot wait is told.

    python -m pytest tests/e2e/line/test_quota.py --refresh-transcripts

writes the transcript anew (`tests/transcripts/line/`); read the difference.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.e2e.line.chat import InLine, in_line
from tests.e2e.staff import card, staff_say, written
from tests.e2e.test_talk import staff_write, topic_of

KEPT = Path(__file__).parents[2] / "transcripts" / "line" / "quota-at-zero.en.txt"

# Somebody on a phone, in a hurry: numbers, half words, slips.
HURRIED = (
    *("hi", "1", "１", "1", "2", "2.", "5", "no", "10,000,000", "1 may 1994", "phd", "1", "1", "ok", "1", "1"),
    *("picture", "1", "skip", "skip", "skip", "5", "Maria Santos", "1", "1"),
)


def shown(it: InLine) -> str:
    """The transcript without what is by chance."""
    text = re.sub(r"http://127\.0\.0\.1:\d+/line/file/[0-9a-f]{40}", "https://…/line/file/…", "\n".join(it.lines))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


async def test_with_nothing_left_to_pay_everything_is_answered_and_the_rest_waits(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    async with in_line(tmp_path, "monthly_limit = 0\n") as it:
        await it.fake.send(it.maria.event("follow", follow={"isUnblocked": False}))
        await it.settled()
        it.note()
        await it.act(*HURRIED)
        assert "Maria Santos" in card(it.world.group).text
        assert [one.by for one in it.maria.shown] == ["reply"] * len(it.maria.shown), "nothing was paid for"
        assert not it.fake.calls_of("/push")

        # What staff write is important, and pushed all the same: the office's limit is not LINE's.
        it.world.clock.advance(timedelta(minutes=2))
        await staff_write(it.world, it.service, "Which day suits you?")
        it.lines.append("(the office writes, two minutes later)")
        it.note()
        assert it.maria.shown[-1].by == "push"
        assert it.fake.used == 1

        # LINE itself takes no more: staff are told that this one did not arrive, and why.
        it.fake.limit = 1
        await staff_write(it.world, it.service, "Are you there?")
        assert "Are you there?" not in it.maria.texts()[-1]
        told = [message.text for message in written(it.world.group)]
        assert sum("有料メッセージの上限に達しました" in text for text in told) == 1
        assert sum("届いていません" in text for text in told) == 1
        await staff_write(it.world, it.service, "Hello?")
        told = [message.text for message in written(it.world.group)]
        assert sum("有料メッセージの上限に達しました" in text for text in told) == 1, "once a month"
        it.lines.append("(the office writes twice more, and LINE takes nothing)")
        it.note()

        await it.act("Monday please")
        read = "\n".join(it.maria.texts()[-4:])
        assert "Are you there?" in read
        assert "Hello?" in read
        assert it.maria.shown[-1].by == "reply"
        assert "Monday please" in [message.text for message in written(it.world.group, topic_of(it.world))][-1]

        [stats] = await staff_say(it.world, it.service, "/stats")
        assert "LINE（2026-11）" in stats.text
        it.world.fake.assert_clean()
    if request.config.getoption("--refresh-transcripts"):
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(shown(it), encoding="utf-8")
    assert shown(it) == KEPT.read_text(encoding="utf-8")
