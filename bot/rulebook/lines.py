"""The book of rules as lines for a terminal or a file, to be read beside the official table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.rulebook.data import BookArticle, BookChapter, BookStep, RuleBook
from bot.terminal import NARROW, Style, pad, width, wrap

# The widest column of conditions: what is longer is broken.
_CONDITIONS = 44
_INDENT = "  "


def lines_of(book: RuleBook, cells: int, style: Style) -> Iterator[str]:
    """Return the whole book, no line wider than `cells`, but for names and lines to paste."""
    page = _Page(cells, style)
    yield from page.wrapped(book.title, style=style.bold)
    yield "=" * min(cells, max(40, width(book.title)))
    for line in book.intro:
        yield from page.wrapped(line)
    for chapter in book.chapters:
        yield from page.chapter(chapter)
    if book.record:
        yield from page.title(book.record_title)
        yield from book.record
    yield from page.wrapped(book.disclaimer)


class _Page:
    def __init__(self, cells: int, style: Style) -> None:
        self.cells, self.style = cells, style

    def chapter(self, chapter: BookChapter) -> Iterator[str]:
        yield from self.title(chapter.title)
        for line in chapter.intro:
            yield from self.wrapped(line)
        for number, article in enumerate(chapter.articles):
            if not chapter.close or not number:
                yield ""
            yield from self.article(article) if not chapter.close else self.listed(article)

    def listed(self, article: BookArticle) -> Iterator[str]:
        """A rule in a list: its title, and below it its name and how it stands."""
        yield from self.wrapped(article.title)
        name, (how, *more) = f"[{article.id}]", article.about
        beside = width(f"{name}  {how}") + len(_INDENT) <= self.cells
        yield self.style.dim(_INDENT + (f"{name}  {how}" if beside else name))
        for line in more if beside else article.about:
            yield from self.wrapped(line, first=_INDENT, style=self.style.dim)

    def title(self, text: str) -> Iterator[str]:
        yield ""
        yield from self.wrapped(text, style=self.style.bold)
        yield "-" * min(self.cells, max(40, width(text)))

    def article(self, article: BookArticle) -> Iterator[str]:
        yield from self.wrapped(article.title, style=self.style.bold)
        yield self.style.dim(f"{_INDENT}[{article.id}]")
        points = max((width(step.points) for step in article.steps), default=0)
        room = min(_CONDITIONS, self.cells - points - 2 * len(_INDENT))
        cells = min(room, max((width(step.condition) for step in article.steps), default=0))
        for step in article.steps:
            yield from self.step(step, cells, points)
        for line in article.lines:
            yield from self.wrapped(line, first=_INDENT)
        for line in article.about:
            yield from self.wrapped(line, first=_INDENT, style=self.style.dim)

    def step(self, step: BookStep, cells: int, points: int) -> Iterator[str]:
        """Condition, points, example: side by side where there is room."""
        conditions = wrap(step.condition, cells)
        indent = " " * (len(_INDENT) + cells + 2 + points + 2)
        head = f"{_INDENT}{pad(conditions[0], cells)}  {' ' * (points - width(step.points))}{step.points}"
        beside = self.cells >= NARROW
        examples = wrap(step.example, self.cells - len(indent) if beside else self.cells - 4)
        yield f"{head}  {examples[0]}" if beside else head
        for line in conditions[1:]:
            yield _INDENT + line
        yield from (f"{indent if beside else '    '}{line}" for line in (examples[1:] if beside else examples))
        if step.by_age:
            yield from self.wrapped(step.by_age, first=" " * 4)

    def wrapped(self, text: str, *, first: str = "", style: Callable[[str], str] = str) -> Iterator[str]:
        for line in wrap(text, self.cells - width(first)):
            yield first + style(line)
