# SPDX-License-Identifier: MIT
"""What is chosen in the dialog of exports, what there is to choose from, and what of it is remembered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from paperdesk.export.exporter import Exporter
from paperdesk.services.export_names import safe_stem
from paperdesk.services.export_scopes import Scope

_LONGEST = 20_000  # characters of what is remembered


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to choose from.

    `scopes` are the choices of papers, with their labels; `tags` are names, `days` pairs of a value and a label;
    `templates` are the names of templates by the layout of a format.
    """

    exporters: Sequence[Exporter]
    scopes: Sequence[tuple[Scope, str]]
    tags: Sequence[str] = ()
    days: Sequence[tuple[str, str]] = ()
    templates: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One export as it is chosen: `in_folder` says that each paper gets a file in the folder `target`."""

    exporter: Exporter
    scope: Scope
    in_folder: bool
    template: str
    target: Path | None


class Remembered:
    """What was chosen last: the format, the kind of scope, and for each format whether a folder, which template, where to."""

    def __init__(self, text: str = "") -> None:
        self._values: dict[str, str] = {}
        try:
            read = json.loads(text[:_LONGEST]) if text else {}
        except (ValueError, RecursionError):
            read = {}
        if isinstance(read, dict):
            self._values = {str(name): value for name, value in read.items() if isinstance(value, str)}

    def text(self) -> str:
        """Return all of it as text."""
        return json.dumps(self._values, ensure_ascii=False)

    def value(self, name: str, default: str = "") -> str:
        """Return one value."""
        return self._values.get(name, default)

    def keep(self, wanted: Wanted) -> None:
        """Take in what was chosen."""
        name = wanted.exporter.name
        self._values |= {
            "format": name,
            "scope": wanted.scope.kind,
            f"{name} folder": "yes" if wanted.in_folder else "no",
            f"{name} template": wanted.template,
            f"{name} {'into' if wanted.in_folder else 'to'}": str(wanted.target or ""),
            "place": str(wanted.target.parent) if wanted.target else "",
        }

    def target(self, exporter: Exporter, in_folder: bool, label: str) -> str:
        """Return where an export goes unless the reader says otherwise: where the last one of the format went."""
        before = self.value(f"{exporter.name} {'into' if in_folder else 'to'}")
        if before:
            return before
        place = Path(self.value("place") or str(_home()))
        stem = safe_stem(label) or "papers"
        return str(place / (stem if in_folder else stem + exporter.suffix))


def _home() -> Path:
    try:
        home = Path.home()
    except RuntimeError:  # there is none
        return Path.cwd()
    documents = home / "Documents"
    return documents if documents.is_dir() else home
