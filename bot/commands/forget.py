"""`intake forget NUMBER`: erases the person of a lead, as /forget does, for those who ask staff instead of the bot."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.app import build_core, load_settings, now
from bot.errors import StorageError
from bot.storage.lock import is_held
from bot.turns.acts import OFFICE
from bot.turns.apply import Batch, ErasedLead
from bot.turns.ledger import Call


def run(args: Namespace) -> int:
    """Erase, and print the receipt. An unknown number changes nothing."""
    settings = load_settings()
    path = settings.sqlite_path
    if path is not None and not (path.exists() and path.stat().st_size):
        raise StorageError(f"there is no database at {path} yet (INTAKE_DATABASE), so there is no lead {args.number}")
    core = build_core(settings)
    try:
        done = core.ledger.do(Call(lambda batch: _erase(batch, args.number)))
        if done is None:
            raise StorageError(
                f"there is no lead {args.number}: it was erased, or the number is wrong; see `intake leads`"
            )
        print(f"Erased: lead {args.number} and everything about its client that was kept in {path}: answers, results,")
        print("notes, and what was waiting to be sent.")
        erased, channels = done
        print(_what_follows(channels, path))
        if not erased.is_whole:
            print(
                "What was kept of the client was damaged and could not be opened, so their chat is not known: messages"
            )
            print("there are not taken back, and the client is not told. Tell them yourself.")
        print("What was copied elsewhere (backups, exported files, notes) is yours to delete.")
    finally:
        core.database.close()
    return 0


def _erase(batch: Batch, number: int) -> tuple[ErasedLead, list[str]] | None:
    """What was erased, and the channels that must take messages back; None where there is no such lead."""
    erased = batch.erase_numbered(number, now())
    return None if erased is None else (erased, [post.channel for post in batch.tx.new_posts()])


def _what_follows(channels: list[str], path: Path | None) -> str:
    if not channels:
        return "No messages need to be taken back."
    where = ["the client's chat"] if any(channel != OFFICE for channel in channels) else []
    where += ["the staff group"] if OFFICE in channels else []
    when = "within seconds" if path is not None and is_held(path) else "when it is started"
    return f"`intake run` takes back what a bot may in {' and '.join(where)} {when}, and tells them."
