# SPDX-License-Identifier: MIT
"""Names of authors, taken apart as bibliographies want them: particles, family, given, suffix; or one name as a whole.

The parts are those of CSL (https://docs.citationstyles.org/en/stable/specification.html#names) and of BibTeX.
"""

import re
from dataclasses import dataclass

_SUFFIX = re.compile(r"[Jj][Rr]\.?|[Ss][Rr]\.?|I{2,3}|IV")
_BODY = re.compile(
    r"\b(?:team|collaboration|consortium|group|labs?|laboratory|university|institute|inc|ltd|llc|gmbh|corporation|company"
    r"|research|foundation|project|community|cent(?:er|re)|authors|contributors|committee|council|association|society"
    r"|initiative|alliance|network|organi[sz]ation|department|college|school|agency|openai|deepmind|intelligence|et al)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """One author. Either `literal` says it all (a team, a name of one word), or the parts do, `family` at least."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def sorted_form(self) -> str:
        """`van Gogh, Vincent, Jr.`; a literal as it is."""
        if self.literal:
            return self.literal
        family = f"{self.particle} {self.family}".strip()
        return ", ".join(part for part in (family, self.given, self.suffix) if part)


def split_name(text: str) -> Name:
    """Take `Jie Wu`, `Wu, Jie` or `Wu, Jie, Jr.` apart; what is no person, or one word, stays whole.

    Lower-case words before the family name are its particle (`van der`, `de`), as BibTeX has it.
    """
    text = " ".join(text.split())
    if "," in text:
        return _from_parts([part.strip() for part in text.split(",")], text)
    words = text.split(" ")
    if (
        len(words) < 2
        or _BODY.search(text)
        or {words[0].lower(), *words} & {"the", "and"}
        or any(c.isdigit() for c in text)
    ):
        return Name(literal=text)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = next((place for place in range(1, len(words) - 1) if _is_particle(words[place])), len(words) - 1)
    end = start
    while end < len(words) - 1 and _is_particle(words[end]):
        end += 1
    return Name(" ".join(words[end:]), " ".join(words[:start]), " ".join(words[start:end]), suffix)


def _from_parts(parts: list[str], text: str) -> Name:
    """Take a name with commas apart: the family first, and the suffix second or last; or all as spoken but a suffix."""
    parts = [part for part in parts if part]
    if not 2 <= len(parts) <= 3 or _BODY.search(text):
        return Name(literal=text.strip(" ,"))
    if len(parts) == 2 and " " in parts[0] and _SUFFIX.fullmatch(parts[1]) and not _is_particle(parts[0].split(" ")[0]):
        spoken = split_name(" ".join(parts))  # `Martin King, Jr.`, as it is spoken
        return Name(literal=text) if spoken.literal else spoken
    suffix = ""
    if len(parts) == 3:
        place = next((place for place in (1, 2) if _SUFFIX.fullmatch(parts[place])), None)
        if place is None:
            return Name(literal=text)
        suffix = parts.pop(place)
    words = parts[0].split(" ")
    end = 0
    while end < len(words) - 1 and _is_particle(words[end]):
        end += 1
    return Name(" ".join(words[end:]), parts[1], " ".join(words[:end]), suffix)


def _is_particle(word: str) -> bool:
    return word.isalpha() and word == word.lower() != word.upper()
