"""What can go wrong with the words the reader goes by, for us.

DialogueError
└── UnderstandingError   a language's list of words says something we cannot use; names file, key, what was expected
"""

from __future__ import annotations

from dialogs.errors import DialogueError


class UnderstandingError(DialogueError):
    """A file of words is wrong; the message names the file, the key and what was expected."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: expected {expected}")
