"""The sessions of the docs are run: what they show is what the commands say.

`make docs` writes them. Times, users, and what counts bundled datasets and sources are written as
in ``plain``, so that a dataset more changes no line.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import queries, store
from dashboard.__main__ import main
from dashboard.desk import coverage
from dashboard.settings import HOME, Settings
from dashboard.topics.voyage.analysis import assumptions, case
from dashboard.topics.voyage.analysis.answer import answer
from dashboard.topics.voyage.analysis.costs import ETS, FUEL, HIRE, PREMIUM, Costs
from dashboard.topics.voyage.analysis.loop import of_speed, services
from tests.conftest import LOADS

SESSIONS = {"loading.md": 18, "voyage.md": 4}
"""Page of docs/ -> commands in it that are run."""

WHEN = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
BY = re.compile(r"(version \d+, by) \S+")
SOURCES = re.compile(r"^(sources: .+ changed,) [\d,]+ unchanged", re.MULTILINE)
LOAD = re.compile(r"(?<=\b[lL]oad )\d+|^ *\d+(?=  YYYY)", re.MULTILINE)
NAMES_LOAD = re.compile(r"(?<= changes | rejects )\d+")
FIRST = 101
"""The number in the docs of the first load after those of the bundled datasets."""


def steps(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of the console blocks with what follows it."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, said = step.partition("\n")
            yield command, said


def said_by(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command of the dashboard and return what it prints, as ``plain`` writes it."""
    command = NAMES_LOAD.sub(lambda found: str(int(found[0]) - FIRST + LOADS + 1), command)
    program, *arguments = shlex.split(command)
    assert (program, arguments[:2]) == ("python", ["-m", "dashboard"])
    main(arguments[2:])
    captured = capsys.readouterr()
    return plain(captured.out + captured.err)


def plain(text: str) -> str:
    """Return a text without time and user, with loads counted from ``FIRST``."""
    text = BY.sub(r"\1 NAME", WHEN.sub("YYYY-MM-DD HH:MM", text))
    text = SOURCES.sub(r"\1 N unchanged", text)
    return LOAD.sub(_number, text)


def _number(found: re.Match[str]) -> str:
    """Return the number of a load as the docs have it: N for a bundled one, others from 101."""
    number = int(found[0]) - LOADS
    return f"{number - 1 + FIRST if number > 0 else 'N':>{len(found[0])}}"


def compare(file: Path, shown: str) -> None:
    """Compare a page with what it has to show, or write it where that is asked for."""
    if os.environ.get("REDSEA_WRITE_DOCS"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


def published(built: Settings) -> str:
    """Return the table of docs/voyage.md: what publishers say of a voyage, and our answer."""
    cursor = store.reader(built.store).cursor()
    ports = queries.rows(cursor, "lists/ports")
    rows = queries.rows(cursor, "lists/assumptions", today=date(2026, 11, 24))

    def ask(
        start: str, end: str, ship: str, knots: float, departs: date, **own: float
    ) -> tuple[Costs, Costs]:
        ends = (case.place(start, ports), case.place(end, ports))
        known = assumptions.of_class(rows, ship, departs).changed_by(own)
        found = answer(case.Case(*ends, ship, knots, departs), known)
        assert found.cape
        return found.short, found.cape

    def longer(start: str, end: str, knots: float) -> str:
        suez, cape = ask(start, end, "ulcv", knots, date(2024, 1, 15))
        return f"{suez.sea_days:.1f} and {cape.sea_days:.1f} days"

    def more(line: str, *of: Any, **own: float) -> str:
        suez, cape = ask(*of, **own)
        return f"{float(cape.lines_usd[line] - suez.lines_usd[line]):,.0f} USD more by the Cape"

    def miles(start: str, end: str) -> str:
        both = ask(start, end, "ulcv", 16, date(2024, 1, 15))
        suez, cape = (one.way.distance_nm for one in both)
        return f"{suez:,.0f} and {cape:,.0f} nm, {100 * (cape / suez - 1):.0f} % more"

    def premium(percent: float, hull: float) -> str:
        own = {"war_risk_premium_pct_hull": percent, "hull_value_usd": hull}
        suez, _ = ask("SARTA", "NLRTM", "vlcc", 14, date(2024, 1, 15), **own)
        return f"{float(suez.lines_usd[PREMIUM]):,.0f} USD"

    def a_teu(ship: str) -> float:
        _, cape = ask("CNSHA", "NLRTM", ship, 16, date(2025, 1, 15))
        return float(cape.lines_usd[ETS] / cape.cargo) / cape_eur

    def ships(knots: float) -> str:
        ends = (case.place("CNSHA", ports), case.place("NLRTM", ports))
        day = date(2024, 5, 16)
        known = assumptions.of_class(rows, "ulcv", day)
        found = services(answer(case.Case(*ends, "ulcv", knots, day), known))
        suez, cape = (of_speed(found, key).ships for key in ("suez", "cape"))
        return f"Shanghai to Rotterdam at {knots:g} knots {suez} via Suez, {cape} round the Cape"

    def saved(start: str) -> str:
        own = {"war_risk_premium_pct_hull": 0.03, "bunker_usd_per_t": 250.0}
        suez, cape = ask(start, "CNSHA", "neopanamax", 16, date(2016, 2, 1), **own)
        return f"{float(suez.total_usd - cape.total_usd):,.0f} USD saved round the Cape"

    cape_eur = assumptions.of_class(rows, "ulcv", date(2025, 1, 15)).values()["usd_per_eur"]
    lane, autumn = ("CNSHA", "NLRTM", "ulcv"), date(2024, 10, 31)
    winter = {"bunker_usd_per_t": 642.5}
    aframax = ("INMUN", "NLRTM", "aframax", 13, date(2024, 1, 15))
    # Mean earnings of January to July 2025 (Xclusiv), the hire on record that is nearest in time;
    # that of October 2026 is three times as high.
    hire = {"charter_usd_per_day": 31_725}
    suez, cape = ask(*aframax, **winter, **hire)
    grown = sum(float(cape.lines_usd[line] - suez.lines_usd[line]) for line in (FUEL, HIRE))
    table = [
        ("Taiwan to the Netherlands at 16.43 knots (BBC, March 2021)", "25.5 and 34 days",
         longer("TWKHH", "NLRTM", 16.43)),
        ("Shanghai to Rotterdam at 16 knots (Port Economics)", "27 and 35 days",
         longer("CNSHA", "NLRTM", 16)),
        ("Gulf to Europe, VLCC (Tankers International, 2024)", "about 15 days more",
         "at 14 knots " + longer("SARTA", "NLRTM", 14)),
        ("Jeddah to Constanta (Suez Canal Authority's case)", "1,698 and 11,771 nm",
         miles("SAJED", "ROCND")),
        ("Gibraltar to Port Klang (November 2023, weak source)", "56 % more",
         miles("36.1, -5.4", "MYPKG")),
        ("Ships a weekly loop between Asia and Europe (Alphaliner, May 2023 and 2024)",
         "11.9 via Suez, 15.0 with most round the Cape", ships(16.3)),
        ("Back to Asia from the US east coast, early 2016 (Sea-Intelligence)",
         "235,000 USD saved round the Cape", f"New York to Shanghai, 14,000 TEU, {saved('USNYC')}"),
        ("The same from Europe (Sea-Intelligence: three ships of 115)", "",
         f"Rotterdam to Shanghai, {saved('NLRTM')}"),
        ("Fuel of a Far East to Europe voyage (2024, weak source)", "about 1,000,000 USD more",
         more(FUEL, *lane, 16, autumn, **winter)),
        ("The same at 20 knots", "", more(FUEL, *lane, 20, autumn, **winter)),
        ("EU ETS of a 20,000 to 24,000 TEU ship, Far East to Europe (October 2024)",
         "400,000 USD more", more(ETS, *lane, 16, autumn)),
        ("The same at 20 knots with all emissions paid for, 2026", "",
         more(ETS, *lane, 20, date(2026, 10, 31))),
        ("The whole voyage, not what is added, at 16 knots and with all emissions paid for", "",
         f"{float(ask(*lane, 16, date(2026, 10, 31))[1].lines_usd[ETS]):,.0f} USD by the Cape"),
        ("EU ETS surcharges, Asia to Europe, first quarter of 2025", "28 to 71 EUR/TEU",
         f"{a_teu('ulcv'):.0f} to {a_teu('neopanamax'):.0f} EUR/TEU by the Cape"),
        ("Aframax, Asia to north-west Europe and back (January 2024)",
         "932,905 USD and 110 % more",
         f"Mundra to Rotterdam at 13 knots, fuel and hire of 31,725 USD a day, one way"
         f" {grown:,.0f} USD"),
        ("War risk of a VLCC worth 130 million (December 2023)", "up to 760,000 USD",
         f"at 0.5 %, the quote of that day, {premium(0.5, 130e6)}"),
        ("War risk of a ship worth 100 million (July 2025)", "300,000, then up to 1,000,000 USD",
         f"at 0.3 and 1 % {premium(0.3, 1e8)} and {premium(1, 1e8)}"),
    ]  # fmt: skip
    lines = ["| voyage | published | here |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in table)]) + "\n"


def test_published_voyages(built: Settings) -> None:
    file = HOME / "docs" / "voyage.md"
    text = file.read_text(encoding="utf-8")
    begin, end = "<!-- published -->\n", "<!-- /published -->"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    shown = before + begin + published(built) + end + after
    compare(file, shown)


@pytest.mark.parametrize("page", SESSIONS)
def test_sessions(
    page: str,
    built: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    monkeypatch.setattr(coverage, "today", lambda: date(2026, 10, 12))
    ran = 0
    file = HOME / "docs" / page
    text = file.read_text(encoding="utf-8")
    shown = text
    for command, said in steps(text):
        if command.startswith("cat "):
            Path(command.removeprefix("cat ")).write_text(said, encoding="utf-8")
            continue
        found = said_by(command, capsys)
        shown = shown.replace(f"$ {command}\n{said}", f"$ {command}\n{found}", 1)
        ran += 1
    compare(file, shown)
    assert ran == SESSIONS[page]
