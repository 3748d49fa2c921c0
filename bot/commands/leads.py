"""`intake leads`: the office's leads, as a table for people, as JSON for programs, or as CSV for a spreadsheet.

The fields are the same in every form; other programs rely on their names:

- `contact` is the number or address to use, the channel's name ("telegram", "console") where the person wants to be
  answered where they wrote, and null where they did not say;
- `deadline` is the day by which the office must have acted, as far as it was told (2026-12, 2026-12-11), or null;
- `range` is [least, greatest]; `runs` is every scoring shown, oldest first; `consultation` is null without a wish;
- `acts` is what staff did, oldest first: `at`, `act` (the button: take, done, decline, sheet, check, checked; ok for a
  tick and not_ok for one taken back), `row` (of the points table), `by` with the messenger's `id` and the name shown;
- `outcome` is how a talk ended, as staff noted it, or null;
- moments are in the office's time zone.

Options leave out what they do not name: together they all must hold.

Reading makes no database: where there is none yet, there are simply no leads. It keeps nobody waiting either: the
numbers are read at once, then the leads part by part, and one erased in between is left out.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import sys
import textwrap
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from bot.app import load_settings, now
from bot.errors import StorageError, reason_of
from bot.office.filters import FILTERS, Looked
from bot.office_profile.profile import load_office
from bot.settings import Settings
from bot.storage.database import Database, backend_of, opened_if_there
from bot.storage.records import audits_of, lead_numbers, leads_numbered, parts
from bot.terminal import Style, pad, width
from bot.turns.records import StoredLead
from bot.words.clean import clean
from bot.words.operator import saying
from dialogs.consented import Consented
from dialogs.deadline import deadline_in
from dialogs.desk.matter import LeadRecord, Recorded
from dialogs.kinds import ANY
from dialogs.messages import Text
from dialogs.office import Office, today

# A spreadsheet takes what begins so for a formula; full-width signs too, where Japanese is typed. Where its language
# separates cells by semicolons (or a person chooses tabs), a cell begins within ours as well, quoted or not.
# Whatever stands between is taken along with it, and not looked at again: it may be very long.
_FORMULA = re.compile('((?:^|[;,|\t\r\n])[\\s"]*+)([=+\\-@＝＋－＠]?)')
_MARK = "\ufeff"
_RIGHT = ("id", "total")
# Says whether a lead is asked for.
Wants = Callable[[StoredLead], bool]
_COLUMNS = ("id", "state", "rings", "updated", "name", "category", "total", "range", "verdict", "contact", "flags")


def run(args: Namespace) -> int:
    """Print or write the leads, newest change first. Returns the exit code."""
    if args.json and args.csv == "-":
        sys.stderr.write(f"intake: {saying()(Text('leads-both-here'))}\n")
        return 2
    settings = load_settings()
    office = load_office(settings.office)
    with opened_if_there(settings) as database:
        return _give(args, _Leads(database, office.zone, _wanted(args, office)), settings)


def _wanted(args: Namespace, office: Office) -> Wants | None:
    """Return what says whether a lead is asked for; None where all are."""
    moment = now()
    looked, filters = Looked(None, today(office, moment), office.zone), []
    filters += [FILTERS[name] for name in ("waiting", "week", "qualifies") if getattr(args, name)]
    tests: list[Wants] = [partial(_holds, wants, looked) for wants in filters]
    if args.taken_by is not None:
        tests.append(partial(_is_taken_by, args.taken_by.strip().casefold()))
    if args.changes:
        tests.append(_changes_soon(office, moment))
    return None if not tests else lambda stored: all(test(stored) for test in tests)


def _holds(wants: Callable[[StoredLead, Looked], bool], looked: Looked, stored: StoredLead) -> bool:
    return wants(stored, looked)


def _is_taken_by(who: str, stored: StoredLead) -> bool:
    by = stored.record.taken_by
    return by is not None and who in (by.id, by.name.casefold())


def _changes_soon(office: Office, moment: datetime) -> Wants:
    # Imported here: the rules of the dialogue take their time, and nothing else here needs them.
    from bot.office_profile.holidays_jp import is_japanese_holiday
    from bot.words.words import Words, languages
    from dialogs.desk.ahead import next_move
    from dialogs.dialogue import Dialogue
    from dialogs.questionnaires.hsp import HSP
    from dialogs.situation import Surroundings

    dialogue = Dialogue(HSP, Surroundings(office, is_japanese_holiday, languages()), Words())
    return lambda stored: next_move(dialogue, stored.record, moment) is not None


def _give(args: Namespace, leads: _Leads, settings: Settings) -> int:
    if args.json or args.csv == "-":
        _print_exactly()
    if args.json:
        _print_json(leads)
    # Where the output is for programs, whatever is said to people goes beside it.
    beside = sys.stderr if args.json or args.csv == "-" else sys.stdout
    if args.csv == "-":
        _write_csv(sys.stdout, leads)
    elif args.csv:
        print(saying()(_save_csv(Path(args.csv), leads)), file=beside)
    elif not args.json:
        for line in _table(leads, Style()):
            print(line)
    if leads.database is None:
        print(saying()(Text("leads-no-database", {"path": backend_of(settings).place})), file=beside)
    elif not leads.numbers:
        print(saying()(Text("leads-none")), file=beside)
    elif not leads.given:
        print(saying()(Text("leads-none-of-these")), file=beside)
    return 0


class _Leads:
    """Every lead as programs get it, newest change first, opened part by part; `wants` leaves some out.

    `given` is how many were given so far.
    """

    def __init__(self, database: Database | None, zone: tzinfo, wants: Wants | None = None) -> None:
        self.database = database
        self.zone = zone
        self.wants = wants
        self.given = 0
        self.numbers: list[int] = []
        if database is not None:
            with database.reading() as connection:
                self.numbers = lead_numbers(connection)

    def parts(self) -> Iterator[list[dict[str, Any]]]:
        """The leads in parts; each is read for itself, so that nothing waits while the last one is written out."""
        for part in parts(self.numbers):
            assert self.database is not None
            with self.database.reading() as connection:
                found = leads_numbered(connection, self.database.sealer, part)
                found = [lead for lead in found if self.wants is None or self.wants(lead)]
                recorded = audits_of(connection, self.database.sealer, [lead.person for lead in found])
            self.given += len(found)
            yield [fields_of(lead, recorded.get(lead.person, ()), self.zone) for lead in found]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for part in self.parts():
            yield from part


def fields_of(stored: StoredLead, recorded: Sequence[Recorded], zone: tzinfo) -> dict[str, Any]:
    """A lead as programs get it."""
    record, consented, summary = stored.record, stored.record.consented, stored.record.consented.summary
    way, half_days = consented.text("consultation"), list(consented.half_days)
    return {
        "id": record.number,
        "state": record.state,
        "rings": consented.rings,
        "created_at": _moment(stored.created_at, zone),
        "updated_at": _moment(stored.updated_at, zone),
        "channel": record.channel,
        "source": _typed(consented.source),
        "language": consented.language,
        "goal": consented.text("goal"),
        "category": summary.category,
        "total": summary.total,
        "range": list(summary.range) if summary.range else None,
        "verdict": summary.verdict,
        "j_skip": summary.j_skip,
        "flags": list(summary.flags),
        "unknown": list(summary.unknown),
        "deadline": _deadline(consented),
        "name": _typed(consented.name),
        "contact": _contact(record),
        "consultation": {"way": way, "half_days": half_days} if way is not None or half_days else None,
        "taken_by": _typed(record.taken_by.name) if record.taken_by else None,
        "outcome": record.outcome or None,
        "runs": [
            {"day": day, "total": total, "range": [least, greatest], "verdict": verdict}
            for day, total, least, greatest, verdict in consented.runs
        ],
        "acts": [
            {
                "at": _moment(act.at, zone),
                "act": act.act,
                "row": act.row or None,
                "by": {"id": act.by.id, "name": _typed(act.by.name)},
            }
            for act in recorded
        ],
    }


def _deadline(consented: Consented) -> str | None:
    deadline = deadline_in(consented)
    return None if deadline is None else deadline.day.isoformat()


def _contact(record: LeadRecord) -> str | None:
    """The number or address to use; the channel where the person wants to be answered where they wrote, or anywhere."""
    consented = record.consented
    here = record.channel if consented.text("contact_way") in ("here", ANY) else None
    return _typed(consented.text("contact")) or here


def _typed(typed: str | None) -> str | None:
    """What somebody typed, in one line and without signs that cannot be seen."""
    return None if typed is None else clean(typed, lines=False)


def _moment(seconds: float, zone: tzinfo) -> str:
    return datetime.fromtimestamp(seconds, zone).isoformat(timespec="seconds")


def _print_json(leads: _Leads) -> None:
    """One list, written as its entries are read."""
    first = True
    for lead in leads:
        whole = json.dumps(lead, ensure_ascii=False, indent=2)
        sys.stdout.write(("[\n" if first else ",\n") + textwrap.indent(whole, "  ", lambda _line: True))
        first = False
    print("[]" if first else "\n]")


# --- CSV ----------------------------------------------------------------------------------------------------------


def _save_csv(path: Path, leads: _Leads) -> Text:
    """Write the file for its owner's eyes alone, and say so; the mark at its start tells Excel that it is UTF-8."""
    existed = path.exists()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as stream:
            if stat.S_ISREG(os.fstat(handle).st_mode):
                os.fchmod(handle, 0o600)
            stream.write(_MARK)
            count = _write_csv(stream, leads)
    except OSError as error:
        raise StorageError("error-file-not-written", path=str(path), reason=reason_of(error)) from None
    return Text("leads-written", {"count": count, "path": str(path), "existed": "yes" if existed else "no"})


def _write_csv(stream: TextIO, leads: Iterable[Mapping[str, Any]]) -> int:
    """Write them and return how many."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_FIELDS)
    count = 0
    for lead in leads:
        writer.writerow([_cell(_flat(lead[name])) for name in _FIELDS])
        count += 1
    return count


_FIELDS = (
    "id",
    "state",
    "rings",
    "created_at",
    "updated_at",
    "channel",
    "source",
    "language",
    "goal",
    "category",
    "total",
    "range",
    "verdict",
    "j_skip",
    "flags",
    "unknown",
    "deadline",
    "name",
    "contact",
    "consultation",
    "taken_by",
    "outcome",
    "runs",
    "acts",
)


def _flat(value: Any) -> str:
    """A value in one cell. A range is written 65..80, which no spreadsheet takes for a day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return " ".join(part for key in value if (part := _flat(value[key])))
    if isinstance(value, list):
        numbers = bool(value) and all(isinstance(entry, int) for entry in value)
        between = ".." if numbers else "; " if value and isinstance(value[0], dict) else " "
        return between.join(_flat(entry) for entry in value)
    return str(value)


def _cell(text: str) -> str:
    """A cell that no spreadsheet counts with, whatever it takes for a separator: an apostrophe makes it text."""
    return _FORMULA.sub(lambda found: f"{found[1]}'{found[2]}" if found[2] else found[1], clean(text))


def _print_exactly() -> None:
    """What programs read is UTF-8 whatever the terminal, with the line ends as written."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")


# --- a table ------------------------------------------------------------------------------------------------------


def _table(leads: _Leads, style: Style) -> Iterator[str]:
    """Columns as wide as what was read so far needs: nobody waits for the last lead to see the first."""
    cells = [width(column) for column in _COLUMNS]
    head = True
    for part in leads.parts():
        rows = [[_shown(lead, column) for column in _COLUMNS] for lead in part]
        cells = [max(room, *map(width, column)) for room, column in zip(cells, zip(*rows, strict=True), strict=True)]
        if head:
            yield style.bold(_line(_COLUMNS, cells))
            head = False
        for row in rows:
            yield _line(row, cells)


def _line(row: Sequence[str], cells: Sequence[int]) -> str:
    return "  ".join(
        " " * (room - width(text)) + text if column in _RIGHT else pad(text, room)
        for column, text, room in zip(_COLUMNS, row, cells, strict=True)
    ).rstrip()


def _shown(lead: Mapping[str, Any], column: str) -> str:
    if column == "updated":
        return str(lead["updated_at"])[:16].replace("T", " ")
    if column == "rings":
        return "yes" if lead["rings"] else ""
    # One line a lead, and nothing in it that steers the terminal.
    return " ".join(clean(_flat(lead[column]), lines=False).split()) or "-"
