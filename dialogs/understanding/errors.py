"""What can go wrong with the words the reader goes by, for us.

WordFileError
└── UnderstandingError   a language's list of words says something we cannot use; names file, key, what was expected
"""

from __future__ import annotations

from dialogs.errors import WordFileError


class UnderstandingError(WordFileError):
    """A file of the reader's words is wrong."""
