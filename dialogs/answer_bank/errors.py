"""What can go wrong with the answer bank, for us.

WordFileError
└── AnswerBankError   a file of the answer bank says something we cannot use; names file, key and what was expected
"""

from __future__ import annotations

from dialogs.errors import WordFileError


class AnswerBankError(WordFileError):
    """A file of the answer bank is wrong."""
