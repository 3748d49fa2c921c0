"""The criteria for managers since 2025-10-16 in words: on the result, on the card and on the worksheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dialogs.messages import Text
from dialogs.situation import Situation
from dialogs.telling import listed, say
from scoring import Gate

_LINES: Mapping[str, bool | None] = {
    "result-manager-failed-line": False,
    "result-manager-open-line": None,
    "result-manager-met-line": True,
}


def lines(situation: Situation) -> Iterator[Text]:
    """Yield for a manager what is needed beside the points: what is not met, not known, met; or until when not yet."""
    found = situation.following.manager
    if found is None:
        return
    if found.holders_until is not None:
        yield Text("result-manager-holder", {"since": found.criteria.since, "day": found.holders_until})
    if found.gates:
        yield Text("result-manager", {"day": found.criteria.since})
        for key, met in _LINES.items():
            names = [say(gate.why) for gate in found.gates if gate.met is met]
            if names:
                yield Text(key, {"what": listed(names)})
    if found.perhaps_held:
        args = {"since": found.criteria.since, "day": found.criteria.holders_until}
        yield Text("result-manager-perhaps", args)


def card_lines(situation: Situation) -> Iterator[Text]:
    """Yield the same for staff in one line."""
    found = situation.following.manager
    if found is not None and found.gates:
        yield Text("card-manager", _sorted(found.gates))
    if found is not None and (found.holders_until is not None or found.perhaps_held):
        held = "yes" if found.holders_until is not None else "perhaps"
        yield Text("card-manager-holder", {"day": found.criteria.holders_until, "held": held})


def deciding(situation: Situation) -> Iterator[Text]:
    """Yield for the card's first lines each of the criteria that is not met, and how many are not known."""
    found = situation.following.manager
    gates = () if found is None else found.gates
    for gate in gates:
        if gate.met is False:
            yield Text("card-gate", {"name": say(gate.why), "state": Text("score-not-met")})
    still_open = sum(gate.met is None for gate in gates)
    if still_open:
        yield Text("card-manager-open", {"count": still_open})


def gates(situation: Situation) -> Sequence[Gate]:
    """Return the criteria, for the worksheet's conditions."""
    found = situation.following.manager
    return () if found is None else found.gates


def _sorted(gates: Sequence[Gate]) -> dict[str, Text | int]:
    told: dict[str, Text | int] = {}
    for name, met in (("failed", False), ("open", None), ("met", True)):
        names = [say(gate.why) for gate in gates if gate.met is met]
        told |= {name: listed(names), f"{name}_count": len(names)}
    return told
