"""`intake doctor` on what the program knows: rules, texts, the office, holidays."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.checks import contents
from bot.checks.finding import Severity
from bot.rulebook.contents import unchecked
from bot.words.digests import DigestsError
from bot.words.words import Words, WordsError
from scoring import book
from scoring.book_file import BookRule
from scoring.rule_files import shipped_rules
from scoring.ruleset import ruleset_for
from scoring.sources import all_sources
from tests.e2e.doctor.patient import Patient, only
from tests.e2e.world import STAFF_CHAT
from tests.scoring.test_dated_rules import folder_with


async def test_a_rule_table_nobody_looked_at_for_long(patient: Patient) -> None:
    checked = ruleset_for(patient.world.clock().date()).last_checked_on
    patient.world.clock.set(datetime(checked.year, checked.month, checked.day, tzinfo=UTC) + timedelta(days=180))
    assert await patient.complaints() == []
    patient.world.clock.advance(timedelta(days=1))
    only(await patient.complaints(), "warning rule table: .*181 days ago: look at the law")


async def test_a_source_that_no_rule_cites_is_said(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    known = all_sources()
    spare = replace(next(iter(known.values())), code="X9")
    monkeypatch.setattr("scoring.book.all_sources", lambda: {**known, "X9": spare})
    book.sources.cache_clear()
    only(
        await patient.complaints(),
        r"problem sources: intake's own files .*\(sources\.toml: X9: expected a rule that cites it; none does\)",
    )
    book.sources.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"collect", ', '"collectq", ', r"procedures\.toml, procedures\.coe\.steps: 'collectq' has no text "),
        (
            "[permanent.seventy]",
            "[permanent.seventies]",
            r"procedures\.permanent\.seventies: .* there is no text",
        ),
        ("high_mm = 40", "high_mm = 0", r"procedures\.toml: photo\.high_mm: expected a number above 0"),
    ],
)
async def test_a_rule_file_that_no_client_may_meet(
    patient: Patient, tmp_path: Path, old: str, new: str, line: str
) -> None:
    text = shipped_rules("procedures.toml").replace(old, new, 1)
    with folder_with(tmp_path / "rules", {"procedures.toml": text}):
        assert any(
            re.search(rf"rule files: intake's own files .*\({line}", said)
            for said in await patient.lines(Severity.PROBLEM)
        )


async def test_rules_that_the_office_has_checked(patient: Patient) -> None:
    today = patient.world.clock().date()
    left = unchecked(frozenset(), today)

    def sign(reading: Callable[[BookRule], str]) -> None:
        blocks = [
            f'[[checked]]\nrule = "{rule.id}"\nday = 2026-11-20\ninitials = "T.I."\nreading = "{reading(rule)}"\n'
            for rule in left
        ]
        path = Path(patient.environ["INTAKE_OFFICE"])
        path.write_text("\n".join([path.read_text(encoding="utf-8").partition("\n[[checked]]")[0], *blocks]), "utf-8")

    sign(lambda rule: rule.wording)
    assert "ok checked rules: the office has checked every rule that is marked for its practitioner" in (
        await patient.lines()
    )
    sign(lambda rule: "00000000" if rule.id == "hsp.rows.local_gov" else rule.wording)
    assert [line for line in await patient.lines(Severity.NOTE) if "checked rules" in line] == [
        "note checked rules: hsp.rows.local_gov changed since it was checked: check it again",
        "note checked rules: marked for the office's practitioner and not checked: 1; "
        "`intake rules` lists them first, and how to record a check",
    ]
    assert await patient.complaints() == []


async def test_a_table_to_come_and_a_day_before_all(patient: Patient) -> None:
    patient.world.clock.set(datetime(2023, 4, 10, tzinfo=UTC))
    assert any("hsp-2023-04-21 follows by itself on 2023-04-21" in line for line in await patient.lines(Severity.NOTE))
    patient.world.clock.set(datetime(2013, 12, 1, tzinfo=UTC))
    only(await patient.lines(Severity.PROBLEM), "problem clock: .* says 2013-12-01, before the first points table")
    assert not [line for line in await patient.lines() if "rule table" in line]


async def test_texts_missing_or_out_of_date(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "stale", lambda _language: ["welcome", "help"])
    only(await patient.complaints(), r"warning texts: in locales/ja 2 texts \(help, welcome\) may no longer say")
    real = Words.keys
    monkeypatch.setattr(Words, "keys", lambda words, code: real(words, code) - ({"help"} if code == "ja" else set()))
    assert [line.split(":")[0] for line in await patient.complaints()] == ["problem texts", "warning texts"]
    only(await patient.lines(Severity.PROBLEM), r"locales/ja lacks 1 text \(help\)")


async def test_texts_that_cannot_be_read(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Words, "keys", _raises(WordsError("locales/ja/dialogue.ftl: a line cannot be read as Fluent")))
        only(
            await patient.complaints(),
            "problem texts: intake's own files .*locales/ja/dialogue.ftl: a line cannot be read as Fluent",
        )
    monkeypatch.setattr(contents, "stale", _raises(DigestsError("locales/ja/digests.toml is not valid TOML")))
    only(await patient.complaints(), r"problem texts: .*\(locales/ja/digests.toml is not valid TOML\)")
    assert not any("complete and current" in line for line in await patient.lines())


def _raises(error: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


async def test_the_office_profile(patient: Patient) -> None:
    profile = patient.folder / "office.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("example = false", "example = true"), encoding="utf-8")
    only(await patient.complaints(), "warning office profile: .*names a real office .*INTAKE_OFFICE")
    closed = 'closures = [{ first_day = 2026-11-20, last_day = 2027-12-31, note = { ja = "休業" } }]'
    profile.write_text(text.replace("\nclosures = []", f"\n{closed}"), encoding="utf-8")
    only(await patient.complaints(), "warning opening hours: no opening within 60 days")
    profile.write_text(text.replace("phone =", "fone ="), encoding="utf-8")
    only(await patient.complaints(), "problem office profile: .*fone")


async def test_holidays_nobody_knows_yet(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    def known_to_2026(day: object) -> bool:
        if "2026" not in str(day):
            raise ValueError(day)
        return False

    monkeypatch.setattr(contents, "is_japanese_holiday", known_to_2026)
    only(await patient.complaints(), "warning holidays: Japanese holidays of 2027 are not known: update")


async def test_a_year_whose_holidays_nobody_knows(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "is_japanese_holiday", _raises(ValueError(2026)))
    said = await patient.complaints()
    assert [line.split(":")[0] for line in said] == ["problem opening hours", "warning holidays"]
    assert said[0].endswith("the public holidays of this year are not known: update the package `holidays`")


async def test_the_staff_group_of_the_tests_is_the_one_checked(patient: Patient) -> None:
    await patient.lines()
    assert [c.params["chat_id"] for c in patient.world.fake.calls_of("getChat")] == [STAFF_CHAT]
