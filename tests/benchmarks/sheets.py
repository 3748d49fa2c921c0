"""How long a score card and a worksheet take, how large they are, and how much memory the process has had at most.

`python -m tests.benchmarks.sheets [times]` prints it; nothing here runs with the tests.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter, process_time

from bot.sheets.fill import card_data, worksheet_data
from bot.words.words import Words
from dialogs.messages import Text
from scoring import CategoryScore, read_profile, score

TIMES = 10
TODAY, TABLE = date(2026, 11, 22), date(2023, 4, 21)
FACTS = {"birth_date": "1994-05-01", "degrees": ["master"], "salary_yen": 7_200_000, "japanese": "n1"}


def entry() -> CategoryScore:
    """Somebody with a few facts known: most lines are drawn."""
    return score(read_profile({"category": "b", **FACTS}), as_of=TODAY).categories[0]


def memory() -> int:
    """Most memory this process has had, in MiB (Linux counts KiB, macOS bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 if sys.platform == "linux" else 1024 * 1024)


def told(name: str, make: Callable[[], bytes], times: int) -> None:
    """One line of the report. The first time loads the libraries and reads what the fonts cover."""
    start = perf_counter()
    size = len(make())
    first = perf_counter() - start
    figures = []
    for _ in range(times):
        start = process_time()
        make()
        figures.append(process_time() - start)
    print(
        f"{name:<12} first {first * 1000:5.0f} ms   then {median(figures) * 1000:5.0f} ms   "
        f"most {max(figures) * 1000:5.0f} ms   {size / 1000:5.1f} kB   memory {memory()} MiB"
    )


def main(times: int) -> None:
    """Measure and print."""
    words, result = Words(), entry()
    steps = [(date(2027, month, 1), 60 + month, Text("cause-time")) for month in range(1, 11)]
    print(f"memory before {memory()} MiB")

    def card(language: str) -> bytes:
        from bot.sheets.score_card import score_card

        return score_card(card_data(words, language, result, today=TODAY, table=TABLE, office="Tsubakuro", steps=steps))

    def sheet() -> bytes:
        from bot.sheets.worksheet import worksheet

        data = worksheet_data(
            words, result, today=TODAY, table=TABLE, office="Tsubakuro", lead_number=12, client="Maria Santos"
        )
        return worksheet(data)

    told("card, en", lambda: card("en"), times)
    told("card, ja", lambda: card("ja"), times)
    told("worksheet", sheet, times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)
