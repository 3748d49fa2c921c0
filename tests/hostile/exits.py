"""Every way out of intake, and what must hold there whatever was typed: the one list of renderers and exporters.

An exit names the modules of ours that make what leaves by it. `test_exits.py` finds modules that make such things by
themselves (`SIGNS`): one that stands in no exit, and is not excused here with the reason, fails there.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from types import MappingProxyType

from dialogs.messages import Text, Typed
from dialogs.office import Office
from tests.dialogs.walker import real_words

AT = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
# By what a module is known that makes something for people or programs.
SIGNS = (
    *("from html import escape", "import html\n", "markupsafe", "bot.web.markup", "bot.web.templates", "csv.writer"),
    *("import icalendar", "from icalendar", "fpdf", " PIL", "json_response", "Content-Disposition", "xml.sax"),
    *("prometheus_client", "logging.Formatter", "import email", " print(", "structlog"),
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u200b\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out: `check` takes a text, and raises where it comes out as something else than words."""

    name: str
    modules: tuple[str, ...]
    check: Callable[[str], None]


def unsteered(text: str) -> None:
    """Raise where a text has signs that steer a terminal, a log or the writing direction."""
    found = _CONTROLS.search(text)
    assert found is None, f"{found} is in {text[:200]!r}"


# --- pages ------------------------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """The tags of a page, with the names of their attributes, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.leads: list[str] = []
        self.said = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append(f"{tag}[{','.join(name for name, _ in attrs)}]")
        self.leads += [value or "" for name, value in attrs if name in ("href", "src", "action", "formaction")]

    def handle_data(self, data: str) -> None:
        """Keep what is said."""
        self.said += data

    def unknown_decl(self, data: str) -> None:
        """No page of ours has any."""
        raise AssertionError(data)


_OF_LINES = re.compile(r"(br|p|a|span)\[[a-z,]*\]")


def same_page(make: Callable[[str], str], text: str) -> None:
    """Raise where a page is built otherwise with a text than with a word; lines and links of it may be more."""
    plain, hostile = _bare(Tags(make("word")).tags), Tags(make(text))
    built = _bare(hostile.tags)
    # Of nothing, less may be shown.
    assert built == plain or (not text.strip() and set(built) <= set(plain)), (text[:80], built)
    for lead in hostile.leads:
        assert re.match(r"https?://|mailto:|tel:|webcal://|/|#|$|\?", lead, re.IGNORECASE), lead
        assert '"' not in lead, lead


def _bare(tags: Sequence[str]) -> list[str]:
    return [tag for tag in tags if not _OF_LINES.fullmatch(tag)]


def spoken(text: str) -> Text:
    """Return a text of the words in which a name stands that somebody typed, and nothing else."""
    return Text("staff-saved-name-line", {"name": Typed(text)})


def _telegram(text: str) -> None:
    from bot.channels.telegram.relay import html_of
    from bot.channels.telegram.render import card_html, cut, hushed, paginate, shortened
    from bot.words.clean import clean
    from dialogs.talk import BOLD, LINK, SPOILER, Emphasis, Utterance
    from tests.telegram.markup import parse_html

    words = real_words()
    for language in ("en", "ja"):
        html = words.html(language, spoken(text))
        shown, _ = parse_html(html)
        assert clean(text) in shown or clean(text, lines=False) in shown
        unsteered(shown.translate(_ISOLATES))
        for page in paginate([html, html], 100):
            parse_html(page)
        parse_html(cut(html, 60)[0])
        parse_html(hushed(html))
        card_html(words, language, [spoken(text)])
    marks = (Emphasis(BOLD, 0, 9_999), Emphasis(LINK, 1, 3, text[:50]), Emphasis(SPOILER, 2, 1))
    parse_html(html_of(Utterance(text[:4_000].encode("utf-16-le", "replace").decode("utf-16-le", "replace"), marks)))
    assert len(shortened(text, 20)) <= 20


def _topics(text: str) -> None:
    topic = Text("staff-topic", {"number": "1", "state": "new", "points": "none", "name": text})
    named = real_words().plain("ja", topic)
    assert "\n" not in named
    unsteered(named)


def _website(text: str) -> None:
    from bot.web.markup import safe, typed
    from bot.web.markup import said as marked
    from dialogs.talk import BOLD, LINK, Emphasis, Utterance

    words = real_words()
    same_page(lambda one: str(typed(one)), text)
    same_page(lambda one: str(marked(Utterance(one, (Emphasis(BOLD, 0, 2), Emphasis(LINK, 0, 2, one))))), text)
    same_page(lambda one: str(safe(words.html("en", spoken(one)), ("help", "forget"))), text)


def _employer(text: str) -> None:
    from bot.employer.page import EmployerPages
    from dialogs.employer_form import PARTS, RD, YEAR

    pages = EmployerPages(real_words(), _office())
    same_page(lambda one: pages.form("en", one, dict.fromkeys((RD, *PARTS, YEAR), one)), text)
    same_page(lambda one: pages.told("ja", "hr-late", {}, {RD: one, YEAR: one}), text)


def _feed(text: str) -> None:
    from bot.feeds.page import Pages
    from bot.feeds.talks import Owner
    from bot.turns.records import FeedKind

    pages = Pages(real_words())
    owner = Owner(FeedKind.STAFF, "ja", spoken("x"))
    same_page(lambda one: pages.once(replace(owner, title=spoken(one))), text)


def _line(text: str) -> None:
    from bot.channels.line.render import LineChoice, quick_items, text_message, texts_of
    from bot.delivery.post import Content

    content = Content("en", (spoken(text),))
    messages = [text_message(one) for one in texts_of(real_words(), content, (), "")]
    assert all(set(message) == {"type", "text"} for message in messages), "nothing of it is replaced there"
    items = quick_items([LineChoice(text or "x", "1", "a:b")])
    body = json.dumps({"messages": messages, "quickReply": items}, ensure_ascii=False).encode("utf-8", "replace")
    assert json.loads(body)


# --- files ------------------------------------------------------------------------------------------------------------

_RUNS = re.compile(r"[\s\"]*[=+\-@＝＋－＠]")


def _csv(text: str) -> None:
    from bot.commands.leads import _FIELDS, _shown, _write_csv

    stream = io.StringIO(newline="")
    said = dict.fromkeys(_FIELDS, text) | {"runs": [{"day": text}], "acts": [{"by": {"name": text}}]}
    _write_csv(stream, [said, said])
    written = stream.getvalue()
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert [len(row) for row in rows] == [len(_FIELDS)] * 3
    for between in ",;\t|":
        for cell in re.split(rf"[{between}\r\n]", written):
            assert not _RUNS.match(cell.removeprefix('"')), (between, cell[:80])
    written.encode()
    unsteered(_shown({**said, "updated_at": "x"}, "name"))


def _calendar(text: str) -> None:
    from icalendar import Calendar

    from bot.calendars.entry_text import new_text
    from bot.sheets.calendar import LONGEST_LINK, CalendarEntry, calendar, google_link

    def entry(one: str) -> CalendarEntry:
        begins, ends = AT, AT + timedelta(hours=1)
        return CalendarEntry(
            uid="booking-1@x", sequence=1, begins=begins, ends=ends, summary=one, place=one, details=one
        )

    for made in (calendar([entry(text)], AT, name=text or "x"), new_text(entry(text), AT)):
        lines = made.encode().split(b"\r\n")
        assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
        read = Calendar.from_ical(made)
        [event] = read.walk("VEVENT")
        assert str(event["UID"]) == "booking-1@x"
        assert not {"ATTENDEE", "ORGANIZER", "ATTACH", "URL", "RRULE"} & set(event)
        assert not event.subcomponents
        unsteered(str(event["SUMMARY"]))
    clean_text = text.encode("utf-8", "replace").decode()
    assert len(google_link(entry(clean_text))) <= LONGEST_LINK


def _names(text: str) -> None:
    from bot.channels.line.handed import _saved_as
    from bot.channels.telegram.calls import _quotable
    from bot.channels.web.forms import _called
    from bot.channels.web.live import _attached

    for named in (_called(text, "png"), _quotable(text)):
        unsteered(named)
        assert not re.search(r'[/\\"\r\n]', named), named
        assert named.strip(" ."), named
    whole = text.encode("utf-8", "replace").decode()
    for headers in (_saved_as(whole, "text/plain"), _attached(whole)):
        assert re.fullmatch(r"attachment; filename\*=UTF-8''[A-Za-z0-9%._~-]*", headers["Content-Disposition"])


# --- lines ------------------------------------------------------------------------------------------------------------


def _log(text: str) -> None:
    from bot import logs

    record = logging.LogRecord("bot.x", logging.WARNING, "x.py", 1, "said: %s", (text,), None)
    theirs = logging.LogRecord("aiohttp.server", logging.ERROR, "x.py", 1, f"Zq7 {text}", (), None)
    for form in (logs._Lines("plain", ""), logs._Lines("json", "")):
        line = form.format(record)
        assert "\n" not in line
        unsteered(line)
        assert "Zq7" not in form.format(theirs)
    assert text not in logs.described(ValueError(text)) or not text.strip() or text in "ValueError"


def _metrics(text: str) -> None:
    from bot.observing.counted import within
    from bot.observing.metrics import METRICS

    for metric in METRICS:
        labels = within(metric, (text,) * len(metric.labels))
        for said, values in zip(labels or (), metric.labels.values(), strict=False):
            assert said in values, "nothing but what is listed is ever a label"


def _terminal(text: str) -> None:
    from bot.channels.console.show import Printer, Terminal
    from bot.delivery.post import Content, PostButton

    stdout = io.StringIO()
    printer = Printer(Terminal(io.StringIO(), stdout), real_words())
    printer.content(Content("en", (spoken(text),), ((PostButton(spoken(text), "a"),),), (text, text)))
    printer.content(Content("en", (spoken(text),), ((PostButton(spoken(text), "a"),),)))
    unsteered(stdout.getvalue().translate(_ISOLATES))


def _demo(text: str) -> None:
    from bot.demo.page import _linked

    words = real_words()
    same_page(lambda one: _linked(words.html("ja", spoken(one))), text)


def _paper(text: str) -> None:
    from bot.sheets.fonts import drawable, runs
    from bot.sheets.layout import wrap

    drawn = drawable(text)
    unsteered(drawn.text)
    runs(drawn.text)
    wrapped = "".join(wrap(drawn.text, 40, len))
    assert re.sub(r"\s", "", wrapped) == re.sub(r"\s", "", drawn.text)


_ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))


@cache
def _office() -> Office:
    from bot.office_profile.profile import load_office

    return load_office(None)


EXITS: tuple[Exit, ...] = (
    Exit(
        "Telegram: what clients and staff read",
        ("channels.telegram.relay", "channels.telegram.translation", "words.words"),
        _telegram,
    ),
    Exit("names of topics", ("office.telegram.courier",), _topics),
    Exit(
        "pages of the chat and of the desk",
        (
            *("web.markup", "channels.web.view", "channels.web.fragments", "channels.web.pages", "channels.web.still"),
            *("channels.web.buttons", "channels.web.site", "office.web.render"),
        ),
        _website,
    ),
    Exit("HR's page", ("employer.page",), _employer),
    Exit("pages of calendars", ("feeds.page",), _feed),
    Exit("LINE", ("channels.line.render",), _line),
    Exit("CSV, and the table in a terminal", ("commands.leads",), _csv),
    Exit("calendars", ("sheets.calendar", "calendars.entry_text", "commands.bookings"), _calendar),
    Exit("names of files", ("channels.line.handed", "channels.web.live", "office.web.site", "demo.site"), _names),
    Exit("the log", ("logs", "observing.lines"), _log),
    Exit("labels of metrics", ("observing.counted",), _metrics),
    Exit("a terminal", ("channels.console.show",), _terminal),
    Exit("the demo", ("demo.page", "demo.courier", "demo.rules"), _demo),
    Exit("PDF and pictures", ("sheets.paper", "sheets.score_card"), _paper),
)
# Modules that look like one, by what they do instead.
EXCUSED: Mapping[str, str] = MappingProxyType(
    {
        "calendars.caldav_client": "asks a server by addresses and names of ours, which it escapes",
        "calendars.events": "reads calendars",
        "calendars.free_busy": "reads calendars",
        "channels.telegram.webhook": "answers Telegram with JSON of our own",
        "commands.backup": "prints figures, and a path of the operator's",
        "commands.copy": "prints figures",
        "commands.restore": "prints figures, and a path of the operator's",
        "observing.health": "says names of parts and yes or no",
        "commands.cards": "prints words of the operator, given on its command line",
        "commands.doctor": "says what the operator set",
        "commands.forget": "prints a number",
        "commands.init": "says what the operator typed",
        "commands.keys": "prints figures",
        "commands.migrate": "prints figures",
        "commands.rescore": "prints figures and numbers of leads",
        "commands.rules": "prints the law",
        "commands.score": "prints figures of a profile, whose fields are checked",
        "commands.slots": "prints times",
        "commands.version": "prints the version",
        "storage.counters": "keeps",
        "storage.records": "keeps",
        "storage.seal": "keeps",
        "storage.migrations.versions.0002_people_and_addresses": "keeps",
    }
)

__all__ = ["EXCUSED", "EXITS", "SIGNS", "Exit", "Tags", "same_page", "spoken", "unsteered"]
