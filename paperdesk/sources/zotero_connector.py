# SPDX-License-Identifier: MIT
"""Speaks to a Zotero that runs on this machine, as its browser connector does.

The requests are those of https://www.zotero.org/support/dev/client_coding/connector_http_server: `ping` tells whether it is
there, `saveItems` takes items with their tags and notes. A session that Zotero has seen already is answered with 409.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from paperdesk.domain.errors import BadAnswer, FetchTrouble, Offline, Trouble
from paperdesk.sources.http_client import Client, Limits

_HEADERS = {"Content-Type": "application/json", "X-Zotero-Connector-API-Version": "3"}
_LIMITS = Limits(connect=3.0, read=60.0, whole=90.0, largest=1 << 20, attempts=1)
_NOT_RUNNING = "Zotero is not running: start it and try again"


class ZoteroConnector:
    """Zotero at `base`, such as http://127.0.0.1:23119. Use it as an asynchronous context."""

    def __init__(self, base: str, limits: Limits = _LIMITS) -> None:
        self._base = base.rstrip("/")
        self._client = Client(limits)
        self._told = False  # it said that it is Zotero

    async def __aenter__(self) -> "ZoteroConnector":
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *how: Any) -> None:
        await self._client.__aexit__(*how)

    async def ping(self) -> None:
        """Return where Zotero may be there. Raises `Trouble` where it is not, or where something else answers.

        What speaks for it without saying so, another program with the same requests, shows itself when it saves.
        """
        status, body = await self._post("ping", {})
        if status == 403:
            raise Trouble(f"Zotero refuses what does not come from this machine; check zotero.base_url ({self._base})")
        self._told = status == 200 and (b"zotero" in body.lower() or b'"prefs"' in body)
        if not self._told and body.lstrip()[:1] == b"<":  # a page
            raise self._other()

    async def save(self, session: str, items: Sequence[Mapping[str, Any]], address: str) -> bool:
        """Have `items` saved; return False where Zotero has had this `session` before, and so has them.

        `address` is the page that they are from. An answer that breaks off is asked for once more: by the session Zotero
        knows what it has. Raises `Trouble`.
        """
        value = {"sessionID": session, "uri": address, "items": list(items)}
        try:
            status, body = await self._post("saveItems", value)
        except BadAnswer:
            status, body = await self._post("saveItems", value)
        if status == 409:
            return False
        if status == 201 or (status == 200 and self._told):
            return True
        if b"libraryEditable" in body.replace(b" ", b"") and b"false" in body:
            raise Trouble("the library or collection chosen in Zotero is read-only; choose another one there")
        if not self._told:
            raise self._other()
        raise Trouble(f"Zotero could not save them (it answers {status}); look into Help → Report Errors there")

    def _other(self) -> Trouble:
        return Trouble(f"what answers at {self._base} is not Zotero; check the option zotero.base_url")

    async def _post(self, verb: str, value: Mapping[str, Any]) -> tuple[int, bytes]:
        data = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        try:
            answer = await self._client.post(f"{self._base}/connector/{verb}", data, _HEADERS)
        except Offline as error:
            raise Trouble(_NOT_RUNNING) from error
        except BadAnswer:
            raise
        except FetchTrouble as error:
            raise Trouble(f"{error.text} (zotero.base_url)") from error
        return answer.status, answer.body
