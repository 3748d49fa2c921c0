"""The console script `intake`: reads the command line, hands over to one command, turns failures into exit codes.

0 done, 2 wrong flags, 1 anything else, with one sentence on standard error.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import logs
from bot.commands.arguments import parse
from bot.errors import IntakeError
from bot.process import no_core_dumps
from scoring.errors import ScoringError

if TYPE_CHECKING:
    import argparse


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; wrong flags and `--help` leave through `SystemExit`."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without Japanese shows "?" rather than stopping
    args = parse(argv)
    no_core_dumps()
    try:
        with logs.to_stderr():
            code = _dispatch(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _forget_stdout()
        return 1
    except (IntakeError, ScoringError) as error:
        return _fail(" ".join(str(error).split()))
    except Exception as error:
        # The type only: the message of an unforeseen error could hold an answer or a token.
        return _fail(
            f"`{args.command}` stopped on an unforeseen error ({type(error).__name__}); "
            "please report it with the command and the version you ran"
        )
    return code


def _dispatch(args: argparse.Namespace) -> int:
    command = importlib.import_module(f"bot.commands.{args.command}")
    code: int = command.run(args)
    return code


def _fail(sentence: str) -> int:
    sys.stderr.write(f"intake: {sentence}\n")
    return 1


def _forget_stdout() -> None:
    """The reader is gone (`| head`): point standard output at nothing, so that the last flush cannot fail again."""
    with contextlib.suppress(OSError):  # standard output may be no real file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
