"""Data made from files once and loaded at once from then on: a wheel ships it, a checkout keeps it in `__pycache__`.

What is kept names a digest of all it was made of, which is compared each time, so that it is never of older files.
Where there is none, or another, it is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


def kept(folder: Path, name: str, sources: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """Return what was kept in a folder under a name if it was made of these sources; else make and keep it."""
    digest = digest_of(sources)
    beside = folder / "__pycache__" / name
    for file in (folder / name, beside):
        found = read(file, digest)
        if found is not None:
            return found
    made = make()
    if not sys.dont_write_bytecode:
        keep(beside, form(digest, made))
    return made


def digest_of(sources: Iterable[bytes]) -> str:
    """Return a digest of everything something is made of."""
    digest = hashlib.sha256()
    for content in sources:
        digest.update(f"{len(content)}\0".encode() + content)
    return digest.hexdigest()


def source_of(*modules: str) -> Iterable[bytes]:
    """Yield the sources of modules by their files: a changed module must not be given what another one made."""
    for file in modules:
        with contextlib.suppress(OSError):  # a distribution without sources
            yield Path(file).read_bytes()


def form(digest: str, made: Any) -> bytes:
    """Return what is kept: the digest first, so that what is stale need not be decoded."""
    return json.dumps({"digest": digest, "made": made}, ensure_ascii=False, separators=(",", ":")).encode()


def read(file: Path, digest: str) -> Any:
    """Return what a file keeps if it was made of these very sources; None for any other file."""
    try:
        content = file.read_bytes()
        if not content.startswith(b'{"digest":"' + digest.encode() + b'"'):
            return None
        return json.loads(content)["made"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(file: Path, content: bytes) -> None:
    """Write a file whole or not at all; where nothing may be written, the next process makes it again."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=f"{file.name}.", dir=file.parent, delete=False) as stream:
            written = Path(stream.name)
        try:
            written.write_bytes(content)
            written.chmod(0o644)  # nothing secret, and others may run this checkout too
            written.replace(file)
        except OSError:
            written.unlink()
            raise
