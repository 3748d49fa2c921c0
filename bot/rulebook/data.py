"""What the book of rules is made of: plain data in the reader's language, for a terminal and for paper alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BookStep:
    """One step of a row as the table has it: condition and points, and an example that the engine counted."""

    condition: str
    points: str
    example: str
    by_age: str = ""


@dataclass(frozen=True, slots=True)
class BookArticle:
    """One rule: its name in the book, its title, its steps, what else it says, and what is to know about it."""

    id: str
    title: str
    steps: tuple[BookStep, ...] = ()
    lines: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookChapter:
    """Rules that belong together; a list of them (`close`) is set without room between."""

    title: str
    intro: tuple[str, ...]
    articles: tuple[BookArticle, ...]
    close: bool = False


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The whole book. `record` is what an office pastes into its profile to keep a check, line by line."""

    title: str
    intro: tuple[str, ...]
    chapters: tuple[BookChapter, ...]
    record_title: str
    record: tuple[str, ...]
    disclaimer: str
    not_drawn: str
    made_on: date
    language: str
