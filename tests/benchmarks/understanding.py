"""How long it takes to understand one typed text, and to read the words at the start.

`python -m tests.benchmarks.understanding` prints the median and the 99th percentile in milliseconds: of the labelled
texts, and of long and hostile ones. The target is 2 ms at the 99th percentile of each.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from statistics import quantiles
from time import perf_counter, thread_time

from dialogs.messages import LONGEST_TYPED
from dialogs.question import Question
from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import Reader
from tests.answers import LANGUAGES
from tests.answers.report import PAGES, Today, cases

ROUNDS = 5
# What could make a reader slow: no border between words, a border after each, the beginnings of phrases, figures.
PIECES = (
    "a", "あ", "漢", "1", " ", "1,", "not ", "n1 ", "highly skilled ", "高度専門職", "技術・人文知識", "ｱ", "ﾞ", "é",
    "7M ", "650万", "master of ", "my wife ", "if ", "\u200b", "?", "。", "12月", "1.2.3.", "engneer ", "()", "ﷺ", "🙂",
)  # fmt: skip


@cache
def hostile() -> tuple[str, ...]:
    """Return texts of the greatest length that are made to take long."""
    luck = random.Random(20_261_122)
    whole = [(piece * LONGEST_TYPED)[:LONGEST_TYPED] for piece in PIECES]
    mixed = ["".join(luck.choices(PIECES, k=LONGEST_TYPED))[:LONGEST_TYPED] for _ in range(40)]
    return (*whole, *mixed)


def _times(reader: Reader, texts: Sequence[tuple[str, Question | None, str]]) -> list[float]:
    found = []
    for text, asked, language in texts:
        best = min(_once(reader, text, asked, language) for _ in range(ROUNDS))
        found.append(best * 1000)
    return found


def _once(reader: Reader, text: str, asked: Question | None, language: str) -> float:
    begun = thread_time()
    reader.read(text, asked, language, Today())
    return thread_time() - begun


def main() -> None:
    """Print the figures."""
    begun = perf_counter()
    reader = Reader(HSP, LANGUAGES)
    print(f"the words of {len(LANGUAGES)} languages read in {perf_counter() - begun:.2f} s")
    labelled = [
        (case.text, None if case.asked in PAGES else HSP.by_id[case.asked], case.language)
        for language in LANGUAGES
        for case in cases(language)
    ]
    asked = (None, HSP.by_id["japanese"], HSP.by_id["salary_yen"], HSP.by_id["degrees"], HSP.by_id["birth_date"])
    long = [(text, question, "ja") for text in hostile() for question in asked]
    for name, texts in (("labelled", labelled), ("hostile", long)):
        times = _times(reader, texts)
        cuts = quantiles(times, n=100)
        print(
            f"{name:<10}{len(texts):>6} texts: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms, most {max(times):.2f} ms"
        )


if __name__ == "__main__":
    main()
