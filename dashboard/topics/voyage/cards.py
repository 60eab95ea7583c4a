"""The headline of the voyage calculator: both verdicts, how sure, the days, the break-even."""

from __future__ import annotations

from dashboard.kit.ui.headline import Card, headline
from dashboard.topics.voyage.analysis import verdict
from dashboard.topics.voyage.analysis.answer import (
    PREMIUM_ID,
    Answer,
    premium_at_parity_pct,
    premium_favours_cape,
)
from dashboard.topics.voyage.charts import words as say
from dashboard.topics.voyage.words import per_unit, side


def draw(asked: Answer, judged: verdict.Verdicts | None) -> None:
    """Draw the headline; without a choice of two ways, what the only one costs."""
    short, cape = asked.short, asked.cape
    if cape is None or judged is None:
        best = asked.cheapest
        leg = f"{best.way.distance_nm:,.0f} nautical miles a leg"
        headline(
            [
                Card("Costs", say.usd(float(best.total_usd)), best.way.name),
                Card("Days", f"{best.days:.1f}", leg),
                Card("CO2", f"{best.co2_t:,.0f} t", f"{best.fuel_t:,.0f} t of fuel"),
            ]
        )
        return
    miles = cape.way.distance_nm - short.way.distance_nm
    headline(
        [
            _verdict(asked, judged.ship, "Cheaper for the ship"),
            _verdict(asked, judged.with_cargo, "Cheaper with cargo's time"),
            _saving(asked, judged),
            Card(
                "Days longer round the Cape",
                f"{cape.days - short.days:.1f}",
                f"{short.days:.1f} against {cape.days:.1f}; {miles:,.0f} nautical miles and"
                f" {cape.co2_t - short.co2_t:,.0f} t of CO2 more",
            ),
            _parity(asked),
        ]
    )


def _verdict(asked: Answer, found: verdict.Verdict, label: str) -> Card:
    short, drawn = say.passage(asked.short.way.name), found.interval
    more_usd = found.cape_extra_usd
    same, unknown = found.key == verdict.ABOUT_THE_SAME, found.key == verdict.NOT_KNOWN
    fee = (more_usd / float(asked.short.cargo)) if unknown else 0.0
    return Card(
        label,
        "Neither" if same else "Not known" if unknown else side(asked, found.key),
        ("about the same cost: time, schedule and safety decide; " * same)
        + (
            f"{short} if the pipeline takes under USD {max(fee, 0):,.2f} a tonne; without it "
            * unknown
        )
        + f"the Cape is {say.usd(abs(more_usd))} ({found.percent:.1f} %)"
        f" {'dearer' if more_usd > 0 else 'cheaper'}, {per_unit(asked, abs(more_usd))};"
        f" cheaper in {100 * drawn.share_cape_cheaper:.0f} % of draws, {short} in"
        f" {100 * drawn.share_short_cheaper:.0f} %",
        "About the same: 80 % of draws reach over zero, or the difference is under"
        f" {verdict.SAME_PCT:g} % of the dearer route. Costs that are the same either way, such as"
        " port charges, are left out.",
    )


def _saving(asked: Answer, judged: verdict.Verdicts) -> Card:
    """Say how much the route that is likelier to be cheaper saves the ship, in 80 % of draws."""
    drawn, both = judged.ship.interval, judged.with_cargo.interval
    via = "the Cape" if judged.ship.likelier < 0 else say.passage(asked.short.way.name)

    def span(low: float, high: float) -> str:
        return say.span(*judged.ship.saving_usd(low, high))

    return Card(
        f"Saving via {via}, USD million",
        span(drawn.low_80_usd, drawn.high_80_usd),
        "the ship's cost, 80 % of draws; with the cargo's time"
        f" {span(both.low_80_usd, both.high_80_usd)}"
        + "; before the pipeline's charge"
        * asked.is_lightered(asked.ways.short),
        f"{drawn.draws:,} draws: each assumption on its own from a triangle between its bounds,"
        " with a fixed seed; your own values stay as they are. Below 0 the route costs more. 95 %:"
        f" {span(drawn.low_95_usd, drawn.high_95_usd)}.",
    )


def _parity(asked: Answer) -> Card:
    case, ways, values = asked.case, asked.ways, asked.assumed.values()
    parity, with_cargo = (
        premium_at_parity_pct(case, ways, values, counted) for counted in (False, True)
    )
    known = asked.assumed.known[PREMIUM_ID]
    age = f"{known.as_of:%-d %B %Y}{f'; {known.age}' * known.is_old}"
    said = f"assumed {values[PREMIUM_ID]:g} % ({age})"
    if PREMIUM_ID in asked.assumed.changed:
        said = f"yours is {values[PREMIUM_ID]:g} %"
    sides = ("the Cape", say.passage(asked.short.way.name))
    below = sides[premium_favours_cape(case, ways, values)]
    return Card(
        "Break-even premium",
        _percent(parity),
        f"war risk, of hull value; {_percent(with_cargo)} with the cargo's time; {said}: below"
        f" break-even {below} is the cheaper",
        "The premium for one cover at which both routes cost the same, all else as assumed; none"
        " where no premium makes them the same.",
    )


def _percent(parity: float | None) -> str:
    return "none" if parity is None or parity < 0 else f"{parity:.3f} %"
