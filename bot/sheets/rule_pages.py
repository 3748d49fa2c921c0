"""The book of rules on A4, in the style of the worksheet: chapters on grey, a row's steps as a table, names in full.

`rule_pages` decides where everything stands, in points; `rule_pdf` draws it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.rulebook.data import BookArticle, BookChapter, BookStep, RuleBook
from bot.sheets.fonts import Weight
from bot.sheets.layout import Board, Box, Layout, TextStyle
from bot.sheets.paper import (
    BOLD,
    BOTTOM,
    CELL,
    FRAME,
    HEAD,
    INK,
    INNER,
    LEFT,
    PAD,
    RIGHT,
    RULE,
    SMALL,
    TITLE,
    TOP,
    measured,
    pdf_of,
    with_feet,
)

_CHAPTER = TextStyle(10.5, Weight.BOLD, INK, HEAD, 1.3)
# Condition, points, example.
_WIDTHS = (170.0, 48.0, INNER - 218.0)
_AFTER_ENTRY, _AFTER_CHAPTER, _OVER_TABLE = 7.0, 10.0, 2.0
# Room for the title of a chapter and the beginning of what follows: it never stands alone at the foot of a page.
_KEEP_WITH_NEXT = 90.0
# A rule that is taller may go on on the next page.
_KEEP_TOGETHER = 180.0


def rule_pdf(book: RuleBook, pages: Sequence[Layout]) -> bytes:
    """Return the pages of a book as a PDF."""
    return pdf_of(pages, title=book.title, language=book.language, made_on=book.made_on)


def rule_pages(book: RuleBook) -> tuple[Layout, ...]:
    """Return where everything stands, page by page, in points (1/72 inch)."""
    return _Pages(book).made()


class _Pages:
    """Fills page after page; a step is never cut in two, nor a short rule."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.measure = measured()
        self.boards: list[Board] = []
        self.y = 0.0
        self.new_page()

    def made(self) -> tuple[Layout, ...]:
        """All pages, each with its foot."""
        self.y = self.board.write(self.book.title, LEFT, self.y, INNER, TITLE) + 6
        for line in self.book.intro:
            self.flow(line, SMALL)
        for chapter in self.book.chapters:
            self.chapter(chapter)
        if any(board.incomplete for board in self.boards):
            self.flow(self.book.not_drawn, BOLD)
        return with_feet(self.boards, self.book.disclaimer)

    def new_page(self) -> None:
        """An empty page with the title of the book over a line."""
        self.board = Board(self.measure)
        if self.boards:
            self.board.write(self.book.title, LEFT, TOP - 14, INNER, SMALL)
            self.board.stroke((LEFT, TOP + 2), (RIGHT, TOP + 2), colour=FRAME, width=0.7)
        self.boards.append(self.board)
        self.y = TOP + 12

    def chapter(self, chapter: BookChapter) -> None:
        """Its title on grey, what is to know, then rule by rule."""
        self.y += _AFTER_CHAPTER
        if self.y + _KEEP_WITH_NEXT > BOTTOM:
            self.new_page()
        tall = len(self.board.lines(chapter.title, INNER - 2 * PAD, _CHAPTER)) * _CHAPTER.line + 2 * PAD
        self.board.shape(Box(LEFT, self.y, RIGHT, self.y + tall), fill=HEAD)
        self.board.write(chapter.title, LEFT + PAD, self.y + PAD, INNER - 2 * PAD, _CHAPTER)
        self.y += tall + 4
        for line in chapter.intro:
            self.flow(line, SMALL)
        self.y += 3
        for article in chapter.articles:
            if chapter.close:
                self.listed(article)
            else:
                self.article(article)

    def listed(self, article: BookArticle) -> None:
        """A rule in a list: its title, and below it its name and how it stands."""
        if self.y + 4 * CELL.line > BOTTOM:
            self.new_page()
        self.flow(article.title, CELL)
        self.flow("  ".join((article.id, *article.about[:1])), SMALL)
        for line in article.about[1:]:
            self.flow(line, SMALL)
        self.y += 2

    def article(self, article: BookArticle) -> None:
        """One rule: title and name, steps as a table, then what else it says."""
        tall = self.height(article)
        if self.y + min(tall, _KEEP_TOGETHER) > BOTTOM:
            self.new_page()
        self.flow(article.title, BOLD)
        # Letter by letter as it is pasted: on a line of its own, so that it is never broken.
        self.flow(article.id, SMALL)
        self.y += _OVER_TABLE if article.steps else 0
        for number, step in enumerate(article.steps):
            self.step(step, first=not number)
        if article.steps:
            self.board.stroke((LEFT, self.y), (RIGHT, self.y), colour=RULE, width=0.5)
            self.y += 2
        for line in article.lines:
            self.flow(line, CELL)
        for line in article.about:
            self.flow(line, SMALL)
        self.y += _AFTER_ENTRY

    def height(self, article: BookArticle) -> float:
        """How tall a rule is."""
        steps = sum(self.step_height(step) for step in article.steps) + (2 + _OVER_TABLE if article.steps else 0)
        texts = [(article.title, BOLD), (article.id, SMALL)]
        texts += [(line, CELL) for line in article.lines] + [(line, SMALL) for line in article.about]
        return steps + sum(len(self.board.lines(text, INNER, style)) * style.line for text, style in texts)

    def step(self, step: BookStep, *, first: bool) -> None:
        """One step in its three columns."""
        tall = self.step_height(step)
        if self.y + tall > BOTTOM:
            self.new_page()
        self.board.stroke((LEFT, self.y), (RIGHT, self.y), colour=FRAME if first else RULE, width=0.5)
        lefts = (LEFT, LEFT + _WIDTHS[0], LEFT + _WIDTHS[0] + _WIDTHS[1])
        cells = zip((step.condition, step.points), lefts, _WIDTHS, (0, 1), strict=False)
        for text, left, width, align in cells:
            self.board.write(text, left + PAD, self.y + 2, width - 2 * PAD, CELL, align=align)
        end = self.board.write(step.example, lefts[2] + PAD, self.y + 2, _WIDTHS[2] - 2 * PAD, CELL)
        if step.by_age:
            self.board.write(step.by_age, lefts[2] + PAD, end, _WIDTHS[2] - 2 * PAD, SMALL)
        self.y += tall

    def step_height(self, step: BookStep) -> float:
        """How tall a step is: the tallest of its cells."""
        inside = [
            len(self.board.lines(text, width - 2 * PAD, CELL)) * CELL.line
            for text, width in zip((step.condition, step.points, step.example), _WIDTHS, strict=True)
        ]
        if step.by_age:
            inside[2] += len(self.board.lines(step.by_age, _WIDTHS[2] - 2 * PAD, SMALL)) * SMALL.line
        return max(inside) + 4

    def flow(self, text: str, style: TextStyle) -> None:
        """Lines of text down the page and on to the next."""
        for line in self.board.lines(text, INNER, style):
            if self.y + style.line > BOTTOM:
                self.new_page()
            self.board.put(line, LEFT, self.y, INNER, style)
            self.y += style.line
