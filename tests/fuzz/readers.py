"""Everything of ours that reads what comes from outside, each with right inputs to begin from and what it may refuse by.

A reader that is not listed here is not fuzzed: whoever writes one adds it, with seeds and its own declared errors.
"""

from __future__ import annotations

import contextlib
import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz import mutation
from tests.fuzz.mutation import Values, deep_bodies

Input = Any


@dataclass(frozen=True, slots=True)
class FuzzedReader:
    """Reads inputs that `make` makes (after those of `first`); may refuse one by an error of `refuses` and no other.

    An input may take `base` seconds of processor time and `each` more for each of its signs. `share` is how many of
    a thousand inputs this reader gets: cheap ones get more.
    """

    name: str
    make: Callable[[Random], Input]
    read: Callable[[Input], object]
    refuses: tuple[type[Exception], ...] = ()
    first: Sequence[Input] = ()
    base: float = 0.05
    each: float = 2e-6
    share: int = 40


def size_of(given: Input) -> int:
    """Return how long an input is."""
    if isinstance(given, str | bytes):
        return len(given)
    return sum(map(size_of, given)) if isinstance(given, tuple) else len(repr(given))


def _of_texts(seeds: Sequence[str], longest: int) -> Callable[[Random], str]:
    return lambda random: mutation.text(random, seeds, longest)


def _of_bytes(seeds: Sequence[bytes], longest: int) -> Callable[[Random], bytes]:
    return lambda random: mutation.raw(random, seeds, longest)


# --- what messengers send ---------------------------------------------------------------------------------------------

_MARIA = {"id": 7, "is_bot": False, "first_name": "Maria", "language_code": "en"}
_PRIVATE = {"id": 7, "type": "private"}
_GROUP = {"id": -1001234, "type": "supergroup", "is_forum": True}
_ENTITY = [{"type": "bold", "offset": 0, "length": 3}, {"type": "text_link", "offset": 4, "length": 2, "url": "https://a/"}]
_FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 9, "file_name": "a.pdf", "mime_type": "application/pdf"}
_SAID = {"message_id": 70, "from": _MARIA, "chat": _PRIVATE, "date": 1_790_000_000}
_IN_GROUP = {**_SAID, "chat": _GROUP, "is_topic_message": True, "message_thread_id": 9}
_OTHER = {"user_id": 7, "phone_number": "+819012345678", "first_name": "M"}
_BECAME = {"chat": _PRIVATE, "from": _MARIA, "date": 1, "new_chat_member": {"status": "member", "user": {"id": 1}}}
_PRESS = {"id": "17", "from": _MARIA, "chat_instance": "1", "data": "consent.3.a:agree", "message": _SAID}
UPDATES: tuple[dict[str, Any], ...] = (
    {"update_id": 5, "message": {**_SAID, "text": "Hello <b>there</b>", "entities": _ENTITY}},
    {"update_id": 6, "message": {**_SAID, "text": "/start flyer", "entities": []}},
    {"update_id": 7, "message": {**_SAID, "document": _FILE, "caption": "my card", "caption_entities": _ENTITY}},
    {"update_id": 8, "message": {**_SAID, "photo": [{**_FILE, "width": 9, "height": 9}], "media_group_id": "g"}},
    {"update_id": 9, "message": {**_SAID, "contact": _OTHER}},
    {"update_id": 10, "message": {**_SAID, "forward_origin": {"type": "user", "date": 1}, "text": "x"}},
    {"update_id": 11, "message": {**_SAID, "venue": {"location": {"latitude": 1.5, "longitude": 2}, "title": "a"}}},
    {"update_id": 12, "message": {**_SAID, "poll": {"id": "1", "question": "?", "options": [{"text": "a"}]}}},
    {"update_id": 13, "edited_message": {**_SAID, "text": "changed", "edit_date": 2}},
    {"update_id": 14, "callback_query": _PRESS},
    {"update_id": 15, "my_chat_member": {**_BECAME, "old_chat_member": {"status": "left", "user": {"id": 1}}}},
    {"update_id": 16, "message": {**_IN_GROUP, "text": "/set 1 8,000,000", "reply_to_message": _SAID}},
    {"update_id": 17, "message": {**_IN_GROUP, "text": "／ｆｉｎｄ マリア", "sender_chat": {"id": -1001234}}},
    {"update_id": 18, "message": {**_IN_GROUP, "text": "//note", "media_group_id": "g"}},
    {"update_id": 19, "message": {**_IN_GROUP, "migrate_to_chat_id": -1005}},
    {"update_id": 20, "callback_query": {**_PRESS, "data": "take:1", "message": _IN_GROUP}},
    {"update_id": 21, "message": {**_IN_GROUP, "video": {**_FILE, "duration": 3}, "caption": "Hello"}},
)


def _telegram() -> FuzzedReader:
    from bot.channels.telegram.pick import Slim, pick_client, pick_office
    from bot.channels.telegram.receive import _act_of, _own_message
    from bot.channels.telegram.webhook import read_update

    def read(body: bytes) -> None:
        update = read_update(body)
        if update is not None:
            picked = pick_client(update)
            if isinstance(picked, Slim) and picked.kind != "my_chat_member":
                _act_of(picked)
                _own_message(picked)
            pick_office(update)

    values = Values(UPDATES)
    return FuzzedReader(
        "telegram update", lambda random: values.body(random, 300_000), read, first=deep_bodies(), share=250
    )


def _polled() -> FuzzedReader:
    from bot.channels.telegram.polling import first_update_id, read_updates

    def read(body: bytes) -> None:
        read_updates(body)
        first_update_id(body)

    values = Values([{"ok": True, "result": list(UPDATES[:3])}])
    return FuzzedReader(
        "telegram poll", lambda random: values.body(random, 300_000), read, first=deep_bodies(), share=120
    )


def _answered() -> FuzzedReader:
    from bot.channels.files import Unreachable
    from bot.channels.telegram.calls import result_of
    from bot.channels.telegram.errors import Refused
    from bot.office.telegram.request import Request
    from telegram.error import TelegramError

    sent = {"ok": True, "result": {"message_id": 5, "chat": _PRIVATE, "date": 1}}
    wait = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 3}}
    moved = {"ok": False, "error_code": 400, "description": "x", "parameters": {"migrate_to_chat_id": -1005}}
    values = Values([sent, wait, moved])

    def make(random: Random) -> tuple[int, bytes]:
        return random.choice((200, 200, 400, 429, 403, 502)), values.body(random, 50_000)

    def read(given: tuple[int, bytes]) -> None:
        with contextlib.suppress(TelegramError):
            Request.parse_json_payload(given[1])
        try:
            result_of(*given)
        except Refused as refused:
            assert refused.diagnosis

    first = tuple((200, body) for body in deep_bodies())
    return FuzzedReader("Telegram's answers", make, read, (Unreachable, Refused), first=first, share=40)


def _launched() -> FuzzedReader:
    from datetime import UTC, datetime

    from bot.channels.telegram.launch import vouched
    from tests.e2e.website.launch import signed

    token, now = "100:client-secret-client-secret", datetime(2026, 11, 24, tzinfo=UTC)
    right = signed(token, 7, now)
    users = Values([{"id": 7, "first_name": "M", "language_code": "en"}])

    def make(random: Random) -> str:
        if random.random() < 0.5:
            return mutation.text(random, (right,), 9_000)
        # What Telegram itself signs, whatever stands in it.
        user = users.body(random, 5_000).decode("utf-8", "replace")
        return signed(token, 7, now, user=user, auth_date=random.choice(("1795000000", "x", "٣", "9" * 40, "")))

    return FuzzedReader("launch data", make, lambda text: vouched(token, text, now), share=20)


_LINE_HEAD = {
    "mode": "active",
    "timestamp": 1_790_000_000_000,
    "webhookEventId": "01K",
    "source": {"type": "user", "userId": "U1"},
    "deliveryContext": {"isRedelivery": False},
    "replyToken": "t",
}


def _line_said(**message: Any) -> dict[str, Any]:
    return {**_LINE_HEAD, "type": "message", "message": {"id": "5", **message}}


LINE_EVENTS: tuple[dict[str, Any], ...] = (
    _line_said(type="text", text="Hello (smile)", emojis=[{"index": 6, "length": 7}], quotedMessageId="4"),
    _line_said(type="image", imageSet={"id": "S", "index": 1, "total": 2}, contentProvider={"type": "line"}),
    _line_said(type="file", fileName="a.pdf", fileSize=9),
    _line_said(type="audio", duration=900),
    _line_said(type="sticker", keywords=["happy", "yes"], packageId="1", stickerId="2"),
    _line_said(type="location", latitude=35.0, longitude=139, title="Office", address="Tokyo"),
    {**_LINE_HEAD, "type": "postback", "postback": {"data": "consent.3.a:agree"}},
    {**_LINE_HEAD, "type": "follow", "follow": {"isUnblocked": True}},
    {**_LINE_HEAD, "type": "unfollow"},
    {**_LINE_HEAD, "type": "unsend", "unsend": {"messageId": "5"}},
    {**_LINE_HEAD, "type": "join", "source": {"type": "group", "groupId": "C1", "userId": "U1"}},
)


def _line() -> FuzzedReader:
    from bot.channels.line.pick import key_of, pick
    from bot.channels.line.receive import _events_of

    def read(body: bytes) -> None:
        for event in _events_of(body) or ():
            key_of(event)
            pick(event)

    values = Values([{"destination": "U", "events": [event]} for event in LINE_EVENTS])
    return FuzzedReader("line events", lambda random: values.body(random, 300_000), read, first=deep_bodies(), share=250)


# --- what browsers send -----------------------------------------------------------------------------------------------


@cache
def _loop() -> Any:
    import asyncio

    return asyncio.new_event_loop()


def _asked(headers: dict[str, str], body: bytes = b"") -> Any:
    """Return a request as the server hands it over."""
    from unittest.mock import Mock

    from aiohttp.streams import StreamReader
    from aiohttp.test_utils import make_mocked_request

    protocol = Mock(_reading_paused=False)
    content = StreamReader(protocol, 2**20, loop=_loop())
    if body:
        content.feed_data(body)
    content.feed_eof()
    transport = Mock(**{"get_extra_info.return_value": ("127.0.0.1", 5)})
    return make_mocked_request("POST", "/chat", headers=headers, payload=content, transport=transport)


def _form() -> FuzzedReader:
    from bot.web.forms import NotTaken, form_of

    seeds = (b"text=hello+there&press=consent.3.a%3Aagree&key=abc", b"a=%E3%81%82&b=%0D%0A&c=", b"pay_base=300%2C000")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    def read(body: bytes) -> object:
        return _loop().run_until_complete(form_of(_asked(kind, body)))

    return FuzzedReader("web form", _of_bytes(seeds, 70_000), read, (NotTaken,), base=0.1, share=5)


def _upload() -> FuzzedReader:
    from bot.channels.web.forms import file_of
    from bot.web.forms import NotTaken

    file = (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhello\r\n--x\r\nContent-Disposition: form-data; '
        b'name="file"; filename="a\xe3\x81\x82.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n'
        + b"x" * 40
        + b"\r\n--x--\r\n"
    )
    docx = file.replace(b"\x89PNG\r\n\x1a\n", b"PK\x03\x04[Content_Types].xml word/")
    named = file.replace(b'filename="a', b"filename*=UTF-8''%e2%80%ae..%2f")
    kind = {"Content-Type": "multipart/form-data; boundary=x"}

    def read(body: bytes) -> object:
        return _loop().run_until_complete(file_of(_asked(kind, body)))

    return FuzzedReader("web file", _of_bytes((file, docx, named), 200_000), read, (NotTaken,), base=0.1, share=5)


def _heads() -> FuzzedReader:
    from bot.receiving.places import networks, place_of
    from bot.web.guard import WebGate
    from bot.web.tokens import token_in, value_in

    proxies, gate = networks(("127.0.0.0/8", "::1/128")), WebGate("https://bot.example.com", ("127.0.0.1",))
    token = "x" * 43
    seeds = (
        f"intake={token}; intake-desk={token}",
        '__Host-intake="x"; a=b;; =',
        "203.0.113.5, 127.0.0.1",
        "[2001:db8::1]:443, ::ffff:203.0.113.5",
        "https://bot.example.com",
    )

    def read(text: str) -> None:
        said = text.encode("utf-8", "surrogatepass").decode("latin-1").replace("\r", "").replace("\n", "")
        head = {"Cookie": said, "X-Forwarded-For": said, "Origin": said, "Sec-Fetch-Site": said}
        request = _asked(head)
        token_in(request, "intake")
        value_in(request, "__Host-intake")
        place_of(request, proxies)
        gate.is_ours(request)

    return FuzzedReader("cookies, addresses", _of_texts(seeds, 8_000), read, share=5)


def _employer() -> FuzzedReader:
    from dialogs.employer_form import read_form

    seeds = [
        {
            "employer_innovation_support": "yes",
            "employer_sme": "no",
            "employer_rd_ratio": "3.5",
            "pay_base": "300,000",
            "pay_fixed": "20000",
            "pay_bonus": "100万円",
            "pay_sure": "5000000",
        },
        {"pay_year": "約600万円", "pay_left_out": "yes", "employer_rd_ratio_unknown": "yes"},
        {"pay_base": "no bonus", "pay_base_unknown": "yes", "nothing": "yes"},
    ]
    situation = _situation("salary_yen")
    values = Values(seeds)

    def make(random: Random) -> dict[str, str]:
        made = values.value(random)
        fields = made if isinstance(made, dict) else {}
        return {str(name)[:100]: str(given)[:64_000] for name, given in fields.items()}

    return FuzzedReader("employer's form", make, lambda fields: read_form(fields, situation), base=0.1, share=10)


# --- what people type -------------------------------------------------------------------------------------------------

TYPED = (
    "I was born on 5 May 1994, earn 6.5 million yen and have a master's degree",
    "1990年5月3日生まれ、年収は約650万円です",
    "about 3 years and 6 months since April 2019, before that 2 years in Osaka",
    "平成5年7月1日",
    "N1 in 2019, JLPT",
    "+81 90-1234-5678 or maria@example.com",
    "月給30万円と賞与2か月分",
    "no, I never had one; my wife does",
    "next Tuesday at 3pm or 来週の火曜日 14:30",
    "What does it cost? And how long does it take?",
    "3.5% of sales, maybe 0.035",
    "none",
    "I don't know",
    "Maria Santos-Quintana",
    "engineer, designer and teacher (part-time)",
    "salary: $85k + stock; bonus of ¥1,200,000/yr",
    "一年半、それから二〇一八年四月から",
)
# As much as is ever read of a text, and what people send besides.
LONGEST_TYPED = 4_096


@cache
def _situation(where: str) -> Any:
    from tests.dialogs.reached import reached
    from tests.dialogs.walker import real_dialogue

    walk = reached(where)
    return real_dialogue().situation(walk.conversation, walk.now)


def _understanding() -> FuzzedReader:
    from bot.words.words import languages
    from dialogs.questionnaires.hsp import HSP
    from dialogs.understanding import Reader

    reader, names = Reader(HSP, languages()), (None, *HSP.by_id)
    situation = _situation("review")

    def make(random: Random) -> tuple[str, str, str]:
        return mutation.text(random, TYPED, LONGEST_TYPED), random.choice(names) or "", random.choice(("en", "ja"))

    def read(given: tuple[str, str, str]) -> object:
        text, name, language = given
        return reader.read(text, HSP.by_id.get(name), language, situation)

    return FuzzedReader("typed texts", make, read, base=0.3, each=3e-4, share=6)


def _answers() -> FuzzedReader:
    from dialogs.questionnaires.hsp import HSP

    situation, names = _situation("review"), tuple(HSP.by_id)

    def make(random: Random) -> tuple[str, str]:
        return mutation.text(random, TYPED, LONGEST_TYPED), random.choice(names)

    def read(given: tuple[str, str]) -> object:
        kind = HSP.by_id[given[1]].kind
        reading = kind.read(given[0], situation)
        value = getattr(reading, "value", None)
        return None if value is None else (kind.accepts(value, situation), kind.shown(given[1], value, situation))

    return FuzzedReader("answers", make, read, base=0.1, each=3e-5, share=60)


def _questions() -> FuzzedReader:
    from dialogs.answer_bank import AnswerBank

    bank = AnswerBank.load()
    return FuzzedReader(
        "questions in between",
        _of_texts(TYPED, LONGEST_TYPED),
        lambda text: bank.find(text, "en"),
        base=0.3,
        each=3e-4,
        share=4,
    )


PLACES = ("goal", "salary_yen", "degrees", "review", "result", "name", "handed_off")


def _turns() -> FuzzedReader:
    """Whole turns: what is typed, pressed or commanded anywhere, until the page is made that answers it."""
    from dialogs.messages import Act, ActKind
    from tests.dialogs.reached import reached

    pressed = ("consent.3.a:agree", "salary_yen.9.a:yes", "review.12.ok", "x.0.forget", "degrees.8.on:master")
    kinds = (ActKind.TEXT, ActKind.TEXT, ActKind.PRESS, ActKind.COMMAND, ActKind.EDIT)

    def make(random: Random) -> tuple[str, str, str]:
        kind = random.choice(kinds)
        seeds = pressed if kind is ActKind.PRESS else TYPED
        return random.choice(PLACES), kind, mutation.text(random, seeds, LONGEST_TYPED)

    def read(given: tuple[str, str, str]) -> None:
        where, kind, text = given
        walk = reached(where)
        if kind == ActKind.PRESS:
            walk.does(Act(ActKind.PRESS, data=text[:64], message="1", language="en"))
        elif kind == ActKind.COMMAND:
            name, _, argument = text.partition(" ")
            walk.does(Act(ActKind.COMMAND, argument, name[:32], language="en"))
        else:
            walk.does(Act(ActKind(kind), text, language="en"))

    return FuzzedReader("whole turns", make, read, base=0.5, each=5e-4, share=1)


def _staff() -> FuzzedReader:
    from bot.office.filters import wanted_in
    from bot.office.pressing import _CHOOSES, _DECIDES, _SIGNS_IN
    from bot.office.searching import Sought
    from bot.office.typed import as_meant, is_slashed, stays_inside
    from dialogs.desk.staff import STAFF_ACTS, read_press
    from dialogs.saved import pieces, read_saved
    from tests.dialogs.walker import real_words

    seeds = (
        "take:1",
        "ok:1:salary",
        "leads:mine:2",
        "law_send:5",
        "desk:" + "0" * 32,
        "/find Maria Santos",
        "自分 2",
        "+81 90-1234",
        "Papers\nja: {name}様、書類を受け取りました。\nen: Dear {name}, we have your papers.",
    )
    words = real_words()

    def read(text: str) -> None:
        for pattern in (_CHOOSES, _DECIDES, _SIGNS_IN):
            pattern.fullmatch(text)
        read_press(text, STAFF_ACTS)
        wanted_in(words, text)
        Sought.of(text)
        as_meant(text)
        is_slashed(text)
        stays_inside(text)
        list(pieces(text))
        read_saved(text, ("ja", "en"), "ja")

    return FuzzedReader("what staff type", _of_texts(seeds, LONGEST_TYPED), read, base=0.1, share=100)


# --- profiles and settings --------------------------------------------------------------------------------------------

PROFILES: tuple[dict[str, Any], ...] = (
    {"category": "b", "age": 29, "salary_yen": 6_500_000, "as_of": "2026-11-22", "degrees": ["master"], "japanese": "n1"},
    {
        "as_of": "2026-11-22",
        "birth_date": "1990-05-01",
        "experience_years": {"a": 3, "b": 5.5, "c": None},
        "employer_rd_ratio": 0.031,
        "patents": 2,
        "international_services": False,
        "children": ["2020-02-29"],
        "status": "engineer",
        "status_since": "2021-07-19",
        "household_income_yen": 9_000_000,
    },
    {
        "as_of": "2019-03-15",
        "work_periods": [{"from": "2015-04-01", "to": None, "category": "b"}],
        "earlier": {"2017-04-26": {"salary_yen": 5_000_000}},
        "since": {"salary_yen": "2020-01-01"},
        "position": "director",
        "invested_100m_yen": True,
    },
)


def _profile() -> FuzzedReader:
    from datetime import date

    from bot.commands.score import InputError, read_json
    from scoring import ProfileError, Refusal, as_json, read_profile, score
    from scoring.export.onward import as_json_onward

    def read(body: bytes) -> None:
        profile = read_profile(read_json(body))
        if profile.as_of is None:
            profile = read_profile(read_json(body), as_of=date(2026, 11, 22))
        result = score(profile)
        json.dumps(as_json(result, str) | as_json_onward(profile, result, str))

    values = Values(PROFILES)
    return FuzzedReader(
        "profiles",
        lambda random: values.body(random, 100_000),
        read,
        (InputError, ProfileError, Refusal),
        first=deep_bodies(),
        base=2.0,
        each=1e-5,
        share=3,
    )


def _profile_text() -> str:
    from tests.e2e.booking.offices import RULE, STAFF, WEEKENDS

    return files("bot").joinpath("offices", "tsubakuro.toml").read_text("utf-8") + RULE + WEEKENDS + STAFF


def _office() -> FuzzedReader:
    from bot.errors import OfficeProfileError
    from bot.office_profile.profile import office_from_text

    def read(text: str) -> object:
        return office_from_text(text, "office.toml")

    deep = "a = " + "[" * mutation.DEEPEST + "]" * mutation.DEEPEST
    return FuzzedReader(
        "office profile",
        _of_texts((_profile_text(),), 60_000),
        read,
        (OfficeProfileError,),
        first=(deep, "a" + ".a" * 2_000 + " = 1", "[" + "a." * 2_000 + "a]"),
        base=0.5,
        share=3,
    )


def _office_values() -> FuzzedReader:
    from bot.errors import OfficeProfileError
    from bot.office_profile.profile import office_from

    values = Values([json.loads(json.dumps(tomllib.loads(_profile_text()), default=str))])

    def make(random: Random) -> dict[str, Any]:
        made = values.value(random)
        return made if isinstance(made, dict) else {}

    def read(given: dict[str, Any]) -> object:
        return office_from(given, "office.toml")

    return FuzzedReader("office's values", make, read, (OfficeProfileError,), base=0.5, share=30)


def _settings() -> FuzzedReader:
    from bot.env_file import _known, _read_line
    from bot.settings import SETTINGS
    from dialogs.messages import Text

    seeds = (
        "INTAKE_CLIENT_TOKEN=123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr",
        'export INTAKE_DATABASE="postgresql://u:p%40@[::1]:5432/intake?sslmode=require" # main',
        "INTAKE_WEBHOOK_URL=https://bot.example.com/a",
        "INTAKE_OFFICE_CHAT='-1001234567890'",
        "INTAKE_BUSY_ICS=webcal://a.example/b.ics, https://c.example/d?e=f",
        "INTAKE_HOST=fe80::1%eth0",
    )
    named = {setting.name: setting for setting in SETTINGS}

    def read(text: str) -> None:
        pair = _read_line(text.encode("utf-8", "surrogatepass"))
        if pair is not None:
            _known([(*pair, Text("x"))], named, [])
            for setting in SETTINGS:
                setting.read(pair[1])

    return FuzzedReader("settings", _of_texts(seeds, 20_000), read, base=0.2, each=1e-5, share=60)


def _rules() -> FuzzedReader:
    from scoring.errors import Refusal, RulesetError
    from scoring.ruleset import read_draft

    folder = Path(__file__).parents[2] / "scoring" / "rules" / "hsp"
    last = sorted(folder.glob("*.toml"))[-1]
    # As a draft: with another first day.
    seeds = [last.read_text("utf-8").replace(f"effective_from = {last.stem}", "effective_from = 2027-04-01")]

    def read(text: str) -> object:
        return read_draft("2027-04-01.toml", text)

    return FuzzedReader("points tables", _of_texts(seeds, 60_000), read, (RulesetError, Refusal), base=0.5, share=3)


# --- calendars --------------------------------------------------------------------------------------------------------

_BEGIN = 1_795_800_000
ENTRIES = (
    "DTSTART;TZID=Asia/Tokyo:20261201T090000\r\nDTEND;TZID=Asia/Tokyo:20261201T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=9",
    "DTSTART;VALUE=DATE:20261205\r\nDURATION:P2D\r\nTRANSP:TRANSPARENT",
    "DTSTART:20261201T000000Z\r\nDURATION:PT1H\r\nEXDATE:20261203T000000Z\r\nRDATE:20261210T000000Z\r\nRRULE:FREQ=DAILY;UNTIL=20261231",
    "DTSTART;TZID=Own:20261201T090000\r\nDTEND;TZID=Own:20261201T100000\r\nATTENDEE;PARTSTAT=DECLINED:mailto:a@b.c",
    "DTSTART:20260101T000000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=YEARLY;BYMONTH=12;BYDAY=2MO;BYSETPOS=-1;INTERVAL=1",
    "RECURRENCE-ID:20261203T000000Z\r\nDTSTART:20261204T000000Z\r\nDTEND:20261204T010000Z\r\nSTATUS:CANCELLED",
)
_ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:20001029T030000\r\nTZOFFSETFROM:+1000\r\n"
    "TZOFFSETTO:+0900\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZNAME:X\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
_FREE = "BEGIN:VFREEBUSY\r\nFREEBUSY;FBTYPE=BUSY:20261201T000000Z/PT1H,20261202T000000Z/20261202T010000Z\r\nEND:VFREEBUSY\r\n"


def _calendar(*entries: str) -> bytes:
    said = "".join(f"BEGIN:VEVENT\r\nUID:{n}@x\r\nSUMMARY:x\r\n{one}\r\nEND:VEVENT\r\n" for n, one in enumerate(entries))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{_ZONE}{said}{_FREE}END:VCALENDAR\r\n".encode()


def _rule(random: Random) -> str:
    """Return a rule by which something comes again: of right parts, and of odd ones."""
    parts = [f"FREQ={random.choice(('SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'X'))}"]
    for name in ("INTERVAL", "COUNT", "BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYHOUR", "BYSECOND"):
        if random.random() < 0.2:
            numbers = random.choices((0, 1, 2, 5, 29, 30, 31, 53, 60, 366, -1, -366, 999_999_999), k=random.choice((1, 1, 3)))
            parts.append(f"{name}={','.join(map(str, numbers))}")
    if random.random() < 0.3:
        parts.append(f"BYDAY={random.choice(('MO', '5MO', '-1SU', '99TU', 'MO,TU,WE,TH,FR,SA,SU', 'XX'))}")
    if random.random() < 0.2:
        parts.append(f"UNTIL={random.choice(('20261231', '99991231T235959Z', '00010101', 'x'))}")
    return ";".join(parts)


def _repeated(random: Random) -> bytes:
    """Return a calendar whose entry, or zone, comes again by any rule, from any day on."""
    begins = random.choice(("20261201T000000", "19700101T000000", "00010101T000000", "99991231T235959", "20261131T250000"))
    zone = _ZONE.replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", _rule(random)) if random.random() < 0.3 else _ZONE
    entry = f"DTSTART;TZID=Own:{begins}\r\nDURATION:PT1H\r\nRRULE:{_rule(random)}"
    return _calendar(entry).replace(_ZONE.encode(), zone.encode())


def _busy() -> FuzzedReader:
    from zoneinfo import ZoneInfo

    from bot.calendars.events import busy_in, is_calendar

    zone = ZoneInfo("Asia/Tokyo")
    seeds = (*(_calendar(one) for one in ENTRIES), _calendar(*ENTRIES))
    changed = _of_bytes(seeds, 300_000)

    def make(random: Random) -> bytes:
        return changed(random) if random.random() < 0.5 else _repeated(random)

    def read(text: bytes) -> object:
        is_calendar(text)
        return busy_in([text], _BEGIN, _BEGIN + 60 * 86_400, zone, lambda uid: uid == "0@x", ("a@b.c",))

    return FuzzedReader("calendars", make, read, base=3.0, each=5e-5, share=4)


def _entry() -> FuzzedReader:
    from datetime import UTC, datetime, timedelta
    from zoneinfo import ZoneInfo

    from bot.calendars.caldav_client import is_anothers, is_named
    from bot.calendars.entry_text import UnreadableEntry, changed_text, times_in
    from bot.sheets.calendar import CalendarEntry
    from bot.turns.records import EntryKept

    zone = ZoneInfo("Asia/Tokyo")
    at = datetime(2026, 12, 1, tzinfo=UTC)
    entry = CalendarEntry(
        uid="0@x", sequence=1, begins=at, ends=at + timedelta(hours=1), summary="#1 online", place="https://a.example/"
    )
    kept = EntryKept(line="#1 online")
    seeds = tuple(_calendar(one).decode() for one in ENTRIES)

    def read(text: str) -> None:
        is_named(text, "0@x")
        is_anothers(text, "0@x")
        times_in(text, "0@x", zone)
        changed_text(text, entry, kept, at, keeps_times=False)

    return FuzzedReader(
        "calendar entries", _of_texts(seeds, 60_000), read, (UnreadableEntry,), base=2.0, each=5e-5, share=4
    )


_DAV = (
    '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response>'
    "<d:href>/cal/a.ics</d:href><d:propstat><d:prop><d:getetag>1</d:getetag><d:displayname>Office</d:displayname>"
    "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:current-user-principal><d:href>/me/</d:href>"
    "</d:current-user-principal><c:calendar-home-set><d:href>/cal/</d:href></c:calendar-home-set>"
    "<d:current-user-privilege-set><d:privilege><d:write/></d:privilege></d:current-user-privilege-set>"
    "<c:calendar-data>{}</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    "</d:multistatus>"
)
_BOMB = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + '<!ENTITY f SYSTEM "file:///etc/hostname">]>'
)


def _dav() -> FuzzedReader:
    from unittest.mock import Mock

    from caldav.response import DAVResponse

    from bot.calendars.caldav_client import CaldavClient, _beside, _calendars, _listed, _path
    from bot.calendars.sources import CalendarTrouble

    address = "https://a.example/"
    client = CaldavClient(address, "user", "password")
    right = _DAV.format(_calendar(ENTRIES[0]).decode().replace("\r", "&#13;")).encode()
    bomb = (_BOMB + _DAV.format("&j;&f;").partition("?>")[2]).encode()

    def read(body: bytes) -> None:
        answer = Mock(content=body, status_code=207, text="", headers={"Content-Type": "application/xml"}, reason="")
        try:
            made = DAVResponse(answer)
        except Exception:  # taken as trouble where it is asked, whatever it is: `CaldavClient._asking`
            return
        made.status = 207
        for parse in (made.parse_propfind, made.parse_calendar_query):
            found = CaldavClient._parsed(made, parse)
            said = [(one.href, one.properties) for one in found if hasattr(one, "properties")]
            list(_calendars(address, said))
            for href, own in said:
                _beside(address, href)
                _path(href)
                for other in own.values():
                    for named in _listed(other):
                        client._joined(address, named)

    changed = _of_bytes((right,), 200_000)

    def make(random: Random) -> bytes:
        return changed(random) if random.random() < 0.3 else _other_tree(random, right)

    return FuzzedReader(
        "answers of CalDAV", make, read, (CalendarTrouble,), first=(bomb,), base=0.3, share=10
    )


def _other_tree(random: Random, right: bytes) -> bytes:
    """Return XML whose elements are gone, doubled, put elsewhere, or hold something else."""
    from xml.etree import ElementTree

    tree = ElementTree.fromstring(right)
    for _ in range(random.choice((1, 2, 4))):
        within = random.choice([one for one in tree.iter() if len(one)] or [tree])
        if not len(within):
            break
        one, what = random.choice(list(within)), random.randrange(5)
        if what == 0:
            within.remove(one)
        elif what == 1:
            within.append(one)
        elif what == 2:
            one.text = random.choice(mutation.TRICKS)
        elif what == 3:
            one.tag = random.choice([other.tag for other in tree.iter()])
        else:
            others = [other.tag for other in tree.iter()]
            within.insert(0, ElementTree.Element(random.choice(others), {random.choice(("x", "xmlns")): "DAV:"}))
    try:
        return ElementTree.tostring(tree)
    except (RecursionError, UnicodeEncodeError):
        return right


def _translated() -> FuzzedReader:
    from bot.translator.languages import AUTO, Languages
    from bot.translator.libretranslate import _json, _read
    from bot.translator.server import NotTranslated, ServerTrouble

    values = Values([{"translatedText": ["a", "b"], "detectedLanguage": [{"language": "en", "confidence": 90}] * 2}])

    codes = Languages(AUTO, "en")

    def read(body: bytes) -> None:
        answer = _json(200, body, body[:20].decode("latin-1"))
        with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):  # as where it is called
            _read(answer, ("x", "y"), codes)

    return FuzzedReader(
        "translations",
        lambda random: values.body(random, 50_000),
        read,
        (NotTranslated, ServerTrouble),
        first=deep_bodies(),
        share=80,
    )


@cache
def readers() -> tuple[FuzzedReader, ...]:
    """Return all of them."""
    made = (
        *(_telegram, _polled, _answered, _launched, _line, _form, _upload, _heads, _employer, _understanding, _answers, _questions, _turns),
        *(_staff, _profile, _office, _office_values, _settings, _rules, _busy, _entry, _dav, _translated),
    )
    return tuple(make() for make in made)


__all__ = ["FuzzedReader", "readers", "size_of"]
