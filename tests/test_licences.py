"""The licences of all that is installed to run intake: each is known here, as its own metadata says it.

A package that comes with a new licence, or changes its own, fails here until somebody has read it.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

PINS = Path(__file__).parent.parent / "deploy" / "requirements.txt"
# What may be used and passed on with its notice alone.
PERMISSIVE = frozenset(
    {
        *("MIT", "MIT-0", "MIT-CMU", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "PSF-2.0", "PSFL", "Apache-2.0"),
        *("Apache-2.0 AND MIT", "Apache-2.0 AND BSD-2-Clause", "MIT OR Apache-2.0"),
        *("Apache-2.0 OR BSD-2-Clause", "Apache-2.0 OR BSD-3-Clause"),
    }
)
# LGPL: used as they come, as packages of their own that anybody can replace; nothing of them is changed or copied.
UNMODIFIED = {
    "fpdf2": "LGPL-3.0-only",
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
    "python-telegram-bot": "LGPL-3.0-only",
    "recurring-ical-events": "LGPL-3.0-or-later",
    "x-wr-timezone": "LGPL-3.0-or-later",
}
# MPL: file by file, and none of those files is changed.
BY_FILES = {"certifi": "MPL-2.0", "pathspec": "MPL-2.0"}
# Of two licences the second is ours.
CHOSEN = dict.fromkeys(("caldav", "calendaring-config", "icalendar-searcher"), "GPL-3.0-or-later OR Apache-2.0")
# Fonts, opened as the files that they are.
FONTS = dict.fromkeys(("noto-cjk-sans-jp-bold", "noto-cjk-sans-jp-regular", "pymupdf-fonts"), "OFL-1.1")
# How packages call the same.
_SAME = {
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "APL 2": "Apache-2.0",
    "BSD License": "BSD",
    "Dual License": "BSD",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "SIL OFL V1.1": "OFL-1.1",
}


def pinned() -> list[str]:
    """The packages that are installed on a machine like this one."""
    lines = PINS.read_text("utf-8").replace("\\\n", " ").splitlines()
    found = [Requirement(re.split(r"\s--hash", line)[0]) for line in lines if re.match(r"[a-z0-9]", line)]
    return [one.name for one in found if one.marker is None or one.marker.evaluate()]


def licence_of(name: str) -> str:
    """The licence of an installed package, by its own words."""
    about = metadata.metadata(name)
    said = next((about[key] for key in ("License-Expression", "License") if key in about and about[key]), "")
    if not said:
        [said] = [one.rpartition("::")[2].strip() for one in about.get_all("Classifier") or () if "License ::" in one]
    return _SAME.get(said, said)


def test_each_package_that_runs_has_a_licence_that_was_read() -> None:
    known = UNMODIFIED | BY_FILES | CHOSEN | FONTS
    packages = pinned()
    found = {name: licence_of(name) for name in packages}
    assert {name: said for name, said in found.items() if name not in known and said not in PERMISSIVE} == {}
    assert {name: found.get(name) for name in known} == known
    assert len(packages) > 50
