"""What whoever runs intake reads: the lines of `intake doctor` and every error, and no sentence left in the code."""

from __future__ import annotations

import ast
import asyncio
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from fluent.syntax.serializer import serialize_pattern

from bot.__main__ import main
from bot.checks.finding import Severity
from bot.commands.doctor import examine
from bot.errors import SealError, fault_of
from bot.settings import SETTINGS
from bot.words.digests import folder, patterns
from bot.words.operator import language_of, saying
from bot.words.words import Words, languages
from dialogs.messages import Text
from scoring.errors import NoRulesetForDate, NoRulesForDate, ProfileError

ROOT = Path(__file__).resolve().parents[2]
FINDINGS = {"ok", "note", "warning", "problem", "serious"}
# Whose texts are made of pieces: the level of a line, how long something waited.
MADE = {f"doctor-{severity.value}" for severity in Severity} | {f"doctor-{u}" for u in ("days", "hours", "minutes")}
# Where something looks like a sentence and is none that clients, staff or whoever runs intake read, and why.
LOG, DIAGRAM, DEVELOPERS = "for the log", "names edges of the diagram", "for whoever declares, words or translates"
NO_SENTENCE = {
    "bot/commands/arguments.py": "what argparse finds wrong, to be said in the words of the catalogue",
    "bot/commands/doctor.py": "what checks are about, whose names are in the catalogue",
    "bot/commands/preview.py": "what somebody made up types",
    "bot/channels/line/wire.py": "LINE's own words",
    "bot/web/markup.py": "what a link to the outside bears",
    "bot/rehearsal.py": "what somebody made up types",
    "bot/office/telegram/wire.py": "Telegram's own words",
    "bot/receiving/server.py": "what a program that asks is answered",
    "bot/demo/site.py": "what a page of somebody else is answered",
    "bot/demo/week.py": "what somebody made up types",
    "bot/employer/page.py": "marks of a page",
    "bot/storage/leases.py": "what a database is asked",
    "bot/delivery/unsure.py": DEVELOPERS,
    "bot/observing/metrics.py": "what Prometheus is told of a figure",
    "bot/storage/postgresql.py": "PostgreSQL's own words, and what it is asked",
    "bot/checks/server.py": "PostgreSQL's own words",
    **dict.fromkeys((f"bot/{name}.py" for name in ("logs", "channels/telegram/errors", "turns/keeping")), LOG),
    **dict.fromkeys((f"bot/{name}.py" for name in ("delivery/outbox", "office/telegram/courier")), LOG),
    **dict.fromkeys((f"bot/words/{name}.py" for name in ("digests", "words")), DEVELOPERS),
    **dict.fromkeys(
        (
            f"dialogs/{name}.py"
            for name in (
                *(
                    "answer_bank/whole",
                    "errors",
                    "faults",
                    "kinds/amounts",
                    "kinds/choices",
                    "kinds/days",
                    "kinds/words",
                    "plain_faults",
                    "possible",
                    "rule_words",
                    "shapes",
                ),
                *("understanding/lexicon", "wording"),
            )
        ),
        DEVELOPERS,
    ),
    **dict.fromkeys((f"dialogs/{name}.py" for name in ("conditions", "diagram", "machine", "pages/leave")), DIAGRAM),
    "dialogs/questionnaires/hsp.py": DIAGRAM,
    "dialogs/parsing/eras.py": "the law that named an era",
    "dialogs/parsing/lexicon.py": "names of lists of words",
}
# Errors whose message nobody who runs intake is shown, and what it is for.
SAYS_NO_SENTENCE = {
    **dict.fromkeys(("NotImplementedError", "TypeError", "ValueError"), DEVELOPERS),
    **dict.fromkeys(("QuestionnaireError", "UnknownAct"), DEVELOPERS),
    **dict.fromkeys(("AnswerBankError", "LexiconError", "DigestsError", "WordsError", "LookupError"), DEVELOPERS),
    **dict.fromkeys(("ErasedMeanwhile", "NetworkError", "ShutOut", "TelegramError", "TryLater", "Withdrawn"), LOG),
    **dict.fromkeys(("Blocked", "DataTooLong", "Unreachable", "ServerTrouble", "NotTranslated", "TooLate"), LOG),
    **dict.fromkeys(("OneByOne", "Undeliverable"), LOG),
    **dict.fromkeys(("ObjectChanged", "UnreadableEntry"), LOG),
    "WrongArgument": "the key of a text, which the parser says",
}
_SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")
_LOGS = {"log", "logging"}


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a file: several tests look at all of it, and walking costs more than looking."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _called(node: ast.Call) -> str:
    """The last name of what is called; to write out each call as text would take longer than all else."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _owner(node: ast.AST) -> str:
    """The first name of what stands before the dots."""
    return _owner(node.value) if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _checks() -> Iterator[Path]:
    yield from sorted((ROOT / "bot" / "checks").glob("*.py"))
    yield ROOT / "bot" / "commands" / "doctor.py"


def _constants(node: ast.AST) -> Iterator[str]:
    """The texts that an argument may be."""
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _texts_of_findings() -> Iterator[str]:
    """Keys of what the checks say, and of what they speak about."""
    for path in _checks():
        named = {
            target.id: value
            for node in ast.iter_child_nodes(_nodes(path)[0])
            if isinstance(node, ast.Assign)
            for target, value in _pairs(node)
        }
        for node in _nodes(path):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in FINDINGS and len(node.args) == 2:
                about = node.args[0]
                names = [named[about.id]] if isinstance(about, ast.Name) and about.id in named else _constants(about)
                yield from (f"doctor-about-{name.replace(' ', '-')}" for name in names)
                yield from _constants(node.args[1])
            elif node.func.id == "Text":
                yield from _constants(node.args[0])


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.Name, str]]:
    """Names at the top of a module that stand for a text."""
    [target] = node.targets
    targets = target.elts if isinstance(target, ast.Tuple) else [target]
    values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    for name, value in zip(targets, values, strict=False):
        if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield name, value.value


@pytest.mark.parametrize("language", languages())
def test_every_line_of_the_doctor_is_a_text_of_the_catalogue(language: str) -> None:
    """That each can be shown with any argument is tested for all texts together (tests/bot/test_locales.py)."""
    words, used = Words(), {key for key in _texts_of_findings() if key.startswith("doctor-")}
    assert len(used) > 80
    assert {key for key in used | MADE if not words.has(language, key)} == set()


def test_no_line_of_the_doctor_waits_for_a_check_that_is_gone() -> None:
    written = {key for key, _ in patterns(folder("en") / "operator.ftl") if key.startswith("doctor-")}
    of_both = {f"doctor-about-{name}-bot-updates" for name in ("client", "office")}
    assert written - set(_texts_of_findings()) - MADE == of_both | {"doctor-messages"}


@pytest.mark.parametrize("language", languages())
def test_every_setting_is_explained(language: str) -> None:
    words = Words()
    wanted = {f"{s.text_key}.{what}" for s in SETTINGS for what in ("meaning", "default", "accepts")}
    assert {key for key in words.keys(language) if re.match(r"setting-.*\.", key)} == wanted


def test_the_language_is_that_of_the_environment_where_we_have_it() -> None:
    asked = [{}, {"LANG": "ja_JP.UTF-8"}, {"LANG": "C.UTF-8"}, {"LANG": "ja", "LC_ALL": "en_GB"}, {"LC_MESSAGES": "ja"}]
    assert [language_of(environ) for environ in asked] == ["en", "ja", "en", "en", "ja"]


# --- errors -----------------------------------------------------------------------------------------------------------


@cache
def _texts_of_errors() -> frozenset[str]:
    return frozenset(_keys_of_errors())


def _keys_of_errors() -> Iterator[str]:
    """Keys that stand in the code as they are."""
    key = re.compile(r"(error|profile|rows|score|preview)-[a-z-]+")
    for path in _files():
        for node in _nodes(path):
            yield from (text for text in _constants(node) if key.fullmatch(text))
            if isinstance(node, ast.Call) and _called(node) in _EXPECTED:
                prefix = _EXPECTED[_called(node)]
                yield from (f"{prefix}-{name}" for arg in node.args for name in _constants(arg))


# What names a text by its end alone, and how such a text begins.
_EXPECTED = {
    **dict.fromkeys(("refusal", "matching", "one_of", "_expected"), "profile-expected"),
    "items": "profile-items",
    "_each": "profile-items",
}


@pytest.mark.parametrize("language", languages())
def test_every_error_is_a_text_of_the_catalogue_and_none_waits_for_an_error_that_is_gone(language: str) -> None:
    # The texts of a profile that `init` writes have names of that kind as well, in a file of their own.
    of_init = {key for key, _ in patterns(folder(language) / "setup.ftl")}
    written = {key for key in Words().keys(language) if re.match(r"(error|profile|rows|preview)-", key)} - of_init
    used = _texts_of_errors()
    assert written - used == set()
    assert {key for key in used if key.startswith(("error-", "rows-", "preview-"))} - written == set()
    assert len(written) > 110


@cache
def _faults() -> dict[str, frozenset[str]]:
    return dict(_refusals())


def _refusals() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what a refusal of `scoring` may say: the key of its text, and the arguments it is given."""
    for path in [*_files(), *sorted((ROOT / "scoring").rglob("*.py"))]:
        for node in _nodes(path):
            if isinstance(node, ast.Call) and _called(node) == "ProfileError":
                yield from ((key, frozenset(k.arg or "" for k in node.keywords)) for key in _constants(node.args[1]))
            elif isinstance(node, ast.Call) and _called(node) == "_unknown_name":
                yield from zip(map(ast.literal_eval, node.args[-2:]), (frozenset(), frozenset({"near"})), strict=True)
    for refusal in (NoRulesetForDate(date.min, date.max), NoRulesForDate("x", date.min, date.max)):
        yield refusal.key, frozenset(refusal.values)


@pytest.mark.parametrize("language", languages())
def test_every_refusal_of_scoring_is_said_with_all_it_is_given(language: str) -> None:
    written = {
        key: frozenset(re.findall(r"\$(\w+)", serialize_pattern(pattern)))
        for key, pattern in patterns(folder(language) / "operator.ftl")
        if key.startswith("fault-")
    }
    assert written == _faults()
    assert len(written) > 25


@pytest.mark.parametrize("language", languages())
def test_no_word_of_a_language_is_in_a_refusal(language: str) -> None:
    """What `scoring` raises is a key, and what a program or a log is shown of it has no sentence."""
    for refusal in (ProfileError("age", "fault-limits", highest="130"), NoRulesetForDate(date.min, date.max)):
        assert not _SENTENCE.search(str(refusal))
        assert saying(language)(fault_of(refusal)) != str(refusal)


def _raises(error: Exception) -> ModuleType:
    """A command that only fails."""

    def run(args: object) -> int:
        raise error

    command = ModuleType("made here")
    command.run = run  # type: ignore[attr-defined]  # a command made here
    return command


@pytest.mark.parametrize(
    ("environ", "argv", "said"),
    [
        ({}, ["leads"], "intake: There is no key for personal data: check INTAKE_KEY.\n"),
        ({"LANG": "ja_JP.UTF-8"}, ["leads"], "intake: 個人情報の鍵がありません。INTAKE_KEYを確認してください。\n"),
        ({"LANG": "ja_JP.UTF-8"}, ["score"], "intake: 個人情報の鍵がありません。"),
        ({"LANG": "ja_JP.UTF-8"}, ["score", "--lang", "en"], "intake: There is no key for personal data"),
        ({"LC_ALL": "ja"}, ["doctor", "--lang", "en"], "intake: There is no key for personal data"),
        ({}, ["doctor", "--lang", "ja"], "intake: 個人情報の鍵がありません。"),
    ],
)
def test_an_error_is_said_in_the_language_asked_for_or_in_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environ: Mapping[str, str],
    argv: list[str],
    said: str,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    error = SealError("error-key-none")
    monkeypatch.setitem(sys.modules, f"bot.commands.{argv[0]}", _raises(error))
    assert main(argv) == 1
    assert capsys.readouterr().err.startswith(said)
    assert str(error) == "There is no key for personal data: check INTAKE_KEY."


def test_what_nobody_foresaw_is_said_in_that_language_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    monkeypatch.setitem(sys.modules, "bot.commands.leads", _raises(RuntimeError("secret-answer")))
    assert main(["leads"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("intake: `leads`は予期しないエラー（RuntimeError）で止まりました。")
    assert "secret" not in said


def test_the_doctor_says_errors_in_its_language() -> None:
    findings = asyncio.run(examine({"INTAKE_PORT": "0", "INTAKE_KEY": "no key"}, Path("nowhere")))
    said = [saying("ja")(finding.says) for finding in findings if finding.says.key == "doctor-error"]
    assert said[0] == "INTAKE_PORT（環境変数）は使えません。1から65535までの整数を指定してください。"
    assert not any("cannot be" in sentence for sentence in said)


# --- no sentence in the code ------------------------------------------------------------------------------------------


def _files() -> Iterator[Path]:
    for room in ("bot", "dialogs"):
        yield from sorted(path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)


def _raised(node: ast.Raise) -> str:
    """The name of what is raised."""
    error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return "" if error is None else ast.unparse(error).rpartition(".")[2]


def _sentences(path: Path) -> Iterator[str]:
    """Texts in three words and more that are no docstring, no line of the log and no error for others."""
    aside: set[int] = set()
    for node in _nodes(path):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            aside |= {id(e.value) for e in body if isinstance(e, ast.Expr) and isinstance(e.value, ast.Constant)}
        is_log = isinstance(node, ast.Call) and _owner(node.func) in _LOGS
        is_for_others = isinstance(node, ast.Raise) and _raised(node) in SAYS_NO_SENTENCE
        if is_log or is_for_others or isinstance(node, ast.Assert):
            aside |= {id(inside) for inside in ast.walk(node)}
    for node in _nodes(path):
        if id(node) not in aside:
            yield from (text for text in _constants(node) if _SENTENCE.search(text))


def test_no_sentence_that_people_read_is_in_the_code() -> None:
    found = {str(path.relative_to(ROOT)): list(_sentences(path)) for path in _files()}
    assert {name: texts for name, texts in found.items() if texts and name not in NO_SENTENCE} == {}
    assert {name for name in NO_SENTENCE if not found.get(name)} == set(), "take out what has none any more"
    raised = {_raised(node) for path in _files() for node in _nodes(path) if isinstance(node, ast.Raise)}
    assert set(SAYS_NO_SENTENCE) - raised == set(), "take out what is raised no more"


def test_a_text_that_has_no_words_is_said_by_its_key_and_what_it_names() -> None:
    say = saying("en")
    assert say(Text("no-such-text", {"path": "office.toml", "count": 2})) == "no-such-text office.toml 2"
    assert say(Text("no-such-text")) == "no-such-text"
