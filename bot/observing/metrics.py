"""The list of all that is counted and measured, as Prometheus calls it. Nothing here knows how it is counted.

Every label has a closed list of values, so that the number of series does not grow with people; what is not in it
counts as `OTHER`. The runbook has the same list for operators, in both languages (tests/observing/test_metrics.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import prod

from bot import __version__
from bot.channels.registry import MESSENGERS
from bot.turns.acts import OFFICE, TRANSLATOR


class MetricKind(StrEnum):
    """What may be done with a figure: one that only grows, one that goes up and down, or how often how much."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


OTHER = "other"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_COMMITS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_JOBS = (1, 2, 4, 8, 16, 32, 64, 128)


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure: its name without the ending that its kind gives it, what it says, and the labels it has.

    `of_all` says that it is read from the database, so that every process shows the same.
    """

    name: str
    kind: MetricKind
    says: str
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    buckets: tuple[float, ...] = ()
    of_all: bool = False

    @property
    def full_name(self) -> str:
        """What it is asked for by."""
        return f"{self.name}_total" if self.kind is MetricKind.COUNTER else self.name

    @property
    def most_series(self) -> int:
        """So many series there may be of it."""
        each = len(self.buckets) + 3 if self.kind is MetricKind.HISTOGRAM else 1
        return each * prod(len(values) for values in self.labels.values())


# A figure that was read: which, with what labels, and how much it is.
Measured = tuple[Metric, tuple[str, ...], float]

# --- the values of labels ---------------------------------------------------------------------------------------------

CHANNELS = (*sorted(MESSENGERS), OFFICE, TRANSLATOR, OTHER)
# What became of a turn: taken; seen before, so that nothing was done; answered with a refusal; ended by an error of
# ours; not kept, since the database is in trouble, so that it comes again.
DONE, REPEATED, REFUSED, FAILED, TROUBLE = "done", "repeated", "refused", "failed", "trouble"
OUTCOMES = (DONE, REPEATED, REFUSED, FAILED, TROUBLE)
POST_KINDS = (
    *("screen", "picture", "entry", "relay", "translation", "strip", "erase", "unsend", "send", "edit"),
    *("card", "note", "reply", "notice", "react", "topic", "several", OTHER),
)
# Why a send failed, by what follows: no answer, so that it is tried again; too many at once; the bot is not let in; the
# person has blocked it; too late for a free answer; never possible; not in any table; the database is in trouble.
FAILURES = (
    *("no_answer", "too_many", "shut_out", "blocked", "too_late", "impossible", "unknown", "database"),
    OTHER,
)
WHY_UNSURE = ("unanswered", "taken over", OTHER)
PART_NAMES = ("client", "office", "deliver", "timers")
LEAD_STATES = ("new", "taken", "done", "declined")
FUNNEL_STEPS = (*("opened", "begun", "consented", "saw_result", "qualified", "handed", "booked", "kept", "answered"),)
BOOKING_STATES = (
    *("held", "requested", "booked", "declined", "expired", "cancelled", "moved", "kept", "missed", "waiting"),
    OTHER,
)
TRANSLATION_FAILURES = ("unreachable", "slow", "busy", "unreadable", "refused", "lacking", OTHER)

_BY_CHANNEL = {"channel": CHANNELS}
_BY_KIND = {"channel": CHANNELS, "kind": POST_KINDS}
_BY_PART = {"part": PART_NAMES}


# --- the list ---------------------------------------------------------------------------------------------------------

_every: list[Metric] = []


def _made(metric: Metric) -> Metric:
    _every.append(metric)
    return metric


def _counter(name: str, says: str, labels: Mapping[str, tuple[str, ...]] | None = None) -> Metric:
    return _made(Metric(f"intake_{name}", MetricKind.COUNTER, says, labels or {}))


def _histogram(
    name: str, says: str, buckets: tuple[float, ...], labels: Mapping[str, tuple[str, ...]] | None = None
) -> Metric:
    return _made(Metric(f"intake_{name}", MetricKind.HISTOGRAM, says, labels or {}, buckets))


def _gauge(
    name: str, says: str, labels: Mapping[str, tuple[str, ...]] | None = None, *, of_all: bool = False
) -> Metric:
    return _made(Metric(f"intake_{name}", MetricKind.GAUGE, says, labels or {}, of_all=of_all))


TURNS = _counter(
    "turns", "turns of clients and staff, by what became of them", {"channel": CHANNELS, "outcome": OUTCOMES}
)
TURN_SECONDS = _histogram("turn_seconds", "from a turn's arrival until it is durable", _SECONDS, _BY_CHANNEL)
BATCH_JOBS = _histogram("batch_jobs", "how many jobs one transaction held", _JOBS)
COMMIT_SECONDS = _histogram("commit_seconds", "how long commits took", _COMMITS)
REDONE = _counter("batches_redone", "transactions done again because another process wrote meanwhile")
UNREADABLE = _counter("updates_unreadable", "updates that could not be read and were passed over", _BY_CHANNEL)
SENT = _counter("sends", "posts that were sent", _BY_KIND)
SEND_FAILURES = _counter("send_failures", "sends that failed", {"channel": CHANNELS, "reason": FAILURES})
THROTTLED = _counter("throttled", "sends answered with 429, or the like", _BY_CHANNEL)
THROTTLED_SECONDS = _counter("throttled_seconds", "how long chats were told to wait, in all", _BY_CHANNEL)
UNSURE = _counter("unsure_sends", "messages that may have come twice", {**_BY_KIND, "why": WHY_UNSURE})
LEASE_HELD = _gauge("lease_held", "1 where this process does the part, 0 where it stands by", _BY_PART)
LEASE_FENCE = _gauge("lease_fence", "the fence of the lease held; it grows when a part changes hands", _BY_PART)
LEASES_TAKEN = _counter("leases_taken", "parts that this process took over", _BY_PART)
LEASES_LOST = _counter("leases_lost", "parts that another process took over from this one", _BY_PART)
FUNNEL = _counter("funnel", "steps that clients took on the way to a talk", {"step": FUNNEL_STEPS})
BOOKINGS = _counter("bookings", "bookings that came to a state", {"state": BOOKING_STATES})
ERASURES = _counter("erasures", "people whose data were erased")
NOT_TRANSLATED = _counter("translation_failures", "texts that were not translated", {"reason": TRANSLATION_FAILURES})
WEB_STREAMS = _gauge("web_streams", "pages of the website's chat that are open")
CALENDAR_WRITTEN = _gauge("calendar_write_timestamp_seconds", "when the office's calendar was last kept up to date")
READY = _gauge("ready", "1 where /readyz says so, else 0")
BUILD = _gauge("build_info", "always 1; the label says which version runs", {"version": (__version__,)})

DATABASE_UP = _gauge(
    "database_up", "1 where the database answered within the limit, else 0; then what it knows is missing"
)
OUTBOX_POSTS = _gauge("outbox_posts", "posts that wait to be sent", _BY_KIND, of_all=True)
OUTBOX_OLDEST = _gauge("outbox_oldest_seconds", "age of the oldest post that waits", _BY_CHANNEL, of_all=True)
OUTBOX_HELD = _gauge("outbox_held_posts", "posts kept for people who cannot be written to", _BY_CHANNEL, of_all=True)
OUTBOX_DEAD = _gauge("outbox_undeliverable_posts", "posts given up within a month", _BY_CHANNEL, of_all=True)
LEADS = _gauge("leads", "leads that are kept, by state", {"state": LEAD_STATES}, of_all=True)
LEAD_WAITS = _gauge("lead_waits_seconds", "how long the longest-waiting lead has been waiting to be taken", of_all=True)
BOOKINGS_AHEAD = _gauge("bookings_ahead", "talks that are to come", of_all=True)
TIMER_LATE = _gauge("timer_late_seconds", "how late the timer is that is most overdue", of_all=True)
CALENDAR_READ = _gauge(
    "calendar_read_timestamp_seconds", "when the calendar was last read that is most behind", of_all=True
)
CALENDAR_WAITS = _gauge("calendar_entries_waiting", "changes not written to the office's calendar yet", of_all=True)
BACKUP = _gauge("backup_timestamp_seconds", "when the last good backup was made", of_all=True)
FOREIGN = _gauge("foreign_transaction_seconds", "age of the longest transaction of others on PostgreSQL", of_all=True)
LINE_LIMIT = _gauge("line_quota_messages", "messages LINE lets the office pay for this month", of_all=True)
LINE_USED = _gauge("line_quota_used_messages", "of those, how many were sent", of_all=True)

METRICS: tuple[Metric, ...] = tuple(_every)

__all__ = ["METRICS", "OTHER", "Metric", "MetricKind", "Measured"]
