"""What is made from files is made once, never kept of older files, and made each time where nothing may be kept."""

import json
import sys
from pathlib import Path

import pytest

from dialogs import kept as module
from dialogs.kept import digest_of, form, kept
from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import lexicon
from tests.answers import LANGUAGES


class Maker:
    """Makes something, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> list[str]:
        self.times += 1
        return ["made"]


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep files here, whatever the environment of the tests says."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_the_same_sources_are_made_once(tmp_path: Path) -> None:
    make = Maker()
    assert [kept(tmp_path, "words.json", [b"one"], make) for _ in range(3)] == [["made"]] * 3
    assert make.times == 1


@pytest.mark.parametrize("changed", [[b"two"], [b"one", b""], [b"o", b"ne"]])
def test_other_sources_are_made_anew(tmp_path: Path, changed: list[bytes]) -> None:
    make = Maker()
    kept(tmp_path, "words.json", [b"one"], make)
    kept(tmp_path, "words.json", changed, make)
    assert make.times == 2


def test_what_is_shipped_is_loaded_first(tmp_path: Path) -> None:
    (tmp_path / "words.json").write_bytes(form(digest_of([b"one"]), ["shipped"]))
    assert kept(tmp_path, "words.json", [b"one"], Maker()) == ["shipped"]
    assert not (tmp_path / "__pycache__").exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"digest":"', b"\xff\xfe"])
def test_a_broken_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "words.json").write_bytes(content)
    assert kept(tmp_path, "words.json", [b"one"], Maker()) == ["made"]


def test_a_cut_file_of_the_right_digest_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "words.json").write_bytes(form(digest_of([b"one"]), ["shipped"])[:-5])
    assert kept(tmp_path, "words.json", [b"one"], Maker()) == ["made"]


def test_where_nothing_may_be_written_it_is_made_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept(tmp_path, "words.json", [b"one"], make)
    (tmp_path / "__pycache__").write_text("no folder")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert kept(tmp_path, "words.json", [b"one"], make) == ["made"]
    assert make.times == 2


def test_a_file_that_cannot_be_finished_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    module.keep(tmp_path / "kept" / "words.json", b"content")
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_read_from_what_is_kept_are_the_words_of_the_file(language: str) -> None:
    text = (Path(lexicon.__file__).parents[2] / "locales" / language / lexicon.FILE).read_text(encoding="utf-8")
    made = lexicon.compiled(language, text, HSP)
    loaded = json.loads(json.dumps(made))
    assert lexicon._words(loaded).phrases.senses == lexicon._words(made).phrases.senses
    assert loaded["phrases"] == made["phrases"]
    reader = lexicon.Vocabularies({language: lexicon._words(loaded)}).of(language)
    assert reader.index.find(["n1"], ("japanese",))[0].senses
