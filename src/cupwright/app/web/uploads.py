"""Documents in addresses: a proposal's text packed into letters that a link may hold, and unpacked within limits.

The text is in the address itself, so the same link gives the same document on any machine, and nothing is stored.
"""

from __future__ import annotations

import base64
import binascii
import zlib

from cupwright.errors import CupwrightError
from cupwright.rulebook.uploads import MAX_SENT_BYTES

__all__ = ["LONGEST_PACKED", "packed", "unpacked"]

LONGEST_PACKED = 12_000
"""Letters of a packed document that an address may hold; some 40,000 bytes of YAML."""


def packed(text: str) -> str:
    """Return the letters that stand for a text.

    Raises
    ------
    CupwrightError
        If they are more than an address may hold.
    """
    raw = text.replace("\r\n", "\n").encode("utf-8", "replace")
    letters = base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode("ascii").rstrip("=")
    if len(raw) > MAX_SENT_BYTES or len(letters) > LONGEST_PACKED:
        raise CupwrightError.of(
            "size", "the text is too long for the laboratory",
            facts=[f"at most {MAX_SENT_BYTES:,} bytes, and {LONGEST_PACKED:,} when packed"],
            hint="`cupwright compare` on the command line takes longer ones",
        )  # fmt: skip
    return letters


def unpacked(letters: str) -> str:
    """Return the text that letters stand for; never more than :data:`MAX_SENT_BYTES` are unpacked.

    Raises
    ------
    CupwrightError
        If the letters stand for no text.
    """
    try:
        if len(letters) > LONGEST_PACKED or not letters.isascii():
            raise ValueError("too long")
        raw = base64.b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(raw, MAX_SENT_BYTES + 1)
        if len(data) > MAX_SENT_BYTES or not unpacker.eof:
            raise ValueError("cut short")
        return data.decode("utf-8")
    except (ValueError, binascii.Error, zlib.error):
        raise CupwrightError.of("address", "the document in this address cannot be read",
                                hint="was the address cut short?") from None  # fmt: skip
