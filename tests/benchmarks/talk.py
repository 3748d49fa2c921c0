"""What passing on a text costs the ledger, as a ratio to a plain turn: a press that answers one of the first questions.

    python -m tests.benchmarks.talk [--rounds 200]

Both sides of a talk are measured, interleaved with the plain turns, in processor time of the ledger; the same with a
translation server, for which a turn does nothing more, and then what is done once a message has arrived. Each is
measured right after one of its own kind, as the plain turn comes after the turns that led to it: what is timed is the
work, not how cold the other kinds left the processor.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from time import thread_time

from bot.app import build_core
from bot.delivery.post import Post
from bot.turns.acts import OFFICE, Delivered, StaffMessage
from bot.turns.ledger import Call
from bot.turns.talking import staff_wrote
from dialogs.desk.rights import EVERYTHING
from dialogs.messages import Act, ActKind
from dialogs.talk import Utterance
from tests.support import Talk, settings_in

_numbers = count(1_000_000)
TOPIC = "500"


def timed(do: Callable[[], object]) -> float:
    """Milliseconds of processor time that a call takes in this thread."""
    start = thread_time()
    do()
    return (thread_time() - start) * 1_000


class Talking:
    """A client and a member of staff in one installation, with a translation server or without."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.core = build_core(replace(settings_in(folder), translate_url=url))
        self.posts: list[Post] = []
        self.core.news.listen(lambda new, _gone, _all: self.posts.extend(new))
        self.client = Talk(self.core)
        self.client.go_to("handed_off")
        [card] = [post for post in self.posts if post.channel == OFFICE and post.kind == "card"][:1]
        self.arrived(card, {str(card.handle): "501", f"t:{card.payload['lead']}": TOPIC})
        self.staff()
        self.writes()

    def arrived(self, post: Post, made: Mapping[str, str]) -> object:
        """A post was delivered."""
        delivered = Delivered(post, made, self.client.clock().timestamp())
        return self.core.ledger.do(Call(lambda batch: batch.delivered(delivered)))

    def staff(self) -> object:
        """A member of staff writes."""
        said = Utterance("お世話になっております。水曜日の午後はいかがですか。", id=str(next(_numbers)))
        now = self.client.clock()
        message = StaffMessage(str(next(_numbers)), TOPIC, said, "五十嵐", now, "900", rights=EVERYTHING)
        return self.core.ledger.do(Call(lambda batch: staff_wrote(batch, message)))

    def writes(self) -> object:
        """The client writes."""
        text = "Wednesday afternoon is fine, thank you. What shall I bring?"
        return self.client.send(Act(ActKind.TEXT, text, said=Utterance(text, id=str(next(_numbers)))))

    def arrives(self) -> object:
        """What was passed on last has arrived."""
        [relay] = [post for post in self.posts if post.kind == "relay"][-1:]
        return self.arrived(relay, {str(relay.handle): str(next(_numbers))})


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        sides = {"": Talking(Path(one), None), ", translated": Talking(Path(other), "http://127.0.0.1:9")}
        plain = [Talk(sides[""].core, chat=str(next(_numbers))) for _ in range(rounds)]
        late = [Talk(sides[""].core, chat=str(next(_numbers))) for _ in range(rounds)]
        found: dict[str, list[float]] = defaultdict(list)
        for person, older in zip(plain, late, strict=True):
            person.go_to("goal")
            found["a plain turn"].append(timed(lambda who=person: who.press("a:hsp")))  # type: ignore[misc]
            older.go_to("contact_way")
            found["one with all answers given"].append(timed(lambda who=older: who.press("a:here")))  # type: ignore[misc]
            for name, side in sides.items():
                side.writes()
                side.arrives()
                found[f"a text of a client{name}"].append(timed(side.writes))
                found[f"its arrival{name}"].append(timed(side.arrives))
                side.staff()
                found[f"a text of staff{name}"].append(timed(side.staff))
        base = statistics.median(found["a plain turn"])
        for name, figures in found.items():
            median = statistics.median(figures)
            print(f"{name:<32} p50 {median:6.3f} ms   {median / base:5.2f} plain turns")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    main(parser.parse_args().rounds)
