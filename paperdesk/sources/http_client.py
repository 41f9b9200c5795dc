# SPDX-License-Identifier: MIT
"""The one polite client: what it asks, how often, how long it waits, and what it believes of an answer. The only HTTP.

It runs in an asyncio loop, so that a wait or a read of any kind ends the moment its task is cancelled.
"""

import asyncio
import random
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpx

from paperdesk import __version__
from paperdesk.domain.errors import BadAnswer, Busy, FetchTrouble, Offline, Refused
from paperdesk.domain.feeds import Validators
from paperdesk.sources.addresses import Resolve, check_address, check_reach, host_of, redirected
from paperdesk.sources.unpacking import Body

AGENT = f"PaperDesk/{__version__} (a desktop reader of research papers; fetches once in hours)"
ANY_PACE, ARXIV_PACE = 0.1, 3.0  # seconds between requests; arXiv: https://info.arxiv.org/help/api/tou.html
_NEVER_BY_PROXY = ("all://localhost", "all://127.0.0.1", "all://[::1]")
UNKNOWN = Validators()
_SO_AT_THE_SOURCE = 3  # times that a body is cut at the same byte, before it is believed to be so at its source
_REDIRECTS = (301, 302, 303, 307, 308)
_LOCATION = "paperdesk.location"
_WHY = {
    401: "it asks for a login, which PaperDesk has none for",
    403: "it refuses to answer; it may not want programs, or be off limits from here",
    404: "there is nothing under this address; check how it is written",
    406: "it has no answer of the kind that was asked for",
    410: "this is gone for good; take the source out",
    451: "it may not answer for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a request: times in seconds, `largest` in bytes after unpacking, `longest_wait` for one Retry-After."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 120.0
    largest: int = 32 << 20
    redirects: int = 6
    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 90.0
    longest_pause: float = 86_400.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: `address` is where it came from at last; `damage` says what is wrong with what it holds."""

    address: str
    status: int
    body: bytes = b""
    content_type: str = ""
    validators: Validators = UNKNOWN
    damage: str = ""

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing has changed since."""
        return self.status == 304


Check = Callable[[Answer], str]  # why a body is not whole, empty where it is; raises `BadAnswer` for what is no answer


def _any(answer: Answer) -> str:
    return ""


class Client:
    """Asks servers, one request at a time in each lane. `requests` counts those that were sent, `waited` says why it waits."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        verify: ssl.SSLContext | bool = True,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        resolve: Resolve | None = None,
    ) -> None:
        """`sleep` waits for seconds, `jitter` gives a number from 0 to 1, `resolve` the addresses of a name."""
        self.limits = limits or Limits()
        self.requests = 0
        self._clock, self._today, self._sleep, self._jitter = clock, today, sleep, jitter
        self._resolve = resolve or _addresses
        self._lanes: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._http = httpx.AsyncClient(
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
            timeout=httpx.Timeout(self.limits.read, connect=self.limits.connect),
            verify=verify,
            event_hooks={"response": [_keep_location]},
            mounts=dict.fromkeys(_NEVER_BY_PROXY),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def get(
        self,
        address: str,
        *,
        accept: str = "*/*",
        known: Validators = UNKNOWN,
        lane: str = "",
        pace: float = ANY_PACE,
        check: Check = _any,
        origin: str = "",
        on_wait: Callable[[float, str], None] = lambda seconds, why: None,
    ) -> Answer:
        """Ask for `address`, again where that may help; return a whole answer.

        `known` makes the request conditional. Requests of one `lane` (the host where it is empty) follow each other
        with `pace` seconds in between. `origin` is who told of the address, where that was not the reader. Raises
        `FetchTrouble`.
        """
        check_address(address)
        if origin:
            await check_reach(origin, address, self._resolve)
        headers = {"Accept": accept} | _conditions(known)
        former, times = b"", 0
        trouble: FetchTrouble
        for attempt in range(1, self.limits.attempts + 1):
            try:
                answer = await self._in_turn(address, headers, lane or host_of(address), pace)
                damage = "" if answer.unchanged else check(answer)
                times = times + 1 if answer.body == former else 1
                if not damage or times == _SO_AT_THE_SOURCE:
                    return replace(answer, damage=damage)
                former, trouble = answer.body, BadAnswer(f"{host_of(address)}: {damage}")
            except Refused:
                raise
            except FetchTrouble as error:
                trouble = error
            await self._pause(trouble, attempt, on_wait)
        raise AssertionError("the last attempt returns or raises")

    async def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send `body` once; return the answer whatever its status. It is not sent again, nor anywhere else.

        Raises `FetchTrouble`.
        """
        check_address(address)
        host = host_of(address)
        self.requests += 1
        try:
            async with (
                asyncio.timeout(self.limits.whole),
                self._http.stream("POST", address, content=body, headers=headers) as got,
            ):
                self._http.cookies.clear()
                answer = await self._body(got, host)
        except TimeoutError as error:
            raise BadAnswer(f"{host}: it took longer than {self.limits.whole:g} s") from error
        except httpx.HTTPError as error:
            raise _trouble(error, host, self.limits) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise Refused(f"{address[:80]!r} is no http(s) address; check how it is written") from error
        return Answer(address, got.status_code, answer, got.headers.get("content-type", "").lower())

    async def _pause(self, trouble: FetchTrouble, attempt: int, on_wait: Callable[[float, str], None]) -> None:
        """Wait before the next attempt; raise `trouble` where there is none, or where it asks for too long a wait."""
        last = 2 if isinstance(trouble, Offline) else self.limits.attempts
        asked = trouble.wait if isinstance(trouble, Busy) else 0.0
        if attempt >= last or asked > self.limits.longest_wait:
            raise trouble
        growing = self.limits.first_wait * 2 ** (attempt - 1) * (0.5 + self._jitter())
        wait = max(asked, growing)
        on_wait(wait, trouble.text)
        await self._sleep(wait)

    async def _in_turn(self, address: str, headers: Mapping[str, str], lane: str, pace: float) -> Answer:
        async with self._lanes.setdefault(lane, asyncio.Lock()):
            rest = self._free_at.get(lane, 0.0) - self._clock()
            if rest > 0:
                await self._sleep(rest)
            try:
                return await self._follow(address, headers)
            finally:
                self._free_at[lane] = self._clock() + pace

    async def _follow(self, address: str, headers: Mapping[str, str]) -> Answer:
        """Ask, and go where the answer sends us, as far as that is safe."""
        place, seen = address, {address}
        for _ in range(self.limits.redirects + 1):
            found = await self._ask(place, headers)
            if isinstance(found, Answer):
                return found
            place = redirected(place, found)
            if place in seen:
                raise Refused(f"{host_of(address)}: it redirects in a circle; tell its owner, or check the address")
            seen.add(place)
            await check_reach(address, place, self._resolve)
        raise Refused(f"{host_of(address)}: it redirects more than {self.limits.redirects} times; check the address")

    async def _ask(self, address: str, headers: Mapping[str, str]) -> Answer | str:
        """Send one request; return the whole answer, or the address that it redirects to."""
        host = host_of(address)
        self.requests += 1
        try:
            async with asyncio.timeout(self.limits.whole), self._http.stream("GET", address, headers=headers) as got:
                self._http.cookies.clear()  # nobody is recognised
                if got.status_code in _REDIRECTS and _LOCATION in got.extensions:
                    return str(got.extensions[_LOCATION])
                self._check_status(got, host, conditional="If-None-Match" in headers or "If-Modified-Since" in headers)
                body = await self._body(got, host)
        except TimeoutError as error:
            raise BadAnswer(f"{host}: it took longer than {self.limits.whole:g} s; try again later") from error
        except httpx.HTTPError as error:
            raise _trouble(error, host, self.limits) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise Refused(f"{address[:80]!r} is no http(s) address; check how it is written") from error
        etag, modified = (got.headers.get(name, "")[:500] for name in ("etag", "last-modified"))
        kind = got.headers.get("content-type", "").lower()
        return Answer(address, got.status_code, body, kind, Validators(etag, modified))

    async def _body(self, got: httpx.Response, host: str) -> bytes:
        body = Body(host, got.headers.get("content-encoding", ""), self.limits.largest)
        if got.status_code == 304:
            return b""
        async for chunk in got.aiter_raw():
            body.take(chunk)
        return body.whole()

    def _check_status(self, got: httpx.Response, host: str, *, conditional: bool) -> None:
        status = got.status_code
        if status == 200 or (status == 304 and conditional):
            return
        said = f"{host} answers {status}"
        if status == 429 or status == 408 or status >= 500:
            wait = min(self._asked_wait(got.headers.get("retry-after", "")), self.limits.longest_pause)
            until = f"; it asks to come back in {_said(wait)}" if wait else ""
            raise Busy(f"{said}: it is busy or broken{until or '; try again later'}", wait)
        raise Refused(f"{said}: {_WHY.get(status, 'this is no answer that can be used; try again later')}", status)

    def _asked_wait(self, text: str) -> float:
        """Return the seconds that Retry-After asks for, which is a number or a date; 0 for neither."""
        if text.strip().isascii() and text.strip().isdigit():
            return float(text.strip()[:12])
        try:
            return max((parsedate_to_datetime(text) - self._today()).total_seconds(), 0.0)
        except (ValueError, TypeError):
            return 0.0


async def _keep_location(got: httpx.Response) -> None:
    """Take the address of a redirect out of httpx's hands, which would look into it before we do."""
    if "location" in got.headers:
        got.extensions[_LOCATION] = got.headers.pop("location")


def _conditions(known: Validators) -> dict[str, str]:
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in told.items() if value and value.isascii() and value.isprintable()}


def _trouble(error: httpx.HTTPError, host: str, limits: Limits) -> FetchTrouble:
    """Say what went wrong on the way, as the reader has to know it."""
    causes = _causes(error)
    untrusted = next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if untrusted is not None:
        why = untrusted.verify_message or "it cannot be verified"
        return Refused(
            f"{host}: its certificate is not to be trusted ({why}); check this computer's date, or the address"
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Refused(f"{host}: no protected connection can be made; check the address")
    if isinstance(error, httpx.ConnectTimeout):
        return Offline(f"{host} cannot be reached within {limits.connect:g} s; check the network, or try again later")
    if isinstance(error, httpx.ConnectError):
        return Offline(f"{host} cannot be reached; check the network, or try again later")
    if isinstance(error, httpx.TimeoutException):
        return BadAnswer(f"{host}: nothing came for {limits.read:g} s; try again later")
    if isinstance(error, httpx.UnsupportedProtocol | httpx.LocalProtocolError):
        return Refused(f"{host}: this address cannot be asked; check how it is written")
    return BadAnswer(f"{host}: the answer broke off; try again later")


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in found:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found


async def _addresses(host: str) -> list[str]:
    """Return the addresses of a name, none where it has none or cannot be asked for."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None)
    except OSError:
        return []
    return [str(entry[4][0]) for entry in found]


def _said(seconds: float) -> str:
    """Return a time as a person says it."""
    for name, size in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} s"
