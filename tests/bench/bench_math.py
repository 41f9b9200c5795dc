# SPDX-License-Identifier: MIT
"""How often mathematics that lost its TeX is shown as its TeX would be, and how often words are taken for mathematics.

Run: python tests/bench/bench_math.py [--part P]… [--wrong N] [--changes N] [--development]

Hugging Face takes `\\name{…}` away up to the first closing brace, then the dollars and every backslash between
them. `stripped` does the same: of the summaries known in both forms it gives every one, blanks aside, but those that
were revised. So all formulas of the corpus can be tried (`simulated`), and not only those of listed papers (`real`).

A formula is right if its stripped text shows the same signs on the same levels, blanks aside, as
- arXiv's text does (all of it), or
- arXiv's text does without those wrappers of which nothing is left in the stripped one: all of them, or all but
  fractions, or all but blackboard letters, or all but both (what was left). Where a root or a hat is gone for good,
  there is nothing that could bring it back.

Papers are split by a hash of their id; rules are made by looking at the development half only.
A changed stretch of a text without TeX is false (`false`) if it holds none of the signs of `_EVIDENT`; the changes in
both kinds were looked through by eye. Beside the formulas of a stripped text (`beside`) every change is counted.
"""

import argparse
import collections
import gzip
import hashlib
import json
import re
import statistics
import time
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

import corpus

from paperdesk.reading.abstract import render
from paperdesk.reading.rendering import Rendering

HF = corpus.DATA / "hf"
HALVES = ("development", "held out")
PARTS = ("real", "simulated", "false", "beside", "speed")

_FORMULA = re.compile(r"(?<!\\)\$([^$]*)\$")
_MACRO = re.compile(r"\\[A-Za-z]")
_KEPT_NAMES = ("", r"[dt]?frac", r"mathbb|mathds|mathbbm", r"[dt]?frac|mathbb|mathds|mathbbm")
_MACRO_BEFORE_WRAPPER = re.compile(r"\\[A-Za-z]+(?=\\[A-Za-z]+\{)")
_WRAPPERS = [re.compile(rf"\\(?!(?:{kept})\{{)[A-Za-z]+\{{([^}}]*)\}}") for kept in _KEPT_NAMES]

_GREEK = "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega"
_EVIDENT = re.compile(
    r"\^|\\|_\{|(?<![A-Za-z0-9_])[A-Za-zα-ω]{1,2}_[A-Za-z0-9*φ]|[0-9)][A-Za-z]?_[A-Za-z0-9]"  # powers and indices
    rf"|(?i:\b(?:{_GREEK}|max)_[A-Za-z0-9*]+)|\bmuP\b"
    r"|[A-Za-z0-9)] (?:times|approx|sim|pm|leq|geq) [0-9(]|[0-9]times\b"  # signs' names between numbers
    r"|[=(,\[] ?[-−][0-9.]|[A-Za-z0-9][-−][0-9]\)|[0-9][-−][0-9]|\{-\}|sqrt\{"  # a minus for a hyphen
    r"|(?:varepsilon|varphi|mathcal|mathbb|mathbf|mathrm|widetilde|widehat|leq|geq|cdot|infty|rightarrow|hbar)"
)
_TEXTS_OWN = re.compile(r"``|''|--+|~|&#?[A-Za-z0-9]+;|\{\\|https?://")

Signs = list[tuple[str, int]]


class Text(NamedTuple):
    """A text made of another, and the place there of each of its code points."""

    text: str
    places: list[int]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Return where [start, end) of the other text is in this one."""
        return bisect_left(self.places, start), bisect_left(self.places, end)


class Case(NamedTuple):
    """A formula in a text of arXiv's, and the stretch of the stripped text that it became."""

    real: str
    formula: tuple[int, int]
    stripped: str
    place: tuple[int, int]


def half(paper: str) -> str:
    """Return which half of the papers this one belongs to."""
    return HALVES[hashlib.sha256(paper.encode()).digest()[0] & 1]


# The texts


def _replaced(source: Text, pattern: re.Pattern[str], drop: str = "") -> Text:
    """Put the first group of each match in its place, without the signs in `drop`."""
    text, places = source
    kept: list[int] = []
    last = 0
    for found in pattern.finditer(text):
        kept.extend(range(last, found.start()))
        kept.extend(n for n in range(*found.span(1)) if text[n] not in drop)
        last = found.end()
    kept.extend(range(last, len(text)))
    return Text("".join(text[n] for n in kept), [places[n] for n in kept])


def unwrapped(text: str, kept: int = 0) -> Text:
    """Return `text` without wrappers, but for those of number `kept` in the table."""
    return _replaced(Text(text, list(range(len(text)))), _WRAPPERS[kept])


def survivor(text: str, kept: int) -> Text:
    """Return what `unwrapped` does, where macros that a wrapper kept apart stay apart: in `\\times\\mathbb{R}`.

    Of a double bar, `\\|`, the backslash is taken: what was left is a single one.
    """
    text = text.replace("\\|", "| ")
    ends = {found.end() - 1 for found in _MACRO_BEFORE_WRAPPER.finditer(text)}
    places = [place for n in range(len(text)) for place in ([n, n] if n in ends else [n])]
    chars = [char for n, char in enumerate(text) for char in ((char, " ") if n in ends else (char,))]
    return _replaced(Text("".join(chars), places), _WRAPPERS[kept])


def stripped(text: str) -> Text:
    """Return `text` as Hugging Face would give it."""
    return _replaced(unwrapped(text), _FORMULA, drop="\\")


def corpus_papers() -> Iterator[tuple[str, str, str]]:
    """Yield the id, the title and the abstract of each paper of the corpus."""
    with gzip.open(corpus.REAL, "rt", encoding="utf-8") as file:
        for line in file:
            paper = json.loads(line)
            yield re.sub(r"v[0-9]+$", "", paper["id"].rsplit("/", 1)[-1]), paper["title"], paper["abstract"]


def hf_papers() -> Iterator[tuple[str, str, str]]:
    """Yield the id (empty where there is none), the title and the summary of what Hugging Face listed."""
    for path in sorted(HF.glob("*/*.json")):
        yield from _papers_in(json.loads(path.read_text("utf-8")))


def _papers_in(value: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _papers_in(item)
    elif isinstance(value, dict):
        title, summary = value.get("title"), value.get("summary") or value.get("abstract")
        if isinstance(title, str) and isinstance(summary, str):
            yield str(value.get("id", "")), title, summary
        for item in value.values():
            yield from _papers_in(item)


def _words(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _solid(text: str) -> Text:
    places = [n for n, char in enumerate(text) if not char.isspace()]
    return Text("".join(text[n] for n in places), places)


def joined() -> Iterator[tuple[str, str, str]]:
    """Yield the id, arXiv's text and Hugging Face's of each abstract and title that is known in both forms."""
    known: dict[str, tuple[str, str]] = {}
    for paper, title, summary in hf_papers():
        for key in filter(None, (paper, _words(title))):
            if len(summary) > len(known.get(key, ("", ""))[1]):
                known[key] = (title, summary)
    for paper, title, abstract in corpus_papers():
        listed = known.get(paper) or known.get(_words(title))
        if listed is not None:
            yield from ((paper, title, listed[0]), (paper, abstract, listed[1]))


def formulas(text: str) -> list[tuple[int, int]]:
    """Return where the formulas with a macro in them are."""
    return [found.span() for found in _FORMULA.finditer(text) if _MACRO.search(found[1])]


def real_cases() -> Iterator[tuple[str, Case | None]]:
    """Yield the formulas of joined texts with their papers' ids; None for each in a text that was revised."""
    for paper, real, listed in joined():
        if not formulas(real):
            continue
        mine, theirs, lost = _solid(stripped(real).text), _solid(listed), stripped(real)
        for span in formulas(real):
            if mine.text != theirs.text:
                yield paper, None
                continue
            first, last = mine.within(*lost.within(*span))
            if first < last:
                yield paper, Case(real, span, listed, (theirs.places[first], theirs.places[last - 1] + 1))


def simulated_cases() -> Iterator[tuple[str, Case]]:
    """Yield the formulas of all corpus texts that Hugging Face could have stripped without crossing two of them."""
    for paper, title, abstract in corpus_papers():
        for text in (title, abstract):
            if not formulas(text) or "$$" in text or text.count("$") % 2:
                continue
            lost = stripped(text)
            for span in formulas(text):
                place = lost.within(*span)
                if place[0] < place[1]:
                    yield paper, Case(text, span, lost.text, place)


# Judging


_cache: dict[str, Rendering] = {}


def rendered(text: str) -> Rendering:
    """Return `render(text)`; the texts of one paper are asked for many times in a row."""
    if text not in _cache:
        if len(_cache) > 12:
            _cache.clear()
        _cache[text] = render(text)
    return _cache[text]


def signs(text: str, start: int, end: int) -> Signs:
    """Return what is shown of text[start:end], without blanks."""
    rendering = rendered(text)
    levels = [run.level for run in rendering.runs for _ in run.text]
    first, last = rendering.to_shown(start, end)
    return [(rendering.plain[n], levels[n]) for n in range(first, last) if not rendering.plain[n].isspace()]


def verdict(case: Case) -> str:
    """Return how a formula came out."""
    shown = signs(case.stripped, *case.place)
    as_stored = [(char, 0) for char in case.stripped[slice(*case.place)] if not char.isspace()]
    how = "untouched" if shown == as_stored else "repaired"
    if shown == signs(case.real, *case.formula):
        return f"right, all of it, {how}"
    for kept in range(len(_WRAPPERS)):
        left = survivor(case.real, kept)
        if shown == signs(left.text, *left.within(*case.formula)):
            return f"right, what was left, {how}"
    return f"wrong, {how}"


def report(title: str, cases: Iterator[tuple[str, Case | None]], wrong: int, halves: tuple[str, ...]) -> None:
    """Print the verdicts by half, and `wrong` examples of the development half that are not right."""
    counts = {name: collections.Counter[str]() for name in halves}
    examples: list[Case] = []
    for paper, case in cases:
        name = half(paper)
        if name not in halves:
            continue
        found = verdict(case) if case else "no such summary"
        counts[name][found] += 1
        if case and found.startswith("wrong") and name == HALVES[0]:
            examples.append(case)
    for name, verdicts in counts.items():
        total = sum(n for key, n in verdicts.items() if key != "no such summary")
        right = sum(n for key, n in verdicts.items() if key.startswith("right"))
        print(f"{title}, {name}: {right} of {total} right ({right / max(total, 1):.1%})")
        for key, n in sorted(verdicts.items()):
            print(f"    {n:6} {key}")
    for case in examples[:: max(1, len(examples) // wrong)][:wrong] if wrong else []:
        print("   ", repr(case.real[slice(*case.formula)]))
        around = case.stripped[max(0, case.place[0] - 15) : case.place[1] + 15]
        print("      ", repr(around))
        left = survivor(case.real, len(_WRAPPERS) - 1)
        due = signs(left.text, *left.within(*case.formula))
        print("      ", _marked(signs(case.stripped, *case.place)), "for", _marked(due))


def _marked(shown: Signs) -> str:
    return "".join(char if not level else f"{'^' if level > 0 else '_'}{char}" for char, level in shown)


# False changes


def changes(text: str) -> list[tuple[int, int]]:
    """Return the stretches of `text` of which something else is shown than is stored, or on another level."""
    found: list[tuple[int, int]] = []
    rendering = render(text)
    levels = [run.level for run in rendering.runs for _ in run.text]
    for n, (start, end) in enumerate(zip(rendering.starts, rendering.ends, strict=True)):
        char = rendering.plain[n]
        if (char in text[start:end] and not levels[n]) or char.isspace():
            continue
        if found and start <= found[-1][1] + 2:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [span for span in found if not _TEXTS_OWN.search(text[slice(*span)])]


def report_changes(samples: int, halves: tuple[str, ...]) -> None:
    """Print how many texts without TeX were changed, and what was changed in them."""
    texts = collections.Counter[str]()
    false: dict[str, list[str]] = {name: [] for name in halves}
    evident: dict[str, list[str]] = {name: [] for name in halves}
    for paper, _, abstract in corpus_papers():
        name = half(paper)
        if name not in halves or "$" in abstract or "\\" in abstract:
            continue
        texts[name] += 1
        for start, end in changes(abstract):
            kind = evident if _EVIDENT.search(abstract[max(0, start - 3) : end + 3]) else false
            kind[name].append(f"{paper}: {_around(abstract, start, end)}")
    for name in halves:
        bad = len({line.split(":")[0] for line in false[name]})
        print(f"Texts without TeX, {name}: {texts[name]}; false changes in {bad}, one in {texts[name] // max(bad, 1)}")
        print(f"    mathematics written plainly, set as such: {len(evident[name])}")
        for kind, lines in (("false", false[name]), ("set", evident[name])):
            for line in lines[:: max(1, len(lines) // samples)][:samples] if samples else []:
                print(f"    {kind}: {line}")


def _around(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[max(0, start - 30) : start]}⟦{text[start:end]}⟧{text[end : end + 25]}".split())


def report_beside(samples: int, halves: tuple[str, ...]) -> None:
    """Print in how many texts stripped here something beside the formulas was changed."""
    texts = collections.Counter[str]()
    changed: dict[str, list[str]] = {name: [] for name in halves}
    for paper, _, abstract in corpus_papers():
        name = half(paper)
        if name not in halves or not formulas(abstract) or "$$" in abstract or abstract.count("$") % 2:
            continue
        texts[name] += 1
        lost = stripped(abstract)
        inside = [lost.within(*found.span()) for found in _FORMULA.finditer(abstract)]
        for start, end in changes(lost.text):
            in_tex = "\\" in lost.text[max(0, start - 1) : end + 1]
            if not in_tex and all(end <= first or last <= start for first, last in inside):
                changed[name].append(f"{paper}: {_around(lost.text, start, end)}")
    for name in halves:
        bad = len({line.split(":")[0] for line in changed[name]})
        print(f"Beside formulas stripped here, {name}: changes in {bad} of {texts[name]} texts")
        for line in changed[name][:samples]:
            print(f"    {line}")


def report_speed() -> None:
    """Print what an abstract takes to render, in milliseconds."""
    took: list[float] = []
    for number, (_, _, abstract) in enumerate(corpus_papers()):
        if number % 20 == 0:
            began = time.perf_counter()
            render(abstract)
            took.append((time.perf_counter() - began) * 1000)
    took.sort()
    print(
        f"Render, ms: median {statistics.median(took):.3f}, 99% {took[len(took) * 99 // 100]:.2f}, most {took[-1]:.2f}"
    )


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Measures the repair of stripped mathematics.")
    parser.add_argument("--wrong", type=int, default=0, help="examples of formulas that came out wrong")
    parser.add_argument("--changes", type=int, default=0, help="examples of changes in texts without TeX")
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--development", action="store_true", help="look at the development half only")
    options = parser.parse_args()
    halves = HALVES[:1] if options.development else HALVES
    parts = options.part or PARTS
    if "real" in parts:
        report("Listed by Hugging Face", real_cases(), options.wrong, halves)
    if "simulated" in parts:
        report("Stripped here", simulated_cases(), options.wrong, halves)
    if "false" in parts:
        report_changes(options.changes, halves)
    if "beside" in parts:
        report_beside(options.changes, halves)
    if "speed" in parts:
        report_speed()


if __name__ == "__main__":
    main()
