"""The one thing to do next, worked out from everything `intake doctor` found. Looks at nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checks.finding import Finding, Severity
from dialogs.messages import Text

# What `intake init` asks for and writes down.
_INIT_ASKS_FOR = frozenset(
    {"doctor-client-not-set", "doctor-office-not-set", "doctor-group-not-set", "doctor-office-example"}
)
_UNCHECKED = frozenset({"doctor-checked-changed", "doctor-checked-left"})


def next_step(findings: Sequence[Finding]) -> Text:
    """Return the line that names it: what does not work first, then what is missing, then what works less well."""
    return Text("doctor-next", {"step": _step(findings)})


def _step(findings: Sequence[Finding]) -> Text:
    keys = {finding.says.key for finding in findings}
    for finding in findings:
        if finding.severity is Severity.PROBLEM:
            by_settings = finding.about == "settings"
            return (
                Text("doctor-next-settings") if by_settings else Text("doctor-next-problem", {"label": finding.label})
            )
    if keys & _INIT_ASKS_FOR:
        return Text("doctor-next-init")
    for finding in findings:
        if finding.severity is Severity.WARNING:
            return Text("doctor-next-warning", {"label": finding.label})
    if "doctor-service-runs" not in keys:
        return Text("doctor-next-run")
    return Text("doctor-next-rules") if keys & _UNCHECKED else Text("doctor-next-nothing")


__all__ = ["next_step"]
