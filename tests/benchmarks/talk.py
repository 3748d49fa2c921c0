"""What passing on a text costs the ledger, as a ratio to a plain turn: a press that answers a question.

    python -m tests.benchmarks.talk [--rounds 200]

Both sides of a talk are measured, interleaved with the plain turns, in processor time of the ledger.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import thread_time

from bot.delivery.post import Post
from bot.turns.acts import OFFICE, Delivered, StaffMessage
from bot.turns.ledger import Call
from bot.turns.talking import staff_wrote
from dialogs.desk.rights import EVERYTHING
from dialogs.messages import Act, ActKind
from dialogs.talk import Utterance
from tests.support import Talk, core_in

_numbers = count(1_000_000)
TOPIC = "500"


def timed(do: Callable[[], object]) -> float:
    """Milliseconds of processor time that a call takes in this thread."""
    start = thread_time()
    do()
    return (thread_time() - start) * 1_000


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        core = core_in(Path(folder))
        posts: list[Post] = []
        core.news.listen(lambda new, _gone, _all: posts.extend(new))
        client = Talk(core)
        client.go_to("handed_off")
        [card] = [post for post in posts if post.channel == OFFICE and post.kind == "card"][:1]
        given = {str(card.handle): "501", f"t:{card.payload['lead']}": TOPIC}
        core.ledger.do(Call(lambda batch: batch.delivered(Delivered(card, given, client.clock().timestamp()))))

        def staff() -> object:
            said = Utterance("お世話になっております。水曜日の午後はいかがですか。", id=str(next(_numbers)))
            message = StaffMessage(str(next(_numbers)), TOPIC, said, "五十嵐", client.clock(), "900", rights=EVERYTHING)
            return core.ledger.do(Call(lambda batch: staff_wrote(batch, message)))

        def writes() -> object:
            text = "Wednesday afternoon is fine, thank you. What shall I bring?"
            return client.send(Act(ActKind.TEXT, text, said=Utterance(text, id=str(next(_numbers)))))

        staff()
        writes()
        plain = [Talk(core, chat=str(next(_numbers))) for _ in range(rounds)]
        found: dict[str, list[float]] = {"a plain turn": [], "a text of a client": [], "a text of staff": []}
        for person in plain:
            person.go_to("goal")
            found["a plain turn"].append(timed(lambda who=person: who.press("a:hsp")))  # type: ignore[misc]
            found["a text of a client"].append(timed(writes))
            found["a text of staff"].append(timed(staff))
        base = statistics.median(found["a plain turn"])
        for name, figures in found.items():
            median = statistics.median(figures)
            print(f"{name:<24} p50 {median:6.3f} ms   {median / base:5.2f} plain turns")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    main(parser.parse_args().rounds)
