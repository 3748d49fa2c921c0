"""The ways to the points as they are told: which, how many, in what order, and in words that every language has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import product
from typing import Any

import pytest
from fluent.syntax import FluentParser, ast

from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.digests import folder
from bot.words.paragraphs import paragraphs
from bot.words.words import SOURCE_LANGUAGE, Words, languages
from dialogs.conversation import Answer, Conversation
from dialogs.messages import Text
from dialogs.parts.ways import best, lines, nearest
from dialogs.place import Place
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation, Surroundings
from scoring import Category, Profile, Reason, read_profile
from scoring.ways.whatif import ways

TODAY = date(2026, 11, 24)
# 35 points: bachelor 10, 5.2 million at 30 15, age 10. Nothing at the employer but what is not known.
ENGINEER: dict[str, Any] = {
    "goal": "hsp",
    "residence": "work",
    "activity": "specialist",
    "international_services": "no",
    "salary_yen": 5_200_000,
    "birth_date": "1996-02-28",
    "degrees": ["bachelor"],
    "experience_years": 30,  # months
    "japanese": "none",
    "research": [],
    "japanese_degree": "no",
    "licences": 0,
    "designated_university": None,
    "employer_innovation_support": None,
    "employer_sme": None,
    "employer_local_support": None,
    "growth_field": "no",
    "investment_management": "no",
    "foreign_qualification": "no",
    "designated_training": "no",
    "employer_rd_ratio": "0",
}


@cache
def _words() -> Words:
    return Words()


@cache
def _around() -> Surroundings:
    return Surroundings(load_office(None), is_japanese_holiday, languages())


def _situation(**answers: Any) -> Situation:
    conversation = Conversation("ways", "test", "en", Place("result"))
    conversation.answers = {k: Answer(v, TODAY) for k, v in (ENGINEER | answers).items()}
    return Situation(conversation, HSP, _around(), datetime(TODAY.year, TODAY.month, TODAY.day, 1, tzinfo=UTC))


def _keys(situation: Situation) -> list[str]:
    return [line.key for line in lines(situation)]


def _told(situation: Situation, language: str = "en") -> str:
    return "".join(paragraphs(_words(), language, lines(situation)))


def test_the_likeliest_first_then_one_that_rests_on_no_lucky_answer_and_a_word_of_caution() -> None:
    told = list(lines(_situation()))
    assert [line.key for line in told] == ["ways-title", *["ways-line"] * 5, "ways-note"]
    shown = _told(_situation()).splitlines()
    # One check that seldom turns out well, and not two of them.
    assert (shown[1].count("ask HR"), shown[1].count("see whether")) == (1, 0)
    # The last one rests on no lucky answer.
    assert "ask HR" not in shown[5]
    assert "see whether" not in shown[5]


def test_at_most_two_lines_for_the_card_one_of_them_sure() -> None:
    first, second = (_words().plain("en", line) for line in best(_situation()))
    assert first.startswith("Way to 70: ")
    assert first.count("ask HR") == 1
    assert re.search(r" → 70, in about \d+ months$", second)
    assert "ask HR" not in second


def test_both_marks_of_permanent_residence_share_five_lines() -> None:
    told = _keys(_situation(goal="pr", japanese="n1"))
    assert told.count("ways-title") == 2
    assert told.count("ways-line") == 5
    assert told[-1] == "ways-note"
    titles = [line.args["mark"] for line in lines(_situation(goal="pr", japanese="n1")) if line.key == "ways-title"]
    assert titles == [70, 80]


def test_a_mark_reached_is_said_and_the_next_one_gets_the_room() -> None:
    situation = _situation(goal="pr", japanese="n1", salary_yen=9_000_000)
    assert _keys(situation) == ["ways-reached-line", "ways-title", *["ways-line"] * 5, "ways-note"]
    assert _told(situation).startswith(
        "✅ <b>70 points:</b> reached already, by our count.\n\n<b>Ways to 80 points</b>\n▸"
    )
    assert all(line.args["mark"] == 80 for line in best(situation))


def test_everything_reached_needs_no_way() -> None:
    situation = _situation(japanese="n1", salary_yen=9_000_000)
    assert _keys(situation) == ["ways-reached-line"]
    assert best(situation) == ()


def test_reached_by_what_is_known_is_not_called_proved() -> None:
    situation = _situation(japanese="n1", salary_yen=9_000_000, international_services=None)
    assert _keys(situation) == ["ways-counted-line"]


def test_a_failed_gate_is_no_reached_mark() -> None:
    services = _situation(japanese="n1", salary_yen=9_000_000, international_services="yes")
    assert _keys(services) == ["ways-closed"]
    assert best(services) == ()
    unpaid = _situation(salary_yen=2_900_000, japanese="n1", degrees=["doctorate"], experience_years=120)
    assert _words().plain("en", best(unpaid)[0]).startswith("Way to 70: a salary of 3,000,000 yen a year → ")


def test_no_realistic_way_is_a_sentence_and_a_person() -> None:
    situation = _situation(degrees=[], salary_yen=3_000_000, birth_date="1970-01-01", designated_university="no")
    assert _keys(situation) == ["ways-none"]
    assert "Staff can still look at it" in _told(situation)


def test_j_skip_met_needs_no_points() -> None:
    situation = _situation(salary_yen=20_000_000, experience_years=120, degrees=[], birth_date="1970-01-01")
    assert _keys(situation) == ["ways-j-skip-met"]
    assert best(situation) == ()
    # A master's degree does for the years; at 60 points a mark of 70 has a way.
    short = _situation(salary_yen=20_000_000, experience_years=0, degrees=["master"], birth_date="1980-01-01")
    assert [entry.total for entry in short.score.categories] == [60]
    assert nearest(short) is None
    assert nearest(_situation()) is not None


def test_j_skip_as_a_way() -> None:
    situation = _situation(
        salary_yen=18_500_000, experience_years=120, degrees=[], birth_date="1970-01-01", licences=None
    )
    told = [_words().plain("en", line) for line in lines(situation)]
    assert "▸ J-Skip (no points needed), in about 3 months: a salary of 20,000,000 yen a year" in told
    card = [_words().plain("en", line) for line in best(situation)]
    assert "Way to J-Skip: a salary of 20,000,000 yen a year, in about 3 months" in card


def test_without_a_kind_of_work_every_line_says_if() -> None:
    situation = _situation(activity=None, international_services=None)
    keys = _keys(situation)
    assert keys == ["ways-title", *["ways-if-line"] * 5, "ways-open-line", "ways-note"]
    assert "if your work counts as (b) Specialist work" in _told(situation)
    assert "not mainly translation" in _told(situation)
    assert [line.key for line in best(situation)] == ["ways-card-in"] * 2


def test_reached_in_one_category_only_says_in_which() -> None:
    situation = _situation(activity=None, japanese="n1", salary_yen=9_000_000)
    told = _told(situation).splitlines()
    assert told[0] == "✅ <b>70 points:</b> reached already, by our count, if your work counts as (a) Research."
    assert "(c)" not in _told(situation)


def test_j_skip_without_a_kind_of_work() -> None:
    situation = _situation(
        activity=None,
        international_services=None,
        salary_yen=18_500_000,
        experience_years=120,
        degrees=[],
        birth_date="1970-01-01",
    )
    assert "ways-j-skip-if-line" in _keys(situation)
    assert "ways-card-j-skip-in" in [line.key for line in best(situation)]


# --- Words ------------------------------------------------------------------------------------------------------------

_TOGETHER: tuple[dict[str, tuple[Any, ...]], ...] = (
    {
        "employer_innovation_support": (None, False, True),
        "employer_sme": (None, True),
        "employer_rd_ratio": (None, 0.05),
    },
    {"designated_training": (None,), "japanese_degree": (None, False, True)},
    {"degrees": (None, ["bachelor"], ["master"]), "degrees_in_different_fields": (None, False)},
    {"experience_years": (None, 2.5), "salary_yen": (None, 4_000_000), "licences": (None, 0, 1)},
    {"japanese": (None, "none", "n2"), "position": (None, "none")},
)


def _profiles() -> Iterator[tuple[Profile, list[Category]]]:
    known: dict[str, Any] = {"birth_date": "1995-01-01", "degrees": ["bachelor"], "experience_years": 0}
    for facts in _TOGETHER:
        for values in product(*facts.values()):
            for category in Category:
                given = {**known, "category": category, **dict(zip(facts, values, strict=True))}
                # Going to another category need be told but once for each.
                yield read_profile(given, as_of=TODAY), list(Category) if facts is _TOGETHER[-1] else []


@cache
def _reasons() -> tuple[Reason, ...]:
    """One reason for each key, and for each value that chooses words."""
    found: dict[tuple[object, ...], Reason] = {}
    for profile, fits in _profiles():
        for way in ways(profile, as_of=TODAY, mark=40, fits=fits):
            for lever in way.levers:
                chosen = [v for v in lever.why.args.values() if isinstance(v, str)]
                found.setdefault((lever.why.key, *chosen, lever.why.args.get("count")), lever.why)
    return tuple(found.values())


@pytest.mark.parametrize("language", languages())
def test_every_lever_has_its_words(language: str) -> None:
    for reason in _reasons():
        shown = _words().plain(language, Text(reason.key, reason.args))
        assert shown
        assert not shown.endswith((".", "。"))


def test_every_text_of_the_file_is_used() -> None:
    """The texts of levers, by the levers there are; the others by the lines above and the names of what stays open."""
    parsed = FluentParser().parse((folder(SOURCE_LANGUAGE) / "ways.ftl").read_text(encoding="utf-8"))
    written = {entry.id.name for entry in parsed.body if isinstance(entry, ast.Message)}
    levers = {key for key in written if key.startswith(("ways-check-", "ways-do-", "ways-wait-", "ways-work-"))}
    assert levers == {reason.key for reason in _reasons()}
    opened = {"min_salary", "international_services", "japanese_degree", "designated_training_at_japanese_university"}
    ends = {f"{kind}-{of}line" for kind in ("reached", "counted") for of in ("", "in-")}
    ends |= {"line", "if-line", "j-skip-line", "j-skip-if-line", "title", "now", "later", "two", "three"}
    ends |= {"open-line", "eve-line", "note", "none", "closed", "j-skip-met", *(f"open-{name}" for name in opened)}
    ends |= {"keep-title", "keep-line", "card", "card-in", "card-j-skip", "card-j-skip-in"}
    assert "ways-beyond-title" in written, "told where the goal's points are reached: tests/dialogs/test_what_if.py"
    assert written - levers - {"ways-beyond-title"} == {f"ways-{end}" for end in ends}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("goal", ["hsp", "pr"])
@pytest.mark.parametrize("activity", ["research", "specialist", "manage", None])
def test_whatever_is_told_can_be_shown(language: str, goal: str, activity: str | None) -> None:
    for salary, held in product((None, 2_900_000, 18_500_000), (None, ["bachelor"])):
        situation = _situation(goal=goal, activity=activity, salary_yen=salary, degrees=held)
        told = list(lines(situation))
        shown = "".join(paragraphs(_words(), language, told))
        assert shown
        assert "{" not in shown
        assert sum(line.key.endswith(("ways-line", "if-line", "j-skip-line")) for line in told) <= 5
        for line in best(situation):
            assert _words().html(language, line)
