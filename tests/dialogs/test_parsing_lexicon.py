"""The words of the readers: what ships is read, and a slip in a file is an error that names file and key."""

from __future__ import annotations

import re

import pytest

from dialogs.parsing.lexicon import TABLES, Entries, LexiconError, any_word, lexicon, read_lexicon

EN = """
[parsing.ranges]
between = ["to"]

[parsing.numbers.small]
one = 1

[parsing.examinations]
fundamental = ["fe"]

[choices.residence]
abroad = ["outside japan"]
"""
JA = """
[parsing.ranges]
between = ["から"]
either = ["または"]

[parsing.examinations]
fundamental = ["基本情報"]
"""


def test_languages_are_merged_and_tables_of_others_left_alone() -> None:
    words = read_lexicon({"en": EN, "ja": JA})
    assert words.words("ranges", "between") == ("to", "から")
    assert words.words("ranges") == ("to", "から", "または")
    assert words.worths("numbers", "small") == {"one": 1}
    assert words.groups("examinations") == {"fe": "fundamental", "基本情報": "fundamental"}
    assert words.words("hedges", "about") == ()


def test_every_table_and_key_is_filled_by_what_ships() -> None:
    shipped = lexicon()
    empty = [f"{table}.{key}" for table, keys in TABLES.items() for key in keys if not shipped.tables[table][key]]
    assert empty == []
    assert shipped.groups("examinations")


def test_no_name_of_an_examination_is_also_a_certificate_that_does_not_count() -> None:
    shipped = lexicon()
    assert set(shipped.groups("examinations")).isdisjoint(shipped.words("licences", "national", "unlisted"))


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"en": "[parsing"}, "en: the file: expected valid TOML"),
        ({"en": "parsing = 1"}, "en: parsing: expected a table"),
        ({"en": "[parsing.money]\nx = ['a']"}, "en: parsing.money: expected one of the tables numbers, hedges"),
        (
            {"en": "[parsing.ranges]\nbeetween = ['to']"},
            "en: parsing.ranges.beetween: expected one of the keys between",
        ),
        ({"en": "[parsing.ranges]\nbetween = []"}, "en: parsing.ranges.between: expected a list of words, not empty"),
        ({"en": "[parsing.ranges]\nbetween = 'to'"}, "en: parsing.ranges.between: expected a list of words"),
        ({"en": "[parsing.ranges]\nbetween = [1]"}, "en: parsing.ranges.between: expected a list of words"),
        ({"en": "[parsing.ranges]\nbetween = ['to', 'to']"}, "en: parsing.ranges.between: expected each word once"),
        ({"en": "[parsing.ranges]\nbetween = ['']"}, "en: parsing.ranges.between: expected words as the readers see"),
        ({"en": "[parsing.ranges]\nbetween = ['To']"}, "'to' instead of 'To'"),
        ({"en": "[parsing.ranges]\nbetween = ['up  to']"}, "'up to' instead of 'up  to'"),
        ({"ja": "[parsing.dates.years_off]\n'一昨年' = -2"}, "ja: parsing.dates.years_off: expected words as"),
        ({"en": "[parsing.numbers]\nsmall = ['one']"}, "en: parsing.numbers.small: expected a table"),
        ({"en": "[parsing.numbers.small]\none = 'x'"}, "en: parsing.numbers.small: expected words, each with a whole"),
        ({"en": "[parsing.numbers.small]\none = true"}, "en: parsing.numbers.small: expected words, each with a whole"),
        (
            {"en": "[parsing.ranges]\nbetween = ['to']\neither = ['to']"},
            "expected one meaning for each word; 'to' also stands in en, parsing.ranges.between",
        ),
        (
            {"en": EN, "xx": "[parsing.numbers.small]\none = 11"},
            "xx: parsing.numbers.small: expected one meaning for each word; 'one' also stands in en",
        ),
        (
            {"en": EN, "xx": "[parsing.examinations]\napplied = ['fe']"},
            "xx: parsing.examinations.applied: expected one",
        ),
    ],
)
def test_a_slip_is_refused_by_name(files: dict[str, str], named: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(named)):
        read_lexicon(files)


def test_one_word_may_stand_in_two_languages_and_in_two_tables() -> None:
    words = read_lexicon({"en": EN, "de": EN + "\n[parsing.counts]\nunits = ['fe']"})
    assert words.words("ranges", "between") == ("to",)
    assert words.words("counts", "units") == ("fe",)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (("m", "million"), "5 million", ["million"]),
        (("m",), "5 man", []),
        (("年", "年間"), "5年間", ["年間"]),
        (("x",), "xx", []),
        (("a.b",), "acb", []),
        (("approx",), "approx. 5", ["approx."]),
        (("approx",), "approx.5", ["approx"]),
        (("an", "năm"), "nămx năm", ["năm"]),
        ((), "anything", []),
    ],
)
def test_words_are_found_whole_and_longest_first(words: tuple[str, ...], text: str, found: list[str]) -> None:
    assert re.findall(any_word(*words), text) == found


def test_a_worth_is_a_whole_number_and_a_list_has_none() -> None:
    shapes = {shape for keys in TABLES.values() for shape in keys.values()}
    assert shapes == {Entries.WORDS, Entries.WORTHS}
