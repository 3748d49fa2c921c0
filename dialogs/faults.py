"""What a questionnaire refuses at construction, by name and early: whatever could never work as it is declared.

A name that is misspelt would not fail later, it would say nothing: a condition never holds, a fact stays unknown, a
button finds no place. So every name is looked up here, and what an answer brings is tried with answers of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dialogs.answers import facts_of
from dialogs.conditions import NOBODY, Condition, Declared
from dialogs.kinds import YesNo
from dialogs.marks import NAME, ROW_YES, fits, of_overlay, of_side
from dialogs.place import CLOSED, HANDED_OFF, LEAVE, NO, REFUSED, RESULT, REVIEW, START, YES, Wish
from dialogs.plain_faults import plain_faults
from dialogs.possible import never_or_always
from dialogs.question import Question
from dialogs.shapes import wrong_shapes
from scoring import Profile
from scoring.errors import did_you_mean

if TYPE_CHECKING:
    from dialogs.chapter import Chapter
    from dialogs.questionnaire import Questionnaire

FIELDS = tuple(Profile.__dataclass_fields__)
# Places the dialogue itself knows by name; all but the first are pages.
_RESERVED = (START, REVIEW, RESULT, LEAVE, HANDED_OFF, CLOSED, REFUSED)
# What an answer brings does not depend on the day, as far as it is tried here.
_ANY_DAY = date(2026, 4, 1)


def faults_of(questionnaire: Questionnaire) -> Iterator[str]:
    """Yield a sentence for each fault of a questionnaire whose questions and chapters are known by their names."""
    yield from plain_faults(questionnaire)
    yield from _Faults(questionnaire).all()


class _Faults:
    """The faults of one questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.of = questionnaire
        opened = tuple(chapter.id for chapter in questionnaire.chapters if chapter.opened)
        wishes: Mapping[str, tuple[str, ...]] = {
            **dict.fromkeys(Wish, ()),
            **dict.fromkeys(questionnaire.pages, ()),
            **{question.id: question.kind.listed() for question in questionnaire.questions if question.wish},
            Wish.HUMAN: (YES,),
            Wish.PART: opened,
            Wish.LEAVE: (YES, NO),
        }
        plain = {question.id for question in questionnaire.questions if question.plain}
        self.declared = Declared({q.id: q.kind for q in questionnaire.questions}, plain, wishes, FIELDS)
        self._tried: dict[Condition, str | None] = {}
        self.ways = (*questionnaire.pages, *questionnaire.chapter)

    def all(self) -> Iterator[str]:
        yield from self._of_questions()
        yield from self._of_chapters()
        yield from self._of_pages()
        yield from self._of_condition("the way to a person", self.of.to_a_person)
        yield from self._of_names()
        yield from self._of_marks()

    # --- questions ------------------------------------------------------------------------------------------------

    def _of_questions(self) -> Iterator[str]:
        before: set[str] = set()
        for question in self.of.questions:
            named = f"question {question.id!r}"
            when = question.applies_when
            for name in when.questions():
                if name not in before:
                    hint = did_you_mean(name, before)
                    yield f"{named} applies when {when}, but {name!r} is not declared before it{hint}"
            if not when.is_of_person():
                yield f"{named} applies when {when}, which says where somebody stands and not what is true of them"
            yield from self._of_condition(named, when)
            yield from self._of_condition(named, question.asked_while)
            yield from self._of_asking(question)
            yield from self._of_kind(question)
            if question.holds_days is not None and question.holds_days < 1:
                yield f"{named} holds {question.holds_days} days; an answer holds at least 1, or None for ever"
            for name in question.asked_again_with:
                if name == question.id:
                    yield f"{named} is asked again with itself, so that its answer would never stand"
                yield from self._unknown(f"{named} is asked again with", name, (*self.of.by_id, *self.of.events))
            if question.sheet is not None and not isinstance(question.kind, YesNo):
                yield f"{named} is on the sheet {question.sheet!r}, whose rows are answered by yes or no alone"
            yield from _of_fields(question)
            before.add(question.id)

    def _of_kind(self, question: Question) -> Iterator[str]:
        """Yield what is wrong with a kind; what it is made of first, which its own checks rely on."""
        wrong = [*wrong_shapes(question.kind)] or question.kind.faults()
        yield from (f"question {question.id!r}: {problem}" for problem in wrong)

    def _of_asking(self, question: Question) -> Iterator[str]:
        """When it applies and when it is asked may each be well and leave no moment together."""
        if all(name in self.of.by_id for name in question.asking.questions()):
            never = self._decides_nothing(question.asking)
            if never == "can never hold":
                yield f"question {question.id!r} is asked while {question.asking}, which {never}"

    def _of_order(self, chapter: Chapter) -> Iterator[str]:
        """A question asked while something holds of one that comes later would be asked after that, out of order."""
        asked = [_name(question) for question in chapter.questions]
        for number, name in enumerate(asked):
            for other in self.of.by_id[name].asked_while.questions():
                if other in asked[number:]:
                    yield f"question {name!r} is asked while something holds of {other!r}, which is asked after it"

    # --- chapters and pages ---------------------------------------------------------------------------------------

    def _of_chapters(self) -> Iterator[str]:
        for chapter in self.of.chapters:
            named = f"chapter {chapter.id!r}"
            for question in chapter.questions:
                if _name(question) not in self.of.by_id:
                    hint = did_you_mean(question, self.of.by_id)
                    yield f"{named} asks {question!r}, which no chapter declares{hint}"
            for name, what in ((chapter.ends_in, self.of.pages), (chapter.otherwise, self.ways)):
                if name is not None:
                    yield from self._unknown(f"{named} leads to", name, what, "no page or chapter")
            yield from self._of_condition(named, chapter.asked_while)
            for wish in chapter.begun_by:
                yield from self._unknown(f"{named} is begun by", wish, self.declared.wishes, "no wish or page")
            for wish in chapter.reopens:
                yield from self._unknown(f"{named} reopens", wish, self.declared.wishes, "no wish or page")
            if chapter.opened and chapter.ends_in is not None:
                sides = self.of.pages[chapter.ends_in].sides
                yield from self._unknown(
                    f"{named} is opened from", chapter.id, sides, f"no side of {chapter.ends_in!r}"
                )
            yield from self._of_order(chapter)

    def _of_pages(self) -> Iterator[str]:
        ends = [chapter.ends_in for chapter in self.of.chapters if chapter.ends_in is not None]
        for page in self.of.pages.values():
            named = f"page {page.id!r}"
            if page.overlay:
                continue
            if not page.leads_to and not page.goes_back:
                yield f"{named} has no way out"
            for name, condition in page.ways():
                yield from self._unknown(f"{named} leads to", name, self.ways, "no page or chapter")
                yield from self._of_condition(named, condition)
            yield from self._of_condition(named, page.left)
            if page.after is not None and page.after not in ends:
                hint = did_you_mean(page.after, ends)
                yield f"{named} comes after {page.after!r}, in which no chapter ends{hint}"

    # --- conditions -----------------------------------------------------------------------------------------------

    def _of_condition(self, named: str, condition: Condition) -> Iterator[str]:
        unknown = [name for name in condition.questions() if name not in self.of.by_id]
        for name in unknown:
            yield from self._unknown(f"{named} looks at", name, self.of.by_id, "no question")
        if unknown or condition is NOBODY:
            return
        for one in condition.simple():
            yield from (f"{named} looks at {condition}, but {fault}" for fault in one.faults(self.declared))
        for one in condition.inside():
            decides_nothing = self._decides_nothing(one)
            if decides_nothing:
                part = "which" if one is condition else f"of which {str(one) or 'an empty part'!r}"
                yield f"{named} looks at {str(condition) or 'an empty condition'!r}, {part} {decides_nothing}"

    def _decides_nothing(self, condition: Condition) -> str | None:
        """`never_or_always`, worked out once for a condition that many declarations share."""
        if condition not in self._tried:
            self._tried[condition] = never_or_always(condition, self.declared)
        return self._tried[condition]

    # --- names ----------------------------------------------------------------------------------------------------

    def _unknown(self, does: str, name: str, known: Iterable[str], what: str = "unknown") -> Iterator[str]:
        if name not in known:
            yield f"{does} {str(name)!r}, which is {what}{did_you_mean(name, known)}"

    def _of_names(self) -> Iterator[str]:
        """A name is part of what a button carries; some are taken by the dialogue itself."""
        for kind, names in (
            ("question", list(self.of.by_id)),
            ("chapter", list(self.of.chapter)),
            ("page", list(self.of.pages)),
            ("event", list(self.of.events)),
        ):
            for name in names:
                if not NAME.fullmatch(name):
                    yield f"{kind} {name!r} needs a name of a-z, 0-9 and _, a letter first"
                if name == START or (name in _RESERVED and kind != "page"):
                    yield f"{kind} {name!r} has the name of a place the dialogue knows"
        for question in self.of.questions:
            if question.id in set(Wish) and not question.wish:
                yield f"question {question.id!r} has the name of a wish, and would be answered by it"
        for event in self.of.events:
            if event in self.of.by_id:
                yield f"event {event!r} has the name of a question"

    # --- buttons --------------------------------------------------------------------------------------------------

    def _of_marks(self) -> Iterator[str]:
        overlays = [page.id for page in self.of.pages.values() if page.overlay]
        yield from _alike("pages", {page: of_overlay(page) for page in overlays})
        opened = [chapter.id for chapter in self.of.chapters if chapter.opened]
        sides = [side for page in self.of.pages.values() for side in page.sides]
        yield from _alike("sides of the result", {side: of_side(side) for side in (*sides, *opened)})
        for kind, name, place, action in self._longest():
            if not fits(place, action):
                yield f"{kind} {name!r} has too long a name: no button has room for {action!r} at {place!r}"

    def _longest(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield the longest buttons: whose each is, the place it stands at, and its action."""
        changing, result = of_overlay("changed"), of_side("short")
        for question in self.of.questions:
            choices = [f"off:{choice}" for choice in question.kind.listed()]
            yield "question", question.id, question.id, max(choices, key=len, default="unknown")
            together = [q.id for q in self.of.questions if q.sheet is not None and q.sheet == question.sheet]
            yield from (("question", question.id, name, f"{ROW_YES}:{question.id}") for name in together)
            yield "question", question.id, result, f"change:{question.id}"
            yield "question", question.id, changing, f"changed:{question.id}"
        for event in self.of.events:
            yield "event", event, changing, f"changed:{event}"
        for chapter in self.of.chapters:
            if chapter.opened:
                yield "chapter", chapter.id, result, f"view:{chapter.id}"
        causes = (f"change:{name}" for name in self.of.to_a_person.questions())
        longest = max(causes, key=len, default="interview")
        yield from (("page", page.id, page.id, longest) for page in self.of.pages.values() if not page.overlay)


def _name(question: Question | str) -> str:
    return question.id if isinstance(question, Question) else question


def _alike(what: str, marks: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each two names that share a mark on buttons."""
    first: dict[str, str] = {}
    for name, mark in marks.items():
        other = first.setdefault(mark, name)
        if other != name:
            yield f"{what} {other!r} and {name!r} share the mark {mark!r} on their buttons: name one otherwise"


def _of_fields(question: Question) -> Iterator[str]:
    """A question must bring its facts, whatever is answered: else it is asked, and its fact stays unknown."""
    named = f"question {question.id!r}"
    told = (*question.fields, *question.brings)
    wrong = [name for name in told if name not in FIELDS]
    for name in wrong:
        yield f"{named} brings {name!r}, which is no field of a profile{did_you_mean(name, FIELDS)}"
    if question.fields and question.brings:
        yield f"{named} has fields, which it is asked for, and brings others, which it would not be asked for"
    tried = list(question.kind.samples())
    if wrong or not (tried or told):
        return
    if not tried:
        yield f"{named} brings {_listed(told)}, but its kind gives no answers of its own"
    found: set[str] = set()
    for value in tried:
        try:
            brought = list(facts_of(question.id, value, _ANY_DAY))
        except (TypeError, ValueError):
            yield f"{named} can be answered {value!r}, which `dialogs.answers` cannot read"
            return
        found.update(brought)
        # What points depend on comes with every answer; of the others an answer may say nothing.
        if set(brought) != set(told) if question.fields else set(brought) - set(told):
            facts = _listed(brought) or "nothing"
            yield f"{named} brings {_listed(told) or 'nothing'}, but answered {value!r} it brings {facts}"
    missing = sorted(set(told) - found)
    if missing:
        yield f"{named} brings {_listed(missing)}, but no answer to it does: `dialogs.answers` reads it by its name"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))
