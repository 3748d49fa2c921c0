"""An office set up from nothing to a healthy installation, and all that can go otherwise on the way."""

from __future__ import annotations

import asyncio
import fcntl
import io
import os
import re
import signal
import stat
import sys
import termios
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.errors import IntakeError
from bot.office_profile.profile import load_office
from bot.settings import Settings
from tests.e2e.setup.operator import (
    CLIENT_TOKEN,
    OFFICE_TOKEN,
    USUAL,
    Answer,
    Operator,
    Place,
    Screen,
    interrupt,
    usual,
)
from tests.e2e.world import STAFF_CHAT

ROOT = Path(__file__).resolve().parents[3]
SECRETS = (CLIENT_TOKEN, OFFICE_TOKEN)
ALL_RIGHTS = {"can_manage_topics": True, "can_delete_messages": True}
LATER: dict[str, list[Answer]] = {"Wait for the group now?": ["n"]}


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_from_nothing_to_a_healthy_installation(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    operator = Operator(usual())
    running = place.start(operator)
    await place.joins_and_presses()
    assert await running == 0

    assert set(place.files()) == {".env", "office.toml"}
    assert (_mode(place.folder / ".env"), _mode(place.folder / "office.toml")) == (0o600, 0o644)
    settings = Settings.load({}, place.folder)
    assert settings == Settings(
        client_token=CLIENT_TOKEN, office_token=OFFICE_TOKEN, office_chat=STAFF_CHAT, office=Path("office.toml")
    )
    office = load_office(place.folder / "office.toml")
    assert (office.example, office.names) == (False, {"ja": "山田行政書士事務所", "en": "Yamada Office"})
    assert (office.phone, [way.id for way in office.consultation_ways]) == ("03-1234-5678", ["online", "office"])
    assert place.texts(place.group) == ["This is the staff group now. Once intake runs, new consultations come here."]
    assert [m.labels for m in place.group.messages() if m.labels] == []
    assert place.office.pending == []

    printed = capsys.readouterr().out
    assert "Is “相談” the staff group?" in operator.screen
    assert "office profile: valid: 山田行政書士事務所" in printed
    assert "staff group: the office bot is an administrator" in printed
    assert printed.splitlines()[-1].startswith("next: start `intake run`")
    assert not [secret for secret in SECRETS if secret in operator.screen + printed]


async def test_it_speaks_japanese_in_every_line_and_in_the_comments(place: Place) -> None:
    operator = Operator(
        {
            "トークン": list(SECRETS),
            "グループを待ちますか": ["いいえ"],
            "名称（日本語）": ["山田行政書士事務所"],
            "担当": ["行政書士 山田太郎"],
            "電話": ["０３−１２３４−５６７８"],
            "所在地（日本語）": ["東京都千代田区1-1"],
            "土曜": ["１０：００〜１２：００"],
        },
        "ja",
    )
    assert await place.start(operator) == 0
    profile = (place.folder / "office.toml").read_text(encoding="utf-8")
    assert "# 事務所のプロフィールです。" in profile
    office = load_office(place.folder / "office.toml")
    assert (office.phone, [len(day) for day in office.hours]) == ("03-1234-5678", [1, 1, 1, 1, 1, 1, 0])
    assert "Settings of" not in (place.folder / ".env").read_text(encoding="utf-8")


# --- tokens ---------------------------------------------------------------------------------------------------------


async def test_a_token_is_asked_for_until_it_is_the_right_one(place: Place) -> None:
    unknown = "300:unknown-unknown-unknown"
    operator = Operator(LATER | usual(Token=["nothing", unknown, CLIENT_TOKEN, CLIENT_TOKEN, OFFICE_TOKEN]))
    assert await place.start(operator) == 0
    asked = [n for n, line in enumerate(operator.shown) if line.startswith("Token")]
    says = ["This is no token", "Telegram does not know this token", "", "This is the client bot's token"]
    for number, sentence in zip(asked, says, strict=False):
        assert operator.shown[number + 1].startswith(sentence)
    assert not [secret for secret in (*SECRETS, unknown) if secret in operator.screen]


async def test_without_a_network_it_says_so_and_asks_again(place: Place) -> None:
    def mended() -> str:
        place.fake.mend()
        return CLIENT_TOKEN

    place.fake.break_everything()
    operator = Operator(LATER | usual(Token=[CLIENT_TOKEN, mended, OFFICE_TOKEN]))
    assert await place.start(operator) == 0
    assert operator.screen.count("Telegram cannot be reached") == 1


async def test_a_token_that_telegram_cannot_answer_for_now_is_asked_for_again(place: Place) -> None:
    place.fake.fail_next("getMe", 400, "Bad Request: try again later")
    operator = Operator(LATER | usual(Token=[CLIENT_TOKEN, CLIENT_TOKEN, OFFICE_TOKEN]))
    assert await place.start(operator) == 0
    assert operator.screen.count("Telegram cannot be reached") == 1
    assert "Telegram does not know this token" not in operator.screen


async def test_a_token_that_is_set_and_no_longer_known_is_named(place: Place) -> None:
    (place.folder / ".env").write_text(
        f"INTAKE_CLIENT_TOKEN=300:unknown-unknown-unknown\nINTAKE_OFFICE_TOKEN={CLIENT_TOKEN}\n", encoding="utf-8"
    )
    (place.folder / ".env").chmod(0o600)
    operator = Operator(LATER | usual())
    assert await place.start(operator) == 0
    assert "INTAKE_CLIENT_TOKEN is set, but cannot stay: Telegram does not know this token" in operator.screen
    assert "INTAKE_OFFICE_TOKEN is set, but cannot stay: This is the client bot's token" in operator.screen
    assert Settings.load({}, place.folder).client_token == CLIENT_TOKEN
    assert "unknown-unknown" not in operator.screen


async def test_tokens_that_are_set_stay_where_there_is_no_network(place: Place) -> None:
    (place.folder / ".env").write_text(
        f"INTAKE_CLIENT_TOKEN={CLIENT_TOKEN}\nINTAKE_OFFICE_TOKEN={OFFICE_TOKEN}\n", encoding="utf-8"
    )
    (place.folder / ".env").chmod(0o600)
    place.fake.break_everything()
    operator = Operator(usual(Try_again=["", "n", "n"]))
    await place.start(operator)
    assert operator.screen.count("Telegram cannot be reached") == 3
    assert not [question for question in operator.asked if question.startswith("Token")]
    settings = Settings.load({}, place.folder)
    assert (settings.client_token, settings.office_token) == (CLIENT_TOKEN, OFFICE_TOKEN)
    assert settings.office == Path("office.toml")


async def test_wide_letters_are_taken_for_yes_and_in_a_token(place: Place) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in CLIENT_TOKEN)
    operator = Operator(usual(Token=[wide, OFFICE_TOKEN], Wait_for_the_group=["Ｎ"], Do_you_visit_clients=["ＹＥＳ"]))
    assert await place.start(operator) == 0
    assert Settings.load({}, place.folder).client_token == CLIENT_TOKEN
    assert [way.id for way in load_office(place.folder / "office.toml").consultation_ways][-1] == "visit"


# --- the staff group --------------------------------------------------------------------------------------------------


async def test_another_group_is_passed_over_and_left_clean(place: Place) -> None:
    stranger = place.fake.add_private_chat(666, first_name="Eve")
    other = place.fake.add_group(-1666, title="\x1b[2Jours", supergroup=False)
    other.add_member(stranger, owner=True)
    operator = Operator(usual(the_staff_group=["n", "y"]))
    running = place.start(operator)
    await place.waits()
    other.add_bot(place.office, by=stranger)
    await place.press(other, stranger)
    await place.fake.wait_for(lambda: not place.texts(other))
    other.set_bot_rights(place.office, admin=False)
    place.group.add_bot(place.office, by=place.staff)
    await place.press(place.group, place.staff)
    assert await running == 0
    assert place.texts(other) == []
    assert len(place.fake.calls_of("sendMessage", chat_id=other.id)) == 1
    assert Settings.load({}, place.folder).office_chat == STAFF_CHAT
    assert "\x1b" not in operator.screen


async def test_the_bot_may_be_in_the_group_already(place: Place) -> None:
    place.group.add_bot(place.office, admin=False)
    place.office.drop_pending()
    operator = Operator(usual(Look_again=["", "n"]))
    running = place.start(operator)
    await place.waits()
    await place.group.say(place.office, place.staff, "/start@yamada_office_bot")
    await place.group.say(place.office, place.staff, "/start@yamada_office_bot")
    await place.press(place.group, place.staff)
    assert await running == 1, "a bot that is no administrator does not hear what staff write to clients"
    assert len(place.fake.calls_of("sendMessage")) == 1
    assert operator.screen.count("The bot is no administrator of “相談” yet") == 2
    assert Settings.load({}, place.folder).office_chat == STAFF_CHAT


async def test_a_bot_that_may_not_write_says_so_once(place: Place) -> None:
    operator = Operator(usual())
    running = place.start(operator)
    await place.waits()
    place.fake.fail_next(
        "sendMessage", 400, "Bad Request: not enough rights to send text messages to the chat", times=2
    )
    place.group.add_bot(place.office, admin=False)
    place.group.set_bot_rights(place.office, admin=False)
    place.group.set_bot_rights(place.office, **ALL_RIGHTS)
    await place.press(place.group, place.staff)
    assert await running == 0
    assert operator.screen.count("may not write there") == 1


async def test_a_group_that_becomes_a_supergroup_meanwhile(place: Place) -> None:
    plain = place.fake.add_group(-555, title="相談", supergroup=False)
    plain.add_member(place.staff, owner=True)
    running = place.start(Operator(usual()))
    await place.waits()
    plain.add_bot(place.office)
    await place.posted(plain)
    await plain.migrate_to_supergroup(-1005555)
    await place.press(plain, place.staff)
    assert await running == 0
    assert Settings.load({}, place.folder).office_chat == -1005555


async def test_a_press_on_anything_else_decides_nothing(place: Place) -> None:
    operator = Operator(usual())
    running = place.start(operator)
    await place.waits()
    place.group.add_bot(place.office)
    await place.posted(place.group)
    [message] = [m for m in place.group.messages() if m.labels]
    forged = await place.group.press(place.office, place.staff, message, "init:0123")
    await place.fake.wait_for(lambda: place.office.answer_to(forged))
    assert not any("the staff group?" in question for question in operator.asked)
    await place.press(place.group, place.staff)
    assert await running == 0


async def test_a_webhook_is_taken_away_after_a_yes_only(place: Place) -> None:
    place.office.webhook.url = "https://elsewhere.example.jp/office"
    operator = Operator(usual(Take_the_webhook_away=["y"]))
    running = place.start(operator)
    await place.joins_and_presses()
    assert await running == 0
    assert len(place.fake.calls_of("deleteWebhook")) == 1

    place.office.webhook.url = "https://elsewhere.example.jp/office"
    operator = Operator(usual(Take_the_webhook_away=["n"], Keep_it=["n"], Replace_it=["y"]))
    await place.start(operator)
    assert len(place.fake.calls_of("deleteWebhook")) == 1


async def test_a_webhook_that_stays_is_no_group_found(place: Place) -> None:
    place.office.webhook.url = "https://elsewhere.example.jp/office"
    place.fake.fail_next("deleteWebhook", 400, "Bad Request: try again later")
    operator = Operator(usual(Take_the_webhook_away=["y"]))
    assert await place.start(operator) == 0
    assert Settings.load({}, place.folder).office_chat is None
    assert place.office.webhook.url == "https://elsewhere.example.jp/office"
    assert operator.screen.count("Take the webhook away") == 1


async def test_who_writes_to_the_bot_in_private_names_no_group(place: Place) -> None:
    running = place.start(Operator(usual()))
    await place.waits()
    await place.staff.send(place.office, "/start")
    await place.joins_and_presses()
    assert await running == 0
    assert {call.params["chat_id"] for call in place.fake.calls_of("sendMessage")} == {STAFF_CHAT}


async def test_a_bot_that_may_join_no_group_is_told_how_it_may(place: Place) -> None:
    place.office.me["can_join_groups"] = False
    operator = Operator(LATER | usual())
    await place.start(operator)
    at = next(n for n, line in enumerate(operator.shown) if "@yamada_office_bot may not join groups yet" in line)
    assert any("Wait for the group now?" in line for line in operator.shown[at:])


async def test_no_group_is_looked_for_with_a_bot_that_is_not_known(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_OFFICE_TOKEN", "300:unknown-unknown-unknown")
    operator = Operator(usual(Token=[CLIENT_TOKEN]))
    await place.start(operator)
    assert not [question for question in operator.asked if "group" in question]
    assert "INTAKE_OFFICE_CHAT" not in (place.folder / ".env").read_text(encoding="utf-8")


async def test_a_group_that_the_environment_sets_is_not_looked_for(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_OFFICE_TOKEN", OFFICE_TOKEN)
    monkeypatch.setenv("INTAKE_OFFICE_CHAT", str(STAFF_CHAT))
    place.group.add_bot(place.office, by=place.staff)
    operator = Operator(usual(Token=[CLIENT_TOKEN]))
    assert await place.start(operator) == 0
    assert not [question for question in operator.asked if "group" in question]
    assert "INTAKE_OFFICE_CHAT is set in the environment" in operator.screen
    assert "INTAKE_OFFICE_CHAT" not in (place.folder / ".env").read_text(encoding="utf-8")


async def test_a_group_is_left_for_later_when_telegram_goes(place: Place) -> None:
    operator = Operator(usual(Try_again=["y", "n"]))
    running = place.start(operator)
    await place.waits()
    place.group.add_bot(place.office)
    await place.posted(place.group)
    place.fake.break_everything()
    await running
    assert Settings.load({}, place.folder).office_chat is None
    assert operator.screen.count("Telegram cannot be reached") == 2


# --- what is there --------------------------------------------------------------------------------------------------


async def test_what_is_there_stays_unless_somebody_says_otherwise(place: Place) -> None:
    running = place.start(Operator(usual()))
    await place.joins_and_presses()
    await running
    env = place.folder / ".env"
    env.write_text("# ours\nOTHER=x\nexport INTAKE_LOG=json\n" + env.read_text(encoding="utf-8"), encoding="utf-8")
    env.chmod(0o600)
    before = place.files()
    operator = Operator({})
    assert await place.start(operator) == 0
    assert place.files() == before
    assert "Nothing is new" in operator.screen

    operator = Operator({"File of the database": ["my data.db"]})
    assert await place.start(operator) == 0
    after = env.read_text(encoding="utf-8")
    assert after == before[".env"].decode() + 'INTAKE_DATABASE="sqlite:///my data.db"\n'
    assert Settings.load({}, place.folder).sqlite_path == Path("my data.db")


async def test_a_file_of_others_is_replaced_after_a_yes_only(place: Place) -> None:
    (place.folder / "office.toml").write_text("precious", encoding="utf-8")
    operator = Operator(LATER | usual(File_to_write=["office.toml", "ours.toml"], Replace_it=[""]))
    assert await place.start(operator) == 0
    assert place.files()["office.toml"] == b"precious"
    assert Settings.load({}, place.folder).office == Path("ours.toml")


async def test_what_the_environment_sets_is_not_asked(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_CLIENT_TOKEN", CLIENT_TOKEN)
    monkeypatch.setenv("INTAKE_DATABASE", "sqlite:///there.db")
    operator = Operator(LATER | usual(Token=[OFFICE_TOKEN]))
    assert await place.start(operator) == 0
    assert [q for q in operator.asked if "INTAKE_CLIENT_TOKEN" in q or "database" in q] == []
    assert operator.screen.count("is set in the environment") == 2
    given = (place.folder / ".env").read_text(encoding="utf-8")
    assert "INTAKE_OFFICE_TOKEN" in given
    assert not [name for name in ("INTAKE_CLIENT_TOKEN", "INTAKE_DATABASE") if name in given]


async def test_a_profile_that_cannot_be_read_is_named_and_may_be_replaced(place: Place) -> None:
    (place.folder / "office.toml").write_text("precious", encoding="utf-8")
    (place.folder / ".env").write_text("INTAKE_OFFICE=office.toml\n", encoding="utf-8")
    (place.folder / ".env").chmod(0o600)
    operator = Operator(LATER | usual(Replace_it=["y"]))
    assert await place.start(operator) == 0
    at = next(n for n, line in enumerate(operator.shown) if line.startswith("File to write the profile to"))
    assert re.search(r"office\.toml.* of document\)$", " ".join(operator.shown[:at]))
    assert not [question for question in operator.asked if "is the profile of" in question]
    assert load_office(place.folder / "office.toml").names["en"] == "Yamada Office"


async def test_a_profile_that_the_environment_sets_is_replaced_after_a_yes_only(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.folder / "ours.toml").write_text("precious", encoding="utf-8")
    monkeypatch.setenv("INTAKE_OFFICE", "ours.toml")
    with pytest.raises(IntakeError, match=r"ours\.toml is set in the environment .* nothing was written"):
        await place.start(Operator(LATER | usual(Replace_it=["n"])))
    assert place.files() == {"ours.toml": b"precious"}
    operator = Operator(LATER | usual(Replace_it=["y"]))
    assert await place.start(operator) == 0
    assert not [question for question in operator.asked if question.startswith("File to write the profile to")]
    assert load_office(place.folder / "ours.toml").names["en"] == "Yamada Office"


@pytest.mark.parametrize(
    ("question", "typed", "says"),
    [
        ("File to write the profile to", "nowhere/office.toml", "No file can be written there"),
        ("File to write the profile to", ".", "No file can be written there"),
        ("Languages that staff speak", "ja, nihongo!", "Give codes such as ja, en"),
        ("Languages that staff speak", "ja, ja", "Give codes such as ja, en"),
        ("Telephone", "ask us", "This is no telephone number"),
        ("Mail address", "office at example", "This is no mail address"),
        ("Website", "example.jp", "This is no address of a website"),
        ("Opening hours from", "from nine on", "Write it like 09:00-18:00"),
        ("On Saturdays", "18:00-09:00", "Write it like 09:00-18:00"),
        ("File of the database", "postgres://db/intake", "or an address of PostgreSQL"),
        ("File of the database", "nowhere/intake.db", "folder"),
    ],
)
async def test_what_will_not_do_is_said_and_asked_again(place: Place, question: str, typed: str, says: str) -> None:
    usually = USUAL.get(question, [""])[0]
    operator = Operator(LATER | usual() | {question: [typed, usually]})
    assert await place.start(operator) == 0
    first, second = (n for n, line in enumerate(operator.shown) if question in line)
    assert second > first + 1
    assert says in " ".join(operator.shown[first + 1 : second])


async def test_one_way_to_meet_is_needed(place: Place) -> None:
    operator = Operator(LATER | usual(Do_you_hold=["n", "n", "n", "y"]))
    assert await place.start(operator) == 0
    assert operator.screen.count("Clients need one way at least to meet you.") == 1
    assert [way.id for way in load_office(place.folder / "office.toml").consultation_ways] == ["office"]


# --- interrupted ----------------------------------------------------------------------------------------------------


async def test_interrupted_at_any_question_nothing_is_written(place: Place) -> None:
    whole = Operator(LATER | usual())
    assert await place.start(whole) == 0
    for path in place.folder.iterdir():
        path.unlink()
    for question in dict.fromkeys(whole.asked):
        stops: dict[str, list[Answer]] = {question: [interrupt]}
        operator = Operator(stops | ({} if question.startswith("Wait for") else LATER) | usual())
        assert await asyncio.to_thread(operator.is_interrupted)
        assert operator.shown[-1] == "Stopped. Nothing was written.", question
        assert place.files() == {}, question


async def test_interrupted_after_the_group_was_found_nothing_stays_there(place: Place) -> None:
    operator = Operator(usual(Telephone=[interrupt]))
    running = asyncio.create_task(asyncio.to_thread(operator.is_interrupted))
    await place.joins_and_presses()
    assert await running
    assert place.texts(place.group) == []
    assert place.files() == {}


async def test_where_a_file_cannot_be_written_none_is(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    operator = Operator(usual(Try_again=["", "n"]))
    running = place.start(operator)
    await place.joins_and_presses()
    with pytest.raises(IntakeError, match="nothing was written"):
        await running
    assert operator.screen.count("No space left on device") == 2
    assert place.files() == {}
    assert place.texts(place.group) == []


async def test_room_that_is_made_meanwhile_saves_what_was_answered(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    def made() -> str:
        monkeypatch.setattr("os.fsync", fsync)
        return "y"

    monkeypatch.setattr("os.fsync", full)
    assert await place.start(Operator(LATER | usual(Try_again=[made]))) == 0
    assert set(place.files()) == {".env", "office.toml"}


async def test_a_folder_that_cannot_be_written_to_is_said_before_the_first_question(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    operator = Operator(usual())
    with pytest.raises(IntakeError, match="nothing can be written in"):
        await place.start(operator)
    assert operator.shown == []


async def test_the_end_of_input_writes_nothing(place: Place) -> None:
    def ends() -> str:
        raise EOFError

    operator = Operator(LATER | usual(Telephone=[ends]))
    with pytest.raises(IntakeError, match="nothing was written"):
        await place.start(operator)
    assert operator.shown[-1] == ""
    assert place.files() == {}


async def test_a_refused_press_and_a_lost_answer_stop_nothing(place: Place) -> None:
    place.fake.fail_next("answerCallbackQuery", 400, "Bad Request: query is too old")
    place.fake.fail_next("editMessageText", 400, "Bad Request: message can't be edited", times=2)
    running = place.start(Operator(usual()))
    await place.joins_and_presses()
    assert await running == 0


def test_without_a_terminal_it_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["init"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"intake: `intake init` asks questions and needs a terminal: [^\n]+\n", err)
    assert list(tmp_path.iterdir()) == []


async def test_a_real_terminal_shows_no_token_and_ctrl_c_leaves_nothing(place: Place) -> None:
    """The command itself on a pseudo-terminal: what it reads from and what Ctrl-C does are the system's business."""
    person, terminal = os.openpty()
    command = [sys.executable, "-m", "bot", "init", "--lang", "en"]
    environ = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "dumb"}

    def take_the_terminal() -> None:
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
        # Whoever runs the tests in the background ignores Ctrl-C, and a child inherits that.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=place.folder,
        env=environ,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        preexec_fn=take_the_terminal,
    )
    os.close(terminal)
    screen = Screen(person)
    try:
        for token in SECRETS:
            await screen.until("you paste it): ")
            screen.type(f"{token}\n")
        await screen.until("Wait for the group now? [y/n]: ")
        screen.type("\n")
        await place.waits()
        gate = place.fake.gate("sendMessage", after=True)
        place.group.add_bot(place.office)
        await gate.reached()
        screen.type("\x03")
        await screen.until("^C")
        gate.release()
        assert await process.wait() == 130
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        screen.close()
    assert place.texts(place.group) == []
    assert place.files() == {}
    assert "Stopped. Nothing was written." in screen.text
    assert not [secret for secret in SECRETS if secret in screen.text]


async def test_another_program_on_the_same_bot_is_named(place: Place) -> None:
    operator = Operator(usual())
    running = place.start(operator)
    await place.waits()
    assert await place.office.poll(0, 100, 0) == []
    await place.fake.wait_for(lambda: "Another program reads" in operator.screen and place.office.polling)
    await place.joins_and_presses()
    assert await running == 0


async def test_a_bot_that_is_thrown_out_and_let_in_again_has_its_one_button(place: Place) -> None:
    running = place.start(Operator(usual()))
    await place.waits()
    place.group.add_bot(place.office)
    await place.posted(place.group)
    place.group.remove_bot(place.office)
    place.group.add_bot(place.office)
    await place.press(place.group, place.staff)
    assert await running == 0
    assert len(place.fake.calls_of("sendMessage")) == 1


async def test_a_group_that_has_moved_unheard_gets_its_button_where_it_is(place: Place) -> None:
    plain = place.fake.add_group(-555, title="相談", supergroup=False)
    plain.add_member(place.staff, owner=True)
    plain.add_bot(place.office)
    await plain.migrate_to_supergroup(-1005555)
    place.office.drop_pending(lambda update: "message" in update)
    running = place.start(Operator(usual()))
    await place.press(plain, place.staff)
    assert await running == 0
    assert Settings.load({}, place.folder).office_chat == -1005555
