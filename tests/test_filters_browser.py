"""In a browser: containers at Bab el-Mandeb by month, 2025 against 2019, without a typed date."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard import store
from tests import serving

MONTHS_OF_2025 = """
    with counted as (
        select week_start + 3 as thursday, transits, days
        from transits
        where chokepoint = 'Bab el-Mandeb Strait' and vessel_class = 'container'
    )
    select
        strftime(thursday, '%Y-%m-01') as month,
        sum(transits) / sum(days) as per_day,
        (
            select sum(transits) / sum(days) from counted where year(thursday) = 2019
        ) as in_2019
    from counted
    where year(thursday) = 2025
    group by month
    order by month
"""


def test_containers_at_bab_el_mandeb_by_month_against_2019_as_csv(
    page: Page, served: str, bundled_store: Path
) -> None:
    page.goto(served)
    serving.settled(page)
    clicks = 0

    def click(target: Locator) -> None:
        nonlocal clicks
        target.click()
        clicks += 1
        serving.settled(page)

    def pill(name: str) -> Locator:
        return page.get_by_role("button", name=name, exact=True).or_(
            page.get_by_role("radio", name=name, exact=True)
        )

    click(page.locator("[data-testid=stSidebarNavLink]", has_text="Rerouting"))
    click(pill("2025").first)
    click(pill("2019").first)
    click(pill("container").first)
    click(pill("month").first)
    expect(page.get_by_text("December 2025: Bab el-Mandeb 65 % below 2019")).to_be_visible()
    for named in ("period=2025", "compare=2019", "ship_class=container", "grain=month"):
        assert named in page.url
    with page.expect_download() as download:
        click(page.get_by_role("button", name="CSV").first)
    assert clicks <= 6
    text = download.value.path().read_text(encoding="utf-8")
    assert "2019" in text.splitlines()[1]
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = [row for row in csv.DictReader(lines) if row["chokepoint"] == "Bab el-Mandeb Strait"]
    found = [
        (row["period_start"], row["transits_per_day"], row["baseline_per_day"]) for row in rows
    ]
    wanted = store.reader(bundled_store).cursor().execute(MONTHS_OF_2025).fetchall()
    assert len(wanted) == 12
    assert [day for day, *_ in found] == [day for day, *_ in wanted]
    for (_, now, before), (_, per_day, in_2019) in zip(found, wanted, strict=True):
        assert (float(now), float(before)) == pytest.approx((per_day, in_2019))
    assert {row["is_complete"] for row in rows} == {"yes"}


def test_a_chip_is_removed_and_reset_clears_the_address(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/attacks?period=12m&claimed=true&outcome=damaged")
    serving.settled(page)
    for named in ("period=12+months", "claimed=true", "outcome=damaged"):
        assert named in page.url
    page.get_by_role("button", name="12 months").first.click()  # on the phone the sidebar is away
    serving.settled(page)
    assert "period" not in page.url
    page.set_viewport_size(serving.SIZE)
    page.goto(f"{served}/attacks?period=2024-01-01&period=2024-03-31&claimed=true&outcome=damaged")
    serving.settled(page)
    assert "days=2024-01-01&days=2024-03-31" in page.url
    page.get_by_role("button", name="Reset filters").click()
    expect(page.locator(".card-value").first).to_have_text("135")
    serving.settled(page)
    assert "?" not in page.url
    page.reload()
    serving.settled(page)
    expect(page.locator(".card-value").first).to_have_text("135")
