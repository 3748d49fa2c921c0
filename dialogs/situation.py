"""What a conversation amounts to at one moment: facts, what still matters, and the choices that depend on the day.

Made for one look and thrown away; conditions and kinds read it. What follows from the answers is kept apart from it
(`dialogs.following`), so that looking again costs little.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType

from dialogs.abilities import Abilities, HowReached
from dialogs.answers import category_of
from dialogs.conversation import Answer, Conversation, Value
from dialogs.errors import UnknownQuestion
from dialogs.following import Following, Told, following, law_on
from dialogs.kinds.kind import NONE
from dialogs.messages import Text
from dialogs.office import MOST_HALF_DAYS, HalfDay, IsHoliday, Office, half_days, typical_reply
from dialogs.own_words import OWN_WORDS, Remark
from dialogs.parsing import PartialDate
from dialogs.past import BEFORE, STARTS
from dialogs.place import GO_ON, Place, Wish
from dialogs.ports import NOTHING_FULL, World
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.standing import Standing, standing
from dialogs.telling import MONTHS
from scoring import (
    Category,
    CategoryRules,
    Profile,
    Ruleset,
    Score,
    age_band,
    completed_years,
    months_later,
    ruleset_for,
)

BIRTHDAY_MONTHS_AHEAD = 3
# Words, as those of the months: a text chooses by them.
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Surroundings:
    """What does not change from turn to turn: the office, its holidays, the languages.

    `translates` says that a machine translates what clients and staff write to each other. `links` is what the
    addresses begin with that we hand out; None where we hand out none. `channels` are those by which clients reach us,
    by their names, and what each can do. `terms` gives the digest of what people agree to, by language.
    """

    office: Office
    holiday: IsHoliday
    languages: tuple[str, ...]
    translates: bool = False
    links: str | None = None
    channels: Mapping[str, Abilities] = field(default_factory=dict, hash=False)
    terms: Callable[[str], str] | None = field(default=None, hash=False, compare=False)

    def is_on_pages(self, *names: str) -> bool:
        """Return whether these channels, by their names, reach a person only at a page that they come back to."""
        known = [self.channels[name] for name in names if name in self.channels]
        return bool(known) and all(one.reached is HowReached.PAGE for one in known)

    def hinted(self, language: str | None) -> str | None:
        """Return the language that a messenger hints at ("pt-br"), where there are words in it."""
        hint = (language or "").partition("-")[0]
        return hint if hint in self.languages else None

    def languages_by(self, channel: str) -> Sequence[tuple[str, Text]]:
        """The languages to choose from in a channel: those whose letters it can show."""
        can = self.channels.get(channel)
        shown = None if can is None else can.languages
        return [choice for choice in self.language_choices if shown is None or choice[0] in shown]

    @cached_property
    def language_choices(self) -> Sequence[tuple[str, Text]]:
        """The languages to choose from, each with its name."""
        return tuple((code, Text(f"language-{code}")) for code in self.languages)


@dataclass(frozen=True, slots=True)
class _Basis:
    """The answers that stand, with what follows from them."""

    standing: Standing
    following: Following


class _Last:
    """What all looks at one conversation and moment share: what was worked out last, in whichever of them."""

    __slots__ = ("basis",)

    def __init__(self) -> None:
        self.basis: _Basis | None = None


class Situation:
    """A conversation at a moment. `now` is aware; the day is the day at the office.

    `is_sent` is of the answers of a lead: they are read as they were sent, and nothing is asked again.
    """

    def __init__(
        self,
        conversation: Conversation,
        questionnaire: Questionnaire,
        around: Surroundings,
        now: datetime,
        world: World = NOTHING_FULL,
        *,
        is_sent: bool = False,
    ) -> None:
        self.conversation = conversation
        self.questionnaire = questionnaire
        self.around = around
        self.now = now
        self.world = world
        self.is_sent = is_sent
        self._last = _Last()

    @cached_property
    def today(self) -> date:
        """The day at the office: the law is applied by it."""
        return self.now.astimezone(self.around.office.zone).date()

    @property
    def place(self) -> Place:
        """Where the person stands."""
        return self.conversation.place

    @cached_property
    def standing(self) -> Standing:
        """The answers that stand, as they are when they are first asked for."""
        return self._basis.standing

    @property
    def following(self) -> Following:
        """What follows from the answers that stand; shared with the situations around it."""
        return self._basis.following

    @cached_property
    def _basis(self) -> _Basis:
        last = self._last.basis
        if last is not None and last.standing.is_of(self.conversation):
            return last
        found = standing(self.conversation, self.questionnaire, self)
        told = self._told(found.answers)
        basis = _Basis(found, following(self.questionnaire, self.today, told, self.around.office.checked))
        self._last.basis = basis
        return basis

    def _told(self, answers: Mapping[str, Answer]) -> Told:
        """The answers that facts follow from."""
        return tuple(
            (name, tuple(answer.value) if isinstance(answer.value, list) else answer.value)
            for name, answer in answers.items()
            if self.questionnaire.brings_facts(name)
        )

    def following_on(self, day: date) -> Following:
        """Return what follows on another day from the answers that stand today. It is not kept."""
        return Following(day, self._told(self.answers), self.around.office.checked)

    # Asked for with every question of every turn.
    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The answers that stand."""
        return self.standing.answers

    def value(self, question_id: str) -> Value:
        """Return the value of an answer that stands; None when there is none, or it is not known.

        Raises `UnknownQuestion` for an id no question has: a slip would read as an answer that is not there.
        """
        answer = self.answers.get(question_id)
        if answer is None:
            self._known(question_id)
            return None
        return answer.value

    def _known(self, question_id: str) -> None:
        if question_id not in self.questionnaire:
            raise UnknownQuestion(question_id, self.questionnaire.by_id)

    def is_answered(self, question_id: str) -> bool:
        """Return whether a question has an answer that stands ("I don't know" counts), or a wish that was made.

        Raises `UnknownQuestion` as `value` does.
        """
        if question_id in self.answers or question_id in self.place.wishes:
            return True
        self._known(question_id)
        return False

    def was_answered(self, question_id: str) -> bool:
        """Return whether a question was answered before, even if the answer is to be confirmed again."""
        if self.standing.told(question_id) is not None or question_id in self.place.wishes:
            return True
        self._known(question_id)
        return False

    def accepts(self, question_id: str, value: Value) -> bool:
        """Return whether a stored value is one today's questions can have; another version may have asked otherwise."""
        question = self.questionnaire.by_id.get(question_id)
        return question is not None and (value is None or question.kind.accepts(value, self))

    @property
    def agrees_today(self) -> bool:
        """Whether the text of consent that was agreed to is today's: agreed to another text is not agreed."""
        conversation = self.conversation
        if conversation.consented_to != self.questionnaire.version:
            return False
        language, _, digest = conversation.consented_text.partition(".")
        if not digest or self.around.terms is None:
            # Nothing is known of the words beside their version.
            return True
        return language in self.around.languages and self.around.terms(language) == digest

    @property
    def terms(self) -> str:
        """The text of consent as it reads today in the person's language, as it is kept with the answer."""
        terms, language = self.around.terms, self.conversation.language
        return "" if terms is None else f"{language}.{terms(language)}"

    @cached_property
    def ruleset(self) -> Ruleset:
        """The law in force today, whatever was answered."""
        return law_on(self.today, self.around.office.checked)

    @property
    def profile(self) -> Profile:
        """The facts as of today."""
        return self.following.profile

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the person said in their own words, oldest first."""
        kept = self.value(OWN_WORDS)
        return tuple(map(Remark.of, kept)) if isinstance(kept, list) else ()

    @cached_property
    def category(self) -> str | None:
        """The category being asked for, as a letter; None while it is not known."""
        category = category_of(self.answers)
        return category.value if category else None

    @property
    def tables(self) -> tuple[CategoryRules, ...]:
        """The tables this person is scored by: one, or all three while the activity is not known."""
        return self.following.tables

    @property
    def marks(self) -> tuple[int, ...]:
        """The totals this person's goal asks for."""
        return self.following.marks

    @property
    def counted_for(self) -> date:
        """The day for which points are counted: when the work begins, for those who do not do it yet."""
        return self.following.counted_for

    @property
    def counted(self) -> Profile:
        """The facts of that day."""
        return self.following.counted

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Profile fields, not known, that can still change the answer to what the person came for."""
        found = self.following.deciding
        return found | self.following.deciding_by_points if self.wants_points_too else found

    @property
    def wants_points_too(self) -> bool:
        """Whether somebody with a way without points asked to have their points counted beside it."""
        return bool(self.following.own_ways) and self.place.wants(Wish.THOROUGH) == GO_ON

    @property
    def asks_points(self) -> bool:
        """Whether points are asked for: of who has a way without them only on their wish."""
        return not self.following.own_ways or self.wants_points_too

    @property
    def has_counted_points(self) -> bool:
        """Whether the points say anything of what the person came for: of who has a way without them, once all that
        decides them was asked."""
        return not self.following.own_ways or not self._points_not_asked()

    def _points_not_asked(self) -> int:
        """Return how many questions decide the points of somebody with a way without them, and have no answer."""
        deciding = self.following.deciding_by_points
        interview = (q for q in self.questionnaire.questions if q.fields or "category" in q.brings)
        return sum(
            not self.is_answered(q.id) and ("category" in q.brings or not deciding.isdisjoint(q.fields))
            for q in interview
        )

    def needs_start(self, fields: Collection[str], *, before: bool = False) -> bool:
        """Return whether it still decides since when one of these facts is so; with `before`, how it was before."""
        return any(start.field in fields and start.before is before for start in self.following.starts)

    @cached_property
    def open(self) -> frozenset[str]:
        """Profile fields, not known, that can still change any line."""
        return self.following.open

    def matters(self, fields: Sequence[str]) -> bool:
        """Return whether a question bringing these fields is worth asking; what is to be confirmed again, is."""
        if not self.deciding.isdisjoint(fields):
            return True
        again = self.conversation.again
        thorough = self.place.wants(Wish.THOROUGH) == GO_ON and not self.following.own_ways
        if not thorough and not (
            again and any(q is not None and q.id in again for q in map(self.questionnaire.of_field, fields))
        ):
            return False
        return not self.open.isdisjoint(fields)

    def decides(self, question: Question) -> bool:
        """Return whether an answer can still change the answer to what the person came for."""
        if question.id in STARTS or question.id in BEFORE:
            # No other goal asks it; whether it still matters, the question itself says.
            return self.following.goal == "pr"
        return not self.deciding.isdisjoint(question.brings or question.fields)

    def not_asked(self) -> int:
        """Return how many questions without an answer could still change a line, though not the outcome; beside a way
        without points, those that decide the points."""
        if self.following.own_ways:
            return self._points_not_asked()
        return sum(
            not self.is_answered(q.id) and not self.open.isdisjoint(q.fields) for q in self.questionnaire.scored()
        )

    def leaves_open(self) -> bool:
        """Return whether a question that can still change the outcome was not asked: the interview was left before."""
        return any(
            not self.is_answered(q.id) and not self.deciding.isdisjoint(q.fields) for q in self.questionnaire.scored()
        )

    def can_stop_early(self) -> bool:
        """Return whether the answer is proved while questions that could change lines are still unasked.

        Where a way without points is open, points can change nothing.
        """
        if self.following.own_ways:
            return self.not_asked() > 0 and not any(way.met for way in self.following.own_ways)
        return any(
            not self.is_answered(q.id) and not self.open.isdisjoint(q.fields) and q.applies_when.true_of(self.answers)
            for q in self.questionnaire.scored()
        )

    @property
    def score(self) -> Score:
        """The score of today's facts."""
        return self.following.score

    def settles_age(self, birth: PartialDate) -> bool:
        """Whether every day the date can mean lies in one age band, today and until birthdays stop being near."""
        if birth.day is not None:
            return True
        days = (self.today, months_later(self.today, BIRTHDAY_MONTHS_AHEAD))
        table = ruleset_for(self.today).categories[Category.B]
        return len({age_band(table, completed_years(b, d)) for b in (birth.first(), birth.last()) for d in days}) == 1

    @property
    def lives_abroad(self) -> bool:
        """Whether the person said that they are not in Japan yet."""
        return self.value("residence") == "abroad"

    @property
    def lives_in_japan(self) -> bool:
        """Whether the person named what they stay in Japan as, or until which day."""
        told = self.value("residence"), self.value("stay_until")
        return not self.lives_abroad and any(value not in (None, NONE) for value in told)

    def choices(self, source: str) -> Sequence[tuple[str, Text]]:
        """Values and labels of a list that the office or the moment gives."""
        if source == "languages":
            return self.around.languages_by(self.conversation.channel)
        if source == "talk_languages":
            return [(code, self._language_named(code)) for code in self.around.office.languages]
        if source == "consultation_ways":
            return [(way.id, self.office_text(way.label)) for way in self.around.office.consultation_ways]
        if source == "half_days":
            free = self._free_half_days()
            return [(half.id, half_day_text(half, self._named_by(half, free))) for half in free]
        raise KeyError(source)

    def _language_named(self, code: str) -> Text:
        """A language of the staff by its name, where we have that; else by its code."""
        return Text(f"language-{code}") if code in self.around.languages else Text("value-plain", {"text": code})

    def _free_half_days(self) -> list[HalfDay]:
        """The next half-days that can be wished for, without those that can take no more wishes."""
        office, holiday = self.around.office, self.around.holiday
        # Counted from when staff can first read the wish, so that no wish is for a morning that staff see too late.
        seen = typical_reply(office, self.now, holiday) or self.now
        sought = MOST_HALF_DAYS
        while True:
            found = half_days(office, seen, holiday, limit=sought)
            full = self.world.full(found)
            free = [half for half in found if half not in full]
            if len(free) >= MOST_HALF_DAYS or len(found) < sought:
                return free[:MOST_HALF_DAYS]
            sought *= 2

    def _named_by(self, half: HalfDay, free: Sequence[HalfDay]) -> Mapping[str, str]:
        """Return by which words a half-day is meant: the next of its weekday by that alone, others by their week."""
        next_one = next(other.day for other in free if other.day.weekday() == half.day.weekday())
        week = (half.day - self.today + timedelta(days=self.today.weekday())).days // 7
        return {
            "nearest": "yes" if half.day == next_one else "no",
            "week": ("this", "next")[week] if week < 2 else "later",
        }

    def missed(self, source: str, value: str) -> Text | None:
        """Why a choice is not in a list any more; None where it was never in it."""
        half = HalfDay.parse(value) if source == "half_days" else None
        if half is None:
            return None
        return Text(
            "half-day-taken" if self.world.full((half,)) else "half-day-over", {"half_day": half_day_text(half)}
        )

    def is_gone(self, source: str, value: str) -> bool:
        """Return whether a choice made earlier is gone: its day is over, or others have it.

        One that is only no longer offered (tomorrow morning) still stands.
        """
        half = HalfDay.parse(value) if source == "half_days" else None
        return half is not None and (half.day < self.today or bool(self.world.full((half,))))

    def office_text(self, texts: Mapping[str, str]) -> Text:
        """One of the office's own texts in the person's language."""
        return Text("value-plain", {"text": self.around.office.in_language(texts, self.conversation.language)})

    def shown(self, question: Question, value: Value) -> Text:
        """A value as it is read back; "I don't know" in its own words."""
        if value is None:
            return Text("value-unknown")
        return question.kind.shown(question.id, value, self)

    def again(self) -> Situation:
        """Return the same conversation and moment looked at afresh, after something changed."""
        fresh = Situation(
            self.conversation, self.questionnaire, self.around, self.now, self.world, is_sent=self.is_sent
        )
        fresh._last = self._last
        return fresh


def half_day_text(half: HalfDay, named_by: Mapping[str, str] = MappingProxyType({})) -> Text:
    """A half-day in words, short enough for a button on a phone: weekday, date, month and part.

    `named_by` says by which words it may be typed, where it can be.
    """
    weekday, month = WEEKDAYS[half.day.weekday()], MONTHS[half.day.month - 1]
    shown = {"weekday": weekday, "date": str(half.day.day), "month": month, "part": half.part}
    return Text("half-day", {**shown, **named_by})
