"""Text that a spreadsheet would run as a formula, and the apostrophe that keeps it text.

Every CSV that is handed out guards its texts, and the loader takes the apostrophe off again. One is
put before what the other takes one from, apostrophes in front included: no text changes on the way.
"""

from __future__ import annotations

import re
from typing import TypeVar

Cell = TypeVar("Cell")

FORMULA = r"'*[ \n]*[-=+@＝＋－＠\t\r]"
"""How a text begins that is guarded, as a regular expression that DuckDB reads alike: with one of
= + - @, also as wide as Chinese characters, a tab or a carriage return, behind any apostrophes and
blanks."""

GUARDED = f"^'{FORMULA}"
"""How a text begins that has a guard."""

WITHIN = re.compile(r"([,;])(?=[\"' ]*[-=+@＝＋－＠])")
"""Where a line of text becomes, in a spreadsheet, a cell that is a formula."""


def is_run(cell: object) -> bool:
    """Whether a cell is a text that a spreadsheet would run, or that already looks guarded."""
    return isinstance(cell, str) and re.match(FORMULA, cell) is not None


def guarded(cell: Cell) -> Cell | str:
    """Return a text that no spreadsheet runs; what is no text, such as a number, stays as it is."""
    return f"'{cell}" if is_run(cell) else cell


def unguarded(text: str) -> str:
    """Return the text of which ``guarded`` made this one; one without a guard is its own."""
    return text[1:] if re.match(GUARDED, text) else text


def guarded_line(line: str) -> str:
    """Return a line of text, which begins with no cell, so that no part of it is run."""
    return WITHIN.sub(r"\1'", line)
