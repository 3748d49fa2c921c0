"""Where settings are written: the environment and a `.env` file, as names and texts with the place of each.

What is wrong is collected rather than raised, so that whoever reads can say everything at once. No error repeats a
text: it may be a secret.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from bot.errors import SettingsError, reason_of
from dialogs.messages import Text

PREFIX = "INTAKE_"
ENV_FILE = ".env"
GivenSettings = dict[str, tuple[str, Text]]
"""Name -> (text, where it was found)."""


def read_environment(environ: Mapping[str, str], known: Collection[str], wrong: list[SettingsError]) -> GivenSettings:
    """Our variables among those of a process."""
    where = Text("error-setting-in-environment")
    return _known([(name, text, where) for name, text in environ.items()], known, wrong)


def read_file(path: Path, known: Collection[str], wrong: list[SettingsError]) -> GivenSettings:
    """Our variables in a `.env` file; other names in it are others' business."""
    if not path.is_file():  # some keep a virtual environment in a folder of this name
        return {}
    try:
        raw = path.read_bytes()
    except OSError as error:
        wrong.append(SettingsError("error-setting-file", path=str(path), reason=reason_of(error)))
        return {}
    found: GivenSettings = {}
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        where = Text("error-setting-in-line", {"path": str(path), "line": str(number)})
        pair = _read_line(line)
        if pair is None:
            wrong.append(SettingsError("error-setting-line", where=where))
            continue
        name, text = pair
        if name in found and name.startswith(PREFIX):
            wrong.append(SettingsError("error-setting-twice", where=where))
        elif name:
            found[name] = (text, where)
    return _known([(name, text, where) for name, (text, where) in found.items()], known, wrong)


def with_settings(text: str, values: Mapping[str, str]) -> str:
    """Return the text of a `.env` file with these settings, each in its own line's place, all other lines as they are.

    A setting that stands in no line comes at the end.
    """
    text, left = text.removeprefix("\ufeff").removesuffix("\n"), dict(values)
    lines = text.split("\n") if text else []
    for number, line in enumerate(lines):
        match = re.match(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=", line)
        if match is not None and match[1] in left:
            lines[number] = f"{match[1]}={_quoted(left.pop(match[1]))}"
    lines += [f"{name}={_quoted(value)}" for name, value in left.items()]
    return "\n".join([*lines, ""])


def _quoted(value: str) -> str:
    """A value as it is read back: quoted where a sign of it would be taken for something else."""
    if re.fullmatch(r"[A-Za-z0-9_./:@%+-]*", value):
        return value
    escaped = re.sub(r'(["\\])', r"\\\1", value)
    return f'"{escaped}"'


def _read_line(line: bytes) -> tuple[str, str] | None:
    """Name and text of one line of a `.env` file, two empty strings for nothing, None when it is broken."""
    try:
        text = line.decode().strip()
    except UnicodeDecodeError:
        return None
    if not text or text.startswith("#"):
        return "", ""
    match = re.fullmatch(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)", text)
    if match is None or not text.replace("\t", " ").isprintable():
        return None
    value = _read_value(match[2])
    return None if value is None else (match[1], value)


def _read_value(text: str) -> str | None:
    if not text.lstrip().startswith(("'", '"')):
        # A # counts as a comment after a space only: it may stand inside a password.
        return re.split(r"\s#", text, maxsplit=1)[0].strip()
    if single := re.fullmatch(r"\s*'([^']*)'(?:\s+#.*)?", text):
        return single[1]
    if double := re.fullmatch(r'\s*"((?:[^"\\]|\\.)*)"(?:\s+#.*)?', text):
        return re.sub(r'\\(["\\])', r"\1", double[1])
    return None


def _known(found: Iterable[tuple[str, str, Text]], known: Collection[str], wrong: list[SettingsError]) -> GivenSettings:
    """Our variables that have a value; complains of names that look like ours and are not."""
    given: GivenSettings = {}
    for name, text, where in found:
        if name in known:
            if text.strip():
                given[name] = (text.strip(), where)
        elif name.upper().startswith(PREFIX):
            wrong.append(_unknown(name, where, known))
    return given


def _unknown(name: str, where: Text, known: Collection[str]) -> SettingsError:
    nearest = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.0)[0]
    # A key or token run together with the name ("=" forgotten) makes a very long name; it is not repeated.
    named = re.fullmatch(r"[A-Za-z0-9_]{1,40}", name)
    shown = name if named else Text("error-setting-unnamed", {"start": PREFIX})
    return SettingsError("error-setting-unknown", name=shown, where=where, nearest=nearest)
