"""The map of attacks, the style under it, and the coast it is drawn on."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.kit.charts import basemap, on_map, theme
from dashboard.settings import HOME
from dashboard.topics.attacks.charts import maps
from tests import given as tables

GEO = HOME / "data" / "geo"
BASE = "http://127.0.0.1:8501/sea"


def attacks(*given: dict[str, Any]) -> pd.DataFrame:
    """Return rows of facts/attacks, numbered from A1, with defaults for what is left out."""
    defaults = {
        "date": date(2024, 1, 5),
        "vessel_name": "True Confidence",
        "imo": 9460784,
        "flag": "BRB",
        "vessel_type_name": "bulk carrier",
        "operator": None,
        "area": "Gulf of Aden",
        "latitude": 12.0,
        "longitude": 45.0,
        "position_basis": "reported",
        "weapons": "missile",
        "outcome": "damaged",
        "confidence": "confirmed",
        "killed": None,
        "injured": None,
        "detained": None,
        "note": None,
        "publishers": "UKMTO",
        "second_hand": False,
        "source_ids": "ukmto-1",
    }
    rows = [{"incident_id": f"A{n}", **defaults, **row} for n, row in enumerate(given, 1)]
    return pd.DataFrame(rows).astype({"date": "datetime64[us]"})


def drawn(*given: dict[str, Any], **options: Any) -> Any:
    return tables.drawn(maps.attack_map(attacks(*given), BASE, **options))


def points(figure: Any) -> dict[str, list[tuple[float, float]]]:
    """Return trace -> positions, of traces with a name and markers."""
    return {
        trace.name: list(zip(trace.lon, trace.lat, strict=True))
        for trace in figure.data
        if trace.name and trace.mode == "markers"
    }


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


def test_no_rows_no_figure() -> None:
    chart = maps.attack_map(attacks({}).iloc[:0], BASE)
    assert chart.figure is None
    assert chart.absence


def test_a_trace_an_outcome_the_gravest_first_in_the_legend_and_uppermost() -> None:
    figure = drawn(
        {"outcome": "near miss", "longitude": 43.5},
        {"outcome": "sunk", "longitude": 42.5},
        {"outcome": "near miss", "longitude": 44.5},
    )
    assert points(figure) == {"near miss": [(43.5, 12.0), (44.5, 12.0)], "sunk": [(42.5, 12.0)]}
    near, sunk = figure.data
    assert (near.name, sunk.name) == ("near miss", "sunk")
    assert sunk.legendrank < near.legendrank
    assert sunk.marker.color == theme.OUTCOME_COLOURS["sunk"]
    assert [list(ids) for ids in near.customdata] == [["A1"], ["A3"]]


def test_area_of_a_point_grows_with_casualties() -> None:
    figure = drawn({}, {"killed": 3, "injured": 4, "detained": None})
    plain, grave = figure.data[0].marker.size
    assert plain == 10
    assert grave**2 - plain**2 == pytest.approx(7 * maps.CASUALTY_PX, abs=2)


def test_described_positions_are_fainter_and_have_a_halo_of_20_nm() -> None:
    figure = drawn({"position_basis": "reported"}, {"position_basis": "described"})
    halo, dots = figure.data
    assert list(dots.marker.opacity) == [0.95, 0.8]
    assert (halo.mode, halo.fill, halo.hoverinfo, halo.showlegend) == (
        "none",
        "toself",
        "skip",
        False,
    )
    assert halo.legendgroup == dots.legendgroup == "damaged"
    north = max(lat for lat in halo.lat if lat is not None)
    east = max(lon for lon in halo.lon if lon is not None)
    assert north == pytest.approx(12 + 20 / 60, abs=0.001)
    assert east == pytest.approx(45 + 20 / 60 / 0.978, abs=0.001)  # cos 12 degrees


def test_claimed_only_is_hollow() -> None:
    outer, hole = drawn({"outcome": "claimed only"}).data
    assert outer.marker.color == theme.OUTCOME_COLOURS["claimed only"]
    assert hole.marker.color == basemap.PALETTES[False]["sea"]
    assert (outer.marker.size[0], hole.marker.size[0]) == (10, 6)
    assert hole.legendgroup == outer.legendgroup
    assert hole.showlegend is False


def test_positions_known_to_the_area_are_one_ring_an_area_with_its_count() -> None:
    south = {"area": "Southern Red Sea", "longitude": 42.0, "latitude": 14.5}
    figure = drawn(
        {"position_basis": "area", "outcome": "near miss"},
        {"position_basis": "area", "outcome": "claimed only", "second_hand": True},
        {"position_basis": "area"},
        {"position_basis": "area", "outcome": "claimed only", **south},
    )
    rings, counts = figure.data
    assert points(figure) == {}
    assert rings.mode == "lines"
    assert list(rings.lon).count(None) == 2
    assert list(counts.lon) == [45.0, 42.0]
    assert list(counts.text) == ["2<br>(1)", "(1)"]
    assert [list(ids) for ids in counts.customdata] == [["A1", "A2", "A3"], ["A4"]]
    assert counts.hovertext[0].split("<br>") == [
        "<b>Gulf of Aden</b>: 3 attacks",
        "1 damaged",
        "1 near miss",
        "1 claimed only",
        "Position: area only",
        "Known at second hand alone: 1",
    ]
    assert "Known" not in counts.hovertext[1]


def test_hover_says_what_is_known_and_nothing_else() -> None:
    unnamed = {"vessel_name": None, "flag": None, "weapons": None, "publishers": None}
    named = {"weapons": "missile|aerial drone", "killed": 3, "position_basis": "described"}
    named |= {"second_hand": True}
    figure = drawn(unnamed, {"vessel_name": "A <b> & Co", **named})
    first, second = figure.data[-1].text
    assert first.split("<br>") == [
        "<b>unnamed ship</b>, 5 January 2024",
        "Ship type: bulk carrier",
        "Outcome: damaged",
        "Area: Gulf of Aden",
        "Position: reported coordinates",
    ]
    assert second.split("<br>") == [
        "<b>A &lt;b&gt; &amp; Co</b>, 5 January 2024",
        "Flag: BRB",
        "Ship type: bulk carrier",
        "Weapons: missile, aerial drone",
        "Outcome: damaged",
        "Casualties: 3 killed",
        "Area: Gulf of Aden",
        "Position: from a description, 10 to 30 nm of error",
        "Sources: UKMTO",
        "Known: at second hand alone",
    ]


MONTHS = (
    {"date": date(2024, 3, 2), "longitude": 43.0},
    {"date": date(2024, 1, 5), "longitude": 44.0},
    {"date": date(2024, 3, 31), "longitude": 45.0, "outcome": "sunk"},
)


@pytest.mark.parametrize(
    ("month", "lon", "opacity", "title"),
    [
        ("2024-01-01", [44.0], [0.95], "January 2024: 1 attack, 1 so far"),
        ("2024-02-01", [44.0], [0.33], "February 2024: 0 attacks, 1 so far"),
        ("2024-03-01", [44.0, 43.0], [0.33, 0.95], "March 2024: 2 attacks, 3 so far"),
    ],
)
def test_a_month_shows_the_attacks_up_to_it_earlier_ones_faded(
    month: str, lon: list[float], opacity: list[float], title: str
) -> None:
    chart = maps.attack_map(attacks(*MONTHS), BASE, month=pd.Timestamp(month))
    _, damaged, key, sunk = tables.drawn(chart).data
    assert (damaged.name, list(damaged.lon)) == ("damaged", lon)
    assert list(damaged.marker.opacity) == opacity
    assert chart.title == title
    assert chart.alt.startswith(f"{title}. Map of ")
    assert len(chart.rows) == len(lon) + (month == "2024-03-01")
    faded = f"Attacks before {title.partition(':')[0]} are faded. "
    assert chart.note.startswith(faded) is (month > "2024-01-01")
    # An outcome that has not come yet has its place in the legend, and nowhere else.
    assert (key.name, key.showlegend, list(key.lon)) == ("sunk", True, [None])
    assert (sunk.name, sunk.showlegend) == ("sunk", False)
    assert list(sunk.lon) == ([45.0] if month == "2024-03-01" else [])


def test_a_month_keeps_view_and_legend_of_all() -> None:
    far = {"longitude": 32.5, "latitude": 33.0}
    given = [
        {**far, "date": date(2024, 2, 1)},
        {"date": date(2024, 3, 1), "position_basis": "area"},
        {"date": date(2024, 3, 1)},
    ]
    of_month, of_all = drawn(*given, month=pd.Timestamp("2024-02-01")), drawn(*given)
    assert of_month.layout.map.center == of_all.layout.map.center
    legends = [[t.name for t in f.data if t.showlegend is not False] for f in (of_month, of_all)]
    assert legends == [["damaged", maps.RING]] * 2


def test_halos_and_rings_of_a_month() -> None:
    given = [
        {"date": date(2024, 1, 1), "position_basis": "described"},
        {"date": date(2024, 2, 1), "position_basis": "area"},
        {"date": date(2024, 3, 1), "position_basis": "area"},
    ]
    january, february, march = (
        drawn(*given, month=pd.Timestamp(f"2024-0{month}-01")) for month in (1, 2, 3)
    )
    assert january.data[0].fill == "toself"
    counts = [list(figure.data[-1].text or ()) for figure in (january, february, march)]
    assert counts == [[], ["1"], ["2"]]
    assert not [trace for trace in february.data if trace.fill == "toself"]


def test_highlight_is_ringed_named_and_centred() -> None:
    figure = drawn({}, {"longitude": 43.0, "date": date(2024, 2, 1)}, highlight="A2")
    ring, gap, _ = figure.data
    assert (list(ring.lon), list(ring.text)) == ([43.0], ["True Confidence"])
    assert ring.marker.size > gap.marker.size > 10
    assert figure.layout.map.center.lon == 43.0
    assert len(drawn({}, highlight="gone").data) == 1


@pytest.mark.parametrize(
    ("given", "lon"),
    [
        ([{}, {"longitude": 32.5, "latitude": 33.0}], maps.CORE_VIEW["center"]["lon"]),
        ([{"longitude": 32.0, "latitude": 33.0}, {"longitude": 34.0, "latitude": 31.0}], 33.0),
    ],
)
def test_view_is_the_usual_waters_unless_all_attacks_lie_elsewhere(given: Any, lon: float) -> None:
    assert drawn(*given).layout.map.center.lon == lon


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ([{}], "1 attack, in the Gulf of Aden"),
        ([{}, {}], "2 attacks, all of them in the Gulf of Aden"),
        (
            [{}, {}, {"area": "Southern Red Sea", "outcome": "claimed only"}],
            "3 attacks (1 claimed only), most of them in the Gulf of Aden",
        ),
        (
            [{}, {"area": "Southern Red Sea"}, {"area": "Bab el-Mandeb"}],
            "3 attacks, one in each of 3 areas",
        ),
        (
            [{}, {}, {"area": "Arabian Sea"}, {"area": "Indian Ocean"}],
            "4 attacks, half of them in the Gulf of Aden",
        ),
        (
            [{}, {"area": "Bab el-Mandeb"}],
            "2 attacks, one in the Gulf of Aden and one at Bab el-Mandeb",
        ),
        (
            [{}, {}, {"area": "Port"}, {"area": "Port"}],
            "4 attacks, half of them in the Gulf of Aden and half in port",
        ),
        (
            [{}] * 3 + [{"area": "Port"}] * 2 + [{"area": "Bab el-Mandeb"}] * 2,
            "7 attacks, most often in the Gulf of Aden (3)",
        ),
        (
            [{}] * 2 + [{"area": "Port"}] * 2 + [{"area": "Bab el-Mandeb"}],
            "5 attacks, most of them in the Gulf of Aden and in port",
        ),
        (
            [{"area": area} for area in ("Port", "Arabian Sea", "Indian Ocean") * 2] + [{}],
            "7 attacks, in 4 areas, at most 2 in any",
        ),
    ],
)
def test_title(given: Any, title: str) -> None:
    assert maps.attack_map(attacks(*given), BASE).title == title


def test_alt_text_is_computed() -> None:
    rows = attacks({}, {"outcome": "sunk", "area": "Port", "position_basis": "area"})
    assert maps.attack_map(rows, BASE).alt == (
        "Map of 2 attacks on merchant ships, 5 January 2024 to 5 January 2024: 1 in the Gulf of "
        "Aden, 1 in port. By outcome: 1 sunk, 1 damaged; the position of 1 is known to the area "
        "only."
    )


@pytest.mark.parametrize("dark", [False, True])
def test_style_names_no_other_host(dark: bool) -> None:
    style = basemap.style(BASE, dark)
    addresses = [text for text in strings(style) if "//" in text]
    assert addresses == [f"{BASE}/{name}.geojson" for name in basemap.FILES]
    assert not {"glyphs", "sprite"} & set(style)


def test_geo_files_are_served_names_and_small() -> None:
    for name in basemap.FILES:
        collection = json.loads((GEO / f"{name}.geojson").read_text(encoding="utf-8"))
        assert collection["type"] == "FeatureCollection"
        assert all(f["type"] == "Feature" and f["geometry"] for f in collection["features"])
    coast = [(GEO / f"{name}.geojson").stat().st_size for name in ("land", "borders")]
    assert sum(coast) <= 450_000


def test_places_have_a_kind_a_name_and_a_rank() -> None:
    places = json.loads((GEO / "places.geojson").read_text(encoding="utf-8"))["features"]
    for place in places:
        assert place["geometry"]["type"] == "Point"
        assert place["properties"]["kind"] in {"sea", "country", "port", "island"}
        assert place["properties"]["rank"] in {1, 2, 3}
    names = {place["properties"]["name"] for place in places}
    assert names >= {"Red Sea", "Bab el-Mandeb", "Yemen", "Hodeidah", "Ras Isa", "Perim", "Hanish"}


@pytest.mark.parametrize(
    ("west", "south", "east", "north"),
    [
        pytest.param(43.36, 12.60, 43.46, 12.70, id="Perim"),
        pytest.param(42.65, 13.60, 42.85, 13.82, id="Hanish"),
        pytest.param(42.65, 13.90, 42.85, 14.10, id="Zuqar"),
        pytest.param(42.50, 15.20, 42.70, 15.48, id="Kamaran"),
        pytest.param(53.20, 12.20, 54.60, 12.80, id="Socotra"),
    ],
)
def test_land_has_the_islands(west: float, south: float, east: float, north: float) -> None:
    land = json.loads((GEO / "land.geojson").read_text(encoding="utf-8"))
    shores = [polygon[0] for polygon in land["features"][0]["geometry"]["coordinates"]]
    assert any(all(west < x < east and south < y < north for x, y in shore) for shore in shores)


def test_note_says_what_lies_outside_the_opening_view() -> None:
    far = {"longitude": 32.5, "latitude": 33.0}

    def note(*given: dict[str, Any], **options: Any) -> str:
        return maps.attack_map(attacks(*given), BASE, **options).note

    assert note({}, far).startswith("1 of 2 lies outside this view. ")
    assert "2 of 3 lie outside" in note({}, far, far | {"position_basis": "area"})
    assert note({}) == note(far) == note({}, highlight="A1")  # the view leaves out none
    assert note({}, far, highlight="A2").startswith("Centred on the attack selected.")


def test_core_is_what_a_telephone_shows() -> None:
    degree_px = 512 * 2 ** maps.CORE_VIEW["zoom"] / 360
    centre, core = maps.CORE_VIEW["center"], maps.CORE
    wide = maps.PHONE_PX[0] / degree_px / 2
    high = (
        maps.PHONE_PX[1] / degree_px / 2 * 0.97
    )  # cos 14 degrees: northwards the map is stretched
    assert centre["lon"] - wide <= core["west"] < core["east"] <= centre["lon"] + wide
    assert centre["lat"] - high <= core["south"] < core["north"] <= centre["lat"] + high


def test_points_show_through_the_disc_of_a_ring() -> None:
    counts = drawn({"position_basis": "area"}).data[-1]
    assert counts.marker.opacity == counts.unselected.marker.opacity <= 0.5


def test_no_coast_runs_across_the_whole_world() -> None:
    text = (GEO / "land.geojson").read_text(encoding="utf-8")
    (land,) = json.loads(text)["features"]
    wide = []
    for outer, *_ in land["geometry"]["coordinates"]:
        longitudes, latitudes = zip(*outer, strict=True)
        if max(longitudes) - min(longitudes) > 200:  # more than Eurasia with Africa
            wide.append(max(latitudes))
    assert wide == [pytest.approx(-63.23)]  # Antarctica alone


def test_marks_of_a_map_are_silent_or_say_their_texts() -> None:
    at = [(43.0, 13.5), (None, None)]
    bare = on_map.marks(at, mode="lines", name="way")
    assert (bare["lon"], bare["lat"], bare["mode"]) == ([43.0, None], [13.5, None], "lines")
    assert (bare["hoverinfo"], bare["showlegend"], "hovertemplate" in bare) == (
        "skip",
        False,
        False,
    )
    told = on_map.marks(at, ["one", "two"])
    assert (told["text"], told["hovertemplate"]) == (["one", "two"], "%{text}<extra></extra>")
    # What is written beside a mark stands in the way of what it says.
    ports = on_map.ports(["A & B"], at[:1], False, 8, 13)
    assert (ports["text"], ports["hovertext"]) == (["A & B"], ["A &amp; B"])
    assert (ports["mode"], ports["hovertemplate"]) == (
        "markers+text",
        "%{hovertext}<extra></extra>",
    )


def test_outlines_are_as_wide_on_the_ground_as_high() -> None:
    mark = ((1.0, 0.0), (0.0, -1.0))
    # At 60 degrees north a degree of longitude is half as long.
    assert on_map.outlines([(10.0, 60.0), (0.0, 0.0)], 30, mark) == {
        "lon": [11.0, 10.0, None, 0.5, 0.0, None],
        "lat": [60.0, 59.5, None, 0.0, -0.5, None],
    }


def test_a_view_fits_points_into_the_pixels_that_are_sure_to_be_seen() -> None:
    points = [(40.0, 10.0), (46.0, 12.0)]
    # Eight degrees across 360 pixels, where the world of 360 degrees has 512 at zoom 0.
    assert on_map.fit(points, (360, 1000), 2, (1, 6)) == {
        "center": {"lon": 43.0, "lat": 11.0},
        "zoom": 4.98,
    }
    assert on_map.fit(points, (360, 1000), 2, (1, 4))["zoom"] == 4
    assert on_map.fit(points, (10_000, 64), 2, (1, 6), stretch=3)["zoom"] == 2.49


@pytest.mark.parametrize(
    ("lon", "lat", "inside"),
    [
        (1, 4, True),
        (2, 3, True),
        (0.9, 3, False),
        (2.1, 3, False),
        (1, 2.9, False),
        (1, 4.1, False),
    ],
)
def test_a_box_holds_its_edges(lon: float, lat: float, inside: bool) -> None:
    box = {"west": 1, "east": 2, "south": 3, "north": 4}
    assert on_map.is_within(box, lon, lat) == inside
