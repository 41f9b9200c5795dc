# SPDX-License-Identifier: MIT
"""What other packages add through entry points: loaded once, and left out where it is broken.

Nothing that another's code raises ends the program.
"""

from collections.abc import Callable
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, TypeVar

from paperdesk.config.log import logger

Kind = TypeVar("Kind")
_log = logger("plugins")


class Plugins(Generic[Kind]):
    """The plug-ins of one group of entry points, each an object of `kind`."""

    def __init__(self, group: str, kind: type[Kind], guarded: Callable[[Kind], Kind]) -> None:
        """`guarded` returns a plug-in whose own errors are told as ours."""
        self._group = group
        self._kind = kind
        self._guarded = guarded

    @cached_property
    def _loaded(self) -> list[Kind | str]:
        return [self._load(point) for point in entry_points(group=self._group)]

    def found(self) -> tuple[Kind, ...]:
        """Return the plug-ins that can be used."""
        return tuple(found for found in self._loaded if isinstance(found, self._kind))

    def left_out(self) -> tuple[str, ...]:
        """Return what is to be told of those that cannot; nothing before any was asked for."""
        return tuple(f for f in self._loaded if isinstance(f, str)) if "_loaded" in self.__dict__ else ()

    def forget(self) -> None:
        """Load them anew when they are asked for next."""
        self.__dict__.pop("_loaded", None)

    def _load(self, point: EntryPoint) -> Kind | str:
        try:
            found = point.load()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - somebody else's code: whatever it raises, the rest goes on
            _log.exception("the plug-in %s cannot be loaded", point.name)
            return f"the plug-in {point.name} is left out: {said(error)}"
        if isinstance(found, self._kind):
            return self._guarded(found)
        _log.error("the plug-in %s is no %s but %s", point.name, self._kind.__name__, type(found).__name__)
        return f"the plug-in {point.name} is left out: it is no {self._kind.__name__}"


def said(error: BaseException) -> str:
    """Return what a plug-in raised, in one line."""
    return f"{type(error).__name__}: {error}"[:200]
