# SPDX-License-Identifier: MIT
"""A mail that says that mail works: sent as digests are, by the same server, to the same people."""

import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from paperdesk.config.options import Settings
from paperdesk.services import mail

_TEXT = "This is a test.\n\nPaperDesk can send you mail: digests will come from this address, as often as you have chosen.\n"


def send_trial(
    settings: Settings, now: datetime, *, context: ssl.SSLContext | None = None, password: str | None = None
) -> str:
    """Send a test mail; return a sentence on how that went. `password` is asked of the keyring where it is None.

    Raises `MailTrouble`.
    """
    account = mail.account_of(settings)
    message = EmailMessage()
    message["Subject"] = "A test mail of PaperDesk"
    message["From"], message["To"] = account.sender, account.to
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid("trial", account.sender.domain)
    message.set_content(_TEXT)
    known = mail.password_of(account) if password is None else password
    refused = mail.send(message, account, known, context=context)
    went = ", ".join(one.addr_spec for one in account.to if one.addr_spec not in refused)
    said = f"A test mail went to {went}"
    return said + "".join(f"; the server took none for {address}: {why}" for address, why in refused.items())


def keep_password(settings: Settings, password: str) -> str:
    """Put the password of the account into the keyring; return a sentence. Raises `MailRefused`."""
    account = mail.account_of(settings)
    if not account.user:
        raise mail.MailRefused("mail.user: no name is set to log in with, so there is no password to keep")
    mail.keep_password(account, password)
    return f"The password of {account.user} is in the keyring"
