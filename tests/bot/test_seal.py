"""Sealing: what goes in comes out in its own place under its own key, and nowhere else."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import SealError
from bot.storage.seal import Sealer

MASTER = bytes(range(32))
SEALER = Sealer(MASTER)
NAMES = st.text(max_size=20).filter(lambda text: "\0" not in text)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def refusal(sealer: Sealer, table: str, row: str, sealed: bytes) -> str:
    with pytest.raises(SealError) as caught:
        sealer.open(table, row, sealed)
    return str(caught.value)


@given(NAMES, NAMES, st.binary())
def test_what_is_sealed_opens_in_its_place(table: str, row: str, plain: bytes) -> None:
    assert SEALER.open(table, row, SEALER.seal(table, row, plain)) == plain
    assert Sealer(MASTER).open(table, row, SEALER.seal(table, row, plain)) == plain


@given(NAMES, NAMES, JSON)
def test_json_comes_back_as_it_was(table: str, row: str, value: object) -> None:
    assert SEALER.open_json(table, row, SEALER.seal_json(table, row, value)) == value


def test_json_is_compact_utf8_and_survives_half_a_surrogate_pair() -> None:
    sealed = SEALER.seal_json("leads", "1", {"name": "山田", "n": [1, 2]})
    assert SEALER.open("leads", "1", sealed) == '{"name":"山田","n":[1,2]}'.encode()
    assert SEALER.open_json("leads", "1", SEALER.seal_json("leads", "1", "\ud83d")) == "\ud83d"


@given(st.binary(min_size=1), st.data())
def test_a_changed_byte_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(SEALER.seal("leads", "1", plain))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    refusal(SEALER, "leads", "1", bytes(sealed))


@given(st.binary(), st.data())
def test_a_shortened_value_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = SEALER.seal("leads", "1", plain)
    refusal(SEALER, "leads", "1", sealed[: data.draw(st.integers(0, len(sealed) - 1))])


@given(NAMES, NAMES, NAMES, NAMES)
def test_a_value_moved_to_another_place_does_not_open(table: str, row: str, to_table: str, to_row: str) -> None:
    assume((table, row) != (to_table, to_row))
    refusal(SEALER, to_table, to_row, SEALER.seal(table, row, b"x"))


def test_another_key_is_named_by_its_id() -> None:
    other = Sealer(bytes(32))
    sentence = refusal(other, "leads", "1", SEALER.seal("leads", "1", b"x"))
    assert SEALER.key_id in sentence
    assert other.key_id in sentence
    assert "INTAKE_KEY" in sentence


def test_the_same_value_never_looks_the_same() -> None:
    assert len({SEALER.seal("leads", "1", b"yes") for _ in range(50)}) == 50


def test_the_form_on_disk() -> None:
    sealed = SEALER.seal("leads", "1", b"12345")
    assert sealed[:1] == b"\x01"
    assert sealed[1:9].hex() == SEALER.key_id
    assert len(sealed) == 1 + 8 + 12 + 5 + 16
    # Written by the first version; every later one has to open it.
    first = bytes.fromhex(
        "01757a4c7cfbe75a15c8d5fdda1b2d0b6529cf33dbc261b174cd939b984819ffa33315de8d8566b75dfde866d5b924ec7f293832ed09"
    )
    assert SEALER.open_json("leads", "lead-1", first) == {"name": "山田"}


def test_nul_cannot_blur_table_and_row() -> None:
    with pytest.raises(ValueError, match="NUL"):
        SEALER.seal("a\0b", "c", b"")


def test_json_that_is_none_is_not_repeated() -> None:
    with pytest.raises(SealError) as caught:
        SEALER.open_json("leads", "1", SEALER.seal("leads", "1", b"Yamada"))
    assert "Yamada" not in str(caught.value)
    assert caught.value.__context__ is None


# --- Fingerprints ----------------------------------------------------------------------------------


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_fingerprints_agree_exactly_when_the_parts_do(one: list[str], two: list[str]) -> None:
    assert (SEALER.fingerprint(*one) == SEALER.fingerprint(*two)) == (one == two)


def test_fingerprints_need_the_key() -> None:
    assert SEALER.fingerprint("a", "bc") != SEALER.fingerprint("ab", "c")
    assert SEALER.fingerprint("telegram", "12345") == Sealer(MASTER).fingerprint("telegram", "12345")
    assert SEALER.fingerprint("telegram", "12345") != Sealer(bytes(32)).fingerprint("telegram", "12345")
    # Rows are found by it, so it may never change.
    assert SEALER.fingerprint("telegram", "12345") == "0b1b874e22c706f3982529ef4faaafcccdc860b7aa348c9ffa9507c7c987e836"


# --- The key ---------------------------------------------------------------------------------------


@given(st.binary(max_size=64).filter(lambda key: len(key) != 32))
def test_a_key_of_another_length_is_refused(master: bytes) -> None:
    with pytest.raises(SealError, match="exactly 32 bytes"):
        Sealer(master)


@given(st.binary(min_size=32, max_size=32))
def test_only_the_key_id_is_shown(master: bytes) -> None:
    sealer = Sealer(master)
    assert repr(sealer) == str(sealer) == f"Sealer(key_id='{sealer.key_id}')"
    assert len(bytes.fromhex(sealer.key_id)) == 8
    assert master.hex() not in repr(sealer)
