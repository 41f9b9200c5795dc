# SPDX-License-Identifier: MIT
"""Digests are sent once, whoever asks; what fails is tried again, kept, and told; and an .eml file is a mail."""

import email
import email.policy
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paperdesk.config.options import Settings
from paperdesk.domain.digest import Edition
from paperdesk.domain.record import Record, Sighting
from paperdesk.services import digest_sending
from paperdesk.services.digest import Contents, compose
from paperdesk.services.digest_sending import Post, as_mail, send, send_due, sendings, write_mail
from paperdesk.services.export_files import ExportTrouble
from paperdesk.services.mail import MailRefused, MailTrouble

NOW = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
EDITION = Edition("2026-11-25", "2026-11-25")


def nothing_asked(queries, most):
    raise AssertionError("there are no saved searches")


@pytest.fixture
def filled(library):
    """A library with one paper of the day."""
    library.add([Record("Deep <Nets>", Sighting("hf", "2026-11-25", rank=1, upvotes=3), "We dig. " * 30)], "One")
    return library


@pytest.fixture
def post(smtp):
    """How mail leaves in tests: to a server that is trusted, and without waiting; the waits are gathered."""

    def make(server, waited: list[float] | None = None, **said) -> Post:
        told = {"context": server.trust, "timeout": 5, "password": smtp.PASSWORD, "patience": 0}
        return Post(wait=(waited if waited is not None else []).append, **(told | said))

    return make


def test_it_is_sent_once(filled, serve_mail, post) -> None:
    server = serve_mail()
    settings = Settings(server.settings)
    sent = send(filled, settings, EDITION, NOW, nothing_asked, post(server))
    assert (sent.to, sent.already, sent.refused) == (("ann@example.org",), "", {})
    again = send(filled, settings, EDITION, NOW + timedelta(hours=1), nothing_asked, post(server))
    assert again.already == NOW.isoformat()
    assert len(server.handler.mails) == 1
    assert send(filled, settings, EDITION, NOW, nothing_asked, post(server), again=True).to
    first, second = (email.message_from_bytes(one.content, policy=email.policy.default) for one in server.handler.mails)
    assert first["Message-ID"] == second["Message-ID"]
    assert "Deep <Nets>" in first.get_body(("plain",)).get_content()


def test_what_may_go_better_is_tried_again_with_growing_waits(filled, serve_mail, post) -> None:
    server, waited, told = serve_mail(fault="later", times=2), [], []
    heard = post(server, waited, on_retry=lambda why, seconds: told.append((why.split(": ")[-1], seconds)))
    send(filled, Settings(server.settings), EDITION, NOW, nothing_asked, heard)
    assert waited == [5.0, 30.0]
    assert [seconds for _, seconds in told] == waited
    assert all("451 try later" in why for why, _ in told)
    assert len(server.handler.mails) == 1
    assert sendings(filled) == digest_sending.Sendings("2026-11-25", NOW.isoformat())


def test_what_keeps_failing_is_told_and_kept(filled, serve_mail, post) -> None:
    server, waited = serve_mail(fault="later"), []
    settings = Settings({**server.settings, "digest.frequency": "daily"})
    with pytest.raises(MailTrouble, match="451 try later"):
        send(filled, settings, EDITION, NOW, nothing_asked, post(server, waited))
    assert waited == [5.0, 30.0]
    kept = sendings(filled)
    assert (kept.failures, kept.tried, kept.last) == (1, NOW.isoformat(), "")
    assert "451 try later" in kept.error
    assert send_due(filled, settings, NOW + timedelta(minutes=4), nothing_asked, post(server)) is None
    with pytest.raises(MailTrouble):
        send_due(filled, settings, NOW + timedelta(minutes=5), nothing_asked, post(server, waited))
    assert waited == [5.0, 30.0]  # the scheduler comes back by itself
    assert sendings(filled).failures == 2
    server.handler.fault = ""
    sent = send_due(filled, settings, NOW + timedelta(minutes=20), nothing_asked, post(server))
    assert sent is not None
    assert sent.to
    assert (sendings(filled).failures, sendings(filled).error) == (0, "")
    assert send_due(filled, settings, NOW + timedelta(hours=5), nothing_asked, post(server)) is None


def test_what_needs_the_reader_is_not_tried_again(filled, serve_mail, post) -> None:
    server, waited = serve_mail(), []
    with pytest.raises(MailRefused, match="does not accept"):
        send(filled, Settings(server.settings), EDITION, NOW, nothing_asked, post(server, waited, password="wrong"))
    assert waited == []
    with pytest.raises(MailRefused, match="no server is set"):
        send(filled, Settings(), EDITION, NOW, nothing_asked, post(server, waited))
    assert server.handler.mails == []


def test_nothing_new_sends_nothing(filled, serve_mail, post) -> None:
    server = serve_mail()
    settings = Settings({**server.settings, "digest.frequency": "daily"})
    sent = send_due(filled, settings, NOW + timedelta(days=1), nothing_asked, post(server))
    assert sent is not None
    assert sent.empty
    assert server.handler.mails == []
    assert send_due(filled, settings, NOW + timedelta(days=1, hours=1), nothing_asked, post(server)) is None
    assert send_due(filled, Settings(server.settings), NOW, nothing_asked, post(server)) is None  # off


def test_one_at_a_time(filled, serve_mail, post) -> None:
    server = serve_mail()
    with filled.claim("digest"):
        assert send(filled, Settings(server.settings), EDITION, NOW, nothing_asked, post(server)).busy


SEND = """
import json, ssl, sys
from datetime import datetime
from pathlib import Path
from paperdesk.config.options import Settings
from paperdesk.domain.digest import Edition
from paperdesk.library.library import Library
from paperdesk.services.digest_sending import Post, send
folder, settings, now = sys.argv[1:]
with Library(Path(folder)) as library:
    edition = Edition("2026-11-25", "2026-11-25")
    sent = send(library, Settings(json.loads(settings)), edition, datetime.fromisoformat(now), lambda *_: [], Post())
    print("sent" if sent.to else "already" if sent.already else "busy")
"""


def test_two_processes_send_one(filled, serve_mail, smtp, tmp_path) -> None:
    import json

    server = serve_mail()
    trusted = tmp_path / "ca.pem"
    server.authority.cert_pem.write_to_path(str(trusted))
    environment = {**os.environ, "SSL_CERT_FILE": str(trusted), "PAPERDESK_MAIL_PASSWORD": smtp.PASSWORD}
    command = [sys.executable, "-c", SEND, str(filled.folder), json.dumps(server.settings), NOW.isoformat()]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    assert sorted(process.communicate(timeout=100)[0].strip() for process in both) == ["already", "sent"]
    assert len(server.handler.mails) == 1


def test_a_file_is_a_mail_and_never_takes_the_place_of_a_stranger(filled, tmp_path: Path) -> None:
    made = compose(filled, EDITION, Contents(), nothing_asked)
    message = as_mail(filled, Settings(), made, NOW, tmp_path)
    path = write_mail(filled, tmp_path / "d.eml", message)
    found = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert found["From"] == "PaperDesk <paperdesk@localhost>"
    assert found["Subject"].startswith("PaperDesk: Wednesday, 25 November 2026")
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert write_mail(filled, path, as_mail(filled, Settings({"mail.to": "a@b.org"}), made, NOW, tmp_path)) == path
    path.write_text("theirs")
    with pytest.raises(ExportTrouble, match="is not as PaperDesk wrote it"):
        write_mail(filled, path, message)
    assert path.read_text() == "theirs"
