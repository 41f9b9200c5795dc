# SPDX-License-Identifier: MIT
"""Every format by its name; what writes it is loaded when it is asked for."""

from importlib import import_module

from paperdesk.domain.errors import BadInput
from paperdesk.export import plugins
from paperdesk.export.exporter import Exporter

# The names are a contract; each is a module here.
NAMES = (
    "markdown", "obsidian", "logseq", "html", "pdf", "bibtex", "biblatex", "csl-json", "ris", "zotero", "w3c", "readwise",
    "csv", "jsonl",
)  # fmt: skip


def exporter(name: str) -> Exporter:
    """Return the exporter called `name`. Raises `BadInput` where there is none."""
    if name in NAMES:
        found: Exporter = import_module(f"paperdesk.export.{name.replace('-', '_')}").EXPORTER
        return found
    for plugin in plugins.exporters():
        if plugin.name == name:
            return plugin
    known = ", ".join((*NAMES, *(plugin.name for plugin in plugins.exporters())))
    raise BadInput(f"there is no format {name!r}; there are {known}")


def exporters() -> tuple[Exporter, ...]:
    """Return every exporter, those of other packages last."""
    return (*map(exporter, NAMES), *(plugin for plugin in plugins.exporters() if plugin.name not in NAMES))
