"""One word, one meaning: public classes and type aliases share no name, and `deploy/HOUSE.md` explains words."""

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


# Words whose thing has a name or number of its own, so that a field may hold that in its place.
NAMED = {
    "act",
    "article",
    "channel",
    "chapter",
    "entry",
    "kind",
    "lead",
    "person",
    "place",
    "question",
    "row",
    "ruleset",
    "run",
} | {*("item", "line", "verdict", "way", "wish")}
# Fields that bear a word and hold something else, and why that is no second meaning.
_BUTTONS, _ALL_GATES, _PROFILE = "rows of buttons, as a keyboard has them", "of all together", "fields of a profile"
NO_CLASH = {
    ("Content", "rows"): _BUTTONS,
    ("Screen", "rows"): _BUTTONS,
    ("BookStep", "condition"): "in words",
    ("SheetWords", "conditions"): "in words",
    ("SheetData", "conditions"): "in words",
    ("Clause", "condition"): "whether it is one",
    ("Residence", "conditions"): "those of a way to stay, as gates",
    ("ResidenceRules", "conditions"): "those of a way to stay, as the file has them",
    ("OfficeFacts", "address"): "where the office is",
    ("Office", "address"): "where the office is",
    ("SheetWords", "facts"): "in words",
    ("SheetData", "facts"): "in words",
    ("Lead", "facts"): "in words",
    ("Example", "facts"): _PROFILE,
    ("PointGroup", "facts"): _PROFILE,
    ("Snapshot", "facts"): _PROFILE,
    ("Part", "facts"): _PROFILE,
    ("ProofOption", "fact"): _PROFILE,
    ("RuleBook", "record"): "lines by which a check is put on record",
    ("LeadRecord", "acts"): "those of staff, as kept",
    ("Question", "wish"): "whether its answer is one",
    ("Conversation", "lead"): "whether there is one",
    ("Mixture", "gates"): _ALL_GATES,
    ("Stretch", "gates"): _ALL_GATES,
    ("WorkPeriod", "start"): "the day itself",
    ("Timeline", "start"): "the day itself",
}


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
    """Return the table of words of `deploy/HOUSE.md`: word, module and class."""
    _, _, section = (ROOT / "deploy" / "HOUSE.md").read_text(encoding="utf-8").partition("## Words we use")
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


def test_the_words_of_the_house_are_each_explained_once() -> None:
    words = [word for word, _, _ in _entries()]
    assert len(words) > 20
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(("word", "module", "name"), [pytest.param(*entry, id=entry[0]) for entry in _entries()])
def test_a_word_of_the_house_is_a_class_in_use(word: str, module: str, name: str) -> None:
    assert name in set(_types(_modules()[module])), f"{word}: {module} has no {name}"
    users = [other for other, tree in _modules().items() if other != module and name in _names_read(tree)]
    assert users, f"{word}: nothing uses {name}"


# --- fields -----------------------------------------------------------------------------------------------------------


def _values(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """Yield the public dataclasses and named tuples at the top of a module."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            made_by = [*map(ast.unparse, node.decorator_list), *map(ast.unparse, node.bases)]
            if any("dataclass" in name or name == "NamedTuple" for name in made_by):
                yield node


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field in node.body:
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            yield field.target.id, ast.unparse(field.annotation)


def _singular(name: str) -> set[str]:
    return {name, f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")}


def _clashes() -> Iterator[tuple[str, str]]:
    """Yield each public value's field that bears a word of the house and does not hold that thing."""
    things = {word.replace(" ", "_"): name for word, _, name in _entries()}
    for node in (node for tree in _modules().values() for node in _values(tree)):
        for name, held in _fields(node):
            for word in _singular(name) & things.keys():
                is_thing = re.search(
                    rf"\w*{things[word]}\b|\b{word.capitalize()}\w*|\b\w*{word.capitalize()}s?\b", held
                )
                is_name = word in NAMED and re.search(r"\bstr\b|\bint\b", held)
                if not is_thing and not is_name:
                    yield node.name, name


def test_a_field_that_bears_a_word_of_the_house_holds_that_thing() -> None:
    clashes = set(_clashes())
    assert clashes - NO_CLASH.keys() == set()
    assert NO_CLASH.keys() - clashes == set(), "take out of the list what clashes no more"


def test_a_record_of_the_database_is_no_row_of_a_points_table() -> None:
    storage = {name: tree for name, tree in _modules().items() if name.startswith("bot.storage")}
    called = {
        f"{name}: {node.arg}"
        for name, tree in storage.items()
        if ".migrations" not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.arg) and node.arg in ("row", "rows")
    }
    assert called == set()
