"""Numbers and dates in the words of titles, alt texts and hover labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.kit.charts import numbers

POSITION_BASIS = {
    "reported": "reported coordinates",
    "described": "from a description, 10 to 30 nm of error",
    "area": "area only",
}
"""How the position of an attack is known -> plain words."""

SECOND_HAND = "at second hand alone"
"""How an attack is known of which no report at first hand was read."""


YEAR_BEFORE = "the same weeks a year before"
"""The baseline of which each week has its own, in words."""


def attacks(count: float) -> str:
    """Return "1 attack", "1,234 attacks"."""
    return counted(count, "attack")


def second_hand(count: int, total: int) -> str:
    """Return "15 of 135 are known at second hand alone"."""
    return f"{count:,} of {total:,} {'is' if count == 1 else 'are'} known {SECOND_HAND}"


def counted(count: float, thing: str) -> str:
    """Return "1 week", "1,234 weeks"."""
    return f"{count:,.0f} {thing}{'' if count == 1 else 's'}"


def day(moment: date) -> str:
    """Return "7 July 2025"."""
    return f"{moment.day} {moment:%B %Y}"


def date_of(moment: date) -> str:
    """Return "7 Jul 2025", where there is little room."""
    return f"{moment.day} {moment:%b %Y}"


def dates(first: date, last: date) -> str:
    """Return "7 Jul 2025 to 1 Aug 2026", or the one day."""
    return f"{date_of(first)} to {date_of(last)}" if first != last else date_of(first)


def sentence(text: str) -> str:
    """Return the text with its first letter in capital."""
    return text[:1].upper() + text[1:]


def month(moment: date) -> str:
    """Return "July 2025"."""
    return f"{moment:%B %Y}"


def months(first: date, last: date) -> str:
    """Return "May to July 2025", "October 2025 to June 2026"."""
    start = f"{first:%B}" if first.year == last.year else month(first)
    return f"{start} to {month(last)}"


def months_of(first: date, last: date) -> str:
    """Return "2025" for a whole year, "January 2025" for a month, else "January to May 2025"."""
    if (first.month, last.month) == (1, 12) and first.year == last.year:
        return str(first.year)
    same = (first.year, first.month) == (last.year, last.month)
    return month(first) if same else months(first, last)


def since_january(last: date) -> str:
    """Return the months from January to that of the day given, as ``months_of`` does."""
    return months_of(last.replace(month=1, day=1), last)


def two_months(first: date, second: date) -> str:
    """Return "May and July 2025", "October 2025 and June 2026"."""
    return months(first, second).replace(" to ", " and ")


def looks(count: int) -> str:
    """Return "all 11 looks at once", "one look", for intervals that allow for so many."""
    return "one look" if count == 1 else f"all {count} looks at once"


def times(count: int) -> str:
    """Return "once", "3 times"."""
    return "once" if count == 1 else f"{count} times"


def note(*parts: str | None) -> str:
    """Return the sentences of a note that there are, one after the other."""
    return " ".join(part.strip() for part in parts if part and part.strip())


def hover(head: str, *lines: str | None) -> str:
    """Return what a hover says: its head in bold, then a line each of what there is to say."""
    return "<br>".join([f"<b>{head}</b>", *(line for line in lines if line)])


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1])] * (len(parts) > 1) + [*parts[-1:]])


def less_or_more(percent: float) -> str:
    """Return "15 % less than", "8 % more than", "as much as"."""
    whole = round(abs(percent))
    return f"{whole} % {'more' if percent > 0 else 'less'} than" if whole else "as much as"


def weeks(count: int) -> str:
    """Return "four weeks", which stand for the latest, or "1 week", "3 weeks" of fewer."""
    return "four weeks" if count == 4 else counted(count, "week")


def compared(percent: float, thing: str, less: str = "fewer") -> str:
    """Return "54 % fewer ships than", "89 % more ships than" or "as many ships as".

    With ``less`` "less" the thing is one that is weighed: "as much cargo as".
    """
    whole = round(abs(percent))
    if whole == 0:
        return f"as {'many' if less == 'fewer' else 'much'} {thing} as"
    return f"{whole} % {'more' if percent > 0 else less} {thing} than"


def signed(percent: float) -> str:
    """Return "+89 %", "−54 %", "0 %"."""
    return f"{numbers.signed(round(percent))} %"


def window(first: date, last: date) -> str:
    """Return "1 January 2022 to 6 October 2023"."""
    return f"{day(first)} to {day(last)}" if first != last else day(first)


def is_year_before(baseline: str) -> bool:
    """Return whether each week has a baseline of its own, by the baseline in words."""
    return baseline.startswith(YEAR_BEFORE)


def short_dates(first: date, last: date) -> str:
    """Return "1 Sep to 16 Nov 2023" within a year, else as ``dates`` does."""
    if first.year == last.year and first != last:
        return f"{first.day} {first:%b} to {date_of(last)}"
    return dates(first, last)


def year_of(first: date, last: date) -> str:
    """Return "2019" for the days of a whole year, "" for others."""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole and first.year == last.year else ""
