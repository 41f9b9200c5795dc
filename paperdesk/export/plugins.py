# SPDX-License-Identifier: MIT
"""Exporters that other packages add: entry points of the group `paperdesk.exporters`, each an `Exporter`.

One that is broken is left out; what it does wrong later is said of the format. Nothing that another's code raises ends
the program.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from paperdesk.config.log import logger
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.exported import Exported
from paperdesk.export.exporter import Exporter, Options

GROUP = "paperdesk.exporters"
_log = logger("export")


def exporters() -> tuple[Exporter, ...]:
    """Return the exporters that can be used."""
    return tuple(found for found in _loaded() if isinstance(found, Exporter))


def left_out() -> tuple[str, ...]:
    """Return what is to be told of those that cannot; nothing before `exporters` was asked for."""
    return tuple(found for found in _loaded() if isinstance(found, str)) if _loaded.cache_info().currsize else ()


@cache
def _loaded() -> tuple[Exporter | str, ...]:
    return tuple(_load(point) for point in entry_points(group=GROUP))


def _load(point: EntryPoint) -> Exporter | str:
    try:
        found = point.load()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - somebody else's code: whatever it raises, the rest goes on
        _log.exception("the plug-in %s cannot be loaded", point.name)
        return f"the plug-in {point.name} is left out: {_said(error)}"
    if isinstance(found, Exporter):
        return _guarded(found)
    _log.error("the plug-in %s is no Exporter but %s", point.name, type(found).__name__)
    return f"the plug-in {point.name} is left out: it is no Exporter"


class _Watched:
    """The papers of an export, and the error that they themselves ended with."""

    def __init__(self, papers: Iterable[Exported]) -> None:
        self._papers = iter(papers)
        self.failure: BaseException | None = None

    def __iter__(self) -> Iterator[Exported]:
        return self

    def __next__(self) -> Exported:
        try:
            return next(self._papers)
        except StopIteration:
            raise
        except BaseException as error:
            self.failure = error
            raise


def _guarded(plugin: Exporter) -> Exporter:
    def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
        watched = _Watched(papers)
        try:
            for piece in plugin.text(watched, options):
                if not isinstance(piece, str):
                    raise TypeError(f"it yields {type(piece).__name__} where text is due")
                yield piece
        except (Trouble, GeneratorExit):
            raise
        except Exception as error:
            if error is watched.failure:
                raise
            _log.exception("the plug-in %s failed", plugin.name)
            raise BadInput(f"the plug-in {plugin.name} failed: {_said(error)}") from error

    return replace(plugin, text=text)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]
