"""Alerts and dashboard ask only for figures there are, by labels and values they have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.observing.metrics import METRICS, Metric, MetricKind

MONITORING = Path(__file__).resolve().parents[2] / "deploy" / "monitoring"
# What the library brings, and Prometheus itself puts on every series.
_BESIDE = {"process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds"}
_OF_ALL = {"instance", "job", "le"}
_NAME = re.compile(r"\b(?:intake|process)_[a-z0-9_]+\b(?:\{([^}]*)\})?")
_ENDINGS = ("_bucket", "_sum", "_count")


def _known() -> dict[str, Metric]:
    known: dict[str, Metric] = {}
    for metric in METRICS:
        if metric.kind is MetricKind.HISTOGRAM:
            known |= {f"{metric.name}{ending}": metric for ending in _ENDINGS}
        else:
            known[metric.full_name] = metric
    return known


KNOWN = _known()


def _alerts() -> list[dict[str, Any]]:
    told = yaml.safe_load((MONITORING / "alerts.yaml").read_text(encoding="utf-8"))
    return [rule for group in told["groups"] for rule in group["rules"]]


def _panels() -> list[dict[str, Any]]:
    told = json.loads((MONITORING / "dashboard.json").read_text(encoding="utf-8"))
    return [panel for panel in told["panels"] if panel["type"] != "row"]


def _asked() -> Iterator[tuple[str, str]]:
    for rule in _alerts():
        yield rule["alert"], rule["expr"]
    for panel in _panels():
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def _wrong_with(asked: str) -> list[str]:
    """What an expression asks for that is not there."""
    wrong, labels = [], set(_OF_ALL)
    for hit in _NAME.finditer(asked):
        name = hit.group().partition("{")[0]
        if name in _BESIDE:
            continue
        if name not in KNOWN:
            wrong.append(name)
            continue
        labels |= set(KNOWN[name].labels)
        for label, _, values in re.findall(r'(\w+)(=~|!~|!=|=)"([^"]*)"', hit.group(1) or ""):
            allowed = KNOWN[name].labels.get(label, ())
            wrong += [f"{name}{{{label}={value}}}" for value in values.split("|") if value not in allowed]
    for listed in re.findall(r"\b(?:by|on|without)\s*\(([^)]*)\)", asked):
        wrong += [label for label in re.split(r"\s*,\s*", listed.strip()) if label not in labels]
    return wrong


@pytest.mark.parametrize(("title", "asked"), list(_asked()))
def test_what_is_asked_for_is_there(title: str, asked: str) -> None:
    assert not _wrong_with(asked), title
    assert _NAME.search(asked), "it asks for something of ours"


@pytest.mark.parametrize(
    "asked",
    [
        "max(intake_outbox_oldest)",
        "sum by (person) (intake_outbox_posts)",
        'intake_turns_total{outcome="bad"}',
        "rate(intake_turns[5m])",
        "intake_turn_seconds",
    ],
)
def test_what_is_not_there_is_found(asked: str) -> None:
    assert _wrong_with(asked)


def test_every_figure_of_ours_is_on_the_dashboard() -> None:
    shown = {hit.group().partition("{")[0] for _, asked in _asked() for hit in _NAME.finditer(asked)}
    assert {KNOWN[name].name for name in shown & set(KNOWN)} == {metric.name for metric in METRICS}


def test_an_alert_says_what_is_wrong_and_what_to_do() -> None:
    names = [rule["alert"] for rule in _alerts()]
    assert len(set(names)) == len(names)
    for rule in _alerts():
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["action"].endswith((".", "?"))


def test_panels_lie_beside_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in _panels():
        at = panel["gridPos"]
        place = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not place & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= place
