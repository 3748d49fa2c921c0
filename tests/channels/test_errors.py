"""The table of Telegram's refusals: each line by a sentence Telegram says, and no sentence under two lines."""

from __future__ import annotations

import pytest
import telegram.error
from aiogram import exceptions
from aiogram.methods import GetMe

from bot.channels.telegram.calls import result_of
from bot.channels.telegram.errors import TABLE, Meaning, Refused, Repair, Unreachable, diagnosis, rules_met
from bot.channels.telegram.wire import as_refusal
from bot.office.telegram.wire import as_refusal as as_office_refusal

# A code, what Telegram says with it, and what it means.
SAMPLES: list[tuple[int, str, Meaning | Repair]] = [
    (400, "message is not modified: specified new message content and reply markup are exactly the same as a current "
          "content and reply markup of the message", Repair.NOTHING_TO_DO),
    (400, "MESSAGE_NOT_MODIFIED", Repair.NOTHING_TO_DO),
    (400, "TOPIC_NOT_MODIFIED", Repair.NOTHING_TO_DO),
    (400, "message to delete not found", Repair.NOTHING_TO_DO),
    (400, "message to edit not found", Repair.MESSAGE_GONE),
    (400, "message can't be edited", Repair.MESSAGE_GONE),
    (400, "MESSAGE_ID_INVALID", Repair.MESSAGE_GONE),
    (400, "MESSAGE_EDIT_TIME_EXPIRED", Repair.MESSAGE_GONE),
    (400, "there is no text in the message to edit", Repair.MESSAGE_GONE),
    (400, "message can't be deleted for everyone", Repair.NOT_DELETABLE),
    (400, "message can't be deleted", Repair.NOT_DELETABLE),
    (400, "MESSAGE_DELETE_FORBIDDEN", Repair.NOT_DELETABLE),
    (400, "message to be replied not found", Repair.REPLY_GONE),
    (400, "message thread not found", Repair.TOPIC_GONE),
    (400, "TOPIC_DELETED", Repair.TOPIC_GONE),
    (400, "TOPIC_ID_INVALID", Repair.TOPIC_GONE),
    (400, "TOPIC_CLOSED", Repair.TOPIC_CLOSED),
    (400, "not enough rights to create a topic", Repair.NO_TOPICS),
    (400, "not enough rights to delete the topic", Repair.NO_TOPICS),
    (400, "the chat is not a forum", Repair.NO_TOPICS),
    (400, "CHAT_ADMIN_REQUIRED", Repair.NO_TOPICS),
    (400, "not enough rights to send documents to the chat", Repair.NO_FILES),
    (400, "CHAT_SEND_DOCS_FORBIDDEN", Repair.NO_FILES),
    (400, "PHOTO_INVALID_DIMENSIONS", Repair.BAD_FILE),
    (400, "file is too big", Repair.BAD_FILE),
    (400, "message caption is too long", Repair.BAD_FILE),
    (400, "wrong file_id or the file is temporarily unavailable", Repair.BAD_FILE),
    (400, 'failed to send message #2 with the error message "Wrong type of the web page content"', Repair.BAD_FILE),
    (400, "REACTION_INVALID", Repair.NO_REACTION),
    (400, "message to react not found", Repair.NO_REACTION),
    (413, "Request Entity Too Large", Repair.BAD_FILE),
    (400, "group chat was upgraded to a supergroup chat", Repair.CHAT_MOVED),
    (403, "Forbidden: bot was blocked by the user", Meaning.BLOCKED),
    (403, "Forbidden: user is deactivated", Meaning.BLOCKED),
    (403, "Forbidden: bot was kicked from the supergroup chat", Meaning.BLOCKED),
    (403, "Forbidden: bot can't initiate conversation with a user", Meaning.BLOCKED),
    (400, "chat not found", Meaning.BLOCKED),
    (400, "PEER_ID_INVALID", Meaning.BLOCKED),
    (400, "USER_IS_BLOCKED", Meaning.BLOCKED),
    (400, "have no rights to send a message", Meaning.BLOCKED),
    (400, "not enough rights to send text messages to the chat", Meaning.BLOCKED),
    (400, "CHAT_WRITE_FORBIDDEN", Meaning.BLOCKED),
    (429, "Too Many Requests: retry after 5", Meaning.WAIT),
    (400, "SLOWMODE_WAIT_10", Meaning.WAIT),
    (401, "Unauthorized", Meaning.WAIT),
    (404, "Not Found", Meaning.WAIT),
    (409, "Conflict: terminated by other getUpdates request", Meaning.WAIT),
    (400, "Logged out", Meaning.WAIT),
    (400, "RPC_CALL_FAIL", Meaning.WAIT),
    (400, "message is too long", Meaning.FINAL),
    (400, "message text is empty", Meaning.FINAL),
    (400, "can't parse entities: Unsupported start tag \"x\" at byte offset 0", Meaning.FINAL),
    (400, "BUTTON_DATA_INVALID", Meaning.FINAL),
    (400, "reply markup is too long", Meaning.FINAL),
    (400, "topic name must have 1-128 characters", Meaning.FINAL),
    (400, "query is too old and response timeout expired or query ID is invalid", Meaning.FINAL),
]  # fmt: skip


@pytest.mark.parametrize(("code", "description", "meaning"), SAMPLES, ids=[text[:40] for _, text, _ in SAMPLES])
def test_each_sentence_has_one_line_and_its_meaning(code: int, description: str, meaning: Meaning | Repair) -> None:
    whole = f"Bad Request: {description}" if code == 400 else description
    assert len(list(rules_met(code, whole))) == 1
    found = diagnosis(code, whole)
    assert meaning in (found.meaning, found.repair)
    assert diagnosis(code, whole.upper()) == found, "Telegram has changed its letters before"


def test_every_line_of_the_table_has_a_sentence() -> None:
    met = [rule for code, text, _ in SAMPLES for rule in rules_met(code, text)]
    assert [rule for rule in TABLE if rule not in met] == []


@pytest.mark.parametrize("code", [500, 502, 503, 504])
def test_a_server_in_trouble_passes_whatever_it_says(code: int) -> None:
    assert diagnosis(code, "chat not found").meaning is Meaning.WAIT


def test_what_nobody_has_seen_is_unknown_and_not_final() -> None:
    assert diagnosis(400, "Bad Request: SOMETHING_NEW").meaning is Meaning.UNKNOWN
    assert diagnosis(418, "I'm a teapot").meaning is Meaning.UNKNOWN


def test_a_refusal_shows_nothing_that_telegram_quotes() -> None:
    refused = Refused(400, 'Bad Request: can\'t parse entities: "Maria <b>" and 山田 at byte 7')
    assert "Maria" not in str(refused)
    assert "山田" not in str(refused)
    assert "can't parse entities" in str(refused)


def test_parameters_win_over_words() -> None:
    assert Refused(429, "Too Many Requests", retry_after=7).diagnosis.seconds == 7
    moved = Refused(400, "Bad Request: anything", moved_to="-1005")
    assert (moved.moved_to, moved.diagnosis.repair) == ("-1005", Repair.CHAT_MOVED)


METHOD = GetMe()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (exceptions.TelegramBadRequest(METHOD, "Bad Request: chat not found"), 400),
        (exceptions.TelegramUnauthorizedError(METHOD, "Unauthorized"), 401),
        (exceptions.TelegramForbiddenError(METHOD, "Forbidden"), 403),
        (exceptions.TelegramNotFound(METHOD, "Not Found"), 404),
        (exceptions.TelegramConflictError(METHOD, "Conflict"), 409),
        (exceptions.TelegramEntityTooLarge(METHOD, "Request Entity Too Large"), 413),
        (exceptions.TelegramRetryAfter(METHOD, "Too Many Requests", 5), 429),
        (exceptions.TelegramServerError(METHOD, "Bad Gateway"), 500),
        (exceptions.TelegramMigrateToChat(METHOD, "upgraded", -1009), 400),
        (exceptions.TelegramAPIError(METHOD, "Gone"), 400),
        (exceptions.TelegramNetworkError(METHOD, "cut"), None),
        (exceptions.ClientDecodeError("Failed", ValueError(), "text of a client"), None),
        (telegram.error.BadRequest("chat not found"), 400),
        (telegram.error.Forbidden("kicked"), 403),
        (telegram.error.InvalidToken("no"), 401),
        (telegram.error.Conflict("two"), 409),
        (telegram.error.ChatMigrated(-1009), 400),
        (telegram.error.NetworkError("Request Entity Too Large"), 413),
        (telegram.error.NetworkError("httpx.ConnectError"), None),
        (telegram.error.TimedOut(), None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_errors_of_both_libraries_in_our_terms(error: Exception, code: int | None) -> None:
    if isinstance(error, telegram.error.TelegramError):
        read: Refused | Unreachable = as_office_refusal(error)
    else:
        assert isinstance(error, exceptions.AiogramError)
        read = as_refusal(error)
    if code is None:
        assert str(read) == type(error).__name__, "nothing of the answer"
    else:
        assert isinstance(read, Refused)
        assert read.code == code


@pytest.mark.parametrize("library", [0, 1])
def test_a_flood_wait_keeps_its_seconds(library: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    errors = [
        as_refusal(exceptions.TelegramRetryAfter(METHOD, "Too Many Requests", 5)),
        as_office_refusal(telegram.error.RetryAfter(5)),
    ]
    read = errors[library]
    assert isinstance(read, Refused)
    assert (read.diagnosis.meaning, read.diagnosis.seconds) == (Meaning.WAIT, 5)


def test_replies_are_read_whatever_they_are() -> None:
    assert result_of(200, b'{"ok": true, "result": {"message_id": 7}}') == {"message_id": 7}
    with pytest.raises(Refused) as refused:
        result_of(429, b'{"ok": false, "description": "Too Many Requests", "parameters": {"retry_after": 3}}')
    assert refused.value.diagnosis.seconds == 3
    with pytest.raises(Refused) as refused:
        result_of(400, b'{"ok": false, "description": "x", "parameters": {"migrate_to_chat_id": -1009}}')
    assert refused.value.moved_to == "-1009"
    for body in (b"<html>", b"[]", b"null", b'{"result": 1}'):
        with pytest.raises(Refused) as refused:
            result_of(502, body)
        assert refused.value.diagnosis.meaning is Meaning.WAIT
        # From 400 on it is an answer, though one nobody can read; below it says nothing at all.
        with pytest.raises(Refused) as refused:
            result_of(400, body)
        assert (refused.value.code, refused.value.diagnosis.meaning) == (400, Meaning.UNKNOWN)
        with pytest.raises(Unreachable):
            result_of(200, body)
    with pytest.raises(Unreachable):
        result_of(399, b"<html>")


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("7", 7.0), ("0", 1.0), ("-3", 1.0), ("1.5", 1.5), ('"soon"', None), ("NaN", None), ("true", None), ("[]", None)],
)
def test_a_pause_is_a_time_whatever_stands_there(given: str, seconds: float | None) -> None:
    body = f'{{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{{"retry_after":{given}}}}}'
    with pytest.raises(Refused) as refused:
        result_of(429, body.encode())
    assert (refused.value.diagnosis.meaning, refused.value.diagnosis.seconds) == (Meaning.WAIT, seconds)
