"""The results of the bench: a file with the latest of each part, and the tables that show it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.bench import timing

LATEST = Path(__file__).resolve().parents[2] / "bench" / "latest.json"


def keep(file: Path, part: str, measured: dict[str, Any]) -> None:
    """Write what was found into a file, in place of what it holds of the same part and heading."""
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    headings = known.get(part, {})
    for name, figures in timing.FOUND.items():
        headings[name] = {"measured": measured, "figures": figures}
    file.parent.mkdir(exist_ok=True)
    text = json.dumps(known | {part: headings}, indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")
