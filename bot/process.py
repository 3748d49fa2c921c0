"""How this process treats its own memory, and others: what it leaves behind, how it looks for garbage, who goes first.

A core dump would be every secret and every open answer in one file. The limit of zero is kept by the kernel for files
and by systemd-coredump for what it stores. A handler that ignores it (`kernel.core_pattern` of another pipe) takes the
memory all the same: `intake doctor` says so where it finds one.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

_PATTERN = Path("/proc/sys/kernel/core_pattern")
# These look at the limit of the process before they store anything.
_HONEST = ("systemd-coredump",)
# So many new objects, and garbage is looked for. A turn makes some hundreds, and nearly all of them go by themselves.
NEW_OBJECTS = 20_000
# So many files and connections may be open: all pages of the chat, and as many again for everything else.
OPEN_FILES = 8_192
# How far behind others a thread stands that gives way (from 0, as everybody, to 19, the last).
GIVES_WAY = 10


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Look for no garbage from here until `settle` (or the end): nearly all that a start makes stays for good.

    Both messengers' libraries make a million objects, and looking through them time and again takes half a second.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settle() -> None:
    """Call it when all is there that stays for good: that is not looked through for garbage again, what is new seldom.

    Looked through again and again, it would make everybody wait a quarter of a second each time.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


def no_core_dumps() -> None:
    """Forbid core dumps of this process and of those it starts, for good: the limit cannot be raised again."""
    try:
        import resource
    except ImportError:  # no such limits on this system, and no such dumps
        return
    with contextlib.suppress(ValueError, OSError):  # a sandbox that forbids even this
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def room_for_pages() -> None:
    """Let this process hold as many open connections as the system allows it: each open page of the chat is one.

    Most systems begin with a thousand, and let a program take more by itself.
    """
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        with contextlib.suppress(ValueError, OSError):  # a sandbox that forbids even this
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def give_way() -> None:
    """Let everybody else have the processor first, from here on in this thread; where there is no such thing, go on.

    On Linux alone a thread has a place in the queue of its own, and the rest of the process keeps its.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # a sandbox that forbids even this
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVES_WAY)


def dump_taker(pattern: Path = _PATTERN) -> str | None:
    """The program that is given the memory of a crashed process whatever its limit; None where there is none."""
    try:
        text = pattern.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None
    if not text.startswith("|"):
        return None
    program = (text[1:].split() or [""])[0]
    return None if program.rpartition("/")[2] in _HONEST else program
