"""How a log line is put together, by structlog: what was let through (`bot.logs`), what it is about, and its form.

Beside the words of a line stands what `KEYS` names and `About` made, and nothing else, whoever bound it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from structlog.contextvars import STRUCTLOG_KEY_PREFIX, merge_contextvars
from structlog.processors import JSONRenderer
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict

from bot.observing.pseudonyms import Pseudonyms

# What may stand beside the words of a line, in this order: which role the process has, the channel, and by pseudonyms
# which update, whose chat, or which lead it is about.
KEYS = ("role", "channel", "update", "person", "lead")
_VALUE = re.compile(r"[a-z0-9_-]{1,24}")


class About:
    """What a block of work is about; an inner block stands in for an outer.

    It becomes names only where there is a line to write: most blocks write none, and each turn has several.
    """

    __slots__ = ("_pseudonyms", "_token", "_what")

    def __init__(self, pseudonyms: Pseudonyms, channel: str, chat: str, key: str, lead: str) -> None:
        self._pseudonyms = pseudonyms
        self._what = channel, chat, key, lead

    def __enter__(self) -> None:
        self._token = _ABOUT.set(self)

    def __exit__(self, *_error: object) -> None:
        _ABOUT.reset(self._token)

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield what may stand in a line."""
        channel, chat, key, lead = self._what
        yield "channel", channel
        for name, value in (("update", key), ("person", chat), ("lead", lead)):
            if value:
                yield name, self._pseudonyms.of(name, channel, value)

    def __repr__(self) -> str:
        return "About()"


# Bound as `structlog.contextvars.bind_contextvars` would, and merged by that library; directly, since it is cheaper.
_ABOUT: ContextVar[About] = ContextVar(f"{STRUCTLOG_KEY_PREFIX}about")


def formatter(form: str, role: str) -> ProcessorFormatter:
    """What makes a line of a record that says only what may be told."""
    return ProcessorFormatter(
        processors=[ProcessorFormatter.remove_processors_meta, JSONRenderer() if form == "json" else _plain],
        foreign_pre_chain=[merge_contextvars, _let_through, _of_process(role), _of_record],
    )


def _let_through(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Drop whatever is bound but names of our own making."""
    subject = event.get("about")
    kept: EventDict = {name: event[name] for name in ("event", "_record", "_from_structlog")}
    if isinstance(subject, About):
        kept.update((name, value) for name, value in subject.named() if name in KEYS and _VALUE.fullmatch(value))
    return kept


def _of_process(role: str) -> Any:
    def add(_logger: object, _name: str, event: EventDict) -> EventDict:
        if role:
            event["role"] = role
        return event

    return add


def _of_record(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Put moment, level, logger and words before all else."""
    record: logging.LogRecord = event["_record"]
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    first = {"time": moment, "level": record.levelname, "logger": record.name, "message": event.pop("event")}
    return first | dict(event)


def _plain(_logger: object, _name: str, event: EventDict) -> str:
    """A line for people, by the clock of this machine."""
    moment = datetime.fromisoformat(event["time"]).astimezone()
    beside = " ".join(f"{name}={event[name]}" for name in KEYS if name in event)
    line = f"{moment:%Y-%m-%d %H:%M:%S},{moment.microsecond // 1000:03d} {event['level']} {event['logger']}: "
    return f"{line}{event['message']}{f' [{beside}]' if beside else ''}"


__all__ = ["KEYS", "About", "formatter"]
