# SPDX-License-Identifier: MIT
"""Sends digests: each once, whoever asks for it; what fails is tried again and told."""

import hashlib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from paperdesk.config.options import Settings
from paperdesk.config.paths import templates_dir
from paperdesk.domain.digest import Digest, Edition
from paperdesk.export import digest as laying_out
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services import mail
from paperdesk.services.digest import Ask, compose, contents_of
from paperdesk.services.digest_schedule import Sendings, due, read_sendings, rhythm_of
from paperdesk.services.exporting import put_file
from paperdesk.services.turns import held

_FACT = "digests"
_CLAIM = "digest"
_WAITS = (5.0, 30.0)  # seconds between attempts
_PATIENCE = 60.0  # seconds for another process that is at it


@dataclass(frozen=True, slots=True)
class Sent:
    """How a sending ended. `already` tells when the same digest was sent before, which then was not sent again.

    `empty`: there was nothing to tell. `busy`: another process is at it. `refused` are addresses that the server did
    not take while it took others, with what it said.
    """

    digest: Digest
    to: tuple[str, ...] = ()
    already: str = ""
    empty: bool = False
    busy: bool = False
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Post:
    """How mail leaves. `context` and `timeout` are as in `mail.send`; `wait` waits so many seconds, `waits` says how many
    between attempts, none for a single one. `on_retry` gets what went wrong, and in how many seconds it is tried again.
    `password` is asked of the keyring where it is None."""

    context: ssl.SSLContext | None = None
    timeout: float = 30.0
    waits: tuple[float, ...] = _WAITS
    wait: Callable[[float], None] = time.sleep
    on_retry: Callable[[str, float], None] = lambda why, seconds: None
    password: str | None = None
    patience: float = _PATIENCE


def sendings(view: View) -> Sendings:
    """Return how sending digests has gone."""
    return read_sendings(view.fact(_FACT))


def as_mail(
    view: View, settings: Settings, digest: Digest, now: datetime, templates: Path | None = None
) -> EmailMessage:
    """Return a digest as a mail to those whom the options name. The same digest has the same identifier each time."""
    sender, to = mail.people_of(settings)
    whom = ",".join(one.addr_spec for one in to)
    told = f"{view.folder.absolute()}\0{digest.edition.first}\0{digest.edition.last}\0{whom}"
    name = f"digest-{digest.edition.last}-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:20]}"
    return laying_out.mail(
        digest,
        sender=sender,
        to=to,
        written=now,
        name=name,
        templates=templates_dir() if templates is None else templates,
    )


def write_mail(view: View, path: Path, message: EmailMessage) -> Path:
    """Write a mail as an .eml file, which any mail program opens; return where it is. Raises `ExportTrouble`."""
    path = path.expanduser().absolute()
    put_file(view, path, [message.as_bytes()])
    return path


def send_due(library: Library, settings: Settings, now: datetime, ask: Ask, post: Post | None = None) -> Sent | None:
    """Send the digest that is due at `now` (with its zone), None where none is; for a scheduler. Raises as `send`."""
    edition = due(now, sendings(library), rhythm_of(settings))
    if edition is None:
        return None
    return send(library, settings, edition, now, ask, replace(post or Post(), waits=(), patience=0))


def send(
    library: Library,
    settings: Settings,
    edition: Edition,
    now: datetime,
    ask: Ask,
    post: Post | None = None,
    *,
    again: bool = False,
) -> Sent:
    """Make the digest of `edition` and send it, unless it was sent already or `again` is set.

    Raises `MailRefused` where it needs the reader, `MailTrouble` where it may go better later; either is kept with how
    sending goes, so that `due` knows when to try again.
    """
    post = post or Post()
    with held(library, _CLAIM, post.patience) as free:
        nothing = Digest(edition)
        if not free:
            return Sent(nothing, busy=True)
        already = library.fact(_fact(edition))
        if already and not again:
            return Sent(nothing, already=already)
        digest = compose(library, edition, contents_of(settings), ask, now.tzinfo or UTC)
        if not digest:
            _note(library, edition, now, "")
            return Sent(digest, empty=True)
        try:
            account = mail.account_of(settings)
            password = mail.password_of(account) if post.password is None else post.password
            refused = _handed_in(as_mail(library, settings, digest, now), account, password, post)
        except mail.MailTrouble as trouble:
            before = sendings(library)
            failed = replace(before, tried=now.isoformat(), failures=before.failures + 1, error=trouble.text)
            library.keep_fact(_FACT, failed.text())
            raise
        library.keep_fact(_fact(edition), now.isoformat())
        _note(library, edition, now, now.isoformat())
        return Sent(digest, tuple(one.addr_spec for one in account.to), refused=refused)


def _handed_in(message: EmailMessage, account: mail.Account, password: str, post: Post) -> dict[str, str]:
    """Hand a mail in, and again after each of the waits where it may go better then."""
    for pause in (*post.waits, None):
        try:
            return mail.send(message, account, password, context=post.context, timeout=post.timeout)
        except mail.MailRefused:
            raise
        except mail.MailTrouble as trouble:
            if pause is None:
                raise
            post.on_retry(trouble.text, pause)
            post.wait(pause)
    raise AssertionError("the last attempt returns or raises")


def _note(library: Library, edition: Edition, now: datetime, sent: str) -> None:
    before = sendings(library)
    last = max(before.last, edition.last)
    library.keep_fact(_FACT, Sendings(last, sent or before.sent).text())


def _fact(edition: Edition) -> str:
    return f"digest sent: {edition.first} {edition.last}"
