# SPDX-License-Identifier: MIT
"""A server on loopback that speaks as the sources do, over real sockets, with the faults that it is told to have.

It writes HTTP itself, byte by byte, since a library would not lie. `answers` maps a path (without its query, or with
it) to what stands there; `faults` are taken one a request, before the answer.
"""

import contextlib
import gzip
import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

DATE = "Mon, 02 Mar 2026 10:00:00 GMT"


@dataclass
class Asked:
    """One request as it came."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    target: str
    at: float
    body: bytes = b""

    @property
    def conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass
class Reply:
    """What is answered. `raw` are the very bytes after the headers where they are not the body; `hold` stops before it."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    raw: bytes | None = None
    length: int | None = None  # what Content-Length says
    hold: bool = False  # nothing more comes until the server ends
    drip: bool = False  # one byte, then nothing for long, and so on
    endless: bytes = b""  # sent for ever after the body
    reset: bool = False  # no answer at all
    etag: bool = True


Answerer = Callable[[Asked], Reply]


class PaperServer:
    """Serves until `close`; `requests` are all that came, in order."""

    def __init__(self, tls: Any = None) -> None:
        self.answers: dict[str, Reply | Answerer] = {}
        self.faults: list[Reply | None] = []
        self.fault_for: Callable[[Asked], Reply | None] = lambda asked: None
        self.requests: list[Asked] = []
        self._tls = tls
        self.news = threading.Event()  # never set by the server; to wait on for a moment
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._socket.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._accept, name="paper-server", daemon=True)
        self._thread.start()

    def close(self) -> None:
        if self._ended.is_set():
            return
        self._ended.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        with self._lock:
            for one in self._open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)

    def asked_for(self, path: str) -> list[Asked]:
        return [asked for asked in self.requests if asked.path == path]

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(
                target=self._serve, args=(connection,), name="paper-server-connection", daemon=True
            ).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with self._lock:
                self._open.add(connection)
            with connection, connection.makefile("rb") as reader:
                while self._one(connection, reader):
                    pass
        except (OSError, ValueError, IndexError):  # IndexError: TLS spoken to a server without it
            return
        finally:
            with self._lock:
                self._open.discard(connection)

    def _one(self, connection: socket.socket, reader: Any) -> bool:
        line = reader.readline(65_536)
        if not line:
            return False
        target = line.split()[1].decode()
        headers = {}
        while header := reader.readline(65_536).strip():
            name, _, value = header.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        parts = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        body = reader.read(int(headers.get("content-length", 0)))
        asked = Asked(parts.path, query, headers, target, time.monotonic(), body)
        with self._lock:
            self.requests.append(asked)
            fault = self.faults.pop(0) if self.faults else self.fault_for(asked)
            reply = fault or self._reply(asked)
        return self._send(connection, asked, reply)

    def _reply(self, asked: Asked) -> Reply:
        found = self.answers.get(asked.target, self.answers.get(asked.path))
        if found is None:
            return Reply(b'{"error":"Not Found"}', 404)
        return found(asked) if callable(found) else found

    def _send(self, connection: socket.socket, asked: Asked, reply: Reply) -> bool:
        if reply.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            return False
        headers = {"Content-Type": reply.content_type, "Date": DATE}
        status, payload = reply.status, reply.body if reply.raw is None else reply.raw
        if status == 200 and reply.etag and reply.raw is None:
            headers["ETag"] = f'W/"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
            if asked.headers.get("if-none-match") == headers["ETag"]:
                status, payload = 304, b""
        if status != 304:
            headers["Content-Length"] = str(len(payload) if reply.length is None else reply.length)
        headers |= reply.headers
        if reply.endless or headers.get("Content-Length") == "-1":
            headers.pop("Content-Length", None)
            headers["Connection"] = "close"
        head = f"HTTP/1.1 {status} Told\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        if reply.hold:
            connection.sendall(head.encode()[:20])
            self._ended.wait()
            return False
        connection.sendall(f"{head}\r\n".encode())
        return self._send_body(connection, reply, payload, headers)

    def _send_body(self, connection: socket.socket, reply: Reply, payload: bytes, headers: dict[str, str]) -> bool:
        if reply.drip:
            for place in range(len(payload)):
                connection.sendall(payload[place : place + 1])
                if self._ended.wait(0.05):
                    return False
        else:
            connection.sendall(payload)
        while reply.endless and not self._ended.is_set():
            connection.sendall(reply.endless)
        whole = reply.length is None or reply.length == len(payload)
        return whole and headers.get("Connection") != "close"


# --- what the sources say ---------------------------------------------------------------------------------


def hf_item(number: int, votes: int = 0, **paper: Any) -> dict[str, Any]:
    """One paper of a daily list, in the shape of the API's own answer."""
    inner = {
        "id": f"2601.{number:05}",
        "title": f"A study of case number {number}",
        "summary": f"We look at case {number} and say what we see.",
        "authors": [{"_id": f"a{number}", "name": f"Ann Lee {number}", "hidden": False}],
        "publishedAt": "2026-01-02T18:00:00.000Z",
        "upvotes": votes,
    }
    return {
        "paper": inner | paper,
        "publishedAt": "2026-01-02T14:00:00.000Z",
        "title": inner["title"],
        "numComments": 1,
    }


def json_reply(value: Any, **how: Any) -> Reply:
    """A JSON answer."""
    return Reply(json.dumps(value).encode(), **how)


def daily_papers(days: dict[str, Sequence[dict[str, Any]]], *, honours_pages: bool = True) -> Answerer:
    """`/api/daily_papers` over lists by day: pages, and an empty list where nothing stands."""

    def answer(asked: Asked) -> Reply:
        items = list(days.get(asked.query.get("date", ""), ()))
        if asked.query.get("sort") == "trending":
            items = [item for day in days.values() for item in day]
            items.sort(key=lambda item: -item["paper"]["upvotes"])
        size, page = int(asked.query.get("limit", "50")), int(asked.query.get("p", "0"))
        return json_reply(items[page * size : (page + 1) * size] if honours_pages else items)

    return answer


_ENTRY = """<entry><id>http://arxiv.org/abs/{id}v1</id><updated>{published}T12:00:00Z</updated>
<published>{published}T12:00:00Z</published><title>{title}</title><summary>  {summary}
</summary><author><name>Bo Wu</name></author><link href="http://arxiv.org/abs/{id}v1" rel="alternate" type="text/html"/>
<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.LG"/><category term="cs.LG"/></entry>"""


def arxiv_entry(
    identifier: str, published: str = "2026-01-02", title: str = "", summary: str = "We look closely."
) -> str:
    """One entry of arXiv's Atom."""
    return _ENTRY.format(
        id=identifier, published=published, title=title or f"On the matter of {identifier}", summary=summary
    )


def arxiv_feed(entries: Sequence[str], total: int | None = None, start: int = 0) -> bytes:
    """An answer of arXiv's API."""
    count = len(entries) if total is None else total
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">'
        "<title>arXiv Query</title><id>http://arxiv.org/api/x</id>"
        f"<opensearch:totalResults>{count}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>"
        f"<opensearch:itemsPerPage>{len(entries)}</opensearch:itemsPerPage>{''.join(entries)}</feed>"
    ).encode()


def arxiv_api(papers: Sequence[tuple[str, str]]) -> Answerer:
    """`/api/query` over (identifier, day): pages of a query, latest first, and lists of identifiers."""

    def answer(asked: Asked) -> Reply:
        start, size = int(asked.query.get("start", "0")), int(asked.query.get("max_results", "10"))
        wanted = [one for one in asked.query.get("id_list", "").split(",") if one]
        found = [p for p in papers if p[0] in wanted] if wanted else sorted(papers, key=lambda p: p[1], reverse=True)
        entries = [arxiv_entry(identifier, day) for identifier, day in found[start : start + size]]
        body = arxiv_feed(entries, total=len(found), start=start)
        return Reply(body, content_type="application/atom+xml; charset=utf-8")

    return answer


def rss(title: str, items: Sequence[tuple[str, str]], extra: str = "") -> bytes:
    """An RSS 2.0 feed of (title, address)."""
    told = "".join(
        f"<item><title>{name}</title><link>{link}</link><guid>{link}</guid>"
        f"<description>About {name}, at some length.</description>"
        "<pubDate>Mon, 02 Mar 2026 08:00:00 +0000</pubDate></item>"
        for name, link in items
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>http://example.org/</link><description>News</description>{told}{extra}</channel></rss>"
    ).encode()


def bomb(megabytes: int) -> Reply:
    """A small body that unpacks to many megabytes."""
    packed = gzip.compress(b"[" + b" " * (megabytes << 20), 9)
    return Reply(raw=packed, headers={"Content-Encoding": "gzip"})
