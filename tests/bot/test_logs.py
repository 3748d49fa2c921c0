"""What reaches the log: our own lines; of libraries that something happened and where, never what they say."""

import asyncio
import contextlib
import gc
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import telegram
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Update as TypesUpdate
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from fpdf import FPDF
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from telegram.request import BaseRequest

from bot import logs
from bot.__main__ import main
from bot.commands import run
from bot.delivery.courier import TryLater
from bot.errors import IntakeError
from bot.settings import Settings
from bot.sheets.fonts import Family, Weight, outlines

MARKER = "Zzyzx-Marker-渡邉"
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
FOREIGN = (
    "root",
    "asyncio",
    "aiogram.dispatcher",
    "aiogram.event",
    "aiohttp.server",
    "aiohttp.access",
    "telegram.ext.Application",
    "telegram.Bot",
    "httpx",
    "httpcore.connection",
    "sqlalchemy.engine.Engine",
    "alembic.runtime.migration",
    "transitions.core",
    "fontTools.subset",
    "fontTools.subset.timer",
    "PIL.PngImagePlugin",
    "fpdf.fonts",
    "py.warnings",
    "botanist",  # begins like ours
)
LEVELS = (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL)


@contextlib.contextmanager
def alone(form: str = "plain") -> Iterator[None]:
    """As in a process of its own: without the handlers of the test runner, which would stop at a broken line."""
    root = logging.getLogger()
    kept, root.handlers = root.handlers, []
    try:
        with logs.to_stderr(form):
            yield
    finally:
        root.handlers = kept


def failed() -> Exception:
    """An error that carries a client's words, raised for another one that does as well."""
    try:
        try:
            raise KeyError(MARKER)
        except KeyError as cause:
            raise ValueError(MARKER, {"name": MARKER}) from cause
    except ValueError as error:
        return error


@pytest.mark.parametrize("form", logs.FORMS)
@pytest.mark.parametrize("name", FOREIGN)
def test_a_library_may_say_that_something_happened_and_nothing_else(
    name: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger(None if name == "root" else name)
    before = logger.level
    logger.setLevel(logging.DEBUG)  # as a library may do
    try:
        with alone(form):
            for level in LEVELS:
                logger.log(level, f"in the text {MARKER}")
                logger.log(level, "among the arguments %s %(x)s", {"x": MARKER})
                logger.log(level, "with an error %s", MARKER, exc_info=failed(), stack_info=True)
                logger.log(level, "broken %d", MARKER)
    finally:
        logger.setLevel(before)
    said = capsys.readouterr().err
    assert MARKER not in said
    assert MARKER.encode("unicode-escape").decode() not in said
    lines = said.splitlines()
    assert len(lines) == 4 * 3  # from WARNING on, a line each
    assert all(name in line and "test_logs.py:" in line for line in lines)
    assert "ValueError at test_logs.py" in said
    assert ", after KeyError at test_logs.py" in said


def test_our_own_lines_are_written_with_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    with alone():
        for name in ("bot.delivery.outbox", "dialogs.machine", "scoring.engine"):
            logging.getLogger(name).info("delivery waits %d s", 7)
            logging.getLogger(name).debug("every step")
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == [
        "INFO bot.delivery.outbox: delivery waits 7 s",
        "INFO dialogs.machine: delivery waits 7 s",
        "INFO scoring.engine: delivery waits 7 s",
    ]


def test_an_error_of_ours_is_named_and_placed_and_not_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    log = logging.getLogger("bot.turns.ledger")
    with alone():
        log.error("a turn failed (%s)", failed(), exc_info=failed())
        log.error("several", exc_info=ExceptionGroup(MARKER, [failed(), TypeError(MARKER)]))
        log.error("a name with\na line end \x1b[31m")
        log.error("not drawn (%s)", IntakeError("error-key-none"))
        log.error("not sent (%s)", TryLater("the pipe is full"))
    said = capsys.readouterr().err
    assert MARKER not in said
    one, several, odd, ours, others = said.splitlines()
    assert "a turn failed (ValueError) (ValueError at test_logs.py:" in one
    assert " failed, after KeyError at test_logs.py:" in one
    assert "several (ExceptionGroup[ValueError at test_logs.py:" in several
    assert several.endswith("TypeError])")
    assert odd.endswith("a name with a line end  [31m")
    assert ours.endswith("not drawn (There is no key for personal data: check INTAKE_KEY.)")
    assert others.endswith("not sent (the pipe is full)")


def test_a_line_of_ours_that_cannot_be_written_shows_no_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    with alone():
        logging.getLogger("bot.run").error("%d", MARKER)
    said = capsys.readouterr().err
    assert "a line that cannot be written, at test_logs.py:" in said
    assert MARKER not in said


def test_a_closed_standard_error_does_not_bring_the_text_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        def write(self, _text: str) -> None:
            raise OSError(MARKER)

    with alone(), monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", Broken())
        logging.getLogger("bot.run").error(MARKER)
    assert MARKER not in capsys.readouterr().err


def test_programs_get_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with logs.to_stderr("json"):
        logging.getLogger("bot.run").warning("it is %s\nso", "渡邉")
    line = json.loads(capsys.readouterr().err)
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "WARNING", "logger": "bot.run", "message": "it is 渡邉 so"}


def test_an_inner_block_stands_in_for_an_outer_and_all_is_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = list(root.handlers), ours.level, threading.excepthook, sys.unraisablehook, warnings.showwarning
    with logs.to_stderr():
        with logs.to_stderr("json", libraries=logging.CRITICAL):
            ours.info("inside")
            logging.getLogger("aiogram").error("unheard")
        ours.info("outside")
    inside, outside = capsys.readouterr().err.splitlines()
    assert json.loads(inside)["message"] == "inside"
    assert outside.endswith("bot: outside")
    assert before == (list(root.handlers), ours.level, threading.excepthook, sys.unraisablehook, warnings.showwarning)


# --- what comes without a logger --------------------------------------------------------------------------------------


def test_a_warning_goes_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        with alone():
            warnings.warn(MARKER, DeprecationWarning, stacklevel=1)
    said = capsys.readouterr().err
    assert MARKER not in said
    assert "WARNING py.warnings: a warning, DeprecationWarning at test_logs.py:" in said


def test_a_thread_that_ends_with_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise ValueError(MARKER)

    with alone():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    said = capsys.readouterr().err
    assert "a thread ended with an error (ValueError at " in said
    assert MARKER not in said


def test_an_error_in_a_destructor(capsys: pytest.CaptureFixture[str]) -> None:
    class Falls:
        def __del__(self) -> None:
            raise ValueError(MARKER)

    with alone():
        Falls()
        gc.collect()
    said = capsys.readouterr().err
    assert "an error that nobody could take (ValueError at test_logs.py:" in said
    assert MARKER not in said


# --- the libraries themselves -----------------------------------------------------------------------------------------


async def never_retrieved() -> None:
    async def fail() -> None:
        raise ValueError(MARKER)

    task = asyncio.get_running_loop().create_task(fail())
    await asyncio.wait([task])
    del task
    gc.collect()


async def served() -> None:
    async def fail(_request: web.Request) -> web.Response:
        raise ValueError(MARKER)

    application = web.Application()
    application.router.add_get("/", fail)
    async with TestClient(TestServer(application)) as client:
        await client.get("/")


async def aiogram_reads_an_update() -> None:
    bot = Bot(TOKEN)
    update = {"update_id": 1, "message": {"text": MARKER, "chat": MARKER}}
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        with contextlib.suppress(SkipHandler):
            await Dispatcher()._listen_update(TypesUpdate.model_validate({"update_id": 1, "note": update}), bot=bot)
    await bot.session.close()


class Answers(BaseRequest):
    """A network that always answers with one update nobody can read."""

    read_timeout = 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *_args: object, **_kwargs: object) -> tuple[int, bytes]:
        update = {"update_id": 1, "message": {"text": MARKER, "chat": MARKER}}
        return 200, json.dumps({"ok": True, "result": [update]}).encode()


async def ptb_reads_an_update() -> None:
    bot = telegram.Bot(TOKEN, request=Answers(), get_updates_request=Answers())
    with contextlib.suppress(Exception):
        await bot.get_updates()


def rows_refused() -> None:
    engine = create_engine("sqlite://", echo=True)
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE t (a TEXT UNIQUE)"))
            for _ in range(2):
                connection.execute(text("INSERT INTO t VALUES (:a)"), {"a": MARKER})
    except IntegrityError as error:
        logging.getLogger("bot.storage").error("not kept", exc_info=error)
    finally:
        engine.dispose()


def letters_chosen() -> None:
    """Embed a few letters in a sheet: the library tells them one by one."""
    logger = logging.getLogger("fontTools.subset")
    logger.setLevel(logging.INFO)
    try:
        sheet = FPDF()
        sheet.add_page()
        sheet.add_font("sans", fname=str(outlines(Family.CJK, Weight.REGULAR)))
        sheet.set_font("sans", size=9)
        sheet.cell(text=MARKER)
        sheet.output()
    finally:
        logger.setLevel(logging.NOTSET)


@pytest.mark.parametrize(
    ("does", "said_by"),
    [
        (never_retrieved, "ERROR asyncio: something was said at base_events.py:"),
        (served, "ERROR aiohttp.server: something was said at web_"),
        (aiogram_reads_an_update, "WARNING py.warnings: a warning, RuntimeWarning at "),
        (ptb_reads_an_update, "CRITICAL telegram.Bot: something was said at _bot.py:"),
        (rows_refused, "ERROR bot.storage: not kept (IntegrityError at "),
        (letters_chosen, ""),
    ],
)
def test_what_libraries_do_say_of_their_errors(
    does: Callable[[], Any], said_by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with alone():
        waits = does()
        if waits is not None:
            asyncio.run(waits)
    said = capsys.readouterr().err
    assert said_by in said
    assert MARKER not in said


# --- the commands -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", logs.FORMS)
def test_run_logs_in_the_form_of_the_setting(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def speak(_settings: Settings, _role: str) -> int:
        logging.getLogger("bot.run").info("at work")
        logging.getLogger("aiogram").error(MARKER)
        return 0

    monkeypatch.setenv("INTAKE_LOG", form)
    monkeypatch.setattr(run, "_run", speak)
    assert main(["run"]) == 0
    ours, theirs = capsys.readouterr().err.splitlines()
    assert ours.startswith("{") == (form == "json")
    assert "at work" in ours
    assert "something was said at" in theirs


@pytest.mark.parametrize("command", ["chat", "leads", "migrate", "doctor", "score"])
def test_every_command_logs_by_the_same_list(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def speak(_args: object) -> int:
        logging.getLogger("sqlalchemy").error("%s", MARKER, exc_info=failed())
        return 0

    monkeypatch.setattr(f"bot.commands.{command}.run", speak)
    assert main([command]) == 0
    assert MARKER not in capsys.readouterr().err
