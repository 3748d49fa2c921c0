"""What may be logged: our own lines, and of libraries only that something happened and where.

A library's message may hold a client's words: python-telegram-bot and aiogram print the update they cannot read,
fontTools the letters of a name, SQLAlchemy the values of a row. So this is an allow-list: loggers of `bot`, `dialogs`
and `scoring` speak from INFO on, every other one from WARNING on and without its message, its arguments and the text
of its error. A trace is shown as names of errors and places in the code, ours as well: an error's own text, and the
line of code, stay out. One record is one line.

What passes here is written by structlog (`bot.observing.lines`), with what it is about by pseudonyms, through a list of
its own.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, TextIO

from bot.errors import OwnError

OURS = ("bot", "dialogs", "scoring")
FORMS = ("plain", "json")
_WARNINGS = "py.warnings"
# Places of one error, the innermost last; a deeper trace is cut at its outer end.
_MOST_PLACES = 12
_log = logging.getLogger(__name__)


@contextmanager
def to_stderr(form: str = "plain", *, libraries: int = logging.WARNING, role: str = "") -> Iterator[None]:
    """Log to standard error, in one of `FORMS`, for as long as the block runs; an inner block stands in for an outer.

    `libraries` is the level from which other loggers than ours are heard at all, `role` what stands in each line of a
    process that does a part of the work.
    """
    root = logging.getLogger()
    replaced = [handler for handler in root.handlers if isinstance(handler, _Handler)]
    handler = _Handler(libraries)
    handler.setFormatter(_Lines(form, role))
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in OURS}
    hooks = threading.excepthook, sys.unraisablehook, warnings.showwarning
    try:
        for old in replaced:
            root.removeHandler(old)
        root.addHandler(handler)
        for logger in levels:
            logger.setLevel(logging.INFO)
        threading.excepthook, sys.unraisablehook, warnings.showwarning = _in_a_thread, _unraisable, _warned
        yield
    finally:
        threading.excepthook, sys.unraisablehook, warnings.showwarning = hooks
        for logger, level in levels.items():
            logger.setLevel(level)
        root.removeHandler(handler)
        for old in replaced:
            root.addHandler(old)


def is_ours(name: str) -> bool:
    """Whether a logger is one of the product's own."""
    return name.partition(".")[0] in OURS


def told(record: logging.LogRecord) -> str:
    """What may be said of a record, in one line: our own message, or where a library had something to say."""
    if is_ours(record.name):
        text = _message(record)
    elif isinstance(record, _Warning):
        text = f"a warning, {record.category} at {record.filename}:{record.lineno}"
    else:
        text = f"something was said at {record.filename}:{record.lineno}"
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        text += f" ({described(error)})"
    return "".join(character if character.isprintable() else " " for character in text)


def described(error: BaseException) -> str:
    """An error by its name, with the places it passed and what caused it; never what it says."""
    texts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        texts.append(_one(current))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return ", after ".join(texts)


def _one(error: BaseException) -> str:
    text = type(error).__name__
    if isinstance(error, BaseExceptionGroup):
        text += f"[{', '.join(described(inner) for inner in error.exceptions)}]"
    frames = traceback.extract_tb(error.__traceback__, limit=-_MOST_PLACES)
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{text} at {' > '.join(places)}" if places else text


def _message(record: logging.LogRecord) -> str:
    """Our own message; an error among its arguments is named, and quoted only if it is a sentence of ours."""
    args = record.args
    if isinstance(args, tuple):
        args = tuple(_argument(value) for value in args)
    try:
        return str(record.msg) % args if args else str(record.msg)
    except (TypeError, ValueError, KeyError):
        return f"a line that cannot be written, at {record.filename}:{record.lineno}"


def _argument(value: object) -> object:
    if isinstance(value, OwnError):
        return str(value)  # by its contract it holds no token, key or answer
    return type(value).__name__ if isinstance(value, BaseException) else value


class _Handler(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is at that moment, and never shows a record that failed."""

    def __init__(self, libraries: int) -> None:
        logging.Handler.__init__(self)  # the stream is looked up anew each time
        self.libraries = libraries

    @property
    def stream(self) -> TextIO:  # type: ignore[override]  # a plain attribute there
        """Standard error."""
        return sys.stderr

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; a library is heard from its level on, whatever level it has set itself."""
        if record.levelno >= (logging.INFO if is_ours(record.name) else self.libraries):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """The usual way prints message and arguments."""


class _Lines(logging.Formatter):
    """Lets structlog write a line of what may be told; that is loaded once there is a line to write."""

    def __init__(self, form: str, role: str) -> None:
        super().__init__()
        self._form, self._role = form, role
        self._written: logging.Formatter | None = None

    def format(self, record: logging.LogRecord) -> str:
        """A line, of a record that has nothing but what may be told."""
        if self._written is None:
            from bot.observing.lines import formatter

            self._written = formatter(self._form, self._role)
        # Whatever else hangs on a record, its arguments, its error, what a library put there, goes no further.
        kept = {name: getattr(record, name) for name in ("name", "levelno", "levelname", "created")}
        return self._written.format(logging.makeLogRecord({**kept, "msg": "%s", "args": (told(record),)}))


# --- What would reach standard error without a logger -------------------------------------------------------------


class _Warning(logging.LogRecord):
    """A warning of Python's: where it is meant, and of which kind."""

    category = ""


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    record = _Warning(_WARNINGS, logging.WARNING, filename, lineno, "a warning", None, None)
    record.category = category.__name__
    logging.getLogger(_WARNINGS).handle(record)


def _in_a_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _log.error("a thread ended with an error", exc_info=_info(args.exc_value))


def _unraisable(args: Any) -> None:
    if args.exc_value is not None:
        _log.error("an error that nobody could take", exc_info=_info(args.exc_value))


def _info(error: BaseException) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    return type(error), error, error.__traceback__
