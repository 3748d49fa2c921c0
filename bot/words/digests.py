"""Whether a translation is still one of today's source text: each language keeps the digests of what it translated.

`locales/<language>/digests.toml` holds, for each message, the digest of the English text that the translator last
checked. After changing an English text, look at the translation, then accept it (all files, or the ones named)::

    python -m bot.words.digests ja
    python -m bot.words.digests ja scoring.ftl

It prints every key it accepts, and accepts none that is not translated. Nothing here renders a text.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.serializer import serialize_pattern

from bot.errors import OwnError
from bot.words.words import SOURCE_LANGUAGE, folder_of, languages

RECORD = "digests.toml"
_HEAD = f"# Written by `python -m bot.words.digests`: the texts of locales/{SOURCE_LANGUAGE} as last translated.\n"


class DigestsError(OwnError):
    """The record of what was translated cannot be read, or a text to accept is missing."""


def source_digests(language_dir: Path) -> dict[str, str]:
    """The digest of each message (`key`, `key.attribute`, `-term`) of a language, in the order of its files.

    Only the text counts: comments and layout may change freely.
    """
    return {
        key: digest for file in _files(language_dir) for key, digest in digests_in(file.read_text(encoding="utf-8"))
    }


def digests_in(text: str) -> tuple[tuple[str, str], ...]:
    """The same of the text of one file."""
    return tuple(
        (key, hashlib.sha256(serialize_pattern(pattern).encode()).hexdigest()[:12])
        for key, pattern in patterns_in(text)
    )


def patterns(file: Path) -> tuple[tuple[str, ast.Pattern], ...]:
    """The messages, attributes and terms of one file."""
    return patterns_in(file.read_text(encoding="utf-8"))


def patterns_in(text: str) -> tuple[tuple[str, ast.Pattern], ...]:
    """The same of the text of one file."""
    return tuple(_patterns(FluentParser(with_spans=False).parse(text).body))


def _patterns(body: Iterable[object]) -> Iterator[tuple[str, ast.Pattern]]:
    for entry in body:
        if isinstance(entry, ast.Message | ast.Term):
            name = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
            if entry.value is not None:
                yield name, entry.value
            for attribute in entry.attributes:
                yield f"{name}.{attribute.id.name}", attribute.value


def stale(language: str) -> list[str]:
    """Keys whose source text is not the one that was translated: changed, new, or gone."""
    recorded = _read(folder(language))
    current = source_digests(folder(SOURCE_LANGUAGE))
    changed = [key for key, digest in current.items() if recorded.get(key) != digest]
    return changed + [key for key in recorded if key not in current]


def accept(language: str, files: Sequence[str] = ()) -> list[str]:
    """Record today's source texts as translated; `files` limits it to their messages. Returns a line for each change.

    Raises `DigestsError`, and records nothing, when one of them has no translation.
    """
    source, target = folder(SOURCE_LANGUAGE), folder(language)
    recorded, current = _read(target), source_digests(source)
    known = {file.name for file in _files(source)}
    if set(files) - known:
        raise DigestsError(f"locales/{SOURCE_LANGUAGE} has no {min(set(files) - known)}; name one of its files")
    accepted = [file.read_text(encoding="utf-8") for file in _files(source) if not files or file.name in files]
    chosen = {key for text in accepted for key, _ in digests_in(text)}
    untranslated = sorted(chosen - set(source_digests(target)))
    if untranslated:
        raise DigestsError(f"locales/{language} has no text for {', '.join(untranslated)}; translate it first")
    result = {
        key: current[key] if key in chosen else recorded[key] for key in current if key in chosen or key in recorded
    }
    lines = [f"{'changed' if key in recorded else 'new'}: {key}" for key in result if recorded.get(key) != result[key]]
    lines += [f"gone: {key}" for key in recorded if key not in result]
    body = "".join(f'"{key}" = "{digest}"\n' for key, digest in sorted(result.items()))
    (target / RECORD).write_text(_HEAD + body, encoding="utf-8")
    return lines


def folder(language: str) -> Path:
    """Where the texts of a language are."""
    return folder_of(language)


def main(argv: Sequence[str] | None = None) -> int:
    """Accept the translations of one language, saying which."""
    translations = [language for language in languages() if language != SOURCE_LANGUAGE]
    parser = argparse.ArgumentParser(
        prog="python -m bot.words.digests",
        description="Record that the translations of a language were checked against today's English texts.",
        epilog="example: python -m bot.words.digests ja scoring.ftl",
    )
    parser.add_argument("language", choices=translations, help="the language that was checked")
    parser.add_argument("files", nargs="*", metavar="FILE", help="only the messages of these files (default: all)")
    args = parser.parse_args(argv)
    try:
        lines = accept(args.language, args.files)
    except DigestsError as error:
        sys.stderr.write(f"digests: {error}\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in lines or ["nothing to accept"])
    return 0


def _files(language_dir: Path) -> list[Path]:
    return sorted(language_dir.glob("*.ftl"))


def _read(language_dir: Path) -> dict[str, str]:
    path = language_dir / RECORD
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DigestsError(f"{path} is not valid TOML ({error}); mend it or delete it and accept again") from error


if __name__ == "__main__":
    sys.exit(main())
