# SPDX-License-Identifier: MIT
"""An SMTP server on loopback with a certificate that `trustme` signed, and with the faults that real ones have."""

import asyncio
import socket
import ssl
from dataclasses import dataclass, field
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "ann", "s3cret x"
PASSWORDS = (PASSWORD, "sécret ü")


@dataclass
class Handler:
    """Takes mails, or does what `fault` says, `times` times: `refuse`, `later`, `cut`, `slow`, `garbage`."""

    fault: str = ""
    times: int = 10**9
    refused: tuple[str, ...] = ()
    mails: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such mailbox\x1b[31m"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.fault and self.times > 0:
            self.times -= 1
            if self.fault == "cut":
                server.transport.close()
                return "421 gone"
            if self.fault == "slow":
                await asyncio.Event().wait()
            return {"refuse": "554 5.7.1 looks like spam", "later": "451 try later"}[self.fault]
        self.mails.append(envelope)
        return "250 taken"


def _login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    assert session.ssl or server.transport.get_extra_info("ssl_object"), "a password without encryption"
    good = isinstance(data, LoginPassword) and data.login == USER.encode()
    good = good and data.password in [one.encode() for one in PASSWORDS]
    return AuthResult(success=good, handled=False)


class _Controller(Controller):
    """Takes a port that is free, and is content with a connection where the original wants to speak TLS."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        socket.create_connection((self.hostname, self.port)).close()


class SmtpServer:
    """A server, running; `security` is `starttls`, `tls` or `none`, with `login` only those get in who know the password."""

    def __init__(self, security: str = "starttls", *, login: bool = True, **faults: Any) -> None:
        self.security = security
        self.handler = Handler(**faults)
        self.authority = trustme.CA()
        served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert("127.0.0.1").configure_cert(served)
        how: dict[str, Any] = {"auth_required": login, "authenticator": _login} if login else {}
        if security == "starttls":
            how |= {"tls_context": served, "require_starttls": True}
        if security == "tls":
            how |= {"ssl_context": served, "auth_require_tls": False, "auth_required": False}
        if security == "none":
            how |= {"auth_require_tls": False}
        self._controller = _Controller(self.handler, hostname="127.0.0.1", port=0, **how)
        self._controller.start()
        self._closed = False
        self.port = self._controller.port

    @property
    def trust(self) -> ssl.SSLContext:
        """A context that trusts this server's certificate."""
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    @property
    def settings(self) -> dict[str, Any]:
        """The options that name this server."""
        return {
            "mail.server": "127.0.0.1",
            "mail.port": self.port,
            "mail.security": self.security,
            "mail.user": USER,
            "mail.to": "ann@example.org",
        }

    def close(self) -> None:
        """Stop it; once is enough."""
        if not self._closed:
            self._closed = True
            self._controller.stop(no_assert=True)
