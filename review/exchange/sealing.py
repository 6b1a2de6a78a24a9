"""Bodies sealed for the way: whoever carries the file cannot read them before they are opened.

Each act has a content key of its own, derived from its owner's secret, its id and the hash of its
header. The header holds a hash of the body, so one key never encrypts two different texts: that
would take two texts with one SHA-256. This is what makes an all-zero nonce safe here, and sealing
the same act again gives the same bytes. The id alone would not do: someone could slip an act of
the same id but another body into a copy, have it sealed there, and compare the two.

Callers keep the contract: a header hash is one that was computed or checked, never one that a file
claims; `plain` is what the hash in that header was taken of, and never changes; and what `unseal`
gives is compared with it, as the cipher does not commit to its key.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from review.refusal import Refused

LENGTH = 32  # bytes of a secret
_NONCE = bytes(12)
_ID_DOMAIN = b"review: the id of a secret\0"
_ID_DIGITS = 16


class Broken(Refused):
    """A sealed body was altered, belongs to another act, or was sealed with another secret."""

    def __init__(self) -> None:
        super().__init__(
            "A sealed body cannot be opened.", "Ask its owner for the file to be sent again."
        )


@dataclass(frozen=True, slots=True)
class Secret:
    """What one person seals with in one review; it is never printed."""

    bytes_: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.bytes_) != LENGTH:
            raise ValueError("a secret has 32 bytes")

    @property
    def id(self) -> str:
        """Return 16 hex digits that name the secret and tell nothing of it."""
        return hashlib.sha256(_ID_DOMAIN + self.bytes_).hexdigest()[:_ID_DIGITS]


def seal(secret: Secret, act_id: str, header_hash: str, plain: str) -> bytes:
    """Return `plain` as only the holder of `secret` can read it, bound to its act and header.

    The result is 16 bytes longer than `plain` in UTF-8, and so tells its length: callers fill
    bodies up to a few lengths first (RFC 8439, RFC 5869).
    """
    cipher = _cipher(secret, act_id, header_hash)
    return cipher.encrypt(_NONCE, plain.encode(), header_hash.encode())


def unseal(secret: Secret, act_id: str, header_hash: str, blob: bytes) -> str:
    """Return what was sealed; Broken unless secret, act, header and every byte are the same."""
    cipher = _cipher(secret, act_id, header_hash)
    try:
        return cipher.decrypt(_NONCE, blob, header_hash.encode()).decode()
    except (InvalidTag, ValueError):
        raise Broken from None


def _cipher(secret: Secret, act_id: str, header_hash: str) -> ChaCha20Poly1305:
    about = f"act {act_id} {header_hash}".encode()
    return ChaCha20Poly1305(HKDF(SHA256(), LENGTH, b"review", about).derive(secret.bytes_))
