"""The dialogue's machine as a drawing (Mermaid), made from the very edges it moves by.

Arrows are the ways onward, with their conditions. What is open again for whoever is further on, and what one can turn
to, is said in notes: an arrow for each would hide the way.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.conditions import ALWAYS
from dialogs.machine import Edge, Flow, Trigger
from dialogs.place import START

LEGEND = (
    "Arrows lead onward.",
    "Whoever is further on comes back to what is reopened.",
    "Any later chapter or page may turn back to any earlier one, by a button or a command.",
)


def diagram(flow: Flow) -> str:
    """Return a Mermaid state diagram."""
    return "\n".join(("stateDiagram-v2", *(f"    {line}" for line in _lines(flow)))) + "\n"


def _lines(flow: Flow) -> Iterator[str]:
    yield from _parts(flow)
    for (source, target), conditions in _onward(flow).items():
        yield f"{source} --> {target}" + (f" : {' or '.join(conditions)}" if conditions else "")
    for edge in flow.edges:
        if edge.trigger is Trigger.REFUSED:
            yield f"{edge.source} --> {edge.target} : consent is refused"
    yield f"note right of {flow.way[0]}"
    yield from (f"    {line}" for line in LEGEND)
    yield "end note"
    for leg in flow.way:
        notes = tuple(_notes(flow, leg))
        if notes:
            yield f"note left of {leg}"
            yield from (f"    {note}" for note in notes)
            yield "end note"


def _parts(flow: Flow) -> Iterator[str]:
    """Yield the chapters that are opened from one page as one box, each with its name."""
    opened = [chapter for chapter in flow.questionnaire.chapters if chapter.opened]
    if opened:
        yield "state parts {"
        yield from (f"    {chapter.id}" for chapter in opened)
        yield "}"


def _onward(flow: Flow) -> dict[tuple[str, str], list[str]]:
    """Return the ways onward, those of all parts as one, with their conditions in words."""
    found: dict[tuple[str, str], list[str]] = {}
    for edge in sorted(flow.edges, key=lambda edge: flow.states.index(edge.source)):
        if edge.trigger is Trigger.ONWARD:
            conditions = found.setdefault((_box(flow, edge.source), _box(flow, edge.target)), [])
            words = _words(flow, edge)
            if edge.condition is not ALWAYS and words not in conditions:
                conditions.append(words)
    return found


def _box(flow: Flow, state: str) -> str:
    if state == START:
        return "[*]"
    chapter = flow.questionnaire.chapter.get(state)
    return "parts" if chapter is not None and chapter.opened else state


def _words(flow: Flow, edge: Edge) -> str:
    """A condition in words; in a way that stands for all parts, the part itself is "it"."""
    words = str(edge.condition)
    for state in (edge.source, edge.target):
        if _box(flow, state) == "parts":
            words = words.replace(f"{state} has", "it has")
    return words


def _notes(flow: Flow, leg: str) -> Iterator[str]:
    """Yield what leads to a chapter or page beside the arrows."""
    chapter = flow.questionnaire.chapter.get(leg)
    if chapter is not None and chapter.opened:
        return
    to_a_person = flow.questionnaire.to_a_person
    if any(edge.target == leg and edge.condition == to_a_person for edge in flow.edges):
        yield f"{to_a_person} when {to_a_person.in_full()}"
    coming = [edge for edge in flow.edges if edge.target == leg]
    reopened = next((edge for edge in coming if edge.trigger is Trigger.REOPENED), None)
    if reopened is not None:
        yield f"reopened when {reopened.condition}"
    before = flow.way[: flow.way.index(leg)]
    if any(edge.trigger is Trigger.TURNED_TO and edge.source in before for edge in coming):
        yield "may be turned to from before it, too"
