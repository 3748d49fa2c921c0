"""Writes an office profile (TOML) of what an office said, with comments in the language of whoever sets it up.

What the office did not say is not made up: clients are told to ask. Everything that a profile may hold besides stands
in a comment, so that the file explains itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.office_profile.profile import WEEKDAYS, office_from_text
from bot.setup.office import OfficeFacts
from bot.terminal import wrap
from bot.words.values import language_name
from bot.words.words import Words, languages
from dialogs.messages import Arg, Text
from dialogs.office import ON_REQUEST, Texts

_WIDEST = 108
_KEEP_DAYS = 365
_KEEP_UNFINISHED, _KEEP_UNQUALIFIED, _KEEP_TALK = 90, 180, 90
# Keys of [booking] with a value to begin with, and the comment that says what each means.
_BOOKING_LINES = (
    ("step_minutes", "30", "step"),
    ("before_minutes", "0", "buffers"),
    ("after_minutes", "10", "buffers"),
    ("notice_hours", "24", "notice"),
    ("horizon_days", "60", "horizon"),
    ("most_a_day", "4", "most-a-day"),
    ("change_until_hours", "24", "change-until"),
    ("most_changes", "2", "most-changes"),
    ("request_hours", "48", "request"),
    ("hold_minutes", "10", "hold"),
    ("waiting_hold_minutes", "10", "waiting-hold"),
    ("on_request", '{ sat = ["10:00-16:00"] }', "on-request"),
)


def profile_text(facts: OfficeFacts, words: Words, language: str) -> str:
    """Return the file's content, which `load_office` reads. Raises `OfficeProfileError` if it should not."""
    text = "\n".join(_Writer(facts, words, language).lines()) + "\n"
    office_from_text(text, "intake init")
    return text


class _Writer:
    """One profile being written."""

    def __init__(self, facts: OfficeFacts, words: Words, language: str) -> None:
        self.facts = facts
        self.words = words
        self.language = language

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._whereabouts()
        yield from self._opening()
        yield from self._ways()
        yield from self._services()
        yield from self._rules_of_the_office()
        yield from self._booked_times()
        yield from self._privacy()

    def _head(self) -> Iterator[str]:
        facts = self.facts
        yield from self._comment("about")
        yield ""
        yield f'key = "office" {self._aside("key")}'
        yield "example = false"
        yield f"practitioner = {_text(facts.practitioner)}"
        yield f"languages = [{', '.join(map(_text, facts.languages))}] {self._aside('languages')}"
        yield f"phone = {_text(facts.phone)}"
        yield f"email = {_text(facts.email)}" if facts.email else '# email = "office@example.jp"'
        yield f"website = {_text(facts.website)}" if facts.website else '# website = "https://www.example.jp/"'
        yield f'# map_link = "https://maps.example.jp/" {self._aside("map-link")}'
        yield 'timezone = "Asia/Tokyo"'
        yield f"closed_on_holidays = {_flag(facts.closed_on_holidays)} {self._aside('holidays')}"
        yield from self._comment("closures")
        yield "# closures = ["
        yield f"#     {{ first_day = 2026-12-29, last_day = 2027-01-03, note = {self._inline('closure-note')} }},"
        yield "# ]"
        yield "closures = []"
        yield ""
        yield from self._comment("cases")
        yield f"# cases = [{self._inline('case')}]"

    def _whereabouts(self) -> Iterator[str]:
        yield from self._table("names", self.facts.names)
        yield from self._table("languages_note", {code: self._spoken(code) for code in languages()})
        yield from self._table("address", self.facts.address)
        yield ""
        yield from self._comment("unsaid")
        yield from self._table("access", self._all("access"))
        yield from self._table("contact_form_note", self._all("contact-form-note", phone=self.facts.phone))
        yield from self._table("regions", self._all("regions"))

    def _opening(self) -> Iterator[str]:
        yield ""
        yield from self._comment("hours")
        yield "[hours]"
        for day in WEEKDAYS:
            spans = (f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in self.facts.hours[day])
            yield f"{day} = [{', '.join(map(_text, spans))}]"
        yield from self._table("outside_hours", self._all("outside-hours"))
        yield from self._table("by_appointment", self._all("by-appointment"))
        yield ""
        yield from self._comment("half-days")
        yield "[half_days]"
        yield 'morning_until = "12:00"'
        yield 'afternoon_from = "13:00"'
        yield "at_least_hours = 2"
        yield f"# most_wishes = 3 {self._aside('most-wishes')}"

    def _ways(self) -> Iterator[str]:
        yield ""
        yield from self._comment("ways")
        for kind in self.facts.ways:
            tool: dict[str, Arg] = {"tool": self.facts.tool} if kind == "online" else {}
            yield "[[consultation_ways]]"
            yield f'id = "{kind}"'
            yield f'kind = "{kind}"'
            if tool:
                yield f"tool = {_text(self.facts.tool)}"
            yield f"label = {self._inline(f'way-{kind}', **tool)}"
            yield f"cost = {self._inline('way-cost')}"
            yield ""

    def _services(self) -> Iterator[str]:
        yield from self._comment("services")
        yield "[[services]]"
        yield 'id = "hsp"'
        yield f"label = {self._inline('service-hsp')}"
        yield ""
        yield from self._comment("fee")
        yield "# [services.fee]"
        yield "# retainer_yen = 50_000"
        yield "# retainer_yen_with_tax = 55_000"
        yield "# success_yen = 0"
        yield "# total_yen = 50_000"
        yield "# total_yen_with_tax = 55_000"
        yield "# refund_if_refused = false"
        yield f"# due = {self._inline('fee-due')}"

    def _rules_of_the_office(self) -> Iterator[str]:
        yield ""
        yield from self._comment("ringing")
        yield "[ringing]"
        yield f"qualifies = true {self._aside('qualifies')}"
        yield "j_skip = true"
        yield f"undecided_from_total = 55 {self._aside('undecided')}"
        yield "asks_for_human = true"
        yield ""
        yield from self._comment("leads")
        yield "[leads]"
        yield "shown_again_after_hours = 24"
        yield f"# morning_digest = false {self._aside('morning-digest')}"
        yield ""
        yield from self._comment("desk-name")
        yield "# [desk_name]"
        yield from (f"# {code} = {_text(text)}" for code, text in self._all("desk-name").items())
        yield ""
        yield from self._comment("hand-off")
        yield "# [hand_off]"
        yield f"# asks = [{', '.join(map(_text, ON_REQUEST))}]"
        yield "# silent_hours = 24"
        yield ""
        yield from self._comment("response")
        yield "# [response]"
        yield "# nudge_minutes = 60"
        yield "# escalate_minutes = 180"
        yield ""
        yield from self._comment("backups")
        yield "# [backups]"
        yield "# keep_days = 30"
        yield "# warn_after_days = 2"
        yield ""
        yield from self._comment("reminders")
        yield "# [reminders]"
        yield f"# mood = false {self._aside('mood')}"
        yield '# hours = "09:00-20:00"'
        yield ""
        yield from self._comment("questions")
        yield "# [[questions]]"
        yield '# id = "home"'
        yield '# kind = "choices"'
        yield f"# text = {self._inline('question')}"
        yield "# choices = ["
        for name in ("rented", "owned"):
            yield f'#     {{ id = "{name}", label = {self._inline(f"question-{name}")} }},'
        yield "# ]"
        yield ""
        yield from self._comment("website")
        yield "# [web]"
        yield f'# sites = ["https://www.example.jp"] {self._aside("sites")}'
        yield f'# proxies = ["10.0.0.5"] {self._aside("proxies")}'
        yield ""
        yield from self._comment("line")
        yield "# [line]"
        yield f"# monthly_limit = 200 {self._aside('monthly-limit')}"
        yield f'# important = ["staff", "bookings"] {self._aside("important")}'

    def _booked_times(self) -> Iterator[str]:
        yield ""
        yield from self._comment("booking")
        yield "# [booking]"
        yield f"# minutes = {{ {', '.join(f'{way} = 60' for way in self.facts.ways)} }}"
        for name, value, aside in _BOOKING_LINES:
            yield f"# {name} = {value} {self._aside(aside)}"
        yield ""
        yield from self._comment("staff")
        yield "# [[staff]]"
        yield '# id = "a"'
        yield "# telegram = 123456789"
        yield '# role = "admin"'
        yield f"# names = {{ {', '.join(f'{code} = {_text(self.facts.practitioner)}' for code in languages())} }}"
        yield f"# ways = [{', '.join(map(_text, self.facts.ways))}]"
        yield f'# hours = {{ {", ".join(f"{day} = []" for day in WEEKDAYS[1:])}, {WEEKDAYS[0]} = ["10:00-16:00"] }}'
        yield '# room = "https://meet.example.jp/our-room"'
        yield f'# calendars = ["office"] {self._aside("calendars")}'
        yield f'# writes_to = "a" {self._aside("own-calendar")}'
        yield ""
        yield from self._comment("rooms")
        yield "# [rooms]"
        yield '# pool = ["https://meet.example.jp/one", "https://meet.example.jp/two"]'
        yield '# template = "https://meet.example.jp/{secret}"'
        yield ""
        yield from self._comment("calendar")
        yield "# [calendar]"
        yield f'# names = ["office"] {self._aside("calendar-names")}'
        yield f"# stale_minutes = 30 {self._aside('stale')}"
        yield f'# owners = ["office@example.jp"] {self._aside("owners")}'
        yield f'# writes_to = "office" {self._aside("writes-to")}'
        yield f"# shows_names = false {self._aside('shows-names')}"

    def _privacy(self) -> Iterator[str]:
        yield ""
        yield from self._comment("keeping")
        yield "[keeping]"
        yield f"unfinished = {_KEEP_UNFINISHED} {self._aside('keep-unfinished')}"
        yield f"unqualified = {_KEEP_UNQUALIFIED} {self._aside('keep-unqualified')}"
        yield f"# client = {5 * _KEEP_DAYS} {self._aside('keep-client')}"
        yield f"talk = {_KEEP_TALK} {self._aside('keep-talk')}"
        yield f"# audit = {2 * _KEEP_DAYS} {self._aside('keep-audit')}"
        yield ""
        yield from self._comment("privacy")
        yield "[privacy]"
        yield f"keep_days = {_KEEP_DAYS} {self._aside('keep-days')}"
        yield from self._table("privacy.controller", self.facts.names)
        yield from self._table("privacy.contact", self._all("privacy-contact", phone=self.facts.phone))
        yield ""
        yield from self._comment("checked")
        yield "# [[checked]]"
        yield '# rule = "hsp.rows.local_gov"'
        yield "# day = 2026-11-26"
        yield '# initials = "T.I."'
        yield '# reading = "........"'

    # --- pieces -------------------------------------------------------------------------------------------------------

    def _comment(self, name: str) -> Iterator[str]:
        words = self.words.plain(self.language, Text(f"profile-comment-{name}"))
        yield from (f"# {line}" for line in wrap(words, _WIDEST))

    def _aside(self, name: str) -> str:
        return f"# {self.words.plain(self.language, Text(f'profile-comment-{name}'))}"

    def _all(self, name: str, **args: Arg) -> Texts:
        """A text that clients read, in every language."""
        return {code: self.words.plain(code, Text(f"profile-{name}", args)) for code in languages()}

    def _inline(self, name: str, **args: Arg) -> str:
        return f"{{ {', '.join(f'{code} = {_text(text)}' for code, text in self._all(name, **args).items())} }}"

    def _table(self, name: str, texts: Texts) -> Iterator[str]:
        yield ""
        yield f"[{name}]"
        yield from (f"{code} = {_text(text)}" for code, text in texts.items())

    def _spoken(self, language: str) -> str:
        """Which languages staff speak, by their names in a language."""
        names = (language_name(language, code) for code in self.facts.languages)
        items = tuple(Text("profile-language", {"language": name}) for name in names)
        return self.words.plain(language, Text("profile-languages-note", {"items": items}))


def _text(text: str) -> str:
    """A TOML string: JSON's escapes are among TOML's, and what cannot be printed was refused."""
    return json.dumps(text, ensure_ascii=False)


def _flag(value: bool) -> str:
    return "true" if value else "false"


__all__ = ["profile_text"]
