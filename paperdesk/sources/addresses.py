# SPDX-License-Identifier: MIT
"""Where a request may lead: http and https only, never from a public name into the reader's own network."""

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin, urlsplit

from paperdesk.domain.errors import Refused

Resolve = Callable[[str], Awaitable[list[str]]]


def host_of(address: str) -> str:
    """Return the host of an address, in lower case; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def check_address(address: str) -> None:
    """Raise `Refused` for what is no http(s) address with a host."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or not address.isprintable():
        raise Refused(f"{address[:80]!r} is no http(s) address; check how it is written")


def redirected(address: str, location: str) -> str:
    """Return where an answer at `address` sends us. Raises `Refused` where that must not be followed."""
    try:
        target = urljoin(address, location)
        parts = urlsplit(target)
    except ValueError as error:
        raise Refused(f"{host_of(address)}: it redirects to something that is no address; tell its owner") from error
    shown = f"{host_of(address)} redirects to {target[:80]!r}"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused(f"{shown}, which is not on the web; it was not followed")
    if urlsplit(address).scheme == "https" and parts.scheme == "http":
        raise Refused(
            f"{shown}, out of the protected connection; it was not followed, give that address if you trust it"
        )
    if parts.username or parts.password:
        raise Refused(f"{shown}, with a name and a password in it; it was not followed")
    return target


async def check_reach(origin: str, address: str, resolve: Resolve) -> None:
    """Raise `Refused` where `address`, which a server at `origin` told of, leads into a network of the reader's own.

    Not so where `origin` lies there itself: the reader has named it.
    """
    target, source = host_of(address), host_of(origin)
    if target == source or not await _is_private(target, resolve) or await _is_private(source, resolve):
        return
    raise Refused(f"{source} leads to {target}, which is in your own network; it was not followed")


async def _is_private(host: str, resolve: Resolve) -> bool:
    """Whether any address of `host` is none of the public internet; not where that cannot be told."""
    try:
        found = [host] if ipaddress.ip_address(host) else []
    except ValueError:
        found = await resolve(host)
    return any(not _is_global(one) for one in found)


def _is_global(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return True
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return (inner or address).is_global and not address.is_multicast
