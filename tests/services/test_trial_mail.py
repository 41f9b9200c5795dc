# SPDX-License-Identifier: MIT
"""A test mail, through a real server."""

from datetime import UTC, datetime
from typing import Any

import pytest

from paperdesk.config.options import Settings
from paperdesk.services.mail import MailRefused
from paperdesk.services.trial_mail import keep_password, send_trial

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_test_mail_goes_the_way_of_digests(serve_mail: Any, smtp: Any) -> None:
    server = serve_mail("starttls")
    said = send_trial(Settings(server.settings), NOW, context=server.trust, password=smtp.PASSWORD)
    (envelope,) = server.handler.mails
    assert said == f"A test mail went to {', '.join(envelope.rcpt_tos)}"
    assert b"Subject: A test mail of PaperDesk" in envelope.content


def test_what_is_missing_is_told() -> None:
    with pytest.raises(MailRefused, match=r"mail\.server: no server is set"):
        send_trial(Settings(), NOW)
    with pytest.raises(MailRefused, match=r"mail\.user: no name is set"):
        keep_password(Settings({"mail.server": "smtp.example.org", "mail.to": "ann@example.org"}), "x")
