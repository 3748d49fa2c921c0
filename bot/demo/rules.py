"""The demo's page of ringing rules: which leads ring by the office's rule, and which would by another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from bot.demo.page import DemoPages
from dialogs.desk.ringing import RungBy
from dialogs.office import RingRule

# What may ring, as the fields of a form.
_YES_OR_NO = {
    "qualifies": "demo-rules-qualifies",
    "j_skip": "demo-rules-j-skip",
    "asks_for_human": "demo-rules-asks-for-human",
}
TOTALS: Sequence[int | None] = (None, 40, 55, 65)


def rule_of(form: Mapping[str, str], now: RingRule) -> RingRule:
    """Return the rule that a form asks for."""
    given = form.get("total", "")
    known = {str(total): total for total in (*TOTALS, now.undecided_from_total) if total is not None}
    chosen = {name: form.get(name) == "1" for name in _YES_OR_NO}
    return RingRule(**chosen, undecided_from_total=known.get(given))


class RulesPage:
    """Makes the page."""

    def __init__(self, pages: DemoPages) -> None:
        self.pages = pages
        self.say = pages.say

    def page(self, now: RungBy, other: RungBy, back: str) -> str:
        """What rings now, what would, and the form that changes the rule."""
        rows = "".join(
            f"<tr><td>{self.say(key)}</td><td>{len(one.rung)}</td><td>{one.of}</td><td>{self._numbers(one.rung)}</td></tr>"
            for key, one in (("demo-rules-now", now), ("demo-rules-other", other))
        )
        heads = "".join(
            f"<th>{self.say(key)}</th>"
            for key in ("demo-rules-rule", "demo-rules-rung", "demo-rules-of", "demo-rules-which")
        )
        more, fewer = len({*other.rung} - {*now.rung}), len({*now.rung} - {*other.rung})
        body = [
            '<main class="sheet">',
            f'<p><a href="{escape(back)}">{self.say("demo-back")}</a></p>',
            f"<h1>{self.say('demo-rules-title')}</h1><p>{self.say('demo-rules-about')}</p>",
            f'<form method="get" action="/demo/rules">{self._choices(other.rule)}',
            f'<button class="go">{self.say("demo-rules-try")}</button></form>',
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>",
            f"<p><b>{self.say('demo-rules-difference', {'more': str(more), 'fewer': str(fewer)})}</b></p>",
            f'<p class="soft">{self.say("demo-rules-always")}</p></main>',
        ]
        return self.pages.document(0, body)

    def _choices(self, rule: RingRule) -> str:
        boxes = "".join(
            f'<label><input type="checkbox" name="{name}" value="1"{" checked" if getattr(rule, name) else ""}> '
            f"{self.say(key)}</label>"
            for name, key in _YES_OR_NO.items()
        )
        totals = sorted(total for total in {*TOTALS, rule.undecided_from_total} if total is not None)
        options = "".join(
            f'<option value="{total}"{" selected" if total == rule.undecided_from_total else ""}>'
            f"{self.say('demo-rules-from', {'total': total})}</option>"
            for total in totals
        )
        never = " selected" if rule.undecided_from_total is None else ""
        return (
            f"<fieldset><legend>{self.say('demo-rules-what')}</legend>{boxes}"
            f'<label>{self.say("demo-rules-undecided")} <select name="total">'
            f'<option value="never"{never}>{self.say("demo-rules-never")}</option>{options}</select>'
            "</label></fieldset>"
        )

    @staticmethod
    def _numbers(numbers: Sequence[int]) -> str:
        return " ".join(f"#{number}" for number in numbers) or "—"


__all__ = ["RulesPage", "rule_of"]
