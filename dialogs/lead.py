"""A person the office may want to talk to: what is known of them, what rings, and the red flags on top.

A lead holds values, never finished words: see `dialogs.card_lines`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogs.card_values import deciding, values
from dialogs.cautions import counted_unsure
from dialogs.consented import Consented, Summary
from dialogs.contradictions import contradictions
from dialogs.conversation import Value
from dialogs.deadline import HAS_NO_STAY, STAY_UNTIL, Deadline, deadline_of, deadlines_of
from dialogs.messages import Text, Typed
from dialogs.office import RingRule
from dialogs.own_words import LANGUAGE, Remark
from dialogs.parsing import PartialDate, WorkedOut
from dialogs.parsing.talk import ANY_LANGUAGE, INTERPRETER, OWN_INTERPRETER
from dialogs.parts import residence, sure
from dialogs.parts.card import facts_for_staff, facts_without_points, papers_for_staff
from dialogs.parts.counting import counts_points
from dialogs.place import YES, Wish
from dialogs.pressing import (
    NewEmployer,
    needs_permission_first,
    new_employer,
    new_employer_day,
    stay_gap,
    told_absence,
)
from dialogs.question import Question
from dialogs.situation import Situation
from dialogs.telling import day_shown
from scoring import Category, CategoryScore, Verdict
from scoring.stay.firm import Dependence
from scoring.stay.own_route import is_long_abroad
from scoring.stay.residence_rules import residence_rules
from scoring.stay.statuses import StatusCode

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
        return {
            "day": self.day,
            "ruleset": self.ruleset,
            "category": self.category,
            "categories": {name: list(found) for name, found in self.categories.items()},
            "answers": {name: _plain(value) for name, value in self.answers.items()},
        }

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
    """Everything staff see of a person, derived from what was `consented` to.

    `facts` are lines about what follows from the score: routes and their days, what would help, the state of papers.
    `told` are the answers that have a line of their own by their declaration alone. `ask_employer` are those of the
    unknown that only the employer knows. `values` are the facts with their points, `deciding` what the outcome hangs
    on, `remarks` what was said in the person's own words, `changed` what they said otherwise when they last sent it.
    `counted_for` is the day of the points: another than today's where the work is yet to begin.
    `leaves_open` says that among those not asked are questions on which the outcome hangs.
    `counts_points` is False where what they came for does not depend on points: then none are shown. `falls` says that
    the mark is lost before a decision would come unless they file before; the day stands among the `deadlines`.
    """

    consented: Consented
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
    leaves_open: bool = False
    counts_points: bool = True
    facts: tuple[Text, ...] = ()
    told: tuple[Text, ...] = ()
    ask_employer: tuple[str, ...] = ()
    deadlines: tuple[Text, ...] = ()
    status: Text | None = None
    lives_in: Text | None = None
    talk_language: Text | None = None
    falls: bool = False
    counted_for: date | None = None
    values: tuple[Text, ...] = ()
    deciding: tuple[Text, ...] = ()
    remarks: tuple[Remark, ...] = ()
    changed: tuple[Text, ...] = ()

    @property
    def rings(self) -> bool:
        """Whether it rings in the staff group."""
        return self.consented.rings


def _plain(value: Value) -> Value:
    """Return a value as it comes back from where runs are kept: a list of its own, a sum without its parts."""
    if isinstance(value, list):
        return list(value)
    return int(value) if isinstance(value, WorkedOut) else value


def run_of(situation: Situation) -> Run:
    """The scoring of this moment, as history."""
    return Run(
        day=situation.today.isoformat(),
        ruleset=situation.score.ruleset.id,
        category=situation.category,
        categories={
            c.category.value: (c.total, c.least, c.greatest, c.verdict.value) for c in situation.score.categories
        },
        answers={
            name: answer.value
            for name, answer in situation.answers.items()
            if situation.questionnaire[name].fields or situation.questionnaire[name].brings
        },
    )


def lead_of(situation: Situation) -> Lead:
    """Return the lead that a conversation amounts to now."""
    conversation = situation.conversation
    asks_human = situation.place.wants(Wish.HUMAN) == YES
    scored = situation.is_answered("salary_yen") or conversation.last_run is not None
    now = situation.score.most_promising if scored and counts_points(situation) else None
    return shown(
        situation,
        Consented(
            channel=conversation.channel,
            language=conversation.language,
            source=conversation.source,
            day=situation.today.isoformat(),
            ruleset=situation.score.ruleset.id,
            consent=conversation.consented_to,
            asks_human=asks_human,
            rings=rings(situation, now),
            # Of points that were not asked no zero stands as history either.
            runs=tuple((r[0], r[1], r[2], r[3], r[4]) for r in conversation.history) if now or not scored else (),
            summary=_summary(situation, now, asks_human),
            answers={name: (a.value, a.given_on.isoformat()) for name, a in situation.answers.items()},
        ),
    )


def shown(situation: Situation, consented: Consented) -> Lead:
    """Return what is shown of a lead. `situation` is of the answers consented to, on the day of that."""
    counts = counts_points(situation)
    now = situation.score.most_promising if consented.summary.total is not None and counts else None
    summary = _summary(situation, now, consented.asks_human)
    grows = situation.value("goal") == "family"
    fall = sure.fall(situation, Category(situation.category)) if (now or grows) and situation.category else None
    return Lead(
        consented=consented,
        goal=_text(situation, "goal"),
        residence=_text(situation, "residence"),
        category=summary.category,
        total=summary.total,
        range=summary.range,
        mark=now.pass_mark if now else None,
        verdict=summary.verdict,
        points=tuple((i.id, i.points) for i in now.items if i.points) if now else (),
        not_asked=situation.not_asked() if now else 0,
        leaves_open=situation.leaves_open() if now else False,
        j_skip=summary.j_skip,
        flags=summary.flags,
        unknown=summary.unknown,
        decided_by=now.decided_by if now else (),
        note=_text(situation, "note"),
        name=_text(situation, "name"),
        contact_way=_text(situation, "contact_way"),
        contact=_text(situation, "contact"),
        way=_text(situation, "consultation"),
        half_days=tuple(str(h) for h in _listed(situation.value("half_days"))),
        counts_points=counts,
        facts=_fact_lines(situation) if now else () if counts else tuple(facts_without_points(situation)),
        told=tuple(_told(situation, q) for q in situation.questionnaire if q.on_card and situation.is_answered(q.id)),
        ask_employer=tuple(
            name for name in summary.unknown if name in situation.questionnaire and situation.questionnaire[name].sheet
        ),
        deadlines=_deadlines(situation, fall),
        status=_answer(situation, "status_as_on_card"),
        lives_in=_answer(situation, "lives_in"),
        talk_language=_talk_language(situation),
        falls=fall is not None,
        counted_for=situation.counted_for if now else None,
        values=values(situation, now) if now or not counts else (),
        deciding=deciding(situation, now) if now else (),
        remarks=situation.remarks,
    )


def shown_of_0_1(consented: Consented) -> Lead:
    """Return what is shown of a lead of version 0.1: the values it kept, since it kept no answers."""
    kept, summary = consented.earlier or {}, consented.summary
    return Lead(
        consented=consented,
        goal=kept.get("goal"),
        residence=kept.get("residence"),
        category=summary.category,
        total=summary.total,
        range=summary.range,
        mark=kept.get("mark"),
        verdict=summary.verdict,
        points=tuple((row, points) for row, points in kept.get("points") or ()),
        not_asked=kept.get("not_asked") or 0,
        j_skip=summary.j_skip,
        flags=summary.flags,
        unknown=summary.unknown,
        decided_by=tuple(kept.get("decided_by") or ()),
        note=kept.get("note"),
        name=kept.get("name"),
        contact_way=kept.get("contact_way"),
        contact=kept.get("contact"),
        way=kept.get("way"),
        half_days=consented.half_days,
        facts=tuple(Text.from_json(text) for text in kept.get("facts") or ()),
    )


def _summary(situation: Situation, now: CategoryScore | None, asks_human: bool) -> Summary:
    return Summary(
        category=situation.category,
        total=now.total if now else None,
        range=(now.least, now.greatest) if now else None,
        verdict=now.verdict.value if now else None,
        j_skip=situation.score.j_skip.met if now else None,
        flags=flags_of(situation, now, asks_human),
        unknown=_unknown(situation, now),
    )


def _unknown(situation: Situation, now: CategoryScore | None) -> tuple[str, ...]:
    """Questions that were answered with "I don't know"; and the gates without points that are still open."""
    open_gates = {gate.id for gate in now.gates if gate.met is None} if now else set()
    return tuple(
        q.id
        for q in situation.questionnaire
        if q.id in open_gates or (q.fields and q.id in situation.answers and situation.value(q.id) is None)
    )


def _answer(situation: Situation, question_id: str) -> Text | None:
    """An answer as it is read back, None where there is none that is known."""
    value = situation.value(question_id)
    return None if value is None else situation.shown(situation.questionnaire[question_id], value)


def _deadlines(situation: Situation, fall: Dependence | None) -> tuple[Text, ...]:
    """Return each day by which something must be done, the soonest first."""
    today = situation.today
    found = [
        (due.day.first(), Text("card-deadline" if due.of_stay else "card-deadline-told", {"value": due.shown(today)}))
        for due in deadlines_of(situation)
    ]
    begins = new_employer_day(situation)
    if begins is not None:
        found.append((begins.first(), _of_the_new_employer(situation, begins)))
    gap = stay_gap(situation)
    if gap is not None:
        args = {"until": day_shown(gap.until), "begins": day_shown(gap.begins)}
        found.append((gap.until.first(), Text("card-gap", args)))
    if fall is not None:
        last = date.fromisoformat(str(fall.why.args["last"]))
        left = Text("deadline-left", {"day": last, "count": (last - today).days})
        grown = Text("card-child-until", {"value": left})
        found.append(
            (last, grown if fall.total is None else Text("card-file-by", {"value": left, "total": fall.total}))
        )
    return tuple(text for _, text in sorted(found, key=lambda entry: entry[0]))


def _of_the_new_employer(situation: Situation, begins: PartialDate) -> Text:
    """Return since when a holder works at a new employer, or by when the permission must have come."""
    begun = new_employer(situation) is NewEmployer.BEGUN
    if begun or begins.first() <= situation.today:
        return Text("card-new-employer-since", {"value": day_shown(begins)})
    return Text("card-new-employer-from", {"value": Deadline(begins, of_stay=False).shown(situation.today)})


def _talk_language(situation: Situation) -> Text | None:
    """Return in which language to talk, in the words of staff; None where it was not said."""
    value = situation.value("talk_language")
    if value is None:
        return Text("card-talk-open") if "talk_language" in situation.answers else None
    if value == ANY_LANGUAGE:
        return Text("card-talk-any")
    if value in (INTERPRETER, OWN_INTERPRETER):
        key = "card-talk-interpreter" if value == INTERPRETER else "card-talk-own-interpreter"
        named = [remark.words for remark in situation.remarks if remark.kind == LANGUAGE]
        # For an interpreter somebody must know of which language.
        return Text("card-talk-named", {"how": Text(key), "words": Typed(named[-1])}) if named else Text(key)
    if value in situation.around.languages:
        return Text("card-talk", {"value": Text(f"language-{value}.name")})
    return Text("card-talk", {"value": Text("value-plain", {"text": str(value)})})


def _told(situation: Situation, question: Question) -> Text:
    shown = situation.shown(question, situation.value(question.id))
    return Text("card-answer", {"what": Text(f"{question.text_key}.short"), "value": shown})


def _fact_lines(situation: Situation) -> tuple[Text, ...]:
    """The card's lines of what follows; the card is shown, filed, shown again and ticked with the same."""
    return (
        *situation.following.once(
            ("card", residence.absence_untold(situation)), lambda: tuple(facts_for_staff(situation))
        ),
        *situation.following.once(
            ("papers", *situation.conversation.confirmed), lambda: tuple(papers_for_staff(situation))
        ),
    )


def rings(situation: Situation, now: CategoryScore | None, by: RingRule | None = None) -> bool:
    """Whether the lead rings in the staff group, `by` a rule or else the office's own; others are listed quietly."""
    rule = by or situation.around.office.ringing
    if rule.asks_for_human and situation.questionnaire.to_a_person.holds(situation):
        return True
    due = deadline_of(situation)
    if due is not None and due.is_urgent(situation.today):
        return True
    # Work at a new employer before the permission is unlawful: as little as a deadline it waits for a rule.
    if needs_permission_first(situation):
        return True
    if rule.qualifies and opens_without_points(situation):
        return True
    if now is None:
        return False
    promising = rule.undecided_from_total is not None and now.total >= rule.undecided_from_total
    return (
        (rule.qualifies and now.verdict is Verdict.QUALIFIES)
        or (rule.j_skip and situation.score.j_skip.met is True)
        or (now.verdict is Verdict.UNDECIDED and promising)
    )


def opens_without_points(situation: Situation) -> bool:
    """Return whether somebody who came for permanent residence may file now without points, by a way of their own.

    That is what they came for, as reaching the mark is for others: such a lead rings by the same rule of the office,
    though its verdict, which speaks of points alone, says nothing of it.
    """
    found = residence.residence(situation) if situation.value("goal") == "pr" else None
    return found is not None and any(route.met for route in found.own)


def _may_open_without_points(situation: Situation, said: Collection[str]) -> bool:
    """Return whether such a way is open, or nothing known speaks against one."""
    if situation.value("goal") != "pr":
        return False
    found = residence.residence(situation)
    own = found.own if found is not None else ()
    # Whoever only mentioned a marriage was asked nothing of it: staff ask whose spouse they are.
    not_ruled_out = any(all(gate.met is not False for gate in route.gates) for route in own)
    return not_ruled_out or (not own and "married" in said)


# Flags that a list of many leads shows as well: somebody is in trouble, or waits for a person.
URGENT = frozenset({"expired", "expiry_unclear", "deadline", "asks_human", "new_employer", "new_employer_begun"})


def flags_of(situation: Situation, now: CategoryScore | None, asks_human: bool) -> tuple[str, ...]:
    """What staff must see first, most urgent first."""
    notices = {n.id for n in situation.score.notices} if now else set()
    gates = {g.id: g.met for g in now.gates} if now else {}
    due, said = deadline_of(situation), {remark.kind for remark in situation.remarks}
    change = new_employer(situation)
    holds_hsp = situation.value("residence") == "hsp"
    still_runs = any(day.of_stay and not day.has_passed(situation.today) for day in deadlines_of(situation))
    answers = situation.answers
    known = {
        # A holder of HSP (i) works unlawfully at a new employer before the permission.
        "new_employer_begun": change is NewEmployer.BEGUN,
        "new_employer": change in (NewEmployer.OPEN, NewEmployer.AHEAD),
        "new_employer_free": change is NewEmployer.FREE,
        "expired": situation.value("residence") in HAS_NO_STAY and not still_runs,
        "expiry_unclear": situation.value("residence") in HAS_NO_STAY and still_runs,
        "deadline": due is not None and due.is_urgent(situation.today),
        "stay_gap": stay_gap(situation) is not None,
        "refusal": "refusal" in said,
        "contradiction": any(STAY_UNTIL not in pair for pair in contradictions(answers, situation.today)),
        # Without the work they were permitted for, holders lose their status sooner than others theirs.
        # One matter is flagged once: what is asked for says more than what was only said.
        "job_of_holder": holds_hsp and (("job_lost" in said) or ("job_changed" in said and change is None)),
        "job_lost": not holds_hsp and "job_lost" in said,
        "pregnancy": "pregnancy" in said or situation.value("pregnancy") == "yes",
        # By practice the years in Japan begin anew after a long time abroad (rulebook 14-5).
        "absence": told_absence(situation)
        or is_long_abroad(situation.profile, residence_rules(situation.today).absence),
        "own_route": _may_open_without_points(situation, said),
        "other_status": situation.value("residence") == "other",
        "asks_human": asks_human,
        "below_floor": gates.get("min_salary") is False,
        "services": gates.get("international_services") is False,
        # Whoever holds it already is no find.
        "j_skip": bool(now and situation.score.j_skip.met and situation.profile.status != StatusCode.J_SKIP.value),
        "birthday": bool(notices & {"birthday", "day_before_birthday"}),
        "career_soon": "career_threshold" in notices,
        # The landing criteria of Business Manager were raised on 2025-10-16 and bind (c): staff check them.
        "manager_criteria": situation.category == "c",
        "staff_confirms": bool(now and counted_unsure(now, situation.score.ruleset)),
        MISFITS: bool(notices - {"birthday", "day_before_birthday", "career_threshold", "table_not_checked"}),
    }
    return tuple(name for name, raised in known.items() if raised)


def _text(situation: Situation, question_id: str) -> str | None:
    value = situation.value(question_id)
    return None if value is None else str(value)


def _listed(value: Value) -> list[str]:
    return value if isinstance(value, list) else []
