"""The line under a chart: by role who speaks, most cited first, and what its number opens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries
from dashboard.kit.charts import text
from dashboard.kit.ui import citations, data, exports
from dashboard.settings import Settings
from dashboard.topics.attacks.charts import breakdown
from tests.test_package import RESOURCES, table

NONE = pd.DataFrame()

# Streamlit says so of every script that runs outside its server.
pytestmark = pytest.mark.filterwarnings("ignore:.*ScriptRunContext")


@pytest.fixture
def read(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., pd.DataFrame]]:
    """Return what pages read the bundled data with."""
    monkeypatch.setenv("REDSEA_STORE", str(built.store))
    data.chosen.cache_clear()
    data.begin()
    yield data.query
    data.chosen.cache_clear()


def speaker(source: dict[str, str]) -> str:
    return source["speaker"].split("; ")[0] or source["publisher"]


def speakers(dataset: str) -> Counter[str]:
    """Count, in the bundled files, the rows of a dataset that cite each speaker."""
    known = {row["source_id"]: row for row in table("sources")[1]}
    return Counter(
        speaker(known[key])
        for row in table(dataset)[1]
        for key in row["source_ids"].split("|")
        if key
    )


def test_a_role_with_one_speaker_is_credited_as_asked(read: Callable[..., pd.DataFrame]) -> None:
    assert set(speakers("transits")) == {"IMF PortWatch"}
    assert set(speakers("freight_rates")) == {"Drewry"}
    transits, rates = read("charts/transits_by_week"), read("charts/rates_by_date")
    assert citations.source_line(transits, NONE) == (
        "Transits: [IMF PortWatch](https://portwatch.imf.org), UN Global Platform AIS."
    )
    assert (
        text.plain(citations.source_line(rates, NONE))
        == "Rates: Drewry WCI (https://www.drewry.co.uk)."
    )


def test_a_compilation_names_the_most_cited_and_counts_the_rest(
    read: Callable[..., pd.DataFrame],
) -> None:
    rows = read("facts/attacks", claimed=True)
    known = {row["source_id"]: row for row in table("sources")[1]}
    cited = {key for row in table("attacks")[1] for key in row["source_ids"].split("|")}
    weights = {"blog or other": 1, "data copy": 1, "press": 2, "trade press": 2}
    weight: Counter[str] = Counter()
    for row in table("attacks")[1]:
        for key in row["source_ids"].split("|"):
            weight[speaker(known[key])] += weights.get(known[key]["kind"], 3)
    named = [name for name, _ in weight.most_common(3)]
    others = sum(speaker(known[key]) not in named for key in cited)
    (part,) = citations.parts(rows, NONE)
    assert part.short(3) == f"Attacks: {', '.join(named)} and others"
    assert part.told == (
        f"Attacks: own compilation from {', '.join(named)} and {others} other reports"
    )
    assert {source.source_id for source in part.sources} == cited


def test_each_role_has_its_sources_and_compilations_come_last(
    read: Callable[..., pd.DataFrame],
) -> None:
    weeks = read("charts/crisis_by_week")
    found = citations.parts(weeks, read("lists/events", importance=3))
    assert {part.role for part in found[:3]} == {"Transits", "Rates", "Imports"}
    assert [part.role for part in found[3:]] == ["Attacks", "Events"]
    assert (found[4].short(3), found[4].told) == ("", f"Events: {len(found[4].sources)} reports")
    listed = [source for part in found[:4] for source in part.sources]
    assert len(listed) == len(citations.source_ids(weeks))


def test_totals_are_of_their_own_publishers_although_attacks_cite_them(
    read: Callable[..., pd.DataFrame],
) -> None:
    (part,) = citations.parts(read("charts/attack_totals_compared"), NONE)
    assert part.told == (
        "Published totals: own compilation from US Central Command, US Maritime Administration,"
        " Associated Press and 4 other reports"
    )


def test_computed_rows_take_the_role_of_what_alone_cites_their_sources(
    read: Callable[..., pd.DataFrame],
) -> None:
    keys = read("charts/transits_by_week")["source_ids"].iloc[0]
    (part,) = citations.parts(pd.DataFrame({"source_ids": [keys]}), NONE)
    assert part.role == "Transits"
    shared = [
        key
        for key, datasets in Counter(
            key
            for name in RESOURCES
            for key in {k for row in table(name)[1] for k in row.get("source_ids", "").split("|")}
            if key
        ).items()
        if datasets > 1
    ]
    computed = pd.DataFrame({"source_ids": [min(shared)]})
    assert citations.source_line(computed, NONE).startswith("Source: ")
    assert citations.source_line(NONE, NONE) == ""


def test_roles_of_the_same_speakers_are_one() -> None:
    def part(role: str, *names: str, rest: int = 0) -> citations.Part:
        return citations.Part(role, names, rest, [])

    one = citations._one(part("Transits", "P"), part("Transits of Malacca", "P"))
    assert one.short(2) == "Transits: P"
    one = citations._one(part("Imports", "A", "B"), part("Port facts", "A", "B"))
    assert one.told == "Imports and port facts: A and B"
    assert part("Attacks", "A", "B", "C", rest=4).short(2) == "Attacks: A, B and others"


def test_a_file_says_who_speaks_and_how_each_source_was_read(
    read: Callable[..., pd.DataFrame],
) -> None:
    chart = breakdown.breakdown(read("charts/attacks_by"), "area")
    text = exports.csv(chart, NONE, "all", "").decode("utf-8")
    head = [line for line in text.splitlines() if line.startswith("# ")]
    assert any(line.startswith("# Attacks: own compilation from UKMTO") for line in head)
    assert (
        "# english-news-cn-889f73: Saudi Press Agency, in Xinhua (cited in a public file, original"
        " not read), https://english.news.cn/20260723/f45d031d4a7e48589b0aed3452627f9e/c.html"
    ) in head


PAGES = ("overview", "attacks", "rerouting", "costs", "hodeidah", "impact", "claims", "voyage")


@pytest.mark.parametrize("page", PAGES)
def test_every_line_of_a_page_names_a_role_and_no_bare_domain(
    page: str, visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    parts = citations.parts

    def heard(rows: pd.DataFrame, events: pd.DataFrame) -> list[citations.Part]:
        found = parts(rows, events)
        said.extend(part.told for part in found)
        return found

    monkeypatch.setattr(citations, "parts", heard)
    visit(page)
    assert said
    roles = {resource["role"] for resource in RESOURCES.values() if "role" in resource}
    for words in said:
        for role in words.partition(":")[0].split(" and "):
            assert f"{role[:1].upper()}{role[1:]}" in roles, words
        assert not re.search(r"\w\.(com|org|net)\b", re.sub(r"\(.*?\)", "", words)), words


def test_every_dataset_that_names_sources_has_a_role() -> None:
    for name, resource in RESOURCES.items():
        assert ("source_ids" in table(name)[0]) == ("role" in resource), name


def test_names_stand_in_markdown_as_they_are() -> None:
    assert text.markdown("Notes [1] *new*") == r"Notes \[1\] \*new\*"
    assert text.plain("Rates: [Drewry WCI](https://d.example).") == (
        "Rates: Drewry WCI (https://d.example)."
    )


def test_reads_of_a_query_reach_pages(read: Callable[..., pd.DataFrame]) -> None:
    rows = read("facts/attacks")
    assert rows.attrs["reads"] == queries.reads("facts/attacks")
    assert rows.sort_values("date").head(1).attrs == rows.attrs
