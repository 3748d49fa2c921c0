"""One word, one meaning: public classes and type aliases share no name, and `deploy/HOUSE.md` explains words."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "dialogs", "scoring")
# A type's name: SMALL_CAPITALS are constants, and a single letter is a type variable.
_TYPE = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")
_ENTRY = re.compile(r"^\| ([a-z ]+) \| .+ \| `([\w.]+)\.(\w+)` \|$", re.MULTILINE)


# Words whose thing has a name or number of its own, so that a field may hold that in its place.
NAMED = {
    "act",
    "article",
    "booking",
    "channel",
    "chapter",
    "condition",
    "entry",
    "gate",
    "kind",
    "lead",
    "page",
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
    ("Listed", "rows"): _BUTTONS,
    ("Screen", "rows"): _BUTTONS,
    ("WriteToClient", "rows"): _BUTTONS,
    ("Clause", "condition"): "whether it is one",
    ("Residence", "conditions"): "those of a way to stay, as gates",
    ("ResidenceRules", "conditions"): "those of a way to stay, as the file has them",
    ("OfficeFacts", "address"): "where the office is",
    ("Office", "address"): "where the office is",
    ("SheetWords", "facts"): "in words",
    ("SheetData", "facts"): "in words",
    ("Lead", "facts"): "in words",
    ("ProofOption", "fact"): _PROFILE,
    ("RuleBook", "record"): "lines by which a check is put on record",
    ("Question", "wish"): "whether its answer is one",
    ("Conversation", "lead"): "whether there is one",
    ("Mixture", "gates"): _ALL_GATES,
    ("Stretch", "gates"): _ALL_GATES,
}


# Functions and parameters that bear a word for something else, and why that is no second meaning.
_IN_WORDS, _LIBRARY, _PAPER = "in words", "as the language or a library has it", "of paper"
_STORED, _BANK, _ONE_OF = "those of a table of the database", "of the answer bank", "of any list"
NO_CLASH_OF_FUNCTIONS = {
    ("scoring.engine", "_field(fact)"): "its name",
    ("bot.channels.telegram.calls", "keyboard(rows)"): _BUTTONS,
    ("bot.channels.telegram.calls", "text_params(rows)"): _BUTTONS,
    ("dialogs.matching", "match(rows)"): _BUTTONS,
    ("bot.channels.telegram.render", "pages"): "messages, one a page",
    ("bot.office.telegram.courier", "_pages"): "messages, one a page",
    **dict.fromkeys(
        (("bot.storage.copying", name) for name in ("_pages", "_pages(reading)", "_fill(reading)")), _STORED
    ),
    ("bot.storage.copying", "_last_number(reading)"): _STORED,
    ("bot.storage.copying", "_place"): "of a database",
    **dict.fromkeys(
        ((f"bot.storage.{name}", "fill(records)") for name in ("dialect", "postgresql", "sqlite")), _STORED
    ),
    ("bot.storage.inventory", "add(records)"): _STORED,
    ("bot.storage.rotation", "_pages"): _STORED,
    ("bot.storage.rotation", "_records"): _STORED,
    ("bot.storage.rotation", "named_rows(records)"): _STORED,
    ("bot.storage.dialect", "__init__(records)"): _STORED,
    ("bot.storage.dialect", "ask_for_each(records)"): _STORED,
    ("bot.storage.postgresql", "ask_for_each(records)"): _STORED,
    ("bot.storage.sqlite", "ask_for_each(records)"): _STORED,
    ("bot.storage.constant", "many(records)"): _STORED,
    ("bot.storage.transaction", "_pages"): _STORED,
    ("bot.storage.records", "open_address(address)"): "its id",
    ("bot.env_file", "_read_line(line)"): "of a file",
    ("bot.words.clean", "clean(lines)"): "whether they are kept",
    ("bot.office_profile.value", "items"): _ONE_OF,
    ("dialogs.telling", "listed(items)"): _ONE_OF,
    ("bot.office_profile.value", "record(kind)"): _LIBRARY,
    ("bot.receiving.aside", "__aexit__(kind)"): _LIBRARY,
    ("bot.storage.lock", "__exit__(kind)"): _LIBRARY,
    ("scoring.rule_files", "_of(kind)"): _LIBRARY,
    ("bot.setup.prompt", "ask(question)"): "of whoever sets intake up",
    ("bot.setup.prompt", "confirm(question)"): "of whoever sets intake up",
    ("bot.sheets.fill", "worksheet_data(facts)"): _IN_WORDS,
    ("bot.sheets.paper", "_add_fonts(pages)"): _PAPER,
    ("bot.sheets.paper", "_draw(page)"): _PAPER,
    ("bot.sheets.paper", "pdf_of(pages)"): _PAPER,
    ("bot.sheets.rule_pages", "rule_pdf(pages)"): _PAPER,
    ("bot.sheets.score_card", "_lines"): "draws them",
    ("bot.sheets.score_card", "_verdict"): "draws it",
    ("dialogs.answer_bank.loading", "check_alike(entries)"): _BANK,
    ("dialogs.answer_bank.loading", "read_language(entries)"): _BANK,
    ("dialogs.answer_bank.matching", "__init__(entries)"): _BANK,
    ("dialogs.desk.clients", "file_lead(act)"): "an effect of a turn is an act to the desk",
    ("dialogs.desk.clients", "reach(act)"): "an effect of a turn is an act to the desk",
    ("dialogs.desk.clients", "write(act)"): "an effect of a turn is an act to the desk",
    ("dialogs.desk.calendar", "notice(act)"): "what is read in a calendar is an act to the desk",
    ("dialogs.desk.bookings", "change(act)"): "an effect of a turn is an act to the desk",
    ("dialogs.desk.bookings", "end_hold(act)"): "what the clock brings is an act to the desk",
    ("dialogs.desk.bookings", "end_proposal(act)"): "what the clock brings is an act to the desk",
    ("dialogs.desk.bookings", "end_talk(act)"): "what the clock brings is an act to the desk",
    ("dialogs.desk.bookings", "nudge(act)"): "what the clock brings is an act to the desk",
    ("dialogs.desk.brief", "brief(act)"): "what the clock brings is an act to the desk",
    ("dialogs.desk.bookings", "offer(act)"): "what the clock brings is an act to the desk",
    ("dialogs.desk.law", "tell_of_law(act)"): "what the clock brings is an act to the desk",
    ("dialogs.desk.translation", "tell_staff(act)"): "an effect of a turn is an act to the desk",
    ("dialogs.desk.reminders", "remind_of_talk(act)"): "what the clock brings is an act to the desk",
    ("dialogs.desk.bookings", "give_room(act)"): "what staff type is an act to the desk",
    ("bot.turns.apply", "room_given(act)"): "what staff type is an act to the desk",
    ("bot.turns.posting", "say(rows)"): _BUTTONS,
    ("dialogs.pages", "by_id(pages)"): "the modules that hold them",
    ("dialogs.pages.asking", "_way"): "of meeting, in words",
    ("dialogs.pages.asking", "_ways"): "of meeting, in words",
    ("dialogs.parts.advice", "_category(entry)"): "as advice has it",
    ("scoring.stay.advice", "_notices(entries)"): "as advice has it",
    ("dialogs.parts.residence", "_conditions"): _IN_WORDS,
    ("dialogs.parts.ways", "_levers"): _IN_WORDS,
    ("dialogs.parts.sure", "kinds"): "of dependence",
    ("scoring.export.goals", "_dependence"): "as JSON has it",
    ("scoring.stay.deciding", "_verdicts"): "compared only",
    ("scoring.stay.held", "runs"): "of days",
    ("scoring.stay.residence", "_readings"): "of what is known of days",
    ("scoring.stay.residence", "permanent_residence(conditions)"): "those of a way to stay, as answered",
}
# What a word may hold besides: facts by their names or all of them as a profile, what begins by its day or its number.
HOLDS_TOO = {
    "reading": r"Certain|Ambiguous",
    "start": r"\bdate\b|\bint\b",
    "fact": r"tuple\[str|Facts\b|Mapping\[str, Any\]|frozenset\[str\]|Profile\b|Possible\b|dict\[str, Any\]",
}
# Functions whose name is no noun: what they do, and what they give back is told otherwise.
VERBS = {"act", "article", "line", "post", "reading", "record", "run", "start"}


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


def test_a_word_of_the_house_is_a_class_in_use() -> None:
    read = {module: _names_read(tree) for module, tree in _modules().items()}
    for word, module, name in _entries():
        assert name in set(_types(_modules()[module])), f"{word}: {module} has no {name}"
        users = [other for other, names in read.items() if other != module and name in names]
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


@cache
def _things() -> Mapping[str, str]:
    """Return, for each word, a pattern of the types that are that thing: its class, those built on it, and its name."""
    bases: dict[str, set[str]] = defaultdict(set)
    for node in (node for tree in _modules().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for base in node.bases:
            bases[ast.unparse(base).partition("[")[0].rpartition(".")[2]].add(node.name)
    found = {}
    for word, _, name in _entries():
        names, fresh = {name}, {name}
        while fresh:
            fresh = {child for parent in fresh for child in bases[parent]} - names
            names |= fresh
        word = word.replace(" ", "_")
        patterns = [*(rf"\w*{each}\b" for each in sorted(names)), rf"\b\w*{word.capitalize()}\w*"]
        found[word] = "|".join([*patterns, *([HOLDS_TOO[word]] if word in HOLDS_TOO else [])])
    return found


def _wrong_words(name: str, held: str) -> bool:
    """Return whether a name bears a word of the house and what it holds is not that thing, nor the thing's name."""
    return any(
        not re.search(_things()[word], held) and not (word in NAMED and re.search(r"\bstr\b|\bint\b", held))
        for word in _singular(name) & _things().keys()
    )


def _clashes() -> Iterator[tuple[str, str]]:
    """Yield each public value's field that bears a word of the house and does not hold that thing."""
    for node in (node for tree in _modules().values() for node in _values(tree)):
        yield from ((node.name, name) for name, held in _fields(node) if _wrong_words(name, held))


def test_a_field_that_bears_a_word_of_the_house_holds_that_thing() -> None:
    clashes = set(_clashes())
    assert clashes - NO_CLASH.keys() == set()
    assert NO_CLASH.keys() - clashes == set(), "take out of the list what clashes no more"


# --- functions --------------------------------------------------------------------------------------------------------


def _functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for module, tree in _modules().items():
        if ".migrations" not in module:
            functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
            yield from ((module, node) for node in functions)


def _clashes_of_functions() -> Iterator[tuple[str, str]]:
    """Yield each function, and each of its parameters, that bears a word of the house for something else.

    What returns nothing, or whether something is so, is no noun.
    """
    for module, node in _functions():
        returned = "None" if node.returns is None else ast.unparse(node.returns)
        is_noun = returned not in ("None", "bool", "NoReturn") and node.name.strip("_") not in VERBS
        if is_noun and _wrong_words(node.name.lstrip("_"), returned):
            yield module, node.name
        for given in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            held = "Any" if given.annotation is None else ast.unparse(given.annotation)
            if held not in ("Any", "object") and _wrong_words(given.arg, held):
                yield module, f"{node.name}({given.arg})"


def test_a_function_or_a_parameter_that_bears_a_word_of_the_house_is_about_that_thing() -> None:
    clashes = set(_clashes_of_functions())
    assert clashes - NO_CLASH_OF_FUNCTIONS.keys() == set()
    assert NO_CLASH_OF_FUNCTIONS.keys() - clashes == set(), "take out of the list what clashes no more"


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
