"""The Japanese eras since 1868 as data: which days each one covers and the act that says so.

Law and family registers date by era; 「平成6年」 is 1994.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Era:
    """One era. `begins` and `ends` are both days of the era; `ends` is None while it lasts."""

    name: str
    latin: str
    letter: str
    kana: str
    begins: date
    ends: date | None
    source: str

    def western_year(self, era_year: int) -> int:
        """Return the Gregorian year; 元年, the first, is 1."""
        return self.begins.year + era_year - 1

    def covers(self, first: date, last: date) -> bool:
        """Tell whether any day from `first` to `last` belongs to this era."""
        return first <= (self.ends or date.max) and last >= self.begins


ERAS = (
    Era(
        *("明治", "meiji", "m", "めいじ", date(1868, 1, 25), date(1912, 7, 30)),
        # Proclaimed on 1868-10-23, but the edict renames the whole year from its first day, 1868-01-25. Until the
        # end of Meiji 5 (1872) official days are lunisolar; no living person was born then, so we leave them alone.
        source="一世一元の詔 (慶応4年9月8日), in force from 慶応4年1月1日",
    ),
    Era(
        *("大正", "taisho", "t", "たいしょう", date(1912, 7, 30), date(1926, 12, 25)),
        # The edict takes effect on its own day, so 1912-07-30 is both 明治45年 and 大正元年.
        source="大正改元の詔書 (明治45年7月30日)",
    ),
    Era(
        *("昭和", "showa", "s", "しょうわ", date(1926, 12, 25), date(1989, 1, 7)),
        # As above: 1926-12-25 is both 大正15年 and 昭和元年.
        source="昭和改元の詔書 (大正15年12月25日)",
    ),
    Era(
        *("平成", "heisei", "h", "へいせい", date(1989, 1, 8), date(2019, 4, 30)),
        # In force on the day after promulgation (1989-01-07), so there is no shared day.
        source="元号を改める政令 (昭和64年政令第1号), under 元号法 (昭和54年法律第43号)",
    ),
    Era(
        *("令和", "reiwa", "r", "れいわ", date(2019, 5, 1), None),
        source="元号を改める政令 (平成31年政令第143号), under 元号法 (昭和54年法律第43号)",
    ),
)

ERA_BY_NAME = {name: era for era in ERAS for name in (era.name, era.latin, era.letter, era.name[0], era.kana)}
"""Eras by name in kanji (short, too), in kana and in Latin letters, and by the letter used on forms (H6.5.1)."""
