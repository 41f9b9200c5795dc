# SPDX-License-Identifier: MIT
"""Formats that other packages add: entry points of the group `paperdesk.sources`, each a `Format`.

One that is broken is left out; what it does wrong later is said of the file that it was to read. Nothing
that another's code raises ends an import.
"""

from collections.abc import Iterator

from paperdesk.config.log import logger
from paperdesk.config.plugins import Plugins, said
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources.formats import Format
from paperdesk.sources.stream import Stream

GROUP = "paperdesk.sources"
_log = logger("sources")


def _guarded(plugin: Format) -> Format:
    def recognises(head: str, name: str) -> bool:
        try:
            return bool(plugin.recognises(head, name))
        except Exception:  # noqa: BLE001 - as above
            _log.exception("the plug-in %s failed on %s", plugin.name, name)
            return False

    def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
        try:
            for item in plugin.read(stream, context):
                if not isinstance(item, Record | Rejected):
                    raise TypeError(f"it yields {type(item).__name__} where a Record is due")
                yield item
        except Trouble:
            raise
        except Exception as error:
            _log.exception("the plug-in %s failed on %s", plugin.name, context.name)
            raise BadInput(f"{context.name}: the plug-in {plugin.name} failed: {said(error)}") from error

    return Format(plugin.name, plugin.label, recognises, read)


_PLUGINS = Plugins(GROUP, Format, _guarded)
formats = _PLUGINS.found
left_out = _PLUGINS.left_out
forget = _PLUGINS.forget
