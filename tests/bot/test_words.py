"""Texts rendered by templates say what Fluent itself says; parsed texts are kept, and never those of older files."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource, resolver
from hypothesis import given
from hypothesis import strategies as st

from bot.words import catalogue, words
from bot.words.catalogue import SHIPPED, build, load
from bot.words.words import Words, WordsError, folder_of, languages
from dialogs.messages import Arg, Text, Typed
from tests.bot.test_locales import _samples, _texts
from tests.properties import examples

resolver.MAX_PART_LENGTH = 1_000_000


# --- Fluent's own word ------------------------------------------------------------------------------------------------


@cache
def bundle(language: str) -> FluentBundle:
    """The Fluent files of a language as fluent.runtime reads them."""
    made = FluentBundle([language], use_isolating=False)
    for file in sorted(folder_of(language).glob("*.ftl")):
        made.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return made


def by_fluent(language: str, key: str, args: Mapping[str, Any]) -> str:
    name, _, attribute = key.partition(".")
    message = bundle(language).get_message(name)
    pattern = message.attributes[attribute] if attribute else message.value
    assert pattern is not None
    value, errors = bundle(language).format_pattern(pattern, dict(args))
    assert errors == [], key
    return str(value)


def given_to_fluent(language: str, name: str, value: Arg) -> object:
    """A simple argument as it goes into a text: numbers and dates in the words of the language, counts as they are."""
    if isinstance(value, int | Decimal):
        counts = name == "count" or name.endswith("_count")
        return value if counts else format_decimal(value, locale=Locale.parse(language))
    if isinstance(value, datetime):
        return format_datetime(value, "medium", locale=Locale.parse(language), tzinfo=value.tzinfo)
    if isinstance(value, date):
        return format_date(value, "long", locale=Locale.parse(language))
    return value


@pytest.fixture(scope="module")
def spoken() -> Words:
    return Words()


@pytest.mark.parametrize("language", languages())
def test_every_text_reads_as_fluent_reads_it(language: str, spoken: Words) -> None:
    differing = {}
    for key in spoken.keys(language):
        for args in _samples(language, key):
            wanted = by_fluent(language, key, {n: given_to_fluent(language, n, v) for n, v in args.items()})
            if spoken.html(language, Text(key, args)) != wanted:
                differing[key] = args
    assert differing == {}
    assert len(spoken.keys(language)) > 1000


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "value",
    [0, 1, 2, 1234, 12_345_678, Decimal("0.031"), Decimal("2.50"), Decimal("1e3"), date(2026, 11, 22), "five %s %(x)s"],
)
def test_an_argument_of_any_kind_stands_as_fluent_would_put_it(language: str, value: Arg, spoken: Words) -> None:
    for key, text in _texts(language).items():
        if key.startswith("-") or any(text.values.values()) or text.shown or not text.values:
            continue  # those that choose by an argument are the test above
        wanted = by_fluent(language, key, {name: given_to_fluent(language, name, value) for name in text.values})
        assert spoken.html(language, Text(key, dict.fromkeys(text.values, value))) == wanted, key


@examples(100)
@given(st.integers(0, 10**12) | st.decimals(0, 10**6, places=2))
@pytest.mark.parametrize("language", languages())
def test_a_count_chooses_as_in_fluent(language: str, count: int | Decimal) -> None:
    spoken = one_words()
    for key in counted(language):
        assert spoken.html(language, Text(key, {"count": count})) == by_fluent(language, key, {"count": count})


one_words = cache(Words)


@cache
def counted(language: str) -> tuple[str, ...]:
    """Texts that choose by a count and need nothing else."""
    found = tuple(key for key, text in _texts(language).items() if set(text.values) == {"count"} and not text.shown)
    assert found
    return found


# --- what fluent.runtime is kept for ----------------------------------------------------------------------------------

SOURCE = """
-firm = Swallow
labels =
    .only = a label
still = 100 % "sure" { "{" }braces{ "}" }
    .short = ok
one = Hello { $name }, { still.short }
more = { one }!
many = { $count ->
    [0] none
    [one] { $count } lead
   *[other] { $count } leads
 } of { $kind ->
    [new] new ones
   *[old] old ones
 }
number = { $kind ->
    [1] first
   *[x] else
 }
firm = { -firm } of { $name }
sum = { NUMBER($count, minimumFractionDigits: 2) }
through = { firm }?
round = { back }
back = { round }
lost = { nowhere }
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of its own, in the folder of English."""
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "a.ftl").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(words, "folder_of", lambda _language: folder)
    return folder


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("key", "args", "shown"),
    [
        ("still", {}, '100 % "sure" {braces}'),
        ("labels.only", {}, "a label"),
        ("more", {"name": "A&B %s"}, "Hello A&amp;B %s, ok!"),
        ("many", {"count": 0, "kind": "new"}, "none of new ones"),
        ("many", {"count": 1, "kind": "?"}, "1 lead of old ones"),
        ("many", {"count": 1200, "kind": "old"}, "1,200 leads of old ones"),
        ("number", {"kind": "one"}, "first"),  # Fluent's rule: a word is compared with the plural of a number
        ("number", {"kind": "x"}, "else"),
        ("firm", {"name": "Y"}, "Swallow of Y"),
        ("sum", {"count": 3}, "3.00"),
        ("through", {"name": "Z"}, "Swallow of Z?"),
    ],
)
def test_all_of_fluent_can_be_used(key: str, args: dict[str, Arg], shown: str) -> None:
    spoken = Words()
    assert spoken.html("en", Text(key, args)) == shown
    assert spoken.html("en", Text(key, args)) == shown  # with what was made for it the first time


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("key", "args", "why"),
    [
        ("none", {}, "there is no text 'none'; add it"),
        ("still.long", {}, "there is no text 'still.long'"),
        ("-firm", {}, "there is no text '-firm'"),
        ("one", {"nome": "secret"}, "the text 'one' cannot be shown .*'name'"),
        ("many", {"count": 1}, "the text 'many' cannot be shown .*'kind'"),
        ("sum", {}, "the text 'sum' cannot be shown"),
        ("round", {}, "the text 'round' cannot be shown .*shows itself"),
        ("lost", {}, "the text 'lost' cannot be shown .*'nowhere'"),
    ],
)
def test_a_hole_is_an_error_that_names_the_text_and_no_value(key: str, args: dict[str, Arg], why: str) -> None:
    with pytest.raises(WordsError, match=why) as caught:
        Words().html("en", Text(key, args))
    assert "secret" not in str(caught.value)


def test_an_argument_of_no_kind_is_refused(spoken: Words) -> None:
    args: dict[str, Any] = {"value": 1.5}
    with pytest.raises(WordsError, match="argument 'value' is a float"):
        spoken.html("en", Text("card-source", args))


def test_arguments_are_shown_by_their_kind(spoken: Words) -> None:
    def value(argument: Arg) -> str:
        return spoken.html("ja", Text("value-typed", {"text": argument}))

    assert value(Typed("<b>x</b>")) == "\u2068&lt;b&gt;x&lt;/b&gt;\u2069"
    assert value(date(2026, 11, 22)) == "2026年11月22日"
    assert value(datetime(2026, 11, 22, 9, 5, tzinfo=UTC)) == "2026/11/22 9:05:00"
    assert value(Decimal("1234.5")) == "1,234.5"
    assert value((Text("c-goal-hsp"), Text("c-goal-hsp"))).count("\n") == 1


# --- parsed once ------------------------------------------------------------------------------------------------------


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages that were parsed."""
    done: list[str] = []
    as_it_is = catalogue.parse

    def parse(language: str, sources: Any) -> Any:
        done.append(language)
        return as_it_is(language, sources)

    monkeypatch.setattr(catalogue, "parse", parse)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return done


def test_a_language_is_loaded_when_it_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def remembering(folder: Path) -> Any:
        loaded.append(folder.name)
        return load(folder)

    monkeypatch.setattr(words, "load", remembering)
    one = Words()
    assert loaded == []
    one.plain("ja", Text("list-separator"))
    one.html("ja", Text("list-separator"))
    assert loaded == ["ja"]


def test_what_the_wheel_ships_is_used_as_it_is(small: Path, parsed: list[str]) -> None:
    (small / SHIPPED).write_bytes(build(small))
    assert parsed == ["en"]
    assert load(small)["one"] == ["Hello ", ["$", "name"], ", ", ["@", "still.short"]]
    assert load(small)["sum"] is None
    assert parsed == ["en"]
    assert not (small / "__pycache__").exists()


def test_a_checkout_parses_once_and_keeps_it(small: Path, parsed: list[str]) -> None:
    first = load(small)
    assert load(small) == first == catalogue.parse("en", catalogue._sources(small))
    assert parsed == ["en", "en"]  # once for us, once for the comparison
    assert [path.name for path in (small / "__pycache__").iterdir()] == [SHIPPED]


@pytest.mark.parametrize("shipped", [True, False])
def test_a_changed_text_is_shown_at_once(small: Path, parsed: list[str], shipped: bool) -> None:
    if shipped:
        (small / SHIPPED).write_bytes(build(small))
    load(small)
    for change in ("two = 2\n", "two = 3\n"):
        (small / "b.ftl").write_text(change, encoding="utf-8")
        assert load(small)["two"] == change[-2]
    (small / "b.ftl").unlink()
    assert "two" not in load(small)


def test_what_another_parser_made_is_not_used(small: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    load(small)
    other = small.parent / "catalogue.py"
    other.write_text("another")
    monkeypatch.setattr(catalogue, "__file__", str(other))
    load(small)
    assert parsed == ["en", "en"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"digest":"', b"\xff\xfe", b"[]", b"null"])
def test_a_damaged_file_is_made_anew(small: Path, parsed: list[str], content: bytes) -> None:
    whole = build(small)
    kept = small / "__pycache__" / SHIPPED
    kept.parent.mkdir()
    for damaged in (content, whole[:100], whole[:-9]):
        kept.write_bytes(damaged)
        assert load(small)["still.short"] == "ok"
        assert json.loads(kept.read_bytes()) == json.loads(whole)


def test_where_nothing_may_be_written_it_is_parsed_each_time(
    small: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "__pycache__").write_text("no folder")
    load(small)
    assert load(small)["still.short"] == "ok"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (small / "__pycache__").unlink()
    load(small)
    assert parsed == ["en", "en", "en"]
    assert not (small / "__pycache__").exists()


def test_a_disk_that_fills_leaves_no_half(small: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert load(small)["still.short"] == "ok"
    assert list((small / "__pycache__").iterdir()) == []


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("one = 1\nthis is no Fluent\n", "cannot be read as Fluent"),
        ("one = 1\ntwo = 2\none = 3\n", "'one' stands twice"),
    ],
)
def test_what_is_no_catalogue_is_refused(small: Path, source: str, why: str) -> None:
    (small / "a.ftl").write_text(source, encoding="utf-8")
    with pytest.raises(WordsError, match=rf"locales/en/a\.ftl: .*{why}"):
        load(small)
