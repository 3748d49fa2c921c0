"""`intake forget NUMBER`: erases the person of a lead, as /forget does, for those who ask staff instead of the bot."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from bot.app import build_core, load_settings, now
from bot.errors import StorageError
from bot.storage.database import place_of_none
from bot.turns.acts import OFFICE
from bot.turns.apply import Batch
from bot.turns.backups import backed_up_until
from bot.turns.ledger import Call
from bot.turns.outcomes import ErasedLead
from bot.words.operator import saying
from dialogs.messages import Text


def run(args: Namespace) -> int:
    """Erase, and print the receipt. An unknown number changes nothing."""
    settings = load_settings()
    missing = place_of_none(settings)
    if missing is not None:
        raise StorageError("error-forget-no-database", path=missing, number=str(args.number))
    core = build_core(settings)
    try:
        done = core.ledger.do(Call(lambda batch: _erase(batch, args.number)))
        if done is None:
            raise StorageError("error-forget-no-lead", number=str(args.number))
        say = saying()
        print(say(Text("forget-erased", {"number": str(args.number), "path": core.database.backend.place})))
        erased, channels, until = done
        print(say(_what_follows(channels, core.database.backend.is_served())))
        if not erased.is_whole:
            print(say(Text("forget-damaged")))
        if until is not None:
            print(say(Text("forget-backups", {"until": until})))
        print(say(Text("forget-copies")))
    finally:
        core.database.close()
    return 0


def _erase(batch: Batch, number: int) -> tuple[ErasedLead, list[str], date | None] | None:
    """What was erased, the channels that must take messages back, and until when a backup from before can be opened.

    None where there is no such lead.
    """
    moment = now()
    erased = batch.erase_numbered(number, moment)
    if erased is None:
        return None
    return erased, [post.channel for post in batch.tx.new_posts()], backed_up_until(batch.tx, moment)


def _what_follows(channels: list[str], running: bool) -> Text:
    if not channels:
        return Text("forget-nothing-to-take-back")
    from_client, from_staff = any(channel != OFFICE for channel in channels), OFFICE in channels
    where = "both" if from_client and from_staff else "client" if from_client else "staff"
    return Text("forget-taken-back", {"where": where, "running": "yes" if running else "no"})
