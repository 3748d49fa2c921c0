"""A person the office may want to talk to: what staff see, what rings, and the red flags on top.

A lead holds values, never finished words, so that the card can be shown in Japanese to staff and in the person's own
language before it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from dialogs.conversation import Value
from dialogs.messages import Text, Typed
from dialogs.office import HalfDay, Office
from dialogs.parts.card import facts_for_staff
from dialogs.place import YES, Wish
from dialogs.question import Question
from dialogs.questionnaires.hsp import for_a_person
from dialogs.view import View, half_day_text
from scoring import CategoryScore, Confidence, Status, Verdict

MISFITS = "facts_disagree"


@dataclass(frozen=True, slots=True)
class Run:
    """One scoring kept as history: the day, the table, and for each category total, range and verdict."""

    day: str
    ruleset: str
    category: str | None
    categories: Mapping[str, tuple[int, int, int, str]]
    answers: Mapping[str, Value]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Run:
        """The reverse of `to_json`."""
        return cls(
            data["day"],
            data["ruleset"],
            data["category"],
            {k: (v[0], v[1], v[2], v[3]) for k, v in data["categories"].items()},
            data["answers"],
        )

    def best(self) -> tuple[str, tuple[int, int, int, str]]:
        """The category asked for; while it is not known, the one with the greatest total (then range)."""
        if self.category is not None:
            return self.category, self.categories[self.category]
        return max(self.categories.items(), key=lambda entry: (entry[1][0], entry[1][2]))


@dataclass(frozen=True, slots=True)
class Lead:
    """Everything staff see of a person. Sealed at rest as a whole.

    `facts` are lines about what follows from the score: routes and their days, what would help, the state of papers.
    `told` are the answers that have a line of their own by their declaration alone.
    `answers` are those it was made of, those that stood, each with the day it was given.
    """

    channel: str
    language: str
    source: str | None
    goal: str | None
    residence: str | None
    category: str | None
    total: int | None
    range: tuple[int, int] | None
    mark: int | None
    verdict: str | None
    points: tuple[tuple[str, int], ...]
    not_asked: int
    j_skip: bool | None
    flags: tuple[str, ...]
    unknown: tuple[str, ...]
    decided_by: tuple[str, ...]
    note: str | None
    name: str | None
    contact_way: str | None
    contact: str | None
    way: str | None
    half_days: tuple[str, ...]
    as_of: str | None
    ruleset: str | None
    runs: tuple[tuple[str, int, int, int, str], ...]
    rings: bool
    facts: tuple[Text, ...] = ()
    told: tuple[Text, ...] = ()
    answers: Mapping[str, tuple[Value, str]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return values | {name: [text.to_json() for text in getattr(self, name)] for name in ("facts", "told")}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Lead:
        """The reverse of `to_json`; keys of other versions are ignored."""
        values: dict[str, Any] = {f.name: data.get(f.name) for f in fields(cls)}
        for name in ("flags", "unknown", "decided_by", "half_days"):
            values[name] = tuple(values[name] or ())
        values["points"] = tuple((row, points) for row, points in values["points"] or ())
        values["not_asked"] = values["not_asked"] or 0
        values["range"] = tuple(values["range"]) if values["range"] else None
        values["runs"] = tuple(tuple(run) for run in values["runs"] or ())
        values["answers"] = {name: (value, day) for name, (value, day) in (values["answers"] or {}).items()}
        for name in ("facts", "told"):
            values[name] = tuple(Text.from_json(text) for text in values[name] or ())
        return cls(**values)


def run_of(view: View) -> Run:
    """The scoring of this moment, as history."""
    return Run(
        day=view.today.isoformat(),
        ruleset=view.ruleset.id,
        category=view.category,
        categories={c.category.value: (c.total, c.least, c.greatest, c.verdict.value) for c in view.score.categories},
        answers={name: answer.value for name, answer in view.answers.items() if view.questionnaire[name].fields},
    )


def lead_of(view: View) -> Lead:
    """The lead a conversation amounts to. A person who never reached a score has none: unknown is not zero."""
    conversation = view.conversation
    run = Run.from_json(conversation.last_run) if conversation.last_run else None
    scored = view.is_answered("salary_yen") or run is not None
    now = view.score.most_promising if scored else None
    return Lead(
        channel=conversation.channel,
        language=conversation.language,
        source=conversation.source,
        goal=_text(view, "goal"),
        residence=_text(view, "residence"),
        category=view.category,
        total=now.total if now else None,
        range=(now.least, now.greatest) if now else None,
        mark=now.pass_mark if now else None,
        verdict=now.verdict.value if now else None,
        points=tuple((i.id, i.points) for i in now.items if i.points) if now else (),
        not_asked=view.not_asked() if now else 0,
        j_skip=view.score.j_skip.met if now else None,
        flags=flags_of(view, now),
        unknown=tuple(
            q.id for q in view.questionnaire if q.fields and q.id in view.answers and view.value(q.id) is None
        ),
        decided_by=now.decided_by if now else (),
        note=_text(view, "note"),
        name=_text(view, "name"),
        contact_way=_text(view, "contact_way"),
        contact=_text(view, "contact"),
        way=_text(view, "consultation"),
        half_days=tuple(str(h) for h in _listed(view.value("half_days"))),
        as_of=view.today.isoformat() if now else None,
        ruleset=view.ruleset.id if now else None,
        runs=tuple((r[0], r[1], r[2], r[3], r[4]) for r in conversation.history),
        rings=rings(view, now),
        facts=_facts(view) if now else (),
        told=tuple(_told(view, q) for q in view.questionnaire if q.on_card and view.is_answered(q.id)),
        answers={name: (a.value, a.given_on.isoformat()) for name, a in view.answers.items()},
    )


def _told(view: View, question: Question) -> Text:
    shown = view.shown(question, view.value(question.id))
    return Text("card-answer", {"what": Text(f"{question.text_key}.short"), "value": shown})


def _facts(view: View) -> tuple[Text, ...]:
    """The card's lines of what follows; the card is shown, filed and filed again with the same."""
    return view.following.once(("card", *view.conversation.confirmed), lambda: tuple(facts_for_staff(view)))


def rings(view: View, now: CategoryScore | None) -> bool:
    """Whether the lead rings in the staff group, by the office's own rule; others are listed quietly."""
    rule = view.around.office.ringing
    if rule.asks_for_human and for_a_person.holds(view):
        return True
    if now is None:
        return False
    promising = rule.undecided_from_total is not None and now.total >= rule.undecided_from_total
    return (
        (rule.qualifies and now.verdict is Verdict.QUALIFIES)
        or (rule.j_skip and view.score.j_skip.met is True)
        or (now.verdict is Verdict.UNDECIDED and promising)
    )


def flags_of(view: View, now: CategoryScore | None) -> tuple[str, ...]:
    """What staff must see first, most urgent first."""
    notices = {n.id for n in view.score.notices} if now else set()
    gates = {g.id: g.met for g in now.gates} if now else {}
    known = {
        "expired": view.value("residence") == "expired",
        "other_status": view.value("residence") == "other",
        "asks_human": view.place.wants(Wish.HUMAN) == YES,
        "below_floor": gates.get("min_salary") is False,
        "services": gates.get("international_services") is False,
        "j_skip": bool(now and view.score.j_skip.met),
        "birthday": bool(notices & {"birthday", "day_before_birthday"}),
        "career_soon": "career_threshold" in notices,
        # The landing criteria of Business Manager were raised on 2025-10-16 and bind (c): staff check them.
        "manager_criteria": view.category == "c",
        "staff_confirms": bool(
            now and any(i.status is Status.SCORED and i.confidence is Confidence.STAFF_CONFIRMS for i in now.items)
        ),
        MISFITS: bool(notices - {"birthday", "day_before_birthday", "career_threshold", "table_not_checked"}),
    }
    return tuple(name for name, raised in known.items() if raised)


def card(lead: Lead, office: Office, language: str, *, number: int | None = None) -> tuple[Text, ...]:
    """The lead card, line by line, red flags first; the same for staff and for the person who is asked for leave."""
    lines = [Text("card-title", {"number": f" #{number}" if number else ""})]
    lines += [Text("card-flag", {"flag": Text(f"flag-{flag.replace('_', '-')}")}) for flag in lead.flags]
    lines.append(_line("name", Typed(lead.name) if lead.name else None))
    lines.append(_line("language", Text(f"language-{lead.language}")))
    lines.append(_line("goal", _choice("goal", lead.goal)))
    lines.append(_line("residence", _choice("residence", lead.residence)))
    if lead.total is not None and lead.range is not None:
        category = Text(f"category-{lead.category}") if lead.category else None
        lines.append(_line("category", category))
        lines.append(
            Text(
                "card-total",
                {"total": lead.total, "least": lead.range[0], "greatest": lead.range[1], "mark": lead.mark or 0},
            )
        )
        lines.append(_line("verdict", Text(f"verdict-{lead.verdict}.label")))
        if lead.points:
            counted = tuple(
                Text("card-point", {"label": Text(f"item-{row.replace('_', '-')}.short"), "points": points})
                for row, points in lead.points
            )
            lines.append(_line("points", Text("list", {"items": counted})))
        lines.append(_line("unknown", _shorts(lead.unknown)))
        if lead.not_asked:
            lines.append(Text("card-not-asked", {"count": lead.not_asked}))
        lines.append(Text("card-as-of", {"day": date.fromisoformat(str(lead.as_of)), "ruleset": str(lead.ruleset)}))
    else:
        lines.append(Text("card-not-scored"))
    lines += lead.facts
    if lead.note:
        lines.append(_line("note", Typed(lead.note)))
    lines += lead.told
    lines.append(_line("consultation", _consultation(lead, office, language)))
    lines.append(_line("contact", _contact(lead)))
    if lead.source:
        lines.append(_line("source", lead.source))
    if len(lead.runs) > 1:
        past = tuple(
            Text(
                "card-run",
                {
                    "day": date.fromisoformat(r[0]),
                    "total": r[1],
                    "least": r[2],
                    "greatest": r[3],
                    "verdict": Text(f"verdict-{r[4]}.label"),
                },
            )
            for r in lead.runs[:-1][-5:]
        )
        lines.append(Text("card-runs", {"runs": past}))
    return tuple(lines)


def _line(name: str, value: Text | str | None) -> Text:
    return Text(f"card-{name}", {"value": Text("value-unknown") if value is None else value})


def _choice(question_id: str, value: str | None) -> Text | None:
    return Text(f"c-{question_id}-{value}") if value else None


def _shorts(question_ids: Sequence[str]) -> Text:
    if not question_ids:
        return Text("card-nothing")
    return Text("list", {"items": tuple(Text(f"q-{q}.short") for q in question_ids)})


def _consultation(lead: Lead, office: Office, language: str) -> Text:
    if lead.way is None and not lead.half_days:
        return Text("card-consultation-none")
    way = office.way(lead.way) if lead.way else None
    halves = [h for h in (HalfDay.parse(text) for text in lead.half_days) if h is not None]
    return Text(
        "card-consultation-wish",
        {
            "way": office.in_language(way.label, language) if way else Text("value-unknown"),
            "when": Text("list", {"items": tuple(half_day_text(h) for h in halves)})
            if halves
            else Text("card-any-time"),
        },
    )


def _contact(lead: Lead) -> Text:
    if lead.contact:
        return Text(f"card-contact-{lead.contact_way}", {"text": Typed(lead.contact)})
    # Without a number or an address, or with "any way", there is this chat.
    return Text("card-contact-here")


def _text(view: View, question_id: str) -> str | None:
    value = view.value(question_id)
    return None if value is None else str(value)


def _listed(value: Value) -> list[str]:
    return value if isinstance(value, list) else []
