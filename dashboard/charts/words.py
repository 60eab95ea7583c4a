"""Numbers and dates in the words of titles, alt texts and hover labels."""

from __future__ import annotations

from datetime import date


def attacks(count: float) -> str:
    """Return "1 attack", "1,234 attacks"."""
    return f"{count:,.0f} attack{'' if count == 1 else 's'}"


def day(moment: date) -> str:
    """Return "7 July 2025"."""
    return f"{moment.day} {moment:%B %Y}"


def sentence(text: str) -> str:
    """Return the text with its first letter in capital."""
    return text[:1].upper() + text[1:]
