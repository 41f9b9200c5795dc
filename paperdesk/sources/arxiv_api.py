# SPDX-License-Identifier: MIT
"""How arXiv is asked: https://info.arxiv.org/help/api/user-manual.html. One request in three seconds, one at a time."""

import io
import re
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from paperdesk.domain.errors import BadAnswer, BadInput
from paperdesk.domain.feeds import is_category
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources import arxiv_atom
from paperdesk.sources.addresses import host_of
from paperdesk.sources.http_client import Answer
from paperdesk.sources.stream import Stream

LANE = "arxiv"
PAGE = 100  # papers
MOST = 3_000  # papers of one fetch
IDS_AT_ONCE = 50
ACCEPT = "application/atom+xml, application/xml;q=0.9"
_NUMBER = r"<(?:\w+:)?%s(?:\s[^>]*)?>\s*(\d{1,12})\s*<"
_TOTAL = re.compile((_NUMBER % "totalResults").encode())


def query_address(base: str, query: str, start: int, first_day: str = "", last_day: str = "") -> str:
    """Return the address of one page of a category or query, latest first; the days bound when papers were submitted."""
    search = f"cat:{query}" if is_category(query) else query
    if first_day:
        bounds = f"[{first_day.replace('-', '')}0000 TO {(last_day or first_day).replace('-', '')}2359]"
        search = f"({search}) AND submittedDate:{bounds}"
    told = {"search_query": search, "start": start, "max_results": PAGE}
    return f"{base.rstrip('/')}/api/query?{urlencode(told | {'sortBy': 'submittedDate', 'sortOrder': 'descending'})}"


def ids_address(base: str, identifiers: Sequence[str]) -> str:
    """Return the address of the papers of these identifiers, `IDS_AT_ONCE` at most."""
    told = {"id_list": ",".join(identifiers), "start": 0, "max_results": len(identifiers)}
    return f"{base.rstrip('/')}/api/query?{urlencode(told, safe=',/')}"


def rss_address(base: str, categories: str) -> str:
    """Return the address of the daily feed of one category, or of several joined by `+`."""
    return f"{base.rstrip('/')}/rss/{quote(categories, safe='+.-')}"


def total(answer: Answer) -> int:
    """Return how many papers a query has in all, 0 where the answer does not say."""
    found = _TOTAL.search(answer.body, 0, 65_536)
    return int(found[1]) if found else 0


def check(answer: Answer) -> str:
    """Say why an answer is not whole Atom. Raises `BadAnswer` for a page, and for an empty one where papers are due."""
    host, text = host_of(answer.address), answer.body
    head = text[:65_536].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<feed" not in head and b":feed" not in head:
        raise BadAnswer(f"{host}: something else came where arXiv's answer is due; does this network ask for a login?")
    start = re.search(rb"[?&]start=(\d+)", answer.address.encode())
    if total(answer) > (int(start[1]) if start else 0) and b"<entry" not in text and b":entry" not in text:
        # What the API does now and then: https://github.com/lukasschwab/arxiv.py/issues/43
        raise BadAnswer(f"{host}: arXiv sent an empty page where papers are due; try again later")
    empty = b"<entry" not in text and text.rstrip().endswith(b"/>")
    return "" if empty or text.rstrip()[-40:].lower().endswith((b"</feed>", b":feed>")) else "arXiv's answer breaks off"


def read(answer: Answer) -> list[Record | Rejected]:
    """Return what an answer holds; none where nothing answers the query. Raises `BadInput`."""
    host = host_of(answer.address)
    if b"<entry" not in answer.body and b":entry" not in answer.body:
        return []
    stream = Stream(io.BytesIO(answer.body), len(answer.body), host)
    found = list(arxiv_atom.read(stream, Context(host)))
    told = next((item.why for item in found if isinstance(item, Rejected) and "arXiv answered" in item.why), "")
    if told and not any(isinstance(item, Record) for item in found):
        raise BadInput(f"{host}: {told}; check the query or the identifier")
    return found
