"""One word, one meaning: public classes and type aliases share no name, and the README explains words of the code."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "dialogs", "scoring")
# A type's name: SMALL_CAPITALS are constants, and a single letter is a type variable.
_TYPE = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")
_ENTRY = re.compile(r"^\| ([a-z ]+) \| .+ \| `([\w.]+)\.(\w+)` \|$", re.MULTILINE)


@cache
def _modules() -> dict[str, ast.Module]:
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {_name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _types(tree: ast.Module) -> Iterator[str]:
    """Yield the names of the public classes and type aliases at the top of a module."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        yield from (name for name in names if _TYPE.fullmatch(name))


def _entries() -> list[tuple[str, str, str]]:
    """Return the table of words of the README: word, module and class."""
    _, _, section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Words we use")
    return _ENTRY.findall(section.partition("\n## ")[0])


def _names_read(tree: ast.Module) -> set[str]:
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return imported | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_no_two_public_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for module, tree in _modules().items():
        for name in _types(tree):
            homes[name].append(module)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_the_words_of_the_readme_are_each_explained_once() -> None:
    words = [word for word, _, _ in _entries()]
    assert len(words) > 20
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(("word", "module", "name"), [pytest.param(*entry, id=entry[0]) for entry in _entries()])
def test_a_word_of_the_readme_is_a_class_in_use(word: str, module: str, name: str) -> None:
    assert name in set(_types(_modules()[module])), f"{word}: {module} has no {name}"
    users = [other for other, tree in _modules().items() if other != module and name in _names_read(tree)]
    assert users, f"{word}: nothing uses {name}"
