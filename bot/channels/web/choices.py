"""What may be pressed, as plain values for the templates: with icons of ours, times under the day that they are on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.channels.web.icons import TICKED, UNTICKED, parted
from bot.channels.web.still import MadeOnce, key_of
from bot.delivery.post import Content
from bot.words.words import Words
from dialogs.marks import read_press
from dialogs.messages import Text

# What buttons do that answer nothing; and what leads on from what is shown, which most people want next.
MINOR, ONWARD = frozenset({"back", "help", "unknown", "skip"}), frozenset({"ok", "done"})
# How times are named, by what within each says the reader's own; the first of all names it itself.
_TIME, _DAY = "slot-short", "slot-day"
_WITHIN = {"slot-on-request": "slot", "slot-short-both": "there"}
_TICKS: Mapping[str, bool] = {"ticked": True, "unticked": False}


@dataclass(frozen=True, slots=True)
class WebButton:
    """A button: what it says, and what comes back when it is pressed.

    `icon` is drawn before the words. `before` is what its label begins with and what stands above it already. `ticked`
    is None of what is no tick.
    """

    label: str
    data: str
    icon: str = ""
    before: str = ""
    ticked: bool | None = None

    def doing(self, data: str) -> WebButton:
        """Return the same with other data."""
        return WebButton(self.label, data, self.icon, self.before, self.ticked)

    @property
    def minor(self) -> bool:
        """Whether it answers nothing."""
        return self.data.rpartition(".")[2] in MINOR

    @property
    def first(self) -> bool:
        """Whether it is what most people want next."""
        if self.data.rpartition(".")[2] not in ONWARD:
            return False
        press = read_press(self.data)
        return press is not None and press.action in ONWARD


@dataclass(frozen=True, slots=True)
class ShownRow:
    """Buttons side by side. `day` stands above times of one day, `count` says how many; the first day is `open`."""

    buttons: Sequence[WebButton]
    day: str = ""
    open: bool = True
    count: str = ""


@dataclass(slots=True)
class _Day:
    """Times of one day, as they are gathered."""

    name: str = ""
    buttons: list[WebButton] = field(default_factory=list)


def choices(words: Words, content: Content, faces: MadeOnce[WebButton] | None = None) -> list[ShownRow]:
    """Return the rows of buttons of a message; what they show of the house's words is held in `faces`."""
    return list(_rows(words, content, MadeOnce() if faces is None else faces))


def _rows(words: Words, content: Content, faces: MadeOnce[WebButton]) -> Iterator[ShownRow]:
    times, is_first = _Day(), True
    language = content.language

    def face(label: Text, data: str) -> WebButton:
        key = key_of(label)
        if key is None:
            return _button(words, language, label, data)
        return faces.get((language, key), lambda: _button(words, language, label, "")).doing(data)

    for row in content.rows:
        buttons = [face(label, data) for label, data in row]
        day = buttons[0].before if len(buttons) == 1 else ""
        if times.buttons and day != times.name:
            yield _of_day(words, language, times, is_first)
            times, is_first = _Day(), False
        if day:
            times.name = day
            times.buttons.append(buttons[0])
        else:
            yield ShownRow(buttons)
    if times.buttons:
        yield _of_day(words, language, times, is_first)


def _of_day(words: Words, language: str, times: _Day, is_first: bool) -> ShownRow:
    count = words.plain(language, Text("web-times", {"count": len(times.buttons)}))
    return ShownRow(times.buttons, times.name, is_first, count)


def _button(words: Words, language: str, label: Text, data: str) -> WebButton:
    ticked = _TICKS.get(label.key)
    if ticked is not None and isinstance(inner := label.args.get("label"), Text):
        icon = TICKED if ticked else UNTICKED
        return WebButton(words.plain(language, inner), data, icon, ticked=ticked)
    said = words.plain(language, label)
    day = _day_of(words, language, label)
    if day and said.startswith(day):
        return WebButton(said.removeprefix(day).strip(), data, before=day)
    icon, rest = parted(said)
    return WebButton(rest, data, icon)


def _day_of(words: Words, language: str, label: Text) -> str:
    """Return how the day of a time is named; "" for what is no time."""
    while (name := _WITHIN.get(label.key)) is not None and isinstance(inner := label.args.get(name), Text):
        label = inner
    if label.key != _TIME:
        return ""
    return words.plain(language, Text(_DAY, {name: arg for name, arg in label.args.items() if name != "time"}))


__all__ = ["ShownRow", "WebButton", "choices"]
