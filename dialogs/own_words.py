"""What a person said that fits no question, kept in their own words with its kind, and its day where it has one."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.messages import Text, Typed
from dialogs.parsing import PartialDate
from dialogs.telling import dashed, day_shown

# The question under which they are kept: it is never asked.
# What a person wants to say to the office, also a text that was passed on whole because it was pressing.
NOTE = "note"
OWN_WORDS = "own_words"
MOST_KEPT = 20
LONGEST = 300
# A question that nothing here answers, and languages to talk in that nobody of the staff speaks.
QUESTION, LANGUAGE = "question", "language"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a person said: `kind` is a name such as `expiry` or `married`, `day` a partial date or None."""

    kind: str
    day: str | None
    words: str

    def kept(self) -> str:
        """Return it as one stored line."""
        return f"{self.kind}|{self.day or ''}|{self.words[:LONGEST]}"

    @classmethod
    def of(cls, kept: str) -> Remark:
        """Return the reverse of `kept`. Raises `ValueError` for a line that is none."""
        kind, day, words = kept.split("|", 2)
        if day:
            PartialDate.parse_iso(day)
        return cls(kind, day or None, words)

    def shown(self) -> Text:
        """Return it as the person reads it back: its kind, its day, and their words."""
        args: dict[str, Text] = {
            "kind": Text(f"own-words-{dashed(self.kind)}"),
            "words": Text("value-typed", {"text": Typed(self.words)}),
        }
        if self.day is None:
            return Text("own-words-line", args)
        return Text("own-words-line-with-day", {**args, "day": day_shown(PartialDate.parse_iso(self.day))})


def with_more(kept: list[str], more: list[Remark]) -> list[str]:
    """Return the stored lines with more, each once, the newest last; when there are too many the oldest go.

    Questions go before what a person told: a deadline is not lost because much was asked.
    """
    fresh = [line for line in dict.fromkeys(remark.kept() for remark in more) if line not in kept]
    every = [*kept, *fresh]
    asked = [line for line in every if Remark.of(line).kind == QUESTION]
    gone = set(asked[: max(0, len(every) - MOST_KEPT)])
    return [line for line in every if line not in gone][-MOST_KEPT:]
