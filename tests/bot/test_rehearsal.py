"""The rehearsal before the first person: it goes all the way in every language, and leaves nothing in the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import rehearsal
from bot.app import Core, build_core
from bot.rehearsal import rehearse
from bot.storage.tables import metadata
from bot.turns.acts import ClientTurn
from bot.turns.ledger import Ledger
from bot.words.words import languages
from dialogs.place import HANDED_OFF
from tests.support import settings_in


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    core = build_core(settings_in(tmp_path))
    yield core
    core.database.close()


def rows(core: Core) -> dict[str, int]:
    with core.database.reading() as connection:
        counts = {t.name: select(func.count()).select_from(t) for t in metadata.sorted_tables}
        return {name: connection.execute(count).scalar_one() for name, count in counts.items()}


def test_it_comes_to_the_hand_off_in_every_language(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    really, reached = Ledger.do, set()

    def do(ledger: Ledger, job: Any) -> Any:
        turned = really(ledger, job)
        if isinstance(job, ClientTurn) and turned.conversation.place.at == HANDED_OFF:
            reached.add(turned.conversation.language)
        return turned

    monkeypatch.setattr(Ledger, "do", do)
    before = rows(core)
    rehearse(core)
    assert reached == set(languages())
    assert rows(core) == before


def test_what_goes_wrong_in_it_hinders_no_start_and_is_not_hidden(
    core: Core, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Ledger, "do", fail)
    rehearse(core)
    assert [(r.levelname, r.getMessage()) for r in caplog.records] == [
        ("ERROR", f"a rehearsed conversation ({language}) failed, and so may that of a client: ZeroDivisionError")
        for language in languages()
    ]


def test_it_ends_where_no_act_leads_on(
    core: Core, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    really, acts = Ledger.do, []

    def do(ledger: Ledger, job: Any) -> Any:
        acts.append(job)
        return really(ledger, job)

    monkeypatch.setattr(Ledger, "do", do)
    monkeypatch.setattr(rehearsal._Rehearsal, "_ways_on", lambda *_: iter(()))
    rehearse(core)
    assert len(acts) == 2 * len(languages()), "the first word and the question, in each language"
    assert caplog.records == []
