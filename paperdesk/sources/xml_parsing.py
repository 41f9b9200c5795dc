# SPDX-License-Identifier: MIT
"""Feeds XML from outside to a target, without entities, and says what is wrong with it."""

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from paperdesk.domain.errors import BadInput


def parse(
    data: bytes, target: object, name: str, *, refused: str, forbid_dtd: bool, again: str = "export it again"
) -> str:
    """Feed `target` (see `xml.etree.ElementTree.XMLParser`); return what is broken, or an empty string.

    Raises `BadInput` that begins with `name` for an encoding that cannot be read, and that says `refused` for entities,
    or for a document type where that is forbidden; `again` is what to do about XML that is broken.
    """
    parser = ElementTree.XMLParser(target=target, forbid_dtd=forbid_dtd, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        parser.close()
    except ElementTree.ParseError as error:
        return f"this XML is broken or breaks off: {error}; {again}"
    except DefusedXmlException as error:
        raise BadInput(f"{name}: {refused}") from error
    except (ValueError, LookupError) as error:
        raise BadInput(f"{name}: this XML is in an encoding that cannot be read: {error}; save it as UTF-8") from error
    return ""
