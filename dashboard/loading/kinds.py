"""What a file is that is no table, as its first bytes tell, with what to do about it."""

from __future__ import annotations

import re
from html import unescape

from dashboard.loading.problems import short

INSTEAD = "fetch the CSV instead"
BINARY = {
    b"%PDF": "a PDF; copy its table into a spreadsheet and save that as CSV UTF-8",
    b"PAR1": "a Parquet file; save it as CSV UTF-8",
    b"ARROW1": "an Arrow file; save it as CSV UTF-8",
    b"SQLite format 3": "an SQLite or GeoPackage file; export its table as CSV UTF-8",
    b"\x89HDF": "an HDF5 or NetCDF file; export its table as CSV UTF-8",
    b"\x89PNG": f"a picture; {INSTEAD}",
    b"\xff\xd8\xff": f"a picture; {INSTEAD}",
    b"GIF8": f"a picture; {INSTEAD}",
    b"BZh": "packed with bzip2; unpack it, then load the CSV",
    b"\xfd7zXZ": "packed with xz; unpack it, then load the CSV",
    b"\x28\xb5\x2f\xfd": "packed with zstd; unpack it, then load the CSV",
    b"7z\xbc\xaf": "packed with 7-Zip; unpack it, then load the CSV",
    b"Rar!": "packed with RAR; unpack it, then load the CSV",
    b"{\\rtf": "a text document (RTF); save its table as CSV UTF-8",
    b"version https://git-lfs": "a pointer to a file in Git LFS, not the file; fetch that",
}
"""How files begin that are none of text, and what they are."""

JSON = re.compile(r'\{\s*(?:"|\}\s*\Z)|\[\s*(?:[\[{]|\]\s*\Z)')
HTML = re.compile(r"<(?:!doctype html|html|head|body|title|meta|script|table|div|p|h[1-6])\b", re.I)
TITLE = re.compile(r"<(title|h1)[^>]*>\s*(.*?)\s*</\1", re.I | re.DOTALL)
MARKUP = re.compile(r"<(?:\?xml|!--|!doctype|[a-z][\w:.-]*(?:[\s/]|>(?![,;|\t])))", re.I)
MESSAGE = re.compile(r'"message"\s*:\s*"((?:[^"\\]|\\.){1,100})')


def named(head: bytes) -> str | None:
    """Return what a file is that begins with ``head`` and is no table; None where it may be one."""
    for start, what in BINARY.items():
        if head.startswith(start):
            return f"the file is {what}"
    text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if JSON.match(text):
        return _json(text)
    if MARKUP.match(text):
        return _markup(text)
    return None


def _json(text: str) -> str:
    if re.match(r'\{\s*"error"\s*:', text):
        message = MESSAGE.search(text)
        says = f" ({short(message[1])})" if message else ""
        return (
            f"the file is JSON, an error of the server in place of the data{says}; fetch it again"
        )
    if '"FeatureCollection"' in text or '"Feature"' in text:
        return f"the file is GeoJSON, not CSV; {INSTEAD}"
    if re.search(r'"(objectIdFieldName|geometryType|spatialReference|attributes)"', text):
        return f"the file is JSON, an answer of the ArcGIS API, not CSV; {INSTEAD}"
    return f"the file is JSON, not CSV; {INSTEAD}"


def _markup(text: str) -> str:
    if HTML.search(text[:1000]):
        title = TITLE.search(text)
        says = f" ({short(unescape(re.sub('<[^>]*>', '', title[2])))})" if title else ""
        return f"the file is a web page{says}, not CSV: the download failed; {INSTEAD}"
    if "urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "the file is an Excel workbook in XML; save it as CSV UTF-8"
    if re.search(r"<kml\b", text):
        return f"the file is KML, a map, not CSV; {INSTEAD}"
    return f"the file is XML, not CSV; {INSTEAD}"
