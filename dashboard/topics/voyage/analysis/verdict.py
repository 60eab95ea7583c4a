"""Which way costs less, or that costs do not decide: for the ship, and with its cargo's time."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.topics.voyage.analysis.answer import Answer
from dashboard.topics.voyage.analysis.sensitivity import DRAWS, Interval, simulate

ABOUT_THE_SAME, NOT_KNOWN = "about the same", "not known"

SAME_PCT = 5.0
"""A difference below this percentage of the dearer way is none: it is less than what a day or two
of weather, of waiting for a convoy or of another speed makes of the costs of a voyage."""


@dataclass(frozen=True)
class Verdict:
    """``key`` is that of the cheaper way (suez, bab, cape), `ABOUT_THE_SAME` or `NOT_KNOWN`.

    ``cape_extra_usd`` is what the Cape costs more, ``percent`` its size in percent of the dearer
    way, ``interval`` the same over draws of what is assumed.
    """

    key: str
    cape_extra_usd: float
    percent: float
    interval: Interval

    @property
    def likelier(self) -> int:
        """Return -1 where more draws speak for the Cape, 1 where more speak for the short way."""
        return -1 if self.interval.median_usd <= 0 else 1

    def saving_usd(self, low_usd: float, high_usd: float) -> tuple[float, float]:
        """Return bounds of what the Cape costs more as those of what the likelier way saves."""
        low, high = sorted((self.likelier * low_usd, self.likelier * high_usd))
        return low, high


@dataclass(frozen=True)
class Verdicts:
    """The two answers that stand side by side."""

    ship: Verdict
    with_cargo: Verdict


def judge(asked: Answer, draws: int = DRAWS) -> Verdicts | None:
    """Return both verdicts on a voyage; None where there is nothing to choose.

    About the same: the 80 % interval of the difference holds zero, or the difference is less than
    `SAME_PCT` of the dearer way. Not known: a way whose cargo passes Suez in part by a pipeline is
    not the dearer without its charge, and that charge is not known.
    """
    if asked.cape is None:
        return None
    drawn = simulate(asked, draws)
    return Verdicts(_verdict(asked, drawn.ship, False), _verdict(asked, drawn.with_cargo, True))


def _verdict(asked: Answer, interval: Interval, with_cargo: bool) -> Verdict:
    extra = asked.extra_usd(with_cargo)
    assert asked.cape is not None
    assert extra is not None
    dearer = max(float(way.usd(with_cargo)) for way in (asked.cape, asked.short))
    percent = 100 * abs(extra) / dearer if dearer else 0.0
    key = asked.ways.short.key if extra > 0 else "cape"
    if interval.low_80_usd <= 0 <= interval.high_80_usd or percent < SAME_PCT:
        key = ABOUT_THE_SAME
    if key != "cape" and asked.is_lightered(asked.ways.short):
        key = NOT_KNOWN
    if key != asked.ways.short.key and asked.is_lightered(asked.cape.way):
        key = NOT_KNOWN
    return Verdict(key, extra, percent, interval)
