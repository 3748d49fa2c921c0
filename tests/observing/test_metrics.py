"""The list of metrics: names, closed labels, how many series there can be, and that the runbook has the same list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.channels.registry import MESSENGERS
from bot.delivery.post import SEVERAL
from bot.delivery.unsure import TO_CLIENTS, TO_STAFF, Why
from bot.observing import metrics
from bot.observing.counted import CountingObserver, within
from bot.observing.metrics import METRICS, OTHER, MetricKind
from bot.parts import WorkPart
from bot.translator.server import Failure
from bot.turns.acts import OFFICE, TRANSLATOR
from dialogs import happenings
from dialogs.booking.booking import State
from dialogs.desk.matter import STATES
from dialogs.happenings import Happening

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
# All there may ever be, of all metrics together, whoever writes to us.
MOST_SERIES = 900
_ROW = re.compile(r"^\| `(intake_\w+)` \| (\w+) \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE)


def test_names_are_as_prometheus_wants_them() -> None:
    assert len({metric.name for metric in METRICS}) == len(METRICS)
    for metric in METRICS:
        assert re.fullmatch(r"intake_[a-z]+(_[a-z]+)*", metric.name)
        assert not metric.name.endswith("_total"), "its kind adds that"
        assert not re.search(r"_(ms|millis|minutes|hours|days|kb|mb|percent)\b", metric.name), "base units alone"
        assert metric.full_name.endswith("_total") is (metric.kind is MetricKind.COUNTER)
        assert bool(metric.buckets) is (metric.kind is MetricKind.HISTOGRAM)
        assert not metric.of_all or metric.kind is MetricKind.GAUGE
        assert {"le", "quantile"}.isdisjoint(metric.labels)
        if re.search(r"^(how long|how late|age of|when )", metric.says):
            assert "_seconds" in metric.name


def test_the_values_of_labels_are_those_that_the_program_has() -> None:
    assert set(metrics.CHANNELS) == {*MESSENGERS, OFFICE, TRANSLATOR, OTHER}
    assert set(metrics.PART_NAMES) == set(map(str, WorkPart))
    assert metrics.LEAD_STATES == STATES
    assert {*map(str, State), OTHER} == set(metrics.BOOKING_STATES)
    assert {*TO_CLIENTS, *TO_STAFF, SEVERAL, OTHER} == set(metrics.POST_KINDS)
    assert {*map(str, Why), OTHER} == set(metrics.WHY_UNSURE)
    assert {*map(str, Failure)} <= set(metrics.TRANSLATION_FAILURES)
    steps = {v for n, v in vars(happenings).items() if n.isupper() and n[0] != "_" and isinstance(v, str)}
    # Asked and answered at a place; which pages those are, is no step.
    assert set(metrics.FUNNEL_STEPS) <= steps
    assert Happening._fields[1] == "name"


def test_what_is_in_no_list_counts_as_other_and_makes_no_series() -> None:
    assert within(metrics.SENT, ("123456789", "Maria")) == (OTHER, OTHER)
    assert within(metrics.SENT, (OFFICE, "card")) == (OFFICE, "card")
    assert within(metrics.LEADS, ("Maria",)) is None, "where there are no others, it is not counted"
    observer = CountingObserver()
    before = observer.written("")[0].count(b"\n")
    for number in range(1000):
        observer.add(metrics.SENT, f"chat{number}", f"kind{number}")
        observer.measure(metrics.TURN_SECONDS, 0.1, f"chat{number}")
    grown = observer.written("")[0].count(b"\n") - before
    assert grown == 1 + len(metrics.TURN_SECONDS.buckets) + 3, "one counter and one histogram, of others"


def test_all_series_together_have_a_limit() -> None:
    assert sum(metric.most_series for metric in METRICS) <= MOST_SERIES


def _labels(metric: metrics.Metric) -> str:
    return ", ".join(f"`{name}`" for name in metric.labels)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_runbook_lists_them_as_they_are(language: str) -> None:
    name = "RUNBOOK.md" if language == "en" else f"RUNBOOK.{language}.md"
    rows = _ROW.findall((DEPLOY / name).read_text(encoding="utf-8"))
    assert [row[:3] for row in rows] == [(m.full_name, m.kind.value, _labels(m)) for m in METRICS]
    if language == "en":
        assert [row[3] for row in rows] == [metric.says for metric in METRICS]
    else:
        assert all(re.search(r"[ぁ-んァ-ン一-龠]", row[3]) for row in rows)
