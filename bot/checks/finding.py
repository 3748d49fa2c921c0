"""What a check has to say: one plain sentence, and how bad it is. Knows no check and no way of showing it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; only a problem keeps intake from doing its work."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `intake doctor`: what was looked at, what was found, and what to do."""

    severity: Severity
    about: str
    text: str


def ok(about: str, text: str) -> Finding:
    """All is as it should be."""
    return Finding(Severity.OK, about, text)


def note(about: str, text: str) -> Finding:
    """Worth knowing; nothing needs to be done."""
    return Finding(Severity.NOTE, about, text)


def warning(about: str, text: str) -> Finding:
    """It works, but less well than it could, or not for long."""
    return Finding(Severity.WARNING, about, text)


def problem(about: str, text: str) -> Finding:
    """Something does not work until it is put right."""
    return Finding(Severity.PROBLEM, about, text)


__all__ = ["Finding", "Severity", "note", "ok", "problem", "warning"]
