"""Whole conversations as people read them, in each language, with the card staff get; `tests/transcripts/` holds them.

They are read by people, so a change of words shows here on purpose. After reading the difference:
`pytest tests/dialogs/test_transcripts.py --refresh-transcripts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from difflib import unified_diff
from pathlib import Path

import pytest

from bot.words.words import languages
from dialogs.following import forget
from dialogs.place import HANDED_OFF, LEAVE, RESULT
from tests.dialogs.scribe import By, Later, Scribe, Step, Until
from tests.dialogs.walker import TODAY, Given
from tests.scoring.tables import UP_TO_2023, knowing

# Lines of a difference that are shown; a changed button changes more places than anybody reads.
SHOWN = 40
FOLDER = Path(__file__).resolve().parent.parent / "transcripts"


BEGIN: Sequence[Step] = ("/start", "language", "a:agree")
AS_AN_ENGINEER: Sequence[Step] = (*BEGIN, "a:hsp", "a:work", "a:specialist", "a:technical")
N1 = {"japanese": "a:n1"}
MARIA: Mapping[str, Given | By] = {"name": "Maria Santos", "contact_way": "a:here"}


def to_the_card(answers: Mapping[str, Given | By]) -> Until:
    """What the office asks for itself, whatever that is, to the card."""
    return Until(LEAVE, answers)


def sent(answers: Mapping[str, Given | By], wishes: Mapping[str, Given | By] | None = None) -> Sequence[Step]:
    """The same, the card is sent, and a day is wished for or not."""
    return (to_the_card(answers), "yes", Until(HANDED_OFF, wishes or {}))


# Where the hand-off is not what the scene is about.
ANSWERS_THE_OFFICE = "answers what the office asks"
TO_THE_HAND_OFF = Until(
    HANDED_OFF, {RESULT: "ok", **MARIA, LEAVE: "yes"}, aside=f"{ANSWERS_THE_OFFICE}, and sends the card"
)


SCENES: Mapping[str, Sequence[Step]] = {
    "engineer-75": (
        *AS_AN_ENGINEER,
        *(By("6.5M", "650万"), "1994-05-01", ("master",), By("5 years", "5年")),
        Until("thorough", {**N1, "employer_innovation_support": "a:no"}),
        *(
            "a:stop",
            "ok",
            "view:details",
            "view:parts",
            "view:papers",
            "on:passport",
            "view:asking",
            "view:papers",
            "view:short",
            "ok",
        ),
        *sent(MARIA, {"consultation": "a:online", "half_days": "first half-day"}),
        By("Can I bring my husband?", "夫も一緒に行ってもいいですか。"),
    ),
    "researcher-below-the-floor": (
        *(*BEGIN, "a:hsp", "a:student", "a:specialist", "a:technical", By("April 2027", "2027年4月")),
        *(By("2.8 million", "280万円"), "a:stop", "ok"),
        *("review", "change:activity", "help", "a:research", By("1998", "平成10年")),
        Until(
            "result",
            {
                "degrees": ("doctorate",),
                "research": ("papers",),
                "experience_years": By("2 and a half years", "2年半"),
                "japanese": By("JLPT N1", "日本語能力試験N1"),
                "japanese_degree": By("yes", "はい"),
                "designated_university": "a:yes",
                "thorough": "a:stop",
            },
        ),
        Until("contact", {RESULT: "ok", "name": "Nguyen Thi Lan", "contact_way": "a:email"}, aside=ANSWERS_THE_OFFICE),
        By("lan at home", "まだ"),
        *sent({"contact": By("lan@example.com", "lan@example.com")}),
    ),
    "manager": (
        *(
            *BEGIN,
            "a:pr",
            "a:work",
            "a:none",
            "2015-04",
            "a:manage",
            By("1M a month", "月100万"),
            "is:0",
            ("bachelor",),
        ),
        *(By("7-8 years", "7、8年"), "is:0"),
        Until(
            "result",
            {
                "japanese": "a:n2",
                "position": "a:representative",
                "japanese_degree": "a:yes",
                "employer_sme": "a:yes",
                "invested_100m_yen": "a:no",
                "growth_field": "a:no",
            },
        ),
        *(
            "ok",
            to_the_card({"name": "王 偉", "contact_way": "a:phone", "contact": "090-1234-5678"}),
            "no",
            "book",
            "yes",
        ),
        Until(HANDED_OFF, {"consultation": "a:office", "half_days": "first half-day"}),
    ),
    "j-skip": (
        *(*AS_AN_ENGINEER, By("25,000,000", "2500万"), By("1984/7/3", "昭和59年7月3日"), ("master", "doctorate")),
        Until("result", {"experience_years": By("12 years", "12年"), "thorough": "a:stop"}),
        TO_THE_HAND_OFF,
    ),
    "short": (
        *(*AS_AN_ENGINEER, By("350", "350"), "is:0", By("1990", "1990年"), ("bachelor",), By("3 years", "3年")),
        Until("result", {"japanese": "a:none", "research": (), "licences": By("none", "なし")}, otherwise="a:no"),
        *("view:details", "view:short", Until(LEAVE, {RESULT: "ok"}, aside=ANSWERS_THE_OFFICE), "no"),
    ),
    "something-else": (
        *(*BEGIN, "a:other"),
        By("My employer closed. What happens to my visa?", "会社がなくなりました。在留資格はどうなりますか。"),
        *sent({"contact_way": "a:here"}),
    ),
    "comes-back-with-n1": (
        *(*AS_AN_ENGINEER, By("6.5M", "650万"), "1992-02-01", ("bachelor",), By("5 years", "5年")),
        Until("result", {"japanese": "a:n2", "employer_innovation_support": "a:no"}),
        TO_THE_HAND_OFF,
        *(Later(120), "/recheck", "topic:studies", "changed:japanese", "a:n1"),
        Until("result", {"experience_years": By("5 years 4 months", "5年4か月"), "thorough": "a:stop"}),
        *("ok", "yes"),
    ),
    # What opens from the result, all of it: four people, each asked what their parts need.
    "all-parts-engineer": (
        *(*AS_AN_ENGINEER, By("7M", "700万"), "1992-03-10", ("master",), By("6 years", "6年")),
        Until("result", {**N1, "thorough": "a:stop"}),
        *("view:parts", "view:over_time", "ask:over_time"),
        Until(
            "result",
            {
                "work_since": "2021-04-01",
                "plan": "a:raise",
                "plan_salary": By("9M", "900万"),
                "plan_day": By("April 2027", "2027年4月"),
            },
        ),
        *("view:parts", "view:residence", "ask:residence"),
        Until(
            "result",
            {
                "in_japan_since": "2020-04",
                "salary_since": "2026-04",
                "salary_before": By("6.2M", "620万"),
                "japanese_since": "2024-08",
                "degrees_since": "2016-03",
                "longest_trip_days": By("21", "21"),
                "days_abroad_a_year": By("40", "40"),
                "in_order": ("tax", "pension", "insurance", "fines", "notified", "landing", "guarantor"),
            },
        ),
        *("view:parts", "view:goals", "view:parts", "view:procedure", "view:short", TO_THE_HAND_OFF),
    ),
    "all-parts-researcher": (
        *(*BEGIN, "a:hsp", "a:student", "a:research"),
        Until(
            "result",
            {
                "salary_yen": By("5.2M", "520万"),
                "birth_date": By("1995-02-28", "平成7年2月28日"),
                "degrees": ("doctorate",),
                "experience_years": By("4 years", "4年"),
                "work_begins": By("April 2027", "2027年4月"),
                "thorough": "a:stop",
            },
        ),
        *("view:parts", "view:ways", "view:parts", "view:over_time", "view:parts", "view:papers", "view:parts"),
        *("view:advice", "view:parts", "view:duties", "view:short"),
    ),
    "all-parts-manager": (
        *(*BEGIN, "a:hsp2", "a:hsp", "a:hsp1c", "a:yes", "2026-12-01", "2024-05-07", "a:manage"),
        Until(
            "result",
            {
                "salary_yen": By("21M", "2100万"),
                "degrees": ("mba_mot",),
                "experience_years": By("9 years", "9年"),
                "japanese": "a:n2",
                "position": "a:representative",
                "thorough": "a:stop",
            },
        ),
        *(
            "view:indefinite",
            "view:parts",
            "view:goals",
            "view:parts",
            "view:procedure",
            "view:parts",
            "view:ways",
            "view:parts",
            "view:advice",
            "view:short",
        ),
    ),
    "all-parts-j-skip": (
        *(*BEGIN, "a:family", "a:abroad", "a:specialist", "a:technical"),
        Until(
            "result",
            {
                "salary_yen": By("25M", "2500万"),
                "birth_date": "1984-07-03",
                "degrees": ("master",),
                "thorough": "a:stop",
                "has_children": "a:yes",
                "youngest_child": "2021-12",
                "pregnancy": "a:no",
                "household_income_yen": By("31M", "3100万"),
            },
        ),
        *("view:family", "view:parts", "view:residence", "view:parts", "view:procedure"),
        *("view:parts", "view:duties", "view:short"),
    ),
    # What is taken back is reckoned with no more.
    "child-taken-back": (
        *(*BEGIN, "a:family", "a:work", "a:specialist", "a:technical"),
        *("a:yes", By("2022-02-28", "令和4年2月28日"), "back", "back", "a:no", "a:no", By("9M", "900万")),
        Until(
            "result",
            {
                "salary_yen": By("6.5M", "650万"),
                "birth_date": "1994-05-01",
                "degrees": ("master",),
                **N1,
                "experience_years": By("5 years", "5年"),
                "thorough": "a:stop",
            },
        ),
        *("view:family", TO_THE_HAND_OFF),
    ),
    "holder-no-more": (
        *(*BEGIN, "a:hsp2", "a:hsp", "a:hsp1b", "a:no", "2023-04-01", "a:specialist", "a:technical"),
        Until(
            "result",
            {
                "salary_yen": By("8M", "800万"),
                "birth_date": "1992-03-10",
                "degrees": ("master",),
                **N1,
                "experience_years": By("6 years", "6年"),
                "thorough": "a:stop",
            },
        ),
        *("view:indefinite", "view:short"),
        *("recheck", "changed:residence", "a:work"),
        Until("result", {}),
        *("view:indefinite", "view:parts", "view:residence", "view:short"),
        TO_THE_HAND_OFF,
    ),
    "only-i-dont-know": (
        *BEGIN,
        Until("result", {}),
        Until(LEAVE, {RESULT: "ok"}, aside=ANSWERS_THE_OFFICE),
        "yes",
        Until(HANDED_OFF, {}),
    ),
}


def difference(who: str, read: str, played: str, acts: Mapping[int, date]) -> str:
    """Say where a conversation is not as it was read: whose it is, the last act before that and its day, the lines."""
    was, now = read.splitlines(), played.splitlines()
    same = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    last = max((number for number in acts if number <= same), default=None)
    after = "at the beginning" if last is None else f"after {now[last]!r} on {acts[last]}"
    seen = max(0, same - 2)
    lines = list(unified_diff(was[seen:], now[seen:], "as it was read", "as it is now", lineterm="", n=2))
    shown = [*lines[:SHOWN], f"... and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else lines
    return "\n".join(
        [f"{who}, {after}:", *shown, "read the difference, then: pytest --refresh-transcripts"],
    )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", SCENES)
@knowing(UP_TO_2023)
def test_the_transcript_is_as_it_was_read(name: str, language: str, refresh: bool) -> None:
    forget()
    file = FOLDER / f"{name}.{language}.txt"
    scribe = Scribe(language)
    played = scribe.play(SCENES[name])
    if refresh:
        file.write_text(played, encoding="utf-8")
    assert file.exists(), "no transcript yet; make it with: pytest --refresh-transcripts"
    read = file.read_text(encoding="utf-8")
    if played != read:
        # Two whole conversations beside each other are no help: only what differs is said.
        pytest.fail(difference(f"{name} ({language})", read, played, scribe.dated), pytrace=False)


READ = """
> /start

    Welcome.

> [Agree]

    What is your goal?
    [HSP]  [Back]

        (3 days later)

> [HSP]

    Where do you live?
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Where do", "And where do", ["engineer (en), after '> [HSP]' on 2026-11-27:", "-    Where do you live?",
                                      "+    And where do you live?"]),
        ("What is your goal?", "Your goal?", ["engineer (en), after '> [Agree]' on 2026-11-24:", "+    Your goal?"]),
        ("> /start", "> /begin", ["engineer (en), after '> /begin' on 2026-11-24:", "-> /start"]),
        ("    Where do you live?\n", "", ["engineer (en), after '> [HSP]' on 2026-11-27:", "-    Where do you live?"]),
        ("    Where do you live?\n", "line\n" * 100, ["... and 66 lines more"]),
    ],
)  # fmt: skip
def test_a_difference_says_who_when_and_what(old: str, new: str, said: list[str]) -> None:
    acts = {1: TODAY, 5: TODAY, 12: TODAY + timedelta(days=3)}
    told = difference("engineer (en)", READ, READ.replace(old, new), acts).splitlines()
    assert set(said) <= set(told)
    assert told[-1] == "read the difference, then: pytest --refresh-transcripts"
    assert len(told) < SHOWN + 5


def test_an_act_is_remembered_with_its_day() -> None:
    scribe = Scribe("en")
    for step in ("/start", "language", Later(3), "a:agree"):
        scribe.act(step)
    assert [(scribe.lines[number], day) for number, day in scribe.dated.items()] == [
        ("> /start", TODAY),
        ("> [English]", TODAY),
        ("> [I agree]", TODAY + timedelta(days=3)),
    ]


def test_there_is_no_transcript_of_a_scene_that_is_gone() -> None:
    assert {file.name for file in FOLDER.glob("*.txt")} == {f"{n}.{code}.txt" for n in SCENES for code in languages()}
