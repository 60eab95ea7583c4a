"""Port calls of PortWatch by month: the query, the charts, the page with and without a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import contracts, desk
from dashboard.kit.charts import theme
from dashboard.kit.charts.events import MARK
from dashboard.kit.ui import data
from dashboard.settings import Settings
from dashboard.topics.hodeidah.charts import port_calls
from dashboard.topics.hodeidah.charts.port_call_words import CLASSES, names_of
from tests import places
from tests.given import asker, drawn, open_store, package

Page = Callable[..., AppTest]

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")

HODEIDAH, SALIF, RAS_ISA, ADEN = "port18", "port2219", "port2245", "port9"
PORTS = pd.DataFrame(
    {
        "portwatch_id": [ADEN, HODEIDAH, RAS_ISA, SALIF],
        "port": ["Aden", "Hodeidah", "Ras Isa", "Salif"],
    }
)
NAME = "charts/port_calls_by_month"
MEASURES = ("calls", "import", "export")


def of_day(day: str, port_id: str = HODEIDAH, **more: Any) -> dict[str, Any]:
    """Return a row of port_calls: no call and no tonne but those given."""
    nothing: dict[str, Any] = {f"calls_{name}": 0 for name in CLASSES}
    nothing |= {f"{way}_{name}_t": 0 for way in MEASURES[1:] for name in CLASSES}
    told = {"date": day, "port_id": port_id, "port": f"P {port_id}", "source_ids": "s1"}
    return told | nothing | more


def ask(*rows: dict[str, Any]) -> Callable[..., list[tuple[Any, ...]]]:
    return asker(open_store(port_calls=list(rows)))


DAYS = [
    of_day("2024-01-01", calls_container=2, calls_tanker=1, import_container_t=100.5,
           source_ids="s2|s1"),
    of_day("2024-01-03", calls_roro=1, import_tanker_t=50, port="New name", export_roro_t=9),
    of_day("2024-02-01", calls_dry_bulk=4, calls_general_cargo=1, import_dry_bulk_t=7,
           import_general_cargo_t=1, import_roro_t=2),
    of_day("2024-01-02", "port181", calls_container=9),
    of_day("2024-02-29", ADEN),
]  # fmt: skip


def test_means_are_over_the_days_on_record_and_tonnes_are_their_sum() -> None:
    first, second, aden = ask(*DAYS)(NAME, port_ids=[HODEIDAH, ADEN])
    assert first == (
        "port18", "New name", date(2024, 1, 1), date(2024, 1, 1), date(2024, 1, 3), 2, 31,
        2.0, 1.0, 0.0, 0.0, 0.5, 0.5, 150.5, 100.5, 0.0, 0.0, 0.0, 50.0, "s1|s2",
    )  # fmt: skip
    assert second == (
        "port18", "P port18", date(2024, 2, 1), date(2024, 2, 1), date(2024, 2, 1), 1, 29,
        5.0, 0.0, 4.0, 1.0, 0.0, 0.0, 10.0, 0.0, 7.0, 1.0, 2.0, 0.0, "s1",
    )  # fmt: skip
    # Zero is a record: no call was seen.
    assert aden[:8] == (
        "port9", "P port9", date(2024, 2, 1), date(2024, 2, 29), date(2024, 2, 29), 1, 29, 0.0
    )  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, [(HODEIDAH, 1, 2), (HODEIDAH, 2, 1), ("port181", 1, 1), (ADEN, 2, 1)]),
        ({"port_ids": ["port181"]}, [("port181", 1, 1)]),
        ({"port_ids": ["port1"]}, []),
        ({"start": "2024-01-02", "end": "2024-01-03", "port_ids": [HODEIDAH]}, [(HODEIDAH, 1, 1)]),
        ({"start": date(2024, 2, 1)}, [(HODEIDAH, 2, 1), (ADEN, 2, 1)]),
        ({"end": "2023-12-31"}, []),
    ],
)
def test_ports_are_chosen_by_number_and_days_by_date(
    chosen: dict[str, Any], expected: list[tuple[str, int, int]]
) -> None:
    found = ask(*DAYS)(NAME, "port_id month days", **chosen)
    assert [(port, month.month, days) for port, month, days in found] == expected


def test_extent() -> None:
    assert ask(*DAYS)("lists/port_call_extent", port_ids=[HODEIDAH, SALIF]) == [
        ("port18", "P port18", date(2024, 1, 1), date(2024, 2, 1), 3)
    ]


def test_ports_are_those_with_a_key_of_portwatch() -> None:
    ports = [
        {"port_id": "YEHOD", "port": "Hodeidah", "portwatch_id": HODEIDAH, "source_ids": "s1"},
        {"port_id": "YEADE", "port": "Aden", "portwatch_id": "port77", "source_ids": "s2"},
        {"port_id": "KRPUS", "port": "Busan", "source_ids": "s3"},
    ]
    found = asker(open_store(ports=ports))("lists/portwatch_ports")
    assert found == [("port77", "Aden", "s2"), (HODEIDAH, "Hodeidah", "s1")]


def test_panels_follow_their_order_and_a_changed_key_its_row() -> None:
    moved = PORTS.replace({"portwatch_id": {HODEIDAH: "port77"}})
    assert list(names_of(moved)) == ["port77", SALIF, RAS_ISA, ADEN]
    chart = port_calls.calls(months(("port77", "2024-03", 31, {"container": 1})), NO_EVENTS, moved)
    assert chart.title == "Hodeidah: 1.00 port calls a day in March 2024"
    assert "Hodeidah is port77, Salif is port2219" in chart.method


def months(*rows: tuple[str, str, int, dict[str, float]]) -> pd.DataFrame:
    """Return rows as the query does: port, month, days on record from the first, class -> value.

    A value is both calls a day and tonnes.
    """
    made = []
    for port, month, days, values in rows:
        first = pd.Timestamp(f"{month}-01")
        row: dict[str, Any] = {
            "port_id": port, "port": "As written", "month": first, "first_day": first,
            "last_day": first + pd.Timedelta(days=days - 1), "days": days,
            "days_in_month": first.days_in_month, "calls_per_day": sum(values.values()),
            "import_t": sum(values.values()), "source_ids": "s1",
        }  # fmt: skip
        for name in CLASSES:
            row[f"calls_{name}_per_day"] = row[f"import_{name}_t"] = float(values.get(name, 0))
        made.append(row)
    return pd.DataFrame(made)


NO_EVENTS = pd.DataFrame(
    columns=["event_id", "date", "title", "category", "detail", "importance", "source_ids"]
).astype({"date": "datetime64[us]"})
TWO_YEARS = months(
    (HODEIDAH, "2023-03", 31, {"container": 1.5, "tanker": 0.5}),
    (HODEIDAH, "2024-03", 31, {"container": 1.0}),
    (HODEIDAH, "2024-04", 12, {"dry_bulk": 0.25}),
    (RAS_ISA, "2024-03", 31, {}),
    (RAS_ISA, "2024-04", 12, {"tanker": 0.1}),
)


def test_stacks_of_classes_a_panel_a_port_of_one_scale() -> None:
    chart = port_calls.calls(TWO_YEARS, NO_EVENTS, PORTS)
    keys, bars = drawn(chart).data[:5], drawn(chart).data[5:15]
    assert [key.name for key in keys] == [
        "container",
        "dry bulk",
        "general cargo",
        "ro-ro",
        "tanker",
    ]
    assert [key.marker.color for key in keys] == [colour for _, colour in CLASSES.values()]
    assert [bar.yaxis for bar in bars] == ["y"] * 5 + ["y2"] * 5
    container = bars[0]
    assert list(container.y) == [1.5, 1.0, 0.0]
    assert container.x[0] == pd.Timestamp("2023-03-16 12:00")
    day = 24 * 3600 * 1000
    assert list(container.width) == [31 * day, 31 * day, 30 * day]
    # A month whose days are not all on record is hatched.
    assert list(container.marker.pattern.shape) == ["", "", "/"]
    assert not any(bar.showlegend for bar in bars)
    layout = drawn(chart).layout
    per_unit = [
        (axis.domain[1] - axis.domain[0]) / axis.range[1] for axis in (layout.yaxis, layout.yaxis2)
    ]
    assert per_unit[0] == pytest.approx(per_unit[1])
    assert layout.yaxis.dtick == 0.5
    assert [a.text for a in layout.annotations] == [
        "<b>Hodeidah</b>, port calls a day",
        "<b>Ras Isa</b>, port calls a day",
    ]


def test_months_without_a_day_on_record_are_grey_not_zero() -> None:
    chart = port_calls.calls(TWO_YEARS, NO_EVENTS, PORTS)
    bands = [(s.yref, str(s.x0)[:7], str(s.x1)[:7]) for s in drawn(chart).layout.shapes]
    assert bands == [
        ("y domain", "2023-04", "2024-03"),
        ("y2 domain", "2023-03", "2024-03"),
    ]
    assert "Grey: no day of the month is on record." in chart.method
    assert "Neither a bar nor grey: on record, and nothing seen." in chart.method
    last = port_calls.calls(TWO_YEARS.tail(1), NO_EVENTS, PORTS)
    assert not drawn(last).layout.shapes
    assert "rey" not in last.method


def test_readings_and_words_of_the_calls() -> None:
    chart = port_calls.calls(TWO_YEARS, NO_EVENTS, PORTS)
    reader = drawn(chart).data[-1]
    assert reader.text[0] == (
        "<b>March 2023</b>, port calls a day"
        "<br><b>Hodeidah</b> 2.00: container 1.50, tanker 0.50<br><b>Ras Isa</b>: no day on record"
    )
    assert reader.text[-2].endswith("<br><b>Ras Isa</b> 0.00")
    assert reader.text[-1].endswith("<b>Ras Isa</b> 0.10: tanker 0.10<br>(12 of 30 days on record)")
    assert chart.title == "Hodeidah: 1.00 port calls a day in March 2024, 2.00 in March 2023"
    assert chart.alt == (
        "Stacked bars by month and ship class in port calls a day, March 2023 to April 2024, a"
        f" panel each for Hodeidah and Ras Isa. {chart.title}. Ras Isa: 0.00 port calls a day in"
        " March 2024."
    )
    assert (
        "not every day of the month is chosen and on record (1 to 12 April 2024)." in chart.method
    )
    assert "No day on record in the period: Salif and Aden." in chart.method
    assert chart.method.endswith("Attribution: IMF PortWatch, UN Global Platform AIS.")


def test_imports_are_estimates_to_the_hundred_tonnes() -> None:
    rows = months(
        (HODEIDAH, "2023-03", 31, {"container": 123_456}),
        (HODEIDAH, "2024-03", 31, {"container": 98_765, "tanker": 1_000}),
    )
    chart = port_calls.imports(rows, NO_EVENTS, PORTS)
    assert chart.title == (
        "AIS estimate, Hodeidah: 99,800 t imported in March 2024, 123,500 in March 2023"
    )
    assert "Not comparable with WFP’s" in chart.note
    assert "Hatched" not in chart.note
    assert "one scale" not in chart.method
    assert drawn(chart).data[-1].text[-1] == (
        "<b>March 2024</b>, tonnes a month"
        "<br><b>Hodeidah</b> 99,800: container 98,800, tanker 1,000"
    )
    assert chart.rows is rows


@pytest.mark.parametrize(
    ("months_held", "said"),
    [
        ((("2024-01", 31),), None),
        ((("2024-01", 1),), "1 January 2024"),
        ((("2024-01", 9), ("2024-02", 29), ("2024-03", 3)),
         "1 to 9 January 2024 and 1 to 3 March 2024"),
        (tuple((f"2024-0{n}", 5) for n in range(1, 6)), "5 months, whose days stand in the rows"),
    ],
)  # fmt: skip
def test_unfinished_months_are_named(
    months_held: tuple[tuple[str, int], ...], said: str | None
) -> None:
    rows = months(*[(ADEN, month, days, {"tanker": 1}) for month, days in months_held])
    chart = port_calls.imports(rows, NO_EVENTS, PORTS)
    assert ("Hatched" in chart.note) == ("Hatched" in chart.method) == bool(said)
    if said:
        assert f"({said})." in chart.method


def test_days_with_holes_or_that_differ_between_ports_are_counted() -> None:
    rows = months((HODEIDAH, "2024-01", 9, {"tanker": 1}), (ADEN, "2024-01", 12, {"tanker": 1}))
    assert "(January 2024, 9 to 12 of 31 days)" in port_calls.calls(rows, NO_EVENTS, PORTS).method
    holes = rows.head(1).assign(last_day=pd.Timestamp("2024-01-30"))
    chart = port_calls.calls(holes, NO_EVENTS, PORTS)
    assert "(January 2024, 9 of 31 days)" in chart.method
    assert chart.title == "Hodeidah: 1.00 port calls a day in January 2024, 9 of 31 days"


@pytest.mark.parametrize("most", [0.0, 0.004, 0.3, 1.0, 2.4, 9.9, 260_000.0, 1e8])
def test_ticks_are_few(most: float) -> None:
    rows = months((HODEIDAH, "2024-01", 31, {"tanker": most}))
    axis = drawn(port_calls.calls(rows, NO_EVENTS, PORTS)).layout.yaxis
    assert 1 < axis.range[1] / axis.dtick <= 5 * port_calls.HEADROOM + 1e-9


def test_events_have_an_axis_through_all_panels() -> None:
    event = {
        "event_id": "EV079", "date": pd.Timestamp("2024-03-09"), "title": "Sunk", "detail": "",
        "category": "attack", "importance": 3, "source_ids": "s9",
    }  # fmt: skip
    events = pd.DataFrame([event, event | {"date": pd.Timestamp("2024-06-09")}])
    chart = port_calls.calls(TWO_YEARS, events, PORTS)
    (lines,) = [trace for trace in drawn(chart).data if trace.meta == MARK]
    assert (lines.yaxis, len(lines.x)) == ("y9", 3)


def test_nothing_in_the_period() -> None:
    for chart in (
        port_calls.calls(TWO_YEARS.head(0), NO_EVENTS, PORTS),
        port_calls.imports(months(("port181", "2024-01", 31, {})), NO_EVENTS, PORTS),
    ):
        assert chart.figure is None
        assert chart.absence == (
            "No day of these ports is on record in the period. Widen the period in the sidebar."
        )


def test_classes_have_colours_of_their_own() -> None:
    colours = [colour for _, colour in CLASSES.values()]
    assert len(set(colours)) == len(colours)
    assert theme.CHOKEPOINT_COLOURS["Bab el-Mandeb Strait"] not in colours


@pytest.fixture
def page(visit: Page) -> Page:
    """Return a function that runs the section of the page with query parameters."""
    return partial(visit, "hodeidah", hodeidah="Port calls")


def titles(app: AppTest) -> list[str]:
    return places.titles(app)


def said(app: AppTest) -> str:
    return " ".join(info.value for info in app.info)


def load(built: Settings, folder: Path, rows: list[dict[str, Any]]) -> None:
    """Load rows of port calls as the data team does, from a file in the contract's layout."""
    columns = [field.name for field in package().dataset("port_calls").fields]
    rows = [row | {"source_ids": "github-com-80b788"} for row in rows]
    file = folder / "port_calls.csv"
    pd.DataFrame(rows, columns=columns).to_csv(file, index=False)
    whole = contracts.load_package(built.data)
    loaded = desk.load(built, whole, whole.dataset("port_calls"), file)
    assert loaded.report.clean, loaded.report.lines()


def test_page_says_which_file_is_missing_to_those_who_may_load_it(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page()
    assert "Port calls a day: no data yet." in said(app)
    assert "filled by" not in said(app)  # readers who may not load it cannot fill it
    monkeypatch.setenv("REDSEA_LOADING", "on")
    data.chosen.cache_clear()
    assert "from https://portwatch.imf.org. Load it on the page Load data." in said(page())
    assert not any("port calls a day in" in title for title in titles(app))


def test_page_draws_what_is_loaded(page: Page, built: Settings, tmp_path: Path) -> None:
    days = pd.date_range("2024-02-01", "2024-03-03").strftime("%Y-%m-%d")
    made = [of_day(day, calls_tanker=1, import_tanker_t=1000) for day in days]
    load(built, tmp_path, [*made, of_day("2024-02-01", "port1", calls_tanker=50)])
    app = page()
    assert titles(app)[:2] == [
        "Hodeidah: 1.00 port calls a day in February 2024",
        "AIS estimate, Hodeidah: 29,000 t imported in February 2024",
    ]
    notes = " ".join(caption.value for caption in app.caption)
    assert "on record (1 to 3 March 2024)." in " ".join(places.folded(app))
    assert (
        "Port calls: [IMF PortWatch](https://portwatch.imf.org), UN Global Platform AIS." in notes
    )
    assert "no data yet" not in said(app)
    outside = page(period=["2025-01-01", "2025-12-31"])
    assert "is on record in the period; held are 1 Feb 2024 to 3 Mar 2024. Widen" in said(outside)


def test_page_says_that_the_file_holds_other_ports(
    page: Page, built: Settings, tmp_path: Path
) -> None:
    load(built, tmp_path, [of_day("2024-02-01", "port1", port="Hodeidah")])
    assert (
        "The port calls loaded hold no day of Hodeidah (port18), Salif (port2219), Ras Isa"
        " (port2245) and Aden (port9)."
    ) in said(page())
