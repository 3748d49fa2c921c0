"""The wheel that is built from this checkout: complete, nothing too much in it, and it works where no checkout is.

It is installed into an empty environment that borrows the running one's dependencies, and used from another folder.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.words.catalogue import build
from bot.words.words import folder_of, languages
from dialogs.parsing import lexicon as parsing
from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import lexicon as understanding

# Begun first, by one core: of what two cores share at the end each would build the wheel.
pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "dialogs", "locales", "scoring")
PROFILE = {"category": "b", "age": 31, "degrees": ["master"], "salary_yen": 7_200_000, "japanese": "n1"}
# What must not be forgotten, whatever else is shipped: each pattern stands for files that only data loading misses.
DATA = (
    "scoring/rules/hsp/*.toml",
    "locales/*/*.ftl",
    "locales/*/*.toml",
    "bot/offices/*.toml",
    "bot/storage/migrations/env.py",
    "bot/storage/migrations/versions/*.py",
)


def completed(*argv: str | Path, cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program that knows neither this checkout nor the settings of this machine, and demand that it succeeds."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("INTAKE_", "PYTHON", "COV_"))}
    done = subprocess.run(
        argv,
        cwd=cwd,
        env=environment | {"PYTHONUTF8": "1"},
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{argv}: {done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    completed(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Iterator[Path]:
    """An environment with nothing but the wheel in it; what it depends on comes from the running environment."""
    # On the disk: where folders of tests are in memory, no program may be started from them on some machines.
    with TemporaryDirectory() as folder:
        yield _installed(wheel, Path(folder))


def _installed(wheel: Path, place: Path) -> Path:
    folder = place / "env"
    venv.create(folder, with_pip=False, symlinks=True)
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "--disable-pip-version-check")
    completed(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    # Only now: pip would take an intake installed beside those dependencies for the one it is asked for.
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return folder


def test_the_wheel_holds_the_packages_whole_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if not name.split("/")[0].endswith(".dist-info")}
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    # Made at the build: the texts and words of each language, parsed.
    made = ("catalogue.json", "parsing.json", "understanding.json")
    catalogues = {f"locales/{language}/{name}" for language in languages() for name in made}
    assert names == there | catalogues
    assert not there & catalogues


def test_the_wheel_holds_the_texts_as_they_are_parsed_today(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        for language in languages():
            folder = folder_of(language)
            assert opened.read(f"locales/{language}/catalogue.json") == build(folder)
            assert opened.read(f"locales/{language}/parsing.json") == parsing.built(folder)
            assert opened.read(f"locales/{language}/understanding.json") == understanding.built(folder, HSP)


@pytest.mark.parametrize("pattern", DATA)
def test_the_wheel_holds_what_is_read_at_run_time(wheel: Path, pattern: str) -> None:
    found = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)}
    assert found
    with zipfile.ZipFile(wheel) as opened:
        assert found <= set(opened.namelist())


def test_the_copy_from_the_wheel_is_used(installed: Path, tmp_path: Path) -> None:
    program = f"import {', '.join(PACKAGES)}; print(*({', '.join(f'{p}.__file__' for p in PACKAGES)}), sep='\\n')"
    files = completed(installed / "bin" / "python", "-c", program, cwd=tmp_path).stdout.split()
    assert [Path(file).parent for file in files] == [
        next(installed.glob("lib/python*/site-packages")) / package for package in PACKAGES
    ]


def test_the_console_script_explains_itself(installed: Path, tmp_path: Path) -> None:
    assert "intake chat --lang en" in completed(installed / "bin" / "intake", "--help", cwd=tmp_path).stdout


def test_the_wheel_says_the_version_it_was_built_as(installed: Path, wheel: Path, tmp_path: Path) -> None:
    said = completed(installed / "bin" / "intake", "--version", cwd=tmp_path).stdout
    assert said.startswith(f"intake {wheel.name.split('-')[1]}, rules hsp-")


def test_an_installation_never_parses_texts(installed: Path, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from bot.__main__ import main\n"
        "main(['score', '--as-of', '2026-11-22', '--lang', 'ja'])\n"
        "assert not [name for name in sys.modules if name.startswith('fluent')]\n"
    )
    assert (
        "70" in completed(installed / "bin" / "python", "-c", program, cwd=tmp_path, given=json.dumps(PROFILE)).stdout
    )


def test_the_wheel_scores(installed: Path, tmp_path: Path) -> None:
    script = installed / "bin" / "intake"
    done = completed(script, "score", "--as-of", "2026-11-22", "--json", cwd=tmp_path, given=json.dumps(PROFILE))
    category = json.loads(done.stdout)["categories"]["b"]
    # By the table of category (b): master 20, salary 25, age 10, N1 15.
    assert category["total"] == 20 + 25 + 10 + 15


def test_the_wheel_previews_every_question(installed: Path, tmp_path: Path) -> None:
    done = completed(installed / "bin" / "intake", "preview", "--lang", "ja", cwd=tmp_path)
    assert len(done.stdout.splitlines()) > 100


def test_the_wheel_chats_and_keeps_it_in_the_working_folder(installed: Path, tmp_path: Path) -> None:
    done = completed(installed / "bin" / "intake", "chat", "--lang", "en", cwd=tmp_path)
    assert "I agree" in done.stdout
    assert {"intake.db", "intake.db.key"} <= {path.name for path in tmp_path.iterdir()}
