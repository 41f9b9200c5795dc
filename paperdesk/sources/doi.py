# SPDX-License-Identifier: MIT
"""What a DOI names, asked of doi.org by content negotiation: https://citation.crosscite.org/docs.html (CSL-JSON)."""

import dataclasses
import io
import json
from urllib.parse import quote

from paperdesk.domain.errors import BadAnswer, BadInput
from paperdesk.domain.record import Context, Record, Sighting
from paperdesk.sources import csl_json
from paperdesk.sources.addresses import host_of
from paperdesk.sources.feed import without_markup
from paperdesk.sources.http_client import Answer
from paperdesk.sources.stream import Stream

SOURCE = "doi"
ACCEPT = "application/vnd.citationstyles.csl+json, application/json;q=0.5"


def address(base: str, doi: str) -> str:
    """Return where a DOI is asked for."""
    return f"{base.rstrip('/')}/{quote(doi, safe='/:;()._-')}"


def check(answer: Answer) -> str:
    """Say why an answer is not whole. Raises `BadAnswer` for what is no JSON object."""
    if answer.body.lstrip()[:1] != b"{":
        raise BadAnswer(
            f"{host_of(answer.address)}: it does not say in data what the DOI names; add the address of its page"
        )
    try:
        json.loads(answer.body)
    except (ValueError, RecursionError):
        return "the answer breaks off"
    return ""


def read(answer: Answer, doi: str) -> Record:
    """Return the paper that an answer describes. Raises `BadAnswer` where it describes none."""
    host = host_of(answer.address)
    stream = Stream(io.BytesIO(answer.body), len(answer.body), host)
    try:
        found = next((one for one in csl_json.read(stream, Context(host)) if isinstance(one, Record)), None)
    except BadInput:
        found = None
    if found is None:
        raise BadAnswer(
            f"{host}: what is registered for {doi} has no title; write it into a BibTeX file and import that"
        )
    plain = without_markup(found.abstract.replace("jats:", ""))  # Crossref leaves the tags of JATS in
    sighting = Sighting(SOURCE, extra=found.sighting.extra)
    return dataclasses.replace(
        found, doi=found.doi or ("" if found.arxiv_id else doi), abstract=plain, sighting=sighting
    )
