"""What is written down agrees with what is there: commands, settings, pins, rule tables, files of an installation."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import __version__
from bot.commands.arguments import COMMANDS
from bot.settings import SETTINGS, Settings
from tests import properties

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
PINS = ("requirements.txt", "requirements-test.txt")
RULES = sorted((ROOT / "scoring" / "rules" / "hsp").glob("*.toml"))
_PIN = re.compile(r"^([a-z0-9-]+)(?:\[([a-z0-9,-]+)\])?==([\w.]+)(?: ; (.+?))? \\?$", re.MULTILINE)
_EXAMPLE_LINE = re.compile(r"^#(INTAKE_[A-Z_]+)=(.*)$", re.MULTILINE)


def text(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def _pins(name: str) -> list[tuple[str, set[str], str]]:
    """The packages that a file of pins installs here: name, extras, version."""
    return [
        (package, set(filter(None, extras.split(","))), version)
        for package, extras, version, marker in _PIN.findall(text("deploy", name))
        if not marker or Marker(marker).evaluate()
    ]


def _needs(package: str, extras: set[str]) -> list[Requirement]:
    """What an installed package asks for here, for itself and for these of its extras."""
    asked = [Requirement(line) for line in requires(package) or ()]
    return [r for r in asked if r.marker is None or any(r.marker.evaluate({"extra": e}) for e in ("", *extras))]


def _fulfils(pin: tuple[set[str], str] | None, needed: Requirement) -> bool:
    return pin is not None and needed.extras <= pin[0] and needed.specifier.contains(pin[1], prereleases=True)


# --- README and continuous integration ------------------------------------------------------------------------------


def test_ci_runs_the_test_command_of_the_readme_word_for_word() -> None:
    run = text(".ci", "run").splitlines()
    [command] = [line for line in run if "-m pytest" in line]
    assert command in text("README.md").splitlines()
    [browser] = [line for line in run if "TESTS_BROWSER_REQUIRED=yes" in line]
    assert run.index(browser) < run.index(command), "with the browser's tests, where no skip will do"


def test_it_is_written_down_how_to_look_for_more_examples() -> None:
    command = f"-m hypothesis --timeout=0 --hypothesis-profile={properties.LONG}"
    assert command in text("deploy", "HOUSE.md")
    assert command in str(properties.__doc__)


def test_the_main_command_of_the_readme_is_one_line_that_installs_with_hashes() -> None:
    lines = [line for line in text("README.md").splitlines() if "bin/intake" in line and "-m venv" in line]
    assert len(lines) == 1
    assert lines[0].endswith(".venv/bin/intake demo --open")
    assert "--no-deps --require-hashes -r deploy/requirements.txt" in lines[0]


@pytest.mark.parametrize("command", [*(command.name for command in COMMANDS), "--version"])
def test_the_readme_names_every_command(command: str) -> None:
    assert re.search(rf"\bintake {command}\b", text("README.md"))


def test_the_readme_is_read_in_one_sitting() -> None:
    assert len(text("README.md").splitlines()) <= 150, "a newcomer needs no more; the rest goes to deploy/"


@pytest.mark.parametrize("path", ["README.md", *sorted(f"deploy/{path.name}" for path in DEPLOY.glob("*.md"))])
def test_a_document_links_to_what_is_there(path: str) -> None:
    links = re.findall(r"\]\(([^)#:]*)(#[^)]*)?\)", text(path))
    for name, anchor in links:
        target = (ROOT / path).parent / name if name else ROOT / path
        assert target.exists(), name
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor[1:] in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}, anchor


@pytest.mark.parametrize("name", ["HOUSE.md", "ANSWERS.md", "SETUP.md", "RUNBOOK.md"])
def test_the_readme_leads_to_every_document(name: str) -> None:
    assert f"(deploy/{name}" in text("README.md")


def test_the_map_of_the_house_names_every_folder_and_only_files_there_are() -> None:
    tree = text("deploy", "HOUSE.md").split("```")[1]
    files = [path for name in ("scoring", "dialogs", "bot", "tests", "deploy") for path in (ROOT / name).rglob("*.py")]
    rooms = {path.parent.relative_to(ROOT) for path in files}
    rooms = {room for room in rooms if len(room.parts) == 2 or room.parts[:2] == ("bot", "channels")}
    assert {str(room) for room in rooms if not re.search(rf"\b{room.name}\b", tree)} == set()
    assert set(re.findall(r"\b[a-z_]+\.py\b", tree)) <= {path.name for path in files}


# --- settings -------------------------------------------------------------------------------------------------------


def test_the_example_environment_has_every_setting_once() -> None:
    names = [name for name, _ in _EXAMPLE_LINE.findall(text("deploy", "example.env"))]
    assert sorted(names) == sorted(setting.name for setting in SETTINGS)


def test_the_example_environment_sets_nothing_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(text("deploy", "example.env"), encoding="utf-8")
    assert Settings.load({}, tmp_path) == Settings()


def test_every_line_of_the_example_environment_is_accepted_when_used(tmp_path: Path) -> None:
    used = _EXAMPLE_LINE.sub(r"\1=\2", text("deploy", "example.env"))
    (tmp_path / ".env").write_text(used, encoding="utf-8")
    settings = Settings.load({}, tmp_path)
    unset = {setting.name for setting in SETTINGS if getattr(settings, setting.field) is None}
    # It goes without INTAKE_KEY_FILE only.
    assert unset == {"INTAKE_KEY"}


@pytest.mark.parametrize("name", ["compose.yaml", "Dockerfile", "intake.service", "RUNBOOK.md", "example.env"])
def test_an_installation_names_only_settings_there_are(name: str) -> None:
    named = set(re.findall(r"\bINTAKE_[A-Z_]+[A-Z]", text("deploy", name)))
    assert named <= {setting.name for setting in SETTINGS}


# --- an installation ------------------------------------------------------------------------------------------------


def test_the_image_is_made_of_files_there_are() -> None:
    dockerfile = text("deploy", "Dockerfile")
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    copied = {source for line in lines for source in line.split()}
    assert copied
    assert {source for source in copied if not (ROOT / source).exists()} == set()
    sent = set(re.findall(r"^!(.+)$", text("deploy", "Dockerfile.dockerignore"), re.MULTILINE))
    assert copied == sent


def test_the_runbook_names_files_and_commands_there_are() -> None:
    runbook = text("deploy", "RUNBOOK.md")
    files = set(re.findall(r"\bdeploy/([\w.-]+\w)", runbook))
    assert {name for name in files if not (DEPLOY / name).exists()} <= {"keys", "backup-keys", "office.toml", ".env"}
    commands = set(re.findall(r"(?:bin/|`)intake ([a-z]+)\b", runbook))
    assert commands
    assert commands <= {command.name for command in COMMANDS}


def test_the_runbook_explains_every_line_of_the_doctor() -> None:
    sources = [*(ROOT / "bot" / "checks").glob("*.py"), ROOT / "bot" / "commands" / "doctor.py"]
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*sources, ROOT / "bot" / "checks" / "office.py"])
    subjects = set(re.findall(r'\b(?:problem|warning)\(\s*"([a-z ]+)"', source))
    for names in re.findall(r"^(?:ABOUT|GROUP).* = (.+)$", source, re.MULTILINE):
        subjects |= set(re.findall(r'"([a-z ]+)"', names))
    assert {"settings", "key", "staff group"} <= subjects
    rows = "".join(re.findall(r"^\| (`.+?`) \| ", text("deploy", "RUNBOOK.md"), re.MULTILINE))
    assert {subject for subject in subjects if f"`{subject}`" not in rows} == set()


def test_the_runbook_names_lines_of_the_log_there_are() -> None:
    [named] = re.findall(r"^Worth an alarm:.+?\n\n", text("deploy", "RUNBOOK.md"), re.MULTILINE | re.DOTALL)
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    lines = re.findall(r"`([^`]+)`", named)
    assert lines
    assert [line for line in lines if line not in source] == []


# --- pins -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PINS)
def test_pins_hold_versions_and_hashes_and_say_nothing_of_where_from(name: str) -> None:
    logical = text("deploy", name).replace("\\\n", " ").splitlines()
    lines = [line for line in logical if line and not line.startswith("#")]
    assert lines.pop(0) == "--only-binary :all:"
    one = re.compile(r"[a-z0-9-]+(?:\[[a-z0-9,-]+\])?==[\w.]+(?: ; [^#]*?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line[:60] for line in lines if not one.fullmatch(line)] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links|(?<!\w)/\w+/", text("deploy", name))


@pytest.mark.parametrize(("name", "extras"), [(PINS[0], ["build"]), (PINS[1], ["build", "test"])], ids=PINS)
def test_every_declared_dependency_is_pinned(name: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    optional = project["optional-dependencies"]
    declared = [*project["dependencies"], *(line for extra in extras for line in optional[extra])]
    pinned = {package for package, _, _ in _pins(name)}
    wanted = {re.sub(r"[-_.]+", "-", re.split(r"[<>=~![ ]", line, maxsplit=1)[0]).lower() for line in declared}
    assert wanted <= pinned


def test_tests_run_on_what_is_run() -> None:
    run, tested = ({(package, version) for package, _, version in _pins(name)} for name in PINS)
    assert run <= tested


@pytest.mark.parametrize("name", PINS)
def test_the_pins_are_whole(name: str) -> None:
    """What a pinned package asks for here is pinned as well, so that `--no-deps` leaves nothing out."""
    pinned = {package: (extras, version) for package, extras, version in _pins(name)}
    lacking = {
        f"{package} needs {needed}"
        for package, extras, _ in _pins(name)
        for needed in _needs(package, extras)
        if not _fulfils(pinned.get(canonicalize_name(needed.name)), needed)
    }
    assert lacking == set()


@pytest.mark.parametrize("path", [".ci/run", "README.md", "deploy/Dockerfile", "deploy/RUNBOOK.md", "deploy/pin"])
def test_pins_are_installed_with_their_hashes_and_nothing_besides(path: str) -> None:
    """An old pip resolves `coverage[toml]` anew, beside its pin, and stops at the first release without a hash here."""
    commands = re.findall(r"pip\"? (?:install|download).*? -r \S+", text(path))
    assert commands
    assert [line for line in commands if " --no-deps --require-hashes -r " not in line] == []


# --- the changelog --------------------------------------------------------------------------------------------------


def test_the_changelog_begins_with_this_version_or_what_comes_after_it() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert version == __version__
    headings = re.findall(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)
    assert [heading for heading in headings if heading != "Unreleased"][0] == version
    assert "Unreleased" not in headings[1:]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_the_changelog_tells_of_every_rule_table(path: Path) -> None:
    head = tomllib.loads(path.read_text(encoding="utf-8"))["head"]
    [line] = re.findall(rf"^\| {head['effective_from']} \|.*$", text("CHANGELOG.md"), re.MULTILINE)
    source, _, link = head["reference"].partition("; ")
    assert source in line
    assert link in line
    assert str(head["last_checked_on"]) in line
