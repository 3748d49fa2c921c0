"""What each command accepts and how it explains itself. Imports no command, so that `--help` stays quick."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

VERSION = "--version"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, exits 2, and never repeats a word it does not know: it could be a token."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **kwargs)

    def error(self, message: str) -> NoReturn:
        message = re.sub("ignored explicit argument .*", "takes no value", message)
        sys.stderr.write(f"intake: {message}; see `{self.prog} --help`\n")
        raise SystemExit(2)

    def parse_known_args(  # type: ignore[override]  # argparse has overloads for the namespace's type
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            flags = [word.partition("=")[0] for word in unknown if re.match(r"--?[a-z][a-z-]*(=|$)", word)]
            self.error(f"there is no option {flags[0]} here" if flags else "there is one argument too many")
        return known, unknown


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name (and module), what it does, an example, and the function that adds its arguments."""

    name: str
    help: str
    example: str
    add: Callable[[argparse.ArgumentParser], None] = lambda _parser: None


def build_parser() -> Parser:
    """The parser of the console script."""
    parser = Parser(
        prog="intake",
        description="Consultation intake for a Japanese immigration-law office (行政書士事務所).",
        epilog="example:\n  intake chat --lang en",
    )
    parser.add_argument(
        VERSION,
        action="store_const",
        dest="command",
        const="version",
        help="say the version and the newest rule table, and exit",
    )
    # The name of the command is checked in `parse`, which does not repeat an unknown one.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name, help=command.help, description=_sentence(command.help), epilog=f"example:\n{command.example}"
        )
        command.add(sub)
    return parser


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; wrong flags end the program with exit code 2."""
    words = sys.argv[1:] if argv is None else list(argv)
    parser = build_parser()
    names = [command.name for command in COMMANDS]
    if words[:1] == [VERSION] and len(words) > 1:
        parser.error(f"{VERSION} stands alone")
    if not words or words[0] not in (*names, "-h", "--help", VERSION):
        parser.error(f"{'there is no such command; use one of' if words else 'say what to do:'} {', '.join(names)}")
    return parser.parse_args(words)


def language(code: str) -> str:
    """A language that ships, by its code."""
    from bot.words.words import languages  # only when --lang is given: `--help` needs no texts

    if code not in languages():
        raise argparse.ArgumentTypeError(f"there is no such language; choose one of {', '.join(languages())}")
    return code


def day(text: str) -> date:
    """A calendar day, written YYYY-MM-DD."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError("a day is written YYYY-MM-DD, for example 2026-11-22")


def lead_number(text: str) -> int:
    """The number of a lead, with or without the # before it."""
    if re.fullmatch(r"#?[0-9]{1,15}", text):
        return int(text.removeprefix("#"))
    raise argparse.ArgumentTypeError("a lead is given by its number, for example 12")


def _chat(parser: argparse.ArgumentParser) -> None:
    _lang(parser, "start in this language (default: ask)", default=None)
    parser.add_argument("--as", dest="person", metavar="NAME", default="local", help="who is talking (default: local)")


def _score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="the profile, as JSON (default, or -: standard input)"
    )
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="apply the law of this day, YYYY-MM-DD; wins over the profile's as_of"
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON, for programs")
    parser.add_argument(
        "--lines",
        action="store_true",
        help="JSON Lines: one profile in, one answer out, line by line; a line that cannot be scored is answered with"
        ' {"error", "field"}, the rest go on, and the exit code is 1; empty lines after the last profile are ignored',
    )
    parser.add_argument(
        "--full",
        action="store_true",
        dest="onward",
        help="with --lines: give what follows as well (what_if, timeline, permanent_residence, hsp2, family, papers,"
        " goals, firm, keeping), as --json always does; each line takes some forty times as long",
    )
    _lang(parser, "language of the sentences", default="en")


def _leads(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print them as JSON, for programs")
    parser.add_argument("--csv", metavar="FILE", help="write them to this file as CSV")


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--settings", action="store_true", help="list every setting with its meaning and default")
    parser.add_argument(
        "--write", action="store_true", help="also make and remove a test entry in the calendar, where there is one"
    )
    _lang(parser, "language of the lines (default: that of LANG, else en)", default=None)


def _init(parser: argparse.ArgumentParser) -> None:
    _lang(
        parser, "language of the questions and of the profile's comments (default: that of LANG, else en)", default=None
    )


def _forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "number", type=lead_number, metavar="NUMBER", help="the number of the lead, as in `intake leads`"
    )


def _keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["rotate"], metavar="rotate", help="make a new key and seal everything with it")


def _preview(parser: argparse.ArgumentParser) -> None:
    _lang(parser, "only this language (default: all)", default=None)
    parser.add_argument("--diagram", action="store_true", help="instead, the dialogue's machine as Mermaid")


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="the rules in force on this day, YYYY-MM-DD (default: today)"
    )
    parser.add_argument("--pdf", metavar="FILE", help="write them to this file as a PDF, to be filed and signed")
    _lang(parser, "language of the sentences; names of the law stay Japanese", default="ja")


def _lang(parser: argparse.ArgumentParser, text: str, default: str | None) -> None:
    shown = f" (default: {default})" if default else ""
    parser.add_argument("--lang", type=language, metavar="CODE", default=default, help=text + shown)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


COMMANDS: tuple[Command, ...] = (
    Command(
        "chat",
        "hold the whole interview in this terminal, without token or network",
        "  intake chat --lang ja --as hana",
        _chat,
    ),
    Command(
        "run",
        "run the client bot, the office bot, delivery and timers in one process",
        "  INTAKE_CLIENT_TOKEN=... intake run",
    ),
    Command(
        "score",
        "score a profile by the law of one day",
        '  echo \'{"category": "b", "age": 31, "salary_yen": 7200000}\' | intake score --as-of 2026-11-22\n'
        "  intake score profile.json --json --lang ja\n"
        "  intake score --lines < profiles.jsonl > answers.jsonl",
        _score,
    ),
    Command("leads", "list the office's leads", "  intake leads --csv leads.csv", _leads),
    Command(
        "doctor",
        "check settings, tokens, rights, clock, database, keys, tables and texts, and say what to do",
        "  intake doctor --settings --lang ja",
        _doctor,
    ),
    Command(
        "init",
        "ask what an office needs, find the staff group, write .env and the office profile, and look at everything",
        "  intake init --lang ja",
        _init,
    ),
    Command("forget", "erase the person of a lead, as /forget does", "  intake forget 12", _forget),
    Command(
        "keys",
        "change the key that personal data is sealed with, while everything goes on",
        "  intake keys rotate",
        _keys,
    ),
    Command(
        "rules",
        "show the rules in force on a day as a lawyer reads them, what staff must confirm first",
        "  intake rules --as-of 2026-11-22 --lang ja\n  intake rules --pdf rules.pdf",
        _rules,
    ),
    Command("migrate", "bring the database to the newest schema", "  intake migrate"),
    Command(
        "preview",
        "show every question, every choice and every message, offline",
        "  intake preview --lang ja\n  intake preview --diagram",
        _preview,
    ),
)
