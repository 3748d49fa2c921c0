"""The shape of the house: who may import whom, which library has which one door, where clocks and tasks are.

Every module is read, none is run.
"""

import ast
import fnmatch
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bot.channels import registry
from tests.test_loading import FEEDS, TRANSLATING

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("scoring", "dialogs", "bot")
TOP_LEVEL = {
    *PACKAGES,
    "locales",
    "tests",
    "deploy",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
}

# What a package may import besides the standard library.
MAY_IMPORT = {
    "scoring": {"scoring"},
    "dialogs": {"dialogs", "scoring", "transitions"},
}
# What a part of `bot` must not import. Messengers bring updates in and take replies out; they know no storage.
MUST_NOT_IMPORT = [
    ("bot.app", "bot.channels.telegram"),
    ("bot.run", "bot.channels.telegram"),
    ("bot.run", "bot.office.telegram"),
    ("bot.channels", "bot.storage"),
    ("bot.channels.telegram", "bot.channels.console"),
    ("bot.channels.console", "bot.channels.telegram.send"),
    ("bot.channels", "bot.office.telegram"),
    ("bot.office", "bot.channels.telegram.send"),
    ("bot.office", "bot.channels.telegram.wire"),
    ("bot.words", "bot.channels"),
    ("bot.office", "bot.channels.console"),
    ("bot.storage", "bot.channels"),
    ("bot.storage", "bot.office"),
    ("bot.storage", "bot.turns.apply"),
    ("bot.storage", "bot.turns.ledger"),
    ("bot.turns", "bot.storage"),
    ("bot.receiving", "bot.storage"),
    ("bot.receiving", "bot.channels"),
    ("bot.receiving", "bot.office"),
    ("bot.receiving", "bot.delivery"),
    ("bot.receiving", "bot.turns.apply"),
    ("bot.turns", "bot.channels.telegram.send"),
    ("bot.turns", "bot.channels.console"),
    ("bot.turns", "bot.office.telegram"),
    ("bot.delivery", "bot.channels"),
    ("bot.delivery", "bot.office"),
    ("bot.translator", "bot.channels"),
    ("bot.translator", "bot.storage"),
    ("bot.turns", "bot.translator"),
    ("bot.delivery", "bot.translator"),
    ("bot.web", "bot.channels"),
    ("bot.web", "bot.office"),
    ("bot.web", "bot.storage"),
    ("bot.channels", "bot.office.web"),
    ("bot.office", "bot.channels.web"),
    ("bot.office.web", "bot.storage"),
]
# The doors of a library: whoever wants to replace it has to look nowhere else.
DOORS = {
    "aiogram": {"bot.channels.telegram"},
    "telegram": {"bot.office.telegram", "bot.checks.office"},
    "transitions": {"dialogs.machine"},
    "cryptography": {"bot.storage.seal", "bot.backup.sealed_file"},
    "alembic": {"bot.storage"},
    "holidays": {"bot.office_profile.holidays_jp"},
    "babel": {"bot.words.values"},
    "icalendar": {"bot.sheets.calendar", "bot.calendars.events", "bot.calendars.entry_text", "bot.calendars.free_busy"},
    "caldav": {"bot.calendars.caldav_client"},
    "recurring_ical_events": {"bot.calendars.events"},
    "dateutil": {"bot.calendars.events"},
    "jinja2": {"bot.web"},
    "markupsafe": {"bot.web"},
    "segno": {"bot.sheets.qr"},
    "fluent": {"bot.words", "bot.commands.preview"},
}
# Who starts tasks, and where they end; a task that nobody waits for takes its error with it.
STARTS_TASKS = {
    "bot.clock": "a pause and the stop signal, awaited together in the same function",
    "bot.holding": "what is done while a lease is held, and its end, awaited together in the same function",
    "bot.run": "in its own task group, until the stop",
    "bot.observing.health": "its server, around a block, awaited together with the end of that",
    "bot.commands.demo": "people to start from, in its own task group, until the end of the demo",
    "bot.delivery.outbox": "one for each chat that waits, in its own task group",
    "bot.delivery.book": "a pause before the next try, awaited in the same function",
    "bot.delivery.trouble": "a pause that wakes one chat when it is over; cancelled when a call gets through",
    "bot.setup.telegram": "a post, awaited in the same function even when Ctrl-C ends the wait",
    "bot.storage.traces": "a timer and a signal, awaited together in the same function",
    "bot.receiving.aside": "calls nobody waits for, in its own task group with a limit for each",
    "bot.channels.telegram.polling": "the fetch, the stop signal and one for each chat, all awaited before it returns",
}
# Who reads a moment on the clock of the office, and why. Two moments of one zone compare as their clocks do, which is
# wrong in the hour that comes twice; so moments are compared in UTC, and become local to be shown or to give a day.
LOCAL_TIME = {
    "dialogs.office": "opening hours are written so; it compares in UTC",
    "dialogs.situation": "the day at the office",
    "bot.calendars.entry_text": "a time without a zone, as staff wrote it in their calendar",
    "dialogs.reminding.quiet": "eight in the morning, and the evening, where a client is",
    "dialogs.booking.wish": "the beginning of a client's day",
    "dialogs.pages.hours": "shown, on the client's clock beside the office's",
    "dialogs.booking.shown": "shown, on the client's clock and the office's",
    "bot.calendars.events": "whole days of a calendar, and times without a zone, are on the office's clock",
    "dialogs.whereabouts": "how far two clocks are apart",
    "dialogs.desk.papers": "noon at the office of a day, for the day's sake",
    "bot.checks.today": "the day at the office",
    "bot.commands.cards": "the day at the office, on its sheets",
    "bot.employer.answering": "when a link was answered, shown on its page",
    "bot.turns.employer": "the end of the last day of a link, at the office",
    "bot.office.moments": "shown to staff, or gives a day at the office",
    "bot.commands.leads": "printed",
    "bot.demo.page": "shown",
    "bot.observing.lines": "shown to people in the log, on this machine's clock",
    "bot.demo.week": "when made-up people do something, on the office's clock",
    "bot.commands.doctor": "the day at the office",
    "bot.commands.rules": "the day at the office",
}
# What is set from outside though its object is no dataclass, and why. Such an object works with others, which `bot.app`
# gives it when it is made: whatever is hung into it later is seen nowhere.
_A_LINE = "of a lane, a chat's line: the outbox and its troubles write down there when it may go on"
_A_LIBRARY = "a library's way to be told"
SET_FROM_OUTSIDE = {
    **dict.fromkeys(("bell", "hears_news", "current", "is_gone", "limit"), _A_LINE),
    **dict.fromkeys(("rests_until", "failed_at", "flooded_until"), _A_LINE),
    **dict.fromkeys(("timeout", "attributes", "isolation_level", "MAX_PART_LENGTH", "model_rebuild"), _A_LIBRARY),
    "recalcBBoxes": _A_LIBRARY,
    **dict.fromkeys(("excepthook", "unraisablehook", "showwarning"), _A_LIBRARY),
}
CLOCKS = {"today", "now", "utcnow", "localtime", "monotonic", "perf_counter", "time_ns"}
OUTSIDE_WORLD = {
    "time",
    "os",
    "random",
    "secrets",
    "socket",
    "ssl",
    "subprocess",
    "threading",
    "asyncio",
    "sqlite3",
    "psycopg",
}


@dataclass(frozen=True)
class Module:
    """One source file and what it says."""

    name: str
    path: Path
    tree: ast.Module
    # Everything in the tree: many tests look at all of it, and walking costs more than looking.
    nodes: tuple[ast.AST, ...]

    def within(self, name: str) -> bool:
        """Whether this is the named module or one inside the named package."""
        return self.name == name or self.name.startswith(f"{name}.")

    def imports(self) -> Iterator[str]:
        """Dotted names of everything imported, anywhere in the file; `from a import b` may mean the module a.b."""
        package = self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                base = ".".join([*above, *([node.module] if node.module else [])])
                yield base
                yield from (f"{base}.{alias.name}" for alias in node.names)

    def calls(self) -> Iterator[str]:
        """Dotted names of everything called, as written."""
        return (ast.unparse(node.func) for node in self.nodes if isinstance(node, ast.Call))


def _modules(package: str) -> Iterator[Module]:
    for path in sorted((ROOT / package).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        yield Module(name, path, tree, tuple(ast.walk(tree)))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the three packages."""
    return tuple(module for package in PACKAGES for module in _modules(package))


def test_there_is_something_to_read() -> None:
    assert {"scoring.engine", "dialogs.machine", "bot.app", "bot.channels.telegram.send"} <= {m.name for m in modules()}


# --- imports --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_core_package_imports_only_what_it_may(package: str) -> None:
    may = MAY_IMPORT[package] | sys.stdlib_module_names
    wrong = {f"{m.name} imports {i}" for m in modules() if m.within(package) for i in m.imports()}
    assert {line for line in wrong if line.split(" imports ")[1].split(".")[0] not in may} == set()


@pytest.mark.parametrize(("part", "other"), MUST_NOT_IMPORT, ids=lambda name: name)
def test_a_part_of_bot_does_not_import_another(part: str, other: str) -> None:
    inside = [m for m in modules() if m.within(part)]
    assert inside
    found = {f"{m.name} imports {i}" for m in inside for i in m.imports() if i == other or i.startswith(f"{other}.")}
    assert found == set()


@pytest.mark.parametrize("library", DOORS)
def test_a_library_is_used_through_its_doors_only(library: str) -> None:
    users = {m for m in modules() for i in m.imports() if i.split(".")[0] == library}
    assert users, f"nobody uses {library} any more: take it out of pyproject.toml"
    assert {m.name for m in users if not any(m.within(door) for door in DOORS[library])} == set()


def test_nobody_uses_what_a_library_keeps_to_itself() -> None:
    own = {*PACKAGES, "locales"} | sys.stdlib_module_names
    private = re.compile(r"\._(?!_)|^_(?!_)")
    used = {(m.name, i) for m in modules() for i in m.imports() if i.split(".")[0] not in own}
    assert {f"{name} imports {i}" for name, i in used if private.search(i)} == set()


def test_every_library_used_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_canonical(requirement) for requirement in project["dependencies"]}
    own = {*PACKAGES, "locales"} | sys.stdlib_module_names
    providers = packages_distributions()
    undeclared = {
        (m.name, i)
        for m in modules()
        for i in m.imports()
        if (top := i.split(".")[0]) not in own and not declared & {_canonical(d) for d in providers.get(top, [])}
    }
    assert undeclared == set()


def _canonical(requirement: str) -> str:
    [name] = re.findall(r"^[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", name).lower()


def test_calendars_to_subscribe_to_are_loaded_where_they_are_needed() -> None:
    """Within a function that is called where addresses are handed out, or by each other."""
    at_once = {
        f"{m.name} imports {name}"
        for m in modules()
        if not any(m.within(part) for part in FEEDS)
        for node in m.tree.body
        if isinstance(node, ast.ImportFrom)
        for name in (node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names))
        if any(name == part or name.startswith(f"{part}.") for part in FEEDS)
    }
    assert at_once == set()


# --- what is kept of a person ----------------------------------------------------------------------------------------

# Who may look at answers as they are kept: one function parts them, and everything else reads what stands.
READS_ANSWERS = {"dialogs.conversation": "keeps them", "dialogs.standing": "parts them"}


def test_answers_are_read_through_what_stands_alone() -> None:
    readers = {
        m.name
        for m in modules()
        for node in m.nodes
        if isinstance(node, ast.Attribute)
        and node.attr == "answers"
        and ast.unparse(node.value).rpartition(".")[2] in ("conversation", "self" if "conversation" in m.name else "")
    }
    assert readers == set(READS_ANSWERS)


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_draws_its_errors(package: str) -> None:
    source = ast.parse((ROOT / package / "errors.py").read_text(encoding="utf-8"))
    named = {node.name for node in source.body if isinstance(node, ast.ClassDef)}
    drawn = ast.get_docstring(source) or ""
    assert named
    assert {name for name in named if not re.search(rf"\b{name}\b", drawn)} == set()


def test_every_module_says_what_it_is_for() -> None:
    silent = {m.name for m in modules() if m.tree.body and not ast.get_docstring(m.tree)}
    assert silent == set()


# A file that long has two subjects; these have one, and why they are long.
LONGEST_FILE = 600
MAY_BE_LONGER = {
    "tests/dialogs/walks.py": "talks that are walked, one after the other",
    "tests/dialogs/test_answer_bank.py": "questions asked in between, each as people put it",
    "tests/dialogs/test_follows.py": "what follows, part after part",
}


def test_no_file_is_so_long_that_it_must_have_two_subjects() -> None:
    paths = [*(m.path for m in modules()), *sorted((ROOT / "tests").rglob("*.py"))]
    sizes = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in paths}
    assert {name for name, size in sizes.items() if size > LONGEST_FILE} == set(MAY_BE_LONGER)


def test_the_top_of_the_repository_holds_the_allowed_names_only() -> None:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.rstrip("/") for line in lines if line and not line.startswith("#")]
    there = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith(".") and not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored)
    }
    assert there <= TOP_LEVEL


# --- clocks and tasks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_core_package_has_no_clock_and_no_outside_world(package: str) -> None:
    inside = [m for m in modules() if m.within(package)]
    clocks = {f"{m.name}: {c}" for m in inside for c in m.calls() if c.rpartition(".")[2] in CLOCKS and "." in c}
    world = {f"{m.name}: {i}" for m in inside for i in m.imports() if i.split(".")[0] in OUTSIDE_WORLD}
    assert clocks | world == set()


def test_only_the_clock_asks_what_time_it_is() -> None:
    asked = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time)$")
    assert {m.name for m in modules() for c in m.calls() if asked.search(c)} == {"bot.clock"}


def test_a_moment_is_local_only_where_it_is_shown_or_gives_a_day() -> None:
    making = {"astimezone", "combine", "fromtimestamp"}
    attributes = {
        (m.name, call): call.func.attr
        for m in modules()
        for call in m.nodes
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    }
    made = {name for (name, call), attr in attributes.items() if attr in making and "UTC" not in ast.unparse(call)}
    assert made == set(LOCAL_TIME)


def test_tasks_are_started_where_they_are_awaited() -> None:
    starting = re.compile(r"\.(create_task|ensure_future|run_coroutine_threadsafe)$")
    assert {m.name for m in modules() for c in m.calls() if starting.search(c)} <= set(STARTS_TASKS)
    loose = {f"{m.name}: {c}" for m in modules() for c in m.calls() if c in ("asyncio.create_task", "loop.create_task")}
    assert loose == set()


# --- words ------------------------------------------------------------------------------------------------------------

# Who names the language of staff by its code; everybody else says `LANGUAGE_OF_STAFF`.
SAYS_JA = {
    "dialogs.office": "says which language it is",
    "bot.office_profile.holidays_jp": "how a library calls the names of Japanese holidays",
    "bot.channels.line.receive": "what language somebody writes",
    "bot.commands.rules": "the law's own language, whoever the staff are",
    "bot.storage.migrations.versions.0002_people_and_addresses": "what was, stays as it was",
}


def test_the_language_of_staff_is_named_in_one_place() -> None:
    named = {m.name for m in modules() for n in ast.walk(m.tree) if isinstance(n, ast.Constant) and n.value == "ja"}
    assert named == set(SAYS_JA)


# --- wiring ---------------------------------------------------------------------------------------------------------


def _set_in(node: ast.AST) -> Iterator[ast.Attribute]:
    """Every attribute that is assigned."""
    return (n for n in ast.walk(node) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store))


def _fields_of_plain_values() -> set[str]:
    """The names of the fields of all dataclasses: values, which are there to be written on."""
    return {
        field.target.id
        for m in modules()
        for made in m.nodes
        if isinstance(made, ast.ClassDef) and any("dataclass" in ast.unparse(d) for d in made.decorator_list)
        for field in made.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
    }


def test_nothing_is_hung_into_an_object_later() -> None:
    values = _fields_of_plain_values()
    hung = {
        f"{m.name}: {ast.unparse(node)}": node.attr
        for m in modules()
        if m.within("bot")
        for node in _set_in(m.tree)
        if ast.unparse(node.value) not in ("self", "cls") and node.attr not in values
    }
    assert {where for where, name in hung.items() if name not in SET_FROM_OUTSIDE} == set()
    assert set(SET_FROM_OUTSIDE) <= set(hung.values()), "take out of the list what nobody sets any more"
    by_name = {m.name for m in modules() if m.within("bot") and "setattr" in set(m.calls())}
    assert by_name == {"bot.commands.preview"}, "which writes down the conversation of somebody made up"


TERMINAL = "console"


def test_what_a_messenger_can_do_is_read_without_its_libraries() -> None:
    for name, messenger in registry.MESSENGERS.items():
        light = next(m for m in modules() if m.name == f"bot.channels.{name}.abilities")
        assert {module.partition(".")[0] for module in light.imports()} <= {"__future__", "bot", "dialogs", "datetime"}
        assert messenger.abilities.longest_text is None or messenger.abilities.longest_text > 0


def test_the_name_of_a_messenger_is_known_to_its_folder_and_to_the_list_of_messengers() -> None:
    named = {
        m.name
        for m in modules()
        for node in m.nodes
        if isinstance(node, ast.Constant)
        and node.value in {*registry.MESSENGERS, TERMINAL}
        and not m.within(f"bot.channels.{TERMINAL}")
        and not m.within("bot.storage.migrations")
    }
    # Staff answer in Telegram alone: their ids there stand in the office's profile under that name; and website and
    # LINE have a table there. A line of a file is no messenger.
    of_the_profile = {"bot.office_profile.booking", "bot.office_profile.profile", "bot.setup.profile_file"}
    assert named == {"bot.channels.registry", "bot.env_file"} | of_the_profile


def test_what_translates_is_loaded_only_where_it_is_needed() -> None:
    inside = [m for m in modules() if any(m.within(name) for name in TRANSLATING)]
    assert {name for name in TRANSLATING if not any(m.within(name) for m in inside)} == set()
    at_once = {
        f"{m.name} imports {node.module}"
        for m in modules()
        if m not in inside
        for node in m.tree.body
        if isinstance(node, ast.ImportFrom) and any(f"{node.module}.".startswith(f"{name}.") for name in TRANSLATING)
    }
    assert at_once == set()
