"""What a command, and an office without this or that, loads: libraries take from a tenth of a second to seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from tests.e2e.booking.offices import with_bookings

ROOT = Path(__file__).resolve().parent.parent
# What a command must not load: those libraries take from a tenth of a second to seconds.
MESSENGERS = {"aiogram", "pydantic", "telegram", "httpx", "aiohttp"}
STORAGE = {"sqlalchemy", "alembic"}
DRAWING = {"PIL", "fpdf", "uharfbuzz", "fontTools"}
# Loaded by an office whose profile has bookings alone.
BOOKING = {"dialogs.booking"}
# Loaded where addresses are handed out alone.
FEEDS = ("bot.feeds", "bot.turns.feeds", "bot.office.calendar_links")
# Loaded where addresses are handed out and there is a staff group alone.
STAFF_PAGE = {"bot.office.web", "bot.web", "jinja2"}
# Loaded by an office that has calendars of its own alone.
CALENDARS = {"bot.calendars", "icalendar", "recurring_ical_events", "caldav"}
# Loaded where there is a translation server alone.
TRANSLATING = {
    *("bot.translator", "bot.turns.translating", "bot.channels.telegram.translation", "bot.checks.translations"),
}
# What writes log lines and counts: only loaded where there is a line, and where a port is set.
OBSERVING = {"structlog", "prometheus_client"}
# What renders is ours; only a checkout parses (tests/test_wheel.py: an installation does neither).
PARSING = {"fluent.runtime"}
PROFILE = '{"category": "b", "age": 31, "salary_yen": 7200000}'
# One process runs all of them in this order and says after each what is there. So each of them tells what it loaded
# itself: whatever must not be there after it must not be there after those before it either.
_EXPLAINED = MESSENGERS | STORAGE | OBSERVING | DRAWING | BOOKING | CALENDARS | TRANSLATING
_EXPLAINED |= PARSING | {"transitions", "cryptography", "holidays"}
COMMANDS: list[tuple[list[str], set[str]]] = [
    (["--version"], _EXPLAINED | {"fluent", "babel"}),
    (["--help"], _EXPLAINED),
    (["run", "--help"], _EXPLAINED),
    (["init", "--help"], _EXPLAINED),
    (["slots", "--help"], _EXPLAINED),
    (["score", "--as-of", "2026-11-22"], _EXPLAINED),
    (["rules", "--as-of", "2026-11-22"], _EXPLAINED - {"holidays"}),
    (["chat", "--lang", "en"], MESSENGERS | OBSERVING | DRAWING | PARSING | BOOKING | CALENDARS | TRANSLATING),
    (["leads"], MESSENGERS | OBSERVING | DRAWING | BOOKING | CALENDARS),
    (["rescore", "--ruleset", "hsp-2023-04-21"], MESSENGERS | OBSERVING | DRAWING | BOOKING | CALENDARS),
    (["migrate"], MESSENGERS | OBSERVING | DRAWING | CALENDARS),
    (["preview", "--lang", "en"], MESSENGERS | OBSERVING | DRAWING | CALENDARS),
]


RUN_ALL = """
import io, json, os, sys
from pathlib import Path
commands, profile, folder = json.load(sys.stdin)
found = []
for number, argv in enumerate(commands):
    place = Path(folder, str(number))
    place.mkdir()
    os.chdir(place)
    sys.stdin = io.TextIOWrapper(io.BytesIO(profile.encode() if argv[0] == "score" else b""))
    from bot.__main__ import main
    try:
        code = main(argv)
    except SystemExit as left:
        code = left.code
    found.append([code, sorted(sys.modules)])
print(json.dumps(found), file=sys.stderr)
"""


def test_a_command_does_not_load_what_it_does_not_need(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTAKE_")} | {"PYTHONPATH": str(ROOT)}
    argvs = [argv for argv, _ in COMMANDS]
    done = subprocess.run(
        [sys.executable, "-c", RUN_ALL],
        cwd=tmp_path,
        env=environment,
        input=json.dumps([argvs, PROFILE, str(tmp_path)]),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *said, last = done.stderr.splitlines()
    loaded = {" ".join(argv): found for argv, found in zip(argvs, json.loads(last), strict=True)}
    assert {command: code for command, (code, _) in loaded.items() if code} == {}, said
    too_much = {" ".join(argv): absent.intersection(loaded[" ".join(argv)][1]) for argv, absent in COMMANDS}
    assert {command: names for command, names in too_much.items() if names} == {}


def test_what_must_be_absent_after_a_command_must_be_so_after_those_before_it() -> None:
    assert [" ".join(after[0]) for before, after in pairwise(COMMANDS) if not before[1] >= after[1]] == []


def test_setting_up_asks_before_it_loads_what_the_doctor_needs() -> None:
    program = "import json, sys\nimport bot.commands.init\nprint(json.dumps(sorted(sys.modules)))\n"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    heavy = STORAGE | DRAWING | {"aiogram", "bot.app", "bot.commands.doctor", "dialogs.dialogue"}
    assert heavy & set(json.loads(done.stdout)) == set()


# What `intake run` with both bots does before its first update, at the office of a folder or the example; and a lead
# at the example, from the first word over the card and staff to the erasure.
OFFICES = """
import json, sys
from datetime import timedelta
from pathlib import Path
from bot.app import build_core, build_runner
from bot.settings import Settings

def run(folder, role="all"):
    given = {"INTAKE_CLIENT_TOKEN": "1:" + "a" * 20, "INTAKE_DATABASE": f"sqlite:///{folder}/intake.db"}
    given |= {"INTAKE_OFFICE_TOKEN": "2:" + "a" * 20, "INTAKE_OFFICE_CHAT": "-1001"}
    if (folder / "office.toml").exists():
        given["INTAKE_OFFICE"] = str(folder / "office.toml")
    core = build_core(Settings.load(given, folder))
    build_runner(core, role=role)
    core.database.close()
    return sorted(sys.modules)

def lead(folder):
    from bot.turns.acts import OfficeTurn
    from bot.turns.ledger import Call
    from dialogs.desk.rights import EVERYTHING
    from tests.support import Talk, core_in
    core = core_in(folder)
    maria = Talk(core)
    maria.go_to("handed_off")
    for command in ("book", "result", "reminders", "mydata"):
        maria.command(command)
    for act in ("take", "check", "checked", "more", "ask", "done"):
        turn = OfficeTurn(act, 1, act, "佐藤", maria.clock(), "", "9", rights=EVERYTHING)
        core.ledger.do(Call(lambda batch: batch.office_turn(turn)))
    for _ in range(9):
        maria.clock.advance(timedelta(days=1))
        for timer in core.ledger.do(Call(lambda batch: batch.tx.due_timers(maria.clock().timestamp(), 100))):
            core.ledger.do(Call(lambda batch: batch.timer_due(timer, maria.clock())))
    core.ledger.do(Call(lambda batch: batch.erase_numbered(1, maria.clock())))
    core.database.close()
    return sorted(sys.modules)

plain, with_a_lead, with_bookings = map(Path, sys.argv[1:])
roles = [run(plain, role) for role in ("timers", "office")]
print(json.dumps([*roles, run(plain), lead(with_a_lead), run(with_bookings)]))
"""


def test_an_office_loads_nothing_of_what_it_does_not_have(tmp_path: Path) -> None:
    """One process is one office after the other, each with more than the one before it."""
    plain, with_a_lead, booking = (tmp_path / name for name in ("plain", "lead", "booking"))
    for folder in (plain, with_a_lead, booking):
        folder.mkdir()
    assert with_bookings(booking).name == "office.toml"
    argv = [sys.executable, "-c", OFFICES, *map(str, (plain, with_a_lead, booking))]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    timers, office, begun, handed_off, booked = map(set, json.loads(done.stdout))
    assert {"aiogram", "telegram", "bot.delivery.outbox", "bot.receiving.server", "bot.office.desk"} & timers == set()
    assert {"aiogram", "bot.delivery.outbox", "bot.channels.telegram.channel"} & office == set()
    without_bookings = BOOKING | CALENDARS | TRANSLATING | STAFF_PAGE | {*FEEDS}
    assert {"bot.turns.apply", "bot.office.telegram.handlers"} <= begun
    assert (without_bookings | {"bot.office_profile.booking"}) & begun == set()
    assert "dialogs.desk.wrap_up" in handed_off
    assert without_bookings & handed_off == set()
    assert "dialogs.booking" in booked
    assert CALENDARS & booked == set()
    assert not booked.intersection(FEEDS), "where no address is handed out"
