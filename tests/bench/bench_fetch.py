# SPDX-License-Identifier: MIT
"""Fault drill: requests with a fault at random in each of two, until all was delivered once; and what it costs.

    python tests/bench/bench_fetch.py [REQUESTS] [SEED]

Prints how many requests and faults there were, whether every paper is there exactly once, the threads left, and how the
memory grew. Exit status 1 where anything is not as it must be.
"""

import contextlib
import gc
import importlib.util
import io
import random
import sqlite3
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from paperdesk.config.options import Settings
from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.services import fetching
from paperdesk.sources.http_client import Client, Limits

ROOT = Path(__file__).resolve().parents[2]
DAYS, A_DAY = 12, 25
LAST = datetime(2026, 3, 2, 12, tzinfo=UTC)


def load_server() -> Any:
    path = ROOT / "tests" / "server" / "paper_server.py"
    spec = importlib.util.spec_from_file_location("paper_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["paper_server"] = module
    spec.loader.exec_module(module)
    return module


def faults(paper_server: Any, chance: random.Random, good: bytes, bomb: Any) -> Any:
    """One fault at random; `good` is what would be answered."""
    reply = paper_server.Reply
    cut = good[: chance.randrange(len(good))]
    return chance.choice(
        [
            lambda: reply(status=500),
            lambda: reply(status=503, headers={"Retry-After": "1"}),
            lambda: reply(status=429, headers={"Retry-After": "Mon, 02 Mar 2026 12:00:05 GMT"}),
            lambda: reply(status=403),
            lambda: reply(status=302, headers={"Location": "/api/daily_papers"}),
            lambda: reply(status=302, headers={"Location": "file:///etc/passwd"}),
            lambda: reply(cut),
            lambda: reply(cut, length=len(good)),
            lambda: reply(good, length=max(len(good) - 9, 1)),
            lambda: reply(cut, headers={"Content-Encoding": "gzip"}),
            lambda: reply(good, headers={"Content-Encoding": "br"}),
            lambda: reply(b"<html>Log in</html>", content_type="text/html"),
            lambda: reply(b'{"error":"Internal"}'),
            lambda: reply(b""),
            lambda: reply(reset=True),
            lambda: reply(status=304),
            lambda: bomb,
        ]
    )()


def drill(requests: int, seed: int) -> int:
    paper_server, chance = load_server(), random.Random(seed)
    server, count = paper_server.PaperServer(), 0
    first = LAST - timedelta(days=DAYS - 1)
    days = {
        (first + timedelta(days=n)).date().isoformat(): [
            paper_server.hf_item(n * A_DAY + k, votes=k) for k in range(A_DAY)
        ]
        for n in range(DAYS)
    }
    answer, bomb = paper_server.daily_papers(days), paper_server.bomb(40)
    server.answers["/api/daily_papers"] = answer

    def fault(asked: Any) -> Any:
        nonlocal count
        faulty = chance.random() < 0.5 and len(server.requests) < requests
        count += faulty
        return faults(paper_server, chance, answer(asked).body, bomb) if faulty else None

    server.fault_for = fault
    wrong, rounds, before, began = list[str](), 0, 0.0, time.monotonic()
    stderr = io.StringIO()
    with (
        tempfile.TemporaryDirectory() as place,
        contextlib.redirect_stderr(stderr),
        Library(Path(place) / "library") as library,
    ):
        report = fetch_once(library, server.url, min(days))
        while len(server.requests) < requests or report.error:
            report = fetch_once(library, server.url, min(days))
            rounds += 1
            before = memory() if rounds == 5 else before
        wrong += check(library, days, fetch_once(library, server.url, min(days)))
    server.close()
    grown = memory() - before
    threads = [t.name for t in threading.enumerate() if t is not threading.main_thread() and "connection" not in t.name]
    wrong += [f"threads left: {threads}"] if threads else []
    wrong += [f"on stderr: {stderr.getvalue()[:300]}"] if stderr.getvalue() else []
    wrong += [f"memory grew by {grown:.0f} MB"] if grown > 25 else []
    print(f"{len(server.requests):,} requests, {count:,} faults, {rounds} rounds, {time.monotonic() - began:.1f} s, "
          f"memory {grown:+.1f} MB after the fifth round")  # fmt: skip
    print("every paper exactly once, no thread left, nothing on stderr" if not wrong else "\n".join(wrong))
    return 1 if wrong else 0


def memory() -> float:
    """The memory that this process holds, in MB."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / (1 << 20)


def fetch_once(library: Library, url: str, since: str) -> Any:
    async def at_once(seconds: float) -> None:
        return None

    def client() -> Client:
        return Client(Limits(largest=8 << 20), sleep=at_once, today=lambda: LAST)

    settings = Settings({"sources.huggingface.base_url": url, "sources.arxiv.base_url": url})
    return fetching.fetch(library, ["huggingface"], settings, since=since, make_client=client, now=lambda: LAST)[
        "huggingface"
    ]


def check(library: Library, days: dict[str, list[Any]], report: Any) -> list[str]:
    """What is not as it must be."""
    wrong = [] if (report.new, report.updated, report.error) == (0, 0, "") else [f"the last fetch: {report}"]
    due = {(item["paper"]["id"], day) for day, items in days.items() for item in items}
    met = [(p.key, s.day) for p in library.papers(library.page(Query(), -1)) for s in p.sightings]
    if sorted(met) != sorted(due):
        wrong.append(f"{len(met)} sightings of {len(due)}; {len(due - set(met))} missing")
    with contextlib.closing(sqlite3.connect(library.folder / "library.db")) as db:
        wrong += [] if db.execute("PRAGMA integrity_check").fetchone() == ("ok",) else ["the library is damaged"]
    return wrong


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    sys.exit(drill(numbers[0] if numbers else 1_000, numbers[1] if len(numbers) > 1 else 1))
