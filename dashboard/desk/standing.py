"""How the store stands, in words and for machines: versions, damage and the way out, datasets."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dashboard import queries, store
from dashboard.errors import StoreError

NOT_NAMED = "not named by CURRENT: left by a load that was killed, or by going back; the next load"
NOT_NAMED += " removes its file"


def facts(folder: Path, fault: store.DamageError | None) -> dict[str, Any]:
    """Return what `status --json` prints, ``fault`` being that of the live version.

    ``version`` is the one that an app shows which starts now, None where nothing can be shown.
    StoreError where there is no store.
    """
    shown, kept = _shown(folder, fault), store.kept(folder)
    ways = fault.ways if fault else [_without(folder, v) for v in kept if v.state == "damaged"]
    return {
        "version": shown.version.number if shown else None,
        "fault": fault.fault if fault else None,
        "versions": [{"version": v.number, "state": v.state, "reason": v.flaw} for v in kept],
        "ways_out": [{"command": w.command, "does": w.does, "then": w.then} for w in ways],
        "datasets": _datasets(shown, fault) if shown else [],
    }


def _shown(folder: Path, fault: store.DamageError | None) -> store.Reader | None:
    try:
        return store.reader(folder)
    except StoreError:
        if fault is None:
            raise
        return None


def _without(folder: Path, bad: store.Kept) -> store.Way:
    """Return how to be rid of an older version, which nothing but an undo would need."""
    file = shlex.quote(f"{folder}/redsea-{bad.number}.duckdb")
    return store.Way(f"rm {file}", f"Remove version {bad.number}", "no undo can go back to it")


def _datasets(shown: store.Reader, fault: store.DamageError | None) -> list[dict[str, Any]]:
    today = date.today()  # noqa: DTZ011 (the day where the reader is)
    try:
        rows = queries.rows(shown.cursor(), "lists/catalogue", today=today)
    except (duckdb.BinderException, duckdb.CatalogException):
        if not fault:
            raise
        rows = []  # an older version may be of an older program, which listed less
    return [
        {
            "dataset": row["dataset"],
            "rows": row["rows"],
            "last_date": row["last_date"] and row["last_date"].isoformat(),
            "checked_until": row["covers_until"] and row["covers_until"].isoformat(),
            "further_ground": row["further_ground"],
            "further_until": row["further_until"] and row["further_until"].isoformat(),
            "stale": row["is_stale"],
        }
        for row in rows
    ]


def lines(folder: Path, found: dict[str, Any]) -> list[str]:
    """Return facts as lines of text."""
    return [*_head(folder, found), *_versions(found), *_ways(found), *_table(found["datasets"])]


def _head(folder: Path, found: dict[str, Any]) -> list[str]:
    if not found["fault"]:
        return [f"Store {folder}, version {found['version']}"]
    shown = f"version {found['version']}" if found["version"] else "nothing"
    return [f"Store {folder}: the pages show {shown}", f"Damage: {found['fault']}"]


def _versions(found: dict[str, Any]) -> list[str]:
    whole = sorted(v["version"] for v in found["versions"] if v["state"] == "whole")
    said = {"damaged": "damaged ({reason})", "missing": "missing", "left over": NOT_NAMED}
    return [
        *(
            f"Version {v['version']}: {said[v['state']].format(reason=v['reason'])}"
            for v in found["versions"]
            if v["state"] != "whole"
        ),
        *([f"Kept and whole: {_numbers(whole)}"] if whole else []),
    ]


def _numbers(numbers: list[int]) -> str:
    """Return numbers of versions in words: "version 4", "versions 1 to 3, 5"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    said = [str(span[0]) if len(span) < 2 else f"{span[0]} to {span[-1]}" for span in spans]
    return f"version{'s' * (len(numbers) > 1)} {', '.join(said)}"


def _ways(found: dict[str, Any]) -> list[str]:
    return [
        line
        for number, way in enumerate(found["ways_out"], start=1)
        for line in (
            f"Way out {number}: {way['does'].lower()}; {way['then']}",
            f"  {way['command']}",
        )
    ]


def _table(datasets: list[dict[str, Any]]) -> list[str]:
    if not datasets:
        return []
    said = {True: "yes", False: "no", None: "-"}
    return [
        f"{'dataset':<22} {'rows':>7}  {'last row':<10}  {'checked until':<13}  stale",
        *(
            f"{entry['dataset']:<22} {entry['rows']:>7,}  {entry['last_date'] or '-':<10}"
            f"  {entry['checked_until'] or '-':<13}  {said[entry['stale']]}{_further(entry)}"
            for entry in datasets
        ),
    ]


def _further(entry: dict[str, Any]) -> str:
    """Return the part of a record that was checked further than the rest, and until when."""
    if not entry["further_until"]:
        return ""
    return f" ({entry['further_ground']}: checked until {entry['further_until']})"
