"""`intake score` and the command line around it: answers, errors, exit codes, and what is not imported."""

import io
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands import arguments
from bot.commands.arguments import COMMANDS, parse
from bot.errors import StorageError
from bot.terminal import Style, pad, width, wrap
from bot.words.digests import folder, patterns
from bot.words.words import Words, WordsError

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-22"
PERSON = {
    "category": "b",
    "birth_date": "1996-05-01",
    "degrees": ["master"],
    "experience_years": 5,
    "salary_yen": 7_200_000,
    "japanese": "n2",
    "japanese_degree": True,
    "international_services": False,
}
# Everything known: 20 + 10 + 25 + 10 + 10.
COMPLETE = PERSON | {
    "degrees_in_different_fields": False,
    "designated_university": False,
    "designated_training": False,
    "patents": 0,
    "foreign_grants": 0,
    "papers": 0,
    "other_research_recognised": False,
    "licences": 0,
    "foreign_qualification": False,
    "employer_innovation_support": False,
    "employer_sme": False,
    "employer_local_support": False,
    "growth_field": False,
    "investment_management": False,
    "employer_rd_ratio": 0,
}
HEAVY = ["sqlalchemy", "transitions", "aiogram", "pydantic", "telegram", "alembic", "cryptography", "bot.settings"]


class Stdin:
    """Standard input as a program gets it: bytes, and no terminal."""

    def __init__(self, content: bytes, *, keyboard: bool = False) -> None:
        self.buffer = io.BytesIO(content)
        self.keyboard = keyboard

    def isatty(self) -> bool:
        return self.keyboard


class Outcome(SimpleNamespace):
    """What one call printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


class Intake:
    """Calls the console script in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *argv: str, given: object = b"", keyboard: bool = False) -> Outcome:
        content = given if isinstance(given, bytes) else json.dumps(given).encode()
        self.monkeypatch.setattr("sys.stdin", Stdin(content, keyboard=keyboard))
        try:
            code = main(argv)
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = self.capsys.readouterr()
        return Outcome(code=code, out=out, err=err)


@cache
def _words() -> Words:
    """The texts, read once for all tests."""
    return Words()


@pytest.fixture
def intake(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Intake:
    monkeypatch.setattr("bot.commands.score.Words", _words)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Intake(monkeypatch, capsys)


def failed(outcome: Outcome, sentence: str, code: int = 1) -> bool:
    """Exactly one sentence on standard error, nothing on standard output."""
    assert re.fullmatch(r"intake: [^\n]+\n", outcome.err), outcome.err
    assert sentence in outcome.err
    assert (outcome.code, outcome.out) == (code, "")
    return True


# --- JSON -----------------------------------------------------------------------------------------


def test_the_answer_has_the_shape_of_the_contract(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, "--json", given=PERSON)
    assert (outcome.code, outcome.err) == (0, "")
    answer = outcome.json
    assert answer["as_of"] == DAY
    assert {"id", "effective_from"} <= set(answer["ruleset"])
    assert {"met", "why", "citation"} == set(answer["j_skip"])
    assert set(answer["categories"]) == {"b"}
    entry = answer["categories"]["b"]
    assert (entry["total"], entry["short_by"], entry["verdict"]) == (75, 0, "qualifies")
    assert entry["range"][0] <= entry["total"] <= entry["range"][1]
    assert [gate["id"] for gate in entry["gates"]] == ["pass_mark", "min_salary", "international_services"]
    for gate in entry["gates"]:
        assert {"id", "met", "why", "citation", "confidence"} == set(gate)
        assert gate["citation"]
    for item in entry["items"]:
        assert {"id", "points", "most", "status", "why", "citation", "evidence", "confidence"} == set(item)
        assert item["why"]
    assert {"met", "why", "citation"} == set(entry["j_skip"])


def test_without_a_category_all_three_are_scored(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, "--json", given={})
    assert list(outcome.json["categories"]) == ["a", "b", "c"]
    assert {entry["verdict"] for entry in outcome.json["categories"].values()} == {"undecided"}


def test_words_come_in_the_language_asked_for(intake: Intake) -> None:
    english = intake("score", "--as-of", DAY, "--json", given=PERSON).json
    japanese = intake("score", "--as-of", DAY, "--json", "--lang", "ja", given=PERSON)
    assert "\\u" not in japanese.out
    items = zip(english["categories"]["b"]["items"], japanese.json["categories"]["b"]["items"], strict=True)
    whys = [(one["why"], other["why"]) for one, other in items]
    assert ("7,200,000 yen a year: 25 points.", "年収7,200,000円：25点。") in whys
    assert all(one != other for one, other in whys)


def test_the_day_of_the_command_wins(intake: Intake) -> None:
    given = PERSON | {"as_of": "2015-06-01"}
    assert intake("score", "--json", given=given).json["ruleset"]["effective_from"] == "2015-04-01"
    assert intake("score", "--json", "--as-of", DAY, given=given).json["as_of"] == DAY


def test_a_profile_comes_from_a_file_or_standard_input(intake: Intake, tmp_path: Path) -> None:
    file = tmp_path / "profile.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(PERSON).encode())  # with a byte-order mark
    from_file = intake("score", str(file), "--as-of", DAY, "--json")
    from_input = intake("score", "-", "--as-of", DAY, "--json", given=PERSON)
    assert from_file.code == 0
    assert from_file.out == from_input.out


# --- Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (b'{"age": 30, "age": 31}', "age: stands twice"),
        (b'{"experience_years": {"a": 1, "a": 2}}', "a: stands twice"),
        (b'{"experience_years": NaN}', "experience_years: must not be NaN or Infinity"),
        (b'{"employer_rd_ratio": -Infinity}', "employer_rd_ratio: must not be NaN"),
        (b'{"degrees": [NaN]}', "degrees: must not be NaN"),
        (b"Infinity", "profile: must be a JSON object"),
        (b"[]", "profile: must be a JSON object"),
        (b'{"employer_rd_ratio": 1e999}', "employer_rd_ratio: must be"),
        (b'{"salary_yen": ' + b"9" * 5000 + b"}", "number too long"),
        (b"[" * 100_000, "objects too deep"),
        (b'{"age": "secret-answer"}', "age: must be a whole number"),
        (b'{"salry_yen": 1}', "did you mean salary_yen?"),
        (b'{"a\\nb": 1}', "a b: is not a field"),
        (b'{"age": 3', "not JSON (Expecting ',' delimiter, line 1, column 10)"),
        (b"", "there is nothing here"),
        (b" \n\n", "there is nothing here"),
        ('{"age": "é"}'.encode("latin-1"), "not UTF-8"),
        ('{"age": 3}'.encode("utf-16"), "not UTF-8"),
        (b'{"age": 3, "birth_date": "2000-01-01"}', "birth_date: cannot stand together with age"),
    ],
)
@pytest.mark.parametrize("flags", [["--json"], []])
def test_a_bad_profile_is_one_sentence_that_names_the_field(
    intake: Intake, given: bytes, sentence: str, flags: list[str]
) -> None:
    outcome = intake("score", "--as-of", DAY, *flags, given=given)
    assert failed(outcome, sentence)
    assert "standard input: " in outcome.err
    assert "secret-answer" not in outcome.err


def test_a_day_is_needed_and_must_have_a_table(intake: Intake) -> None:
    assert failed(intake("score", given={}), "as_of: is missing")
    assert failed(intake("score", given={"as_of": "2000-01-01"}), "no points table for 2000-01-01")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"age": 131}, "intake: 標準入力: age: 0以上130以下にしてください\n"),
        ({"agee": 30}, "intake: 標準入力: agee: プロフィールにこの項目はありません。ageのことですか\n"),
        (b'{"age": 1, "age": 2}', "intake: 標準入力: age: 二度書かれています。一度だけ書いてください\n"),
        ({"as_of": "2000-01-01"}, "intake: 2000-01-01のポイント表はありません。ここにある最初の表は2013-12-24に"),
    ],
)
@pytest.mark.parametrize("environ", ["C.UTF-8", "en_GB"])
def test_a_profile_is_refused_in_the_language_asked_for(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, given: object, sentence: str, environ: str
) -> None:
    monkeypatch.setenv("LC_ALL", environ)
    day = [] if isinstance(given, dict) and "as_of" in given else ["--as-of", DAY]
    outcome = intake("score", "--lang", "ja", *day, given=given)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(sentence)


def test_without_a_language_a_profile_is_refused_in_that_of_the_environment(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert failed(intake("score", "--as-of", DAY, given={"age": -1}), "age: 0以上130以下にしてください")
    assert failed(intake("rules", "--as-of", "2000-01-01"), "2000-01-01のポイント表はありません。")
    assert failed(intake("rules", "--as-of", "2000-01-01", "--lang", "en"), "no points table for 2000-01-01")
    assert intake("score", "--as-of", DAY, given={}).out.startswith("Highly Skilled Professional"), "the answer's own"


def test_programs_are_told_in_english_whatever_the_language(intake: Intake) -> None:
    given = b'{"age": 131}\n{"as_of": "2000-01-01"}\n{"children": 2}\n{"birth_date": "2020-01-01", "age": 1}\n'
    outcome = intake("score", "--lines", "--lang", "ja", given=given)
    assert outcome.err.startswith("intake: 4行のうち4行は計算できませんでした。")
    assert outcome.lines == [
        {"error": "age: must be 0 or more and at most 130", "field": "age"},
        {
            "error": "there is no points table for 2000-01-01: the first one known here took effect on 2013-12-24; "
            "use that day or a later one",
            "field": "as_of",
        },
        {"error": "children: must be a list; [] means none", "field": "children"},
        {"error": "birth_date: cannot stand together with age; give one of the two", "field": "birth_date"},
    ]


def test_a_file_that_cannot_be_read_is_named(intake: Intake, tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    assert failed(intake("score", str(missing), "--as-of", DAY), f"cannot read {missing} (")
    assert failed(intake("score", str(tmp_path), "--as-of", DAY), "cannot read")


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ([], "say what to do: chat, run, score"),
        (["scroe"], "there is no such command; use one of chat, run, score"),
        (["--lang", "ja"], "there is no such command"),
        (["score", "--as-of", "22-11-2026"], "YYYY-MM-DD"),
        (["score", "--as-of", "2026-02-30"], "YYYY-MM-DD"),
        (["score", "--as-of", "20261122"], "YYYY-MM-DD"),
        (["score", "--as-of"], "expected one argument"),
        (["score", "--lang", "tlh"], "choose one of en, ja"),
        (["score", "--js"], "there is no option --js here"),
        (["score", "--json=yes-secret"], "takes no value"),
        (["score", "a.json", "b-secret"], "one argument too many"),
        (["run", "--token=123456:secret"], "there is no option --token here"),
        (["123456:secret"], "there is no such command"),
    ],
)
def test_wrong_flags_exit_2_without_repeating_what_was_given(intake: Intake, argv: list[str], sentence: str) -> None:
    outcome = intake(*argv)
    assert failed(outcome, sentence, code=2)
    assert "secret" not in outcome.err


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ([], "次から指定してください：chat, run, score"),
        (["--version", "run"], "--version は単独で"),
        (["score", "--as-of", "20261122"], "引数 --as-of：日付は"),
        (["score", "--as-of"], "引数 --as-of：値を一つ"),
        (["score", "--json=yes-secret"], "引数 --json：値は付けられません"),
        (["score", "--lang", "secret"], "選んでください：en, ja"),
        (["score", "a.json", "b-secret"], "引数が一つ多すぎます"),
        (["keys"], "次の引数が必要です：rotate"),
        (["keys", "secret"], "その選択肢はありません。rotate を"),
        (["forget", "secret"], "番号で指定してください"),
    ],
)
def test_wrong_flags_are_told_in_the_language_of_the_environment(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, argv: list[str], sentence: str
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    outcome = intake(*argv)
    assert outcome.code == 2
    assert sentence in outcome.err
    assert "--help` をご覧ください" in outcome.err
    assert "secret" not in outcome.err


# --- JSON Lines -----------------------------------------------------------------------------------


def test_lines_are_answered_in_order_and_bad_ones_in_their_place(intake: Intake) -> None:
    profiles = [
        b"\xef\xbb\xbf" + json.dumps(PERSON).encode(),
        b'{"age": -1}\r',
        b'{"age": 3',
        b'{"as_of": "1999-01-01"}',
        b"\xff",
        b'{"\\ud800": 1}',
        json.dumps(COMPLETE).encode(),
    ]
    outcome = intake("score", "--lines", given=b"\n".join(profiles))
    assert outcome.code == 1
    assert outcome.err == 'intake: 7 of 7 lines could not be scored; see "error" in their answers\n'
    assert {answer["field"] for answer in outcome.lines} == {"as_of", "age", None, "\ud800"}

    outcome = intake("score", "--lines", "--as-of", DAY, given=b"\n".join(profiles))
    assert outcome.code == 1
    assert outcome.err.startswith("intake: 4 of 7 lines")
    first, age, syntax, other_day, encoding, name, last = outcome.lines
    assert first["categories"]["b"]["total"] == last["categories"]["b"]["total"] == 75
    assert age["field"] == "age"
    assert set(age) == {"error", "field"}
    assert syntax["field"] is None
    assert "not JSON" in syntax["error"]
    assert other_day["as_of"] == DAY
    assert encoding == {"error": "this is not UTF-8 text; save it as UTF-8", "field": None}
    assert name["field"] == "\ud800"


def test_good_lines_exit_0(intake: Intake) -> None:
    outcome = intake("score", "--lines", "--as-of", DAY, "--lang", "ja", given=b"{}\n{}\n")
    assert (outcome.code, outcome.err, len(outcome.lines)) == (0, "", 2)
    assert "まだ分かりません。" in outcome.out


ONWARD = {
    *("follows_for", "what_if", "timeline", "permanent_residence", "hsp2", "family", "papers"),
    *("goals", "firm", "keeping"),
}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_follows_is_given_with_json_and_with_full_lines(intake: Intake, language: str) -> None:
    profile = b'{"category": "b", "birth_date": "1994-05-01", "salary_yen": 6500000, "status": "work", "children": []}'
    options = ("--as-of", DAY, "--lang", language)
    whole = json.loads(intake("score", "--json", *options, given=profile).out)
    short = json.loads(intake("score", "--lines", *options, given=profile).out)
    full = json.loads(intake("score", "--lines", "--full", *options, given=profile).out)
    assert set(whole) - set(short) == ONWARD
    assert full == whole
    assert short == {name: value for name, value in whole.items() if name not in ONWARD}
    assert whole["permanent_residence"]["gates"][0]["why"]


def test_empty_lines_keep_their_place_but_not_at_the_end(intake: Intake) -> None:
    outcome = intake("score", "--lines", "--as-of", DAY, given=b"{}\n\n{}\n \n\n")
    assert outcome.code == 1
    assert ["error" in answer for answer in outcome.lines] == [False, True, False]
    assert intake("score", "--lines", "--as-of", DAY, given=b"").code == 0


def test_an_unforeseen_error_costs_one_line_only(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: object, *, as_of: object) -> None:
        raise ZeroDivisionError("secret-answer")

    monkeypatch.setattr("bot.commands.score.read_profile", refuse)
    outcome = intake("score", "--lines", "--as-of", DAY, given=b"{}\n{}\n")
    assert outcome.code == 1
    assert len(outcome.lines) == 2
    assert "ZeroDivisionError" in outcome.out
    assert "secret-answer" not in outcome.out + outcome.err


def test_an_answer_comes_before_the_next_line_is_asked_for(intake: Intake, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "score", "--lines", "--as-of", DAY],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for age in (29, 30):
            process.stdin.write(b'{"age": %d}\n' % age)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["as_of"] == DAY
        process.stdin.close()
        assert process.wait() == 0


# --- The table for people -------------------------------------------------------------------------


def test_the_table_tells_the_whole_story(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, given=PERSON | {"birth_date": "1996-12-20", "employer_rd_ratio": 0.03})
    assert outcome.code == 0
    text = " ".join(outcome.out.split())
    for part in (
        "points on November 22, 2026",
        "80 points (70 needed) possible: 80 to",
        "Pass mark reached",
        "20 Degree Your master's degree counts: 20 points.",
        "0 Japanese N2 N2 brings no points here",
        "0-10 Local support Not known yet. This can bring up to 10 points. [staff will confirm]",
        "「特別加算」(加算⑮・計算表⑪)",
        "No points: R&D ratio; Japanese N1",
        "met Lowest salary allowed",
        "J-Skip, the special route without points: the conditions are not met.",
        "Law: 高度専門職省令",
        "Please note - On December 20, 2026 you turn 30.",
        "(hsp-2023-04-21)",
        "This is an estimate, not a decision",
    ):
        assert part in text
    assert "\x1b" not in outcome.out


def test_the_table_says_what_still_decides(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, given=COMPLETE | {"salary_yen": None})
    text = " ".join(outcome.out.split())
    assert "50 points (70 needed) possible: 50 to 90 Not decided yet" in text
    assert "Still decides: your yearly salary Degree" not in text
    assert re.search(r"Still decides: your yearly salary +20 Degree", text)


def test_a_complete_profile_shows_no_range(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, given=COMPLETE)
    assert "75 points (70 needed)   Pass mark reached" in outcome.out
    assert "possible" not in outcome.out


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("cells", [40, 60, 80, 110])
def test_no_line_is_wider_than_the_window(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, language: str, cells: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(cells))
    outcome = intake("score", "--as-of", DAY, "--lang", language, given={"employer_sme": True})
    assert outcome.code == 0
    assert [line for line in outcome.out.splitlines() if width(line) > cells] == []


def test_japanese_columns_stand_below_each_other(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, "--lang", "ja", given=PERSON)
    lines = [line for line in outcome.out.splitlines() if "まだ分かりません。" in line and "最大で" in line]
    assert len(lines) > 5
    assert len({width(line.partition("まだ")[0]) for line in lines}) == 1


def test_who_sits_at_the_keyboard_is_told_what_is_waited_for(intake: Intake) -> None:
    for keyboard in (True, False):
        outcome = intake("score", "--as-of", DAY, "--json", given=PERSON, keyboard=keyboard)
        assert outcome.code == 0
        assert json.loads(outcome.out)["categories"]
        assert ("reading JSON from the keyboard; end it with Ctrl-D" in outcome.err) is keyboard


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_style_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Style(Screen()).bold("a") == "\x1b[1ma\x1b[0m"
    assert Style(io.StringIO()).bold("a") == "a"
    monkeypatch.setenv("NO_COLOR", "1")
    assert Style(Screen()).bold("a") == "a"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert Style(Screen()).red("a") == "a"


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("年収", 4), ("ﾎﾟ", 2), ("e\u0301", 1), ("A（円）", 7), ("", 0)]
)
def test_width_is_what_the_eye_sees(text: str, cells: int) -> None:
    assert width(text) == cells
    assert width(pad(text, 10)) == 10


def test_wrapping_breaks_between_words_and_not_before_punctuation() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("あいうえお。かき", 10) == ["あいうえ", "お。かき"]
    assert wrap("あいう（えお）", 8) == ["あいう", "（えお）"]
    assert wrap("extraordinarily long", 8) == ["extraordinarily", "long"]
    assert wrap("", 8) == [""]


# --- Around the commands --------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *(command.name for command in COMMANDS)])
def test_every_help_has_an_example(intake: Intake, command: str) -> None:
    outcome = intake(*filter(None, [command]), "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"example:\n  {'intake ' if not command else ''}" in outcome.out
    assert f"intake {command}" in outcome.out


@pytest.mark.parametrize("command", ["", *(command.name for command in COMMANDS)])
def test_help_is_in_the_language_of_the_environment(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    outcome = intake(*filter(None, [command]), "--help")
    assert outcome.code == 0
    assert outcome.out.startswith("使い方: intake")
    explained = outcome.out.rpartition("\n例:\n")[0]
    assert re.findall(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", explained) == []
    assert "help-" not in explained.replace("--help", "")


def test_no_text_of_the_command_line_is_missing_or_left_over() -> None:
    source = (ROOT / "bot" / "commands" / "arguments.py").read_text(encoding="utf-8")
    used = {
        *re.findall(r'"((?:help|argument)-[a-z-]+)"', source),
        *re.findall(r"say\('((?:help|argument)-[a-z-]+)'", source),
    }
    used |= {f"help-{command.name}" for command in COMMANDS}
    assert {key for key, _ in patterns(folder("en") / "commands.ftl")} == used


def test_no_catalogue_is_read_for_a_command_line_that_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arguments, "say", None)
    assert vars(parse(["score", "--json", "--as-of", DAY, "-"]))["json"]


def test_the_other_commands_take_what_the_contract_says() -> None:
    assert vars(parse(["chat", "--lang", "ja", "--as", "hana"])) == {"command": "chat", "lang": "ja", "person": "hana"}
    assert vars(parse(["chat"])) == {"command": "chat", "lang": None, "person": "local"}
    assert vars(parse(["leads", "--json", "--csv", "f"])) == {"command": "leads", "json": True, "csv": "f"}
    assert vars(parse(["doctor", "--settings"])) == {
        "command": "doctor",
        "settings": True,
        "write": False,
        "lang": None,
    }
    assert vars(parse(["run"])) == {"command": "run"}
    assert vars(parse(["migrate"])) == {"command": "migrate"}
    assert vars(parse(["preview"])) == {"command": "preview", "lang": None, "diagram": False}


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (
            StorageError("error-file-not-written", path="a\nb", reason="full"),
            1,
            "intake: cannot write a b (full); give a file that you may write\n",
        ),
        (
            WordsError("locales/ja: a line\nis wrong"),
            1,
            "intake: intake's own files are not as they should be (locales/ja: a line is wrong): correct that file",
        ),
        (RuntimeError("secret-answer"), 1, "intake: `doctor` stopped on an unforeseen error (RuntimeError)"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 1, ""),
    ],
)
def test_a_failure_is_one_sentence_and_an_exit_code(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, sentence: str
) -> None:
    def run(args: object) -> int:
        raise error

    module = ModuleType("bot.commands.doctor")
    module.run = run  # type: ignore[attr-defined]  # a command made here
    monkeypatch.setitem(sys.modules, "bot.commands.doctor", module)
    outcome = intake("doctor")
    assert outcome.code == code
    assert outcome.err.startswith(sentence)
    assert outcome.err.count("\n") == bool(sentence)
    assert "secret-answer" not in outcome.err


def python(code: str, given: str = "{}") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, input=given, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("argv", [["--help"], ["run", "--help"], ["score", "--as-of", DAY, "--json"]])
def test_light_commands_import_nothing_heavy(argv: list[str]) -> None:
    done = python(
        f"import sys\nfrom bot.__main__ import main\ntry:\n    main({argv!r})\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    assert done.stderr.strip() == "[]"


def test_a_reader_that_leaves_is_no_error() -> None:
    shell = f"{sys.executable} -m bot score --lines --as-of {DAY} 2>&1 | head -n 1 | cut -c 1-10"
    done = subprocess.run(
        ["/bin/sh", "-c", shell], cwd=ROOT, input="{}\n" * 50, capture_output=True, text=True, check=False
    )
    assert done.stdout == '{"as_of": \n'
    assert done.stderr == ""


@pytest.mark.parametrize("argv", [["score", "--as-of", DAY], ["preview"]])
def test_no_room_for_what_is_printed_is_said_as_it_is(argv: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *argv],
            cwd=ROOT,
            input="{}",
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("intake: standard output cannot be written (No space left on device): make room")
    assert done.stderr.count("\n") == 1
