"""`intake preview`: every question and every text is shown, in every language, without network or messenger."""

import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import preview
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.words import Words, languages
from dialogs.diagram import diagram
from dialogs.machine import Trigger, flow_for
from dialogs.messages import Text
from dialogs.place import START, Place
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Surroundings
from scoring import Verdict, all_rulesets
from tests.bot.test_locales import TAGS


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The office profile that ships, whatever this machine is set to."""
    monkeypatch.delenv("INTAKE_OFFICE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)


def test_every_question_and_every_key_of_every_language_appears(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview"]) == 0
    parts = re.split(r"(?m)^={9,}$", capsys.readouterr().out)
    assert len(parts) == 1 + 2 * len(languages())
    for language, title, shown in zip(languages(), parts[1::2], parts[2::2], strict=True):
        assert f"({language})" in title
        named = set(re.split(r"[\s,:]+", shown))
        assert {q.text_key for q in HSP} - named == set()
        assert Words().keys(language) - named == set()
        # No markup is left; what an operator puts in place of "<base>" is none.
        assert not re.search(rf"</?({'|'.join(TAGS)})( expandable)?>", shown)


def test_one_language_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert preview.run(Namespace(lang="ja", diagram=False)) == 0
    out = capsys.readouterr().out
    assert "日本語 (ja)" in out
    assert "English (en)" not in out
    # The samples live on a day of their own.
    assert "2026年11月24日" in out
    # A question is all of what a person meets: its text, its buttons, what may be typed for them, and its help.
    block = out.partition("--- q-employer_change\n")[2].partition("\n---")[0]
    words = Words()
    wanted = (
        *words.plain("ja", Text("q-employer_change")).splitlines(),
        "  [ はい ]  [ いいえ ]",
        "  [ わからない ]  [ ← 戻る ]",
        f"  [ {words.plain('ja', Text('button-help'))} ]",
        "  c-yes.typed:\n    ",
        "  c-no.typed:\n    ",
        "  keys: c-no, c-no.typed, c-yes, c-yes.typed, q-employer_change\n",
        "  q-employer_change.help:\n    ",
        "  q-employer_change.short:\n    ",
    )
    places = [block.find(part) for part in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    assert places == sorted(places)


def test_every_kind_of_result_is_among_the_samples() -> None:
    around = Surroundings(load_office(None), is_japanese_holiday, languages())
    situations = [preview.view_of(around, "en", answers, Place("result")) for answers in preview.PEOPLE.values()]
    assert {entry.verdict for situation in situations for entry in situation.score.categories} == set(Verdict)
    assert any(situation.score.j_skip.met for situation in situations)
    assert any(len(situation.score.categories) == 3 for situation in situations)


def test_an_unknown_language_ends_with_2_and_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["preview", "--lang", "xx"])
    assert ended.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("en, ja") == 1


def test_the_machine_is_drawn_from_its_edges(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "--diagram"]) == 0
    drawn = capsys.readouterr().out
    flow = flow_for(HSP, all_rulesets()[-1])
    assert drawn == diagram(flow)
    assert drawn.startswith("stateDiagram-v2\n")
    assert "    leave --> appointment : leave to send the card is given\n" in drawn
    for state in flow.states:
        assert re.search(rf"\b{state}\b", drawn) or state == START
    arrows = set(re.findall(r"(\S+) --> (\S+)", drawn))
    parts = {chapter.id for chapter in HSP.chapters if chapter.opened}
    names = {START: "[*]"} | dict.fromkeys(parts, "parts")
    onward = {(e.source, e.target) for e in flow.edges if e.trigger in (Trigger.ONWARD, Trigger.REFUSED)}
    assert arrows == {(names.get(source, source), names.get(target, target)) for source, target in onward}


def test_the_diagram_of_the_house_is_the_machine_as_it_is() -> None:
    house = (Path(preview.__file__).parents[2] / "deploy" / "HOUSE.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"<!-- diagram -->\n```mermaid\n(.*?)```\n<!-- /diagram -->", house, re.DOTALL)
    assert shown == diagram(flow_for(HSP, all_rulesets()[-1])), "put there what `intake preview --diagram` prints"


def test_no_messenger_is_loaded() -> None:
    code = "import sys, bot.commands.preview; print(*{'aiogram', 'pydantic', 'telegram'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(preview.__file__).parents[2]
    )
    assert done.stdout.strip() == ""
