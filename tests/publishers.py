"""Files as other publishers write them, made of a few given cells."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Publisher:
    """A publisher's layout: its header, the cells of a good row, and what becomes of that row.

    ``rows`` lack the last column, which holds ``source``; ``answers`` are what must be said.
    """

    format: str
    dataset: str
    source: str
    header: str
    good: str
    rows: Rows
    answers: dict[str, str] = field(default_factory=dict)

    def file(self, *rows: dict[str, str], header: str | None = None) -> str:
        """Return a CSV: a row is the good one but for the cells given."""
        names = next(csv.reader([self.header]))
        good = dict(zip(names, next(csv.reader([self.good])), strict=True))
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(next(csv.reader([header or self.header])))
        for row in rows or ({},):
            assert set(row) <= set(names), f"{self.format} has no {set(row) - set(names)}"
            writer.writerow((good | row).values())
        return out.getvalue()

    def others(self, **cells: Any) -> tuple[Any, ...]:
        """Return the first row, its source included, but for the cells given by their place."""
        row = [*self.rows[0], self.source]
        for place, value in cells.items():
            row[int(place.removeprefix("_"))] = value
        return tuple(row)


def _classes(name: str, total: str = "", *, cargo: bool = True) -> str:
    classes = ("container", "dry_bulk", "general_cargo", "roro", "tanker")
    return ",".join([*(f"{name}_{c}" for c in classes), *([f"{name}_cargo"] * cargo), total])


DAY = date(2026, 8, 3)

CHOKEPOINTS = Publisher(
    "IMF PortWatch daily chokepoints",
    "transits",
    "imf-portwatch",
    "date,year,month,day,portid,portname,"
    + f"{_classes('n', 'n_total')},{_classes('capacity', 'capacity')},ObjectId",
    "2026/08/03,2026,8,3,chokepoint1,Suez Canal,21,26,7,4,25,58,83,"
    "1148714,1546236,34634,10421,1503404,2740006,4243411,1",
    [
        (DAY, 1, "Suez Canal", "container", 21, 1148714),
        (DAY, 1, "Suez Canal", "dry bulk", 26, 1546236),
        (DAY, 1, "Suez Canal", "general cargo", 7, 34634),
        (DAY, 1, "Suez Canal", "roro", 4, 10421),
        (DAY, 1, "Suez Canal", "tanker", 25, 1503404),
    ],
)

PORTS = Publisher(
    "IMF PortWatch daily ports",
    "port_calls",
    "imf-portwatch",
    "date,year,month,day,portid,portname,country,ISO3,"
    f"{_classes('portcalls', 'portcalls')},{_classes('import', 'import')},"
    f"{_classes('export', 'export')},ObjectId",
    "2026/08/03 00:00:00+00,2026,8,3,port18,Al Ahmadi,Yemen,YEM,0,2,1,0,3,3,6,"
    "0,50243.6185004039,900,0,28000,51143.6,79143.6,0,0,12.5,0,0,12.5,12.5,1",
    [
        (
            *(DAY, "port18", "Al Ahmadi", "Yemen", "YEM", 0, 2, 1, 0, 3),
            *(0.0, 50243.6185004039, 900.0, 0.0, 28000.0, 0.0, 0.0, 12.5, 0.0, 0.0),
        )
    ],
)

DATABASE = Publisher(
    "IMF PortWatch ports database",
    "port_attributes",
    "imf-portwatch",
    "X,Y,portid,portname,country,ISO3,continent,fullname,lat,lon,vessel_count_total,"
    "vessel_count_container,vessel_count_dry_bulk,vessel_count_general_cargo,vessel_count_RoRo,"
    "vessel_count_tanker,industry_top1,industry_top2,industry_top3,share_country_maritime_import,"
    "share_country_maritime_export,LOCODE,pageid,countrynoaccents,ObjectId",
    "4774531.2,1663110.9,port18,Al Ahmadi,Yemen,YEM,Asia & Pacific,Al Ahmadi-Yemen,14.83,42.93,"
    "1045,101,402,203,12,327,Vegetable Products,Mineral Products,,41.5,0.25,YE HOD,5b3c,Yemen,18",
    [
        (
            *("port18", "Al Ahmadi", "Al Ahmadi-Yemen", "Yemen", "YEM", "Asia & Pacific"),
            *(14.83, 42.93, 1045, 101, 402, 203, 12, 327),
            *("Vegetable Products", "Mineral Products", None, 41.5, 0.25, "YE HOD"),
        )
    ],
)

EVENT = (
    *("ACLED", "YEM94021", date(2024, 6, 14), 1, "Explosions/Remote violence", "Air/drone strike"),
    *("Houthi Movement", "Civilians", 14.8, 42.95, 2, "Al Hudaydah", "Yemen", 0, "Reuters"),
    "On 14 June 2024, a drone hit a ship.",
)

ACLED = Publisher(
    "ACLED events",
    "incidents",
    "acled",
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp",
    "YEM94021,2024-06-14,2024,1,Political violence,Explosions/Remote violence,Air/drone strike,"
    "Houthi Movement,,Rebel group,Civilians,,Civilians,Rebel group-Civilians,,887,Middle East,"
    "Yemen,Al Hudaydah,Al Hali,,Al Hudaydah,14.8,42.95,2,Reuters,International,"
    '"On 14 June 2024, a drone hit a ship.",0,,1719000000',
    [EVENT],
)

ACLED_2018 = Publisher(
    ACLED.format,
    ACLED.dataset,
    ACLED.source,
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,"
    "sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,timestamp,iso3",
    "7012345,887,YEM94021,94021,14 June 2024,2024,1,Explosions/Remote violence,Air/drone strike,"
    "Houthi Movement,,2,Civilians,,7,27,Middle East,Yemen,Al Hudaydah,Al Hali,,Al Hudaydah,14.8,"
    '42.95,2,Reuters,International,"On 14 June 2024, a drone hit a ship.",0,1719000000,YEM',
    [EVENT],
)

MESSAGE = (
    *(None, None, None, "Houthis", "Bulk carrier", 14.582222, 42.35, None),
    *("NAVAREA IX, subregion 62", None, None, None, "A missile fell, near the ship."),
)

ASAM = Publisher(
    "NGA anti-shipping messages",
    "incidents",
    "nga-asam",
    "reference,date,position,navArea,subreg,hostility,victim,description,",
    '2024-253,2024-06-14,"14°34\'56""N\n042°21\'00""E",IX,62,Houthis,Bulk carrier,'
    '"A missile fell, near the ship.",',
    [("NGA", "2024-253", date(2024, 6, 14), *MESSAGE)],
)

ASAM_ARCGIS = Publisher(
    "NGA anti-shipping messages, ArcGIS export",
    "incidents",
    "nga-asam",
    "X,Y,OBJECTID,reference,dateofocc,subreg,hostility_d,victim_d,description,hostilitytype_l,"
    "victim_l,navarea",
    "42.35,14.582222,9001,2024-253,2024/06/14 00:00:00+00,62,Houthis,Bulk carrier,"
    '"A missile fell, near the ship.",4,11,IX',
    [("NGA", "2024-253", date(2024, 6, 14), *MESSAGE)],
)

HISTORY = Publisher(
    "Price history download",
    "market_series",
    "price-history",
    "Date,Price,Open,High,Low,Vol.,Change %",
    "06/14/2024,82.62,82.75,83.22,81.72,276.04K,-0.16%",
    [(date(2024, 6, 14), "Brent", 82.62, None)],
    {"series": "Brent"},
)

FRED = Publisher(
    "FRED series",
    "market_series",
    "fred",
    "observation_date,DCOILBRENTEU",
    "2024-06-14,82.62",
    [(date(2024, 6, 14), "DCOILBRENTEU", 82.62, None)],
)

WFP = Publisher(
    "WFP food prices",
    "food_prices",
    "wfp-food-prices",
    "date,admin1,admin2,market,latitude,longitude,category,commodity,unit,priceflag,pricetype,"
    "currency,price,usdprice",
    "2024-06-15,Aden,Aden,Aden City,12.79,45.03,cereals and tubers,Wheat flour,50 KG,actual,Retail,"
    "YER,47500.0,27.14",
    [
        (
            *(date(2024, 6, 15), "Aden", "Aden", "Aden City", 12.79, 45.03, "cereals and tubers"),
            *("Wheat flour", "50 KG", "actual", "Retail", "YER", 47500.0, 27.14),
        )
    ],
)

ALL = {
    "chokepoints": CHOKEPOINTS,
    "ports": PORTS,
    "database": DATABASE,
    "acled": ACLED,
    "acled 2018": ACLED_2018,
    "asam": ASAM,
    "asam arcgis": ASAM_ARCGIS,
    "history": HISTORY,
    "fred": FRED,
    "wfp": WFP,
}
