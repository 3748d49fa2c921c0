"""The runbook's section on backups is done as it stands, command by command, on an installation of its own."""

from __future__ import annotations

import io
import json
import os
import re
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.words.words import languages
from tests.support import Talk, core_in

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = {"en": ("RUNBOOK.md", "## Backup and restore"), "ja": ("RUNBOOK.ja.md", "## バックアップと復元")}
# What the machine of the runbook has, and that of the tests has not. The commands themselves are done as they stand.
_MACHINE = """
set -eu
intake() {{ "{python}" -S -E {folder}/ask.py "$@"; }}
systemctl() {{ echo "systemctl $*"; }}
date() {{ echo "2026-11-28${{1#+%F}}"; }}
rsync() {{ mkdir -p {folder}/other && cp -r {folder}/var/lib/intake-keys/. {folder}/other/; }}
"""

# Asks this process to do a command, which is spared the imports.
_ASK = """
import json, socket, sys
with socket.socket(socket.AF_UNIX) as to:
    to.connect({socket!r})
    to.sendall(json.dumps(sys.argv[1:]).encode() + b"\\n")
    said = json.loads(to.makefile().read())
sys.stdout.write(said["out"])
sys.stderr.write(said["err"])
sys.exit(said["code"])
"""


class _Doing(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        argv = json.loads(self.rfile.readline())
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(argv)
        self.wfile.write(json.dumps({"out": out.getvalue(), "err": err.getvalue(), "code": code}).encode())


@contextmanager
def doing_commands(folder: Path) -> Iterator[None]:
    """Let the command line be called by `ask.py` of a folder, one command after the other."""
    (folder / "ask.py").write_text(_ASK.format(socket=str(folder / "s")))
    with socketserver.UnixStreamServer(str(folder / "s"), _Doing) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def blocks(language: str) -> list[str]:
    name, heading = HEADINGS[language]
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    section = text.partition(f"{heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def test_every_language_has_the_same_commands() -> None:
    assert len({tuple(blocks(language)) for language in languages()}) == 1


def test_the_section_works_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    for folder in ("etc/intake/keys", "var/lib/intake", "var/lib/intake-keys", "var/backups/intake"):
        (tmp_path / folder).mkdir(parents=True, mode=0o700)
    core = core_in(tmp_path / "var/lib/intake")
    Talk(core).go_to("handed_off")
    core.database.close()
    (tmp_path / "var/lib/intake/intake.db.key").rename(tmp_path / "etc/intake/keys/intake.key")
    (tmp_path / "etc/intake/.env").write_text(
        f"INTAKE_DATABASE=sqlite:///{tmp_path}/var/lib/intake/intake.db\n"
        f"INTAKE_KEY_FILE={tmp_path}/etc/intake/keys/intake.key\n"
        f"INTAKE_BACKUP_KEYS={tmp_path}/var/lib/intake-keys\n"
    )
    making, cron, _docker, mirror, profile, restore = blocks("en")
    assert profile.startswith("[backups]")
    # The same night's backup was made by hand: cron's is of another name.
    nightly = re.sub(r"^(\S+ ){5}intake ", "", cron).replace("\\%", "%").replace("%F", "%F-night")
    nightly = nightly.replace("/opt/intake/venv/bin/intake", "intake")
    script = _MACHINE.format(folder=tmp_path, python=sys.executable)
    for block in (making, nightly, mirror, restore):
        script += re.sub(r"(?<![\w.])/(?=(?:etc/intake|var/lib|var/backups)\b)", f"{tmp_path}/", block)
    monkeypatch.chdir(tmp_path / "etc/intake")
    with doing_commands(tmp_path):
        done = subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.count("Backup made and read back") == 2
    assert "It can be restored" in done.stdout
    assert "Restored into" in done.stdout
    assert done.stdout.index("systemctl stop intake") < done.stdout.index("systemctl start intake")
    assert sorted(path.name for path in (tmp_path / "other").iterdir())[0].endswith(".key")
    assert len(list((tmp_path / "var/backups/intake").glob("*.backup"))) == 2
