# SPDX-License-Identifier: MIT
"""What may be asked and followed; the rest of it is seen in the client's own tests."""

import asyncio

import pytest

from paperdesk.domain.errors import Refused
from paperdesk.sources.addresses import check_address, check_reach, host_of, redirected


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://Example.org:8080/x", "example.org"), ("http://[::1]/", "::1"), ("nonsense", ""), ("http://[::1", "")],
)
def test_a_host_is_told(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize("address", ["http://e.org", "https://127.0.0.1:8080/x?y", "http://[::1]:80/"])
def test_what_is_an_address_is_let_by(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    ("at", "location", "target"),
    [
        ("https://e.org/a/b", "../c", "https://e.org/c"),
        ("https://e.org/a", "//f.org/x", "https://f.org/x"),
        ("http://e.org/a", "https://e.org/a", "https://e.org/a"),
        ("http://e.org/a", "?page=2", "http://e.org/a?page=2"),
    ],
)
def test_where_a_redirect_leads(at: str, location: str, target: str) -> None:
    assert redirected(at, location) == target


@pytest.mark.parametrize(
    ("target", "known", "refused"),
    [
        ("8.8.8.8", [], False),
        ("other.org", ["8.8.8.8"], False),
        ("other.org", [], False),  # it has no address, and asking it fails by itself
        ("other.org", ["8.8.8.8", "192.168.0.1"], True),
        ("100.64.0.1", [], True),
        ("224.0.0.1", [], True),
        ("fe80::1", [], True),
        ("2002:0a00:0001::1", [], True),
        ("e.org", ["10.0.0.1"], False),  # the very host that was asked
    ],
)
def test_who_may_lead_where(target: str, known: list[str], refused: bool) -> None:
    async def resolve(host: str) -> list[str]:
        return ["8.8.4.4"] if host == "e.org" and target != "e.org" else known

    address = f"http://[{target}]/" if ":" in target else f"http://{target}/"
    if refused:
        with pytest.raises(Refused, match="in your own network"):
            asyncio.run(check_reach("http://e.org/", address, resolve))
    else:
        asyncio.run(check_reach("http://e.org/", address, resolve))
