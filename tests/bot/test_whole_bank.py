"""The whole bank is read before anybody is served: a fault in its files is one sentence with the file and the place."""

import re
import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.checks.contents import check_answers
from bot.checks.finding import Severity
from bot.words.words import Words, languages
from dialogs.answer_bank import AnswerBank, AnswerBankError
from dialogs.answer_bank.loading import ENTRIES, OF_A_LANGUAGE
from dialogs.answer_bank.whole import read_whole
from dialogs.errors import WordFileError
from dialogs.messages import Text
from dialogs.parsing.lexicon import LexiconError
from dialogs.questionnaires.hsp import HSP
from dialogs.understanding.errors import UnderstandingError

FILES = resources.files
BANK = Path(str(resources.files("dialogs.answer_bank")))
LOCALES = Path(str(resources.files("locales")))
ENTRY_FILE, ENGLISH, JAPANESE = ENTRIES, f"locales/en/{OF_A_LANGUAGE}", f"locales/ja/{OF_A_LANGUAGE}"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Path]]:
    """Copies of the bank's files, which are read in place of those that ship."""
    bank, locales = tmp_path / "bank", tmp_path / "locales"
    bank.mkdir()
    shutil.copy(BANK / ENTRIES, bank)
    shutil.copytree(LOCALES, locales)
    places = {"dialogs.answer_bank": bank, "locales": locales}
    monkeypatch.setattr("importlib.resources.files", lambda name: places.get(name) or FILES(name))
    AnswerBank.load.cache_clear()
    of_languages = {f"locales/{code}/{OF_A_LANGUAGE}": locales / code / OF_A_LANGUAGE for code in languages()}
    yield {ENTRY_FILE: bank / ENTRIES, **of_languages}
    AnswerBank.load.cache_clear()


def _changed(before: str, after: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")

    return change


FAULTS: list[tuple[str, Callable[[Path], object], str]] = [
    (ENTRY_FILE, Path.unlink, f"{ENTRY_FILE}: the file: expected a text in UTF-8 that can be read (FileNotFoundError)"),
    (ENGLISH, Path.unlink, f"{ENGLISH}: the file: expected a text in UTF-8 that can be read (FileNotFoundError)"),
    (JAPANESE, lambda file: file.write_bytes(b"\x83\x7d"), f"{JAPANESE}: the file: expected a text in UTF-8"),
    (ENGLISH, lambda file: file.write_text("decline = ["), f"{ENGLISH}: the file: expected valid TOML"),
    (ENTRY_FILE, _changed("[entries.spouse]\nanswers", "[entries.spouse]\nask"), f"{ENTRY_FILE}: entries.spouse.ask: "),
    (
        ENTRY_FILE,
        _changed("[entries.benefits]", "[entries.news]\n\n[entries.benefits]"),
        f"{ENGLISH}: phrases.news: expected exactly the entries",
    ),
    (ENTRY_FILE, _changed('"hsp2"', '"hsp3"'), f"{ENGLISH}: same.hsp3: expected words of this meaning"),
    (JAPANESE, _changed("\nspouse = [", "\nspouses = ["), f"{JAPANESE}: phrases.spouse"),
    (ENGLISH, _changed('"nanny",\n', '"nanny",\n"nanny",\n'), f"{ENGLISH}: domestic-worker: expected each text once"),
    (ENGLISH, _changed("\nbirth_date = [", "\nbirthdate = ["), f"{ENGLISH}: help.birthdate: expected the id of a"),
    (JAPANESE, _changed("\nrefund = [", "\nrefund = [1, "), f"{JAPANESE}: same.refund: expected a list of texts"),
]


@pytest.mark.parametrize(("file", "spoil", "sentence"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_in_a_file_is_one_sentence_at_the_start_and_in_doctor(
    files: dict[str, Path], file: str, spoil: Callable[[Path], object], sentence: str
) -> None:
    spoil(files[file])
    with pytest.raises(AnswerBankError, match=re.escape(sentence)) as raised:
        read_whole(Words(), languages(), HSP.by_id)
    [finding] = check_answers()
    assert (finding.severity, finding.about) == (Severity.PROBLEM, "answer bank")
    assert finding.says.args["sentence"] == Text("error-own-files", {"error": str(raised.value)})
    assert "\n" not in str(raised.value)


class _Missing(Words):
    """Words without one text of one language."""

    def has(self, language: str, key: str) -> bool:
        return (language, key) != ("ja", "answer-refused.title") and super().has(language, key)


def test_an_entry_without_words_in_a_language_is_named() -> None:
    with pytest.raises(AnswerBankError, match="^locales/ja/answers.ftl: answer-refused.title: expected the words"):
        read_whole(_Missing(), languages(), HSP.by_id)


def test_what_ships_is_whole() -> None:
    assert read_whole(Words(), languages(), HSP.by_id) is AnswerBank.load()
    [finding] = check_answers()
    assert finding.severity is Severity.OK


OWN_FILES = "intake: intake's own files are not as they should be ("


@pytest.mark.parametrize("command", ["chat", "run"])
def test_nobody_is_served_from_a_faulty_file(
    files: dict[str, Path],
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _changed("[entries.spouse]\nanswers", "[entries.spouse]\nask")(files[ENTRY_FILE])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTAKE_CLIENT_TOKEN", "1:" + "t" * 35)
    assert main([command]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1].startswith(OWN_FILES + f"{ENTRY_FILE}: entries.spouse.ask: expected only ")


@pytest.mark.parametrize("error", [AnswerBankError, LexiconError, UnderstandingError])
def test_every_file_of_words_that_cannot_be_used_is_named(
    error: type[WordFileError], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_args: object) -> int:
        raise error("locales/en/a.toml", "words", "a list")

    monkeypatch.setattr("bot.commands.doctor.run", fail)
    assert main(["doctor"]) == 1
    said = "(locales/en/a.toml: words: expected a list): correct that file, or install intake again"
    assert capsys.readouterr().err == f"{OWN_FILES.removesuffix('(')}{said}\n"
