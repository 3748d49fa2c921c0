"""`intake chat`: the whole interview in a terminal, by number, by label and by typing; leaving and coming back."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import Core, build_core, load_settings
from bot.channels.console.chat import ConsoleChat
from bot.channels.console.show import Printer, Terminal
from bot.commands import chat
from bot.commands.arguments import parse
from bot.delivery.post import Content, PostButton
from bot.errors import IntakeError
from bot.storage.tables import counters, memos, metadata, updates
from bot.terminal import width
from dialogs.conversation import Conversation
from dialogs.desk.matter import LeadRecord
from dialogs.dialogue import Dialogue
from dialogs.effects import TurnResult
from dialogs.messages import Act, ActKind, Text
from dialogs.ports import World
from tests.patience import PATIENCE_SECONDS
from tests.support import NAME, PHONE, SettableClock, lines_to

ROOT = Path(__file__).resolve().parents[2]
Chat = Callable[..., str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, and none of this machine's settings."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], clock: SettableClock) -> Chat:
    """Run the command on lines and return what it wrote."""

    def run(*lines: str, argv: tuple[str, ...] = ()) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert chat.run(parse(["chat", *argv]), now=clock) == 0
        return capsys.readouterr().out

    return run


@contextmanager
def opened() -> Iterator[Core]:
    core = build_core(load_settings())
    yield core
    core.database.close()


def script(state: str, *, language: str = "en", numbers: bool = False) -> list[str]:
    with opened() as core:
        return lines_to(core, state, language=language, numbers=numbers)


def stored() -> list[LeadRecord]:
    with opened() as core, core.ledger.store.transaction() as tx:
        return [found.record for found in tx.newest_leads(100)[0]]


def last_screen(out: str) -> str:
    """What stands between the last answer and the farewell."""
    return out.rpartition("\n> ")[2].partition("\n")[2]


# --- the whole interview --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("numbers", [False, True], ids=["labels", "numbers"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_whole_interview_becomes_a_lead(language: str, numbers: bool, talk: Chat) -> None:
    out = talk(*script("handed_off", language=language, numbers=numbers))
    [lead] = stored()
    assert (lead.number, lead.state, lead.consented.channel, lead.consented.language) == (1, "new", "console", language)
    assert (lead.consented.name, lead.consented.text("contact"), lead.consented.summary.verdict) == (
        NAME,
        PHONE,
        "qualifies",
    )
    assert f"── {'local desk' if language == 'en' else 'ローカルデスク'}" in out
    assert "ご相談 #1" in out, "the desk reads Japanese whatever the person's language"
    assert "\u2068" not in out
    assert "<b>" not in out


def test_each_line_read_is_repeated_after_the_prompt(talk: Chat) -> None:
    out = talk("English", "I agree", "hsp")
    assert [line for line in out.splitlines() if line.startswith("> ")] == ["> English", "> I agree", "> hsp"]


def test_choices_are_numbered_except_where_a_number_is_an_answer(talk: Chat) -> None:
    out = talk(*script("salary_yen"), "/help")
    assert "  1. I agree\n" in out
    assert "[I don't know]  [← Back]" in last_screen(out)
    assert "1." not in last_screen(out)
    assert "Example: 6,500,000" in out


def test_a_number_typed_at_a_typed_question_is_the_answer(talk: Chat) -> None:
    out = talk(*script("salary_yen"), "2")
    assert "  1. 2,000,000 yen\n" in out, "understood as millions and read back"
    out = talk("6500000", "back")
    assert "How much will you be paid" in last_screen(out)


def test_another_answer_may_be_typed_where_one_is_read_back(talk: Chat) -> None:
    assert "When were you born?" in last_screen(talk(*script("salary_yen"), "2", "6,500,000"))


def test_i_do_not_know_is_never_taken_for_a_name(talk: Chat) -> None:
    in_short = last_screen(talk(*script("name"), "I don't know", "e-mail", "maria@example.com"))
    assert "maria@example.com" in in_short
    assert "I don't know" not in in_short
    assert "Name:" not in in_short
    assert "ご相談　未記入｜" in last_screen(talk("The card as staff see it"))


def test_the_person_sees_the_card_as_staff_will_read_it(talk: Chat) -> None:
    assert f"Name: {NAME}\n" in last_screen(talk(*script("leave")))
    card = last_screen(talk("The card as staff see it"))
    assert f"ご相談　{NAME}｜" in card
    assert f"電話 {PHONE}" in card


def test_several_numbers_tick_several(talk: Chat) -> None:
    out = talk(*script("degrees"), "2, 3")
    assert "  2. ✅ Master's degree\n  3. ✅ Professional degree" in out
    assert last_screen(out).count("degrees do you have") == 0, "after a tick only the choices are shown again"
    out = talk("２ 5", "", "2")
    assert "  2. ✅ Master's degree\n  3. ✅ Professional degree" in out, "what was ticked already stays"
    assert "  5. ✅ Doctorate (PhD)" in out
    assert "  2. ⬜ Master's degree\n" in last_screen(out), "one number alone takes it away"
    assert "⬜" not in last_screen(talk("1 6")), "ticked and done in one line"


def test_beside_a_note_a_question_to_be_typed_is_asked_again(talk: Chat) -> None:
    talk(*script("salary_yen"))
    assert "How much will you be paid" in last_screen(talk("my husband is 34, engineer, master"))


@pytest.mark.parametrize("line", ["99", "0", "1 2", "1-2"])
def test_a_number_that_is_no_choice_is_explained(line: str, talk: Chat) -> None:
    out = last_screen(talk(*script("goal"), line))
    assert "Sorry, we did not understand" in out
    assert "What would you like to do?" in out


def test_a_word_of_help_does_not_repeat_the_question(talk: Chat) -> None:
    out = talk(*script("goal"), "8")
    assert "70 points are needed" in last_screen(out)
    assert "What would you like to do?" not in last_screen(out)


def test_an_empty_line_shows_the_question_again(talk: Chat) -> None:
    assert "What would you like to do?" in last_screen(talk(*script("goal"), ""))


# --- commands -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["/nonsense", "/NONSENSE@our_bot now"])
def test_an_unknown_command_is_answered_with_the_known_ones(command: str, talk: Chat) -> None:
    out = last_screen(talk("English", "I agree", command))
    assert "/recheck" in out
    assert "What would you like to do?" in out


def test_a_command_may_carry_the_name_of_the_bot_and_a_source(talk: Chat) -> None:
    assert "/recheck" in last_screen(talk("English", "I agree", "/help@our_bot"))


def test_quit_leaves_and_reads_no_further(talk: Chat) -> None:
    out = talk("English", "/quit", "I agree")
    assert out.endswith("start again to go on where you were.\n")
    assert "> I agree" not in out


def test_mydata_is_printed_and_written_nowhere(talk: Chat, folder: Path) -> None:
    out = last_screen(talk(*script("result"), "/mydata"))
    data = json.loads(out[out.index("\n{") : out.rindex("\n}") + 2])
    assert data["chat"] == "local"
    assert data["conversation"]["answers"]["salary_yen"][0] == 8_000_000
    assert data["runs"][0]["answers"]["degrees"] == ["master"]
    assert "Next: contact the office" in out, "and we see where we were"
    assert {f.name for f in folder.iterdir()} == {"intake.db", "intake.db.key"}


def test_recheck_asks_what_changed_and_updates_the_one_lead(talk: Chat, clock: SettableClock) -> None:
    talk(*script("handed_off"))
    clock.advance(timedelta(days=30))
    out = talk("/recheck", "Yearly salary", "9 million", "5 years", "All correct: show my result")
    assert "Send this result to the office" in last_screen(out)
    out = talk("1", "Yes, send it")
    assert "ご相談 #1" in out
    [lead] = stored()
    assert [run[:2] for run in lead.consented.runs] == [("2026-11-24", 70), ("2026-12-24", 75)]


def test_what_is_written_after_the_handoff_is_seen_at_the_desk(talk: Chat) -> None:
    out = last_screen(talk(*script("handed_off"), "Please call in the morning"))
    assert "お客様より：\nPlease call in the morning" in out
    assert "Your message is with the office" in out
    assert "Choose consultation times" not in out
    assert "When would suit you?" in talk("/start", "3", "1"), "the buttons above a word in between still count"


def test_the_picture_comes_in_words_and_then_where_one_stands(talk: Chat) -> None:
    out = last_screen(talk(*script("result"), "Picture"))
    picture, _, page = out.partition("✅ 70 points. You reach the 70 points.")
    assert "A messenger sends this as a picture" in picture
    assert "Highly Skilled Professional points" in picture
    assert "1. Next: contact the office" in page


def test_of_several_numbers_those_after_the_screen_changed_count_no_more(talk: Chat) -> None:
    """ "Done" leads to another question, whose first button nobody meant."""
    out = last_screen(talk(*script("degrees"), "2 6 1"))
    assert "How long have you done this kind of work?" in out
    assert "70 points" not in out


def test_a_number_on_an_erased_conversation_presses_nothing(talk: Chat) -> None:
    out = last_screen(talk(*script("goal"), "/forget", "1", "2"))
    assert "Which language is best" in out


def test_forget_erases_everything(talk: Chat) -> None:
    out = talk(*script("handed_off"), "/forget", "1")
    assert "Everything was erased" in last_screen(out)
    assert out.endswith("Goodbye. Nothing about you is kept.\n")
    with opened() as core, core.database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table not in (memos, updates, counters):
                assert connection.execute(table.select()).all() == []
    assert "Which language is best" in last_screen(f"\n> x\n{talk()}")


def test_after_forgetting_one_can_begin_anew(talk: Chat) -> None:
    out = last_screen(talk(*script("goal", language="ja"), "/forget", "1", "こんにちは"))
    assert "どの言語で続けますか" in out, "greeted in the language spoken until now"


def test_a_refusal_keeps_nothing(talk: Chat) -> None:
    out = talk("English", "I do not agree", "1")
    assert "027-395-4107" in last_screen(out)
    assert "1." not in last_screen(out)
    assert stored() == []


# --- leaving and coming back ----------------------------------------------------------------------------------------


def test_the_end_of_input_saves_and_coming_back_goes_on(talk: Chat) -> None:
    lines = script("handed_off")
    assert "When were you born?" in last_screen(talk(*lines[:8]))
    out = talk()
    assert "Welcome back!" in out
    assert "When were you born?" in out
    talk(*lines[8:])
    assert stored()[0].consented.text("contact") == PHONE


def test_each_name_is_a_person_of_its_own(talk: Chat) -> None:
    talk(*script("goal"), argv=("--as", "hana"))
    assert "Welcome back!" not in talk(argv=("--as", "taro"))
    assert "Welcome back!" in talk(argv=("--as", "hana"))


def test_lang_begins_in_that_language_and_switches_later(talk: Chat) -> None:
    out = talk(argv=("--lang", "ja"))
    assert "これは手元でのお試しです" in out
    assert "1. English\n  2. 日本語\n\n> 日本語\n" in out, "the choice is seen as if it had been typed"
    assert "回答をお預かりしてもよろしいですか" in last_screen(out)
    talk("同意します", argv=("--lang", "ja"))
    out = talk(argv=("--lang", "en"))
    assert "This is a local try-out" in out
    assert "What would you like to do?" in out
    assert "ご希望" not in out
    assert "What would you like to do?" in talk(), "and stays"


def test_a_turn_that_fails_says_sorry_and_loses_nothing(talk: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    talk(*script("salary_yen"))
    handle = Dialogue.handle

    def broken(self: Dialogue, conversation: Conversation, act: Act, now: datetime, world: World) -> TurnResult:
        if act.kind is ActKind.TEXT:
            raise ValueError(act.text)
        return handle(self, conversation, act, now, world)

    with monkeypatch.context() as patched:
        patched.setattr(Dialogue, "handle", broken)
        out = last_screen(talk("secret answer"))
    assert "something went wrong on our side" in out
    assert "How much will you be paid" in talk()


def test_a_database_that_lost_a_table_ends_the_chat_with_one_sentence(
    talk: Chat,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No traceback, and nothing of what was just answered."""
    talk(*script("salary_yen"))
    answer = ConsoleChat.answer

    def harmed(chat: ConsoleChat, line: str) -> None:
        with closing(sqlite3.connect(folder / "intake.db")) as connection, connection:
            connection.execute("DROP TABLE people")
        answer(chat, line)

    monkeypatch.setattr(ConsoleChat, "answer", harmed)
    monkeypatch.setattr(sys, "stdin", io.StringIO("my secret salary\n"))
    assert main(["chat"]) == 1
    err = capsys.readouterr().err
    assert err.splitlines()[-1].startswith("intake: `chat` stopped on an unforeseen error (OperationalError)")
    assert "Traceback" not in err
    assert "secret" not in err


def test_two_chats_at_once_on_one_database(talk: Chat, clock: SettableClock) -> None:
    lines = script("goal")
    talk(*lines, argv=("--as", "one"))
    with opened():  # somebody else holds it open
        assert "What would you like to do?" in last_screen(talk(*lines, argv=("--as", "two")))


# --- as a program ---------------------------------------------------------------------------------------------------


def program(*argv: str) -> list[str]:
    return [sys.executable, "-m", "bot", "chat", *argv]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INTAKE_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "TERM": "xterm", "COLUMNS": "60"}


def test_killed_after_an_answer_it_goes_on_at_the_next_question(folder: Path, talk: Chat) -> None:
    lines = script("salary_yen")
    with subprocess.Popen(
        program(), cwd=folder, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("".join(f"{line}\n" for line in lines))
        process.stdin.flush()
        for line in process.stdout:
            if "How much will you be paid" in line:
                break
        process.send_signal(signal.SIGKILL)
    out = talk()
    assert "Welcome back!" in out
    assert "How much will you be paid" in out


def test_in_a_terminal_text_is_wrapped_and_bold_and_ctrl_d_says_goodbye(folder: Path) -> None:
    with opened():
        pass  # a database made here need not be made there, step by step
    ours, theirs = pty.openpty()
    process = subprocess.Popen(program(), cwd=folder, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs)
    try:
        os.close(theirs)
        out = b""
        for typed in (b"1\n", b"1\n", b"\x04"):
            out += _shown(ours, b"\n> ")
            os.write(ours, typed)
        out += _shown(ours, None)
        assert process.wait(PATIENCE_SECONDS) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    text = out.decode().replace("\r\n", "\n")
    assert "\x1b[1mWhat would you like to do?\x1b[0m" in text
    lines = text.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert max(len(line) for line in lines if str(folder) not in line) <= 60
    assert "  1. I agree   2. I do not agree\n" in text
    assert "Goodbye." in text


def test_ctrl_c_says_goodbye_too(talk: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Terminal) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(Terminal, "read", interrupted)
    assert talk().endswith("start again to go on where you were.\n")


def test_a_clock_before_the_first_points_table_is_one_sentence(talk: Chat, clock: SettableClock) -> None:
    clock.moment = datetime(1970, 1, 2, tzinfo=UTC)
    with pytest.raises(IntakeError, match="the clock of this machine says 1970-01-02, before the first points table"):
        talk("English")


def test_an_unusable_database_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "intake.db").write_text("this is no database, but a letter", encoding="utf-8")
    (folder / "intake.db.key").write_text(f"{'A' * 43}\n")
    (folder / "intake.db.key").chmod(0o600)
    assert main(["chat"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("intake: the database intake.db (INTAKE_DATABASE) cannot be opened")
    assert said.count("\n") == 1


def _shown(handle: int, end: bytes | None) -> bytes:
    """What a terminal shows until it ends so, or until it is closed."""
    out = b""
    while end is None or not out.endswith(end):
        ready, _, _ = select.select([handle], [], [], 30)
        assert ready, out
        try:
            piece = os.read(handle, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        out += piece
    return out


class Screen(io.StringIO):
    """What is written, as on a terminal."""

    def isatty(self) -> bool:
        return True


def test_choices_by_their_words_go_on_in_the_next_line_of_a_narrow_terminal(
    talk: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    shown = Screen()
    with opened() as core:
        terminal = Terminal(io.StringIO(), shown)
        choices = tuple((PostButton(Text(f"language-{code}"), code),) for code in ("en", "ja", "en", "ja", "en"))
        Printer(terminal, core.words).content(Content("en", (), choices), by_words=True)
    lines = shown.getvalue().strip("\n").splitlines()
    assert len(lines) == 2
    assert max(map(width, lines)) <= 50
    assert re.findall(r"\[(\w+)]", "".join(lines)) == ["English", "日本語"] * 2 + ["English"], "none is lost or cut"


# --- what a terminal must not be made to do -------------------------------------------------------------------------


def test_what_a_person_typed_does_not_steer_the_terminal(talk: Chat) -> None:
    lines = script("name")
    out = talk(*lines, "Eve\x1b[2J\x07 <b>Adams</b> &amp; Co", "e-mail", "eve@example.com")
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "<b>Adams</b> &amp; Co" in last_screen(out)
