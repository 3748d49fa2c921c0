"""One rule file as it is written: its rules, each with its remark, how sure it is, and the mark of its wording.

The mark of a wording changes with whatever the rule says, not with its sources, its number on the form, nor with how
sure we are of it. The remark beside a heading belongs to it: that support counts nationwide, and not in special zones
alone, is said there.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from scoring.confidence import Confidence
from scoring.errors import RulesetError

_NO_RULES = frozenset({"head", "basis"})
_REMARK = re.compile(r"^\[([\w.-]+)\][ \t]*#[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
# Keys that may change without changing the rule, so they are not part of its mark.
_ABOUT = frozenset({"confidence", "source", "note", "bonus", "sheet"})
_STAFF = Confidence.STAFF_CONFIRMS.value


@dataclass(frozen=True, slots=True)
class BookRule:
    """One rule as it reads on a day.

    `values` is what the file says, without the rules inside it that have a name of their own. `remark` is what
    stands beside its heading, in the words of the file. `since` is the first day on which it reads so, `until` the last
    one; None where the file gives none. `wording` is the mark of what it says.
    """

    id: str
    values: Mapping[str, Any]
    remark: str
    confidence: Confidence
    citation: str
    source: tuple[str, ...]
    since: date | None
    until: date | None
    wording: str

    def is_in_force(self, day: date) -> bool:
        """Whether the rule stands on a day, as far as the file tells its days."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class WrittenFile(NamedTuple):
    """A rule file as it is written: its tables, and the remarks beside their headings."""

    data: Mapping[str, Any]
    remarks: Mapping[str, str]


@cache
def written_file(text: str) -> WrittenFile:
    """Return a file's tables and remarks from its text."""
    return WrittenFile(tomllib.loads(text), dict(_REMARK.findall(text)))


def rules_in(name: str, file: WrittenFile) -> Iterator[BookRule]:
    """The rules of one file, in its order: each table, or the tables inside one that holds nothing else."""
    reference = _basis(file.data) or str(file.data["head"]["reference"])
    for heading, section in file.data.items():
        if heading in _NO_RULES:
            continue
        if all(isinstance(value, dict) for value in section.values()):
            for key, value in section.items():
                remark = file.remarks.get(f"{heading}.{key}", "")
                yield from _rules_of(f"{name}.{heading}.{key}", value, reference, remark)
        else:
            yield from _rules_of(f"{name}.{heading}", section, reference, file.remarks.get(heading, ""))


def _basis(data: Mapping[str, Any]) -> str:
    """Return where the law has the tables of the three categories, for rules common to all; "" in other files."""
    return "、".join(data.get("basis", {}).values())


def _rules_of(name: str, section: Mapping[str, Any], reference: str, remark: str) -> Iterator[BookRule]:
    """Yield a rule, then the rules inside it that state a confidence of their own."""
    inside = list(_inside(name, section))
    apart = {path for path, _ in inside}
    values = _without(section, apart, name)
    rule = BookRule(
        id=name,
        values=values,
        remark=remark,
        confidence=_sure(name, section),
        citation=str(section.get("citation") or section.get("reference") or reference),
        source=tuple(section.get("source", ())),
        since=section.get("since"),
        until=section.get("until"),
        wording=mark_of([name, values, remark]),
    )
    yield rule
    for path, value in inside:
        yield _rule_inside(path, value, rule)


def _sure(name: str, section: Mapping[str, Any]) -> Confidence:
    """How sure a rule is; where one of its figures is marked, the rule is as sure as that figure."""
    given = section.get("confidence", _STAFF if _STAFF in section.values() else None)
    if given is None:
        file, _, place = name.partition(".")
        raise RulesetError(f"{file}.toml", place, "how sure the rule is, as its confidence")
    return Confidence(given)


def _rule_inside(name: str, value: object, around: BookRule) -> BookRule:
    """A rule inside another: it stands where that one stands, and comes from its sources unless it says its own."""
    source, since, until = around.source, around.since, around.until
    if isinstance(value, dict):
        kept, sure = _without(value, set(), name), value["confidence"]
        source = tuple(value.get("source", source))
        since, until = value.get("since", since), value.get("until", until)
    elif _is_confidence(value):
        kept, sure = {}, value
    else:
        kept, sure = {name.rpartition(".")[2]: value}, _STAFF
    return BookRule(name, kept, "", Confidence(sure), around.citation, source, since, until, mark_of([name, kept]))


def _inside(name: str, section: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the rules inside a rule: tables with a confidence of their own, and keys whose value is a confidence."""
    for key, value in section.items():
        path = f"{name}.{key}"
        if key == "also_staff" or (isinstance(value, dict) and "confidence" in value):
            yield path, value
        elif isinstance(value, dict) and all(map(_is_confidence, value.values())):
            yield from ((f"{path}.{one}", sure) for one, sure in value.items())
        elif isinstance(value, dict):
            yield from _inside(path, value)


def _is_confidence(value: object) -> bool:
    return isinstance(value, str) and value in set(Confidence)


def _without(section: Mapping[str, Any], apart: set[str], name: str) -> dict[str, Any]:
    """Return a section without the keys about it (source, confidence) and without the rules inside it."""
    kept: dict[str, Any] = {}
    for key, value in section.items():
        path = f"{name}.{key}"
        if key in _ABOUT or path in apart:
            continue
        if isinstance(value, dict):
            value = _without(value, apart, path)
            if not value:
                continue
        kept[key] = value
    return kept


def mark_of(values: object) -> str:
    """Return a mark of what a rule says: eight letters of a hash."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
