"""`intake init`: asks what an office needs, finds the staff group, writes it all down, and ends with the doctor."""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from bot.errors import IntakeError
from bot.settings import Settings
from bot.setup.flow import SetUp
from bot.setup.prompt import Prompt
from bot.words.operator import OperatorWords, language_of, saying
from bot.words.words import Words


def run(args: Namespace, prompt: Prompt | None = None) -> int:
    """Set up in this folder; the exit code is the doctor's. Interrupted anywhere, nothing was written."""
    language = args.lang or language_of(os.environ)
    say = saying(language)
    prompt = prompt or _keyboard(say)
    try:
        SetUp(prompt, Words(), language, os.environ, Path(), Settings.load(os.environ, Path())).run()
    except KeyboardInterrupt:
        prompt.tell("init-interrupted")
        raise
    prompt.tell("init-checks")
    print()
    from bot.commands import doctor  # imported here: it loads nearly everything, and no question needs that

    return doctor.look(say)


def _keyboard(say: OperatorWords) -> Prompt:
    """Somebody at a terminal. Raises `IntakeError` where there is none: nobody could answer."""
    if not sys.stdin.isatty():
        raise IntakeError("error-init-no-terminal")
    with contextlib.suppress(ImportError):
        import readline

        # The arrow keys work, and what was typed is remembered nowhere.
        readline.set_auto_history(False)
    return Prompt(say, input, getpass.getpass, print)


__all__ = ["run"]
