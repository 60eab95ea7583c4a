"""Where a file stops being text."""

from __future__ import annotations

import codecs
import mmap
from pathlib import Path


def nul_fault(path: Path) -> str | None:
    """Return where a file holds a NUL, which no text does, or None."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = data.find(b"\0")
    return (
        f"byte {at:,} is a NUL; this is not text, save the file as CSV UTF-8" if at >= 0 else None
    )


def is_utf_8(path: Path) -> bool:
    """Whether all of a file is UTF-8; quicker than to look for where it is not."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_whole = True
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if is_whole and block.isascii():
                continue
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return False
            is_whole = not decoder.getstate()[0]
    return is_whole


def encoding_fault(path: Path, encoding: str = "utf-8") -> str | None:
    """Return where a file stops being text in an encoding, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, is_over = 1, False
    with path.open("rb") as file:
        while not is_over:
            block = file.read(1 << 20)
            is_over = not block
            try:
                line += decoder.decode(block, is_over).count("\n")
            except UnicodeDecodeError as error:
                line += error.object[: error.start].decode(error.encoding).count("\n")
                return (
                    f"line {line:,}: byte 0x{error.object[error.start]:02x} is not"
                    f" {encoding.upper()}; save the file as CSV UTF-8"
                )
    return None
