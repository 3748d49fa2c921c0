"""Faults that each declaration shows by itself, before conditions are looked at: doubles, gaps, contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dialogs.conditions import ALWAYS
from dialogs.place import REVIEW
from dialogs.question import Question
from dialogs.shapes import wrong_shapes_of_page

if TYPE_CHECKING:
    from dialogs.chapter import Chapter
    from dialogs.pages.page import Page
    from dialogs.questionnaire import Questionnaire


def plain_faults(questionnaire: Questionnaire) -> Iterator[str]:
    """Yield a sentence for each fault, of the whole first, then of its chapters, questions and pages."""
    for name in ("id", "version"):
        if not getattr(questionnaire, name).strip():
            yield f"a questionnaire needs its {name}; it is empty"
    if not questionnaire.chapters:
        yield f"questionnaire {questionnaire.id!r} has no chapter"
    yield from (f"chapter {name!r} is declared twice" for name in _twice(c.id for c in questionnaire.chapters))
    yield from (f"question {name!r} is declared twice" for name in _twice(q.id for q in questionnaire.questions))
    yield from (f"event {name!r} is declared twice" for name in _twice(questionnaire.events))
    yield from _of_topics(questionnaire)
    declared: set[str] = set()
    for chapter in questionnaire.chapters:
        yield from _of_chapter(questionnaire, chapter, declared)
        declared |= {question.id for question in chapter.questions if isinstance(question, Question)}
    for question in questionnaire.questions:
        yield from (f"question {question.id!r} {problem}" for problem in _of_question(questionnaire, question))
    for name, page in questionnaire.pages.items():
        if name != page.id:
            yield f"page {page.id!r} stands under the name {name!r}"
        problems = [*wrong_shapes_of_page(page)] or _of_page(questionnaire, page)
        yield from (f"page {page.id!r} {problem}" for problem in problems)


def _of_topics(of: Questionnaire) -> Iterator[str]:
    """Yield what is wrong with the topics: whatever the review lists must have its place in one of them."""
    named = [name for _, names in of.topics for name in names]
    yield from (f"question {name!r} stands in two topics" for name in _twice(named))
    yield from (f"a topic names {name!r}, which is no question" for name in named if name not in of.by_id)
    if of.topics:
        reviewed = [chapter for chapter in of.chapters if chapter.ends_in == REVIEW]
        asked = [q.id if isinstance(q, Question) else q for chapter in reviewed for q in chapter.questions]
        left_out = [name for name in asked if name in of.by_id and not of.by_id[name].wish and name not in named]
        yield from (f"question {name!r} stands in no topic" for name in left_out)


def _of_chapter(of: Questionnaire, chapter: Chapter, before: set[str]) -> Iterator[str]:
    named = f"chapter {chapter.id!r}"
    if not chapter.questions:
        yield f"{named} asks no question"
    asked = [q.id if isinstance(q, Question) else q for q in chapter.questions]
    yield from (f"{named} asks {name!r} twice" for name in _twice(asked))
    never = {question.id for question in of.unasked}
    for name in (q for q in chapter.questions if isinstance(q, str)):
        if name in never:
            yield f"{named} asks {name!r}, which is declared as never asked"
        # A part is opened whenever a person likes, and what decides what they came for is asked before any part: both
        # may borrow from parts that stand after them.
        elif name in of.by_id and name not in before and not (chapter.opened or chapter.to_the_point):
            yield f"{named} asks {name!r}, which is not declared by a chapter before it"
    for what, names in (("is begun by", chapter.begun_by), ("reopens", chapter.reopens)):
        yield from (f"{named} {what} {str(name)!r} twice" for name in _twice(names))
    yield from _of_ways(of, chapter)
    if chapter.for_office:
        bringing = [name for name in asked if name in of.by_id and (of.by_id[name].fields or of.by_id[name].brings)]
        yield from (f"{named} is for the office, where {name!r} would bring no fact" for name in bringing)


def _of_ways(of: Questionnaire, chapter: Chapter) -> Iterator[str]:
    """Yield what is wrong with where a chapter leads; an unknown name is found elsewhere."""
    named = f"chapter {chapter.id!r}"
    ids = [one.id for one in of.chapters]
    if chapter.otherwise in ids and ids.index(chapter.otherwise) <= ids.index(chapter.id):
        yield f"{named} leads whom it does not ask to {chapter.otherwise!r}, which does not come after it"
    if chapter.otherwise is not None and chapter.asked_while is ALWAYS:
        yield f"{named} says where it leads whom it does not ask, but it asks everybody"
    overlays = {page.id for page in of.pages.values() if page.overlay}
    for name in (chapter.ends_in, chapter.otherwise):
        if name in overlays:
            yield f"{named} leads to {name!r}, which lies over other pages and is no place on the way"
    if chapter.opened and chapter.ends_in is None:
        yield f"{named} is opened, but ends in no page that it could be opened from"


def _of_question(of: Questionnaire, question: Question) -> Iterator[str]:
    for what in ("fields", "brings", "asked_again_with"):
        yield from (f"has {name!r} twice among its {what}" for name in _twice(getattr(question, what)))
    if question.wish and not question.plain:
        yield "is a wish, which is chosen and nothing else, so it must be plain"
    if question.wish and not question.kind.listed():
        yield "is a wish, but its kind lists no choices"
    if question.wish and question.on_card:
        yield "is a wish, which is kept with the place and is no line of the card"
    if question.plain and (question.fields or question.brings):
        yield "is plain, so that no fact follows from it, but brings some"
    if question in of.unasked and (question.fields or question.wish or question.sheet is not None):
        yield "is never asked, so it can have no fields, no sheet, and be no wish"
    if question in of.unasked and question.asked_while is not ALWAYS:
        yield f"is never asked, but says when it is: while {question.asked_while}"


def _of_page(of: Questionnaire, page: Page) -> Iterator[str]:
    if not page.overlay and (page.id in of.by_id or page.id in of.chapter):
        yield "has the name of a question or a chapter"
    yield from (f"has the side {name!r} twice" for name in _twice(page.sides))
    targets = [name for name, _ in page.ways()]
    on_the_way = {page.id: None for page in of.pages.values() if page.after is not None}
    on_the_way |= dict.fromkeys(chapter.ends_in for chapter in of.chapters if chapter.ends_in is not None)
    if page.overlay:
        if page.leads_to or page.after is not None or page.by_wish or page.sides:
            yield "lies over other pages, so it leads nowhere, comes after none, and has no sides"
        return
    if page.id in targets:
        yield "leads to itself"
    overlays = {other.id for other in of.pages.values() if other.overlay}
    for name in (*targets, page.after):
        if name in overlays:
            yield f"is joined to {name!r}, which lies over other pages and is no place on the way"
    if page.after is not None and any(chapter.ends_in == page.id for chapter in of.chapters):
        yield f"comes after {page.after!r}, but a chapter ends in it"
    if page.by_wish and page.id not in on_the_way:
        yield "can be asked for from anywhere, but is not on the way"


def _twice(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    doubled: dict[str, None] = {}
    for name in names:
        if name in seen:
            doubled[name] = None
        seen.add(name)
    return list(doubled)
