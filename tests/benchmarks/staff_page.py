"""What a page of the staff's list costs, over many leads: processor time of server and browser together.

python -m tests.benchmarks.staff_page [--leads 1000]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from tests.benchmarks.morning import fill
from tests.desk_page.bench import bench

TIMES = 9


async def measure(leads: int) -> None:
    """Fill an office, and look at its pages."""
    with tempfile.TemporaryDirectory() as folder:
        async with bench(Path(folder)) as it, it.signed_in() as browser:
            fill(it.core, leads)
            for path in ("leads", "leads?order=number&page=7", "leads?filter=waiting&state=all", "agenda", "leads/1"):
                taken = []
                for _ in range(TIMES):
                    before = time.process_time()
                    await browser.open(f"/desk/{path}")
                    taken.append(time.process_time() - before)
                    assert browser.status == 200, path
                print(f"/desk/{path}: {1_000 * statistics.median(taken):.0f} ms")
            for sought in ("santos", "quin mari", "5678"):
                await browser.open("/desk/leads")
                before = time.process_time()
                await browser.press("検索", sought=sought)
                print(f"search for {sought!r}: {1_000 * (time.process_time() - before):.0f} ms")


def main() -> None:
    """Read the flags."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=1_000)
    asyncio.run(measure(parser.parse_args().leads))


if __name__ == "__main__":
    main()
