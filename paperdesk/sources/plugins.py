# SPDX-License-Identifier: MIT
"""Formats that other packages add: entry points of the group `paperdesk.sources`, each a `Format`.

One that is broken is left out; what it does wrong later is said of the file that it was to read. Nothing
that another's code raises ends an import.
"""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from paperdesk.config.log import logger
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources.formats import Format
from paperdesk.sources.stream import Stream

GROUP = "paperdesk.sources"
_log = logger("sources")


def formats() -> tuple[Format, ...]:
    """Return the formats that can be used."""
    return tuple(found for found in _loaded() if isinstance(found, Format))


def left_out() -> tuple[str, ...]:
    """Return what is to be told of those that cannot; nothing before `formats` was asked for."""
    return tuple(found for found in _loaded() if isinstance(found, str)) if _loaded.cache_info().currsize else ()


@cache
def _loaded() -> tuple[Format | str, ...]:
    return tuple(_load(point) for point in entry_points(group=GROUP))


def _load(point: EntryPoint) -> Format | str:
    try:
        found = point.load()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - somebody else's code: whatever it raises, the rest goes on
        _log.exception("the plug-in %s cannot be loaded", point.name)
        return f"the plug-in {point.name} is left out: {_said(error)}"
    if isinstance(found, Format):
        return _guarded(found)
    _log.error("the plug-in %s is no Format but %s", point.name, type(found).__name__)
    return f"the plug-in {point.name} is left out: it is no Format"


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
            raise BadInput(f"{context.name}: the plug-in {plugin.name} failed: {_said(error)}") from error

    return Format(plugin.name, plugin.label, recognises, read)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]
