"""What was compiled beside the package, with a digest of its own: whole, or not to be used."""

from __future__ import annotations

import hashlib

_LENGTH = hashlib.sha256().digest_size


def seal(body: bytes) -> bytes:
    """``body`` with its digest before it."""
    return hashlib.sha256(body).digest() + body


def unseal(sealed: bytes) -> bytes | None:
    """The body of what :func:`seal` made; None where it is not what it was: cut off, rotten.

    >>> unseal(seal(b"facts")), unseal(seal(b"facts") + b"!")
    (b'facts', None)
    """
    digest, body = sealed[:_LENGTH], sealed[_LENGTH:]
    return body if hashlib.sha256(body).digest() == digest else None
