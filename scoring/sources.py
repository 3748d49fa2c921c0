"""Where the rules come from: each source by the short code under which rules cite it.

A rule file that cites a code which is no source is refused where it is loaded. Whether every source is cited is seen
only once all files are read: `scoring.book.sources`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from scoring.errors import did_you_mean
from scoring.rule_files import Section, parse_file, shipped_rules

FILE = "sources.toml"


class SourceKind(StrEnum):
    """What a source is, the surest first."""

    OFFICIAL = "official"
    REPRODUCED = "reproduced"
    SECONDARY = "secondary"
    KNOWLEDGE = "knowledge"
    OWN = "own"


class Extent(StrEnum):
    """How much of a source was read; what was not opened is known through others."""

    WHOLE = "whole"
    EXCERPT = "excerpt"
    NOT_OPENED = "not_opened"


@dataclass(frozen=True, slots=True)
class Source:
    """One source. `addresses` are as they were noted, none where none was; `read` is None where there is no text."""

    code: str
    title: str
    publisher: str
    kind: SourceKind
    read: Extent | None
    read_on: date
    addresses: tuple[str, ...]


@cache
def all_sources() -> Mapping[str, Source]:
    """Return the sources that ship, by code, in the order of the file."""
    return load_sources(FILE, shipped_rules(FILE))


def load_sources(name: str, text: str) -> Mapping[str, Source]:
    """Read a file of sources strictly. Raises `RulesetError` with file, key and what was expected."""
    file = parse_file(name, text)
    return {code: _source(code, file.child(code)) for code in file.values}


def _source(code: str, section: Section) -> Source:
    section.only({"title", "publisher", "kind", "read_on"}, {"read", "addresses"})
    return Source(
        code=code,
        title=section.text("title"),
        publisher=section.text("publisher"),
        kind=section.one_of("kind", SourceKind),
        read=section.one_of("read", Extent) if "read" in section.values else None,
        read_on=section.day("read_on"),
        addresses=section.maybe_texts("addresses"),
    )


def cited(section: Section) -> tuple[str, ...]:
    """Return the codes a rule cites, at least one. Raises `RulesetError` for a code of no source, with the nearest."""
    codes = section.texts("source")
    known = all_sources()
    for code in codes:
        if code not in known:
            raise section.fail("source", f'codes of {FILE}, not "{code}"{did_you_mean(code, known)}')
    return codes
