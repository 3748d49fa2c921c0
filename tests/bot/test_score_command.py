"""`intake score`: answers as JSON, and what is said of input that cannot be scored."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.command_line import COMPLETE, DAY, PERSON, ROOT, Intake, Outcome, intake

__all__ = ["intake"]


def failed(outcome: Outcome, sentence: str, code: int = 1) -> bool:
    """Exactly one sentence on standard error, nothing on standard output."""
    assert re.fullmatch(r"intake: [^\n]+\n", outcome.err), outcome.err
    assert sentence in outcome.err
    assert (outcome.code, outcome.out) == (code, "")
    return True


# --- JSON -------------------------------------------------------------------------------------------------------------


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


# --- Errors -----------------------------------------------------------------------------------------------------------


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
        ([], "say what to do: chat, demo, run, score"),
        (["scroe"], "there is no such command; use one of chat, demo, run, score"),
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
        ([], "次のいずれかを指定してください：chat, demo, run, score"),
        (["--version", "run"], "--version は単独で"),
        (["score", "--as-of", "20261122"], "引数 --as-of：日付は"),
        (["score", "--as-of"], "引数 --as-of：値を一つ"),
        (["score", "--json=yes-secret"], "引数 --json：値は付けられません"),
        (["score", "--lang", "secret"], "選んでください：en, ja"),
        (["score", "a.json", "b-secret"], "引数が多すぎます"),
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


# --- JSON Lines -------------------------------------------------------------------------------------------------------


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
    *("goals", "firm", "keeping", "manager_criteria"),
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
