"""Whether the bytes of a picture are all there: a file that was cut off shows half a tracing."""

from __future__ import annotations

from zlib import crc32

_PNG_HEAD = 8  # bytes of the signature
_FRAME = 12  # length, name and checksum of a chunk
_JPEG_END = b"\xff\xd9"


def is_whole(data: bytes, media_type: str) -> bool:
    """Say whether a PNG has every chunk unharmed up to its last, or a JPEG its end marker.

    PNG: the chunk layout and checksums of the W3C's specification, section 5.
    """
    if media_type == "image/png":
        return _png_is_whole(data)
    return _JPEG_END in data[-64:]  # some cameras add a few bytes after it


def _png_is_whole(data: bytes) -> bool:
    at = _PNG_HEAD
    while at + _FRAME <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name, end = data[at + 4 : at + 8], at + _FRAME + length
        if end > len(data) or crc32(data[at + 4 : end - 4]) != int.from_bytes(
            data[end - 4 : end], "big"
        ):
            return False
        if name == b"IEND":
            return True
        at = end
    return False
