"""Sealing of personal data at rest: what is stored of a client can be read only with the office's key.

It knows bytes, table names and row ids; it must not know where the key comes from (`keys`) nor any database.

A sealed value is: version (1 byte), key id (8), nonce (12), AES-256-GCM ciphertext with its tag (16). The
associated data is table NUL row id NUL key id, so a value copied to another row or table does not open.
"""

import hashlib
import hmac
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import SealError

MASTER_BYTES = 32
_VERSION = b"\x01"
_KEY_ID_BYTES = 8
_NONCE_BYTES = 12
_TAG_BYTES = 16
_HEADER_BYTES = len(_VERSION) + _KEY_ID_BYTES + _NONCE_BYTES


class Sealer:
    """Seals and opens values under one master key, and makes fingerprints to find rows by.

    `key_id` names the key without telling anything about it: it may be stored and shown.
    """

    __slots__ = ("_aead", "_fingerprint_key", "key_id")

    def __init__(self, master: bytes) -> None:
        """Derive the working keys from 32 random bytes; raises `SealError` for any other length."""
        if len(master) != MASTER_BYTES:
            raise SealError(f"The key for personal data must be exactly {MASTER_BYTES} bytes: check INTAKE_KEY.")
        # One key per purpose: a fingerprint must say nothing about the key that seals.
        self._aead = AESGCM(_derive(master, b"intake 1 seal", 32))
        self._fingerprint_key = _derive(master, b"intake 1 fingerprint", 32)
        self.key_id: str = _derive(master, b"intake 1 key id", _KEY_ID_BYTES).hex()

    def __repr__(self) -> str:
        return f"Sealer(key_id={self.key_id!r})"

    def seal(self, table: str, row_id: str, plain: bytes) -> bytes:
        """Seal a value for one row of one table; sealing it again gives other bytes."""
        # Random nonces are safe for 2**32 values under one key (NIST SP 800-38D, 8.3): far above any office.
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._aead.encrypt(nonce, plain, self._place(table, row_id))
        return _VERSION + bytes.fromhex(self.key_id) + nonce + sealed

    def open(self, table: str, row_id: str, sealed: bytes) -> bytes:
        """The value that was sealed for this very row.

        Raises `SealError` when it was sealed with another key, for another row, or was changed since.
        """
        if len(sealed) < _HEADER_BYTES + _TAG_BYTES or sealed[:1] != _VERSION:
            raise SealError(
                f"A sealed value in table {table} has a form this version does not know: "
                "use the version that wrote it, or restore the database from a backup."
            )
        key_id = sealed[1 : 1 + _KEY_ID_BYTES].hex()
        if key_id != self.key_id:
            raise SealError(
                f"A value in table {table} was sealed with key {key_id}, but the key given is {self.key_id}: "
                "set INTAKE_KEY or INTAKE_KEY_FILE to the key it was sealed with."
            )
        nonce, body = sealed[_HEADER_BYTES - _NONCE_BYTES : _HEADER_BYTES], sealed[_HEADER_BYTES:]
        try:
            return self._aead.decrypt(nonce, body, self._place(table, row_id))
        except InvalidTag:
            raise SealError(
                f"A sealed value in table {table} was changed or belongs to another row: "
                "restore the database from a backup."
            ) from None

    def seal_json(self, table: str, row_id: str, value: object) -> bytes:
        """Seal a JSON value, written compactly as UTF-8."""
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        # Telegram can pass on half of a surrogate pair; a client's typing must never stop the saving.
        return self.seal(table, row_id, text.encode(errors="surrogatepass"))

    def open_json(self, table: str, row_id: str, sealed: bytes) -> Any:
        """The JSON value that was sealed for this very row; raises `SealError` as `open` does."""
        plain = self.open(table, row_id, sealed)
        try:
            return json.loads(plain.decode(errors="surrogatepass"))
        except ValueError:
            pass  # the decoding error carries the text, so ours is raised outside of it
        raise SealError(f"A sealed value in table {table} is not JSON: use the version that wrote it.")

    def fingerprint(self, *parts: str) -> str:
        """A keyed hash (64 hex digits) by which a row is found again without storing what it is about."""
        digest = hmac.new(self._fingerprint_key, digestmod=hashlib.sha256)
        for part in parts:
            raw = part.encode(errors="surrogatepass")
            digest.update(len(raw).to_bytes(8, "big"))  # so that ("a", "bc") is not ("ab", "c")
            digest.update(raw)
        return digest.hexdigest()

    def _place(self, table: str, row_id: str) -> bytes:
        if "\0" in table or "\0" in row_id:
            raise ValueError("a table name or row id must not contain NUL, which separates them")
        return "\0".join((table, row_id, self.key_id)).encode(errors="surrogatepass")


def _derive(master: bytes, label: bytes, length: int) -> bytes:
    # No salt: the master key is random already, and a salt would be one more thing to lose.
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=label).derive(master)
