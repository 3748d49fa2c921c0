"""Made-up people as staff meet them: each card is read by staff, and its first six lines are enough to act on.

`tests/cards/` holds the cards. After reading the difference:
`pytest tests/dialogs/desk/test_people.py --refresh-transcripts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from dialogs.card_lines import card, contact_text
from dialogs.deadline import Deadline
from dialogs.desk.decision import ShowCard
from dialogs.desk.matter import LeadRecord, Matter
from dialogs.dialogue import Dialogue
from dialogs.effects import FileLead
from dialogs.kinds import ANY, DONE
from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.pages.page import UNKNOWN
from dialogs.parsing import PartialDate
from dialogs.questionnaires.hsp import HSP
from tests.dialogs.desk.matters import desk
from tests.dialogs.walker import ENGINEER, TODAY, Answers, Walk, keys_in, real_words

# What people typed is set apart, whichever way it is written.
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
FOLDER = Path(__file__).resolve().parents[2] / "cards"
MARIA: Answers = {
    **ENGINEER,
    "salary_yen": "6.48M",
    "birth_date": "1995-02-01",
    "experience_years": "3 years 4 months",
    "stay_until": "2026-12-11",
    "status_as_on_card": "a:engineer",
    "lives_in": "Takasaki, weekdays after 18:00",
    "talk_language": "a:ja",
    "name": "Maria Santos",
    "contact_way": "a:phone",
    "contact": "+81 90 1234 5678",
}
SPOUSE: Answers = {
    **MARIA,
    "goal": "a:pr",
    "residence": "a:spouse_of",
    "married_since": "2018-05",
    "in_japan_since": "2016-04",
    "status_as_on_card": "a:spouse",
    "stay_until": "2028-03-01",
}
# 35 years old on 18 December.
FALLS: Answers = {"birth_date": "1991-12-18", "stay_until": "2028-03-01"}


def sent(walk: Walk, *parts: Answers, said: str = "", until: str = "leave") -> Walk:
    """Somebody who comes to the result, says something there, and sends the card."""
    walk.answers(*parts, until="result")
    if said:
        walk.says(said)
    return walk.answers(*parts, {"result": "ok"}, until=until).presses("yes")


def comes_back() -> Walk:
    walk = sent(Walk(), MARIA, {"japanese": "a:n2"}).answers(MARIA, until="handed_off")
    walk.later(days=30).commands("recheck").presses("changed:japanese").presses("a:n1")
    return walk.answers(MARIA, {"result": "ok"}, until="leave").presses("yes")


def asks_a_person() -> Walk:
    given = {"goal": "a:other", "note": "My company closed and I need a new visa by spring."}
    return Walk().answers(MARIA, given, until="leave").presses("yes")


PEOPLE: Mapping[str, Callable[[], Walk]] = {
    "near-the-deadline": lambda: sent(Walk(), MARIA),
    "abroad-with-interpreter": lambda: sent(
        Walk(),
        MARIA,
        {"residence": "a:abroad", "lives_in": "Bangalore, India; evenings", "talk_language": "a:interpreter"},
    ),
    "holder-who-lost-the-job": lambda: sent(
        Walk(), MARIA, {"residence": "a:hsp", "status_as_on_card": "a:hsp1"}, said="I lost my job last week"
    ),
    "refused-before": lambda: sent(
        Walk(), MARIA, {"stay_until": "2028-03", "goal": "a:pr"}, said="My application was refused last year"
    ),
    "expecting-a-child": lambda: sent(Walk(), MARIA, {"stay_until": "unknown"}, said="My wife is pregnant"),
    "below-the-floor": lambda: sent(Walk(), MARIA, {"salary_yen": "2.8 million", "stay_until": "2029"}),
    "asks-a-person": asks_a_person,
    "spouse-of-a-japanese": lambda: sent(Walk(), SPOUSE),
    "married-of-unknown-kind": lambda: sent(
        Walk(), MARIA, {"goal": "a:pr", "stay_until": "2028-03-01"}, said="I am married to a Japanese"
    ),
    "points-fall-soon": lambda: sent(Walk(), MARIA, FALLS),
    "abroad-in-a-wide-country": lambda: sent(
        Walk(), MARIA, {"residence": "a:abroad", "lives_in": "USA, after 8pm", "talk_language": "unknown"}
    ),
    "comes-back-with-n1": comes_back,
}


@cache
def record_of(name: str) -> LeadRecord:
    """The lead as the desk keeps it, after all that was sent."""
    walk = PEOPLE[name]()
    matter = Matter(walk.conversation, True, walk.now.timestamp())
    for effect in walk.effects:
        if isinstance(effect, FileLead):
            decision = desk().handle(matter, effect, walk.now)
            matter = decision.matter
            assert any(isinstance(order, ShowCard) for order in decision.orders)
    assert matter.record is not None
    return LeadRecord.from_json(replace(matter.record, number=12).to_json())


def lines_of(name: str) -> tuple[Text, ...]:
    return desk().card(record_of(name)).lines


def card_of(name: str) -> str:
    return "\n".join(real_words().plain("ja", line) for line in lines_of(name)) + "\n"


@pytest.mark.parametrize("name", PEOPLE)
def test_the_card_is_as_staff_read_it(name: str, refresh: bool) -> None:
    shown, file = card_of(name), FOLDER / f"{name}.txt"
    if refresh:
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


def test_no_card_stands_there_that_nobody_has() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(PEOPLE)


@pytest.mark.parametrize("name", PEOPLE)
def test_six_lines_are_enough_to_act_on(name: str) -> None:
    first = [key for line in lines_of(name)[:6] for key in keys_in(line)]
    assert first[0] == "card-title"
    assert "card-reach" in first
    assert [key for key in first if key.startswith("card-next-")]
    assert not {"card-as-of", "paper-card", "card-source", "card-runs"} & set(first)


@pytest.mark.parametrize(
    ("name", "flags", "rings"),
    [
        ("near-the-deadline", {"deadline"}, True),
        ("abroad-with-interpreter", set(), True),
        ("holder-who-lost-the-job", {"deadline", "job_of_holder"}, True),
        ("refused-before", {"refusal"}, True),
        ("expecting-a-child", {"pregnancy"}, True),
        ("below-the-floor", set(), False),
        ("asks-a-person", {"deadline"}, True),
        ("spouse-of-a-japanese", {"own_route"}, True),
        ("married-of-unknown-kind", {"own_route"}, True),
    ],
)
def test_what_cannot_wait_is_flagged_and_rings(name: str, flags: set[str], rings: bool) -> None:
    consented = record_of(name).consented
    urgent = {"deadline", "refusal", "pregnancy", "job_of_holder", "own_route"}
    assert (urgent & set(consented.summary.flags), consented.rings) == (flags, rings)


@pytest.mark.parametrize(("qualifies", "rings"), [(True, True), (False, False)])
def test_a_way_without_points_rings_by_the_rule_of_what_qualifies(qualifies: bool, rings: bool) -> None:
    """Whoever may file for permanent residence as a spouse has what they came for, though no verdict is about it."""
    around = desk().dialogue.around
    ringing = replace(around.office.ringing, qualifies=qualifies)
    there = replace(around, office=replace(around.office, ringing=ringing))
    lead = sent(Walk(dialogue=Dialogue(HSP, there, real_words())), SPOUSE).leads[-1]
    assert (lead.verdict, lead.total, lead.rings) == (None, None, rings)


@pytest.mark.parametrize(
    ("changed", "flagged"),
    [
        ({}, True),
        # Married for a year: the way opens later, and staff are not sent to it.
        ({"married_since": "2026-01", "in_japan_since": "2025-01"}, False),
        ({"married_since": "unknown"}, True),
        # Who came for something else is not led away from it.
        ({"goal": "a:hsp"}, False),
    ],
)
def test_a_way_without_points_is_named_in_the_first_line_of_whom_it_is_for(changed: Answers, flagged: bool) -> None:
    lines = card(sent(Walk(), SPOUSE, changed).leads[-1], desk().dialogue.around.office, "ja")
    [first] = [line for line in lines if line.key == "card-first"]
    assert ("flag-own-route" in keys_in(first)) is flagged
    assert ("card-next-own-route" in {key for line in lines for key in keys_in(line)}) is flagged


def test_a_day_to_file_by_stands_among_the_deadlines_the_soonest_first() -> None:
    def first(stay_until: str) -> str:
        lead = sent(Walk(), MARIA, FALLS, {"stay_until": stay_until}).leads[-1]
        [line] = [text for text in card(lead, desk().dialogue.around.office, "ja") if text.key == "card-first"]
        return real_words().plain("ja", line)

    by = "⏰今の点数で申請できるのは 2026年12月16日（あと22日）まで、その後は65点"
    assert first("2028-03-01").startswith(f"{by}、⏰在留期限 2028年3月1日")
    assert f"、{by}、" in first("2026-12-11")
    assert "誕生日が近く" not in first("2028-03-01"), "the day says more"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("a:ja", "文面は英語、会話は日本語"),
        ("a:interpreter", "文面は英語、会話は通訳を希望"),
        ("a:own_interpreter", "文面は英語、会話は本人が通訳を同伴"),
        ("a:any", "文面は英語、会話の言語はどれでもよい"),
        ("unknown", "文面は英語、会話の言語は未回答"),
    ],
)
def test_staff_read_in_which_language_to_write_and_to_talk(given: str, told: str) -> None:
    lead = sent(Walk(), MARIA, {"talk_language": given}).leads[-1]
    [line] = [text for text in card(lead, desk().dialogue.around.office, "ja") if text.key == "card-reach"]
    assert f"、{told}、" in real_words().plain("ja", line)


@pytest.mark.parametrize(
    ("category", "deciding", "told"),
    [
        (
            "b",
            ("employer_sme", "licences", "growth_field"),
            "勤務先の人事への確認をお願いする：中小企業、成長分野の事業",
        ),
        ("b", ("licences", "employer_sme"), "確認する：資格・IT試験"),
        # Whoever runs the company knows.
        ("c", ("employer_sme", "growth_field"), "確認する：中小企業"),
    ],
)
def test_what_only_the_employer_knows_is_sent_to_the_employer(
    category: str, deciding: tuple[str, ...], told: str
) -> None:
    lead = replace(
        sent(Walk(), MARIA, {"stay_until": "2028-03-01"}).leads[-1],
        category=category,
        deciding=tuple(Text(f"q-{name}.short") for name in deciding),
        ask_employer=("employer_sme", "growth_field"),
    )
    [line] = [text for text in card(lead, desk().dialogue.around.office, "ja") if text.key == "card-reach"]
    assert real_words().plain("ja", line).endswith(f" ➡️ {told}")


def test_nothing_is_said_where_nothing_is_open() -> None:
    assert "未確認" not in card_of("near-the-deadline")
    assert "未確認：研究実績" in card_of("refused-before")


def test_what_was_answered_otherwise_last_time_is_told() -> None:
    assert record_of("comes-back-with-n1").before == {"japanese": "n2"}
    assert "🔄 前回から：日本語 N2" in card_of("comes-back-with-n1")
    assert record_of("near-the-deadline").before == {}


@pytest.mark.parametrize(("days", "near"), [(90, True), (91, False), (-1, True)])
def test_a_deadline_rings_from_ninety_days_before_it_on(days: int, near: bool) -> None:
    day = (TODAY + timedelta(days=days)).isoformat()
    walk = sent(Walk(), MARIA, {"salary_yen": "2.8 million", "stay_until": day})
    lead = walk.leads[-1]
    assert ("deadline" in lead.flags, lead.rings) == (near, near)


@pytest.mark.parametrize(
    ("told", "day", "shown"),
    [
        ("2026-12-11", date(2026, 12, 10), "（あと1日）"),
        ("2026-12-11", date(2026, 12, 11), "（今日）"),
        ("2026-12-11", date(2026, 12, 12), "（1日超過）"),
        # The day in a month or a year that was told alone is not known: it has not passed before the month has.
        ("2026-12", date(2026, 11, 24), "（早ければあと7日）"),
        ("2026-12", date(2026, 12, 31), "（早ければ今日）"),
        ("2026-12", date(2027, 1, 2), "（2日超過）"),
        ("2026", date(2026, 12, 31), "（早ければ今日）"),
    ],
)
def test_the_days_left_are_told_as_far_as_the_deadline_is_known(told: str, day: date, shown: str) -> None:
    deadline = Deadline(PartialDate.parse_iso(told), of_stay=True)
    assert real_words().plain("ja", deadline.shown(day)).endswith(shown)
    assert deadline.has_passed(day) is ("超過" in shown)


@pytest.mark.parametrize(
    ("changed", "act"),
    [
        ({"stay_until": TODAY.isoformat()}, "card-next-deadline"),
        ({"stay_until": "2026-11"}, "card-next-deadline"),
        ({"stay_until": "2026-10"}, "card-next-passed"),
        ({"residence": "a:ran_out", "stay_until": "unknown"}, "card-next-passed"),
        ({"residence": "a:ran_out", "stay_until": "2026-10"}, "card-next-passed"),
        # The day is still to come, whatever was pressed.
        ({"residence": "a:ran_out"}, "card-next-deadline"),
    ],
)
def test_once_the_day_has_passed_nothing_is_to_be_filed_before_it(changed: Answers, act: str) -> None:
    walk = Walk().answers(MARIA, changed, {"result": "ok"}, until="leave").presses("yes")
    lines = card(walk.leads[-1], desk().dialogue.around.office, "ja")
    assert act in {key for line in lines for key in keys_in(line)}


@pytest.mark.parametrize(
    ("presses", "wish"),
    [
        ((), "未選択"),
        (("a:online",), "オンライン相談(Google Meet)／日時は未定"),
        (("a:online", f"a:{ANY}"), "オンライン相談(Google Meet)／いつでもよい"),
        (("a:online", UNKNOWN), "オンライン相談(Google Meet)／日時は未定"),
        (("a:online", DONE), "オンライン相談(Google Meet)／合う日がない"),
        ((UNKNOWN, f"a:{ANY}"), "方法は未定／いつでもよい"),
        ((UNKNOWN, UNKNOWN), "方法は未定／日時は未定"),
    ],
)
def test_what_was_said_of_the_time_is_told_also_where_it_names_none(presses: tuple[str, ...], wish: str) -> None:
    walk = sent(Walk(), MARIA).presses(*presses)
    lines = card(lead_of(walk.situation), desk().dialogue.around.office, "ja")
    assert f"相談の希望：{wish}" in [real_words().plain("ja", line) for line in lines]


@pytest.mark.parametrize(
    ("way", "contact", "shown"),
    [
        ("a:email", "+81 90 1234 5678", "電話 +81 90 1234 5678"),
        ("a:phone", "maria@example.com", "メール maria@example.com"),
        ("a:email", "maria@example.com", "メール maria@example.com"),
        ("a:phone", "unknown", "このチャット"),
        ("a:here", "unknown", "このチャット"),
    ],
)
def test_a_contact_is_called_what_it_is(way: str, contact: str, shown: str) -> None:
    lead = sent(Walk(), MARIA, {"contact_way": way, "contact": contact}).leads[-1]
    assert real_words().plain("ja", contact_text(lead.contact, lead.contact_way)).translate(ISOLATES) == shown
