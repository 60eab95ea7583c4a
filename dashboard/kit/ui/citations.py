"""The sources behind rows: the line under a chart, by role who speaks, and its list of links."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

from dashboard.kit.charts import text, words
from dashboard.kit.ui.data import by_version, query


class Source(NamedTuple):
    """What a source line and a list of links need of a source; "" where it was read as it is."""

    source_id: str
    speaker: str
    publisher: str
    via: str
    kind: str
    url: str

    @property
    def told(self) -> str:
        """Who speaks, where, how that was read, and the address."""
        within = f", in {self.publisher}" if self.publisher != self.speaker else ""
        return f"{self.speaker}{within}{f' ({self.via})' if self.via else ''}, {self.url}"


class Part(NamedTuple):
    """Who speaks in one role: ``names`` in Markdown, first those of most weight.

    ``rest`` is the number of reports of others, who are not named; of events none is.
    """

    role: str
    names: tuple[str, ...]
    rest: int
    sources: list[Source]

    def short(self, most: int) -> str:
        """Return "Attacks: UKMTO, US Central Command and others" with so many of the names."""
        if not self.rest:
            return f"{self.role}: {words.joined(self.names)}"
        return f"{self.role}: {', '.join(self.names[:most])} and others" if self.names else ""

    @property
    def told(self) -> str:
        """The same with what was put together here, and from how many reports."""
        if not self.rest:
            return self.short(NAMED)
        if not self.names:
            return f"{self.role}: {words.counted(self.rest, 'report')}"
        others = words.counted(self.rest, "other report")
        return f"{self.role}: own compilation from {', '.join(self.names)} and {others}"


class _Cited(NamedTuple):
    """A dataset that cites a source: what lines call its rows, and how it is to be credited."""

    dataset: str
    role: str
    credit: str


NAMED = 3
"""Speakers that a source line names of a role; the reports of the others are counted."""

WEIGHTS = {"blog or other": 1, "data copy": 1, "press": 2, "trade press": 2}
"""Kind of a source -> what a row that cites it weighs; of others, at first hand, 3."""


def source_ids(*frames: pd.DataFrame) -> list[str]:
    """Return the keys of the sources behind the rows of ``frames``, most cited first."""
    return [key for key, _ in _counted(*frames).most_common()]


def sources(*frames: pd.DataFrame) -> list[Source]:
    """Return the sources behind ``frames``, most cited first."""
    known = _known()
    return [known[key] for key in source_ids(*frames) if key in known]


def datasets(rows: pd.DataFrame) -> list[str]:
    """Return the datasets that the sources of ``rows`` were cited in."""
    found = [key for key in source_ids(rows) if key in _known()]
    served = _served(found, rows.attrs.get("reads"))
    return [cited.dataset for cited in served if cited.dataset]


def speakers(cells: pd.Series) -> list[str]:
    """Return who speaks in each of some cells with keys of sources; cells alike are read once."""
    known = _known()
    said = {
        cell: ", ".join(dict.fromkeys(known[k].speaker for k in cell.split("|") if k in known))
        for cell in cells.dropna().unique()
    }
    return [said.get(cell, "") for cell in cells]


def parts(rows: pd.DataFrame, events: pd.DataFrame) -> list[Part]:
    """Say by role who speaks in the sources of ``rows``; of ``events`` only how many reports.

    Roles that name all come first; those with the same speakers are one.
    """
    found: list[Part] = []
    for part in sorted(_parts(rows), key=lambda part: (bool(part.rest), len(part.role))):
        same = next((p for p in found if not (p.rest or part.rest) and p.names == part.names), None)
        if same:
            found[found.index(same)] = _one(same, part)
        else:
            found.append(part)
    if len(events) and (cited := sources(events)):
        found.append(Part("Events", (), len(cited), cited))
    return found


def _one(first: Part, second: Part) -> Part:
    """Return two roles of the same speakers as one; "Transits" has "Transits of Malacca" in it."""
    role = f"{first.role} and {second.role[:1].lower()}{second.role[1:]}"
    role = first.role if second.role.startswith(first.role) else role
    return first._replace(role=role, sources=[*first.sources, *second.sources])


def source_line(rows: pd.DataFrame, events: pd.DataFrame) -> str:
    """Say by role who speaks, and from how many reports, in one line of Markdown."""
    return " ".join(f"{part.told}." for part in parts(rows, events))


def _parts(rows: pd.DataFrame) -> list[Part]:
    known, cited = _known(), _counted(rows)
    found = [key for key, _ in cited.most_common() if key in known]
    by_role: dict[str, list[str]] = {}
    asked_for: dict[str, set[str]] = {}
    for dataset, keys in _served(found, rows.attrs.get("reads")).items():
        by_role.setdefault(dataset.role, []).extend(keys)
        asked_for.setdefault(dataset.role, set()).add(dataset.credit)
    return [
        _part(role, [(known[key], cited[key]) for key in keys], asked_for[role])
        for role, keys in by_role.items()
    ]


def _served(found: list[str], reads: tuple[str, ...] | None) -> dict[_Cited, list[str]]:
    """Assign each source to one of the datasets that the rows were read from and that cite it.

    As few datasets as can be: that which cites most of the sources first, of equals the smaller.
    Rows that were computed do not say where they were read: theirs are the datasets that alone
    cite a source of theirs. What none of these cites has no role.
    """
    datasets, left = _datasets(), set(found)
    if reads is None:
        citing = Counter(key for keys in datasets.values() for key in keys & left)
        alone = {key for key, count in citing.items() if count == 1}
        reads = tuple(d.dataset for d, keys in datasets.items() if keys & alone)
    asked = [d for d in datasets if d.dataset in reads]
    served: dict[_Cited, list[str]] = {}
    while asked and left:
        best = max(asked, key=lambda d: (len(datasets[d] & left), -len(datasets[d])))
        if keys := datasets[best] & left:
            served[best] = [key for key in found if key in keys]
        asked.remove(best)
        left -= datasets[best]
    return served | ({_Cited("", "", ""): [key for key in found if key in left]} if left else {})


def _part(role: str, cited: list[tuple[Source, int]], asked_for: set[str]) -> Part:
    weights: Counter[str] = Counter()
    for source, count in cited:
        weights[source.speaker] += count * WEIGHTS.get(source.kind, 3)
    names = [name for name, _ in weights.most_common()]
    named = names if len(names) <= NAMED + 1 else names[:NAMED]
    rest = sum(source.speaker not in named for source, _ in cited)
    shown = [next((c for c in asked_for if name in c), text.markdown(name)) for name in named]
    title = role or f"Source{'s' * (len(cited) > 1)}"
    listed = [source for source, _ in cited]
    return Part(title, tuple(shown), rest, listed)


def _counted(*frames: pd.DataFrame) -> Counter[str]:
    """Count the rows that cite each source; cells that are alike are split once."""
    cited: Counter[str] = Counter()
    for rows in frames:
        cells = Counter(rows["source_ids"].dropna().tolist() if len(rows) else ())
        for cell, count in cells.items():
            for key in filter(None, cell.split("|")):
                cited[key] += count
    return cited


@by_version
def _known() -> dict[str, Source]:
    rows = query("lists/source_labels").fillna("")
    columns = (rows[name] for name in Source._fields)
    return {source.source_id: source for source in map(Source, *columns)}


@by_version
def _datasets() -> dict[_Cited, set[str]]:
    found: dict[_Cited, set[str]] = {}
    rows = query("lists/source_roles")
    for key, *cited in zip(*(rows[n] for n in ("source_id", *_Cited._fields)), strict=True):
        found.setdefault(_Cited(*cited), set()).add(key)
    return found
