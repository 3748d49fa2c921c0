"""What whoever runs intake reads: every line of `intake doctor` in every language, and no sentence left in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.checks.finding import Severity
from bot.settings import SETTINGS
from bot.words.digests import folder, patterns
from bot.words.operator import language_of
from bot.words.words import Words, languages

ROOT = Path(__file__).resolve().parents[2]
FINDINGS = {"ok", "note", "warning", "problem", "serious"}
# Whose texts are made of pieces: the level of a line, how long something waited.
MADE = {f"doctor-{severity.value}" for severity in Severity} | {f"doctor-{u}" for u in ("days", "hours", "minutes")}
# Who speaks to people from the catalogues alone. Errors of a command, which are raised, are sentences of their own.
SPEAKS = (
    *(
        "bot/checks",
        "bot/setup",
        "bot/office",
        "bot/sheets",
        "bot/rulebook",
        "bot/channels/console",
        "bot/turns",
        "bot/run.py",
    ),
    *(f"bot/commands/{name}.py" for name in ("doctor", "init", "forget", "keys", "leads", "migrate", "rules", "chat")),
    *("dialogs/pages", "dialogs/parts", "dialogs/desk", "dialogs/questionnaires"),
    *(f"dialogs/{name}.py" for name in ("lead", "results", "turn", "dialogue", "commands", "buttons", "cautions")),
)
# What looks like a sentence there and is none that people read, and why.
NO_SENTENCE = {
    "bot/commands/doctor.py": "what checks are about, whose names are in the catalogue",
    "bot/checks/today.py": "raised as an error by `run` and `chat`",
    "bot/turns/keeping.py": "a line of the log, made of parts",
    "bot/office/telegram/courier.py": "reasons for the log",
    "bot/office/telegram/wire.py": "Telegram's own words",
    "dialogs/pages/leave.py": "names a condition, for the diagram",
    "dialogs/questionnaires/hsp.py": "names a condition, for the diagram",
}
_SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")
_LOGS = {"log", "logging"}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


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
            for node in _tree(path).body
            if isinstance(node, ast.Assign)
            for target, value in _pairs(node)
        }
        for node in ast.walk(_tree(path)):
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
    wanted = {f"{s.text_key}.{what}" for s in SETTINGS for what in ("meaning", "default")}
    assert {key for key in words.keys(language) if re.match(r"setting-.*\.", key)} == wanted


def test_the_language_is_that_of_the_environment_where_we_have_it() -> None:
    asked = [{}, {"LANG": "ja_JP.UTF-8"}, {"LANG": "C.UTF-8"}, {"LANG": "ja", "LC_ALL": "en_GB"}, {"LC_MESSAGES": "ja"}]
    assert [language_of(environ) for environ in asked] == ["en", "ja", "en", "en", "ja"]


# --- no sentence in the code ------------------------------------------------------------------------------------------


def _files() -> Iterator[Path]:
    for name in SPEAKS:
        path = ROOT / name
        assert path.exists(), name
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def _sentences(path: Path) -> Iterator[str]:
    """Texts in three words and more that are no docstring, no line of the log and no error."""
    aside: set[int] = set()
    for node in ast.walk(_tree(path)):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            aside |= {id(e.value) for e in body if isinstance(e, ast.Expr) and isinstance(e.value, ast.Constant)}
        is_log = isinstance(node, ast.Call) and ast.unparse(node.func).partition(".")[0] in _LOGS
        if is_log or isinstance(node, ast.Raise | ast.Assert):
            aside |= {id(inside) for inside in ast.walk(node)}
    for node in ast.walk(_tree(path)):
        if id(node) not in aside:
            yield from (text for text in _constants(node) if _SENTENCE.search(text))


def test_who_speaks_to_people_has_no_sentence_in_the_code() -> None:
    found = {str(path.relative_to(ROOT)): list(_sentences(path)) for path in _files()}
    assert {name: texts for name, texts in found.items() if texts and name not in NO_SENTENCE} == {}
    assert {name for name in NO_SENTENCE if not found.get(name)} == set(), "take out what has none any more"
