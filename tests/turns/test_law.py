"""A change of law, from the proposal to the last word: once, to who agreed, whatever is pressed, killed or erased."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import Core
from bot.clock import Clock
from bot.delivery.post import NOTICE, Post
from bot.storage.reader import SqlReader
from bot.turns.acts import Delivered
from bot.turns.apply import Batch
from bot.turns.law import DRAFT_MEMO, MOST_IDLE
from bot.turns.ledger import Call
from bot.turns.records import Timer
from bot.turns.rescoring import Rescoring, rescored
from dialogs.desk.law import DROP, LAW, LAW_CARD, SEND, LawProposal
from dialogs.desk.matter import Member
from dialogs.desk.rights import EVERYTHING, Rights
from dialogs.messages import Text, Typed
from scoring import Ruleset
from tests.scoring.drafts import LESS_FOR_N1, NAME, NEWEST, draft, draft_text
from tests.scoring.tables import knowing
from tests.support import ANSWERS, SettableClock, Talk, core_in, damage

SATO = Member("901", "佐藤")
DRAFT = (NAME, draft_text(LESS_FOR_N1))
TABLES = (NEWEST, draft(LESS_FOR_N1))
# 20 + 10 + 20 + 10 + 15 points, of which N1 brings 5 from April 2027 on: 70 is lost.
ENGINEER = {**ANSWERS, "salary_yen": "6,500,000"}
NO_N1 = {**ENGINEER, "japanese": "a:none"}


def person(
    core: Core, chat: str, clock: SettableClock, answers: Mapping[str, str | Sequence[str]] = ENGINEER, *ticks: str
) -> Talk:
    """Somebody at the result, who chose these reminders."""
    talk = Talk(core, chat, clock=clock)
    talk.go_to("result", answers)
    if ticks:
        talk.press("remind")
        for tick in ticks:
            talk.press(f"on:{tick}")
        talk.press("close")
    return talk


async def found_in(
    core: Core, clock: SettableClock, *, at_once: int = 50, tables: tuple[Ruleset, Ruleset] = TABLES
) -> Rescoring:
    """What is found of everybody."""
    naps: list[float] = []

    async def sleep(seconds: float) -> None:
        naps.append(seconds)

    ticks = iter(range(10_000))
    beside = Clock(now=clock, monotonic=lambda: float(next(ticks)), sleep=sleep)
    found = await rescored(SqlReader(core.database), core.dialogue, tables, beside, at_once=at_once)
    assert naps
    assert all(nap == 1.0 for nap in naps), "as long as each part took"
    return found


async def propose(core: Core, clock: SettableClock) -> LawProposal | None:
    """What `intake rescore --propose` does."""
    found = await found_in(core, clock)
    made: LawProposal | None = core.ledger.do(
        Call(lambda batch: batch.law.propose(found.proposal(is_draft=True), DRAFT, clock()))
    )
    return made


def press(
    core: Core, clock: SettableClock, act: str = SEND, number: int = 1, rights: Rights = EVERYTHING
) -> Text | None:
    """Staff press a button of the card."""
    refused: Text | None = core.ledger.do(Call(lambda batch: batch.law.decide(number, act, SATO, rights, clock())))
    return refused


def fire(core: Core, clock: SettableClock) -> None:
    """Let whatever is due by now be done, as `Timers` does."""
    due = core.ledger.do(Call(lambda batch: batch.tx.due_timers(clock().timestamp(), 100)))
    for timer in due:
        core.ledger.do(Call(lambda batch, timer=timer: batch.timer_due(timer, clock())))  # type: ignore[misc]


def passes(core: Core, clock: SettableClock, minutes: int = 2) -> None:
    """Minutes go by."""
    for _ in range(minutes):
        clock.advance(timedelta(minutes=1))
        fire(core, clock)


def posts(core: Core) -> list[Post]:
    waiting: list[Post] = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    return waiting


def told(core: Core, talk: Talk) -> list[Post]:
    """What somebody is to be told of the law."""
    lane = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", talk.chat, talk.clock()).address.id))
    return [post for post in of_the_law(core) if post.lane == lane]


def of_the_law(core: Core) -> list[Post]:
    """What anybody is to be told of it."""
    saying = [post for post in posts(core) if "say" in post.payload]
    return [post for post in saying if post.says.lines[0].key == "law-changed"]


def card(core: Core, number: int = 1) -> Sequence[str]:
    """The keys of the card as it was shown last."""
    [*_, last] = [post for post in posts(core) if post.kind == NOTICE and post.handle == f"law:{number}"]
    return [line.key for line in last.says.lines] + [button.data for row in last.says.rows for button in row]


def last(core: Core) -> LawProposal:
    proposal = core.ledger.do(Call(lambda batch: batch.law.last()))
    assert isinstance(proposal, LawProposal)
    return proposal


def memo(core: Core, name: str) -> object:
    return core.ledger.do(Call(lambda batch: batch.tx.memo(name)))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Talk]:
    """A folder with somebody who agreed, beside who was never asked, chose otherwise, or is not touched by it."""
    folder, clock = tmp_path_factory.mktemp("lived"), SettableClock()
    core = core_in(folder)
    person(core, "2", clock)
    person(core, "3", clock, ENGINEER, "stay")
    person(core, "4", clock, NO_N1, "points")
    talk = person(core, "1", clock, ENGINEER, "points")
    core.database.close()
    return folder, talk


@pytest.fixture
def core(lived: tuple[Path, Talk], tmp_path: Path) -> Iterator[Core]:
    """A copy of it."""
    for file in lived[0].iterdir():
        shutil.copy(file, tmp_path / file.name)
    core = core_in(tmp_path)
    yield core
    core.database.close()


@pytest.fixture
def maria(lived: tuple[Path, Talk], core: Core, clock: SettableClock) -> Talk:
    """Who agreed."""
    return replace(lived[1], core=core, clock=clock, conversation=deepcopy(lived[1].conversation))


# --- what is found ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at_once", [1, 3, 50])
async def test_everybody_is_counted_whatever_the_parts(
    core: Core, clock: SettableClock, maria: Talk, at_once: int
) -> None:
    Talk(core, "5", clock=clock).go_to("degrees")
    maria.go_to("handed_off")
    found = await found_in(core, clock, at_once=at_once)
    assert (found.scored, found.not_scored, len(found.crossing), found.to_be_told) == (4, 1, 3, 1)
    assert [(one.mark, one.reached, one.lost) for one in found.marks()] == [(70, 0, 3), (80, 0, 0)]
    assert sorted(one.lead or 0 for one in found.crossing) == [0, 0, 1]


async def test_by_the_table_in_force_nobody_crosses_anything(core: Core, clock: SettableClock, maria: Talk) -> None:
    found = await rescored(SqlReader(core.database), core.dialogue, (NEWEST, NEWEST), Clock(now=clock))
    assert (found.scored, found.concerned) == (4, [])


async def test_who_cannot_be_read_is_named_and_the_others_are_counted(
    core: Core, clock: SettableClock, maria: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    maria.go_to("handed_off")
    people = {glimpse.lead: glimpse.person for glimpse in SqlReader(core.database).people_after("", 9)}
    nameless = next(glimpse.person for glimpse in SqlReader(core.database).people_after("", 9) if glimpse.lead is None)
    for who in (people[1], nameless):
        damage(core, "people", f"id = '{who}'")
    found = await found_in(core, clock)
    assert sorted(found.damaged) == sorted(["#1", nameless[:8]])
    assert found.scored == 2


async def test_one_who_cannot_be_scored_is_named_without_a_word_of_theirs(
    core: Core, clock: SettableClock, maria: Talk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_args: object) -> bool:
        raise RuntimeError("Zq7 answer")

    monkeypatch.setattr("bot.turns.rescoring.is_scored", fails)
    found = await found_in(core, clock)
    assert (found.scored, len(found.damaged)) == (0, 4)
    assert "RuntimeError" in caplog.text
    assert "Zq7" not in caplog.text


async def test_reading_writes_nothing(core: Core, clock: SettableClock, maria: Talk) -> None:
    def version() -> int:
        with core.database.reading() as connection:
            number: int = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
            return number

    before = version()
    await found_in(core, clock)
    assert version() == before


# --- from the card to the clients -------------------------------------------------------------------------------------


async def test_who_agreed_is_told_once_approved_and_the_card_says_how_it_went(
    core: Core, clock: SettableClock, maria: Talk
) -> None:
    assert await propose(core, clock) is not None
    assert card(core)[-3:] == ["staff-law-open", "law_send:1", "law_drop:1"]
    passes(core, clock)
    assert told(core, maria) == [], "nothing goes out before somebody approves"
    assert press(core, clock) is None
    assert card(core)[-1] == "staff-law-sending"
    passes(core, clock)
    [post] = told(core, maria)
    assert post.says.language == "en"
    assert len(of_the_law(core)) == 1, "nobody else"
    assert card(core)[-1] == "staff-law-done"
    done = last(core)
    assert (done.state, done.sent, done.agreed, done.others) == ("done", 1, 1, 2)
    assert core.ledger.do(Call(lambda batch: batch.tx.timers_left(LAW)))[0] == 0
    assert core.ledger.do(Call(lambda batch: batch.tx.timers_left(LAW_CARD)))[0] == 0
    assert memo(core, DRAFT_MEMO) is None
    audit = core.ledger.do(Call(lambda batch: batch.tx.audit_of_erased(0)))
    assert [(one.act, one.row, one.by.name) for one in audit] == [(SEND, "hsp-2027-04-01", "佐藤")]


async def test_nobody_is_told_twice_however_often_it_is_pressed_and_proposed(
    core: Core, clock: SettableClock, maria: Talk
) -> None:
    await propose(core, clock)
    press(core, clock)
    assert press(core, clock) == Text(
        "staff-law-sending", {"by": Typed("佐藤"), "sent": "0", "others": "2", "gone": "1"}
    )
    passes(core, clock)
    found = await found_in(core, clock)
    assert (len(found.crossing), found.to_be_told) == (3, 0), "they have heard of it"
    await propose(core, clock)
    assert press(core, clock, number=2) is None
    passes(core, clock)
    assert len(told(core, maria)) == 1
    assert last(core).sent == 0


async def test_who_was_told_of_a_table_that_was_corrected_is_told_so_once_more_and_nobody_else(
    core: Core, clock: SettableClock, maria: Talk
) -> None:
    """By the corrected table N1 brings as much as ever, and nobody crosses anything."""
    ken = person(core, "7", clock, NO_N1, "points")
    await propose(core, clock)
    press(core, clock)
    passes(core, clock)
    assert (len(told(core, maria)), told(core, ken)) == (1, [])
    right = (NAME, draft_text())
    found = await found_in(core, clock, tables=(NEWEST, draft()))
    assert (found.concerned, found.to_be_told, found.to_be_corrected) == ([], 1, 1)
    proposal = found.proposal(is_draft=True)
    core.ledger.do(Call(lambda batch: batch.law.propose(proposal, right, clock())))
    assert "staff-law-corrected" in card(core, 2)
    assert press(core, clock, number=2) is None
    passes(core, clock)
    corrections = [post for post in posts(core) if "say" in post.payload and post.says.lines[0].key == "law-corrected"]
    assert [post.person for post in corrections] == [told(core, maria)[0].person]
    assert (last(core).sent, card(core, 2)[-1]) == (1, "staff-law-done")
    again = await found_in(core, clock, tables=(NEWEST, draft()))
    assert again.to_be_told == 0


async def test_a_death_at_any_moment_tells_nobody_twice_and_loses_nobody(
    core: Core, clock: SettableClock, maria: Talk, tmp_path: Path
) -> None:
    """Each act is a transaction; another process goes on from what it finds."""
    ken = person(core, "7", clock, ENGINEER, "points")
    await propose(core, clock)
    press(core, clock)
    clock.advance(timedelta(minutes=1))
    first, *_ = core.ledger.do(Call(lambda batch: batch.tx.due_timers(clock().timestamp(), 1)))

    def dies(batch: Batch) -> None:
        batch.timer_due(first, clock())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        core.ledger.do(Call(dies))
    after = core_in(tmp_path)
    try:
        for _ in range(2):
            core.ledger.do(Call(lambda batch: batch.timer_due(first, clock())))  # by both processes
            after.ledger.do(Call(lambda batch: batch.timer_due(first, clock())))
        passes(after, clock)
        assert (len(told(after, maria)), len(told(after, ken)), last(after).sent) == (1, 1, 2)
    finally:
        after.database.close()


async def test_who_is_erased_hears_nothing_and_leaves_nothing(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    press(core, clock)
    assert core.ledger.do(Call(lambda batch: batch.tx.timers_left(LAW)))[0] == 3
    maria.command("forget")
    assert maria.press("forget").erased
    assert core.ledger.do(Call(lambda batch: batch.tx.timers_left(LAW)))[0] == 2
    passes(core, clock)
    assert of_the_law(core) == []
    assert (last(core).state, last(core).sent) == ("done", 0)


async def test_who_changes_their_mind_in_time_hears_nothing(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    press(core, clock)
    maria.press("remind")
    maria.press("off:points")
    passes(core, clock)
    assert told(core, maria) == []
    assert last(core).sent == 0


async def test_by_night_it_waits_for_the_morning(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    clock.advance(timedelta(hours=12))  # 22:00 in Japan
    press(core, clock)
    passes(core, clock, 5)
    assert told(core, maria) == []
    assert last(core).state == "sending"
    left, due = core.ledger.do(Call(lambda batch: batch.tx.timers_left(LAW)))
    assert (left, due and datetime.fromtimestamp(due, clock().tzinfo).hour) == (1, 23), "8:00 in Japan"
    clock.advance(timedelta(hours=10))
    passes(core, clock)
    assert len(told(core, maria)) == 1
    assert last(core).state == "done"


async def test_a_damaged_person_holds_up_nobody(
    core: Core, clock: SettableClock, maria: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    person(core, "7", clock, ENGINEER, "points")
    who = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", "7", clock()).id))
    await propose(core, clock)
    press(core, clock)
    damage(core, "people", f"id = '{who}'")
    core.ledger.do(Call(lambda batch: batch.tx.erase("nobody")))  # what is kept in memory is dropped
    passes(core, clock)
    assert (len(told(core, maria)), last(core).state) == (1, "done")


async def test_one_who_cannot_be_scored_does_not_keep_a_proposal_open_for_good(
    core: Core, clock: SettableClock, maria: Talk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Their timer fails each time, and stays."""
    who = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", "2", clock()).id))
    core.ledger.do(Call(lambda batch: batch.tx.set_timer(Timer("profile", who, 2_000_000_000, 0, who))))
    await propose(core, clock)
    press(core, clock)

    def passes_over(minutes: int) -> None:
        for _ in range(minutes):
            clock.advance(timedelta(minutes=1))
            due = core.ledger.do(Call(lambda batch: batch.tx.due_timers(clock().timestamp(), 100)))
            for timer in due:
                if (timer.kind, timer.person) != (LAW, who):
                    core.ledger.do(Call(lambda batch, timer=timer: batch.timer_due(timer, clock())))  # type: ignore[misc]

    passes_over(MOST_IDLE)
    assert (len(told(core, maria)), last(core).state) == (1, "sending")
    passes_over(2)
    assert last(core).state == "done"
    assert "1 cannot be scored" in caplog.text
    assert await propose(core, clock) is not None


async def test_a_timer_of_another_proposal_tells_nobody(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    press(core, clock)
    core.ledger.do(Call(lambda batch: batch.tx.set_timers_like("profile", LAW, int(clock().timestamp()), 9)))
    passes(core, clock)
    assert (told(core, maria), last(core).state) == ([], "done")


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [SEND, DROP])
async def test_who_does_not_lead_decides_nothing(core: Core, clock: SettableClock, maria: Talk, act: str) -> None:
    await propose(core, clock)
    refused = press(core, clock, act, rights=Rights("member", leads=("佐藤",)))
    assert refused is not None
    assert refused.key == "staff-needs-lead"
    passes(core, clock)
    assert (last(core).state, told(core, maria)) == ("open", [])


async def test_what_is_dropped_tells_nobody(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    assert press(core, clock, DROP) is None
    assert card(core)[-1] == "staff-law-dropped"
    again = press(core, clock)
    assert again is not None
    assert again.key == "staff-law-dropped"
    passes(core, clock)
    assert told(core, maria) == []


async def test_a_later_proposal_takes_the_place_of_an_open_one(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    await propose(core, clock)
    assert card(core, 1)[-1] == "staff-law-replaced"
    assert card(core, 2)[-2:] == ["law_send:2", "law_drop:2"]
    assert press(core, clock, number=1) == Text("staff-law-replaced")
    assert press(core, clock, number=2) is None


async def test_while_one_is_sent_no_other_is_proposed(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    press(core, clock)
    assert await propose(core, clock) is None
    passes(core, clock)
    assert await propose(core, clock) is not None


def test_without_a_proposal_there_is_nothing_to_decide(core: Core, clock: SettableClock) -> None:
    assert press(core, clock) == Text("staff-law-replaced")


async def test_a_table_that_is_gone_is_not_sent(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    core.ledger.do(Call(lambda batch: batch.tx.set_memo(DRAFT_MEMO, None)))
    assert press(core, clock) == Text("staff-law-gone")
    assert last(core).state == "open"


async def test_a_draft_that_ships_meanwhile_is_told_as_it_ships(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    with knowing((NEWEST, draft())):
        assert press(core, clock) is None
        passes(core, clock)
    assert (told(core, maria), last(core).state) == ([], "done"), "as it ships it touches nobody"


# --- what a person has of it ------------------------------------------------------------------------------------------


async def test_own_data_has_what_somebody_was_told(core: Core, clock: SettableClock, maria: Talk) -> None:
    await propose(core, clock)
    press(core, clock)
    passes(core, clock)
    document = next(screen.document for screen in maria.command("mydata").screens if screen.document is not None)
    data = json.loads(document[1])
    assert data["conversation"]["laws_told"]["hsp-2027-04-01"]["result"] == "b 65 70-"


async def test_the_card_is_changed_in_place(core: Core, clock: SettableClock, maria: Talk) -> None:
    """Its handle is kept though it is about nobody."""
    await propose(core, clock)

    def sent(batch: Batch) -> None:
        for post in batch.tx.waiting():
            made = {post.handle: "77"} if post.handle and post.kind == NOTICE else {}
            batch.tx.delivered(Delivered(post, made, clock().timestamp()))

    core.ledger.do(Call(sent))
    assert core.ledger.do(Call(lambda batch: batch.tx.message_ids(["law:1"]))) == {"law:1": "77"}
