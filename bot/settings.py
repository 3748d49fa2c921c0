"""The settings of one installation, read once from the environment or a `.env` file, then only passed along.

`SETTINGS` is the list of every `INTAKE_*` variable there is. This module opens no database, key or profile:
whether those can be used is for their own modules, and for `intake doctor`, to say.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from bot.env_file import ENV_FILE, GivenSettings, read_environment, read_file
from bot.errors import SettingsError
from bot.logs import FORMS
from dialogs.messages import Text

SHORTEST_SECRET = 16
LONGEST_USER = 200


# --- Readers: text to value, or None when the text is not acceptable ------------------------------
# They do not raise, so that no error, nor its context, ever carries the text, which may be a secret.

_TOKEN = r"[0-9]{1,20}:[A-Za-z0-9_-]{20,}"
_SQLITE = "sqlite:///"
# Strict where SQLAlchemy would otherwise fail with part of the text, perhaps a password, in its message.
_POSTGRESQL = re.compile(
    r"postgresql://(?=[^\s])(?:[^@\s]*@)?(?:\[[^/?\s\]]+\]|[^:/?@\s\[]+)?(?::[0-9]{1,5})?(?:/[^?\s]*)?(?:\?\S*)?"
)


def _token(text: str) -> str | None:
    return text if re.fullmatch(_TOKEN, text) else None


def _chat_id(text: str) -> int | None:
    # int() alone would also take "1_000" and full-width digits. Telegram's ids have at most 52 bits.
    return (int(text) or None) if re.fullmatch(r"-?[0-9]{1,16}", text) else None


def _port(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,5}", text) and 1 <= int(text) <= 65535 else None


def _host(text: str) -> str | None:
    return text if re.fullmatch(r"[A-Za-z0-9._:%-]{1,255}", text) and not re.search(_TOKEN, text) else None


def _base_url(text: str) -> str | None:
    # User name, query and token are refused because a base URL is shown in logs and by `doctor`.
    if not re.fullmatch(r"[!-~]+", text) or re.search(_TOKEN, unquote(text)) or {"?", "#", "@"} & set(text):
        return None
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a broken IPv6 address
        return None
    return text.rstrip("/") if usable else None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _outside_url(text: str) -> str | None:
    url = _base_url(text)
    if url is None:
        return None
    parts = urlsplit(url)
    return url if parts.scheme == "https" or _is_loopback(parts.hostname or "") else None


def _own_server(text: str) -> str | None:
    # What clients write goes there: unencrypted only where it stays on this machine or in the office's own network.
    url = _base_url(text)
    if url is None:
        return None
    parts = urlsplit(url)
    return url if parts.scheme == "https" or _is_near(parts.hostname or "") else None


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_private or ip_address(host).is_loopback
    except ValueError:
        # A name without a dot is one beside us, such as a container's; the others are no names of the internet.
        return "." not in host or host.endswith((".internal", ".local", ".lan", ".home.arpa"))


def _webhook_secret(text: str) -> str | None:
    # Whoever guesses it can send us updates in Telegram's name.
    return text if re.fullmatch(rf"[A-Za-z0-9_-]{{{SHORTEST_SECRET},256}}", text) else None


def _line_secret(text: str) -> str | None:
    # Whoever guesses it can send us events in LINE's name.
    return text if re.fullmatch(rf"[!-~]{{{SHORTEST_SECRET},128}}", text) else None


def _line_token(text: str) -> str | None:
    return text if re.fullmatch(r"[A-Za-z0-9+/=._~-]{20,2000}", text) else None


def _database(text: str) -> str | None:
    if text.startswith(_SQLITE):
        name = _sqlite_file(text)
        # ":memory:" and SQLite's "file:" addresses would lose every client at the end of the process.
        is_file = bool(name) and not name.startswith((":", "file:")) and not name.endswith("/")
        return text if is_file and "?" not in text and name.isprintable() else None
    return text if _POSTGRESQL.fullmatch(text) else None


def _sqlite_file(url: str) -> str:
    # SQLAlchemy decodes percent signs in the path as well; the key and the lock must be beside the same file.
    return unquote(url.removeprefix(_SQLITE))


def _path(text: str) -> Path | None:
    return Path(text) if text.isprintable() and not re.search(_TOKEN, text) else None


def _key_path(text: str) -> Path | None:
    # The key itself, given where its file is meant, would otherwise be printed as a path in the next error.
    return None if re.fullmatch(r"[A-Za-z0-9+/_-]{43}=?", text) else _path(text)


def _caldav_url(text: str) -> str | None:
    # The password goes there with every question.
    return text if _outside_url(text) is not None else None


def _user(text: str) -> str | None:
    return text if text.isprintable() and len(text) <= LONGEST_USER else None


def _log_form(text: str) -> str | None:
    return text if text in FORMS else None


def _calendars(text: str) -> tuple[str, ...] | None:
    """Addresses of calendars, separated by commas; what some programs call webcal is https."""
    found = [_calendar(one.strip()) for one in text.split(",") if one.strip()]
    return tuple(one for one in found if one is not None) if found and None not in found else None


def _calendar(text: str) -> str | None:
    address = re.sub(r"^webcals?://", "https://", text, flags=re.IGNORECASE)
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return address if usable and re.fullmatch(r"[!-~]{1,2000}", address) and not re.search(_TOKEN, address) else None


def _as_given(text: str) -> str | None:
    return text


# --- The list -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, the field of `Settings` it fills, and how it is read and shown."""

    name: str
    field: str
    secret: bool
    read: Callable[[str], object | None]

    @property
    def text_key(self) -> str:
        """Where the catalogue says what it means (`.meaning`), what is so without it (`.default`), what it accepts."""
        return f"setting-{self.field}"

    @property
    def accepts(self) -> Text:
        """What may be given."""
        return Text(f"{self.text_key}.accepts")


SETTINGS: tuple[Setting, ...] = (
    Setting("INTAKE_CLIENT_TOKEN", "client_token", True, _token),
    Setting("INTAKE_OFFICE_TOKEN", "office_token", True, _token),
    Setting("INTAKE_OFFICE_CHAT", "office_chat", False, _chat_id),
    Setting("INTAKE_TELEGRAM_API", "telegram_api", False, _base_url),
    Setting("INTAKE_DATABASE", "database", False, _database),
    Setting("INTAKE_OFFICE", "office", False, _path),
    Setting("INTAKE_WEBHOOK_URL", "webhook_url", False, _outside_url),
    Setting("INTAKE_WEBHOOK_SECRET", "webhook_secret", True, _webhook_secret),
    Setting("INTAKE_PUBLIC_URL", "public_url", False, _outside_url),
    Setting("INTAKE_LINE_SECRET", "line_secret", True, _line_secret),
    Setting("INTAKE_LINE_TOKEN", "line_token", True, _line_token),
    Setting("INTAKE_HOST", "host", False, _host),
    Setting("INTAKE_PORT", "port", False, _port),
    Setting("INTAKE_BUSY_ICS", "busy_ics", True, _calendars),
    Setting("INTAKE_CALDAV_URL", "caldav_url", False, _caldav_url),
    Setting("INTAKE_CALDAV_USER", "caldav_user", False, _user),
    Setting("INTAKE_CALDAV_PASSWORD_FILE", "caldav_password_file", False, _path),
    Setting("INTAKE_TRANSLATE_URL", "translate_url", False, _own_server),
    Setting("INTAKE_LOG", "log", False, _log_form),
    Setting("INTAKE_METRICS_PORT", "metrics_port", False, _port),
    Setting("INTAKE_KEY", "key", True, _as_given),
    Setting("INTAKE_KEY_FILE", "key_file", False, _key_path),
    Setting("INTAKE_BACKUP_KEYS", "backup_keys", False, _key_path),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_BY_FIELD = {setting.field: setting for setting in SETTINGS}


def setting_named(name: str) -> Setting:
    """Return a setting by the name of its variable."""
    return _BY_NAME[name]


# --- The settings ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Settings:
    """All settings of one installation; None means *not set*, relative paths start at the working folder.

    `repr` and `shown` never show a secret. Construct it directly in tests only: `load` does the checking.
    """

    client_token: str | None = None
    office_token: str | None = None
    office_chat: int | None = None
    telegram_api: str | None = None
    database: str = "sqlite:///intake.db"
    office: Path | None = None
    webhook_url: str | None = None
    webhook_secret: str | None = None
    public_url: str | None = None
    line_secret: str | None = None
    line_token: str | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    busy_ics: tuple[str, ...] = ()
    caldav_url: str | None = None
    caldav_user: str | None = None
    caldav_password_file: Path | None = None
    translate_url: str | None = None
    log: str = "plain"
    metrics_port: int | None = None
    key: str | None = None
    key_file: Path | None = None
    backup_keys: Path | None = None

    @classmethod
    def load(cls, environ: Mapping[str, str], folder: Path) -> "Settings":
        """Read and check the settings from `environ` and from `.env` in `folder`; the environment wins.

        An empty value counts as not set. Raises `SettingsError`, which names the variable and where it was
        found, for a value that cannot be used, values that do not go together, an unknown `INTAKE_*` name and
        a broken line.
        """
        reading = cls.examine(environ, folder)
        if reading.wrong:
            raise reading.wrong[0]
        return reading.settings

    @classmethod
    def examine(cls, environ: Mapping[str, str], folder: Path) -> "SettingsRead":
        """Read everything there is, and say all that is wrong with it; what cannot be used is left at its default."""
        wrong: list[SettingsError] = []
        from_file = read_file(folder / ENV_FILE, _BY_NAME, wrong)
        given: GivenSettings = from_file | read_environment(environ, _BY_NAME, wrong)
        values: dict[str, Any] = {}
        unusable: set[str] = set()
        for name, (text, where) in given.items():
            setting = _BY_NAME[name]
            value = setting.read(text)
            if value is None:
                wrong.append(SettingsError("error-setting-unusable", name=name, where=where, accepts=setting.accepts))
                unusable.add(setting.field)
            else:
                values[setting.field] = value
        settings = cls(**values)
        wrong += _wrong_together(settings, unusable)
        return SettingsRead(settings, tuple(wrong), frozenset(unusable))

    @property
    def sqlite_path(self) -> Path | None:
        """The database file; None when the database is not SQLite."""
        return Path(_sqlite_file(self.database)) if self.database.startswith(_SQLITE) else None

    @property
    def links_base(self) -> str | None:
        """What the addresses that we hand out begin with; None where we hand out none."""
        return self.public_url or self.webhook_url

    @property
    def has_safe_links(self) -> bool:
        """Whether we hand out addresses, and nobody on the way can read what is said there."""
        return self.links_base is not None and _outside_url(self.links_base) is not None

    @property
    def secrets(self) -> Iterator[tuple[str, str]]:
        """The secrets that are set, each with the name of its variable; of a list, each of its parts."""
        for setting in SETTINGS:
            value = getattr(self, setting.field) if setting.secret else None
            yield from ((setting.name, str(one)) for one in (value if isinstance(value, tuple) else (value,)) if one)
        if self.sqlite_path is None:
            yield _BY_FIELD["database"].name, self.database  # it may hold a password

    @property
    def has_calendars(self) -> bool:
        """Whether the office has calendars of its own that are looked at."""
        return bool(self.busy_ics) or self.caldav_url is not None

    def token_to_run_with(self) -> str:
        """The token of the client bot. Raises `SettingsError` where it is not set."""
        if self.client_token is None:
            raise SettingsError("error-setting-no-client-token")
        return self.client_token

    def webhook_secret_for(self, bot_name: Literal["client", "office"]) -> str:
        """The secret that one bot registers with its webhook: whoever learns it cannot tell the other bot's.

        Raises `SettingsError` when no webhook secret is set.
        """
        if self.webhook_secret is None:
            raise SettingsError("error-setting-no-secret")
        label = f"intake webhook {bot_name}"
        return hmac.new(self.webhook_secret.encode(), label.encode(), hashlib.sha256).hexdigest()

    def shown(self, setting: Setting) -> Text | str:
        """How a setting is set; a secret is not shown."""
        value = getattr(self, setting.field)
        if value is None or value == ():
            return Text("setting-not-set")
        if setting.secret:
            return Text("setting-secret")
        if setting.field == "database" and self.sqlite_path is None:
            return Text("setting-postgresql")  # it may hold a password
        return str(value)

    def __repr__(self) -> str:
        values = {setting.field: self.shown(setting) for setting in SETTINGS}
        shown = ", ".join(f"{field}={v.key if isinstance(v, Text) else v!r}" for field, v in values.items())
        return f"Settings({shown})"


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """What was found: the settings that can be used, every complaint, and the fields that could not be read."""

    settings: Settings
    wrong: tuple[SettingsError, ...]
    unusable: frozenset[str]


def _wrong_together(settings: Settings, unusable: Set[str]) -> Iterator[SettingsError]:
    """What does not go together; a value that cannot be used is there, and only complained of once."""
    if settings.office_chat is not None and settings.office_token is None and "office_token" not in unusable:
        yield SettingsError("error-setting-chat-without-token")
    if settings.client_token is not None and settings.client_token == settings.office_token:
        yield SettingsError("error-setting-same-tokens")
    if settings.webhook_url is not None and settings.webhook_secret is None and "webhook_secret" not in unusable:
        yield SettingsError("error-setting-url-without-secret", accepts=_BY_FIELD["webhook_secret"].accepts)
    if settings.metrics_port == settings.port and settings.links_base is not None:
        yield SettingsError("error-setting-same-ports", port=str(settings.port))
    yield from _calendar_incomplete(settings, unusable)
    yield from _line_incomplete(settings, unusable)
    if settings.key is not None and settings.key_file is not None:
        yield SettingsError("error-setting-two-keys")


def _line_incomplete(settings: Settings, unusable: Set[str]) -> Iterator[SettingsError]:
    """What is missing of what LINE needs."""
    fields = ("line_secret", "line_token")
    missing = [field for field in fields if getattr(settings, field) is None and field not in unusable]
    if len(missing) == 1:
        given = next(field for field in fields if field not in missing)
        yield SettingsError(
            "error-setting-line-incomplete", given=_BY_FIELD[given].name, missing=_BY_FIELD[missing[0]].name
        )
    elif not missing and settings.links_base is None and not {"public_url", "webhook_url"} & unusable:
        yield SettingsError("error-setting-line-without-url")


def _calendar_incomplete(settings: Settings, unusable: Set[str]) -> Iterator[SettingsError]:
    """What is missing of the three that lead to the office's calendar."""
    fields = ("caldav_url", "caldav_user", "caldav_password_file")
    missing = [field for field in fields if getattr(settings, field) is None and field not in unusable]
    given = [field for field in fields if field not in missing]
    if given and missing:
        yield SettingsError(
            "error-setting-caldav-incomplete", given=_BY_FIELD[given[0]].name, missing=_BY_FIELD[missing[0]].name
        )
