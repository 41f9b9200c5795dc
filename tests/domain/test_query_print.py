# SPDX-License-Identifier: MIT
"""Writing queries: what is written is read as what was meant, whatever was typed or built."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperdesk.domain.conditions import (
    EVERYTHING,
    MARKS,
    POSSESSIONS,
    TEXT_FIELDS,
    All,
    Any,
    Condition,
    Days,
    Has,
    Identified,
    Marked,
    Not,
    Phrase,
    Since,
    Source,
    Tagged,
    Votes,
    Word,
)
from paperdesk.domain.identity import doi
from paperdesk.domain.query_print import show, show_value
from paperdesk.domain.query_text import all_of, any_of, has_text, opposite, parse, wanted_texts
from paperdesk.domain.query_tokens import FIELDS, OPERATORS, SYNONYMS
from paperdesk.domain.query_values import DAYS_IN, SIGNS, SORTS
from paperdesk.domain.tags import tag_name

NAMES = [*FIELDS, *SYNONYMS, "colour"]
PIECES = [
    *OPERATORS, *MARKS, *POSSESSIONS, *SORTS, *SIGNS, *DAYS_IN, *(f"{name}:" for name in NAMES),
    "(", ")", '"', '""', "“", "”", "«", "-", "--", "*", "＊", "：", "（", "）", " ", "  ", ",", ".", "..", "…", ":", "/", "#",
    "'", "’", "~", "a", "word", "É", "e\u0301", "深度", "ß", "İ", "🤗", "\0", "\ud800", "\u200b", "\u202e", "\xa0", "\u2028",
    "2024", "2024-05", "2024-04-28", "1600", "2199", "0", "7", "99999999999", "50", "2404.18212", "2404.18212v2",
    "hep-th/9901001", "https://arxiv.org/abs/", "https://doi.org/", "10.1000/", "10.48550/arXiv.", "10.1000/a(b)",
    "%22", "%20", "%00", "%E2%80%8B", "%32", "t-0123456789ab", "cs.LG", "C++",
]  # fmt: skip
typed = st.one_of(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map("".join),
    st.text(max_size=60),
)


@given(typed, st.booleans())
@example("a", False)
@example("a b OR c", False)
@example("'-foo 'title:x", False)
@example("tag:##x", True)
@example('tag:" #x"', True)
@example("https://doi.org/10.1000/a%22b", True)
@example("https://doi.org/10.1000/a%00%E2%80%8B)", True)
@example("https://doi.org/10.48550/arXiv.%32404.18212", True)
@example("10.1000/a)b", True)
@example("https://doi.org/10.1000/%00" + "é" * 300, True)
@example("id:sort:title", True)
@example('-(is:read id:"10.1000/x(")', True)
@example("2404.18212*", True)
@example('"foo""', False)
@example("before:1600 after:2199", True)
@example("a (b OR " * 60, False)
@example("a b OR -(c " * 60, False)
@example("title:(" * 60 + "a", False)
@settings(max_examples=400, deadline=None)
def test_what_was_read_is_written_so_that_it_is_read_the_same(text: str, complete: bool) -> None:
    parsed = parse(text, complete=complete)
    shown = show(parsed.condition, parsed.sort)
    for again in (parse(shown), parse(shown, complete=True), parse(shown.strip(), complete=True)):
        assert (again.condition, again.sort) == (parsed.condition, parsed.sort)
    assert show(parse(shown).condition, parsed.sort) == shown


@given(typed, st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_is_read_is_flat_and_stored_without_harm(text: str, complete: bool) -> None:
    parsed = parse(text, complete=complete)
    check_form(parsed.condition)
    assert set(wanted_texts(parsed.condition)) <= set(texts_in(parsed.condition))
    assert has_text(parsed.condition) == bool(texts_in(parsed.condition))
    assert parsed.sort in ("", *SORTS)
    assert all(0 < len(hint) < 200 for hint in parsed.hints)
    if not complete:
        assert set(parsed.hints) <= set(parse(text, complete=True).hints) or len(parsed.hints) > 8


def check_form(condition: Condition) -> None:
    """Assert what every consumer may rely on."""
    match condition:
        case Not(inner):
            assert not isinstance(inner, Not)
            check_form(inner)
        case All(children) | Any(children):
            assert len(children) >= 2 or condition == EVERYTHING
            for child in children:
                assert not isinstance(child, type(condition))
                check_form(child)
        case Word(text, field):
            assert text.split() == [text]
            assert field in ("", *TEXT_FIELDS)
        case Phrase(text, field):
            assert " ".join(text.split()) == text != ""
            assert field in ("", *TEXT_FIELDS)
        case Tagged(tag):
            assert tag_name(tag) == tag
        case Days(first, last):
            assert first or last
            assert not first or not last or first <= last or first.startswith(last)
        case Since(days):
            assert 1 <= days <= 99_999
        case Votes(sign, number):
            assert sign in SIGNS
            assert 0 <= number < 10**9
        case Marked(mark):
            assert mark in MARKS
        case Has(what):
            assert what in POSSESSIONS
        case Source(name) | Identified(name):
            assert name


def texts_in(condition: Condition) -> list[Word | Phrase]:
    match condition:
        case Not(inner):
            return texts_in(inner)
        case All(children) | Any(children):
            return [text for child in children for text in texts_in(child)]
        case Word() | Phrase():
            return [condition]
        case _:
            return []


fields = st.sampled_from(("", *TEXT_FIELDS))
plain = st.from_regex(r"[a-z0-9éß深学]{1,8}", fullmatch=True)
awkward = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Cf", "Zl", "Zp"], exclude_characters="*＊"),
    min_size=1,
    max_size=12,
)
phrases = awkward.map(lambda text: " ".join(f"a {text} b".split()))
tag_names = awkward.map(lambda text: f"x{text}y").map(tag_name)
days = st.sampled_from(["", "2023", "2024", "2024-03", "2024-03-05"])
facts = st.one_of(
    st.builds(Marked, st.sampled_from(MARKS)),
    st.builds(Has, st.sampled_from(POSSESSIONS)),
    st.builds(Tagged, tag_names),
    st.builds(Source, phrases),
    st.builds(Since, st.integers(1, 99_999)),
    st.builds(Votes, st.sampled_from(SIGNS), st.integers(0, 999_999_999)),
    st.builds(Identified, st.sampled_from(["2404.18212", "hep-th/9901001", "t-0123456789ab"])),
    st.builds(Identified, awkward.map(lambda text: doi("10.1000/x" + "".join(text.split()))).filter(bool)),
    st.tuples(days, days).filter(lambda d: any(d) and (not all(d) or d[0] <= d[1])).map(lambda d: Days(*d)),
)
texts = st.one_of(st.builds(Word, plain, fields, st.booleans()), st.builds(Phrase, phrases, fields, st.booleans()))
conditions: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(texts, facts),
    lambda inner: st.one_of(
        inner.map(opposite),
        st.lists(inner, max_size=4).map(lambda children: all_of(*children)),
        st.lists(inner, max_size=4).map(lambda children: any_of(*children)),
    ),
    max_leaves=12,
)


@given(conditions, st.sampled_from(("", *SORTS)))
@settings(max_examples=300, deadline=None)
def test_what_was_built_is_written_so_that_it_is_read_the_same(condition: Condition, sort: str) -> None:
    for parsed in (parse(show(condition, sort)), parse(show(condition, sort), complete=True)):
        assert (parsed.condition, parsed.sort) == (condition, sort)
        assert not [h for h in parsed.hints if "every paper" not in h]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("A  b", "A b "),
        ("tra*", "tra*"),
        ("NOT a", "-a"),
        ("a b OR c*", "(a b) OR c*"),
        ("(a OR b) -(c d)", "(a OR b) -(c d)"),
        ("title:(a b*)", "title:a title:b*"),
        ('AU:"Jie  Wu"', 'author:"Jie Wu"'),
        ('"large lang*', '"large lang*"'),
        ('tag:"rl" tag:"to read" tag:"say ""hi"""', 'tag:rl tag:"to read" tag:"say ""hi"""'),
        ("https://arxiv.org/abs/2404.18212v2", "2404.18212"),
        ("date:2024..2024 since:1w votes:9", "date:2024 since:7d upvotes:>=9"),
        ("sort:title a", "a sort:title"),
        ("sort:title", "sort:title"),
        ("a OR -*", "a OR -*"),
    ],
)
def test_the_canonical_form(text: str, shown: str) -> None:
    parsed = parse(text, complete=True)
    assert show(parsed.condition, parsed.sort) == shown


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        (Word("OR"), '"OR"'),
        (Word("-a"), '"-a"'),
        (Word("title:x"), '"title:x"'),
        (Word("two words", "title"), 'title:"two words"'),
        (Word("2404.18212"), '"2404.18212"'),
        (All((All((Word("a"), Word("b"))), Not(Not(Word("c", prefix=True))))), "(a b) --c*"),
        (Any(()), "-*"),
        (All((Any((Word("a"),)),)), "a "),
        (Identified("no such key"), 'id:"no such key"'),
        (Not(All((Word("a"), Identified("10.1000/x(")))), '-(a id:"10.1000/x(")'),
    ],
)
def test_what_no_text_is_read_as_is_written_as_the_nearest_that_is(condition: Condition, shown: str) -> None:
    assert show(condition) == shown
    assert parse(shown, complete=True).hints == () or condition == Any(())


def test_one_value_is_written_without_a_blank_behind() -> None:
    assert show_value(Word("Wu", "author")) == "author:Wu"
    assert show_value(Tagged("to read")) == 'tag:"to read"'
