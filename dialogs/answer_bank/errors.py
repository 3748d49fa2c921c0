"""What can go wrong with the answer bank, for us.

DialogueError
└── AnswerBankError   a file of the answer bank says something we cannot use; names file, key and what was expected
"""

from __future__ import annotations

from dialogs.errors import DialogueError


class AnswerBankError(DialogueError):
    """A file of the answer bank is wrong; the message names the file, the key and what was expected."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: expected {expected}")
