"""The server's own part of a page: the processor's time for a session that opens a place.

It stands beside that of a bare script which sends the same elements from memory. Both are sessions
of servers of their own, without a browser: the script, its elements as bytes, the socket. Filters
are such as no session before has had, so that no answer is in the app's cache.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg, ForwardMsgList

from dashboard import desk
from tests import visitor
from tests.bench import loader, timing, work
from tests.bench.serve import BARE, Server, served
from tests.places import Place

BUDGET, WALL_BUDGET_MS = 2.0, 120
OWN = ("new_session", "session_status_changed", "session_event", "script_finished", "ref_hash")
"""What a session says of itself, whatever its script sends."""

FIRST_DAY, LAST_DAY = date(2023, 10, 7), date(2026, 9, 30)


def run(folder: Path, rounds: int, chosen: Iterable[Place]) -> None:
    """Measure places and print; ``folder`` is where to work."""
    _measure(folder, rounds, chosen)


def loaded(folder: Path, rounds: int, _: Iterable[Place]) -> None:
    """Measure the section of port calls over five million rows of them."""
    settings, package = work.settings(work.build(folder / "store-page")), work.package()
    file = folder / "Daily_Ports_Data.csv"
    loader.write_ports(file)
    desk.load(settings, package, desk.layouts(package), file)
    file.unlink()
    _measure(folder, rounds, [Place("hodeidah", "hodeidah", "Port calls")])


def _measure(folder: Path, rounds: int, chosen: Iterable[Place]) -> None:
    chance, files = random.Random(1), count()
    with ExitStack() as stack:
        app = stack.enter_context(served(folder, "page"))
        bare = stack.enter_context(served(folder, "messages", BARE))
        nothing = folder / "messages"
        nothing.touch()
        idle = [_session(bare, f"file={nothing}")[0] for _ in range(rounds + 1)][1:]
        timing.heading("a session that sends nothing", f"{rounds} in turn")
        timing.alone("CPU", idle, "ms")
        for place in chosen:
            values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
            for number in range(-1, rounds):  # the first round only warms the servers
                if number == 0:
                    values.clear()
                query = urlencode(place.address | _filters(chance), doseq=True)
                path = "" if place.page == "overview" else place.page
                *page, sent = _session(app, query, path)
                file = folder / f"messages-{next(files)}"
                file.write_bytes(ForwardMsgList(messages=sent).SerializeToString())
                _session(bare, f"file={file}")  # which reads them
                *floor, again = _session(bare, f"file={file}")
                assert _paths(again) == _paths(sent)
                for name, taken in {"page": page, "floor": floor}.items():
                    for what, value in zip(("CPU", "wall"), taken, strict=True):
                        values[what][name].append(value)
            timing.heading(f"{place}", f"{rounds} sessions in turn, {len(sent)} messages")
            timing.compare("CPU", values["CPU"], "ms", BUDGET)
            timing.compare("wall", values["wall"], "ms")


def _session(server: Server, query: str, page: str = "") -> tuple[float, float, list[ForwardMsg]]:
    """Open a page; return milliseconds of the processor, of the clock, and what was sent."""
    before, start = timing.cpu(server.process), time.perf_counter()
    with visitor.visit(server.address, query, page) as session:
        sent = session.sent()
        wall = time.perf_counter() - start
        spent = timing.at_rest(server.process) - before
    return 1000 * spent, 1000 * wall, [m for m in sent if m.WhichOneof("type") not in OWN]


def _paths(sent: list[ForwardMsg]) -> set[tuple[int, ...]]:
    """Return where the elements stand; those sent soon after each other may come as one."""
    return {tuple(message.metadata.delta_path) for message in sent}


def _filters(chance: random.Random) -> dict[str, Any]:
    start = FIRST_DAY + timedelta(days=chance.randrange(400))
    end = LAST_DAY - timedelta(days=chance.randrange(400))
    baseline = date(2022, 1, 1) + timedelta(days=chance.randrange(300))
    return {
        "period": [str(start), str(end)],
        "baseline": [str(baseline), "2023-10-06"],
        "claimed": str(chance.random() < 0.5).lower(),
        "speed": str(10 + chance.randrange(20) / 2),
    }
