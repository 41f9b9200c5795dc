# SPDX-License-Identifier: MIT
"""Runs a reader's template where it can read what it is given and nothing else, and comes to an end.

Jinja2's sandbox keeps it from attributes and from changing anything. What that leaves open is bounded here: every round
of a loop, every call and every piece of text costs a step, and no text may grow beyond `LARGEST`.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from paperdesk.domain.errors import BadInput, Trouble

STEPS = 200_000  # for each paper
LARGEST = 1_000_000  # code points of any text, items of any list
MOST = 4_000_000  # code points that a template writes of one paper
LONGEST_TEMPLATE = 100_000  # code points
_LARGEST_NUMBER = 10**15
_LONGEST_RANGE = 10_000
_WIDTHS = {"batch": 100, "slice": 100, "indent": 100, "tojson": 10, "round": 10, "wordwrap": 10_000, "truncate": 10**6}
_METHODS = frozenset(
    "lower upper strip lstrip rstrip startswith endswith split splitlines title capitalize find count isdigit isalpha"
    " casefold removeprefix removesuffix items keys values get index".split()
)
_FILTERS = frozenset(
    "abs batch capitalize count d default dictsort e escape filesizeformat first float forceescape groupby indent int"
    " items join last length list lower map max min reject rejectattr replace reverse round safe select selectattr slice"
    " sort string striptags sum title tojson trim truncate unique upper urlencode wordcount wordwrap".split()
)


_last = threading.local()


class TooMuch(Trouble):
    """A template that does not come to an end."""

    def __init__(self) -> None:
        super().__init__("it does not come to an end: it loops, calls or writes too much for one paper")


class Budget:
    """What a template may still do for the present paper."""

    def __init__(self) -> None:
        self.refill()

    def refill(self) -> None:
        """Begin with the next paper."""
        self.steps = STEPS
        self.written = 0

    def spend(self, steps: int) -> None:
        """Take `steps` off. Raises `TooMuch` where they are not there."""
        self.steps -= steps
        if self.steps < 0:
            raise TooMuch

    def write(self, size: int) -> None:
        """Note that `size` code points are written. Raises `TooMuch` beyond `MOST`."""
        self.written += size
        self.spend(1)
        if self.written > MOST:
            raise TooMuch


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for one template; `budget` holds for whoever renders it."""

    intercepted_binops = frozenset(("+", "*", "**", "%", "//"))

    def __init__(self, *, html: bool, filters: dict[str, Callable[..., Any]]) -> None:
        super().__init__(
            autoescape=html,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            optimized=False,  # nothing of a template is reckoned before there is a budget
            finalize=self._finalize,
        )
        self.budget = Budget()
        self.compiled: Template | None = None
        self.globals = {"range": self._range, "namespace": Namespace}
        self.filters = {name: self._bounded(name, one) for name, one in self.filters.items() if name in _FILTERS}
        self.filters |= {"join": self._join, "replace": self._replace, **filters}
        self.filters |= {"_counted": self._counted, "_joined": self._joined}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Let every loop count its rounds, and every `~` the length of what it makes."""
        template = super()._parse(source, name, filename)
        for loop in template.find_all(nodes.For):
            size = sum(len(data.data) for data in loop.find_all(nodes.TemplateData))
            loop.iter = nodes.Filter(
                loop.iter, "_counted", [nodes.Const(1 + size // 50)], [], None, None, lineno=loop.lineno
            )
        _exchange_concat(template)
        return template

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of values only harmless methods; of anything else what Jinja2 lets through."""
        if (
            isinstance(obj, str | bytes | list | tuple | dict | int | float)
            and callable(value)
            and attr not in _METHODS
        ):
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def call(self, context: Any, obj: Any, /, *args: Any, **named: Any) -> Any:
        """Call a macro, a method or a function of a template."""
        self.budget.spend(20)
        return super().call(context, obj, *args, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon, but nothing that would be too large."""
        if isinstance(left, str) and operator == "%":
            raise BadInput("% does not lay out text here; put the parts together with ~")
        if operator == "*" and any(isinstance(one, str | list | tuple) for one in (left, right)):
            self._check(_factor(left) * _factor(right))
        elif operator == "+" and not isinstance(left, int | float):
            self._check(_size(left) + _size(right))
        elif _is_large(operator, left, right):
            raise TooMuch
        return super().call_binop(context, operator, left, right)

    def _check(self, size: int) -> None:
        self.budget.spend(1 + size // 1000)
        if size > LARGEST:
            raise TooMuch

    def _finalize(self, value: Any) -> Any:
        self.budget.write(len(value) if isinstance(value, str) else 100)
        return value

    def _range(self, *bounds: int) -> range:
        found = range(*bounds)
        if len(found) > _LONGEST_RANGE:
            raise TooMuch
        return found

    def _counted(self, items: Iterable[Any], cost: int) -> Iterator[Any]:
        for item in items:
            self.budget.spend(cost)
            yield item

    def _joined(self, parts: Iterable[Any]) -> str:
        return self._join(parts)

    def _join(self, parts: Iterable[Any], between: str = "", attribute: Any = None) -> str:
        told = list(self._counted(parts, 1))
        if attribute is not None:
            told = [self.getitem(part, attribute) for part in told]
        is_markup = self.autoescape and any(hasattr(part, "__html__") for part in (*told, between))
        texts = [Markup.escape(part) if is_markup else str(part) for part in told]
        self._check(sum(map(len, texts)) + len(texts) * len(between))
        return Markup.escape(between).join(texts) if is_markup else between.join(texts)

    def _replace(self, text: Any, old: str, new: str, count: int = -1) -> str:
        old, new, places = str(old), str(new), str(text).count(str(old))
        self._check(len(str(text)) + places * len(new))
        if hasattr(text, "__html__"):
            return Markup(text.replace(Markup.escape(old), Markup.escape(new), count))
        return str(text).replace(old, new, count)

    def _bounded(self, name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            widest = _WIDTHS.get(name, _LARGEST_NUMBER)
            if any(isinstance(one, int | float) and abs(one) > widest for one in (*given[1:], *named.values())):
                raise TooMuch
            self.budget.spend(1 + sum(_size(one) for one in given if not callable(one)) // 100)
            return plain(*given, **named)

        for mark in ("jinja_pass_arg", "jinja_async_variant"):
            if hasattr(plain, mark):
                setattr(run, mark, getattr(plain, mark))
        run.__name__ = name
        return run


def _exchange_concat(template: nodes.Node) -> None:
    for name, value in list(template.iter_fields()):
        several = value if isinstance(value, list) else [value]
        for node in several:
            if isinstance(node, nodes.Node):
                _exchange_concat(node)
        exchanged = [_joined(node) for node in several]
        setattr(template, name, exchanged if isinstance(value, list) else exchanged[0])


def _joined(node: Any) -> Any:
    if not isinstance(node, nodes.Concat):
        return node
    parts = nodes.List(node.nodes, lineno=node.lineno)
    return nodes.Filter(parts, "_joined", [], [], None, None, lineno=node.lineno)


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple | dict | range) else 1


def _is_large(operator: str, left: Any, right: Any) -> bool:
    if any(isinstance(one, int | float) and abs(one) > _LARGEST_NUMBER for one in (left, right)):
        return True
    return operator == "**" and (abs(left) > 1000 or abs(right) > 10)


def _factor(value: Any) -> int:
    return abs(value) if isinstance(value, int) else _size(value)


class _Watched:
    """The papers as a template gets them: each refills the budget, and trouble of theirs is none of the template's."""

    def __init__(self, papers: Iterable[Any], budget: Budget) -> None:
        self._papers = iter(papers)
        self._budget = budget
        self.failure: BaseException | None = None

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        try:
            paper = next(self._papers)
        except StopIteration:
            raise
        except BaseException as error:
            self.failure = error
            raise
        self._budget.refill()
        return paper


def render(
    name: str, source: str, papers: Iterable[Any], *, html: bool, filters: dict[str, Any], values: dict[str, Any]
) -> Iterator[str]:
    """Yield what the template `source` makes of `papers`. Raises `Trouble` that names it where it cannot, or does not end."""
    if len(source) > LONGEST_TEMPLATE:
        raise BadInput(f"template {name}: it is longer than {LONGEST_TEMPLATE:,} characters")
    sandbox = _sandbox(source, html, filters)
    sandbox.budget.refill()
    watched = _Watched(papers, sandbox.budget)
    try:
        template = sandbox.compiled = sandbox.compiled or sandbox.from_string(source)
        yield from template.generate(papers=watched, **values)
    except GeneratorExit:
        raise
    except TemplateError as error:
        place = f" line {line}:" if (line := getattr(error, "lineno", None)) else ""
        raise BadInput(f"template {name}:{place} {_said(error)}") from error
    except Trouble as error:
        if error is watched.failure:
            raise
        raise BadInput(f"template {name}: {error.text}") from error
    except (
        ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError, MemoryError, SyntaxError
    ) as error:  # fmt: skip
        if error is watched.failure:
            raise
        raise BadInput(f"template {name}: {_said(error)}") from error


def _sandbox(source: str, html: bool, filters: dict[str, Any]) -> Sandbox:
    """Return the sandbox for a template; the one used last in this thread where it is the same template again.

    A folder of files, one a paper, is that: and compiling a template takes longer than using it.
    """
    used: tuple[str, bool, dict[str, Any], Sandbox] | None = getattr(_last, "used", None)
    if used is None or used[:2] != (source, html) or used[2] is not filters:
        used = _last.used = (source, html, filters, Sandbox(html=html, filters=filters))
    return used[3]


def _said(error: BaseException) -> str:
    return re.sub(r"\s+", " ", str(error) or type(error).__name__)[:200]
