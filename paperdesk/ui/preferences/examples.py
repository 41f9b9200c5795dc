# SPDX-License-Identifier: MIT
"""What patterns come to, for a paper that everybody knows: shown below them while they are typed."""

from paperdesk.config.options import Settings
from paperdesk.domain.citation_keys import FIELDS, citation_key
from paperdesk.domain.exported import Exported
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links

_TITLE, _PUBLISHED, _KEY = "Attention Is All You Need", "2017-06-12", "1706.03762"
_AUTHORS = ("Ashish Vaswani", "Noam Shazeer", "Niki Parmar", "Jakob Uszkoreit")


def key_example(pattern: str) -> str:
    """Return what a pattern of citation keys makes of the paper. Raises `BadInput` for one that cannot be."""
    made = citation_key(pattern, title=_TITLE, authors=_AUTHORS, published=_PUBLISHED, key=_KEY)
    return f"For example {made}. Fields: {', '.join(FIELDS)}. Keys that were given out stay."


def file_example(pattern: str) -> str:
    """Return how a pattern of names calls the file of the paper. Raises `BadInput` for one that cannot be."""
    from paperdesk.services.export_names import FIELDS, check_pattern, file_stem

    check_pattern(pattern)
    paper = Paper(
        PaperId(1), _KEY, (), _TITLE, _AUTHORS, "", _PUBLISHED, "", (), (),
        False, False, False, False, 0, Links(), (), "",
    )  # fmt: skip
    made = file_stem(pattern, Exported(paper, "vaswani2017attention"))
    return f"For example {made}.md. Fields: {', '.join(FIELDS)}."


def time_example(text: str) -> str:
    """Return what the time of a digest means. Raises `BadInput` for what is no time of day."""
    from paperdesk.services.digest_schedule import rhythm_of

    at = rhythm_of(Settings({"digest.time": text})).at
    day = "the day itself" if at.hour >= 12 else "the day before"
    return f"At {at:%H:%M} it tells of {day}. The window has to be open then, or `paperdesk digest --send` runs."
