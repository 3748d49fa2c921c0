"""What can go wrong in package `bot`.

The tree::

    OwnError                     what we raise on purpose
    ├── IntakeError              for the person who runs intake: a text of the catalogue
    │   ├── SettingsError        a setting is missing, malformed, unknown or contradicts another
    │   ├── OfficeProfileError   the office profile (TOML) cannot be used
    │   ├── SealError            personal data cannot be sealed or opened: no key, another key, changed bytes
    │   ├── AlreadyRunning       another `intake run` holds this database
    │   └── StorageError         the database, or a file beside it, cannot be read or written
    │       ├── StorageTrouble   for the moment: busy, full, unreadable; not done, and may be repeated
    │       └── ErasureNotKept   backups could bring back who is erased, so nobody is
    └── others, each where it is raised: for logs and developers, in English

No message holds a token, a key or a client's answer; clients read other texts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dialogs.messages import Arg, Text
from scoring.errors import ProfileError, Refusal


class OwnError(Exception):
    """Something we raise on purpose; `str()` is in English and may be logged."""


class IntakeError(OwnError):
    """Something the person running intake can put right: what happened, where, and what to do.

    `text` is the sentence, to be said in the language of whoever reads it (`bot.words.operator`).
    """

    def __init__(self, key: str, /, **args: Arg) -> None:
        super().__init__(key)
        self.text = Text(key, args)

    def __str__(self) -> str:
        return _english()(self.text)


class SettingsError(IntakeError):
    """A setting is missing, malformed, unknown or contradicts another."""


class OfficeProfileError(IntakeError):
    """The office profile cannot be read, or says something that cannot be."""


class SealError(IntakeError):
    """Personal data cannot be sealed or opened: no key, another key, or changed bytes."""


class AlreadyRunning(IntakeError):
    """Another process holds the database that this one was told to run on."""


class StorageError(IntakeError):
    """The database, or a file beside it, cannot be read or written."""


class StorageTrouble(StorageError):
    """The database is busy, full or unreadable for the moment: nothing was kept, and the same may be asked again."""


class ErasureNotKept(StorageError):
    """That somebody is erased cannot be recorded outside the database, where backups need it: so nobody was erased."""


def fault_of(refusal: Refusal) -> Text:
    """Return what a refusal of `scoring` says, with the field it names."""
    fault = Text(refusal.key, refusal.values)
    if isinstance(refusal, ProfileError):
        return Text("error-field", {"field": refusal.field, "fault": fault})
    return fault


def reason_of(error: OSError) -> Arg:
    """Return what the system says of an error."""
    return error.strerror or Text("error-no-reason")


@cache
def _english() -> Callable[[Text], str]:
    from bot.words.operator import saying  # imported here: the words have errors of their own

    return saying("en")
