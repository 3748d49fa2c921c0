"""`intake rules`: the law in force on a day, as a lawyer reads it beside the official table.

Needs the office's profile, for what its practitioner has checked; no database and no network.
"""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from bot.clock import now
from bot.errors import StorageError, reason_of
from bot.office_profile.profile import load_office
from bot.rulebook.contents import rule_book
from bot.rulebook.data import RuleBook
from bot.rulebook.lines import lines_of
from bot.settings import Settings
from bot.terminal import Style, columns
from bot.words.words import Words
from dialogs.messages import Text

# The law's own language, whoever the staff are.
LANGUAGE_OF_LAW = "ja"


def run(args: Namespace) -> int:
    """Print the book, or write it as a PDF. Returns the exit code."""
    office = load_office(Settings.load(os.environ, Path()).office)
    today = now().astimezone(office.zone).date()
    words, language = Words(), args.lang or LANGUAGE_OF_LAW
    book = rule_book(words, language, office, args.as_of or today, today)
    if args.pdf is None:
        print("\n".join(lines_of(book, columns(), Style())))
    else:
        print(_save(Path(args.pdf), book, words, language))
    return 0


def _save(path: Path, book: RuleBook, words: Words, language: str) -> str:
    """Write the PDF and say so."""
    from bot.sheets.rule_pages import rule_pages, rule_pdf  # drawing takes a while to load

    pages = rule_pages(book)
    content = rule_pdf(book, pages)
    existed = path.exists()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageError("error-file-not-written", path=str(path), reason=reason_of(error)) from None
    key = "rules-written-over" if existed else "rules-written"
    return words.plain(language, Text(key, {"file": str(path), "pages": len(pages)}))
