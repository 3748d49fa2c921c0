"""Telegram's refusals in one table, for both bots: what each one means for the message that was to be sent.

A refusal is an HTTP code and a sentence. The sentences come from the Bot API server and, in capitals, from Telegram
itself; there is no list of them, so the table grows by what was seen. Whatever is not in it is `UNKNOWN`: the message
is kept and the refusal reported, never dropped. Knows no library; each bot's wire makes a `Refused` of its own errors.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.channels.files import Unreachable as Unreachable

# Why a chat is closed to us.
NOT_LET_IN, NOT_FOUND = "the bot is not let in", "the chat was not found"
MAY_NOT_WRITE = "the bot may not write there"
SHORTEST_PAUSE = 1.0
# What Telegram answers to a wrong token, and to one that is none.
TOKEN_REFUSED = (401, 404)


class Meaning(StrEnum):
    """What follows from a refusal."""

    FINAL = "final"
    """This message can never be sent."""
    REPAIR = "repair"
    """It can be sent another way; `Diagnosis.repair` says what is wrong."""
    BLOCKED = "blocked"
    """The chat is closed to us until people change that."""
    WAIT = "wait"
    """It passes by itself."""
    UNKNOWN = "unknown"
    """Not in the table: keep the message, try again, and say so."""


class Repair(StrEnum):
    """What is wrong with the way something was sent, or asked for."""

    NOTHING_TO_DO = "it is already so"
    MESSAGE_GONE = "the message is gone or cannot be changed any more"
    NOT_DELETABLE = "the message cannot be deleted"
    REPLY_GONE = "the message to reply to is gone"
    TOPIC_GONE = "the topic is gone"
    TOPIC_CLOSED = "the topic is closed"
    NO_TOPICS = "topics cannot be managed"
    NO_FILES = "files cannot be sent here"
    BAD_FILE = "the file was not taken"
    NO_REACTION = "there can be no such reaction"
    CHAT_MOVED = "the group became a supergroup"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a refusal means. `why` is in our own words: Telegram's could quote a client.

    `in_doubt` says that the call may have taken effect all the same.
    """

    meaning: Meaning
    why: str
    repair: Repair | None = None
    seconds: float | None = None
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """One line of the table: the code (None: any) and a pattern that the sentence must hold."""

    code: int | None
    pattern: re.Pattern[str]
    meaning: Meaning
    why: str
    repair: Repair | None = None

    def meets(self, code: int, description: str) -> bool:
        """Whether this line speaks of a refusal."""
        return self.code in (None, code) and self.pattern.search(description) is not None


def _repair(repair: Repair, pattern: str, code: int | None = 400) -> ErrorRule:
    return ErrorRule(code, re.compile(pattern, re.IGNORECASE), Meaning.REPAIR, str(repair), repair)


def _error_rule(meaning: Meaning, why: str, pattern: str = "", code: int | None = 400) -> ErrorRule:
    return ErrorRule(code, re.compile(pattern, re.IGNORECASE), meaning, why)


# No refusal meets two lines (a test holds them against each other), so their order means nothing.
TABLE: tuple[ErrorRule, ...] = (
    # What to send another way.
    _repair(
        Repair.NOTHING_TO_DO,
        r"message is not modified|MESSAGE_NOT_MODIFIED|TOPIC_NOT_MODIFIED|message to delete not found",
    ),
    _repair(
        Repair.MESSAGE_GONE,
        r"message to edit not found|message can't be edited|MESSAGE_ID_INVALID|MESSAGE_EDIT_TIME_EXPIRED"
        r"|MESSAGE_AUTHOR_REQUIRED|there is no (text|caption) in the message to edit|MESSAGE_EMPTY",
    ),
    _repair(
        Repair.NOT_DELETABLE,
        r"message can't be deleted|MESSAGE_DELETE_FORBIDDEN|message identifier is not specified",
    ),
    _repair(Repair.REPLY_GONE, r"message to be replied not found|replied message not found|REPLY_MESSAGE_ID_INVALID"),
    _repair(Repair.TOPIC_GONE, r"message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID"),
    _repair(Repair.TOPIC_CLOSED, r"TOPIC_CLOSED|topic is closed"),
    _repair(
        Repair.NO_TOPICS,
        r"not enough rights to (create a topic|(edit|close|reopen|delete) the topic|manage topics)"
        r"|the chat is not a forum|CHANNEL_FORUM_MISSING|CHAT_ADMIN_REQUIRED|CHAT_NOT_MODIFIED"
        r"|have no rights to manage",
    ),
    _repair(
        Repair.NO_FILES,
        r"not enough rights to send (documents|photos|media)|CHAT_SEND_(DOCS|PHOTOS|MEDIA)_FORBIDDEN",
    ),
    _repair(
        Repair.BAD_FILE,
        r"PHOTO_INVALID_DIMENSIONS|IMAGE_PROCESS_FAILED|PHOTO_SAVE_FILE_INVALID|file must be non-empty|file is too big"
        r"|wrong file identifier|caption is too long|failed to send message #|file is temporarily unavailable",
    ),
    _repair(Repair.NO_REACTION, r"REACTION_INVALID|message to react not found|REACTIONS_TOO_MANY"),
    _repair(Repair.BAD_FILE, r"", 413),
    _repair(Repair.CHAT_MOVED, r"upgraded to a supergroup|migrated to a supergroup"),
    # A chat that is closed to us.
    _error_rule(Meaning.BLOCKED, NOT_LET_IN, r"", 403),
    _error_rule(
        Meaning.BLOCKED,
        NOT_FOUND,
        r"chat not found|user not found|PEER_ID_INVALID|CHANNEL_PRIVATE|CHANNEL_INVALID|CHAT_ID_INVALID"
        r"|group chat was deactivated",
    ),
    _error_rule(
        Meaning.BLOCKED, "the person cannot be written to", r"USER_IS_BLOCKED|INPUT_USER_DEACTIVATED|USER_IS_BOT"
    ),
    _error_rule(
        Meaning.BLOCKED,
        MAY_NOT_WRITE,
        r"(not enough|have no) rights to send (a message|text|messages)|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED"
        r"|CHAT_SEND_PLAIN_FORBIDDEN|CHAT_GUEST_SEND_FORBIDDEN|USER_BANNED_IN_CHANNEL|need administrator rights",
    ),
    # What passes.
    _error_rule(Meaning.WAIT, "too many messages", r"", 429),
    _error_rule(Meaning.WAIT, "too many messages", r"SLOWMODE_WAIT|FLOOD_WAIT|Too Many Requests"),
    _error_rule(Meaning.WAIT, "the token was refused", r"", 401),
    _error_rule(Meaning.WAIT, "the token was refused, or another server answers", r"", 404),
    _error_rule(Meaning.WAIT, "another program uses this token", r"", 409),
    _error_rule(Meaning.WAIT, "the bot was logged out of this Bot API server", r"logged out|Bot API server"),
    _error_rule(Meaning.WAIT, "Telegram is in trouble", r"internal server error|RPC_CALL_FAIL|Timedout|restart"),
    # What no later try will mend: faults of ours.
    _error_rule(Meaning.FINAL, "the text is too long", r"message is too long|MESSAGE_TOO_LONG|ENTITIES_TOO_LONG"),
    _error_rule(Meaning.FINAL, "there is no text", r"message text is empty|text must be non-empty"),
    _error_rule(
        Meaning.FINAL, "the markup is faulty", r"can't parse entities|ENTITY_BOUNDS_INVALID|entity beginning or end"
    ),
    _error_rule(
        Meaning.FINAL,
        "the buttons are faulty",
        r"BUTTON_[A-Z_]*INVALID|REPLY_MARKUP_[A-Z_]+|reply markup is too long|can't parse (inline|reply) keyboard",
    ),
    _error_rule(Meaning.FINAL, "the topic's name is faulty", r"topic name must|title must be|TOPIC_TITLE_EMPTY"),
    _error_rule(Meaning.FINAL, "the press is too old", r"query is too old|query ID is invalid|QUERY_ID_INVALID"),
)


def diagnosis(code: int, description: str) -> Diagnosis:
    """What a refusal means; 5xx always pass."""
    if code >= 500:
        return Diagnosis(Meaning.WAIT, "Telegram is in trouble", in_doubt=True)
    for rule in rules_met(code, description):
        return Diagnosis(rule.meaning, rule.why, rule.repair)
    return Diagnosis(Meaning.UNKNOWN, f"a refusal with code {code} that nobody has seen yet")


def rules_met(code: int, description: str) -> Iterator[ErrorRule]:
    """The lines of the table that speak of a refusal."""
    return (rule for rule in TABLE if rule.meets(code, description))


_QUOTED = re.compile(r'"[^"]*"')
_NAMES = re.compile(r"[^A-Za-z0-9_ ,.:;'()/-]")


def _pause(seconds: object) -> float | None:
    """How long Telegram says to wait, a second at least; None where that is no time at all."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        return None
    return max(SHORTEST_PAUSE, float(seconds))


class Refused(Exception):
    """Telegram refused a call. `str()` is safe to log: Telegram's sentence without what it quotes."""

    def __init__(self, code: int, description: str, *, retry_after: object = None, moved_to: str | None = None) -> None:
        super().__init__(f"{code} {_NAMES.sub('…', _QUOTED.sub('…', description))[:120]}")
        self.code = code
        self.moved_to = moved_to
        found = diagnosis(code, description)
        if moved_to is not None:
            found = Diagnosis(Meaning.REPAIR, str(Repair.CHAT_MOVED), Repair.CHAT_MOVED)
        elif retry_after is not None:
            found = Diagnosis(Meaning.WAIT, "too many messages", seconds=_pause(retry_after))
        self.diagnosis = found

    def asks_for(self, *repairs: Repair) -> bool:
        """Whether it is one of these faults."""
        return self.diagnosis.repair in repairs
