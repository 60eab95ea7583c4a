"""Sound files of several layouts, and what may happen to them before somebody loads them."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

Table = list[list[str]]


@dataclass(frozen=True)
class Sound:
    """A file as its publisher writes it, and the dataset that its rows go to."""

    dataset: str
    text: str
    constants: tuple[tuple[str, str], ...] = ()
    quoting: bool = False

    @property
    def table(self) -> Table:
        """Its cells."""
        return list(csv.reader(io.StringIO(self.text, newline=""), strict=True))


SHIPS = ("container", "dry_bulk", "general_cargo", "roro", "tanker")


def _of(*names: str) -> str:
    return ",".join(f"{name}_{ship}" for name in names for ship in SHIPS)


SOUND = {
    "things": Sound(
        "things",
        "thing_id,calls,price,seen,insured,kind,url,tags,source_ids,port_id,parent_id\n"
        "T-1,5,1.5,2024-01-05,yes,big,u1,a|b,s1|s2,P1,\n"
        'T-2,,NA,2024-01-15,no,small,"two\nlines",,s1,P2,T-1\n'
        'T-3,100,-3,,NA,big,"a, ""b""",c,s2,,T-0\n'
        "T-4,0,1e3,2024-02-29,yes,small,,b,s1,P1,T-3\n",
    ),
    "visits": Sound(
        "visits",
        "thing_id,day,tonnes\n"
        "T-0,2024-01-05,1.5\nT-0,2024-01-06,2000\nT-0,2024-01-13,\nT-0,2024-02-01,.5\n",
    ),
    "transits": Sound(
        "transits",
        "week_start,days,chokepoint,vessel_class,transits,trade_volume_t,source_ids\n"
        "2023-05-15,7,Suez Canal,container,140,9000000,s1\n"
        "2023-05-22,7,Suez Canal,container,150,9100000,s1|s2\n"
        "2023-05-29,1,Suez Canal,container,20,1000000,s1\n"
        "2023-05-30,1,Suez Canal,container,21,1100000,s1\n"
        "2023-05-15,7,Suez Canal,tanker,160,8000000,s1\n"
        "2023-05-15,7,Cape of Good Hope,tanker,90,7000000,s2\n",
    ),
    "port_calls": Sound(
        "port_calls",
        f"date,port_id,port,country,iso3,{_of('calls')},"
        + ",".join(f"{way}_{s}_t" for way in ("import", "export") for s in SHIPS)
        + ",source_ids\n"
        "2024-01-01,port18,Hodeidah,Yemen,YEM,1,2,3,0,4,0,50243.6185,3,0,5,0,0,0,0,0.5,s1\n"
        "2024-01-02,port18,Hodeidah,Yemen,YEM,0,2,1,0,1,0,1234.5,3,0,5,0,0,0,0,0,s1\n"
        "2024-01-01,port9,Aden,,,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,s1|s2\n",
    ),
    "market_series": Sound(
        "market_series",
        "date,series,value,unit,source_ids\n"
        "2024-01-02,Brent,75.89,USD per barrel,s1\n"
        "2024-01-03,Brent,78.25,USD per barrel,s1\n"
        "2024-01-02,SCFI,-0,,s1|s2\n"
        "2024-01-13,SCFI,1896.65,index,s2\n",
    ),
    "chokepoints": Sound(
        "transits",
        f"date,year,month,day,portid,portname,{_of('n')},n_cargo,n_total,{_of('capacity')},ObjectId\n"
        "2023/05/20,2023,5,20,chokepoint1,Suez Canal,21,26,7,4,25,58,83,1148714,1546236,34634.4,"
        "10421,1503404,1\n"
        "2023/05/21,2023,5,21,chokepoint1,Suez Canal,21,22,3,1,20,47,67,1053113,1593665.5,6854,"
        "4258,846416,2\n"
        "2023/05/20,2023,5,20,chokepoint2,Panama Canal,9,9,9,9,9,36,45,1,1,1,1,1,3\n"
        "2023/05/20,2023,5,20,chokepoint7,Cape of Good Hope,9,9,9,9,,36,45,1,1,1,1,,4\n"
        "2023/05/21,2023,5,21,chokepoint7,Cape of Good Hope,9,9,9,9,9,36,45,1,1,1,1,2.5,5\n",
    ),
    "ports": Sound(
        "port_calls",
        f"date,year,month,day,portid,portname,country,ISO3,{_of('portcalls')},portcalls_cargo,"
        f"portcalls,{_of('import')},import_cargo,import,{_of('export')},export_cargo,export,ObjectId\n"
        "2019/07/20 00:00:00+00,2019,7,20,port18,Hodeidah,Yemen,YEM,0,0,0,0,0,0,0,0,0,0,0,0,0,0,"
        "0,0,0,0,0,0,0,1\n"
        "2019/07/21 00:00:00+00,2019,7,21,port18,Hodeidah,Yemen,YEM,0,1,0,0,0,1,1,0,0,0,0,0,0,0,"
        "0,50243.6185004039,0,0,0,50243.6185004039,50243.6185004039,2\n"
        "2019/07/21 00:00:00+00,2019,7,21,port9,Aden,Yemen,YEM,1,0,0,0,3,1,4,7.25,0,0,0,9,0,0,"
        "0,0,0,0,0,0,0,3\n",
    ),
    "fred": Sound(
        "market_series",
        "observation_date,DCOILBRENTEU,DCOILWTICO\n"
        "2024-01-01,,.\n2024-01-02,75.89,70.62\n2024-01-13,78.25,.\n2024-01-14,-37.63,0\n",
    ),
    "food": Sound(
        "food_prices",
        "date,admin1,admin2,market,latitude,longitude,category,commodity,unit,priceflag,pricetype,"
        "currency,price,usdprice\n"
        "2024-01-15,Al Hudaydah,Al Hali,Al Hudaydah,14.8,42.95,cereals,Wheat flour,50 KG,actual,"
        "Retail,YER,27500,51.9\n"
        "2024-02-15,Al Hudaydah,Al Hali,Al Hudaydah,14.8,42.95,cereals,Wheat flour,50 KG,actual,"
        "Retail,YER,28000.5,52.8\n"
        "2024-02-15,,,National Average,,,cereals,Wheat flour,50 KG,aggregate,Retail,YER,26000,\n",
    ),
    "food with tags": Sound(
        "food_prices",
        "date,admin1,admin2,market,latitude,longitude,category,commodity,unit,priceflag,pricetype,"
        "currency,price,usdprice\n"
        "#date,#adm1+name,#adm2+name,#loc+market+name,#geo+lat,#geo+lon,#item+type,#item+name,"
        "#item+unit,#item+price+flag,#item+price+type,#currency,#value,#value+usd\n"
        "2020-01-15,Aden,Crater,Aden,12.8,45.03,cereals,Rice,KG,actual,Retail,YER,650,1.08\n"
        "2020-02-15,Aden,Crater,Aden,12.8,45.03,cereals,Rice,KG,actual,Retail,YER,660,1.09\n",
    ),
    "prices US": Sound(
        "market_series",
        '"Date","Price","Open","High","Low","Vol.","Change %"\n'
        '"06/14/2024","1,948.00","1,950.5","1,960","1,940","1.2K","-0.1%"\n'
        '"06/13/2024","1,950.25","1,950.5","1,960","1,940","","0.3%"\n'
        '"06/03/2024","948.5","950.5","960","940","","0.3%"\n',
        constants=(("series", "Brent"),),
        quoting=True,
    ),
    "prices UK": Sound(
        "market_series",
        '"Date","Price","Open","High","Low","Vol.","Change %"\n'
        '"14/06/2024","82.62","82.5","83","82","","-0.1%"\n'
        '"03/06/2024","78.36","81","81.5","77.5","","0.3%"\n',
        constants=(("series", "Brent"),),
        quoting=True,
    ),
}

CELLS = [
    *(
        "",
        " ",
        "NA",
        "#N/A",
        "n/a",
        ".",
        "-",
        "x",
        "é",
        "€ “x”",
        "😀",
        "\u2028",
        "\u00a0",
        "\ufeff",
        "\\",
    ),
    *("0", "-1", "+5", "5.0", "5.", ".5", "1e3", "1E+2", "007", "1_000", "0x10", "5%", "$5", "٣"),
    *("1,5", "1,948", "1,948,000", "1.948,5", "1 000", "12,34", "0,25", ",5", "-1,234.5"),
    *("1.948", "1.948.000", "5.000", "0,31%", "Total", "Grand total", "Chokepoint1 ", "port18\t"),
    *("26/01/13", "26-01-13", "05.01.26", "5-January-2024", "1704412800000", "1704412800"),
    *("nan", "inf", "-Infinity", "1e30", "1e400", "-1e30", "9" * 15, "9" * 25, "99999", "1e-400"),
    *("2024-01-05", "2024/01/05", "05/01/2024", "13/01/2024", "01/13/2024", "20240105", "5-Jan-24"),
    *(
        "5 May 2024",
        "January 5, 2024",
        "2024-02-30",
        "2024-01-05 00:00:00",
        "1899-12-31",
        "05/06/07",
    ),
    *(
        "2024-01-05T00:00:00Z",
        "2024-01-05T12:00",
        "2050-01-01",
        "0001-01-01",
        "2023-05-17",
        "today",
    ),
    *(
        "yes",
        "no",
        "Yes",
        "TRUE",
        "big",
        "a|d",
        "a|",
        "|",
        "s1",
        "s1|nobody",
        "s1|s1",
        "T-0",
        "T-99",
    ),
    *(
        "P1",
        "port18",
        "PORT18",
        "chokepoint1",
        "chokepoint2",
        "Suez Canal",
        "yem",
        "YER",
        "#tag",
        "#",
    ),
    *('"', ' "', '"x', 'a"b', "a\nb", "a\r\nb", "a\rb", "\n", " x", "x ", "\tx", ";", "a;b", "a,b"),
    *("'", "--", "/*", "$series", "{}", "[1]", "null", "NULL", "x" * 500, "é" * 3000),
    *("=1", "'=1", "''@x", "' -1", "'\n+1", "'\t", "# x"),
]
"""What may come to stand in a cell."""

BITS = [
    *(b",", b'"', b"\n", b"\r\n", b"\r", b"\n\n", b" ", b";", b"\t", b"|", b".", b"-", b"0", b"1"),
    *(b",,", b'""', b',"', b'",', b' "', b"\xef\xbb\xbf", b"\xff\xfe", b"\xff", b"\xe9", b"\x80"),
    *(
        b"\x00",
        b"\x1a",
        b"\x81",
        b"\xc3\xa9",
        b"\xe2\x82",
        b"\xed\xa0\x80",
        b"#",
        b"\\",
        b"'",
    ),
    *(b"", b"NA", b"1,5", b"e", b"/"),
]
"""What may come to stand between the bytes of a file; no vertical tab, which is a blank to some."""

Change = Callable[[Table, int, int, int], None]


def _row(table: Table, at: int, *, head: bool = True) -> int:
    """Return the number of a row, the header's only where it may be."""
    first = 0 if head or len(table) < 2 else 1
    return first + at % (len(table) - first)


def _place(cells: list[str], at: int) -> int:
    return at % max(len(cells), 1)


def set_cell(table: Table, a: int, b: int, c: int) -> None:
    """Write something else into a cell, mostly not of the header."""
    cells = table[_row(table, a, head=c % 23 == 0)]
    if cells:
        cells[_place(cells, b)] = CELLS[c % len(CELLS)]


def add_to_cell(table: Table, a: int, b: int, c: int) -> None:
    """Write something at the end or the beginning of a cell."""
    cells = table[_row(table, a, head=False)]
    if cells:
        at, more = _place(cells, b), CELLS[c % len(CELLS)]
        cells[at] = more + cells[at] if c % 2 else cells[at] + more


def delete_cell(table: Table, a: int, b: int, _: int) -> None:
    """Shift the rest of a row to the left."""
    cells = table[_row(table, a)]
    if cells:
        del cells[_place(cells, b)]


def double_cell(table: Table, a: int, b: int, _: int) -> None:
    """Shift the rest of a row to the right."""
    cells = table[_row(table, a)]
    if cells:
        cells.insert(_place(cells, b), cells[_place(cells, b)])


def swap_cells(table: Table, a: int, b: int, c: int) -> None:
    """Let two cells of a row change places: in the header these are names."""
    cells = table[_row(table, a)]
    if cells:
        i, j = _place(cells, b), _place(cells, c)
        cells[i], cells[j] = cells[j], cells[i]


def one_beyond(table: Table, a: int, b: int, c: int) -> None:
    """Write too much or too little into one cell."""
    cells = table[_row(table, a, head=False)]
    if cells:
        cells[_place(cells, b)] = beyond(cells[_place(cells, b)], c)


def move_date(table: Table, a: int, b: int, c: int) -> None:
    """Move a date by some days, into a day that another row may claim."""
    cells = table[_row(table, a, head=False)]
    for at, cell in enumerate(cells):
        if match := re.fullmatch("([0-9]{4}[-/][0-9]{2}[-/])([0-9]{2})", cell):
            cells[at] = f"{match[1]}{(int(match[2]) + b % 9 - 4) % 28 + 1:02}"
            return


def copy_down(table: Table, a: int, b: int, c: int) -> None:
    """Copy a cell into another row, which may make keys the same."""
    source, target = table[_row(table, a, head=False)], table[_row(table, c, head=False)]
    if source and b % len(source) < len(target):
        target[b % len(source)] = source[b % len(source)]


def double_row(table: Table, a: int, b: int, _: int) -> None:
    """Copy a row to somewhere else."""
    table.insert(_row(table, b, head=False), list(table[_row(table, a)]))


def delete_row(table: Table, a: int, _: int, __: int) -> None:
    """Leave a row out."""
    if len(table) > 1:
        del table[_row(table, a, head=False)]


def swap_rows(table: Table, a: int, b: int, _: int) -> None:
    """Let two rows change places."""
    i, j = _row(table, a, head=False), _row(table, b, head=False)
    table[i], table[j] = table[j], table[i]


def blank_row(table: Table, a: int, _: int, c: int) -> None:
    """Put in an empty line, or one of separators."""
    table.insert(_row(table, a, head=False), [""] * len(table[0]) if c % 2 else [])


def column(change: Callable[[str, int], str]) -> Change:
    """Return what does the same to all cells of a column."""

    def of_all(table: Table, a: int, b: int, c: int) -> None:
        for cells in table[1:]:
            if cells and table[0] and a % len(table[0]) < len(cells):
                at = a % len(table[0])
                cells[at] = change(cells[at], b)

    return of_all


def other_date(cell: str, way: int) -> str:
    """Write a date in another order."""
    match = re.match("([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})", cell)
    if not match:
        return cell
    year, month, day = match.groups()
    orders = [
        *(f"{day}/{month}/{year}", f"{month}/{day}/{year}", f"{day}.{month}.{year}"),
        *(f"{year}{month}{day}", f"{year}/{month}/{day}", f"{day}-{month}-{year[2:]}"),
        *(f"{day}/{month}/{year[2:]}", f"{year}-{month}-{day} 00:00:00", f" {year}-{month}-{day}"),
        f"{int(day)} {'JanFebMarAprMayJunJulAugSepOctNovDec'[int(month) * 3 - 3 :][:3]} {year}",
        f"{year}-{int(month)}-{int(day)}",
        *(f"{year[2:]}/{month}/{day}", f"{day}.{month}.{year[2:]}"),
        str((date(max(int(year), 1), 1, 1) - date(1970, 1, 1)).days * 86_400_000),
    ]
    return orders[way % len(orders)]


def other_number(cell: str, way: int) -> str:
    """Write a number with a comma, with groups of thousands, with a sign."""
    if not re.fullmatch(r"-?[0-9]+([.][0-9]*)?", cell):
        return cell
    number = float(cell)
    return [
        cell.replace(".", ","),
        f"{number:,.2f}",
        f"{number:,.2f}".translate({ord(","): ".", ord("."): ","}),
        f"{number * 1000:,.0f}",
        f"{cell}%",
        f" {cell}",
        f"{number:e}",
        f"{number * 1000:,.0f}".replace(",", "."),
        f"{number:.1f}",
    ][way % 9]


def beyond(cell: str, way: int) -> str:
    """Write a number or a date that is too small or too large."""
    if re.fullmatch(r"-?[0-9]+([.][0-9]*)?", cell):
        return (f"-{cell}", f"{cell}9999", "9" * 12, "1e13", f"{cell}.5")[way % 5]
    if re.match("[0-9]{4}[-/]", cell):
        return ("1850", "2040", "0099")[way % 3] + cell[4:]
    return cell


def nothing(cell: str, way: int) -> str:
    """Leave a cell empty, in one of the ways in which that is written."""
    return ("", "NA", " ", ".", "N/A")[way % 5]


def _headed(table: Table, a: int, b: int, c: int) -> None:
    """Change the name of a column."""
    if table[0]:
        at = a % len(table[0])
        name = table[0][at]
        ways = (name.upper(), f" {name}", f"{name} ", "", "colour", name + "\u00a0", table[0][0])
        table[0][at] = ways[b % len(ways)]


def _without_column(table: Table, a: int, _: int, __: int) -> None:
    at = a % max(len(table[0]), 1)
    for cells in table:
        del cells[at : at + 1]


def _double_column(table: Table, a: int, b: int, c: int) -> None:
    """Put in a column of the same name, with the same or other values."""
    at = a % max(len(table[0]), 1)
    for number, cells in enumerate(table):
        if at < len(cells):
            same = number == 0 or c % 2
            cells.append(cells[at] if same else CELLS[b % len(CELLS)])


def _turned(table: Table, a: int, _: int, __: int) -> None:
    """Put the last columns first."""
    for cells in table:
        at = a % max(len(cells), 1)
        cells[:] = cells[at:] + cells[:at]


def _ended(table: Table, a: int, b: int, c: int) -> None:
    """End each line with a comma, and sometimes a cell behind it."""
    for number, cells in enumerate(table):
        cells.append(CELLS[b % len(CELLS)] if number and c % 3 == 0 and number == a % 4 else "")


def _indexed(table: Table, a: int, b: int, _: int) -> None:
    """Put a column without a name first that counts the rows, sometimes with a gap."""
    for number, cells in enumerate(table):
        count = number - 1 + a % 2 + (b % 4 == 0 and number > 2)
        cells.insert(0, str(count) if number else "")


def _tagged(table: Table, _: int, __: int, ___: int) -> None:
    """Put in a row of HXL tags."""
    table.insert(1, [f"#tag+{n}" for n in range(len(table[0]))])


CELLWISE: list[Change] = [
    *(set_cell, set_cell, set_cell, add_to_cell),
    *(one_beyond, one_beyond, move_date, copy_down, swap_cells),
]
ROWWISE: list[Change] = [double_row, delete_row, swap_rows, blank_row, delete_cell, double_cell]
COLUMNWISE: list[Change] = [
    *(column(other_date), column(other_date), column(other_number), column(nothing)),
    column(beyond),
    *(_headed, _without_column, _double_column, _turned, _ended, _indexed, _tagged),
]

NUMBER = st.integers(0, 9999)
CHANGES = st.lists(
    st.tuples(st.sampled_from([*CELLWISE * 3, *ROWWISE, *COLUMNWISE]), NUMBER, NUMBER, NUMBER),
    max_size=3,
)
BYTES = st.one_of(
    *[st.just([])] * 4,
    st.lists(st.tuples(NUMBER, st.integers(0, 3), st.sampled_from(BITS)), min_size=1, max_size=3),
)
WRITTEN = st.fixed_dictionaries(
    {
        "separator": st.sampled_from(",,,,,,;;\t|"),
        "ending": st.sampled_from(["\n", "\n", "\r\n", "\r"]),
        "quoting": st.sampled_from([None, None, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
        "encoding": st.sampled_from([*["utf-8"] * 5, "utf-8-sig", "utf-16", "cp1252"]),
        "packed": st.sampled_from([*[False] * 9, True]),
        "end": st.sampled_from([*[1.0] * 9, 0.95, 0.7]),
        "tail": st.sampled_from([*[""] * 6, "\n", "\n\n", "\x1a", '"']),
    }
)


@dataclass(frozen=True)
class Mutated:
    """A file as it came: what it was made of, its bytes, and its bytes before it was packed."""

    sound: str
    content: bytes
    unpacked: bytes

    @property
    def dataset(self) -> str:
        """The dataset that its rows go to."""
        return SOUND[self.sound].dataset

    @property
    def constants(self) -> dict[str, str]:
        """What is said of it when it is loaded."""
        return dict(SOUND[self.sound].constants)


def mutate(
    sound: str,
    changes: list[tuple[Change, int, int, int]],
    how: dict[str, object],
    bits: list[tuple[int, int, bytes]],
) -> Mutated:
    """Return a sound file after what happened to it."""
    table = SOUND[sound].table
    for change, a, b, c in changes:
        if table and table[0]:
            change(table, a, b, c)
    content = written(table, SOUND[sound].quoting, how)
    for at, length, bit in bits:
        place = at * 7 % (len(content) + 1)
        content = content[:place] + bit + content[place + length :]
    content = content[: int(len(content) * float(str(how["end"])))]
    packed = gzip.compress(content, 1, mtime=0) if how["packed"] else content
    return Mutated(sound, packed, content)


def written(table: Table, quoted: bool, how: dict[str, object]) -> bytes:
    """Return a table as a file."""
    out = io.StringIO(newline="")
    writer = csv.writer(
        out,
        delimiter=str(how["separator"]),
        lineterminator=str(how["ending"]),
        quoting=how["quoting"] or (csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL),  # type: ignore[arg-type]
    )
    for cells in table:
        if cells:
            writer.writerow(cells)
        else:
            out.write(str(how["ending"]))
    text = out.getvalue() + str(how["tail"])
    encoding = str(how["encoding"])
    return text.encode(encoding, "replace" if encoding == "cp1252" else "strict")


MUTATED = st.builds(
    mutate,
    st.sampled_from(sorted(SOUND)),
    CHANGES,
    st.one_of(
        st.just(
            {
                "separator": ",", "ending": "\n", "quoting": None, "encoding": "utf-8",
                "packed": False, "end": 1.0, "tail": "",
            }
        ),
        WRITTEN,
    ),
    BYTES,
)  # fmt: skip
"""Files after anything that may happen to them."""
