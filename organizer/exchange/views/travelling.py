"""The file between the two steps: it travels with the page, so nothing of it is kept here before somebody says so.

No copy lies on the server's disk, none in a cookie; whoever closes the page has left nothing behind.
"""

import base64
import binascii
import zlib

from flask import request

from organizer.exchange.rules.octets import MOST_OCTETS, FileTooLarge, NotACalendar


def given_file() -> bytes:
    """Return the file that was sent, a little more than is allowed at the most; nothing when none was."""
    given = request.files.get("file")
    if given is None:
        return b""
    with given.stream as stream:
        return bytes(stream.read(MOST_OCTETS + 1))


def pack(data: bytes) -> str:
    """Return a file as text for a hidden field."""
    return base64.b64encode(zlib.compress(data, 6)).decode("ascii")


def unpack(text: str) -> bytes:
    """Return the file that travelled with the page. Raises NotACalendar, FileTooLarge."""
    try:
        packed = base64.b64decode(text, validate=True)
        data = zlib.decompressobj().decompress(packed, MOST_OCTETS + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise NotACalendar from error
    if len(data) > MOST_OCTETS:
        raise FileTooLarge(megabytes=MOST_OCTETS // 1_000_000)
    return data
