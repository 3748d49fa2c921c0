"""Which words the rule files need: names in them become text keys, and one without its text is refused at start.

`scoring` knows no language, so it cannot see that a step, a duty or a condition is misspelt or has no words yet. A
client would find out in the middle of a conversation. Every version of every file is looked at, those of coming days
too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from dialogs.ports import Translator
from dialogs.telling import dashed
from scoring.dated_rules import texts_of

_ANY = "*"
# Where a file names something ("*" is any table), and the keys of what is said of it.
_SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "procedures": {"papers": ("procedure-paper-{}",), "procedures.*.steps": ("procedure-step-{}",)},
    "family": {
        "benefits": ("follows-family-{}", "follows-family-short-{}"),
        "benefits.*.also": ("follows-also-{}",),
        "benefits.*.also_staff": ("follows-also-{}",),
    },
    "duties": {"duties": ("follows-duty-{}",)},
    "residence": {
        "routes": ("follows-route-{}",),
        "own_routes": ("follows-notice-own-route-{}",),
        "conditions": ("follows-condition-{}", "follows-condition-{}.short"),
        "permanent.gives": ("follows-permanent-gives-{}",),
        "permanent.ends": ("follows-permanent-ends-{}",),
        "indefinite.others": ("follows-hsp2-other-{}",),
        "indefinite.gives": ("follows-hsp2-gives-{}",),
    },
    "papers": {
        "pitfalls": ("paper-pitfall-{}",),
        "papers": ("paper-{}",),
        "papers.*.where": ("paper-where-{}",),
    },
}


class Named(NamedTuple):
    """A name in a rule file, where it stands there, and the key of a text that it needs."""

    file: str
    place: str
    name: str
    key: str


def missing_rule_texts(words: Translator, languages: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each text that a name in a rule file needs and a language lacks."""
    for named in needed_rule_texts():
        for language in languages:
            if not words.has(language, named.key):
                yield f"{named.file}, {named.place}: {named.name!r} has no text {named.key!r} in {language!r}"


def needed_rule_texts() -> Iterator[Named]:
    """Yield what every version of every rule file needs, in the files' order."""
    for file, places in _SAID.items():
        for name, text in texts_of(file).values():
            for path, keys in places.items():
                for place, found in _at(_data(text), path):
                    yield from (Named(name, place, one, key.format(dashed(one))) for one in found for key in keys)
            if file == "duties":
                yield from _begun(name, _data(text))


def _begun(file: str, data: Mapping[str, Any]) -> Iterator[Named]:
    """Yield the duties announced for a later day: from that day on each is said in other words."""
    for name, duty in data["duties"].items():
        if "begins" in duty:
            yield Named(file, "duties", name, f"follows-duty-{dashed(name)}-now")


# The texts of the files are few, and each dialogue that is made looks at all of them.
@cache
def _data(text: str) -> Mapping[str, Any]:
    return tomllib.loads(text)


def _at(data: Mapping[str, Any], path: str, place: str = "") -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each place of a file that a path leads to, and the names that stand there."""
    first, _, rest = path.partition(".")
    for key in data if first == _ANY else [first] if first in data else []:
        value, here = data[key], f"{place}{key}"
        if rest:
            yield from _at(value, rest, f"{here}.")
        else:
            yield here, [value] if isinstance(value, str) else list(value)
