# SPDX-License-Identifier: MIT
"""The commands `fetch`, `sources` and `add`: papers from the net, by schedule of cron or of a timer, or by hand."""

import argparse
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from paperdesk.cli.opening import to_read, to_write
from paperdesk.cli.terminal import Meter, Stop, fail, print_json, say, show
from paperdesk.config import paths
from paperdesk.config.options import Settings, load
from paperdesk.domain.errors import BadInput
from paperdesk.domain.feeds import HUGGINGFACE, Feed, FeedState
from paperdesk.services import feeds

if TYPE_CHECKING:
    from paperdesk.domain.feeds import FetchReport
    from paperdesk.library.library import Library
    from paperdesk.services.fetching import FetchProgress


def fetch(options: argparse.Namespace) -> int:
    """Fetch now, from the sources named or from every subscription that is not paused."""
    from paperdesk.services import fetching

    with Stop() as stop, to_write(options, make=True) as library, Meter() as meter:
        wanted = _wanted(library, options.sources)
        telling = fetching.Telling(progress=_Progress(meter).show, cancelled=stop.asked)
        reports = fetching.fetch(
            library,
            list(wanted.values()),
            _settings(),
            day=options.date or "",
            since=options.since or "",
            telling=telling,
        )
    by_name = {name: reports[source] for name, source in wanted.items()}
    if options.json:
        print_json({name: fetching.report_json(report) for name, report in by_name.items()})
    return _tell(by_name, quiet=options.json)


def _wanted(library: "Library", names: list[str]) -> dict[str, str]:
    """Return the sources to fetch by the names that the reader has for them. Raises `BadInput`."""
    if names:
        return {name: feeds.named(library, name) for name in names}
    subscribed = library.feeds()
    if not subscribed:
        say(f"paperdesk: nothing is subscribed to yet; fetching {HUGGINGFACE} (paperdesk sources add … subscribes)")
        return {HUGGINGFACE: HUGGINGFACE}
    active = [feed for feed in subscribed if not feed.paused]
    if not active:
        raise BadInput("every source is paused; name one, or `paperdesk sources resume` it")
    return {feed.source if feed.kind != "feed" else feed.title: feed.source for feed in active}


def _tell(reports: "dict[str, FetchReport]", *, quiet: bool) -> int:
    """Say how each source ended, and return the exit status."""
    for name, report in reports.items():
        for note in report.notes:
            say(f"paperdesk: {name}: {note}")
        if not quiet:
            show(f"{name}: {report.sentence()}")
    failed = [name for name, report in reports.items() if report.error]
    if any(report.cancelled for report in reports.values()):
        return fail("stopped; what was fetched before stays, and the next fetch goes on from there")
    if len(failed) == 1:
        return fail(f"{failed[0]}: {reports[failed[0]].error.removeprefix(f'{failed[0]}: ')}")
    if failed:
        for name in failed:
            say(f"paperdesk: {name}: {reports[name].error}")
        return fail(f"{len(failed)} of {len(reports)} sources could not be fetched; the lines above say why")
    return 0


class _Progress:
    """Shows how far sources are on the line of a meter."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def show(self, progress: "FetchProgress") -> None:
        """Show the latest word of one source."""
        steps = f" {progress.done}/{progress.total}" if progress.total else ""
        said = progress.waiting or f"{progress.text}{steps}, {progress.new:,} new"
        self._meter.say(f"{progress.source}: {said}")


def _settings() -> Settings:
    settings, warnings = load(paths.settings_file())
    for warning in warnings:
        say(f"paperdesk: warning: {warning}")
    return settings


# --- sources ----------------------------------------------------------------------------------------------


def add_source(options: argparse.Namespace) -> int | None:
    """Subscribe to a source; an address is asked for what stands there, and a web page for its feed."""
    with to_write(options, make=True) as library:
        source, title = feeds.resolve(options.source), options.title or ""
        if not options.unseen:
            feeds.check_there(source)
        if source.startswith(("http://", "https://")) and not options.unseen:
            found = _preview(source)
            source, title = found.source, title or found.title
            if found.source != options.source:
                say(f"paperdesk: the page names a feed, which is subscribed to: {found.source}")
        changes = feeds.subscribe(library, source, title, options.schedule or "", options.colour or "")
    _done(options, changes.summary or "It is subscribed to already")
    return None


def _preview(source: str) -> feeds.Preview:
    from paperdesk.services.fetching import utc_now
    from paperdesk.services.gathering import Bases
    from paperdesk.services.looping import run_until
    from paperdesk.sources.http_client import Client

    async def look() -> feeds.Preview:
        async with Client() as client:
            return await feeds.preview(client, Bases.of(_settings()), source, utc_now())

    with Stop() as stop:
        found = run_until(look, stop.asked)
    if found is None:
        raise BadInput("stopped; nothing was subscribed to")
    return found


def list_sources(options: argparse.Namespace) -> None:
    """Print the subscriptions, and how fetching each goes."""
    with to_read(options) as view:
        subscribed, states = view.feeds(), view.feed_states()
    if options.json:
        print_json([_source_json(feed, states.get(feed.source, FeedState(feed.source))) for feed in subscribed])
        return
    for feed in subscribed:
        state = states.get(feed.source, FeedState(feed.source))
        how = "paused" if feed.paused else feed.schedule
        said = state.error or (f"last fetched {state.succeeded}" if state.succeeded else "not fetched yet")
        show(f"{feed.title:<28} {feed.source:<24} {how:<10} {said}")


def _source_json(feed: Feed, state: FeedState) -> dict[str, object]:
    return {
        "title": feed.title,
        "source": feed.source,
        "kind": feed.kind,
        "schedule": feed.schedule,
        "color": feed.colour,
        "paused": feed.paused,
        "last_success": state.succeeded or None,
        "next_run": state.next_run or None,
        "error": state.error or None,
        "offline": state.offline,
    }


def remove_source(options: argparse.Namespace) -> None:
    """End a subscription; its papers stay."""
    _change(options, lambda library: feeds.unsubscribe(library, options.source).summary)


def pause_source(options: argparse.Namespace) -> None:
    """Fetch a source no more until it is resumed."""
    _change(options, lambda library: feeds.change(library, feeds.known(library, options.source), paused=True).summary)


def resume_source(options: argparse.Namespace) -> None:
    """Fetch a paused source again."""
    _change(options, lambda library: feeds.change(library, feeds.known(library, options.source), paused=False).summary)


def import_sources(options: argparse.Namespace) -> int:
    """Subscribe to what an OPML file lists."""
    with to_write(options, make=True) as library:
        new, failed = feeds.import_opml(library, Path(options.path))
    for line in failed:
        say(f"paperdesk: {line}")
    _done(options, f"{new} new {'source' if new == 1 else 'sources'}")
    return 0


def export_sources(options: argparse.Namespace) -> None:
    """Write the subscriptions as OPML."""
    from paperdesk.services.gathering import Bases

    with to_read(options) as view:
        text = feeds.opml_text(view, Bases.of(_settings()))
    if options.output:
        with _writing(options.output):
            Path(options.output).write_text(text, "utf-8")
    else:
        show(text.rstrip("\n"))


@contextlib.contextmanager
def _writing(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadInput(f"{path}: it cannot be written: {error.strerror or error}") from error


def _change(options: argparse.Namespace, verb: "Callable[[Library], str]") -> None:
    with to_write(options) as library:
        summary = verb(library)
    _done(options, summary or "Nothing to change")


def _done(options: argparse.Namespace, sentence: str) -> None:
    if options.json:
        print_json({"summary": sentence})
    else:
        show(sentence)


# --- add --------------------------------------------------------------------------------------------------


def add_papers(options: argparse.Namespace) -> int:
    """Add papers by identifiers, DOIs or addresses."""
    from paperdesk.services import quick_add

    names = [name for text in options.names for name in quick_add.names_in(text)]
    with Stop() as stop, to_write(options, make=True) as library:
        added = quick_add.quick_add(library, names, _settings(), cancelled=stop.asked)
    if options.json:
        counts = {"new": added.new, "updated": added.updated, "unchanged": added.unchanged, "keys": added.keys}
        print_json({**counts, "rejected": [{"item": name, "why": why} for name, why in added.failed]})
    else:
        show(added.sentence())
    if len(added.failed) == len(names) == 1:
        return fail(f"{added.failed[0][0]}: {added.failed[0][1]}")
    for name, why in added.failed:
        say(f"paperdesk: {name}: {why}")
    return (
        fail(f"{len(added.failed)} of {len(names)} could not be added; the lines above say why") if added.failed else 0
    )
