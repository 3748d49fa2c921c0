"""Sealing: what goes in comes out in its own place under its own key, and nowhere else."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import SealError
from bot.storage.seal import Sealer, key_id_of

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


@given(NAMES, NAMES, NAMES)
def test_a_value_given_to_somebody_else_does_not_open(row: str, owner: str, other: str) -> None:
    assume(owner != other)
    sealed = SEALER.seal("leads", row, b"x", owner=owner, version=3)
    assert SEALER.open("leads", row, sealed, owner=owner, version=3) == b"x"
    with pytest.raises(SealError, match="belongs to another row"):
        SEALER.open("leads", row, sealed, owner=other, version=3)


@given(st.integers(0, 2**40), st.integers(0, 2**40))
def test_an_older_version_of_a_row_does_not_open(version: int, other: int) -> None:
    assume(version != other)
    sealed = SEALER.seal("people", "1", b"x", owner="1", version=version)
    with pytest.raises(SealError, match="belongs to another row"):
        SEALER.open("people", "1", sealed, owner="1", version=other)


def test_no_part_of_the_place_runs_into_the_next() -> None:
    refusal(SEALER, "ab", "c", SEALER.seal("a", "bc", b""))
    sealed = SEALER.seal("a", "b\0", b"", owner="c")
    with pytest.raises(SealError):
        SEALER.open("a", "b", sealed, owner="\0c")


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
    assert sealed[:1] == b"\x02"
    assert sealed[1:9].hex() == SEALER.key_id == key_id_of(sealed)
    assert len(sealed) == 1 + 8 + 12 + 5 + 16
    # Written by this version; every later one has to open it.
    kept = bytes.fromhex(
        "02757a4c7cfbe75a1583d75e0daefb545f42a1bd9d96e5338afdf7083d74f49ad78f53563fe44eaca9d20bfcfdc4ab3d65a72b2b7ce9"
    )
    assert SEALER.open_json("leads", "lead-1", kept, owner="person-1", version=7) == {"name": "山田"}


# Written by version 0.2.0.
FIRST = bytes.fromhex(
    "01757a4c7cfbe75a15c8d5fdda1b2d0b6529cf33dbc261b174cd939b984819ffa33315de8d8566b75dfde866d5b924ec7f293832ed09"
)


def test_the_first_form_opens_for_the_migration() -> None:
    assert SEALER.open_first_json("leads", "lead-1", FIRST) == {"name": "山田"}
    for table, row in (("leads", "lead-2"), ("people", "lead-1")):
        with pytest.raises(SealError, match="belongs to another row"):
            SEALER.open_first(table, row, FIRST)


def test_the_first_form_opens_nowhere_else() -> None:
    """It is bound to nobody: put where a bound value belongs, it would undo the binding."""
    assert "a form this version does not know" in refusal(SEALER, "leads", "lead-1", FIRST)
    with pytest.raises(SealError, match="a form this version does not know"):
        SEALER.open_first("leads", "1", SEALER.seal("leads", "1", b"x"))


@pytest.mark.parametrize("size", [0, 1, 500, 510, 511, 5000])
def test_a_padded_value_tells_little_of_its_length(size: int) -> None:
    sealed = SEALER.seal_json("people", "1", "x" * size, pad=512)
    assert (len(sealed) - 37) % 512 == 0
    assert SEALER.open_json("people", "1", sealed) == "x" * size
    short, longer = SEALER.seal_json("people", "1", "", pad=512), SEALER.seal_json("people", "1", "x" * 400, pad=512)
    assert len(short) == len(longer)


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


# --- Several keys ----------------------------------------------------------------------------------

OLD, NEW = bytes(32), bytes(range(100, 132))


def test_the_first_key_seals_and_all_open() -> None:
    ring = Sealer([NEW, OLD])
    assert ring.key_id == Sealer(NEW).key_id
    assert ring.key_ids == (Sealer(NEW).key_id, Sealer(OLD).key_id)
    assert ring.open("leads", "1", Sealer(OLD).seal("leads", "1", b"x")) == b"x"
    assert Sealer(NEW).open("leads", "1", ring.seal("leads", "1", b"x")) == b"x"
    assert ring.fingerprint("a") == Sealer(NEW).fingerprint("a")
    assert ring.fingerprints("a") == (Sealer(NEW).fingerprint("a"), Sealer(OLD).fingerprint("a"))


def test_the_keys_are_read_again_when_a_value_names_a_new_one() -> None:
    read: list[bytes] = [OLD]
    sealer = Sealer([OLD], lambda: read)
    sealed = Sealer(NEW).seal("leads", "1", b"x")
    assert "set INTAKE_KEY" in refusal(sealer, "leads", "1", sealed)
    read.insert(0, NEW)
    assert sealer.open("leads", "1", sealed) == b"x"
    assert sealer.key_id == Sealer(NEW).key_id, "and the new one seals"
    read.remove(OLD)
    sealer.refresh()
    assert sealer.open("leads", "1", Sealer(OLD).seal("leads", "1", b"y")) == b"y", "what was known still opens"


def test_a_database_may_name_the_key_that_seals() -> None:
    sealer = Sealer([NEW, OLD])
    sealer.use(Sealer(OLD).key_id)
    assert sealer.key_id == Sealer(OLD).key_id
    assert sealer.knows(Sealer(NEW).key_id)
    assert not sealer.knows("0123456789abcdef")


def test_no_key_at_all_is_refused() -> None:
    with pytest.raises(SealError, match="no key"):
        Sealer([])
