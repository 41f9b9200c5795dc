# SPDX-License-Identifier: MIT
"""Hands a mail to the reader's SMTP server: encrypted and verified, or not at all; and keeps the password in the keyring.

It speaks through the standard library's `smtplib` (RFC 5321, RFC 3207, RFC 4954).
"""

import base64
import contextlib
import ipaddress
import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import getaddresses

from paperdesk.config.options import Settings
from paperdesk.domain.errors import Trouble
from paperdesk.domain.text import one_line, visible

PASSWORD = "PAPERDESK_MAIL_PASSWORD"  # a variable of the environment, for cron, which often has no keyring
_SERVICE = "PaperDesk mail"
_TIMEOUT = 30.0  # seconds for each answer of the server
_LOCAL_NAME = "[127.0.0.1]"  # the name of this machine is nobody's business, and looking it up can take long
_MOST_ADDRESSES = 20
_USER = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")
_SHOWN = 200  # code points of what a server says


class MailTrouble(Trouble):
    """A mail that could not be sent; it is worth trying again."""


class MailRefused(MailTrouble):
    """A mail that will not be sent before the reader changes something."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where mail is handed in, and from whom to whom. `security` is `starttls`, `tls` or `none`."""

    server: str
    port: int
    security: str
    user: str
    sender: Address
    to: tuple[Address, ...]

    @property
    def place(self) -> str:
        """How the server is named to the reader."""
        return f"{self.server}:{self.port}"


def addresses(text: str, option: str) -> tuple[Address, ...]:
    """Read addresses parted by commas. Raises `MailRefused` that names `option` for what is none."""
    if not text.strip():
        return ()
    found = tuple(map(_address, getaddresses([text]))) if text.isprintable() else ()
    # As many as there are signs that make one: nothing is passed over, and nothing read where it is not written.
    if not 0 < len(found) <= _MOST_ADDRESSES or None in found or len(found) != text.count("@"):
        raise MailRefused(f"{option}: {one_line(text)[:80]!r} is no address; write name@example.org")
    return tuple(one for one in found if one is not None)


def _address(pair: tuple[str, str]) -> Address | None:
    name, told = pair
    user, _, domain = told.rpartition("@")
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
        if _USER.fullmatch(user) and _DOMAIN.fullmatch(domain) and name.isprintable():
            return Address(name, user, domain)
    return None


def people_of(settings: Settings) -> tuple[Address, tuple[Address, ...]]:
    """Return from whom and to whom digests go. Raises `MailRefused`; without any address they stay on this machine."""
    to = addresses(settings["mail.to"], "mail.to")
    sender = addresses(settings["mail.from"], "mail.from") or to
    nobody = Address("PaperDesk", "paperdesk", "localhost")
    return (sender[0] if sender else nobody), to or (nobody,)


def account_of(settings: Settings) -> Account:
    """Return where and how mail is sent. Raises `MailRefused` where that is not said, or not safe."""
    server = str(settings["mail.server"]).strip()
    if not server:
        raise MailRefused(
            "mail.server: no server is set, so nothing can be sent; name your SMTP server in the settings"
        )
    if not settings["mail.to"].strip():
        raise MailRefused("mail.to: no address is set, so nothing can be sent; say where digests go in the settings")
    if not server.isprintable() or not server.isascii() or any(sign in server for sign in " /@"):
        raise MailRefused(f"mail.server: {server[:80]!r} is no name of a server; write smtp.example.org")
    if settings["mail.security"] == "none" and not _is_local(server):
        raise MailRefused(
            "mail.security: a mail goes unencrypted only to a server on this machine; choose starttls or tls"
        )
    sender, to = people_of(settings)
    return Account(server, settings["mail.port"], settings["mail.security"], settings["mail.user"], sender, to)


def _is_local(server: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(server.strip("[]")).is_loopback
    return server.lower().rstrip(".") == "localhost"


def send(
    message: EmailMessage,
    account: Account,
    password: str = "",
    *,
    context: ssl.SSLContext | None = None,
    timeout: float = _TIMEOUT,
) -> dict[str, str]:
    """Hand a mail in; return the addresses that the server did not take, with what it said, while it took others.

    `context` says which certificates are trusted (None: those of the system). Raises `MailTrouble` where it may go better
    the next time, else `MailRefused`.
    """
    with _told(account), _connected(account, context or ssl.create_default_context(), timeout) as server:
        if account.user:
            _log_in(server, account.user, password)
        refused = server.send_message(message, account.sender.addr_spec, [one.addr_spec for one in account.to])
    return {address: _said(code, answer) for address, (code, answer) in refused.items()}


def _log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    if (user + password).isascii():
        server.login(user, password)
        return
    # smtplib itself knows nothing but ASCII here; what PLAIN sends is UTF-8 (RFC 4616).
    server.ehlo_or_helo_if_needed()
    told = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, answer = server.docmd("AUTH", f"PLAIN {told}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


@contextlib.contextmanager
def _connected(account: Account, context: ssl.SSLContext, timeout: float) -> Iterator[smtplib.SMTP]:
    if account.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            account.server, account.port, local_hostname=_LOCAL_NAME, timeout=timeout, context=context
        )
    else:
        server = smtplib.SMTP(account.server, account.port, local_hostname=_LOCAL_NAME, timeout=timeout)
    try:
        if account.security == "starttls":
            server.ehlo_or_helo_if_needed()
            if not server.has_extn("starttls"):
                raise MailRefused(
                    f"{account.place}: the server offers no STARTTLS, so nothing was sent; ask for its encrypted port"
                )
            server.starttls(context=context)
        yield server
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()  # the mail is taken: how the server says good-bye does not matter
    finally:
        server.close()


@contextlib.contextmanager
def _told(account: Account) -> Iterator[None]:
    """Turn what a server and the net can do to us into a sentence."""
    place = account.place
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise MailRefused(
            f"{place}: its certificate cannot be verified ({error.verify_message}); nothing was sent"
        ) from error
    except ssl.SSLError as error:
        raise MailRefused(
            f"{place}: no encrypted connection ({error.reason or 'TLS'}); nothing was sent; see mail.security"
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        raise _refusal(
            error.smtp_code,
            f"{place}: the server does not accept the name {account.user!r} with this password"
            f" ({_said(error.smtp_code, error.smtp_error)}); set it anew with `paperdesk digest --set-password`",
        ) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        whom = ", ".join(error.recipients)
        raise _refusal(code, f"{place}: the server takes no mail for {whom} ({_said(code, answer)})") from error
    except smtplib.SMTPResponseException as error:
        what = "the sender" if isinstance(error, smtplib.SMTPSenderRefused) else "the mail"
        said = _said(error.smtp_code, error.smtp_error)
        raise _refusal(error.smtp_code, f"{place}: the server does not take {what} ({said})") from error
    except smtplib.SMTPNotSupportedError as error:
        raise MailRefused(f"{place}: the server cannot do what is needed: {one_line(str(error))[:_SHOWN]}") from error
    except smtplib.SMTPServerDisconnected as error:
        if isinstance(error.__context__, TimeoutError):
            raise MailTrouble(f"{place}: the server does not answer in time") from error
        raise MailTrouble(
            f"{place}: the server ended the connection in between; whether it took the mail is not known"
        ) from error
    except smtplib.SMTPException as error:
        raise MailTrouble(f"{place}: the server answers strangely: {one_line(str(error))[:_SHOWN]}") from error
    except TimeoutError as error:
        raise MailTrouble(f"{place}: the server does not answer in time") from error
    except OSError as error:
        raise MailTrouble(
            f"{place}: no connection: {error.strerror or error}; check mail.server and the network"
        ) from error


def _refusal(code: int, text: str) -> MailTrouble:
    return MailRefused(text) if code >= 500 else MailTrouble(text)


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    shown = "".join(sign if sign.isprintable() else " " for sign in visible(text))
    return f"{code} {one_line(shown)[:_SHOWN]}".strip()


# --- the password ---------------------------------------------------------------------------------------------


def password_of(account: Account) -> str:
    """Return the password of an account: that of the environment, else that of the keyring. Raises `MailRefused`."""
    if not account.user:
        return ""
    if given := os.environ.get(PASSWORD):
        return given
    import keyring  # loaded where it is needed

    with _keyring():
        found = keyring.get_password(_SERVICE, _entry(account))
    if not found:
        raise MailRefused(
            f"there is no password for {account.user!r} at {account.server} in the keyring;"
            " `paperdesk digest --set-password` asks for it"
        )
    return found


def keep_password(account: Account, password: str) -> None:
    """Put the password of an account into the keyring. Raises `MailRefused` where there is no keyring."""
    import keyring  # loaded where it is needed

    with _keyring():
        keyring.set_password(_SERVICE, _entry(account), password)


def _entry(account: Account) -> str:
    return f"{account.user}@{account.server}"


@contextlib.contextmanager
def _keyring() -> Iterator[None]:
    from keyring.errors import KeyringError

    try:
        yield
    except KeyringError as error:
        raise MailRefused(
            f"the system's keyring cannot be used ({one_line(str(error))[:_SHOWN] or type(error).__name__});"
            f" unlock it, or give the password in the variable {PASSWORD}"
        ) from error
