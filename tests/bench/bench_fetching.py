# SPDX-License-Identifier: MIT
"""Gaps that a 5 ms timer in the window sees while papers stream in from a server on loopback, and how fast a window closes.

`bench_fetching.py [COUNT] [NEW]`: the window stands on a copy of a library of COUNT papers (20,000) whose index is built;
NEW papers (5,000) come from a feed, then as many by the days of a list in pages. The server is a process of its own. At
the end the window is closed in the middle of a fetch.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus
from bench_gaps import BOUND, Ticks, tell, turn

from paperdesk.app import Desk, build
from paperdesk.domain.feeds import FetchReport
from paperdesk.library.library import Library
from paperdesk.services import feeds

_GONE_WITHIN = 1.0  # seconds
_SERVER = """
import datetime, importlib.util, sys, threading
spec = importlib.util.spec_from_file_location("paper_server", sys.argv[1])
served = importlib.util.module_from_spec(spec)
sys.modules["paper_server"] = served
spec.loader.exec_module(served)
new = int(sys.argv[2])
server = served.PaperServer()
items = [(f"Streaming paper number {n} of a long feed", f"http://example.org/{n}") for n in range(new)]
server.answers["/feed"] = served.Reply(served.rss("Lab", items), content_type="text/xml")
today = datetime.datetime.now(datetime.UTC).date()
days = {}
for n in range(new):
    day = (today - datetime.timedelta(days=n % 3)).isoformat()
    title = f"Listed paper number {n} of a long day"
    days.setdefault(day, []).append(served.hf_item(n + 1, votes=n % 90, id=f"{2601 + n // 90_000}.{n % 90_000:05}", title=title))
server.answers["/api/daily_papers"] = served.daily_papers(days)
server.answers["/never"] = served.Reply(hold=True)
print(server.url, flush=True)
sys.stdin.read()
"""


def fetched(desk: Desk, source: str) -> FetchReport:
    """Fetch a source; return how it ended."""
    ended: dict[str, FetchReport] = {}
    desk.fetcher.ended.connect(lambda name, report: ended.update({name: report}))
    desk.fetcher.fetch_now([source])
    while source not in ended:
        turn(50)
    turn(1500)  # the list and the counts come after the last paper
    return ended[source]


def measure(desk: Desk, url: str) -> float:
    """Print the gaps in peace and in each stream; return the worst 99th percentile of a stream."""
    ticks = Ticks()
    ticks.start()
    turn(3000)
    tell("in peace", ticks.take())
    worst = 0.0
    for source, name in ((f"{url}/feed", "a feed"), ("huggingface", "days in pages")):
        began = time.perf_counter()
        report = fetched(desk, source)
        took = time.perf_counter() - began
        worst = max(worst, tell(f"{report.new:,} new from {name}, {took:.0f} s", ticks.take()))
        assert not report.error, report.error
    return worst


def close_amid(desk: Desk, url: str) -> float:
    """Close the window while a server lets it wait; return the seconds that took."""
    desk.fetcher.fetch_now([f"{url}/never"])
    while not desk.fetcher.running:
        turn(50)
    turn(1000)
    began = time.perf_counter()
    desk.window.close()
    gone = time.perf_counter() - began
    desk.close()
    print(
        f"closed in the middle of a fetch: gone after {gone * 1000:.0f} ms, all ended {time.perf_counter() - began:.2f} s"
    )
    return gone


def main() -> int:
    """Print the gaps beside the bound."""
    if not corpus.REAL.exists():
        print("bench_fetching: the corpus is not here; nothing was measured")
        return 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    new = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    server_file = Path(__file__).parent.parent / "server" / "paper_server.py"
    command = [sys.executable, "-c", _SERVER, str(server_file), str(new)]
    with (
        tempfile.TemporaryDirectory() as work,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
    ):
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        folder = Path(work) / "library"
        shutil.copytree(corpus.library(count), folder)
        with Library(folder) as library:
            feeds.subscribe(library, f"{url}/feed", "Lab", "never")
            feeds.subscribe(library, "huggingface", "", "never")
        desk = build(folder, {"sources.huggingface.base_url": url, "fetching.automatic": "off"})
        desk.window.show()
        desk.search.start()
        for _ in range(3000):
            if desk.search.is_ready and not desk.search.state.building:
                break
            turn(100)
        turn(3000)
        worst = measure(desk, url)
        gone = close_amid(desk, url)
        server.communicate()
    print(f"bounds: {BOUND:.0f} ms at the 99th percentile, gone within {_GONE_WITHIN:.0f} s")
    return 0 if worst <= BOUND and gone <= _GONE_WITHIN else 1


if __name__ == "__main__":
    sys.exit(main())
