"""How long commands and the service take to start, against importing what they stand on.

`python -m tests.benchmarks.start [rounds] [python]` runs everything in turn, in fresh processes, and prints medians of
processor time and of wall time, and their ratio to `import aiogram` (for the service: with python-telegram-bot). Give
the Python of an environment in which the wheel is installed to measure that; nothing here runs with the tests.

The service is ready when it first asks Telegram for updates of clients; its database is there already, as at any start
but the first.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 5
PROFILE = '{"category": "b", "age": 31, "degrees": ["master"], "salary_yen": 7200000, "japanese": "n1"}'
CLIENT, OFFICE = "100:a-token-of-the-benchmark-clients", "200:a-token-of-the-benchmark-office"
Cost = tuple[float, float]  # processor seconds, seconds on the wall


class Telegram(ThreadingHTTPServer):
    """Answers every call; `asked` is set when a bot asks for updates of clients."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A service that was stopped no longer waits for its answer."""

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Telegram

    def do_POST(self) -> None:
        """Any call of the Bot API."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token, _, method = self.path.removeprefix("/bot").partition("/")
        result: Any = True
        if method == "getMe":
            result = {"id": int(token.split(":")[0]), "is_bot": True, "first_name": "b", "username": "b_bot"}
        elif method == "getUpdates":
            if token == CLIENT:
                self.server.asked.set()
            time.sleep(1)
            result = []
        body = json.dumps({"ok": True, "result": result}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def once(argv: list[str], folder: Path, environ: Mapping[str, str], given: str = "") -> Cost:
    """A process from its start to its end."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(argv, cwd=folder, env=environ, input=given, capture_output=True, encoding="utf-8", check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def until(
    argv: Sequence[str], folder: Path, environ: Mapping[str, str], wait: Callable[[subprocess.Popen[bytes]], None]
) -> Cost:
    """A command that goes on until it is told to stop, until what is waited for: processor seconds, wall seconds."""
    start = time.perf_counter()
    running = subprocess.Popen(argv, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        wait(running)
        wall = time.perf_counter() - start
        fields = Path(f"/proc/{running.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        processor = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=60)
    return processor, wall


def until_ready(python: str, folder: Path, environ: Mapping[str, str], telegram: Telegram) -> Cost:
    """The service until it asks for updates."""

    def asks(_running: subprocess.Popen[bytes]) -> None:
        if not telegram.asked.wait(300):
            raise SystemExit("the service never asked for updates")

    telegram.asked.clear()
    return until([python, "-m", "bot", "run"], folder, environ, asks)


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    python = sys.argv[2] if len(sys.argv) > 2 else sys.executable
    telegram = Telegram()
    threading.Thread(target=telegram.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = {k: v for k, v in os.environ.items() if not k.startswith("INTAKE_")} | {
            "INTAKE_TELEGRAM_API": telegram.address,
            "INTAKE_CLIENT_TOKEN": CLIENT,
            "INTAKE_OFFICE_TOKEN": OFFICE,
            "INTAKE_OFFICE_CHAT": "-1001234567890",
        }
        if python == sys.executable:
            environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
        score = [python, "-m", "bot", "score", "--as-of", "2026-11-22"]
        measured: dict[str, Callable[[], Cost]] = {
            "import aiogram": lambda: once([python, "-c", "import aiogram"], folder, environ),
            "import aiogram, telegram.ext": lambda: once(
                [python, "-c", "import aiogram, telegram.ext"], folder, environ
            ),
            "intake --help": lambda: once([python, "-m", "bot", "--help"], folder, environ),
            "intake score": lambda: once(score, folder, environ, PROFILE),
            "intake score --json --lang ja": lambda: once([*score, "--json", "--lang", "ja"], folder, environ, PROFILE),
            "intake leads": lambda: once([python, "-m", "bot", "leads"], folder, environ),
            "intake run, until ready": lambda: until_ready(python, folder, environ, telegram),
        }
        once([python, "-m", "bot", "migrate"], folder, environ)
        costs: dict[str, list[Cost]] = {what: [] for what in measured}
        for _ in range(rounds):
            for what, measure in measured.items():
                costs[what].append(measure())
    medians = {what: (median(c for c, _ in found), median(w for _, w in found)) for what, found in costs.items()}
    print(f"{'':32}{'processor':>12}{'wall':>10}{'ratio':>10}{'of wall':>10}")
    for what, (processor, wall) in medians.items():
        base = medians["import aiogram, telegram.ext" if "run" in what else "import aiogram"]
        ratios = f"{processor / base[0]:>10.3f}{wall / base[1]:>10.3f}"
        print(f"{what:32}{processor * 1000:>9.0f} ms{wall * 1000:>7.0f} ms{ratios}")


if __name__ == "__main__":
    main()
