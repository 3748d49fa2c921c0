"""What can go wrong in package `bot`, for the person who runs it.

The tree::

    IntakeError
    ├── SettingsError        a setting is missing, malformed, unknown or contradicts another
    ├── OfficeProfileError   the office profile (TOML) cannot be used
    ├── SealError            personal data cannot be sealed or opened: no key, another key, changed bytes
    ├── AlreadyRunning       another `intake run` holds this database
    └── StorageError         the database, or a file beside it, cannot be read or written
        └── StorageTrouble   for the moment: busy, full, unreadable; what was asked for was not done and may be repeated

The message of each is one clear sentence: what happened, where, and what to do. It is printed as it stands
on standard error, so it never contains a token, a key or a client's answer; clients read other texts.
"""


class IntakeError(Exception):
    """Something the person running intake can put right; `str()` is the sentence to show."""


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
