# SPDX-License-Identifier: MIT
"""The command `digest`: as text, as JSON, as a file, sent from cron; and what it says when it cannot."""

import email
import email.policy
from functools import partial

import pytest

from paperdesk.services import digest_sending


@pytest.fixture
def filled(paperdesk, papers_file, tmp_path, monkeypatch):
    """A library of three papers with a watch word, and settings of one's own."""
    monkeypatch.setenv("PAPERDESK_CONFIG", str(tmp_path / "settings.toml"))
    paperdesk("import", str(papers_file(3)))
    paperdesk("watch", "add", "number")
    return paperdesk


def configure(tmp_path, settings: dict) -> None:
    lines = [f"{name} = {value!r}" for name, value in settings.items()]
    (tmp_path / "settings.toml").write_text("\n".join(lines) + "\n")


def test_it_is_printed(filled) -> None:
    done = filled("digest", "--date", "2024-01-02")
    assert (done.status, done.err) == (0, "")
    assert "Tuesday, 2 January 2024" in done.out
    assert "Title number 1" in done.out
    assert "number (1)" in done.out
    told = filled("digest", "--date", "2024-01-02", "--json").json
    assert (told["first"], told["last"], told["file"]) == ("2024-01-02", "2024-01-02", None)
    assert [(s["kind"], s["papers"]) for s in told["sections"]] == [
        ("trending", ["2401.00001"]),
        ("search", ["2401.00001"]),
    ]


def test_a_week_and_the_length_are_options(filled, tmp_path) -> None:
    configure(tmp_path, {"digest.frequency": "weekly", "digest.length": 2, "digest.searches": "off"})
    told = filled("digest", "--date", "2024-01-05", "--json").json
    assert told["first"] == "2023-12-30"
    assert [(s["kind"], len(s["papers"]), s["total"]) for s in told["sections"]] == [("trending", 2, 3)]


def test_it_is_written_as_a_mail_and_anew(filled, tmp_path) -> None:
    done = filled("digest", "--date", "2024-01-02", "--output", "d.eml")
    assert done.out == f"Wrote the digest of Tuesday, 2 January 2024 to {tmp_path / 'd.eml'}\n"
    found = email.message_from_bytes((tmp_path / "d.eml").read_bytes(), policy=email.policy.default)
    assert "Title number 1" in found.get_body(("html",)).get_content()
    assert filled("digest", "--date", "2024-01-03", "--output", "d.eml").status == 0
    (tmp_path / "d.eml").write_text("theirs")
    assert "is not as PaperDesk wrote it" in filled("digest", "--date", "2024-01-03", "--output", "d.eml").error
    assert "the folder" in filled("digest", "--output", "none/d.eml").error


def test_that_it_is_tried_again_is_told_while_one_waits(filled, tmp_path, serve_mail, smtp, monkeypatch) -> None:
    server = serve_mail(fault="later", times=1)
    configure(tmp_path, server.settings)
    server.authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("PAPERDESK_MAIL_PASSWORD", smtp.PASSWORD)
    monkeypatch.setattr(digest_sending, "Post", partial(digest_sending.Post, wait=lambda seconds: None))
    done = filled("digest", "--date", "2024-01-02", "--send")
    assert (done.status, done.out) == (0, "Sent the digest of Tuesday, 2 January 2024 to ann@example.org\n")
    assert "451 try later" in done.err
    assert done.err.endswith("; trying again in 5 seconds\n")


def test_it_is_sent_once_from_cron(filled, tmp_path, serve_mail, smtp, monkeypatch) -> None:
    server = serve_mail()
    configure(tmp_path, server.settings)
    trusted = tmp_path / "ca.pem"
    server.authority.cert_pem.write_to_path(str(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    monkeypatch.setenv("PAPERDESK_MAIL_PASSWORD", smtp.PASSWORD)
    done = filled("digest", "--date", "2024-01-02", "--send")
    assert (done.status, done.out) == (0, "Sent the digest of Tuesday, 2 January 2024 to ann@example.org\n")
    assert "was sent already" in filled("digest", "--date", "2024-01-02", "--send").out
    assert len(server.handler.mails) == 1
    told = filled("digest", "--date", "2024-01-02", "--send", "--again", "--json").json
    assert (told["sent"], told["to"]) == (True, ["ann@example.org"])
    assert "nothing new in Friday, 2 February 2024" in filled("digest", "--date", "2024-02-02", "--send").out
    monkeypatch.setenv("PAPERDESK_MAIL_PASSWORD", "wrong")
    assert "does not accept the name 'ann'" in filled("digest", "--date", "2024-01-03", "--send").error


def test_what_is_missing_is_told(filled, tmp_path) -> None:
    assert "mail.server: no server is set" in filled("digest", "--date", "2024-01-02", "--send").error
    assert "choose one" in filled("digest", "--send", "--output", "x").error
    configure(tmp_path, {"mail.server": "smtp.example.org", "mail.to": "a@b.org"})
    assert "no name is set to log in with" in filled("digest", "--set-password").error
    assert filled("digest", "--date", "soon").status == 2


def test_the_password_goes_into_the_keyring(filled, tmp_path) -> None:
    import keyring
    from keyring.backend import KeyringBackend

    held: dict[tuple[str, str], str] = {}

    class Kept(KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            return held.get((service, username))

        def set_password(self, service, username, password):
            held[service, username] = password

    configure(tmp_path, {"mail.server": "smtp.example.org", "mail.to": "a@b.org", "mail.user": "ann"})
    before = keyring.get_keyring()
    keyring.set_keyring(Kept())
    try:
        assert "is in the keyring" in filled("digest", "--set-password", stdin=b"s3cret\n").out
        assert list(held.values()) == ["s3cret"]
        assert "s3cret" not in (tmp_path / "settings.toml").read_text()
    finally:
        keyring.set_keyring(before)
