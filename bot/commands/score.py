"""`intake score`: a profile in as JSON, its score out, as JSON for programs or as a table for people.

Needs no settings, database or network. An empty line in `--lines` is a bad line like any other, so that answers stay
beside their profiles; only the empty lines after the last profile are ignored.
"""

from __future__ import annotations

import io
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from bot.errors import IntakeError, OwnError, fault_of, reason_of
from bot.terminal import NARROW, Style, columns, pad, width, wrap
from bot.words.operator import saying
from bot.words.words import SOURCE_LANGUAGE, Words
from dialogs.cautions import is_unsure
from dialogs.messages import Arg, Text
from scoring import (
    CategoryScore,
    Confidence,
    Gate,
    PointItem,
    Profile,
    ProfileError,
    Reason,
    Refusal,
    Score,
    ScoringError,
    Status,
    Verdict,
    as_json,
    read_profile,
    score,
)
from scoring.export.onward import as_json_onward
from scoring.export.shared import Say

_NO_NUMBER = object()
_REMEMBERED_SENTENCES = 10_000


class InputError(IntakeError):
    """What was given is no JSON that can be read; the message never repeats it."""


def run(args: Namespace) -> int:
    """Score one profile, or one on each line. Returns the exit code."""
    words = Words()
    language = args.lang or SOURCE_LANGUAGE
    say = _sayer(words, language)
    if args.lines or args.json:
        _write_utf8()
    if args.file == "-" and sys.stdin.isatty():
        _tell(Text("score-keyboard"), args.lang)
    with _opened(args.file) as stream:
        if args.lines:
            return _score_lines(stream, args, say)
        profile, result = _score_document(stream.read(), args.as_of, _name_of(args.file))
    if args.json:
        answer = as_json(result, say) | as_json_onward(profile, result, say)
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join(Table(words, language, columns(), Style()).lines(result)))
    return 0


def read_json(raw: bytes) -> object:
    """Decode one JSON text strictly: UTF-8 (a byte-order mark is allowed), no key twice, no NaN or Infinity.

    Raises `InputError`, or `ProfileError` where a field can be named.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("error-input-bytes") from None
    if not text.strip():
        raise InputError("error-input-empty")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=lambda _name: _NO_NUMBER)
    except json.JSONDecodeError as error:
        line, column = str(error.lineno), str(error.colno)
        raise InputError("error-input-no-json", error=error.msg, line=line, column=column) from None
    except (ValueError, RecursionError):
        raise InputError("error-input-deep") from None


class Table:
    """A score as a table for people, in one language, no wider than `cells`."""

    def __init__(self, words: Words, language: str, cells: int, style: Style) -> None:
        self.words, self.language, self.cells, self.style = words, language, cells, style

    def lines(self, result: Score) -> Iterator[str]:
        """The whole answer, line by line."""
        yield from self._wrapped(self.text("score-title", day=result.as_of), style=self.style.bold)
        for entry in result.categories:
            yield ""
            yield from self._category(entry)
        if result.notices:
            yield ""
            yield self.style.bold(self.text("score-notices"))
            for notice in result.notices:
                yield from self._wrapped(self.say(notice.why), first="- ")
        yield ""
        rules = result.ruleset
        table = self.text("score-table", since=rules.effective_from, id=rules.id, checked=rules.last_checked_on)
        yield from self._wrapped(table, style=self.style.dim)
        yield from self._wrapped(self.text("score-disclaimer"))

    def text(self, key: str, **args: Arg) -> str:
        """One text of the catalogue, plain."""
        return self.words.plain(self.language, Text(key, args))

    def say(self, why: Reason) -> str:
        """The sentence of a reason."""
        return self.words.plain(self.language, Text(why.key, why.args))

    def _category(self, entry: CategoryScore) -> Iterator[str]:
        yield from self._wrapped(self.text(f"category-{entry.category}"), style=self.style.bold)
        total = self.text("score-total", points=entry.total, mark=entry.pass_mark)
        label = self._coloured(self.text(f"verdict-{entry.verdict}.label"), entry.verdict)
        head = [self.style.bold(total), label]
        if entry.least != entry.greatest:
            head.insert(1, self.text("score-range", least=entry.least, greatest=entry.greatest))
        room = self.cells >= NARROW
        yield from ["   ".join(head)] if room else head
        yield from self._wrapped(self.text(f"verdict-{entry.verdict}"))
        if entry.decided_by:
            facts = self.text("score-separator").join(self.text(f"field-{name}") for name in entry.decided_by)
            yield from self._wrapped(self.text("score-decides", facts=facts))
        yield ""
        yield from self._items(entry)
        yield ""
        yield from self._gates(entry)
        met = {True: "met", False: "not-met", None: "unknown"}[entry.j_skip.met]
        yield from self._wrapped(self.text(f"j-skip-{met}"))
        yield from self._wrapped(self.say(entry.j_skip.why), first="  ")
        if entry.j_skip.citation is not None:
            yield from self._wrapped(entry.j_skip.citation, first="  ", style=self.style.dim)
        if entry.items:
            basis = entry.items[0].citation.partition("「")[0]
            yield from self._wrapped(self.text("score-law", basis=basis), style=self.style.dim)

    def _items(self, entry: CategoryScore) -> Iterator[str]:
        shown = [item for item in entry.items if item.status is not Status.NONE]
        names = {item.id: self.text(f"item-{item.id.replace('_', '-')}.short") for item in entry.items}
        name_cells = max((width(names[item.id]) for item in shown), default=0)
        for item in shown:
            first = f"{_points(item):>7}  {pad(names[item.id], name_cells)}  "
            yield from self._reasoned(first, item)
        folded = [
            self.text("line-unsure", label=names[item.id]) if is_unsure(item) else names[item.id]
            for item in entry.items
            if item.status is Status.NONE
        ]
        if folded:
            items = self.text("score-separator").join(folded)
            yield from self._wrapped(self.text("score-no-points", items=items), first=" " * 9)

    def _gates(self, entry: CategoryScore) -> Iterator[str]:
        yield self.style.bold(self.text("score-conditions"))
        states = {
            gate.id: self.text({True: "score-met", False: "score-not-met", None: "score-open"}[gate.met])
            for gate in entry.gates
        }
        names = {gate.id: self.text(f"gate-{gate.id}") for gate in entry.gates}
        name_cells, state_cells = (max(map(width, texts.values())) for texts in (names, states))
        for gate in entry.gates:
            first = f"  {pad(states[gate.id], state_cells)}  {pad(names[gate.id], name_cells)}  "
            yield from self._reasoned(first, gate)

    def _reasoned(self, first: str, stated: PointItem | Gate) -> Iterator[str]:
        """A line with its reason, the mark "staff will confirm", and the place in the law where there is room."""
        room = self.cells - width(first)
        if self.cells < NARROW:  # the reason goes below its line
            yield first.rstrip()
            first = " " * 4
            room = self.cells - 4
        texts = wrap(self.say(stated.why), room)
        asides = []
        if stated.confidence is Confidence.STAFF_CONFIRMS:
            asides.append((f"[{self.text('confidence-staff_confirms')}]", self.style.yellow))
        # The table that all rows stand in is named once, below.
        cited = stated.citation[stated.citation.find("「") :] if isinstance(stated, PointItem) else stated.citation
        asides.append((cited, self.style.dim))
        used = width(texts[-1])
        for aside, style in asides:
            if used + 1 + width(aside) <= room:
                texts[-1] += " " + style(aside)
                used += 1 + width(aside)
            else:
                lines = wrap(aside, room)
                texts += map(style, lines)
                used = width(lines[-1])
        indent = " " * width(first)
        for number, text in enumerate(texts):
            yield (indent if number else first) + text

    def _wrapped(self, text: str, *, first: str = "", style: Callable[[str], str] = str) -> Iterator[str]:
        for number, line in enumerate(wrap(text, self.cells - width(first))):
            yield (" " * width(first) if number else first) + style(line)

    def _coloured(self, text: str, verdict: Verdict) -> str:
        colours = {Verdict.QUALIFIES: self.style.green, Verdict.UNDECIDED: self.style.yellow}
        return colours.get(verdict, self.style.red)(text)


def _points(item: PointItem) -> str:
    """Points now; a span while they can still rise, a question mark while they can only be lost."""
    if item.most > item.points:
        return f"{item.points}-{item.most}"
    return f"{item.points}?" if item.status is Status.UNKNOWN else str(item.points)


def _score_document(raw: bytes, as_of: date | None, given: Arg) -> tuple[Profile, Score]:
    try:
        return _score(raw, as_of)
    except InputError as error:
        raise InputError("error-input-in", place=given, error=error.text) from None
    except ProfileError as error:
        raise InputError("error-input-in", place=given, error=fault_of(error)) from None


def _score(raw: bytes, as_of: date | None) -> tuple[Profile, Score]:
    profile = read_profile(read_json(raw), as_of=as_of)
    if profile.as_of is None:
        raise ProfileError("as_of", "fault-no-day")
    return profile, score(profile)


def _score_lines(stream: BinaryIO, args: Namespace, say: Say) -> int:
    count = bad = 0
    for raw in _without_last_blanks(stream):
        count += 1
        answer = _answer(raw, args.as_of, say, args.onward)
        bad += "error" in answer
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    if bad:
        _tell(Text("score-bad-lines", {"bad_count": bad, "count": count}), args.lang)
    return 1 if bad else 0


def _answer(raw: bytes, as_of: date | None, say: Say, onward: bool) -> dict[str, Any]:
    """Return one line's answer. Its `error` is for programs, and so in English whatever language was asked for."""
    try:
        profile, result = _score(raw, as_of)
        return as_json(result, say) | (as_json_onward(profile, result, say) if onward else {})
    except Refusal as error:
        field = error.field if isinstance(error, ProfileError) else "as_of"
        return {"error": saying(SOURCE_LANGUAGE)(fault_of(error)), "field": field}
    except (OwnError, ScoringError) as error:
        return {"error": str(error), "field": None}
    except Exception as error:  # the next lines can still be answered; the type only, a message could hold an answer
        return {"error": str(InputError("error-input-unforeseen", error=type(error).__name__)), "field": None}


def _tell(text: Text, language: str | None) -> None:
    """Tell whoever runs the command, in the language asked for, else in the environment's."""
    sys.stderr.write(f"intake: {saying(language)(text)}\n")


def _without_last_blanks(stream: BinaryIO) -> Iterator[bytes]:
    blanks: list[bytes] = []
    for raw in stream:
        if raw.strip():
            yield from blanks
            blanks.clear()
            yield raw
        else:
            blanks.append(raw)


def _sayer(words: Words, language: str) -> Say:
    """Renders reasons, remembering the sentences of many alike profiles."""
    known: dict[tuple[object, ...], str] = {}

    def say(why: Reason) -> str:
        key = (why.key, *why.args.items())
        sentence = known.get(key)
        if sentence is None:
            sentence = words.plain(language, Text(why.key, why.args))
            if len(known) < _REMEMBERED_SENTENCES:
                known[key] = sentence
        return sentence

    return say


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result:
            raise ProfileError(key, "fault-twice")
        if value is _NO_NUMBER or (isinstance(value, list) and _NO_NUMBER in value):
            raise ProfileError(key, "fault-no-number")
        result[key] = value
    return result


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(file).open("rb"))
        except OSError as error:
            raise InputError("error-input-not-read", path=file, reason=reason_of(error)) from None
        yield stream


def _name_of(file: str) -> Arg:
    return Text("error-input-standard") if file == "-" else file


def _write_utf8() -> None:
    """JSON is UTF-8 whatever the terminal; a lone surrogate in a field name becomes its JSON escape."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
