"""The console script `intake`: reads the command line, hands over to one command, turns failures into exit codes.

0 done, 2 wrong flags, 1 anything else, with one sentence on standard error.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import logs
from bot.commands.arguments import parse
from bot.errors import IntakeError, OwnError, fault_of
from bot.process import no_core_dumps
from dialogs.errors import QuestionnaireError, RuleWordsError, WordFileError
from dialogs.messages import Text
from scoring.errors import Refusal, RulesetError

if TYPE_CHECKING:
    import argparse

# Where a command writes a file it names that file; what is left is standard output.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


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
    except IntakeError as error:
        return _fail(args, error)
    except Refusal as error:
        return _say(args, fault_of(error))
    except (OwnError, RulesetError, QuestionnaireError, RuleWordsError, WordFileError) as error:
        return _fail(args, IntakeError("error-own-files", error=str(error)))
    except OSError as error:
        if error.errno not in _NO_ROOM:
            return _unforeseen(args, error)
        _forget_stdout()
        return _fail(args, IntakeError("error-no-room", command=args.command, reason=os.strerror(error.errno)))
    except Exception as error:
        return _unforeseen(args, error)
    return code


def _unforeseen(args: argparse.Namespace, error: Exception) -> int:
    """Tell of an error by its type only: its message could hold an answer or a token."""
    return _fail(args, IntakeError("error-unforeseen", command=args.command, error=type(error).__name__))


def _dispatch(args: argparse.Namespace) -> int:
    command = importlib.import_module(f"bot.commands.{args.command}")
    code: int = command.run(args)
    return code


def _fail(args: argparse.Namespace, error: IntakeError) -> int:
    return _say(args, error.text)


def _say(args: argparse.Namespace, text: Text) -> int:
    """Say what went wrong in the language asked for (`--lang`), else in the environment's."""
    from bot.words.operator import saying  # most commands end without an error

    return _write(saying(getattr(args, "lang", None))(text))


def _write(sentence: str) -> int:
    sys.stderr.write(f"intake: {' '.join(sentence.split())}\n")
    return 1


def _forget_stdout() -> None:
    """The reader is gone (`| head`): point standard output at nothing, so that the last flush cannot fail again."""
    with contextlib.suppress(OSError):  # standard output may be no real file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
