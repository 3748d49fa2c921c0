"""What is counted in this process, by prometheus-client, in a registry of its own: nothing global, no files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.gc_collector import GCCollector

from bot.observing.metrics import METRICS, OTHER, Measured, Metric, MetricKind
from bot.observing.observer import Observer

# Of a figure with at most so many series each is there from the start, at nothing: a first one is then seen to grow.
MOST_AT_START = 60
_MADE: Mapping[MetricKind, Any] = {
    MetricKind.COUNTER: Counter,
    MetricKind.GAUGE: Gauge,
    MetricKind.HISTOGRAM: Histogram,
}

# When each series began is told by no other name: that would be as many series again.
disable_created_metrics()  # type: ignore[no-untyped-call]


class CountingObserver(Observer):
    """Implements `Observer` and keeps what it is told."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        self._made: dict[str, Any] = {}
        self._series: dict[tuple[str, tuple[str, ...]], Any] = {}
        for metric in METRICS:
            # What is only read is made anew at each look, so that what is not known is not there.
            if metric.kind is not MetricKind.GAUGE:
                self._make(metric)
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def _make(self, metric: Metric) -> None:
        more = {"buckets": metric.buckets} if metric.buckets else {}
        made = _MADE[metric.kind](metric.name, metric.says, tuple(metric.labels), registry=self.registry, **more)
        self._made[metric.name] = made
        if metric.most_series <= MOST_AT_START:
            for labels in product(*metric.labels.values()):
                self._series[metric.name, labels] = made.labels(*labels) if labels else made

    def also(self, read: Callable[[], Iterable[Measured]]) -> None:
        """Ask at each look what else is known."""
        self.registry.register(_Read(read))

    def add(self, metric: Metric, *labels: str, by: float = 1) -> None:
        """Count something."""
        one = self._one(metric, labels)
        if one is not None:
            one.inc(by)

    def measure(self, metric: Metric, value: float, *labels: str) -> None:
        """Measure something."""
        one = self._one(metric, labels)
        if one is not None:
            one.observe(value)

    def _one(self, metric: Metric, labels: tuple[str, ...]) -> Any:
        one = self._series.get((metric.name, labels))
        if one is None:
            named, made = within(metric, labels), self._made[metric.name]
            if named is None:
                return None
            one = self._series.get((metric.name, named))
            if one is None:
                one = self._series[metric.name, named] = made.labels(*named) if named else made
        return one

    def written(self, accepts: str) -> tuple[bytes, str]:
        """Return everything, and of what type that is, in the form that a scraper asks for."""
        encoder, content_type = choose_encoder(accepts)
        return encoder(self.registry), content_type


class _Read:
    """Brings what is read elsewhere at a look."""

    def __init__(self, read: Callable[[], Iterable[Measured]]) -> None:
        self._read = read

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Say which names these are, without reading."""
        yield from (_family(metric) for metric in METRICS if metric.kind is MetricKind.GAUGE)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read."""
        found: dict[str, GaugeMetricFamily] = {}
        for metric, labels, value in self._read():
            named = within(metric, labels)
            if named is not None:
                found.setdefault(metric.name, _family(metric)).add_metric(named, value)
        yield from found.values()


def _family(metric: Metric) -> GaugeMetricFamily:
    return GaugeMetricFamily(metric.name, metric.says, labels=tuple(metric.labels))


def within(metric: Metric, labels: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return labels of which each is in its list: what is not there is `OTHER`. None where there is no such thing."""
    lists = metric.labels.values()
    named = tuple(value if value in values else OTHER for value, values in zip(labels, lists, strict=True))
    return named if all(value in values for value, values in zip(named, lists, strict=True)) else None


__all__ = ["CountingObserver", "within"]
