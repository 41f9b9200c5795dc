# SPDX-License-Identifier: MIT
"""The command `digest`: what is new, as text, as an .eml file, or as a mail that is sent; also from cron."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from paperdesk.cli.opening import to_read, to_write
from paperdesk.cli.searching import answered
from paperdesk.cli.terminal import fail, print_json, say, show
from paperdesk.config import paths
from paperdesk.config.options import Settings, load
from paperdesk.domain.digest import Digest, Edition
from paperdesk.domain.errors import BadInput
from paperdesk.domain.query import Query
from paperdesk.export import digest as laying_out
from paperdesk.library.view import View
from paperdesk.services import digest_sending, mail
from paperdesk.services.digest import Ask, compose, contents_of
from paperdesk.services.digest_schedule import edition_at, edition_of
from paperdesk.services.search_messages import Found


def digest(options: argparse.Namespace) -> int:
    """Make a digest, and do with it what the options say."""
    settings, warnings = load(paths.settings_file())
    for warning in warnings:
        say(f"paperdesk: warning: {warning}")
    if options.set_password:
        return _set_password(settings)
    if options.send and options.output:
        raise BadInput("choose one: --output writes a file, --send sends a mail")
    now = datetime.now().astimezone()
    edition = _edition(options, settings, now)
    if options.send:
        return _send(options, settings, edition, now)
    with to_write(options) if options.output else to_read(options) as view:
        made = compose(view, edition, contents_of(settings), _ask(view), now.tzinfo or now.astimezone().tzinfo)  # type: ignore[arg-type]
        path = None
        if options.output:
            message = digest_sending.as_mail(view, settings, made, now)
            path = digest_sending.write_mail(view, Path(options.output), message)
    if options.json:
        print_json(_json(made) | {"file": None if path is None else str(path)})
    elif path is not None:
        show(f"Wrote the digest of {made.edition.title} to {path}")
    else:
        show(laying_out.text(made, paths.templates_dir()).rstrip("\n"))
    return 0


def _edition(options: argparse.Namespace, settings: Settings, now: datetime) -> Edition:
    weekly = settings["digest.frequency"] == "weekly"
    if options.date:
        return edition_of(date.fromisoformat(options.date), weekly=weekly)
    return edition_at(now, weekly=weekly)


def _ask(view: View) -> Ask:
    def ask(queries: Sequence[Query], most: int) -> list[Found]:
        return answered(view, lambda finder: [finder.find(query, most) for query in queries])

    return ask


def _send(options: argparse.Namespace, settings: Settings, edition: Edition, now: datetime) -> int:
    with to_write(options) as library:
        post = digest_sending.Post(on_retry=_say_again)
        sent = digest_sending.send(library, settings, edition, now, _ask(library), post, again=options.again)
    if options.json:
        print_json(_json(sent.digest) | {"sent": bool(sent.to), "to": list(sent.to), "already": sent.already or None})
    if sent.busy:
        return fail("another process is sending this digest and did not finish; see whether it comes")
    said = f"Sent the digest of {edition.title} to {', '.join(sent.to)}"
    if sent.already:
        said = f"The digest of {edition.title} was sent already ({sent.already[:16]}); --again sends it once more"
    elif sent.empty:
        said = f"There is nothing new in {edition.title}; no mail was sent"
    if not options.json:
        show(said)
    for address, why in sent.refused.items():
        say(f"paperdesk: the server took no mail for {address}: {why}")
    return 0


def _say_again(why: str, seconds: float) -> None:
    say(f"paperdesk: {why}; trying again in {seconds:.0f} seconds")


def _json(made: Digest) -> dict[str, object]:
    return {
        "title": made.edition.title,
        "first": made.edition.first,
        "last": made.edition.last,
        "sections": [
            {
                "kind": section.kind,
                "title": section.title,
                "total": section.total,
                "papers": [entry.exported.paper.key for entry in section.entries],
            }
            for section in made.sections
        ],
    }


def _set_password(settings: Settings) -> int:
    account = mail.account_of(settings)
    if not account.user:
        raise BadInput("mail.user: no name is set to log in with, so there is no password to keep")
    if sys.stdin is None:
        raise BadInput("standard input: it is closed; the password is read from there")
    asked = f"Password of {account.user} at {account.server}: "
    password = getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise BadInput("no password was given; nothing was changed")
    mail.keep_password(account, password)
    show(f"The password of {account.user} at {account.server} is in the keyring")
    return 0
