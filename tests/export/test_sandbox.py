# SPDX-License-Identifier: MIT
"""Templates of readers: they reach nothing, change nothing, and come to an end; what is wrong with one is told in a line."""

import pytest

from paperdesk.domain.errors import BadInput, LibraryTrouble, Trouble
from paperdesk.export.sandbox import LONGEST_TEMPLATE, render


def run(source: str, papers: object = ({"title": "T", "tags": ["a", "b"], "n": 3},), html: bool = False) -> str:
    return "".join(render("mine", source, papers, html=html, filters={}, values={"heading": "H"}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ heading }}{% for p in papers %}{{ p.title }}{{ loop.index }}{{ loop.last }}{% endfor %}", "HT1True"),
        ("{% for p in papers %}{{ p.tags|join(', ')|upper }}{% endfor %}", "A, B"),
        ("{% for p in papers %}{{ p.title ~ '/' ~ p.n ~ p.n * 2 }}{% endfor %}", "T/36"),
        ("{% for p in papers %}{{ p.tags|map('replace', 'a', 'x')|select|list|length }}{% endfor %}", "2"),
        ("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(1) }}{{ m('a'.upper()) }}", "<1><A>"),
        ("{% set n = namespace(x=0) %}{% for i in range(5) %}{% set n.x = n.x + i %}{% endfor %}{{ n.x }}", "10"),
        ("{{ 7 // 2 }} {{ 2 ** 8 }} {{ 7 % 4 }} {{ 2024|default(1) }} {{ nothing|default('-') }}", "3 256 3 2024 -"),
        ("{% for p in papers if p.n > 5 %}x{% else %}none{% endfor %}", "none"),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}", "a1"),
    ],
)
def test_what_a_template_can_do(source: str, text: str) -> None:
    assert run(source) == text


def test_html_is_escaped_where_it_is_html() -> None:
    papers = [{"title": "<b>", "tags": ["<i>"]}]
    source = "{% for p in papers %}{{ p.title }}{{ p.tags|join('<br>') }}{{ '<p>'|safe ~ p.title }}{% endfor %}"
    assert run(source, papers, html=True) == "&lt;b&gt;&lt;i&gt;<p>&lt;b&gt;"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{% for p in papers %}{{ p.__class__ }}{% endfor %}",
        "{{ heading.__init__.__globals__ }}",
        "{% for p in papers %}{{ p.tags.append('x') }}{% endfor %}",
        "{% for p in papers %}{{ p.update({'x': 1}) }}{% endfor %}",
        "{{ '{0.__class__}'.format(heading) }}",
        "{{ heading|attr('__class__') }}",
        "{{ self.__class__ }}",
        "{{ range.__self__ }}",
        "{{ cycler }}{{ lipsum() }}",
        "{{ joiner.__init__ }}",
        "{% include '/etc/passwd' %}",
        "{% extends 'x' %}",
        "{% import 'os' as os %}",
        "{{ open('/etc/passwd') }}",
        "{% for p in papers %}{{ p.titel }}{% endfor %}",
        "{{ '%s' % heading }}",
        "{{ heading.nothing }}",
        "{{ 1 / 0 }}",
        "{{ heading + 1 }}",
        "{% for p in papers %}",
        "{{ x|nosuch }}",
        "{{ [1][5] }}",
    ],
)
def test_what_it_cannot_do_is_told(source: str) -> None:
    with pytest.raises(BadInput, match=r"^template mine:") as told:
        run(source)
    assert "\n" not in told.value.text
    assert len(told.value.text) < 300


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in range(10**9) %}{% endfor %}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}",
        "{{ 'x' * 10**9 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 9**9**9 }}",
        "{% set n = namespace(x='x' * 999) %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='x' * 999) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='x' * 999) %}{% for i in range(99) %}{% set n.x = [n.x, n.x]|join %}{% endfor %}",
        "{% set n = namespace(x='xx') %}{% for i in range(99) %}{% set n.x = n.x|replace('x', n.x) %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='x' * 999) %}{% for i in range(99) %}{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}{% endfor %}",
        "{% for a in range(9999) %}" + "x" * 9999 + "{% endfor %}",
        "{{ 'x\n'|indent(10**9) }}",
        "{{ [1]|batch(10**9, 1)|list }}",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% for a in range(9999) %}{{ 'x' * 999999 }}{% endfor %}",
        "{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}",
    ],
    ids=range(19),
)
def test_what_would_not_end_is_ended(source: str) -> None:
    with pytest.raises(BadInput, match=r"^template mine:"):
        run(source)


def test_each_paper_has_a_budget_of_its_own() -> None:
    source = "{% for p in papers %}{% for a in range(9000) %}{% endfor %}x{% endfor %}"
    assert run(source, [{}] * 60) == "x" * 60


def test_a_template_that_is_too_long_is_refused() -> None:
    with pytest.raises(BadInput, match="longer than"):
        run("x" * (LONGEST_TEMPLATE + 1))


@pytest.mark.parametrize("trouble", [LibraryTrouble("library.db: the disk is gone"), TypeError("a bug")])
def test_trouble_of_the_papers_is_not_the_templates(trouble: Exception) -> None:
    def papers():
        yield {}
        raise trouble

    with pytest.raises(type(trouble), match=str(trouble)):
        run("{% for p in papers %}x{% endfor %}", papers())
    assert isinstance(trouble, Trouble | TypeError)
