"""What a person's page shows, as plain values for the templates: what was said, where they stand, what they may press.

Everything is said when it is shown, in the language it was said in. Knows no request and no cookie.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.channels.web.choices import ShownRow, WebButton, choices
from bot.channels.web.still import MARK, MadeOnce, Still, key_of
from bot.delivery.post import Content
from bot.sheets.as_json import card_from_json
from bot.sheets.card_text import card_text
from bot.turns.ports import Transaction
from bot.turns.posting import handle_of
from bot.turns.records import Person
from bot.turns.website import GONE, WebEvent
from bot.web.markup import Markup, safe, said, typed, untagged
from bot.words.words import Words
from dialogs.kinds import Contact, Day, Kind, Whole
from dialogs.leaves import stands_close
from dialogs.marks import read_press
from dialogs.messages import Text
from dialogs.questionnaires.hsp import HSP
from dialogs.talk import Utterance

# So much is shown at once; what was before is a page further up.
MOST_SHOWN = 40
# What a screen reader is told of anything new: enough to know whether to read it.
LONGEST_TOLD = 400
# What keeps words apart that are written from right to left is nothing to be heard.
_UNHEARD = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u2060"))
# What sentences end with.
_BOLD = re.compile(r"[^\w<]*<b>")
_ENDS = (".", "?", "!", "。", "？", "！")


@dataclass(frozen=True, slots=True)
class WebItem:
    """One thing on the page. `side` says whose it is: "ours", "theirs" (the client's) or "staff"."""

    at: int
    side: str
    language: str
    paragraphs: Sequence[Markup] = ()
    above: str = ""
    buttons: Sequence[ShownRow] = ()
    chosen: str = ""
    picture: bool = False
    words: str = ""
    document: str = ""
    files: Sequence[tuple[int, str]] = ()
    translation: Sequence[Markup] = ()

    @property
    def told(self) -> str:
        """What a screen reader is told of it."""
        text = " ".join(map(_plain, self.paragraphs)) or self.words
        return _told((self.above, text, *(name for _, name in self.files), self.document))


@dataclass(frozen=True, slots=True)
class LiveQuestion:
    """Where a person stands: the question, what is said above and below it, and how an answer is typed.

    `mark` comes back with what is typed there, so that it answers this question and no other.
    """

    at: int
    language: str
    legend: Markup
    before: Sequence[Markup] = ()
    after: Sequence[Markup] = ()
    buttons: Sequence[ShownRow] = ()
    mark: str = ""

    @property
    def told(self) -> str:
        """What a screen reader is told of it."""
        return _told(map(_plain, (*self.before, self.legend, *self.after)))


@dataclass(frozen=True, slots=True)
class HeldQuestion:
    """A question that is the same for everybody who is asked it, but for its place and its mark.

    `made` has `MARK` in place of the mark, and no place.
    """

    key: Hashable
    made: LiveQuestion
    told: str
    at: int = 0
    mark: str = ""

    @property
    def language(self) -> str:
        """The language it is asked in."""
        return self.made.language


@dataclass(frozen=True, slots=True)
class TypedField:
    """How an answer is typed: which keys a telephone shows, and what a browser may fill in.

    Where nothing is asked that is typed, what is written there is a message.
    """

    mode: str = "text"
    fills: str = "off"
    multiline: bool = False
    answers: bool = True
    # The conversation goes on in another chat by now.
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class WebPage:
    """All of a person's page, or what changed on it."""

    language: str
    items: Sequence[WebItem] = ()
    gone: Sequence[int] = ()
    asked: LiveQuestion | HeldQuestion | None = None
    field: TypedField = field(default_factory=TypedField)
    last: int = 0
    earlier: int = 0
    has_request: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What a page is made of: a person's events, what they are asked now, and where they stand."""

    language: str
    events: Sequence[WebEvent]
    live: WebEvent | None
    field: TypedField
    has_request: bool
    last: int
    earlier: int = 0
    # Behind which number these are all there is; None of a whole page.
    after: int | None = None

    @property
    def has_gone(self) -> bool:
        """Whether anything was taken off the page."""
        return any(event.kind == GONE for event in self.events)


class View:
    """Makes pages of what is kept."""

    def __init__(self, words: Words, commands: tuple[str, ...] = (), channel: str = "") -> None:
        self.words = words
        self.channel = channel
        # What texts name with a slash, and can be pressed there.
        self.commands = commands
        # Words of the house as pages show them, those in which nothing of anybody stands: paragraphs and questions.
        self._still: MadeOnce[Sequence[Markup]] = MadeOnce()
        self._questions: MadeOnce[tuple[Markup, Sequence[Markup]]] = MadeOnce()
        self._faces: MadeOnce[WebButton] = MadeOnce()
        self._held: MadeOnce[HeldQuestion] = MadeOnce()

    def whole(self, tx: Transaction, person: Person, before: int | None = None) -> WebPage:
        """Return the last things of a page, or those before a place."""
        events, more = tx.web_page(person.id, before, MOST_SHOWN)
        live = None if before is not None else _live(tx, person, events)
        return self.shown(
            _as_it_is(self.channel, person, events, live, tx.newest_web_event(), events[0].place if more else 0)
        )

    def changes(self, tx: Transaction, person: Person, after: int, most: int = 100) -> Changes:
        """Return what changed after a number."""
        events = tx.web_events_after(person.id, after, most)
        last = events[-1].seq if events else after
        return _as_it_is(
            self.channel, person, events, _live(tx, person, events), last, after=after if len(events) < most else None
        )

    def shown(self, changes: Changes) -> WebPage:
        """Return a page as it is shown."""
        live = changes.live
        shown = [e for e in changes.events if e.kind != GONE and (live is None or e.place != live.place)]
        return WebPage(
            changes.language,
            [self.item(event) for event in shown],
            [event.place for event in changes.events if event.kind == GONE],
            None if live is None else self._asked(live),
            changes.field,
            changes.last,
            changes.earlier,
            changes.has_request,
        )

    # --- one thing ------------------------------------------------------------------------------------------------

    def item(self, event: WebEvent) -> WebItem:
        """Return one thing as it is shown."""
        kinds = {"own": self._said, "picture": self._picture, "relay": self._relay}
        return kinds.get(event.kind, self._screen)(event)

    def _screen(self, event: WebEvent) -> WebItem:
        content = event.says
        chosen = event.payload.get("chosen")
        return WebItem(
            event.place,
            "ours",
            content.language,
            self._paragraphs(content.language, content.lines),
            buttons=choices(self.words, content, self._faces),
            chosen="" if chosen is None else self.words.plain(content.language, Text.from_json(chosen)),
            document="" if content.document is None else content.document[0],
        )

    def _said(self, event: WebEvent) -> WebItem:
        payload = event.payload
        command = payload.get("command")
        label = () if command is None else (typed(self.words.plain(payload["language"], Text(f"web-do-{command}"))),)
        text = (typed(payload["text"]),) if payload.get("text") else ()
        files = ((0, payload["file"]),) if payload.get("file") else ()
        return WebItem(event.place, "theirs", payload["language"], (*label, *text), files=files)

    def _picture(self, event: WebEvent) -> WebItem:
        words = card_text(card_from_json(event.payload["picture"]))
        return WebItem(event.place, "ours", str(event.payload["language"]), picture=True, words=words)

    def _relay(self, event: WebEvent) -> WebItem:
        above = Content.from_json(event.payload["say"])
        one = Utterance.from_json(event.payload["said"])
        media, files, shown = one.media, [], [said(one)] if one.text else []
        if media is not None:
            kind = self.words.plain(above.language, Text(f"media-{media.kind}"))
            if media.file:
                files.append((1, media.name or kind))
            else:
                told = [media.about[name] for name in ("name", "phone", "title", "address") if media.about.get(name)]
                where = [media.about[name] for name in ("latitude", "longitude") if media.about.get(name)]
                shown.append(typed(": ".join([kind, ": ".join([*told, *([", ".join(where)] if where else [])])])))
        translation = event.payload.get("translation")
        return WebItem(
            event.place,
            "staff",
            above.language,
            shown,
            above=" ".join(self.words.plain(above.language, line) for line in above.lines),
            files=files,
            translation=() if translation is None else self._translated(Content.from_json(translation)),
        )

    # --- where they stand -----------------------------------------------------------------------------------------

    def _asked(self, live: WebEvent) -> LiveQuestion | HeldQuestion:
        content, mark = live.says, mark_on(live)
        key = _held_key(content, mark)
        if key is None:
            return self._made_question(content, live.place, mark)

        def made() -> HeldQuestion:
            began = len(mark)
            rows = tuple(
                tuple(choice._replace(data=f"{MARK}{choice.data[began:]}") for choice in row) for row in content.rows
            )
            found = self._made_question(replace(content, rows=rows), 0, MARK)
            return HeldQuestion(key, found, found.told)

        held = self._held.get(key, made)
        return HeldQuestion(key, held.made, held.told, live.place, mark)

    def _made_question(self, content: Content, at: int, mark: str) -> LiveQuestion:
        language, lines = content.language, content.lines
        number = self._asking(language, lines)
        legend, rest = self._legend_of(language, lines[number])
        return LiveQuestion(
            at,
            language,
            legend,
            self._paragraphs(language, lines[:number]),
            [*rest, *self._paragraphs(language, lines[number + 1 :])],
            choices(self.words, content, self._faces),
            mark,
        )

    def _asking(self, language: str, lines: Sequence[Text]) -> int:
        """Which line asks: the question itself; of what asks nothing the first that stands out, or the first."""
        asking = next((n for n, line in enumerate(lines) if line.key.startswith("q-")), None)
        if asking is None:
            htmls = (self.words.html(language, line).strip("\n") for line in lines)
            asking = next((n for n, html in enumerate(htmls) if _stands_out(_asks(html)[0])), 0)
        return asking

    def _legend_of(self, language: str, line: Text) -> tuple[Markup, Sequence[Markup]]:
        """Return the question of a line, and the paragraphs below it."""

        def made() -> tuple[Markup, Sequence[Markup]]:
            question, rest = _asks(self.words.html(language, line).strip("\n"))
            asked = self._parted(language, question)
            return asked[0] if len(asked) == 1 else self._safe(language, question), self._parted(language, rest)

        def still() -> tuple[Markup, Sequence[Markup]]:
            legend, rest = made()
            return Still(legend), tuple(map(Still, rest))

        key = key_of(line)
        return made() if key is None else self._questions.get((language, key), still)

    def _translated(self, content: Content) -> Sequence[Markup]:
        return self._paragraphs(content.language, content.lines)

    def _paragraphs(self, language: str, lines: Sequence[Text]) -> Sequence[Markup]:
        """Return lines as paragraphs; those of a list are one."""
        parts: list[Markup] = []
        close_before = False
        for line in lines:
            own, close = self._line(language, line), stands_close(line)
            if close and close_before and parts and own:
                parts[-1] = Markup(f"{parts[-1]}<br>{own[0]}")
                own = own[1:]
            parts += own
            close_before = close or line.key.endswith("-title")
        return parts

    def _line(self, language: str, line: Text) -> Sequence[Markup]:
        """Return the paragraphs of a line. Whatever tells of somebody is made anew each time."""

        def made() -> Sequence[Markup]:
            return self._parted(line.language or language, self.words.html(language, line))

        key = key_of(line)
        return made() if key is None else self._still.get((language, key), lambda: tuple(map(Still, made())))

    def _parted(self, language: str, text: str) -> Sequence[Markup]:
        return [self._safe(language, part.strip("\n")) for part in text.split("\n\n") if part.strip()]

    def _safe(self, language: str, text: str) -> Markup:
        def label(command: str) -> str:
            return self.words.plain(language, Text(f"web-do-{command}"))

        return safe(text, self.commands, label)


def _asks(text: str) -> tuple[str, str]:
    """Part a text into what it asks and what it adds: a line, or the sentence at its beginning that stands out."""
    line, _, rest = text.partition("\n")
    bold, end, more = line.partition("</b>")
    if more.strip() and _BOLD.match(bold) and bold.endswith(_ENDS):
        line, rest = f"{bold}{end}", f"{more.strip()}\n{rest}"
    return line, rest


def _stands_out(line: str) -> bool:
    """Whether a line is a heading, and not one of what follows it."""
    return (
        not line.endswith((":</b>", "：</b>"))
        and line.endswith("</b>")
        and line.count("<b>") == 1
        and _BOLD.match(line) is not None
    )


def _held_key(content: Content, mark: str) -> Hashable | None:
    """Return all that a question is made of, but for its mark; None where it may tell of somebody."""
    parts: list[Hashable] = [content.language]
    began, begins = len(mark), f"{mark}."
    for line in content.lines:
        key = key_of(line)
        if key is None:
            return None
        parts.append(key)
    for row in content.rows:
        parts.append(len(row))
        for label, data in row:
            key = key_of(label)
            if key is None or not data.startswith(begins):
                return None
            parts += (key, data[began:])
    return tuple(parts) if mark and content.document is None else None


def _plain(part: Markup) -> str:
    return part.plain if part.__class__ is Still else untagged(part)


def _told(parts: Iterable[str]) -> str:
    """Return what a screen reader is told, and no more than is needed to know whether to read it."""
    text = " ".join(filter(None, parts)).translate(_UNHEARD)
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"


def _as_it_is(
    channel: str,
    person: Person,
    events: Sequence[WebEvent],
    live: WebEvent | None,
    last: int,
    before: int = 0,
    after: int | None = None,
) -> Changes:
    conversation = person.conversation
    field = _field(person)
    if channel and conversation.channel != channel:
        field = replace(field, is_elsewhere=True)
    return Changes(conversation.language, events, live, field, conversation.lead, last, before, after)


def _live(tx: Transaction, person: Person, events: Sequence[WebEvent]) -> WebEvent | None:
    """What a person is asked now: the message whose buttons count, once it is on their page."""
    live = person.conversation.live
    handle = None if live is None else handle_of(person, live)
    event = None if handle is None else next((event for event in events if event.handle == handle), None)
    event = tx.web_event(person.id, handle) if event is None and handle is not None else event
    say: Mapping[str, Any] = {} if event is None else event.payload.get("say", {})
    return event if say.get("rows") else None


def mark_on(live: WebEvent) -> str:
    """Return what the buttons of a question begin with; "" where they tell no place."""
    data = next((data for row in live.payload.get("say", {}).get("rows", ()) for _, data in row), "")
    press = read_press(data)
    return "" if press is None else f"{press.place}.{press.revision}"


def _field(person: Person) -> TypedField:
    """How the question is answered by typing, where one is asked."""
    place = person.conversation.place
    question = None if place.overlay is not None else HSP.by_id.get(place.at)
    if question is None:
        return TypedField(multiline=True, answers=False)
    kind: Kind = question.kind
    if isinstance(kind, Whole):
        return TypedField(mode="numeric")
    if isinstance(kind, Day):
        return TypedField(fills="bday" if question.id == "birth_date" else "off")
    if isinstance(kind, Contact):
        return TypedField(fills="on")
    return TypedField(fills="name" if question.id == "name" else "off", multiline=kind.typed and question.id == "note")


__all__ = ["Changes", "HeldQuestion", "LiveQuestion", "TypedField", "WebItem", "WebPage", "View", "mark_on"]
