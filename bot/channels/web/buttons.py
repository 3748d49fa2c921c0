"""Buttons as they stand in the forms of a page: made here at once, as each is on the page of every turn."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.channels.web.choices import ShownRow, WebButton
from bot.web.markup import Markup


def button_rows(laid_out: Sequence[ShownRow]) -> Markup:
    """Return buttons as they stand in a form, a line for each row; those of a day open together."""
    return Markup("".join(map(_row, laid_out)))


def _row(row: ShownRow) -> str:
    buttons = "".join(map(_button, row.buttons))
    if not row.day:
        return f'<div class="row">{buttons}</div>\n'
    above = f'<summary>{escape(row.day)} <span class="quiet">{escape(row.count)}</span></summary>'
    is_open = " open" if row.open else ""
    return f'<details class="day"{is_open}>{above}<div class="row times">{buttons}</div></details>\n'


def _button(one: WebButton) -> str:
    kind = " minor" if one.minor else " first" if one.first else ""
    ticked = "" if one.ticked is None else f' aria-pressed="{"true" if one.ticked else "false"}"'
    icon = f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{one.icon}"/></svg>' if one.icon else ""
    before = f'<span class="unseen">{escape(one.before)} </span>' if one.before else ""
    opens = f'<button class="choice{kind}" name="press" value="{escape(one.data)}"{ticked}>'
    return f"{opens}{icon}{before}{escape(one.label)}</button>"


__all__ = ["button_rows"]
