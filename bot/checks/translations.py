"""The translation server: whether it answers, and which of our languages it translates."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection

from bot.checks.finding import Finding, ok, warning
from bot.translator.languages import in_its_codes
from bot.translator.libretranslate import LibreTranslate
from bot.translator.server import Failure, NotTranslated, ServerTrouble
from bot.turns.translating import Languages
from dialogs.office import LANGUAGE_OF_STAFF

ABOUT = "translations"
TIMEOUT_SECONDS = 10.0


async def check_translations(
    url: str, languages: Collection[str], seconds: float = TIMEOUT_SECONDS
) -> AsyncIterator[Finding]:
    """Ask the server which languages it knows. No text is sent to it."""
    server = LibreTranslate(url, seconds=seconds)
    try:
        known = await server.known()
    except ServerTrouble as trouble:
        yield warning(ABOUT, "doctor-translations-silent", reason=trouble.failure.value)
        return
    except NotTranslated:
        yield warning(ABOUT, "doctor-translations-silent", reason=Failure.UNREADABLE.value)
        return
    finally:
        await server.close()
    others = [one for one in languages if one != LANGUAGE_OF_STAFF]
    pairs = {one: (Languages(one, LANGUAGE_OF_STAFF), Languages(LANGUAGE_OF_STAFF, one)) for one in others}
    well = [one for one, both in pairs.items() if all(in_its_codes(pair, known) for pair in both)]
    if well:
        yield ok(ABOUT, "doctor-translations-well", languages=_names(well))
    lacking = [one for one in others if one not in well]
    if lacking:
        yield warning(ABOUT, "doctor-translations-lacking", languages=_names(lacking))


def _names(languages: Collection[str]) -> str:
    return ", ".join(languages)


__all__ = ["check_translations"]
