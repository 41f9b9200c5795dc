# SPDX-License-Identifier: MIT
"""Citation keys from a pattern, as Better BibTeX has them: `{auth}{year}{veryshorttitle}` gives `vaswani2017attention`."""

import re
from collections.abc import Callable, Iterator, Sequence

from paperdesk.domain.errors import BadInput
from paperdesk.domain.names import Name, split_name
from paperdesk.domain.transliteration import ascii_letters

DEFAULT_PATTERN = "{auth}{year}{veryshorttitle}"
LONGEST = 100  # characters
# What BibTeX, biber, pandoc and Markdown all take in a key.
_ALLOWED = re.compile(r"[A-Za-z0-9][A-Za-z0-9:.+/_-]*")
_FIELD = re.compile(r"\{([A-Za-z]+)\}")
_BETWEEN = re.compile(r"[A-Za-z0-9:.+/_-]*")
_COMMAND = re.compile(r"\\(?:text|math|operatorname|emph|mbox|rm|bf|it)[a-z]*")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[-'][A-Za-z0-9]+)*")
STOP_WORDS = frozenset(
    "a about above across after against all along also am among an and any are as at be because been before being below"
    " beside between beyond both but by can could did do does down during each either for from had has have her here his"
    " how i if in inside into is it its me more my near nor not of off on once onto or our out over per so some such than"
    " that the their them then there these they this those through till to toward towards under until up upon us using"
    " via was we were what when where whether which while who whom whose why will with within without would yet you your"
    " das de der des die du ein eine el la le les los un una und une zur".split()
)


def citation_key(pattern: str, *, title: str, authors: Sequence[str], published: str, key: str) -> str:
    """Return the key that `pattern` gives for a paper; where it comes to nothing, one made of `key`, the paper's own.

    A field written with a capital (`{Auth}`) begins with one. Raises `BadInput` for a pattern that cannot be.
    """
    check_pattern(pattern)
    source = _Source(title, authors, published, key)

    def put(found: re.Match[str]) -> str:
        name = found[1]
        value = _FIELDS[name.lower()](source)
        return value[:1].upper() + value[1:] if name[0].isupper() else value

    made = _FIELD.sub(put, pattern)[:LONGEST].strip(":.+/_-")
    if made and _ALLOWED.fullmatch(made):
        return made
    return re.sub(r"[^A-Za-z0-9.-]+", "-", ascii_letters(key))[:LONGEST].strip(".-") or "paper"


def check_pattern(pattern: str) -> None:
    """Raise `BadInput` where `pattern` is none: an unknown field, or a character that no key may have."""
    unknown = next((name for name in _FIELD.findall(pattern) if name.lower() not in _FIELDS), None)
    if unknown is not None:
        raise BadInput(f"{{{unknown}}} is no field of a citation key; there are {', '.join(sorted(_FIELDS))}")
    if not _FIELD.search(pattern):
        raise BadInput(f"the pattern {pattern[:40]!r} has no field; write for example {DEFAULT_PATTERN}")
    if not _BETWEEN.fullmatch(_FIELD.sub("", pattern)) or len(pattern) > 200:
        raise BadInput(
            f"the pattern {pattern[:40]!r} has a character that no key may have; use letters, digits and : . + / _ -"
        )


def check_key(text: str) -> str:
    """Return `text` where it can be a citation key. Raises `BadInput`."""
    if not is_key(text):
        raise BadInput(f"{text[:40]!r} is no citation key; use letters, digits and : . + / _ -, {LONGEST} at most")
    return text


def is_key(text: str) -> bool:
    """Whether `text` can be a citation key."""
    return len(text) <= LONGEST and _ALLOWED.fullmatch(text) is not None


def suffixes() -> Iterator[str]:
    """Yield what tells equal keys apart, for ever: nothing, `a` to `z`, `aa` and so on."""
    yield ""
    number = 0
    while True:
        number += 1
        text, rest = "", number
        while rest:
            rest, letter = divmod(rest - 1, 26)
            text = chr(97 + letter) + text
        yield text


class _Source:
    """What a key is made of."""

    def __init__(self, title: str, authors: Sequence[str], published: str, key: str) -> None:
        self.families = [_family(split_name(author)) for author in authors[:3]]
        self.more = len(authors) > 3
        year = re.match(r"\d{4}", published)
        self.year = year[0] if year else ""
        self.month = published[5:7] if re.match(r"\d{4}-\d\d", published) else ""
        self.words = [_letters(word) for word in _WORD.findall(ascii_letters(_COMMAND.sub("", title)))]
        self.key = key

    def significant(self, count: int) -> list[str]:
        """The first words of the title that say something."""
        words = [word for word in self.words if word.lower() not in STOP_WORDS] or self.words
        return words[:count]


def _family(name: Name) -> str:
    """Return the family name in small letters of ASCII, with its particle; of a team its first word that says something."""
    if name.literal:
        words = [_letters(word) for word in ascii_letters(name.literal).split()]
        return next((w for w in words if w and w.lower() not in STOP_WORDS), "").lower()
    return _letters(ascii_letters(name.particle + name.family)).lower()


def _letters(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)


def _camel(words: Sequence[str]) -> str:
    return "".join(word[:1].upper() + word[1:] for word in words)


def _key(source: _Source) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", ascii_letters(source.key)).strip("-")


_FIELDS: dict[str, Callable[[_Source], str]] = {
    "auth": lambda source: next(iter(source.families), ""),
    "authors": lambda source: "".join(source.families[:1]) + _camel(source.families[1:]) + ("EtAl" if source.more else ""),
    "year": lambda source: source.year,
    "yy": lambda source: source.year[2:],
    "month": lambda source: source.month,
    "veryshorttitle": lambda source: "".join(source.significant(1)).lower(),
    "shorttitle": lambda source: _camel(source.significant(3)),
    "title": lambda source: _camel(source.words),
    "key": _key,
}  # fmt: skip
FIELDS = tuple(_FIELDS)
