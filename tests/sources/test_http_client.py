# SPDX-License-Identifier: MIT
"""The client against a real server with real faults: what it believes, refuses, waits for, and says."""

import asyncio
import gzip
import json
import ssl
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import trustme

from paperdesk.domain.errors import BadAnswer, Busy, Offline, Refused
from paperdesk.domain.feeds import Validators
from paperdesk.sources.http_client import AGENT, Answer, Client, Limits

GOOD = json.dumps([{"a": 1}]).encode()
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Clock:
    """Time that passes only when it is waited for."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def whole_json(answer: Answer) -> str:
    try:
        json.loads(answer.body)
    except ValueError:
        return "this is not whole"
    return ""


Get = Callable[..., Answer]


@pytest.fixture
def get(server: Any, clock: Clock) -> Get:
    """Ask the server for a path, with a client of its own."""

    def run(
        path: str = "/x", *, limits: Limits | None = None, client: dict[str, Any] | None = None, **how: Any
    ) -> Answer:
        async def ask() -> Answer:
            options = {"clock": clock, "sleep": clock.sleep, "today": lambda: NOW, "jitter": lambda: 0.5}
            async with Client(limits, **{**options, **(client or {})}) as one:
                address = path if path.startswith("http") else server.url + path
                return await one.get(address, **{"check": whole_json, **how})

        return asyncio.run(ask())

    return run


@pytest.fixture
def serve(server: Any, paper_server: Any) -> Callable[..., Any]:
    """Let something stand at /x; the faults come before it."""

    def stand(*faults: Any, body: bytes = GOOD, **how: Any) -> Any:
        server.answers["/x"] = paper_server.Reply(body, **how)
        server.faults.extend(faults)
        return server

    return stand


def test_who_asks_and_for_what_is_told(get: Get, serve: Any) -> None:
    served = serve(headers={"Set-Cookie": "who=me"})
    answer = get(accept="application/json")
    (asked,) = served.requests
    assert answer.body == GOOD
    assert (asked.headers["user-agent"], asked.headers["accept"]) == (AGENT, "application/json")
    assert AGENT.startswith(("PaperDesk/0", "PaperDesk/1"))
    assert not asked.conditional
    assert "cookie" not in asked.headers


def test_what_is_known_makes_the_next_request_conditional(get: Get, serve: Any) -> None:
    served = serve(headers={"Last-Modified": "Mon, 02 Mar 2026 09:00:00 GMT"})
    first = get()
    again = get(known=first.validators)
    assert (again.status, again.unchanged, again.body) == (304, True, b"")
    assert served.requests[1].headers["if-none-match"] == first.validators.etag
    assert served.requests[1].headers["if-modified-since"] == "Mon, 02 Mar 2026 09:00:00 GMT"


def test_no_header_is_smuggled_in_by_what_is_known(get: Get, serve: Any) -> None:
    served = serve()
    get(known=Validators("a\r\nX-Evil: 1", "ü"))
    assert not served.requests[0].conditional


def test_unchanged_where_nobody_asked_is_no_answer(get: Get, serve: Any, paper_server: Any) -> None:
    serve(*[paper_server.Reply(status=304)] * 4)
    with pytest.raises(Refused, match="answers 304"):
        get()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(GOOD, mtime=0)),
        ("x-gzip", gzip.compress(GOOD[:3], mtime=0) + gzip.compress(GOOD[3:], mtime=0)),
        ("deflate", zlib.compress(GOOD)),
        ("deflate", zlib.compress(GOOD, wbits=-15)),
        ("deflate", GOOD),
        ("gzip", GOOD),
        ("gzip", gzip.compress(GOOD, mtime=0) + b"\0\0\0"),
        ("identity", GOOD),
        ("GZIP", zlib.compress(GOOD)),
    ],
)
def test_packing_is_read_by_what_is_there(get: Get, serve: Any, encoding: str, packed: bytes) -> None:
    serve(body=packed, headers={"Content-Encoding": encoding})
    assert get().body == GOOD


def test_a_packing_that_was_not_asked_for_is_named(get: Get, serve: Any) -> None:
    serve(body=b"\x8b\x02\x80[1]\x03", headers={"Content-Encoding": "br"})
    with pytest.raises(BadAnswer, match=r"127.0.0.1: .*not asked for \(br\)"):
        get()


@pytest.mark.parametrize(
    "cut",
    [gzip.compress(GOOD, mtime=0)[:-9], gzip.compress(GOOD, mtime=0)[:5] + b"\xff" * 20, b"\x1f"],
    ids=["cut", "damaged", "a byte"],
)
def test_a_packed_body_that_is_not_whole_is_asked_for_again(
    get: Get, serve: Any, paper_server: Any, cut: bytes
) -> None:
    served = serve(paper_server.Reply(cut, headers={"Content-Encoding": "gzip"}))
    assert get().body == GOOD
    assert len(served.requests) == 2


def test_a_bomb_is_refused_while_it_unpacks(get: Get, serve: Any, paper_server: Any) -> None:
    serve(*[paper_server.bomb(64)] * 4)
    with pytest.raises(BadAnswer, match="larger than 8 MB"):
        get(limits=Limits(largest=8 << 20))


def test_a_body_without_end_is_refused(get: Get, serve: Any, paper_server: Any) -> None:
    serve(*[paper_server.Reply(endless=b" " * 65_536)] * 4)
    with pytest.raises(BadAnswer, match="larger than 1 MB"):
        get(limits=Limits(largest=1 << 20))


@pytest.mark.parametrize("length", [len(GOOD) + 5, 10**12], ids=["a bit longer", "far longer"])
def test_a_body_shorter_than_it_says_is_never_taken(get: Get, serve: Any, paper_server: Any, length: int) -> None:
    served = serve(paper_server.Reply(GOOD, length=length))
    assert get().body == GOOD
    assert len(served.requests) == 2
    serve(*[paper_server.Reply(GOOD, length=length)] * 4)
    with pytest.raises(BadAnswer, match="broke off"):
        get()


def test_a_body_longer_than_it_says_is_seen_by_what_it_holds(get: Get, serve: Any, paper_server: Any) -> None:
    served = serve(paper_server.Reply(GOOD, length=len(GOOD) - 3))
    assert get().body == GOOD
    assert len(served.requests) == 2


def test_what_is_broken_at_the_source_comes_with_a_word_on_it(get: Get, serve: Any) -> None:
    served = serve(body=GOOD[:-2])
    answer = get()
    assert (answer.body, answer.damage) == (GOOD[:-2], "this is not whole")
    assert len(served.requests) == 3


def test_what_is_cut_at_another_byte_each_time_is_never_taken(get: Get, serve: Any, paper_server: Any) -> None:
    serve(*[paper_server.Reply(GOOD[:end]) for end in (5, 5, 6, 6)])
    with pytest.raises(BadAnswer, match="this is not whole"):
        get()


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_what_may_pass_is_tried_again_with_growing_waits(
    get: Get, serve: Any, paper_server: Any, clock: Clock, status: int
) -> None:
    serve(*[paper_server.Reply(status=status)] * 3)
    assert get().body == GOOD
    assert clock.waits == [1.0, 2.0, 4.0]
    serve(*[paper_server.Reply(status=status)] * 4)
    with pytest.raises(Busy, match=f"answers {status}"):
        get()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451])
def test_a_no_is_taken_for_a_no(get: Get, serve: Any, status: int) -> None:
    served = serve(status=status)
    with pytest.raises(Refused, match=f"127.0.0.1 answers {status}: ") as told:
        get()
    assert told.value.status == status
    assert len(served.requests) == 1


@pytest.mark.parametrize(
    ("asked", "wait"), [("7", 7.0), ("Mon, 02 Mar 2026 12:00:30 GMT", 30.0), ("Mon, 02 Mar 2026 11:00:00 GMT", 1.0),
                        ("soon", 1.0), ("-5", 1.0), ("", 1.0)],
)  # fmt: skip
def test_a_server_that_says_when_is_waited_for(
    get: Get, serve: Any, paper_server: Any, clock: Clock, asked: str, wait: float
) -> None:
    serve(paper_server.Reply(status=429, headers={"Retry-After": asked}))
    told: list[tuple[float, str]] = []
    assert get(on_wait=lambda seconds, why: told.append((seconds, why))).body == GOOD
    assert clock.waits == [wait]
    assert told[0][0] == wait
    assert "answers 429" in told[0][1]


@pytest.mark.parametrize(
    ("asked", "wait"),
    [("600", 600.0), ("315360000", 86_400.0), ("9" * 40, 86_400.0), ("Tue, 03 Mar 2036 12:00:00 GMT", 86_400.0)],
)
def test_a_long_wait_is_left_to_the_schedule_within_reason(
    get: Get, serve: Any, clock: Clock, asked: str, wait: float
) -> None:
    serve(status=503, headers={"Retry-After": asked})
    with pytest.raises(Busy, match="it asks to come back in") as told:
        get()
    assert told.value.wait == wait
    assert clock.waits == []


def test_requests_of_a_lane_keep_their_distance(server: Any, paper_server: Any, clock: Clock) -> None:
    server.answers["/x"] = paper_server.Reply(GOOD)

    async def ask() -> None:
        async with Client(clock=clock, sleep=clock.sleep) as one:
            await asyncio.gather(*(one.get(server.url + "/x", lane="arxiv", pace=3.0) for _ in range(3)))

    asyncio.run(ask())
    assert clock.waits == [3.0, 3.0]


def test_redirects_are_followed_to_their_end(get: Get, serve: Any, server: Any, paper_server: Any) -> None:
    serve()
    for number in range(4):
        server.answers[f"/{number}"] = paper_server.Reply(status=302, headers={"Location": f"/{number + 1}"})
    server.answers["/4"] = paper_server.Reply(status=301, headers={"Location": f"{server.url}/x"})
    answer = get("/0")
    assert (answer.body, answer.address) == (GOOD, f"{server.url}/x")


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("/x", "in a circle"),
        ("file:///etc/passwd", "not on the web"),
        ("ftp://127.0.0.1/x", "not on the web"),
        ("javascript:alert(1)", "not on the web"),
        ("http://me:secret@127.0.0.1/", "a name and a password"),
        ("http://[::1", "no address"),
    ],
)
def test_redirects_that_must_not_be_followed(get: Get, serve: Any, location: str, why: str) -> None:
    served = serve(status=302, headers={"Location": location})
    with pytest.raises(Refused, match=why):
        get()
    assert len(served.requests) == 1


def test_redirects_without_end_are_cut_short(get: Get, server: Any, paper_server: Any) -> None:
    def on(asked: Any) -> Any:
        return paper_server.Reply(status=302, headers={"Location": asked.path + "x"})

    server.fault_for = on
    with pytest.raises(Refused, match="more than 6 times"):
        get("/x")


def resolver(**known: list[str]) -> Callable[[str], Awaitable[list[str]]]:
    async def resolve(host: str) -> list[str]:
        return known.get(host, [])

    return resolve


@pytest.mark.parametrize(
    "target",
    ["127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.1.1", "[::1]", "[::ffff:10.0.0.1]", "0.0.0.0", "inside"],
)
def test_a_public_name_leads_nowhere_private(server: Any, paper_server: Any, target: str) -> None:
    """`localhost` stands for a public name here: the resolver says so."""
    server.answers["/x"] = paper_server.Reply(status=302, headers={"Location": f"http://{target}:{server.port}/secret"})
    resolve = resolver(localhost=["93.184.216.34"], inside=["93.184.216.34", "10.1.1.1"])

    async def ask() -> None:
        async with Client(resolve=resolve) as one:
            await one.get(f"http://localhost:{server.port}/x")

    with pytest.raises(Refused, match="in your own network"):
        asyncio.run(ask())
    assert [asked.path for asked in server.requests] == ["/x"]


def test_loopback_may_lead_to_loopback_and_to_the_world_but_no_page_of_the_world_there(
    server: Any, paper_server: Any
) -> None:
    server.answers["/x"] = paper_server.Reply(status=302, headers={"Location": f"http://localhost:{server.port}/y"})
    server.answers["/y"] = paper_server.Reply(GOOD)

    async def ask(origin: str = "") -> Answer:
        async with Client(resolve=resolver(localhost=["127.0.0.1"])) as one:
            return await one.get(server.url + "/x", origin=origin)

    assert asyncio.run(ask()).body == GOOD
    with pytest.raises(Refused, match="in your own network"):
        asyncio.run(ask("http://93.184.216.34/page"))


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://", "x", "http://a\nb/", "ftp://a/b", "http://a:99999999/"]
)
def test_what_is_no_address_is_never_asked(get: Get, address: str) -> None:
    async def ask() -> None:
        async with Client() as one:
            await one.get(address)

    with pytest.raises(Refused, match="is no http"):
        asyncio.run(ask())


# --- time and the way there ------------------------------------------------------------------------------

SHORT = Limits(connect=2.0, read=0.05, whole=5.0, attempts=1)


def test_a_server_that_says_nothing_is_left(get: Get, serve: Any, paper_server: Any) -> None:
    serve(paper_server.Reply(hold=True))
    with pytest.raises(BadAnswer, match=r"nothing came for 0.05 s"):
        get(limits=SHORT)


def test_a_body_that_drips_is_left_after_the_whole_time(get: Get, serve: Any) -> None:
    serve(body=GOOD * 50, drip=True)
    with pytest.raises(BadAnswer, match=r"longer than 0\.2 s"):
        get(limits=Limits(read=5.0, whole=0.2, attempts=1))


def test_a_connection_that_is_reset_is_tried_again(get: Get, serve: Any, paper_server: Any) -> None:
    serve(paper_server.Reply(reset=True), paper_server.Reply(reset=True))
    assert get().body == GOOD


def test_nobody_there_is_offline(get: Get, server: Any, clock: Clock) -> None:
    server.close()
    with pytest.raises(Offline, match="cannot be reached"):
        get()
    assert len(clock.waits) == 1


def test_what_waits_ends_when_it_is_cancelled(server: Any, paper_server: Any) -> None:
    server.answers["/x"] = paper_server.Reply(hold=True)

    async def ask() -> bool:
        async with Client() as one:
            task = asyncio.create_task(one.get(server.url + "/x"))
            while not server.requests:
                await asyncio.to_thread(lambda: None)
            task.cancel()
            (outcome,) = await asyncio.gather(task, return_exceptions=True)
        return isinstance(outcome, asyncio.CancelledError)

    assert asyncio.run(ask())


@pytest.fixture
def protected(paper_server: Any) -> Any:
    """A server with a certificate that nobody has reason to trust, and one who trusts it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    running = paper_server.PaperServer(tls=context)
    running.answers["/x"] = paper_server.Reply(GOOD)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    running.trusting = trusting
    yield running
    running.close()


def test_a_certificate_is_verified(get: Get, protected: Any, clock: Clock) -> None:
    with pytest.raises(Refused, match="its certificate is not to be trusted"):
        get(protected.url + "/x")
    assert clock.waits == []
    assert protected.requests == []
    assert get(protected.url + "/x", client={"verify": protected.trusting}).body == GOOD


def test_a_protected_connection_is_not_left(get: Get, protected: Any, server: Any, paper_server: Any) -> None:
    protected.answers["/x"] = paper_server.Reply(status=302, headers={"Location": server.url + "/x"})
    with pytest.raises(Refused, match="out of the protected connection"):
        get(protected.url + "/x", client={"verify": protected.trusting})
    assert server.requests == []


def test_a_plain_answer_where_a_protected_one_is_due(get: Get, server: Any) -> None:
    with pytest.raises((Refused, BadAnswer, Offline)):
        get(server.url.replace("http:", "https:") + "/x")
