"""What a translation server calls our languages, and between which of them it translates."""

from __future__ import annotations

from collections.abc import Mapping

from bot.turns.translating import AUTO, Languages

# Codes that servers have had for a language, besides ours.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("zh", "zh-CN"),
    "zh-Hant": ("zt", "zh-TW"),
    "pt-BR": ("pb", "pt"),
}


def code_of(language: str, known: Mapping[str, frozenset[str]]) -> str | None:
    """Return the server's code of a language of ours; None where it has none."""
    by_lower = {code.lower(): code for code in known}
    names = (language, *_ALSO.get(language, (language.partition("-")[0],)))
    return next((by_lower[name.lower()] for name in names if name.lower() in by_lower), None)


def in_its_codes(languages: Languages, known: Mapping[str, frozenset[str]]) -> Languages | None:
    """Return the languages as the server calls them; None where it does not translate between them."""
    target = code_of(languages.target, known)
    if target is None:
        return None
    if languages.source == AUTO:
        return Languages(AUTO, target) if any(target in targets for targets in known.values()) else None
    source = code_of(languages.source, known)
    return Languages(source, target) if source is not None and target in known[source] else None


__all__ = ["code_of", "in_its_codes"]
