"""The scripts and styles of every page: compressed once, and kept by browsers for good.

On a telephone link the scripts are what one waits for; Streamlit serves them uncompressed.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cached_property
from mimetypes import guess_type
from typing import TYPE_CHECKING

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

TEXT = frozenset({".js", ".css", ".svg", ".json"})
FOREVER = "public, max-age=31536000, immutable"
BROTLI_QUALITY = 9  # 11 saves 6% more and takes 20 times as long


class Assets:
    """The files below one folder, and what was made here, ready to be sent."""

    def __init__(self, folder: Path, cache: Path, made: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._cache = cache
        self._made = made

    @cached_property
    def names(self) -> frozenset[str]:
        """Every file there is: a path that is not in here never reaches the disk."""
        files = (self._folder / "static").rglob("*")
        found = (one.relative_to(self._folder).as_posix() for one in files if one.is_file())
        return frozenset((*found, *self._made))

    def holds(self, name: str) -> bool:
        """Whether there is such a file."""
        return name in self.names

    def warm(self, names: Iterable[str]) -> None:
        """Compress files before the first visitor asks for them."""
        for name in names:
            if self.holds(name):
                self.coded(name, "br")

    def coded(self, name: str, coding: str) -> bytes:
        """Return a file's bytes in one content coding, made once and kept on disk."""
        if not coding:
            return self._plain(name)
        kept = self._cache / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.{coding}"
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            half = kept.with_suffix(f".{id(kept)}.tmp")
            half.write_bytes(compressed(self._plain(name), coding))
            half.replace(kept)  # another process sees all of it or nothing
        return kept.read_bytes()

    def _plain(self, name: str) -> bytes:
        made = self._made.get(name)
        return (self._folder / name).read_bytes() if made is None else made


def compressed(content: bytes, coding: str) -> bytes:
    """Return bytes in a content coding."""
    if coding == "br":
        return bytes(brotli.compress(content, quality=BROTLI_QUALITY))
    return gzip.compress(content, mtime=0)


def coding_for(name: str, accepted: str) -> str:
    """Return the best coding a browser takes for a file; pictures and fonts are dense already."""
    if not any(name.endswith(suffix) for suffix in TEXT):
        return ""
    taken = {part.split(";")[0].strip() for part in accepted.split(",")}
    return "br" if "br" in taken else "gzip" if "gzip" in taken else ""


class Static:
    """ASGI middleware that answers for files below /static/."""

    def __init__(self, app: ASGIApp, assets: Assets) -> None:
        self._app = app
        self._assets = assets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file, or pass the request on."""
        name = scope.get("path", "").lstrip("/")
        reading = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if not reading or not name.startswith("static/"):
            return await self._app(scope, receive, send)
        if not self._assets.holds(name):
            return await Response("Not found.", 404)(scope, receive, send)
        coding = coding_for(name, Headers(scope=scope).get("accept-encoding", ""))
        content = await run_in_threadpool(self._assets.coded, name, coding)
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        if coding:
            headers["Content-Encoding"] = coding
        answer = Response(content, 200, headers, guess_type(name)[0])
        return await answer(scope, receive, send)
