"""Buttons as they stand in the forms of a page: made here at once, as each is on the page of every turn."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from bot.web.markup import Markup

# What buttons do that answer nothing.
MINOR = frozenset({"back", "help", "unknown", "skip"})


class WebButton(NamedTuple):
    """A button: what it says, and what comes back when it is pressed."""

    label: str
    data: str

    @property
    def minor(self) -> bool:
        """Whether it answers nothing."""
        return self.data.rpartition(".")[2] in MINOR


def button_rows(laid_out: Sequence[Sequence[WebButton]]) -> Markup:
    """Return buttons as they stand in a form, a line for each row."""
    return Markup("".join([f'<div class="row">{"".join(map(_button, row))}</div>\n' for row in laid_out]))


def _button(one: WebButton) -> str:
    minor = " minor" if one.minor else ""
    data, label = escape(one.data), escape(one.label)
    return f'<button class="choice{minor}" name="press" value="{data}">{label}</button>'


__all__ = ["WebButton", "button_rows"]
