"""What the office's people read in Japanese has one word for one thing, and the signs that Japanese is written with.

It looks at what is written for the office alone: the operator's and staff's texts, the set-up and the runbook. What
clients read has its own measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax.serializer import serialize_pattern

from bot.words.digests import folder, patterns

FILES = (
    "operator.ftl",
    "setup.ftl",
    "commands.ftl",
    "console.ftl",
    "staff.ftl",
    "brief.ftl",
    "morning.ftl",
    "busy.ftl",
)
DOCUMENTS = ("SETUP.ja.md", "RUNBOOK.ja.md")
DEPLOY = Path(__file__).resolve().parents[2] / "deploy"

# What is not written, and what is in its place.
ONE_WORD = {
    r"フォルダ(?!ー)": "フォルダー",
    r"サーバ(?!ー)": "サーバー",
    r"ユーザ(?!ー)": "ユーザー",
    r"メモリ(?!ー)": "メモリー",
    r"ドライバ(?!ー)": "ドライバー",
    r"封[をじ]": "暗号化",
    r"端末": "ターミナル",
    r"この版|新しい版": "バージョン",
    r"ルール": "規定",
    r"スタッフ": "職員",
    r"相談者用ボット|事務所のボット": "お客様用ボット、事務所用ボット",
    r"相談者": "お客様",
    r"相談の(記録|結果)|今日の相談|この相談[がはを]|ほかの相談で|件の相談が": "面談",
    r"計算書": "計算表",
    r"鍵ファイル": "鍵のファイル",
    r"わか[らりる]": "分かる",
    r"webhook": "Webhook",
}
JAPANESE = "\u3040-\u30ff\u3400-\u9fff"
# A bracket or a colon of Latin text beside Japanese.
HALF_WIDTH = re.compile(rf"[{JAPANESE}][(:)]|[(:)][{JAPANESE}]")
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`|\]\([^)]*\)", re.MULTILINE | re.DOTALL)


def texts() -> Iterator[tuple[str, str]]:
    """Every text that the office's people read, with where it stands; commands and names of settings are no text."""
    for name in FILES:
        for key, pattern in patterns(folder("ja") / name):
            yield f"{name}: {key}", _CODE.sub("", serialize_pattern(pattern))
    for name in DOCUMENTS:
        yield name, _CODE.sub("", (DEPLOY / name).read_text(encoding="utf-8"))


def found(sign: re.Pattern[str]) -> list[tuple[str, str]]:
    return [
        (where, text[max(0, m.start() - 10) : m.end() + 10]) for where, text in texts() for m in sign.finditer(text)
    ]


def test_there_is_something_to_read() -> None:
    assert len(list(texts())) > 500


@pytest.mark.parametrize(("other", "word"), ONE_WORD.items())
def test_one_thing_has_one_word(other: str, word: str) -> None:
    assert found(re.compile(other)) == [], f"say {word}"


def test_brackets_and_colons_are_japanese_ones() -> None:
    assert found(HALF_WIDTH) == []
