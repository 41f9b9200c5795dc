# SPDX-License-Identifier: MIT
"""Mail through a real SMTP server with TLS: taken, refused, cut off, too slow; and nothing unencrypted."""

import socket
from collections.abc import Callable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from paperdesk.config.options import Settings
from paperdesk.services import mail
from paperdesk.services.mail import MailRefused, MailTrouble, account_of, addresses, send


def a_mail() -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"], message["To"] = "Grüße", "ann@example.org", "ann@example.org"
    message.set_content("one\n.\ntwo\n")
    return message


def sent(server: Any, smtp: Any, password: str | None = None, timeout: float = 10, **said: Any) -> dict[str, str]:
    account = account_of(Settings({**server.settings, **said}))
    secret = smtp.PASSWORD if password is None else password
    return send(a_mail(), account, secret, context=server.trust, timeout=timeout)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_is_taken(serve_mail, smtp, security: str) -> None:
    server = serve_mail(security)
    assert sent(server, smtp) == {}
    (envelope,) = server.handler.mails
    assert (envelope.mail_from, envelope.rcpt_tos) == ("ann@example.org", ["ann@example.org"])
    assert b"one\r\n.\r\ntwo\r\n" in envelope.content


def test_a_server_of_this_machine_may_do_without(serve_mail, smtp) -> None:
    server = serve_mail("none", login=False)
    assert sent(server, smtp, **{"mail.user": ""}) == {}
    assert len(server.handler.mails) == 1


def test_a_password_may_have_any_sign(serve_mail, smtp) -> None:
    server = serve_mail()
    assert sent(server, smtp, smtp.PASSWORDS[1]) == {}
    with pytest.raises(MailRefused, match="does not accept the name"):
        sent(server, smtp, "wröng")


def test_a_wrong_password_is_told(serve_mail, smtp) -> None:
    server = serve_mail()
    with pytest.raises(MailRefused, match=r"does not accept the name 'ann' with this password \(535 .*--set-password"):
        sent(server, smtp, "wrong")
    assert server.handler.mails == []


def test_a_refused_recipient_is_told_and_the_others_get_it(serve_mail, smtp) -> None:
    server = serve_mail(refused=("gone@example.org",))
    refused = sent(server, smtp, **{"mail.to": "gone@example.org, ann@example.org"})
    assert refused == {"gone@example.org": "550 5.1.1 no such mailbox [31m"}
    assert server.handler.mails[0].rcpt_tos == ["ann@example.org"]
    with pytest.raises(MailRefused, match=r"takes no mail for gone@example\.org \(550"):
        sent(server, smtp, **{"mail.to": "gone@example.org"})


def test_without_tls_nothing_is_sent_and_no_password(serve_mail, smtp) -> None:
    server = serve_mail("none", login=False)
    with pytest.raises(MailRefused, match=r"offers no STARTTLS, so nothing was sent"):
        sent(server, smtp, **{"mail.security": "starttls"})
    with pytest.raises(MailRefused, match="no encrypted connection"):
        sent(server, smtp, **{"mail.security": "tls"})
    assert server.handler.mails == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_is_not_trusted(serve_mail, smtp, security: str) -> None:
    server, other = serve_mail(security), serve_mail()
    account = account_of(Settings(server.settings))
    with pytest.raises(MailRefused, match="certificate cannot be verified"):
        send(a_mail(), account, smtp.PASSWORD, context=other.trust)
    with pytest.raises(MailRefused, match="certificate cannot be verified"):
        send(a_mail(), account, smtp.PASSWORD)
    assert server.handler.mails == []


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        ("refuse", MailRefused, r"does not take the mail \(554 5.7.1 looks like spam\)"),
        ("later", MailTrouble, r"does not take the mail \(451 try later\)"),
        ("cut", MailTrouble, "ended the connection in between"),
        ("slow", MailTrouble, "does not answer in time"),
    ],
)
def test_what_goes_wrong_in_data(serve_mail, smtp, fault: str, kind: type[MailTrouble], said: str) -> None:
    server = serve_mail(fault=fault)
    with pytest.raises(MailTrouble, match=said) as raised:
        sent(server, smtp, timeout=1)
    assert type(raised.value) is kind
    assert "\n" not in raised.value.text


def test_a_server_that_is_not_there_or_is_none(serve_mail, smtp) -> None:
    server = serve_mail()
    server.close()
    with pytest.raises(MailTrouble, match="no connection: Connection refused") as raised:
        sent(server, smtp)
    assert not isinstance(raised.value, MailRefused)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        account = account_of(Settings({**server.settings, "mail.port": silent.getsockname()[1]}))
        with pytest.raises(MailTrouble, match="does not answer in time"):
            send(a_mail(), account, "x", timeout=0.3)


def test_addresses() -> None:
    assert addresses("Ann Lee <ann@example.org>, bo@example.org", "x") == (
        Address("Ann Lee", "ann", "example.org"),
        Address("", "bo", "example.org"),
    )
    assert addresses(" ", "x") == ()
    assert addresses("jörg@bücher.example", "x") == (Address("", "jörg", "xn--bcher-kva.example"),)
    for wrong in (
        "ann",
        "ann@",
        "@b.org",
        "a@b.org\r\nBcc: c@d.org",
        "a@b.org\nX: y",
        "<",
        "a b@c.org",
        ",".join(["a@b.org"] * 21),
    ):
        with pytest.raises(MailRefused, match=r"x: .* is no address"):
            addresses(wrong, "x")


@given(st.text(max_size=40) | st.text('a@.<>,;:()"\\\\[] \r\n', max_size=20))
def test_any_text_is_addresses_or_refused(text: str) -> None:
    try:
        found = addresses(text, "x")
    except MailRefused:
        return
    assert all(one.addr_spec.isprintable() and "@" in one.addr_spec for one in found)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"mail.server": ""}, "mail.server: no server is set"),
        ({"mail.to": ""}, "mail.to: no address is set"),
        ({"mail.server": "a b"}, "is no name of a server"),
        ({"mail.server": "a\nb"}, "is no name of a server"),
        ({"mail.security": "none"}, "only to a server on this machine"),
        ({"mail.from": "x"}, "mail.from: 'x' is no address"),
    ],
)
def test_what_is_not_said_or_not_safe_is_told(said: dict[str, str], why: str) -> None:
    settings = {"mail.server": "smtp.example.org", "mail.to": "ann@example.org", **said}
    with pytest.raises(MailRefused, match=why):
        account_of(Settings(settings))


class Kept(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password


class Locked(Kept):
    """A keyring that cannot be opened."""

    def get_password(self, service: str, username: str) -> str | None:
        raise NoKeyringError("it is\nlocked")


@pytest.fixture
def ring() -> Iterator[Callable[[KeyringBackend], None]]:
    """Use another keyring for the while of a test."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_the_password_is_in_the_keyring(ring, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"mail.server": "smtp.example.org", "mail.to": "ann@example.org", "mail.user": "ann"}
    account = account_of(Settings(said))
    ring(Kept())
    with pytest.raises(MailRefused, match=r"no password for 'ann' at smtp\.example\.org in the keyring"):
        mail.password_of(account)
    mail.keep_password(account, "x y")
    assert mail.password_of(account) == "x y"
    assert mail.password_of(account_of(Settings({**said, "mail.user": ""}))) == ""
    ring(Locked())
    with pytest.raises(MailRefused, match=r"keyring cannot be used \(it is locked\); unlock it, or give the password"):
        mail.password_of(account)
    monkeypatch.setenv(mail.PASSWORD, "of cron")
    assert mail.password_of(account) == "of cron"
