"""How many of the values that an answer rests on are older than they are valid for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.topics.voyage.analysis.answer import Answer
from dashboard.topics.voyage.analysis.sensitivity import movers


@dataclass(frozen=True)
class Ages:
    """``old``: assumptions that move an answer and are old, widest swing first; ``of``: all that
    move it."""

    old: tuple[str, ...]
    of: int


def ages(asked: Answer) -> Ages:
    """Return which of the values that move the answer are old; the reader's own never are."""
    moving = movers(asked)
    return Ages(tuple(key for key in moving if asked.assumed.is_old(key)), len(moving))


def sentence(asked: Answer, named: Callable[[str], str] = str, *, brief: bool = False) -> str:
    """Say how many of the values that move the answer are old, and which of them moves it most.

    ``named`` writes the key of an assumption as the reader knows it.
    """
    found = ages(asked)
    if not found.old:
        return f"None of the {found.of} values that move this answer is older than it is valid for."
    count = len(found.old)
    age = asked.assumed.age(found.old[0]).removeprefix("old: ")
    verb, above = ("is", ":") if count == 1 else ("are", ", above all")
    if brief:
        return f"{count} of {found.of} values {verb} old{above} {named(found.old[0])} ({age})."
    return (
        f"{count} of the {found.of} values that move this answer {verb} old{above}"
        f" {named(found.old[0])} ({age})."
    )
