"""Fills cards and worksheets from a score: every text in the reader's language, plain.

It adds nothing: points, reasons and papers come from `scoring`, words from `locales`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.sheets.data import (
    CardData,
    CardStep,
    CardWords,
    PictureLine,
    SheetData,
    SheetPaper,
    SheetRow,
    SheetWords,
)
from bot.words.clean import clean
from bot.words.words import Words
from dialogs.cautions import is_unsure
from dialogs.checked import check_of, row_id
from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF, Checked
from dialogs.telling import dashed, listed
from scoring import CategoryScore, Confidence, Gate, PointItem, Status, Verdict


class _Words:
    """The words of a sheet, in the language of whoever reads it."""

    def __init__(self, words: Words, language: str) -> None:
        self._words, self._language = words, language

    def __call__(self, key: str, **args: Arg) -> str:
        return self.of(Text(key, args))

    def of(self, text: Text) -> str:
        """A text that is made already."""
        return self._words.plain(self._language, text)


def card_data(
    words: Words,
    language: str,
    entry: CategoryScore,
    *,
    today: date,
    table: date,
    office: str,
    steps: Iterable[tuple[date, int, Text]] = (),
    sure: Iterable[Text] = (),
    told: Sequence[Text] = (),
    deadlines: Sequence[Text] = (),
    own_way: Text | None = None,
    begins: bool = False,
) -> CardData:
    """A card of one category's score. `table` is the first day of the points table used, `steps` are the days from
    which on the total is another, each with that total and why. `sure` says how sure the verdict is, `told` what was
    told beside the points, `begins` that the work begins on the day counted for. `deadlines` are the days that must
    not pass, `own_way` a way to permanent residence without points and its day.
    """
    say = _Words(words, language)
    several = entry.least != entry.greatest and entry.verdict is not Verdict.BLOCKED
    return CardData(
        title=say("sheets-card-title", category=Text(f"category-{entry.category.value}.short")),
        office=office,
        verdict=entry.verdict,
        verdict_text=" ".join([say(f"verdict-{entry.verdict.value}"), *map(say.of, sure)]),
        total=entry.total,
        mark=entry.pass_mark,
        least=entry.least,
        greatest=entry.greatest,
        needed=say("sheets-needed", mark=entry.pass_mark),
        range_text=say("sheets-range", least=entry.least, greatest=entry.greatest) if several else "",
        lines=tuple(_picture_line(item, say) for item in entry.items),
        steps=tuple(CardStep(say("sheets-step-day", day=day), total, say.of(label)) for day, total, label in steps),
        basis=say("result-basis-begins" if begins else "result-basis", day=today, table=table),
        disclaimer=say("score-disclaimer"),
        words=_card_words(say, entry.pass_mark),
        told=say.of(listed(told)) if told else "",
        deadlines=say.of(listed(deadlines)) if deadlines else "",
        own_way="" if own_way is None else _printed(say.of(own_way)),
    )


def _picture_line(item: PointItem, say: _Words) -> PictureLine:
    return PictureLine(
        label=say(f"item-{dashed(item.id)}.short"),
        points=item.points,
        most=item.most,
        status=item.status,
        note=say.of(listed(_notes(item))),
    )


def _card_words(say: _Words, mark: int) -> CardWords:
    return CardWords(
        points=say("sheets-points"),
        lines=say("sheets-lines"),
        may_rise=say("sheets-may-rise"),
        nothing=say("sheets-nothing"),
        separator=say("list-separator"),
        steps=say("sheets-steps"),
        reached=say("sheets-reached", mark=mark),
        below=say("sheets-below", mark=mark),
        not_drawn=say("sheets-not-drawn"),
    )


def worksheet_data(
    words: Words,
    entry: CategoryScore,
    *,
    today: date,
    table: date,
    office: str,
    lead_number: int,
    client: str,
    notes: str = "",
    documented: Mapping[str, int] | None = None,
    confirmed: Mapping[str, int] | None = None,
    paper_numbers: Mapping[str, Sequence[str]] | None = None,
    checked: frozenset[Checked] = frozenset(),
    deadline: Text | None = None,
    facts: Sequence[Text] = (),
    criteria: Sequence[Gate] = (),
    contact: Text | None = None,
    card: Sequence[Text] = (),
    made_on: date | None = None,
) -> SheetData:
    """A worksheet of one category's score, in Japanese, rows in the order of the official form.

    `documented` and `confirmed` are points by row id, a row left out is not known; `paper_numbers` are the numbers in
    the office's file of a row's papers, in the order of its evidence, empty for a paper not there yet. `checked` are
    the rules that the office's practitioner has checked: each row names its check. `deadline`, `facts` and
    `contact` are those of the lead card, `card` its other lines. `criteria` are conditions beside the gates of points.
    `made_on` is the day of the lead, where the points are counted for the day on which the work begins.
    """
    say = _Words(words, LANGUAGE_OF_STAFF)
    documented, confirmed, numbers = documented or {}, confirmed or {}, paper_numbers or {}
    return SheetData(
        office=office,
        lead_number=say("sheets-lead", number=str(lead_number)),
        client=clean(client, lines=False),
        category=say(f"category-{entry.category.value}"),
        day=say("sheets-step-day" if made_on in (None, today) else "sheets-day-begins", day=today),
        table=say("sheets-in-force", table=table),
        rows=tuple(
            SheetRow(
                column=item.column,
                form_number=item.form_number,
                label=say(f"item-{dashed(item.id)}"),
                claimed=None if item.status is Status.UNKNOWN and not item.points else item.points,
                documented=documented.get(item.id),
                confirmed=confirmed.get(item.id),
                papers=_papers(item, numbers.get(item.id, ())),
                remark=say.of(listed(_remarks(item, checked, made_on or today))),
            )
            for item in entry.items
        ),
        conditions=(
            *(say.of(_condition_line(gate, Text(f"gate-{gate.id}"))) for gate in entry.other_gates),
            *(say.of(_condition_line(gate, Text(gate.why.key, gate.why.args))) for gate in criteria),
        ),
        totals=(entry.total, _sum(documented), _sum(confirmed)),
        needed=say("sheets-needed", mark=entry.pass_mark),
        notes=clean(notes),
        disclaimer=say("score-disclaimer"),
        made_on=made_on or today,
        words=_sheet_words(say),
        deadline="" if deadline is None else _printed(say.of(deadline)),
        facts=say.of(listed(facts)) if facts else "",
        contact="" if contact is None else _printed(say.of(contact)),
        card=tuple(_printed(say.of(line)) for line in card),
    )


# Signs of our own that no outline draws, and what is printed in their place. What a person typed stays as it is.
_SIGNS = {
    "❗": "！",
    "⚠️": "！",
    "➡️": "→",
    "✅": "○",
    "❌": "×",
    "⏰": "",
    "📞": "",
    "📋": "",
    "⭐": "",
    "📎": "",
    "💬 ": "",
    "🗓": "",
}


def _printed(text: str) -> str:
    """Return a line of the card for paper: signs in letters, or left out."""
    for sign, letter in _SIGNS.items():
        text = text.replace(sign, letter)
    return text.strip()


def _sheet_words(say: _Words) -> SheetWords:
    return SheetWords(
        title=say("sheets-worksheet"),
        client=say("sheets-client"),
        category=say("sheets-category"),
        day=say("sheets-day"),
        table=say("sheets-table"),
        column=say("sheets-column"),
        form_number=say("sheets-form-number"),
        item=say("sheets-item"),
        claimed=say("sheets-claimed"),
        documented=say("sheets-documented"),
        confirmed=say("sheets-confirmed"),
        papers=say("sheets-papers"),
        total=say("sheets-total"),
        not_known=say("sheets-not-known"),
        legend=say("sheets-legend"),
        notes=say("sheets-notes"),
        checked_by=say("sheets-checked-by"),
        checked_on=say("sheets-checked-on"),
        not_drawn=say("sheets-not-drawn-here"),
        conditions=say("sheets-conditions"),
        deadline=say("sheets-deadline"),
        facts=say("sheets-facts"),
        contact=say("sheets-contact"),
        card=say("sheets-card"),
    )


def _notes(item: PointItem) -> Iterator[Text]:
    """Yield notes on a line's points: what they may become, what excludes them, and whether staff must confirm them."""
    if item.status is Status.UNKNOWN:
        yield Text("sheets-up-to", {"most": item.most}) if item.most > item.points else Text("status-unknown")
    elif item.status is Status.EXCLUDED:
        yield Text("status-excluded")
    if is_unsure(item):
        yield Text("confidence-staff_confirms")


def _remarks(item: PointItem, checked: frozenset[Checked], day: date) -> Iterator[Text]:
    """Yield the office's notes on a line, with the check of its rule where the practitioner has made one."""
    yield from (note for note in _notes(item) if note.key != "confidence-staff_confirms")
    if is_unsure(item):
        yield Text("sheets-row-staff")
    check = check_of(checked, row_id(item.id), day)
    if check is not None:
        yield Text("sheets-row-checked", {"day": check.day, "initials": check.initials})


def _condition_line(gate: Gate, name: Text) -> Text:
    """Return a condition apart from the points: met, not met or not known, and whether staff must confirm it."""
    state = Text({True: "score-met", False: "score-not-met", None: "score-open"}[gate.met])
    unsure = gate.confidence is Confidence.STAFF_CONFIRMS
    shown = Text("line-unsure", {"label": state}) if unsure else state
    return Text("sheets-condition", {"name": name, "state": shown})


def _papers(item: PointItem, numbers: Sequence[str]) -> tuple[SheetPaper, ...]:
    filled = [*numbers, *[""] * len(item.evidence)]
    return tuple(SheetPaper(name, number) for name, number in zip(item.evidence, filled, strict=False))


def _sum(points: Mapping[str, int]) -> int | None:
    """Return the sum of the points; None where no row is known yet."""
    return sum(points.values()) if points else None
