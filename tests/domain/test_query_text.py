# SPDX-License-Identifier: MIT
"""Reading queries: what each form asks for, and that nothing at all makes it fail."""

import pytest

from paperdesk.domain.conditions import (
    EVERYTHING,
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
from paperdesk.domain.query_text import (
    DEEPEST,
    all_of,
    any_of,
    has_text,
    opposite,
    parse,
    wanted_texts,
)

A, B, C = Word("a"), Word("b"), Word("c")
URL = "https://arxiv.org/abs/2404.18212v2"


def asked(text: str) -> Condition:
    """What a finished text asks for."""
    return parse(text, complete=True).condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("", EVERYTHING),
        (" \t\n", EVERYTHING),
        ("a", A),
        ("a b c", All((A, B, C))),
        ("a AND b", All((A, B))),
        ("a OR b", Any((A, B))),
        ("a or b", All((A, Word("or"), B))),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("NOT -a", A),
        ("--a", A),
        ("a -b", All((A, Not(B)))),
        ("a OR NOT b", Any((A, Not(B)))),
        ("a AND -b", All((A, Not(B)))),
        ("-(a b)", Not(All((A, B)))),
        ("-(-(a))", A),
        ("NOT (a OR b)", Not(Any((A, B)))),
        ("a (b c)", All((A, B, C))),
        ("a OR (b OR c)", Any((A, B, C))),
        ("((a))", A),
        ("(a OR b) c", All((Any((A, B)), C))),
        ("tran*", Word("tran", prefix=True)),
        ('"a b"', Phrase("a b")),
        ('" a   b "', Phrase("a b")),
        ('"a b*"', Phrase("a b", prefix=True)),
        ('"a b"*', Phrase("a b", prefix=True)),
        ('a"b c"', All((A, Phrase("b c")))),
        ("*", EVERYTHING),
        ("a *", A),
        ("-*", Not(EVERYTHING)),
        ("state-of-the-art", Word("state-of-the-art")),
        ("C++, C#.", All((Word("C++"), Word("C#")))),
        ("what?", Word("what")),
    ],
)
def test_words_and_how_they_are_joined(text: str, condition: Condition) -> None:
    assert parse(text, complete=True).condition == condition


def test_not_binds_before_and_before_or() -> None:
    assert asked("a b OR -c a") == Any((All((A, B)), All((Not(C), A))))
    assert asked("a AND b OR c") == asked("a b OR c") == Any((All((A, B)), C))


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_every_text_field_takes_words_prefixes_phrases_and_groups(name: str) -> None:
    assert asked(f"{name}:a") == Word("a", name)
    assert asked(f"{name.upper()}:a*") == Word("a", name, prefix=True)
    assert asked(f'{name}:"a b"') == Phrase("a b", name)
    assert asked(f"{name}:(a OR -b)") == Any((Word("a", name), Not(Word("b", name))))
    assert asked(f"-{name}:a") == asked(f"{name}:-a") == Not(Word("a", name))
    assert asked(f'{name}:-"a b"') == Not(Phrase("a b", name))


def test_a_field_within_a_group_stands_for_itself() -> None:
    assert asked("title:(a author:b (c is:read))") == All(
        (Word("a", "title"), Word("b", "author"), Word("c", "title"), Marked("read"))
    )


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("is:unread", Marked("unread")),
        ("IS:Starred", Marked("starred")),
        ('is:"later"', Marked("later")),
        ("is:(read OR archived)", Any((Marked("read"), Marked("archived")))),
        ("has:pdf", Has("pdf")),
        ("has:notes", Has("note")),
        ("tag:rl/offline", Tagged("rl/offline")),
        ("tag:#rl", Tagged("rl")),
        ('tag:"to read"', Tagged("to read")),
        ('tag:"say ""hi"""', Tagged('say "hi"')),
        ('tag:"a*"', Tagged("a*")),
        ("tag:cafe\u0301", Tagged("café")),
        ("source:arxiv:cs.LG", Source("arxiv:cs.LG")),
        ("in:https://example.org/feed?x=1", Source("https://example.org/feed?x=1")),
        ("date:2024", Days("2024", "2024")),
        ("date:2024-04-28", Days("2024-04-28", "2024-04-28")),
        ("date:2024-04..2024-05", Days("2024-04", "2024-05")),
        ("date:2024-05..", Days("2024-05", "")),
        ("date:..2024", Days("", "2024")),
        ("date:2024..2024-03", Days("2024", "2024-03")),
        ("date:2024-03..2024", Days("2024-03", "2024")),
        ("before:2024", Days("", "2023")),
        ("before:2024-01", Days("", "2023-12")),
        ("before:2024-03-01", Days("", "2024-02-29")),
        ("after:2024", Days("2025", "")),
        ("after:2024-12", Days("2025-01", "")),
        ("after:2024-12-31", Days("2025-01-01", "")),
        ("since:7", Since(7)),
        ("since:7d", Since(7)),
        ("since:2W", Since(14)),
        ("since:3m", Since(90)),
        ("since:1y", Since(365)),
        ("since:week", Since(7)),
        ("since:today", Since(1)),
        ("since:0", Since(1)),
        ("since:2024-05", Days("2024-05", "")),
        ("upvotes:50", Votes(">=", 50)),
        ("upvotes:>50", Votes(">", 50)),
        ("upvotes:>=50", Votes(">=", 50)),
        ("upvotes:<50", Votes("<", 50)),
        ("upvotes:<=50", Votes("<=", 50)),
        ("votes:=50", Votes("=", 50)),
        ("2404.18212", Identified("2404.18212")),
        ("arXiv:2404.18212v2", Identified("2404.18212")),
        ("arXiv: 2404.18212", Identified("2404.18212")),
        ("hep-th/9901001", Identified("hep-th/9901001")),
        (URL, Identified("2404.18212")),
        ("huggingface.co/papers/2404.18212", Identified("2404.18212")),
        ("https://arxiv.org/pdf/2404.18212.pdf", Identified("2404.18212")),
        ("10.1038/NATURE14539", Identified("10.1038/nature14539")),
        ("https://doi.org/10.1038/nature14539.", Identified("10.1038/nature14539")),
        ("10.1016/S0140-6736(20)30183-5", Identified("10.1016/s0140-6736(20)30183-5")),
        ("https://doi.org/10.48550/arXiv.2404.18212", Identified("2404.18212")),
        ("t-0123456789ab", Identified("t-0123456789ab")),
        ("id:2404.18212v1", Identified("2404.18212")),
        ("-2404.18212", Not(Identified("2404.18212"))),
        ("(2404.18212, a)", All((Identified("2404.18212"), A))),
        ("title:2404.18212", Word("2404.18212", "title")),
        ("3.14159", Word("3.14159")),
    ],
)
def test_facts(text: str, condition: Condition) -> None:
    parsed = parse(text, complete=True)
    assert parsed.condition == condition
    assert parsed.hints == ()


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("ti:a", Word("a", "title")),
        ("abs:a", Word("a", "abstract")),
        ("au:a", Word("a", "author")),
        ("by:a", Word("a", "author")),
        ("cat:cs.LG", Word("cs.LG", "category")),
    ],
)
def test_synonyms(text: str, condition: Condition) -> None:
    assert asked(text) == condition


def test_the_last_order_counts_and_asks_nothing_else() -> None:
    parsed = parse("sort:title a SORT:Newest", complete=True)
    assert (parsed.condition, parsed.sort, parsed.hints) == (A, "newest", ())
    assert parse("sort:trending sort:nonsense", complete=True).sort == "trending"
    assert parse("a", complete=True).sort == ""


class TestTyping:
    """The text is still being typed unless `complete` says otherwise."""

    @pytest.mark.parametrize(
        ("text", "condition"),
        [
            ("tra", Word("tra", prefix=True)),
            ("tra ", Word("tra")),
            ("tra,", Word("tra")),
            ("a tra", All((A, Word("tra", prefix=True)))),
            ("(a OR tra", Any((A, Word("tra", prefix=True)))),
            ("(a OR b)", Any((A, B))),
            ("title:tra", Word("tra", "title", prefix=True)),
            ('"large lang', Phrase("large lang", prefix=True)),
            ('"large ', Phrase("large")),
            ('"large lang"', Phrase("large lang")),
            ("tag:rl", Tagged("rl")),
            ("is:read", Marked("read")),
            ("2404.18212", Identified("2404.18212")),
            ("cafe\u0301", Word("cafe\u0301", prefix=True)),
            ("深度学习", Word("深度学习", prefix=True)),
            ("C++", Word("C++")),
        ],
    )
    def test_the_last_word_is_a_prefix(self, text: str, condition: Condition) -> None:
        assert parse(text).condition == condition

    @pytest.mark.parametrize("text", ["-sur", "NOT sur", "a -(b sur", '-"large sur', "-title:sur", "-(-(-sur"])
    def test_half_a_word_excludes_nothing_more_than_itself(self, text: str) -> None:
        condition = parse(text).condition
        assert condition == asked(text)
        assert "prefix=True" not in repr(condition)

    def test_what_is_excluded_twice_is_wanted(self) -> None:
        assert parse("-(-sur").condition == Word("sur", prefix=True)

    @pytest.mark.parametrize(
        "text",
        ['"', "(", "-", "a OR", "a OR ", "a AND", "NOT", "title:", 'title:"', 'title:"a', "title:(", "tag:", "is:",
         "is:un", "has:co", "sort:", "sort:new", "date:", "date:20", "date:2024-", "date:2024..20", "date:..",
         "since:", "since:3mo", "since:2024-0", "upvotes:", "upvotes:>", "id:", "tag:#"],
    )  # fmt: skip
    def test_what_is_only_unfinished_gets_no_hint_until_it_is_finished(self, text: str) -> None:
        assert parse(text).hints == ()
        assert parse(text, complete=True).hints or text == "id:"

    def test_an_unfinished_range_already_asks_for_its_beginning(self) -> None:
        assert parse("date:2024-05..2").condition == Days("2024-05", "")


HALF = [
    # text, what it asks for when it is finished, a part of what it says
    ('"', EVERYTHING, "quote"),
    ("(", EVERYTHING, "bracket"),
    ("()", EVERYTHING, "brackets with nothing"),
    (")))", EVERYTHING, '")" that closes nothing'),
    ("a) b", All((A, B)), '")" that closes nothing'),
    ("AND", EVERYTHING, '"AND" joins nothing'),
    ("OR a", A, '"OR" joins nothing'),
    ("a NOT", A, '"NOT" joins nothing'),
    ("a NOT OR b", Any((A, B)), '"NOT" joins nothing'),
    ("a OR OR b", Any((A, B)), '"OR" joins nothing'),
    ("(a OR) b", All((A, B)), '"OR" joins nothing'),
    ("-", EVERYTHING, '"-" joins nothing'),
    ("a - b", All((A, B)), '"-" joins nothing'),
    ("*", EVERYTHING, "every paper"),
    ("***a", A, '"*" counts only at the end'),
    ("a*b", Word("a", prefix=True), '"*" counts only at the end'),
    ("a OR", A, '"OR" joins nothing'),
    ("title:", EVERYTHING, '"title:" has nothing directly after it'),
    ("title: a", A, '"title:" has nothing directly after it'),
    ('title:"', EVERYTHING, "quote"),
    (":x", Word("x"), '":x" names no field; it was searched as "x"'),
    ("date:banana", EVERYTHING, '"banana" is no date'),
    ("date:2024-13", EVERYTHING, '"2024-13" is no date'),
    ("date:2024..banana", Days("2024", ""), '"banana" is no date'),
    ("date:2025..2020", Days("2020", "2025"), "runs backwards; it was read as 2020..2025"),
    ("before:1600", EVERYTHING, "no day is beyond 1600"),
    ("upvotes:>x", EVERYTHING, "upvotes:"),
    ("since:banana", EVERYTHING, "since:"),
    ("is:banana", EVERYTHING, "unread"),
    ("has:banana", EVERYTHING, "highlight"),
    ("sort:banana", EVERYTHING, "newest"),
    ("tag:/", EVERYTHING, "no name for a tag"),
    ("tag:" + "x" * 500, EVERYTHING, "too long"),
    ("tag:rl*", Tagged("rl"), 'knows no "*"'),
    ("~~~", EVERYTHING, '"~~~" holds no word'),
    ("colour:red", Word("colour:red"), '"colour:" is no field; it was searched as a word'),
    ('colour:"deep red"', All((Word("colour"), Phrase("deep red"))), '"colour:" is no field'),
]


@pytest.mark.parametrize(("text", "condition", "told"), HALF)
def test_what_is_not_understood_is_told(text: str, condition: Condition, told: str) -> None:
    parsed = parse(text, complete=True)
    assert parsed.condition == condition
    assert any(told in hint for hint in parsed.hints)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("“a b” c", All((Phrase("a b"), C))),
        ("«a b»", Phrase("a b")),
        ("「深度 学习」", Phrase("深度 学习")),
        ("（a OR b） c", All((Any((A, B)), C))),
        ("title：a＊", Word("a", "title", prefix=True)),
        ("深度学习", Word("深度学习")),
        ("模型：扩散", Word("模型：扩散")),
        ("شبكة عصبية", All((Word("شبكة"), Word("عصبية")))),
        ("🤗", Word("🤗")),
        ("İstanbul ılık", All((Word("İstanbul"), Word("ılık")))),
        ("a\0b\x1bc", All((A, B, C))),
        ("\ud800a", A),
        ("a\u200bb \u202ec", All((Word("ab"), C))),
        ("\u200b-\u200ba", Not(A)),
        ("O\u200bR", EVERYTHING),
        ("a'; DROP TABLE papers;--", All((A, Word("DROP"), Word("TABLE"), Word("papers")))),
        ("<b>a</b>", Word("b>a</b")),
        ("\u0301", EVERYTHING),
        ("‘OR’", Word("or")),
    ],
    ids=lambda value: ascii(value) if isinstance(value, str) else "",
)
def test_foreign_and_odd_characters(text: str, condition: Condition) -> None:
    assert parse(text, complete=True).condition == condition


def test_a_plain_quote_without_an_end_is_ended_by_a_typographic_one() -> None:
    assert asked('"a b” c') == All((Phrase("a b"), C))
    assert asked('"a “b” c"') == Phrase("a “b” c")


class TestLarge:
    def test_brackets_are_followed_only_so_deep(self) -> None:
        parsed = parse("(" * 3000 + "a OR b" + ")" * 3000 + " c", complete=True)
        assert parsed.condition == All((Any((A, B)), C))
        assert parsed.hints == (f"brackets more than {DEEPEST} deep were left out",)

    def test_negations_in_brackets_up_to_the_limit_all_count(self) -> None:
        assert asked("-(" * (DEEPEST - 1) + "a" + ")" * (DEEPEST - 1)) == Not(A)
        assert asked("-(" * DEEPEST + "a" + ")" * DEEPEST) == A

    def test_alternating_operators_nest(self) -> None:
        condition = asked("a (b OR " * 3000)
        assert has_text(condition)
        assert wanted_texts(condition) == (A, B)

    def test_five_thousand_words_are_all_kept(self) -> None:
        condition = asked(" ".join(f"w{n}" for n in range(5000)))
        assert isinstance(condition, All)
        assert condition.conditions[4999] == Word("w4999")

    def test_a_number_too_large_is_the_largest(self) -> None:
        assert asked("upvotes:" + "9" * 9000) == Votes(">=", 999_999_999)
        assert asked("since:" + "9" * 9000 + "y") == Since(99_999)

    def test_hints_are_few_and_short(self) -> None:
        parsed = parse(" ".join(f"date:{'x' * 500}{n}y colour{'x' * n}:a" for n in range(500)))
        assert len(parsed.hints) == 9
        assert parsed.hints[-1] == "more was not understood"
        assert max(map(len, parsed.hints)) < 150

    def test_the_same_hint_comes_once(self) -> None:
        assert len(parse("date:banana date:banana").hints) == 1


class TestTrees:
    def test_all_and_any_are_flat_and_a_single_child_stands_alone(self) -> None:
        assert all_of() == EVERYTHING
        assert all_of(A, EVERYTHING) == A
        assert all_of(All((A, B)), C) == All((A, B, C))
        assert any_of(Any((A, B)), C) == Any((A, B, C))
        assert any_of(A) == A
        assert any_of(A, EVERYTHING) == EVERYTHING
        assert any_of() == Not(EVERYTHING)

    def test_the_opposite_of_the_opposite(self) -> None:
        assert opposite(A) == Not(A)
        assert opposite(Not(A)) == A

    def test_wanted_texts_are_those_looked_for(self) -> None:
        condition = asked('a -b (title:c OR -(a OR c)) "a b" a tag:b')
        assert wanted_texts(condition) == (A, Word("c", "title"), Phrase("a b"))
        assert wanted_texts(A) == (A,)
        assert wanted_texts(Not(A)) == wanted_texts(EVERYTHING) == ()

    def test_has_text_counts_what_is_excluded(self) -> None:
        assert has_text(asked("is:read -(tag:a OR -b)"))
        assert has_text(Phrase("a b"))
        assert not has_text(asked("is:read -(tag:a OR upvotes:5) 2404.18212"))
        assert not has_text(EVERYTHING)
