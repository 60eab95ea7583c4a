"""Numbers as titles, labels and hovers print them; sentences about them stand in ``words``."""

from __future__ import annotations


def whole(value: float, digits: int = 0) -> str:
    """Return "1,234", "−3.1": a true minus, and none before a zero."""
    return f"{value:z,.{digits}f}".replace("-", "−")


def signed(value: float, digits: int = 0, zero: str = "") -> str:
    """Return "+4", "−3.1", "0", by the sign of the value as it is given.

    Round it before where what rounds to nothing is to have no sign; ``zero`` is the sign of 0.
    """
    sign = zero if value == 0 else "+" if value > 0 else "−"
    return f"{sign}{abs(value):,.{digits}f}"


def between(low: str, high: str, unit: str = "") -> str:
    """Return "51 to 56 %" of two numbers as they are printed, or "51 %" where both are one."""
    return f"{low}{unit}" if low == high else f"{low} to {high}{unit}"


def published(value: float) -> str:
    """Return "1,000", "0.35", "−15": as many digits as were published."""
    said = f"{abs(value):,.4f}".rstrip("0").rstrip(".")
    return f"−{said}" if value < 0 else said


def telling(value: float) -> str:
    """Return "1,823", "82.35", "0.9121": as many digits as can be told apart."""
    if value == 0 or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.4g}"


def price(value: float) -> str:
    """Return "1,250", "84.5", "0.45": three digits at least, as far as they say something."""
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


def rounded(value: float) -> str:
    """Return a count to three figures at most: "48,700", "2,560", "312"."""
    size = abs(value)
    step = 100 if size >= 10_000 else 10 if size >= 1_000 else 1
    return f"{round(value / step) * step:,.0f}"


def usd(amount: float) -> str:
    """Return "USD 1.25 million", "USD 940,000", "USD 12.3"; with a minus below zero."""
    size, sign = abs(amount), "−" if amount < 0 else ""
    if size >= 999_500:
        return f"{sign}USD {size / 1e6:,.2f} million"
    if size >= 10_000:
        return f"{sign}USD {round(size, -3):,.0f}"
    return f"{sign}USD {size:,.{0 if size >= 1_000 else 1}f}"


def up(value: float, digits: int = 1) -> str:
    """Return a number rounded up, so that "within" stays true."""
    scale = 10**digits
    return f"{-(-round(float(value), 6) * scale // 1) / scale:.{digits}f}"
