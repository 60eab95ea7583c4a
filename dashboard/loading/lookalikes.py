"""What stands among the rows of a file and is none: headers again, totals."""

from __future__ import annotations

from collections.abc import Sequence

AROUND = " \t\r\n\u00a0\ufeff"
"""What may stand around the names of a header."""

WORDS = (
    *("total", "totals", "grand total", "grand totals", "overall total", "overall", "sum"),
    *("subtotal", "sub-total", "sub total", "subtotals", "average", "mean", "summe", "gesamt"),
)
TOTALS = frozenset(
    f"{write(word)}{end}"
    for word in WORDS
    for write in (str, str.upper, str.capitalize, str.title)
    for end in ("", ":", " ")
)
"""What stands in some cell of a row of totals; in a sound row it is data."""

TOTAL = r"(?i)\s*(grand |overall |sub[- ]?)?(total|sum|average|mean)s?\b.*"
"""How the date, or the first text, of a row of totals begins."""


def bare(name: str) -> str:
    """Return a name of a header as it is compared."""
    return name.strip(AROUND).lower()


def is_other_header(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row holds names of the header alone, each once."""
    found = [bare(cell) for cell in cells if bare(cell)]
    known = {bare(name) for name in header}
    return 1 < len(found) == len(set(found)) and set(found) <= known


def other_header(row: int) -> str:
    """Return that another table begins with a row."""
    return (
        f"row {row} is a header again, with other columns or in another order; what stands below"
        " it is another table: put that into a file of its own"
    )
