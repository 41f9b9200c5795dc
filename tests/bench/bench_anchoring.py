# SPDX-License-Identifier: MIT
"""How many highlights are found again in changed abstracts, how many are detached, and how many are placed wrongly.

Run: python tests/bench/bench_anchoring.py [--texts N] [--wrong N] [--lost N] [--difflib] [--part P]…

What is true. A generated edit knows where each letter went. For real pairs (Hugging Face's text and arXiv's of one
paper) Levenshtein's letters say so, on the whole text, which is another method than that which is measured.
- verbatim: all letters of the quote stand side by side in the new text. Right is that range and no other, also where
  the quote stands elsewhere as well.
- light: up to 10% of its letters changed. Right is what shares 80% with the range its letters span (`edges`: all of it).
- heavy: more changed, or it was torn apart. Right is what shares half with that range or with the larger part, or none.
- gone: none of its letters is left. Right is none.
For real pairs a heavy one that stands in a place more like it than Levenshtein's is right as well.
`condensed` is a text of which most was replaced by a short summary that others wrote of the same paper. It reuses whole
phrases of the text; a quote placed on one counts as wrong here, so it has no part in the sums.
A text may come about by several edits: of "we show a. we show b." one cannot tell whose "we show" was taken out. So
each stretch that stayed is followed as far as both texts go on alike, and a quote within it may stand there too.
`off` shares something with what is right but not enough; `wrong` shares nothing, or should not be there at all.
"""

import argparse
import collections
import difflib
import glob
import gzip
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import corpus
from rapidfuzz.distance import Indel, Levenshtein

from paperdesk.domain import alignment
from paperdesk.domain.anchoring import Reanchoring
from paperdesk.domain.annotation import select

LENGTHS = ("1 word", "3 words", "10 words", "35 words", "sentence", "letters")
CLASSES = ("verbatim", "light", "heavy", "gone")
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s)|\Z)", re.DOTALL)
_WORD = re.compile(r"\S+")
_FORMULA = re.compile(r"\$[^$]+\$")

Origins = list[int]  # for each letter of the new text: where it was, or -1 - where what it replaces was, or NOWHERE
NOWHERE = -(10**9)


class Edited(NamedTuple):
    """A new text and where its letters come from."""

    old: str
    new: str
    origins: Origins


class Text:
    """An abstract being changed: its letters and their origins."""

    def __init__(self, old: str) -> None:
        self.old = old
        self.letters = [(letter, at) for at, letter in enumerate(old)]

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.letters)

    def put(self, start: int, end: int, words: str) -> None:
        """Replace a range; what stands there then belongs to what was replaced."""
        kept = [at for _, at in self.letters[start:end] if at >= 0]
        origin = -1 - kept[0] if kept else NOWHERE
        self.letters[start:end] = [(letter, origin) for letter in words]

    def move(self, start: int, end: int, to: int) -> None:
        """Move a range to a place outside of it."""
        part = self.letters[start:end]
        self.letters[start:end] = []
        to -= (end - start) if to >= end else 0
        self.letters[to:to] = part

    def done(self) -> Edited:
        return Edited(self.old, self.text, [at for _, at in self.letters])


class Other:
    """Words and sentences of other abstracts."""

    def __init__(self, rng: random.Random, texts: list[str]) -> None:
        self.rng, self.texts = rng, texts

    def word(self) -> str:
        return self.rng.choice(self.rng.choice(self.texts).split())

    def sentences(self, count: int) -> str:
        found: list[str] = []
        while len(found) < count:
            found += [s.strip() for s in _SENTENCE.findall(self.rng.choice(self.texts)) if len(s) > 30]
        return " ".join(found[:count])


def sentences(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _SENTENCE.finditer(text) if found[0].strip()]


def typos(text: Text, other: Other, share: float = 0.04) -> None:
    for found in reversed(list(_WORD.finditer(text.text))):
        if other.rng.random() > share or len(found[0]) < 4:
            continue
        at = other.rng.randrange(found.start(), found.end() - 1)
        how, letter = other.rng.randrange(4), other.rng.choice("abcdefghijklmnopqrstuvwxyz")
        if how == 0:
            text.put(at, at + 1, letter)
        elif how == 1:
            text.put(at, at + 1, "")
        elif how == 2:
            text.put(at, at, letter)
        else:
            text.letters[at], text.letters[at + 1] = text.letters[at + 1], text.letters[at]


def words(text: Text, other: Other, share: float = 0.06) -> None:
    for found in reversed(list(_WORD.finditer(text.text))):
        if other.rng.random() > share:
            continue
        how = other.rng.randrange(3)
        if how == 0:
            text.put(*found.span(), other.word())
        elif how == 1 and found.end() < len(text.letters):
            text.put(found.start(), found.end() + 1, "")
        else:
            text.put(found.start(), found.start(), other.word() + " ")


def added(text: Text, other: Other) -> None:
    for _ in range(other.rng.randint(1, 2)):
        at, _ = other.rng.choice(sentences(text.text))
        text.put(at, at, (" " if at else "") + other.sentences(1) + ("" if at else " "))


def removed(text: Text, other: Other) -> None:
    for _ in range(other.rng.randint(1, 2)):
        spans = sentences(text.text)
        if len(spans) > 2:
            text.put(*other.rng.choice(spans), "")


def moved(text: Text, other: Other) -> None:
    spans = sentences(text.text)
    if len(spans) > 2:
        one, two = other.rng.sample(range(len(spans)), 2)
        text.move(*spans[one], spans[two][0] if two < one else spans[two][1])


def swapped(text: Text, other: Other) -> None:
    spans = sentences(text.text)
    if len(spans) > 1:
        at = other.rng.randrange(len(spans) - 1)
        text.move(*spans[at], spans[at + 1][1])


def moved_retouched(text: Text, other: Other) -> None:
    typos(text, other)
    moved(text, other)


def revised(text: Text, other: Other) -> None:
    """As authors do for a second version: words, typing errors, one sentence put in, one taken out."""
    words(text, other, 0.03)
    typos(text, other, 0.02)
    removed(text, other)
    added(text, other)


def math(text: Text, other: Other) -> None:
    """TeX loses its dollars and backslashes, or its wrappers, or its blanks."""
    for found in reversed(list(_FORMULA.finditer(text.text))):
        drop = other.rng.choice([r"[$\\]", r"\$|\\(?:math|text)\w+\{|[{}]", r"(?<=\S) (?=\S)", r"\$"])
        for part in reversed(list(re.finditer(drop, found[0]))):
            text.put(found.start() + part.start(), found.start() + part.end(), "")


def spaces(text: Text, other: Other) -> None:
    """Lines are wrapped, or sentences two blanks apart."""
    width = other.rng.randint(40, 90)
    for found in reversed(list(re.finditer(r"\s+", text.text))):
        if found.start() % width < 9:
            text.put(*found.span(), other.rng.choice(["\n", "\n  ", "  ", "\u00a0"]))


def rephrased(text: Text, other: Other) -> None:
    """Half of the sentences or more, side by side, are written anew; nothing of them is left but by chance."""
    spans = sentences(text.text)
    count = max(1, round(len(spans) * other.rng.uniform(0.5, 1)))
    first = other.rng.randrange(len(spans) - count + 1)
    start, end = spans[first][0], spans[first + count - 1][1]
    text.letters[start:end] = [(letter, NOWHERE) for letter in " " * (first > 0) + other.sentences(count)]


def reworded(text: Text, other: Other) -> None:
    """Two words of five are others."""
    for found in reversed(list(_WORD.finditer(text.text))):
        if other.rng.random() < 0.4:
            text.put(*found.span(), other.word())


KINDS: dict[str, Callable[[Text, Other], None]] = {
    "typing errors": typos, "words": words, "sentence added": added, "sentence removed": removed,
    "sentence moved": moved, "sentences swapped": swapped, "moved, retouched": moved_retouched, "revised": revised,
    "mathematics": math, "white space": spaces, "rephrased": rephrased, "reworded": reworded,
}  # fmt: skip


def generated(kind: str, texts: list[str], rng: random.Random) -> Iterator[Edited]:
    other = Other(rng, texts)
    for old in texts:
        if kind == "mathematics" and "$" not in old:
            continue
        text = Text(old)
        KINDS[kind](text, other)
        yield text.done()


def listed() -> Iterator[dict[str, str]]:
    """Yield the papers of Hugging Face's lists."""
    for path in sorted(glob.glob(str(corpus.DATA / "hf" / "daily*" / "*.json"))):
        with open(path, encoding="utf-8") as file:
            for item in json.load(file):
                paper = item.get("paper", item)
                yield {"summary": item.get("summary") or "", **paper}


def condensed(rng: random.Random, count: int) -> Iterator[Edited]:
    """Yield abstracts of which all sentences but some at the ends gave way to a short summary of the same paper."""
    papers = {paper["id"]: paper for paper in listed() if paper.get("ai_summary") and paper["summary"]}
    for paper in rng.sample(list(papers.values()), min(count, len(papers))):
        text = Text(paper["summary"])
        spans = sentences(text.text)
        first, last = rng.randrange(2), len(spans) - rng.randrange(2)
        if first < last:
            start, end = spans[first][0], spans[last - 1][1]
            text.letters[start:end] = [(letter, NOWHERE) for letter in " " * (first > 0) + paper["ai_summary"]]
            yield text.done()


def real() -> Iterator[Edited]:
    """Yield Hugging Face's and arXiv's texts of one paper, where they differ."""
    theirs = {paper["id"]: paper["summary"] for paper in listed()}
    with gzip.open(corpus.REAL, "rt", encoding="utf-8") as file:
        for paper in map(json.loads, file):
            old, new = theirs.get(re.sub(r"v\d+$", "", paper["id"])), paper["abstract"]
            if old and new and old != new:
                yield Edited(old, new, levenshtein_origins(old, new))


def levenshtein_origins(old: str, new: str) -> Origins:
    origins = [NOWHERE] * len(new)
    for tag, start, end, place, place_end in Levenshtein.opcodes(old, new):
        for shift in range(place_end - place):
            if tag == "equal":
                origins[place + shift] = start + shift
            elif tag == "replace":
                origins[place + shift] = -1 - min(start + shift, end - 1)
    return origins


class Truth:
    """Where the letters of an old text are in a new one."""

    def __init__(self, edited: Edited) -> None:
        self.old, self.new = edited.old, edited.new
        self.at: dict[int, int] = {}
        self.touched: dict[int, list[int]] = collections.defaultdict(list)
        for place, origin in enumerate(edited.origins):
            if origin >= 0:
                self.at[origin] = place
            elif origin != NOWHERE:
                self.touched[-1 - origin].append(place)
        self.runs = list(self._runs())

    def _runs(self) -> Iterator[tuple[int, int, int]]:
        """Yield (old start, old end, shift) of each stretch that stayed, as far as both texts go on alike."""
        old, new, at = self.old, self.new, 0
        while at < len(old):
            if at not in self.at:
                at += 1
                continue
            end, shift = at, self.at[at] - at
            while self.at.get(end) == end + shift:
                end += 1
            start, next_at = at, end
            if end - at >= 20:  # what is shorter is no stretch to follow
                while start > 0 and start + shift > 0 and old[start - 1] == new[start + shift - 1]:
                    start -= 1
                while end < len(old) and end + shift < len(new) and old[end] == new[end + shift]:
                    end += 1
                yield start, end, shift
            at = next_at

    def classify(self, start: int, end: int) -> tuple[str, list[tuple[int, int]]]:
        """Return the class of a quote and the ranges that are right for it, the best first."""
        here = [self.at[at] for at in range(start, end) if at in self.at]
        also = [(start + shift, end + shift) for a, b, shift in self.runs if a <= start and end <= b]
        letters = [at for at in range(start, end) if self.old[at].isalnum()]
        if len(here) == end - start and here == list(range(here[0], here[0] + len(here))):
            return "verbatim", [(here[0], here[-1] + 1), *also]
        if not here or (letters and not any(at in self.at for at in letters)):
            return "gone", also
        span = [*here, *(place for at in range(start, end) for place in self.touched.get(at, ()))]
        hull = min(span), max(span) + 1
        exact, there = self.old[start:end], self.new[slice(*hull)]
        if Levenshtein.distance(exact, there) <= 0.1 * len(exact):
            return "light", [hull, *also]
        return "heavy", [hull, *parts(sorted(span)), *also]


def parts(places: list[int]) -> list[tuple[int, int]]:
    """Return the stretches of places, those with gaps of at most 20 letters as one, the longest first."""
    found: list[list[int]] = []
    for place in places:
        if found and place - found[-1][-1] <= 20:
            found[-1].append(place)
        else:
            found.append([place])
    return [(part[0], part[-1] + 1) for part in sorted(found, key=len, reverse=True)]


def shared(one: tuple[int, int], two: tuple[int, int]) -> float:
    both = min(one[1], two[1]) - max(one[0], two[0])
    return max(0, both) / (max(one[1], two[1]) - min(one[0], two[0]))


def verdict(kind: str, right: list[tuple[int, int]], got: tuple[int, int] | None) -> str:
    if got is None:
        return "right" if kind in ("heavy", "gone") else "lost"
    best = max((shared(got, span) for span in right), default=0.0)
    if best >= {"verbatim": 1.0, "light": 0.8, "heavy": 0.5, "gone": 1.0}[kind]:
        return "right"
    return "off" if best > 0 and kind != "gone" else "wrong"


def spans(text: str, rng: random.Random, each: int) -> Iterator[tuple[str, int, int]]:
    found = [word.span() for word in _WORD.finditer(text)]
    for name in LENGTHS:
        for _ in range(each):
            if name == "letters":
                start = rng.randrange(len(text))
                end = rng.randint(start + 1, min(len(text), start + 200))
            elif name == "sentence":
                start, end = rng.choice(sentences(text))
                start += len(text[start:end]) - len(text[start:end].lstrip())
            else:
                count = min(int(name.split()[0]), len(found))
                first = rng.randrange(len(found) - count + 1)
                start, end = found[first][0], found[first + count - 1][1]
            if text[start:end].strip():
                yield name, start, end


class Tally:
    """The verdicts, by kind of edit, class and length."""

    def __init__(self, wrong: int, lost: int) -> None:
        self.counts: collections.Counter[tuple[str, str, str, str]] = collections.Counter()
        self.edges: collections.Counter[str] = collections.Counter()
        self.show = {"wrong": wrong, "lost": lost, "off": lost}
        self.first: list[float] = []
        self.each: list[float] = []

    def measure(self, kind: str, edited: Edited, rng: random.Random, each: int) -> None:
        truth = Truth(edited)
        asked = list(spans(edited.old, rng, each))
        selectors = [select(edited.old, start, end) for _, start, end in asked]
        began = time.perf_counter()
        route = Reanchoring(edited.old, edited.new)
        route.place(selectors[0])
        middle = time.perf_counter()
        placed = [route.place(selector) for selector in selectors]
        self.first.append(middle - began)
        self.each.append((time.perf_counter() - middle) / len(placed))
        for (length, start, end), found in zip(asked, placed, strict=True):
            group, right = truth.classify(start, end)
            got = (found.selector.start, found.selector.end) if found else None
            said = verdict(group, right, got)
            if kind == "real" and group == "heavy" and got and right and said != "right":
                liker = [Indel.distance(edited.old[start:end], edited.new[slice(*span)]) for span in (got, right[0])]
                said = "right" if liker[0] < liker[1] else said
            self.counts[kind, group, length, said] += 1
            self.edges[kind] += group == "light" and got is not None and got in right
            self._example(kind, group, said, edited, (start, end), right, got)

    def _example(self, kind, group, said, edited, asked, right, got) -> None:  # type: ignore[no-untyped-def]
        if self.show.get(said, 0) > 0:
            self.show[said] -= 1

            def around(text: str, span: tuple[int, int]) -> str:
                a, b = span
                return repr(text[max(0, a - 40) : a] + "⟦" + text[a:b] + "⟧" + text[b : b + 40])

            print(f"-- {kind}, {group}, {said}\n   old   {around(edited.old, asked)}")
            print(f"   right {around(edited.new, right[0]) if right else None}")
            print(f"   got   {around(edited.new, got) if got else None}")

    def total(self, said: str = "", kind: str = "", group: str = "", length: str = "") -> int:
        return sum(
            count
            for (k, g, n, s), count in self.counts.items()
            if kind == k or (not kind and k != "condensed")
            if group in ("", g) and length in ("", n) and said in ("", s)
        )

    def line(self, name: str, **chosen: str) -> str:
        cells = []
        for group in CLASSES:
            count = self.total(group=group, **chosen)
            share = f"{100 * self.total('right', group=group, **chosen) / count:6.2f}" if count else "     –"
            cells.append(f"{count:7} {share}")
        count, wrong, off = self.total(**chosen), self.total("wrong", **chosen), self.total("off", **chosen)
        return f"{name:18}{''.join(cells)} {count:8} {wrong:5} {100 * wrong / max(1, count):7.3f} {off:5}"

    def table(self, kinds: list[str]) -> None:
        print(f"{'':18}" + "".join(f"{group:>14}" for group in CLASSES) + f" {'all':>8} wrong       %   off")
        print(f"{'':18}" + f"{'number':>7} {'% right':>6}" * len(CLASSES))
        for kind in kinds:
            print(self.line(kind, kind=kind))
        for length in LENGTHS:
            print(self.line("· " + length, length=length))
        print(self.line("all"))
        light = self.total(group="light")
        print(f"light edits with both edges exact: {100 * sum(self.edges.values()) / max(1, light):.2f}% of {light}")
        first, each = sorted(self.first) or [0.0], sorted(self.each) or [0.0]
        print(
            f"time per pair of texts: median {1e3 * statistics.median(first):.2f} ms, 99% "
            f"{1e3 * first[int(0.99 * len(first))]:.2f}, worst {1e3 * first[-1]:.2f}; per highlight: median "
            f"{1e6 * statistics.median(each):.0f} µs, 99% {1e6 * each[int(0.99 * len(each))]:.0f}"
        )


def many(texts: list[str]) -> None:
    """Print the time for 500 and 5,000 highlights of one text, and for texts of 5 MB."""
    rng = random.Random(5)
    text = Text(max(texts[:200], key=len))
    revised(text, Other(rng, texts))
    edited = text.done()
    for count in (500, 5000):
        selectors = [select(edited.old, a, b) for _, a, b in spans(edited.old, rng, count // len(LENGTHS) + 1)][:count]
        began = time.perf_counter()
        route = Reanchoring(edited.old, edited.new)
        found = [route.place(selector) for selector in selectors]
        print(f"{count} highlights of {len(edited.old)} letters: {1e3 * (time.perf_counter() - began):.1f} ms, "
              f"{sum(f is not None for f in found)} placed")  # fmt: skip
    large = "\n\n".join(texts)[:5_000_000]
    other = Other(rng, texts)
    lines = large.split("\n\n")
    for at in rng.sample(range(len(lines)), len(lines) // 20):
        lines[at] = other.sentences(4)
    rng.shuffle(lines[:200])
    for name, new in (("5% of its abstracts rewritten", "\n\n".join(lines)), ("an unrelated one", large[::-1])):
        selectors = [select(large, a, b) for _, a, b in spans(large, rng, 17)]
        began = time.perf_counter()
        route = Reanchoring(large, new)
        route.place(selectors[0])
        middle = time.perf_counter()
        found = [route.place(selector) for selector in selectors]
        print(f"5 MB and {name}: {middle - began:.1f} s, then {(time.perf_counter() - middle) / len(selectors) * 1e3:.1f}"
              f" ms per highlight, {sum(f is not None for f in found)} of {len(found)} placed")  # fmt: skip


def by_difflib(ours: alignment.Words, theirs: alignment.Words) -> list[alignment.Block]:
    """The same diff by the standard library, to compare."""
    blocks = difflib.SequenceMatcher(None, ours.texts, theirs.texts, autojunk=False).get_matching_blocks()
    return [alignment.Block(*block) for block in blocks if block.size]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=600, help="abstracts for each kind of edit")
    parser.add_argument("--each", type=int, default=3, help="highlights of each length on a text")
    parser.add_argument("--wrong", type=int, default=0, help="show so many that are wrong")
    parser.add_argument("--lost", type=int, default=0, help="show so many that are lost, or off")
    parser.add_argument("--difflib", action="store_true", help="take difflib's diff of words instead")
    parser.add_argument("--part", nargs="*", default=[*KINDS, "condensed", "real", "many"])
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    if options.difflib:
        alignment._common_sequence = by_difflib
    with gzip.open(corpus.REAL, "rt", encoding="utf-8") as file:
        everything = [text for line in file if len(text := json.loads(line)["abstract"]) > 200]
    rng = random.Random(options.seed)
    texts = rng.sample(everything, options.texts)
    formulas = rng.sample([text for text in everything if _FORMULA.search(text)], options.texts)
    tally = Tally(options.wrong, options.lost)
    kinds = [kind for kind in [*KINDS, "condensed", "real"] if kind in options.part]
    for kind in kinds:
        rng = random.Random(f"{options.seed} {kind}")
        if kind in ("real", "condensed"):
            pairs = real() if kind == "real" else condensed(rng, options.texts)
        else:
            pairs = generated(kind, formulas if kind == "mathematics" else texts, rng)
        for edited in pairs:
            if edited.old.strip() and edited.new.strip():
                tally.measure(kind, edited, rng, options.each)
    if kinds:
        tally.table(kinds)
    if "many" in options.part:
        many(everything)


if __name__ == "__main__":
    main()
