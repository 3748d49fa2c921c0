"""A text that one reader after the other takes apart, each what it knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from dialogs.parsing.lexicon import lexicon
from dialogs.parsing.time_window import TimeWindow

_LEXICON = lexicon()


def words(*keys: str) -> str:
    """Return a pattern for the words of times under some keys."""
    return _LEXICON.any("times", *keys)


@dataclass(slots=True)
class Scan:
    """A text of which one reader after the other takes what it knows; what is taken leaves a gap as long as it was."""

    plain: str
    found: list[tuple[int, int, TimeWindow]] = field(default_factory=list)

    def take(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], TimeWindow | None]) -> None:
        """Take what a pattern finds and a reader can make something of."""
        at = 0
        while (match := pattern.search(self.plain, at)) is not None:
            window = read(match)
            at = match.start() + 1
            if window is not None:
                self.found.append((match.start(), match.end(), window))
                self._leave_gap(match)

    def take_for(self, pattern: re.Pattern[str], window: TimeWindow) -> None:
        """Take what a pattern finds for one and the same."""
        self.take(pattern, lambda _: window)

    def drop(self, pattern: re.Pattern[str]) -> bool:
        """Take words that say something of the whole; return whether they were there."""
        match = pattern.search(self.plain)
        if match is not None:
            self._leave_gap(match)
        return match is not None

    def _leave_gap(self, match: re.Match[str]) -> None:
        gap = " " * (match.end() - match.start())
        self.plain = f"{self.plain[: match.start()]}{gap}{self.plain[match.end() :]}"


def group(match: re.Match[str], *names: str) -> str:
    """Return the first of some groups that is there."""
    return next((text for name in names if (text := match.groupdict().get(name))), "")
