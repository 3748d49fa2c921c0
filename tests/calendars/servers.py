"""Two makes of CalDAV servers as processes of their own, on free ports, with all they keep in a folder."""

from __future__ import annotations

import base64
import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests.patience import PATIENCE_SECONDS

USER, PASSWORD = "office", "zq7-password"
RADICALE, XANDIKOS = "radicale", "xandikos"
MAKES = (RADICALE, XANDIKOS)
_MKCALENDAR = (
    '<?xml version="1.0"?><C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>'
    "<displayname>{name}</displayname></prop></set></C:mkcalendar>"
)


@dataclass
class CalendarServer:
    """A server of one make. It is started when it is asked for, and what it keeps outlives a stop."""

    make: str
    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    _made: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is found out which calendars there are."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def home(self) -> str:
        """Where the user's calendars lie."""
        return f"/{USER}/calendars/" if self.make == XANDIKOS else f"/{USER}/"

    def start(self) -> None:
        """Start it, on the port it had before; returns once it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.make == XANDIKOS and "calendar" not in self._made:
            self._made.append("calendar")  # which it makes by itself at each start
        if not self.port:
            self.port = _free_port()
        with (self.folder.parent / f"{self.make}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self._command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_environment()
            )
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < end, "the server does not answer"
            assert self.process.poll() is None, "the server ended"

    def stop(self) -> None:
        """Stop it at once."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def empty(self, *names: str) -> None:
        """Have it keep these calendars, and nothing in them."""
        if self.process is None:
            self.start()
        for name in self._made:
            self.ask("DELETE", f"{self.home}{name}/")
        self._made = list(names)
        for name in names:
            status, _, said = self.ask("MKCALENDAR", f"{self.home}{name}/", _MKCALENDAR.format(name=name))
            assert status == 201, said

    def ask(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, str], str]:
        """Ask it as staff's own program does: past ours."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        secret = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        try:
            whole = {"Authorization": f"Basic {secret}", "Content-Type": "text/xml", **(headers or {})}
            connection.request(method, quote(path, safe="/%:@"), body.encode(), whole)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read().decode()
        finally:
            connection.close()

    def _answers(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.ask("OPTIONS", "/")[0] < 500
        time.sleep(0.02)
        return False

    def _command(self) -> list[str]:
        if self.make == XANDIKOS:
            where = ["--port", str(self.port), "--listen-address", "127.0.0.1", "--no-detect-systemd"]
            who = ["--current-user-principal", f"/{USER}/", "--defaults", "--directory", str(self.folder)]
            return [sys.executable, "-m", "xandikos", "serve", *where, *who]
        users = self.folder.parent / "users"
        users.write_text(f"{USER}:{PASSWORD}\n")
        return [
            *(sys.executable, "-m", "radicale", "--config", "", "--hosts", f"127.0.0.1:{self.port}"),
            *("--auth-type", "htpasswd", "--auth-htpasswd-filename", str(users)),
            *(
                "--auth-htpasswd-encryption",
                "plain",
                "--auth-delay",
                "0",
                "--storage-filesystem-folder",
                str(self.folder),
            ),
        ]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "RADICALE"))}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def forget(server: CalendarServer) -> None:
    """Stop a server for good, with all it kept."""
    server.stop()
    shutil.rmtree(server.folder.parent, ignore_errors=True)
