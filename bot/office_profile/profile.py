"""Reads an office profile (TOML, written by the office) into `dialogs.office.Office`, strictly.

The keys of each table are the fields of the dataclass it becomes, so file and code cannot drift apart. What
single values look like is the business of `bot.office_profile.value`.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from bot.errors import OfficeProfileError, reason_of
from bot.office_profile.value import ProfileValue
from dialogs import office as model
from scoring.book import rule_ids

EXAMPLE: Final = "bot/offices/tsubakuro.toml"
"""The profile that ships, as error messages call it."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_WAY_KINDS: Final[Mapping[str, model.WayKind]] = {"online": "online", "office": "office", "visit": "visit"}


# So long may a client wait at most, in minutes of opening: two weeks of long days.
_MOST_MINUTES = 10_000
# So long may anything be kept, in days.
_MOST_DAYS = 3_650

T = TypeVar("T")


def load_office(path: Path | None) -> model.Office:
    """Loads the profile at a path, or the example that ships when there is none."""
    if path is None:
        return _parse(files("bot").joinpath("offices", "tsubakuro.toml").read_bytes(), EXAMPLE)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OfficeProfileError("error-profile-file", path=str(path), reason=reason_of(error)) from error
    return _parse(content, str(path))


def office_from(data: Mapping[str, object], file: str) -> model.Office:
    """Builds the office from parsed TOML; `file` only names the place in messages."""
    profile = ProfileValue(file, "", data)
    at = profile.record(model.Office)
    office = model.Office(
        key=at["key"].name(),
        example=at["example"].flag(),
        names=at["names"].texts(),
        practitioner=at["practitioner"].text(),
        languages=read_languages(at["languages"]),
        languages_note=at["languages_note"].texts(),
        address=at["address"].texts(),
        access=at["access"].texts(),
        phone=read_phone(at["phone"]),
        email=maybe(at.get("email"), read_email),
        website=maybe(at.get("website"), read_website),
        map_link=maybe(at.get("map_link"), read_website),
        contact_form_note=at["contact_form_note"].texts(),
        regions=at["regions"].texts(),
        timezone=_timezone(at["timezone"]),
        hours=read_hours(at["hours"]),
        closed_on_holidays=at["closed_on_holidays"].flag(),
        closures=tuple(_closure(item) for item in at["closures"].items("closures")),
        outside_hours=at["outside_hours"].texts(),
        by_appointment=at["by_appointment"].texts(),
        half_days=_half_days(at["half_days"]),
        consultation_ways=_ways(at["consultation_ways"]),
        services=_services(at["services"]),
        ringing=_ringing(at["ringing"]),
        privacy=_privacy(at["privacy"]),
        keeping=_keeping(at["keeping"], at["privacy"]) if "keeping" in at else model.KeepingRule(),
        leads=_leads(at["leads"]) if "leads" in at else model.LeadRule(),
        desk_name=maybe(at.get("desk_name"), ProfileValue.texts),
        cases=maybe(at.get("cases"), _cases) or (),
        hand_off=_hand_off(at["hand_off"]) if "hand_off" in at else model.HandOffRule(),
        reminders=_reminders(at["reminders"]) if "reminders" in at else model.ReminderRule(),
        response=maybe(at.get("response"), _response),
        checked=maybe(at.get("checked"), _checked) or frozenset(),
        backups=_backups(at["backups"]) if "backups" in at else model.BackupRule(),
    )
    if "web" in at:
        # Imported here: an office without a chat on its website loads nothing of it.
        from bot.office_profile.web import read_web

        office = replace(office, web=read_web(at["web"]))
    if "line" in at:
        from bot.office_profile.line import read_line

        office = replace(office, line=read_line(at["line"]))
    if "questions" in at:
        # Imported here: it reads the list by what stands above.
        from bot.office_profile.questions import read_questions

        office = replace(office, questions=read_questions(at["questions"]))
    if not at.keys() & {"booking", "staff", "rooms", "calendar"}:
        return office
    # Imported here: an office that takes no bookings loads nothing of them.
    from bot.office_profile.booking import with_bookings

    return with_bookings(office, profile, at)


def _parse(content: bytes, file: str) -> model.Office:
    try:
        # Windows editors put a byte order mark in front, which TOML does not know.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OfficeProfileError("error-profile-bytes", path=file) from error
    return office_from_text(text, file)


def office_from_text(text: str, file: str) -> model.Office:
    """Builds the office from the text of a profile; `file` only names the place in messages."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # lists within lists without end
        raise OfficeProfileError("error-profile-toml", path=file, error=str(error)) from error
    return office_from(data, file)


def maybe(value: ProfileValue | None, read: Callable[[ProfileValue], T]) -> T | None:
    """Reads a value that may be left out."""
    return None if value is None else read(value)


def refuse_repeats(values: list[ProfileValue], names: Iterable[str]) -> None:
    """Refuses a list in which a name stands twice."""
    seen: set[str] = set()
    for value, name in zip(values, names, strict=True):
        if name in seen:
            raise value.complaint("profile-repeated", name=repr(name))
        seen.add(name)


def read_phone(value: ProfileValue) -> str:
    """Reads a telephone number."""
    return value.matching(r"\+?[0-9][0-9 ()-]{5,24}", "phone")


def read_email(value: ProfileValue) -> str:
    """Reads a mail address."""
    return value.matching(r"[^@\s]+@[^@\s]+\.[^@\s]+", "email")


def read_website(value: ProfileValue) -> str:
    """Reads a web address."""
    return value.matching(r"https?://[^\s/]+\S*", "website")


def read_languages(value: ProfileValue) -> tuple[str, ...]:
    """Reads codes of languages."""
    items = value.items("languages", at_least=1)
    codes = tuple(item.language() for item in items)
    refuse_repeats(items, codes)
    return codes


def _timezone(value: ProfileValue) -> str:
    name = value.text()
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise value.refusal("zone") from error
    return name


def read_hours(value: ProfileValue) -> tuple[tuple[model.Span, ...], ...]:
    """Reads the hours of a week."""
    week = value.table(WEEKDAYS)
    return tuple(read_hours_of_day(week[weekday]) for weekday in WEEKDAYS)


def read_hours_of_day(value: ProfileValue) -> tuple[model.Span, ...]:
    """Reads when the office is open on one day."""
    items = value.items("spans")
    spans = tuple(item.span() for item in items)
    for item, earlier, span in zip(items[1:], spans, spans[1:], strict=False):
        if span.opens <= earlier.closes:
            raise item.refusal("later-span", closes=f"{earlier.closes:%H:%M}")
    return spans


def _closure(value: ProfileValue) -> model.Closure:
    at = value.record(model.Closure)
    first, last = at["first_day"].day(), at["last_day"].day()
    if last < first:
        raise at["last_day"].refusal("last-day", first=first.isoformat())
    return model.Closure(first_day=first, last_day=last, note=at["note"].texts())


def _half_days(value: ProfileValue) -> model.HalfDayRule:
    at = value.record(model.HalfDayRule)
    until, start = at["morning_until"].clock(), at["afternoon_from"].clock()
    if start < until:
        raise at["afternoon_from"].refusal("afternoon", until=f"{until:%H:%M}")
    return model.HalfDayRule(
        morning_until=until,
        afternoon_from=start,
        at_least_hours=at["at_least_hours"].whole(1, 12),
        most_wishes=maybe(at.get("most_wishes"), lambda most: most.whole(1, 1_000)),
    )


def _ways(value: ProfileValue) -> tuple[model.MeetingWay, ...]:
    items = value.items("ways", at_least=1)
    ways = tuple(_way(item) for item in items)
    refuse_repeats(items, (way.id for way in ways))
    return ways


def _way(value: ProfileValue) -> model.MeetingWay:
    at = value.record(model.MeetingWay)
    kind = _WAY_KINDS[at["kind"].matching("|".join(_WAY_KINDS), "way-kind")]
    if kind == "online" and "tool" not in at:
        raise value.child("tool").refusal("tool")
    return model.MeetingWay(
        id=at["id"].name(),
        kind=kind,
        label=at["label"].texts(),
        tool=maybe(at.get("tool"), ProfileValue.text),
        cost=maybe(at.get("cost"), ProfileValue.texts),
        note=maybe(at.get("note"), ProfileValue.texts),
    )


def _services(value: ProfileValue) -> tuple[model.Service, ...]:
    items = value.items("services", at_least=1)
    services = tuple(_service(item) for item in items)
    refuse_repeats(items, (service.id for service in services))
    return services


def _service(value: ProfileValue) -> model.Service:
    at = value.record(model.Service)
    return model.Service(
        id=at["id"].name(),
        label=at["label"].texts(),
        includes=maybe(at.get("includes"), ProfileValue.texts),
        fee=maybe(at.get("fee"), _fee),
    )


def _fee(value: ProfileValue) -> model.OfficeFee:
    at = value.record(model.OfficeFee)
    fee = model.OfficeFee(
        retainer_yen=at["retainer_yen"].yen(),
        retainer_yen_with_tax=at["retainer_yen_with_tax"].yen(),
        success_yen=at["success_yen"].yen(),
        total_yen=at["total_yen"].yen(),
        total_yen_with_tax=at["total_yen_with_tax"].yen(),
        due=at["due"].texts(),
        refund_if_refused=at["refund_if_refused"].flag(),
        government_fee_included=maybe(at.get("government_fee_included"), ProfileValue.flag),
    )
    # A figure changed in one place and not in the other would be quoted to a client.
    whole = fee.retainer_yen + fee.success_yen
    if fee.total_yen != whole:
        raise at["total_yen"].refusal("total", total=str(whole))
    if fee.retainer_yen_with_tax < fee.retainer_yen:
        raise at["retainer_yen_with_tax"].refusal("with-tax", least=str(fee.retainer_yen))
    if fee.total_yen_with_tax < fee.total_yen:
        raise at["total_yen_with_tax"].refusal("with-tax", least=str(fee.total_yen))
    return fee


def _cases(value: ProfileValue) -> tuple[model.Texts, ...]:
    return tuple(item.texts() for item in value.items("cases"))


def _ringing(value: ProfileValue) -> model.RingRule:
    at = value.record(model.RingRule)
    return model.RingRule(
        qualifies=at["qualifies"].flag(),
        j_skip=at["j_skip"].flag(),
        asks_for_human=at["asks_for_human"].flag(),
        undecided_from_total=maybe(at.get("undecided_from_total"), lambda total: total.whole(0, 300)),
    )


def _leads(value: ProfileValue) -> model.LeadRule:
    at = value.record(model.LeadRule)
    hours = maybe(at.get("shown_again_after_hours"), lambda hours: hours.whole(1, 1_000))
    return model.LeadRule(
        shown_again_after_hours=hours, morning_digest="morning_digest" not in at or at["morning_digest"].flag()
    )


def _backups(value: ProfileValue) -> model.BackupRule:
    at, rule = value.record(model.BackupRule), model.BackupRule()
    if "keep_days" in at:
        rule = replace(rule, keep_days=at["keep_days"].whole(1, 400))
    if "warn_after_days" in at:
        rule = replace(rule, warn_after_days=at["warn_after_days"].whole(1, 400))
    return rule


def _hand_off(value: ProfileValue) -> model.HandOffRule:
    at = value.record(model.HandOffRule)
    items = at["asks"].items("hand-off-questions") if "asks" in at else []
    names = tuple(item.one_of(model.ON_REQUEST, "hand-off-question") for item in items)
    refuse_repeats(items, names)
    hours = maybe(at.get("silent_hours"), lambda most: most.whole(1, 200))
    rule = model.HandOffRule(asks=names)
    return rule if hours is None else replace(rule, silent_hours=hours)


def _reminders(value: ProfileValue) -> model.ReminderRule:
    at = value.record(model.ReminderRule)
    rule = model.ReminderRule(mood="mood" in at and at["mood"].flag())
    if "hours" not in at:
        return rule
    hours, most = at["hours"].span(), model.AWAKE
    is_short = hours.closes.hour * 60 + hours.closes.minute < (hours.opens.hour + 1) * 60 + hours.opens.minute
    if is_short or hours.opens < most.opens or hours.closes > most.closes:
        raise at["hours"].refusal("awake", opens=f"{most.opens:%H:%M}", closes=f"{most.closes:%H:%M}")
    return replace(rule, hours=hours)


def _response(value: ProfileValue) -> model.ResponseRule:
    at = value.record(model.ResponseRule)
    nudge = at["nudge_minutes"].whole(1, _MOST_MINUTES)
    escalate = maybe(at.get("escalate_minutes"), lambda minutes: minutes.whole(1, _MOST_MINUTES))
    if escalate is not None and escalate <= nudge:
        raise at["escalate_minutes"].refusal("after-nudge", key="response.nudge_minutes", minutes=str(nudge))
    return model.ResponseRule(nudge_minutes=nudge, escalate_minutes=escalate)


def _privacy(value: ProfileValue) -> model.Privacy:
    at = value.record(model.Privacy)
    return model.Privacy(
        controller=at["controller"].texts(),
        contact=at["contact"].texts(),
        keep_days=at["keep_days"].whole(1, _MOST_DAYS),
    )


def _keeping(value: ProfileValue, privacy: ProfileValue) -> model.KeepingRule:
    """Reads for how long each class of data is kept: what came to less is not kept longer than what came to more."""
    at = value.record(model.KeepingRule)
    days = {name: at[name].whole(1, _MOST_DAYS) for name in at}
    general = privacy.record(model.Privacy)["keep_days"].whole(1, _MOST_DAYS)
    lead, key = days.get(model.SENT, general), "keeping.lead" if model.SENT in days else "privacy.keep_days"
    for name in (model.UNFINISHED, model.UNQUALIFIED):
        if days.get(name, 0) > lead:
            raise at[name].refusal("kept-no-longer", key=key, days=str(lead))
    if days.get(model.CLIENT, lead) < lead:
        raise at[model.CLIENT].refusal("kept-no-shorter", key=key, days=str(lead))
    return model.KeepingRule(**days)


def _checked(value: ProfileValue) -> frozenset[model.Checked]:
    items = value.items("checked")
    checked = [_check(item) for item in items]
    refuse_repeats(items, (f"{check.rule} as {check.wording}" for check in checked))
    return frozenset(checked)


def _check(value: ProfileValue) -> model.Checked:
    # The profile has always called the wording of a rule how it reads.
    at = value.table(("rule", "day", "initials", "reading"))
    return model.Checked(
        rule=at["rule"].one_of(rule_ids(), "rule"),
        day=at["day"].day(),
        initials=at["initials"].matching(r"\S(.{0,10}\S)?", "initials"),
        wording=at["reading"].matching(r"[0-9a-f]{8}", "reading"),
    )
