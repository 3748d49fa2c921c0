"""The one next step: what does not work, then what is missing, then what works less well, then the work itself."""

from __future__ import annotations

import pytest

from bot.checks.finding import Finding, note, ok, problem, warning
from bot.checks.next_step import next_step
from bot.words.words import Words

RESTS, RUNS = ok("service", "doctor-service-rests"), ok("service", "doctor-service-runs")
ROOT = warning("security", "doctor-root")
EXAMPLE = warning("office profile", "doctor-office-example", office="x")
NO_TOKEN = note("client bot", "doctor-client-not-set")
LEFT = note("checked rules", "doctor-checked-left", count=3)
REFUSED = problem("client bot", "doctor-token-refused", setting="INTAKE_CLIENT_TOKEN")
WRONG = problem("settings", "doctor-error", sentence="x")
CASES: list[tuple[list[Finding], str]] = [
    ([WRONG, REFUSED, ROOT, NO_TOKEN], "correct the settings"),
    ([ROOT, NO_TOKEN, REFUSED], "the line “client bot”"),
    ([ROOT, NO_TOKEN], "`intake init`"),
    ([ROOT, EXAMPLE, LEFT], "`intake init`"),
    ([note("office bot", "doctor-office-not-set"), RUNS], "`intake init`"),
    ([warning("staff group", "doctor-group-not-set"), ROOT], "`intake init`"),
    ([LEFT, ROOT, RUNS], "the line “security”"),
    ([LEFT, RESTS], "start `intake run`"),
    ([LEFT, RUNS], "`intake rules`"),
    ([note("checked rules", "doctor-checked-changed", rules="x"), RUNS], "`intake rules`"),
    ([RUNS], "nothing"),
]


@pytest.mark.parametrize(("findings", "says"), CASES)
def test_it_is_one_line_about_what_matters_most(findings: list[Finding], says: str) -> None:
    line = Words().plain("en", next_step(findings))
    assert line.startswith("next: ")
    assert says in line
