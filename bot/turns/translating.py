"""What a machine translates of a talk, in the transaction of a batch: what it is asked, and what comes of that.

It is asked once a message has arrived, never before: what is passed on waits for no translation, and what was taken
back on its way is sent to no machine. Each message, also one of several texts, is one request, and its translation one
post for the chat in which it arrived.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.delivery.post import VERSION, Content, Post
from bot.turns.acts import OFFICE, TRANSLATOR, Delivered
from bot.turns.ports import Transaction
from bot.turns.posting import Posting
from bot.turns.records import Person
from bot.turns.talking import COPY, TAKEN_BACK
from dialogs.messages import Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, local_at
from dialogs.talk import Utterance
from dialogs.translating import is_translated

# The kinds of posts: what the machine is asked, and what is shown of its answer.
TRANSLATE, TRANSLATION = "translate", "translation"
# The memos: since when translations are missing, once staff were told; of which languages they were told that the
# server lacks them.
MISSING_MEMO, LACKING_MEMO = "translations_missing", "translations_lacking"
# A language that the server finds out by itself; it cannot in a shorter text.
AUTO, SHORTEST_FOUND_OUT = "auto", 40
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|@\w+")
_KANA, _HAN = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]"), re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]")


class Languages(NamedTuple):
    """From which language to which; the first may be `AUTO`."""

    source: str
    target: str


class Translating:
    """Asks for translations, and queues them, in one transaction `tx`."""

    def __init__(self, tx: Transaction, posting: Posting) -> None:
        self.tx = tx
        self.posting = posting

    # --- what the machine is asked --------------------------------------------------------------------------------

    def ask(self, delivery: Delivered) -> None:
        """Queue a request for the translation of a message that arrived, where its reader needs one."""
        post = delivery.post
        # A change in place makes no message.
        is_there = delivery.was_sent and bool(delivery.message_ids or post.payload["changes"])
        owner = self.tx.owner_of(post) if is_there else None
        if owner is None:
            return
        by_client = post.channel == OFFICE
        if not by_client and not post.payload["of"]:
            # A text that staff keep is in the client's language already.
            return
        texts = delivery.together if len(delivery.together) > 1 and not _has_file(post) else (post,)
        if texts[0].id != post.id:
            return
        person = self.tx.person(owner)
        if person is None or not is_translated(self.posting.dialogue.around, person.conversation):
            return
        said = [Utterance.from_json(one.payload["said"][0]) for one in texts]
        theirs = person.conversation.language
        languages = _languages(said, theirs) if by_client else Languages(LANGUAGE_OF_STAFF, theirs)
        needs = [needs_translation(one.text, by_client=by_client) for one in said]
        if any(needs):
            self._queue_request(person, delivery, texts, languages, needs)

    def _queue_request(
        self, person: Person, delivery: Delivered, texts: Sequence[Post], languages: Languages, needs: list[bool]
    ) -> None:
        post = delivery.post
        copies = [one.payload["copies"][0] for one in texts]
        number = delivery.message_ids.get(copies[0]) or self.tx.message_ids(copies[:1]).get(copies[0])
        payload: dict[str, Any] = {
            "from": post.channel,
            "copies": copies,
            "at": number,
            "versions": [one.payload.get(VERSION, 0) for one in texts],
            "above": post.payload["say"],
            "said": [one.payload["said"][0] for one in texts],
            "needs": needs,
            "source": languages.source,
            "target": languages.target,
            "since": delivery.at,
        }
        moment = datetime.fromtimestamp(delivery.at, UTC)
        # In a lane of the person's own: a slow text of one holds up nobody else's.
        self.tx.queue(TRANSLATOR, f"{person.address.id}/t", TRANSLATE, f"{copies[0]}/t", person.id, payload, moment)

    # --- what comes of it -----------------------------------------------------------------------------------------

    def wanted(self, post: Post) -> bool:
        """Return whether a request is still to be made: not of what was changed, taken back or erased meanwhile.

        Nor of what belongs to somebody who wants no more translations.
        """
        owner = self.tx.owner_of(post)
        person = None if owner is None else self.tx.person(owner)
        if person is None or not is_translated(self.posting.dialogue.around, person.conversation):
            return False
        copies, versions = post.payload["copies"], post.payload["versions"]
        if len(copies) > 1:
            # Texts of one message: it stays as it is, since what is changed of it comes anew.
            return True
        pair = self.tx.paired(copies[0].removeprefix(COPY))
        return pair is not None and TAKEN_BACK not in pair.kept and pair.kept.get(VERSION, 0) == versions[0]

    def came(self, post: Post, texts: Sequence[str], now: datetime) -> None:
        """Queue the translations that a request brought, "" where there is none, and be done with the request."""
        owner = self.tx.owner_of(post) if self.wanted(post) else None
        person = None if owner is None else self.tx.person(owner)
        self.tx.delivered(Delivered(post, {}, now.timestamp()))
        if person is None or not any(texts):
            return
        asked, handle = post.payload, f"{post.payload['copies'][0]}/t"
        # For a channel that cannot change what it sent, it is a message of its own.
        words = Text("said", {"text": Typed("\n\n".join(filter(None, texts)))})
        say = Content(_reader_of(asked), (Text("translation-mark"), words))
        payload = {name: asked[name] for name in ("copies", "at", "above", "said")}
        payload |= {"say": say.to_json(), "texts": list(texts)}
        if asked["from"] != OFFICE:
            self.posting.to_client(person, TRANSLATION, handle, payload, now)
        elif (stored := self.tx.lead_of(person.id)) is not None:
            self.posting.to_staff(person, TRANSLATION, handle, stored, payload, now)

    # --- trouble --------------------------------------------------------------------------------------------------

    def missing(self, since: datetime, now: datetime) -> None:
        """Tell staff, once, since when translations are missing."""
        if self.tx.memo(MISSING_MEMO) is None:
            self.tx.set_memo(MISSING_MEMO, since.timestamp())
            clock = local_at(self.posting.dialogue.around.office, since.timestamp())
            self._tell(Text("staff-translations-missing", {"since": f"{clock:%H:%M}"}), now)

    def back(self, now: datetime) -> None:
        """Tell staff that translations come again, if they were told that those are missing."""
        if self.tx.memo(MISSING_MEMO) is not None:
            self.tx.set_memo(MISSING_MEMO, None)
            self._tell(Text("staff-translations-back"), now)

    def lacking(self, languages: Languages, now: datetime) -> None:
        """Tell staff, once, of a language that the server does not translate."""
        known: list[str] = self.tx.memo(LACKING_MEMO) or []
        name = f"{languages.source}>{languages.target}"
        if name not in known:
            self.tx.set_memo(LACKING_MEMO, [*known, name])
            # A server that finds a language out by itself lacks the one to translate it to.
            theirs = languages.target if languages.source in (AUTO, LANGUAGE_OF_STAFF) else languages.source
            called = Text(f"language-{theirs}")
            self._tell(Text("staff-translation-lacking", {"language": called}), now)

    def _tell(self, text: Text, now: datetime) -> None:
        self.posting.reply_to_staff(Content(LANGUAGE_OF_STAFF, (text,)), None, now)


def _has_file(post: Post) -> bool:
    return bool(post.payload["said"][0].get("media"))


def _reader_of(asked: dict[str, Any]) -> str:
    return LANGUAGE_OF_STAFF if asked["from"] == OFFICE else str(asked["target"])


def _languages(said: Sequence[Utterance], theirs: str) -> Languages:
    """Clients often write in a language that is not among ours: that of a longer text the server finds out."""
    is_long = all(len(one.text) > SHORTEST_FOUND_OUT for one in said if one.text)
    return Languages(AUTO if is_long else theirs, LANGUAGE_OF_STAFF)


def needs_translation(text: str, *, by_client: bool) -> bool:
    """Return whether a text says something that its reader may not understand.

    Not if it has no words, or if the client wrote Japanese, or staff wrote something else.
    """
    words = _ADDRESS.sub(" ", text)
    letters = sum(map(str.isalpha, words))
    kana, han = len(_KANA.findall(words)), len(_HAN.findall(words))
    if not by_client:
        return kana + han > 0
    # A sign of Japanese says about as much as two letters. Signs alone may be Chinese.
    is_japanese = kana > 0 and 2 * (kana + han) >= letters - kana - han
    return letters > 0 and not is_japanese


__all__ = ["TRANSLATE", "TRANSLATION", "Languages", "Translating", "needs_translation"]
