"""What follows from a set of answers on a day: computed once, for every situation of a turn and for later turns.

The law, the day, the answers and what the office has checked decide it, and nothing else: names, contacts and wishes
are not part of it. It is kept in memory alone, for the `MOST_KEPT` sets of answers used last, and dropped when a person
is erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from dialogs.answers import category_of, profile_from
from dialogs.checked import as_checked
from dialogs.conversation import Answer, Value
from dialogs.office import Checked
from dialogs.past import BEGUN, STARTS, supposed, with_history
from dialogs.questionnaire import Questionnaire
from scoring import (
    Category,
    CategoryRules,
    Profile,
    Ruleset,
    Score,
    deciding_facts,
    j_skip_facts,
    open_facts,
    ruleset_for,
    score,
)
from scoring.calendar import years_before
from scoring.stay.deciding import at_the_beginning, deciding
from scoring.stay.manager import ManagerConditions, manager_conditions
from scoring.stay.own_route import OwnRoute, is_long_abroad, own_routes
from scoring.stay.residence import Residence, permanent_residence
from scoring.stay.residence_rules import residence_rules
from scoring.stay.starts import Start, starts_needed
from scoring.stay.statuses import BEFORE_WORK, StatusCode, status_of

MOST_KEPT = 512
# Goals whose answer is of another day than today's points, or of other facts.
_OWN_DAY = frozenset({"pr", "hsp2", "family"})
_MOST_YEARS = 3
# Of these nobody asks for a marriage: who is abroad, permanent, or here as the family of a worker; of no known status.
_WITHOUT_MARRIAGE = frozenset({None, StatusCode.ABROAD, StatusCode.PERMANENT, StatusCode.DEPENDENT, StatusCode.SPOUSE})
# Kept beside the score for one set of answers: lines of its pages, and of the card for each state of its papers.
_MOST_BESIDE = 16
# A question's id and its answer, as a part of the cache key.
Given = tuple[str, "str | int | bool | tuple[str, ...] | None"]
Told = tuple[Given, ...]
T = TypeVar("T")


class Following:
    """All that follows from answers that stand on a day.

    Built only from its cache key, so nothing else can influence it.
    """

    def __init__(self, day: date, told: Told, checked: frozenset[Checked] = frozenset()) -> None:
        self.today = day
        self.checked = checked
        self._answers = {name: Answer(list(v) if isinstance(v, tuple) else v, day) for name, v in told}
        self._beside: dict[object, object] = {}

    def value(self, question_id: str) -> Value:
        """Return an answer that stands; None without one."""
        answer = self._answers.get(question_id)
        return None if answer is None else answer.value

    def is_answered(self, question_id: str) -> bool:
        """Return whether there is an answer that stands, "I don't know" included."""
        return question_id in self._answers

    @property
    def goal(self) -> str | None:
        """What the person came for."""
        goal = self.value("goal")
        return None if goal is None else str(goal)

    @cached_property
    def profile(self) -> Profile:
        """Return the facts as of the day; an answer that does not stand counts as not known."""
        return profile_from(self._answers, self.today)

    @cached_property
    def _beginning(self) -> tuple[Profile, date]:
        if status_of(self.profile.status) not in BEFORE_WORK:
            return self.profile, self.today
        return at_the_beginning(self.profile, self.today)

    @property
    def counted_for(self) -> date:
        """The day for which points are counted: when the work begins, for those who do not do it yet."""
        return self._beginning[1]

    @property
    def counted(self) -> Profile:
        """The facts of the day for which points are counted."""
        return self._beginning[0]

    @cached_property
    def ruleset(self) -> Ruleset:
        """The law of the day for which points are counted, as sure as the office has made it."""
        return law_on(self.counted_for, self.checked)

    @cached_property
    def tables(self) -> tuple[CategoryRules, ...]:
        """The tables this person is scored by: one, or all three while the activity is not known."""
        category = category_of(self._answers)
        return tuple(self.ruleset.categories[c] for c in ([category] if category else Category))

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """The totals this person's goal asks for."""
        if self.goal == "pr" and self.ruleset.permanent_residence_marks:
            return self.ruleset.permanent_residence_marks
        return (self.tables[0].pass_mark,)

    @cached_property
    def own_ways(self) -> tuple[OwnRoute, ...]:
        """Ways to permanent residence without points that are open, or will be, to who came for that."""
        if self.goal != "pr" or status_of(self.profile.status) is StatusCode.SPOUSE:
            # Of that choice of earlier versions nobody knows which status it was.
            return ()
        profile = self.profile
        if profile.status is None and self._holds:
            profile = profile.with_facts(status=StatusCode.HSP1B.value)
        return own_routes(profile, as_of=self.today, rules=residence_rules(self.today))

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Profile fields, not known, that can still change the answer to what the person came for.

        Who has a way of their own is asked what that hangs on, and for points only if they wish.
        """
        return frozenset(self._of_the_own_way()) if self.own_ways else self.deciding_by_points

    def _of_the_own_way(self) -> Iterator[str]:
        """Yield what is not told yet of the days from which the years of a way of one's own run."""
        if any(way.met for way in self.own_ways):
            yield from self._of_the_absence()
            return
        asked = {name for way in self.own_ways for name in way.ask}
        told = {field for question, field in BEGUN.items() if self.is_answered(question)}
        yield from (field for field in dict.fromkeys(BEGUN.values()) if field in asked and field not in told)
        yield from self._of_a_marriage()

    def _of_a_marriage(self) -> Iterator[str]:
        """Yield the marriage that opens a way of its own, whatever the status, while nobody asked for it."""
        known = self._holds or status_of(self.profile.status) not in _WITHOUT_MARRIAGE
        if known and not self.is_answered("married_since"):
            yield "married_since"

    @cached_property
    def deciding_by_points(self) -> frozenset[str]:
        """Profile fields, not known, that can still change the answer as far as points give it."""
        status = status_of(self.profile.status)
        # Of which kind it is, every duty and every next step of a holder hangs on.
        found = {"status"} if self._holds and status is None else set()
        if status is StatusCode.PERMANENT and self.goal is not None:
            return frozenset()
        if self.goal in _OWN_DAY or status in BEFORE_WORK:
            found.update(self._of_the_goal())
            if not found and self.goal == "pr" and self._opens_by_points():
                found.update(self._of_the_absence())
            return frozenset(found)
        for table in self.tables:
            found.update(deciding_facts(self.profile, self.today, table, self.marks))
            found.update(j_skip_facts(self.profile, table))
        return frozenset(found)

    def _of_the_goal(self) -> Iterator[str]:
        """Yield what decides a goal that is answered for a day of its own."""
        for table in self.tables:
            profile = supposed(self, table.category) if self.goal == "pr" else self.profile
            if profile.status is None and self._holds:
                # What decides is the same for every kind of HSP (i), which most hold.
                profile = profile.with_facts(status=StatusCode.HSP1B.value)
            yield from deciding(profile.with_facts(category=table.category), self.goal, self.today)
        if status_of(self.profile.status) in BEFORE_WORK and self.profile.work_begins is None:
            # Age and years count on that day: another total, though perhaps the same answer.
            yield "work_begins"
        if self.goal == "pr":
            yield from self._of_a_marriage()
            yield from self._of_the_stay()

    def _of_the_absence(self) -> Iterator[str]:
        """Yield the time abroad, of which "open now" hangs on it: a long one may start the years in Japan anew."""
        if is_long_abroad(self.profile, residence_rules(self.today).absence):
            return
        yield from (name for name in ("longest_trip_days", "days_abroad_a_year") if not self.is_answered(name))

    def _of_the_stay(self) -> Iterator[str]:
        """Yield the days from which the years for permanent residence run, which every route asks for."""
        profile, status = self.profile, status_of(self.profile.status)
        if status in (StatusCode.ABROAD, StatusCode.PERMANENT):
            return
        held = profile.status_since if self._holds else None
        if self._holds and held is None:
            yield "status_since"
        if profile.in_japan_since is None and (held is None or held > years_before(self.today, _MOST_YEARS)):
            yield "in_japan_since"

    def _opens_by_points(self) -> bool:
        """Return whether a route by points is known to be open today."""
        return self._by_points is not None and any(route.met for route in self._by_points.routes)

    @cached_property
    def _by_points(self) -> Residence | None:
        """Permanent residence as the facts of all days are told; None while the kind of work is not known."""
        category = category_of(self._answers)
        if category is None:
            return None
        return permanent_residence(with_history(self, category), category, as_of=self.today)

    @cached_property
    def manager(self) -> ManagerConditions | None:
        """How the criteria for managers stand; None of who manages no company."""
        if category_of(self._answers) is not Category.C:
            return None
        return manager_conditions(self.profile, as_of=self.today)

    @property
    def _holds(self) -> bool:
        """Whether the person holds a highly skilled status, of whatever kind."""
        return self.value("residence") == "hsp"

    @cached_property
    def starts(self) -> tuple[Start, ...]:
        """Since when facts are so, as far as it still decides a route to permanent residence, most first.

        Empty while the kind of work is not known, and once a route is known to be open.
        """
        category = category_of(self._answers)
        if category is None or status_of(self.profile.status) in (StatusCode.ABROAD, StatusCode.PERMANENT):
            # Of who is abroad no year of stay has begun, so no earlier day is looked back to.
            return ()
        profile, result = with_history(self, category), self._by_points
        if result is None or any(r.met for r in result.routes) or any(way.met for way in result.own):
            return ()
        begun = min((day for day in (profile.status_since, profile.in_japan_since) if day is not None), default=None)
        # While the mark of today is not sure, other answers decide first.
        held = [route for route in result.routes if route.mark and route.gate("points_at_filing").met]
        looked = [(r.years, max(r.look_back, begun or r.look_back), r.mark) for r in held if r.mark]
        for _, day, mark in sorted(set(looked)):
            found = starts_needed(profile, category, as_of=self.today, look_back=day, mark=mark)
            if found:
                return tuple(replace(s, before=s.before or s.field in self._begun) for s in found)
        return ()

    @cached_property
    def _begun(self) -> frozenset[str]:
        """The facts of which a first day was told."""
        return frozenset(
            name for question, names in STARTS.items() if self.value(question) is not None for name in names
        )

    @cached_property
    def open(self) -> frozenset[str]:
        """Profile fields, not known, that can still change any line."""
        return frozenset(name for table in self.tables for name in open_facts(self.counted, self.counted_for, table))

    @cached_property
    def score(self) -> Score:
        """The score of the facts, on the day for which points are counted."""
        return score(self.counted, as_of=self.counted_for, ruleset=self.ruleset)

    def once(self, what: object, make: Callable[[], T]) -> T:
        """Return another result of the answers, computed once; `what` names it and all else it depends on."""
        if what not in self._beside:
            if len(self._beside) >= _MOST_BESIDE:
                self._beside.clear()
            self._beside[what] = make()
        found: T = self._beside[what]  # type: ignore[assignment]  # kept under one name, made by one function
        return found


def law_on(day: date, checked: frozenset[Checked]) -> Ruleset:
    """The law in force on a day, as sure as the office has made it."""
    return as_checked(ruleset_for(day), checked)


@lru_cache(maxsize=MOST_KEPT)
def following(
    _questionnaire: Questionnaire, day: date, told: Told, checked: frozenset[Checked] = frozenset()
) -> Following:
    """What follows from answers on a day, kept for the sets of answers looked at last."""
    return Following(day, told, checked)


def forget() -> None:
    """Empty the cache: a person is being erased, and their facts may be in it."""
    following.cache_clear()
