"""An office whose clients have hostile words in every field: all its pages, lists and files, and both databases."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.channels.telegram.render import card, pages
from bot.office.cards import card_content, sheet_of
from bot.receiving.values import whole
from bot.sheets.worksheet import worksheet
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import StoredLead
from dialogs.desk.desk import Desk
from dialogs.saved import SavedText
from tests import postgres
from tests.desk_page.bench import Bench, bench
from tests.hostile import short, texts
from tests.hostile.exits import Tags, unsteered
from tests.support import Talk, core_at
from tests.telegram.markup import parse_html

# What of a lead is typed, and may be as long as that.
FIELDS = ("name", "contact", "nationality", "employer", "status_as_on_card", "note")
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))


def typed(count: int) -> Iterator[Mapping[str, str]]:
    """Yield what some clients have typed: all short texts of the list among them, the first of the name's own field."""
    rest = list(short(60))
    for number in range(count):
        mine = rest[number::count]
        yield {name: mine[place % len(mine)] for place, name in enumerate(FIELDS[:-1])} | {"note": "\n".join(mine)}


def hostile(stored: StoredLead, said: Mapping[str, str]) -> StoredLead:
    """Return a lead in which this was typed."""
    consented = stored.record.consented
    today = date(2026, 11, 24).isoformat()
    answers = {**consented.answers, **{name: (text, today) for name, text in said.items()}}
    answers["lives_in"] = (["Europe/London", said["name"]], today)
    answers["own_words"] = ([f"married||{said['name']}"], today)
    consented = replace(consented, answers=answers, source=said["employer"][:60])
    return replace(stored, record=replace(stored.record, consented=consented))


def fill(it: Bench, count: int) -> list[StoredLead]:
    """Have clients send their cards, with hostile words in every field."""
    made: list[StoredLead] = []

    def write(batch: Batch) -> None:
        for number, said in enumerate(typed(count), 1):
            found = batch.tx.lead_numbered(number)
            assert found is not None
            made.append(hostile(found, said))
            batch.tx.save_lead(made[-1])
        # Whatever comes in has no half pairs of surrogates; what is filled into a form is shown as it is.
        saved = whole("\n".join(short()), 3_000)
        batch.tx.keep_saved(SavedText("s" * 32, "<b>{name}</b>", {"ja": saved, "en": "{{7*7}}"}))

    for number in range(count):
        it.client(str(1001 + number))
    it.core.ledger.do(Call(write))
    return made


async def test_an_office_of_hostile_clients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        leads = fill(it, 2)
        plain = await _tags(browser, "/desk/leads/99")
        assert plain
        for path in (
            "/desk/leads",
            *(f"/desk/leads/{number}" for number in range(1, 3)),
            "/desk/agenda",
            "/desk/saved",
        ):
            await browser.open(path)
            assert browser.status == 200, path
            _is_ours(browser.page.html)
        for stored in leads:
            _card(it, stored)
        _sheet(it, leads[0])
        listed = _listed(tmp_path, monkeypatch)
        assert [lead["name"] for lead in listed] == [_shown(one) for one in reversed(leads)]


async def _tags(browser: Any, path: str) -> list[str]:
    await browser.open(path)
    return Tags(browser.page.html).tags


def _is_ours(html: str) -> None:
    """No script, no handler and no address of anybody else's is on a page."""
    found = Tags(html)
    for tag in found.tags:
        name, _, attributes = tag.partition("[")
        assert name not in ("script", "iframe", "object", "img", "svg", "base", "style"), tag
        assert not any(one.startswith("on") for one in attributes.rstrip("]").split(",")), tag
    assert not [lead for lead in found.leads if lead.lower().startswith(("javascript", "data", "//"))]


def _card(it: Bench, stored: StoredLead) -> None:
    content = card_content(it.core.words, Desk(it.core.dialogue), stored.record)
    parse_html(card(it.core.words, content).html)
    for message in pages(it.core.words, content):
        parse_html(message.html)


def _sheet(it: Bench, stored: StoredLead) -> None:
    with it.core.ledger.store.reading() as tx:
        person = tx.person(stored.person)
    assert person is not None
    data = sheet_of(it.core.words, it.core.dialogue, stored.record, person.conversation)
    made = worksheet(data)
    assert made.startswith(b"%PDF-")
    for trap in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/EmbeddedFile"):
        assert trap not in made, trap


def _listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[Mapping[str, Any]]:
    monkeypatch.setenv("INTAKE_DATABASE", f"sqlite:///{folder}/intake.db")
    monkeypatch.chdir(folder)
    said = {}
    for flags in (("--json",), ("--csv", "-"), ()):
        with redirect_stdout(io.StringIO()) as out:
            assert main(["leads", *flags]) == 0
        said[flags] = out.getvalue()
    unsteered(said[()].translate(ISOLATES))
    assert len(said[()].splitlines()) == 3, "one line a lead"
    assert len(list(csv.reader(io.StringIO(said[("--csv", "-")], newline="")))) == 3
    found: Sequence[Mapping[str, Any]] = json.loads(said[("--json",)])
    return found


def _shown(stored: StoredLead) -> str | None:
    from bot.commands.leads import _typed

    return _typed(stored.record.consented.name)


@pytest.mark.parametrize("place", ["sqlite", "postgresql"])
def test_whatever_is_typed_is_kept_as_it_was(place: str, tmp_path: Path) -> None:
    core = core_at(str(tmp_path) if place == "sqlite" else postgres.emptied().database)
    try:
        talk = Talk(core)
        talk.go_to("handed_off")
        found: list[str] = []

        def write(batch: Batch) -> None:
            for number, one in enumerate(texts()):
                stored = batch.tx.lead_numbered(1)
                assert stored is not None
                batch.tx.save_lead(hostile(stored, dict.fromkeys(FIELDS, one.text)))
                batch.tx.set_memo(f"hostile {number}", one.text)
                read = batch.tx.lead_numbered(1)
                assert read is not None
                assert batch.tx.memo(f"hostile {number}") == one.text
                found.append(read.record.consented.text("note") or "")

        core.ledger.do(Call(write))
        assert found == [one.text for one in texts()]
        with core.ledger.store.reading() as tx:
            assert tx.lead_numbers() == [1]
    finally:
        core.database.close()
