# SPDX-License-Identifier: MIT
"""What a reference manager knows of a paper beyond what PaperDesk shows: journal, volume, pages, editors.

It is kept with the sighting that brought it, under one name and in one vocabulary, whatever format it came in, so that
every exporter can give it back: the item fields of CSL-JSON, https://docs.citationstyles.org/en/stable/specification.html.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from paperdesk.domain.record import Sighting

CITATION = "csl"  # its name in `Sighting.extra`
# PaperDesk's own fields say these, and only they.
OWN_FIELDS = frozenset(("id", "title", "author", "abstract", "issued", "DOI", "keyword"))


def citation_extra(fields: Mapping[str, Any]) -> dict[str, object]:
    """Return `fields` as `Sighting.extra` holds them: without those that are empty or that PaperDesk has a place for."""
    told = {name: value for name, value in fields.items() if value not in ("", None, [], {}) and name not in OWN_FIELDS}
    return {CITATION: told} if told else {}


def citation_of(sightings: Iterable[Sighting]) -> dict[str, Any]:
    """Return all that `sightings` tell of how to cite their paper; where they differ, the one that says more, then the first."""
    found: dict[str, Any] = {}
    told = [value for s in sightings if isinstance(value := s.extra.get(CITATION), Mapping)]
    for fields in sorted(told, key=len, reverse=True):
        for name, value in fields.items():
            found.setdefault(name, value)
    return found
