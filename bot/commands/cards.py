"""`intake cards`: a sheet of cards with QR codes for each word of where people come from, two codes a card at most.

A word goes along with whoever opens the chat by its code, and stands on their lead. Needs no database.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.app import load_settings
from bot.channels.registry import entry_links
from bot.clock import now
from bot.errors import IntakeError, StorageError, reason_of
from bot.office_profile.profile import load_office
from bot.words.operator import saying
from bot.words.words import Words, languages
from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF


def run(args: Namespace) -> int:
    """Write the sheets. Returns the exit code."""
    from bot.sheets.paper import pdf_of  # drawing takes a while to load
    from bot.sheets.source_cards import LEAST_SQUARE, MOST_CODES, SourceCard, card_pages, square_of

    settings = load_settings()
    office, words = load_office(settings.office), Words()
    links = entry_links(settings, office, args.bot)
    if not links:
        raise IntakeError("cards-no-link")
    # Staff's language first, as on everything that lies in the office.
    spoken = sorted(languages(), key=lambda code: code != LANGUAGE_OF_STAFF)
    names = tuple(dict.fromkeys(office.in_language(office.names, code) for code in spoken))
    says = tuple(words.plain(code, Text("source-card-says")) for code in spoken)
    cards = []
    for source in dict.fromkeys(args.source):
        codes = [(_label(words, spoken, name), f"{link}{source}") for name, link in links.items()]
        # A card has room for two that a telephone reads.
        for first in range(0, len(codes), MOST_CODES):
            card = SourceCard(source, names, says, tuple(codes[first : first + MOST_CODES]))
            if square_of(card) < LEAST_SQUARE:
                raise IntakeError("cards-too-long", source=source)
            cards.append(card)
    pages, day = card_pages(cards), now().astimezone(office.zone).date()
    title = words.plain(
        LANGUAGE_OF_STAFF, Text("source-card-title", {"names": ", ".join(dict.fromkeys(card.source for card in cards))})
    )
    path = Path(args.to)
    existed = path.exists()
    content = pdf_of(pages, title=title, language=LANGUAGE_OF_STAFF, made_on=day)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageError("error-file-not-written", path=str(path), reason=reason_of(error)) from None
    said: dict[str, Arg] = {
        "file": str(path),
        "pages": len(pages),
        "links": ", ".join(f"{link}…" for link in links.values()),
    }
    print(saying(args.lang)(Text("cards-written-over" if existed else "cards-written", said)))
    return 0


def _label(words: Words, spoken: list[str], channel: str) -> str:
    """Return what stands under a code: how the channel is called in each language, once."""
    name = Text("source-card-code", {"channel": channel})
    return " / ".join(dict.fromkeys(words.plain(code, name) for code in spoken))


__all__ = ["run"]
