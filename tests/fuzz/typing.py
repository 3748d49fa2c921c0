"""What clients and staff type and press."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from tests.fuzz import mutation
from tests.fuzz.reader import FuzzedReader, of_texts

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
def situation_at(where: str) -> Any:
    from tests.dialogs.reached import reached
    from tests.dialogs.walker import real_dialogue

    walk = reached(where)
    return real_dialogue().situation(walk.conversation, walk.now)


def _understanding() -> FuzzedReader:
    from bot.words.words import languages
    from dialogs.questionnaires.hsp import HSP
    from dialogs.understanding import Reader

    reader, names = Reader(HSP, languages()), (None, *HSP.by_id)
    situation = situation_at("review")

    def make(dice: random.Random) -> tuple[str, str, str]:
        return mutation.text(dice, TYPED, LONGEST_TYPED), dice.choice(names) or "", dice.choice(("en", "ja"))

    def read(given: tuple[str, str, str]) -> object:
        text, name, language = given
        return reader.read(text, HSP.by_id.get(name), language, situation)

    return FuzzedReader("typed texts", make, read, base=0.3, each=3e-4, share=6)


def _answers() -> FuzzedReader:
    from dialogs.questionnaires.hsp import HSP

    situation, names = situation_at("review"), tuple(HSP.by_id)

    def make(dice: random.Random) -> tuple[str, str]:
        return mutation.text(dice, TYPED, LONGEST_TYPED), dice.choice(names)

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
        of_texts(TYPED, LONGEST_TYPED),
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

    def make(dice: random.Random) -> tuple[str, str, str]:
        kind = dice.choice(kinds)
        seeds = pressed if kind is ActKind.PRESS else TYPED
        return dice.choice(PLACES), kind, mutation.text(dice, seeds, LONGEST_TYPED)

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

    return FuzzedReader("what staff type", of_texts(seeds, LONGEST_TYPED), read, base=0.1, share=100)


MAKERS = (
    _understanding,
    _answers,
    _questions,
    _turns,
    _staff,
)

__all__ = ["MAKERS", "situation_at"]
