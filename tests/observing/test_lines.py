"""What stands beside the words of a log line: names of our own making, and nothing else, whoever bound what."""

from __future__ import annotations

import json
import logging
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.contextvars import bind_contextvars, clear_contextvars

from bot import logs
from bot.app import build_core
from bot.observing.lines import KEYS, About
from bot.observing.pseudonyms import Pseudonyms
from bot.observing.watching import observing
from bot.turns.acts import ClientTurn, OfficeTurn
from bot.turns.apply import Batch
from dialogs.messages import Act, ActKind
from tests.bot.test_logs import alone
from tests.support import TUESDAY_MORNING, SettableClock, settings_in

MARKER, CHAT, UPDATE = "Zq7secret", "987654321", "800000017"
log = logging.getLogger("bot.turns.ledger")


def names(clock: SettableClock, key: str = "k") -> Pseudonyms:
    """Names of an office with a key."""
    return Pseudonyms(lambda label: f"{key} {label}".encode(), clock)


def test_a_line_says_by_names_what_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    clock = SettableClock()
    made = names(clock)
    with alone("json"), About(made, "telegram", CHAT, UPDATE, ""):
        log.error("a turn failed")
        with About(made, "office", "", UPDATE, "12"):
            log.error("a turn of staff failed")
        log.error("again")
    log.error("unheard")
    first, staff, again = map(json.loads, capsys.readouterr().err.splitlines())
    assert list(first) == ["time", "level", "logger", "message", "channel", "update", "person"]
    assert first["channel"] == "telegram"
    assert first["update"] == made.of("update", "telegram", UPDATE)
    assert first["person"] == made.of("person", "telegram", CHAT)
    assert set(staff) - set(first) == {"lead"}
    assert again["person"] == first["person"]
    assert CHAT not in json.dumps([first, staff])
    assert UPDATE not in json.dumps([first, staff])


def test_a_line_for_people_ends_with_them(capsys: pytest.CaptureFixture[str]) -> None:
    made = names(SettableClock())
    with alone(), About(made, "line", CHAT, "", ""):
        log.warning("it is %s", "so")
    assert capsys.readouterr().err.endswith(
        f" WARNING bot.turns.ledger: it is so [channel=line person={made.of('person', 'line', CHAT)}]\n"
    )


def test_a_name_holds_for_a_day_and_an_office_and_leads_to_nobody() -> None:
    clock = SettableClock()
    one, same, other = names(clock), names(clock), names(clock, "another key")
    first = one.of("person", "telegram", CHAT)
    assert first == same.of("person", "telegram", CHAT), "in every process"
    assert first != other.of("person", "telegram", CHAT), "and only with the key"
    assert len({first, one.of("update", "telegram", CHAT), one.of("person", "line", CHAT)}) == 3
    # Without the key nobody can try who it is: the name is of nothing but what was hashed with it.
    assert not {CHAT, CHAT[:6]} & {first}
    clock.advance(timedelta(days=1))
    assert one.of("person", "telegram", CHAT) != first, "no two days can be put together"
    assert len({one.of("person", "telegram", str(n)) for n in range(10_000)}) == 10_000


@pytest.mark.parametrize("form", logs.FORMS)
def test_nothing_else_that_is_bound_gets_into_a_line(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither what a library, or a mistake of ours, binds, nor what hangs on a record."""
    odd = About(names(SettableClock()), MARKER, "", "", "")
    try:
        bind_contextvars(person=CHAT, update=UPDATE, name=MARKER, event=MARKER, message=MARKER, exception=MARKER)
        with alone(form):
            log.error("one", extra={"name_of_client": MARKER, "_name": "error", "_logger": log, "person": CHAT})
            with odd:
                log.error("two", exc_info=ValueError(MARKER), stack_info=True)
    finally:
        clear_contextvars()
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 2
    assert [found for found in (MARKER, CHAT, UPDATE) if found in said] == []
    assert KEYS == ("role", "channel", "update", "person", "lead")


def test_the_role_stands_in_each_line_of_a_process(capsys: pytest.CaptureFixture[str]) -> None:
    with logs.to_stderr("json", role="deliver"):
        log.warning("x")
    assert json.loads(capsys.readouterr().err)["role"] == "deliver"


def test_a_turn_that_fails_says_which_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    core = build_core(settings_in(tmp_path), observing=observing)

    def fails(_batch: Batch, _turn: object) -> None:
        log.info("from within")
        raise ValueError(MARKER)

    monkeypatch.setattr(Batch, "client_turn", fails)
    monkeypatch.setattr(Batch, "office_turn", fails)
    act = Act(ActKind.COMMAND, command="help", language="en")
    with alone("json"):
        thread = threading.Thread(
            target=core.ledger.batch,
            args=(
                [
                    ClientTurn("telegram", UPDATE, CHAT, act, TUESDAY_MORNING),
                    OfficeTurn("17", 12, "take", MARKER, TUESDAY_MORNING),
                ],
            ),
        )
        thread.start()
        thread.join()
    core.database.close()
    said = capsys.readouterr().err
    lines = [json.loads(line) for line in said.splitlines()]
    failed = [line for line in lines if line["message"].startswith("a turn failed")]
    assert ["person" in line for line in failed] == [True, False]
    assert ["lead" in line for line in failed] == [False, True]
    assert {line["update"] for line in lines} == {line["update"] for line in failed}
    assert [found for found in (MARKER, CHAT, UPDATE) if found in said] == []
