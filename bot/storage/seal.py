"""Sealing of personal data at rest: what is stored of a client can be read only with the office's keys.

It knows bytes, table names and record ids; it must not know where the keys come from (`keys`) nor any database.

A sealed value is: form (1 byte), key id (8), nonce (12), AES-256-GCM ciphertext with its tag (16). The associated data
of the second form are the table, the record's id, the key id, whose the record is and its version, each with its
length before it. So a value copied to another record, given to another person, or put back from an older version of its
own record does not open. The first form, written by 0.2.0, bound table, record and key only; it opens for the
migration alone (`open_first`), so that nobody can put such a value where a bound one belongs.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.chance import token_bytes
from bot.errors import SealError

MASTER_BYTES = 32
# The error of a value that another key would open; all others are of values that a disk spoilt.
OTHER_KEY = "error-sealed-other-key"
_FIRST, _BOUND = b"\x01", b"\x02"
_KEY_ID_BYTES = 8
# So much of a value tells `key_id_of` what it wants.
HEAD_BYTES = 1 + _KEY_ID_BYTES
_NONCE_BYTES = 12
_TAG_BYTES = 16
_HEADER_BYTES = 1 + _KEY_ID_BYTES + _NONCE_BYTES

# What is sealed are trees of our own making, so nobody has to look for circles in them.
_WRITTEN = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


class _Key:
    """The working keys derived from one master key: one for each purpose, so that none says anything about another."""

    __slots__ = ("aead", "fingerprint", "id", "id_bytes")

    def __init__(self, master: bytes) -> None:
        if len(master) != MASTER_BYTES:
            raise SealError("error-key-length")
        self.aead = AESGCM(_derive(master, b"intake 1 seal", 32))
        # Begun once and copied: setting up the key costs more than all that follows.
        self.fingerprint = hmac.new(_derive(master, b"intake 1 fingerprint", 32), digestmod=hashlib.sha256)
        self.id_bytes = _derive(master, b"intake 1 key id", _KEY_ID_BYTES)
        self.id: str = self.id_bytes.hex()


class Sealer:
    """Seals with the first of its keys, opens with any of them, and makes fingerprints to find records by.

    `key_id` names the first key without telling anything about it: it may be stored and shown. `reload` gives the keys
    as they are now; it is asked when a value, or the database, names a key that is not known yet.
    """

    __slots__ = ("_first", "_known", "_reload")

    def __init__(self, masters: bytes | Sequence[bytes], reload: Callable[[], Sequence[bytes]] | None = None) -> None:
        """Derive the working keys of one or several keys of 32 random bytes each; raises `SealError` for others."""
        keys = [_Key(master) for master in ([masters] if isinstance(masters, bytes) else masters)]
        if not keys:
            raise SealError("error-key-none")
        self._reload = reload
        self._first = keys[0]
        self._known = {key.id: key for key in keys}

    def __repr__(self) -> str:
        return f"Sealer(key_id={self.key_id!r})"

    @property
    def key_id(self) -> str:
        """The id of the key that seals."""
        return self._first.id

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids of all keys, the one that seals first."""
        return (self.key_id, *(key for key in self._known if key != self.key_id))

    def knows(self, key_id: str) -> bool:
        """Whether a key is among ours; the keys are read again before the answer is no."""
        if key_id not in self._known:
            self.refresh()
        return key_id in self._known

    def refresh(self) -> None:
        """Read the keys again. Those known before still open; the first one read seals from now on."""
        if self._reload is None:
            return
        keys = [_Key(master) for master in self._reload()]
        self._known = {**{key.id: key for key in keys}, **self._known}
        self._first = self._known[keys[0].id]

    def use(self, key_id: str) -> None:
        """Seal with this key of ours from now on."""
        self._first = self._known[key_id]

    # --- values ---------------------------------------------------------------------------------------------------

    def seal(self, table: str, row_id: str, plain: bytes, *, owner: str = "", version: int = 0) -> bytes:
        """Seal a value for one version of one record of one table, which belongs to `owner`.

        Sealing it again gives other bytes.
        """
        key = self._first
        # Random nonces are safe for 2**32 values under one key (NIST SP 800-38D, 8.3): far above any office.
        nonce = token_bytes(_NONCE_BYTES)
        return b"".join(
            (
                _BOUND,
                key.id_bytes,
                nonce,
                key.aead.encrypt(nonce, plain, _bound_to(table, row_id, key.id, owner, version)),
            )
        )

    def open(self, table: str, row_id: str, sealed: bytes, *, owner: str = "", version: int = 0) -> bytes:
        """The value that was sealed for this version of this record of this owner.

        Raises `SealError` when it was sealed with another key, for another place, or was changed since.
        """
        key = self._key_of(table, sealed, _BOUND)
        return _opened(key, table, sealed, _bound_to(table, row_id, key.id, owner, version))

    def open_first(self, table: str, row_id: str, sealed: bytes) -> bytes:
        """A value in the first form, as 0.2.0 wrote it; for the migration alone."""
        key = self._key_of(table, sealed, _FIRST)
        return _opened(key, table, sealed, "\0".join((table, row_id, key.id)).encode(errors="surrogatepass"))

    def seal_json(
        self, table: str, row_id: str, value: object, *, owner: str = "", version: int = 0, pad: int = 1
    ) -> bytes:
        """Seal a JSON value, written compactly as UTF-8 and filled up with spaces to a multiple of `pad` bytes."""
        text = _WRITTEN.encode(value)
        # Telegram can pass on half of a surrogate pair; a client's typing must never stop the saving.
        plain = text.encode(errors="surrogatepass")
        plain += b" " * (-len(plain) % pad)
        return self.seal(table, row_id, plain, owner=owner, version=version)

    def open_json(self, table: str, row_id: str, sealed: bytes, *, owner: str = "", version: int = 0) -> Any:
        """The JSON value that was sealed for this very place; raises `SealError` as `open` does."""
        return _json(table, self.open(table, row_id, sealed, owner=owner, version=version))

    def open_first_json(self, table: str, row_id: str, sealed: bytes) -> Any:
        """A JSON value in the first form; for the migration alone."""
        return _json(table, self.open_first(table, row_id, sealed))

    def _key_of(self, table: str, sealed: bytes, form: bytes) -> _Key:
        if len(sealed) < _HEADER_BYTES + _TAG_BYTES or sealed[:1] != form:
            raise SealError("error-sealed-form", table=table)
        key_id = key_id_of(sealed)
        if not self.knows(key_id):
            raise SealError(OTHER_KEY, table=table, key=key_id, given=self.key_id)
        return self._known[key_id]

    # --- fingerprints ---------------------------------------------------------------------------------------------

    def fingerprint(self, *parts: str) -> str:
        """A keyed hash (64 hex digits) by which a record is found again without storing what it is about."""
        return _fingerprint(self._first, parts)

    def fingerprints(self, *parts: str) -> tuple[str, ...]:
        """The hashes under every key, the one that seals first: while keys change, a record may stand under any."""
        return tuple(_fingerprint(self._known[key_id], parts) for key_id in self.key_ids)


def key_id_of(sealed: bytes) -> str:
    """The id of the key that a value was sealed with."""
    return sealed[1 : 1 + _KEY_ID_BYTES].hex()


def _opened(key: _Key, table: str, sealed: bytes, bound: bytes) -> bytes:
    nonce, body = sealed[_HEADER_BYTES - _NONCE_BYTES : _HEADER_BYTES], sealed[_HEADER_BYTES:]
    try:
        return key.aead.decrypt(nonce, body, bound)
    except InvalidTag:
        raise displaced(table) from None


def displaced(table: str) -> SealError:
    """The error for a value that does not belong where it stands."""
    return SealError("error-sealed-changed", table=table)


def _json(table: str, plain: bytes) -> Any:
    try:
        return json.loads(plain.decode(errors="surrogatepass"))
    except ValueError:
        pass  # the decoding error carries the text, so ours is raised outside of it
    raise SealError("error-sealed-not-json", table=table)


def _bound_to(table: str, row_id: str, key_id: str, owner: str, version: int) -> bytes:
    """The associated data. The length before each part keeps ("a", "bc") from being ("ab", "c")."""
    return _same("intake 2") + _same(table) + _part(row_id) + _same(key_id) + _part(owner) + _part(str(version))


def _part(text: str) -> bytes:
    raw = text.encode(errors="surrogatepass")
    return len(raw).to_bytes(4, "big") + raw


# Of what is the same for every record of a table: names of tables and ids of keys.
_same = cache(_part)


def _fingerprint(key: _Key, parts: Sequence[str]) -> str:
    raw = [part.encode(errors="surrogatepass") for part in parts]
    # So that ("a", "bc") is not ("ab", "c").
    digest = key.fingerprint.copy()
    digest.update(b"".join([len(part).to_bytes(8, "big") + part for part in raw]))
    return digest.hexdigest()


def _derive(master: bytes, label: bytes, length: int) -> bytes:
    # No salt: the master key is random already, and a salt would be one more thing to lose.
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=label).derive(master)
