"""What each command accepts and how it explains itself. Imports no command, so that `--help` stays quick.

What an argument does is said by a text of the catalogue (`commands.ftl`). Until somebody asks for help, or a command
line is wrong, an argument bears only the key of its text, and no catalogue is read.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from bot.parts import EVERYTHING, ROLES
from dialogs.messages import Arg, Text

if TYPE_CHECKING:
    from bot.words.operator import OperatorWords

VERSION = "--version"
# As the dialogue takes it (`dialogs.dialogue`).
_SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# How argparse names the parts of a help text, and what we call them.
_HEADINGS = {"positional arguments": "help-arguments", "options": "help-options"}
# What argparse finds wrong, and what we say of it; no word that was typed is repeated.
_WRONG = (
    (re.compile(r"expected one argument"), "argument-needs-value"),
    (re.compile(r"ignored explicit argument .*", re.DOTALL), "argument-no-value"),
    (re.compile(r"the following arguments are required: (?P<names>.*)"), "argument-missing"),
    (re.compile(r"invalid choice: .* \(choose from (?P<names>.*)\)", re.DOTALL), "argument-choice"),
)
_ABOUT = re.compile(r"argument (?P<name>[^:]*): (?P<says>.*)", re.DOTALL)


def say(key: str, **args: Arg) -> str:
    """Say a text in the language of whoever runs the command."""
    from bot.words.operator import language_of

    return _speaker(language_of(os.environ))(Text(key, args))


@cache
def _speaker(language: str) -> OperatorWords:
    from bot.words.operator import saying

    return saying(language)


class WrongArgument(argparse.ArgumentTypeError):
    """An argument that cannot be read. Its message is the key of a text."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Lays help out with our words; broken where Japanese may be, too."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, f"{say('help-usage')}: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(say(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    def _get_help_string(self, action: argparse.Action) -> str:
        text = say(action.help or "help-help")
        if action.help in _WITH_DEFAULT:
            text = say("help-default", says=text, default=str(action.default))
        return text.replace("%", "%%")

    def _split_lines(self, text: str, width: int) -> list[str]:
        from bot.terminal import wrap

        return wrap(text, width)


# Whose default is one value, said behind the text.
_WITH_DEFAULT = frozenset({"help-chat-as", "help-slots-days"})


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, exits 2, and never repeats a word it does not know: it could be a token.

    `says` is the key of the text on what it is for, `examples` are command lines.
    """

    def __init__(self, *, says: str, examples: str, **kwargs: Any) -> None:
        super().__init__(formatter_class=_Formatter, allow_abbrev=False, add_help=False, **kwargs)
        self.says, self.examples = says, examples
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help="help-help")

    def format_help(self) -> str:
        """Return the help, in the language of whoever runs the command."""
        says = say(self.says)
        self.description = says if self.says == "help-intake" else _sentence(says)
        self.epilog = f"{say('help-example')}:\n{self.examples}"
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        self.refuse(_reason(message))

    def refuse(self, says: Text) -> NoReturn:
        """Say what is wrong, and where to read more."""
        sys.stderr.write(f"intake: {say('argument-wrong', says=says, command=self.prog)}\n")
        raise SystemExit(2)

    def parse_known_args(  # type: ignore[override]  # argparse has overloads for the namespace's type
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            flags = [word.partition("=")[0] for word in unknown if re.match(r"--?[a-z][a-z-]*(=|$)", word)]
            self.refuse(Text("argument-no-option", {"name": flags[0]}) if flags else Text("argument-too-many"))
        return known, unknown


def _reason(message: str) -> Text:
    """What argparse says, or one of our own readers, as a text."""
    about = _ABOUT.fullmatch(message)
    if about is not None:
        return Text("argument-about", {"name": about["name"], "says": _reason(about["says"])})
    for pattern, key in _WRONG:
        found = pattern.fullmatch(message)
        if found is not None:
            return Text(key, {name: value.replace("'", "") for name, value in found.groupdict().items()})
    if message == "argument-language":
        return Text(message, {"names": ", ".join(_languages())})
    return Text(message)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name (and module), command lines as examples, and the function that adds its arguments.

    What it does says the text `help-<name>`.
    """

    name: str
    examples: str
    add: Callable[[argparse.ArgumentParser], None] = lambda _parser: None


def build_parser() -> Parser:
    """The parser of the console script."""
    parser = Parser(prog="intake", says="help-intake", examples="  intake chat --lang en")
    parser.add_argument(
        VERSION,
        action="store_const",
        dest="command",
        const="version",
        help="help-version",
    )
    # The name of the command is checked in `parse`, which does not repeat an unknown one.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for command in COMMANDS:
        text = f"help-{command.name}"
        sub = commands.add_parser(command.name, help=text, says=text, examples=command.examples)
        command.add(sub)
    return parser


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; wrong flags end the program with exit code 2."""
    words = sys.argv[1:] if argv is None else list(argv)
    parser = build_parser()
    names = [command.name for command in COMMANDS]
    if words[:1] == [VERSION] and len(words) > 1:
        parser.refuse(Text("argument-alone", {"name": VERSION}))
    if not words or words[0] not in (*names, "-h", "--help", VERSION):
        parser.refuse(Text("argument-no-command" if words else "argument-nothing", {"names": ", ".join(names)}))
    return parser.parse_args(words)


def language(code: str) -> str:
    """A language that ships, by its code."""
    if code not in _languages():
        raise WrongArgument("argument-language")
    return code


def _languages() -> tuple[str, ...]:
    from bot.words.words import languages  # only when --lang is given

    return languages()


def day(text: str) -> date:
    """A calendar day, written YYYY-MM-DD."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise WrongArgument("argument-day")


def days(text: str) -> int:
    """A number of days."""
    if re.fullmatch(r"[1-9][0-9]{0,2}", text):
        return int(text)
    raise WrongArgument("argument-days")


def lead_number(text: str) -> int:
    """The number of a lead, with or without the # before it."""
    if re.fullmatch(r"#?[0-9]{1,15}", text):
        return int(text.removeprefix("#"))
    raise WrongArgument("argument-lead")


def source(text: str) -> str:
    """A word of where people come from, as a link can carry it; none that is read as a code of ours."""
    from dialogs.elsewhere import code_of
    from dialogs.household import code_of as code_of_household
    from dialogs.messages import Act, ActKind

    if not _SOURCE.fullmatch(text):
        raise WrongArgument("argument-source")
    start = Act(ActKind.COMMAND, text, "start")
    if code_of(start) is not None or code_of_household(start) is not None:
        raise WrongArgument("argument-source-code")
    return text


def database(text: str) -> str:
    """The address of a database, as INTAKE_DATABASE takes it."""
    from bot.settings import setting_named

    if setting_named("INTAKE_DATABASE").read(text) is None:
        raise WrongArgument("argument-database")
    return text


def bot_name(text: str) -> str:
    """The name of a Telegram bot, with or without the @ before it."""
    if re.fullmatch(r"@?[A-Za-z][A-Za-z0-9_]{3,31}", text):
        return text.removeprefix("@")
    raise WrongArgument("argument-bot")


def _chat(parser: argparse.ArgumentParser) -> None:
    _lang(parser, "help-chat-lang")
    parser.add_argument("--as", dest="person", metavar="NAME", default="local", help="help-chat-as")


def _score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="help-score-file")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="help-score-as-of")
    parser.add_argument("--json", action="store_true", help="help-score-json")
    parser.add_argument("--lines", action="store_true", help="help-score-lines")
    parser.add_argument("--full", action="store_true", dest="onward", help="help-score-full")
    _lang(parser, "help-score-lang")


def _leads(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="help-leads-json")
    parser.add_argument("--csv", metavar="FILE", help="help-leads-csv")
    parser.add_argument("--taken-by", metavar="WHO", help="help-leads-taken-by")
    parser.add_argument("--waiting", action="store_true", help="help-leads-waiting")
    parser.add_argument("--week", action="store_true", help="help-leads-week")
    parser.add_argument("--qualifies", action="store_true", help="help-leads-qualifies")
    parser.add_argument("--changes", action="store_true", help="help-leads-changes")


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--open", action="store_true", help="help-demo-open")
    parser.add_argument("--week", action="store_true", help="help-demo-week")
    parser.add_argument("--keep", metavar="FOLDER", help="help-demo-keep")
    _lang(parser, "help-demo-lang")


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--settings", action="store_true", help="help-doctor-settings")
    parser.add_argument("--write", action="store_true", help="help-doctor-write")
    _lang(parser, "help-doctor-lang")


def _init(parser: argparse.ArgumentParser) -> None:
    _lang(parser, "help-init-lang")


def _forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=lead_number, metavar="NUMBER", help="help-forget-number")


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, metavar="FILE", help="help-backup-to")
    parser.add_argument("--new-keys", action="store_true", help="help-backup-new-keys")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="help-restore-file")
    parser.add_argument("--into", metavar="URL", help="help-restore-into")
    parser.add_argument("--check", action="store_true", help="help-restore-check")


def _keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["rotate"], metavar="rotate", help="help-keys-rotate")


def _preview(parser: argparse.ArgumentParser) -> None:
    _lang(parser, "help-preview-lang")
    parser.add_argument("--diagram", action="store_true", help="help-preview-diagram")


def _run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", choices=tuple(ROLES), default=EVERYTHING, help="help-run-role")


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", type=day, metavar="DATE", help="help-rules-as-of")
    parser.add_argument("--pdf", metavar="FILE", help="help-rules-pdf")
    _lang(parser, "help-rules-lang")


def _cards(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="+", type=source, metavar="SOURCE", help="help-cards-source")
    parser.add_argument("--to", required=True, metavar="FILE", help="help-cards-to")
    parser.add_argument("--bot", type=bot_name, metavar="NAME", help="help-cards-bot")
    _lang(parser, "help-cards-lang")


def _copy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="source", type=database, metavar="URL", help="help-copy-from")
    parser.add_argument("--to", dest="target", type=database, metavar="URL", help="help-copy-to")
    parser.add_argument("--reopen", action="store_true", help="help-copy-reopen")


def _slots(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--way", metavar="ID", help="help-slots-way")
    parser.add_argument("--zone", metavar="ZONE", help="help-slots-zone")
    parser.add_argument("--from", dest="since", type=day, metavar="DATE", help="help-slots-from")
    parser.add_argument("--days", type=days, metavar="N", default=14, help="help-slots-days")
    parser.add_argument("--json", action="store_true", help="help-slots-json")


def _bookings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="help-bookings-json")
    parser.add_argument("--ics", metavar="FILE", help="help-bookings-ics")


def _rescore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ruleset", metavar="ID", help="help-rescore-ruleset")
    parser.add_argument("--rules", metavar="FILE", help="help-rescore-rules")
    parser.add_argument("--against", metavar="ID", help="help-rescore-against")
    parser.add_argument("--propose", action="store_true", help="help-rescore-propose")
    parser.add_argument("--json", action="store_true", help="help-rescore-json")
    _lang(parser, "help-rescore-lang")


def _lang(parser: argparse.ArgumentParser, text: str) -> None:
    """Take a language. Without one a command has its own default, and errors are said in the environment's."""
    parser.add_argument("--lang", type=language, metavar="CODE", help=text)


def _sentence(says: str) -> str:
    return say("help-sentence", says=f"{says[0].upper()}{says[1:]}")


COMMANDS: tuple[Command, ...] = (
    Command("chat", "  intake chat --lang ja --as hana", _chat),
    Command("demo", "  intake demo --open", _demo),
    Command("run", "  INTAKE_CLIENT_TOKEN=... intake run\n  intake run --role deliver", _run),
    Command(
        "score",
        '  echo \'{"category": "b", "age": 31, "salary_yen": 7200000}\' | intake score --as-of 2026-11-22\n'
        "  intake score profile.json --json --lang ja\n"
        "  intake score --lines < profiles.jsonl > answers.jsonl",
        _score,
    ),
    Command("leads", "  intake leads --csv leads.csv\n  intake leads --waiting --week", _leads),
    Command("doctor", "  intake doctor --settings --lang ja", _doctor),
    Command("init", "  intake init --lang ja", _init),
    Command("forget", "  intake forget 12", _forget),
    Command("keys", "  intake keys rotate", _keys),
    Command("backup", "  intake backup --to /var/backups/intake/2026-11-28.backup", _backup),
    Command(
        "restore",
        "  intake restore 2026-11-28.backup --check\n"
        "  intake restore 2026-11-28.backup --into sqlite:////var/lib/intake/intake.db",
        _restore,
    ),
    Command("rules", "  intake rules --as-of 2026-11-22 --lang ja\n  intake rules --pdf rules.pdf", _rules),
    Command("cards", "  intake cards city-hall kumi-clinic --to cards.pdf", _cards),
    Command("slots", "  intake slots --way online --zone America/New_York --days 7\n  intake slots --json", _slots),
    Command("bookings", "  intake bookings\n  intake bookings --json\n  intake bookings --ics talks.ics", _bookings),
    Command(
        "rescore",
        "  intake rescore --ruleset hsp-2023-04-21\n"
        "  intake rescore --rules 2027-04-01.toml --lang ja\n"
        "  intake rescore --rules 2027-04-01.toml --propose",
        _rescore,
    ),
    Command("migrate", "  intake migrate"),
    Command(
        "copy",
        "  intake copy --from sqlite:///intake.db --to postgresql://intake@db.example/intake\n"
        "  INTAKE_DATABASE=postgresql://... intake copy --from sqlite:///intake.db",
        _copy,
    ),
    Command("preview", "  intake preview --lang ja\n  intake preview --diagram", _preview),
)
