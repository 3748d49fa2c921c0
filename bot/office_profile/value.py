"""One value of an office profile with its place in the file, and the strict readers that turn it into ours.

Every complaint is one sentence naming the file, the key path, what was expected and what was found. It knows
what values look like, not which ones an office has.
"""

import dataclasses
import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from bot.errors import OfficeProfileError
from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF, Span, Texts

_MISSING: Final = object()
_TEXTS: Final = {"example": '{ ja = "...", en = "..." }'}
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,23}")  # short: ids travel in a button's 64 bytes
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True)
class ProfileValue:
    """One value of the file, or its absence, together with where it stands."""

    file: str
    path: str
    raw: object

    def refusal(self, expected: str, **args: Arg) -> OfficeProfileError:
        """Complains that something else was expected here: the text `profile-expected-...`, and its arguments."""
        return self.complaint("profile-refused", expected=_expected(expected, args), found=self._found())

    def complaint(self, key: str, **args: Arg) -> OfficeProfileError:
        """Makes any other complaint about this place."""
        place = self.path or Text("profile-top-level")
        return OfficeProfileError("error-profile", file=self.file, place=place, what=Text(key, args))

    def _found(self) -> Arg:
        return Text("profile-found-nothing") if self.raw is _MISSING else _shown(self.raw)

    def table(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, "ProfileValue"]:
        """Reads a table with exactly these keys.

        A missing required key becomes an absent value, refused by whichever reader it meets, because that one
        knows what was expected. A missing optional key is not in the result.
        """
        must, may = tuple(required), tuple(optional)
        if not isinstance(self.raw, Mapping):
            raise self.refusal("table", keys=", ".join(must))
        for key in self.raw:
            if key not in must + may:
                if near := difflib.get_close_matches(key, must + may, n=1):
                    raise self.child(key).complaint("profile-unknown-key-near", nearest=repr(near[0]))
                raise self.child(key).complaint("profile-unknown-key", known=", ".join(must + may))
        return {key: self.child(key) for key in must + may if key in must or key in self.raw}

    def record(self, kind: type) -> dict[str, "ProfileValue"]:
        """Reads a table whose keys are the fields of a dataclass; a field with a default may be left out."""
        fields = dataclasses.fields(kind)
        required = [field.name for field in fields if field.default is dataclasses.MISSING]
        return self.table(required, [field.name for field in fields if field.name not in required])

    def items(self, expected: str, *, at_least: int = 0) -> list["ProfileValue"]:
        """Reads a list of what the text `profile-items-...` names; each item is then read by itself."""
        if not isinstance(self.raw, list) or len(self.raw) < at_least:
            items = Text(f"profile-items-{expected}")
            if at_least:
                raise self.refusal("list-at-least", what=items, least=at_least)
            raise self.refusal("list", what=items)
        return [ProfileValue(self.file, f"{self.path}[{index}]", item) for index, item in enumerate(self.raw)]

    def text(self) -> str:
        """Reads a text that says something."""
        if not isinstance(self.raw, str) or not self.raw.strip():
            raise self.refusal("text")
        return self.raw

    def texts(self) -> Texts:
        """Reads one text by language; Japanese is needed, so that staff can read what clients are told."""
        if not isinstance(self.raw, Mapping):
            raise self.refusal("texts", **_TEXTS)
        for code in self.raw:
            if not _LANGUAGE.fullmatch(code):
                raise self.child(code).complaint("profile-unknown-language", expected=_expected("texts", _TEXTS))
        return {code: self.child(code).text() for code in dict.fromkeys([LANGUAGE_OF_STAFF, *self.raw])}

    def matching(self, pattern: str | re.Pattern[str], expected: str) -> str:
        """Reads a text that fits a pattern as a whole."""
        if not isinstance(self.raw, str) or not re.fullmatch(pattern, self.raw):
            raise self.refusal(expected)
        return self.raw

    def one_of(self, known: Collection[str], expected: str) -> str:
        """Reads one of a list of names; the nearest one is named to whoever missed it."""
        if isinstance(self.raw, str) and self.raw in known:
            return self.raw
        near = difflib.get_close_matches(self.raw, sorted(known), n=1, cutoff=0) if isinstance(self.raw, str) else []
        if near:
            what = _expected(expected)
            raise self.complaint("profile-refused-near", expected=what, found=self._found(), nearest=repr(near[0]))
        raise self.refusal(expected)

    def name(self) -> str:
        """Reads an id of ours."""
        return self.matching(_NAME, "name")

    def language(self) -> str:
        """Reads a language code."""
        return self.matching(_LANGUAGE, "language")

    def flag(self) -> bool:
        """Reads true or false, and nothing that merely resembles them."""
        if not isinstance(self.raw, bool):
            raise self.refusal("flag")
        return self.raw

    def whole(self, least: int, most: int) -> int:
        """Reads a whole number within bounds, both included."""
        # bool is an int in Python; `true` is no number in a profile.
        if not isinstance(self.raw, int) or isinstance(self.raw, bool) or not least <= self.raw <= most:
            raise self.refusal("whole", least=str(least), most=str(most))
        return self.raw

    def yen(self) -> int:
        """Reads an amount in whole yen."""
        return self.whole(0, 100_000_000)

    def day(self) -> date:
        """Reads a day."""
        if not isinstance(self.raw, date) or isinstance(self.raw, datetime):
            raise self.refusal("day")
        return self.raw

    def clock(self) -> time:
        """Reads a time of day in hours and minutes."""
        return time.fromisoformat(self.matching(_CLOCK, "time"))

    def span(self) -> Span:
        """Reads one stretch of opening."""
        opens, _, closes = self.raw.partition("-") if isinstance(self.raw, str) else ("", "", "")
        if not (_CLOCK.fullmatch(opens) and _CLOCK.fullmatch(closes) and opens < closes):
            raise self.refusal("span")
        return Span(time.fromisoformat(opens), time.fromisoformat(closes))

    def child(self, key: str) -> "ProfileValue":
        """Gives the value under a key of this table, or its absence."""
        name = key if _BARE_KEY.fullmatch(key) else repr(key)
        raw = self.raw.get(key, _MISSING) if isinstance(self.raw, Mapping) else _MISSING
        return ProfileValue(self.file, f"{self.path}.{name}" if self.path else name, raw)


def _expected(name: str, args: Mapping[str, Arg] | None = None) -> Text:
    return Text(f"profile-expected-{name}", args or {})


def _shown(raw: object) -> Arg:
    if isinstance(raw, Mapping):
        return Text("profile-found-table")
    if isinstance(raw, list):
        return Text("profile-found-list", {"size": len(raw)})
    if isinstance(raw, bool):
        return str(raw).lower()
    shown = repr(raw) if isinstance(raw, str) else str(raw)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
