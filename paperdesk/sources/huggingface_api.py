# SPDX-License-Identifier: MIT
"""How Hugging Face is asked for its daily papers: addresses, what an answer must be, and what is in it.

GET {base}/api/daily_papers?date=YYYY-MM-DD, limit (to 100), p (page from 0), sort=publishedAt|trending; no token.
"""

import dataclasses
import io
import json
from urllib.parse import urlencode

from paperdesk.domain.errors import BadAnswer, BadInput
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources import huggingface
from paperdesk.sources.addresses import host_of
from paperdesk.sources.http_client import Answer
from paperdesk.sources.json_items import load
from paperdesk.sources.stream import Stream

PAGE = 100  # papers
MOST_PAGES = 20
ACCEPT = "application/json"


def day_address(base: str, day: str, page: int) -> str:
    """Return the address of one page of a day's list."""
    return f"{base.rstrip('/')}/api/daily_papers?{urlencode({'date': day, 'limit': PAGE, 'p': page})}"


def trending_address(base: str, page: int) -> str:
    """Return the address of one page of what is trending now."""
    return f"{base.rstrip('/')}/api/daily_papers?{urlencode({'sort': 'trending', 'limit': PAGE, 'p': page})}"


def check(answer: Answer) -> str:
    """Say why an answer is not whole JSON. Raises `BadAnswer` for a page where a list is due, and for an error in JSON."""
    host, text = host_of(answer.address), answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        raise BadAnswer(f"{host}: the answer is empty; try again later")
    if text.startswith(b"<"):
        raise BadAnswer(f"{host}: a web page came where a list of papers is due; does this network ask for a login?")
    try:
        value = load(text.decode("utf-8", "replace"))
    except ValueError as error:
        return f"the list of papers is broken or breaks off ({' '.join(str(error).split())[:80]})"
    if isinstance(value, dict) and "error" in value:
        raise BadAnswer(f"{host} says: {json.dumps(value['error'])[:200]}; try again later")
    return ""


def read(answer: Answer, day: str, first: int = 1, source: str = huggingface.SOURCE) -> list[Record | Rejected]:
    """Return what an answer holds, ranked from `first` on; none for a day without papers.

    Raises `BadInput` where there is a list of papers to be expected and none is there.
    """
    host = host_of(answer.address)
    if answer.body.strip() == b"[]":
        return []
    stream = Stream(io.BytesIO(answer.body), len(answer.body), host)
    try:
        found = list(huggingface.read(stream, Context(host, day)))
    except BadInput as error:
        if error.text.endswith("no papers that day"):
            return []
        raise
    return [_placed(item, first - 1, source) if isinstance(item, Record) else item for item in found]


def _placed(record: Record, before: int, source: str) -> Record:
    seen = record.sighting
    rank = None if seen.rank is None else seen.rank + before
    return dataclasses.replace(record, sighting=dataclasses.replace(seen, rank=rank, source=source))
