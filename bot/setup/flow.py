"""Setting up, from the first question to the files: what is asked, what is kept, what is written at the very end."""

from __future__ import annotations

import asyncio
import os
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.env_file import ENV_FILE, with_settings
from bot.errors import IntakeError, OfficeProfileError
from bot.office_profile.profile import load_office
from bot.settings import Settings, setting_named
from bot.setup.line import ask_line
from bot.setup.office import ask_about_office
from bot.setup.profile_file import profile_text
from bot.setup.prompt import Prompt, Wrong
from bot.setup.saving import NewFile, save
from bot.setup.telegram import FoundGroup, GroupFinder, Identity, Trouble, identify
from bot.storage.keys import new_key
from bot.words.words import Words
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF

CLIENT, OFFICE = "INTAKE_CLIENT_TOKEN", "INTAKE_OFFICE_TOKEN"
GROUP, PROFILE, DATABASE = "INTAKE_OFFICE_CHAT", "INTAKE_OFFICE", "INTAKE_DATABASE"
KEY_FILE = "INTAKE_KEY_FILE"
_SQLITE, _POSTGRESQL = "sqlite:///", "postgresql://"
_KEY_FILE = "intake.key"
_PROFILE_FILE = "office.toml"
_SECRET_MODE, _OPEN_MODE = 0o600, 0o644


@dataclass
class SetUp:
    """One set-up in a folder. Everything said is kept in memory until `run` writes it."""

    prompt: Prompt
    words: Words
    language: str
    environ: Mapping[str, str]
    folder: Path
    settings: Settings
    changes: dict[str, str] = field(default_factory=dict)
    profile: NewFile | None = None
    key: NewFile | None = None
    finder: GroupFinder | None = None
    group: FoundGroup | None = None

    def run(self) -> None:
        """Ask everything, then write what is new. Raises `IntakeError` with one sentence where it cannot go on."""
        try:
            self._ask()
            self._write()
        except (KeyboardInterrupt, IntakeError):
            if self.finder is not None:
                asyncio.run(self.finder.stop())
            raise
        if self.finder is not None and self.group is not None:
            asyncio.run(self.finder.announce(self.group))

    def _ask(self) -> None:
        if not os.access(self.folder, os.W_OK):
            # Better now than after the last question.
            raise IntakeError("error-init-folder", path=str(self.folder.resolve()))
        self.prompt.tell("init-hello")
        client = self._ask_token(CLIENT, "init-client-how", self.settings.client_token, None)
        office = self._ask_token(OFFICE, "init-office-bot-how", self.settings.office_token, client)
        self._ask_group(office)
        self._ask_profile()
        self._ask_database()
        self.changes |= ask_line(self.prompt, self.settings, self.environ)

    # --- tokens -------------------------------------------------------------------------------------------------------

    def _ask_token(self, name: str, how: str, known: str | None, other: Identity | None) -> Identity | None:
        """Have a token that Telegram knows; None where the environment's one could not be looked at."""
        if known is not None:
            identity = self._identify(known)
            if name in self.environ:
                self.prompt.tell("init-environment", setting=name)
                return identity if isinstance(identity, Identity) else None
            while identity is Trouble.UNREACHABLE:
                self.prompt.tell(_why(identity))
                if not self.prompt.confirm(Text("init-again")):
                    return None  # what is set stays as it is
                identity = self._identify(known)
            wrong = self._known_is_wrong(identity, other)
            if wrong is not None:
                self.prompt.tell("init-known-wrong", setting=name, why=wrong)
            elif isinstance(identity, Identity) and self._keeps(name, f"@{identity.username}"):
                return identity
        self.prompt.tell(how)

        def accept(answer: str) -> Identity | Wrong:
            token = setting_named(name).read(unicodedata.normalize("NFKC", answer))
            if token is None:
                return Wrong(Text("init-token-form"))
            identity = self._identify(str(token))
            if isinstance(identity, Trouble):
                return Wrong(Text(_why(identity)))
            if other is not None and identity.id == other.id:
                return Wrong(Text("init-token-same"))
            self.changes[name] = str(token)
            return identity

        identity = self.prompt.ask(Text("init-token"), accept, secret=True)
        self.prompt.tell("init-token-is", title=identity.title, username=identity.username)
        return identity

    @staticmethod
    def _known_is_wrong(identity: Identity | Trouble, other: Identity | None) -> Text | None:
        if isinstance(identity, Trouble):
            return Text(_why(identity))
        return Text("init-token-same") if other is not None and identity.id == other.id else None

    def _identify(self, token: str) -> Identity | Trouble:
        return asyncio.run(identify(token, self.settings.telegram_api))

    # --- the staff group ----------------------------------------------------------------------------------------------

    def _ask_group(self, bot: Identity | None) -> None:
        known = self.settings.office_chat
        if GROUP in self.environ:
            self.prompt.tell("init-environment", setting=GROUP)
            return
        if known is not None and OFFICE not in self.changes and self._keeps(GROUP, str(known)):
            return
        if bot is None:
            return
        if not bot.joins_groups:
            self.prompt.tell("init-no-groups", username=bot.username)
        self.prompt.tell("init-group-how", username=bot.username)
        if self.prompt.confirm(Text("init-group-ready")):
            self.group = self._find_group()
            if self.group is not None:
                self.changes[GROUP] = str(self.group.id)

    def _find_group(self) -> FoundGroup | None:
        """Wait for a group that is confirmed; None where it is left for later."""
        token = self.changes.get(OFFICE) or self.settings.office_token or ""
        self.finder = finder = GroupFinder(token, self.settings.telegram_api, self.prompt.say, self.prompt.tell_text)
        self.prompt.tell("init-group-waiting")
        while True:
            found = asyncio.run(finder.next())
            if isinstance(found, Trouble):
                if not self._goes_on(finder, found):
                    asyncio.run(finder.stop())
                    return None
            elif self.prompt.confirm(Text("init-group-is", {"title": found.title})):
                asyncio.run(finder.confirm(found))
                return self._with_rights(finder, found)
            else:
                asyncio.run(finder.pass_over(found))
                self.prompt.tell("init-group-waiting")

    def _with_rights(self, finder: GroupFinder, group: FoundGroup) -> FoundGroup:
        """Say what the bot still may not do there, until it may, or somebody leaves that for later."""
        while True:
            group, lack = asyncio.run(finder.look(group))
            if lack is None:
                return group
            self.prompt.tell_text(lack)
            if not self.prompt.confirm(Text("init-look-again")):
                return group

    def _goes_on(self, finder: GroupFinder, trouble: Trouble) -> bool:
        if trouble is Trouble.WEBHOOK:
            again = self.prompt.confirm(Text("init-group-webhook"))
            return again and asyncio.run(finder.free()) is None
        self.prompt.tell("init-group-busy" if trouble is Trouble.BUSY else _why(trouble))
        return self.prompt.confirm(Text("init-again"))

    # --- the profile and the database ---------------------------------------------------------------------------------

    def _ask_profile(self) -> None:
        path = self.settings.office
        if path is not None and self._keeps_profile(path):
            return
        if path is None or PROFILE not in self.environ:
            path = self._ask_path(path)
        self.prompt.tell("init-office-how")
        content = profile_text(ask_about_office(self.prompt), self.words, self.language)
        place = self.folder / path
        mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else _OPEN_MODE
        self.profile = NewFile(place, content, mode)
        if path != self.settings.office:
            self.changes[PROFILE] = str(path)

    def _keeps_profile(self, path: Path) -> bool:
        try:
            office = load_office(self.folder / path)
        except OfficeProfileError as error:
            self.prompt.tell_text(error.text)
        else:
            question = Text("init-keep-profile", {"path": str(path), "office": office.names[LANGUAGE_OF_STAFF]})
            if self.prompt.confirm(question):
                return True
        if PROFILE in self.environ and not self._may_replace(path):
            raise IntakeError("error-init-profile-set", path=str(path))
        return False

    def _ask_path(self, known: Path | None) -> Path:
        """A path that may be written: what is there is replaced after a yes only."""

        def accept(answer: str) -> Path | Wrong:
            path = setting_named(PROFILE).read(answer)
            if not isinstance(path, Path) or not self._may_hold(path):
                return Wrong(Text("init-path-wrong"))
            return path if self._may_replace(path) else Wrong(Text("init-path-other"))

        return self.prompt.ask(Text("init-profile-path"), accept, default=str(known or _PROFILE_FILE))

    def _may_hold(self, path: Path) -> bool:
        place = self.folder / path
        return place.parent.is_dir() and os.access(place.parent, os.W_OK) and not place.is_dir()

    def _may_replace(self, path: Path) -> bool:
        if not (self.folder / path).exists():
            return True
        return self.prompt.confirm(Text("init-replace", {"path": str(path)}), default=False)

    def _ask_database(self) -> None:
        if DATABASE in self.environ:
            self.prompt.tell("init-environment", setting=DATABASE)
            return

        if self.settings.sqlite_path is None:
            # Imported here: most offices have a file, and are asked without waiting for what reads databases.
            from bot.storage.database import backend_of

            if self._keeps(DATABASE, backend_of(self.settings).place):
                return

        def accept(answer: str) -> str | Wrong:
            if answer.startswith(_POSTGRESQL):
                return Wrong(Text("init-database-wrong")) if setting_named(DATABASE).read(answer) is None else answer
            # Percent signs of a path are read as those of an address.
            url = _SQLITE + answer.removeprefix(_SQLITE).replace("%", "%25")
            if "://" in answer.removeprefix(_SQLITE) or setting_named(DATABASE).read(url) is None:
                return Wrong(Text("init-database-wrong"))
            place = (self.folder / answer.removeprefix(_SQLITE)).parent
            return url if place.is_dir() and os.access(place, os.W_OK) else Wrong(Text("init-database-no-folder"))

        self.prompt.tell("init-database-how")
        known = str(self.settings.sqlite_path or "intake.db")
        url = self.prompt.ask(Text("init-database"), accept, default=known)
        if url != self.settings.database:
            self.changes[DATABASE] = url
            if url.startswith(_POSTGRESQL):
                self._make_key()

    def _make_key(self) -> None:
        """Make the key, which only a file of ours gets by itself; one that is set stays."""
        if self.settings.key is not None or self.settings.key_file is not None:
            return
        path = self.folder / _KEY_FILE
        if not path.exists():
            self.key = NewFile(path, f"{new_key()}\n", _SECRET_MODE)
        self.changes[KEY_FILE] = str(path.resolve())
        self.prompt.tell("init-database-key", path=str(path))

    # --- writing ------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        files = [file for file in (self.profile, self.key) if file is not None]
        if self.changes:
            path = self.folder / ENV_FILE
            head = f"# {self.prompt.say(Text('init-env-head'))}\n"
            before = path.read_text(encoding="utf-8") if path.is_file() else head
            files.append(NewFile(path, with_settings(before, self.changes), _SECRET_MODE))
        if not files:
            self.prompt.tell("init-nothing-new")
            return
        while not self._saves(files):
            pass
        for file in files:
            self.prompt.tell("init-written", path=str(file.path))

    def _saves(self, files: list[NewFile]) -> bool:
        """Write all of them; where that fails, ask whether to try again. Raises `IntakeError` where nobody wants to."""
        try:
            save(files)
        except IntakeError as error:
            self.prompt.tell_text(error.text)
            if not self.prompt.confirm(Text("init-again")):
                raise IntakeError("error-init-given-up") from None
            return False
        return True

    def _keeps(self, name: str, value: str) -> bool:
        return self.prompt.confirm(Text("init-keep", {"setting": name, "value": value}))


def _why(trouble: Trouble) -> str:
    return "init-token-refused" if trouble is Trouble.TOKEN_REFUSED else "init-unreachable"


__all__ = ["SetUp"]
