"""Draws README's picture from a recorded run of both bots against the fake Bot API.

    python -m tests.e2e.picture

Writes `deploy/chat.svg`: on the left what the client saw last, on the right the card in the staff group. Every word
in it was sent by the bots; a test draws it again and compares.
"""

from __future__ import annotations

import asyncio
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.e2e.world import HERE, SENT, make_world, talk
from tests.telegram import FakeMessage

PICTURE = Path(__file__).parents[2] / "deploy" / "chat.svg"
WIDTH, GAP, PAD, LINE, SIZE = 430, 24, 14, 20, 13
# Width of a character of this size, for breaking lines; wide ones (CJK, emoji) take two cells.
CELL = 6.9
FONT = "-apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK JP', 'Hiragino Sans', sans-serif"
ACTS = (
    (
        "/start",
        "[English]",
        "[I agree]",
        "[Highly Skilled Professional visa]",
        "[A work visa]",
        "[Specialist]",
        "[IT, engineering]",
    ),
    ("650万", "1994-05-01", "[Master's]", "[Done]", "5 years"),
)


@dataclass(frozen=True)
class Bubble:
    """One message to draw: lines, buttons, and whether the person wrote it."""

    lines: Sequence[str]
    buttons: Sequence[Sequence[str]] = ()
    own: bool = False


async def record(folder: Path) -> tuple[list[Bubble], list[Bubble]]:
    """Walk an engineer to the hand-off and return both sides of what was sent."""
    async with make_world(folder) as world, world.service() as service:
        maria = world.person(7)
        for acts in ACTS:
            await talk(world, service, maria, *acts)
        japanese = await talk(world, service, maria)
        chat = [bubble(japanese), Bubble(["JLPT N1"], own=True)]
        await talk(world, service, maria, "[JLPT N1]", "[Show my result]")
        chat.append(bubble(await talk(world, service, maria, "[All correct]")))
        await talk(world, service, maria, "[contact the office]", *HERE, *SENT)
        await talk(world, service, maria, "[Google Meet]", "[25 Nov, morning]", "[Done]")
        await talk(world, service, maria, "Can my wife work in Japan too?")
        await world.group.press_label(world.office, world.staff, "担当する")
        chat.append(bubble(await talk(world, service, maria)))
        [thread] = world.group.topics
        staff = [Bubble([f"# {world.group.topics[thread]}"])]
        staff += [bubble(m) for m in world.group.messages(thread) if m.text and m.from_bot]
        world.fake.assert_clean()
        return chat, staff


def bubble(message: FakeMessage) -> Bubble:
    """A message as it stands in the chat."""
    text = "".join(c for c in message.text if unicodedata.category(c) != "Cf")
    buttons = [[label for label, _ in row] for row in message.buttons]
    return Bubble([line for part in text.split("\n") for line in wrapped(part, WIDTH - 4 * PAD)], buttons)


def wrapped(text: str, width: float) -> Iterator[str]:
    """Lines that fit, broken at spaces where there are any."""
    line = ""
    for word in text.replace("　", " ").split(" "):
        joined = f"{line} {word}" if line else word
        if measure(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        line = ""
        for character in word:
            if measure(line + character) > width:
                yield line
                line = ""
            line += character
    yield line


def measure(text: str) -> float:
    """Roughly how wide a text is drawn."""
    return sum(CELL * (1.9 if unicodedata.east_asian_width(c) in "WF" else 1) for c in text)


def panel(title: str, bubbles: Sequence[Bubble], left: float) -> tuple[list[str], float]:
    """One phone: a title bar and its messages; returns the shapes and the height."""
    shapes = [text(title, left + PAD, 30, weight=600, colour="#ffffff")]
    y = 60.0
    for message in bubbles:
        height = len(message.lines) * LINE + PAD
        wide = max(map(measure, message.lines)) + 2 * PAD if message.own else WIDTH - 2 * PAD
        x = left + WIDTH - PAD - wide if message.own else left + PAD
        fill = "#dcf8c6" if message.own else "#ffffff"
        shapes.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{height}" rx="10" fill="{fill}"/>')
        for i, line in enumerate(message.lines):
            shapes.append(text(line, x + PAD, y + PAD + 6 + i * LINE))
        y += height + 4
        for row in message.buttons:
            each = (WIDTH - 2 * PAD - 4 * (len(row) - 1)) / len(row)
            for i, label in enumerate(row):
                bx = left + PAD + i * (each + 4)
                shapes.append(f'<rect x="{bx:.0f}" y="{y:.0f}" width="{each:.0f}" height="28" rx="8" fill="#c8d9e6"/>')
                fit = next(iter(wrapped(label, each - 8)))
                label = label if fit == label else fit + "…"
                shapes.append(text(label, bx + each / 2, y + 19, anchor="middle", colour="#21506f"))
            y += 32
        y += 6
    return shapes, y


def text(content: str, x: float, y: float, *, anchor: str = "start", weight: int = 400, colour: str = "#1c1c1c") -> str:
    """One line of text."""
    style = f'font-size="{SIZE}" font-weight="{weight}" fill="{colour}" text-anchor="{anchor}"'
    return f'<text x="{x:.0f}" y="{y:.0f}" {style}>{escape(content)}</text>'


def draw(chat: Sequence[Bubble], staff: Sequence[Bubble]) -> str:
    """The whole picture."""
    left, left_height = panel("Client bot: what the client sees", chat, 0)
    right, right_height = panel("相談グループ: what the staff see", staff, WIDTH + GAP)
    height = max(left_height, right_height) + PAD
    phones = [
        f'<rect x="{x}" y="0" width="{WIDTH}" height="{height:.0f}" rx="16" fill="#8fb2c9"/>'
        f'<path d="M{x} 48 V16 a16 16 0 0 1 16 -16 H{x + WIDTH - 16} a16 16 0 0 1 16 16 V48 Z" fill="#2f6f94"/>'
        for x in (0, WIDTH + GAP)
    ]
    total = 2 * WIDTH + GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{height:.0f}" '
        f'viewBox="0 0 {total} {height:.0f}" font-family="{FONT}">'
    )
    return "\n".join([head, *phones, *left, *right, "</svg>\n"])


def main() -> None:
    """Record, draw, write."""
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.write_text(draw(*asyncio.run(record(Path(folder)))), encoding="utf-8")


if __name__ == "__main__":
    main()
