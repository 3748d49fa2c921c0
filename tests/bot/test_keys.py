"""Where the key comes from, when it is made, and what is said when it is not there."""

import base64
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import SealError
from bot.settings import Settings
from bot.storage.keys import add_key, check_key, keep_keys, key_file_of, key_path_beside, load_sealer
from bot.storage.seal import Sealer

RAW = bytes(range(200, 232))
KEY = base64.urlsafe_b64encode(RAW).decode()
KEY_ID = Sealer(RAW).key_id
POSTGRESQL = "postgresql://u@h/d"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "intake.db"


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def settings_for(database: Path, key: str | None = None, key_file: Path | None = None) -> Settings:
    return Settings(database=f"sqlite:///{database}", key=key, key_file=key_file)


def write_key(path: Path, text: str = f"{KEY}\n", mode: int = 0o600) -> Path:
    path.write_text(text)
    path.chmod(mode)
    return path


def refusal(settings: Settings, *, database_exists: bool = True, sealed: bool = True) -> str:
    with pytest.raises(SealError) as caught:
        load_sealer(settings, database_exists=database_exists, has_sealed_rows=lambda: sealed)
    assert KEY[:43] not in repr(caught.value)
    return str(caught.value)


# --- Given ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [KEY, KEY.rstrip("="), f" {KEY}\n"])
@pytest.mark.parametrize("url", [POSTGRESQL, "sqlite:////nonexistent/intake.db"])
def test_a_key_in_the_settings_serves_every_database(text: str, url: str) -> None:
    for exists in (True, False):
        assert load_sealer(Settings(database=url, key=text), database_exists=exists).key_id == KEY_ID


def test_a_key_file_in_the_settings_serves_every_database(tmp_path: Path) -> None:
    settings = Settings(database=POSTGRESQL, key_file=write_key(tmp_path / "key", mode=0o400))
    assert load_sealer(settings, database_exists=True).key_id == KEY_ID


def test_a_given_key_makes_no_file(database: Path) -> None:
    load_sealer(settings_for(database, key=KEY), database_exists=False)
    assert list(database.parent.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "secret", KEY[:-2], KEY + "A", KEY.replace("-", "+")[:42] + "/", "ＫＥＹ" * 14 + "a"]
)
def test_a_bad_key_is_named_by_its_source_and_not_repeated(tmp_path: Path, text: str) -> None:
    path = write_key(tmp_path / "key", text)
    for settings, source in (
        (Settings(key=text), "INTAKE_KEY"),
        (Settings(key_file=path), f"{path} (INTAKE_KEY_FILE)"),
    ):
        sentence = refusal(settings)
        assert sentence.startswith(source)
        assert "URL-safe base64" in sentence
        assert not text or text not in sentence


def test_a_key_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    sentence = refusal(Settings(key_file=tmp_path / "none"), database_exists=False)
    assert str(tmp_path / "none") in sentence
    assert "INTAKE_KEY_FILE" in sentence
    assert "is not a file" in refusal(Settings(key_file=tmp_path))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_key_file_open_to_others_is_refused_with_the_remedy(database: Path, mode: int) -> None:
    path = write_key(key_path_beside(database), mode=mode)
    for settings in (settings_for(database), settings_for(database, key_file=path)):
        for exists in (True, False):
            assert f"chmod 600 {path}" in refusal(settings, database_exists=exists)


def test_other_databases_need_a_key() -> None:
    for exists in (True, False):
        assert "INTAKE_KEY" in refusal(Settings(database=POSTGRESQL), database_exists=exists)


# --- Beside a SQLite database -----------------------------------------------------------------------


@pytest.mark.usefixtures("open_umask")
def test_a_key_is_made_with_the_database_and_found_again(database: Path) -> None:
    made = load_sealer(settings_for(database), database_exists=False)
    path = key_path_beside(database)
    assert path == database.parent / "intake.db.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(base64.urlsafe_b64decode(path.read_text())) == 32
    assert not database.exists()
    # The second is a start after a crash before the database was made.
    for exists in (True, False):
        assert load_sealer(settings_for(database), database_exists=exists).key_id == made.key_id
    assert list(database.parent.iterdir()) == [path]


def test_two_databases_have_two_keys(tmp_path: Path) -> None:
    one, two = (load_sealer(settings_for(tmp_path / name), database_exists=False) for name in ("a.db", "b.db"))
    assert one.key_id != two.key_id


def test_the_key_is_on_the_disk_before_the_sealer_is_handed_out(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(str(Path(f"/proc/self/fd/{handle}").readlink())))
    load_sealer(settings_for(database), database_exists=False)
    assert synced == [str(key_path_beside(database)), str(database.parent)]


def test_an_existing_database_never_gets_a_new_key(database: Path) -> None:
    database.touch()
    sentence = refusal(settings_for(database))
    assert "sealed with a key that is not here" in sentence
    assert f"put back {key_path_beside(database)} or set INTAKE_KEY" in sentence
    assert "nothing is sealed yet" in refusal(settings_for(database), sealed=False)
    assert not key_path_beside(database).exists()


def test_an_empty_key_file_is_filled_only_without_a_database(database: Path) -> None:
    path = write_key(key_path_beside(database), "")
    assert str(path) in refusal(settings_for(database), database_exists=True)
    assert path.read_text() == ""
    made = load_sealer(settings_for(database), database_exists=False)
    assert load_sealer(settings_for(database), database_exists=True).key_id == made.key_id


def test_a_damaged_key_file_is_never_replaced(database: Path) -> None:
    path = write_key(key_path_beside(database), KEY[:20])
    assert str(path) in refusal(settings_for(database), database_exists=False)
    assert path.read_text() == KEY[:20]


def test_a_full_disk_leaves_no_half_key(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, content: write(handle, content[:7]))
        assert "cannot be made" in refusal(settings_for(database), database_exists=False)
    assert load_sealer(settings_for(database), database_exists=False).key_id


@pytest.mark.parametrize("call", ["open", "read"])
def test_a_key_file_that_cannot_be_read_is_a_sentence(
    database: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """The rights of another user, or a disk that gives nothing back: never a traceback, never a new key."""
    path, really = write_key(key_path_beside(database)), getattr(os, call)

    def refused(target: object, *rest: object) -> object:
        if call == "read" or target == path:
            raise OSError(errno.EACCES, "Permission denied")
        return really(target, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, refused)
        said = refusal(settings_for(database))
    assert said == f"The key file {path} cannot be read (Permission denied): check its folder and their rights."
    assert path.read_text() == f"{KEY}\n"


@pytest.mark.parametrize(("number", "goes"), [(errno.EINVAL, True), (errno.ENOTSUP, True), (errno.EIO, False)])
def test_a_disk_that_cannot_promise_to_keep_the_key(
    database: Path, monkeypatch: pytest.MonkeyPatch, number: int, goes: bool
) -> None:
    """Some network disks know no such promise, and the start goes on; a disk that fails stops it."""

    def refused(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refused)
    if goes:
        assert load_sealer(settings_for(database), database_exists=False).key_id
    else:
        assert "cannot be made (Input/output error)" in refusal(settings_for(database), database_exists=False)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    sentence = refusal(settings_for(tmp_path / "none" / "intake.db"), database_exists=False)
    assert str(tmp_path / "none" / "intake.db.key") in sentence


def test_first_starts_at_once_end_with_one_key(database: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from bot.settings import Settings;"
        "from bot.storage.keys import load_sealer; sys.stdin.read();"
        "print(load_sealer(Settings(database='sqlite:///' + sys.argv[1]), database_exists=False).key_id)"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(database)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for start in starts:
        assert start.stdin is not None
        start.stdin.close()
        start.stdin = None
    assert len({start.communicate()[0] for start in starts}) == 1
    assert all(start.returncode == 0 for start in starts)


# --- Against the database ---------------------------------------------------------------------------


def test_the_recorded_key_must_be_the_given_one() -> None:
    sealer = Sealer(RAW)
    check_key(sealer, None)
    check_key(sealer, KEY_ID)
    with pytest.raises(SealError, match="0123456789abcdef.*INTAKE_KEY") as caught:
        check_key(sealer, "0123456789abcdef")
    assert KEY_ID in str(caught.value)


# --- Several keys -----------------------------------------------------------------------------------

OTHER = base64.urlsafe_b64encode(bytes(range(32))).decode()


@pytest.mark.parametrize("between", ["\n", ",", " , ", "\n\n", ",\n", "\r\n"])
def test_the_first_of_several_keys_seals_and_all_open(tmp_path: Path, between: str) -> None:
    for settings in (
        Settings(key=f"{KEY}{between}{OTHER}\n"),
        Settings(key_file=write_key(tmp_path / "key", f"\n{KEY}{between}{OTHER}\n")),
    ):
        sealer = load_sealer(settings, database_exists=True)
        assert sealer.key_ids == (KEY_ID, Sealer(bytes(range(32))).key_id)
        assert sealer.open("t", "1", Sealer(bytes(range(32))).seal("t", "1", b"x")) == b"x"


def test_the_same_key_twice_is_one(tmp_path: Path) -> None:
    assert load_sealer(Settings(key=f"{KEY},{KEY.rstrip('=')}"), database_exists=True).key_ids == (KEY_ID,)


def test_one_bad_key_among_several_is_refused(tmp_path: Path) -> None:
    for text in (f"{KEY}\nsecret", f"{KEY}{OTHER}", f"{KEY};{OTHER}"):
        assert "usable key" in refusal(Settings(key=text))


def test_a_new_key_is_put_first_and_found_without_a_start(database: Path) -> None:
    sealer = load_sealer(settings_for(database), database_exists=False)
    first = sealer.key_id
    path = key_file_of(settings_for(database))
    add_key(path)
    added = load_sealer(settings_for(database), database_exists=True)
    assert added.key_ids[1:] == (first,)
    assert added.key_id != first
    assert path.stat().st_mode & 0o777 == 0o600
    assert sealer.knows(added.key_id)
    assert sealer.key_id == added.key_id
    assert keep_keys(path, added.key_id, frozenset()) == 1
    assert load_sealer(settings_for(database), database_exists=True).key_ids == (added.key_id,)
    assert keep_keys(path, added.key_id, frozenset()) == 0
    assert list(database.parent.iterdir()) == [path], "nothing is left beside it"


def test_a_key_that_is_not_in_the_file_is_not_kept(database: Path) -> None:
    load_sealer(settings_for(database), database_exists=False)
    path = key_path_beside(database)
    before = path.read_text()
    with pytest.raises(SealError, match="nothing was changed"):
        keep_keys(path, "0123456789abcdef", frozenset())
    assert path.read_text() == before


def test_a_key_file_keeps_its_mode(tmp_path: Path) -> None:
    path = write_key(tmp_path / "key", mode=0o400)
    add_key(path)
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.read_text().splitlines()[1] == KEY


def test_a_full_disk_leaves_the_key_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_key(tmp_path / "key")
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, content: write(handle, content[:7]))
        with pytest.raises(SealError, match="cannot be changed"):
            add_key(path)
    assert path.read_text() == f"{KEY}\n"
    add_key(path)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(key=KEY), "set INTAKE_KEY_FILE to its path instead of INTAKE_KEY"),
        (Settings(database=POSTGRESQL), "set INTAKE_KEY_FILE"),
    ],
)
def test_a_key_that_is_in_no_file_cannot_be_changed(settings: Settings, said: str) -> None:
    with pytest.raises(SealError, match=said) as caught:
        key_file_of(settings)
    assert KEY not in str(caught.value)


def test_a_key_among_ours_is_not_another_one() -> None:
    ring = Sealer([bytes(range(32)), RAW])
    check_key(ring, KEY_ID)
    check_key(ring, Sealer(bytes(range(32))).key_id)
    with pytest.raises(SealError):
        check_key(ring, "0123456789abcdef")
