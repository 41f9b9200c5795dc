# SPDX-License-Identifier: MIT
"""Exporters that other packages add: entry points of the group `paperdesk.exporters`, each an `Exporter`.

One that is broken is left out; what it does wrong later is said of the format. Nothing that another's code raises ends
the program.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from paperdesk.config.log import logger
from paperdesk.config.plugins import Plugins, said
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.exported import Exported
from paperdesk.export.exporter import Exporter, Options

GROUP = "paperdesk.exporters"
_log = logger("export")


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
            raise BadInput(f"the plug-in {plugin.name} failed: {said(error)}") from error

    return replace(plugin, text=text)


_PLUGINS = Plugins(GROUP, Exporter, _guarded)
exporters = _PLUGINS.found
left_out = _PLUGINS.left_out
forget = _PLUGINS.forget
