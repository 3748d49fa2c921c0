"""`intake preview`: every question, every choice and every message, as clients and staff read them; offline.

First the screens of the interview, built by the dialogue itself from sample people; then every text they did not show,
with its arguments as ‹names› and one line for each of its forms. Nothing is read or written but the office profile.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from fluent.syntax import ast, visitor

from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.settings import Settings
from bot.terminal import Style, columns, width, wrap
from bot.words.digests import folder, patterns
from bot.words.operator import saying
from bot.words.paragraphs import paragraphs
from bot.words.words import Words, languages, plain
from dialogs.conversation import Answer, Conversation, Value
from dialogs.diagram import diagram
from dialogs.kinds import YesNo
from dialogs.lead import run_of
from dialogs.leaves import leaves, one_leaf
from dialogs.machine import flow_for, heaviest_first
from dialogs.messages import Arg, Button, Screen, Text
from dialogs.pages.here import whole_screen_of
from dialogs.pages.page import Page, whose
from dialogs.parts.registry import LINES
from dialogs.place import BOOKING, CLOSED, HANDED_OFF, LEAVE, RESULT, YES, Place, Wish
from dialogs.ports import NOTHING_FULL, World
from dialogs.question import Question
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation, Surroundings
from dialogs.turn import HELP_PARTS
from scoring import Category, all_rulesets

# A working morning, and a Sunday on which the office is closed; samples must not change with the day they are shown.
OPEN = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
SHUT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))

_HANDED_OVER: Mapping[str, Value] = {
    "note": "My company offers me a new job.",
    "stay_until": "2026-12-12",
    "status_as_on_card": "engineer",
    "lives_in": ["Asia/Kolkata", "Bangalore, India; weekdays after 18:00"],
    "talk_language": "interpreter",
    "name": "Maria Santos",
    "contact_way": "phone",
    "contact": "+81 90 1234 5678",
    "consultation": "online",
    "half_days": ["20261126am", "20261127pm"],
}
_ENGINEER: Mapping[str, Value] = {
    "consent": "agree",
    "goal": "hsp",
    "residence": "work",
    "activity": "specialist",
    "work_field": "technical",
    "salary_yen": 6_500_000,
    "birth_date": "1994-05-01",
    "degrees": ["master"],
    "experience_years": 66,
    "japanese": "n2",
    "research": [],
    "japanese_degree": None,
    "licences": 1,
    "employer_rd_ratio": "0.035",
}
# One person for each kind of result.
PEOPLE: Mapping[str, Mapping[str, Value]] = {
    "undecided": {**_ENGINEER, "degrees": None},
    "reached": {**_ENGINEER, "japanese": "n1", "goal": "family"},
    "short": {
        **dict.fromkeys((q.id for q in HSP.scored() if isinstance(q.kind, YesNo)), "no"),
        **_ENGINEER,
        "salary_yen": 3_200_000,
        "birth_date": "1983-05-01",
        "degrees": [],
        "experience_years": 7,
        "japanese": "none",
        "japanese_degree": "no",
        "licences": 0,
        "goal": "hsp2",
    },
    "blocked": {**_ENGINEER, "salary_yen": 2_800_000, "goal": "pr"},
    "no-activity": {**_ENGINEER, "activity": None, "goal": "pr"},
    "j-skip": {**_ENGINEER, "salary_yen": 21_000_000, "goal": "pr"},
}
# A screen and its id, which stands before it as the key of a question does.
Sample = tuple[str, Screen]
_ACTIVITY = {Category.A: "research", Category.B: "specialist", Category.C: "manage"}


def run(args: Namespace) -> int:
    """Print everything in one language or in all, or the machine."""
    if args.diagram:
        sys.stdout.write(diagram(flow_for(HSP, all_rulesets()[-1])))
        return 0
    wanted = languages() if args.lang is None else (args.lang,)
    words = Words()
    office = load_office(Settings.load(os.environ, Path()).office)
    around = Surroundings(office, is_japanese_holiday, languages())
    for language in wanted:
        Preview(words, around, language, sys.stdout).write()
    return 0


def view_of(
    around: Surroundings,
    language: str,
    answers: Mapping[str, Value],
    place: Place,
    now: datetime = OPEN,
    world: World = NOTHING_FULL,
) -> Situation:
    """A conversation at a place, with these answers given today."""
    given = {k: Answer(v, now.date()) for k, v in {"language": language, **answers}.items()}
    place.passed = list(given)
    return Situation(Conversation("sample", "preview", language, place, given), HSP, around, now, world)


def question_views(around: Surroundings, language: str) -> Iterator[tuple[Question, Situation]]:
    """Each question that is asked, in a conversation that has come so far."""
    ids = [q.id for q in HSP]
    for question in (HSP[name] for name in ids if HSP.chapters_of(name)):
        answers = dict(list(_ENGINEER.items())[: 5 if question.fields else len(_ENGINEER)])
        answers |= {k: v for k, v in _HANDED_OVER.items() if ids.index(k) < ids.index(question.id)}
        answers = {k: v for k, v in answers.items() if ids.index(k) < ids.index(question.id)}
        situation = view_of(around, language, answers, _asked(question.id))
        if question.fields:
            table = next(c for c in reversed(Category) if question in heaviest_first(HSP, situation.ruleset, c))
            situation = view_of(around, language, {**answers, "activity": _ACTIVITY[table]}, _asked(question.id))
        yield question, situation


def page_screens(around: Surroundings, language: str, pages: Mapping[str, Page] = HSP.pages) -> Iterator[Sample]:
    """Each page and overlay, in each of its shapes, with an id; one without shapes of its own as it first comes."""
    samples = _Samples(around, language)
    for page in pages.values():
        if page.id in _SHAPES:
            yield from _SHAPES[page.id](samples)
        elif page.overlay:
            yield page.id, page.screen(samples.situation(_asked("goal", overlay=page.id)))
        else:
            yield page.id, page.screen(samples.situation(Place(page.id)))
    yield "failed-three-times", samples.at(_asked("goal", failures=3))
    yield "ticked", samples.at(_asked("degrees", draft=["bachelor"]))
    rows: dict[str, Value] = {question.id: None for question in HSP if question.sheet}
    yield "several-questions", samples.at(_asked(next(iter(rows)), sheet={**rows, "growth_field": "yes"}))


def _asked(question_id: str, **more: Any) -> Place:
    return Place(question_id, HSP.chapters_of(question_id)[0].id, **more)


class _Samples:
    """The shapes of pages that have several, or that look like nothing without something to show."""

    def __init__(self, around: Surroundings, language: str) -> None:
        self.around = around
        self.language = language

    def situation(
        self, place: Place, answers: Mapping[str, Value] = _ENGINEER, now: datetime = OPEN, **more: object
    ) -> Situation:
        """A conversation at a place; `more` is what else it holds."""
        situation = view_of(self.around, self.language, answers, place, now)
        for name, value in more.items():
            setattr(situation.conversation, name, value)
        return situation

    def at(
        self, place: Place, answers: Mapping[str, Value] = _ENGINEER, now: datetime = OPEN, **more: object
    ) -> Screen:
        """The screen of such a conversation."""
        return whole_screen_of(self.situation(place, answers, now, **more))

    def times(self) -> Iterator[Sample]:
        """Times to choose from, one that is held, one that is asked for, one that is booked, a place on the list."""
        from dialogs.booking.booking import Booking, State
        from dialogs.booking.own import AfterChange
        from dialogs.booking.rules import BookingRule, StaffMember

        office = self.around.office
        length = {way.id: 60 for way in office.consultation_ways}
        member = StaffMember(id="sample", telegram=1, role="member", names=office.names)
        if office.booking is None:
            rule = BookingRule(minutes=length, notice_hours=24, horizon_days=30, change_until_hours=24, most_changes=2)
            office = replace(office, booking=rule, staff=(member,))
        around = replace(self.around, office=office)
        way, start = office.consultation_ways[0].id, int(OPEN.timestamp()) + 48 * 3_600
        for shape in ("", "times", *(State.HELD, State.REQUESTED, State.BOOKED, State.WAITING)):
            booked: tuple[Booking, ...] = ()
            if isinstance(shape, State):
                booking = Booking(
                    number=1,
                    state=shape,
                    way=way,
                    staff=office.staff[0].id,
                    start=None if shape is State.WAITING else start,
                    minutes=60,
                    cells=None,
                    until=int(OPEN.timestamp()) + 600 if shape in (State.HELD, State.REQUESTED) else None,
                    zone="America/New_York",
                    asked_at=int(OPEN.timestamp()),
                )
                booked = (booking,)
            slots = {"way": way, "zone": "America/New_York"} if shape else {}
            place, world = Place(HANDED_OFF, overlay=BOOKING, slots=slots), AfterChange(NOTHING_FULL, booked)
            situation = view_of(around, self.language, _ENGINEER, place, world=world)
            yield f"{BOOKING}-{shape or 'ways'}", whole_screen_of(situation)

    def result(self) -> Iterator[Sample]:
        """Every kind of person, every side, every comparison."""
        for name, answers in PEOPLE.items():
            for shape in ("short", "details", "law", "parts", *LINES):
                yield f"result-{name}-{shape}", self.at(Place(RESULT, side=shape), answers)
        earlier = {
            "better": (_ENGINEER, date(2026, 4, 20), {**_ENGINEER, "japanese": "n1"}),
            "same": (_ENGINEER, OPEN.date(), _ENGINEER),
            "another-activity": ({**_ENGINEER, "activity": "manage"}, OPEN.date(), _ENGINEER),
        }
        for name, (before, day, after) in earlier.items():
            then = datetime(day.year, day.month, day.day, 10, tzinfo=OPEN.tzinfo)
            run = run_of(self.situation(Place(RESULT), before, then)).to_json()
            yield f"result-compared-{name}", self.at(Place(RESULT), after, shown_run=run)
        yield "result-lead", self.at(Place(RESULT), lead=True)

    def leave(self) -> Iterator[Sample]:
        """The card with all there can be on it."""
        yield "leave", self.at(Place(LEAVE), {**_ENGINEER, **_HANDED_OVER}, last_run=self._had())
        yield "leave-of-staff", self.at(Place(LEAVE, more=True), {**_ENGINEER, **_HANDED_OVER}, last_run=self._had())

    def handed_off(self) -> Iterator[Sample]:
        """With a result and without, in office hours and outside."""
        yield "handed_off-open", self.at(Place(HANDED_OFF), lead=True, last_run=self._had())
        yield "handed_off-shut", self.at(Place(HANDED_OFF, wishes={Wish.HUMAN: YES}), now=SHUT, lead=True)

    def closed(self) -> Iterator[Sample]:
        """Of somebody whose wish leads to a person."""
        yield "closed", self.at(Place(CLOSED), {"consent": "agree", "goal": "other"})

    def readback(self) -> Iterator[Sample]:
        """Two values that one text may mean."""
        place = _asked("salary_yen", overlay="readback", candidates=[6_500_000, 650_000])
        yield "readback", self.at(place)

    def changed(self) -> Iterator[Sample]:
        """Over the result, with answers."""
        yield "changed", self.at(Place(RESULT, overlay="changed"))

    def _had(self) -> dict[str, Any]:
        return run_of(self.situation(Place(RESULT))).to_json()


_SHAPES: Mapping[str, Callable[[_Samples], Iterator[Sample]]] = {
    RESULT: _Samples.result,
    LEAVE: _Samples.leave,
    HANDED_OFF: _Samples.handed_off,
    CLOSED: _Samples.closed,
    BOOKING: _Samples.times,
    "readback": _Samples.readback,
    "changed": _Samples.changed,
}


class Preview:
    """Writes one language."""

    def __init__(self, words: Words, around: Surroundings, language: str, out: TextIO) -> None:
        self.words = words
        self.around = around
        self.language = language
        self.out = out
        self.style = Style(out)
        self.cells = columns()
        self.shown: set[str] = set()
        self.heads = saying()

    def write(self) -> None:
        """Questions, pages, then whatever they did not show."""
        name = self.words.plain(self.language, Text(f"language-{self.language}"))
        self._title(f"{name} ({self.language})", "=")
        self._title(self.heads(Text("preview-questions")))
        for question, situation in question_views(self.around, self.language):
            self._question(question, situation)
        self._title(self.heads(Text("preview-pages")))
        for name, screen in page_screens(self.around, self.language):
            self._screen(name, screen)
        self._title(self.heads(Text("preview-others")))
        files = {file.name: dict(patterns(file)) for file in sorted(folder(self.language).glob("*.ftl"))}
        every = {key: pattern for texts in files.values() for key, pattern in texts.items()}
        for name, texts in files.items():
            rest = [key for key in texts if key not in self.shown and not key.startswith("-")]
            if rest:
                self._line()
                self._line(self.style.bold(name))
            for key in rest:
                self._text(key, every)

    # --- parts --------------------------------------------------------------------------------------------------

    def _question(self, question: Question, situation: Situation) -> None:
        self._screen(question.text_key, whole_screen_of(situation))
        for part in (*HELP_PARTS, "short"):
            key = f"{question.text_key}.{part}"
            if self.words.has(self.language, key):
                self._labelled(key, self._say(Text(key, {"whose": whose(situation)})))

    def _screen(self, name: str, screen: Screen) -> None:
        self._line()
        self._line(self.style.bold(f"--- {name}"))
        seen_before = set(self.shown)
        for number in range(len(leaves(self.words, self.language, screen.lines))):
            self._leaf(one_leaf(self.words, self.language, screen, number))
        self._keys(self.shown - seen_before)

    def _leaf(self, screen: Screen) -> None:
        """What is shown at once."""
        for line in screen.lines:
            self.shown.update(keys_in(line))
        self._paragraph(plain("".join(paragraphs(self.words, self.language, screen.lines))))
        for row in screen.rows:
            self._paragraph("  ".join(f"[ {self._say(button.label)} ]" for button in row))
        self._typed(button for row in screen.rows for button in row)

    def _typed(self, buttons: Iterator[Button]) -> None:
        """What else may be typed for the buttons shown here first."""
        for button in buttons:
            key = f"{_inner(button.label).key}.typed"
            if key not in self.shown and self.words.has(self.language, key):
                names = self._say(Text(key, _inner(button.label).args)).split("|")
                self._labelled(key, " | ".join(names))

    def _text(self, key: str, every: Mapping[str, ast.Pattern]) -> None:
        self._line(self.style.dim(key))
        forms = [self.words.plain(self.language, Text(key, args)) for args in samples(key, every)]
        for form in dict.fromkeys(forms):
            self._paragraph(form.replace("|", " | ") if key.endswith(".typed") else form)

    def _say(self, text: Text) -> str:
        self.shown.update(keys_in(text))
        return self.words.plain(self.language, text)

    # --- the terminal -------------------------------------------------------------------------------------------

    def _title(self, text: str, rule: str = "-") -> None:
        self._line()
        self._line(rule * min(self.cells, max(40, width(text))))
        self._line(self.style.bold(text))
        self._line(rule * min(self.cells, max(40, width(text))))

    def _keys(self, keys: set[str]) -> None:
        for line in wrap("keys: " + ", ".join(sorted(keys)), self.cells - 2) if keys else ():
            self._line(self.style.dim(f"  {line}"))

    def _labelled(self, label: str, text: str) -> None:
        self._line(self.style.dim(f"  {label}:"))
        self._paragraph(text, "    ")

    def _paragraph(self, text: str, indent: str = "  ") -> None:
        for line in text.split("\n"):
            for piece in wrap(line, self.cells - len(indent)) or [""]:
                self._line((indent + piece).rstrip())

    def _line(self, text: str = "") -> None:
        self.out.write(f"{text}\n")


def keys_in(text: Text) -> Iterator[str]:
    """The keys of a text and of all texts within it."""
    yield text.key
    for value in text.args.values():
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Text):
                yield from keys_in(inner)


def _inner(label: Text) -> Text:
    """The label itself, without its tick."""
    inner = label.args.get("label")
    return inner if isinstance(inner, Text) else label


# --- texts without a screen ---------------------------------------------------------------------------------------


class _Arguments(visitor.Visitor):
    """The arguments of a text and of the texts it shows, with the values its forms are chosen by."""

    def __init__(self, every: Mapping[str, ast.Pattern]) -> None:
        self.every = every
        self.forms: dict[str, list[str | int]] = {}

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.forms.setdefault(node.id.name, [])

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        shown = self.every.get(node.id.name + (f".{node.attribute.name}" if node.attribute else ""))
        if shown is not None:
            self.visit(shown)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        self.generic_visit(node)
        if isinstance(node.selector, ast.VariableReference):
            for variant in node.variants:
                key = variant.key
                self.forms[node.selector.id.name].append(
                    int(key.value) if isinstance(key, ast.NumberLiteral) else key.name
                )


def samples(key: str, every: Mapping[str, ast.Pattern]) -> Iterator[Mapping[str, Arg]]:
    """Arguments for a text: each by its own ‹name›, and once more for every form that one of them chooses."""
    found = _Arguments(every)
    found.visit(every[key])
    usual: dict[str, Arg] = {name: _sample(name, forms) for name, forms in found.forms.items()}
    yield usual
    for name, forms in found.forms.items():
        for form in forms:
            counts = name == "count" or name.endswith("_count")
            value: Arg = ({"one": 1}.get(form, 7) if isinstance(form, str) else form) if counts else str(form)
            yield {**usual, name: value}


def _sample(name: str, forms: Sequence[str | int]) -> Arg:
    if name == "count" or name.endswith("_count"):
        return 7
    return str(forms[0]) if forms else f"‹{name}›"
