"""Signs that DuckDB may have read a CSV otherwise than the csv module does."""

from __future__ import annotations

import re
from pathlib import Path

GAP = re.compile(rb"\n\r?\n")
"""An empty line; one of a file with \\r alone is looked for apart, which is faster."""

SPACED = re.compile(rb'(?:^|[,\r\n]) +"|" +(?:[,\r\n]|$)')
"""Spaces around quotation marks, which DuckDB drops and the csv module keeps."""


def is_doubtful(path: Path, rows: int) -> bool:
    """Whether DuckDB may have read the file otherwise than the csv module, without a reject.

    It skips empty lines without counting them, and a quotation mark that is all of the last row,
    drops spaces around quotation marks and takes the first line break that it meets for the end of
    all rows, though it may stand inside a cell; after a quotation mark in the wrong place it may
    leave out the rest. A file that has a line for the header and one for each of ``rows`` is sound
    but for the first of these; one with quotation marks that has more lines may hold line breaks
    in its cells, or have lost rows, and is doubtful.
    """
    lines, returns, both, quoted, last = 0, 0, 0, False, b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            lines += block.count(b"\n")
            quoted = quoted or b'"' in block
            if b"\r" in block or last == b"\r":
                returns += block.count(b"\r")
                both += block.count(b"\r\n") + (last == b"\r" and block[:1] == b"\n")
            last = block[-1:]
    if (lines and returns > both) or 0 < both < lines:
        return True
    end = b"\n" if lines else b"\r"
    is_whole = (lines or returns) - _ends(path).count(end) == rows
    if quoted and not is_whole:
        return True
    return (quoted or not is_whole) and _has_gaps(path)


def _ends(path: Path) -> bytes:
    """Return the line ends behind the last row, as far as the last bytes show them."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 4096, 0))
        tail = file.read()
    return tail[len(tail.rstrip(b"\r\n")) :]


def is_quoted(path: Path) -> bool:
    """Whether a quotation mark stands anywhere in a file."""
    with path.open("rb") as file:
        return any(b'"' in block for block in iter(lambda: file.read(1 << 20), b""))


def _has_gaps(path: Path) -> bool:
    before = b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            block = before + block
            content = block.rstrip(b"\r\n")  # empty lines at the end of the file do no harm
            if GAP.search(content) or (b"\r" in content and b"\r\r" in content):
                return True
            if b'"' in block and SPACED.search(block):
                return True
            before = block[max(len(content) - 64, 0) :]
    return before.rstrip(b"\r\n").endswith((b'\n"', b'\r"'))
