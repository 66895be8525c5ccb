"""The first page a browser loads: Streamlit's own scripts, begun earlier and told more.

Streamlit's page asks the server three things in turn before it opens its socket; what they would
answer stands in this page. What every screen needs is named here, so that it is on its way before
the first script has run.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.convertors import Convertor, register_url_convertor
from starlette.responses import HTMLResponse
from starlette.routing import Route

from routes import rest, theme
from routes.page import NAME
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

ENTRY = re.compile(r'<script type="module"[^>]* src="\./(static/[^"]+)"')
LINKED = re.compile(r'<link rel="(modulepreload|stylesheet)"[^>]* href="\./(static/[^"]+)"')
# Chunks that Streamlit fetches only once a page holds such a thing: the answer card and our text.
SOON = (
    "BidiComponent",
    "ComponentInstance",
    "_arrayReduce",
    "card",
    "recordbatch",
    "serialization",
)
# Streamlit also loads 375 KB of icons before the first word; left alone, a browser loads them when
# a page draws an icon.
TOLD = """window.prerenderReady = false;
document.fonts.load = () => Promise.resolve([]);
window.__streamlit = { ...%s, BACKEND_BASE_URL: location.origin,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false } };"""
# The first visit fetches everything at once; a later one has it all and would only be slowed by
# sixty hints. What the first question needs is made ready while the browser waits for its socket.
EARLY = """const AHEAD = %s, SOON = %s, KEPT = %s;
if (localStorage.getItem('kept') !== KEPT) {
  for (const href of [...AHEAD, ...SOON]) {
    const link = document.createElement('link');
    document.head.append(Object.assign(link, { rel: 'modulepreload', href }));
  }
  addEventListener('load', () => localStorage.setItem('kept', KEPT));
}
addEventListener('DOMContentLoaded', () =>
  (window.requestIdleCallback ?? setTimeout)(() => SOON.forEach(one => import(one))));"""

# Our two scripts for every page: it tells where one is, and mends what Streamlit leaves out.
OWN = "".join(
    (Path(__file__).parent / one).read_text(encoding="utf-8") for one in ("moved.js", "mended.js")
)


class _Elsewhere(Convertor[str]):
    """A path of no screen's, and neither a file nor a folder of Streamlit's.

    Streamlit would answer it with its own page, which stays blank below a folder. A slash at the
    end is left to Streamlit, which leads to the path without it.
    """

    regex = r"(?!(?:_stcore|media|component|static|app)/|favicon\.png$).+(?<!/)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("elsewhere", _Elsewhere())


class Index:
    """Our first page, made from Streamlit's and the names of its files."""

    def __init__(self, streamlits: str, names: Iterable[str], screens: Iterable[str]) -> None:
        self._screens = tuple(screens)
        links = [(found[1], found[2]) for found in LINKED.finditer(streamlits)]
        self.scripts = ENTRY.findall(streamlits)
        self.styles = [name for kind, name in links if kind == "stylesheet"]
        self.ahead = [name for kind, name in links if kind == "modulepreload"]
        self.soon = sorted(name for name in names if _stem(name) in SOON)
        self.html = self._html()

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that the page names."""
        return (*self.scripts, *self.styles, *self.ahead, *self.soon)

    def routes(self) -> list[Route]:
        """Return the addresses of screens, and what is answered anywhere else."""

        def show(_request: Request) -> Response:
            return HTMLResponse(self.html, headers={"Cache-Control": "no-cache"})

        def nowhere(_request: Request) -> Response:
            raise NotFound("page")  # noqa: EM101  (the word is shown as it stands)

        screens = [Route(f"/{one}", show, methods=["GET"]) for one in self._screens]
        return [*screens, Route("/{path:elsewhere}", nowhere, methods=["GET"])]

    def _html(self) -> str:
        scripts = "".join(f'<script type="module" src="/{one}"></script>' for one in self.scripts)
        styles = "".join(f'<link rel="stylesheet" href="/{one}">' for one in self.styles)
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{NAME}</title><style>{theme.STYLE}</style>"
            f"<script>{TOLD % theme.TOLD}\n{self._early()}\n{OWN}</script>"
            f'{scripts}<script type="module" src="/{rest.ADDRESS}"></script>{styles}'
            '<link rel="shortcut icon" href="/favicon.png"></head>'
            '<body><div id="root"><p class="wait" role="status">One moment …</p></div>'
            "<noscript><p>This service needs JavaScript. Switch it on for this site and reload."
            "</p></noscript></body></html>"
        )

    def _early(self) -> str:
        ahead, soon = ([f"/{one}" for one in names] for names in (self.ahead, self.soon))
        kept = hashlib.sha256("".join(self.files).encode()).hexdigest()[:16]
        return EARLY % (json.dumps(ahead), json.dumps(soon), json.dumps(kept))


def _stem(name: str) -> str:
    """Return a file's name without its hash: static/js/Html.CzLZZ4bP.js is Html."""
    file = name.rpartition("/")[2]
    return file.rsplit(".", 2)[0] if file.endswith(".js") else ""
