"""What client and staff write to each other, in the transaction of a batch: who is meant, which message answers which,
and what is told of how it went.

Of each message a pair is kept: whose it is, who wrote it and where. Its copy on the other side has the handle
`k:<pair>`, by which either side's messages are found again for replies, changes and for taking back.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.delivery.post import VERSION, Content, Post
from bot.turns.acts import OFFICE, Delivered, StaffMessage
from bot.turns.ports import Transaction
from bot.turns.posting import NOTE, Posting
from bot.turns.records import OURS, THEIRS, Pair, Person, StoredLead
from dialogs.desk.card import topic_text
from dialogs.desk.decision import RelayToClient
from dialogs.desk.matter import LeadRecord, Member, Recorded
from dialogs.desk.staff import StaffAct
from dialogs.messages import Arg, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.talk import Utterance

if TYPE_CHECKING:
    from bot.turns.apply import Batch
    from bot.turns.translating import Translating

# Handles of copies; of topics, cards and notes, beside which staff may answer in a group without topics.
COPY = "k:"
TOPIC, BESIDE = ("t:",), ("k:", "l:", NOTE)
# How long Telegram lets a bot take a message back.
TAKEN_BACK_SECONDS = 48 * 3600
# What is kept of a pair: that its copy was taken back, the album it is a part of, which file it is, and what staff are
# told once it has arrived; and by which channel it came, where there are several: each has numbers of its own.
TAKEN_BACK, ALBUM, FILE, TOLD, BY = "taken_back", "album", "file", "told", "by"
# What is kept of the first where the copy could not be taken back: no change of the message follows it either.
STAYS = "stays"
# The memo that names the newest albums which stay among staff.
INSIDE_MEMO, MOST_INSIDE = "inside_albums", 50
# The number of a lead before a link.
_NUMBERED = re.compile(r"\s*#?([0-9]{1,15})(?=\s)")
LONGEST_BEFORE = 30


class Talking:
    """Queues what is passed on in one transaction `tx`."""

    def __init__(self, tx: Transaction, posting: Posting) -> None:
        self.tx = tx
        self.posting = posting

    # --- from staff -----------------------------------------------------------------------------------------------

    def meant(self, topic: str | None, answers: str | None) -> Person | None:
        """Return whom staff write to: the client of the topic, or of the message that is answered; else None."""
        number, wanted = (topic, TOPIC) if topic is not None else (answers, BESIDE)
        found = self.tx.handles_of(OFFICE, number) if number else {}
        owner = next((who for name, who in found.items() if name.startswith(wanted)), None)
        return None if owner is None else self.tx.person(owner)

    def to_client(self, person: Person, order: RelayToClient, now: datetime) -> None:
        """Queue what a member of staff wrote, for the client."""
        said = order.said
        kept = _kept_of(said) | ({} if order.told is None else {TOLD: order.told.to_json()})
        pair = Pair(secrets.token_hex(16), person.id, OURS, said.id or None, None, now.timestamp(), kept)
        self.tx.pair(pair)
        self._queue_to_client(person, pair, said, now, "from-office")

    def changed_by_staff(self, person: Person, said: Utterance, now: datetime, *, inside: bool) -> None:
        """Let a change follow the message, if that was passed on; else, and of one to a note, say how it stands."""
        pairs = [pair for pair in self._written(person, OURS, said.id) if TAKEN_BACK not in pair.kept]
        if inside:
            if pairs:
                self._tell(person, Text("staff-change-inside"), said.id, now)
            return
        if not pairs:
            self._tell(person, Text("staff-change-unsent"), said.id, now)
        for pair in pairs:
            if _has_other_file(pair, said):
                self._tell(person, Text("staff-file-replaced"), said.id, now)
            changed, words = self._changed(pair, said), _words_of(pair, said)
            self._queue_to_client(person, changed, words, now, "from-office-changed", changes=True)

    def keep_inside(self, person: Person, album: str, now: datetime) -> None:
        """Keep a whole album among staff because of the words beneath one of its parts, also what came before it."""
        known: list[str] = self.tx.memo(INSIDE_MEMO) or []
        if album not in known:
            self.tx.set_memo(INSIDE_MEMO, [*known, album][-MOST_INSIDE:])
        for pair in self.tx.talk_of(person.id):
            if pair.side == OURS and pair.kept.get(ALBUM) == album:
                self._forget_words_of(pair)
                payload = {"copy": f"{COPY}{pair.id}", "of": None}
                self.posting.to_client(person, "unsend", None, payload, now)

    def _forget_words_of(self, pair: Pair) -> None:
        """Have no later change of a message that is taken back bring it again."""
        self.tx.pair(replace(pair, kept={**pair.kept, TAKEN_BACK: True}))

    def is_inside(self, album: str) -> bool:
        """Whether an album stays among staff."""
        return album != "" and album in (self.tx.memo(INSIDE_MEMO) or ())

    def not_passable(self, person: Person, message: StaffMessage) -> None:
        """Tell staff that what they sent cannot be passed on, or its words alone."""
        part = "words" if message.said.text else "nothing"
        self._tell(person, Text("staff-not-passable", {"part": part}), message.said.id, message.now)

    def not_a_command(self, person: Person, message: StaffMessage) -> None:
        """Tell staff that what looks like a command is none, and went to nobody."""
        self._tell(person, Text("staff-no-command"), message.said.id, message.now)

    def held_back(self, lane: str, person: Person, now: datetime) -> None:
        """Tell staff which messages of theirs wait for a client who turned out to have blocked us."""
        waiting = [p for p in self.tx.waiting(lane) if p.kind == "relay" and not p.payload["changes"]]
        for number in dict.fromkeys(number for post in waiting for number in post.payload["of"]):
            self._tell(person, Text("staff-held-back"), number, now)

    def take_back(self, person: Person, message: StaffMessage) -> None:
        """Take the copy of a message of staff out of the client's chat, of an album all of it, or say why not."""
        asked = message.said.id
        sent = self.sent_by(person, message.said.reply_to)
        if sent and all(TAKEN_BACK in pair.kept for one in sent for pair in self._album_of(one)):
            self.posting.react(person, asked, message.now)
            return
        refused = self._take_out(person, sent, asked, message.now)
        if refused is not None:
            self._tell(person, refused, asked, message.now)

    def _take_out(self, person: Person, sent: Sequence[Pair], asked: str | None, now: datetime) -> Text | None:
        """Take what was sent out of the client's chat, of an album all of it; return why not, where it stays.

        `asked` is the message of the group that asks for it, if one does.
        """
        left = [pair for one in sent for pair in self._album_of(one) if TAKEN_BACK not in pair.kept]
        if not left:
            return None if sent else Text("staff-unsend-which")
        if now.timestamp() - left[0].sent_at > TAKEN_BACK_SECONDS:
            return Text("staff-unsend-late")
        for pair in left:
            self._forget_words_of(pair)
            self.posting.to_client(person, "unsend", None, {"copy": f"{COPY}{pair.id}", "of": asked}, now)
        return None

    def take_back_elsewhere(self, person: Person, pair_id: str, by: Member, now: datetime) -> Text | None:
        """Take back one message of staff, by who is not in the group; return why not. The topic is told who did."""
        pair = self.tx.paired(pair_id)
        if pair is None or pair.person != person.id or pair.side != OURS:
            return Text("staff-unsend-none")
        if TAKEN_BACK in pair.kept:
            return None
        refused, stored = self._take_out(person, [pair], None, now), self.tx.lead_of(person.id)
        if refused is None and stored is not None:
            say = Content(LANGUAGE_OF_STAFF, (Text("staff-unsent-beside", {"name": Typed(by.name)}),))
            # What staff did not write in the group has a line that stands for it.
            line = pair.ours or self.tx.message_ids([f"{NOTE}{pair.id}"]).get(f"{NOTE}{pair.id}")
            self.posting.note(person, stored, say, now, ring=False, answers_at=line)
        return refused

    def sent_by(self, person: Person, message: str) -> Sequence[Pair]:
        """Return what staff sent with a message of theirs, or what a line in the lead says was sent."""
        return () if not message else self._written(person, OURS, message) or self._told_of(person, message)

    def _told_of(self, person: Person, message: str) -> Sequence[Pair]:
        names = self.tx.handles_of(OFFICE, message, person.id)
        found = (self.tx.paired(name.removeprefix(NOTE)) for name in names if name.startswith(NOTE))
        return [pair for pair in found if pair is not None]

    def _album_of(self, pair: Pair) -> Sequence[Pair]:
        album = pair.kept.get(ALBUM)
        if album is None:
            return (pair,)
        return [one for one in self.tx.talk_of(pair.person) if one.side == OURS and one.kept.get(ALBUM) == album]

    def _queue_to_client(
        self, person: Person, pair: Pair, said: Utterance, now: datetime, key: str, *, changes: bool = False
    ) -> None:
        language = person.conversation.language
        office = self.posting.dialogue.around.office.desk_in(language)
        above = Content(language, (Text(key, {"name": office}),))
        payload = self._payload(person, pair, said, above, changes=changes) | {"source": OFFICE}
        self.posting.to_client(person, "relay", f"{COPY}{pair.id}", payload, now)

    # --- from a client --------------------------------------------------------------------------------------------

    def to_staff(self, person: Person, stored: StoredLead, said: Utterance, now: datetime) -> None:
        """Queue what a client wrote, for the topic of their lead."""
        kept = _kept_of(said)
        if len(self.posting.reaching.channels) > 1:
            kept[BY] = person.address.channel
        pair = Pair(secrets.token_hex(16), person.id, THEIRS, None, said.id, now.timestamp(), kept)
        self.tx.pair(pair)
        self._queue_to_staff(person, stored, pair, said, now, "staff-relay")

    def changed_by_client(self, person: Person, stored: StoredLead | None, said: Utterance, now: datetime) -> None:
        """Let a change follow the message; of one that was never passed on, say that it cannot be seen."""
        pairs = self._written(person, THEIRS, said.id)
        if not pairs or stored is None:
            self.posting.say(person, Text("edited-in-talk"), now)
            return
        for pair in pairs:
            if _has_other_file(pair, said):
                self.posting.say(person, Text("file-replaced"), now)
            changed, words = self._changed(pair, said), _words_of(pair, said)
            self._queue_to_staff(person, stored, changed, words, now, "staff-relay-changed", changes=True)

    def _queue_to_staff(
        self,
        person: Person,
        stored: StoredLead,
        pair: Pair,
        said: Utterance,
        now: datetime,
        key: str,
        *,
        changes: bool = False,
    ) -> None:
        above = Content(LANGUAGE_OF_STAFF, (Text(key),))
        payload = self._payload(person, pair, said, above, changes=changes)
        payload |= {"source": person.address.channel, "ring": not changes}
        can = self.posting.reaching.channels.get(person.address.channel)
        if can is not None and can.unsends:
            # What may be taken back is in no message with other words, which would have to stay.
            payload["alone"] = True
        self.posting.to_staff(person, "relay", f"{COPY}{pair.id}", stored, payload, now)

    # --- what both have in common ---------------------------------------------------------------------------------

    def _payload(self, person: Person, pair: Pair, said: Utterance, above: Content, *, changes: bool) -> dict[str, Any]:
        written = pair.ours if pair.side == OURS else pair.theirs
        payload: dict[str, Any] = {
            "say": above.to_json(),
            "said": [said.to_json()],
            "copies": [f"{COPY}{pair.id}"],
            # What is a text that staff keep has no message in the group.
            "of": [written] if written else [],
            "changes": changes,
        }
        if VERSION in pair.kept:
            payload[VERSION] = pair.kept[VERSION]
        return payload | self._answered(person, pair.side, said.reply_to)

    def _changed(self, pair: Pair, said: Utterance) -> Pair:
        """Keep which file a message has now, of which staff or client were told; and count its changes where it is
        translated, so that no translation of an older text is shown beneath a newer one.
        """
        kept = {**pair.kept}
        if kept.get(FILE) and said.media is not None:
            kept[FILE] = said.media.same
        if self.posting.dialogue.around.translates:
            kept[VERSION] = pair.kept.get(VERSION, 0) + 1
        changed = replace(pair, kept=kept)
        if changed != pair:
            self.tx.pair(changed)
        return changed

    def _answered(self, person: Person, side: str, message: str) -> dict[str, Any]:
        """Return which message a copy answers: by its handle where that is a copy as well, else by its number."""
        if not message:
            return {}
        own = self.sent_by(person, message) if side == OURS else self._written(person, side, message)
        if own:
            return {"answers": f"{COPY}{own[0].id}"}
        channel = OFFICE if side == OURS else person.address.channel
        for name in self.tx.handles_of(channel, message, person.id):
            other = self.tx.paired(name.removeprefix(COPY).partition("/")[0]) if name.startswith(COPY) else None
            if other is not None and other.side == OURS and other.ours is None:
                # What staff did not write themselves has a line that stands for it.
                return {"answers": f"{NOTE}{other.id}"}
            if other is not None and other.side == THEIRS and not _is_of(person, other):
                continue  # a number of another chat
            if other is not None:
                return {"answers_at": other.theirs if other.side == THEIRS else other.ours}
        return {}

    def _written(self, person: Person, side: str, message: str) -> Sequence[Pair]:
        """Return what is kept of a message that one side wrote."""
        pairs = [pair for pair in self.tx.counterparts(person.id, side, message) if pair.side == side]
        return [pair for pair in pairs if side == OURS or _is_of(person, pair)]

    # --- how it went ----------------------------------------------------------------------------------------------

    def went(self, delivery: Delivered) -> None:
        """Show staff that a message of theirs arrived, or that it is taken back."""
        post = delivery.post
        if post.channel == OFFICE or post.kind not in ("relay", "unsend"):
            return
        if post.kind == "relay" and not has_arrived(delivery):
            return
        person = self._owner(post)
        if person is None:
            return
        moment = datetime.fromtimestamp(delivery.at, UTC)
        of = post.payload["of"]
        if not of and post.kind == "relay":
            self._say_sent(person, str(post.handle), moment)
        for message in of if isinstance(of, list) else filter(None, [of]):
            self.posting.react(person, message, moment)

    def _say_sent(self, person: Person, copy: str, moment: datetime) -> None:
        """Put the line into the lead that stands for what staff did not write there themselves, now that it arrived."""
        pair, stored = self.tx.paired(copy.removeprefix(COPY)), self.tx.lead_of(person.id)
        if pair is None or stored is None or TOLD not in pair.kept:
            return
        say = Content(LANGUAGE_OF_STAFF, (Text.from_json(pair.kept[TOLD]),))
        self.posting.note(person, stored, say, moment, ring=False, handle=f"{NOTE}{pair.id}")
        self.tx.pair(replace(pair, kept={name: value for name, value in pair.kept.items() if name != TOLD}))

    def has_translated(self, delivery: Delivered) -> None:
        """Ask for the translation of what was passed on and arrived, where there is a server for that."""
        if self.posting.dialogue.around.translates and delivery.post.kind == "relay":
            self.translating.ask(delivery)

    @cached_property
    def translating(self) -> Translating:
        """What is translated of what is passed on."""
        # Imported here: an office without a translation server loads nothing of it.
        from bot.turns.translating import Translating

        return Translating(self.tx, self.posting)

    def failed(self, post: Post, reason: str, now: datetime) -> None:
        """Tell whoever wrote a message that it did not arrive."""
        person = self._owner(post) if post.kind in ("relay", "unsend") else None
        if person is None:
            return
        if post.channel == OFFICE:
            if reason == "final":
                self.posting.say(person, Text("not-passed-on"), now)
            return
        if post.kind == "unsend":
            self._tell(person, Text("staff-unsend-failed"), post.payload["of"], now)
            stays = self.tx.paired(str(post.payload["copy"]).removeprefix(COPY))
            if stays is not None:
                self.tx.pair(replace(stays, kept={**stays.kept, TAKEN_BACK: STAYS}))
            return
        pair = self.tx.paired(str(post.handle).removeprefix(COPY))
        if pair is not None and TOLD in pair.kept:
            what = Text.from_json(pair.kept[TOLD]).args["name"]
            self._tell(person, Text("staff-saved-not-delivered", {"name": what, "reason": reason}), None, now)
            return
        for message in post.payload["of"] or [None]:
            self._tell(person, Text("staff-not-delivered", {"reason": reason}), message, now)

    def lost(self, post: Post, names: Sequence[tuple[str, str]], now: datetime) -> None:
        """Tell both sides of files that could not be passed on: what each is called, and why."""
        person = self._owner(post)
        if person is None:
            return
        by, answers = "client", None
        if post.channel != OFFICE:
            by, answers = "staff", next(iter(post.payload["of"]), None)
        for name, reason in names:
            called: Text | str = Text(f"media-{name[1:]}") if name.startswith(":") else name
            args: dict[str, Arg] = {"name": called, "reason": reason, "by": by}
            self._tell(person, Text("staff-file-lost", args), answers, now)
            self.posting.say(person, Text("file-lost", args), now)

    def _owner(self, post: Post) -> Person | None:
        """Return whose a post is now: while it was under way they may have become one with somebody."""
        owner = self.tx.owner_of(post)
        return None if owner is None else self.tx.person(owner)

    def _tell(self, person: Person, text: Text, answers: str | None, now: datetime) -> None:
        stored = self.tx.lead_of(person.id)
        if stored is not None:
            say = Content(LANGUAGE_OF_STAFF, (text,))
            self.posting.note(person, stored, say, now, ring=True, answers_at=answers)

    def topic_follows(
        self, person: Person, stored: StoredLead, before: LeadRecord, now: datetime, *, writes: bool
    ) -> None:
        """Have the topic called by how the lead stands, closed with it, and opened again for it or for the client.

        `writes` says that the client wrote something just now.
        """
        after = stored.record
        closed = not after.is_open if after.is_open != before.is_open else None
        if writes and not after.is_open:
            closed = False
        if closed is not None or (after is not before and topic_text(after) != topic_text(before)):
            self.posting.topic(person, stored, now, closed=closed)

    def topic_made(self, delivery: Delivered, now: datetime) -> None:
        """Put the card into a topic that had to be made anew for a message."""
        post = delivery.post
        # A topic that was lost is kept by another name.
        is_new = any(name.startswith(TOPIC) and "/" not in name for name in delivery.message_ids)
        person = self._owner(post) if post.kind == "relay" and is_new else None
        stored = None if person is None else self.tx.lead_of(person.id)
        if person is not None and stored is not None:
            self.posting.card(person, stored, now, ring=False, anew=True)


def _is_of(person: Person, pair: Pair) -> bool:
    """Return whether a client wrote a message in the chat where they are now."""
    here = person.address.channel
    return not person.acted or pair.kept.get(BY, here) == here


def _kept_of(said: Utterance) -> dict[str, Any]:
    """Return what must be known of a message to follow its changes: its album, and which file it has, if any."""
    file = "" if said.media is None else said.media.same
    return ({ALBUM: said.album} if said.album else {}) | {FILE: file}


def _has_other_file(pair: Pair, said: Utterance) -> bool:
    """Return whether a change put another file in the place of what was passed on: that is not sent after it."""
    return FILE in pair.kept and said.media is not None and said.media.same not in ("", pair.kept[FILE])


def _words_of(pair: Pair, said: Utterance) -> Utterance:
    """Return what a copy can be changed to: a text to which a file was added stays a text."""
    return replace(said, media=None) if pair.kept.get(FILE) == "" else said


def has_arrived(delivery: Delivered) -> bool:
    """Return whether what was passed on, or its change, is there now; of a file it may be the words alone that are."""
    post = delivery.post
    return delivery.was_sent and (post.handle in delivery.message_ids or bool(post.payload["changes"]))


def room_typed(text: str) -> tuple[int | None, str]:
    """Return the number of the lead that stands before the link behind `/room`, if one does, and the link."""
    found = _NUMBERED.match(unicodedata.normalize("NFKC", text[:LONGEST_BEFORE]))
    # Only what stands before it is read as whoever writes Japanese may type it: the link stays as it is.
    link = text.strip().split(maxsplit=1)
    return (int(found[1]), link[1].strip()) if found is not None and len(link) > 1 else (None, text)


def staff_wrote(batch: Batch, message: StaffMessage) -> None:
    """Handle what a member of staff wrote: to a client if one is meant, and to nobody else."""
    if not batch.tx.first_time(OFFICE, message.update_key, message.now):
        return
    talking = batch.talking
    person = talking.meant(message.thread, message.said.reply_to)
    stored = None if person is None else batch.tx.lead_of(person.id)
    if person is None or stored is None:
        return
    by = Member(message.by or None, message.name)
    if message.is_unsend:
        talking.take_back(person, message)
        _record(batch, person, stored, message.said.reply_to, Recorded(message.now.timestamp(), "unsend", "", by))
    elif message.is_change:
        talking.changed_by_staff(person, message.said, message.now, inside=message.is_inside)
        _record(batch, person, stored, message.said.id, Recorded(message.now.timestamp(), "write_changed", "", by))
    elif message.is_slashed:
        talking.not_a_command(person, message)
    elif message.is_inside:
        talking.keep_inside(person, message.said.album, message.now)
    elif not talking.is_inside(message.said.album):
        if message.said.media is not None or message.said.text:
            act = StaffAct("write", by, said=message.said, rights=message.rights)
            batch.decide(person, stored, act, message.now)
        if message.is_partial:
            talking.not_passable(person, message)


def staff_takes_back(batch: Batch, number: int, pair: str, by: Member, now: datetime) -> Text | None:
    """Let staff take a message back that they see on their page; return why not, where it stays with the client."""
    stored = batch.tx.lead_numbered(number)
    person = None if stored is None else batch.tx.person(stored.person)
    if person is None:
        return Text("staff-not-found", {"number": str(number)})
    refused = batch.talking.take_back_elsewhere(person, pair, by, now)
    if refused is None:
        batch.tx.add_audit(person.id, number, Recorded(now.timestamp(), "unsend", "", by))
    return refused


def _record(batch: Batch, person: Person, stored: StoredLead, message: str, recorded: Recorded) -> None:
    """Record what staff did with a message of theirs, if that was passed on."""
    if batch.talking.sent_by(person, message):
        batch.tx.add_audit(person.id, stored.record.number, recorded)
