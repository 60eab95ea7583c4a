"""In which encoding a file is: UTF-8, UTF-16, or cp1252 where nothing speaks against that.

Of the eight-bit encodings only cp1252 is read. In it the bytes 80 to 9F are quotation marks, dashes
and a few rare letters; in Mac Roman and in those of DOS they are the common letters with accents.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from dashboard.loading import texts
from dashboard.loading.archives import OpeningError
from dashboard.loading.problems import short

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "UTF-16")
ENCODINGS["cp1252"] = "cp1252 (Windows)"

FOREIGN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\x81\x8d\x8f\x90\x9d]"  # no text; not in cp1252
    rb"|[\xc2-\xc6\xce-\xdb][\x80-\xbf]|[\xe0-\xf4][\x80-\xbf]{2}"
    rb"|[\xc0-\xff]{3}"
)
"""Bytes that speak against cp1252 where a file is not UTF-8: UTF-8 with a fault elsewhere (but for
letters that only scholars write, which may be a sharp s or a capital with an accent before a
quotation mark), and three accented letters in a row, as Cyrillic or Arabic would give."""

LETTER = rb"[A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\xff]"
MIXED = re.compile(
    rb"(?<=" + LETTER + rb")[\x80-\x91\x93-\x9f\xa7\xae\xaf\xbe\xbf](?=" + LETTER + rb")"
    rb"|(?<=[a-z])[\x82-\x84\x87-\x8c\x8e\x98\x9c\x9f]|[\x83\x88\x98](?=[a-z])"
)
"""Bytes that cp1252 has no use for where they stand: between letters, all of 80 to 9F but the
apostrophe (92), and signs such as the section mark; behind a small letter, or before one, opening
quotation marks, daggers, capitals and loose accents."""


APOSTROPHE = re.compile(
    rb"(?<="
    + LETTER
    + rb")(?<!\b[A-Za-z])(?<!\b[Qq]u)\x92(?!(?:[dmst]|ll|re|ve)\b)(?="
    + LETTER
    + rb")"
)
"""An apostrophe of cp1252 between letters, but for those of English endings and French articles."""

ENDS = rb"[\s,;|\"]"


def utf_16(head: bytes) -> str | None:
    """Return which UTF-16 a file is in: with a mark, or with a NUL in each letter of its header."""
    if head.startswith(UTF_16):
        return "utf-16"
    for encoding, nuls, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if not any(head[nuls:40:2]) and all(head[letters:40:2]) and len(head) > 1:
            return encoding
    return None


def found(path: Path, head: bytes) -> str | None:
    """Return the encoding from which a file is to be converted; None where it is UTF-8.

    OpeningError where no encoding is certain.
    """
    if encoding := utf_16(head):
        if fault := texts.encoding_fault(path, encoding):
            raise OpeningError(fault)
        return encoding
    if not (fault := texts.encoding_fault(path)):
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if FOREIGN.search(data):
            raise OpeningError(texts.nul_fault(path) or fault)
        if mixed := MIXED.search(data):
            raise OpeningError(_either(data, mixed.start()))
    return "cp1252"


def apostrophe(path: Path) -> str | None:
    """Return what to say of a file in cp1252 whose apostrophes may be letters of Mac Roman."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        match = APOSTROPHE.search(data)
        if not match:
            return None
        word = _word(data, match.start())
    windows, mac = short(word.decode("cp1252", "replace")), short(word.decode("mac_roman"))
    return f"the byte 0x92 read as an apostrophe, as in {windows}; in Mac Roman that is {mac}"


def _either(data: mmap.mmap, at: int) -> str:
    """Return that a byte is one letter or another, with the word that it stands in."""
    line = len(re.findall(rb"\r\n|\r|\n", data[:at])) + 1
    word = _word(data, at)
    windows, mac = short(word.decode("cp1252", "replace")), short(word.decode("mac_roman"))
    return (
        f"line {line:,}: the byte 0x{data[at]:02x} makes {windows} in cp1252 (Windows) and {mac} in"
        " Mac Roman, and the file does not say which it is; save it as CSV UTF-8"
    )


def _word(data: mmap.mmap, at: int) -> bytes:
    """Return the word that a byte stands in."""
    before, behind = data[max(at - 30, 0) : at], data[at : at + 30]
    return re.split(ENDS, before)[-1] + re.split(ENDS, behind)[0]
