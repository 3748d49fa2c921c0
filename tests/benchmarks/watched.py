"""What figures and names in the log cost a turn: one server that tells of what it does, and in turn does not.

    python -m tests.benchmarks.watched [--rounds 40] [--people 32]

Processor time of whole turns, from the webhook to the message that is sent, as in `throughput`; rounds alternate, and
each ratio is of two short rounds beside each other, so that what else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile

import aiohttp

from tests.benchmarks.throughput import measure, process, script

PLAIN, WATCHED = "0", "1"


async def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--acts", type=int, default=12)
    parser.add_argument("--chats", type=int, default=64)
    parser.add_argument("--people", type=int, default=32)
    args = parser.parse_args()
    todo, spent = script(args.acts), {PLAIN: list[float](), WATCHED: list[float]()}
    first = 1_000
    with tempfile.TemporaryDirectory() as folder:
        async with (
            process("throughput_server", folder, "-", "watched") as where,
            aiohttp.ClientSession() as session,
        ):
            for number in range(args.rounds + 1):
                for how in (PLAIN, WATCHED) if number % 2 else (WATCHED, PLAIN):
                    async with session.get(f"http://127.0.0.1:{where[0]}/watch/{how}") as answer:
                        assert int(await answer.text()) > 4, "who tells"
                    figures = await measure(args.people, args.chats, first, where, todo)
                    first += args.people
                    if number:  # the first round warms up
                        spent[how].append(figures["cpu"])
    ratios = [after / before for before, after in zip(spent[PLAIN], spent[WATCHED], strict=True)]
    before, after = (statistics.median(spent[how]) for how in (PLAIN, WATCHED))
    spread = statistics.stdev(ratios) / len(ratios) ** 0.5
    print(
        f"{before:.0f} us CPU a turn, {after:.0f} us with figures and names;"
        f" ratio: of all {sum(spent[WATCHED]) / sum(spent[PLAIN]):.3f}, median of {len(ratios)} pairs"
        f" {statistics.median(ratios):.3f}, mean {statistics.mean(ratios):.3f} +- {spread:.3f}"
    )


if __name__ == "__main__":
    asyncio.run(main())
