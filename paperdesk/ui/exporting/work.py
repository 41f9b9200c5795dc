# SPDX-License-Identifier: MIT
"""What the thread of an export does: opens the library for itself, writes, and notes up to where it has told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from paperdesk.library.library import Library
from paperdesk.services.export_files import Stranger
from paperdesk.services.export_scopes import SINCE, export_name, ids_of
from paperdesk.services.exporting import Export, ExportReport, LayOut, Order
from paperdesk.services.importing import Progress
from paperdesk.ui.exporting.choices import Wanted


def carry_out(
    folder: Path,
    wanted: Wanted,
    order: Order,
    over: bool,
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> ExportReport | Path:
    """Write what is wanted; return how that ended, or the file in its way that is to be asked about. Raises `Trouble`."""
    assert wanted.target is not None
    name = export_name(wanted.exporter.name, wanted.target)
    with Library(folder) as library:
        upto = library.last_change()
        order = replace(order, ids=ids_of(library, wanted.scope, name))
        run = Export(library, order, on_progress=on_progress, cancelled=cancelled)
        try:
            report = (
                run.to_folder(wanted.target)
                if wanted.in_folder
                else run.to_file(wanted.target, _pages(wanted), over=over)
            )
        except Stranger as stranger:
            return stranger.path
        if wanted.scope.kind == SINCE and not report.cancelled:
            library.keep_export(name, upto)
    return report


def _pages(wanted: Wanted) -> LayOut | None:
    if not wanted.exporter.printed:
        return None
    from paperdesk.ui.pages import pdf

    return pdf
