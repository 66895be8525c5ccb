"""HTTP to the identity provider: bounded in bytes and in time, and led nowhere else."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import anyio
import httpx

from routes.trouble import Unreachable, Untrusted

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

PATIENCE = 10.0  # seconds for one answer, headers and all
LIMIT = 256 * 1024  # bytes; what providers say of themselves takes a few thousand
# A packed answer could be small on the way and large here.
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}
OK = 200


class Wire:
    """Asks for JSON objects; nothing is kept from one answer to the next."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience

    async def get(self, url: str, token: str | None = None) -> dict[str, Any]:
        """Return what stands at an address.

        Raises:
            Unreachable, Untrusted: nothing does, or no JSON object.
        """
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        return await self._ask("GET", url, headers={**HEADERS, **bearer})

    async def post(
        self, url: str, form: Mapping[str, str], auth: tuple[str, str] | None
    ) -> dict[str, Any]:
        """Return the answer to a form.

        Raises:
            Unreachable, Untrusted: as for `get`.
        """
        given = httpx.BasicAuth(*auth) if auth else None
        return await self._ask("POST", url, headers=HEADERS, data=form, auth=given)

    async def _ask(self, method: str, url: str, **what: Any) -> dict[str, Any]:  # noqa: ANN401  (httpx's own)
        try:
            with anyio.fail_after(self._patience):
                status, body = await self._answer(method, url, what)
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(type(error).__name__) from None
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Unreachable(f"status {status}")
        if status != OK:
            raise Untrusted(f"status {status}")
        return _read(body)

    async def _answer(self, method: str, url: str, what: dict[str, Any]) -> tuple[int, bytes]:
        client = httpx.AsyncClient(verify=_tls(), timeout=self._patience)
        async with client, client.stream(method, url, **what) as response:
            body = bytearray()
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > LIMIT:
                    raise Untrusted("too large")
            return response.status_code, bytes(body)


@cache
def _tls() -> ssl.SSLContext:
    """Return whom this process trusts; reading that takes a tenth of a second."""
    return httpx.create_ssl_context()


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Untrusted("no JSON") from None
    if not isinstance(found, dict):
        raise Untrusted("no object")
    return found
