"""Every text of every language: there, current, of one shape, shown without an error; and one for every reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from itertools import islice, product
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast, visitor
from hypothesis import given
from hypothesis import strategies as st

from bot.words import digests
from bot.words.digests import DigestsError, accept, folder, patterns, source_digests, stale
from bot.words.words import SOURCE_LANGUAGE, Words, languages
from dialogs.messages import Arg, Text
from scoring import Category, Degree, Japanese, Position, Profile, Reason, Status, Verdict, read_profile, score
from scoring.changes import Cause
from scoring.confidence import Confidence
from scoring.ruleset import ROW_KINDS
from tests.bot.every_reason import every_reason
from tests.properties import examples

TRANSLATIONS = [language for language in languages() if language != SOURCE_LANGUAGE]
PLURALS = {"zero", "one", "two", "few", "many", "other"}
TAG = re.compile(r"<(/?)([a-z]+)( expandable| href=\"[^\"<>]+\")?>")
# What `bot.words.words.plain` takes away again, all of it known to Telegram.
TAGS = {"b", "i", "u", "s", "code", "pre", "blockquote", "a"}
LONGEST_MESSAGE = 4096


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


class _Variables(visitor.Visitor):
    """Variables of a pattern, with the values its selectors tell apart, and the messages it shows."""

    def __init__(self) -> None:
        self.values: dict[str, set[str | int]] = {}
        self.shown: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.values.setdefault(node.id.name, set())

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.shown.add(node.id.name + (f".{node.attribute.name}" if node.attribute else ""))

    def visit_TermReference(self, node: ast.TermReference) -> None:
        self.shown.add(f"-{node.id.name}")

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        inner = _Variables()
        inner.visit(node.selector)
        for name in inner.values:
            for variant in node.variants:
                key = variant.key
                value = int(key.value) if isinstance(key, ast.NumberLiteral) else key.name
                self.values.setdefault(name, set()).add(value)
        self.generic_visit(node)


@cache
def _texts(language: str) -> Mapping[str, _Variables]:
    found = {}
    for file in folder(language).glob("*.ftl"):
        for key, pattern in patterns(file):
            found[key] = _Variables()
            found[key].visit(pattern)
    return found


def _variables(language: str, key: str) -> dict[str, set[str | int]]:
    """The variables of a text and of the texts it shows."""
    text = _texts(language)[key]
    values = {name: set(choices) for name, choices in text.values.items()}
    for shown in text.shown:
        for name, choices in _variables(language, shown).items():
            values.setdefault(name, set()).update(choices)
    return values


def _samples(language: str, key: str) -> Iterator[dict[str, Arg]]:
    """Arguments that reach every variant of a text."""
    choices: list[list[tuple[str, Arg]]] = []
    for name, told_apart in _variables(language, key).items():
        if name == "count" or name.endswith("_count"):
            numbers = {value for value in told_apart if isinstance(value, int)}
            choices.append([(name, n) for n in sorted(numbers | {0, 1, 2, 7})])
        else:
            choices.append([(name, value) for value in sorted(map(str, told_apart))] or [(name, "12")])
    return (dict(chosen) for chosen in islice(product(*choices), 500))


@pytest.mark.parametrize("language", languages())
def test_files_are_readable_fluent(language: str) -> None:
    files = list(folder(language).glob("*.ftl"))
    assert {f.name for f in files} == {f.name for f in folder(SOURCE_LANGUAGE).glob("*.ftl")}
    for file in files:
        junk = [e for e in FluentParser().parse(file.read_text(encoding="utf-8")).body if isinstance(e, ast.Junk)]
        assert [(file.name, j.content) for j in junk] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_text_is_there_in_both_directions(language: str) -> None:
    assert set(_texts(language)) ^ set(_texts(SOURCE_LANGUAGE)) == set()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_uses_the_same_variables(language: str) -> None:
    differing = {
        key: (sorted(_variables(SOURCE_LANGUAGE, key)), sorted(_variables(language, key)))
        for key in _texts(SOURCE_LANGUAGE)
        if key in _texts(language) and set(_variables(SOURCE_LANGUAGE, key)) != set(_variables(language, key))
    }
    assert differing == {}


@pytest.mark.parametrize("language", languages())
def test_plurals_are_chosen_only_by_counts(language: str) -> None:
    """Any other number arrives as formatted text, which chooses no plural."""
    wrong = {
        (key, name)
        for key, text in _texts(language).items()
        for name, values in text.values.items()
        if name != "count" and not name.endswith("_count")
        if any(isinstance(v, int) for v in values) or ("one" in values and values <= PLURALS)
    }
    assert wrong == set()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_translation_is_of_an_older_text(language: str) -> None:
    assert stale(language) == [], f"check these, then: python -m bot.words.digests {language} <the file>"


@pytest.mark.parametrize("language", languages())
def test_every_text_can_be_shown(language: str, words: Words) -> None:
    for key in _texts(language):
        if key.startswith("-"):
            continue
        for args in _samples(language, key):
            shown = words.html(language, Text(key, args))
            assert shown, key
            assert "{" not in shown, key
            assert len(shown) <= LONGEST_MESSAGE, key
            assert _html_problem(shown) == "", (key, shown)
            assert words.plain(language, Text(key, args)).strip() or not shown.strip(), key


def _html_problem(shown: str) -> str:
    bare = TAG.sub("", re.sub(r"&(amp|lt|gt|quot);", "", shown))
    if set(bare) & set("<>&"):
        return "a bare < > or &"
    opened: list[str] = []
    for closing, name, more in TAG.findall(shown):
        if name not in TAGS or (name == "a" and not closing and not more.startswith(" href=")):
            return f"<{name}> is not allowed"
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return f"</{name}> closes nothing"
    return f"<{opened[-1]}> stays open" if opened else ""


@pytest.mark.parametrize(
    ("shown", "problem"),
    [
        ("a <b>b</b> &amp; c", ""),
        ("a <b>b", "<b> stays open"),
        ("a <b><i>b</b></i>", "</b> closes nothing"),
        ("a <a>b</a>", "<a> is not allowed"),
        ('a <a href="b">c</a>', ""),
        ('a <a href="b">c', "<a> stays open"),
        ("R&D", "a bare < > or &"),
    ],
)
def test_the_check_of_markup_sees_what_is_wrong(shown: str, problem: str) -> None:
    assert _html_problem(shown) == problem


@pytest.mark.parametrize("language", languages())
def test_every_reason_of_scoring_has_a_sentence(language: str, words: Words) -> None:
    for reason in every_reason():
        assert words.plain(language, Text(reason.key, reason.args)), reason.key


def test_no_sentence_waits_for_a_reason_that_never_comes() -> None:
    """And so `every_reason` reaches them all."""
    written = {
        key
        for key, _ in patterns(folder(SOURCE_LANGUAGE) / "scoring.ftl")
        if key.startswith(("why-", "notice-")) and "." not in key
    }
    assert written == {reason.key for reason in every_reason()}


_FLAG = st.sampled_from([None, False, True])
_PROFILES = st.fixed_dictionaries(
    {
        "as_of": st.dates(date(2013, 12, 24), date(2030, 12, 31)).map(date.isoformat),
        "category": st.sampled_from([None, *Category]),
        "birth_date": st.none() | st.dates(date(1940, 1, 1), date(2005, 1, 1)).map(date.isoformat),
        "degrees": st.none() | st.lists(st.sampled_from(Degree), max_size=3),
        "japanese": st.sampled_from([None, *Japanese]),
        "position": st.sampled_from([None, *Position]),
        "experience_years": st.none() | st.integers(0, 200).map(lambda months: months / 12),
        "salary_yen": st.none() | st.integers(0, 60_000_000),
        "employer_rd_ratio": st.sampled_from([None, 0.0, 0.03, 0.031]),
        **dict.fromkeys(("patents", "foreign_grants", "papers", "licences"), st.none() | st.integers(0, 4)),
        **dict.fromkeys(
            (f.name for f in fields(Profile) if f.type == "bool | None" and f.name != "pregnancy"),
            _FLAG,
        ),
    }
)


@examples(60)
@given(facts=_PROFILES)
def test_any_profile_can_be_explained(facts: dict[str, object]) -> None:
    result = score(read_profile(facts))
    known = _texts(SOURCE_LANGUAGE)
    reasons: list[Reason] = [notice.why for notice in result.notices]
    for entry in result.categories:
        reasons += [entry.j_skip.why, *(item.why for item in entry.items), *(gate.why for gate in entry.gates)]
    for reason in reasons:
        assert set(_variables(SOURCE_LANGUAGE, reason.key)) <= set(reason.args), reason.key
    assert {f"field-{name}" for entry in result.categories for name in entry.decided_by} <= set(known)


def test_every_name_of_scoring_has_its_words() -> None:
    wanted = [f"item-{row.replace('_', '-')}{short}" for row in ROW_KINDS for short in ("", ".short")]
    wanted += [f"category-{category}{short}" for category in Category for short in ("", ".short")]
    wanted += [f"verdict-{verdict}{label}" for verdict in Verdict for label in ("", ".label")]
    wanted += [f"status-{status}" for status in Status] + [f"confidence-{sure}" for sure in Confidence]
    wanted += [f"degree-{degree}" for degree in Degree] + [f"japanese-{level}" for level in Japanese]
    wanted += [f"position-{position}" for position in Position] + [f"cause-{cause}" for cause in Cause]
    wanted += [f"gate-{gate}" for gate in ("pass_mark", "min_salary", "international_services")]
    wanted += [f"j-skip-{met}" for met in ("met", "not-met", "unknown")]
    wanted += [f"field-{field.name}" for field in fields(Profile)]
    assert [key for key in wanted if key not in _texts(SOURCE_LANGUAGE)] == []


# --- The record of what was translated ------------------------------------------------------------


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small catalogue of its own, in two languages."""
    for language, one, two in (("en", "One", "Two"), ("ja", "一", "二")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "a.ftl").write_text(f"# note\none = {one}\n    .short = 1\n", encoding="utf-8")
        (tmp_path / language / "b.ftl").write_text(f"two = {two}\n-term = t\n", encoding="utf-8")
    monkeypatch.setattr(digests, "folder", lambda language: tmp_path / language)
    return tmp_path


def test_a_digest_is_of_the_text_alone(catalogue: Path) -> None:
    before = source_digests(catalogue / "en")
    assert list(before) == ["one", "one.short", "two", "-term"]
    assert all(re.fullmatch("[0-9a-f]{12}", digest) for digest in before.values())
    (catalogue / "en" / "a.ftl").write_text("# another note\none =\n    One\n    .short = 1\n", encoding="utf-8")
    assert source_digests(catalogue / "en") == before


def test_what_is_new_changed_or_gone_is_stale_until_accepted(catalogue: Path) -> None:
    assert stale("ja") == ["one", "one.short", "two", "-term"]
    assert accept("ja", ["a.ftl"]) == ["new: one", "new: one.short"]
    assert stale("ja") == ["two", "-term"]
    accept("ja")
    assert stale("ja") == []
    (catalogue / "en" / "a.ftl").write_text("one = Uno\n", encoding="utf-8")
    assert stale("ja") == ["one", "one.short"]
    assert accept("ja") == ["changed: one", "gone: one.short"]
    assert accept("ja") == []


def test_nothing_is_accepted_without_a_translation(catalogue: Path) -> None:
    (catalogue / "en" / "a.ftl").write_text("one = One\nthree = Three\n", encoding="utf-8")
    with pytest.raises(DigestsError, match=r"no text for three; translate it"):
        accept("ja")
    with pytest.raises(DigestsError, match=r"no c\.ftl"):
        accept("ja", ["c.ftl"])
    assert not (catalogue / "ja" / "digests.toml").exists()


def test_the_command_says_what_it_accepted(catalogue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert digests.main(["ja", "b.ftl"]) == 0
    assert capsys.readouterr().out == "new: two\nnew: -term\n"
    assert digests.main(["ja", "b.ftl"]) == 0
    assert capsys.readouterr().out == "nothing to accept\n"
    (catalogue / "ja" / "a.ftl").unlink()
    assert digests.main(["ja"]) == 1
    assert "translate it first" in capsys.readouterr().err
    (catalogue / "ja" / "digests.toml").write_text("no", encoding="utf-8")
    assert digests.main(["ja"]) == 1
    assert "is not valid TOML" in capsys.readouterr().err
