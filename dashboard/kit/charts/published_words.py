"""Values that others published, and ours beside them, in words."""

from __future__ import annotations

import pandas as pd


def published(rows: pd.DataFrame) -> list[str]:
    """Return "166 %", "at least 3 times", "2.75 times (mid of 2.5-3)"."""
    said = []
    for value, unit in zip(rows["published_value"], rows["published_unit"], strict=True):
        plain, _, qualifier = unit.partition(", ")
        text = f"{'−' * (value < 0)}{abs(value):,g} {plain}"
        if qualifier == "at least":
            text = f"{qualifier} {text}"
        elif qualifier:
            text += f" ({qualifier})"
        said.append(text)
    return said


def compared(rows: pd.DataFrame, missing: str = "missing") -> pd.DataFrame:
    """Add in words what was published, what these data give, and how far they are apart."""

    def said(column: str, signed: bool = False) -> list[str]:
        values = zip(rows[column], rows["unit"], strict=True)
        return [missing if pd.isna(v) else measured(v, unit, signed) for v, unit in values]

    return rows.assign(
        published=published(rows), ours=said("our_value"), apart=said("difference", signed=True)
    )


def measured(value: float, unit: str, signed: bool = False) -> str:
    """Return "60.7 %", "2.04 times", "17 weeks"; a difference with its sign, in points."""
    digits = {"%": 1, "times": 2}.get(unit, 0)
    text = f"{abs(value):,.{digits}f}"
    zero = float(text.replace(",", "")) == 0
    sign = "−" if value < 0 and not zero else "+" if signed and not zero else ""
    return f"{sign}{text} {'points' if signed and unit == '%' else unit}"
