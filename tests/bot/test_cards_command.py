"""`intake cards`: a sheet for each word, read from the paper by a reader that is not ours, and what is refused."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
import zxingcpp

from bot.__main__ import main
from bot.channels.line import named as of_line
from bot.channels.telegram import named
from bot.sheets.layout import Box
from bot.sheets.paper import HEIGHT, WIDTH
from bot.sheets.source_cards import COLUMNS, LEAST_SQUARE, SourceCard, card_pages, square_of
from bot.words.words import Words, languages
from dialogs.messages import Text
from tests.bot.sheets import no_overlaps

ROWS = 5
TELEGRAM, WEB = "https://t.me/example_intake_bot?start=", "https://office.example/intake/chat?from="


@dataclass
class Written:
    code: int
    out: str
    err: str


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, and an office with a chat on its website."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    example = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
    (tmp_path / "office.toml").write_text(f"{example}\n[web]\nsites = []\n", encoding="utf-8")
    monkeypatch.setenv("INTAKE_OFFICE", "office.toml")
    monkeypatch.setenv("INTAKE_PUBLIC_URL", "https://office.example/intake")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> Written:
    try:
        code = main(["cards", *argv])
    except SystemExit as left:
        code = int(str(left.code))
    return Written(code, *capsys.readouterr())


def test_each_word_has_a_sheet_whose_codes_a_telephone_reads(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = run(capsys, "city-hall", "kumi_clinic", "city-hall", "--to", "cards.pdf", "--bot", "@example_intake_bot")
    assert (written.code, written.err) == (0, "")
    assert TELEGRAM in written.out
    assert WEB in written.out
    pages = pypdfium2.PdfDocument(office / "cards.pdf")
    assert len(pages) == 2
    words = Words()
    for page, source in zip(pages, ("city-hall", "kumi_clinic"), strict=True):
        assert page.get_size() == pytest.approx((WIDTH, HEIGHT), abs=0.1)
        found = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())
        read = [one.text for one in found]
        assert {text: read.count(text) for text in read} == dict.fromkeys((TELEGRAM + source, WEB + source), 10)
        said = "".join(page.get_textpage().get_text_bounded().split())
        assert said.count(source) == ROWS * COLUMNS
        for language in languages():
            assert said.count("".join(words.plain(language, Text("source-card-says")).split())) == ROWS * COLUMNS
    first = (office / "cards.pdf").read_bytes()
    again = run(capsys, "city-hall", "kumi_clinic", "--to", "cards.pdf", "--bot", "example_intake_bot", "--lang", "ja")
    assert "置き換えました" in again.out
    assert (office / "cards.pdf").read_bytes() == first, "equal cards are equal bytes"
    # The bot's name is asked for where nobody says it.

    async def asked(*_: object) -> str:
        return "asked_bot"

    monkeypatch.setenv("INTAKE_CLIENT_TOKEN", "1234567:" + "A" * 35)
    monkeypatch.setattr(named, "_username_of", asked)
    assert "https://t.me/asked_bot?start=" in run(capsys, "a", "--to", "other.pdf").out
    # With LINE a card of its own, as two codes are all that a card has room for.
    monkeypatch.setattr(of_line, "_basic_id_of", asked_of_line)
    monkeypatch.setenv("INTAKE_LINE_SECRET", "0" * 32)
    monkeypatch.setenv("INTAKE_LINE_TOKEN", "A" * 60)
    assert run(capsys, "a", "--to", "line.pdf").code == 0
    _, second = pypdfium2.PdfDocument(office / "line.pdf")
    read = [one.text for one in zxingcpp.read_barcodes(second.render(scale=150 / 72).to_pil())]
    assert read == ["https://line.me/R/oaMessage/%40123abcde/?%2Fstart%20a"] * 10


async def asked_of_line(_token: str) -> str:
    return "@123abcde"


def test_nothing_is_written_without_an_address_or_with_a_word_that_cannot_be_carried(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in ("two words", "ﾊｶﾞｷ", "a" * 65, "", "BCDFG23456", "bcdfg-23456", "H-BCDFG-23456"):
        assert run(capsys, wrong, "--to", "x.pdf").code == 2, wrong
    assert run(capsys, "a", "--to", "x.pdf", "--bot", "x/y").code == 2
    assert run(capsys, "a").code == 2
    # Without Telegram there is the website alone.
    assert run(capsys, "a", "--to", "no/such/folder/x.pdf").code == 1
    monkeypatch.setenv("INTAKE_PUBLIC_URL", "https://office.example/" + "long-" * 160)
    assert run(capsys, "a", "--to", "x.pdf").code == 1
    monkeypatch.delenv("INTAKE_PUBLIC_URL")
    refused = run(capsys, "a", "--to", "x.pdf")
    assert (refused.code, refused.out) == (1, "")
    assert "--bot" in refused.err
    assert not (office / "x.pdf").exists()


@pytest.mark.parametrize("channels", [1, 2])
def test_many_languages_and_long_words_stay_on_their_card(channels: int) -> None:
    says = ["ポイントを5分で1項目ずつ計算します。カメラを向けてください。"] * 4 + [
        "Rechtsschutzversicherungsgesellschaft"
    ] * 4
    codes = [("Telegram", TELEGRAM + "w" * 64), ("Web / ウェブ", WEB + "w" * 64)][:channels]
    card = SourceCard("w" * 64, ("つばくろ国際行政書士事務所", "Tsubakuro International Office"), says, codes)
    assert square_of(card) >= LEAST_SQUARE
    [page] = card_pages([card])
    # Higher cards, fewer of them; each language on each.
    assert [one.text for one in page.writings()].count("w" * 64) in (4, 6, 8)
    no_overlaps(page, Box(0, 0, WIDTH, HEIGHT))
