"""What a check has to say: a text of the catalogue (`operator.ftl`), and how bad it is. Knows no check and no words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dialogs.messages import Arg, Text


class Severity(StrEnum):
    """How bad a finding is; only a problem keeps intake from doing its work."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `intake doctor`: what was looked at, what was found, and what to do.

    `about` is what was looked at; the text `doctor-about-...` names it to people.
    """

    severity: Severity
    about: str
    says: Text

    @property
    def label(self) -> Text:
        """What was looked at, for people."""
        return Text(f"doctor-about-{self.about.replace(' ', '-')}")


def ok(about: str, key: str, **args: Arg) -> Finding:
    """All is as it should be."""
    return Finding(Severity.OK, about, Text(key, args))


def note(about: str, key: str, **args: Arg) -> Finding:
    """Worth knowing; nothing needs to be done."""
    return Finding(Severity.NOTE, about, Text(key, args))


def warning(about: str, key: str, **args: Arg) -> Finding:
    """It works, but less well than it could, or not for long."""
    return Finding(Severity.WARNING, about, Text(key, args))


def problem(about: str, key: str, **args: Arg) -> Finding:
    """Something does not work until it is put right."""
    return Finding(Severity.PROBLEM, about, Text(key, args))


__all__ = ["Finding", "Severity", "note", "ok", "problem", "warning"]
