# SPDX-License-Identifier: MIT
"""The search beside SQLite FTS5 and a default Whoosh writer, on the same rows in the same run.

`bench_search.py [--count N] [--queries N]`: growth from 1,000 papers on, building, new papers, memory. For each
query both are asked in turn; FTS5 (porter, optimised) for `ORDER BY rank LIMIT 50`, the index for the first
50 in the library's order and for the 50 most relevant. Exit status 1 where a bound is missed.
"""

import argparse
import json
import math
import pickle
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import corpus

from paperdesk.domain import conditions as c
from paperdesk.search.documents import Document
from paperdesk.search.index import Index
from paperdesk.search.ordering import Order

FLOOR_COUNT = 10_000
BOUNDS = {
    "common word": 1.0,
    "prefix": 1.0,
    "two words": 4.0,
    "three words": 4.0,
    "phrase of two": 4.0,
    "phrase of three": 4.0,
}
MEAN_BOUND, RANKED_BOUND, BUILD_BOUND, NEW_BOUND, MEMORY_BOUND = 1.5, 5.0, 2.0, 1.0, 600
missed: list[str] = []
clock = time.perf_counter


class Query(NamedTuple):
    kind: str
    condition: c.Condition
    fts: str


class Timing(NamedTuple):
    """Seconds: FTS5's ranked page, our first page, our ranked page (from the question on)."""

    fts: float
    first: float
    ranked: float


def papers(source: Path, count: int) -> Iterator[dict[str, Any]]:
    with source.open(encoding="utf-8") as file:
        for _, line in zip(range(count), file, strict=False):
            yield json.loads(line)


def document(number: int, paper: dict[str, Any]) -> Document:
    return Document(
        number,
        paper["title"],
        paper["abstract"],
        tuple(paper["authors"]),
        tuple(paper["categories"]),
        keys=(paper["id"],),
    )


def sample(source: Path, count: int, number: int) -> list[Query]:
    """Return `number` queries of each kind, from the words of papers, the same every time."""
    rng = random.Random(20260428)
    texts = [(p["title"].lower(), p["abstract"].lower()) for p in papers(source, count)]
    held: Counter[str] = Counter()
    for title, abstract in texts:
        held.update(set(re.findall(r"[a-z]+", f"{title} {abstract}")))
    common = sorted(word for word, n in held.items() if n >= count / 20 and len(word) > 3)
    rare = sorted(word for word, n in held.items() if n <= 10 and len(word) > 3)

    def some(least: int, title: bool = False) -> list[str]:
        while True:
            words = re.findall(r"[a-z]+", rng.choice(texts)[not title])
            if len(words) >= 20 or (title and len(words) >= least):
                return words

    makers: dict[str, Callable[[], tuple[c.Condition, str]]] = {
        "common word": lambda: word(rng.choice(common)),
        "rare word": lambda: word(rng.choice(rare)),
        "prefix": lambda: prefix(rng.choice([w for w in some(1) if len(w) > 5])[: rng.randint(3, 5)]),
        "two words": lambda: both(rng.sample([w for w in some(2) if len(w) > 3], 2)),
        "three words": lambda: both(rng.sample([w for w in some(3) if len(w) > 3], 3)),
        "phrase of two": lambda: phrase(some(2), 2, rng),
        "phrase of three": lambda: phrase(some(3), 3, rng),
        "title": lambda: titled(rng.choice([w for w in some(4, True) if len(w) > 3] or ["model"])),
        "mixed": lambda: mixed([w for w in some(4) if len(w) > 3], rng),
    }
    return [Query(kind, *make()) for _ in range(number) for kind, make in makers.items()]


def word(text: str) -> tuple[c.Condition, str]:
    return c.Word(text), f'"{text}"'


def prefix(text: str) -> tuple[c.Condition, str]:
    return c.Word(text, prefix=True), f'"{text}"*'


def both(texts: list[str]) -> tuple[c.Condition, str]:
    return c.All(tuple(map(c.Word, texts))), " AND ".join(f'"{text}"' for text in texts)


def phrase(words: list[str], length: int, rng: random.Random) -> tuple[c.Condition, str]:
    start = rng.randrange(len(words) - length)
    text = " ".join(words[start : start + length])
    return c.Phrase(text), f'"{text}"'


def titled(text: str) -> tuple[c.Condition, str]:
    return c.Word(text, "title"), f'title : "{text}"'


def mixed(words: list[str], rng: random.Random) -> tuple[c.Condition, str]:
    one, two, three, four = (rng.choice(words) for _ in range(4))
    return rng.choice(
        [
            (c.All((c.Word(one), c.Word(two[:4], prefix=True))), f'"{one}" AND "{two[:4]}"*'),
            (c.All((c.Any((c.Word(one), c.Word(two))), c.Word(three))), f'("{one}" OR "{two}") AND "{three}"'),
            (c.All((c.Word(one), c.Not(c.Word(two)))), f'"{one}" NOT "{two}"'),
            (
                c.All((c.Word(one, "title"), c.Word(two), c.Not(c.Word(four)))),
                f'(title : "{one}" AND "{two}") NOT "{four}"',
            ),
        ]
    )


def fts_of(source: Path, count: int, path: Path) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE VIRTUAL TABLE papers USING fts5(title, abstract, authors, categories, keys, tokenize='porter')"
    )
    rows = (
        (n, p["title"], p["abstract"], "\n".join(p["authors"]), " ".join(p["categories"]), p["id"])
        for n, p in enumerate(papers(source, count), 1)
    )
    connection.executemany(
        "INSERT INTO papers(rowid, title, abstract, authors, categories, keys) VALUES (?, ?, ?, ?, ?, ?)", rows
    )
    connection.execute("INSERT INTO papers(papers) VALUES ('optimize')")
    connection.commit()
    return connection


def nobody(fact: c.Fact) -> Any:
    raise AssertionError(fact)


def ask(index: Index, order: Order, query: Query) -> tuple[float, float]:
    began = clock()
    matches = index.matches(query.condition, nobody)
    order.first(matches.ids, 50)
    first = clock() - began
    began = clock()
    matches.ranked(50)
    return first, first + clock() - began


def ask_fts(connection: sqlite3.Connection, query: Query) -> float:
    began = clock()
    connection.execute("SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY rank LIMIT 50", (query.fts,)).fetchall()
    return clock() - began


def measure(
    index: Index, connection: sqlite3.Connection, order: Order, queries: list[Query]
) -> dict[str, list[Timing]]:
    timings: dict[str, list[Timing]] = {}
    for query in queries:
        fts = ask_fts(connection, query)
        timings.setdefault(query.kind, []).append(Timing(fts, *ask(index, order, query)))
    return timings


def p(values: list[float], percent: float) -> float:
    return float(np.percentile(values, percent)) * 1000


def report(count: int, timings: dict[str, list[Timing]], is_bound: bool) -> None:
    """Print the table of one size; hold it to the bounds where `is_bound`."""
    print(f"\n{count:,} papers, milliseconds (median / 95th percentile)")
    print(
        f"{'':16}{'FTS5 ranked':>18}{'first page':>18}{'ratio p95':>11}{'bound':>7}{'ranked page':>18}{'ratio p95':>11}{'bound':>7}"
    )
    ratios = []
    for kind, items in timings.items():
        fts, first, ranked = ([t[n] for t in items] for n in range(3))
        ratio, ranked_ratio = p(first, 95) / p(fts, 95), p(ranked, 95) / p(fts, 95)
        ratios.append(ratio)
        bound = BOUNDS.get(kind)
        cells = "".join(f"{p(v, 50):9.2f} /{p(v, 95):7.2f}" for v in (fts, first))
        print(
            f"{kind:16}{cells}{ratio:11.3f}{bound or '–':>7}{p(ranked, 50):9.2f} /{p(ranked, 95):7.2f}"
            f"{ranked_ratio:11.3f}{RANKED_BOUND:7}"
        )
        if is_bound:
            check(f"first page, {kind}", ratio, bound)
            check(f"ranked page, {kind}", ranked_ratio, RANKED_BOUND)
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    print(f"geometric mean of the first page's ratios: {mean:.3f} (bound {MEAN_BOUND})")
    if is_bound:
        check("geometric mean", mean, MEAN_BOUND)


def check(what: str, value: float, bound: float | None) -> None:
    if bound is not None and value > bound:
        missed.append(f"{what}: {value:.3f}, bound {bound}")


def whoosh_floor(source: Path, count: int, folder: Path) -> float:
    """Return the documents a second of one default Whoosh writer."""
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import TEXT, Schema
    from whoosh.index import create_in

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    texts = [
        " ".join([x["title"], x["abstract"], *x["authors"], *x["categories"], x["id"]]) for x in papers(source, count)
    ]
    began = time.perf_counter()
    writer = create_in(folder, Schema(words=TEXT(analyzer=StemmingAnalyzer()))).writer()
    for text in texts:
        writer.add_document(words=text)
    writer.commit()
    return count / (time.perf_counter() - began)


def build(source: Path, count: int, folder: Path) -> None:
    """Build the index, reading the papers as it goes; in a process of its own, so that its memory can be told."""
    began = time.perf_counter()
    Index.build(folder, (document(n, paper) for n, paper in enumerate(papers(source, count), 1)), 0)
    print(json.dumps({"seconds": time.perf_counter() - began, "peak": memory()}))


def search_alone(count: int, folder: Path) -> None:
    """Ask all queries that come in; in a process of its own, so that its memory can be told."""
    queries = [Query(*query) for query in pickle.load(sys.stdin.buffer)]
    index, order = Index.open(folder), Order(np.arange(count, 0, -1))
    for query in queries:
        ask(index, order, query)
    index.suggest(["langauge"])
    index.similar(1, 10)
    print(json.dumps({"peak": memory()}))


def memory() -> float:
    """Return the peak memory of this process in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # a child's `ru_maxrss` begins with what its parent had
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        assert found
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(*arguments: object, given: object = None) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", __file__, *map(str, arguments)],
        input=pickle.dumps(given),
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def new_papers(source: Path, count: int, index: Index) -> list[float]:
    """Return how long 50 new papers take until the last one of them is found, 20 times; large merges told apart."""
    fresh = [document(count + n, paper) for n, paper in enumerate(papers(source, 1000), 1)]
    times, merges = [], []
    for start in range(0, 1000, 50):
        some = fresh[start : start + 50]
        began = time.perf_counter()
        index.update(some, [], start)
        assert count + start + 50 in index.matches(c.Word(some[-1].title.split()[0]), nobody).ids
        times.append(time.perf_counter() - began)
        while index.merge_is_due:
            began = time.perf_counter()
            index.merge()
            merges.append(time.perf_counter() - began)
    print(f"merges meanwhile: {len(merges)}, the longest {max(merges, default=0) * 1000:.0f} ms")
    return times


def one_size(source: Path, count: int, folder: Path, number: int, is_bound: bool) -> Index:
    index_folder = folder / f"search-index-{count}"
    shutil.rmtree(index_folder, ignore_errors=True)
    built = alone("--build", index_folder, "--source", source, "--count", count)
    index = Index.open(index_folder)
    connection = fts_of(source, count, folder / f"search-{count}.db")
    queries = sample(source, count, number)
    report(count, measure(index, connection, Order(np.arange(count, 0, -1)), queries), is_bound)
    connection.close()
    print(
        f"built in {built['seconds']:.1f} s, {count / built['seconds']:,.0f} papers a second; memory {built['peak']:.0f} MB at most"
    )
    if is_bound:
        floor = whoosh_floor(source, min(FLOOR_COUNT, count), folder / "whoosh-default")
        ratio = count / built["seconds"] / floor
        print(
            f"default Whoosh writer: {floor:,.0f} papers a second; ours {ratio:.1f} times as many (bound {BUILD_BOUND})"
        )
        check("building, as a share of what is due", BUILD_BOUND / ratio, 1.0)
    return index


def main() -> int:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=40, help="of each kind")
    parser.add_argument(
        "--cpu", action="store_true", help="measure queries in processor time: others use the machine too"
    )
    for hidden in ("--build", "--search", "--source"):
        parser.add_argument(hidden, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    global clock
    clock = time.thread_time if given.cpu else time.perf_counter
    if given.build:
        build(given.source, given.count, given.build)
        return 0
    if given.search:
        search_alone(given.count, given.search)
        return 0
    if not corpus.REAL.exists():
        print("bench_search: the corpus is not here; nothing was measured")
        return 0
    folder = Path(tempfile.gettempdir()) / "paperdesk-bench"
    folder.mkdir(exist_ok=True)
    source = corpus.write(folder / f"corpus-{given.count}.jsonl", given.count)
    sizes = sorted({size for size in (1_000, 10_000) if size < given.count} | {given.count})
    for size in sizes:
        index = one_size(source, size, folder, given.queries, size == given.count)
    size = sum(path.stat().st_size for path in (folder / f"search-index-{given.count}").iterdir())
    queries = [tuple(query) for query in sample(source, given.count, given.queries)]
    searched = alone("--search", folder / f"search-index-{given.count}", "--count", given.count, given=queries)
    print(
        f"index on disk: {size / 2**20:.0f} MB; memory of a process that searches: {searched['peak']:.0f} MB (bound {MEMORY_BOUND})"
    )
    check("memory", searched["peak"], MEMORY_BOUND)
    times = new_papers(source, given.count, index)
    print(
        f"50 new papers committed and found: {np.median(times) * 1000:.0f} ms, {max(times) * 1000:.0f} ms at most (bound 1000)"
    )
    check("new papers", max(times), NEW_BOUND)
    print("\n" + ("all bounds are kept" if not missed else "missed: " + "; ".join(missed)))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
